"""What holds for the page of every regiobeeld, whatever the region: each check is one function."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag

SOURCES = Path(__file__).parents[1] / "sources"
PROSE = ("p", "li", "dd", "h2", "h3", "td", "th")
NO_PROSE = ("figuur-bron", "cijfers")
UNSEEN = ("style", "script", "template")
LOADING = ("src", "href", "xlink:href", "srcset", "data", "poster", "action")
NO_WORD = re.compile(r"\b(?:nan|NaN|None|NaT|inf|-inf|null|undefined|True|False)\b|\{\{|\}\}|%s|\[\]")


def read_page(path: Path) -> BeautifulSoup:
    """The page, with every number a plain part of its sentence again."""
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    for number in page.find_all("data"):
        number.unwrap()
    page.smooth()
    return page


def loads_from_outside(page: BeautifulSoup) -> list[str]:
    """Everything that a browser would fetch: only a link that a reader clicks may lead outside."""
    found = [
        f"{tag.name} {name}={tag[name]}"
        for tag in page.find_all(True)
        for name in LOADING
        if tag.get(name) and tag.name != "a" and not str(tag[name]).startswith(("#", "data:"))
    ]
    text = "\n".join([*(str(tag.string) for tag in page.find_all(["style", "script"])), *styles(page)])
    found += [url for url in re.findall(r"url\(\s*['\"]?([^'\")]*)", text) if not url.startswith(("#", "data:"))]
    return found + re.findall(r"@import[^;]*|fetch\([^)]*|XMLHttpRequest|<iframe", text)


def styles(page: BeautifulSoup) -> list[str]:
    return [str(tag["style"]) for tag in page.find_all(style=True)]


def odd_words(page: BeautifulSoup) -> list[str]:
    """Words of a programmer in what a reader sees or hears, each with what stands around it."""
    seen = (text for text in page.find_all(string=True) if text.parent and text.parent.name not in UNSEEN)
    heard = (str(tag["aria-label"]) for tag in page.find_all(attrs={"aria-label": True}))
    texts = [" ".join(text for text in seen if type(text) is NavigableString), *heard]
    return [text[max(0, m.start() - 40) : m.end() + 40] for text in texts for m in NO_WORD.finditer(text)]


def hard_words(page: BeautifulSoup) -> list[str]:
    """Words of `sources/rapport/woordenlijst.toml` in the layers that all read, each with what to say instead.

    Source lines and the numbers behind a figure are no running text.
    """
    declared, found = word_list(), []
    for layer in read_layers(page, declared["lagen"]):
        texts = [t for t in layer.find_all(string=True) if not t.find_parent(class_=NO_PROSE)]
        told = " ".join(" ".join(texts).split())
        for word in declared["woord"]:
            hits = re.finditer(word["vorm"], told, re.IGNORECASE)
            found += [f"{told[max(0, m.start() - 40) : m.end() + 20]} -> {word['liever']}" for m in hits]
    return found


def long_sentences(page: BeautifulSoup) -> list[str]:
    """Sentences in those layers with more words than `langste_zin` of the list."""
    declared, found = word_list(), []
    for layer in read_layers(page, declared["lagen"]):
        blocks = [tag for tag in layer.find_all(PROSE) if not tag.find(PROSE) and not in_class(tag, NO_PROSE)]
        for block in blocks:
            told = " ".join(block.get_text(" ").split())
            found += [f"{n} woorden: {text}" for text, n in sentences(told) if n > declared["langste_zin"]]
    return found


def sentences(text: str) -> list[tuple[str, int]]:
    """Every sentence with its number of words, counted as the word list says."""
    bare = text
    while (shorter := re.sub(r" ?\([^()]*\)", "", bare)) != bare:
        bare = shorter
    # Three names or more with commas between them are one word: a list is read at a glance.
    listed = re.sub(r"(?:['A-Z][^,.;:]*, ){2,}['A-Z\d]\S*(?: [^,.;: ]+){0,3} en [^.,;:]+", "opsomming", bare)
    pieces = re.split(r"(?<=[.?!:;])\s+", listed)
    return [(piece, len(re.findall(r"[\w%€+−-]+(?:[.,]\d+)*%?", piece))) for piece in pieces]


def word_list() -> dict[str, Any]:
    return tomllib.loads((SOURCES / "rapport" / "woordenlijst.toml").read_text(encoding="utf-8"))


def read_layers(page: BeautifulSoup, codes: list[str]) -> list[Tag]:
    found = [page.find(id=code) for code in codes]
    assert all(isinstance(layer, Tag) for layer in found), codes
    return [layer for layer in found if isinstance(layer, Tag)]


def in_class(tag: Tag, names: tuple[str, ...]) -> bool:
    return bool(set(tag.get("class") or ()) & set(names)) or tag.find_parent(class_=names) is not None


def repeated_ids(page: BeautifulSoup) -> list[str]:
    counts = Counter(str(tag["id"]) for tag in page.find_all(id=True))
    return [code for code, count in counts.items() if count > 1]


def dead_references(page: BeautifulSoup) -> list[str]:
    """Links and labels inside the page that point to nothing."""
    known = {str(tag["id"]) for tag in page.find_all(id=True)}
    links = [str(tag["href"])[1:] for tag in page.find_all(href=re.compile("^#."))]
    labels = [word for tag in page.find_all(True) for word in str(tag.get("aria-labelledby") or "").split()]
    values = (str(value) for tag in page.find_all(True) for value in tag.attrs.values())
    clips = [name for value in values for name in re.findall(r"url\(#([^)]*)\)", value)]
    return sorted({name for name in [*links, *labels, *clips] if name not in known})


def figures(page: BeautifulSoup) -> list[Tag]:
    return list(page.find_all("figure"))


def faults_of(figure: Tag) -> list[str]:
    """What a figure lacks: text for who cannot see it, a title, a subtitle, a source, its numbers."""
    drawings = figure.find_all("svg", role="img")
    title = text_of(figure, "figcaption .figuur-titel")
    numbers = figure.select("table tbody td")
    complaints = {
        "geen tekening en geen tabel": not drawings and not figure.select("table .balk, table td"),
        "geen alternatieve tekst": any(len(str(svg.get("aria-label", ""))) < 20 for svg in drawings),
        "titel is geen bevinding": len(title.split()) < 3,
        "geen ondertitel": not text_of(figure, ".figuur-ondertitel"),
        "geen bron": not re.match(r"Bron: \w.*\d{4}", text_of(figure, ".figuur-bron")),
        "geen cijfers": not any(re.search(r"\d", cell.get_text()) for cell in numbers),
        "geen opschrift bij de cijfers": not text_of(figure, "table caption"),
    }
    return [f"{figure.get('id')}: {what}" for what, wrong in complaints.items() if wrong]


def text_of(tag: Tag, selector: str) -> str:
    found = tag.select_one(selector)
    return found.get_text(" ", strip=True) if found else ""


def empty_chapters(page: BeautifulSoup) -> list[str]:
    """Chapters with a heading and nothing to read under it."""
    own = [s for s in page.select("section.hoofdstuk") if not s.select(".verplaatst")]
    return [text_of(s, "h2") for s in own if len(s.get_text(" ", strip=True)) < 150]


def broken_tables(page: BeautifulSoup) -> list[str]:
    """Tables without a header, or with a row of another width than the header."""
    found = []
    for table in page.find_all("table"):
        width = sum(int(str(cell.get("colspan", 1))) for cell in table.select("thead tr:last-child > *"))
        rows = table.select("tbody tr")
        widths = {sum(int(str(c.get("colspan", 1))) for c in row.find_all(["td", "th"])) for row in rows}
        if not rows or widths != {width}:
            found.append(text_of(table, "caption") or str(table)[:80])
    return found
