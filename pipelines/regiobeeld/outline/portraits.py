"""What stands on a profile and in a comparison: `sources/rapport/portretten.toml`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from regiobeeld import paths
from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Leeftijd
from regiobeeld.errors import UsageError


class Vorm(Model):
    """What a page of one kind has; `zin` are its sentences by name, as templates."""

    zin: dict[str, str] = Field(min_length=1)


class Profielvorm(Vorm):
    """The profile of a gemeente: how much of each."""

    bevindingen: int = Field(ge=1)
    groepen: int = Field(ge=1)


class Wijkvorm(Vorm):
    """The profile of a wijk."""

    bevindingen: int = Field(ge=1)
    leeftijd: Leeftijd
    bevolking: tuple[Leeftijd, ...]
    minste_inwoners: int = Field(ge=1)


class Vergelijkingsvorm(Vorm):
    """The comparison of regions."""

    figuur: int = Field(ge=1)
    gebieden: int = Field(ge=2)
    leeftijden: tuple[Leeftijd, ...]
    bevolking: tuple[Leeftijd, ...]
    straks: tuple[Leeftijd, ...]


class Portretten(Model):
    """The whole file."""

    profiel: Profielvorm
    wijk: Wijkvorm
    vergelijking: Vergelijkingsvorm


FILE = "portretten.toml"


@lru_cache(maxsize=4)
def load_portraits(sources: Path = paths.SOURCES) -> Portretten:
    """The declaration. Raises as `catalog.load.read_toml`."""
    return read_toml(sources / "rapport" / FILE, Portretten)


def beside(names: Sequence[str]) -> str:
    """What a comparison is called: "Twente naast Achterhoek en Gelderland-Midden"."""
    return f"{names[0]} naast {' en '.join(names[1:])}"


def names_of(met: str) -> list[str]:
    """The regions after MET=, with commas.

    Raises:
        UsageError: none, or more than stand beside each other.
    """
    names = [name.strip() for name in met.replace(";", ",").split(",") if name.strip()]
    most = load_portraits().vergelijking.gebieden - 1
    if not names:
        raise UsageError(
            "geen regio om mee te vergelijken", "MET", "Geef bijvoorbeeld MET=achterhoek,gelderland-midden"
        )
    if len(names) > most:
        raise UsageError(
            f"{len(names)} regio's zijn te veel om naast elkaar te zetten", "MET", f"Kies er hoogstens {most}"
        )
    return names
