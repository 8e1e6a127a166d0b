"""Bars per group and series beside each other, from zero, with the value at the end."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from regiobeeld.draw import style
from regiobeeld.draw.canvas import (
    add_axes,
    drawing,
    finite,
    grid_x,
    lay_rows,
    new_figure,
    nice_ticks,
    plot_size,
    put_text,
    require_rows,
    tick_labels,
    tick_suffix,
)
from regiobeeld.draw.hover import note_mark
from regiobeeld.draw.legend import Key, draw_legend, legend_height
from regiobeeld.draw.style import BREEDTE, LETTER, Formaat, measure
from regiobeeld.numbers import bereik, getal

_COLOURS = (style.REGIO, style.GRIJS_LICHT, style.REGIO_LICHT, style.GRIJS, "#7d5a8c")
_BAR = 19.0
Cell = Mapping[Hashable, Any]


@drawing
def groepsstaven(
    rijen: pd.DataFrame,
    eenheid: str,
    decimalen: int,
    formaat: Formaat = "breed",
    *,
    kleuren: Mapping[str, str] | None = None,
) -> Figure:
    """Draw horizontal bars: groups under each other, the series of a group together.

    Args:
        rijen: groep, reeks, waarde and optionally ondergrens, bovengrens; groups and series in the order
            of the rows; the first series is the region. A missing combination shows "geen cijfer".
        eenheid: unit of the indicator.
        decimalen: of the values.
        formaat: width of the drawing.
        kleuren: colour per series instead of the standard ones.

    Raises:
        ValueError: no rows, no value at all, or a combination of group and series that occurs twice.
    """
    require_rows(rijen, "groepsstaven")
    if rijen.duplicated(["groep", "reeks"]).any():
        raise ValueError("groepsstaven: een groep en reeks komen samen meer dan één keer voor")
    if not rijen["waarde"].map(finite).any():
        raise ValueError("groepsstaven: er is geen enkele waarde om te tekenen")
    groups, series = list(dict.fromkeys(rijen["groep"])), list(dict.fromkeys(rijen["reeks"]))
    colours = _colours(series) | dict(kleuren or {})
    rows = lay_rows(
        [str(g) for g in groups], formaat, least=_BAR * len(series) + 14, share=0.3, weight="normaal", between=16
    )
    cells = {(row["groep"], row["reeks"]): row for row in rijen.to_dict("records")}
    texts = {(g, s): _value_text(cells.get((g, s)), eenheid, decimalen) for g in groups for s in series}
    right = max(measure(t, LETTER[formaat], "half") for t in texts.values()) + 14
    keys = [Key(str(s), colours[s]) for s in series]
    top = legend_height(keys, BREEDTE[formaat] - 16, formaat) if len(series) > 1 else 4.0
    figure = new_figure(formaat, top + rows.total + 30)
    ax = add_axes(figure, rows.label_width + 16, right, top, 28)
    columns = [c for c in ("waarde", "ondergrens", "bovengrens") if c in rijen]
    values = rijen[columns].to_numpy(float).ravel()
    low, high = min(float(np.nanmin(values)), 0.0), max(float(np.nanmax(values)), 0.0)
    ax.set_xlim(low * 1.02, high * 1.02 if high > low else 1.0)
    ax.set_ylim(rows.total, 0)
    ticks = nice_ticks(*ax.get_xlim(), max(2, int(plot_size(ax)[0] // 75)))
    grid_x(ax, ticks, tick_labels(ticks, tick_suffix(eenheid)), formaat)
    for number, group in enumerate(groups):
        put_text(
            ax, 0, rows.centres[number], rows.lines[number], coords="y", dx=-12, ha="right", size=LETTER[formaat]
        )
        for place, name in enumerate(series):
            y = rows.centres[number] + (place - (len(series) - 1) / 2) * _BAR
            end = _draw_bar(ax, cells.get((group, name)), y, colours[name])
            note_mark(ax, end, y, _told(group, name, cells.get((group, name)), texts[group, name], decimalen))
            _write_value(ax, texts[group, name], y, end, place == 0, formaat)
    if low < 0 < high:
        ax.axvline(0, color=style.GRIJS, linewidth=1, zorder=3)
    if len(series) > 1:
        draw_legend(ax, keys, formaat, left=rows.label_width + 12, above=2, width=BREEDTE[formaat] - 16)
    return figure


def _colours(series: list[Any]) -> dict[Any, str]:
    """A colour per series; of years of the same region from dark to light, for they are one thing."""
    if len(series) > 2 and all(str(name).isdigit() for name in series):
        ramp = (style.REGIO, style.REGIO_LICHT)
        return {name: style.mix(ramp, place / (len(series) - 1)) for place, name in enumerate(series)}
    return dict(zip(series, _COLOURS * len(series), strict=False))


def _value_text(cell: Cell | None, eenheid: str, decimals: int) -> str:
    if cell is None or not finite(cell["waarde"]):
        return "geen cijfer"
    return getal(cell["waarde"], decimals) + tick_suffix(eenheid)


def _told(group: object, name: object, cell: Cell | None, text: str, decimals: int) -> str:
    """Group, series, value and interval, for who points at the bar."""
    low, high = (cell.get("ondergrens"), cell.get("bovengrens")) if cell else (None, None)
    bounds = f" ({bereik(low, high, decimals)})" if low is not None and finite(low) and finite(high) else ""
    return f"{group}, {name}: {text}{bounds}"


def _draw_bar(ax: Axes, cell: Cell | None, y: float, colour: str) -> float:
    """A bar with its interval; gives the value at which its text may start."""
    if cell is None or not finite(cell["waarde"]):
        return 0.0
    value = float(cell["waarde"])
    ax.barh(y, value, height=_BAR - 4, color=colour, linewidth=0, zorder=2)
    low, high = cell.get("ondergrens"), cell.get("bovengrens")
    if low is None or high is None or not (finite(low) and finite(high)):
        return max(value, 0.0)
    ax.hlines(y, low, high, color=style.INKT, linewidth=1.1, zorder=3)
    return max(value, float(high), 0.0)


def _write_value(ax: Axes, text: str, y: float, end: float, bold: bool, formaat: Formaat) -> None:
    low, high = ax.get_xlim()
    known = text != "geen cijfer"
    put_text(
        ax,
        0,
        y,
        text,
        coords="y",
        dx=(end - low) / (high - low) * plot_size(ax)[0] + 6,
        size=LETTER[formaat],
        weight="half" if bold and known else "normaal",
        color=style.INKT if known else style.INKT_ZACHT,
    )
