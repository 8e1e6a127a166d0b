"""Recent trends of the region, and for every series without one the reason. METHODEN 6."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
import pandas as pd

from regiobeeld.frames import returns
from regiobeeld.judgement.reasons import refuse
from regiobeeld.judgement.survey import standard_errors
from regiobeeld.profile.frames import TRENDS
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.profile.together import decide_together, newest_source
from regiobeeld.stats.guards import allowed
from regiobeeld.stats.trend import INDICATIVE_POINTS, Trend, recent_trend

COLUMNS = ["jaren", "eerste", "laatste", "richting", "per_jaar", "stap", "voorlopig", "code", "reden"]
_KEY = ["indicator_code", "leeftijd"]


@lru_cache(maxsize=4)
@returns(TRENDS)
def region_trends(profile: Profile) -> pd.DataFrame:
    """The trend of every indicator and age group of the region.

    Returns:
        index (indicator_code, leeftijd), columns jaren (years with a figure of the newest source, from the last
        break on: nothing is said across one), eerste and laatste (first and last figure of these), richting
        (stijgend, dalend, geen aantoonbare verandering), per_jaar (slope, unit of the figure), stap (-2..2),
        voorlopig (four points only), code and reden: why there is no statement, empty when there is one.
    """
    rows = profile.waarneming
    own = rows[
        (rows["gebied_code"] == profile.code)
        & (rows["jaar"] <= profile.peiljaar)
        & (rows["geslacht"] == "totaal")
        & (rows["uitsplitsing"] == "totaal")
        & rows["waarde"].notna()
    ].sort_values([*_KEY, "jaar"])
    own = own.drop_duplicates([*_KEY, "jaar"])
    percent = own["indicator_code"].map(lambda code: profile.indicators[code].eenheid == "%").to_numpy(dtype=bool)
    own = own.assign(se=standard_errors(own, ("waarde", "ondergrens", "bovengrens"), percent))
    found = {key: _describe(profile.indicators[str(key[0])], group) for key, group in own.groupby(_KEY, sort=True)}
    index = pd.MultiIndex.from_tuples(list(found), names=_KEY) if found else None
    return pd.DataFrame(list(found.values()), index=index, columns=COLUMNS)


def _describe(info: IndicatorInfo, series: pd.DataFrame) -> dict[str, object]:
    breaks = info.breaks(str(series["leeftijd"].iloc[0]))
    newest = newest_source(series)
    trend, code, reason = judge_series(breaks, newest)
    comparable = since_last_break(breaks, newest)
    return {
        "jaren": tuple(int(year) for year in comparable["jaar"]),
        "eerste": float(comparable["waarde"].iloc[0]),
        "laatste": float(comparable["waarde"].iloc[-1]),
        "richting": trend.direction_nl if trend else None,
        "per_jaar": trend.slope if trend else np.nan,
        "stap": np.nan if trend is None or trend.step is None else float(trend.step),
        "voorlopig": bool(trend and trend.step is not None and trend.indicative),
        "code": code,
        "reden": reason,
    }


def since_last_break(breaks: Iterable[int], series: pd.DataFrame) -> pd.DataFrame:
    """The rows (column jaar) that may be compared with the newest one."""
    passed = [year for year in breaks if year <= series["jaar"].max()]
    return series[series["jaar"] >= max(passed)] if passed else series


def judge_series(breaks: Mapping[int, str], series: pd.DataFrame) -> tuple[Trend | None, str, str]:
    """The trend of one series, or None with a short code and the reason.

    Args:
        breaks: the breaks of this age group, year and reason (`IndicatorInfo.breaks`).
        series: jaar, waarde, se, soort, bron_code and tabel_code, one row per year; the guards go first (one
            source, a kind of figure that carries a trend), the number of points second.
    """
    if len(series) < 2:
        return None, "een_meting", refuse("een_meting", minstens=str(INDICATIVE_POINTS))
    together = decide_together(series)
    if not together.allowed:
        return None, together.code, together.reason_nl
    soort = str(series["soort"].iloc[-1])
    decision = allowed(soort, "trend", bool(series["se"].notna().any()))
    if not decision.allowed:
        return None, decision.code, decision.reason_nl
    trend = recent_trend(series["jaar"], series["waarde"], series["se"], tuple(breaks))
    if trend.step is None:
        quote = _quote_break(breaks, series)
        return None, "breuk" if quote else "te_weinig_metingen", trend.reason_nl + quote
    return trend, "", ""


def _quote_break(breaks: Mapping[int, str], series: pd.DataFrame) -> str:
    """The declared reason of the last break inside the series, in words of the catalogue."""
    inside = [year for year in breaks if series["jaar"].min() < year <= series["jaar"].max()]
    return f" Reden: {breaks[max(inside)]}." if inside else ""
