"""How wijken are spread within each gemeente: one dot per wijk, in a swarm per row."""

from __future__ import annotations

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
    padded,
    plot_size,
    put_text,
    require_rows,
    tick_labels,
    tick_suffix,
)
from regiobeeld.draw.hover import note_mark
from regiobeeld.draw.legend import Key, draw_legend, legend_height
from regiobeeld.draw.marks import draw_dots
from regiobeeld.draw.style import BREEDTE, KLEIN, LETTER, Formaat, measure, wrap
from regiobeeld.numbers import getal


@drawing
def verdeling(
    wijken: pd.DataFrame,
    referentie: tuple[str, float] | None,
    eenheid: str = "",
    decimalen: int = 1,
    formaat: Formaat = "breed",
) -> Figure:
    """Draw a dot per wijk, rows (gebied) in the order of their median, highest on top.

    Args:
        wijken: gebied (the gemeente of the row), waarde, grootte (inhabitants; drawn as surface) and
            optionally naam (of the wijk, for who points at its dot).
            A gebied without any value shows "geen cijfer".
        referentie: name and value of a vertical line, or None.
        eenheid: unit of the indicator.
        decimalen: of the reference value.
        formaat: width of the drawing.

    Raises:
        ValueError: no rows or no value at all.
    """
    require_rows(wijken, "verdeling")
    frame = wijken.assign(waarde=wijken["waarde"].astype(float))
    if not frame["waarde"].map(finite).any():
        raise ValueError("verdeling: er is geen enkele waarde om te tekenen")
    frame["straal"] = _radii(frame, formaat)
    medians = frame.groupby("gebied")["waarde"].median()
    names = sorted(medians.index, key=lambda n: (-medians[n] if finite(medians[n]) else np.inf, n))
    least = 34 if len(names) <= 20 else 25
    rows = lay_rows([str(n) for n in names], formaat, least=least)
    left = rows.label_width + 16
    line = referentie if referentie and finite(referentie[1]) else None
    keys = _keys(frame)
    named = (
        wrap(_reference_text(line, eenheid, decimalen), BREEDTE[formaat] - 40, KLEIN[formaat], "half")
        if line
        else []
    )
    top = legend_height(keys, BREEDTE[formaat] - 16, formaat) + (6 + 16 * len(named) if named else 0)
    figure = new_figure(formaat, top + rows.total + 32)
    ax = add_axes(figure, left, 16, top, 30)
    draw_legend(
        ax,
        keys,
        formaat,
        left=left - 4,
        above=2 + (6 + 16 * len(named) if named else 0),
        width=BREEDTE[formaat] - 16,
    )
    values = frame["waarde"].dropna().tolist() + ([line[1]] if line else [])
    ax.set_xlim(*padded(values, least=max(max(abs(v) for v in values) * 0.05, 5 * 10.0**-decimalen)))
    ax.set_ylim(rows.total, 0)
    ticks = nice_ticks(*ax.get_xlim(), max(2, int(plot_size(ax)[0] // 75)))
    grid_x(ax, ticks, tick_labels(ticks, tick_suffix(eenheid)), formaat)
    if line:
        _draw_reference(ax, line[1], named, left, formaat)
    offsets = [
        _draw_row(ax, frame[frame["gebied"] == name], rows.centres[number], rows.heights[number], formaat)
        for number, name in enumerate(names)
    ]
    for number, lines in enumerate(rows.lines):
        put_text(ax, 0, rows.centres[number], lines, coords="y", dx=-12, ha="right", size=LETTER[formaat])
    dots = pd.concat(offsets)
    x, y, radii = (dots[column].to_numpy(float) for column in ("waarde", "y", "straal"))
    draw_dots(ax, x, y, radii, style.REGIO, opacity=0.5)
    for row in dots.to_dict("records"):
        told = f"{getal(row['waarde'], decimalen)}{tick_suffix(eenheid)}"
        note_mark(ax, row["waarde"], row["y"], f"{row.get('naam', 'een wijk')} ({row['gebied']}): {told}")
    return figure


def _keys(frame: pd.DataFrame) -> list[Key]:
    sized = "grootte" in frame and frame["grootte"].nunique() > 1
    dot = Key(
        "een wijk" + (" (groter: meer inwoners)" if sized else ""),
        style.mix((style.WIT, style.REGIO), 0.55),
        "stip",
    )
    return [dot, Key("middelste wijk", style.INKT, "lijn")]


def _radii(frame: pd.DataFrame, formaat: Formaat) -> np.ndarray:
    most = 7.5 if formaat == "breed" else 6.0
    amounts = (
        frame["grootte"].astype(float).fillna(0).clip(lower=0).to_numpy()
        if "grootte" in frame
        else np.ones(len(frame))
    )
    if amounts.max() <= 0:
        return np.full(len(frame), 4.0)
    return np.asarray(np.clip(most * np.sqrt(amounts / amounts.max()), 2.2, most))


def _reference_text(line: tuple[str, float], eenheid: str, decimals: int) -> str:
    return f"{line[0]} {getal(line[1], decimals)}{tick_suffix(eenheid)}"


def _draw_reference(ax: Axes, value: float, named: list[str], left: float, formaat: Formaat) -> None:
    """A vertical line with its name above it, kept within the drawing."""
    low, high = ax.get_xlim()
    width = plot_size(ax)[0]
    half = max(measure(text, KLEIN[formaat], "half") for text in named) / 2
    place = min(max((value - low) / (high - low) * width, half - left + 4), width + 14 - half)
    ax.axvline(value, color=style.INKT_ZACHT, linewidth=1.3, zorder=1)
    put_text(
        ax,
        0,
        1,
        named,
        coords="axes",
        dx=place,
        dy=5,
        size=KLEIN[formaat],
        weight="half",
        color=style.INKT_ZACHT,
        ha="center",
        va="bottom",
    )


def swarm(places: np.ndarray, radii: np.ndarray, half_height: float) -> np.ndarray:
    """Offsets (px) from the middle of a row so that dots overlap as little as possible.

    Largest dots first, each at the smallest offset where it touches no earlier dot; when a row is full
    the dot is put at the offset with the least overlap. The outcome depends only on the input.
    """
    order = np.lexsort((places, -radii))
    offsets = np.zeros(len(places))
    done: list[int] = []
    for i in order:
        room = max(half_height - radii[i], 0.0)
        steps = np.arange(0, room + 0.01, 1.0)
        tries = np.unique(np.concatenate([steps, -steps]))
        tries = tries[np.argsort(np.abs(tries), kind="stable")]
        if done:
            dx = places[done] - places[i]
            touch = radii[done] + radii[i] + 0.4
            gaps = np.sqrt(dx[None, :] ** 2 + (offsets[done][None, :] - tries[:, None]) ** 2) - touch[None, :]
            worst = gaps.min(axis=1)
            free = np.flatnonzero(worst >= 0)
            offsets[i] = tries[free[0]] if len(free) else tries[int(np.argmax(worst))]
        done.append(int(i))
    return offsets


def _draw_row(ax: Axes, rows: pd.DataFrame, centre: float, height: float, formaat: Formaat) -> pd.DataFrame:
    """The line under a row and its middle wijk; gives the wijken with a figure and their place (`y`)."""
    low, high = centre - height / 2, centre + height / 2
    ax.hlines(high, 0, 1, transform=ax.get_yaxis_transform(), color=style.LIJN, linewidth=0.7, zorder=0.4)
    known = rows[rows["waarde"].notna()]
    if known.empty:
        put_text(ax, 0, centre, "geen cijfer", coords="y", dx=6, size=LETTER[formaat], color=style.INKT_ZACHT)
        return known.assign(y=0.0)
    ax.vlines(known["waarde"].median(), low + 3, high - 3, color=style.INKT, linewidth=2, zorder=4)
    start, end = ax.get_xlim()
    places = ((known["waarde"] - start) / (end - start) * plot_size(ax)[0]).to_numpy(float)
    return known.assign(y=centre + swarm(places, known["straal"].to_numpy(float), height / 2 - 1))
