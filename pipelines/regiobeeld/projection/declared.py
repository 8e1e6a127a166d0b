"""The declarations of `sources/toekomst/*.toml`: years, groups and assumptions of the future."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from regiobeeld import paths
from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Code, Leeftijd, Niveau

FOLDER = "toekomst"


class Cijfers(Model):
    """Which figures the projection starts from."""

    indicator: Code
    levensjaar: Code
    sterfte: Code
    vijfjaar: tuple[Leeftijd, ...] = Field(min_length=2)
    geteld: tuple[Leeftijd, ...] = Field(min_length=2)
    groepen: tuple[Leeftijd, ...] = ()
    jaren_geteld: tuple[int, ...] = Field(min_length=2)
    jaren_vijfjaar: tuple[int, ...] = Field(min_length=1)


class Land(Model):
    """What goes on in the national run (`projection.national.assume_course`)."""

    sterfte_jaren: int = Field(ge=1)
    sterfte_overslaan: tuple[int, ...] = ()
    sterfte_groep: int = Field(ge=1)
    sterfte_oudste: int = Field(ge=10)
    migratie_jaren: int = Field(ge=1)
    migratie_overslaan: tuple[int, ...] = ()
    geboorte_jaren: int = Field(ge=1)
    vrouwen: Leeftijd


class Lokaal(Model):
    """How far a gemeente keeps its own deviation from Nederland."""

    groei_gewicht: float = Field(ge=0, le=1)
    uitdoven: float = Field(ge=0, le=1)
    geboortejaar_vanaf: int = Field(ge=0)
    jongeren: Leeftijd


class Proef(Model):
    """A projection that can be compared with what was counted."""

    van: int
    tot: int

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.tot <= self.van:
            raise ValueError("'tot' moet na 'van' komen")
        return self


class Toets(Model):
    """How the projection is tested against what was counted."""

    grootteklassen: tuple[int, ...] = Field(min_length=1)
    raak_binnen: float = Field(gt=0)
    land_van: int
    land_tot: int
    land_termijn: int = Field(ge=1)
    band_proef: int
    band_niveaus: tuple[Niveau, ...] = Field(min_length=1)
    proef: tuple[Proef, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _band_has_its_test(self) -> Self:
        if self.band_proef not in {proef.van for proef in self.proef}:
            raise ValueError("'band_proef' is het beginjaar van geen enkele proef")
        if list(self.grootteklassen) != sorted(set(self.grootteklassen)):
            raise ValueError("'grootteklassen' moet van klein naar groot")
        return self

    @property
    def band(self) -> Proef:
        """The test whose error makes the band around the future."""
        return next(proef for proef in self.proef if proef.van == self.band_proef)


class Band(Model):
    """How sure the band around the future is, and below how many inhabitants nothing can be said."""

    zekerheid: float = Field(gt=0, lt=1)
    minste_inwoners: int = Field(ge=0)


class Verslag(Model):
    """Which years the report shows, and which one its sentences are about."""

    jaren: tuple[int, ...] = Field(min_length=1)
    kernjaar: int


class Projectie(Model):
    """`sources/toekomst/projectie.toml`."""

    naam: str
    toelichting: str = Field(min_length=10)
    basisjaar: int
    eindjaar: int
    stap: int = Field(ge=1)
    cijfers: Cijfers
    land: Land
    lokaal: Lokaal
    toets: Toets
    rapport: Verslag
    band: Band

    @model_validator(mode="after")
    def _ends_on_a_step(self) -> Self:
        if self.eindjaar <= self.basisjaar or (self.eindjaar - self.basisjaar) % self.stap:
            raise ValueError("'eindjaar' moet een heel aantal stappen na 'basisjaar' liggen")
        if missing := {*self.rapport.jaren, self.rapport.kernjaar} - set(self.jaren):
            raise ValueError(f"het rapport vraagt {min(missing)}, maar daar komt geen stap uit")
        return self

    @property
    def jaren(self) -> tuple[int, ...]:
        """The years of the projection, the base year first."""
        return tuple(range(self.basisjaar, self.eindjaar + 1, self.stap))


class Uitgaven(Model):
    """A law of which the euros per inhabitant by age are known.

    `kort`: name where room is scarce; `ook`: indicators that go before when they are loaded by age; `bestand`: a
    file of the analyst goes before all; `naar_leeftijd`: the report draws it by age.
    """

    code: Code
    indicator: Code
    naam: str
    kort: str = ""
    ook: tuple[Code, ...] = ()
    bestand: str | None = None
    naar_leeftijd: bool = False


class Mensen(Model):
    """People with something, by a share per age group that stays as it is."""

    code: Code
    indicator: Code
    leeftijden: tuple[Leeftijd, ...] = Field(min_length=1)
    naam: str


class Scenario(Model):
    """Care by age as it is now, or a declared deviation from it."""

    code: Code
    naam: str
    toelichting: str = ""
    jaren_jonger: int = Field(default=0, ge=0)
    minder_per_jaar: float = Field(default=0.0, ge=0, lt=100)


class Ziekte(Model):
    """A disease: `bestand` holds the share that has it by age and sex; `halen` says where to get one."""

    code: Code
    naam: str
    halen: str = Field(min_length=10)
    bestand: str | None = None


class Verhouding(Model):
    """People of an age that helps per one of an age that needs help."""

    code: Code
    naam: str
    gevers: Leeftijd
    ontvangers: Leeftijd
    toelichting: str = Field(min_length=10)


class Zorgwerk(Model):
    """The part of the people of working age that works in care: the national share, only with its source."""

    code: Code
    naam: str
    werkenden: Leeftijd
    aandeel_percentage: float | None = Field(default=None, gt=0, le=100)
    bron: str | None = None
    halen: str = Field(min_length=10)
    toelichting: str = Field(min_length=10)

    @model_validator(mode="after")
    def _never_without_source(self) -> Self:
        if (self.aandeel_percentage is None) != (self.bron is None):
            raise ValueError("'aandeel_percentage' en 'bron' horen bij elkaar: geef beide of geen van beide")
        return self


class Gebruik(Model):
    """A figure of use now; `leeftijdsprofiel`: the law whose euros by age say what ages alone would give."""

    indicator: Code
    leeftijdsprofiel: Code | None = None


class Zorgvraag(Model):
    """`sources/toekomst/zorgvraag.toml`."""

    toelichting: str = Field(min_length=10)
    dekking_minstens: float = Field(gt=0, le=1)
    minste_groepen: int = Field(ge=2)
    uitgaven: tuple[Uitgaven, ...] = Field(min_length=1)
    mensen: tuple[Mensen, ...] = ()
    alleen: tuple[Mensen, ...] = ()
    scenario: tuple[Scenario, ...] = Field(min_length=1)
    ziekte: tuple[Ziekte, ...] = ()
    mantelzorg: Verhouding
    arbeid: Verhouding
    zorgwerk: Zorgwerk
    gebruik: tuple[Gebruik, ...] = ()
    nabij: tuple[Code, ...] = ()
    mantelzorgers: tuple[Code, ...] = ()

    @model_validator(mode="after")
    def _profiles_are_laws(self) -> Self:
        laws = {law.code for law in self.uitgaven}
        if unknown := {use.leeftijdsprofiel for use in self.gebruik} - laws - {None}:
            raise ValueError(f"leeftijdsprofiel '{min(map(str, unknown))}' is geen code van [[uitgaven]]")
        return self


def load_projection(sources: Path = paths.SOURCES) -> Projectie:
    """Read `projectie.toml`. Raises ContractError or SourceUnreachableError, as every declaration."""
    return read_toml(sources / FOLDER / "projectie.toml", Projectie)


def load_demand(sources: Path = paths.SOURCES) -> Zorgvraag:
    """Read `zorgvraag.toml`; raises as `load_projection`."""
    return read_toml(sources / FOLDER / "zorgvraag.toml", Zorgvraag)
