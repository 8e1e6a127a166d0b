"""From marks to HTML: every number that a reader sees carries the number of its claim.

In a text it becomes `<data value="12">17,3</data>`; a table cell that is one number gets `data-c="12"`; a text
that is only heard (`aria-label`) lists the claims of its numbers in order. What was noted about them travels in
a JSON block behind the piece of HTML (`add_notes`) and is taken out when the page is put together
(`take_notes`).
"""

from __future__ import annotations

import json
import re
from dataclasses import fields
from operator import attrgetter

from regiobeeld.claims.marks import MARKED, claim_of, plain
from regiobeeld.claims.recorder import RECORDER, Noted

_ATTRIBUTE = re.compile(r'([\w-]+)="([^"<>]*\ue000[^"<>]*)"')
_CELL = re.compile(rf"(<t[dh] [^>]*)>{MARKED.pattern}(?=</t[dh]>)")
_DRAWN = re.compile(r"(<svg\b[^>]*>)(.*?)(</svg>)", re.DOTALL)
_NOTES = re.compile(r'<script type="application/json" class="genoteerd">(.*?)</script>\n?', re.DOTALL)
_NUMBERED = re.compile(r'(?:<data value=|data-c=)"([\d ]+)"')
_FIELDS = attrgetter(*(field.name for field in fields(Noted)))
_HEARD = "aria-label"


def add_notes(html: str) -> str:
    """The HTML with elements in the place of marks, and behind it what was noted about these numbers."""
    html = _DRAWN.sub(lambda found: found[1] + plain(found[2]) + found[3], html)
    html = _ATTRIBUTE.sub(_attribute, html)
    html = _CELL.sub(lambda found: f'{found[1]} data-c="{claim_of(found[2])}">{found[3]}', html)
    html = MARKED.sub(lambda found: f'<data value="{claim_of(found[1])}">{found[2]}</data>', html)
    used = sorted({int(number) for found in _NUMBERED.finditer(html) for number in found[1].split()})
    notes = {number: _FIELDS(RECORDER.noted[number]) for number in used}
    block = json.dumps(notes, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f'{html}\n<script type="application/json" class="genoteerd">{block}</script>'


def _attribute(found: re.Match[str]) -> str:
    """An attribute holds plain text; beside the one that is heard stand the claims of its numbers."""
    name, text = found[1], found[2]
    if name != _HEARD:
        return f'{name}="{plain(text)}"'
    numbers = " ".join(str(claim_of(mark[1])) for mark in MARKED.finditer(text))
    return f'{name}="{plain(text)}" data-c="{numbers}"'


def take_notes(page: str) -> tuple[str, list[Noted]]:
    """The page without the blocks, its claims numbered in the order of the page; and what was noted about each."""
    notes = {number: note for block in _NOTES.finditer(page) for number, note in json.loads(block[1]).items()}
    given: dict[str, str] = {}
    noted: list[Noted] = []

    def place(found: re.Match[str]) -> str:
        for number in found[1].split():
            if number not in given:
                given[number] = str(len(noted))
                noted.append(Noted(*notes[number]))
        return f'{found[0].partition(chr(34))[0]}"{" ".join(given[number] for number in found[1].split())}"'

    return _NUMBERED.sub(place, _NOTES.sub("", page)), noted


def split_notes(html: str) -> tuple[str, str]:
    """The HTML without what was noted about its numbers, and that."""
    return _NOTES.sub("", html), "".join(found[0] for found in _NOTES.finditer(html))


def without_claims(html: str) -> str:
    """The HTML as a reader sees it: the same words and numbers are the same text, whatever their claims."""
    return _NUMBERED.sub("", html)
