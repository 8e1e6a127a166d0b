"""Take out of a free text what leads to a person: addresses, numbers, and the writer's own name.

What no pattern can see (the name of somebody else) stays: whoever publishes reads the quotes first.
"""

from __future__ import annotations

import re

_PATTERNS = (
    (re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE), "[e-mailadres]"),
    (re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE), "[webadres]"),
    (re.compile(r"(?<![\w@])@\w{3,}"), "[account]"),
    # Nine digits or more, however they are grouped: a telephone number, a BSN, an account number.
    (re.compile(r"\bNL\d{2}\s?[A-Z]{4}(?:\s?\d){10}\b"), "[nummer]"),
    (re.compile(r"(?<![\d,])\(?(?:\+|00)?\d(?:[\s().\u2010-\u2015/-]{0,3}\d){8,13}(?!\d)"), "[nummer]"),
    (re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b(?:\s\d{1,5}\b)?"), "[postcode]"),
)
_SMALL_WORDS = frozenset({"van", "den", "der", "het", "ten", "ter", "von", "mevrouw", "meneer", "drs", "prof"})
_SHORTEST = 3


def mask(text: str, naam: str = "") -> str:
    """The text with marks in the place of what leads to a person.

    Args:
        naam: of the writer, who did not consent to be named; each of its words is taken out.
    """
    for pattern, sign in _PATTERNS:
        text = pattern.sub(sign, text)
    for word in re.findall(r"\w+", naam):
        if len(word) >= _SHORTEST and word.casefold() not in _SMALL_WORDS:
            text = re.sub(rf"\b{re.escape(word)}\b", "[naam]", text, flags=re.IGNORECASE)
    return text
