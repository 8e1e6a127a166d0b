"""Which observation a number is: the one with exactly its value, of what its place names (indicator, area ...).

A number is tied to an observation only when the value before rounding is equal and when what stands around it (the
title and subtitle of the figure, the row, the column, the sentence) leaves one observation; otherwise it has none,
and its formula tells how it was made.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any

import pandas as pd

from regiobeeld.claims.page import ALT, Page, Piece

COLUMNS = (
    "indicator_code",
    "gebied_code",
    "periode_start",
    "periode_eind",
    "geslacht",
    "leeftijd",
    "uitsplitsing",
    "waarde",
    "ondergrens",
    "bovengrens",
    "teller",
    "noemer",
    "soort",
    "status",
    "tabel_code",
    "snapshot",
    "afleiding",
    "gebied_jaar",
)
"""What a claim keeps of an observation."""
FIELDS = ("waarde", "ondergrens", "bovengrens")
_DIGITS = 9
_WORD = re.compile(r"[a-zà-ÿ0-9-]+")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
OF_ONE_AGE = re.compile(r"-(\d\d)(?:plus|-\d\d)$")
"""The id of a figure of one age group."""
_NUMBER = re.compile(r"\d+")
_WORTHLESS = {0.0, 1.0, 100.0}

Found = tuple[int, str]


@dataclass(frozen=True)
class Names:
    """How the page calls things: indicator -> texts that name it, area -> name, age -> texts that name it.

    An indicator is named by its name, by what people do ("rookt") and did ("rookte"); figures of `verleden` and
    earlier are told in the past tense. `aandelen`: the indicators that are percentages.
    """

    indicatoren: Mapping[str, tuple[str, ...]]
    gebieden: Mapping[str, str]
    leeftijden: Mapping[str, tuple[str, ...]]
    verleden: int = 0
    aandelen: frozenset[str] = frozenset()


@dataclass
class Observations:
    """The observations that a report may show, to be found by value."""

    rijen: list[dict[str, Any]]
    namen: Names
    _by_value: dict[float, dict[str, list[Found]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    _words: dict[str, list[frozenset[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, row in enumerate(self.rijen):
            if area := self.namen.gebieden.get(row["gebied_code"]):
                for name in FIELDS:
                    if row[name] == row[name] and row[name] is not None:
                        self._by_value[round(float(row[name]), _DIGITS)][area].append((place, name))
        self._words = {
            code: [frozenset(_WORD.findall(text.lower())) for text in texts if text]
            for code, texts in self.namen.indicatoren.items()
        }

    def find(self, value: float, piece: Piece, page: Page, counted: bool = False) -> Found | None:
        """The observation of a number in a piece of the page, and which of its values the number is.

        Args:
            counted: the number counts something: "16 wijken" is no share, whatever share is exactly 16.
        """
        if not self._is_known(value):
            return None
        figure = page.figuren.get(piece.plaats.figuur, {})
        place = piece.plaats
        near = " ".join((place.rij, place.kolom, piece.tekst))
        about = " ".join((figure.get("titel", ""), figure.get("ondertitel", ""), place.tabel))
        around = f"{near} {about}"
        years = _years_in(place.rij) | _years_in(place.kolom) | _years_in(piece.tekst)
        years = years or _years_in(about + figure.get("bron", ""))
        kept = [item for item in self._of_areas(value, around) if _is_of(self.rijen[item[0]], years)]
        if counted:
            kept = [item for item in kept if self._code(item[0]) not in self.namen.aandelen]
        kept = [item for item in kept if self._has_age(self.rijen[item[0]], around, place.figuur)]
        # What is heard of a drawing tells all its subjects in one breath: there only the figure itself says which.
        texts = () if place.soort == ALT else (near, around)
        kept = self._narrow(kept, self.named({self._code(row) for row, _ in kept}, texts, place.figuur))
        for narrower in (self._is_near, self._is_aged):
            if len(kept) > 1:
                kept = [item for item in kept if narrower(self.rijen[item[0]], near, around)] or kept
        return kept[0] if len({row for row, _ in kept}) == 1 else None

    def of_any_year(self, value: float, piece: Piece, page: Page) -> list[dict[str, Any]]:
        """The observations with this value, of the indicator, area and age of a sentence, whatever its years."""
        if not self._is_known(value):
            return []
        figure = page.figuren.get(piece.plaats.figuur, {})
        around = " ".join((piece.tekst, figure.get("titel", ""), figure.get("ondertitel", "")))
        here = self._of_areas(value, around)
        here = [item for item in here if self._is_near(self.rijen[item[0]], piece.tekst, around)] or here
        named = self.named({self._code(row) for row, _ in here}, (piece.tekst, around), piece.plaats.figuur)
        rows = [self.rijen[row] for row, _ in self._narrow(here, named)]
        whole = [row for row in rows if row["uitsplitsing"] == row["geslacht"] == "totaal"]
        aged = [row for row in whole if row["leeftijd"] != "totaal" and self._is_aged(row, piece.tekst, around)]
        # Beside a figure of the age that a sentence names, one of all ages is equal by chance.
        return aged if self._names_age(piece.tekst) else [*aged, *(r for r in whole if r["leeftijd"] == "totaal")]

    def _is_known(self, value: float) -> bool:
        return round(value, _DIGITS) in self._by_value and value not in _WORTHLESS

    def _of_areas(self, value: float, around: str) -> list[Found]:
        """The observations with this value of every area that a text names, in the order of the rows."""
        areas = self._by_value[round(value, _DIGITS)]
        return sorted((item for area in areas if area in around for item in areas[area]), key=itemgetter(0))

    @cached_property
    def jaren(self) -> Mapping[str, frozenset[str]]:
        """Indicator -> the years of its observations."""
        years: dict[str, set[str]] = defaultdict(set)
        for row in self.rijen:
            years[str(row["indicator_code"])] |= years_of(row)
        return {code: frozenset(some) for code, some in years.items()}

    def _code(self, row: int) -> str:
        return str(self.rijen[row]["indicator_code"])

    def _narrow(self, found: list[Found], codes: set[str]) -> list[Found]:
        return [(row, name) for row, name in found if self._code(row) in codes]

    def named(self, codes: set[str], texts: Iterable[str], figure: str) -> set[str]:
        """Which of these indicators is meant: that of the figure's id, or one that a text names in all words."""
        inside = {code for code in codes if f"-{code.replace('_', '-')}-" in f"-{figure}-"}
        if inside:
            longest = max(map(len, inside))
            return {code for code in inside if len(code) == longest}
        for text in texts:
            words = frozenset(_WORD.findall(text.lower())) if codes else frozenset()
            said = {code for code in codes if any(name <= words for name in self._words.get(code, ()))}
            if said:
                return said
        return set()

    def _has_age(self, row: dict[str, Any], around: str, figure: str) -> bool:
        """Whether an age group may stand in a figure of one age: that one, but for a year, or one it names."""
        age, own = str(row["leeftijd"]), OF_ONE_AGE.search(figure)
        if own is None or age == "totaal" or self._is_aged(row, around, around):
            return True
        first = _NUMBER.search(age)
        return first is not None and abs(int(first[0]) - int(own[1])) <= 1

    def _is_near(self, row: dict[str, Any], near: str, around: str) -> bool:
        return self.namen.gebieden[row["gebied_code"]] in near

    def _names_age(self, text: str) -> bool:
        return any(
            name in text for age, names in self.namen.leeftijden.items() if age != "totaal" for name in names
        )

    def _is_aged(self, row: dict[str, Any], near: str, around: str) -> bool:
        names = self.namen.leeftijden.get(row["leeftijd"], (row["leeftijd"],))
        return any(name in around for name in names)


