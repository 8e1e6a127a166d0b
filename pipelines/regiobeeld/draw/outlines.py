"""Outlines of an SVG in few letters: steps instead of places, on whole numbers where the drawing allows it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from functools import lru_cache

_OUTLINE = re.compile(r"([MLZ])|(-?[\d.]+) +(-?[\d.]+)")
_STROKE = re.compile(r"(stroke-width: )([\d.]+)")
_LONG = 120
"""Shorter outlines (letters) gain nothing from another scale."""

Point = tuple[str, int, int]
"""A command of an outline (M, L or Z) and where it goes, in hundredths of a pixel: drawings are no finer."""


def shorten_outline(element: ET.Element, outline: str) -> None:
    """An outline as steps; a long one on half pixels, as of a map, in steps of half a pixel: whole numbers."""
    points = _read_points(outline)
    steps = _write_steps(points)
    if len(steps) >= _LONG and "transform" not in element.attrib and "url(" not in element.get("style", ""):
        twice = _write_steps([(command, 2 * x, 2 * y) for command, x, y in points])
        if len(twice) < len(steps) - _LONG // 4:
            element.set("transform", "scale(.5)")
            element.set(
                "style", _STROKE.sub(lambda found: f"{found[1]}{2 * float(found[2]):g}", _style_of(element))
            )
            steps = twice
    element.set("d", steps)


def as_steps(path: str) -> str:
    """An outline of straight lines as steps from point to point, less than half as long to write."""
    return _write_steps(_read_points(path))


def _read_points(path: str) -> list[Point]:
    points, command = [], ""
    for letter, x, y in _OUTLINE.findall(path.upper()):
        command = letter or command
        if letter == "Z":
            points.append((letter, 0, 0))
        elif not letter:
            points.append((command, round(100 * float(x)), round(100 * float(y))))
    return points


def _write_steps(points: Sequence[Point]) -> str:
    """From point to point; one along an axis needs one number, as in bars and rules, and a next step no letter."""
    out: list[str] = []
    last, (at_x, at_y), (start_x, start_y) = "", (0, 0), (0, 0)
    for command, x, y in points:
        if command == "Z":
            out.append("z")
            last, at_x, at_y = "z", start_x, start_y
            continue
        right, down, at_x, at_y = x - at_x, y - at_y, x, y
        if command == "M":
            start_x, start_y = x, y
            last = "m"
            out += ("m", _number(right), _next(down))
        elif down == 0:
            last = "h"
            out += ("h", _number(right))
        elif right == 0:
            last = "v"
            out += ("v", _number(down))
        elif last in ("m", "l"):
            last = "l"
            out += (_next(right), _next(down))
        else:
            last = "l"
            out += ("l", _number(right), _next(down))
    return "".join(out)


@lru_cache(maxsize=20_000)
def _number(hundredths: int) -> str:
    """As few letters as say it: "12.5", "-.25", "0"."""
    whole, rest = divmod(abs(hundredths), 100)
    decimals = f".{rest:02}".rstrip("0") if rest else ""
    return f"{'-' if hundredths < 0 else ''}{whole if whole or not rest else ''}{decimals}"


@lru_cache(maxsize=20_000)
def _next(hundredths: int) -> str:
    """A number behind another one: a minus parts them, else a space."""
    text = _number(hundredths)
    return text if hundredths < 0 else f" {text}"


def _style_of(element: ET.Element) -> str:
    """The style with its width of lines, which is 1 when it is not said."""
    look = element.get("style", "")
    return look if "stroke:" not in look or _STROKE.search(look) else f"{look}; stroke-width: 1"


def shorten_number(number: str) -> str:
    """A number with at most two decimals, and none that say nothing."""
    text = f"{float(number):.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
