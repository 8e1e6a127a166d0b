"""The catalogue: typed, frozen models of `sources/*.toml`.

An analyst reads and edits those files; therefore every key is Dutch, unknown keys are refused,
and whatever is inconsistent is refused here, once, with the file and key named (see `load`).
"""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from regiobeeld.catalog.region_file import RegionFile
from regiobeeld.catalog.tables import Dimensie, Dimensienaam, Model, Tabel
from regiobeeld.catalog.terms import Code, Doelgroep, Eenheid, Leeftijd, Niveau, Soort, Thema


class Kolom(Model):
    """One column of a wide table with the dimensions that the column itself stands for.

    `kolom` holds aliases, one per edition. An alias means the column with exactly that name or, when there is
    none, the column with that name and a number behind it (Roker -> Roker_11). With `tabellen` the column is
    read from those tables only.
    """

    kolom: tuple[str, ...] = Field(min_length=1)
    tabellen: tuple[str, ...] = ()
    leeftijd: Leeftijd | None = None
    geslacht: Literal["totaal", "man", "vrouw"] | None = None
    periode: str | None = None
    uitsplitsing: str | None = None

    @field_validator("kolom", mode="before")
    @classmethod
    def _one_or_more(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


class Breuk(Model):
    """From this year on the series is not comparable with earlier years; no `leeftijden` = of every age group.

    `ervoor`: the age group that the figures before were really of ("18+" = "19+"): the label holds from `jaar` on.
    """

    jaar: int
    reden: str
    leeftijden: tuple[Leeftijd, ...] = ()
    ervoor: dict[Leeftijd, Leeftijd] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _breaks_what_it_renames(self) -> Self:
        if self.leeftijden and not set(self.ervoor) <= set(self.leeftijden):
            raise ValueError("'ervoor' noemt een groep die niet bij de 'leeftijden' van de breuk staat")
        return self

    def holds_for(self, leeftijd: str) -> bool:
        """Whether the series of this age group is broken."""
        return not self.leeftijden or leeftijd in self.leeftijden

    @property
    def wanneer(self) -> str:
        """The year, with the age groups when it is not all of them: "2020 (18+, 18-64)"."""
        return f"{self.jaar} ({', '.join(self.leeftijden)})" if self.leeftijden else str(self.jaar)


class Streefwaarde(Model):
    """An official goal: the figure that should be reached in `jaar` for this age group, and who set it."""

    waarde: float
    jaar: int
    leeftijd: Leeftijd
    bron: str = Field(min_length=10)


class Indicator(Model):
    """What a figure means, how it may be added up and how it is shown. One entry per indicator.

    `gewicht` (only with aggregatie = "gewogen") is "bevolking" (people of the same age group),
    "bevolking_totaal" (all people) or the code of an indicator that is added up (`som`). `vertaling` turns
    words of the source into numbers (an urbanity class in words). `factor` multiplies what the source gives.
    `gezegde` follows "17,3 % van de volwassenen"; `gezegde_toen` is the same in the past tense ("rookte"), for a
    figure of years ago. `onderwerp` is what a title or column calls the figure where its name is no noun phrase
    ("roken" for "Rokers"), `ongunstig` what is unfavourable about a low figure ("te weinig bewegen").

    A figure is read from `kolom` or `kolommen`, or made by adding up rows: the sum of the columns `teller` over
    all rows of an area and group, divided by the sum of the column `noemer` when there is one (times 100 when
    `eenheid` is "%"). A name in `teller`
    is a column that must be there, a pattern (`KOSTEN_HUISARTS_*`) may find nothing in an edition. Where the
    noemer (without noemer: the sum) stays below `minstens`, the figure is left out (te_weinig).

    `leeftijden`: the only age groups of the source that are figures of this indicator (a question that was put to
    people of 65 and over only, though the table repeats the answer under all ages); nothing = all of them.
    """

    code: Code
    naam: str
    thema: Thema
    doelgroepen: tuple[Doelgroep, ...] = Field(min_length=1)
    kolom: tuple[str, ...] = ()
    kolommen: tuple[Kolom, ...] = ()
    teller: tuple[str, ...] = ()
    noemer: str | None = None
    minstens: float = Field(default=0.0, ge=0)
    tabellen: tuple[str, ...] = ()
    eenheid: Eenheid
    decimalen: int = Field(ge=0, le=3)
    richting: Literal["hoger_is_beter", "lager_is_beter", "neutraal"]
    leeftijd: Leeftijd = "totaal"
    leeftijden: tuple[Leeftijd, ...] = ()
    niveau: tuple[Niveau, ...] = Field(min_length=1)
    aggregatie: Literal["som", "gewogen", "niet"]
    gewicht: str | None = None
    bereik: tuple[float, float]
    verwacht: tuple[float, float] | None = None
    factor: float = 1.0
    vertaling: dict[str, float] = Field(default_factory=dict)
    soort: Soort | None = None
    gezegde: str | None = None
    gezegde_toen: str | None = None
    onderwerp: str | None = None
    ongunstig: str | None = None
    breuken: tuple[Breuk, ...] = ()
    streefwaarde: Streefwaarde | None = None
    toelichting: str = Field(min_length=10)

    @field_validator("kolom", mode="before")
    @classmethod
    def _one_or_more(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if sum(map(bool, (self.kolom, self.kolommen, self.teller))) != 1:
            raise ValueError("geef óf 'kolom' óf 'kolommen' óf 'teller'")
        self._check_sum()
        if (self.gezegde is None) != (self.gezegde_toen is None):
            raise ValueError("'gezegde' en 'gezegde_toen' horen bij elkaar (\"rookt\" en \"rookte\")")
        if self.aggregatie == "gewogen" and not self.gewicht:
            raise ValueError("'gewicht' ontbreekt (nodig bij aggregatie = \"gewogen\")")
        if self.aggregatie != "gewogen" and self.gewicht:
            raise ValueError("'gewicht' hoort alleen bij aggregatie = \"gewogen\"")
        if self.aggregatie == "som" and self.eenheid == "%":
            raise ValueError("percentages kunnen niet worden opgeteld: kies aggregatie gewogen of niet")
        if self.leeftijden and self.leeftijd not in self.leeftijden:
            raise ValueError("'leeftijd' moet een van de 'leeftijden' zijn")
        low, high = self.bereik
        if low >= high:
            raise ValueError("'bereik' moet van laag naar hoog zijn")
        if self.verwacht and not (low <= self.verwacht[0] < self.verwacht[1] <= high):
            raise ValueError("'verwacht' moet binnen 'bereik' liggen")
        return self

    def _check_sum(self) -> None:
        if (self.noemer or self.minstens) and not self.teller:
            raise ValueError("'noemer' en 'minstens' horen bij 'teller'")
        if self.teller and (self.factor != 1.0 or self.vertaling):
            raise ValueError("'factor' en 'vertaling' gaan niet samen met 'teller'")
        if self.noemer and self.aggregatie == "som":
            raise ValueError("een verhouding kan niet worden opgeteld: kies aggregatie gewogen of niet")

    @property
    def entries(self) -> tuple[Kolom, ...]:
        """All columns to read, in one shape."""
        return self.kolommen or (Kolom(kolom=self.kolom or self.teller),)


class Bron(Model):
    """A source: who measured, how (`soort`), under which licence, to be cited as."""

    code: Code
    naam: str
    organisatie: str
    soort: Soort
    licentie: str
    citaat: str
    url: str
    toelichting: str = ""


class Bestand(Model):
    """A file of the project without figures: codes of areas, mergers, boundaries. `pad` is below `sources`."""

    pad: str
    titel: str
    jaar: int | None = None
    toelichting: str = ""


class Source(Model):
    """One file `sources/<bron>.toml`: figures (`tabel` + `indicator`) or files that go with them (`bestand`).

    Keys under `[standaard]` hold for every indicator of the file that does not give its own.
    """

    bron: Bron
    tabel: tuple[Tabel, ...] = ()
    dimensies: dict[Dimensienaam, Dimensie] = Field(default_factory=dict)
    indicator: tuple[Indicator, ...] = ()
    bestand: tuple[Bestand, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _apply_defaults(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("standaard"), dict):
            return data
        rest = {key: value for key, value in data.items() if key != "standaard"}
        entries = rest.get("indicator")
        if isinstance(entries, list):
            rest["indicator"] = [{**data["standaard"], **e} if isinstance(e, dict) else e for e in entries]
        return rest

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if bool(self.tabel) != bool(self.indicator):
            raise ValueError("'[[tabel]]' en '[[indicator]]' horen bij elkaar")
        if not (self.tabel or self.bestand):
            raise ValueError("geef '[[tabel]]' met '[[indicator]]', of '[[bestand]]'")
        return self

    @model_validator(mode="after")
    def _all_sums_or_none(self) -> Self:
        if self.adds_rows != any(i.teller for i in self.indicator):
            raise ValueError("geef alle indicatoren van deze bron een 'teller', of geen")
        groups = [self.dimensies, *(tabel.dimensies for tabel in self.tabel)]
        added = any(d.totaal or d.groepen for dimensies in groups for d in dimensies.values())
        if added and not self.adds_rows:
            raise ValueError("'totaal' en 'groepen' bij een dimensie horen bij indicatoren met een 'teller'")
        if self.adds_rows and any(tabel.merktekens for tabel in self.tabel):
            raise ValueError("'merktekens' gaan niet samen met indicatoren met een 'teller'")
        return self

    @property
    def adds_rows(self) -> bool:
        """Whether the figures are made by adding up rows (`teller`)."""
        return bool(self.indicator) and all(i.teller for i in self.indicator)

    def columns(self, tabel: Tabel, indicator: Indicator) -> tuple[Kolom, ...]:
        """The columns that may be read for `indicator` from this table (absent ones are no error)."""
        if indicator.tabellen and tabel.code not in indicator.tabellen:
            return ()
        return tuple(k for k in indicator.entries if not k.tabellen or tabel.code in k.tabellen)

    def dimension(self, tabel: Tabel, name: Dimensienaam) -> Dimensie | None:
        """The dimension as this table declares it, or the table it refers to, or else the source."""
        other = next((t.dimensies for t in self.tabel if t.code == tabel.dimensies_van), {})
        return tabel.dimensies.get(name) or other.get(name) or self.dimensies.get(name)

    def soort(self, indicator: Indicator) -> Soort:
        return indicator.soort or self.bron.soort


class Catalog(Model):
    """All declarations together; codes are unique over all files (checked by `load`)."""

    sources: tuple[Source, ...]
    regios: dict[str, RegionFile]

    @property
    def indicators(self) -> dict[str, Indicator]:
        return {i.code: i for source in self.sources for i in source.indicator}

    @property
    def replaces(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """By source and table: the older tables that this edition takes the place of."""
        return {(s.bron.code, t.code): t.vervangt for s in self.sources for t in s.tabel if t.vervangt}

    @property
    def lapses(self) -> dict[tuple[str, str], tuple[str, str]]:
        """By source and table: the source and table that make its figures lapse once they have been fetched."""
        pairs = {(s.bron.code, t.code): str(t.vervalt_met) for s in self.sources for t in s.tabel if t.vervalt_met}
        return {key: (named.partition("/")[0], named.partition("/")[2]) for key, named in pairs.items()}

    def source_of(self, indicator_code: str) -> Source:
        return next(s for s in self.sources if any(i.code == indicator_code for i in s.indicator))
