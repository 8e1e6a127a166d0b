"""What stands on a profile and in a comparison: `sources/rapport/portretten.toml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field

from regiobeeld import paths
from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.models import Leeftijd
from regiobeeld.catalog.tables import Model


class Profielvorm(Model):
    """The profile of a gemeente: how much of each."""

    bevindingen: int = Field(ge=1)
    groepen: int = Field(ge=1)


class Wijkvorm(Model):
    """The profile of a wijk."""

    bevindingen: int = Field(ge=1)
    leeftijd: Leeftijd
    bevolking: tuple[Leeftijd, ...]


class Vergelijkingsvorm(Model):
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


@lru_cache(maxsize=4)
def load_portraits(sources: Path = paths.SOURCES) -> Portretten:
    """The declaration. Raises as `catalog.load.read_toml`."""
    return read_toml(sources / "rapport" / "portretten.toml", Portretten)
