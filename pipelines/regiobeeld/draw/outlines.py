"""Outlines of an SVG in few letters: steps instead of places, on whole numbers where the drawing allows it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

_REPEATED = re.compile(r"(?<=[ml])([^a-z]*) l(?=[^a-z]*)")
_OUTLINE = re.compile(r"[MLZ]|-?[\d.]+")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_STROKE = re.compile(r"(stroke-width: )([\d.]+)")
_LONG = 120
"""Shorter outlines (letters) gain nothing from another scale."""


def as_steps(path: str) -> str:
    """An outline of straight lines as steps from point to point, less than half as long to write."""
    out: list[str] = []
    at, start, command, numbers = (0.0, 0.0), (0.0, 0.0), "", [0.0]
    for token in _OUTLINE.findall(path.upper()):
        if token in "MLZ":
            command, numbers = token, []
            if token == "Z":
                out.append("z")
                at = start
            continue
        numbers.append(float(token))
        if len(numbers) == 2:
            out.append(
                _step(command, *(shorten_number(f"{new - old:.2f}") for new, old in zip(numbers, at, strict=True)))
            )
            at, numbers = (numbers[0], numbers[1]), []
            start = at if command == "M" else start
    text = _REPEATED.sub(r"\1 ", " ".join(out))
    text = re.sub(r" ?([mlhvz]) ?", r"\1", text).replace(" -", "-")
    return re.sub(r"(?<![\d.])(-?)0\.", r"\1.", text)


def shorten_outline(element: ET.Element, outline: str) -> None:
    """An outline as steps; a long one on half pixels, as of a map, in steps of half a pixel: whole numbers."""
    steps = as_steps(outline)
    if len(steps) >= _LONG and "transform" not in element.attrib and "url(" not in element.get("style", ""):
        twice = as_steps(_NUMBER.sub(lambda found: f"{2 * float(found[0]):.4f}", outline))
        if len(twice) < len(steps) - _LONG // 4:
            element.set("transform", "scale(.5)")
            element.set(
                "style", _STROKE.sub(lambda found: f"{found[1]}{2 * float(found[2]):g}", _style_of(element))
            )
            steps = twice
    element.set("d", steps)


def _style_of(element: ET.Element) -> str:
    """The style with its width of lines, which is 1 when it is not said."""
    look = element.get("style", "")
    return look if "stroke:" not in look or _STROKE.search(look) else f"{look}; stroke-width: 1"


def _step(command: str, x: str, y: str) -> str:
    """The step to a next point; one along an axis needs one number, as in bars and rules."""
    if command == "L" and "0" in (x, y):
        return f"h{x}" if y == "0" else f"v{y}"
    return f"{command.lower()}{x} {y}"


def shorten_number(number: str) -> str:
    """A number with at most two decimals, and none that say nothing."""
    text = f"{float(number):.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
