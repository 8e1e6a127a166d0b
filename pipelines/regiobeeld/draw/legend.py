"""Legends: marks with their meaning, on as many lines as they need, never wider than the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from regiobeeld.draw import style
from regiobeeld.draw.canvas import plot_size, put_text
from regiobeeld.draw.style import LETTER, Formaat, measure, wrap


@dataclass(frozen=True)
class Key:
    """One entry of a legend: its text, colour and the shape of its mark."""

    text: str
    color: str
    mark: Literal["vlak", "lijn", "stip", "open", "arcering"] = "vlak"


@dataclass(frozen=True)
class _Entry:
    """A legend entry with its place: x (px from the left), line of the legend, and the lines of its text."""

    key: Key
    x: float
    row: int
    lines: list[str]


def _legend_entries(keys: Sequence[Key], width: float, size: float) -> list[_Entry]:
    """Divide legend entries over rows of at most `width` px; an entry that is wider by itself is wrapped."""
    entries: list[_Entry] = []
    x, row = 0.0, 0
    for key in keys:
        lines = wrap(key.text, width - 20, size)
        need = 20 + max(measure(line, size) for line in lines)
        if entries and x + need > width:
            x, row = 0.0, row + 1
        entries.append(_Entry(key, x, row, lines))
        x += need + 18
    return entries


def _row_heights(entries: Sequence[_Entry]) -> list[float]:
    rows = max((entry.row for entry in entries), default=-1) + 1
    return [max(len(e.lines) for e in entries if e.row == row) * 17.0 + 3 for row in range(rows)]


def legend_height(keys: Sequence[Key], width: float, formaat: Formaat) -> float:
    """Height (px) that `draw_legend` will take, including the space under it."""
    return sum(_row_heights(_legend_entries(keys, width, LETTER[formaat]))) + 6


def draw_legend(
    ax: Axes, keys: Sequence[Key], formaat: Formaat, *, left: float, above: float, width: float
) -> None:
    """Draw a legend; its bottom is `above` px above the axes, its left `left` px left of them."""
    size = LETTER[formaat]
    entries = _legend_entries(keys, width, size)
    heights = _row_heights(entries)
    plot_width, plot_height = plot_size(ax)
    for entry in entries:
        top = above + sum(heights[entry.row :])
        x, y = entry.x - left, top - heights[entry.row] / 2
        draw_mark(ax, entry.key, x / plot_width, 1 + (top - 10) / plot_height)
        put_text(ax, 0, 1, entry.lines, coords="axes", dx=x + 20, dy=y, size=size)


def draw_mark(ax: Axes, key: Key, x: float, y: float) -> None:
    """The mark of a legend entry, its left side at (x, y) in axes units, 14 px wide."""
    width, height = plot_size(ax)
    if key.mark in ("vlak", "arcering"):
        hatch = style.ARCERING if key.mark == "arcering" else None
        patch = Rectangle(
            (x, y - 6 / height),
            14 / width,
            12 / height,
            transform=ax.transAxes,
            clip_on=False,
            zorder=6,
            facecolor=key.color,
            edgecolor=style.LEEG_ARCERING if hatch else "none",
            hatch=hatch,
            linewidth=0.8 if hatch else 0,
        )
        ax.add_patch(patch)
        return
    open_mark = key.mark == "open"
    ax.plot(
        [x, x + 14 / width] if key.mark == "lijn" else [x + 7 / width],
        [y, y] if key.mark == "lijn" else [y],
        transform=ax.transAxes,
        clip_on=False,
        zorder=6,
        color=key.color,
        linewidth=2.5 if key.mark == "lijn" else 0,
        marker="" if key.mark == "lijn" else "o",
        markersize=9,
        markerfacecolor=style.WIT if open_mark else key.color,
        markeredgecolor=key.color,
        markeredgewidth=1.6,
    )
