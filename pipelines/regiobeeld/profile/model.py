"""The profile of one region: its figures, those of its parts and of the areas it is compared with."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from regiobeeld import paths
from regiobeeld.areas.regions import Region
from regiobeeld.catalog.models import Breuk
from regiobeeld.crossing.tables import KRUISING_BRON
from regiobeeld.profile.local import Lokaal
from regiobeeld.profile.origin import Origin, make_origin

NEDERLAND = "NL"

MAX_PARTS = 60
"""More parts than this do not fit in one chart: a larger region is shown by province."""

MAX_WIJKEN = 800
"""A map of more wijken than this takes minutes and shows specks: it is drawn per gemeente."""


@dataclass(frozen=True)
class Figure:
    """One figure with everything needed to say it honestly. `waarde` is None when there is no figure."""

    indicator_code: str
    gebied_code: str
    leeftijd: str
    jaar: int
    waarde: float | None
    ondergrens: float | None
    bovengrens: float | None
    soort: str
    afleiding: str
    tabel_code: str
    ontbreekt: str | None = None
    dekking: float | None = None
    status: str = "definitief"

    @property
    def is_provisional(self) -> bool:
        """The source calls the figure, or one of the figures it is made of, provisional."""
        return self.status == "voorlopig"

    @property
    def has_interval(self) -> bool:
        return self.ondergrens is not None and self.bovengrens is not None


@dataclass(frozen=True)
class Goal:
    """An official goal for an indicator: the value, for which year and age group, and who set it."""

    waarde: float
    jaar: int
    leeftijd: str
    bron: str


@dataclass(frozen=True)
class IndicatorInfo:
    """What the report says about an indicator (a row of the table `indicator`)."""

    code: str
    naam: str
    thema: str
    eenheid: str
    decimalen: int
    richting: str
    soort: str
    leeftijd: str
    gezegde: str | None
    breuken: tuple[Breuk, ...]
    toelichting: str
    bron_code: str
    doelgroepen: tuple[str, ...] = ()
    streefwaarde: Goal | None = None
    gewicht: str | None = None
    gezegde_toen: str | None = None
    onderwerp: str | None = None
    ongunstig: str | None = None

    @property
    def is_modelled(self) -> bool:
        """Whether it is an estimate of a model: of those there is no order, no trend and no verdict."""
        return self.soort == "modelschatting"

    def breaks(self, leeftijd: str) -> dict[int, str]:
        """Years from which the series of this age group is not comparable with earlier years, with the reason."""
        return {b.jaar: b.reden for b in self.breuken if b.holds_for(leeftijd)}

    def age_in(self, leeftijd: str, jaar: int) -> str:
        """The ages that a figure of this year is really of: "19+" in 2016 in the series of "18+" (METHODEN 22)."""
        renamed = {b.jaar: b.ervoor[leeftijd] for b in self.breuken if jaar < b.jaar and leeftijd in b.ervoor}
        return renamed[min(renamed)] if renamed else leeftijd


@dataclass(frozen=True, eq=False)
class Profile:
    """Everything a report needs for one region. One object per run, compared by identity.

    Attributes:
        region: the region as the user asked for it.
        code: the area code under which the region's own figures stand in `waarneming`.
        peiljaar: the last year that counts.
        parts: codes of the gemeenten (or provinces) the region is made of, to be shown side by side.
        context: gemeenten shown around a region that is a single gemeente; empty otherwise.
        names: area code -> name.
        waarneming: figures of the region, its gemeenten and NL on the indeling 2025 (schema WAARNEMING + jaar).
        wijk_waarneming: figures of the region's wijken under their code on the map (`profile.load`).
        kruising: SES x leefstijl x leeftijd of the region's gemeenten and wijken.
        kruising_nl: the same for all of NL, in totals (for comparison).
        wijk_gemeente: wijk code -> gemeente code (2025).
        leden: gemeenten per larger area (province, GGD-regio ...).
        landelijk: the latest figure of every gemeente of NL (indicator_code, leeftijd, gebied_code, jaar, waarde).
        inwoners: inhabitants of each gemeente of NL (rows, indeling 2025) per age group (columns), newest year.
        inwoners_jaar: the same per year (1 January), for the years in which every age group is known.
        inwoners_voorlopig: age groups of `inwoners` that are (partly) provisional.
        enquete: survey figures of every gemeente of NL, all years (indicator_code, leeftijd, gebied_code, jaar,
            waarde, ondergrens, bovengrens).
        kenmerken: what describes each gemeente of NL (`profile.features.FEATURES`, and ses_kwintiel).
        kruising_bron: from which table and year the crossing is made (schema KRUISING_BRON).
        lokaal: the local sources with a figure for this region, and what of them is hidden.
        data_dir: folder with the national tables, for what is read only when a chapter asks for it.
    """

    region: Region
    code: str
    peiljaar: int
    parts: tuple[str, ...]
    context: tuple[str, ...]
    names: dict[str, str]
    waarneming: pd.DataFrame
    wijk_waarneming: pd.DataFrame
    kruising: pd.DataFrame
    kruising_nl: pd.DataFrame
    wijk_gemeente: dict[str, str]
    indicators: dict[str, IndicatorInfo]
    bron: pd.DataFrame
    bevinding: pd.DataFrame
    leden: dict[str, tuple[str, ...]]
    inwoners: pd.DataFrame
    landelijk: pd.DataFrame
    inwoners_jaar: dict[int, pd.DataFrame] = field(default_factory=dict)
    inwoners_voorlopig: frozenset[str] = frozenset()
    enquete: pd.DataFrame = field(default_factory=pd.DataFrame)
    kenmerken: pd.DataFrame = field(default_factory=pd.DataFrame)
    kruising_bron: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=KRUISING_BRON.names))
    data_dir: Path = paths.OUTPUTS / "parquet"
    lokaal: Lokaal = field(default_factory=Lokaal)

    @property
    def naam(self) -> str:
        return self.region.naam

    @cached_property
    def weegjaren(self) -> dict[int, pd.DataFrame]:
        """The inhabitants to weigh gemeenten with: the newest, and those of the newest survey with margins.

        Two, to see whether a message depends on it; of the years in which every age group is known.
        """
        whole = sorted(self.inwoners_jaar)
        known = self.enquete[self.enquete["ondergrens"].notna()] if len(self.enquete) else self.enquete
        then = [year for year in whole if len(known) and year <= known["jaar"].max()]
        chosen = sorted({*then[-1:], *whole[-1:]})
        return {year: self.inwoners_jaar[year] for year in chosen} or {self.peiljaar: self.inwoners}

    @cached_property
    def herkomst_wijken(self) -> Origin:
        """What the crossing per wijk is made of."""
        return make_origin(self.kruising_bron, self.bron, "WK")

    @cached_property
    def heden(self) -> int:
        """The year that sentences speak from: that of the newest figure that was measured.

        Not the clock, for the same data must give the same report; not the peiljaar, for who looks back to 2021
        still reads today.
        """
        measured = self.waarneming["soort"] != "prognose"
        return int(self.waarneming.loc[measured, "jaar"].max())

    @property
    def has_many_wijken(self) -> bool:
        """Whether the wijken are too many to be drawn one by one (a large province, the country)."""
        return len(self.wijk_gemeente) > MAX_WIJKEN

    @property
    def is_single(self) -> bool:
        return len(self.region.gemeenten) == 1

    def name(self, code: str) -> str:
        return self.naam if code == self.code else self.names.get(code, code)

    @cached_property
    def by_indicator(self) -> dict[str, pd.DataFrame]:
        """The figures per indicator: a report asks for hundreds of them, one at a time."""
        return {str(code): rows for code, rows in self.waarneming.groupby("indicator_code", sort=False)}

    def share_of_nl(self, code: str, leeftijd: str) -> float:
        """The share (0-1) of an area in the population of NL of this age; 0 when it is not known."""
        return float(self._shares.get((code, leeftijd), self._shares.get((code, "totaal"), 0.0)))

    @cached_property
    def _shares(self) -> dict[tuple[str, str], float]:
        total = self.inwoners.sum()
        shares = {}
        for code in dict.fromkeys((self.code, *self.parts)):
            known = [g for g in self.members(code) if g in self.inwoners.index]
            part = self.inwoners.loc[known].sum() / total
            shares.update({(code, str(age)): float(share) for age, share in part.items()})
        return shares

    def members(self, code: str) -> tuple[str, ...]:
        """The gemeenten of the region or of one of its parts."""
        if code == self.code:
            return self.region.gemeenten
        return self.leden.get(code, (code,))

    def national_spread(self, indicator: str, leeftijd: str) -> float:
        """Standard deviation of the latest figure between all gemeenten of NL; 0 when there is none."""
        rows = self.landelijk[self.landelijk["indicator_code"] == indicator]
        values = rows.loc[rows["leeftijd"] == leeftijd, "waarde"]
        return float(values.std(ddof=0)) if len(values) > 1 else 0.0
