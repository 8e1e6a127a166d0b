"""Measurements through the years with their intervals, a start, and where they should go (or would have gone)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    padded,
    plot_size,
    put_text,
    require_rows,
    tick_labels,
    tick_suffix,
)
from regiobeeld.draw.hover import note_mark
from regiobeeld.draw.labels import spread
from regiobeeld.draw.style import KLEIN, LETTER, Formaat, label_width, measure, wrap
from regiobeeld.numbers import bereik, getal

_OTHER, _PATH = style.INKT_ZACHT, "#8f5f2c"
_DASHED = (0, (5, 3))


@dataclass(frozen=True)
class Pad:
    """A dashed line without measurements: to a goal, or what would have happened. `punt`: a mark at its end."""

    naam: str
    jaren: tuple[int, ...]
    waarden: tuple[float, ...]
    punt: bool = False


@drawing
def tijdlijn(
    reeksen: pd.DataFrame,
    nadruk: str,
    eenheid: str,
    decimalen: int,
    paden: Sequence[Pad] = (),
    begin: tuple[int, str] | None = None,
    formaat: Formaat = "breed",
) -> Figure:
    """Draw every series as points with intervals joined by a line, and every path as a dashed line.

    Args:
        reeksen: reeks, jaar, waarde, optionally ondergrens and bovengrens.
        nadruk: the series in the accent colour; of the others no interval is drawn.
        begin: a year with what stands at it, as a vertical line.

    Raises:
        ValueError: no rows or no value at all.
    """
    require_rows(reeksen, "tijdlijn")
    frame = reeksen.dropna(subset="waarde").sort_values("jaar")
    if frame.empty:
        raise ValueError("tijdlijn: er is geen enkele waarde om te tekenen")
    ends = _ends(frame, nadruk, paden, eenheid, decimalen)
    lines = _label_lines(ends, formaat)
    values = [v for c in ("waarde", "ondergrens", "bovengrens") if c in frame for v in frame[c]]
    values += [v for path in paden for v in path.waarden]
    low, high = padded([float(v) for v in values if finite(v)], least=5 * 10.0**-decimalen, part=0.12)
    ticks = nice_ticks(low, high, 6 if formaat == "breed" else 5)
    left = max(measure(t, KLEIN[formaat]) for t in tick_labels(ticks, tick_suffix(eenheid))) + 18
    right = max(measure(line, LETTER[formaat], "half") for some in lines for line in some) + 26
    figure = new_figure(formaat, max(300.0, sum(len(some) * 17 + 6 for some in lines) + 80))
    ax = add_axes(figure, left, right, 28 if begin else 14, 32)
    years = sorted({*map(int, frame["jaar"]), *(y for path in paden for y in path.jaren)})
    reach = [*years, begin[0]] if begin else years
    ax.set_xlim(min(reach) - 0.4, max(reach) + 0.4)
    ax.set_ylim(low, high)
    grid_y(ax, ticks, tick_labels(ticks, tick_suffix(eenheid)), formaat)
    _label_years(ax, years, formaat)
    if begin:
        _draw_start(ax, *begin, formaat)
    for path in paden:
        _draw_path(ax, path)
    for name in sorted(frame["reeks"].unique(), key=lambda name: name == nadruk):
        _draw_series(ax, frame[frame["reeks"] == name], name == nadruk)
    _note_measurements(ax, frame, tick_suffix(eenheid), decimalen)
    _draw_ends(ax, ends, lines, formaat)
    return figure


@dataclass(frozen=True)
class _End:
    text: str
    value: float
    colour: str
    accent: bool


def _ends(frame: pd.DataFrame, accent: str, paths: Sequence[Pad], unit: str, decimals: int) -> list[_End]:
    """What stands at the right: every series and path by its name and last value."""
    found = []
    for name, rows in frame.groupby("reeks", sort=False):
        value = float(rows["waarde"].iloc[-1])
        colour = style.REGIO if name == accent else _OTHER
        found.append(_End(f"{name} {getal(value, decimals)}{tick_suffix(unit)}", value, colour, name == accent))
    for path in paths:
        text = f"{path.naam} {getal(path.waarden[-1], decimals)}{tick_suffix(unit)}"
        found.append(_End(text, path.waarden[-1], _PATH, False))
    return found


def _label_lines(ends: Sequence[_End], formaat: Formaat) -> list[list[str]]:
    least, most = (170.0, 230.0) if formaat == "breed" else (96.0, 130.0)
    limit = label_width([end.text for end in ends], least, most, LETTER[formaat], "half")
    return [wrap(end.text, limit, LETTER[formaat], "half") for end in ends]


def _label_years(ax: Axes, years: Sequence[int], formaat: Formaat) -> None:
    """The years that fit, the last one always."""
    first, end = ax.get_xlim()
    per_year = plot_size(ax)[0] / (end - first)
    need, last = measure("2020", KLEIN[formaat]) + 10, None
    for year in reversed(years):
        if last is None or (last - year) * per_year >= need:
            last = year
            put_text(
                ax, year, 0, str(year), coords="x", dy=-8, size=KLEIN[formaat],
                color=style.INKT_ZACHT, ha="center", va="top",
            )  # fmt: skip


def _draw_start(ax: Axes, year: int, text: str, formaat: Formaat) -> None:
    ax.axvline(year, color=style.GRIJS, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
    put_text(
        ax, year, 1, text, coords="x", dy=4, size=KLEIN[formaat],
        color=style.INKT_ZACHT, ha="center", va="bottom",
    )  # fmt: skip


def _draw_path(ax: Axes, path: Pad) -> None:
    ax.plot(path.jaren, path.waarden, color=_PATH, linestyle=_DASHED, linewidth=1.8, zorder=2.5)
    if path.punt:
        ax.plot(path.jaren[-1:], path.waarden[-1:], color=_PATH, marker="D", markersize=8, zorder=5)


def _draw_series(ax: Axes, rows: pd.DataFrame, accent: bool) -> None:
    colour = style.REGIO if accent else _OTHER
    if accent and {"ondergrens", "bovengrens"} <= set(rows):
        known = rows.dropna(subset=["ondergrens", "bovengrens"])
        ax.vlines(
            known["jaar"], known["ondergrens"], known["bovengrens"], color=colour, alpha=0.4, linewidth=4, zorder=3
        )
    ax.plot(
        rows["jaar"], rows["waarde"], color=colour, linewidth=2.4 if accent else 1.6, marker="o",
        markersize=7 if accent else 5, markeredgecolor=style.WIT, markeredgewidth=1, zorder=4 if accent else 3,
    )  # fmt: skip


def _note_measurements(ax: Axes, frame: pd.DataFrame, suffix: str, decimals: int) -> None:
    """Series, year, value and interval of every point, for who points at it."""
    for row in frame.to_dict("records"):
        low, high = row.get("ondergrens"), row.get("bovengrens")
        bounds = f" ({bereik(low, high, decimals)})" if finite(low) and finite(high) else ""
        value = f"{getal(row['waarde'], decimals)}{suffix}{bounds}"
        note_mark(ax, row["jaar"], row["waarde"], f"{row['reeks']}, {row['jaar']:.0f}: {value}")


def _draw_ends(ax: Axes, ends: Sequence[_End], lines: Sequence[Sequence[str]], formaat: Formaat) -> None:
    """Names at the right, moved up or down until none overlap."""
    low, high = ax.get_ylim()
    height = plot_size(ax)[1]
    wanted = [(end.value - low) / (high - low) * height for end in ends]
    placed = spread(wanted, [len(some) * LETTER[formaat] * 1.22 + 4 for some in lines], -8, height + 8)
    for end, some, place in zip(ends, lines, placed, strict=True):
        put_text(
            ax, 1, 0, list(some), coords="axes", dx=14, dy=place, size=LETTER[formaat],
            color=end.colour, weight="half" if end.accent else "normaal",
        )  # fmt: skip
