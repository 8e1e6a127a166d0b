"""Lines through the years with their names at the end, and visible breaks in method."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
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
from regiobeeld.draw.style import BREEDTE, KLEIN, LETTER, Formaat, label_width, measure, wrap
from regiobeeld.numbers import bereik, getal

_OTHERS = (
    (style.INKT_ZACHT, "-"),
    ("#8f5f2c", "-"),
    (style.GRIJS, (0, (5, 2))),
    ("#6f5b86", "-"),
    (style.GRIJS, (0, (1.5, 1.5))),
)


@drawing
def trend(
    reeksen: pd.DataFrame,
    nadruk: str,
    eenheid: str,
    decimalen: int,
    breuken: Mapping[int, str] | None = None,
    formaat: Formaat = "breed",
    *,
    verloop: str = "",
) -> Figure:
    """Draw one line per series over real years; missing years and breaks interrupt the line.

    Args:
        reeksen: reeks, jaar, waarde and optionally ondergrens, bovengrens (in the unit of the indicator).
        nadruk: the series in the accent colour, with its interval as a band.
        eenheid: unit of the indicator; only "%" is repeated at the axis.
        decimalen: of the values at the line ends.
        breuken: years from which the figures are not comparable with the years before, and what to write there.
        formaat: width of the drawing.
        verloop: the direction of `nadruk` and how certain that is, written under the plot.

    Raises:
        ValueError: no rows or no value at all.
    """
    require_rows(reeksen, "trend")
    frame = reeksen.assign(jaar=reeksen["jaar"].astype(int), waarde=reeksen["waarde"].astype(float))
    if not np.isfinite(frame["waarde"]).any():
        raise ValueError("trend: er is geen enkele waarde om te tekenen")
    breuken = breuken or {}
    names = sorted(frame["reeks"].unique(), key=lambda name: (name != nadruk,))
    ends = _end_labels(frame, names, eenheid, decimalen, formaat)
    told = wrap(f"{nadruk}: {verloop}", BREEDTE[formaat] - 16, KLEIN[formaat]) if verloop else []
    notes = told + ["Onderbroken lijn: geen cijfer."] * bool(frame["waarde"].isna().any())
    low, high = _limits(frame, decimalen)
    ticks = nice_ticks(low, high, 6 if formaat == "breed" else 5)
    left = max(measure(t, KLEIN[formaat]) for t in tick_labels(ticks, tick_suffix(eenheid))) + 18
    right = max(measure(line, LETTER[formaat], "half") for lines in ends.values() for line in lines) + 26
    bottom = 32 + 18 * len(notes)
    height = max(300.0, sum(len(lines) * 17 + 4 for lines in ends.values()) + 40 + bottom)
    figure = new_figure(formaat, height)
    ax = add_axes(figure, left, right, 26 if breuken else 14, bottom)
    years = sorted(frame["jaar"].unique())
    ax.set_xlim(years[0] - (0.6 if len(years) == 1 else 0), years[-1] + (0.6 if len(years) == 1 else 0))
    ax.set_ylim(low, high)
    grid_y(ax, ticks, tick_labels(ticks, tick_suffix(eenheid)), formaat)
    _label_years(ax, years, formaat)
    _draw_breaks(ax, years, breuken, formaat)
    for name in reversed(names):
        own = frame[frame["reeks"] == name]
        _draw_series(ax, own, names.index(name), name == nadruk, breuken, decimalen, tick_suffix(eenheid))
    _draw_end_labels(ax, frame, names, nadruk, ends, formaat)
    for number, note in enumerate(notes):
        put_text(
            ax,
            0,
            0,
            note,
            coords="axes",
            dx=-left + 4,
            dy=-42 - 18 * number,
            size=KLEIN[formaat],
            color=style.INKT_ZACHT,
        )
    return figure


def _limits(frame: pd.DataFrame, decimals: int) -> tuple[float, float]:
    columns = [c for c in ("waarde", "ondergrens", "bovengrens") if c in frame]
    values = frame[columns].to_numpy(float).ravel()
    size = float(np.nanmax(np.abs(values)))
    low, high = padded(values.tolist(), least=max(size * 0.15, 5 * 10.0**-decimals), part=0.1)
    return low, high


def _end_labels(
    frame: pd.DataFrame, names: list[str], eenheid: str, decimals: int, formaat: Formaat
) -> dict[str, list[str]]:
    """Per series the lines of its label: its name and last value."""
    least, most = (190.0, 240.0) if formaat == "breed" else (96.0, 140.0)
    limit = label_width(names, least, most, LETTER[formaat], "half")
    labels = {}
    for name in names:
        known = frame[(frame["reeks"] == name) & frame["waarde"].notna()].sort_values("jaar")
        if known.empty:
            text = f"{name}: geen cijfer"
        else:
            text = f"{name} {getal(known['waarde'].iloc[-1], decimals)}{tick_suffix(eenheid)}"
        labels[name] = wrap(text, limit, LETTER[formaat], "half")
    return labels


def _label_years(ax: Axes, years: list[int], formaat: Formaat) -> None:
    """Years under the plot: all measured years that fit, first and last always."""
    width = plot_size(ax)[0]
    need = measure("2020", KLEIN[formaat]) + 10
    span = max(years[-1] - years[0], 1)
    shown = [years[-1]]
    for year in reversed(years[:-1]):
        if (shown[-1] - year) / span * width >= need:
            shown.append(year)
    if years[0] not in shown:
        if (shown[-1] - years[0]) / span * width < need:
            shown.pop()
        shown.append(years[0])
    for year in shown:
        ax.plot(
            [year, year],
            [0, -0.012],
            transform=ax.get_xaxis_transform(),
            color=style.GRIJS,
            linewidth=1,
            clip_on=False,
        )
        put_text(
            ax,
            year,
            0,
            str(year),
            coords="x",
            dy=-8,
            size=KLEIN[formaat],
            color=style.INKT_ZACHT,
            ha="center",
            va="top",
        )


def _draw_breaks(ax: Axes, years: list[int], breaks: Mapping[int, str], formaat: Formaat) -> None:
    for year, text in breaks.items():
        before = [y for y in years if y < year]
        after = [y for y in years if y >= year]
        if not before or not after:
            continue
        place = (max(before) + min(after)) / 2
        ax.axvline(place, color=style.GRIJS, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
        put_text(
            ax,
            place,
            1,
            text,
            coords="x",
            dy=4,
            size=KLEIN[formaat],
            color=style.INKT_ZACHT,
            ha="center",
            va="bottom",
        )


def _pieces(rows: pd.DataFrame, breaks: Iterable[int]) -> list[pd.DataFrame]:
    """The rows cut where a value is missing or a break lies in between."""
    part, number, last = [], 0, None
    for year, value in zip(rows["jaar"], rows["waarde"], strict=True):
        if last is not None and (not finite(value) or any(last < b <= year for b in breaks)):
            number += 1
        part.append(number)
        last = year
    pieces = [piece.dropna(subset="waarde") for _, piece in rows.groupby(np.asarray(part))]
    return [piece for piece in pieces if not piece.empty]


def _draw_series(
    ax: Axes, rows: pd.DataFrame, place: int, is_accent: bool, breaks: Iterable[int], decimals: int, suffix: str
) -> None:
    colour, dash = (style.REGIO, "-") if is_accent else _OTHERS[(place - 1) % len(_OTHERS)]
    for piece in _pieces(rows.sort_values("jaar"), breaks):
        years, values = piece["jaar"].to_numpy(float), piece["waarde"].to_numpy(float)
        if is_accent and {"ondergrens", "bovengrens"} <= set(piece):
            _draw_interval(ax, piece, colour)
        for row in piece.to_dict("records"):
            told = f"{getal(row['waarde'], decimals)}{suffix}{_bounds(row, decimals)}"
            note_mark(ax, row["jaar"], row["waarde"], f"{row['reeks']}, {row['jaar']:.0f}: {told}")
        ax.plot(
            years,
            values,
            color=colour,
            linestyle=dash,
            linewidth=2.6 if is_accent else 1.7,
            zorder=4 if is_accent else 3,
            marker="o",
            markersize=6.5 if is_accent else 4.5,
            markeredgecolor=style.WIT,
            markeredgewidth=1,
            clip_on=False,
        )


def _bounds(row: Mapping[Hashable, Any], decimals: int) -> str:
    low, high = row.get("ondergrens"), row.get("bovengrens")
    known = low is not None and high is not None and finite(low) and finite(high)
    return f" ({bereik(low, high, decimals)})" if known and getal(low, decimals) != getal(high, decimals) else ""


def _draw_interval(ax: Axes, piece: pd.DataFrame, colour: str) -> None:
    known = piece.dropna(subset=["ondergrens", "bovengrens"])
    if len(known) > 1:
        ax.fill_between(
            known["jaar"],
            known["ondergrens"],
            known["bovengrens"],
            color=colour,
            alpha=0.14,
            linewidth=0,
            zorder=2,
        )
    elif len(known) == 1:
        ax.vlines(
            known["jaar"], known["ondergrens"], known["bovengrens"], color=colour, alpha=0.4, linewidth=4, zorder=2
        )


def _draw_end_labels(
    ax: Axes, frame: pd.DataFrame, names: list[str], accent: str, labels: dict[str, list[str]], formaat: Formaat
) -> None:
    """Names at the right, moved up or down until none overlap; a thin line leads to a moved one."""
    low, high = ax.get_ylim()
    height = plot_size(ax)[1]
    last = frame.dropna(subset="waarde").sort_values("jaar").groupby("reeks").tail(1).set_index("reeks")
    wanted = [(last["waarde"].get(name, low) - low) / (high - low) * height for name in names]
    sizes = [len(labels[name]) * LETTER[formaat] * 1.22 + 3 for name in names]
    placed = spread(wanted, sizes, -8, height + 8)
    for place, name in enumerate(names):
        colour = style.REGIO if name == accent else _OTHERS[(place - 1) % len(_OTHERS)][0]
        put_text(
            ax,
            1,
            0,
            labels[name],
            coords="axes",
            dx=20,
            dy=placed[place],
            size=LETTER[formaat],
            color=colour,
            weight="half" if name == accent else "normaal",
        )
        if name in last.index and abs(placed[place] - wanted[place]) > 3:
            width = plot_size(ax)[0]
            ax.plot(
                [1 + 6 / width, 1 + 17 / width],
                [wanted[place] / height, placed[place] / height],
                transform=ax.transAxes,
                color=colour,
                linewidth=0.8,
                clip_on=False,
                zorder=2,
            )
