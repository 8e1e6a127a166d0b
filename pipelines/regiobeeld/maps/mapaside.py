"""Names beside a map, on white, with a thin line to their area: for areas that a name would cover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.path import Path as Shape

from regiobeeld.draw import style
from regiobeeld.draw.canvas import plot_size, put_text
from regiobeeld.draw.labels import Box
from regiobeeld.draw.style import measure
from regiobeeld.maps.boundaries import Boundaries
from regiobeeld.maps.mapgrid import Grid, pixels
from regiobeeld.maps.mapsheet import MapFrame

_FARTHEST, _MOST_CROSSED, _MOST_CROSSED_FIRST = 150.0, 40.0, 90.0
"""A line longer than this (px), or further than this over other areas, is lost on a reader: no name beside. The
line of an area that the map is about may run further over others: its name must be somewhere."""
Point = tuple[float, float]


class Aside:
    """The white around the areas of a map, and what was written there."""

    def __init__(self, frame: MapFrame, areas: Boundaries, taken: list[Box]) -> None:
        self._frame, self._areas, self._taken = frame, areas, taken
        self._lines: list[tuple[Point, Point]] = []
        width, height = plot_size(frame.ax)
        self._bounds = Box(-4, -4, width + 4, height + 4)
        self._grid = Grid.over(frame, areas)

    def write(self, code: str, text: str, size: float, *, is_first: bool = False) -> bool:
        """Write a name at the nearest free place with a line to its area; False when there is none near."""
        ring = max(self._areas.rings[code], key=lambda r: float(np.ptp(r[:, 0]) * np.ptp(r[:, 1])))
        target = _middle(pixels(self._frame, ring))
        own = self._areas.codes.index(code)
        most = _MOST_CROSSED_FIRST if is_first else _MOST_CROSSED
        box = self._nearest(target, (measure(text, size, "half") + 4, size * 1.3), own, most)
        if box is None:
            return False
        start = _edge(box, target)
        self._taken.append(Box(box.x0 - 2, box.y0 - 1, box.x1 + 2, box.y1 + 1))
        self._lines.append((start, target))
        self._draw(text, box, start, target, size)
        return True

    def _nearest(self, target: Point, size: tuple[float, float], own: int, most: float) -> Box | None:
        """The free box with the shortest line to the target; a px over another area counts for three."""
        best, shortest = None, _FARTHEST
        for length, box in self._on_white(target, size):
            if length >= shortest:
                break
            line = (_edge(box, target), target)
            if not self._is_free(box, line):
                continue
            crossed = self._crossed(line, length, own)
            if crossed <= most and length + 2 * crossed < shortest:
                best, shortest = box, length + 2 * crossed
        return best

    def _on_white(self, target: Point, size: tuple[float, float]) -> Iterator[tuple[float, Box]]:
        """The boxes on the map's white that a line can reach, with the length of it, the nearest first."""
        x0, y0 = (axis.ravel() for axis in np.meshgrid(self._grid.x, self._grid.y, indexing="ij"))
        x1, y1, bounds = x0 + size[0], y0 + size[1], self._bounds
        lengths = np.hypot(np.clip(target[0], x0, x1) - target[0], np.clip(target[1], y0, y1) - target[1])
        inside = (x0 >= bounds.x0) & (x1 <= bounds.x1) & (y0 >= bounds.y0) & (y1 <= bounds.y1)
        near = np.flatnonzero(inside & (lengths < _FARTHEST) & (self._grid.covered(x0, y0, x1, y1) == 0))
        for i in near[np.argsort(lengths[near], kind="stable")]:
            yield float(lengths[i]), Box(float(x0[i]), float(y0[i]), float(x1[i]), float(y1[i]))

    def _crossed(self, line: tuple[Point, Point], length: float, own: int) -> float:
        """How far (px) a line runs over areas that are not its own."""
        part = np.linspace(0, 1, max(int(length / 3), 2))[:, None]
        owners = self._grid.at(np.asarray(line[0]) + part * (np.asarray(line[1]) - np.asarray(line[0])))
        return length * float(((owners >= 0) & (owners != own)).mean())

    def _is_free(self, box: Box, line: tuple[Point, Point]) -> bool:
        """Whether nothing that was written lies under the box or its line, and no line under the box."""
        return not any(box.overlap(other) or _hits(line, other) for other in self._taken) and not any(
            _cross(line, other) or _hits(other, box) for other in self._lines
        )

    def _draw(self, text: str, box: Box, start: Point, target: Point, size: float) -> None:
        ax = self._frame.ax
        width, height = plot_size(ax)
        xs, ys = [start[0] / width, target[0] / width], [start[1] / height, target[1] / height]
        for colour, wide, dot in ((style.WIT, 2.4, 5.0), (style.INKT, 0.8, 3.0)):
            look: dict[str, Any] = {"transform": ax.transAxes, "color": colour, "zorder": 5, "clip_on": False}
            ax.plot(xs, ys, linewidth=wide, marker="o", markersize=dot, markevery=[1], markeredgewidth=0, **look)
        middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
        put_text(
            ax, 0, 0, text, coords="axes", dx=middle[0], dy=middle[1], size=size, weight="half", ha="center"
        )  # fmt: skip


def _middle(ring: npt.NDArray[np.float64]) -> Point:
    """A point well inside a ring: of a grid the one that lies farthest from the edge."""
    (x0, y0), (x1, y1) = ring.min(axis=0), ring.max(axis=0)
    grid = np.stack(np.meshgrid(np.linspace(x0, x1, 15)[1:-1], np.linspace(y0, y1, 15)[1:-1]), axis=-1)
    points = grid.reshape(-1, 2)
    inside = points[Shape(ring).contains_points(points)]
    if not len(inside):
        return float(ring[:, 0].mean()), float(ring[:, 1].mean())
    away = np.hypot(*(inside[:, None, :] - ring[None, :, :]).transpose(2, 0, 1)).min(axis=1)
    x, y = inside[int(np.argmax(away))]
    return float(x), float(y)


def _edge(box: Box, target: Point) -> Point:
    """The point of a box that is nearest to the target."""
    return min(max(target[0], box.x0), box.x1), min(max(target[1], box.y0), box.y1)


def _hits(line: tuple[Point, Point], box: Box) -> bool:
    """Whether a line runs through a box, seen at every few px."""
    (x0, y0), (x1, y1) = line
    if max(x0, x1) <= box.x0 or min(x0, x1) >= box.x1 or max(y0, y1) <= box.y0 or min(y0, y1) >= box.y1:
        return False
    steps = np.linspace(0, 1, max(int(np.hypot(x1 - x0, y1 - y0) / 4), 2))
    xs, ys = x0 + steps * (x1 - x0), y0 + steps * (y1 - y0)
    return bool(((xs > box.x0) & (xs < box.x1) & (ys > box.y0) & (ys < box.y1)).any())


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two lines cross."""

    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = one, other
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
