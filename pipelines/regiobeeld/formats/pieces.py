"""The pieces of HTML of a chapter as headings, sentences, lists, tiles and tables: for forms that are no page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bs4 import BeautifulSoup, Tag

from regiobeeld.formats.story import Cel, Tabel
from regiobeeld.numbers import LEEG, MINUS

Soort = Literal["kop", "alinea", "punt", "getal", "let-op"]
_UNSEEN = ("script", "style", "svg", "nav", "button", "summary", "template")
_HEADINGS = ("h2", "h3", "h4")
_NUMBER = re.compile(rf"[+{MINUS}-]?(\d{{1,3}}(\.\d{{3}})+|\d+)(,\d+)?%?")


@dataclass(frozen=True)
class Regel:
    """A line of text: a heading (2, 3 or 4 deep), a sentence, an item of a list, a key figure or a warning."""

    soort: Soort
    tekst: str
    diepte: int = 0


def read_pieces(html: str) -> Iterator[Regel | Tabel]:
    """What stands in a piece of HTML that this package made, in order; drawings and links to other places not."""
    soup = BeautifulSoup(html, "html.parser")
    for unseen in soup.find_all(_UNSEEN):
        unseen.decompose()
    yield from _walk(soup)


def _walk(parent: Tag) -> Iterator[Regel | Tabel]:
    for tag in parent.find_all(recursive=False):
        if not isinstance(tag, Tag) or "kern-verwijzing" in _classes(tag) or tag.has_attr("hidden"):
            continue
        found = _line(tag)
        if found is not None:
            yield from (line for line in found if isinstance(line, Tabel) or line.tekst)
        else:
            yield from _walk(tag)


def _line(tag: Tag) -> list[Regel | Tabel] | None:
    """The lines of one element; None when its parts have to be looked at."""
    classes = _classes(tag)
    if tag.name in _HEADINGS:
        return [Regel("kop", text_of(tag), int(tag.name[1]))]
    if tag.name == "table":
        return [read_table(tag)]
    if "kengetal" in classes:
        label, rest = tag.find("dt"), [text_of(span) for span in tag.select("dd > span")]
        return [Regel("getal", f"{text_of(label)}: {', '.join(rest)}" if label else ", ".join(rest))]
    if "kernboodschap" in classes or tag.name in ("li", "dt", "dd"):
        texts = [text_of(part) for part in _parts(tag)]
        texts = texts[1:] if len(texts) > 1 and texts[0] in texts[1] else texts
        return [Regel("punt", ". ".join(text.rstrip(".") for text in texts if text) + _stop(texts))]
    if "waarschuwing" in classes:
        return [Regel("let-op", _titled([text_of(part) for part in tag.find_all("p")]))]
    return [Regel("alinea", text_of(tag))] if tag.name in ("p", "figcaption", "caption") else None


def _parts(tag: Tag) -> Iterable[Tag]:
    """The paragraphs of an item, without a link; the item itself when it has none."""
    paragraphs = [part for part in tag.find_all("p") if "kern-verwijzing" not in _classes(part)]
    return paragraphs or [tag]


def _stop(texts: list[str]) -> str:
    return "." if len(texts) > 1 or (texts and texts[-1].endswith(".")) else ""


def _titled(texts: list[str]) -> str:
    """A title and what follows it, with a mark between the two."""
    title, rest = texts[0] if texts else "", " ".join(texts[1:])
    return f"{title} {rest}" if title.endswith(("?", "!", ".")) or not rest else f"{title}: {rest}"


def _classes(tag: Tag) -> list[str]:
    return list(tag.get("class") or [])


def text_of(tag: Tag) -> str:
    """The words of an element, each line break and run of spaces one space."""
    return " ".join(tag.get_text(" ").split()).replace(" ,", ",").replace(" .", ".").replace("( ", "(")


def read_table(tag: Tag) -> Tabel:
    """A table of the page; what is written as a number becomes that number, as it is shown."""
    caption = tag.find("caption")
    rows = [[text_of(cell) for cell in row.find_all(["th", "td"])] for row in tag.select("tbody tr")]
    columns = list(zip(*rows, strict=True))
    names = _distinct([text_of(cell) for cell in tag.select("thead th")])
    columns = columns or [()] * len(names)
    heads = tuple(_with_unit(name, texts) for name, texts in zip(names, columns, strict=True))
    values = [list(map(_value, texts)) if _are_numbers(texts) else list(map(_text, texts)) for texts in columns]
    places = tuple(_decimals(texts) if _are_numbers(texts) else None for texts in columns)
    title = text_of(caption) if isinstance(caption, Tag) else ""
    return Tabel(title, heads, tuple(zip(*values, strict=True)), places)


def _distinct(names: list[str]) -> list[str]:
    """Names of columns of which none is empty and none stands twice."""
    seen: dict[str, int] = {}
    found = []
    for place, name in enumerate(names, start=1):
        base = name or f"kolom {place}"
        seen[base] = seen.get(base, 0) + 1
        found.append(base if seen[base] == 1 else f"{base} ({seen[base]})")
    return found


def _are_numbers(texts: Sequence[str]) -> bool:
    """Whether its numbers are of one kind: no percentages among others, none with a unit or a margin."""
    shown = [text for text in texts if text[:1].isdigit() or text[:1] in ("+", MINUS)]
    return all(map(_NUMBER.fullmatch, shown)) and len({text.endswith("%") for text in shown}) == 1


def _with_unit(name: str, texts: Sequence[str]) -> str:
    """A column of percentages carries that in its name: the numbers lose it."""
    is_share = _are_numbers(texts) and any(_NUMBER.fullmatch(text) and text.endswith("%") for text in texts)
    return f"{name} (%)" if is_share and "%" not in name else name


def _text(text: str) -> Cel:
    return None if text in (LEEG, "") else text


def _value(text: str) -> Cel:
    if text in (LEEG, ""):
        return None
    if not _NUMBER.fullmatch(text):
        return text
    bare = text.rstrip("%").replace(".", "").replace(",", ".").replace(MINUS, "-")
    return float(bare) if "." in bare else int(bare)


def _decimals(texts: Iterable[str]) -> int | None:
    """The decimals that the page shows; None when the column holds no numbers."""
    shown = [text.rstrip("%").partition(",")[2] for text in texts if _NUMBER.fullmatch(text)]
    return max(map(len, shown)) if shown else None
