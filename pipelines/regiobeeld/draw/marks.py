"""Many marks at once: dots, boxes and short numbers, drawn as few artists and written as little SVG."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.path import Path as Shape
from matplotlib.textpath import TextPath

from regiobeeld.claims.marks import plain
from regiobeeld.draw import style
from regiobeeld.draw.canvas import plot_size

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


@lru_cache(maxsize=256)
def _letter(letter: str, size: float) -> Shape:
    return TextPath((0, 0), letter, prop=style.font(size))


def put_numbers(
    ax: Axes, x: Sequence[float], y: Sequence[float], texts: Sequence[str], size: float, colours: Sequence[str]
) -> None:
    """Many short texts, centred at places in data units: each letter is one marker, so a grid stays small.

    A table of a thousand numbers as text objects takes seconds and most of a megabyte; this takes a
    tenth. Meant for numbers: letters are set without kerning.
    """
    width, height = plot_size(ax)
    (x0, x1), (y0, y1) = ax.get_xlim(), ax.get_ylim()
    places: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for px, py, text, colour in zip(x, y, map(plain, texts), colours, strict=True):
        start = (px - x0) / (x1 - x0) * width - style.measure(text, size) / 2
        base = (py - y0) / (y1 - y0) * height - size * 0.33
        for letter in text:
            if not letter.isspace():
                places.setdefault((letter, colour), []).append((start / width, base / height))
            start += style.measure(letter, size)
    for (letter, colour), points in places.items():
        shape = _letter(letter, size)
        ax.plot(
            [p[0] for p in points],
            [p[1] for p in points],
            transform=ax.transAxes,
            linestyle="",
            marker=shape,
            # matplotlib scales a marker to its largest coordinate; this undoes it
            markersize=2 * float(np.abs(np.asarray(shape.vertices)).max()),
            markerfacecolor=colour,
            markeredgewidth=0,
            clip_on=False,
            zorder=6,
        )
