"""The future of one region: from the national tables, or made of its gemeenten when no table has the region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import cast

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow.dataset as ds

from regiobeeld import paths
from regiobeeld.errors import ContractError
from regiobeeld.future.build import GEMEENTEN, tables_of_areas
from regiobeeld.future.facts import read_facts, used_indicators
from regiobeeld.future.rates import Rates, choose_rates
from regiobeeld.future.supply_declared import Aanbod, load_supply
from regiobeeld.harmonise.areas import load_indeling
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.projection.ages import OLDEST, SEXES
from regiobeeld.projection.backtest import OWN, run_tests
from regiobeeld.projection.declared import Projectie, Zorgvraag, load_demand, load_projection
from regiobeeld.projection.inputs import ALL_AGES, BOTH, NATION, with_year
from regiobeeld.projection.tables import AANBOD, FUTURE_TABLES, PROGNOSE, TOETSING, TOETSING_GEBIED, ZORGVRAAG

_Places = Mapping[tuple[str, int, str, str], npt.NDArray[np.intp]]
_NOWHERE = np.array([], dtype=np.intp)


@dataclass(frozen=True)
class Expected:
    """A number of the future with the band around it; the band is None in the base year."""

    waarde: float
    ondergrens: float | None = None
    bovengrens: float | None = None

    def since(self, now: Expected | None) -> Expected | None:
        """The change (%) from another number to this one, with its band; None from nothing."""
        if now is None or not now.waarde:
            return None
        low, high = (None if x is None else _change(x, now.waarde) for x in (self.ondergrens, self.bovengrens))
        return Expected(_change(self.waarde, now.waarde), low, high)


def _change(then: float, now: float) -> float:
    return 100 * (then / now - 1)


@dataclass(frozen=True, eq=False)
class Outlook:
    """Projection, care demand, supply and back-test of the region, its parts and Nederland (FUTURE_TABLES).

    `rates`: law -> where its euros by age come from; `peiljaar`: the last year that counts.
    """

    code: str
    prognose: pd.DataFrame
    zorgvraag: pd.DataFrame
    toetsing: pd.DataFrame
    toetsing_gebied: pd.DataFrame
    aanbod: pd.DataFrame
    rules: Projectie
    demand: Zorgvraag
    supply: Aanbod
    rates: Mapping[str, Rates]
    peiljaar: int

    @property
    def basisjaar(self) -> int:
        return self.rules.basisjaar

    @property
    def is_sayable(self) -> bool:
        """Whether something can be said: the region is large enough, and the projection starts by the peiljaar."""
        if self.basisjaar > self.peiljaar:
            return False
        now = self.people(ALL_AGES, self.basisjaar)
        return now is not None and now.waarde >= self.rules.band.minste_inwoners

    def people(self, leeftijd: str, jaar: int, code: str | None = None) -> Expected | None:
        """People of an age group, both sexes."""
        place = self._places_of_people.get((code or self.code, jaar, leeftijd, BOTH), _NOWHERE)
        return _expected(self.prognose.iloc[place], "inwoners")

    def care(self, onderdeel: str, jaar: int, scenario: str = "basis", code: str | None = None) -> Expected | None:
        """One part of the care demand."""
        return _expected(self.care_rows(onderdeel, jaar, scenario, code), "waarde")

    def growth(
        self, onderdeel: str, jaar: int, scenario: str = "basis", code: str | None = None
    ) -> Expected | None:
        """How much (%) one part of the care demand changes from the base year on."""
        then = self.care(onderdeel, jaar, scenario, code)
        return None if then is None else then.since(self.care(onderdeel, self.basisjaar, scenario, code))

    def care_rows(
        self, onderdeel: str, jaar: int, scenario: str = "basis", code: str | None = None
    ) -> pd.DataFrame:
        """The row (or none) of one part of the care demand."""
        place = self._places_of_care.get((code or self.code, jaar, onderdeel, scenario), _NOWHERE)
        return self.zorgvraag.iloc[place]

    @cached_property
    def _places_of_people(self) -> _Places:
        return _places(self.prognose, "gebied_code", "jaar", "leeftijd", "geslacht")

    @cached_property
    def _places_of_care(self) -> _Places:
        return _places(self.zorgvraag, "gebied_code", "jaar", "onderdeel_code", "scenario_code")

    def tested(self, leeftijd: str, landelijk_bekend: bool, van: int) -> tuple[float, float] | None:
        """What the projection would have expected, and what was counted."""
        rows = self.toetsing_gebied
        found = rows[
            (rows["gebied_code"] == self.code)
            & (rows["leeftijd"] == leeftijd)
            & (rows["landelijk_bekend"] == landelijk_bekend)
            & (rows["van"] == van)
        ]
        return None if found.empty else (float(found["verwacht"].iloc[0]), float(found["geteld"].iloc[0]))

    def scores(self, van: int, leeftijd: str, landelijk_bekend: bool = True, methode: str = OWN) -> pd.DataFrame:
        """The scores of all gemeenten of Nederland, one row per size class."""
        rows = self.toetsing
        return rows[
            (rows["niveau"] == GEMEENTEN)
            & (rows["van"] == van)
            & (rows["leeftijd"] == leeftijd)
            & (rows["landelijk_bekend"] == landelijk_bekend)
            & (rows["methode"] == methode)
        ]


def _places(rows: pd.DataFrame, *key: str) -> _Places:
    """In which places of a table each key stands: a report asks hundreds of them."""
    return cast("_Places", rows.groupby(list(key)).indices)


def _expected(rows: pd.DataFrame, column: str) -> Expected | None:
    if rows.empty or pd.isna(rows[column].iloc[0]):
        return None
    low, high = rows["ondergrens"].iloc[0], rows["bovengrens"].iloc[0]
    if pd.isna(low) or pd.isna(high):
        return Expected(float(rows[column].iloc[0]))
    return Expected(float(rows[column].iloc[0]), float(low), float(high))


@lru_cache(maxsize=4)
def outlook_of(profile: Profile) -> Outlook:
    """The future of the region of a profile; a region that no table has is made of its gemeenten.

    Raises:
        ContractError: a national table is missing.
    """
    wanted = list(dict.fromkeys([profile.code, *profile.parts, *profile.region.gemeenten, NEDERLAND]))
    found = {table.name: _read(profile, table.name, wanted) for table in FUTURE_TABLES}
    if profile.code not in set(found[PROGNOSE.name]["gebied_code"]):
        own = _from_gemeenten(profile, found[TOETSING.name])
        for name, rows in own.items():
            found[name] = pd.concat([rows, found[name]], ignore_index=True)
    return Outlook(
        code=profile.code,
        prognose=found[PROGNOSE.name],
        zorgvraag=found[ZORGVRAAG.name],
        toetsing=found[TOETSING.name],
        toetsing_gebied=found[TOETSING_GEBIED.name],
        aanbod=found[AANBOD.name],
        rules=load_projection(paths.SOURCES),
        demand=load_demand(paths.SOURCES),
        supply=load_supply(paths.SOURCES),
        rates=_rates(profile),
        peiljaar=profile.peiljaar,
    )


def _rates(profile: Profile) -> dict[str, Rates]:
    """Where the euros by age of each law come from; no law whose figures the profile does not hold."""
    demand = load_demand(paths.SOURCES)
    nation = profile.waarneming[profile.waarneming["gebied_code"] == NATION]
    figures, everybody = with_year(nation), np.ones((len(SEXES), OLDEST + 1))
    known = set(figures["indicator_code"])
    return {
        law.code: choose_rates(law, figures, everybody, demand.minste_groepen, paths.SOURCES)
        for law in demand.uitgaven
        if law.bestand or law.indicator in known
    }


def future_tables(profile: Profile) -> dict[str, pd.DataFrame]:
    """The tables per area of the region, its parts and Nederland, by name, for use elsewhere."""
    outlook = outlook_of(profile)
    return {
        PROGNOSE.name: outlook.prognose,
        ZORGVRAAG.name: outlook.zorgvraag,
        TOETSING_GEBIED.name: outlook.toetsing_gebied,
        AANBOD.name: outlook.aanbod,
    }


def _read(profile: Profile, name: str, codes: Sequence[str]) -> pd.DataFrame:
    path = profile.data_dir / f"{name}.parquet"
    if not path.exists():
        raise ContractError("een landelijke tabel ontbreekt", path, "Maak de tabellen met make gegevens")
    table = ds.dataset(path)
    condition = ds.field("gebied_code").isin(list(codes)) if "gebied_code" in table.schema.names else None
    return table.to_table(filter=condition).to_pandas()


def _from_gemeenten(profile: Profile, scores: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
    """The same arithmetic as the national tables, for the gemeenten of this region together."""
    indeling = load_indeling(paths.SOURCES / "indeling")
    gemeenten = list(indeling.codes(indeling.target))
    codes = used_indicators(load_projection(paths.SOURCES), load_demand(paths.SOURCES))
    condition = (
        ds.field("indicator_code").isin(sorted(codes))
        & ds.field("gebied_code").isin([*gemeenten, NEDERLAND])
        & (ds.field("gebied_jaar") == indeling.target)
    )
    figures = ds.dataset(profile.data_dir / "waarneming.parquet").to_table(filter=condition).to_pandas()
    facts = read_facts(figures, gemeenten)
    outcomes = list(run_tests(facts.counts, facts.history, facts.rules))
    return tables_of_areas(facts, {profile.code: list(profile.region.gemeenten)}, outcomes, scores)
