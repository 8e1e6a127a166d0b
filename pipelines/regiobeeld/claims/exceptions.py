"""Digits that are no outcome: kinds of `sources/controle/uitzonderingen.toml`, and texts of declarations."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import compress
from pathlib import Path
from typing import Any

from regiobeeld import paths
from regiobeeld.claims.page import Span
from regiobeeld.documents import parse_toml
from regiobeeld.errors import ContractError
from regiobeeld.names import wijk_naam

FILE = "controle/uitzonderingen.toml"
DECLARED = "declaratie"
"""Kind of a number inside a text that is declared as a whole: a name, a definition, an explanation."""
_LEAST = 8
_DIGIT = re.compile(r"\d")
_KEYS = {"soort", "uitleg", "patroon", "plaats"}


@dataclass(frozen=True)
class Kind:
    """One kind of digits that are no outcome."""

    soort: str
    patroon: tuple[re.Pattern[str], ...]
    plaats: re.Pattern[str]


@dataclass(frozen=True)
class Exceptions:
    """All kinds, in order, and the declared texts that have a digit in them."""

    soorten: tuple[Kind, ...]
    teksten: tuple[str, ...]

    def find(self, text: str, place: str = "") -> dict[Span, str]:
        """Where digits of `text` are no outcome, and of which kind; the first kind that fits."""
        return dict(self._of_kinds(text, tuple(bool(kind.plaats.search(place)) for kind in self.soorten)))

    @cached_property
    def _of_kinds(self) -> Callable[[str, tuple[bool, ...]], dict[Span, str]]:
        """Remembered: the text of a cell or a source line stands in a page many times."""
        return lru_cache(maxsize=4096)(self._look_for)

    def _look_for(self, text: str, asked: tuple[bool, ...]) -> dict[Span, str]:
        found: dict[Span, str] = {}
        for kind in compress(self.soorten, asked):
            for pattern in kind.patroon:
                for match in pattern.finditer(text):
                    found.setdefault(match.span(), kind.soort)
        return found

    def declared(self, text: str) -> dict[Span, str]:
        """Where a declared text stands in `text`."""
        words = set(_WORD.findall(text))
        return {
            span: DECLARED
            for word in words & self._by_word.keys()
            for declared in self._by_word[word]
            for span in _spans(declared, text)
        }

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        """Declared texts by the first word in them that has a digit: most texts are then never looked at."""
        texts: dict[str, list[str]] = {}
        for text in self.teksten:
            texts.setdefault(_WORD.findall(text)[0], []).append(text)
        return texts


_WORD = re.compile(r"\w*\d\w*")


def _spans(part: str, text: str) -> Iterator[Span]:
    """Where a part stands in a text, without overlap."""
    start = text.find(part)
    while start >= 0:
        end = start + len(part)
        yield start, end
        start = text.find(part, end)


@lru_cache(maxsize=4)
def load_exceptions(sources: Path = paths.SOURCES) -> Exceptions:
    """Read the declared kinds and texts.

    Raises:
        ContractError: a key is unknown or lacking, or a pattern is none.
    """
    entries = parse_toml((sources / FILE).read_text(encoding="utf-8")).get("uitzondering", [])
    return Exceptions(tuple(_exception(entry) for entry in entries), tuple(sorted(_declared_texts(sources))))


def _exception(entry: dict[str, Any]) -> Kind:
    where = f"{FILE}: {entry.get('soort', '?')}"
    if wrong := (_KEYS - {"plaats"} - set(entry)) | (set(entry) - _KEYS):
        raise ContractError(f'sleutel "{min(wrong)}" ontbreekt of is onbekend', where)
    try:
        patterns = tuple(re.compile(text) for text in entry["patroon"])
        return Kind(entry["soort"], patterns, re.compile(entry.get("plaats", "")))
    except re.error as error:
        raise ContractError(f"dit patroon klopt niet: {error}", where) from None


def _declared_texts(sources: Path) -> set[str]:
    """Texts with a digit in the declarations, as they would stand in a page; templates are not such texts."""
    found: set[str] = set()
    checked = sources / "controle" / "zinnen"
    for path in [*sources.rglob("*.toml"), *_own_declarations(sources)]:
        if path.name != Path(FILE).name and checked not in path.parents and not path.name.endswith("lock.toml"):
            found |= set(_strings(parse_toml(path.read_text(encoding="utf-8"))))
    for path in (sources / "samenwerking").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            found |= {cell for row in csv.reader(handle, delimiter=";") for cell in row}
    texts = {" ".join(text.split()) for text in found if "{{" not in text and "{%" not in text}
    texts = {text for text in texts if len(text) >= _LEAST and " " in text}
    return {text for text in texts | set(_area_names(sources / "indeling" / "wijken.csv")) if _DIGIT.search(text)}


def _area_names(path: Path) -> Iterator[str]:
    """Names of wijken with a digit ("Akkerveen, wijk 11"), without the number that stands before a name."""
    if path.exists():
        with path.open(encoding="utf-8", newline="") as handle:
            yield from (wijk_naam(row["naam"]) for row in csv.DictReader(handle))


def _own_declarations(sources: Path) -> Iterator[Path]:
    """What an analyst declares beside the sources: local figures and plans; their words may hold digits."""
    for pattern in ("lokaal/*/*.toml", "plannen/*.toml"):
        yield from sources.parent.glob(pattern)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
