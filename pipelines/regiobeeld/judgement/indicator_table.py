"""Everything that is said of every figure of the region, in one table: the end of the line for all guards."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from scipy.special import ndtr

from regiobeeld.frames import returns
from regiobeeld.judgement.compare import compare_with_nl
from regiobeeld.judgement.expected import expect_region
from regiobeeld.judgement.reasons import refuse
from regiobeeld.judgement.trends import region_trends
from regiobeeld.profile.frames import JUDGED
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.stats.arrays import BoolArray
from regiobeeld.stats.compare import benjamini_hochberg

_KEY = ["indicator_code", "leeftijd"]


@lru_cache(maxsize=4)
@returns(JUDGED)
def indicator_table(profile: Profile) -> pd.DataFrame:
    """One row per indicator and age group of the region.

    Returns:
        indicator_code, leeftijd, jaar, thema, naam, soort; waarde with ondergrens and bovengrens (empty where the
        source has none); nl, verschil, stap, klasse, overleeft (see `judgement.compare`); verwacht, verwacht_laag,
        verwacht_hoog, verwacht_stap, afwijking, toetswaarde (see `judgement.expected`); verwacht_overleeft: still
        beyond its expectation after correction over all figures that have one (Benjamini-Hochberg on the normal
        p of the toetswaarde: it rests on hundreds of gemeenten); trend (words), jaren, eerste
        and laatste (`judgement.trends`); reden, reden_verwacht, reden_trend: why class, expectation or trend is
        empty, in Dutch ("" when it is not), with code, code_verwacht and code_trend as short codes; actueel: False
        for a row that a later survey of the same replaced.
    """
    table = compare_with_nl(profile).copy()
    info = [profile.indicators[code] for code in table["indicator_code"]]
    table["thema"], table["naam"] = [i.thema for i in info], [i.naam for i in info]
    table = _without_empty_comparisons(table, np.array([i.eenheid == "aantal" for i in info]), profile)
    names = {"ondergrens": "verwacht_laag", "bovengrens": "verwacht_hoog", "stap": "verwacht_stap"}
    expected = expect_region(profile).rename(columns={**names, "reden": "reden_verwacht", "code": "code_verwacht"})
    chosen = ["verwacht", *names.values(), "afwijking", "toetswaarde", "code_verwacht", "reden_verwacht"]
    table = table.join(expected[chosen], on=_KEY)
    table["verwacht_overleeft"] = _beyond_expectation(table)
    trends = region_trends(profile)[["jaren", "eerste", "laatste", "richting", "voorlopig", "code", "reden"]]
    words = {"richting": "trend", "code": "code_trend", "reden": "reden_trend"}
    table = table.join(trends.rename(columns=words), on=_KEY)
    return table.sort_values(["thema", "naam", *_KEY], ignore_index=True)


def _beyond_expectation(table: pd.DataFrame) -> BoolArray:
    score = table["toetswaarde"].where(table["actueel"]).to_numpy(dtype=float)
    return benjamini_hochberg(2 * ndtr(-np.abs(score))) & (table["verwacht_stap"].abs() == 1).to_numpy()


def _without_empty_comparisons(table: pd.DataFrame, counts: np.ndarray, profile: Profile) -> pd.DataFrame:
    """A count has no meaning beside that of NL, and NL none beside itself: say so instead of a difference."""
    whole = np.full(len(table), profile.code == NEDERLAND)
    for chosen, code in ((counts, "aantal"), (whole, "heel_nederland")):
        table.loc[chosen, ["verschil", "z", "p_waarde", "stap"]] = np.nan
        table.loc[chosen, "klasse"] = None
        table.loc[chosen, "overleeft"] = False
        table.loc[chosen, ["code", "reden"]] = code, refuse(code)
    return table
