"""Text that fits its box on a slide: the largest letters that do, and what does not fit goes to the notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from regiobeeld.draw.style import Gewicht, wrap

_SPACING, _CAUTION = 1.22, 1.12
"""Height of a line in letters, and how much wider another font than ours may be."""
_SENTENCE = re.compile(r"(?<=[.;?!])\s+(?=[A-Z±'\d])")


@dataclass(frozen=True)
class Gezet:
    """A text as it fits: its letters (points), and the sentences that found no room."""

    tekst: str
    grootte: int
    rest: str = ""


def height_of(text: str, width: float, size: float, weight: Gewicht = "normaal") -> float:
    """Height (inch) of a text in letters of `size` points, broken at `width` inch."""
    lines = wrap(text, width * 72, size * _CAUTION, weight)
    return len(lines) * size * _SPACING / 72


def set_text(text: str, width: float, height: float, most: int, least: int, weight: Gewicht = "normaal") -> Gezet:
    """The whole text in the largest letters that fit, else as many of its first sentences as fit in the smallest.

    Args:
        text: one paragraph.
        width, height: of the box, in inches.
        most, least: letters in points.
    """
    for size in range(most, least - 1, -1):
        if height_of(text, width, size, weight) <= height:
            return Gezet(text, size)
    pieces = _SENTENCE.split(text)
    for count in range(len(pieces) - 1, 0, -1):
        first = " ".join(pieces[:count])
        if height_of(first, width, least, weight) <= height:
            return Gezet(first, least, " ".join(pieces[count:]))
    return _cut(text, width, height, least, weight)


def _cut(text: str, width: float, height: float, size: int, weight: Gewicht) -> Gezet:
    """The first words that fit, with a mark that more follows in the notes."""
    words = text.split()
    for count in range(len(words) - 1, 0, -1):
        first = " ".join(words[:count]) + " …"
        if height_of(first, width, size, weight) <= height:
            return Gezet(first, size, text)
    return Gezet(text, size)
