"""Care demand and informal care of every area and year, as a published table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from regiobeeld.errors import ContractError
from regiobeeld.future.demand import rates_in, split_change
from regiobeeld.future.informal_care import ratio_bounds, support_ratio
from regiobeeld.future.supply import mean_use
from regiobeeld.future.supply_declared import Aanbod
from regiobeeld.future.supply_table import NEED
from regiobeeld.projection.ages import age_slice
from regiobeeld.projection.band import bounds
from regiobeeld.projection.declared import Mensen, Verhouding, Zorgvraag
from regiobeeld.projection.outcome import Future
from regiobeeld.projection.tables import ZORGVRAAG
from regiobeeld.stats.arrays import FloatArray

TOTAL, TOTAL_NAME, BASE = "totaal", "Zorg uit alle wetten samen", "basis"


@dataclass(frozen=True)
class Use:
    """What people use now.

    Attributes:
        euros: law -> euros per inhabitant by single age, Nederland.
        shares: code of a group of people -> gemeenten x its age groups, parts of 1; NaN where unknown.
        diseases: disease -> sexes x single ages, parts of 1; only those with a file.
        weights: profession -> what an inhabitant of each age asks of it.
    """

    euros: Mapping[str, FloatArray]
    shares: Mapping[str, FloatArray]
    diseases: Mapping[str, FloatArray]
    weights: Mapping[str, FloatArray]


def care_table(
    future: Future,
    gemeenten: Future,
    members: Mapping[str, Sequence[str]],
    use: Use,
    declared: Zorgvraag,
    supply: Aanbod,
) -> pd.DataFrame:
    """Every area, year, part of care and scenario (schema ZORGVRAAG).

    Args:
        future: all areas; gemeenten: the gemeenten alone, of which `members` says which area they form.
    """
    rows = [
        *_euros(future, use, declared),
        *_people(future, gemeenten, members, use, declared),
        *_ratio(future, declared.mantelzorg),
        *_ratio(future, declared.arbeid),
        *_sick(future, use, declared),
        *_labour(future, use, declared),
        *_need(future, gemeenten, use, declared, supply),
    ]
    table = pd.concat(rows, ignore_index=True)
    return table[ZORGVRAAG.names].sort_values(list(ZORGVRAAG.key), ignore_index=True)


def _euros(future: Future, use: Use, declared: Zorgvraag) -> Iterator[pd.DataFrame]:
    laws = {item.code: (item.naam, use.euros[item.code]) for item in declared.uitgaven}
    laws[TOTAL] = (TOTAL_NAME, np.sum([rates for _, rates in laws.values()], axis=0))
    now = future.both[0]
    for number, year in enumerate(future.years):
        margin, people = future.margin_by_age(number), future.both[number]
        for scenario in declared.scenario:
            for code, (name, rates) in laws.items():
                later = rates_in(scenario, rates, year - future.years[0])
                change = split_change(now, people, rates, later)
                low, high = bounds(people, later, margin)
                yield _rows(future, year, code, name, "euro", (people * later).sum(axis=1), low, high).assign(
                    scenario_code=scenario.code, volume=100 * change.volume, vergrijzing=100 * change.ageing
                )


def _people(
    future: Future, gemeenten: Future, members: Mapping[str, Sequence[str]], use: Use, declared: Zorgvraag
) -> Iterator[pd.DataFrame]:
    for item in (*declared.mensen, *declared.alleen):
        share = use.shares[item.code]
        for number, year in enumerate(future.years):
            rate = _rates_of_areas(gemeenten, number, item, share, members, declared.dekking_minstens)
            groups = [future.group(number, band) for band in item.leeftijden]
            people, low, high = (
                np.sum([rate[:, place] * group[which] for place, group in enumerate(groups)], axis=0)
                for which in range(3)
            )
            yield _rows(future, year, item.code, item.naam, "personen", people, low, high)


def _rates_of_areas(
    gemeenten: Future,
    number: int,
    item: Mensen,
    share: FloatArray,
    members: Mapping[str, Sequence[str]],
    least: float,
) -> FloatArray:
    """Areas x age groups: mean of the gemeenten with a figure; NaN when too few people have one."""
    place = {code: row for row, code in enumerate(gemeenten.areas)}
    ages = [age_slice(band, gemeenten.people.shape[-1]) for band in item.leeftijden]
    people = np.stack([gemeenten.both[number][:, part].sum(axis=1) for part in ages], axis=1)
    known = np.isfinite(share)
    having, counted = np.where(known, share * people, 0.0), np.where(known, people, 0.0)
    rates = []
    for codes in members.values():
        own = [place[code] for code in codes]
        whole, part = people[own].sum(axis=0), counted[own].sum(axis=0)
        rates.append(
            np.divide(
                having[own].sum(axis=0),
                part,
                out=np.full(len(ages), np.nan),
                where=(part >= least * whole) & (part > 0),
            )
        )
    return np.stack(rates)


def _ratio(future: Future, declared: Verhouding) -> Iterator[pd.DataFrame]:
    for number, year in enumerate(future.years):
        givers, receivers = (future.group(number, band) for band in (declared.gevers, declared.ontvangers))
        ratio = support_ratio(givers[0], receivers[0])
        margins = [
            np.log(np.maximum(high, 1e-9) / np.maximum(people, 1e-9)) for people, _, high in (givers, receivers)
        ]
        low, high = ratio_bounds(ratio, margins[0], margins[1])
        yield _rows(future, year, declared.code, declared.naam, "verhouding", ratio, low, high)


def _sick(future: Future, use: Use, declared: Zorgvraag) -> Iterator[pd.DataFrame]:
    """People with a disease: constant shares by sex and age."""
    names = {item.code: item.naam for item in declared.ziekte}
    for code, rates in use.diseases.items():
        for number, year in enumerate(future.years):
            having = (future.people[number] * rates).sum(axis=1)
            low, high = bounds(having, np.ones(having.shape[-1]), future.margin_by_age(number))
            yield _rows(future, year, code, names[code], "personen", having.sum(axis=1), low, high)


def _labour(future: Future, use: Use, declared: Zorgvraag) -> Iterator[pd.DataFrame]:
    """How many times larger the part of the working age that works in care would have to be: (D_t/D_0)/(W_t/W_0).

    Limits: as many hours of work per euro of care as now; everybody works where they live.
    """
    work, total = declared.zorgwerk, np.sum(list(use.euros.values()), axis=0)
    care_now = (future.both[0] * total).sum(axis=1)
    workers_now = future.group(0, work.werkenden)[0]
    for number, year in enumerate(future.years):
        care = (future.both[number] * total).sum(axis=1)
        _, most = bounds(future.both[number], total, future.margin_by_age(number))
        workers, _, many = future.group(number, work.werkenden)
        times = (care / care_now) / (workers / workers_now)
        low, high = ratio_bounds(times, np.log(most / care), np.log(many / workers))
        yield _rows(future, year, work.code, work.naam, "verhouding", times, low, high)


def _need(
    future: Future, gemeenten: Future, use: Use, declared: Zorgvraag, supply: Aanbod
) -> Iterator[pd.DataFrame]:
    """Inhabitants weighted by what their age asks of a profession, in the scenarios that the supply asks for."""
    wanted = {item.zorgscenario for item in supply.scenario}
    if unknown := wanted - {item.code for item in declared.scenario}:
        where = f"aanbod.toml: scenario -> zorgscenario {min(unknown)}"
        raise ContractError("dit scenario staat niet in zorgvraag.toml", where, "Kies een code van [[scenario]]")
    nation = gemeenten.both[0].sum(axis=0)
    for item in supply.beroep:
        rates = use.weights[item.code]
        mean = mean_use(nation, rates)
        for number, year in enumerate(future.years):
            margin, people = future.margin_by_age(number), future.both[number]
            for scenario in (scenario for scenario in declared.scenario if scenario.code in wanted):
                later = rates_in(scenario, rates, year - future.years[0]) / mean
                low, high = bounds(people, later, margin)
                value = (people * later).sum(axis=1)
                yield _rows(
                    future, year, NEED + item.code, f"Vraag naar {item.naam}", "gewogen inwoners", value, low, high
                ).assign(scenario_code=scenario.code)


def _rows(
    future: Future,
    year: int,
    code: str,
    name: str,
    unit: str,
    value: FloatArray,
    low: FloatArray,
    high: FloatArray,
) -> pd.DataFrame:
    is_base = year == future.years[0]
    return pd.DataFrame(
        {
            "gebied_code": future.areas,
            "jaar": year,
            "onderdeel_code": code,
            "scenario_code": BASE,
            "onderdeel_naam": name,
            "eenheid": unit,
            "waarde": value,
            "ondergrens": np.nan if is_base else low,
            "bovengrens": np.nan if is_base else high,
            "volume": np.nan,
            "vergrijzing": np.nan,
        }
    )
