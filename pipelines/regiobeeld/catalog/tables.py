"""How a table is read: its form, its rows and its dimensions. Part of the declarations, see `models`."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from regiobeeld.statline.services import Dienst

Dimensienaam = Literal["gebied", "periode", "leeftijd", "geslacht", "uitsplitsing", "marge"]
Vorm = Literal["csv", "xlsx", "parquet", "odata_json"]
Status = Literal["definitief", "voorlopig"]


class Model(BaseModel):
    """Frozen and strict about keys: a misspelt key in a declaration is an error, not a default."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Via(Model):
    """A second file that says to which gemeente a row belongs (PC4 -> gemeente); counts are summed.

    `aanvulling` gives the name for keys that the second file leaves without one, or another name than it does.
    """

    pad: str
    sleutel: str
    naam: str
    aanvulling: dict[str, str] = {}


class Dimensie(Model):
    """How one dimension of the observation is read from a table.

    Either `vast` (one value for the whole table) or `kolom` (a column of the table). `waarden` maps the
    source's words or codes to ours and goes before everything else; rows whose value matches a pattern of
    `overslaan` (shell style; "" = an empty cell) are dropped on purpose; a value that already is one of ours
    (GM0153, 65+) stays; any other value is an error. `namen_jaar`: the column holds names of gemeenten as
    they were called in that year, to be replaced by codes. `via`: see `Via`. `totaal` (only where rows are added
    up, see `Indicator`): all rows together are also added up to this word, those of `overslaan` included.
    `groepen` (there too): the rows of some of our words together are also added up to a wider one (75+).
    """

    kolom: str | None = None
    vast: str | None = None
    waarden: dict[str, str] = {}
    overslaan: tuple[str, ...] = ()
    namen_jaar: int | None = None
    via: Via | None = None
    totaal: str | None = None
    groepen: dict[str, tuple[str, ...]] = {}

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.kolom is None) == (self.vast is None):
            raise ValueError("geef óf 'kolom' óf 'vast'")
        return self


class Tabel(Model):
    """One edition of a source: a table with its own file, columns and gemeentelijke indeling.

    `kopregel` = number of rows above the header. `lege_rijen = "overslaan"`: rows in which none of the
    columns that are read holds a value are dropped before their area is looked up (a list of all gemeenten
    that ever were, with figures only for those of that year). `url` = page of this table, when the source has
    several. `vervangt` = tables of the same source that this edition computed anew: where it holds an
    indicator, the figures of those are left out, because two editions are no series. `kop_lengte`: names in the
    header may be written with or without capitals, and cut off at this number of characters.
    How numbers are written is declared, never guessed: `decimaal` is the decimal sign, `duizendtal` what stands
    between thousands, `procentteken` whether cells carry a percent sign, `merktekens` what a mark behind a number
    says of it ("*" = "voorlopig"). `koprijen` = number of rows of the header itself: their texts are joined with
    " / ", what is repeated or empty left out (StatWeb: topic, sub-topic, unit). `voetregels` = number of rows
    below the figures (a copyright line). `aanhalingstekens = "verdubbeld"`: the whole text was put between
    quotation marks once more, so that every mark stands twice. `rijen`: per column the words of the rows to read;
    others are left out. `dimensies_van`: the table whose dimensions hold here too. `gepubliceerd`: the day on
    which the publisher brought these figures out, when that is known; `opgenomen` is only the day on which they
    were taken up here. `vervalt_met` = "source/table": once that table has been fetched, all figures of this one
    are left out.

    A period that ends in `*`, here or in the file, is provisional: that is how CBS marks it.
    """

    code: str
    titel: str
    gebied_jaar: int = Field(ge=2010, le=2040)
    opgenomen: datetime.date
    gepubliceerd: datetime.date | None = None
    pad: str | None = None
    vorm: Vorm | None = None
    periode: str | None = None
    status: Status = "definitief"
    scheiding: str = ","
    decimaal: Literal[".", ","] = "."
    aanhalingstekens: Literal["gewoon", "verdubbeld"] = "gewoon"
    codering: str = "utf-8-sig"
    blad: str | None = None
    kopregel: int = Field(default=0, ge=0)
    koprijen: int = Field(default=1, ge=1, le=9)
    voetregels: int = Field(default=0, ge=0)
    kop_lengte: int | None = Field(default=None, ge=8)
    duizendtal: Literal["", ".", ",", " "] = ""
    procentteken: bool = False
    merktekens: dict[Annotated[str, Field(pattern=r"^[^\s0-9.,%+-]{1,3}$")], Status] = {}
    ontbreekt: tuple[str, ...] = ("", ".")
    ontbreekt_reden: Literal["geheim", "te_weinig", "niet_gemeten", "nvt", "onbekend"] = "onbekend"
    lege_rijen: Literal["houden", "overslaan"] = "houden"
    rijen: dict[str, tuple[str, ...]] = {}
    url: str = ""
    dimensies: dict[Dimensienaam, Dimensie] = {}
    dimensies_van: str | None = None
    dienst: Dienst | None = None
    vervangt: tuple[str, ...] = ()
    vervalt_met: str | None = None
    toelichting: str = ""

    @model_validator(mode="after")
    def _file_has_a_form(self) -> Self:
        if (self.pad is None) != (self.vorm is None):
            raise ValueError("'pad' en 'vorm' horen bij elkaar")
        if self.decimaal == self.duizendtal:
            raise ValueError("'decimaal' en 'duizendtal' kunnen niet hetzelfde teken zijn")
        return self
