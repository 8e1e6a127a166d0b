"""A named region as the analyst declares it in `sources/regios/<naam>.toml`: the one strict reader of such a file.

Only the standard library: a run without work reads these files too, and must not wait for pydantic.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regiobeeld import paths
from regiobeeld.documents import parse_toml
from regiobeeld.errors import ContractError, SourceUnreachableError, did_you_mean

KEYS = ("naam", "gemeenten", "gebied", "toelichting")
MAX_NAME, MAX_TEXT = 80, 2000
_FILE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_GEMEENTE = re.compile(r"GM[0-9]{4}")
_SMALLER = re.compile(r"(WK|BU)[0-9]{4}[0-9A-Z]{2,4}|[1-9][0-9]{3}( ?[A-Z]{2})?")
SMALLER = (
    "Een regio bestaat uit hele gemeenten: voor wijken, buurten en postcodes zijn te weinig cijfers gemeten. "
    "Het regiobeeld van de gemeente laat haar wijken zien"
)
_GEBIED = re.compile(r"NL|GG[0-9]{4}|(PV|CR|ZK|VR)[0-9]{2}")
# Cc: control characters; Cf: invisible ones, such as those that turn the reading direction; Zl, Zp: line breaks.
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def is_smaller(text: str) -> bool:
    """Whether this is the code of a wijk or buurt, or a postcode: too small for a region."""
    return _SMALLER.fullmatch(text.strip().upper()) is not None


@dataclass(frozen=True)
class RegionFile:
    """A named region: a list of gemeenten, or one area of an existing indeling (exactly one of the two)."""

    naam: str
    gemeenten: tuple[str, ...] = ()
    gebied: str | None = None
    toelichting: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that the region is made of."""
        return (self.gebied,) if self.gebied else self.gemeenten


def read_regions(folder: Path) -> dict[str, RegionFile]:
    """All named regions of `folder` by the name of their file, in alphabetical order.

    Raises:
        ContractError: a file does not fit, or two regions have the same name for the reader.
    """
    found = {path.stem: read_region(path) for path in sorted(folder.glob("*.toml"))}
    seen: dict[str, str] = {}
    for stem, region in found.items():
        other = seen.setdefault(region.naam.casefold(), stem)
        if other != stem:
            raise ContractError(
                f'naam "{region.naam}" staat ook in {other}.toml', f"{stem}.toml -> naam", "Kies een andere naam"
            )
    return found


def read_region(path: Path) -> RegionFile:
    """One region file.

    Raises:
        ContractError: name of the file, a key or a value does not fit.
        SourceUnreachableError: the file cannot be opened.
    """
    _check_file_name(path)
    return parse_region(_read_toml(path), path.name)


def parse_region(raw: Mapping[str, Any], file: str, known: Collection[str] = KEYS) -> RegionFile:
    """The declaration as read from TOML; strict about keys, types, lengths and characters."""
    for key in raw:
        if key not in known:
            mend = did_you_mean(key, known, f"Kies uit: {', '.join(known)}")
            raise ContractError(f'onbekende sleutel "{_printable(key)}"', f"{file}: {_printable(key)}", mend)
    if "naam" not in raw:
        raise ContractError("verplichte sleutel ontbreekt", f"{file}: naam")
    naam = _text(raw["naam"], f"{file}: naam", MAX_NAME)
    if not any(character.isalpha() for character in naam):
        raise ContractError("een naam bestaat uit letters", f"{file}: naam")
    toelichting = raw.get("toelichting", "")
    if not isinstance(toelichting, str) or len(toelichting) > MAX_TEXT:
        raise ContractError(f"hier hoort tekst van ten hoogste {MAX_TEXT} tekens", f"{file}: toelichting")
    gemeenten, gebied = _gemeenten(raw, file), _gebied(raw, file)
    if bool(gemeenten) == bool(gebied):
        raise ContractError("geef óf 'gemeenten' óf 'gebied'", file)
    return RegionFile(naam, gemeenten, gebied, toelichting)


def _check_file_name(path: Path) -> None:
    stem = path.stem
    if not _FILE_NAME.fullmatch(stem) or len(stem) > MAX_NAME:
        mend = "Gebruik kleine letters, cijfers en streepjes, zoals midden-brabant.toml"
        raise ContractError("naam van een regiobestand past niet", _printable(path.name), mend)
    if stem in paths.RESERVED or _GEBIED.fullmatch(stem.upper()) or _GEMEENTE.fullmatch(stem.upper()):
        what = f'een regio kan niet "{stem}" heten: die naam is al in gebruik voor iets anders'
        raise ContractError(what, path.name, "Geef het bestand een andere naam, zoals midden-brabant.toml")


def _gemeenten(raw: Mapping[str, Any], file: str) -> tuple[str, ...]:
    codes = raw.get("gemeenten", [])
    if not isinstance(codes, list):
        raise ContractError("hier hoort een lijst, tussen vierkante haken", f"{file}: gemeenten")
    for place, code in enumerate(codes, start=1):
        where = f"{file}: gemeenten {place}"
        if not isinstance(code, str) or not _GEMEENTE.fullmatch(code):
            shown = _printable(str(code))
            mend = SMALLER if is_smaller(str(code)) else "Schrijf een gemeentecode als GM0153"
            raise ContractError(f'"{shown}" is geen gemeentecode', where, mend)
        if codes.count(code) > 1:
            raise ContractError(f"{code} staat er twee keer in", where, "Noem elke gemeente één keer")
    return tuple(codes)


def _gebied(raw: Mapping[str, Any], file: str) -> str | None:
    code = raw.get("gebied")
    if code is not None and not (isinstance(code, str) and _GEBIED.fullmatch(code)):
        what = "'gebied' moet een code zijn als PV23, GG1106, CR12, ZK22 of VR05"
        raise ContractError(what, f"{file}: gebied")
    return code


def _text(value: object, where: str, longest: int) -> str:
    """A name for the reader: one line of characters that can be seen."""
    if not isinstance(value, str):
        raise ContractError("hier hoort tekst, tussen aanhalingstekens", where)
    if any(unicodedata.category(character) in _UNSEEN for character in value):
        raise ContractError("in deze tekst staan tekens die niet te zien zijn", where, "Typ de tekst opnieuw")
    if not value.strip() or value != value.strip() or len(value) > longest:
        raise ContractError(f"hier hoort tekst van 1 tot {longest} tekens, zonder spaties eromheen", where)
    return value


def _printable(text: str) -> str:
    """A text from a file as it may stand in a message: short, and without characters that cannot be seen."""
    seen = "".join(c if unicodedata.category(c) not in _UNSEEN else "?" for c in text)
    return seen if len(seen) <= 60 else seen[:57] + "..."


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return parse_toml(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceUnreachableError("bestand is niet te openen", path, "Controleer de rechten") from error
    except ValueError as error:
        what = f"dit bestand is geen goede TOML ({error})"
        raise ContractError(what, path, "Herstel het bestand") from None
