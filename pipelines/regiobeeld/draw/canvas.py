"""Drawing in pixels: figures, axes with explicit margins, text that is placed and never clipped.

At 72 dpi one point is one pixel of the page, so sizes below are CSS pixels. Only matplotlib's object
API is used: nothing here opens a window, keeps a current figure or changes a global setting for good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal, ParamSpec

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation, Transform

from regiobeeld.claims.marks import plain
from regiobeeld.draw import style
from regiobeeld.draw.style import BREEDTE, KLEIN, LETTER, Formaat, Gewicht, measure, wrap
from regiobeeld.numbers import decimalen_voor, getal

Coords = Literal["data", "axes", "x", "y"]
Floats = npt.NDArray[np.float64]
P = ParamSpec("P")

RC: Any = {
    "axes.unicode_minus": False,
    "font.family": ["DejaVu Sans"],
    "hatch.linewidth": 1.0,
    "path.simplify": True,
    "path.sketch": None,
    "path.effects": [],
    "svg.fonttype": "none",
    "svg.hashsalt": "regiobeeld",
    "svg.image_inline": True,
    "text.hinting": "no_hinting",
    "text.usetex": False,
    "text.parse_math": False,
    "lines.antialiased": True,
    "patch.linewidth": 0.8,
}


def drawing(function: Callable[P, Figure]) -> Callable[P, Figure]:
    """Run a drawing function under the fixed settings, whatever the user's matplotlibrc says."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> Figure:
        with mpl.rc_context(RC):
            return function(*args, **kwargs)

    return run


def new_figure(formaat: Formaat, height: float) -> Figure:
    """An empty white figure of the width of the format and this height (px)."""
    return Figure(figsize=(BREEDTE[formaat] / 72, round(height) / 72), dpi=72, facecolor=style.WIT)


def size_px(figure: Figure) -> tuple[float, float]:
    """Width and height of a figure in px."""
    width, height = figure.get_size_inches()
    return float(width * 72), float(height * 72)


def add_axes(figure: Figure, left: float, right: float, top: float, bottom: float) -> Axes:
    """Bare axes (no spines, ticks or background) with these margins in px."""
    width, height = size_px(figure)
    if width - left - right < 20 or height - top - bottom < 4:
        raise ValueError("te weinig ruimte om te tekenen: de namen zijn te lang voor dit formaat")
    box = (left / width, bottom / height, (width - left - right) / width, (height - top - bottom) / height)
    ax = figure.add_axes(box)
    ax.set_axis_off()
    return ax


def plot_size(ax: Axes) -> tuple[float, float]:
    """Width and height of the plotting area in px."""
    assert isinstance(ax.figure, Figure)
    width, height = size_px(ax.figure)
    box = ax.get_position(original=True)
    return float(box.width * width), float(box.height * height)


def put_text(
    ax: Axes,
    x: float,
    y: float,
    text: str | Sequence[str],
    *,
    coords: Coords = "data",
    dx: float = 0,
    dy: float = 0,
    size: float = 13,
    color: str = style.INKT,
    weight: Gewicht = "normaal",
    ha: Literal["left", "center", "right"] = "left",
    va: Literal["baseline", "bottom", "center", "top"] = "center",
    rotation: float = 0,
    zorder: float = 6,
) -> Text:
    """Write text (a list = lines) at a place plus an offset in px; `dy` counts upwards.

    coords: "data", "axes" (0-1 both ways), "x" (x in data, y 0-1) or "y" (y in data, x 0-1).
    """
    base: Transform = {
        "data": ax.transData,
        "axes": ax.transAxes,
        "x": ax.get_xaxis_transform(),
        "y": ax.get_yaxis_transform(),
    }[coords]
    assert isinstance(ax.figure, Figure)
    lines = [text] if isinstance(text, str) else list(text)
    return ax.text(
        x,
        y,
        plain("\n".join(lines)),
        transform=base + ScaledTranslation(dx / 72, dy / 72, ax.figure.dpi_scale_trans),
        fontproperties=style.font(size, weight),
        color=color,
        ha=ha,
        va=va if va != "center" or len(lines) > 1 or rotation else "center_baseline",
        rotation=rotation,
        linespacing=1.05,
        parse_math=False,
        clip_on=False,
        zorder=zorder,
    )


