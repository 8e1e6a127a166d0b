"""Areas under each other from high to low, with intervals and reference lines; never a bare rank."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

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
from regiobeeld.draw.labels import spread
from regiobeeld.draw.legend import Key, draw_legend, legend_height
from regiobeeld.draw.style import BREEDTE, KLEIN, LETTER, Formaat, Gewicht, measure
from regiobeeld.numbers import bereik, getal

MOST_ROWS = 60
_EACH_SIDE = 25
_DASHES = ("-", (0, (5, 3)), (0, (1.5, 2)))
_HINTS = {
    "lager_is_beter": ("← gunstiger", "ongunstiger →"),
    "hoger_is_beter": ("← ongunstiger", "gunstiger →"),
    "neutraal": ("← lager", "hoger →"),
}


@drawing
def rangorde(
    rijen: pd.DataFrame,
    referenties: Sequence[tuple[str, float]],
    eenheid: str,
    decimalen: int,
    richting: str = "neutraal",
    formaat: Formaat = "breed",
) -> Figure:
    """Draw a dot per area, the highest on top, with its interval, its value and lines of reference.

    Args:
        rijen: naam, waarde, optionally ondergrens, bovengrens, nadruk (bool: bold) and oordeel (a word of
            `style.OORDEEL` for what differs demonstrably; it colours the dot). Without a value a row stands at the
            bottom with "geen cijfer". More than 60 rows: the highest and lowest 25 and those with nadruk are
            shown, and a line says how many are left out.
        referenties: name and value, such as ("Nederland", 17.9); missing values are skipped.
        eenheid: unit of the indicator.
        decimalen: of the values.
        richting: hoger_is_beter, lager_is_beter or neutraal: which end is favourable.
        formaat: width of the drawing.

    Raises:
        ValueError: no rows or no value at all.
    """
    require_rows(rijen, "rangorde")
    if not rijen["waarde"].map(finite).any():
        raise ValueError("rangorde: er is geen enkele waarde om te tekenen")
    shown = _choose_rows(_ordered(rijen))
    texts = [_value_text(row, eenheid, decimalen, formaat) for row in shown.to_dict("records")]
    rows = lay_rows(shown["naam"].tolist(), formaat, least=24 if len(shown) <= 30 else 21, size=LETTER[formaat])
    known = [(name, float(value)) for name, value in referenties if finite(value)]
    low, high = _limits(shown, known, decimalen)
    left = rows.label_width + 16
    right = max(measure(text, LETTER[formaat], "half") for text in texts) + 18
    tall = rows.total > 640
    labels = [f"{name} {getal(value, decimalen)}" for name, value in known]
    lines = 17 * len(_reference_rows(labels, formaat)) + (8 if known else 0) + (20 if tall else 0) + 10
    words = [word for word in style.OORDEEL if word in set(shown["oordeel"])]
    keys = [Key(f"aantoonbaar {word}", style.OORDEEL[word], "stip") for word in words]
    keys += [Key("niet aantoonbaar anders", style.GRIJS, "stip")] if keys else []
    top = lines + (legend_height(keys, BREEDTE[formaat] - 16, formaat) if keys else 0)
    figure = new_figure(formaat, top + rows.total + 46)
    ax = add_axes(figure, left, right, top, 46)
    ax.set_xlim(low, high)
    ax.set_ylim(rows.total, 0)
    ticks = nice_ticks(low, high, max(2, int(plot_size(ax)[0] // 75)))
    grid_x(ax, ticks, tick_labels(ticks, tick_suffix(eenheid)), formaat, top=tall)
    _draw_references(ax, labels, [value for _, value in known], 20 if tall else 0, formaat)
    _draw_rows(ax, shown, rows, texts, formaat)
    if keys:
        draw_legend(ax, keys, formaat, left=left - 4, above=lines, width=BREEDTE[formaat] - 16)
    _draw_hints(ax, richting, left, right, formaat)
    return figure


def _ordered(rijen: pd.DataFrame) -> pd.DataFrame:
    frame = rijen.copy()
    frame["waarde"] = frame["waarde"].astype(float)
    for column in ("ondergrens", "bovengrens"):
        frame[column] = frame[column].astype(float) if column in frame else np.nan
    frame["nadruk"] = frame["nadruk"].astype(bool) if "nadruk" in frame else False
    frame["oordeel"] = frame.get("oordeel", "")
    frame["soort"] = "rij"
    return frame.sort_values(["waarde", "naam"], ascending=[False, True], na_position="last", kind="stable")


def _choose_rows(ordered: pd.DataFrame) -> pd.DataFrame:
    """All rows, or the ends with a row in between that says what is left out."""
    if len(ordered) <= MOST_ROWS:
        return ordered.reset_index(drop=True)
    known, unknown = ordered[ordered["waarde"].notna()], ordered[ordered["waarde"].isna()]
    place = np.arange(len(known))
    keep = (place < _EACH_SIDE) | (place >= len(known) - _EACH_SIDE) | known["nadruk"].to_numpy(bool)
    pieces: list[pd.DataFrame] = []
    for start, stop, kept in _runs(keep.tolist()):
        text = f"… {stop - start} niet getoond"
        pieces.append(known.iloc[start:stop] if kept else _note(known, text))
    if len(unknown):
        pieces.append(_note(known, f"… {len(unknown)} zonder cijfer"))
    return pd.concat(pieces, ignore_index=True)


def _runs(flags: list[bool]) -> list[tuple[int, int, bool]]:
    runs: list[tuple[int, int, bool]] = []
    for place, flag in enumerate(flags):
        if runs and runs[-1][2] == flag:
            runs[-1] = (runs[-1][0], place + 1, flag)
        else:
            runs.append((place, place + 1, flag))
    return runs


def _note(like: pd.DataFrame, text: str) -> pd.DataFrame:
    row = {
        "naam": text,
        "waarde": np.nan,
        "ondergrens": np.nan,
        "bovengrens": np.nan,
        "nadruk": False,
        "oordeel": "",
        "soort": "melding",
    }
    return pd.DataFrame([row]).astype(like[list(row)].dtypes.to_dict())


def _value_text(row: Mapping[Hashable, Any], eenheid: str, decimals: int, formaat: Formaat) -> str:
    if row["soort"] == "melding":
        return ""
    if not finite(row["waarde"]):
        return "geen cijfer"
    text = getal(row["waarde"], decimals) + tick_suffix(eenheid)
    if formaat == "breed" and finite(row["ondergrens"]) and finite(row["bovengrens"]):
        text += f" ({bereik(row['ondergrens'], row['bovengrens'], decimals)})"
    return text


def _limits(shown: pd.DataFrame, known: list[tuple[str, float]], decimals: int) -> tuple[float, float]:
    values = shown[["waarde", "ondergrens", "bovengrens"]].to_numpy(float).ravel().tolist() + [v for _, v in known]
    size = float(np.nanmax(np.abs(np.asarray(values))))
    return padded(values, least=max(size * 0.08, 5 * 10.0**-decimals))


def _draw_rows(ax: Axes, shown: pd.DataFrame, rows: Rows, texts: list[str], formaat: Formaat) -> None:
    for number, (is_accent, kind, value) in enumerate(
        zip(shown["nadruk"], shown["soort"], shown["waarde"], strict=True)
    ):
        y = rows.centres[number]
        weight: Gewicht = "half" if is_accent else "normaal"
        ink = style.INKT_ZACHT if kind == "melding" else style.INKT
        label = rows.lines[number]
        put_text(ax, 0, y, label, coords="y", dx=-12, ha="right", size=LETTER[formaat], color=ink, weight=weight)
        ink = ink if finite(value) else style.INKT_ZACHT
        if finite(value):
            judged = f", aantoonbaar {shown['oordeel'].iloc[number]}" if shown["oordeel"].iloc[number] else ""
            note_mark(ax, value, y, f"{shown['naam'].iloc[number]}: {texts[number]}{judged}")
        if texts[number]:
            put_text(ax, 1, y, texts[number], coords="y", dx=10, size=LETTER[formaat], color=ink, weight=weight)
    _draw_dots(ax, shown.assign(y=rows.centres))


def _draw_dots(ax: Axes, shown: pd.DataFrame) -> None:
    """Thin guide lines, intervals and dots of all rows with a value."""
    known = shown[shown["waarde"].notna()]
    ax.hlines(known["y"], *ax.get_xlim(), color=style.LIJN, linewidth=0.8, linestyle=(0, (1, 2)), zorder=0.4)
    for word in ("", *style.OORDEEL):
        rows, colour = known[known["oordeel"] == word], style.OORDEEL.get(word, style.GRIJS)
        bars = rows.dropna(subset=["ondergrens", "bovengrens"])
        if len(bars):
            light = style.mix((style.WIT, colour), 0.4)
            ax.hlines(bars["y"], bars["ondergrens"], bars["bovengrens"], color=light, linewidth=3.4, zorder=2)
        ax.plot(
            rows["waarde"],
            rows["y"],
            linestyle="",
            marker="o",
            markersize=8.5,
            color=colour,
            markeredgecolor=style.WIT,
            markeredgewidth=1,
            zorder=3,
            clip_on=False,
        )


def _reference_rows(labels: list[str], formaat: Formaat) -> list[list[int]]:
    """Which labels stand together on a line above the plot, as many as fit in the width."""
    lines: list[list[int]] = []
    used = 0.0
    for number, label in enumerate(labels):
        need = measure(label, KLEIN[formaat], "half") + 14
        if not lines or used + need > BREEDTE[formaat] - 4:
            lines.append([])
            used = 0.0
        lines[-1].append(number)
        used += need
    return lines


def _draw_references(ax: Axes, labels: list[str], values: list[float], above: float, formaat: Formaat) -> None:
    """Vertical lines with their names above the plot, moved sideways when they would overlap."""
    low, high = ax.get_xlim()
    width = plot_size(ax)[0]
    left = ax.get_position(original=True).x0 * BREEDTE[formaat]
    wanted = [(value - low) / (high - low) * width for value in values]
    for number, value in enumerate(values):
        ax.axvline(value, color=style.INKT_ZACHT, linewidth=1.3, linestyle=_DASHES[number % 3], zorder=1)
    for line, members in enumerate(reversed(_reference_rows(labels, formaat))):
        sizes = [measure(labels[i], KLEIN[formaat], "half") + 14 for i in members]
        places = spread([wanted[i] for i in members], sizes, -left + 2, BREEDTE[formaat] - left - 2)
        for i, place in zip(members, places, strict=True):
            put_text(
                ax,
                0,
                1,
                labels[i],
                coords="axes",
                dx=place,
                dy=above + 7 + 17 * line,
                size=KLEIN[formaat],
                weight="half",
                color=style.INKT_ZACHT,
                ha="center",
                va="bottom",
            )


def _draw_hints(ax: Axes, richting: str, left: float, right: float, formaat: Formaat) -> None:
    width = plot_size(ax)[0]
    first, second = _HINTS[richting]
    need = measure(first, KLEIN[formaat]) + measure(second, KLEIN[formaat]) + 16
    extra = max(need - width, 0)
    put_text(
        ax,
        0,
        0,
        first,
        coords="axes",
        dx=-min(extra, left - 2),
        dy=-34,
        size=KLEIN[formaat],
        color=style.INKT_ZACHT,
    )
    put_text(
        ax,
        1,
        0,
        second,
        coords="axes",
        dx=min(max(extra - left + 2, 0), right - 2),
        dy=-34,
        size=KLEIN[formaat],
        color=style.INKT_ZACHT,
        ha="right",
    )
