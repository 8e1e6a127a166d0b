"""Which map and which indeling are in use: the `[[bestand]]` entries of sources/kaart.toml and gebieden.toml.

Read without pydantic or pandas, because every report and every run without work asks for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from regiobeeld import paths
from regiobeeld.documents import parse_toml
from regiobeeld.errors import ContractError, SourceUnreachableError

MapLevel = Literal["GM", "WK"]
MAPS, AREAS = "kaart.toml", "gebieden.toml"
MAP_NAMES: dict[MapLevel, str] = {"GM": "gemeente", "WK": "wijk"}
AREAS_FILE = "indeling/gebieden.csv"


@dataclass(frozen=True)
class UsedFile:
    """A declared file and the year of the indeling it is about."""

    path: Path
    jaar: int


def map_pattern(level: MapLevel) -> str:
    """What the declared path of a map looks like; a copy with another year fits too."""
    return rf"kaart/{MAP_NAMES[level]}_[0-9]{{4}}_rd\.geojson"


@lru_cache(maxsize=8)
def used_map(level: MapLevel, sources: Path = paths.SOURCES) -> UsedFile:
    """The map of gemeenten or wijken that is drawn: the declared one, of several the newest.

    Raises:
        ContractError: none is declared, or the declaration is no TOML.
        SourceUnreachableError: the declaration is missing.
    """
    return _find(sources, MAPS, map_pattern(level))


@lru_cache(maxsize=4)
def used_areas(sources: Path = paths.SOURCES) -> UsedFile:
    """The list of gemeenten with their areas: its year is the indeling of every report. Raises as `used_map`."""
    return _find(sources, AREAS, re.escape(AREAS_FILE))


def _find(sources: Path, name: str, pattern: str) -> UsedFile:
    path = sources / name
    try:
        entries = parse_toml(path.read_text(encoding="utf-8")).get("bestand", [])
    except OSError as error:
        raise SourceUnreachableError("bestand is niet te openen", path, "Zet het bestand terug") from error
    except ValueError as error:
        raise ContractError("geen geldige TOML", name, "Herstel het bestand") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ContractError("'bestand' is geen lijst van blokken", name, "Schrijf [[bestand]]")
    fits = [e for e in entries if re.fullmatch(pattern, str(e.get("pad"))) and isinstance(e.get("jaar"), int)]
    if not fits:
        mend = "Zet een blok [[bestand]] met 'pad' en 'jaar' in deze declaratie"
        raise ContractError(f"er is geen bestand zoals {pattern} gedeclareerd", name, mend)
    newest = max(fits, key=lambda entry: int(entry["jaar"]))
    return UsedFile(sources / newest["pad"], int(newest["jaar"]))
