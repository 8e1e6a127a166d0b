"""What may stand in the files of `sources/samenwerking`: the one description of their columns and words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from regiobeeld.documents import parse_toml
from regiobeeld.errors import ContractError, SourceUnreachableError

STATUSES = {
    "actief": "loopt",
    "in voorbereiding": "begint nog",
    "afgerond": "is klaar",
    "overgedragen": "is door anderen overgenomen",
    "gestopt": "is gestopt",
}
RUNNING = ("actief", "in voorbereiding")
"""Statuses of collaborations that count as work that is going on."""

VERBANDEN = {
    "verband": "korte code, één per verband; partners verwijzen ernaar",
    "naam": "naam zoals de partners die gebruiken",
    "themas": "een of meer thema's uit themas.toml, met ; ertussen",
    "gebied": "waar het is, in woorden; mag leeg zijn",
    "gemeenten": "namen of codes van gemeenten, met ; ertussen; leeg als de bron geen gemeenten noemt",
    "start_jaar": "jaar van begin; mag leeg zijn",
    "eind_jaar": "jaar van einde; mag leeg zijn of ontbreken",
    "status": f"een van: {', '.join(STATUSES)}",
    "bron": "waar dit staat",
    "peildatum": "dag waarop dit zo was, als 2022-12-31",
}
"""Column -> what it means, of `verbanden_<regio>.csv`."""
PARTNERS = {"verband": "code van het verband", "partner": "naam van de organisatie, nooit van een persoon"}
OPTIONAL = ("gebied", "start_jaar", "eind_jaar")
LISTS = ("gemeenten", "themas")
"""Columns that hold many words, with ; between them."""
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True)
class Thema:
    """A theme: its name, the words that mean the same, and what shows a need for it: indicators, doelgroepen."""

    naam: str
    ook: tuple[str, ...] = ()
    indicatoren: tuple[str, ...] = ()
    doelgroepen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verband:
    """One collaboration. `gemeenten` holds codes; empty means that the source names none."""

    code: str
    naam: str
    regio: str
    themas: tuple[str, ...]
    gemeenten: tuple[str, ...]
    status: str
    bron: str
    peildatum: datetime.date
    gebied: str = ""
    start_jaar: int | None = None
    eind_jaar: int | None = None
    partners: tuple[str, ...] = ()

    @property
    def is_running(self) -> bool:
        return self.status in RUNNING


def load_themas(folder: Path) -> dict[str, Thema]:
    """The themes by name, in the order of `themas.toml`.

    Raises:
        SourceUnreachableError: the file is missing.
        ContractError: it is no list of themes, or a word means two themes.
    """
    path = folder / "themas.toml"
    try:
        raw = parse_toml(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SourceUnreachableError("de lijst van thema's ontbreekt", path) from None
    except ValueError as error:
        raise ContractError(f"dit bestand is geen goede TOML ({error})", path, "Herstel het bestand") from None
    entries = raw.get("thema")
    if not isinstance(entries, list) or not entries:
        raise ContractError("er staan geen thema's in", path, "Schrijf per thema een blok [[thema]] met een naam")
    themas = [_thema(entry, path) for entry in entries]
    words = [word for thema in themas for word in (thema.naam, *thema.ook)]
    double = next((word for word in words if words.count(word) > 1), None)
    if double:
        raise ContractError(f'"{double}" staat er twee keer in', path, "Een woord hoort bij één thema")
    return {thema.naam: thema for thema in themas}


def _thema(entry: object, path: Path) -> Thema:
    known = {"naam": str, "ook": list, "indicatoren": list, "doelgroepen": list}
    if not isinstance(entry, dict) or not isinstance(entry.get("naam"), str):
        raise ContractError("een thema heeft geen naam", path, 'Schrijf naam = "ouderenzorg"')
    for key, value in entry.items():
        if key not in known or not isinstance(value, known[key]):
            where = f"{path.name}: {entry['naam']} -> {key}"
            raise ContractError("deze sleutel past niet", where, f"Kies uit: {', '.join(known)}")
    lists = (tuple(entry.get(key, ())) for key in ("ook", "indicatoren", "doelgroepen"))
    return Thema(entry["naam"], *lists)
