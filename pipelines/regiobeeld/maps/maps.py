"""Maps of gemeenten and wijken: boundaries in RD metres, north up, one scale in both directions.

The boundaries are those of "CBS/Kadaster" in EPSG:28992; a metre to the east is as long as a metre
to the north, so no projection is needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from regiobeeld.draw import style
from regiobeeld.draw.canvas import (
    drawing,
    finite,
    plot_size,
    put_text,
    tick_suffix,
)
from regiobeeld.draw.legend import Key, draw_mark
from regiobeeld.draw.style import KLEIN, Formaat, measure, wrap
from regiobeeld.maps.boundaries import Boundaries, load_boundaries
from regiobeeld.maps.insets import InsetRules
from regiobeeld.maps.mapground import Ground, draw_ground
from regiobeeld.maps.mapsheet import MapFrame, Room, bare_outlines
from regiobeeld.numbers import decimalen_voor, getal, round_half_up

__all__ = ["Boundaries", "InsetRules", "bivariaat", "choropleth", "load_boundaries", "tweekleuren"]

_LEGEND = 168.0
_COLUMN = 176.0
_CELL = 26.0
_TWO = (
    ("#eceff1", "#f4cfa4", "#e39a4a"),
    ("#dfb6cf", "#cf9a94", "#b96a3f"),
    ("#b0609a", "#943f6c", "#57162f"),
)


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
    namen: Mapping[str, str] | None = None,
    eerst: Sequence[str] = (),
    inzet: InsetRules | None = None,
) -> Figure:
    """Colour areas by class; areas without a value are hatched and explained in the legend.

    Args:
        boundaries: the areas to draw, all of them.
        waarden: value per code; codes that are absent or NaN have no figure.
        klassen: inner class limits, increasing; n limits make n + 1 classes. A value equal to a limit
            belongs to the higher class.
        kleuren: a colour per class.
        omtrek: heavier outlines on top, such as gemeenten over wijken.
        labels: text per code of `omtrek` or of `boundaries`. A name that would cover its area stands beside the
            map; where there is no room either it is left out, smallest areas first.
        eenheid: unit, shown in the legend.
        formaat: width of the drawing.
        legenda_titel: what the colours show; by default the unit.
        referentie: name and value, shown under the legend ("Nederland: 17,9%").
        klassenamen: text per class instead of its limits.
        namen: name per code of `boundaries`, for who points at an area; by default `labels`.
        eerst: codes that are named before all others.
        inzet: when a dense part is drawn larger beside the map; without it there are no insets.

    Raises:
        ValueError: no areas, limits that do not increase, or another number of colours than classes.
    """
    if len(kleuren) != len(klassen) + 1 or list(klassen) != sorted(set(klassen)):
        raise ValueError("kaart: geef oplopende klassegrenzen en één kleur meer dan er grenzen zijn")
    classes = _classify(boundaries.codes, waarden, klassen)
    bare = bare_outlines(boundaries, omtrek)
    missing = bare is not None or any(number is None for number in classes.values())
    keys = _class_keys(klassen, kleuren, eenheid, klassenamen)
    if missing:
        keys.append(Key("geen cijfer", style.WIT, "arcering"))
    title = legenda_titel or _unit_title(eenheid)
    notes = _reference_note(referentie, eenheid)
    fills = {code: None if number is None else kleuren[number] for code, number in classes.items()}
    names = dict(namen or labels or {})
    told = {c: _told(names.get(c, ""), c, classes, keys, waarden, eenheid) for c in classes}
    ground = Ground(
        boundaries, omtrek, fills, bare, labels or {}, told, _darkest(kleuren), first=eerst, insets=inzet
    )
    room, tall = _legend_size(keys, title, notes, formaat)
    frame = draw_ground(ground, room, tall, formaat)
    _draw_legend(frame, keys, title, notes, formaat)
    return frame.figure


def _told(
    name: str,
    code: str,
    classes: Mapping[str, int | None],
    keys: Sequence[Key],
    values: pd.Series[float],
    eenheid: str,
) -> str:
    """Name and value (or class) of an area, for who points at it; nothing for an area without a name."""
    number = classes[code]
    if not name:
        return ""
    if number is None:
        return f"{name}: geen cijfer"
    value = float(values[code])
    return f"{name}: {getal(value, decimalen_voor([value], 1))}{tick_suffix(eenheid)} ({keys[number].text})"


def _unit_title(eenheid: str) -> str:
    if eenheid in ("", "%", "index", "klasse"):
        return ""
    text = eenheid.replace("1000", "1.000")
    return text if text.startswith(("per", "aantal")) else f"in {text}"


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
    decimals = max(decimalen_voor([round_half_up(reference[1], 1)]), 1 if eenheid == "%" else 0)
    return f"{reference[0]}: {getal(reference[1], decimals)}{tick_suffix(eenheid)}"


def _darkest(colours: Sequence[str]) -> str:
    """The colour that a reader looks at first."""
    return max(colours, key=lambda colour: style.contrast(colour, style.WIT))


def _legend_size(keys: Sequence[Key], title: str, note: str, formaat: Formaat) -> tuple[Room, float]:
    """Room for the legend, beside the map when wide and above it when narrow; and its height (px) beside it."""
    if formaat == "breed":
        longest = max(measure(key.text, KLEIN[formaat]) for key in keys) + 24
        lines = len(wrap(title, _LEGEND - 16, KLEIN[formaat], "half")) if title else 0
        tall = 8 + lines * 16 + 6 + len(keys) * 20 + (26 if note else 0)
        return Room(max(_LEGEND, longest + 12)), tall
    lines = len(wrap(title, 340, KLEIN[formaat], "half")) if title else 0
    return Room(above=lines * 16 + _legend_rows(keys, formaat) * 19 + (18 if note else 0) + 12), 0.0


def _legend_rows(keys: Sequence[Key], formaat: Formaat) -> int:
    """Rows of the legend above a narrow map: two columns when the texts are short enough."""
    longest = max(measure(key.text, KLEIN[formaat]) for key in keys)
    return -(-len(keys) // 2) if longest + 24 < _COLUMN else len(keys)


def _draw_legend(frame: MapFrame, keys: Sequence[Key], title: str, note: str, formaat: Formaat) -> None:
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
        rows = _legend_rows(keys, formaat)
        y = height + 8 + rows * 19 + (18 if note else 0) + len(lines) * 16
        x, ordered = 0.0, list(keys)
        places = [(x + (i // rows) * _COLUMN, y - len(lines) * 16 - (i % rows) * 19 - 4) for i in range(len(keys))]
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
    """Colour of a cell (0-2, 0-2) of the 3 x 3 legend: orange = most x, magenta = most y, wine red = both."""
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
    *,
    namen: Mapping[str, str] | None = None,
    inzet: InsetRules | None = None,
) -> Figure:
    """Colour areas by two values at once, in 3 x 3 classes, with a square legend.

    Args:
        boundaries: the areas to draw.
        x, y: value per code; higher = more unfavourable for the colours to read well. A code without both
            has no figure.
        x_grenzen, y_grenzen: the two inner limits of the three classes.
        x_naam, y_naam: what "more" means along each side of the legend ("lagere SES", "ongunstiger leefstijl").
        omtrek, labels, formaat, inzet: as in `choropleth`.
        namen: what who points at an area finds, per code: its name and both values.

    Raises:
        ValueError: no areas, or limits that do not increase.
    """
    if x_grenzen[0] >= x_grenzen[1] or y_grenzen[0] >= y_grenzen[1]:
        raise ValueError("kaart: de klassegrenzen moeten oplopen")
    xs, ys = _classify(boundaries.codes, x, x_grenzen), _classify(boundaries.codes, y, y_grenzen)
    fills = {c: _two_colours(xs[c], ys[c]) for c in boundaries.codes}
    bare = bare_outlines(boundaries, omtrek)
    missing = bare is not None or any(fill is None for fill in fills.values())
    room = Room(_LEGEND + 24) if formaat == "breed" else Room(above=104.0 + 20 * missing)
    ground = Ground(boundaries, omtrek, fills, bare, labels or {}, namen or {}, tweekleuren(2, 2), insets=inzet)
    lines = sum(len(wrap(f"→ {name}", _LEGEND, KLEIN[formaat])) for name in (x_naam, y_naam))
    frame = draw_ground(ground, room, lines * 16 + 3 * _CELL + 28 + 20 * missing, formaat)
    _draw_square(frame, x_naam, y_naam, missing, formaat)
    return frame.figure


def _two_colours(x_class: int | None, y_class: int | None) -> str | None:
    return None if x_class is None or y_class is None else tweekleuren(x_class, y_class)


def _draw_square(frame: MapFrame, x_name: str, y_name: str, missing: bool, formaat: Formaat) -> None:
    """The 3 x 3 legend: x to the right, y upwards, the darkest corner is most of both."""
    size, cell = KLEIN[formaat], _CELL
    width, height = plot_size(frame.ax)
    wide = formaat == "breed"
    y_lines = wrap(f"↑ {y_name}", _LEGEND if wide else 250, size)
    x_lines = wrap(f"→ {x_name}", _LEGEND if wide else 250, size)
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
