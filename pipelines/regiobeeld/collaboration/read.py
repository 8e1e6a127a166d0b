"""Read `verbanden_<regio>.csv` and `partners_<regio>.csv`; every mistake names file, row and column."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from regiobeeld import paths
from regiobeeld.areas.register import Register, fold, load_register
from regiobeeld.catalog.typed import Cell, Row, date_in, filled, read_typed
from regiobeeld.collaboration.contract import (
    FIRST_YEAR,
    LAST_YEAR,
    LISTS,
    OPTIONAL,
    PARTNERS,
    STATUSES,
    VERBANDEN,
    Thema,
    Verband,
    load_themas,
)
from regiobeeld.errors import ContractError

_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_CLOSE = 0.6


@dataclass(frozen=True)
class Words:
    """What the words in the files can mean."""

    register: Register
    themas: Mapping[str, Thema]

    @cached_property
    def by_word(self) -> dict[str, str]:
        """Folded word -> name of the theme."""
        return {fold(word): t.naam for t in self.themas.values() for word in (t.naam, *t.ook)}


def read_all(sources: Path = paths.SOURCES) -> tuple[Verband, ...]:
    """All collaborations of all regions, by region and name.

    Raises:
        ContractError: a cell does not fit, a code is there twice, a partner belongs to no collaboration.
        SourceUnreachableError: a file cannot be read.
    """
    folder = sources / "samenwerking"
    words = Words(load_register(sources), load_themas(folder))
    found = [v for path in sorted(folder.glob("verbanden_*.csv")) for v in read_region(path, words)]
    return tuple(sorted(found, key=lambda v: (v.regio, fold(v.naam), v.code)))


def read_region(path: Path, words: Words) -> list[Verband]:
    """The collaborations of one file with their partners."""
    regio = path.stem.removeprefix("verbanden_")
    if words.register.best(regio) is None:
        mend = "Noem het bestand naar een regio van make regios, zoals verbanden_twente.csv"
        raise ContractError(f'onbekende regio "{regio}"', path.name, mend)
    partners = _read_partners(path.with_name(f"partners_{regio}.csv"))
    seen: dict[str, int] = {}
    verbanden = []
    for row in read_typed(path, tuple(VERBANDEN), OPTIONAL, long=LISTS):
        verband = _verband(row, regio, words, partners)
        if verband.code in seen:
            first = f"De eerste staat in rij {seen[verband.code]}"
            raise row["verband"].refuse("dit verband staat er twee keer", first)
        seen[verband.code] = row["verband"].row
        verbanden.append(verband)
    loose = next((cells[0] for code, cells in partners.items() if code not in seen), None)
    if loose:
        raise loose.refuse("partner van een onbekend verband", f"Zet het verband in {path.name}")
    return verbanden


def _verband(row: Row, regio: str, words: Words, partners: Mapping[str, list[Cell]]) -> Verband:
    code = row["verband"].text
    if not _CODE.fullmatch(code):
        raise row["verband"].refuse("dit is geen code", "Gebruik kleine letters, cijfers, _ en -")
    status = row["status"].text
    if status not in STATUSES:
        raise row["status"].refuse("onbekende status", f"Kies uit: {', '.join(STATUSES)}")
    start, end = _year(row.get("start_jaar")), _year(row.get("eind_jaar"))
    if start and end and end < start:
        raise row["eind_jaar"].refuse(f"het einde ligt voor het begin ({start})")
    return Verband(
        code=code,
        naam=filled(row["naam"]),
        regio=regio,
        themas=tuple(_thema(part, words) for part in _parts(row["themas"])),
        gemeenten=tuple(sorted({_gemeente(part, words.register) for part in _parts(row["gemeenten"])})),
        status=status,
        bron=filled(row["bron"]),
        peildatum=date_in(row["peildatum"]),
        gebied=row["gebied"].text if "gebied" in row else "",
        start_jaar=start,
        eind_jaar=end,
        partners=tuple(cell.text for cell in partners.get(code, ())),
    )


def _read_partners(path: Path) -> dict[str, list[Cell]]:
    """Partners by code of the collaboration; without a file nobody knows them."""
    found: dict[str, list[Cell]] = {}
    if not path.exists():
        return found
    seen: set[tuple[str, str]] = set()
    for row in read_typed(path, tuple(PARTNERS)):
        code, partner = row["verband"].text, row["partner"]
        known = (code, fold(filled(partner)))
        if known in seen:
            raise partner.refuse(f"deze partner staat er bij {code} twee keer")
        seen.add(known)
        found.setdefault(code, []).append(partner)
    return found


def _parts(cell: Cell) -> Iterator[Cell]:
    """The items of a list with ; between them."""
    for part in cell.text.split(";"):
        if part.strip():
            yield Cell(cell.file, cell.row, cell.column, part.strip())


def _thema(cell: Cell, words: Words) -> str:
    found = words.by_word.get(fold(cell.text))
    if found is None:
        raise cell.refuse("onbekend thema", _suggest(cell.text, list(words.by_word), "themas.toml"))
    return found


def _gemeente(cell: Cell, register: Register) -> str:
    codes = [code for code in register.names.get(fold(cell.text), ()) if code.startswith("GM")]
    if codes:
        return codes[0]
    former = next((f for f in register.former.values() if fold(cell.text) in (fold(f.code), fold(f.naam))), None)
    if former:
        now = ", ".join(register.areas[code].naam for code in former.successors)
        raise cell.refuse(f"deze gemeente bestaat sinds {former.since} niet meer", f"Schrijf: {now}")
    names = [name for name, all_ in register.names.items() if any(code.startswith("GM") for code in all_)]
    raise cell.refuse("onbekende gemeente", _suggest(cell.text, names, "make regios"))


def _suggest(text: str, known: list[str], where: str) -> str:
    near = difflib.get_close_matches(fold(text), known, n=3, cutoff=_CLOSE)
    return f"Bedoelde u: {', '.join(near)}?" if near else f"Zie {where}"


def _year(cell: Cell | None) -> int | None:
    if cell is None or not cell.text:
        return None
    if not re.fullmatch(r"[0-9]{4}", cell.text) or not FIRST_YEAR <= int(cell.text) <= LAST_YEAR:
        raise cell.refuse("dit is geen jaar", "Schrijf een jaar als 2022, of laat de cel leeg")
    return int(cell.text)
