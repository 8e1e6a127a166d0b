"""The blocks that say what the figures of a report are and where they come from: one model per kind."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Code, Soort
from regiobeeld.outline.blocks import Blok, Zin


class Soorten(Blok):
    """What the kinds of figures in this report are."""

    soort: Literal["soorten"]
    uitleg: dict[Soort, Zin]


class Gat(Model):
    """Something that is not in the report: until `tabel` was fetched, or with figures of that survey only."""

    tekst: Zin
    tabel: str = ""
    enquete_van: int | None = None


class Gaten(Blok):
    """What is not in the report."""

    soort: Literal["gaten"]
    gat: tuple[Gat, ...]

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(gap.tabel for gap in self.gat if gap.tabel)


class Bevindingen(Blok):
    """What came up about the figures of this region: at most `meeste` per kind."""

    soort: Literal["bevindingen"]
    meeste: int = Field(ge=1)
    namen: dict[str, str]
    overig: Zin
    geen: Zin
    rest: Zin
    slot: Zin


class Breuken(Blok):
    """The breaks in series; of more than `meeste` topics only how many."""

    soort: Literal["breuken"]
    meeste: int = Field(ge=1)
    tekst: Zin


class Kanttekening(Blok):
    """A table with these `koppen` of what is not said, or is missing; `tekst` when there is nothing of it."""

    soort: Literal["weigeringen", "ontbrekend"]
    titel: Zin
    koppen: tuple[str, ...] = Field(min_length=3)
    tekst: Zin


class Actualiteit(Blok):
    """How current the figures are; `titel` is the link to what changed at the sources."""

    soort: Literal["actualiteit"]
    titel: Zin
    tekst: Zin


class Gebied(Blok):
    """The region, with up to `meeste_namen` gemeenten by name."""

    soort: Literal["gebied"]
    meeste_namen: int = Field(ge=1)
    tekst: Zin


class Brontabellen(Blok):
    """The tables that the figures come from."""

    soort: Literal["brontabellen"]
    titel: Zin


class Bestanden(Blok):
    """The files that go with the figures, of these declarations (sources/<naam>.toml)."""

    soort: Literal["bestanden"]
    titel: Zin
    bestanden: tuple[Code, ...] = Field(min_length=1)
