"""Bars of 100 % divided into parts, one bar per area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

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
from regiobeeld.draw.legend import Key, draw_legend, legend_height
from regiobeeld.draw.marks import draw_boxes, put_numbers
from regiobeeld.draw.style import BREEDTE, KLEIN, LETTER, Formaat, measure
from regiobeeld.numbers import getal, procent


@drawing
def gestapeld(
    delen: pd.DataFrame,
    kleuren: Literal["geordend", "categorie"] | Sequence[str] = "geordend",
    formaat: Formaat = "breed",
    *,
    nadruk: str = "",
    decimalen: int = 0,
) -> Figure:
    """Draw one bar per row of `delen`, its parts from left to right in the order of the columns.

    Args:
        delen: index = area, columns = parts in %; a bar ends where its known parts end (rounding), and an
            area with a missing part shows "geen cijfer".
        kleuren: "geordend" (light to dark), "categorie" (unlike colours) or a colour per column.
        formaat: width of the drawing.
        nadruk: the area printed bold.
        decimalen: of the percentages in the bars.

    Raises:
        ValueError: no rows or columns, or a negative part.
    """
    require_rows(delen, "gestapeld")
    values = delen.to_numpy(float)
    if delen.shape[1] == 0 or (values[np.isfinite(values)] < 0).any():
        raise ValueError("gestapeld: geef minstens één deel, en geen negatieve delen")
    colours = _colours(kleuren, delen.shape[1])
    rows = lay_rows([str(i) for i in delen.index], formaat, least=28, share=0.3)
    left = rows.label_width + 16
    keys = [Key(str(name), colour) for name, colour in zip(delen.columns, colours, strict=True)]
    top = legend_height(keys, BREEDTE[formaat] - 16, formaat)
    figure = new_figure(formaat, top + rows.total + 8)
    ax = add_axes(figure, left, 10, top, 6)
    total = float(np.nanmax(np.where(np.isfinite(values), values, 0).sum(axis=1)))
    ax.set_xlim(0, max(total, 100.0 if total > 50 else 1e-9))
    ax.set_ylim(rows.total, 0)
    _label_rows(ax, [str(name) for name in delen.index], rows, nadruk, formaat)
    complete = np.isfinite(values).all(axis=1)
    for number in np.flatnonzero(~complete):
        put_text(ax, 0, rows.centres[number], "geen cijfer", size=LETTER[formaat], dx=4, color=style.INKT_ZACHT)
    _draw_parts(ax, values[complete], np.asarray(rows.centres)[complete], colours, decimalen, formaat)
    _note_parts(ax, delen, rows, decimalen)
    draw_legend(ax, keys, formaat, left=left - 4, above=2, width=BREEDTE[formaat] - 16)
    return figure


def _note_parts(ax: Axes, parts: pd.DataFrame, rows: Rows, decimals: int) -> None:
    """Area, part and share of every piece of a bar, for who points at it: many are too small for their number."""
    for area, values, centre in zip(parts.index, parts.to_numpy(float), rows.centres, strict=True):
        if not np.isfinite(values).all():
            continue
        middles = np.cumsum(values) - values / 2
        for name, value, middle in zip(parts.columns, values, middles, strict=True):
            if value > 0:
                note_mark(ax, middle, centre, f"{area}, {name}: {procent(value, decimals)}")


def _label_rows(ax: Axes, names: list[str], rows: Rows, accent: str, formaat: Formaat) -> None:
    for number, name in enumerate(names):
        put_text(
            ax,
            0,
            rows.centres[number],
            rows.lines[number],
            coords="y",
            dx=-10,
            ha="right",
            size=LETTER[formaat],
            weight="half" if name == accent else "normaal",
            color=style.REGIO if name == accent else style.INKT,
        )


def _colours(choice: Literal["geordend", "categorie"] | Sequence[str], count: int) -> list[str]:
    if choice == "geordend" and count <= len(style.OPLOPEND):
        return style.sequence(count)
    if choice == "geordend":
        return [style.mix(style.OPLOPEND, i / (count - 1)) for i in range(count)]
    if choice == "categorie":
        return [style.CATEGORIE[i % len(style.CATEGORIE)] for i in range(count)]
    if len(choice) < count:
        raise ValueError("gestapeld: er zijn minder kleuren dan delen")
    return list(choice)[:count]


def _draw_parts(
    ax: Axes, values: Floats, centres: Floats, colours: list[str], decimals: int, formaat: Formaat
) -> None:
    """The bars, part by part, with the percentage where it fits."""
    scale = plot_size(ax)[0] / ax.get_xlim()[1]
    starts = np.cumsum(values, axis=1) - values
    gap = 1.2 / scale
    for part, colour in enumerate(colours):
        width = np.maximum(values[:, part] - gap, 0)
        draw_boxes(ax, starts[:, part], centres, width, np.full(len(centres), 21.0), colour)
        texts = [getal(v, decimals) + ("%" if formaat == "breed" else "") for v in values[:, part]]
        fits = [v * scale >= measure(t, KLEIN[formaat]) + 6 for v, t in zip(values[:, part], texts, strict=True)]
        middle = starts[:, part] + values[:, part] / 2
        shown = [i for i, fit in enumerate(fits) if fit]
        put_numbers(
            ax,
            [float(middle[i]) for i in shown],
            [float(centres[i]) for i in shown],
            [texts[i] for i in shown],
            KLEIN[formaat],
            [style.ink_on(colour)] * len(shown),
        )
