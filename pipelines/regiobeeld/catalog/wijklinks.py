"""The declaration of the link between wijken of two years: `sources/kruising/wijkkoppeling.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Code
from regiobeeld.paths import SOURCES

Gemeentecode = Annotated[str, Field(pattern=r"^GM[0-9]{4}$")]
Wijkcode = Annotated[str, Field(pattern=r"^WK[0-9]{4}[0-9A-Z]{2}$")]
Deel = Annotated[float, Field(gt=0, le=1)]


class Reproductie(Model):
    """When the figures of wijken give that of their gemeente back: largest rms (points), smallest part covered."""

    grootste_rms: float = Field(gt=0)
    kleinste_dekking: Deel


class Inwonersproef(Model):
    """When the wijken of a gemeente are the same a year later, by their residents.

    A fall by more than `grootste_daling` (0-1) and more than `vanaf_verschil` people is land lost to another
    wijk; growth (`grootste_groei`, `vanaf_groei`) is mostly building. `wijziging` = the indicator in which the
    source says what changed, `ongewijzigd` its answer for "nothing".
    """

    grootste_daling: Deel
    grootste_groei: float = Field(gt=0)
    vanaf_verschil: int = Field(ge=0)
    vanaf_groei: int = Field(ge=0)
    grootste_verschil_met_gemeente: Deel
    wijziging: Code
    ongewijzigd: int


class Wijkpaar(Model):
    """The wijk of the map (`nieuw`, with its name) that was `oud` in the year of the figures."""

    nieuw: Wijkcode
    oud: Wijkcode
    naam: str


class Herstel(Model):
    """The links of one gemeente, made by hand; wijken that are not listed get no figure."""

    gemeente_code: Gemeentecode
    jaar_cijfers: int
    jaar_kaart: int
    reden: str = Field(min_length=10)
    wijken: tuple[Wijkpaar, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_wijk_once(self) -> Self:
        for codes in ([pair.nieuw for pair in self.wijken], [pair.oud for pair in self.wijken]):
            double = next((code for code in codes if codes.count(code) > 1), None)
            if double:
                raise ValueError(f"wijk {double} staat er twee keer")
            other = next((code for code in codes if code[2:6] != self.gemeente_code[2:]), None)
            if other:
                raise ValueError(f"wijk {other} ligt niet in {self.gemeente_code}")
        return self


class Wijkkoppeling(Model):
    """All of `sources/kruising/wijkkoppeling.toml`."""

    toelichting: str = Field(min_length=10)
    reproductie: Reproductie
    inwoners: Inwonersproef
    hersteld: tuple[Herstel, ...] = ()

    @model_validator(mode="after")
    def _each_gemeente_once(self) -> Self:
        keys = [(item.gemeente_code, item.jaar_cijfers, item.jaar_kaart) for item in self.hersteld]
        double = next((key for key in keys if keys.count(key) > 1), None)
        if double:
            raise ValueError(f"{double[0]} is voor dezelfde jaren twee keer hersteld")
        return self


def load_links(folder: Path = SOURCES / "kruising") -> Wijkkoppeling:
    """Read `wijkkoppeling.toml`.

    Raises:
        ContractError: the file is no TOML, or holds something that does not fit.
        SourceUnreachableError: the file cannot be opened.
    """
    return read_toml(folder / "wijkkoppeling.toml", Wijkkoppeling)
