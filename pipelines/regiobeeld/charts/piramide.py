"""Population pyramid: the region as bars, the area of comparison as a line around them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from regiobeeld.draw import style
from regiobeeld.draw.canvas import (
    add_axes,
    drawing,
    grid_x,
    new_figure,
    nice_ticks,
    put_text,
    require_rows,
    tick_labels,
)
from regiobeeld.draw.hover import note_mark
from regiobeeld.draw.legend import Key, draw_legend, legend_height
from regiobeeld.draw.marks import draw_boxes
from regiobeeld.draw.style import BREEDTE, KLEIN, Formaat
from regiobeeld.numbers import procent

_MIDDLE = 30.0


@drawing
def piramide(
    regio: pd.DataFrame, vergelijk: pd.DataFrame, namen: tuple[str, str], formaat: Formaat = "breed"
) -> Figure:
    """Draw a pyramid with men on the left, women on the right, the oldest on top.

    Args:
        regio: leeftijd (text, youngest first), man, vrouw: share of the whole population in %.
        vergelijk: the same for the area of comparison; matched on leeftijd, may lack groups.
        namen: names of both areas; an empty second name: nothing to compare with.
        formaat: width of the drawing.

    Raises:
        ValueError: no rows, or no share at all in `regio`.
    """
    require_rows(regio, "piramide")
    other = vergelijk.set_index("leeftijd").reindex(regio["leeftijd"].tolist())
    highest = max(
        float(frame[["man", "vrouw"]].to_numpy(float)[_known(frame)].max(initial=0)) for frame in (regio, other)
    )
    if highest <= 0:
        raise ValueError("piramide: er is geen enkel aandeel om te tekenen")
    row = max(15.0 if formaat == "breed" else 14.0, 300 / len(regio)) if len(regio) <= 40 else 4.2
    keys = [
        Key(f"{namen[0]}: mannen", style.REGIO),
        Key(f"{namen[0]}: vrouwen", style.REGIO_LICHT),
    ]
    if namen[1]:
        keys.append(Key(namen[1], style.INKT, "lijn"))
    width = BREEDTE[formaat]
    top = legend_height(keys, width - 16, formaat) + 8
    bottom = 44.0
    figure = new_figure(formaat, top + row * len(regio) + bottom)
    label = max(style.measure(str(t), KLEIN[formaat]) for t in regio["leeftijd"]) / 2 + 6
    half = (width - 32) / 2 - max(label, _MIDDLE / 2)
    men = add_axes(figure, 16, width - 16 - half, top, bottom)
    women = add_axes(figure, width - 16 - half, 16, top, bottom)
    ticks = nice_ticks(0, highest * 1.04, 4 if formaat == "breed" else 2)
    labels = ["0%", *tick_labels(ticks[1:], "%")]
    for ax, column, colour in ((men, "man", style.REGIO), (women, "vrouw", style.REGIO_LICHT)):
        _draw_side(ax, regio[column].to_numpy(float), other[column].to_numpy(float), colour)
        ax.set_xlim((highest * 1.06, 0) if column == "man" else (0, highest * 1.06))
        grid_x(ax, ticks, labels, formaat)
        _note_bars(ax, {"man": "mannen", "vrouw": "vrouwen"}[column], regio, other, namen)
    _label_ages(women, regio["leeftijd"].astype(str).tolist(), (width - 32) / 2 - half, row, formaat)
    note = "aandeel in de hele bevolking" + ("" if _known(regio).all() else "; zonder staaf: geen cijfer")
    put_text(men, 0, 0, note, coords="axes", dx=-12, dy=-30, size=KLEIN[formaat], color=style.INKT_ZACHT)
    draw_legend(men, keys, formaat, left=12, above=6, width=width - 16)
    return figure


def _known(frame: pd.DataFrame) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return np.isfinite(frame[["man", "vrouw"]].to_numpy(float))


def _draw_side(ax: Axes, values: np.ndarray, other: np.ndarray, colour: str) -> None:
    places = np.arange(len(values), dtype=float)
    shown = np.where(np.isfinite(values), values, 0.0)
    draw_boxes(ax, np.zeros(len(shown)), places, shown, np.full(len(shown), 0.88), colour)
    edges = np.repeat(np.arange(len(values) + 1) - 0.5, 2)[1:-1]
    ax.plot(np.repeat(other, 2), edges, color=style.INKT, linewidth=1.5, zorder=3, solid_joinstyle="miter")
    ax.set_ylim(-0.5, len(values) - 0.5)


def _note_bars(ax: Axes, who: str, regio: pd.DataFrame, other: pd.DataFrame, names: tuple[str, str]) -> None:
    """Age group and both shares of every bar, for who points at it."""
    column = {"mannen": "man", "vrouwen": "vrouw"}[who]
    for place, (age, own, there) in enumerate(zip(regio["leeftijd"], regio[column], other[column], strict=True)):
        known = [(name, value) for name, value in zip(names, (own, there), strict=True) if np.isfinite(value)]
        if known:
            told = ", ".join(f"{name} {procent(value)}" for name, value in known)
            note_mark(ax, max(value for _, value in known) / 2, place, f"{who}, {age} jaar: {told}")


def _label_ages(ax: Axes, ages: list[str], to_left: float, row: float, formaat: Formaat) -> None:
    """Age labels in the middle, as many as fit."""
    size = KLEIN[formaat]
    step = 1 if row >= size * 1.12 else (10 if len(ages) > 60 else 2)
    for place in range(0, len(ages), step):
        put_text(
            ax,
            0,
            place,
            ages[place],
            coords="y",
            dx=-to_left,
            size=size,
            color=style.INKT_ZACHT,
            ha="center",
        )
