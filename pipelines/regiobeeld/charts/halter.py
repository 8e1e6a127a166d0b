"""Dumbbells: two values per row (years or groups) and the way from one to the other."""

from __future__ import annotations

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
    padded,
    plot_size,
    put_text,
    require_rows,
    tick_labels,
    tick_suffix,
)
from regiobeeld.draw.hover import note_mark
from regiobeeld.draw.legend import Key, draw_legend, legend_height
from regiobeeld.draw.style import BREEDTE, KLEIN, LETTER, Formaat, measure
from regiobeeld.numbers import getal

_FROM, _TO = "#8b98a3", style.REGIO


@drawing
def halter(
    rijen: pd.DataFrame,
    labels: tuple[str, str],
    eenheid: str = "",
    decimalen: int = 1,
    formaat: Formaat = "breed",
) -> Figure:
    """Draw two dots per row with a bar between them, in the order of the rows.

    Args:
        rijen: naam, van, naar and optionally nadruk (bool). With one value missing the other is drawn and
            the row says "geen cijfer"; with both missing only that.
        labels: names of "van" and "naar", such as ("2012", "2020") or ("65-plus", "18-64").
        eenheid: unit of the indicator.
        decimalen: of the values.
        formaat: width of the drawing.

    Raises:
        ValueError: no rows or no value at all.
    """
    require_rows(rijen, "halter")
    frame = rijen.assign(van=rijen["van"].astype(float), naar=rijen["naar"].astype(float))
    values = [v for v in frame[["van", "naar"]].to_numpy().ravel() if finite(v)]
    if not values:
        raise ValueError("halter: er is geen enkele waarde om te tekenen")
    suffix = tick_suffix(eenheid)
    rows = lay_rows(frame["naam"].astype(str).tolist(), formaat, least=27)
    notes = [_note(a, b, labels) for a, b in zip(frame["van"], frame["naar"], strict=True)]
    value_width = max(measure(getal(v, decimalen), KLEIN[formaat], "half") for v in values) + 8
    note_width = max(measure(note, KLEIN[formaat]) for note in notes)
    right = max(value_width + 6, note_width + 12 if note_width else 0)
    left = rows.label_width + 16 + value_width
    keys = [Key(labels[0], _FROM, "open"), Key(labels[1], _TO, "stip")]
    top = legend_height(keys, BREEDTE[formaat] - 16, formaat)
    figure = new_figure(formaat, top + rows.total + 30)
    ax = add_axes(figure, left, right, top, 28)
    ax.set_xlim(*padded(values, least=max(max(abs(v) for v in values) * 0.08, 5 * 10.0**-decimalen)))
    ax.set_ylim(rows.total, 0)
    ticks = nice_ticks(*ax.get_xlim(), max(2, int(plot_size(ax)[0] // 75)))
    grid_x(ax, ticks, tick_labels(ticks, suffix), formaat)
    for number, row in enumerate(frame.to_dict("records")):
        accent = bool(row.get("nadruk", False))
        y = rows.centres[number]
        put_text(
            ax,
            0,
            y,
            rows.lines[number],
            coords="y",
            dx=-10 - value_width,
            ha="right",
            size=LETTER[formaat],
            weight="half" if accent else "normaal",
            color=style.REGIO if accent else style.INKT,
        )
        _draw_dumbbell(ax, row["van"], row["naar"], y, decimalen, formaat)
        ends = [
            (label, row[name]) for label, name in zip(labels, ("van", "naar"), strict=True) if finite(row[name])
        ]
        for _, value in ends:
            told = ", ".join(f"{label} {getal(number, decimalen)}{suffix}" for label, number in ends)
            note_mark(ax, value, y, f"{row['naam']}: {told}")
        if notes[number]:
            put_text(ax, 1, y, notes[number], coords="y", dx=8, size=KLEIN[formaat], color=style.INKT_ZACHT)
    draw_legend(ax, keys, formaat, left=left - 4, above=2, width=BREEDTE[formaat] - 16)
    return figure


def _note(first: float, second: float, labels: tuple[str, str]) -> str:
    if finite(first) and finite(second):
        return ""
    if not finite(first) and not finite(second):
        return "geen cijfer"
    return f"geen cijfer {labels[0] if not finite(first) else labels[1]}"


def _draw_dumbbell(ax: Axes, first: float, second: float, y: float, decimals: int, formaat: Formaat) -> None:
    if finite(first) and finite(second):
        ax.plot([first, second], [y, y], color=style.GRIJS_LICHT, linewidth=3, zorder=2, solid_capstyle="round")
    for value, other, is_first in ((first, second, True), (second, first, False)):
        if not finite(value):
            continue
        colour = _FROM if is_first else _TO
        ax.plot(
            [value],
            [y],
            marker="o",
            markersize=9,
            zorder=3 if is_first else 4,
            markeredgewidth=1.8,
            markerfacecolor=style.WIT if is_first else colour,
            markeredgecolor=colour,
            clip_on=False,
        )
        to_left = value < other if finite(other) and value != other else is_first
        put_text(
            ax,
            value,
            y,
            getal(value, decimals),
            dx=-8 if to_left else 8,
            size=KLEIN[formaat],
            ha="right" if to_left else "left",
            weight="normaal" if is_first else "half",
            color=style.INKT_ZACHT if is_first else style.REGIO,
        )
