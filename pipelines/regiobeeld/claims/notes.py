"""Numbered notes for on paper: where the numbers of a paragraph, figure or table of the first layers come from.

On the screen a number tells it itself. A block gets its number as an attribute that only print shows, so that no
text of the page changes; the list of notes is shown in print, at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from regiobeeld.claims.inputs import COLUMNS, Names
from regiobeeld.claims.ledger import Ledger

_BLOCK = re.compile(
    r"<figure\b.*?</figure>|<table\b.*?</table>"
    r"|<(?P<tag>p|dd|h3|li)\b[^>]*>(?:(?!<(?:p|li|table|figure)\b).)*?</(?P=tag)>",
    re.DOTALL,
)
_CLAIM = re.compile(r'(?:<data value=|data-c=)"([\d ]+)"')
_MARKED = (re.compile(r'<p class="figuur-bron"'), re.compile(r'<span class="tabel-titel"'))
_TITLED_TWICE = re.compile(r'class="(?:[^"]* )?(?:kern-getal|kern-verwijzing)')
"""A figure in large letters stands in the sentence under it too."""
_MOST = 8
LAST = '<section class="laag vouwen"'
Facts = tuple[str, ...]


def add_paper_notes(page: str, ledger: Ledger, names: Names) -> str:
    """The page with a number at each block of the layers before the last one, and the list of notes.

    A page without layers stays as it is: it has all its figures at hand.
    """
    first, mark, rest = page.partition(LAST)
    if not mark:
        return page
    notes: dict[str, int] = {}

    def place(found: re.Match[str]) -> str:
        block = found[0]
        numbers = dict.fromkeys(int(n) for claim in _CLAIM.findall(block) for n in claim.split())
        if not numbers or _TITLED_TWICE.search(block[: block.find(">")]):
            return block
        text = ". ".join(_tell(list(numbers), ledger, names))
        number = notes.setdefault(text, len(notes) + 1)
        return _numbered(block, found["tag"], number)

    start = first.find("<main")
    first = first[:start] + _BLOCK.sub(place, first[start:])
    items = "\n".join(f'<li value="{number}">{escape(text)}</li>' for text, number in notes.items())
    listed = f'<aside class="noten" aria-label="Noten">\n<h2>Noten</h2>\n<ol>\n{items}\n</ol>\n</aside>\n'
    return f"{first}{mark}{rest}".replace("</main>", f"</main>\n{listed}", 1) if notes else page


def _numbered(block: str, tag: str | None, number: int) -> str:
    """The block with its number: on its own tag, or on the source line or title of a figure or table."""
    about = f' data-noot="{number}"'
    if tag:
        return f"<{tag}{about}{block[len(tag) + 1 :]}"
    for pattern in _MARKED:
        found = list(pattern.finditer(block))
        if found:
            end = found[-1].end()
            return f"{block[:end]}{about}{block[end:]}"
    return block


def _tell(numbers: list[int], ledger: Ledger, names: Names) -> Iterator[str]:
    """What numbers with the same source have in common, and which they are."""
    groups: dict[Facts, list[str]] = {}
    for number in numbers:
        facts = _facts(number, ledger, names)
        groups.setdefault(facts, []).append(ledger.getallen["getoond"][number])
    for facts, shown in groups.items():
        listed = "; ".join(dict.fromkeys(shown)) if len(shown) <= _MOST else f"{len(shown)} getallen"
        yield f"{listed}: {', '.join(fact for fact in facts if fact)}"


def _facts(number: int, ledger: Ledger, names: Names) -> Facts:
    place = ledger.getallen["invoer"][number]
    if place < 0:
        return (ledger.functies[ledger.getallen["functie"][number]][1].rstrip("."),)
    row = dict(zip(COLUMNS, ledger.invoer[place], strict=True))
    years = " tot ".join(dict.fromkeys(str(row[name])[:4] for name in ("periode_start", "periode_eind")))
    told = names.indicatoren.get(row["indicator_code"], (row["indicator_code"],))[0]
    age = "" if row["leeftijd"] == "totaal" else str(row["leeftijd"])
    return (told, age, years, f"tabel {row['tabel_code']}", row["soort"], row["status"].replace("definitief", ""))
