"""How a figure of the region goes through the years: a marker with its direction and how certain that is."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from regiobeeld.catalog.words import load_words
from regiobeeld.judgement.trends import region_trends
from regiobeeld.numbers import round_half_up
from regiobeeld.profile.model import IndicatorInfo, Profile

_COUNTED, _WHY = "telling_zonder_marges", "te_weinig_metingen"
_SIDES = {1: "geteld_hoger", -1: "geteld_lager", 0: "geteld_gelijk"}


def tell_course(info: IndicatorInfo, row: Mapping[Hashable, Any]) -> str:
    """The words of `woorden.toml` (verloop) for one series.

    Args:
        row: as of `judgement.trends.region_trends`: jaren, eerste, laatste, richting, voorlopig, code. Of a count
            the direction is a fact, as far as it shows in the figure as printed; of a sample only a trend has one.
    """
    words = load_words()
    if isinstance(row["richting"], str):
        told = words.verloop[row["richting"]]
        return words.verloop["voorlopig"].format(verloop=told) if row["voorlopig"] else told
    years = row["jaren"]
    if row["code"] == _COUNTED and isinstance(years, tuple) and len(years) > 1:
        return tell_count(int(years[0]), float(row["eerste"]), float(row["laatste"]), info.decimalen)
    reason = words.geen_uitspraak.get(str(row["code"]), words.geen_uitspraak[_WHY])
    return words.verloop["geen"].format(reden=reason)


def tell_count(year: int, first: float, last: float, decimals: int) -> str:
    """The direction of something counted since a year, as far as it shows in the figure as printed."""
    before, after = (round_half_up(value, decimals) for value in (first, last))
    return load_words().verloop[_SIDES[(after > before) - (after < before)]].format(jaar=year)


def course_of(profile: Profile, indicator: str, leeftijd: str) -> str:
    """The marker of one figure of the region; empty without a series of more than one year."""
    rows = region_trends(profile).to_dict("index")
    row = rows.get((indicator, leeftijd))
    if row is None:
        return ""
    return tell_course(profile.indicators[indicator], row) if len(row["jaren"]) > 1 else ""
