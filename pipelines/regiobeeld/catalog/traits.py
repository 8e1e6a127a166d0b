"""A trait of an area: what the crossing and the doelgroepen look for."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Code, Leeftijd


class Kenmerk(Model):
    """One trait of an area: the lowest SES, or at least `minimum` of the indicators in the worst part of NL.

    `leefstijl` stands for the indicators and the minimum of `sources/kruising/leefstijl.toml`; `load_groups` fills
    them in. `zin` completes "in wijken waar ...", `zin_toen` does so for figures of years ago. `leeftijd`: when
    the indicators are of another age group than the doelgroep. `richting`: for neutral indicators.
    """

    zin: str
    zin_toen: str | None = None
    ses: bool = False
    leefstijl: bool = False
    indicatoren: tuple[Code, ...] = ()
    minimum: int = Field(default=1, ge=1)
    leeftijd: Leeftijd | None = None
    richting: Literal["hoger_is_beter", "lager_is_beter"] | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if self.ses + self.leefstijl + bool(self.indicatoren) != 1:
            raise ValueError("geef óf 'ses = true' óf 'leefstijl = true' óf 'indicatoren'")
        if self.leefstijl and self.minimum > 1:
            raise ValueError("bij 'leefstijl = true' staat 'minimum' in kruising/leefstijl.toml")
        if self.indicatoren and self.minimum > len(self.indicatoren):
            raise ValueError("'minimum' is hoger dan het aantal indicatoren")
        return self
