"""The PDF and the notebook of a report are the page once more: every number in them stands in the page."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from regiobeeld.claims.audit import DIGITS, Audit, Fault
from regiobeeld.errors import ContractError

_HIDDEN = re.compile(r"<(script|style)\b[^>]*>.*?</\1>", re.DOTALL)
_NUMBER = re.compile(r"</?data\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_DRAWN = re.compile(r"<text\b[^>]*>\s*([\d.,]+)\s*</text>")
_NOTE = re.compile(r'data-noot="(\d+)"')
_NAV = re.compile(r'<nav class="inhoudsopgave".*?</nav>', re.DOTALL)
_CHAPTER = re.compile(r'<a href="#[^"]+">([^<]*)</a>')
_OURS = 'class="genoteerd"'
"""Stands in an output that a report was made of; what else an analyst lets a cell show is no copy of the page."""
_AROUND = 40
_LEAST = 2
MADE_AGAIN = "Maak het rapport opnieuw met make regiobeeld"


@dataclass(frozen=True)
class Shown:
    """The numbers that a reader sees in some HTML, those that stand alone in its drawings, and those of notes."""

    getallen: frozenset[str]
    getekend: frozenset[str]
    noten: frozenset[str]

    @classmethod
    def of(cls, html: str) -> Shown:
        notes = frozenset(_NOTE.findall(html))
        return cls(frozenset(DIGITS.findall(_seen(html))) | notes, frozenset(_DRAWN.findall(html)), notes)

    def has(self, number: str) -> bool:
        """Whether it stands in the page; a note, or labels of a drawing that touch, may be read as one number."""
        return number in self.getallen or self._has_note(number) or self._touch(number)

    def _has_note(self, number: str) -> bool:
        """The last number of a sentence with that of its note behind it: "68.400" and "11"."""
        return any(number.endswith(note) and number[: -len(note)] in self.getallen for note in self.noten)

    def _touch(self, number: str) -> bool:
        if not number:
            return True
        ends = range(_LEAST, len(number) + 1)
        return any(number[:end] in self.getekend and self._touch(number[end:]) for end in ends)


def _seen(html: str) -> str:
    return unescape(_TAG.sub(" ", _NUMBER.sub("", _HIDDEN.sub("", html))))


def audit_pdf(content: bytes, html: str) -> Audit:
    """Go over all numbers of a PDF of a page.

    Raises:
        ContractError: the PDF cannot be read, or has no text.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages]
    except (PyPdfError, ValueError, KeyError, OSError):
        raise ContractError("de PDF is niet te lezen", "FORMAAT=pdf", "Probeer het opnieuw") from None
    if not any(sheets):
        raise ContractError("de PDF heeft geen tekst", "FORMAAT=pdf", "Probeer het opnieuw")
    count, listed = len(sheets), _contents(html)
    texts = (
        (f"blad {n}", listed.sub(r"\1", text.replace(f"{n} van {count}", " ", 1)))
        for n, text in enumerate(sheets, 1)
    )
    return _audit(texts, Shown.of(html))


def _contents(html: str) -> re.Pattern[str]:
    """The name of a chapter with a number behind it, on a line of its own: in the contents, the sheet it is on."""
    names = [unescape(name) for nav in _NAV.findall(html) for name in _CHAPTER.findall(nav)]
    words = ("\\s+".join(map(re.escape, name.split())) for name in names)
    return re.compile(rf"^({'|'.join(words) or '(?!)'})\s*\d{{1,3}}\s*$", re.MULTILINE)


def audit_notebook(path: Path, html: str) -> Audit:
    """Go over all numbers in those outputs of an executed notebook that its report was made of.

    Raises:
        ContractError: the file is no notebook.
    """
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        outputs = [
            (f"cel {number}", "".join(output.get("data", {}).get("text/html", "")))
            for number, cell in enumerate(cells, 1)
            for output in cell.get("outputs", [])
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ContractError("dit is geen notebook", path, MADE_AGAIN) from None
    return _audit(((where, _seen(text)) for where, text in outputs if _OURS in text), Shown.of(html))


def _audit(texts: Iterable[tuple[str, str]], shown: Shown) -> Audit:
    audit = Audit()
    for where, text in texts:
        for found in DIGITS.finditer(text):
            audit.getallen += 1
            if shown.has(found[0]):
                audit.met_herkomst += 1
            else:
                around = " ".join(text[max(0, found.start() - _AROUND) : found.end() + _AROUND].split())
                audit.fouten.append(Fault(where, "een getal van de pagina", found[0], around))
    return audit
