"""Where the goals of a regioplan stand: the measured figure against the line from first measurement to goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan
from typing import Literal

import pandas as pd

from regiobeeld.areas.regions import resolve_region
from regiobeeld.effect.plan import Doel, Plan
from regiobeeld.errors import UsageError
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.profile.select import series_rows

Oordeel = Literal["op koers", "niet op koers", "niet te zeggen"]
ON_COURSE: Oordeel = "op koers"
OFF_COURSE: Oordeel = "niet op koers"
UNKNOWN: Oordeel = "niet te zeggen"
_MEASURED = ("enquete", "telling")


@dataclass(frozen=True, eq=False)
class Stand:
    """How one goal stands. `nodig`: the value on the line in the year of the newest measurement (`nu`).

    `rijen`: the figures of all years; `basis` and `nu` are those of the first and the newest measurement, None
    when there is none (`nu`: none after the first one).
    """

    doel: Doel
    info: IndicatorInfo
    leeftijd: str
    gebied_code: str
    gebied: str
    rijen: pd.DataFrame
    basis: Mapping[str, float] | None
    nu: Mapping[str, float] | None
    nodig: float | None
    oordeel: Oordeel
    reden: str

    @property
    def code(self) -> str:
        return f"{self.info.code}-{self.leeftijd}-{self.gebied_code}"


def follow_goals(profile: Profile, plan: Plan) -> list[Stand]:
    """Every goal of the plan with its figures and verdict.

    Raises:
        UsageError: a goal is about an area outside the region.
    """
    return [_follow(profile, goal) for goal in plan.doel]


def _follow(profile: Profile, goal: Doel) -> Stand:
    info = profile.indicators[goal.indicator]
    leeftijd, code = goal.leeftijd or info.leeftijd, _area(profile, goal)
    rows = series_rows(profile, info.code, [code], leeftijd).drop_duplicates("jaar").sort_values("jaar")
    first, last = _row(rows, goal.nulmeting), _newest(rows, goal.nulmeting)
    needed = None if first is None or last is None else needed_on(goal, first["waarde"], int(last["jaar"]))
    verdict, reason = judge(info, leeftijd, goal, first, last, needed)
    return Stand(goal, info, leeftijd, code, profile.name(code), rows, first, last, needed, verdict, reason)


def _area(profile: Profile, goal: Doel) -> str:
    """The code of the area of a goal: the region, or one of its gemeenten."""
    if not goal.gebied:
        return profile.code
    wanted = resolve_region(goal.gebied).gemeenten
    if wanted == profile.region.gemeenten:
        return profile.code
    if len(wanted) == 1 and wanted[0] in profile.region.gemeenten:
        return wanted[0]
    what = f'het doel voor "{goal.gebied}" gaat niet over {profile.naam} of een van haar gemeenten'
    raise UsageError(what, "doel -> gebied", "Kies een gemeente in de regio, of laat gebied weg")


def _row(rows: pd.DataFrame, year: int) -> Mapping[str, float] | None:
    found = rows[rows["jaar"] == year]
    return None if found.empty else _numbers(found.iloc[0])


def _newest(rows: pd.DataFrame, after: int) -> Mapping[str, float] | None:
    found = rows[rows["jaar"] > after]
    return None if found.empty else _numbers(found.iloc[-1])


def _numbers(row: pd.Series) -> dict[str, float]:
    return {name: float(row[name]) for name in ("jaar", "waarde", "ondergrens", "bovengrens")}


def needed_on(goal: Doel, start: float, year: int) -> float:
    """The value on the straight line from the first measurement to the goal; after the year of the goal: the goal.

    Formula: v0 + (goal - v0) (year - y0) / (Y - y0).
    """
    share = min((year - goal.nulmeting) / (goal.jaar - goal.nulmeting), 1.0)
    return start + (goal.waarde - start) * share


def judge(
    info: IndicatorInfo,
    leeftijd: str,
    goal: Doel,
    first: Mapping[str, float] | None,
    last: Mapping[str, float] | None,
    needed: float | None,
) -> tuple[Oordeel, str]:
    """The verdict and, where there is none, why.

    Rule: with the whole 95 % interval of the newest measurement on the good side of the line it is on course, with
    the whole interval on the other side it is not, and with the line inside the interval nobody can tell. A
    counted figure has no interval: there the figure itself counts, and on the line is on course. The line is what
    was agreed: it has no margin. Estimates of a model and forecasts get no verdict (METHODEN 0).
    """
    reason = _why_no_verdict(info, leeftijd, goal, first, last)
    if reason or first is None or last is None or needed is None:
        return UNKNOWN, reason
    counted = info.soort == "telling"
    low, high = (last["waarde"],) * 2 if counted else (last["ondergrens"], last["bovengrens"])
    sign = 1.0 if goal.waarde >= first["waarde"] else -1.0
    worst, best = sorted((sign * (low - needed), sign * (high - needed)))
    if worst >= -1e-9:
        return ON_COURSE, ""
    return (OFF_COURSE, "") if best < 0 else (UNKNOWN, "wat nodig is, valt binnen de marge van de meting")


def _why_no_verdict(
    info: IndicatorInfo,
    leeftijd: str,
    goal: Doel,
    first: Mapping[str, float] | None,
    last: Mapping[str, float] | None,
) -> str:
    broken = [y for y in info.breaks(leeftijd) if last and goal.nulmeting < y <= last["jaar"]]
    bare = info.soort == "enquete" and last is not None and isnan(last["ondergrens"])
    tests = (
        (
            info.soort not in _MEASURED,
            "dit cijfer is een schatting of verwachting; daarmee is geen doel te volgen",
        ),
        (first is None, f"er is geen meting van {goal.nulmeting} voor dit gebied"),
        (last is None, f"er is nog geen meting van na {goal.nulmeting}"),
        (bool(broken), f"sinds {max(broken, default=0)} is anders gemeten dan in {goal.nulmeting}"),
        (bare, "bij dit enquêtecijfer zijn geen marges gepubliceerd"),
    )
    return next((reason for holds, reason in tests if holds), "")


def per_wijk(profile: Profile, stand: Stand) -> pd.DataFrame:
    """A counted figure of every wijk over the years: wijken (rows, index gebied_code) by year, newest indeling.

    Empty for other kinds, and with fewer than two comparable years.
    """
    rows = profile.wijk_waarneming
    inside = {w for w, gemeente in profile.wijk_gemeente.items() if gemeente in profile.members(stand.gebied_code)}
    chosen = rows[
        (rows["indicator_code"] == stand.info.code)
        & (rows["leeftijd"] == stand.leeftijd)
        & (rows["soort"] == "telling")
        & (rows["geslacht"] == "totaal")
        & (rows["uitsplitsing"] == "totaal")
        & (rows["jaar"] <= profile.peiljaar)
        & rows["gebied_code"].isin(inside)
        & rows["waarde"].notna()
    ]
    breaks = [y for y in stand.info.breaks(stand.leeftijd) if len(chosen) and y <= chosen["jaar"].max()]
    chosen = chosen[chosen["jaar"] >= max(breaks, default=0)]
    wide = chosen.drop_duplicates(["gebied_code", "jaar"]).pivot(
        index="gebied_code", columns="jaar", values="waarde"
    )
    return wide if wide.shape[1] > 1 else wide.iloc[:0]
