"""The effect of one plan: everything the report of `make effect` shows, as data, without words or drawings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from regiobeeld.effect.controls import Controls, choose_controls
from regiobeeld.effect.measurements import Measurements, Moments, read_measurements, split_years
from regiobeeld.effect.plan import Plan
from regiobeeld.errors import UsageError
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.stats import effect as stats
from regiobeeld.stats import synthetic
from regiobeeld.stats.combine import MIN_COVERAGE

LEVEL = 0.05


@dataclass(frozen=True, eq=False)
class Study:
    """The measurements of a plan and of its comparison, and what follows from them.

    own, other: the gemeenten with whole series; `left_out`: gemeenten of the plan without. weights: inhabitants of
    the own gemeenten (their share of the outcome).
    """

    plan: Plan
    profile: Profile
    info: IndicatorInfo
    leeftijd: str
    figures: Measurements
    moments: Moments
    own: tuple[str, ...]
    left_out: tuple[str, ...]
    controls: Controls
    weights: pd.Series

    @property
    def other(self) -> tuple[str, ...]:
        return self.controls.codes

    @property
    def is_survey(self) -> bool:
        return self.figures.soort == "enquete"

    def _take(self, codes: tuple[str, ...], years: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
        rows, columns = list(codes), list(years)
        return tuple(t.loc[rows, columns].to_numpy(float) for t in (self.figures.values, self.figures.se))  # type: ignore[return-value]

    def _change(self, codes: tuple[str, ...]) -> stats.Change:
        before, after = self._take(codes, self.moments.before), self._take(codes, self.moments.after)
        return stats.change_between(*before, *after)

    @cached_property
    def effect(self) -> stats.Effect | None:
        """How much more the area changed than the comparison; None without a measurement after the start."""
        if not self.moments.after:
            return None
        return stats.compare_changes(self._change(self.own), self._change(self.other), self.weights)

    @cached_property
    def detectable(self) -> float | None:
        """The effect that this study finds in four of five cases; None when nothing is known of the errors.

        Before there is a measurement after the start: as if one came that is as sure as the last one, with the
        differences between areas of the last two measurements (with one: none, so that it is a lower limit).
        """
        if self.effect is not None:
            return float(stats.detectable_effect(self.effect.se))
        expected = stats.compare_changes(self._expected(self.own), self._expected(self.other), self.weights)
        size = float(stats.detectable_effect(expected.se))
        return size if size > 0 else None

    def _expected(self, codes: tuple[str, ...]) -> stats.Change:
        last = self.moments.before[-1:]
        values, se = self._take(codes, last)
        found = stats.change_between(values, se, values, se)
        if len(self.moments.before) < stats.MIN_BEFORE:
            return found
        previous = self.moments.before[-2:-1]
        return stats.change_between(*self._take(codes, previous), values, se)

    @cached_property
    def before(self) -> stats.Effect | None:
        """The difference in slope per year before the start; None with fewer than two measurements then."""
        years = self.moments.before
        if len(years) < stats.MIN_BEFORE:
            return None
        slopes = [stats.slope_before(years, *self._take(codes, years)) for codes in (self.own, self.other)]
        return stats.compare_changes(slopes[0], slopes[1], self.weights)

    @cached_property
    def placebo(self) -> stats.Placebo | None:
        """Each comparison area in the place of the area; None without a measurement after the start."""
        if self.effect is None:
            return None
        return stats.placebo_test(self._change(self.own), self._change(self.other), self.weights)

    @cached_property
    def synthetic(self) -> synthetic.Synthetic | None:
        """The mixture of comparison areas; None where the series is too short for one (`why_no_synthetic`)."""
        if self.why_no_synthetic:
            return None
        series = self.series
        donors = self.figures.values.loc[list(self.donors), list(self.moments.years)].to_numpy(float).T
        return synthetic.synthetic_control(series["gebied"].to_numpy(), donors, len(self.moments.before))

    @property
    def donors(self) -> tuple[str, ...]:
        """The comparison areas for the mixture: the most alike, fewer than there are measurements before."""
        return self.other[: max(len(self.moments.before) - 1, 0)]

    @cached_property
    def why_no_synthetic(self) -> str:
        """What is missing for a synthetic control; empty when there is one."""
        count = len(self.moments.before)
        if not self.moments.after:
            return "er is nog geen meting van na het begin"
        if count < synthetic.MIN_BEFORE:
            had = "1 meting" if count == 1 else f"{count} metingen"
            return f"er zijn {had} van vóór het begin, en er zijn er minstens {synthetic.MIN_BEFORE} nodig"
        return ""

    @cached_property
    def series(self) -> pd.DataFrame:
        """Per year (all that were measured in the own and comparison areas) the area and the comparison.

        Columns gebied, gebied_se, vergelijking, vergelijking_se; index jaar.
        """
        years = list(self.moments.years)
        w = self.weights.to_numpy(float) / float(self.weights.sum())
        own, own_se = self._take(self.own, self.moments.years)
        other, other_se = self._take(self.other, self.moments.years)
        return pd.DataFrame(
            {
                "gebied": w @ own,
                "gebied_se": np.sqrt(w**2 @ own_se**2),
                "vergelijking": other.mean(axis=0),
                "vergelijking_se": np.sqrt((other_se**2).sum(axis=0)) / len(other),
            },
            index=pd.Index(years, name="jaar"),
        )

    @property
    def went_apart_before(self) -> bool:
        """The area and the comparison demonstrably moved apart before the start already."""
        return self.before is not None and bool(self.before.p_value < LEVEL)

    @property
    def verdict(self) -> str:
        """wacht, vooraf, meer, wisselend or niets: see `uitkomst` in sources/rapport/effect.toml.

        meer: the difference is more than chance and few comparison areas show one as large; wisselend: more than
        chance by its error, but the placebo shows that this happens elsewhere too.
        """
        if self.effect is None or self.placebo is None:
            return "wacht"
        if self.went_apart_before:
            return "vooraf"
        if not self.effect.p_value < LEVEL:
            return "niets"
        return "meer" if self.placebo.p_value <= max(LEVEL, self.least_p) + 1e-9 else "wisselend"

    @property
    def least_p(self) -> float:
        """The smallest p that the placebo can give."""
        return 1 / (1 + len(self.other))


def make_study(profile: Profile, plan: Plan) -> Study:
    """Everything for one plan.

    Args:
        profile: that of the area of the plan.

    Raises:
        UsageError: the figure, the years or the comparison do not allow it, and what would.
    """
    assert plan.indicator is not None and plan.begin is not None
    info = profile.indicators[plan.indicator]
    leeftijd = plan.leeftijd or info.leeftijd
    figures = read_measurements(profile, info, leeftijd)
    people = _inhabitants(profile, leeftijd)
    own = profile.region.gemeenten
    covered = figures.years(own, people.reindex(list(own)).fillna(0.0))
    moments = split_years(covered, plan.begin, info.breaks(leeftijd))
    whole = tuple(figures.complete(own, moments.years))
    share = float(people.reindex(list(whole)).sum() / people.reindex(list(own)).sum())
    if share < MIN_COVERAGE:
        what = f"maar {100 * share:.0f}% van de inwoners woont in een gemeente met alle metingen"
        raise UsageError(what, plan.indicator, "Kies een ander cijfer of een kleiner gebied")
    study = Study(
        plan,
        profile,
        info,
        leeftijd,
        figures,
        moments,
        whole,
        tuple(code for code in own if code not in whole),
        Controls((), ""),
        people.reindex(list(whole)),
    )
    complete = figures.complete(figures.se.index, moments.years)
    return replace(study, controls=choose_controls(profile, plan, own, complete))


def _inhabitants(profile: Profile, leeftijd: str) -> pd.Series:
    """People of the age group per gemeente; all people where that age group is not counted."""
    table = profile.inwoners
    return table[leeftijd if leeftijd in table else "totaal"].astype(float)
