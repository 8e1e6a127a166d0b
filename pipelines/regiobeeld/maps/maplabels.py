"""Names on a map: inside their area where possible, never over each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path as Shape

from regiobeeld.draw import style
from regiobeeld.draw.canvas import plot_size, put_text
from regiobeeld.draw.labels import Box
from regiobeeld.draw.style import KLEIN, Formaat, measure, wrap
from regiobeeld.maps.boundaries import Boundaries, Ring
from regiobeeld.maps.mapaside import Aside
from regiobeeld.maps.mapgrid import Grid, pixels
from regiobeeld.maps.mapsheet import MapFrame

MOST_LABELS, MOST_FIRST = 15, 10
LOOSE, STRICT = 0.35, 0.8
"""The share of a name that lies in its area, at least: where names are few or it comes first, and of many."""
INSIDE, MOST_COVERED = 0.9, 0.3
"""A name stays in its area when this share of it lies inside, and it covers no more of the area than this."""


@dataclass(frozen=True)
class Spot:
    """A place for a name: its rectangle (px), its lines and the share of it that lies in the area."""

    box: Box
    lines: list[str]
    share: float


def draw_names(
    frame: MapFrame,
    areas: Boundaries,
    outline: Boundaries | None,
    labels: Mapping[str, str],
    fills: Mapping[str, str | None],
    formaat: Formaat,
    first: Sequence[str] = (),
    clear: Sequence[Box] = (),
) -> None:
    """Names of the outlines, or of the areas in them that have a figure where the labels are of those.

    No name lies over the boxes (px) of `clear`.
    """
    if outline is None:
        draw_labels(frame, areas, labels, fills, formaat, first=first, clear=clear)
    elif set(labels) & set(outline.codes):
        draw_labels(frame, outline, labels, {}, formaat, Grid.over(frame, areas), first, clear)
    else:
        known = {code: text for code, text in labels.items() if fills.get(code)}
        draw_labels(frame, areas, known, fills, formaat, first=first, clear=clear)


def draw_labels(
    frame: MapFrame,
    areas: Boundaries,
    labels: Mapping[str, str],
    fills: Mapping[str, str | None],
    formaat: Formaat,
    grid: Grid | None = None,
    first: Sequence[str] = (),
    clear: Sequence[Box] = (),
) -> None:
    """Names in their areas without overlap; beside the map where they would cover theirs.

    At most 10 of `first` go first, then the largest areas. Up to 15 names may stick out of a small area when
    there is no room beside the map; of more only 15 are tried, and only where they fit. With a grid of smaller
    areas inside, names keep off those; no name lies over the boxes of `clear`.
    """
    taken: list[Box] = list(clear)
    width, height = plot_size(frame.ax)
    bounds = Box(-5, -6, width + 5, height + 6)
    named = sorted((c for c in areas.codes if labels.get(c)), key=lambda c: (-areas.surface(c), c))
    ahead = [code for code in named if code in first][:MOST_FIRST]
    named = ahead + [code for code in named if code not in ahead]
    least = LOOSE if len(named) <= MOST_LABELS else STRICT
    size, small = KLEIN[formaat], []
    for code in named[:MOST_LABELS]:
        spot = _find_spot(frame, areas.rings[code], labels[code], size, taken, bounds, grid)
        if spot is None or _covers(frame, areas, code, spot):
            small.append((code, spot))
        else:
            _keep(frame.ax, spot, fills.get(code), size, taken)
    aside = Aside(frame, areas, taken)
    for code, spot in small:
        if aside.write(code, labels[code], size, is_first=code in first):
            continue
        free = spot and not any(spot.box.overlap(other) for other in taken)
        again = spot if free else _find_spot(frame, areas.rings[code], labels[code], size, taken, bounds, grid)
        if again is not None and again.share >= (LOOSE if code in first else least):
            _keep(frame.ax, again, fills.get(code), size, taken)


def name_frame(frame: MapFrame, text: str, box: Box, taken: Sequence[Box], grid: Grid, formaat: Formaat) -> Box:
    """Write a name on the lower or upper side of a frame, where it hides the least; returns where it stands.

    Beside the frame it would seem to name a neighbour; what it hides within stands in the inset.
    """
    size = KLEIN[formaat]
    wide, tall = measure(text, size, "half") + 4, size * 1.16
    width, height = plot_size(frame.ax)
    bounds = Box(-5, -6, width + 5, height + 6)
    x = min(max((box.x0 + box.x1) / 2, wide / 2 - 5), width + 5 - wide / 2)
    places = [Box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2) for y in (box.y0, box.y1)]

    def hidden(place: Box) -> float:
        points = np.stack(np.meshgrid(np.linspace(place.x0, place.x1, 6), (place.y0, place.y1)), axis=-1)
        over = sum(place.overlap(other) for other in taken if other is not box)
        return over + 100 * place.outside(bounds) + float(grid.crowding(points.reshape(-1, 2)).mean())

    best = min(places, key=hidden)
    dy = (best.y0 + best.y1) / 2
    name = put_text(frame.ax, 0, 0, text, coords="axes", dx=x, dy=dy, size=size, weight="half", ha="center")
    name.set_bbox({"facecolor": style.WIT, "linewidth": 0, "pad": 0.8})
    return best


def _covers(frame: MapFrame, areas: Boundaries, code: str, spot: Spot) -> bool:
    """Whether a name hides much of its area, or sticks out of it."""
    box = spot.box
    room = areas.surface(code) * frame.scale**2
    return spot.share < INSIDE or (box.x1 - box.x0) * (box.y1 - box.y0) > MOST_COVERED * room


def _keep(ax: Axes, spot: Spot, fill: str | None, size: float, taken: list[Box]) -> None:
    box = spot.box
    taken.append(Box(box.x0 - 2, box.y0 - 1, box.x1 + 2, box.y1 + 1))
    _write_label(ax, spot, fill, size)


def _write_label(ax: Axes, spot: Spot, fill: str | None, size: float) -> None:
    """The name in the ink that suits its area, or on a light ground when it covers several colours."""
    on_fill = fill is not None and spot.share > 0.93
    ink = style.ink_on(fill) if fill is not None and on_fill else style.INKT
    x, y = (spot.box.x0 + spot.box.x1) / 2, (spot.box.y0 + spot.box.y1) / 2
    text = put_text(
        ax, 0, 0, spot.lines, coords="axes", dx=x, dy=y, size=size, weight="half", ha="center", color=ink
    )
    if not on_fill:
        text.set_bbox({"facecolor": style.WIT, "alpha": 0.7, "linewidth": 0, "pad": 0.8})


def _find_spot(
    frame: MapFrame,
    rings: Sequence[Ring],
    text: str,
    size: float,
    taken: Sequence[Box],
    bounds: Box,
    grid: Grid | None,
) -> Spot | None:
    """The best place in the largest part of an area, on one line or broken at spaces and hyphens."""
    ring = max(rings, key=lambda r: float(np.ptp(r[:, 0]) * np.ptp(r[:, 1])))
    outline = pixels(frame, ring)
    best: Spot | None = None
    for lines in _ways_to_break(text, size):
        wide = max(measure(line, size, "half") for line in lines) + 2
        spot = _best_place(outline, lines, (wide, len(lines) * size * 1.16), taken, bounds, grid)
        if spot and (best is None or spot.share > best.share + 0.05):
            best = spot
    return best


def _ways_to_break(text: str, size: float) -> list[list[str]]:
    """The text on one line, on two lines and word by word, never broken within a word."""
    words = [word for part in text.split() for word in part.replace("-", "-\0").split("\0") if word]
    longest = max(measure(word, size, "half") for word in words)
    full = measure(text, size, "half")
    ways = [wrap(text, max(limit, longest) + 1, size, "half") for limit in (full, full * 0.6, longest)]
    return [lines for place, lines in enumerate(ways) if lines not in ways[:place]]


def _best_place(
    ring: Ring,
    lines: list[str],
    size: tuple[float, float],
    taken: Sequence[Box],
    bounds: Box,
    grid: Grid | None,
) -> Spot | None:
    """The free box of this size with the largest share inside the area, the most central of equals;
    with a grid, one that hides small areas counts for less."""
    wide, tall = size
    (x0, y0), (x1, y1) = ring.min(axis=0), ring.max(axis=0)
    middles = np.stack(np.meshgrid(np.linspace(x0, x1, 19)[1:-1], np.linspace(y0, y1, 19)[1:-1]), axis=-1).reshape(
        -1, 2
    )
    offsets = np.array([(i / 4 - 0.5, j - 0.5) for i in range(5) for j in range(2)]) * size
    points = (middles[:, None, :] + offsets[None, :, :]).reshape(-1, 2)
    inside = Shape(ring).contains_points(points).reshape(len(middles), -1).mean(axis=1)
    hidden = grid.crowding(points).reshape(len(middles), -1).mean(axis=1) if grid else np.zeros(len(middles))
    away = np.hypot(*(middles - ring.mean(axis=0)).T) / max(x1 - x0, y1 - y0)
    for i in np.argsort(-(inside - 0.04 * away - 0.5 * hidden), kind="stable"):
        x, y = float(middles[i, 0]), float(middles[i, 1])
        box = Box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
        if box.outside(bounds) == 0 and not any(box.overlap(other) for other in taken):
            return Spot(box, lines, float(inside[i]))
    return None
