"""The declarations of the doelgroepen: `sources/doelgroepen/*.toml`.

Same rules as the rest of the catalogue: Dutch keys, unknown keys refused, and one Dutch line with
file and key for whatever does not fit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from regiobeeld.catalog.crossing import Kruising, Leefstijl
from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Code, Doelgroep, Leeftijd
from regiobeeld.catalog.traits import Kenmerk
from regiobeeld.catalog.words import say_minimum
from regiobeeld.errors import ContractError, did_you_mean
from regiobeeld.paths import SOURCES


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
