"""The blocks with a logic of their own: one model per kind, with its figures, its thresholds and its sentences."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from regiobeeld.catalog.terms import Code, Leeftijd, Thema
from regiobeeld.outline.blocks import Blok, Codes, Figuur, Tabelblok, Zin


class Bevolkingsintro(Blok):
    """How many people, the share of `leeftijd`, and up to `meeste_namen` gemeenten by name."""

    soort: Literal["inleiding_bevolking"]
    leeftijd: Leeftijd
    meeste_namen: int = Field(ge=1)
    tekst: Zin


class Piramide(Figuur):
    """Men and women by age; the title tells how many are of `leeftijd`."""

    soort: Literal["piramide"]
    leeftijd: Leeftijd


class Aandeel(Figuur):
    """The share of one age group through the years; from `merkbaar` points on it rose or fell."""

    soort: Literal["aandeel_reeks"]
    leeftijd: Leeftijd
    merkbaar: float = Field(gt=0)


class Aandeelkaart(Figuur):
    """The share of one age group per gemeente; the title counts those of at least `grens` percent."""

    soort: Literal["aandeel_kaart"]
    leeftijd: Leeftijd
    grens: float
    kolom: str
    alt: Zin = ""


class Opbouw(Figuur):
    """All age groups of the parts beside each other; `leeftijd` is in the title."""

    soort: Literal["leeftijdsopbouw"]
    leeftijden: tuple[Leeftijd, ...] = Field(min_length=2)
    leeftijd: Leeftijd


class Groei(Figuur):
    """Inhabitants of the region and Nederland as an index."""

    soort: Literal["groei"]


class SesIntro(Blok):
    """Where the inhabitants live, in fifths of Nederland; `landelijk` percent of Nederland lives in each."""

    soort: Literal["inleiding_ses"]
    landelijk: float = Field(gt=0, lt=100)
    tekst: Zin


class SesFiguur(Figuur):
    """The SES-index per gemeente, or a dot per wijk."""

    soort: Literal["ses_rangorde", "ses_spreiding"]


class SesWijken(Figuur):
    """The wijken by fifth of Nederland; `groepen` are the names of the fifths, the lowest first."""

    soort: Literal["ses_wijken"]
    legenda: Zin
    groepen: tuple[str, str, str, str, str]


class SesKwintielen(Figuur):
    """The inhabitants by fifth of Nederland; the title counts parts with over `grens` percent in the lowest."""

    soort: Literal["ses_kwintielen"]
    groepen: tuple[str, str, str, str, str]
    grens: float = Field(gt=0, lt=100)


class Rooster(Figuur):
    """The parts by figures, coloured by their distance to Nederland. Judged over all its cells, everywhere."""

    soort: Literal["rooster"]
    indicatoren: Codes
    tellen: Zin
    verwant: Zin


class Wijkspreiding(Figuur):
    """How far the wijken of one part lie apart."""

    soort: Literal["wijkspreiding"]
    indicator: Code
    leeftijd: Leeftijd


class JongOud(Figuur):
    """Two age groups on the figures of the grid."""

    soort: Literal["jong_en_oud"]
    leeftijden: tuple[Leeftijd, Leeftijd]
    verschil: Zin


class Spine(Figuur):
    """All survey figures of adults on one axis; `keuze` stands above the drawing beside another benchmark."""

    soort: Literal["spine"]
    keuze: Zin


class Benchmarks(Tabelblok):
    """The survey figures of one age group against everything they can be compared with."""

    soort: Literal["benchmarks"]
    leeftijd: Leeftijd
    titel: Zin
    tabel: Zin
    doelen: Zin


class Leeftijdscorrectie(Tabelblok):
    """Every figure as it is and as it would be with the ages of Nederland; the parts for `meeste` topics."""

    soort: Literal["leeftijdscorrectie"]
    leeftijden: tuple[Leeftijd, Leeftijd]
    meeste: int = Field(ge=1)
    kop: Zin
    uitleg: Zin
    tabel: Zin
    delen_tonen: Zin
    delen_tabel: Zin
    niets: Zin
    hoogstens: Zin
    verschil: Zin


class Verwacht(Figuur):
    """The figures furthest from what was to be expected; at most `meeste`, of which `namen` in the title."""

    soort: Literal["verwacht"]
    leeftijden: tuple[Leeftijd, ...] = Field(min_length=1)
    meeste: int = Field(ge=3)
    namen: int = Field(ge=1)
    kop: Zin
    uitleg: Zin


class Vergelijkbaar(Tabelblok):
    """Areas that resemble the region."""

    soort: Literal["vergelijkbaar"]
    kop: Zin
    uitleg: Zin
    tabel: Zin
    tonen: Zin
    per_gemeente: Zin


class Ongelijkheid(Figuur, Tabelblok):
    """Differences by SES between gemeenten: `indicatoren` are drawn, at most `meeste` told in a sentence."""

    soort: Literal["ongelijkheid"]
    indicatoren: Codes
    leeftijd: Leeftijd
    meeste: int = Field(ge=1)
    groepen: tuple[str, ...] = Field(min_length=5, max_length=5)
    kop: Zin
    tabel: Zin
    iedereen: Zin
    tonen: Zin
    per_wijk_titel: Zin
    per_wijk: Zin


class Trends(Tabelblok):
    """Every series of two or more years, and whether it has a trend."""

    soort: Literal["trends"]
    kop: Zin
    uitleg: Zin
    tonen: Zin
    tabel: Zin


class AlleCijfers(Tabelblok):
    """Every figure of the region, per theme; the themes of `open` stand unfolded."""

    soort: Literal["alle_cijfers"]
    open: tuple[Thema, ...]
    sleutel: Zin
    tonen: Zin
    tabel: Zin
    gecorrigeerd: Zin


class Vergelijkintro(Blok):
    """How many figures there are, are tested, differ."""

    soort: Literal["inleiding_vergelijking"]
    tekst: Zin


class Uitgaven(Figuur):
    """What care costs by age; the title tells it of the two groups of `genoemd`."""

    soort: Literal["zorg_uitgaven"]
    leeftijden: tuple[Leeftijd, ...] = Field(min_length=2)
    genoemd: tuple[Leeftijd, Leeftijd]

    @model_validator(mode="after")
    def _names_its_own_groups(self) -> Self:
        if not set(self.genoemd) <= set(self.leeftijden) or any("-" not in age for age in self.genoemd):
            raise ValueError("'genoemd' noemt twee van 'leeftijden', elk met een eind")
        return self
