"""Which areas a local file may speak of, and what postcodes and own areas are carried to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from regiobeeld.areas.indeling import read_texts
from regiobeeld.areas.register import Former, Register, fold, load_register
from regiobeeld.catalog.lokaal import Gebiedsoort
from regiobeeld.local.mistakes import Mistakes
from regiobeeld.local.sheet import read_sheet

TOTALS = frozenset("totaal total som subtotaal eindtotaal alle alles regio overig onbekend".split())  # noqa: SIM905
_POSTCODE4 = re.compile(r"[1-9]\d{3}")
_ALL = 1e-6

Shares = Mapping[str, Mapping[str, float]]
"""Area in the file -> code of a gemeente or wijk -> the part of it that lies there."""


@dataclass(frozen=True)
class Places:
    """Gemeenten, their names and those of the past; the wijken of the newest map by their gemeente."""

    register: Register
    wijken: Mapping[str, str]

    @cached_property
    def words(self) -> frozenset[str]:
        """Folded names and codes of everything that is an area, so that it is no name of a person."""
        former = [fold(name) for f in self.register.former.values() for name in (f.naam, f.code)]
        return frozenset([*self.register.names, *former, *map(fold, self.wijken), *self.names_of_wijken])

    names_of_wijken: frozenset[str] = frozenset()
    lists: frozenset[tuple[int, str]] = frozenset()
    """Year and code of every gemeente that there was."""

    def gemeente(self, text: str) -> str | None:
        """The code of a gemeente of today by its code (with or without GM), or its name."""
        code = f"GM{int(text):04d}" if text.isdigit() and len(text) <= 4 else text.upper()
        if code in self.register.areas and code.startswith("GM"):
            return code
        return next((c for c in self.register.names.get(fold(text), ()) if c.startswith("GM")), None)

    def wijk(self, text: str) -> str | None:
        """The code of a wijk of the map."""
        code = text.upper() if text[:2].upper() == "WK" else f"WK{text}"
        return code if code in self.wijken else None

    def why_not(self, text: str, kind: Gebiedsoort) -> tuple[str, str]:
        """What is wrong with the name of an area, and how to mend it."""
        if set(fold(text).split()) & TOTALS:
            return "dit is een rij met een totaal of een rest", "Laat haar weg: regiobeeld telt zelf op"
        if kind == "wijk":
            return "onbekende wijk", "Schrijf de code van een wijk op de kaart, zoals WK014100"
        if kind == "postcode4":
            return "dit is geen postcode van vier cijfers", "Schrijf alleen de vier cijfers"
        former = self.former(text)
        if former is None:
            return "onbekende gemeente", "Schrijf de naam of de code; zie make regios"
        now = " of ".join(self.register.areas[c].naam for c in former.successors)
        what = f"deze gemeente bestaat sinds {former.since} niet meer"
        return what, f"Tel de aantallen op bij {now}" if len(former.successors) == 1 else f"Nu: {now}"

    def former(self, text: str) -> Former | None:
        """The gemeente of the past that this is."""
        wanted = fold(text)
        return next((f for f in self.register.former.values() if wanted in (fold(f.naam), fold(f.code))), None)

    def existed(self, code: str, jaar: int) -> bool:
        """Whether there was a gemeente with this code then; before the first list: whether it is on that one."""
        return (max(jaar, min(year for year, _ in self.lists)), code) in self.lists


@lru_cache(maxsize=4)
def load_places(sources: Path) -> Places:
    """Read `sources/indeling`."""
    rows = read_texts(sources / "indeling" / "wijken.csv")
    newest = rows[rows["gebied_jaar"].astype(int) == rows["gebied_jaar"].astype(int).max()]
    wijken = dict(zip(newest["code"], newest["gemeente_code"], strict=True))
    listed = read_texts(sources / "indeling" / "gemeenten.csv")
    lists = frozenset(zip(listed["gebied_jaar"].astype(int), listed["code"], strict=True))
    return Places(load_register(sources), wijken, frozenset(map(fold, newest["naam"])), lists)


def find_area(text: str, kind: Gebiedsoort, places: Places, shares: Shares) -> str | None:
    """The code of an area in a file; None when it is not known."""
    if kind == "gemeente":
        return places.gemeente(text)
    if kind == "wijk":
        return places.wijk(text)
    key = text if kind == "eigen" else text if _POSTCODE4.fullmatch(text) else ""
    return key if key in shares else None


def read_shares(path: Path, places: Places, mistakes: Mistakes) -> Shares:
    """The declared division of own areas (gebied, gebied_code, aandeel), every area to exactly 1."""
    sheet = read_sheet(path, None, 0, mistakes)
    if sheet is None:
        return {}
    wanted = ("gebied", "gebied_code", "aandeel")
    if tuple(sheet.header[:3]) != wanted or len(sheet.header) != 3:
        mistakes.add("de kop is niet gebied, gebied_code, aandeel", "Neem de kop van het voorbeeld over", 1)
        return {}
    found: dict[str, dict[str, float]] = {}
    for line in sheet.lines:
        area, text, share = line.texts
        code = places.wijk(text) or places.gemeente(text)
        value = _share(share)
        if not area:
            mistakes.add("het gebied is leeg", "", line.number, "gebied")
        if code is None:
            mistakes.add(
                "onbekende gemeente of wijk", "Schrijf een code (GM... of WK...)", line.number, "gebied_code"
            )
        elif code in found.get(area, {}):
            mistakes.add("dit gebied staat er twee keer", "Tel de aandelen op", line.number, "gebied_code")
        if value is None:
            mistakes.add("het aandeel is geen getal van 0 tot 1", "Schrijf 0,25", line.number, "aandeel")
        if area and code is not None and value is not None:
            found.setdefault(area, {})[code] = value
    for number, area in enumerate(found, 1):
        if abs(sum(found[area].values()) - 1) > _ALL:
            row = next(line.number for line in sheet.lines if line.texts[0] == area)
            mistakes.add(f"de aandelen van gebied {number} zijn samen geen 1", "Vul de rest aan", row, "aandeel")
        if len({code[:2] for code in found[area]}) > 1:
            mistakes.add(f"gebied {number} heeft wijken en gemeenten door elkaar", "Kies een van beide")
    return found


def _share(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if 0 < value <= 1 else None
