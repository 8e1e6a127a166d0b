"""A grid of areas by indicators, coloured by how far and to which side each differs from the benchmark."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from regiobeeld.draw import style
from regiobeeld.draw.canvas import (
    Floats,
    Rows,
    add_axes,
    drawing,
    lay_rows,
    new_figure,
    plot_size,
    put_text,
    require_rows,
)
from regiobeeld.draw.hover import note_mark
from regiobeeld.draw.legend import Key, draw_mark
from regiobeeld.draw.marks import draw_boxes, put_numbers
from regiobeeld.draw.style import BREEDTE, KLEIN, LETTER, Formaat, measure, wrap

STEPS = (-1.5, -1.0, -0.5, 0.5, 1.0, 1.5)
_HEAD = 150.0


@drawing
def heatmap(
    waarden: pd.DataFrame,
    tekst: pd.DataFrame,
    formaat: Formaat = "breed",
    *,
    nadruk: str = "",
    legenda: tuple[str, str, str] = ("gunstiger", "ongeveer gelijk", "ongunstiger"),
    zeker: pd.DataFrame | None = None,
) -> Figure:
    """Draw a coloured cell per area (row) and indicator (column), with its text.

    On narrow screens the columns are divided over blocks under each other, so that the numbers stay
    readable; above 25 rows the cells of the narrow format show colours only.

    Args:
        waarden: standardised difference from the benchmark, positive = unfavourable, NaN = no figure.
            Index: names of areas (at most 60), columns: names of indicators.
        tekst: text per cell, same index and columns; used as given.
        formaat: width of the drawing.
        nadruk: the row that is printed bold, such as the region itself.
        legenda: what blue, light and orange mean.
        zeker: True where a cell differs demonstrably, same shape; only those are coloured then.

    Raises:
        ValueError: no rows or columns, more than 60 rows, or `tekst` has another shape.
    """
    require_rows(waarden, "heatmap")
    if zeker is not None:
        # A demonstrable difference is never light, whatever its size; any other one always is.
        waarden = waarden.where(waarden.abs() > -STEPS[2], 0.51 * waarden.apply(np.sign)).where(
            zeker | waarden.isna(), 0.0
        )
    if waarden.shape[1] == 0 or waarden.shape[0] > 60 or tekst.shape != waarden.shape:
        raise ValueError("heatmap: geef 1 tot 60 gebieden, minstens één indicator en evenveel teksten als waarden")
    rows = lay_rows([str(i) for i in waarden.index], formaat, least=25 if formaat == "breed" else 23, share=0.3)
    left = rows.label_width + 16
    room = BREEDTE[formaat] - left - 6
    show_text = formaat == "breed" or len(waarden) <= 25
    blocks = _divide(waarden.shape[1], room, _widest(tekst, formaat), show_text)
    heads = [_head_lines(waarden.columns[a:b], room / _most(blocks), formaat) for a, b in blocks]
    heads_px = [max(measure(line, KLEIN[formaat]) for lines in head for line in lines) + 10 for head in heads]
    turned = [room / _most(blocks) < 74 for _ in blocks]
    tops = [
        px if turn else max(len(lines) for lines in head) * 15 + 8
        for px, turn, head in zip(heads_px, turned, heads, strict=True)
    ]
    parts = _scale_parts(legenda, bool(waarden.isna().any(axis=None)))
    head = 34 + 19 * _scale_places(parts, formaat)[-1][1]
    total = head + sum(tops) + rows.total * len(blocks) + 16 * (len(blocks) - 1) + 6
    figure = new_figure(formaat, total)
    above = float(head)
    for number, (start, stop) in enumerate(blocks):
        above += tops[number]
        width = room * (stop - start) / _most(blocks)
        ax = add_axes(figure, left, BREEDTE[formaat] - left - width, above, total - above - rows.total)
        _draw_block(
            ax,
            waarden.iloc[:, start:stop],
            tekst.iloc[:, start:stop] if show_text else None,
            rows,
            nadruk,
            formaat,
        )
        _note_cells(ax, tekst.iloc[:, start:stop], waarden.iloc[:, start:stop], rows, legenda)
        write_heads(ax, heads[number], turned[number], formaat)
        if number == 0:
            _draw_scale(ax, parts, left, tops[0] + 12, formaat)
        above += rows.total + 16
    return figure


def _most(blocks: list[tuple[int, int]]) -> int:
    return max(stop - start for start, stop in blocks)


def _widest(tekst: pd.DataFrame, formaat: Formaat) -> float:
    texts = [t for t in tekst.to_numpy().ravel() if isinstance(t, str)]
    return max((measure(t, KLEIN[formaat]) for t in texts), default=0.0) + 8


def _divide(columns: int, room: float, need: float, show_text: bool) -> list[tuple[int, int]]:
    """Columns over as few blocks as possible, about equally many in each."""
    per_block = max(1, math.floor(room / max(need if show_text else 20, 20)))
    count = math.ceil(columns / per_block)
    size = math.ceil(columns / count)
    return [(start, min(start + size, columns)) for start in range(0, columns, size)]


def _head_lines(names: pd.Index, width: float, formaat: Formaat) -> list[list[str]]:
    """Column heads: wrapped when the column is wide enough, else turned and wrapped at a fixed length."""
    if width >= 74:
        return [wrap(str(name), width - 8, KLEIN[formaat]) for name in names]
    return [wrap(str(name), _HEAD if width >= 32 else 400, KLEIN[formaat]) for name in names]


def write_heads(ax: Axes, heads: list[list[str]], turned: bool, formaat: Formaat) -> None:
    """The lines of every heading above its column; turned they stand upright."""
    for place, lines in enumerate(heads):
        if turned:
            put_text(
                ax,
                place + 0.5,
                1,
                lines,
                coords="x",
                dy=6,
                size=KLEIN[formaat],
                rotation=90,
                ha="center",
                va="bottom",
            )
        else:
            put_text(ax, place + 0.5, 1, lines, coords="x", dy=6, size=KLEIN[formaat], ha="center", va="bottom")


def cell_colour(value: float) -> str:
    """The colour of a standardised difference (positive = unfavourable)."""
    return style.AFWIJKING[int(np.searchsorted(STEPS, value, side="right"))]


def _draw_block(
    ax: Axes, values: pd.DataFrame, texts: pd.DataFrame | None, rows: Rows, accent: str, formaat: Formaat
) -> None:
    ax.set_xlim(0, values.shape[1])
    ax.set_ylim(rows.total, 0)
    for row, centre in enumerate(rows.centres):
        is_accent = str(values.index[row]) == accent
        put_text(
            ax,
            0,
            centre,
            rows.lines[row],
            coords="y",
            dx=-10,
            ha="right",
            size=LETTER[formaat],
            weight="half" if is_accent else "normaal",
            color=style.REGIO if is_accent else style.INKT,
        )
    _draw_cells(ax, values.to_numpy(float), texts, rows, formaat)


def _draw_cells(ax: Axes, numbers: Floats, texts: pd.DataFrame | None, rows: Rows, formaat: Formaat) -> None:
    """Coloured cells with their texts; cells without a figure are hatched and have no text."""
    known = np.isfinite(numbers)
    row, column = np.nonzero(known)
    centres: Floats = np.asarray(rows.centres, np.float64)
    heights: Floats = np.asarray(rows.heights, np.float64) - 2
    colours = [cell_colour(value) for value in numbers[known]]
    if colours:
        draw_boxes(
            ax, column.astype(np.float64) + 0.02, centres[row], np.full(len(row), 0.96), heights[row], colours
        )
    for i, j in np.argwhere(~known):
        box = Rectangle((j + 0.02, centres[i] - heights[i] / 2), 0.96, heights[i], linewidth=0)
        box.set(facecolor=style.WIT, edgecolor=style.LEEG_ARCERING, hatch=style.ARCERING, zorder=1)
        ax.add_artist(box)
    if texts is not None and colours:
        shown = [text if isinstance(text, str) else "" for text in texts.to_numpy()[known]]
        inks = [style.ink_on(colour) for colour in colours]
        put_numbers(ax, (column + 0.5).tolist(), centres[row].tolist(), shown, KLEIN[formaat], inks)


def _note_cells(
    ax: Axes, texts: pd.DataFrame, values: pd.DataFrame, rows: Rows, words: tuple[str, str, str]
) -> None:
    """Area, topic, figure and what its colour means, for who points at a cell."""
    numbers = values.to_numpy(float)
    for place, name in enumerate(texts.columns):
        for row, area in enumerate(texts.index):
            value = numbers[row, place]
            if np.isfinite(value):
                word = words[0 if value < STEPS[2] else 2 if value >= STEPS[3] else 1]
                note_mark(
                    ax, place + 0.5, rows.centres[row], f"{area}, {name}: {texts.iat[row, place]!s} ({word})"
                )


def _scale_parts(words: tuple[str, str, str], has_missing: bool) -> list[tuple[str, tuple[str, ...]]]:
    """The parts of the colour scale: their meaning and colours; no colour stands for the hatching."""
    parts = [(words[0], style.AFWIJKING[:3]), (words[1], style.AFWIJKING[3:4]), (words[2], style.AFWIJKING[4:])]
    return [*parts, ("geen cijfer", ())] if has_missing else parts


def _scale_places(parts: list[tuple[str, tuple[str, ...]]], formaat: Formaat) -> list[tuple[float, int]]:
    """For each part of the scale its left side (px) and line."""
    places: list[tuple[float, int]] = []
    x, line = 4.0, 0
    for text, colours in parts:
        need = 14 * max(len(colours), 1) + 5 + measure(text, KLEIN[formaat])
        if x + need > BREEDTE[formaat]:
            x, line = 4.0, line + 1
        places.append((x, line))
        x += need + 16
    return places


def _draw_scale(
    ax: Axes, parts: list[tuple[str, tuple[str, ...]]], left: float, above: float, formaat: Formaat
) -> None:
    """The colours from favourable to unfavourable with their meaning, above the grid."""
    width, height = plot_size(ax)
    places = _scale_places(parts, formaat)
    for (text, colours), (start, line) in zip(parts, places, strict=True):
        x, y = start - left, above + (places[-1][1] - line) * 19 + 8
        for colour in colours or ("",):
            key = Key("", colour) if colour else Key("", style.WIT, "arcering")
            draw_mark(ax, key, x / width, 1 + y / height)
            x += 14
        put_text(ax, 0, 1, text, coords="axes", dx=x + 5, dy=y, size=KLEIN[formaat])
