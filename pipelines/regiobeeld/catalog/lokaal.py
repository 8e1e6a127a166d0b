"""A local source: `lokaal/<naam>/<naam>.toml`, what a file of the analyst holds and who may see it.

The folder is no part of the project (git leaves it alone); its declarations follow the same rules as `sources/`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.local_folder import EXAMPLES, FOLDER
from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Code, Eenheid, Leeftijd, Thema
from regiobeeld.errors import ContractError

LEAST = 10
"""Fewer people than this are never shown (METHODEN 21); a source may ask for more, not for less."""
MARK = "lokale bron"
MADE_UP = "verzonnen voorbeeld"
RATES = ("%", "per 1000")
SHARES = ("postcode4", "eigen")
PREFIX = "lokaal_"

Gebiedsoort = Literal["gemeente", "wijk", "postcode4", "eigen"]
Geslacht = Literal["totaal", "man", "vrouw"]
Publiek = Literal["iedereen", "deelnemers", "alleen_intern"]

PUBLIEK_NAMEN: dict[Publiek, str] = {
    "iedereen": "iedereen mag dit zien",
    "deelnemers": "alleen voor wie aan dit regiobeeld meewerkt",
    "alleen_intern": "alleen voor intern gebruik",
}


class Kolommen(Model):
    """The headings of the columns that are read. `bijdrager`: who delivered it (a practice), to add up."""

    gebied: str
    periode: str | None = None
    leeftijd: str | None = None
    geslacht: str | None = None
    teller: str | None = None
    noemer: str | None = None
    waarde: str | None = None
    bijdrager: str | None = None


class Breed(Model):
    """A group with columns of its own, in a table with one row per area."""

    leeftijd: Leeftijd = "totaal"
    geslacht: Geslacht = "totaal"
    teller: str | None = None
    noemer: str | None = None
    waarde: str | None = None


class LokaleBron(Model):
    """One local figure. The value is `teller` (aantal), or teller / noemer (%, per 1000), or `waarde`.

    `waarde` without counts is only for what is not about people (`gevoelig = false`): nobody can say how few
    people are behind it. `verdeling`: a CSV that says which part of an own area or postcode lies where.
    `ondersteunt`: codes of knelpunten that this figure says something about.
    """

    naam: str = Field(pattern=r"^[^()]{3,80}$")
    bestand: str = Field(pattern=r"^[^/\\]+\.(csv|CSV|xlsx|XLSX)$")
    blad: str | None = None
    kopregel: int = Field(default=0, ge=0, le=50)
    bron: str = Field(min_length=3, max_length=120)
    wie_mag_het_zien: Publiek
    soort: Literal["telling", "enquete"] = "telling"
    eenheid: Eenheid
    decimalen: int = Field(default=1, ge=0, le=3)
    richting: Literal["hoger_is_beter", "lager_is_beter", "neutraal"]
    thema: Thema = "zorg"
    gebied_soort: Gebiedsoort = "gemeente"
    verdeling: str | None = Field(default=None, pattern=r"^[^/\\]+\.(csv|CSV)$")
    periode: str | None = Field(default=None, pattern=r"^\d{4}([-/]\d{4})?$")
    leeftijd: Leeftijd | None = None
    gevoelig: bool = True
    reden_niet_gevoelig: str = ""
    drempel: int = Field(default=LEAST, ge=LEAST)
    toelichting: str = Field(min_length=10)
    voorbeeld: bool = False
    ondersteunt: tuple[Code, ...] = ()
    kolommen: Kolommen
    breed: tuple[Breed, ...] = ()

    @model_validator(mode="after")
    def _has_counts(self) -> Self:
        groups: Iterable[Kolommen | Breed] = self.breed or (self.kolommen,)
        k = self.kolommen
        if self.breed and any((k.teller, k.noemer, k.waarde, k.leeftijd, k.geslacht)):
            raise ValueError(
                "'breed' gaat niet samen met kolommen voor leeftijd, geslacht, teller, noemer of waarde"
            )
        for group in groups:
            self._check_counts(group)
        if not self.gevoelig and len(self.reden_niet_gevoelig) < 10:
            raise ValueError("'reden_niet_gevoelig' ontbreekt: zeg waarom dit cijfer niet over mensen gaat")
        if (self.verdeling is not None) != (self.gebied_soort in SHARES):
            raise ValueError("'verdeling' hoort bij gebied_soort postcode4 of eigen, en alleen daarbij")
        if (self.periode is None) == (self.kolommen.periode is None):
            raise ValueError("geef óf 'periode' óf een kolom voor de periode")
        return self

    def _check_counts(self, group: Kolommen | Breed) -> None:
        if group.waarde:
            if group.teller or (self.gevoelig and not (group.noemer and self.eenheid in RATES)):
                raise ValueError(
                    "'waarde' hoort samen met 'noemer', of bij gevoelig = false; en nooit bij 'teller'"
                )
        elif not group.teller:
            raise ValueError("'teller' of 'waarde' ontbreekt: zonder aantallen is er geen cijfer")
        elif (self.eenheid in RATES) != bool(group.noemer):
            raise ValueError("'noemer' is nodig bij % en per 1000, en bij niets anders")
        elif self.eenheid not in (*RATES, "aantal"):
            raise ValueError("bij 'teller' hoort eenheid %, per 1000 of aantal")

    @property
    def merk(self) -> str:
        """How the figure is marked wherever its name stands."""
        return f"{MARK}, {MADE_UP}" if self.voorbeeld else MARK

    @property
    def groepen(self) -> tuple[Breed, ...]:
        """What is read from every row: one group, or the groups of a wide table."""
        k = self.kolommen
        return self.breed or (Breed(teller=k.teller, noemer=k.noemer, waarde=k.waarde),)

    @property
    def gelezen(self) -> tuple[str, ...]:
        """The headings of all columns that are read."""
        named = [*self.kolommen.model_dump().values()]
        named += [name for group in self.breed for name in (group.teller, group.noemer, group.waarde)]
        return tuple(dict.fromkeys(name for name in named if name))

    @property
    def geteld(self) -> tuple[str, ...]:
        """The headings of the columns with numbers."""
        named = [name for group in self.groepen for name in (group.teller, group.noemer, group.waarde)]
        return tuple(dict.fromkeys(name for name in named if name))


def read_declaration(place: Path) -> LokaleBron:
    """The declaration in the folder of one source.

    Raises:
        ContractError: it is not there, or something in it does not fit.
    """
    path = place / f"{place.name}.toml"
    if not path.is_file():
        mend = f"Kopieer een voorbeeld uit {FOLDER}/{EXAMPLES} en noem het bestand naar de map"
        raise ContractError("de beschrijving ontbreekt", path.name, mend)
    return read_toml(path, LokaleBron)
