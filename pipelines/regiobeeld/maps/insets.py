"""Insets: the dense part of a gemeente drawn larger, where its wijken are too small on the map to be read.

Which part that is follows from how large the wijken are in this drawing, by rules that the caller declares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from regiobeeld.maps.boundaries import Boundaries, Ring

_MARGIN = 1.06
"""The square around a dense part is so much wider than the part itself."""


@dataclass(frozen=True)
class InsetRules:
    """When wijken are too small, and how they are drawn larger.

    smallest: a wijk is small when a square of its surface has a shorter side (px); fewest: so many small wijken
    make a dense part; most: of panels; zoom: how many times larger a panel draws, at least; panel: its shortest
    side (px); names: what stands over the panel, per gemeente code.
    """

    smallest: float
    fewest: int
    most: int
    zoom: float
    panel: float
    names: Mapping[str, str]


@dataclass(frozen=True)
class Cutout:
    """A square of the map (lower left corner and side, RD metres) with the dense part of a gemeente."""

    gemeente: str
    x: float
    y: float
    side: float

    def holds(self, point: npt.NDArray[np.float64]) -> bool:
        """Whether a point lies in the square."""
        return bool(self.x < point[0] < self.x + self.side and self.y < point[1] < self.y + self.side)

    def touches(self, other: Cutout) -> bool:
        """Whether two squares share a part."""
        return (
            abs(self.x + self.side / 2 - other.x - other.side / 2) < (self.side + other.side) / 2
            and abs(self.y + self.side / 2 - other.y - other.side / 2) < (self.side + other.side) / 2
        )

    def cut(self, areas: Boundaries) -> Boundaries:
        """The areas as far as they lie in the square."""
        cut = {code: tuple(self._clip(ring) for ring in rings) for code, rings in areas.rings.items()}
        rings = {code: kept for code, parts in cut.items() if (kept := tuple(p for p in parts if len(p) > 2))}
        return Boundaries(rings, areas.names, areas.gemeenten)

    def _clip(self, ring: Ring) -> Ring:
        """A ring cut off at the four sides, one after the other (Sutherland and Hodgman, 1974)."""
        for axis, limit, sign in (
            (0, self.x, 1),
            (0, self.x + self.side, -1),
            (1, self.y, 1),
            (1, self.y + self.side, -1),
        ):
            ring = _cut_off(ring, axis, limit, sign)
        return ring


def find_cutouts(
    areas: Boundaries, scale: float, fills: Mapping[str, str | None], finding: str, rules: InsetRules
) -> list[Cutout]:
    """The dense parts of a map, those with most areas of the finding first; none that overlap.

    Args:
        areas: the wijken with their gemeente code.
        scale: px per metre of the map.
        fills: the colour per code, None without a figure; a part of one colour has nothing to show.
        finding: the colour of what the map is about.
    """
    small: dict[str, list[str]] = {}
    for code in areas.codes:
        if np.sqrt(areas.surface(code)) * scale < rules.smallest and code in areas.gemeenten:
            small.setdefault(areas.gemeenten[code], []).append(code)
    widest = rules.panel / (rules.zoom * scale)
    found: list[tuple[int, int, Cutout]] = []
    for gemeente, codes in small.items():
        kept = _densest(areas, codes, widest, rules.fewest)
        colours = [fills[code] for code in kept]
        if gemeente in rules.names and len({colour for colour in colours if colour}) > 1:
            about = colours.count(finding)
            found.append((-about, -len(kept), _square(areas, kept, gemeente)))
    chosen: list[Cutout] = []
    for _, _, cutout in sorted(found, key=lambda item: (*item[:2], item[2].gemeente)):
        if not any(cutout.touches(other) for other in chosen):
            chosen.append(cutout)
    return chosen[: rules.most]


def middle_of(rings: Sequence[Ring]) -> npt.NDArray[np.float64]:
    """The middle of the largest part of an area (RD metres)."""
    ring = max(rings, key=lambda r: float(np.ptp(r[:, 0]) * np.ptp(r[:, 1])))
    return np.asarray(ring.mean(axis=0))


def _densest(areas: Boundaries, codes: Sequence[str], widest: float, fewest: int) -> list[str]:
    """The wijken that fit in a square of `widest` metres when the farthest are left out; none when too few fit."""
    kept = list(codes)
    middles = {code: middle_of(areas.rings[code]) for code in kept}
    while len(kept) >= fewest:
        if _square(areas, kept, "").side <= widest:
            return kept
        centre = np.median([middles[code] for code in kept], axis=0)
        kept.remove(max(kept, key=lambda code: (float(np.hypot(*(middles[code] - centre))), code)))
    return []


def _square(areas: Boundaries, codes: Sequence[str], gemeente: str) -> Cutout:
    x0, y0, x1, y1 = areas.kies(codes).bounds
    side = max(x1 - x0, y1 - y0) * _MARGIN
    return Cutout(gemeente, (x0 + x1 - side) / 2, (y0 + y1 - side) / 2, side)


def _cut_off(ring: Ring, axis: int, limit: float, sign: int) -> Ring:
    """The part of a ring on one side of a line: where `sign` times the distance to it is not negative."""
    away = sign * (ring[:, axis] - limit) if len(ring) else np.zeros(0)
    kept = away >= 0
    if kept.all() or not kept.any():  # nearly every ring of a map lies on one side
        return ring[kept]
    points: list[npt.NDArray[np.float64]] = []
    for i in range(len(ring)):
        before, here = away[i - 1], away[i]
        if (before < 0) != (here < 0):
            points.append(ring[i - 1] + (ring[i] - ring[i - 1]) * before / (before - here))
        if here >= 0:
            points.append(ring[i])
    return np.asarray(points, dtype=np.float64).reshape(-1, 2)
