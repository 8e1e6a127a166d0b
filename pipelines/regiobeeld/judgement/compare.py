"""Every figure of the region beside that of Nederland, with a class only where the figures can carry one.

A region inside NL is compared with the REST of NL (METHODEN 4). Whether a class may be given at all is
decided by the kind of figure (`stats.guards`), here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from regiobeeld.frames import returns
from regiobeeld.judgement.survey import SUCCESSOR
from regiobeeld.profile.frames import AREAS_COMPARED, JUDGED
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.select import per_area
from regiobeeld.stats.arrays import BoolArray, FloatArray
from regiobeeld.stats.interval import se_from_margins
from regiobeeld.stats.judge import judge_table, mark_survivors

_KEY = ["indicator_code", "leeftijd"]
_FIGURE = [
    "gebied_code",
    "jaar",
    "waarde",
    "ondergrens",
    "bovengrens",
    "soort",
    "afleiding",
    "tabel_code",
    "ontbreekt",
    "dekking",
    "status",
]

_NATIONAL = {"nl": "waarde", "nl_ondergrens": "ondergrens", "nl_bovengrens": "bovengrens"}
_UNKNOWN = (np.nan,) * len(_NATIONAL)


@lru_cache(maxsize=4)
@returns(JUDGED)
def compare_with_nl(profile: Profile) -> pd.DataFrame:
    """The latest figure of each indicator and age group of the region beside that of NL.

    Returns:
        one row per indicator x age with the columns of `_FIGURE`, nl, se, and those of `stats.judge.judge_table`:
        verschil, z, p_waarde, stap, klasse, overleeft, code and reden; actueel: False for a row that a later
        survey of the same replaced. `overleeft` is corrected over the rows that are shown: those with actueel.
    """
    table = _with_classes(_latest(profile), profile)
    table["actueel"] = ~_is_replaced(table)
    survives = mark_survivors(table[table["actueel"]])["overleeft"]
    return table.assign(overleeft=survives.reindex(table.index, fill_value=False))


@lru_cache(maxsize=128)
@returns(AREAS_COMPARED)
def compare_areas(profile: Profile, indicator: str, leeftijd: str | None = None) -> pd.DataFrame:
    """The parts of the region for one indicator beside NL: as `compare_with_nl`, with one row per part."""
    table = per_area(profile, indicator, profile.parts, leeftijd)
    leeftijd = leeftijd or profile.indicators[indicator].leeftijd
    known = table[table["waarde"].notna()].assign(indicator_code=indicator, leeftijd=leeftijd)
    return _with_classes(known.astype({"jaar": int}), profile)


@lru_cache(maxsize=16)
def compare_grid(profile: Profile, cells: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    """`compare_areas` for many indicators and age groups, corrected over all their cells together."""
    return correct_together([compare_areas(profile, indicator, leeftijd) for indicator, leeftijd in cells])


def correct_together(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Judged tables as the one grid they are shown in: `overleeft` over all their cells."""
    known = [table for table in tables if len(table)] or list(tables[:1])
    if not known:
        return pd.DataFrame(columns=[*_KEY, "naam", "jaar", "klasse", "overleeft"])
    return mark_survivors(pd.concat(known, ignore_index=True))


def _is_replaced(table: pd.DataFrame) -> pd.Series:
    """Rows of the survey from 19 years of which the survey from 18 years has a later figure."""
    years = table.set_index(_KEY)["jaar"].to_dict()
    replaced = [
        leeftijd in SUCCESSOR and years.get((code, SUCCESSOR[leeftijd]), 0) > jaar
        for code, leeftijd, jaar in zip(table["indicator_code"], table["leeftijd"], table["jaar"], strict=True)
    ]
    return pd.Series(replaced, index=table.index, dtype=bool)


def _with_classes(own: pd.DataFrame, profile: Profile) -> pd.DataFrame:
    national, keys = _national(profile), zip(*(own[name].tolist() for name in (*_KEY, "jaar")), strict=True)
    beside = pd.DataFrame([national.get(key, _UNKNOWN) for key in keys], columns=list(_NATIONAL), dtype=float)
    table = pd.concat([own.reset_index(drop=True), beside], axis=1)
    info = [profile.indicators[code] for code in table["indicator_code"]]
    percent = np.array([i.eenheid == "%" for i in info], dtype=bool)
    table["se"] = _standard_errors(table, ("waarde", "ondergrens", "bovengrens"), percent)
    judged = judge_table(
        table.assign(
            referentie=table["nl"],
            referentie_se=_standard_errors(table, ("nl", "nl_ondergrens", "nl_bovengrens"), percent),
            richting=[i.richting for i in info],
            aandeel=[
                profile.share_of_nl(code, age)
                for code, age in zip(table["gebied_code"], table["leeftijd"], strict=True)
            ],
        ),
    )
    return pd.concat([table, judged], axis=1)


def _latest(profile: Profile) -> pd.DataFrame:
    rows = profile.waarneming
    rows = rows[(rows["gebied_code"] == profile.code) & (rows["jaar"] <= profile.peiljaar) & _is_total(rows)]
    rows = rows[~rows["indicator_code"].isin(profile.lokaal.codes)]  # Nederland has no such figure
    # The latest year with a figure; only when there is none at all, the latest year without.
    rows = rows.assign(leeg=rows["waarde"].isna())
    rows = rows.sort_values([*_KEY, "leeg", "jaar"], ascending=[True, True, True, False])
    return rows.drop_duplicates(_KEY)[[*_KEY, *_FIGURE]].reset_index(drop=True)


@lru_cache(maxsize=4)
def _national(profile: Profile) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """The figure of Nederland and its margins by indicator, age group and year: asked for a few at a time."""
    rows = profile.waarneming
    rows = rows[(rows["gebied_code"] == NEDERLAND) & _is_total(rows)].drop_duplicates([*_KEY, "jaar"])
    keys = zip(*(rows[name].tolist() for name in (*_KEY, "jaar")), strict=True)
    return dict(zip(keys, rows[list(_NATIONAL.values())].itertuples(index=False, name=None), strict=True))


def _is_total(rows: pd.DataFrame) -> pd.Series:
    return (rows["uitsplitsing"] == "totaal") & (rows["geslacht"] == "totaal")


def _standard_errors(table: pd.DataFrame, names: tuple[str, str, str], percent: BoolArray) -> FloatArray:
    value, low, high = (table[name].astype(float) for name in names)
    bounded = se_from_margins(value.where(percent), low.where(percent), high.where(percent))
    return np.where(percent, bounded, se_from_margins(value, low, high, percentage=False))
