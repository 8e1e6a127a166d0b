"""The blocks that a declared chapter may have: one model per kind, with its figures and its sentences.

A field of type `Zin` is a Jinja template. The sentences that all figures of a kind have stand in
`sources/rapport/zinnen.toml`. What a block draws is in `report.builders`.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Code, Leeftijd

Zin = str
Codes = Annotated[tuple[Code, ...], Field(min_length=1)]
Naam = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]


Kolommen = dict[str, dict[Zin, Zin]]
"""Table -> heading -> cell: the columns of declared tables (`blocks.columns`)."""


class Blok(Model):
    """What every block has: its kind, and the condition under which it is shown (`als`; empty = always)."""

    soort: str
    als: Zin = ""

    @property
    def zinnen(self) -> dict[str, str]:
        """The templates of this block by name; a sentence that is not declared is left out."""
        return {name: value for name, value in self if isinstance(value, str)}

    @property
    def tabellen(self) -> Kolommen:
        """The columns of its tables, by the name of the table."""
        return {}

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

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.tekst is None and not self.indicatoren:
            raise ValueError("geef 'tekst', of 'indicatoren', of allebei")
        return self


class Tekst(Blok):
    """A paragraph, or a small note; with `indicatoren` the template knows whether one has a figure (`bekend`)."""

    soort: Literal["tekst", "bijschrift"]
    tekst: Zin
    indicatoren: tuple[Code, ...] = ()


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
    """A figure for each of `indicatoren`; without `leeftijd` of the age group that each indicator is shown for.

    `toelichting` is added to what already stands below the figure.
    """

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


class Tabelblok(Blok):
    """A block with tables of its own: what stands in their columns is in `kolommen`."""

    kolommen: Kolommen = Field(default_factory=dict)

    @property
    def tabellen(self) -> Kolommen:
        return self.kolommen


class Deel(Tabelblok):
    """A part with a logic of its own (`report.parts.PARTS`), by its name; its sentences stand in `zin`.

    A sentence `kop` is the heading over it, with `code` as its address; without anything to show there is none.
    grens: limits that its sentences may name: how many rows are shown, from how many something is much.
    """

    soort: Literal["deel"]
    naam: Code
    code: Naam | Literal[""] = ""
    zin: dict[str, Zin] = Field(default_factory=dict)
    grens: dict[str, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)

    @property
    def zinnen(self) -> dict[str, str]:
        return self.zin


class Figuur(Blok):
    """What every special figure says."""

    code: Naam
    titel: Zin
    ondertitel: Zin
    alt: Zin
    toelichting: Zin = ""
