"""Maps of gemeenten and wijken: boundaries in RD metres, north up, one scale in both directions.

The boundaries are those of "CBS/Kadaster" in EPSG:28992; a metre to the east is as long as a metre
to the north, so no projection is needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Shape

from regiobeeld.report import style
from regiobeeld.report.boundaries import Boundaries, Ring, load_boundaries
from regiobeeld.report.canvas import (
    Key,
    add_axes,
    draw_mark,
    drawing,
    finite,
    new_figure,
    plot_size,
    put_text,
    tick_suffix,
)
from regiobeeld.report.charts.labels import Box
from regiobeeld.report.numbers import decimalen_voor, getal
from regiobeeld.report.style import BREEDTE, KLEIN, Formaat, measure, wrap

__all__ = ["Boundaries", "bivariaat", "choropleth", "load_boundaries", "tweekleuren"]

_TALLEST: dict[Formaat, float] = {"breed": 600.0, "smal": 440.0}
_LEGEND = 168.0
MOST_LABELS = 15
_TWO = (
    ("#eceff1", "#f4c79d", "#e08a3c"),
    ("#a9cfdf", "#b9a6a4", "#b0603a"),
    ("#3f8fb2", "#6f6c8c", "#5f1a33"),
)


@dataclass(frozen=True)
class _Frame:
    """Where a map is drawn and how RD metres become pixels."""

    figure: Figure
    ax: Axes
    scale: float


@dataclass(frozen=True)
class _Spot:
    """A place for a name: its rectangle (px), its lines and the share of it that lies in the area."""

    box: Box
    lines: list[str]
    share: float


@drawing
def choropleth(
    boundaries: Boundaries,
    waarden: pd.Series[float],
    klassen: Sequence[float],
    kleuren: Sequence[str],
    omtrek: Boundaries | None = None,
    labels: Mapping[str, str] | None = None,
    eenheid: str = "",
    formaat: Formaat = "breed",
    *,
    legenda_titel: str = "",
    referentie: tuple[str, float] | None = None,
    klassenamen: Sequence[str] | None = None,
) -> Figure:
    """Colour areas by class; areas without a value are hatched and explained in the legend.

    Args:
        boundaries: the areas to draw, all of them.
        waarden: value per code; codes that are absent or NaN have no figure.
        klassen: inner class limits, increasing; n limits make n + 1 classes. A value equal to a limit
            belongs to the higher class.
        kleuren: a colour per class.
        omtrek: heavier outlines on top, such as gemeenten over wijken.
        labels: text per code, of `omtrek` when given, else of `boundaries`. Names that do not fit in their
            area or would overlap are left out, smallest areas first.
        eenheid: unit, shown in the legend.
        formaat: width of the drawing.
        legenda_titel: what the colours show; by default the unit.
        referentie: name and value, shown under the legend ("Nederland: 17,9%").
        klassenamen: text per class instead of its limits.

    Raises:
        ValueError: no areas, limits that do not increase, or another number of colours than classes.
    """
    if len(kleuren) != len(klassen) + 1 or list(klassen) != sorted(set(klassen)):
        raise ValueError("kaart: geef oplopende klassegrenzen en één kleur meer dan er grenzen zijn")
    classes = _classify(boundaries.codes, waarden, klassen)
    missing = any(number is None for number in classes.values())
    keys = _class_keys(klassen, kleuren, eenheid, klassenamen)
    if missing:
        keys.append(Key("geen cijfer", style.WIT, "arcering"))
    title = legenda_titel or (f"in {eenheid}" if eenheid and eenheid != "%" else "")
    notes = _reference_note(referentie, eenheid)
    frame = _new_map(
        omtrek.plus(boundaries) if omtrek else boundaries, _legend_size(keys, title, notes, formaat), formaat
    )
    fills = {code: None if number is None else kleuren[number] for code, number in classes.items()}
    _draw_areas(frame, boundaries, fills, thin=omtrek is not None)
    if omtrek is not None:
        _draw_outlines(frame, omtrek)
    _draw_labels(frame, omtrek or boundaries, labels or {}, {} if omtrek else fills, formaat)
    _draw_legend(frame, keys, title, notes, formaat)
    return frame.figure


def _classify(codes: Sequence[str], values: pd.Series[float], limits: Sequence[float]) -> dict[str, int | None]:
    """Class number per code; None without a figure."""
    known = {str(code): float(value) for code, value in values.items() if finite(value)}
    return {c: int(np.searchsorted(limits, known[c], side="right")) if c in known else None for c in codes}


def _class_keys(
    limits: Sequence[float], colours: Sequence[str], eenheid: str, given: Sequence[str] | None
) -> list[Key]:
    if given is not None:
        return [Key(name, colour) for name, colour in zip(given, colours, strict=True)]
    decimals, suffix = decimalen_voor(limits), tick_suffix(eenheid)
    texts = [getal(limit, decimals) for limit in limits]
    if not texts:
        return [Key("alle gebieden", colours[0])]
    middle = [f"{low} tot {high}{suffix}" for low, high in pairwise(texts)]
    names = [f"minder dan {texts[0]}{suffix}", *middle, f"{texts[-1]}{suffix} of meer"]
    return [Key(name, colour) for name, colour in zip(names, colours, strict=True)]


def _reference_note(reference: tuple[str, float] | None, eenheid: str) -> str:
    if reference is None or not finite(reference[1]):
        return ""
    decimals = max(decimalen_voor([round(reference[1], 1)]), 1 if eenheid == "%" else 0)
    return f"{reference[0]}: {getal(reference[1], decimals)}{tick_suffix(eenheid)}"


def _legend_size(keys: Sequence[Key], title: str, note: str, formaat: Formaat) -> tuple[float, float]:
    """Room for the legend: (right, above) in px; beside the map when wide, above it when narrow."""
    if formaat == "breed":
        longest = max(measure(key.text, KLEIN[formaat]) for key in keys) + 24
        return max(_LEGEND, longest + 12), 0.0
    lines = len(wrap(title, 340, KLEIN[formaat], "half")) if title else 0
    columns = -(-len(keys) // 2)
    return 0.0, lines * 16 + columns * 19 + (18 if note else 0) + 12


def _new_map(extent: Boundaries, legend: tuple[float, float], formaat: Formaat) -> _Frame:
    """A figure just high enough for the area, with data limits that keep the proportions true."""
    if not extent.codes:
        raise ValueError("kaart: er zijn geen gebieden om te tekenen")
    x0, y0, x1, y1 = extent.bounds
    right, above = legend
    room = BREEDTE[formaat] - right - 12
    scale = min(room / (x1 - x0), (_TALLEST[formaat] - 16) / (y1 - y0))
    height = max((y1 - y0) * scale + 16, 210.0 if formaat == "breed" else 60.0)
    figure = new_figure(formaat, height + above)
    ax = add_axes(figure, 6, right + 6, above + 8, 8)
    width, tall = plot_size(ax)
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    ax.set_xlim(middle_x - width / scale / 2, middle_x + width / scale / 2)
    ax.set_ylim(middle_y - tall / scale / 2, middle_y + tall / scale / 2)
    return _Frame(figure, ax, scale)


def _simplify(ring: Ring, scale: float) -> Ring:
    """Points snapped to a quarter of a pixel, repeats left out; neighbours stay exactly joined."""
    step = 0.25 / scale
    snapped = np.round(ring / step) * step
    keep = np.ones(len(snapped), dtype=bool)
    keep[1:] = (np.abs(np.diff(snapped, axis=0)) > step / 2).any(axis=1)
    return np.asarray(snapped[keep])


def _shape(rings: Sequence[Ring], scale: float) -> Shape | None:
    parts = [part for part in (_simplify(ring, scale) for ring in rings) if len(part) >= 3]
    closed = [Shape(np.vstack([part, part[:1]]), closed=True) for part in parts]
    return Shape.make_compound_path(*closed) if closed else None


def _draw_areas(frame: _Frame, areas: Boundaries, fills: Mapping[str, str | None], thin: bool) -> None:
    """One patch per colour with all its areas: small in SVG and quick to draw."""
    for fill in dict.fromkeys(fills[code] for code in areas.codes):
        rings = [ring for code in areas.codes if fills[code] == fill for ring in areas.rings[code]]
        shape = _shape(rings, frame.scale)
        if shape is None:
            continue
        line = 0.5 if thin else 1.0
        patch = PathPatch(
            shape, facecolor=fill or style.WIT, edgecolor=style.WIT, linewidth=line, joinstyle="round"
        )
        if fill is None:
            patch.set(hatch="/////", edgecolor=style.LEEG_ARCERING, zorder=0.9)
        frame.ax.add_artist(patch)


def _draw_outlines(frame: _Frame, outline: Boundaries) -> None:
    shape = _shape([ring for code in outline.codes for ring in outline.rings[code]], frame.scale)
    if shape is not None:
        frame.ax.add_artist(
            PathPatch(
                shape, facecolor="none", edgecolor=style.INKT_ZACHT, linewidth=1.0, zorder=3, joinstyle="round"
            )
        )


def _draw_labels(
    frame: _Frame, areas: Boundaries, labels: Mapping[str, str], fills: Mapping[str, str | None], formaat: Formaat
) -> None:
    """Names in their areas, largest areas first, without overlap.

    Up to 15 names may stick out of a small area; of more only those of the 15 largest areas are tried,
    and only where they fit.
    """
    taken: list[Box] = []
    width, height = plot_size(frame.ax)
    bounds = Box(-5, -6, width + 5, height + 6)
    named = sorted((c for c in areas.codes if labels.get(c)), key=lambda c: (-areas.surface(c), c))
    least = 0.35 if len(named) <= MOST_LABELS else 0.8
    for code in named[:MOST_LABELS]:
        spot = _find_spot(frame, areas.rings[code], labels[code], KLEIN[formaat], taken, bounds)
        if spot is None or spot.share < least:
            continue
        box = spot.box
        taken.append(Box(box.x0 - 2, box.y0 - 1, box.x1 + 2, box.y1 + 1))
        _write_label(frame.ax, spot, fills.get(code), KLEIN[formaat])


def _write_label(ax: Axes, spot: _Spot, fill: str | None, size: float) -> None:
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
    frame: _Frame,
    rings: Sequence[Ring],
    text: str,
    size: float,
    taken: Sequence[Box],
    bounds: Box,
) -> _Spot | None:
    """The best place in the largest part of an area, on one line or broken at spaces and hyphens."""
    ring = max(rings, key=lambda r: float(np.ptp(r[:, 0]) * np.ptp(r[:, 1])))
    pixels = frame.ax.transData.transform(_simplify(ring, frame.scale)) - frame.ax.transAxes.transform((0, 0))
    best: _Spot | None = None
    for lines in _ways_to_break(text, size):
        wide = max(measure(line, size, "half") for line in lines) + 2
        spot = _best_place(pixels, lines, (wide, len(lines) * size * 1.16), taken, bounds)
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
    pixels: Ring, lines: list[str], size: tuple[float, float], taken: Sequence[Box], bounds: Box
) -> _Spot | None:
    """The free box of this size with the largest share inside the area, the most central of equals."""
    wide, tall = size
    (x0, y0), (x1, y1) = pixels.min(axis=0), pixels.max(axis=0)
    middles = np.stack(np.meshgrid(np.linspace(x0, x1, 19)[1:-1], np.linspace(y0, y1, 19)[1:-1]), axis=-1).reshape(
        -1, 2
    )
    offsets = np.array([(i / 4 - 0.5, j - 0.5) for i in range(5) for j in range(2)]) * size
    points = (middles[:, None, :] + offsets[None, :, :]).reshape(-1, 2)
    inside = Shape(pixels).contains_points(points).reshape(len(middles), -1).mean(axis=1)
    away = np.hypot(*(middles - pixels.mean(axis=0)).T) / max(x1 - x0, y1 - y0)
    for i in np.argsort(-(inside - 0.04 * away), kind="stable"):
        x, y = float(middles[i, 0]), float(middles[i, 1])
        box = Box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
        if box.outside(bounds) == 0 and not any(box.overlap(other) for other in taken):
            return _Spot(box, lines, float(inside[i]))
    return None


def _draw_legend(frame: _Frame, keys: Sequence[Key], title: str, note: str, formaat: Formaat) -> None:
    """Classes with the highest on top beside the map, or in two columns above it."""
    size = KLEIN[formaat]
    width, height = plot_size(frame.ax)
    if formaat == "breed":
        x, y, ordered = width + 14, height - 8.0, [*keys[: _class_count(keys)][::-1], *keys[_class_count(keys) :]]
        places = [(x, y - i * 20) for i in range(len(keys))]
        lines = wrap(title, _LEGEND - 16, size, "half") if title else []
        shift = len(lines) * 16 + (6 if lines else 0)
        places = [(px, py - shift) for px, py in places]
        below = (x, places[-1][1] - 26)
    else:
        lines = wrap(title, 340, size, "half") if title else []
        rows = -(-len(keys) // 2)
        y = height + 8 + rows * 19 + (18 if note else 0) + len(lines) * 16
        x, ordered = 0.0, list(keys)
        places = [(x + (i // rows) * 178, y - len(lines) * 16 - (i % rows) * 19 - 4) for i in range(len(keys))]
        below = (x, height + 12.0)
    for number, line in enumerate(lines):
        put_text(frame.ax, 0, 0, line, coords="axes", dx=x, dy=y - number * 16, size=size, weight="half")
    for key, (px, py) in zip(ordered, places, strict=True):
        draw_mark(frame.ax, key, px / width, py / height)
        put_text(frame.ax, 0, 0, key.text, coords="axes", dx=px + 20, dy=py, size=size)
    if note:
        put_text(frame.ax, 0, 0, note, coords="axes", dx=below[0], dy=below[1], size=size, color=style.INKT_ZACHT)


def _class_count(keys: Sequence[Key]) -> int:
    return sum(key.mark == "vlak" for key in keys)


def tweekleuren(x_klasse: int, y_klasse: int) -> str:
    """Colour of a cell (0-2, 0-2) of the 3 x 3 legend: orange = most x, blue = most y, wine red = both."""
    return _TWO[y_klasse][x_klasse]


@drawing
def bivariaat(
    boundaries: Boundaries,
    x: pd.Series[float],
    y: pd.Series[float],
    x_grenzen: tuple[float, float],
    y_grenzen: tuple[float, float],
    x_naam: str,
    y_naam: str,
    omtrek: Boundaries | None = None,
    labels: Mapping[str, str] | None = None,
    formaat: Formaat = "breed",
) -> Figure:
    """Colour areas by two values at once, in 3 x 3 classes, with a square legend.

    Args:
        boundaries: the areas to draw.
        x, y: value per code; higher = more unfavourable for the colours to read well. A code without both
            has no figure.
        x_grenzen, y_grenzen: the two inner limits of the three classes.
        x_naam, y_naam: what "more" means along each side of the legend ("lagere SES", "ongunstiger leefstijl").
        omtrek, labels, formaat: as in `choropleth`.

    Raises:
        ValueError: no areas, or limits that do not increase.
    """
    if x_grenzen[0] >= x_grenzen[1] or y_grenzen[0] >= y_grenzen[1]:
        raise ValueError("kaart: de klassegrenzen moeten oplopen")
    xs, ys = _classify(boundaries.codes, x, x_grenzen), _classify(boundaries.codes, y, y_grenzen)
    fills = {c: _two_colours(xs[c], ys[c]) for c in boundaries.codes}
    missing = any(fill is None for fill in fills.values())
    right, above = (_LEGEND + 24, 0.0) if formaat == "breed" else (0.0, 128.0 + 20 * missing)
    frame = _new_map(omtrek.plus(boundaries) if omtrek else boundaries, (right, above), formaat)
    _draw_areas(frame, boundaries, fills, thin=omtrek is not None)
    if omtrek is not None:
        _draw_outlines(frame, omtrek)
    _draw_labels(frame, omtrek or boundaries, labels or {}, {} if omtrek else fills, formaat)
    _draw_square(frame, x_naam, y_naam, missing, formaat)
    return frame.figure


def _two_colours(x_class: int | None, y_class: int | None) -> str | None:
    return None if x_class is None or y_class is None else tweekleuren(x_class, y_class)


def _draw_square(frame: _Frame, x_name: str, y_name: str, missing: bool, formaat: Formaat) -> None:
    """The 3 x 3 legend: x to the right, y upwards, the darkest corner is most of both."""
    size, cell = KLEIN[formaat], 26.0
    width, height = plot_size(frame.ax)
    wide = formaat == "breed"
    y_lines = wrap(f"↑ {y_name}", _LEGEND if wide else 150, size)
    x_lines = wrap(f"→ {x_name}", _LEGEND if wide else 150, size)
    left = width + 16 if wide else 4.0
    bottom = height - len(y_lines) * 16 - 3 * cell - 4 if wide else height + 16 + 20 * missing
    for i in range(3):
        for j in range(3):
            box = Rectangle(
                ((left + i * cell) / width, (bottom + j * cell) / height),
                (cell - 1.5) / width,
                (cell - 1.5) / height,
                transform=frame.ax.transAxes,
                clip_on=False,
                facecolor=tweekleuren(i, j),
                edgecolor="none",
            )
            frame.ax.add_patch(box)
    text_left = left if wide else left + 3 * cell + 10
    y_top = bottom + 3 * cell + len(y_lines) * 16 - 6 if wide else bottom + 3 * cell - 8
    for number, line in enumerate(y_lines):
        put_text(frame.ax, 0, 0, line, coords="axes", dx=text_left, dy=y_top - number * 16, size=size)
    x_top = bottom - 14 if wide else bottom + (len(x_lines) - 1) * 16 + 8
    for number, line in enumerate(x_lines):
        put_text(frame.ax, 0, 0, line, coords="axes", dx=text_left, dy=x_top - number * 16, size=size)
    if missing:
        place = bottom - 14 - len(x_lines) * 16 - 10 if wide else bottom - 16
        draw_mark(frame.ax, Key("", style.WIT, "arcering"), left / width, place / height)
        put_text(frame.ax, 0, 0, "geen cijfer", coords="axes", dx=left + 20, dy=place, size=size)
