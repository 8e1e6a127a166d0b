"""What is asked, and how answers are counted: `sources/dialoog/*.toml`."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from regiobeeld import paths
from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.tables import Model
from regiobeeld.wording import find_claims

FOLDER = "dialoog"


def _asks_only(text: str) -> str:
    """A question may not state what figures cannot carry, any more than a sentence."""
    claims = find_claims(text)
    if claims:
        raise ValueError(f"deze tekst zegt meer dan cijfers kunnen dragen ({claims[0]})")
    return text


Regel = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_asks_only)]
Keuzes = tuple[Regel, ...]


class Themavraag(Model):
    """An extra question about a theme."""

    thema: Regel
    vraag: Regel


class Groepsvraag(Model):
    """An extra question about a doelgroep: its code, or that of an IZA-doelgroep."""

    doelgroep: Regel
    vraag: Regel


class Hulp(Model):
    """Help that stands beside everything whose code or text holds one of `delen`."""

    delen: tuple[str, ...] = Field(min_length=1)
    tekst: Regel


class Vragen(Model):
    """The questions, and the answers one may choose from."""

    herkent: Regel
    verklaart: Regel
    wie: Regel
    missen: Regel
    oppakken: Regel
    antwoorden: Keuzes = Field(min_length=4, max_length=4)
    prioriteiten: Keuzes = Field(min_length=2)
    organisaties: Keuzes = Field(min_length=2)
    rollen: Keuzes = Field(min_length=2)
    thema: tuple[Themavraag, ...] = ()
    doelgroep: tuple[Groepsvraag, ...] = ()
    hulp: tuple[Hulp, ...] = ()

    def about(self, themas: Collection[str] = (), doelgroepen: Collection[str] = ()) -> tuple[str, ...]:
        """The extra questions: the first that fits a theme, and the first that fits a doelgroep."""
        found = (
            next((item.vraag for item in self.thema if item.thema in themas), ""),
            next((item.vraag for item in self.doelgroep if item.doelgroep in doelgroepen), ""),
        )
        return tuple(dict.fromkeys(question for question in found if question))

    def help_with(self, *texts: str) -> str:
        """The help that belongs beside these codes and texts; empty when they are about nothing of the kind."""
        told = " ".join(texts).casefold()
        return next((item.tekst for item in self.hulp if any(part.casefold() in told for part in item.delen)), "")


class Afspraken(Model):
    """Version of the form, and from how many answers something is shown."""

    versie: int = Field(ge=1)
    minste_antwoorden: int = Field(ge=3)
    minste_formulieren: int = Field(ge=3)
    na_hoofdstuk: str
    grotendeels: float = Field(gt=50, le=100)
    kerncijfers: int = Field(ge=1, le=7)
    boodschappen: int = Field(ge=1, le=6)
    doelgroepen: int = Field(ge=0, le=6)
    vooruitblik: int = Field(ge=0, le=3)
    vragen: int = Field(ge=1, le=4)


@lru_cache(maxsize=4)
def load_questions(sources: Path = paths.SOURCES) -> Vragen:
    """The questions. Raises as `catalog.load.read_toml`."""
    return read_toml(sources / FOLDER / "vragen.toml", Vragen)


@lru_cache(maxsize=4)
def load_agreements(sources: Path = paths.SOURCES) -> Afspraken:
    """The agreements. Raises as `catalog.load.read_toml`."""
    return read_toml(sources / FOLDER / "dialoog.toml", Afspraken)