def nice_ticks(low: float, high: float, count: int) -> Floats:
    """Round tick values within [low, high], at most about `count`."""
    values = MaxNLocator(nbins=max(count, 1), steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    margin = 1e-9 * max(abs(low), abs(high), 1e-9)
    return np.asarray([v for v in values if low - margin <= v <= high + margin], dtype=np.float64)


def tick_labels(ticks: Iterable[float], suffix: str = "") -> list[str]:
    """Dutch texts for ticks, all with the same, smallest sufficient number of decimals."""
    values = [0.0 if abs(t) < 1e-12 else float(t) for t in ticks]
    decimals = decimalen_voor(values, 3)
    return [getal(v, decimals) + suffix for v in values]


def tick_suffix(eenheid: str) -> str:
    """What follows a tick value: only the percent sign is short enough to repeat."""
    return "%" if eenheid == "%" else ""


def grid_x(
    ax: Axes, ticks: Sequence[float] | Floats, labels: Sequence[str], formaat: Formaat, top: bool = False
) -> None:
    """Thin vertical lines with their values under (and, for tall charts, above) the plot."""
    ax.vlines(ticks, 0, 1, transform=ax.get_xaxis_transform(), color=style.LIJN, linewidth=1, zorder=0.5)
    for tick, label in zip(ticks, labels, strict=True):
        put_text(
            ax,
            tick,
            0,
            label,
            coords="x",
            dy=-5,
            size=KLEIN[formaat],
            color=style.INKT_ZACHT,
            ha="center",
            va="top",
        )
        if top:
            put_text(
                ax,
                tick,
                1,
                label,
                coords="x",
                dy=5,
                size=KLEIN[formaat],
                color=style.INKT_ZACHT,
                ha="center",
                va="bottom",
            )


def grid_y(ax: Axes, ticks: Sequence[float] | Floats, labels: Sequence[str], formaat: Formaat) -> None:
    """Thin horizontal lines with their values left of the plot."""
    ax.hlines(ticks, 0, 1, transform=ax.get_yaxis_transform(), color=style.LIJN, linewidth=1, zorder=0.5)
    for tick, label in zip(ticks, labels, strict=True):
        put_text(ax, 0, tick, label, coords="y", dx=-7, size=KLEIN[formaat], color=style.INKT_ZACHT, ha="right")


def padded(values: Iterable[float], least: float = 0.0, part: float = 0.06) -> tuple[float, float]:
    """Limits around all finite values, at least `least` wide, with some room at both ends."""
    finite = np.asarray([v for v in values if np.isfinite(v)], dtype=np.float64)
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    extra = max(least - (high - low), 0.0) / 2
    low, high = low - extra, high + extra
    if high <= low:
        low, high = low - max(abs(low) * 0.1, 0.5), high + max(abs(high) * 0.1, 0.5)
    room = (high - low) * part
    bottom = 0.0 if finite.size and finite.min() >= 0 and low - room < 0 else low - room
    return bottom, high + room


@dataclass(frozen=True)
class Rows:
    """Rows under each other with wrapped labels: y (px from the top) and height of each."""

    lines: list[list[str]]
    centres: list[float]
    heights: list[float]
    label_width: float

    @property
    def total(self) -> float:
        return sum(self.heights)


def lay_rows(
    labels: Sequence[str],
    formaat: Formaat,
    *,
    least: float,
    share: float = 0.34,
    weight: Gewicht = "half",
    size: float | None = None,
    between: float = 6,
) -> Rows:
    """Wrap row labels to at most `share` of the width; a row is at least as high as its label and `between` px."""
    size = size or LETTER[formaat]
    limit = BREEDTE[formaat] * share
    lines = [wrap(label, limit, size, weight) for label in labels]
    heights = [max(least, len(rows) * size * 1.22 + between) for rows in lines]
    centres = list(np.cumsum(heights) - np.asarray(heights) / 2)
    width = max((measure(line, size, weight) for rows in lines for line in rows), default=0.0)
    return Rows(lines, [float(c) for c in centres], heights, width)


def require_rows(frame: Any, what: str) -> None:
    """Refuse to draw nothing: the caller decides beforehand that there is no chart."""
    if len(frame) == 0:
        raise ValueError(f"{what}: er zijn geen rijen om te tekenen")


def finite(value: Any) -> bool:
    """Whether there is a number to draw."""
    try:
        return bool(np.isfinite(float(value)))
    except (TypeError, ValueError):
        return False
