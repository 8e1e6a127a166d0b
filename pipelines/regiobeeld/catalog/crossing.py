"""The declarations of the crossing: `sources/kruising/*.toml`; rules as in the rest of the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Code, Klassen, Leeftijd
from regiobeeld.catalog.traits import Kenmerk
from regiobeeld.paths import SOURCES


class Component(Model):
    """One ingredient of the SES-index; `teken` = 1 when higher means a higher position, -1 otherwise."""

    code: Code
    naam: str
    teken: Literal[-1, 1]


class SesIndex(Model):
    """How the own SES-index is made (METHODEN 9)."""

    naam: str
    toelichting: str = Field(min_length=10)
    component: tuple[Component, ...] = Field(min_length=2)

    @property
    def codes(self) -> list[str]:
        return [component.code for component in self.component]


class Leefstijl(Model):
    """Which lifestyle figures count in the crossing and when they are called unfavourable."""

    indicatoren: tuple[Code, ...] = Field(min_length=2)
    leeftijden: tuple[Leeftijd, ...] = Field(min_length=1)
    slechtste_deel: float = Field(gt=0, lt=0.5)
    minimum: int = Field(ge=1)
    toelichting: str = Field(min_length=10)

    @model_validator(mode="after")
    def _minimum_is_reachable(self) -> Self:
        if self.minimum > len(self.indicatoren):
            raise ValueError("'minimum' is hoger dan het aantal indicatoren")
        return self

    @property
    def traits(self) -> tuple[Kenmerk, Kenmerk]:
        """The two traits that the crossing looks for in an area."""
        style = Kenmerk(zin="de leefstijl ongunstig is", indicatoren=self.indicatoren, minimum=self.minimum)
        return Kenmerk(zin="de sociaaleconomische positie laag is", ses=True), style


class Stapelkenmerk(Model):
    """One disadvantage that can pile up; `ses` instead of an indicator stands for the lowest SES."""

    code: Code
    naam: str
    leeftijd: Leeftijd = "18+"


class Stapeling(Model):
    """Which disadvantages are counted together per wijk, and when their number is called high."""

    slechtste_deel: float = Field(gt=0, lt=0.5)
    veel: int = Field(ge=2)
    klassen: Klassen
    toelichting: str = Field(min_length=10)
    achterstand: tuple[Stapelkenmerk, ...] = Field(min_length=3)


class Typekenmerk(Model):
    """One trait on which wijken are grouped, with the words for a high and a low value."""

    code: Code
    leeftijd: Leeftijd
    hoog: str
    laag: str


class Wijktypen(Model):
    """How wijken are grouped into types (METHODEN 13)."""

    aantal: tuple[int, int]
    herhalingen: int = Field(ge=10)
    stabiel_vanaf: float = Field(gt=0, le=1)
    toelichting: str = Field(min_length=10)
    kenmerk: tuple[Typekenmerk, ...] = Field(min_length=3)

    @model_validator(mode="after")
    def _range_runs_up(self) -> Self:
        if not 2 <= self.aantal[0] <= self.aantal[1]:
            raise ValueError("'aantal' moet van laag naar hoog zijn, vanaf 2")
        return self


class Onderdeel(Model):
    """One ingredient of the index kwetsbaarheid: its weight, and the noise (points) on the published figure."""

    code: Code
    naam: str
    leeftijd: Leeftijd
    gewicht: float = Field(gt=0)
    ruis: float = Field(ge=0)


class Kwetsbaarheid(Model):
    """How the index kwetsbaarheid is made (METHODEN 13)."""

    klassen: tuple[str, ...] = Field(min_length=5, max_length=5)
    trekkingen: int = Field(ge=100)
    speling_gewichten: float = Field(gt=0, lt=1)
    toelichting: str = Field(min_length=10)
    onderdeel: tuple[Onderdeel, ...] = Field(min_length=3)


class Kruising(Model):
    """All declarations of `sources/kruising`."""

    ses: SesIndex
    leefstijl: Leefstijl
    stapeling: Stapeling
    wijktypen: Wijktypen
    kwetsbaarheid: Kwetsbaarheid


def load_crossing(folder: Path = SOURCES / "kruising") -> Kruising:
    """Read `sources/kruising`: SES-index, lifestyle, stapeling, wijktypen and kwetsbaarheid.

    Raises:
        ContractError: a file is no TOML, or holds something that does not fit.
        SourceUnreachableError: a file cannot be opened.
    """
    return Kruising(
        ses=read_toml(folder / "ses_index.toml", SesIndex),
        leefstijl=read_toml(folder / "leefstijl.toml", Leefstijl),
        stapeling=read_toml(folder / "stapeling.toml", Stapeling),
        wijktypen=read_toml(folder / "wijktypen.toml", Wijktypen),
        kwetsbaarheid=read_toml(folder / "kwetsbaarheid.toml", Kwetsbaarheid),
    )
