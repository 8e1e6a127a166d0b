"""How much a figure differs between gemeenten of low and high SES: SII, RII, PAR. METHODEN 8.

Only the survey counts: its figures per gemeente know nothing of the SES-index. Model estimates are made from
income and education; a gradient in them is partly built in and is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from regiobeeld.judgement.reasons import refuse
from regiobeeld.judgement.survey import Survey, newest_keys, read_survey
from regiobeeld.profile.model import Profile
from regiobeeld.profile.once import once_for_all
from regiobeeld.stats.guards import allowed
from regiobeeld.stats.inequality import Inequality, measure_inequality, summarise_groups
from regiobeeld.stats.ses import quantile_groups

FIFTHS, THIRDS = 5, 3
MIN_GEMEENTEN = 10
"""A region with fewer gemeenten gets no gradient of its own."""


@dataclass(frozen=True, eq=False)
class Gradient:
    """One figure over SES groups of gemeenten, lowest SES first.

    `groups`: index groep (1 = lowest), columns waarde, se, bevolking, gebieden. `measures`: see
    `stats.inequality`. `reason_nl`: why there is nothing; empty otherwise.
    """

    indicator_code: str
    leeftijd: str
    jaar: int
    groups: pd.DataFrame
    measures: Inequality | None
    reason_nl: str


@once_for_all(maxsize=1024)
def national_gradient(profile: Profile, indicator: str, leeftijd: str) -> Gradient:
    """The figure over five groups of gemeenten of NL, each with about a fifth of the inhabitants."""
    if profile.kenmerken.empty:
        return _refuse(indicator, leeftijd, refuse("ses_onbekend"))
    return _measure(profile, indicator, leeftijd, list(profile.inwoners.index), profile.kenmerken["ses_kwintiel"])


@lru_cache(maxsize=256)
def regional_gradient(profile: Profile, indicator: str, leeftijd: str) -> Gradient:
    """The figure over three groups of the region's own gemeenten, each with about a third of its inhabitants."""
    members = list(profile.region.gemeenten)
    if len(members) < MIN_GEMEENTEN or profile.kenmerken.empty:
        return _refuse(indicator, leeftijd, refuse("ses_te_klein", minstens=str(MIN_GEMEENTEN)))
    own = profile.kenmerken.reindex(members)
    groups = pd.Series(quantile_groups(own["ses_index"], own["inwoners"], THIRDS), index=members)
    if groups.dropna().nunique() < THIRDS:
        return _refuse(indicator, leeftijd, refuse("ses_een_grote"))
    return _measure(profile, indicator, leeftijd, members, groups)


def _measure(
    profile: Profile, indicator: str, leeftijd: str, members: Sequence[str], groups: pd.Series
) -> Gradient:
    soort = profile.indicators[indicator].soort
    survey = read_survey(profile)
    jaar = _newest_years(survey).get((indicator, leeftijd))
    if jaar is None:
        return _refuse(indicator, leeftijd, refuse("ses_niet_per_gemeente"))
    key = (indicator, leeftijd, jaar)
    values, se = survey.values[key].reindex(list(members)), survey.se[key].reindex(list(members))
    decision = allowed(soort, "regressie", bool(se.notna().any()))
    if not decision.allowed:
        return _refuse(indicator, leeftijd, decision.reason_nl)
    people = profile.inwoners[leeftijd].reindex(list(members))
    # A gemeente with a figure but without a margin would leave its whole group without one.
    table = summarise_groups(values.where(se.notna()), people, groups.reindex(list(members)), se)
    table.index = table.index.astype(int)
    found = measure_inequality(table["waarde"], table["bevolking"], table["se"], population=float(people.sum()))
    return Gradient(*key, table, None if found.reason_nl else found, found.reason_nl)


@lru_cache(maxsize=8)
def _newest_years(survey: Survey) -> dict[tuple[str, str], int]:
    newest = newest_keys(survey)
    keys = zip(newest["indicator_code"], newest["leeftijd"], strict=True)
    return dict(zip(keys, newest["jaar"].tolist(), strict=True))


def _refuse(indicator: str, leeftijd: str, reason: str) -> Gradient:
    return Gradient(indicator, leeftijd, 0, pd.DataFrame(), None, reason)
