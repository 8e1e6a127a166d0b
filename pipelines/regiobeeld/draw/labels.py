"""Placing labels so that they do not overlap: along a line, and around points in a plane. Units are px."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin


@dataclass(frozen=True)
class Box:
    """A rectangle by its lower left and upper right corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    def overlap(self, other: Box) -> float:
        """Shared area with another rectangle."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        return width * height if width > 0 and height > 0 else 0.0

    def outside(self, bounds: Box) -> float:
        """How far this rectangle sticks out of the bounds, summed over its sides."""
        return (
            max(bounds.x0 - self.x0, 0)
            + max(self.x1 - bounds.x1, 0)
            + max(bounds.y0 - self.y0, 0)
            + max(self.y1 - bounds.y1, 0)
        )


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Centres for labels of these sizes along a line, as near as possible to where they want to be.

    Labels that would overlap are pooled and placed beside each other around their mean wish (the pool
    adjacent violators idea); the order of the wishes is kept. When they cannot all fit between low and
    high they are placed evenly over the room.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    if sum(sizes) >= high - low:
        return _evenly(order, len(wanted), low, high)
    pools: list[tuple[float, float, list[int]]] = []
    for i in order:
        half = sizes[i] / 2
        pool = (min(max(wanted[i], low + half), high - half), sizes[i], [i])
        while pools and pools[-1][0] + pools[-1][1] / 2 > pool[0] - pool[1] / 2:
            centre, size, members = pools.pop()
            total = size + pool[1]
            mean = (centre * len(members) + pool[0] * len(pool[2])) / (len(members) + len(pool[2]))
            pool = (min(max(mean, low + total / 2), high - total / 2), total, members + pool[2])
        pools.append(pool)
    placed = [0.0] * len(wanted)
    for centre, size, members in pools:
        start = centre - size / 2
        for i in members:
            placed[i] = start + sizes[i] / 2
            start += sizes[i]
    return placed


def _evenly(order: list[int], count: int, low: float, high: float) -> list[float]:
    step = (high - low) / max(count, 1)
    placed = [0.0] * count
    for place, i in enumerate(order):
        placed[i] = low + step * (place + 0.5)
    return placed


def place_around(
    anchors: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    obstacles: Sequence[Box],
    bounds: Box,
    gap: Sequence[float],
) -> list[tuple[float, float] | None]:
    """Centres of labels around their points: the nearest place that covers nothing and stays inside.

    A label without such a place near its point gives None: an unreadable label helps nobody, and all
    names stand in the table under the figure.

    Args:
        anchors: the points, most important first.
        sizes: width and height of each label.
        obstacles: rectangles that must stay readable (points, other texts).
        bounds: where labels may stand.
        gap: per point the distance between point and label.
    """
    taken = list(obstacles)
    placed: list[tuple[float, float] | None] = []
    for anchor, size, distance in zip(anchors, sizes, gap, strict=True):
        box = _first_free(anchor, size, distance, taken, bounds)
        placed.append(((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2) if box else None)
        if box:
            taken.append(Box(box.x0 - 3, box.y0 - 1, box.x1 + 3, box.y1 + 1))
    return placed


def _first_free(
    anchor: tuple[float, float], size: tuple[float, float], gap: float, taken: Sequence[Box], bounds: Box
) -> Box | None:
    width, height = size
    for extra in (0, 5, 11, 18, 26, 36):
        for x, y in _ring(*anchor, width, height, gap + extra):
            box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            if box.outside(bounds) == 0 and not any(box.overlap(other) for other in taken):
                return box
    return None


def _ring(x: float, y: float, width: float, height: float, distance: float) -> list[tuple[float, float]]:
    """Label centres to try around a point: right, left, above, below, then in between."""
    places = []
    for angle in (0, 180, 90, 270, 35, 145, 325, 215, 60, 120, 300, 240):
        dx, dy = cos(angle * pi / 180), sin(angle * pi / 180)
        places.append((x + dx * (distance + width / 2), y + dy * (distance + height / 2)))
    return places


def is_far(anchor: tuple[float, float], label: tuple[float, float], size: tuple[float, float], gap: float) -> bool:
    """Whether a label stands so far from its point that a line between them is needed."""
    dx = max(abs(anchor[0] - label[0]) - size[0] / 2, 0)
    dy = max(abs(anchor[1] - label[1]) - size[1] / 2, 0)
    return hypot(dx, dy) > gap + 10