@lru_cache(maxsize=4096)
def _years_in(text: str) -> frozenset[str]:
    """Remembered: the numbers of a table share their headings."""
    return frozenset(YEAR.findall(text))


def _is_of(row: Mapping[str, Any], years: frozenset[str]) -> bool:
    """Whether the period of an observation begins or ends in one of these years; when there are none, always."""
    return not years or not years.isdisjoint(_ends(row["periode_start"], row["periode_eind"]))


@lru_cache(maxsize=1024)
def _ends(first: Any, last: Any) -> tuple[str, str]:
    """The years in which a period begins and ends; thousands of observations share a few periods."""
    return str(first)[:4], str(last)[:4]


def years_of(row: Mapping[str, Any]) -> set[str]:
    """Every year of the period of an observation."""
    first, last = int(str(row["periode_start"])[:4]), int(str(row["periode_eind"])[:4])
    return {str(year) for year in range(first, last + 1)}


def observations(frames: Iterable[pd.DataFrame], names: Names, shown: Iterable[float]) -> Observations:
    """The rows of some tables of observations of which a value is shown."""
    rows: list[dict[str, Any]] = []
    values = {round(value, _DIGITS) for value in shown} - _WORTHLESS
    for frame in frames:
        seen = frame[list(FIELDS)].round(_DIGITS).isin(values).any(axis=1)
        kept = frame.loc[seen, list(COLUMNS)]
        known = kept.notna()
        columns = [kept[name].astype(object).where(known[name], None).tolist() for name in COLUMNS]
        rows += [dict(zip(COLUMNS, cells, strict=True)) for cells in zip(*columns, strict=True)]
    return Observations(rows, names)
