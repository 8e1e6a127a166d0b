"""The gate before everything else: no persons, no identifying columns. It names places, never what stands there.

Every cell of the file is looked at, also in columns and sheets that nobody reads: what lies in this folder may not
be about one person. A false alarm costs the analyst a minute; a miss cannot be taken back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from regiobeeld.areas.register import fold
from regiobeeld.catalog.lokaal import LokaleBron
from regiobeeld.local.mistakes import Mistakes
from regiobeeld.local.sheet import Sheet

MEND = "Haal deze gegevens uit het bestand: alleen tellingen per gebied en groep horen hier"
FEW, LONG, WORDS = 10, 60, 8
"""From how many rows a column of unique values is one of persons; longest text and most words of a name."""

_HEADINGS = re.compile(
    r"\b(bsn|burgerservice\w*|sofi\w*|voornaam|voornamen|achternaam|roepnaam|initialen|voorletters?|"
    r"geboorte\w*|geb datum|adres|straat\w*|huisnummer|huisnr|e ?mail\w*|telefoon\w*|mobiel|tel nr|"
    r"patient\w*(id|nr|nummer|code|naam)|client\w*(id|nr|nummer|code|naam)|client (id|nr|nummer|naam)|"
    r"patient (id|nr|nummer|naam)|kenteken|iban|polis\w*|dossier\w*|opmerking\w*|toelichting|notitie\w*)\b"
)
_NAME_HEADINGS = {"naam", "naam patient", "naam client", "naam bewoner", "volledige naam", "bewoner", "persoon"}
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<!\d)[1-9]\d{3}\s?[A-Za-z]{2}(?![A-Za-z0-9])")
_PHONE = re.compile(r"(?<!\d)(?:\+31|0031|0)[\s-]?(?:\(0\))?[1-9](?:[\s-]?\d){8}(?!\d)")
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2}|(?:19|20)\d{2}[-/.](?:0?[1-9]|1[0-2])[-/.]\d{1,2}"
    r"|\d{1,2} (?:jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z.]* (?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\d.,])\d(?:[ .-]?\d){7,8}(?![\d]|[.,]\d)")
_PERSON = re.compile(
    r"^(?:(?:dhr|mw|mevr|mevrouw|meneer|de heer|drs?|ir|mr)\.?\s+.*"
    r"|(?:[A-Z]\.\s?){1,5}(?:(?:van|de|der|den|ten|ter|el|al)\s+){0,3}[A-Z][\w'-]+.*"
    r"|[A-Z][\w'-]+,\s*(?:[A-Z]\.?\s?){1,5}.*)$"
)
_TWO_WORDS = re.compile(r"^[A-Z][a-zà-ÿ'-]+(?:\s(?:van|de|der|den|ten|ter|el|al|'t))*(?:\s[A-Z][a-zà-ÿ'-]+)+$")
_ID_LIKE = re.compile(r"\b(id|nr|nummer|volgnummer|code|sleutel|key|record|casus|pseudoniem)\b|(id|nr|nummer)$")


@dataclass(frozen=True)
class _Text:
    """One cell of any sheet: where it is and what it says."""

    row: int
    label: str
    text: str
    is_count: bool = False
    is_title: bool = False


def guard(sheet: Sheet, declared: LokaleBron, places: Collection[str], mistakes: Mistakes) -> None:
    """Note every cell or column that could be about a person.

    Args:
        places: folded names of areas, which are no names of persons.
        mistakes: gets row and column of what was found; never the value.
    """
    for cell in _all_cells(sheet, declared):
        what = _identifies(cell, declared, places)
        if what:
            mistakes.add(f"{what}", MEND, cell.row, cell.label)
    for number, name in enumerate(sheet.header):
        _guard_column(sheet, number, name, declared, places, mistakes)
    _guard_counts(sheet, declared, mistakes)


def _all_cells(sheet: Sheet, declared: LokaleBron) -> Iterator[_Text]:
    for number, text in enumerate(sheet.header):
        yield _Text(sheet.kop, sheet.label(number, declared.gelezen), text)
    labels = [sheet.label(number, declared.gelezen) for number in range(len(sheet.header))]
    counts = [name in declared.geteld for name in sheet.header]
    for line in sheet.lines:
        for label, text, is_count in zip(labels, line.texts, counts, strict=False):
            if text:
                yield _Text(line.number, label, text, is_count)
    for name, line in sheet.others:
        where = "ander tabblad" if name else "boven de kop"
        for number, text in enumerate(line.texts):
            if text:
                yield _Text(line.number, f"{get_column_letter(number + 1)} ({where})", text, is_title=not name)


def _identifies(cell: _Text, declared: LokaleBron, places: Collection[str]) -> str:
    """What could point at a person in this cell; empty for nothing. A title above the table may hold a date."""
    text, is_money = cell.text, cell.is_count and "euro" in declared.eenheid
    is_known, dateless = fold(text) in places, _DATE.sub(" ", text)
    tests = (
        (bool(_EMAIL.search(text)), "dit lijkt een e-mailadres"),
        (bool(_POSTCODE.search(text)), "dit lijkt een volledige postcode"),
        (not is_money and any(map(is_bsn, _DIGITS.findall(dateless))), "dit kan een burgerservicenummer zijn"),
        (not is_money and bool(_PHONE.search(dateless)), "dit lijkt een telefoonnummer"),
        (bool(_PERSON.match(text)) and not is_known, "dit lijkt de naam van een persoon"),
        (
            not cell.is_title and bool(_DATE.search(text)),
            "dit is een datum: een geboortedatum of een datum van een gebeurtenis hoort hier niet",
        ),
        (
            not cell.is_title and not is_known and (len(text) > LONG or len(text.split()) > WORDS),
            "dit is een vrije tekst: daarin kan van alles over mensen staan",
        ),
    )
    return next((what for is_it, what in tests if is_it), "")


def is_bsn(text: str) -> bool:
    """Whether eight or nine digits pass the eleven-proof of the burgerservicenummer.

    9 d1 + 8 d2 + ... + 2 d8 - d9 is a multiple of 11 (Besluit burgerservicenummer); eight digits start with a 0.
    """
    digits = re.sub(r"\D", "", text).zfill(9)
    if len(digits) != 9 or not digits.strip("0"):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 == 0


def _guard_column(
    sheet: Sheet, number: int, name: str, declared: LokaleBron, places: Collection[str], mistakes: Mistakes
) -> None:
    """A column with a heading of persons, of names, or with another value in every row."""
    read, heading = name in declared.gelezen, fold(name)
    label = sheet.label(number, declared.gelezen)
    if _HEADINGS.search(heading) or (heading in _NAME_HEADINGS and not read):
        mistakes.add("deze kolom hoort bij personen", MEND, sheet.kop, label)
        return
    if name in declared.geteld:
        return
    cells = [(line.number, line.texts[number]) for line in sheet.lines if line.texts[number]]
    texts = [text for _, text in cells]
    if name != declared.kolommen.gebied or declared.gebied_soort != "eigen":
        named = [row for row, text in cells if _TWO_WORDS.match(text) and fold(text) not in places]
        if len(named) >= 2 and not read:
            mistakes.add("in deze kolom staan namen van personen of iets wat daarop lijkt", MEND, named[0], label)
    if (
        not read
        and len(texts) >= FEW
        and len(set(texts)) == len(texts)
        and _looks_like_ids(heading, texts, places)
    ):
        mistakes.add("in deze kolom staat in elke rij een ander nummer: is elke rij een persoon?", MEND, 0, label)


def _looks_like_ids(heading: str, texts: list[str], places: Collection[str]) -> bool:
    """Numbers in a row, codes of one length, or a heading that says so; not names or codes of areas."""
    if all(fold(text) in places for text in texts):
        return False
    if _ID_LIKE.search(heading):
        return True
    digits = all(text.isdigit() for text in texts)
    if digits and sorted(map(int, texts)) == list(range(min(map(int, texts)), min(map(int, texts)) + len(texts))):
        return True
    return len({len(text) for text in texts}) == 1 and len(texts[0]) >= 5 and any(c.isdigit() for c in texts[0])


def _guard_counts(sheet: Sheet, declared: LokaleBron, mistakes: Mistakes) -> None:
    """Counts of nought and one in every row, and the same group again and again, are persons and no groups."""
    if len(sheet.lines) < FEW:
        return
    keys = [name for name in declared.gelezen if name not in declared.geteld and name in sheet.header]
    places = [sheet.header.index(name) for name in keys]
    groups = {tuple(line.texts[place] for place in places) for line in sheet.lines}
    if len(groups) * 2 < len(sheet.lines):
        what = "dezelfde groep staat er telkens weer: is elke rij een persoon?"
        mistakes.add(what, "Tel de personen op per gebied en groep", sheet.lines[0].number)
    for name in (name for name in declared.geteld if name in sheet.header):
        place = sheet.header.index(name)
        texts = {line.texts[place] for line in sheet.lines if line.texts[place]}
        if declared.gevoelig and texts and texts <= {"0", "1", "ja", "nee", "Ja", "Nee"}:
            what = "in deze kolom staat alleen 0 of 1, ja of nee: is elke rij een persoon?"
            mistakes.add(what, "Tel de personen op per gebied en groep", sheet.lines[0].number, name)
