"""Observed against expected: how far each figure lies from what was expected, with the band of the expectation."""

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
    grid_x,
    lay_rows,
    new_figure,
    nice_ticks,
    padded,
    plot_size,
    put_text,
    require_rows,
    tick_labels,
)
from regiobeeld.draw.hover import note_mark
from regiobeeld.draw.legend import Key, draw_legend, legend_height
from regiobeeld.draw.marks import draw_boxes
from regiobeeld.draw.style import BREEDTE, KLEIN, LETTER, Formaat, measure
from regiobeeld.numbers import bereik, getal

BAND = "#d3dde3"
COLOURS = {"ongunstig": style.ONGUNSTIG, "gunstig": style.GUNSTIG, "neutraal": "#8a6914", "": style.WIT}
WORDS = {
    "ongunstig": "ongunstiger dan verwacht",
    "gunstig": "gunstiger dan verwacht",
    "neutraal": "hoger of lager dan verwacht",
    "": "zoals verwacht",
}
_FOOT = 50.0


@drawing
def verwachting(rijen: pd.DataFrame, decimalen: int = 1, formaat: Formaat = "breed") -> Figure:
    """Draw a row per indicator: a band where the figure was expected (95 %) and a dot where it is, in points.

    Args:
        rijen: naam, waarde, verwacht, ondergrens, bovengrens (all in per cent) and toon: "ongunstig", "gunstig" or
            "neutraal" for a figure outside the band, "" inside it.
        decimalen: of the values.
        formaat: width of the drawing.

    Raises:
        ValueError: no rows, or a row lacks one of the figures.
    """
    require_rows(rijen, "verwachting")
    figures = rijen[["waarde", "verwacht", "ondergrens", "bovengrens"]].astype(float)
    if not all(finite(v) for v in figures.to_numpy().ravel()):
        raise ValueError("verwachting: elke rij heeft een cijfer, een verwachting en een band nodig")
    gaps = figures.sub(figures["verwacht"], axis=0)
    rows = lay_rows(rijen["naam"].tolist(), formaat, least=26, share=0.34 if formaat == "breed" else 0.3)
    texts = [_text(v, e, decimalen, formaat) for v, e in zip(figures["waarde"], figures["verwacht"], strict=True)]
    right = max(measure(text, KLEIN[formaat], "half") for text in texts) + 18
    left = rows.label_width + 18
    present = [tone for tone in COLOURS if tone in set(rijen["toon"])]
    keys = [Key(WORDS[t], COLOURS[t] if t else style.GRIJS, "stip" if t else "open") for t in present]
    keys.append(Key("hier was het cijfer te verwachten (95%)", BAND))
    top = legend_height(keys, BREEDTE[formaat] - 16, formaat) + 6
    figure = new_figure(formaat, top + rows.total + _FOOT)
    ax = add_axes(figure, left, right, top, _FOOT)
    ax.set_xlim(*_limits(gaps))
    ax.set_ylim(rows.total, 0)
    ticks = nice_ticks(*ax.get_xlim(), max(2, int(plot_size(ax)[0] // 70)))
    grid_x(ax, ticks, [_signed(label) for label in tick_labels(ticks)], formaat)
    notes = [
        f"{row['naam']}: {getal(row['waarde'], decimalen)}%, verwacht {getal(row['verwacht'], decimalen)}% "
        f"(tussen {bereik(row['ondergrens'], row['bovengrens'], decimalen)}%)"
        for row in rijen.to_dict("records")
    ]
    _draw_rows(ax, gaps, rijen["toon"].tolist(), rows, texts, notes, formaat=formaat)
    put_text(
        ax,
        0.5,
        0,
        "procentpunten onder of boven de verwachting",
        coords="axes",
        dx=(right - left) / 2,
        dy=-38,
        size=KLEIN[formaat],
        color=style.INKT_ZACHT,
        ha="center",
    )
    draw_legend(ax, keys, formaat, left=left - 4, above=6, width=BREEDTE[formaat] - 16)
    return figure


def _text(value: float, expected: float, decimals: int, formaat: Formaat) -> str:
    text = f"{getal(value, decimals)}%"
    return f"{text} (verwacht {getal(expected, decimals)}%)" if formaat == "breed" else text


def _signed(label: str) -> str:
    return label if label.startswith("−") or label == "0" else f"+{label}"


def _limits(gaps: pd.DataFrame) -> tuple[float, float]:
    """Limits around all bands and dots that keep the middle in view; `padded` would cut at 0."""
    low, high = padded([*(gaps.to_numpy() + 1000).ravel()], least=2.0)
    return low - 1000, high - 1000


def _draw_rows(
    ax: Axes,
    gaps: pd.DataFrame,
    tones: list[str],
    rows: Rows,
    texts: list[str],
    notes: list[str],
    *,
    formaat: Formaat,
) -> None:
    low, high = gaps["ondergrens"].to_numpy(float), gaps["bovengrens"].to_numpy(float)
    draw_boxes(ax, low, np.asarray(rows.centres), high - low, np.full(len(low), 14.0), BAND)
    ax.axvline(0, color=style.INKT_ZACHT, linewidth=1.2, zorder=2.5)
    for number, (gap, tone, y) in enumerate(zip(gaps["waarde"], tones, rows.centres, strict=True)):
        ax.plot(
            [gap],
            [y],
            marker="o",
            markersize=10,
            markerfacecolor=COLOURS[tone],
            markeredgecolor=COLOURS[tone] if tone else style.GRIJS,
            markeredgewidth=1.6,
            clip_on=False,
            zorder=4,
        )
        note_mark(ax, gap, y, notes[number])
        put_text(ax, 0, y, rows.lines[number], coords="y", dx=-12, ha="right", size=LETTER[formaat])
        put_text(
            ax, 1, y, texts[number], coords="y", dx=10, size=KLEIN[formaat], weight="half" if tone else "normaal"
        )
