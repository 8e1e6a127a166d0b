"""A grid of areas by indicators, coloured by how far and to which side each differs from the benchmark."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from regiobeeld.report import style
from regiobeeld.report.canvas import (
    Rows,
    add_axes,
    drawing,
    finite,
    lay_rows,
    new_figure,
    put_text,
    require_rows,
)
from regiobeeld.report.style import BREEDTE, KLEIN, LETTER, Formaat, measure, wrap

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

    Raises:
        ValueError: no rows or columns, more than 60 rows, or `tekst` has another shape.
    """
    require_rows(waarden, "heatmap")
    if waarden.shape[1] == 0 or waarden.shape[0] > 60 or tekst.shape != waarden.shape:
        raise ValueError("heatmap: geef 1 tot 60 gebieden, minstens één indicator en evenveel teksten als waarden")
    rows = lay_rows([str(i) for i in waarden.index], formaat, least=25 if formaat == "breed" else 23, share=0.3)
    left = rows.label_width + 14
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
    total = 34 + sum(tops) + rows.total * len(blocks) + 16 * (len(blocks) - 1) + 6
    figure = new_figure(formaat, total)
    above = 34.0
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
        _write_heads(ax, heads[number], turned[number], formaat)
        if number == 0:
            _draw_scale(ax, legenda, left, tops[0] + 10, bool(waarden.isna().any(axis=None)), formaat)
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


def _write_heads(ax: Axes, heads: list[list[str]], turned: bool, formaat: Formaat) -> None:
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
    numbers = values.to_numpy(float)
    patches, colours = [], []
    for row, (centre, height) in enumerate(zip(rows.centres, rows.heights, strict=True)):
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
        for column in range(values.shape[1]):
            value = numbers[row, column]
            box = Rectangle((column + 0.02, centre - height / 2 + 1), 0.96, height - 2)
            if finite(value):
                patches.append(box)
                colours.append(cell_colour(value))
            else:
                _draw_missing(ax, box)
            if texts is not None:
                _write_cell(ax, texts.iloc[row, column], value, column, centre, formaat)
    ax.add_collection(PatchCollection(patches, facecolors=colours, edgecolors="none", zorder=1), autolim=False)


def _draw_missing(ax: Axes, box: Rectangle) -> None:
    box.set(facecolor=style.WIT, edgecolor=style.LEEG_ARCERING, hatch="/////", linewidth=0, zorder=1)
    ax.add_patch(box)


def _write_cell(ax: Axes, text: object, value: float, column: int, centre: float, formaat: Formaat) -> None:
    if not finite(value) or not isinstance(text, str):
        return
    put_text(
        ax,
        column + 0.5,
        centre,
        str(text),
        size=KLEIN[formaat],
        ha="center",
        color=style.ink_on(cell_colour(value)),
    )


def _draw_scale(
    ax: Axes, words: tuple[str, str, str], left: float, above: float, has_missing: bool, formaat: Formaat
) -> None:
    """The colours from favourable to unfavourable with their meaning, above the grid."""
    from regiobeeld.report.canvas import Key, draw_mark, plot_size

    width, height = plot_size(ax)
    x, y = -left + 4.0, above + 10
    for part, colours in (
        (words[0], style.AFWIJKING[:3]),
        (words[1], style.AFWIJKING[3:4]),
        (words[2], style.AFWIJKING[4:]),
    ):
        for colour in colours:
            draw_mark(ax, Key("", colour), x / width, 1 + y / height)
            x += 14
        put_text(ax, 0, 1, part, coords="axes", dx=x + 5, dy=y, size=KLEIN[formaat], color=style.INKT)
        x += measure(part, KLEIN[formaat]) + (18 if formaat == "breed" else 12)
    if has_missing and formaat == "breed":
        draw_mark(ax, Key("", style.WIT, "arcering"), x / width, 1 + y / height)
        put_text(ax, 0, 1, "geen cijfer", coords="axes", dx=x + 19, dy=y, size=KLEIN[formaat], color=style.INKT)
