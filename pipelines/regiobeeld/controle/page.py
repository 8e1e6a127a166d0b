"""What a reader reads or hears in a report, piece by piece: sentences, titles, alt texts and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup, Tag

SENTENCE, TITLE, ALT, ROW = "zin", "titel", "alt-tekst", "tabel"
_BLOCKS = ("p", "li", "dd", "h2", "h3", "h4", "summary", "caption", "tr", "svg")
# What is drawn holds nine tenths of the page and nothing to read: only the text beside it counts.
_DRAWING = re.compile(r"(<svg\b[^>]*>).*?</svg>", re.DOTALL)
# A number is an element of its own. Between elements stands a space, but not between a number and its %.
_NUMBER = re.compile(r"</?data\b[^>]*>")
# For on paper: what stands in the page, once more with where it comes from.
_NOTES = re.compile(r'<aside class="noten".*?</aside>', re.DOTALL)
_SHOW_TABLE = "Bekijk de cijfers van: "
_ELSEWHERE = "verplaatst"
"""The class of a line that only names the titles of what stands in another part."""


@dataclass(frozen=True)
class Passage:
    """One piece of text and where it stands.

    Attributes:
        tekst: the text, white space evened out; of a table row "column = cell | column = cell".
        soort: zin, titel, alt-tekst or tabel.
        hoofdstuk: id of the chapter.
        figuur: id of the figure without "figuur-"; empty outside a figure.
        ondertitel: subtitle of that figure, which names what is shown, for whom and when.
        kop: the nearest heading before it; of a table its caption.
        naast: what stands beside it: a main message as a whole, the label of a key figure, the first
            cell of a row.
    """

    tekst: str
    soort: str
    hoofdstuk: str = ""
    figuur: str = ""
    ondertitel: str = ""
    kop: str = ""
    naast: str = ""

    @property
    def plaats(self) -> str:
        """Where it stands, for a reader of the outcome."""
        return " / ".join(part for part in (self.hoofdstuk, self.figuur or self.kop) if part)


def read_page(path: Path) -> list[Passage]:
    """All passages of a report in reading order; a text that is drawn twice (wide and narrow) counts once."""
    html = _NOTES.sub("", _NUMBER.sub("", _DRAWING.sub(r"\1</svg>", path.read_text(encoding="utf-8"))))
    page = BeautifulSoup(html, "html.parser")
    seen = _Reader()
    return list(dict.fromkeys(passage for tag in page.find_all(_BLOCKS) for passage in seen.read(tag)))


class _Reader:
    """Remembers the last heading, and of the figure and table in hand what they say about all that is in them."""

    def __init__(self) -> None:
        self.heading = ""
        self._block: Tag | None = None
        self._about: dict[str, str] = {}
        self._table: Tag | None = None
        self._columns: list[str] = []
        self._caption = ""

    def read(self, tag: Tag) -> Iterator[Passage]:
        figure, table = tag.find_parent("figure"), tag.find_parent("table")
        if tag.name in ("h2", "h3", "h4") and not figure:
            self.heading = _text(tag)
        if table is not self._table and table is not None:
            self._table, self._caption = table, _find(table, "caption")
            self._columns = [_text(cell) for cell in table.select("thead tr:last-child > *")]
        if figure is not self._block:
            self._block, self._about = figure, _describe_figure(figure)
        text, kind = self._say(tag)
        if not text or text.startswith(_SHOW_TABLE) or _is_repeated(tag):
            return
        moved, chapter = tag.find_parent(attrs={"data-uit": True}), tag.find_parent("section", class_="hoofdstuk")
        yield Passage(
            tekst=text,
            soort=kind,
            hoofdstuk=str(moved["data-uit"] if moved else chapter["aria-labelledby"] if chapter else ""),
            figuur=self._about.get("id", ""),
            ondertitel=self._about.get("ondertitel", ""),
            kop=self._about.get("titel") or (self._caption if table else "") or self.heading,
            naast=_beside(tag),
        )

    def _say(self, tag: Tag) -> tuple[str, str]:
        if tag.name == "svg":
            return " ".join(str(tag.get("aria-label") or "").split()), ALT
        if tag.name == "tr":
            return self._row(tag), ROW
        return _text(tag), TITLE if tag.name in ("h2", "h3", "h4", "caption") else SENTENCE

    def _row(self, tag: Tag) -> str:
        """A row as "column = cell | ..."; nothing for the row with the names of the columns."""
        if tag.parent is not None and tag.parent.name == "thead":
            return ""
        cells = tag.find_all(["td", "th"], recursive=False)
        names = self._columns if len(self._columns) == len(cells) else [""] * len(cells)
        return " | ".join(f"{name} = {_text(cell)}" for name, cell in zip(names, cells, strict=True))


def _describe_figure(figure: Tag | None) -> dict[str, str]:
    if figure is None:
        return {}
    return {
        "id": str(figure.get("id") or "").removeprefix("figuur-"),
        "titel": _find(figure, ".figuur-titel"),
        "ondertitel": _find(figure, ".figuur-ondertitel"),
    }


def _is_repeated(tag: Tag) -> bool:
    """A list item around paragraphs, a paragraph in a cell, the caption of a figure, titles of another part."""
    if _ELSEWHERE in (tag.get("class") or []):
        return True
    if tag.name == "caption":
        return tag.find_parent("figure") is not None
    if tag.name in ("li", "dd", "summary"):
        return tag.find(["p", "li"]) is not None
    return tag.name not in ("tr", "svg") and tag.find_parent(["td", "th"]) is not None


def _beside(tag: Tag) -> str:
    if tag.name == "dd":
        label = tag.find_previous_sibling("dt")
        return _text(label) if label else ""
    if tag.name == "tr":
        first = tag.find(["td", "th"])
        return _text(first) if first else ""
    item = tag.find_parent("li", class_="kernboodschap")
    return _text(item) if item else ""


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split()).replace(" ,", ",").replace(" .", ".")


def _find(tag: Tag | None, selector: str) -> str:
    found = tag.select_one(selector) if tag else None
    return _text(found) if found else ""
