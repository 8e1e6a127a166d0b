"""Spine chart: many indicators on one axis, the benchmark in the middle, unfavourable left, favourable right."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from regiobeeld.draw import style
from regiobeeld.draw.canvas import (
    Rows,
    add_axes,
    drawing,
    finite,
    lay_rows,
    new_figure,
    plot_size,
    put_text,
    require_rows,
    tick_suffix,
)
from regiobeeld.draw.hover import note_mark
from regiobeeld.draw.legend import Key, draw_legend, legend_height
from regiobeeld.draw.marks import draw_boxes
from regiobeeld.draw.style import BREEDTE, KLASSEKLEUREN, KLEIN, LETTER, Formaat, measure
from regiobeeld.numbers import getal

LIGHT, DARK = "#e4e9ed", "#b9c4cc"
_GAP, _HEAD, _FOOT = 12.0, 26.0, 28.0
_ORDER = ("veel ongunstiger", "ongunstiger", "vergelijkbaar", "gunstiger", "veel gunstiger")
_NEUTRAL = ("veel lager", "lager", "hoger", "veel hoger")


@drawing
def spine(
    rijen: pd.DataFrame,
    namen: tuple[str, str],
    gebieden: str,
    *,
    eenheid: str = "%",
    decimalen: int = 1,
    formaat: Formaat = "breed",
) -> Figure:
    """Draw a row per indicator: a light bar (all areas), a dark bar (the middle half) and a dot (this area).

    Args:
        rijen: naam, waarde, referentie, stip (0 = least favourable area, 0.5 = benchmark, 1 = most favourable),
            licht_van, licht_tot, donker_van, donker_tot (same scale) and klasse (a word; missing: grey, open
            dot). A row without stip says "geen cijfer".
        namen: what the two columns of numbers hold, such as ("Twente", "Nederland").
        gebieden: which areas the bars show, for the legend.
        eenheid: unit of the values.
        decimalen: of the values.
        formaat: width of the drawing.

    Raises:
        ValueError: no rows or no dot at all.
    """
    require_rows(rijen, "spine")
    if not rijen["stip"].map(finite).any():
        raise ValueError("spine: er is geen enkele waarde om te tekenen")
    rows = lay_rows(rijen["naam"].tolist(), formaat, least=26, share=0.34 if formaat == "breed" else 0.3)
    suffix = tick_suffix(eenheid)
    own = [_text(v, decimalen, suffix) for v in rijen["waarde"]]
    other = [_text(v, decimalen, suffix) for v in rijen["referentie"]]
    heads = _short_heads(namen, formaat)
    widths = [
        max(measure(t, KLEIN[formaat], "half") for t in [*column, head]) + _GAP
        for column, head in zip((own, other), heads, strict=True)
    ]
    keys = _keys(rijen, gebieden)
    left = rows.label_width + 8 + sum(widths) + 10
    top = legend_height(keys, BREEDTE[formaat] - 16, formaat) + _HEAD
    figure = new_figure(formaat, top + rows.total + _FOOT)
    ax = add_axes(figure, left, 14, top, _FOOT)
    ax.set_xlim(0, 1)
    ax.set_ylim(rows.total, 0)
    _draw_bars(ax, rijen, rows)
    ax.axvline(0.5, color=style.INKT_ZACHT, linewidth=1.3, zorder=2.5)
    _draw_dots(ax, rijen, rows, formaat)
    for name, place, here, there, klasse, y in zip(
        rijen["naam"], rijen["stip"], own, other, rijen["klasse"], rows.centres, strict=True
    ):
        if finite(place):
            judged = f", {klasse}" if isinstance(klasse, str) else ""
            note_mark(ax, place, y, f"{name}: {namen[0]} {here}, {namen[1]} {there}{judged}")
    _write_columns(ax, rows, (own, other), heads=heads, widths=widths, formaat=formaat)
    _draw_hints(ax, formaat)
    draw_legend(ax, keys, formaat, left=left - 4, above=_HEAD, width=BREEDTE[formaat] - 16)
    return figure


def _draw_hints(ax: Axes, formaat: Formaat) -> None:
    """Which end is favourable; in a narrow plot the left text moves outwards, so that they stand apart."""
    small, worse, better = KLEIN[formaat], "← ongunstiger", "gunstiger →"
    extra = max(measure(worse, small) + measure(better, small) + 14 - plot_size(ax)[0], 0.0)
    ink = style.INKT_ZACHT
    put_text(ax, 0, 0, worse, coords="axes", dx=-extra, dy=-16, size=small, color=ink)
    put_text(ax, 1, 0, better, coords="axes", dy=-16, size=small, color=ink, ha="right")


def _text(value: float, decimals: int, suffix: str) -> str:
    return getal(value, decimals) + suffix if finite(value) else "–"


def _short_heads(names: tuple[str, str], formaat: Formaat) -> tuple[str, str]:
    """The names of the areas above their numbers; a long name gives way to "hier"."""
    most = 90 if formaat == "breed" else 50
    first, second = (name if measure(name, KLEIN[formaat], "half") <= most else "" for name in names)
    return first or "hier", second or ("NL" if names[1] == "Nederland" else "elders")


def _keys(rijen: pd.DataFrame, areas: str) -> list[Key]:
    present = set(rijen.loc[rijen["stip"].map(finite), "klasse"].dropna())
    keys = [
        Key(name, KLASSEKLEUREN.get(name, style.GRIJS), "stip") for name in (*_ORDER, *_NEUTRAL) if name in present
    ]
    return [*keys, Key(f"alle {areas}", LIGHT), Key("de middelste helft", DARK)]


def _draw_bars(ax: Axes, rijen: pd.DataFrame, rows: Rows) -> None:
    centres = np.asarray(rows.centres)
    for first, last, colour in (("licht_van", "licht_tot", LIGHT), ("donker_van", "donker_tot", DARK)):
        start, stop = rijen[first].to_numpy(float), rijen[last].to_numpy(float)
        known = np.isfinite(start) & np.isfinite(stop)
        if known.any():
            size = np.full(int(known.sum()), 13.0)
            draw_boxes(ax, start[known], centres[known], stop[known] - start[known], size, colour)


def _draw_dots(ax: Axes, rijen: pd.DataFrame, rows: Rows, formaat: Formaat) -> None:
    for place, klasse, y in zip(rijen["stip"], rijen["klasse"], rows.centres, strict=True):
        if not finite(place):
            put_text(ax, 0.5, y, "geen cijfer", dx=6, size=KLEIN[formaat], color=style.INKT_ZACHT)
            continue
        judged = isinstance(klasse, str)
        colour = KLASSEKLEUREN.get(klasse, style.GRIJS) if judged else style.GRIJS
        ax.plot(
            [place],
            [y],
            marker="o",
            markersize=11,
            markerfacecolor=colour if judged else style.WIT,
            markeredgecolor=style.INKT if judged else style.GRIJS,
            markeredgewidth=1.2,
            clip_on=False,
            zorder=4,
        )


def _write_columns(
    ax: Axes,
    rows: Rows,
    columns: tuple[list[str], list[str]],
    *,
    heads: tuple[str, str],
    widths: list[float],
    formaat: Formaat,
) -> None:
    """Names and numbers left of the plot, with the names of the areas above the numbers."""
    small, edges = KLEIN[formaat], (-10.0 - widths[1], -10.0)
    for head, edge in zip(heads, edges, strict=True):
        put_text(
            ax,
            0,
            1,
            head,
            coords="axes",
            dx=edge,
            dy=12,
            size=small,
            weight="half",
            ha="right",
            color=style.INKT_ZACHT,
        )
    for number, y in enumerate(rows.centres):
        name = rows.lines[number]
        put_text(ax, 0, y, name, coords="y", dx=-10 - sum(widths) - 4, size=LETTER[formaat], ha="right")
        for column, edge, weight in zip(columns, edges, ("half", "normaal"), strict=True):
            put_text(ax, 0, y, column[number], coords="y", dx=edge, size=small, ha="right", weight=weight)  # type: ignore[arg-type]
