"""A figure through the years: the region and Nederland. It states no trend from estimates."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from regiobeeld.blocks.common import code_of, subtitle
from regiobeeld.blocks.course import course_of
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.text import bronregel, onderwerp
from regiobeeld.judgement.trends import since_last_break
from regiobeeld.numbers import getal, opsomming
from regiobeeld.outline.sentences import hoofdletter
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.profile.select import rows, series, series_rows
from regiobeeld.timelines.trend import trend


def trend_figure(profile: Profile, indicator: str, leeftijd: str | None = None) -> Figuur | None:
    """The region and Nederland over the years; None with fewer than two. Of estimates it says what they are."""
    info = profile.indicators[indicator]
    leeftijd = leeftijd or info.leeftijd
    areas = [profile.code, NEDERLAND]
    table = series(profile, indicator, areas, leeftijd)
    own = table[table["reeks"] == profile.naam]
    table = pd.concat([own, table[table["reeks"] != profile.naam]], ignore_index=True)
    if own["jaar"].nunique() < 2:
        return None
    first, last = int(own["jaar"].min()), int(own["jaar"].max())
    breaks = {year: reason for year, reason in info.breaks(leeftijd).items() if first < year <= last}
    ages = ages_of_series(info, leeftijd, table["jaar"])
    course = course_of(profile, indicator, leeftijd)
    drawn = series_rows(profile, indicator, areas, leeftijd)
    known = rows(profile, indicator, leeftijd)
    left_out = known[known["gebied_code"].isin(areas) & known["waarde"].notna()].drop(index=drawn.index)
    return Figuur(
        code=code_of("reeks", indicator, leeftijd),
        titel=title_of_series(profile, info, own, breaks),
        ondertitel=subtitle(info, "totaal" if ages else leeftijd, f"{first}–{last}", ages),
        alt=describe_series(hoofdletter(onderwerp(info)), table, info.decimalen)
        + (f" {ages}." if ages else "")
        + (f" {profile.naam}: {course}." if course else ""),
        bron=bronregel(profile, indicator, f"{first}–{last}", waarneming=drawn),
        teken=lambda formaat: trend(
            table,
            profile.naam,
            info.eenheid,
            info.decimalen,
            name_breaks(info, leeftijd, breaks),
            formaat,
            verloop=course,
        ),
        tabel=table_of_series(table, profile.naam),
        toelichting=shared(profile, "reeks")(
            "toelichting", breuken=breaks, elders=_years_of(left_out), geschat=info.is_modelled
        ),
        decimalen=dict.fromkeys(table["reeks"].unique(), info.decimalen),
    )


def title_of_series(profile: Profile, info: IndicatorInfo, own: pd.DataFrame, breaks: dict[int, str]) -> str:
    """First and last value since the last break, which is named; "naar schatting" for model estimates."""
    comparable = since_last_break(breaks, own.sort_values("jaar"))
    first, last = (comparable if len(comparable) else own).iloc[[0, -1]].to_dict("records")
    return shared(profile, "reeks")(
        "titel",
        info=info,
        geschat=info.is_modelled,
        eerste=first["waarde"],
        van=int(first["jaar"]),
        laatste=last["waarde"],
        tot=int(last["jaar"]),
        breuk=max(breaks, default=None),
    )


def ages_of_series(info: IndicatorInfo, leeftijd: str, years: Iterable[int]) -> str:
    """ "19+ in 2012 en 2016, 18+ vanaf 2020"; empty when all years are of the same ages."""
    groups: dict[str, list[str]] = {}
    for year in sorted(set(years)):
        groups.setdefault(info.age_in(leeftijd, year), []).append(str(year))
    if len(groups) < 2:
        return ""
    *before, (last, since) = groups.items()
    return ", ".join([*(f"{age} in {opsomming(some)}" for age, some in before), f"{last} vanaf {since[0]}"])


def name_breaks(info: IndicatorInfo, leeftijd: str, breaks: Iterable[int]) -> dict[int, str]:
    """What stands at each break in the drawing: the ages on both sides where these change."""
    names = {}
    for year in breaks:
        before, after = info.age_in(leeftijd, year - 1), info.age_in(leeftijd, year)
        names[year] = "trendbreuk" if before == after else f"{before} | {after}"
    return names


def _years_of(rows: pd.DataFrame) -> dict[str, list[str]]:
    """Table -> its years, of figures that stand in another table than the series and are not in it."""
    return {str(table): sorted(map(str, set(found))) for table, found in rows.groupby("tabel_code")["jaar"]}


def table_of_series(table: pd.DataFrame, naam: str) -> pd.DataFrame:
    """One row per year (as text: no point between thousands), the region first."""
    wide = table.pivot(index="jaar", columns="reeks", values="waarde")
    names = [naam, *(name for name in wide.columns if name != naam)]
    wide = wide[names].reset_index().rename(columns={"jaar": "Jaar"})
    return wide.astype({"Jaar": str}).rename_axis(columns=None)


def describe_series(topic: str, table: pd.DataFrame, decimalen: int) -> str:
    """All values in words, per series."""
    parts = []
    for name, group in table.groupby("reeks", sort=False):
        pairs = zip(group["jaar"], group["waarde"], strict=True)
        parts.append(f"{name}: " + ", ".join(f"{jaar}: {getal(value, decimalen)}" for jaar, value in pairs))
    return f"{topic} door de jaren. " + ". ".join(parts) + "."
