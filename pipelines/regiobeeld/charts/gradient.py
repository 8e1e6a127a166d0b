"""How an indicator changes over ordered groups (income quintile, education), one line per series."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from regiobeeld.draw import style
from regiobeeld.draw.canvas import (
    add_axes,
    drawing,
    finite,
    grid_y,
    new_figure,
    nice_ticks,
    plot_size,
    put_text,
    require_rows,
    tick_labels,
    tick_suffix,
)
from regiobeeld.draw.hover import note_mark
from regiobeeld.draw.labels import spread
from regiobeeld.draw.style import KLEIN, LETTER, Formaat, label_width, measure, wrap
from regiobeeld.numbers import getal

_COLOURS = (style.INKT_ZACHT, "#3f7350", "#a3608a", "#6d5442", "#7b7f2e", "#55636e")


@drawing
def gradient(rijen: pd.DataFrame, eenheid: str = "%", decimalen: int = 0, formaat: Formaat = "breed") -> Figure:
    """Draw a line per series over groups in the order of the rows, with the value at both ends.

    Args:
        rijen: groep, reeks, waarde; every combination at most once. A missing value interrupts the line.
        eenheid: unit of the indicator.
        decimalen: of the values at the ends.
        formaat: width of the drawing.

    Raises:
        ValueError: no rows, no value at all, or a combination that occurs twice.
    """
    require_rows(rijen, "gradient")
    if rijen.duplicated(["groep", "reeks"]).any():
        raise ValueError("gradient: een groep en reeks komen samen meer dan één keer voor")
    groups, series = list(dict.fromkeys(rijen["groep"])), list(dict.fromkeys(rijen["reeks"]))
    wide = rijen.pivot(index="groep", columns="reeks", values="waarde").astype(float).reindex(groups)[series]
    values = [v for v in wide.to_numpy().ravel() if finite(v)]
    if not values:
        raise ValueError("gradient: er is geen enkele waarde om te tekenen")
    suffix = tick_suffix(eenheid)
    low, high = min(0.0, *values), max(max(values) * 1.08, 5 * 10.0**-decimalen)
    ticks = nice_ticks(low, high, 5)
    least, most = (170.0, 240.0) if formaat == "breed" else (92.0, 140.0)
    limit = label_width([str(s) for s in series], least, most, LETTER[formaat], "half")
    ends = [
        wrap(
            _end_text(wide[s], str(s), decimalen, suffix),
            limit,
            LETTER[formaat],
            "half",
        )
        for s in series
    ]
    first = max(measure(word, KLEIN[formaat]) for word in str(groups[0]).split()) / 2
    left = max(max(measure(t, KLEIN[formaat]) for t in tick_labels(ticks, suffix)) + 34, first + 4)
    right = max(measure(line, LETTER[formaat], "half") for lines in ends for line in lines) + 30
    room = style.BREEDTE[formaat] - left - right
    heads = _head_lines(groups, formaat, room)
    drops = _drops(heads, room, formaat)
    bottom = max(len(lines) * 15 + drop for lines, drop in zip(heads, drops, strict=True)) + 22
    missing = wide.isna().any(axis=None)
    figure = new_figure(formaat, 12 + 260 + bottom + (18 if missing else 0))
    ax = add_axes(figure, left, right, 12, bottom + (18 if missing else 0))
    ax.set_xlim(0, max(len(groups) - 1, 1))
    ax.set_ylim(low, high)
    grid_y(ax, ticks, tick_labels(ticks, suffix), formaat)
    for place, lines in enumerate(heads):
        put_text(
            ax,
            place,
            0,
            lines,
            coords="x",
            dy=-15 - drops[place],
            size=KLEIN[formaat],
            color=style.INKT_ZACHT,
            ha="center",
            va="top",
        )
    _draw_lines(ax, wide, ends, formaat)
    for name in series:
        for place, (group, value) in enumerate(wide[name].items()):
            if finite(value):
                note_mark(ax, place, value, f"{name}, {group}: {getal(value, decimalen)}{suffix}")
    if missing:
        put_text(
            ax,
            0,
            0,
            "Onderbroken lijn: geen cijfer.",
            coords="axes",
            dx=-left + 4,
            dy=-bottom - 8,
            size=KLEIN[formaat],
            color=style.INKT_ZACHT,
        )
    return figure


def _head_lines(groups: list[object], formaat: Formaat, room: float) -> list[list[str]]:
    """Names of the groups under the plot, wrapped between words only."""
    size = KLEIN[formaat]
    width = room / max(len(groups) - 1, 1) - 8
    return [wrap(str(g), label_width([str(g)], min(max(width, 24.0), 150.0), 150.0, size), size) for g in groups]


def _drops(heads: list[list[str]], room: float, formaat: Formaat) -> list[float]:
    """How far (px) each name stands lower: every other one when neighbours would touch."""
    halves = [max(measure(line, KLEIN[formaat]) for line in lines) / 2 for lines in heads]
    step = room / max(len(heads) - 1, 1)
    if all(a + b + 4 <= step for a, b in pairwise(halves)):
        return [0.0] * len(heads)
    lowest = max(len(lines) for lines in heads[::2]) * 15.0 + 2
    return [lowest if place % 2 else 0.0 for place in range(len(heads))]


def _end_text(values: pd.Series[float], name: str, decimals: int, suffix: str) -> str:
    known = values.dropna()
    return f"{name} {getal(known.iloc[-1], decimals)}{suffix}" if len(known) else f"{name}: geen cijfer"


def _draw_lines(ax: Axes, wide: pd.DataFrame, ends: list[list[str]], formaat: Formaat) -> None:
    low, high = ax.get_ylim()
    width, height = plot_size(ax)
    last = [float(wide[s].dropna().iloc[-1]) if wide[s].notna().any() else low for s in wide]
    wanted = [(v - low) / (high - low) * height for v in last]
    placed = spread(wanted, [len(lines) * LETTER[formaat] * 1.22 + 3 for lines in ends], -6, height + 6)
    for number, name in enumerate(wide.columns):
        colour = _COLOURS[number % len(_COLOURS)]
        ax.plot(
            range(len(wide)),
            wide[name],
            color=colour,
            linewidth=2.3,
            marker="o",
            markersize=7,
            clip_on=False,
            markeredgecolor=style.WIT,
            markeredgewidth=1,
            zorder=3,
        )
        put_text(
            ax,
            1,
            0,
            ends[number],
            coords="axes",
            dx=22,
            dy=placed[number],
            size=LETTER[formaat],
            color=colour,
            weight="half",
        )
        if abs(placed[number] - wanted[number]) > 3:
            ax.plot(
                [1 + 7 / width, 1 + 19 / width],
                [wanted[number] / height, placed[number] / height],
                transform=ax.transAxes,
                color=colour,
                linewidth=0.8,
                clip_on=False,
            )
