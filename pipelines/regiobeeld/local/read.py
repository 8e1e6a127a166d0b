"""From the cells of a local file to counts per area, period, sex and age; every mistake by its cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from regiobeeld.catalog.lokaal import LokaleBron
from regiobeeld.local.mergers import NONE, Mergers
from regiobeeld.local.mistakes import Mistakes
from regiobeeld.local.places import Places, Shares, find_area
from regiobeeld.local.sheet import Line, Sheet

EMPTY = frozenset(("", ".", "-", "–", "x", "n.v.t.", "nvt", "onbekend"))
FIRST_YEAR, LAST_YEAR = 2000, 2100
_HIDDEN = re.compile(r"<\s?\d{1,2}|geheim|\*")
_PLAIN = re.compile(r"\d+([.,]\d+)?")
_THOUSANDS = re.compile(r"\d{1,3}([. \u00a0\u202f]\d{3})+(,\d+)?")
_PERIOD = re.compile(r"(\d{4})(?:\s?[-/–]\s?(\d{4}))?")
_SEXES = {
    "": "totaal", "totaal": "totaal", "t": "totaal", "alle": "totaal", "man": "man", "mannen": "man", "m": "man",
    "jongens": "man", "vrouw": "vrouw", "vrouwen": "vrouw", "v": "vrouw", "meisjes": "vrouw",
}  # fmt: skip
_TOTAL_AGE = frozenset(("", "totaal", "alle leeftijden", "alle", "0+", "iedereen"))
_SPAN = re.compile(r"(\d{1,3})\s?(?:-|–|t/m|tot en met)\s?(\d{1,3})")
_BELOW = re.compile(r"(\d{1,3})\s?tot\s?(\d{1,3})")
_OPEN = re.compile(r"(\d{1,3})\s?(?:\+|en ouder|(?:jaar )?(?:en|of) ouder)")
_YOUNGER = re.compile(r"(?:<|jonger dan|tot)\s?(\d{1,3})")


Who = tuple[str, str]
"""The gemeente that it was, where that is another one now, and who delivered the row."""


@dataclass(frozen=True, order=True)
class Key:
    """Whom and when a count is about. `gebied`: a code, or an own name; `periode`: 2024 or 2020-2022."""

    gebied: str
    periode: str
    geslacht: str
    leeftijd: str


@dataclass(frozen=True)
class Count:
    """What a file says of one group; None is not told. `largest`: the share (0-1) of the largest deliverer."""

    teller: float | None
    noemer: float | None
    waarde: float | None
    largest: float = 0.0
    is_hidden: bool = False


def read_counts(
    sheet: Sheet, declared: LokaleBron, places: Places, shares: Shares, mistakes: Mistakes, mergers: Mergers = NONE
) -> dict[Key, Count]:
    """All counts of a file; rows of several deliverers, and of gemeenten that are one now, are added up."""
    if not _has_columns(sheet, declared, mistakes):
        return {}
    found: dict[Key, dict[Who, Count]] = {}
    first: dict[tuple[Key, Who], int] = {}
    for line in sheet.lines:
        if _is_foot(line, sheet, declared, mistakes):
            continue
        for key, who, count in _counts_of(line, sheet, declared, places, shares, mistakes, mergers):
            if (key, who) in first:
                what = f"deze groep staat er al in rij {first[(key, who)]}"
                mistakes.add(what, "Laat een van beide weg", line.number, declared.kolommen.gebied)
            first.setdefault((key, who), line.number)
            found.setdefault(key, {})[who] = count
    return {key: _together(rows, mergers.parts(key.gebied)) for key, rows in sorted(found.items())}


def _has_columns(sheet: Sheet, declared: LokaleBron, mistakes: Mistakes) -> bool:
    for name in declared.gelezen:
        if name not in sheet.header:
            near = [n for n in sheet.header if n.casefold().strip() == name.casefold().strip()]
            mend = (
                f'In het bestand heet zij "{near[0]}"'
                if near
                else "Verander de kop, of 'kolommen' in de beschrijving"
            )
            mistakes.add(f'de kolom "{name}" ontbreekt', mend, sheet.kop)
    return all(name in sheet.header for name in declared.gelezen)


def _is_foot(line: Line, sheet: Sheet, declared: LokaleBron, mistakes: Mistakes) -> bool:
    """A remark below the table, or the heading once more."""
    filled = [text for text in line.texts if text]
    if line.texts == sheet.header:
        mistakes.add("hier staat de kop nog een keer", "Gooi deze rij weg", line.number)
        return True
    alone = len(filled) == 1 and line.texts[0] and len(declared.gelezen) > 1
    if alone:
        mistakes.add("deze rij heeft alleen tekst: dit lijkt een voetnoot", "Gooi deze rij weg", line.number)
    return bool(alone)


def _counts_of(
    line: Line,
    sheet: Sheet,
    declared: LokaleBron,
    places: Places,
    shares: Shares,
    mistakes: Mistakes,
    mergers: Mergers,
) -> Iterator[tuple[Key, Who, Count]]:
    cells, names = dict(zip(sheet.header, line.texts, strict=True)), declared.kolommen
    text = cells[names.gebied]
    area = mergers.to.get(text) or (find_area(text, declared.gebied_soort, places, shares) if text else None)
    if area is None:
        what, mend = ("het gebied is leeg", "") if not text else places.why_not(text, declared.gebied_soort)
        if text and declared.gebied_soort == "eigen":
            what, mend = "dit gebied staat niet in de verdeling", f"Zet het in {declared.verdeling}"
        elif text.isdigit() and declared.gebied_soort == "postcode4":
            what, mend = "deze postcode staat niet in de verdeling", f"Zet haar in {declared.verdeling}"
        mistakes.add(what, mend, line.number, names.gebied)
    period = declared.periode or _period(cells[str(names.periode)])
    if period is None:
        mistakes.add("dit is geen jaar", "Schrijf 2024, of 2020-2022", line.number, str(names.periode))
    for group in declared.groepen:
        age = age_of(cells[names.leeftijd]) if names.leeftijd else group.leeftijd
        sex = _SEXES.get(cells[names.geslacht].casefold()) if names.geslacht else group.geslacht
        if age is None:
            mend = "Schrijf 0-17, 18-64, 75+ of totaal"
            mistakes.add("dit is geen leeftijdsgroep", mend, line.number, str(names.leeftijd))
        if sex is None:
            mistakes.add("dit is geen geslacht", "Schrijf man, vrouw of totaal", line.number, str(names.geslacht))
        columns = (group.teller, group.noemer, group.waarde)
        numbers = [_number(cells[c], c, line, sheet, declared, mistakes) if c else None for c in columns]
        hidden = any(_HIDDEN.fullmatch(cells[c].casefold()) for c in columns if c)
        count = _count(numbers, hidden, columns, line, declared, mistakes)
        if area is not None and period and age and sex:
            who = mergers.origin.get(text, ""), cells[names.bijdrager] if names.bijdrager else ""
            yield Key(area, period.replace("/", "-"), sex, age), who, count


def _count(
    numbers: list[float | None],
    hidden: bool,
    columns: tuple[str | None, ...],
    line: Line,
    declared: LokaleBron,
    mistakes: Mistakes,
) -> Count:
    teller, noemer, waarde = numbers
    if teller is not None and noemer is not None and declared.eenheid == "%" and teller > noemer:
        mistakes.add("de teller is groter dan de noemer", "", line.number, str(columns[0]))
    if waarde is not None and declared.eenheid == "%" and waarde > 100:
        mistakes.add("een percentage is hoogstens 100", "", line.number, str(columns[2]))
    if waarde is not None and noemer is not None and teller is None:
        teller = round(waarde * noemer / factor(declared.eenheid))
    return Count(teller, noemer, waarde, is_hidden=hidden)


def factor(eenheid: str) -> float:
    """What a share is multiplied by to become a figure."""
    return {"%": 100.0, "per 1000": 1000.0}.get(eenheid, 1.0)


def _number(
    text: str, column: str, line: Line, sheet: Sheet, declared: LokaleBron, mistakes: Mistakes
) -> float | None:
    """The number in a cell; None for an empty or hidden one, and for a mistake."""
    is_value = column in {group.waarde for group in declared.groepen}
    bare = text.removesuffix("%").strip() if is_value and declared.eenheid == "%" else text
    if bare.casefold() in EMPTY or _HIDDEN.fullmatch(bare.casefold()):
        return None
    if not _PLAIN.fullmatch(bare):
        mistakes.add(*_why_no_number(bare), line.number, column)
        return None
    # A spreadsheet holds numbers, in which a point is a point; a text with one may mean a thousand.
    if _THOUSANDS.fullmatch(bare) and (not is_value or sheet.is_text):
        what = "is dit een punt voor duizendtallen?"
        mistakes.add(what, "Schrijf 1250 of 1,25, zonder die punt", line.number, column)
        return None
    value = float(bare.replace(",", "."))
    if not is_value and not value.is_integer():
        mistakes.add("een aantal is een heel getal", "Tel mensen, geen percentages", line.number, column)
        return None
    return value


def _why_no_number(text: str) -> tuple[str, str]:
    if _THOUSANDS.fullmatch(text):
        return "hier staat een teken tussen de duizendtallen", "Schrijf 1250"
    if text.endswith("%"):
        return "hier staat een procentteken", "Schrijf een aantal"
    if text.startswith("-") and _PLAIN.fullmatch(text[1:]):
        return "dit getal is kleiner dan 0", "Een aantal is nooit negatief"
    return "dit is geen getal", "Schrijf alleen cijfers; laat de cel leeg als het aantal niet bekend is"


def _period(text: str) -> str | None:
    match = _PERIOD.fullmatch(text)
    if not match:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        return None
    return str(first) if first == last else f"{first}-{last}"


def age_of(text: str) -> str | None:
    """An age group as it is written in many ways: "0 t/m 17", "18 tot 45 jaar", "75 jaar en ouder"."""
    words = text.casefold().removesuffix("jarigen").replace("jaar", "").strip()
    words = " ".join(words.split())
    if words in _TOTAL_AGE:
        return "totaal"
    if match := _SPAN.fullmatch(words):
        return f"{int(match[1])}-{int(match[2])}" if int(match[1]) <= int(match[2]) else None
    if match := _BELOW.fullmatch(words):
        return f"{int(match[1])}-{int(match[2]) - 1}" if int(match[1]) < int(match[2]) else None
    if match := _OPEN.fullmatch(words):
        return f"{int(match[1])}+"
    if match := _YOUNGER.fullmatch(words):
        return f"0-{int(match[1]) - 1}"
    return str(int(words)) if words.isdigit() and len(words) <= 3 else None


def _together(rows: dict[Who, Count], needed: Collection[str]) -> Count:
    """The rows of several deliverers and parts as one count; unknown as soon as one is, or when a part lacks."""
    parts, hidden = list(rows.values()), any(count.is_hidden for count in rows.values())
    if not set(needed) <= {part for part, _ in rows}:
        return Count(None, None, None, is_hidden=hidden)
    if len(parts) == 1 and not next(iter(rows))[1]:
        return parts[0]
    total, base = _sum([p.teller for p in parts]), _sum([p.noemer for p in parts])
    return Count(total, base, None, _largest(rows) / total if total else 0.0, hidden)


def _largest(rows: dict[Who, Count]) -> float:
    """What the largest deliverer counted, where they are named."""
    sums: dict[str, float] = {}
    for (_, bijdrager), count in rows.items():
        sums[bijdrager] = sums.get(bijdrager, 0.0) + (count.teller or 0.0)
    return max((number for name, number in sums.items() if name), default=0.0)


def _sum(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
