"""Which area of a map lies where: a grid of points over the drawing, for placing names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from matplotlib.path import Path as Shape

from regiobeeld.draw.canvas import Floats, plot_size
from regiobeeld.maps.boundaries import Boundaries, Ring
from regiobeeld.maps.mapsheet import MapFrame, simplify

STEP, _MARGIN = 6.0, 4.0
_CROWDED = 3000.0
"""An area smaller than this (px2) is one that a name should not lie over."""


@dataclass(frozen=True)
class Grid:
    """Points every `STEP` px; `owner` (rows x columns) is the number of the area at a point, -1 on white."""

    x: Floats
    y: Floats
    owner: npt.NDArray[np.int64]

    @classmethod
    def over(cls, frame: MapFrame, areas: Boundaries) -> Grid:
        """The grid of a map; areas are numbered in the order of their codes."""
        width, height = plot_size(frame.ax)
        x, y = np.arange(-_MARGIN, width + _MARGIN, STEP), np.arange(-_MARGIN, height + _MARGIN, STEP)
        grid = cls(x, y, np.full((len(y), len(x)), -1))
        for number, code in enumerate(areas.codes):
            for ring in areas.rings[code]:
                grid._mark(pixels(frame, ring), number)
        return grid

    def _mark(self, ring: Floats, number: int) -> None:
        """Give the points in a ring this number; only those in its bounding box are looked at."""
        (x0, y0), (x1, y1) = ring.min(axis=0) - 3, ring.max(axis=0) + 3
        columns, rows = slice(*np.searchsorted(self.x, (x0, x1))), slice(*np.searchsorted(self.y, (y0, y1)))
        points = np.stack(np.meshgrid(self.x[columns], self.y[rows]), axis=-1)
        if points.size:
            inside = Shape(ring).contains_points(points.reshape(-1, 2), radius=3.0).reshape(points.shape[:2])
            self.owner[rows, columns][inside] = number

    def at(self, points: Floats) -> npt.NDArray[np.int64]:
        """The numbers of the areas nearest to these points (n x 2)."""
        columns = np.clip(np.round((points[:, 0] - self.x[0]) / STEP).astype(int), 0, len(self.x) - 1)
        rows = np.clip(np.round((points[:, 1] - self.y[0]) / STEP).astype(int), 0, len(self.y) - 1)
        return np.asarray(self.owner[rows, columns])

    def crowding(self, points: Floats) -> Floats:
        """From 0 (white, or a large area) to 1 (a tiny one) at each of these points."""
        found = self.at(points)
        return np.where(found < 0, 0.0, self._small[found])

    @cached_property
    def _small(self) -> Floats:
        sizes = np.bincount(self.owner[self.owner >= 0], minlength=int(self.owner.max()) + 2) * STEP**2
        return np.clip(1 - sizes / _CROWDED, 0.0, 1.0)

    @cached_property
    def _filled(self) -> Floats:
        """Sums over rectangles from the corner: how much of a box is filled takes four look-ups."""
        sums = np.zeros((len(self.y) + 1, len(self.x) + 1))
        sums[1:, 1:] = (self.owner >= 0).cumsum(axis=0).cumsum(axis=1)
        return sums

    def covered(self, x0: Floats, y0: Floats, x1: Floats, y1: Floats) -> Floats:
        """How many points in each of these boxes lie in an area."""
        left, right = np.searchsorted(self.x, x0), np.searchsorted(self.x, x1)
        low, high = np.searchsorted(self.y, y0), np.searchsorted(self.y, y1)
        sums = self._filled
        return np.asarray(sums[high, right] - sums[low, right] - sums[high, left] + sums[low, left])


def pixels(frame: MapFrame, ring: Ring) -> Floats:
    """A ring in px from the lower left corner of the map."""
    ax = frame.ax
    return np.asarray(ax.transData.transform(simplify(ring, frame.scale)) - ax.transAxes.transform((0, 0)))
