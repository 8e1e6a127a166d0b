"""The blocks that a declared chapter may have: one model per kind, with its figures and its sentences.

A field of type `Zin` is a Jinja template. Every figure may replace the sentences that all figures of its kind have
(`sources/rapport/zinnen.toml`) by its own. What a block draws stands in `report.chapters`.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from regiobeeld.catalog.models import Code, Leeftijd, Soort, Thema
from regiobeeld.catalog.tables import Model

Zin = str
Codes = Annotated[tuple[Code, ...], Field(min_length=1)]
Naam = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]


class Blok(Model):
    """What every block has: its kind, and the condition under which it is shown (`als`; empty = always)."""

    soort: str
    als: Zin = ""

    @property
    def zinnen(self) -> dict[str, str]:
        """The templates of this block by name; a sentence that is not declared is left out."""
        return {name: value for name, value in self if isinstance(value, str)}

    @property
    def codes(self) -> tuple[str, ...]:
        """Every indicator that is named."""
        named = (value for name, value in self if name in ("indicator", "indicatoren"))
        return tuple(code for value in named for code in ([value] if isinstance(value, str) else value or ()))

    @property
    def ages(self) -> tuple[str, ...]:
        """Every age group that is named."""
        named = (value for name, value in self if name in ("leeftijd", "leeftijden"))
        return tuple(age for value in named for age in ([value] if isinstance(value, str) else value or ()))


    @property
    def tables(self) -> tuple[str, ...]:
        """Every table that is named."""
        return ()


class Inleiding(Blok):
    """The opening sentences; with `indicatoren` about those figures (`cijfers` in the template)."""

    soort: Literal["inleiding"]
    indicatoren: tuple[Code, ...] = ()
    tekst: Zin | None = None


class Tekst(Blok):
    """A paragraph, or a small note."""

    soort: Literal["tekst", "bijschrift"]
    tekst: Zin


class Kop(Blok):
    """A heading within the chapter; `code` is its address in the page."""

    soort: Literal["kop"]
    titel: Zin
    code: Naam


class LetOp(Blok):
    """A note that stands out; with an `indicator` the template knows how many wijken have a figure of it."""

    soort: Literal["let_op"]
    titel: Zin
    tekst: Zin
    indicator: Code | None = None
    leeftijd: Leeftijd = "totaal"


class Lijst(Blok):
    """A list of sentences; one that gives no text is left out."""

    soort: Literal["lijst"]
    punten: tuple[Zin, ...] = Field(min_length=1)


class Figuurblok(Blok):
    """A figure for each of `indicatoren`; without `leeftijd` of the age group that each indicator is shown for."""

    indicatoren: Codes
    leeftijd: Leeftijd | None = None
    toelichting: Zin | None = None


class Rangorde(Figuurblok):
    """The parts of the region under each other."""

    soort: Literal["rangorde"]


class Kaart(Figuurblok):
    """The gemeenten or wijken coloured by value."""

    soort: Literal["gemeentekaart", "wijkkaart"]


class Reeks(Figuurblok):
    """The region and Nederland through the years."""

    soort: Literal["reeks"]


class Leeftijden(Blok):
    """Bars per indicator and age group, the region beside Nederland."""

    soort: Literal["leeftijden"]
    code: Naam
    indicatoren: Codes
    leeftijden: tuple[Leeftijd, ...] = Field(min_length=1)


class Inkomens(Blok):
    """A national figure by income and age: what the figures of a region cannot show. `nadruk` is in the title."""

    soort: Literal["inkomens"]
    indicatoren: Codes
    leeftijden: tuple[Leeftijd, ...] = Field(min_length=1)
    nadruk: Leeftijd
    groepen: dict[str, str] = Field(min_length=2)
    titel: Zin
    ondertitel: Zin
    toelichting: Zin


class Tabel(Blok):
    """A table of the region beside Nederland, one row per indicator."""

    soort: Literal["tabel"]
    indicatoren: Codes
    titel: Zin


class Kaartjes(Blok):
    """Tiles with one figure each."""

    soort: Literal["kaartjes"]
    indicatoren: Codes


class Schattingen(Blok):
    """The newest estimates beside the last survey."""

    soort: Literal["schattingen"]
    code: Naam
    indicatoren: Codes


class Eigen(Blok):
    """A part whose logic stands in the program, without sentences of its own."""

    soort: Literal["zorguitgaven", "verwachte_uitgaven"]


class Bevolkingsintro(Blok):
    """How many people, the share of `leeftijd`, and up to `meeste_namen` gemeenten by name."""

    soort: Literal["inleiding_bevolking"]
    leeftijd: Leeftijd
    meeste_namen: int = Field(ge=1)
    tekst: Zin


class Figuur(Blok):
    """What every special figure says."""

    code: Naam
    titel: Zin
    ondertitel: Zin
    alt: Zin
    toelichting: Zin = ""


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
    """Where the inhabitants live, in fifths of Nederland."""

    soort: Literal["inleiding_ses"]
    tekst: Zin


class SesFiguur(Figuur):
    """The SES-index per gemeente, per wijk, the inhabitants by fifth of Nederland, or a dot per wijk."""

    soort: Literal["ses_rangorde", "ses_wijken", "ses_kwintielen", "ses_spreiding"]


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
    """All survey figures of adults on one axis."""

    soort: Literal["spine"]


class Benchmarks(Blok):
    """The survey figures of one age group against everything they can be compared with."""

    soort: Literal["benchmarks"]
    leeftijd: Leeftijd
    titel: Zin
    tabel: Zin
    doelen: Zin


class Leeftijdscorrectie(Blok):
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


class Vergelijkbaar(Blok):
    """Areas that resemble the region."""

    soort: Literal["vergelijkbaar"]
    kop: Zin
    uitleg: Zin
    tabel: Zin
    tonen: Zin
    per_gemeente: Zin


class Ongelijkheid(Figuur):
    """Differences by SES between gemeenten: `indicatoren` are drawn; at most `zinnen_over` are told in a sentence."""

    soort: Literal["ongelijkheid"]
    indicatoren: Codes
    leeftijd: Leeftijd
    meeste: int = Field(ge=1)
    groepen: tuple[str, ...] = Field(min_length=5, max_length=5)
    kop: Zin
    tabel: Zin
    tonen: Zin
    per_wijk_titel: Zin
    per_wijk: Zin


class Trends(Blok):
    """Every series of two or more years, and whether it has a trend."""

    soort: Literal["trends"]
    kop: Zin
    uitleg: Zin
    tonen: Zin
    tabel: Zin


class AlleCijfers(Blok):
    """Every figure of the region, per theme; the themes of `open` stand unfolded."""

    soort: Literal["alle_cijfers"]
    open: tuple[Thema, ...]
    sleutel: Zin
    tonen: Zin
    tabel: Zin


class Vergelijkintro(Blok):
    """How many figures there are, are tested, differ."""

    soort: Literal["inleiding_vergelijking"]
    tekst: Zin


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


class Kanttekening(Blok):
    """Breaks, refusals, missing figures: lists that the program makes."""

    soort: Literal["breuken", "weigeringen", "ontbrekend"]
    meeste: int = Field(default=4, ge=1)
    tekst: Zin
    titel: Zin = ""
    koppen: tuple[str, ...] = ()


class Herkomst(Blok):
    """How current the figures are, the region, the tables and files."""

    soort: Literal["actualiteit", "gebied", "brontabellen", "bestanden"]
    tekst: Zin = ""
    titel: Zin = ""
    meeste_namen: int = Field(default=60, ge=1)
    bestanden: tuple[str, ...] = ()


def _all_below(model: type[Blok]) -> list[type[Blok]]:
    return [model, *(deeper for below in model.__subclasses__() for deeper in _all_below(below))]


MODELS: dict[str, type[Blok]] = {
    kind: model for model in _all_below(Blok) for kind in get_args(model.model_fields["soort"].annotation)
}
"""Kind of block -> its model."""
