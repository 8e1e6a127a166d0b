"""Invisible marks around a number in a text, that say which claim it is.

A text is put together of pieces (f-strings, templates, enumerations), and a number in it has to keep its claim
until the page is written. Three characters that no text uses (Unicode's private range) stand around the number;
a fourth range holds the number of the claim, so that nothing that looks for digits sees it.
"""

from __future__ import annotations

import re

_BEGIN, _SHOWN, _END, _ZERO = "\ue000", "\ue001", "\ue002", 0xE010
MARKED = re.compile(f"{_BEGIN}([\ue010-\ue019]+){_SHOWN}([^{_BEGIN}{_SHOWN}{_END}]*){_END}")

FIRST_SHOWN = re.compile("\\A(?:\ue000[\ue010-\ue019]+\ue001)?.", re.DOTALL)
"""The first letter of a text, and the mark before it where the text starts with a number."""


def mark(claim: int, shown: str) -> str:
    """The number as it is shown, with its claim around it."""
    key = "".join(chr(_ZERO + int(digit)) for digit in str(claim))
    return f"{_BEGIN}{key}{_SHOWN}{shown}{_END}"


def claim_of(key: str) -> int:
    """The number of the claim from the first group of `MARKED`."""
    return int("".join(str(ord(sign) - _ZERO) for sign in key))


def left_over(text: str) -> str:
    """What stands around a mark that nobody took out; empty when there is none."""
    place = text.find(_BEGIN)
    return "" if place < 0 else plain(text[max(place - 40, 0) : place + 40])


def plain(text: str) -> str:
    """The text without marks, as it goes into a drawing, a file or a message."""
    return MARKED.sub(r"\2", text) if _BEGIN in text else text
