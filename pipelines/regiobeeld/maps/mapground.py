"""The map itself, without its legend: areas in their colour, outlines, names, insets, and what pointing tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from matplotlib.patches import Rectangle

from regiobeeld.draw import style
from regiobeeld.draw.canvas import plot_size, put_text, size_px
from regiobeeld.draw.labels import Box
from regiobeeld.draw.style import BREEDTE, KLEIN, Formaat
from regiobeeld.maps.boundaries import Boundaries
from regiobeeld.maps.insets import Cutout, InsetRules, find_cutouts, middle_of
from regiobeeld.maps.mapgrid import Grid
from regiobeeld.maps.maplabels import draw_names, name_frame
from regiobeeld.maps.mapsheet import MapFrame, Room, draw_areas, draw_outlines, fit_map, new_map, note_areas

_TITLE, _GAP, _LEFT, _ROW = 20.0, 10.0, 14.0, 2
"""px over a panel for its name, between panels, and from map to column; how many panels a narrow row has."""


@dataclass(frozen=True)
class Ground:
    """What is on a map: the areas with their fill, outlines, names, and the text per area for who points at it.

    bare: outlines that the areas leave open; finding: the fill of what it is about; first: codes to name first.
    """

    areas: Boundaries
    outline: Boundaries | None
    fills: Mapping[str, str | None]
    bare: Boundaries | None
    labels: Mapping[str, str]
    told: Mapping[str, str]
    finding: str
    first: Sequence[str] = ()
    insets: InsetRules | None = None

    @property
    def about(self) -> list[str]:
        """The areas that the map is about."""
        return [code for code in self.areas.codes if self.fills[code] == self.finding]


@dataclass(frozen=True)
class _Panels:
    """Insets and the side (px) of their panels."""

    cutouts: Sequence[Cutout]
    side: float


def draw_ground(ground: Ground, room: Room, legend: float, formaat: Formaat) -> MapFrame:
    """Draw a map with its insets; the legend comes after. `legend` is its height (px) beside a wide map."""
    extent = ground.outline.plus(ground.areas) if ground.outline else ground.areas
    panels, room = _plan(ground, extent, room, legend, formaat)
    frame = new_map(extent, room, formaat)
    draw_areas(frame, ground.areas, ground.fills, ground.bare)
    if ground.outline is not None:
        draw_outlines(frame, ground.outline)
    boxes = [_frame_cutout(frame, cutout) for cutout in panels.cutouts]
    _name(frame, ground, panels, boxes, formaat)
    note_areas(frame, ground.areas, ground.told)
    for number, cutout in enumerate(panels.cutouts):
        _draw_panel(frame, ground, cutout, panels.side, _corner(frame, panels, number, formaat), formaat)
    return frame


def _plan(ground: Ground, extent: Boundaries, room: Room, legend: float, formaat: Formaat) -> tuple[_Panels, Room]:
    """Which insets there are and how large, and the room they take: under the legend, or under a narrow map."""
    scale, height = fit_map(extent, room, formaat)
    rules = ground.insets
    found = find_cutouts(ground.areas, scale, ground.fills, ground.finding, rules) if rules else []
    if not rules or not found:
        return _Panels((), 0.0), room
    if formaat == "smal":
        side = (BREEDTE[formaat] - 12 - _GAP * (_ROW - 1)) / _ROW
        return _Panels(found[:_ROW], side), replace(room, below=side + _TITLE + _GAP)
    column = room.right + 4 - _LEFT
    for count in range(len(found), 0, -1):
        side = min(column, (height - legend) / count - _TITLE - _GAP)
        if side >= rules.panel:
            return _Panels(found[:count], side), room
    return _Panels(found[:1], rules.panel), replace(room, least=legend + rules.panel + _TITLE + _GAP)


def _corner(frame: MapFrame, panels: _Panels, number: int, formaat: Formaat) -> tuple[float, float]:
    """The lower left corner (px from that of the map) of a panel; beside a wide map the last is at the bottom."""
    if formaat == "smal":
        return number * (panels.side + _GAP), -panels.side - _TITLE - _GAP
    last = len(panels.cutouts) - 1
    return plot_size(frame.ax)[0] + _LEFT, (last - number) * (panels.side + _TITLE + _GAP)


def _frame_cutout(frame: MapFrame, cutout: Cutout) -> Box:
    """Draw the frame of an inset on the map, and return it in px so that names keep off it."""
    look: dict[str, Any] = {"fill": False, "edgecolor": style.INKT, "linewidth": 1.2, "zorder": 4}
    frame.ax.add_patch(Rectangle((cutout.x, cutout.y), cutout.side, cutout.side, **look))
    corners = [(cutout.x, cutout.y), (cutout.x + cutout.side, cutout.y + cutout.side)]
    (x0, y0), (x1, y1) = frame.ax.transData.transform(corners) - frame.ax.transAxes.transform((0, 0))
    return Box(float(x0), float(y0), float(x1), float(y1))


def _name(frame: MapFrame, ground: Ground, panels: _Panels, boxes: list[Box], formaat: Formaat) -> None:
    """Names on the map: beside the frame what has an inset; then what was asked for, or what the map is about."""
    labels, clear = dict(ground.labels), list(boxes)
    if ground.insets and panels.cutouts and not set(labels) & set(ground.areas.codes):
        grid = Grid.over(frame, ground.areas)
        for cutout, box in zip(panels.cutouts, boxes, strict=True):
            labels.pop(cutout.gemeente, None)
            clear.append(name_frame(frame, ground.insets.names[cutout.gemeente], box, clear, grid, formaat))
    first = ground.first or ground.about
    draw_names(frame, ground.areas, ground.outline, labels, ground.fills, formaat, first, clear)


def _draw_panel(
    frame: MapFrame, ground: Ground, cutout: Cutout, side: float, corner: tuple[float, float], formaat: Formaat
) -> None:
    """One inset: the same areas, colours and texts, larger, with the name of its gemeente over it."""
    assert ground.insets is not None
    width, height = size_px(frame.figure)
    place = frame.ax.get_position(original=True)
    left, bottom = place.x0 * width + corner[0], place.y0 * height + corner[1]
    ax = frame.figure.add_axes((left / width, bottom / height, side / width, side / height))
    ax.set_axis_off()
    ax.set_xlim(cutout.x, cutout.x + cutout.side)
    ax.set_ylim(cutout.y, cutout.y + cutout.side)
    panel, areas = MapFrame(frame.figure, ax, side / cutout.side), cutout.cut(ground.areas)
    draw_areas(panel, areas, ground.fills, cutout.cut(ground.bare) if ground.bare else None)
    if ground.outline is not None:
        draw_outlines(panel, cutout.cut(ground.outline))
    look: dict[str, Any] = {"fill": False, "edgecolor": style.INKT, "linewidth": 1.2, "zorder": 5}
    ax.add_patch(Rectangle((0, 0), 1, 1, transform=ax.transAxes, clip_on=False, **look))
    name = ground.insets.names[cutout.gemeente]
    put_text(ax, 0, 1, name, coords="axes", dy=_TITLE / 2, size=KLEIN[formaat], weight="half")
    inside = (code for code in areas.codes if cutout.holds(middle_of(ground.areas.rings[code])))
    note_areas(panel, ground.areas.kies(inside), ground.told)
