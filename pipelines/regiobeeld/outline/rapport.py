"""What In het kort shows: its messages and its tiles (`sources/rapport`)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from regiobeeld import paths
from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Code, Klassen, Leeftijd


class Cijfer(Model):
    """One figure: an indicator and an age group."""

    indicator: Code
    leeftijd: Leeftijd


class Aangesproken(Model):
    """An age group that a message may be about, what it is called, and who was asked (`gevraagd`)."""

    leeftijd: Leeftijd
    naam: str
    gevraagd: str


class Onderwerp(Model):
    """A topic: the indicators whose code holds one of `delen`."""

    naam: str
    delen: tuple[str, ...] = Field(min_length=1)


class Boodschappen(Model):
    """Which differences become a main message; the limits and which figures are about the same."""

    aantal: int = Field(ge=1)
    vooraan: int = Field(ge=1)
    groepen_vooraan: int = Field(ge=0)
    vragen_vooraan: int = Field(ge=0)
    redenen: Klassen
    binnen_verwachting: int = Field(ge=0)
    gunstig: int = Field(ge=0)
    groepen: int = Field(ge=0)
    houdt_stand: tuple[int, int]
    gewicht_bijzaak: float = Field(gt=0, le=1)
    bijzaak: tuple[Code, ...]
    niet_vertellen: tuple[Code, ...]
    groep: tuple[Aangesproken, ...] = Field(min_length=1)
    onderwerp: tuple[Onderwerp, ...]

    @property
    def names(self) -> dict[str, str]:
        """Age group -> what the people are called."""
        return {group.leeftijd: group.naam for group in self.groep}

    @property
    def asked(self) -> dict[str, str]:
        """Age group -> who was asked."""
        return {group.leeftijd: group.gevraagd for group in self.groep}

    def stands(self, holds: int, total: int) -> bool:
        """Whether a message that holds in so many of the other choices is firm enough; True without choices."""
        numerator, denominator = self.houdt_stand
        return holds * denominator >= total * numerator

    def topic(self, code: str) -> str | None:
        """The name of the topic of an indicator; None for one that is a topic by itself."""
        return next((topic.naam for topic in self.onderwerp if any(part in code for part in topic.delen)), None)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every indicator that is named."""
        return (*self.bijzaak, *self.niet_vertellen)


class Groepsnaam(Model):
    """An age group and what its tile is called."""

    leeftijd: Leeftijd
    naam: str


class Kengetallen(Model):
    """The tiles on top of the report: inhabitants, growth, and the share of some age groups."""

    inwoners: str
    groei: str
    leeftijd: tuple[Groepsnaam, ...] = Field(min_length=1)


class Regel(Model):
    """One rule of the NZa-toets: a measure of the report with a limit, and what fills it when it fails."""

    maat: Code
    minstens: float | None = None
    hoogstens: float | None = None
    tekst: str
    ontbreekt: str
    bestand: str
    hoofdstuk: str

    @model_validator(mode="after")
    def _has_one_limit(self) -> Self:
        if (self.minstens is None) == (self.hoogstens is None):
            raise ValueError("geef óf 'minstens' óf 'hoogstens'")
        return self

    def holds(self, value: float) -> bool:
        """Whether a measure is within the limit."""
        if self.minstens is not None:
            return value >= self.minstens
        return self.hoogstens is not None and value <= self.hoogstens


class Eis(Model):
    """A requirement of the NZa: met when all its rules hold."""

    naam: str
    soort: Literal["criterium", "verplicht deel"]
    regel: tuple[Regel, ...] = Field(min_length=1)


class NzaToets(Model):
    """All requirements, in the order of the report."""

    eis: tuple[Eis, ...] = Field(min_length=1)


@lru_cache(maxsize=4)
def load_nza(sources: Path = paths.SOURCES) -> NzaToets:
    """The declaration of the NZa-toets. Raises as `catalog.load.read_toml`."""
    return read_toml(sources / "rapport" / "nza_criteria.toml", NzaToets)


@lru_cache(maxsize=4)
def load_messages(sources: Path = paths.SOURCES) -> Boodschappen:
    """The declaration of the main messages. Raises as `catalog.load.read_toml`."""
    return read_toml(sources / "rapport" / "boodschappen.toml", Boodschappen)


@lru_cache(maxsize=4)
def load_tiles(sources: Path = paths.SOURCES) -> Kengetallen:
    """The declaration of the tiles. Raises as `catalog.load.read_toml`."""
    return read_toml(sources / "rapport" / "kengetallen.toml", Kengetallen)
