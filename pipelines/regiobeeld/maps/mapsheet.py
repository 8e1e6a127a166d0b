"""The sheet of a map: its size, its scale, and areas drawn as shapes with few points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Shape

from regiobeeld.draw import style
from regiobeeld.draw.canvas import add_axes, new_figure, plot_size
from regiobeeld.draw.hover import note_mark
from regiobeeld.draw.style import BREEDTE, Formaat
from regiobeeld.maps.boundaries import Boundaries, Ring

_GRID = 0.5
_TALLEST: dict[Formaat, float] = {"breed": 600.0, "smal": 440.0}


@dataclass(frozen=True)
class MapFrame:
    """Where a map is drawn and how RD metres become pixels."""

    figure: Figure
    ax: Axes
    scale: float


@dataclass(frozen=True)
class Room:
    """px around a map: right of it, above and below it; and how high the map is at least."""

    right: float = 0.0
    above: float = 0.0
    below: float = 0.0
    least: float = 0.0


def fit_map(extent: Boundaries, room: Room, formaat: Formaat) -> tuple[float, float]:
    """How many px a metre is when the areas fill the room, and how high (px) the map then is."""
    if not extent.codes:
        raise ValueError("kaart: er zijn geen gebieden om te tekenen")
    x0, y0, x1, y1 = extent.bounds
    width = BREEDTE[formaat] - room.right - 12
    scale = min(width / (x1 - x0), (_TALLEST[formaat] - 16) / (y1 - y0))
    return scale, max((y1 - y0) * scale + 16, 210.0 if formaat == "breed" else 60.0, room.least)


def new_map(extent: Boundaries, room: Room, formaat: Formaat) -> MapFrame:
    """A figure just high enough for the area, with data limits that keep the proportions true."""
    scale, height = fit_map(extent, room, formaat)
    x0, y0, x1, y1 = extent.bounds
    figure = new_figure(formaat, height + room.above + room.below)
    ax = add_axes(figure, 6, room.right + 6, room.above + 8, room.below + 8)
    width, tall = plot_size(ax)
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    ax.set_xlim(middle_x - width / scale / 2, middle_x + width / scale / 2)
    ax.set_ylim(middle_y - tall / scale / 2, middle_y + tall / scale / 2)
    return MapFrame(figure, ax, scale)


def simplify(ring: Ring, scale: float) -> Ring:
    """Points snapped to half a pixel, without repeats and without points on a straight line between two others.

    Neighbours stay exactly joined: what they share is snapped alike, and a point left out lies on the line.
    """
    step = _GRID / scale
    snapped = np.round(ring / step) * step
    keep = np.ones(len(snapped), dtype=bool)
    keep[1:] = (np.abs(np.diff(snapped, axis=0)) > step / 2).any(axis=1)
    points = snapped[keep]
    if len(points) < 4:
        return np.asarray(points)
    before = np.diff(points, axis=0, prepend=points[-1:])
    after = np.concatenate((before[1:], before[:1]))
    turn = np.abs(before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]) > step * step / 2
    back = (before * after).sum(axis=1) < 0
    return np.asarray(points[turn | back])


def _shape(rings: Sequence[Ring], scale: float) -> Shape | None:
    parts = [part for part in (simplify(ring, scale) for ring in rings) if len(part) >= 3]
    closed = [Shape(np.vstack([part, part[:1]]), closed=True) for part in parts]
    return Shape.make_compound_path(*closed) if closed else None


def draw_areas(
    frame: MapFrame, areas: Boundaries, fills: Mapping[str, str | None], bare: Boundaries | None
) -> None:
    """One patch per colour with all its areas (small in SVG, quick to draw); hatching where there is no figure."""
    gap = {"facecolor": style.WIT, "edgecolor": style.LEEG_ARCERING, "hatch": style.ARCERING, "linewidth": 0.8}
    if bare is not None:
        _draw(frame, bare, bare.codes, zorder=0.8, **gap)
    _draw(frame, areas, [code for code in areas.codes if fills[code] is None], zorder=0.9, **gap)
    line = 0.5 if len(areas.codes) > 60 else 0.9
    for fill in dict.fromkeys(fill for fill in fills.values() if fill is not None):
        chosen = [code for code in areas.codes if fills[code] == fill]
        _draw(frame, areas, chosen, facecolor=fill, edgecolor=style.WIT, linewidth=line)


def note_areas(frame: MapFrame, areas: Boundaries, texts: Mapping[str, str]) -> None:
    """What a reader finds who points at an area: its text, at the middle of its largest part."""
    for code in areas.codes:
        ring = max(areas.rings[code], key=lambda r: float(np.ptp(r[:, 0]) * np.ptp(r[:, 1])))
        if texts.get(code):
            x, y = ring.mean(axis=0)
            note_mark(frame.ax, x, y, texts[code])


def draw_outlines(frame: MapFrame, outline: Boundaries) -> None:
    """Heavier lines around areas, without filling them."""
    _draw(frame, outline, outline.codes, facecolor="none", edgecolor=style.INKT_ZACHT, linewidth=1.0, zorder=3)


def _draw(frame: MapFrame, areas: Boundaries, codes: Sequence[str], **look: Any) -> None:
    shape = _shape([ring for code in codes for ring in areas.rings[code]], frame.scale)
    if shape is not None:
        frame.ax.add_artist(PathPatch(shape, joinstyle="round", clip_on=False, **look))


def bare_outlines(areas: Boundaries, outline: Boundaries | None) -> Boundaries | None:
    """Outlines that the areas do not cover, such as a gemeente that grew after the wijken were drawn."""
    if outline is None:
        return None
    covered = dict.fromkeys(outline.codes, 0.0)
    for code in areas.codes:
        owner = _owner(areas, code, outline)
        if owner is not None:
            covered[owner] += areas.surface(code)
    short = [code for code in outline.codes if covered[code] < 0.97 * outline.surface(code)]
    bare = [code for code in short if _has_open_part(areas, outline.rings[code])]
    return outline.kies(bare) if bare else None


def _has_open_part(areas: Boundaries, rings: Sequence[Ring]) -> bool:
    """Whether part of an outline is really empty: more than the strips along coasts that differ by generalisation.

    Points on a grid of 40 x 40; a point counts when it and its four neighbours lie in the outline and in no area.
    """
    ring = max(rings, key=len)
    (x0, y0), (x1, y1) = ring.min(axis=0), ring.max(axis=0)
    points = np.stack(np.meshgrid(np.linspace(x0, x1, 40), np.linspace(y0, y1, 40)), axis=-1).reshape(-1, 2)
    inside = Shape(ring).contains_points(points)
    is_open = inside.copy()
    for code in areas.codes:
        for part in areas.rings[code]:
            is_open[is_open] = ~Shape(part).contains_points(points[is_open])
    grid = is_open.reshape(40, 40)
    core = grid[1:-1, 1:-1] & grid[:-2, 1:-1] & grid[2:, 1:-1] & grid[1:-1, :-2] & grid[1:-1, 2:]
    return bool(core.sum() > 0.01 * inside.sum())


def _owner(areas: Boundaries, code: str, outline: Boundaries) -> str | None:
    """The outline an area belongs to: by its gemeente code, or by place when that gemeente has merged since."""
    named = areas.gemeenten.get(code, code)
    if named in outline.rings:
        return named
    middle = max(areas.rings[code], key=len).mean(axis=0)
    inside = (c for c in outline.codes if any(Shape(ring).contains_point(middle) for ring in outline.rings[c]))
    return next(inside, None)
