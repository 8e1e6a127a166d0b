"""The declaration of `sources/aanbod/aanbod.toml`: professions, what they need to know of age, and what-ifs."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from regiobeeld import paths
from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Code

FOLDER, FILE = "aanbod", "aanbod.toml"


class Norm(Model):
    """How many inhabitants, weighted by need, one fte can serve; always with the source that says so."""

    inwoners_per_fte: float = Field(gt=0)
    bron: str = Field(min_length=10)


class Beroep(Model):
    """A profession: whose use by age weighs the inhabitants, and the norm (None: that of today stays)."""

    code: Code
    naam: str
    gewicht: Code | None = None
    gewicht_bestand: str | None = None
    gewicht_toelichting: str = Field(min_length=10)
    norm: Norm | None = None
    halen: str = Field(min_length=10)

    @model_validator(mode="after")
    def _one_weight(self) -> Self:
        if (self.gewicht is None) == (self.gewicht_bestand is None):
            raise ValueError("geef óf 'gewicht' (code van een wet) óf 'gewicht_bestand'")
        return self


class AanbodScenario(Model):
    """A what-if: how many come in, how much work is saved, and which scenario of the care demand holds."""

    code: Code
    naam: str
    toelichting: str = Field(min_length=10)
    zorgscenario: Code = "basis"
    instroom_per_jaar: float = Field(default=0.0, ge=0, le=100)
    besparing_per_jaar: float = Field(default=0.0, ge=0, lt=100)


class Aanbod(Model):
    """`sources/aanbod/aanbod.toml`."""

    toelichting: str = Field(min_length=10)
    voorbeeld_meerekenen: bool = False
    stopt_op_leeftijd: int = Field(ge=50, le=80)
    peildatum_hoogstens: int = Field(ge=0)
    beroep: tuple[Beroep, ...] = Field(min_length=1)
    scenario: tuple[AanbodScenario, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Self:
        for name, codes in (("beroep", self.beroep), ("scenario", self.scenario)):
            listed = [item.code for item in codes]
            if twice := next((code for code in listed if listed.count(code) > 1), None):
                raise ValueError(f"{name} '{twice}' staat er twee keer")
        return self


def load_supply(sources: Path = paths.SOURCES) -> Aanbod:
    """Read the declaration. Raises ContractError or SourceUnreachableError, as every declaration."""
    return read_toml(sources / FOLDER / FILE, Aanbod)
