"""Bars of 100 % divided into parts, one bar per area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from regiobeeld.report import style
from regiobeeld.report.canvas import (
    Key,
    add_axes,
    draw_legend,
    drawing,
    lay_rows,
    legend_height,
    new_figure,
    plot_size,
    put_text,
    require_rows,
)
from regiobeeld.report.numbers import getal
from regiobeeld.report.style import BREEDTE, KLEIN, LETTER, Formaat, measure


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
    left = rows.label_width + 14
    keys = [Key(str(name), colour) for name, colour in zip(delen.columns, colours, strict=True)]
    top = legend_height(keys, BREEDTE[formaat] - 16, formaat)
    figure = new_figure(formaat, top + rows.total + 8)
    ax = add_axes(figure, left, 10, top, 6)
    total = float(np.nanmax(np.where(np.isfinite(values), values, 0).sum(axis=1)))
    ax.set_xlim(0, max(total, 100.0 if total > 50 else 1e-9))
    ax.set_ylim(rows.total, 0)
    for number, name in enumerate(delen.index):
        is_accent = str(name) == nadruk
        put_text(
            ax,
            0,
            rows.centres[number],
            rows.lines[number],
            coords="y",
            dx=-10,
            ha="right",
            size=LETTER[formaat],
            weight="half" if is_accent else "normaal",
            color=style.REGIO if is_accent else style.INKT,
        )
        _draw_bar(ax, values[number], colours, rows.centres[number], decimalen, formaat)
    draw_legend(ax, keys, formaat, left=left - 4, above=2, width=BREEDTE[formaat] - 16)
    return figure


def _colours(choice: Literal["geordend", "categorie"] | Sequence[str], count: int) -> list[str]:
    if choice == "geordend":
        return style.sequence(count)
    if choice == "categorie":
        return [style.CATEGORIE[i % len(style.CATEGORIE)] for i in range(count)]
    if len(choice) < count:
        raise ValueError("gestapeld: er zijn minder kleuren dan delen")
    return list(choice)[:count]


def _draw_bar(ax: Axes, parts: np.ndarray, colours: list[str], y: float, decimals: int, formaat: Formaat) -> None:
    if not np.isfinite(parts).all():
        put_text(ax, 0, y, "geen cijfer", size=LETTER[formaat], dx=4, color=style.INKT_ZACHT)
        return
    scale = plot_size(ax)[0] / ax.get_xlim()[1]
    start = 0.0
    for part, colour in zip(parts, colours, strict=True):
        ax.barh(y, part, left=start, height=21, color=colour, edgecolor=style.WIT, linewidth=1.2, zorder=2)
        text = getal(part, decimals) + ("%" if formaat == "breed" else "")
        if part * scale >= measure(text, KLEIN[formaat]) + 6:
            put_text(ax, start + part / 2, y, text, size=KLEIN[formaat], ha="center", color=style.ink_on(colour))
        start += float(part)
