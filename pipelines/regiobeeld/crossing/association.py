"""How two traits of persons hang together nationally, carried to an area of which only both shares are known."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from regiobeeld.catalog.groups import Groep, Verband
from regiobeeld.stats.arrays import FloatArray, Floats, broadcast


def join_shares(a: Floats, b: Floats, odds_ratio: float) -> FloatArray:
    """Share (0-1) of people with both traits, when the association is that of the country.

    The 2 x 2 table with margins a and b and the given odds ratio: what iterative proportional fitting of a
    national table to those margins gives, for fitting leaves the odds ratio as it is. With s = 1 + (a + b)(k - 1),
    x = (s - sqrt(s^2 - 4 k (k - 1) a b)) / (2 (k - 1)); k = 1 is independence, x = ab.
    Example: a = 0.4, b = 0.6, k = 2.24 -> 0.284 (independence 0.24). Missing gives missing.
    References: Deming & Stephan (1940), Ann. Math. Stat. 11:427-444; Mosteller (1968), JASA 63:1-28.
    Limit: the association within an area and an age is taken to be that of the country.
    """
    x, y = broadcast(a, b)
    if abs(odds_ratio - 1) < 1e-9:
        return x * y
    s = 1 + (x + y) * (odds_ratio - 1)
    root = np.sqrt(np.maximum(s**2 - 4 * odds_ratio * (odds_ratio - 1) * x * y, 0.0))
    return (s - root) / (2 * (odds_ratio - 1))


def measure_odds(facts: pd.DataFrame, groups: Mapping[str, Groep]) -> dict[str, float]:
    """The national odds ratio per doelgroep that declares a `verband`; without the figures it is left out.

    Args:
        facts: observations with gebied_code NL, uitsplitsing, leeftijd, geslacht and waarde (%).
    """
    country = facts[(facts["gebied_code"] == "NL") & (facts["geslacht"] == "totaal") & facts["waarde"].notna()]
    found = {
        code: _odds(country, group.verband, inverted=group.samen[1].omgekeerd)
        for code, group in groups.items()
        if group.verband and group.samen
    }
    return {code: odds for code, odds in found.items() if not np.isnan(odds)}


def _odds(country: pd.DataFrame, declared: Verband, *, inverted: bool) -> float:
    """Odds of the second trait with the first over those without it.

    The steps of a split hold equally many people of the whole country, and so do count equally; where several age
    bands make up the age of a doelgroep, each counts equally: their sizes are not in the table.
    """
    rows = country[
        (country["indicator_code"] == declared.indicator) & country["leeftijd"].isin(list(declared.leeftijden))
    ]
    shares = rows.groupby("uitsplitsing")["waarde"].mean() / 100
    with_first, without = (
        shares.reindex(list(steps)).mean(skipna=False) for steps in (declared.wel, declared.niet)
    )
    if inverted:
        with_first, without = 1 - with_first, 1 - without
    return float(with_first / (1 - with_first) / (without / (1 - without)))
