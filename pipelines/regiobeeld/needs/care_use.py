"""Care use now beside what the ages alone would give, and what gemeenten like these show. METHODEN 7 and 12.

Use is not need: it also depends on rules, supply and registration. A difference is a reason to ask on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
import pyarrow.dataset as ds
from scipy.special import stdtrit

from regiobeeld.judgement.expected import inflation, memberships, predict_groups, predictors, prepare_fit
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.once import once_for_all
from regiobeeld.profile.select import figure, latest_year
from regiobeeld.projection.declared import Gebruik, load_demand, load_projection
from regiobeeld.projection.inputs import ALL_AGES, BOTH
from regiobeeld.projection.tables import PROGNOSE, ZORGVRAAG
from regiobeeld.stats.arrays import FloatArray
from regiobeeld.stats.expected import expect
from regiobeeld.stats.guards import Decision, allowed

COLUMNS = [
    "indicator_code",
    "gebied_code",
    "jaar",
    "waarde",
    "leeftijd",
    "verwacht",
    "ondergrens",
    "bovengrens",
    "stap",
]


@dataclass(frozen=True)
class UseNow:
    """Figures of use of the region and its parts.

    Attributes:
        table: columns `COLUMNS`: `leeftijd` is what the ages alone would give, `verwacht` with its 95 % interval
            what gemeenten with such ages, SES and urbanity show, `stap` -1, 0 or 1: below, inside, above it.
        judged: per kind of figure whether a class of chance may be given, with the reason (guards).
        missing: names of declared figures that are not loaded, with the source to fetch.
    """

    table: pd.DataFrame
    judged: Mapping[str, Decision]
    missing: Mapping[str, str]


@lru_cache(maxsize=4)
def use_now(profile: Profile) -> UseNow:
    """All declared figures of use (`[[gebruik]]` and `nabij` of `sources/toekomst/zorgvraag.toml`)."""
    demand = load_demand()
    declared = [*demand.gebruik, *(Gebruik(indicator=code) for code in demand.nabij)]
    known = [item for item in declared if latest_year(profile, item.indicator) is not None]
    rows = [row for item in known for row in _rows_of(profile, item)]
    kinds = {profile.indicators[item.indicator].soort for item in known}
    loaded = set(profile.landelijk["indicator_code"].unique())
    absent = [code for item in declared if (code := item.indicator) in profile.indicators and code not in loaded]
    return UseNow(
        pd.DataFrame(rows, columns=COLUMNS),
        {kind: allowed(kind, "klasse", has_margins=False) for kind in sorted(kinds)},
        {profile.indicators[code].naam: profile.indicators[code].bron_code for code in absent},
    )


def _rows_of(profile: Profile, item: Gebruik) -> list[dict[str, str | float | int | None]]:
    year = latest_year(profile, item.indicator)
    values = _of_all(profile, item.indicator, year or 0)
    by_age = expected_by_age(profile, item, values)
    found = []
    for code in dict.fromkeys([profile.code, *(part for part in profile.parts if part.startswith("GM"))]):
        own = figure(profile, item.indicator, code, jaar=year)
        if own is None or own.waarde is None:
            continue
        beside = expected_by_features(profile, item.indicator, values, code, own.waarde)
        ages = by_age.get(code, float("nan"))
        found.append(dict(zip(COLUMNS, (item.indicator, code, year, own.waarde, ages, *beside), strict=True)))
    return found


@once_for_all(maxsize=64)
def _of_all(profile: Profile, indicator: str, jaar: int) -> pd.Series:
    """The figure of every gemeente of Nederland in one year; NaN where there is none."""
    rows = profile.landelijk
    age = profile.indicators[indicator].leeftijd
    own = rows[(rows["indicator_code"] == indicator) & (rows["leeftijd"] == age) & (rows["jaar"] == jaar)]
    return own.set_index("gebied_code")["waarde"].reindex(profile.inwoners.index)


def expected_by_age(profile: Profile, item: Gebruik, values: pd.Series) -> dict[str, float]:
    """What the ages alone would give, per area: indirect standardisation; empty without a declared profile.

    Formula: E_g = R e_g / e, e_g = sum_a N_ga r_a / N_g with r the national euros by age of the declared law, e
    the same over all gemeenten with a figure, R their mean weighted with inhabitants: so that over those gemeenten
    expected equals observed. Reference: Breslow & Day (1987), vol. II, section 2.3. Limits: the figure is taken to
    rise with age as the euros of that law do; ages of the base year of the projection.
    """
    if item.leeftijdsprofiel is None:
        return {}
    euros, people = _euros_and_people(profile, item.leeftijdsprofiel)
    return scale_by_age(values, euros, people)


def scale_by_age(values: pd.Series, euros: pd.Series, people: pd.Series) -> dict[str, float]:
    """`expected_by_age` from figures per gemeente and euros and inhabitants per area."""
    known = values.dropna().index.intersection(people.index)
    if known.empty:
        return {}
    mean = float((values[known] * people[known]).sum() / people[known].sum())
    reference = float(euros[known].sum() / people[known].sum())
    return {str(code): float(value) for code, value in (mean * (euros / people) / reference).items()}


def _euros_and_people(profile: Profile, law: str) -> tuple[pd.Series, pd.Series]:
    """Euros of a law by age structure, and inhabitants, of every area in the base year of the projection."""
    base = load_projection().basisjaar
    is_base = ds.field("jaar") == base
    euros = ds.dataset(profile.data_dir / f"{ZORGVRAAG.name}.parquet").to_table(
        columns=["gebied_code", "waarde"],
        filter=is_base & (ds.field("onderdeel_code") == law) & (ds.field("scenario_code") == "basis"),
    )
    people = ds.dataset(profile.data_dir / f"{PROGNOSE.name}.parquet").to_table(
        columns=["gebied_code", "inwoners"],
        filter=is_base & (ds.field("leeftijd") == ALL_AGES) & (ds.field("geslacht") == BOTH),
    )
    found = [table.to_pandas().set_index("gebied_code").iloc[:, 0].astype(float) for table in (euros, people)]
    if profile.code not in found[0].index:
        for series in found:
            series[profile.code] = float(series.reindex(list(profile.region.gemeenten)).sum())
    return found[0], found[1]


def expected_by_features(
    profile: Profile, indicator: str, values: pd.Series, code: str, own: float
) -> tuple[float, float, float, float]:
    """Expected figure with its 95 % interval and the step outside it, from the gemeenten outside the area.

    One gemeente: `stats.expected.expect`; more: `judgement.expected.predict_groups`, widened as other regions ask.
    NaN where it cannot be said: the whole country, a very small area, too few gemeenten with a figure.
    """
    nothing = (float("nan"),) * 4
    members = profile.members(code)
    people, design = profile.inwoners[ALL_AGES], predictors(profile)
    too_small = float(people.reindex(list(members)).sum()) < load_projection().band.minste_inwoners
    if code == NEDERLAND or too_small or not values.notna().any():
        return nothing
    limits = _limits(profile, indicator)
    if len(members) == 1:
        table = _expect_all(profile, indicator, latest_year(profile, indicator) or 0)
        row = table.loc[members[0], ["verwacht", "ondergrens", "bovengrens", "stap"]]
        expected, low, high, step = (float(value) for value in row.to_numpy(float))
        return expected, low, high, step
    fit = prepare_fit(values, design, people)
    groups = memberships(profile) if code == profile.code else _one(profile, members)
    found = predict_groups(fit, groups * people.fillna(0.0).to_numpy())
    wider = inflation(type(found)(*(column[1:] for column in found)))
    expected, se = float(found.expected[0]), float(found.se[0]) * wider
    reach = float(stdtrit(found.freedom[0], 0.975)) * se
    low, high = (float(np.clip(bound, *limits)) for bound in (expected - reach, expected + reach))
    if not np.isfinite(reach):
        return nothing
    return expected, low, high, float(own > expected + reach) - float(own < expected - reach)


@once_for_all(maxsize=64)
def _expect_all(profile: Profile, indicator: str, jaar: int) -> pd.DataFrame:
    """Every gemeente of NL beside what the other gemeenten predict for it (`stats.expected.expect`)."""
    values = _of_all(profile, indicator, jaar)
    return expect(
        values, predictors(profile), profile.inwoners[ALL_AGES], limits=_limits(profile, indicator)
    ).table


def _limits(profile: Profile, indicator: str) -> tuple[float, float]:
    return (0.0, 100.0) if profile.indicators[indicator].eenheid == "%" else (0.0, np.inf)


def _one(profile: Profile, members: Sequence[str]) -> FloatArray:
    return np.array([profile.inwoners.index.isin(list(members))], dtype=float)
