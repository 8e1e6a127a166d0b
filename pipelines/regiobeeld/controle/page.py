"""What a reader reads or hears in a report, piece by piece: sentences, titles, alt texts and rows of tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup, Tag

SENTENCE, TITLE, ALT, ROW = "zin", "titel", "alt-tekst", "tabel"
_BLOCKS = ("p", "li", "dd", "h2", "h3", "h4", "summary", "caption", "tr", "svg")
_SHOW_TABLE = "Bekijk de cijfers van: "


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
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    found: list[Passage] = []
    heading = ""
    for tag in page.find_all(_BLOCKS):
        if tag.name in ("h3", "h4") and not tag.find_parent("figure"):
            heading = _text(tag)
        found += _read(tag, heading)
    return list(dict.fromkeys(found))


def _read(tag: Tag, heading: str) -> Iterator[Passage]:
    if tag.name == "svg":
        text, kind = " ".join(str(tag.get("aria-label") or "").split()), ALT
    elif tag.name == "tr":
        text, kind = _row(tag), ROW
    else:
        text, kind = _text(tag), TITLE if tag.name in ("h2", "h3", "h4", "caption") else SENTENCE
    if not text or text.startswith(_SHOW_TABLE) or _is_repeated(tag):
        return
    figure, chapter = tag.find_parent("figure"), tag.find_parent("section")
    label = str(chapter.get("aria-labelledby") or "") if chapter else ""
    table = tag.find_parent("table")
    yield Passage(
        tekst=text,
        soort=kind,
        hoofdstuk=label,
        figuur=str(figure.get("id") or "").removeprefix("figuur-") if figure else "",
        ondertitel=_find(figure, ".figuur-ondertitel"),
        kop=_find(figure, ".figuur-titel") or _find(table, "caption") or heading,
        naast=_beside(tag),
    )


def _is_repeated(tag: Tag) -> bool:
    """A list item around paragraphs, a paragraph in a cell, the caption of a figure's own table."""
    if tag.name == "caption":
        return tag.find_parent("figure") is not None
    if tag.name in ("li", "dd", "summary"):
        return tag.find(["p", "li"]) is not None
    return tag.name != "tr" and tag.name != "svg" and tag.find_parent(["td", "th"]) is not None


def _beside(tag: Tag) -> str:
    if tag.name == "dd":
        label = tag.find_previous_sibling("dt")
        return _text(label) if label else ""
    if tag.name == "tr":
        first = tag.find(["td", "th"])
        return _text(first) if first else ""
    item = tag.find_parent("li", class_="kernboodschap")
    return _text(item) if item else ""


def _row(tag: Tag) -> str:
    """A row as "column = cell | ..."; nothing for the row with the names of the columns."""
    table = tag.find_parent("table")
    cells = tag.find_all(["td", "th"], recursive=False)
    if table is None or tag.find_parent("thead"):
        return ""
    head = table.select("thead tr:last-child > *")
    names = [_text(cell) for cell in head] if len(head) == len(cells) else [""] * len(cells)
    return " | ".join(f"{name} = {_text(cell)}" for name, cell in zip(names, cells, strict=True))


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split()).replace(" ,", ",").replace(" .", ".")


def _find(tag: Tag | None, selector: str) -> str:
    found = tag.select_one(selector) if tag else None
    return _text(found) if found else ""
