"""Every figure of the region beside that of Nederland, with a class only where the figures can carry one.

A region inside NL is compared with the REST of NL (METHODEN 4). Whether a class may be given at all is
decided by the kind of figure (`stats.guards`), here and nowhere else.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.select import per_area
from regiobeeld.stats.arrays import BoolArray, FloatArray
from regiobeeld.stats.interval import se_from_margins
from regiobeeld.stats.judge import judge_table

FDR = 0.10
"""False discovery rate of the whole table: of all marked differences at most one in ten is chance."""

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


@lru_cache(maxsize=4)
def compare_with_nl(profile: Profile) -> pd.DataFrame:
    """The latest figure of each indicator and age group of the region beside that of NL.

    Returns:
        one row per indicator x age with the columns of `_FIGURE`, nl, se, and those of `stats.judge.judge_table`:
        verschil, z, p_waarde, stap, klasse, overleeft (Benjamini-Hochberg over the table), code and reden.
    """
    return _with_classes(_latest(profile), profile)


@lru_cache(maxsize=128)
def compare_areas(profile: Profile, indicator: str, leeftijd: str | None = None) -> pd.DataFrame:
    """The parts of the region for one indicator beside NL: as `compare_with_nl`, with one row per part."""
    table = per_area(profile, indicator, profile.parts, leeftijd)
    leeftijd = leeftijd or profile.indicators[indicator].leeftijd
    known = table[table["waarde"].notna()].assign(indicator_code=indicator, leeftijd=leeftijd)
    return _with_classes(known.astype({"jaar": int}), profile)


def _with_classes(own: pd.DataFrame, profile: Profile) -> pd.DataFrame:
    table = own.merge(_national(profile), on=[*_KEY, "jaar"], how="left", validate="many_to_one")
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
        FDR,
    )
    return pd.concat([table, judged], axis=1)


def _latest(profile: Profile) -> pd.DataFrame:
    rows = profile.waarneming
    rows = rows[(rows["gebied_code"] == profile.code) & (rows["jaar"] <= profile.peiljaar) & _is_total(rows)]
    # The latest year with a figure; only when there is none at all, the latest year without.
    rows = rows.assign(leeg=rows["waarde"].isna())
    rows = rows.sort_values([*_KEY, "leeg", "jaar"], ascending=[True, True, True, False])
    return rows.drop_duplicates(_KEY)[[*_KEY, *_FIGURE]].reset_index(drop=True)


@lru_cache(maxsize=4)
def _national(profile: Profile) -> pd.DataFrame:
    rows = profile.waarneming
    rows = rows[(rows["gebied_code"] == NEDERLAND) & _is_total(rows)].drop_duplicates([*_KEY, "jaar"])
    names = {"waarde": "nl", "ondergrens": "nl_ondergrens", "bovengrens": "nl_bovengrens"}
    return rows[[*_KEY, "jaar", *names]].rename(columns=names)


def _is_total(rows: pd.DataFrame) -> pd.Series:
    return (rows["uitsplitsing"] == "totaal") & (rows["geslacht"] == "totaal")


def _standard_errors(table: pd.DataFrame, names: tuple[str, str, str], percent: BoolArray) -> FloatArray:
    value, low, high = (table[name].astype(float) for name in names)
    bounded = se_from_margins(value.where(percent), low.where(percent), high.where(percent))
    return np.where(percent, bounded, se_from_margins(value, low, high, percentage=False))
