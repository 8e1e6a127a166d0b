"""Read `verbanden_<regio>.csv` and `partners_<regio>.csv`; every mistake names file, row and column."""

from __future__ import annotations

import csv
import datetime
import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from regiobeeld import paths
from regiobeeld.areas.register import Register, fold, load_register
from regiobeeld.collaboration.contract import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST,
    OPTIONAL,
    PARTNERS,
    STATUSES,
    VERBANDEN,
    Thema,
    Verband,
    load_themas,
)
from regiobeeld.errors import ContractError, SourceUnreachableError

_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_CLOSE = 0.6


@dataclass(frozen=True)
class Cell:
    """One cell with its place, for messages."""

    file: str
    row: int
    column: str
    text: str

    @property
    def place(self) -> str:
        return f"{self.file}, rij {self.row}, kolom {self.column}"

    def refuse(self, what: str, mend: str = "") -> ContractError:
        shown = self.text if len(self.text) <= 60 else self.text[:57] + "..."
        return ContractError(f'{what}: "{shown}"', self.place, mend)


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
    for row in _rows(path, VERBANDEN):
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


def _verband(row: Mapping[str, Cell], regio: str, words: Words, partners: Mapping[str, list[Cell]]) -> Verband:
    code = row["verband"].text
    if not _CODE.fullmatch(code):
        raise row["verband"].refuse("dit is geen code", "Gebruik kleine letters, cijfers, _ en -")
    status = row["status"].text
    if status not in STATUSES:
        raise row["status"].refuse("onbekende status", f"Kies uit: {', '.join(STATUSES)}")
    start, end = _year(row.get("start_jaar")), _year(row.get("eind_jaar"))
    if start and end and end < start:
        raise row["eind_jaar"].refuse(f"het einde ligt voor het begin ({start})")
    for column in ("naam", "bron"):
        if not row[column].text:
            raise row[column].refuse("deze cel mag niet leeg zijn")
    return Verband(
        code=code,
        naam=row["naam"].text,
        regio=regio,
        themas=tuple(_thema(part, words) for part in _parts(row["themas"])),
        gemeenten=tuple(sorted({_gemeente(part, words.register) for part in _parts(row["gemeenten"])})),
        status=status,
        bron=row["bron"].text,
        peildatum=_date(row["peildatum"]),
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
    for row in _rows(path, PARTNERS):
        code, partner = row["verband"].text, row["partner"]
        if not partner.text:
            raise partner.refuse("deze cel mag niet leeg zijn")
        if (code, fold(partner.text)) in seen:
            raise partner.refuse(f"deze partner staat er bij {code} twee keer")
        seen.add((code, fold(partner.text)))
        found.setdefault(code, []).append(partner)
    return found


def _rows(path: Path, columns: Iterable[str]) -> Iterator[dict[str, Cell]]:
    """The rows of a CSV file as cells by column name; the separator may be a comma or a semicolon."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ContractError("bestand is geen UTF-8", path.name, "Bewaar het als CSV UTF-8") from None
    except OSError as error:
        raise SourceUnreachableError("bestand is niet te openen", path, "Controleer de rechten") from error
    if "\x00" in text:
        raise ContractError("dit is geen tekstbestand", path.name, "Bewaar het als CSV UTF-8")
    lines = text.splitlines()
    semicolon = bool(lines) and ";" in lines[0] and "," not in lines[0]
    reader = csv.reader(lines, delimiter=";" if semicolon else ",", strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header, list(columns), path.name)
        for fields in reader:
            if not any(field.strip() for field in fields):
                continue
            if len(fields) != len(header):
                what = f"deze rij heeft {len(fields)} velden en de kop {len(header)}"
                raise ContractError(
                    what, f"{path.name}, rij {reader.line_num}", "Zet tekst met een , tussen aanhalingstekens"
                )
            cells = zip(header, fields, strict=True)
            yield {name: _cell(Cell(path.name, reader.line_num, name, field.strip())) for name, field in cells}
    except csv.Error as error:
        raise ContractError(f"geen goede CSV ({error})", f"{path.name}, rij {reader.line_num}") from None


def _check_header(header: list[str], known: list[str], file: str) -> None:
    unknown = next((name for name in header if name not in known), None)
    if unknown is not None:
        near = difflib.get_close_matches(unknown, known, n=1)
        mend = f'Bedoelde u "{near[0]}"?' if near else f"Kies uit: {', '.join(known)}"
        raise ContractError(f'onbekende kolom "{unknown}"', file, mend)
    missing = [name for name in known if name not in header and name not in OPTIONAL]
    if missing or len(set(header)) < len(header):
        what = f"kolom {missing[0]} ontbreekt" if missing else "een kolom staat er twee keer"
        raise ContractError(what, file, f"Nodig zijn: {', '.join(n for n in known if n not in OPTIONAL)}")


def _cell(cell: Cell) -> Cell:
    """The cell, when it holds plain text: markup and formulas are only text, but nothing may be invisible."""
    if any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in cell.text):
        raise cell.refuse("hier staan tekens die niet te zien zijn", "Typ de tekst opnieuw")
    if len(cell.text) > LONGEST and cell.column not in ("gemeenten", "themas"):
        raise cell.refuse(f"deze tekst is langer dan {LONGEST} tekens")
    return cell


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


def _date(cell: Cell) -> datetime.date:
    try:
        return datetime.date.fromisoformat(cell.text)
    except ValueError:
        raise cell.refuse("dit is geen datum", "Schrijf een datum als 2022-12-31") from None
