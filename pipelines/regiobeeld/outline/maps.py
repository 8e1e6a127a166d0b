"""How maps of wijken are drawn: `sources/rapport/kaarten.toml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field

from regiobeeld import paths
from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.tables import Model


class Inzet(Model):
    """When the dense part of a gemeente is drawn larger beside the map; sizes in px of the drawing."""

    kleinste_wijk: float = Field(gt=0)
    minste_wijken: int = Field(ge=2)
    hoogstens: int = Field(ge=0)
    vergroting: float = Field(gt=1)
    kleinste_zijde: float = Field(ge=60)
    van_een_gemeente: str = Field(min_length=1, max_length=30)


class Kaarten(Model):
    """The whole file."""

    inzet: Inzet


@lru_cache(maxsize=4)
def load_maps(sources: Path = paths.SOURCES) -> Kaarten:
    """The declaration. Raises as `catalog.load.read_toml`."""
    return read_toml(sources / "rapport" / "kaarten.toml", Kaarten)
