"""Who works in care: `sources/aanbod/aanbod_<naam>.csv`, typed by the analyst; every mistake names its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from regiobeeld import paths
from regiobeeld.areas.register import Register, fold, load_register
from regiobeeld.catalog.typed import Cell, date_in, filled, number, read_typed
from regiobeeld.future.supply_declared import FOLDER, Aanbod

COLUMNS = {
    "beroep": "code van een beroep uit aanbod.toml",
    "gebied": "naam of code van een gemeente of regio (make regios)",
    "fte": "volle banen, geen personen; 0,5 is een halve baan",
    "leeftijdsklasse": "leeftijd van wie er werkt, als 55-59 of 60+; totaal als die niet bekend is",
    "peildatum": "dag waarop dit zo was, als 2025-01-01; in een bestand overal dezelfde",
    "bron": "waar dit staat",
}
"""Column -> what it means."""
_HEADS = "Dit zijn personen; reken ze om naar fte (volle banen) en noem de kolom fte"
HEADS = dict.fromkeys(("personen", "koppen", "aantal", "medewerkers", "werknemers", "mensen", "headcount"), _HEADS)
REAL, EXAMPLE = "aanbod_*.csv", "voorbeeld_*.csv"
ALL_CLASSES = "totaal"
_CLASS = re.compile(r"(\d{2})(?:-(\d{2})|\+)")


@dataclass(frozen=True)
class Staff:
    """Fte of one profession in one age class of one area; `first` is None when no age is known.

    Attributes:
        members: the gemeenten of the area, so that one area under two codes is the same.
        last: oldest age of the class; None for an open class.
    """

    beroep: str
    members: frozenset[str]
    fte: float
    first: int | None
    last: int | None
    peildatum: date
    bron: str
    is_example: bool
    cell: Cell


def read_staff(
    declared: Aanbod, base: int, sources: Path = paths.SOURCES, everything: bool = False
) -> tuple[Staff, ...]:
    """All rows of the files of the analyst; those of an example only when the declaration counts them in.

    Args:
        base: year the projection starts from; everything: read the examples too, to check them.

    Raises:
        ContractError: a cell does not fit, an age class overlaps another, a file has two dates.
        SourceUnreachableError: a file cannot be opened.
    """
    folder = sources / FOLDER
    patterns = (REAL, EXAMPLE) if everything or declared.voorbeeld_meerekenen else (REAL,)
    files = [path for pattern in patterns for path in sorted(folder.glob(pattern))]
    if not files:
        return ()
    register = load_register(sources)
    found = [row for path in files for row in _read_file(path, declared, base, register)]
    _refuse_overlap(found)
    return tuple(found)


def _read_file(path: Path, declared: Aanbod, base: int, register: Register) -> Iterator[Staff]:
    codes = [item.code for item in declared.beroep]
    first: Cell | None = None
    for row in read_typed(path, list(COLUMNS), known=HEADS):
        if row["beroep"].text not in codes:
            raise row["beroep"].refuse("onbekend beroep", f"Kies uit: {', '.join(codes)}; zie aanbod.toml")
        first = first or row["peildatum"]
        youngest, oldest = _age_class(row["leeftijdsklasse"])
        yield Staff(
            beroep=row["beroep"].text,
            members=_members(row["gebied"], register),
            fte=number(row["fte"], 0.0),
            first=youngest,
            last=oldest,
            peildatum=_day(row["peildatum"], first, base, declared.peildatum_hoogstens),
            bron=filled(row["bron"]),
            is_example=path.match(EXAMPLE),
            cell=row["leeftijdsklasse"],
        )


def _day(cell: Cell, first: Cell, base: int, most: int) -> date:
    """The date of the file: one, and not far from the year the projection starts from."""
    day = date_in(cell)
    if day != date_in(first):
        raise cell.refuse("een tweede peildatum in dit bestand", f"De eerste is {first.text}")
    if abs(years_to(day, base)) > most:
        raise cell.refuse(
            f"deze dag ligt meer dan {most} jaar van 1 januari {base}, het begin van de projectie",
            "Neem een nieuwere telling",
        )
    return day


def years_to(day: date, year: int) -> int:
    """Whole years from a day to 1 January of a year."""
    return round((date(year, 1, 1) - day).days / 365.25)


def _age_class(cell: Cell) -> tuple[int | None, int | None]:
    if cell.text == ALL_CLASSES:
        return None, None
    match = _CLASS.fullmatch(cell.text)
    if not match or (match[2] and int(match[2]) < int(match[1])):
        raise cell.refuse("dit is geen leeftijdsklasse", f"Schrijf 55-59, 60+ of {ALL_CLASSES}")
    return int(match[1]), int(match[2]) if match[2] else None


def _members(cell: Cell, register: Register) -> frozenset[str]:
    area = register.areas.get(cell.text) or register.best(cell.text)
    if area is None:
        former = [f for f in register.former.values() if fold(cell.text) in (fold(f.code), fold(f.naam))]
        mend = "Deze gemeente is opgegaan in een andere" if former else "Zie make regios voor alle namen en codes"
        raise cell.refuse("onbekend gebied", mend)
    return frozenset(area.gemeenten)


def _refuse_overlap(rows: Iterable[Staff]) -> None:
    """Every age once per profession and area, and no total beside its parts."""
    seen: dict[tuple[str, frozenset[str]], list[Staff]] = {}
    for row in rows:
        earlier = seen.setdefault((row.beroep, row.members), [])
        if other := next((item for item in earlier if _overlap(row, item)), None):
            raise row.cell.refuse(
                f"deze leeftijden staan er voor {row.beroep} in dit gebied al",
                f"Zie {other.cell.file}, rij {other.cell.row}",
            )
        earlier.append(row)


def _overlap(one: Staff, other: Staff) -> bool:
    if one.first is None or other.first is None:
        return True
    return one.first <= (other.last or 999) and other.first <= (one.last or 999)


def staff_of(rows: Sequence[Staff], beroep: str, members: Sequence[str]) -> tuple[Staff, ...]:
    """Those who work in an area: its own rows, else those of its gemeenten when every one of them has rows."""
    mine = [row for row in rows if row.beroep == beroep]
    own = tuple(row for row in mine if row.members == frozenset(members))
    if own:
        return own
    parts = [tuple(row for row in mine if row.members == {code}) for code in members]
    return tuple(row for part in parts for row in part) if parts and all(parts) else ()


def whole_numbers(rows: Sequence[Staff], least: int = 5) -> str:
    """A remark when every figure of a file is a whole number: heads rather than fte? Empty when not."""
    for name in dict.fromkeys(row.cell.file for row in rows):
        numbers = [row.fte for row in rows if row.cell.file == name]
        if len(numbers) >= least and all(value == int(value) for value in numbers):
            return f"In {name} zijn alle getallen heel. Zijn dit fte (volle banen), en geen personen?"
    return ""
