"""The declarations of the crossing: `sources/kruising/*.toml` and `sources/doelgroepen/*.toml`.

Same rules as the rest of the catalogue: Dutch keys, unknown keys refused, and one Dutch line with
file and key for whatever does not fit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Code, Doelgroep, Klassen, Leeftijd
from regiobeeld.catalog.words import say_minimum
from regiobeeld.errors import ContractError, did_you_mean
from regiobeeld.paths import SOURCES


class Component(Model):
    """One ingredient of the SES-index; `teken` = 1 when higher means a higher position, -1 otherwise."""

    code: Code
    naam: str
    teken: Literal[-1, 1]


class SesIndex(Model):
    """How the own SES-index is made (METHODEN 9)."""

    naam: str
    toelichting: str = Field(min_length=10)
    component: tuple[Component, ...] = Field(min_length=2)

    @property
    def codes(self) -> list[str]:
        return [component.code for component in self.component]


class Leefstijl(Model):
    """Which lifestyle figures count in the crossing and when they are called unfavourable."""

    indicatoren: tuple[Code, ...] = Field(min_length=2)
    leeftijden: tuple[Leeftijd, ...] = Field(min_length=1)
    slechtste_deel: float = Field(gt=0, lt=0.5)
    minimum: int = Field(ge=1)
    toelichting: str = Field(min_length=10)

    @model_validator(mode="after")
    def _minimum_is_reachable(self) -> Self:
        if self.minimum > len(self.indicatoren):
            raise ValueError("'minimum' is hoger dan het aantal indicatoren")
        return self

    @property
    def traits(self) -> tuple[Kenmerk, Kenmerk]:
        """The two traits that the crossing looks for in an area."""
        style = Kenmerk(zin="de leefstijl ongunstig is", indicatoren=self.indicatoren, minimum=self.minimum)
        return Kenmerk(zin="de sociaaleconomische positie laag is", ses=True), style


class Stapelkenmerk(Model):
    """One disadvantage that can pile up; `ses` instead of an indicator stands for the lowest SES."""

    code: Code
    naam: str
    leeftijd: Leeftijd = "18+"


class Stapeling(Model):
    """Which disadvantages are counted together per wijk, and when their number is called high."""

    slechtste_deel: float = Field(gt=0, lt=0.5)
    veel: int = Field(ge=2)
    klassen: Klassen
    toelichting: str = Field(min_length=10)
    achterstand: tuple[Stapelkenmerk, ...] = Field(min_length=3)


class Typekenmerk(Model):
    """One trait on which wijken are grouped, with the words for a high and a low value."""

    code: Code
    leeftijd: Leeftijd
    hoog: str
    laag: str


class Wijktypen(Model):
    """How wijken are grouped into types (METHODEN 13)."""

    aantal: tuple[int, int]
    herhalingen: int = Field(ge=10)
    stabiel_vanaf: float = Field(gt=0, le=1)
    toelichting: str = Field(min_length=10)
    kenmerk: tuple[Typekenmerk, ...] = Field(min_length=3)

    @model_validator(mode="after")
    def _range_runs_up(self) -> Self:
        if not 2 <= self.aantal[0] <= self.aantal[1]:
            raise ValueError("'aantal' moet van laag naar hoog zijn, vanaf 2")
        return self


class Onderdeel(Model):
    """One ingredient of the index kwetsbaarheid: its weight, and the noise (points) on the published figure."""

    code: Code
    naam: str
    leeftijd: Leeftijd
    gewicht: float = Field(gt=0)
    ruis: float = Field(ge=0)


class Kwetsbaarheid(Model):
    """How the index kwetsbaarheid is made (METHODEN 13)."""

    klassen: tuple[str, ...] = Field(min_length=5, max_length=5)
    trekkingen: int = Field(ge=100)
    speling_gewichten: float = Field(gt=0, lt=1)
    toelichting: str = Field(min_length=10)
    onderdeel: tuple[Onderdeel, ...] = Field(min_length=3)


class Kruising(Model):
    """All declarations of `sources/kruising`."""

    ses: SesIndex
    leefstijl: Leefstijl
    stapeling: Stapeling
    wijktypen: Wijktypen
    kwetsbaarheid: Kwetsbaarheid


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


class Persoonskenmerk(Model):
    """A trait of persons, as a percentage per area. `omgekeerd`: those without it (100 - the figure)."""

    code: Code
    zin: str
    leeftijd: Leeftijd
    omgekeerd: bool = False


class Verband(Model):
    """The second trait of `samen` in a national table, in equal steps with (`wel`) and without the first."""

    indicator: Code
    wel: tuple[str, ...] = Field(min_length=1)
    niet: tuple[str, ...] = Field(min_length=1)
    leeftijden: tuple[Leeftijd, ...] = Field(min_length=1)


class Groep(Model):
    """A doelgroep: people of one age in areas where two traits coincide; what no figure carries is a `gat`.

    `telling` is the age group whose residents are counted, when it differs from that of the figures. `samen` are
    two traits of persons of which the number with both is estimated, `verband` how those hang together nationally.
    """

    naam: str
    wie: str
    iza: tuple[Doelgroep, ...] = Field(min_length=1)
    leeftijd: Leeftijd
    telling: Leeftijd | None = None
    niveau: Literal["WK", "GM"] = "WK"
    deel: float = Field(default=0.2, gt=0, lt=0.5)
    eerste: Kenmerk | None = None
    tweede: Kenmerk | None = None
    samen: tuple[Persoonskenmerk, Persoonskenmerk] | None = None
    verband: Verband | None = None
    landelijk: Code | None = None
    gat: tuple[str, ...] = ()
    toelichting: str = Field(min_length=10)

    _said = model_validator(mode="before")(say_minimum)

    @model_validator(mode="after")
    def _two_traits_or_a_gap(self) -> Self:
        if (self.eerste is None) != (self.tweede is None):
            raise ValueError("geef beide kenmerken: [eerste] en [tweede]")
        if self.eerste is None and not self.gat:
            raise ValueError("zonder kenmerken moet 'gat' zeggen welke cijfers ontbreken")
        if self.verband and not self.samen:
            raise ValueError("'verband' vraagt om [[samen]]")
        if "deel" in self.model_fields_set and any(trait.leefstijl for trait in self.traits):
            raise ValueError("bij 'leefstijl = true' staat 'deel' in kruising/leefstijl.toml ('slechtste_deel')")
        return self

    @property
    def traits(self) -> tuple[Kenmerk, ...]:
        return (self.eerste, self.tweede) if self.eerste and self.tweede else ()

    @property
    def is_crossing(self) -> bool:
        """Whether it is that of SES x leefstijl: a low SES and the unfavourable lifestyle of the crossing."""
        return bool(self.eerste and self.eerste.ses and self.tweede and self.tweede.leefstijl)

    @property
    def counted(self) -> str:
        """The age group whose residents are counted."""
        return self.telling or self.leeftijd


def load_crossing(folder: Path = SOURCES / "kruising") -> Kruising:
    """Read `sources/kruising`: SES-index, lifestyle, stapeling, wijktypen and kwetsbaarheid.

    Raises:
        ContractError: a file is no TOML, or holds something that does not fit.
        SourceUnreachableError: a file cannot be opened.
    """
    return Kruising(
        ses=read_toml(folder / "ses_index.toml", SesIndex),
        leefstijl=read_toml(folder / "leefstijl.toml", Leefstijl),
        stapeling=read_toml(folder / "stapeling.toml", Stapeling),
        wijktypen=read_toml(folder / "wijktypen.toml", Wijktypen),
        kwetsbaarheid=read_toml(folder / "kwetsbaarheid.toml", Kwetsbaarheid),
    )


def load_groups(
    folder: Path = SOURCES / "doelgroepen", lifestyle: Path = SOURCES / "kruising" / "leefstijl.toml"
) -> dict[str, Groep]:
    """Read `sources/doelgroepen`: the name of the file is the code of the doelgroep; sorted by code.

    A trait `leefstijl = true` gets its indicators and thresholds from the file `lifestyle`.

    Raises:
        ContractError: the folder is empty, or a file holds something that does not fit.
    """
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise ContractError("er zijn geen doelgroepen", folder, "Zet minstens één TOML-bestand in deze map")
    style = read_toml(lifestyle, Leefstijl)
    return {path.stem: fill_lifestyle(read_toml(path, Groep), style) for path in files}


def fill_lifestyle(group: Groep, style: Leefstijl) -> Groep:
    """The doelgroep with the lifestyle of the crossing wherever it refers to that, thresholds included."""
    if not any(trait.leefstijl for trait in group.traits):
        return group
    filled = [_fill(trait, style) for trait in group.traits]
    return group.model_copy(update={"eerste": filled[0], "tweede": filled[1], "deel": style.slechtste_deel})


def _fill(trait: Kenmerk, style: Leefstijl) -> Kenmerk:
    if not trait.leefstijl:
        return trait
    return trait.model_copy(update={"indicatoren": style.indicatoren, "minimum": style.minimum})


def rated_codes(crossing: Kruising, groups: Mapping[str, Groep], level: str) -> tuple[str, ...]:
    """All indicators that the crossing and the doelgroepen of one level (WK, GM) rate, in fixed order."""
    codes = dict.fromkeys(crossing.leefstijl.indicatoren)
    for group in groups.values():
        if group.niveau == level:
            codes |= dict.fromkeys(code for trait in group.traits for code in trait.indicatoren)
            codes |= dict.fromkeys(trait.code for trait in group.samen or ())
    if level == "WK":
        codes |= dict.fromkeys(item.code for item in crossing.stapeling.achterstand)
        codes |= dict.fromkeys(item.code for item in crossing.wijktypen.kenmerk)
        codes |= dict.fromkeys(item.code for item in crossing.kwetsbaarheid.onderdeel)
    return tuple(code for code in codes if code != "ses_index")


def require_known(codes: Iterable[str], known: Collection[str]) -> None:
    """Refuse a declaration that names an indicator which no source declares.

    Raises:
        ContractError: with the first unknown code and the nearest known one.
    """
    for code in codes:
        if code not in known:
            advice = did_you_mean(code, known, "Kies een code uit sources/*.toml")
            raise ContractError(f"onbekende indicator {code}", "sources/kruising of sources/doelgroepen", advice)
