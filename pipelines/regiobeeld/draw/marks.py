"""Many marks at once: dots and boxes, drawn as few artists and written as little SVG, and short numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba

from regiobeeld.draw import style
from regiobeeld.draw.canvas import put_text

Floats = npt.NDArray[np.float64]


def draw_dots(
    ax: Axes, x: Floats, y: Floats, radii: Floats, colour: str, *, opacity: float = 1.0, zorder: float = 3
) -> None:
    """Dots with a thin white edge; radii in px, rounded to half a px; the largest lie underneath."""
    rounded = np.round(np.asarray(radii) * 2) / 2
    for place, radius in enumerate(sorted(set(rounded.tolist()), reverse=True)):
        chosen = rounded == radius
        ax.plot(
            np.asarray(x)[chosen],
            np.asarray(y)[chosen],
            linestyle="",
            marker="o",
            markersize=2 * radius,
            markerfacecolor=to_rgba(colour, opacity),
            markeredgecolor=style.WIT,
            markeredgewidth=0.8,
            clip_on=False,
            zorder=zorder + place / 1000,
        )


def draw_boxes(
    ax: Axes, left: Floats, centre: Floats, width: Floats, height: Floats, colours: str | Sequence[str]
) -> None:
    """Filled rectangles in data units, one collection; `height` is halved around `centre`."""
    low, high = centre - height / 2, centre + height / 2
    right = left + width
    corners = np.stack(
        [np.stack(p, axis=-1) for p in ((left, low), (right, low), (right, high), (left, high))], axis=1
    )
    ax.add_collection(
        PolyCollection(list(corners), facecolors=colours, edgecolors="none", zorder=2), autolim=False
    )


def put_numbers(
    ax: Axes, x: Sequence[float], y: Sequence[float], texts: Sequence[str], size: float, colours: Sequence[str]
) -> None:
    """Many short texts, each centred at its place in data units; an empty one is left out."""
    for px, py, text, colour in zip(x, y, texts, colours, strict=True):
        if text:
            put_text(ax, px, py, text, size=size, color=colour, ha="center")
