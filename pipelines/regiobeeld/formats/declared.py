"""What goes into the slides and the document: `sources/rapport/vormen.toml`, and the layers of the page."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from regiobeeld import paths
from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.words import load_words
from regiobeeld.formats.story import Beeld
from regiobeeld.outline.layers import FILE as LAYERS
from regiobeeld.outline.layers import Laaghoofdstuk, load_layers

FILE = "vormen.toml"


class Dia(Model):
    """One slide; the comment in the file says what each key does."""

    soort: Literal["titel", "boodschappen", "beeld", "groepen", "knelpunten", "vragen", "ontbreekt", "bronnen"]
    kop: str
    zekerheid: str = ""
    leeg: str = ""
    reserve: bool = False
    hoogstens: int = Field(default=0, ge=0)
    beelden: tuple[str, ...] = ()
    grafiek: Literal["", "staaf", "lijn"] = ""
    naam: str = ""
    reeksen: tuple[str, ...] = ()
    naast: tuple[int, ...] = ()


class Documenthoofdstuk(Model):
    """A chapter of the document; without `beelden` it has all its figures."""

    code: str
    beelden: tuple[str, ...] | None = None


class Document(Model):
    """The document: layers of the page, or for a page without layers these chapters."""

    lagen: tuple[str, ...]
    hoofdstuk: tuple[Documenthoofdstuk, ...]


class Vormen(Model):
    """The whole file."""

    dia: tuple[Dia, ...] = Field(min_length=1)
    document: Document


@lru_cache(maxsize=4)
def load_forms(sources: Path = paths.SOURCES) -> Vormen:
    """The declaration. Raises as `catalog.load.read_toml`."""
    return read_toml(sources / "rapport" / FILE, Vormen)


def help_beside(beeld: Beeld) -> str:
    """Where somebody finds help, for a figure about suicide; else nothing."""
    return load_words().hulp.beside(beeld.titel, beeld.ondertitel, beeld.alt)


def layer_chapters(layers: Collection[str], sources: Path = paths.SOURCES) -> tuple[Laaghoofdstuk, ...]:
    """The chapters of some layers of the page, in order; none when no layers are declared."""
    if not (sources / LAYERS).exists():
        return ()
    declared = load_layers(sources).laag
    return tuple(chapter for laag in declared if laag.code in layers for chapter in laag.hoofdstuk)
