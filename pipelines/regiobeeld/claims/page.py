"""What a reader sees or hears in a finished page, piece by piece, with the claims of the numbers in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

ALT, CELL, HEADING = "alt-tekst", "cel", "kop"
_DRAWING = re.compile(r"(<svg\b[^>]*>).*?</svg>", re.DOTALL)
_UNSEEN = re.compile(r"<(script|style)\b[^>]*>.*?</\1>", re.DOTALL)
NOTES = re.compile(r'<aside class="noten".*?</aside>\n?', re.DOTALL)
"""Notes are made of the claims of the page (`claims.notes`): they are no new numbers."""
_INLINE = {"data", "a", "strong", "em", "b", "i", "sup", "sub", "small", "abbr", "code", "svg", "button"}
_VOID = {"br", "img", "meta", "hr", "input", "link", "col", "wbr"}
_ABOUT = {f"figuur-{name}": name for name in ("titel", "ondertitel", "bron", "toelichting")}
_HEADINGS = {"h1", "h2", "h3", "h4"}
_DIGIT = re.compile(r"\d")
_SPACES = re.compile(r"[ \t\r\n]+")
OWN = "eigen"
"""The class of a figure or table that the analyst added: its numbers are not ours to answer for."""

Span = tuple[int, int]


class Place(NamedTuple):
    """Where a piece of text stands.

    Attributes:
        hoofdstuk: id of the chapter.
        figuur: id of the figure, without "figuur-"; empty outside a figure.
        tabel: caption of the table; empty outside a table.
        rij, kolom: heading of the row and the column of a cell.
        soort: kop, cel, alt-tekst, or the name of the element.
        klasse: class of the element.
    """

    hoofdstuk: str = ""
    figuur: str = ""
    tabel: str = ""
    rij: str = ""
    kolom: str = ""
    soort: str = ""
    klasse: str = ""

    def __str__(self) -> str:
        parts = (self.hoofdstuk, self.figuur or self.tabel[:60], self.rij, self.kolom)
        return " / ".join(part for part in parts if part)


@dataclass(frozen=True)
class Piece:
    """One text and the claims of its numbers: (begin, end) in the text -> number of the claim.

    Of a text that is heard, only the order of its claims is known (`gehoord`).
    """

    tekst: str
    plaats: Place
    getallen: dict[Span, int] = field(default_factory=dict)
    gehoord: tuple[int, ...] = ()


@dataclass
class Page:
    """The pieces of a page in reading order, the texts around each figure, and the notes for on paper."""

    stukken: list[Piece]
    figuren: dict[str, dict[str, str]]
    noten: str = ""


def read_page(html: str) -> Page:
    """Read a page; drawings, scripts and what an analyst added are passed over."""
    reader = _Reader()
    parser = etree.HTMLParser(target=reader, remove_comments=True, huge_tree=True)
    parser.feed(NOTES.sub("", _UNSEEN.sub("", _DRAWING.sub(r"\1</svg>", html))))
    parser.close()
    return Page(reader.pieces, reader.figures, notes_in(html))


def notes_in(html: str) -> str:
    """The notes for on paper as they stand in a page; empty when it has none."""
    found = NOTES.search(html)
    return found[0] if found else ""


class _Reader:
    """Collects the text of the innermost block; a block that starts inside another one ends the text before it.

    lxml calls `start`, `data` and `end` for every tag and text, and `close` behind the last one.
    """

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.figures: dict[str, dict[str, str]] = {}
        self._open: list[tuple[str, str, str]] = []
        self._text: list[str] = []
        self._length = 0
        self._numbers: dict[Span, int] = {}
        self._claim: tuple[int, int] | None = None
        self._chapter = self._figure = self._table = self._row = ""
        self._columns: list[str] = []
        self._cell = 0
        self._own = 0

    def start(self, tag: str, about: Mapping[str, str]) -> None:
        look = about.get("class", "")
        if tag == "data":
            self._claim = (self._length, int(about.get("value") or -1))
            return
        if tag == "svg" and "aria-label" in about:
            self._hear(about)
        if tag not in _INLINE:
            self._flush()
        if tag in _VOID or tag in _INLINE:
            return
        self._open.append((tag, look, about.get("data-c", "")))
        self._enter(tag, look, about)

    def _enter(self, tag: str, look: str, about: Mapping[str, str]) -> None:
        if tag == "section":
            self._chapter = about.get("aria-labelledby", "")
        elif tag == "figure":
            self._figure = about.get("id", "").removeprefix("figuur-")
            self._own += OWN in look.split()
        elif tag == "table":
            self._table, self._columns = "", []
        elif tag == "tr":
            self._row, self._cell = "", -1
        elif tag in ("td", "th"):
            self._cell += 1

    def data(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    def end(self, tag: str) -> None:
        if tag == "data" and self._claim is not None:
            begin, claim = self._claim
            self._numbers[begin, self._length] = claim
            self._claim = None
        if tag in _INLINE or tag in _VOID:
            return
        self._flush()
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "figure":
            self._own -= bool(self._own)
            self._figure = ""
        elif tag == "table":
            self._table, self._row = "", ""
        elif tag == "section":
            self._chapter = ""

    def close(self) -> None:
        """What is open at the end of the page says nothing more."""

    def _flush(self) -> None:
        """The text since the last border of a block becomes a piece."""
        if not self._text:
            self._numbers, self._claim = {}, None
            return
        raw, numbers = "".join(self._text), self._numbers
        self._text, self._length, self._numbers, self._claim = [], 0, {}, None
        if not raw.strip() or not self._open or self._own:
            return
        tag, look, claims = self._open[-1]
        text, numbers = _even_out(raw, numbers)
        if claims:
            numbers = {(0, len(text)): int(claims)}
        in_cell = tag in ("td", "th")
        column = self._columns[self._cell] if in_cell and self._cell < len(self._columns) else ""
        kind = HEADING if tag in _HEADINGS else CELL if in_cell else tag
        place = Place(self._chapter, self._figure, self._table, self._row, column, kind, look)
        self._remember(tag, look, text)
        self.pieces.append(Piece(text, place, numbers))

    def _remember(self, tag: str, look: str, text: str) -> None:
        """What later pieces want to know: the heading of a column or row, and the texts of a figure."""
        if tag == "th" and any(name == "thead" for name, _, _ in self._open):
            self._columns.append(text)
        elif tag == "th":
            self._row = text
        elif tag == "td" and not _DIGIT.search(text) and len(text) > 1:
            self._row = f"{self._row} / {text}"  # a second name: the wijk behind its gemeente, the age of a figure
        if "tabel-titel" in look:
            self._table = text
        for name in look.split() if self._figure else ():
            if name in _ABOUT:
                self.figures.setdefault(self._figure, {})[_ABOUT[name]] = text

    def _hear(self, about: Mapping[str, str]) -> None:
        if self._own:
            return
        place = Place(self._chapter, self._figure, soort=ALT)
        claims = tuple(int(number) for number in about.get("data-c", "").split())
        piece = Piece(" ".join(about["aria-label"].split()), place, gehoord=claims)
        if piece not in self.pieces[-2:]:  # the wide and the narrow drawing have the same text
            self.pieces.append(piece)


def _even_out(raw: str, numbers: dict[Span, int]) -> tuple[str, dict[Span, int]]:
    """The text with single spaces, and the places of its numbers in it."""
    if not numbers:
        return _SPACES.sub(" ", raw).strip(), {}
    text, places, last = "", {}, 0
    for (begin, end), claim in sorted(numbers.items()):
        text = _joined(text, raw[last:begin])
        start = len(text)
        text += raw[begin:end]
        places[start, len(text)] = claim
        last = end
    return _joined(text, raw[last:]).rstrip(), places


def _joined(text: str, more: str) -> str:
    added = _SPACES.sub(" ", more)
    return text + (added.lstrip() if not text or text.endswith(" ") else added)


def at(pieces: Iterable[Piece], **place: str) -> list[Piece]:
    """The pieces at a place: `at(pieces, hoofdstuk="ses")`."""
    return [piece for piece in pieces if piece.plaats._replace(**place) == piece.plaats]
