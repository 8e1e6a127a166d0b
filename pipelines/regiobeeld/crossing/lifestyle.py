"""Place every figure of an area between the best and the worst of the country, by residents (METHODEN 10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from regiobeeld.errors import ContractError
from regiobeeld.harmonise.ages import TOTAL, parse_age
from regiobeeld.stats.ses import population_rank

KEY = ["gebied_code", "leeftijd"]
MAX_SHARE_OLD = 0.6


def rate_badness(
    values: pd.DataFrame, population: pd.DataFrame, direction: Mapping[str, str], indicators: Sequence[str]
) -> pd.DataFrame:
    """Place every value between the best (0) and the worst (1) of the country, by residents of that age.

    Of an age group without a known population (75+) those of the narrowest group around it are the weights.

    Returns:
        Long frame gebied_code, leeftijd, indicator_code, slechtheid: the weighted midpoint rank, so that
        slechtheid > 0.8 is the worst fifth. Only rows with a value and with residents.

    Raises:
        ContractError: an indicator has no direction, so "worst" means nothing.
    """
    rows = values.loc[values["indicator_code"].isin(list(indicators)) & values["waarde"].notna()]
    people = _widen(population, [str(age) for age in rows["leeftijd"].unique()])
    rows = rows.merge(people[[*KEY, "inwoners"]], on=KEY, how="inner", validate="many_to_one")
    rows = rows.loc[rows["inwoners"].fillna(0) > 0].reset_index(drop=True)
    signs = {code: sign_of(code, direction) for code in rows["indicator_code"].unique()}
    ranks = [
        pd.Series(population_rank(group["waarde"] * signs[str(code)], group["inwoners"]), index=group.index)
        for (_, code), group in rows.groupby(["leeftijd", "indicator_code"], sort=False)
    ]
    rows["slechtheid"] = pd.concat(ranks) if ranks else pd.Series(dtype="float64")
    return rows[[*KEY, "indicator_code", "slechtheid"]]


def _widen(population: pd.DataFrame, wanted: Sequence[str]) -> pd.DataFrame:
    """Add residents for an age group that no count has: those of the narrowest group around it (75+: 65+)."""
    known = [age for age in population["leeftijd"].unique() if age != TOTAL]
    added = []
    for age in wanted:
        if age in (TOTAL, *known):
            continue
        low, high = parse_age(age)
        around = [k for k in known if parse_age(k)[0] <= low and parse_age(k)[1] >= high]
        if around:
            nearest = max(around, key=lambda k: (parse_age(k)[0], -parse_age(k)[1]))
            added.append(population[population["leeftijd"] == nearest].assign(leeftijd=age))
    return pd.concat([population, *added], ignore_index=True)


def sign_of(code: str, direction: Mapping[str, str]) -> int:
    """Return 1 when a higher value of the indicator is worse, -1 when it is better."""
    signs = {"lager_is_beter": 1, "hoger_is_beter": -1}
    if direction.get(code) not in signs:
        raise ContractError(
            f"indicator {code} kan niet meedoen: niet bekend of hoger beter of slechter is",
            "sources/kruising en sources/doelgroepen",
            "Kies een indicator waarvan 'richting' hoger_is_beter of lager_is_beter is",
        )
    return signs[direction[code]]


def derive_working_age(values: pd.DataFrame, population: pd.DataFrame) -> pd.DataFrame:
    """Compute the figures for 18-64 from those for 18+ and 65+ where they were not published.

    p(18-64) = (N(18+) p(18+) - N(65+) p(65+)) / N(18-64). Exact but for rounding: 50090NED gives one decimal and
    CBS gives ages in whole percents. For 2016, when all three were published, 95 % of wijken come within 1.9
    points and the worst fifth is found back for 94-96 %. Only done where those aged 65+ are at most 60 % of the
    adults; beyond that the rounding is blown up. Results are cut to 0-100.

    Args:
        values: gebied_code, leeftijd, indicator_code, waarde (%), jaar, gebied_jaar; one year per indicator.
        population: long frame gebied_code, leeftijd, inwoners.

    Returns:
        The added rows only (leeftijd 18-64), same columns; none for indicators that have 18-64 already.
    """
    published = set(values.loc[values["leeftijd"] == "18-64", "indicator_code"])
    rows = values.loc[~values["indicator_code"].isin(published)]
    key = ["gebied_code", "indicator_code", "jaar", "gebied_jaar"]
    shares = rows.pivot(index=key, columns="leeftijd", values="waarde")
    people = population.pivot(index="gebied_code", columns="leeftijd", values="inwoners").astype("float64")
    if not {"18+", "65+"} <= set(shares.columns) or not {"18+", "65+"} <= set(people.columns):
        return values.iloc[:0]
    areas = shares.index.get_level_values("gebied_code")
    adults, old = (people[age].reindex(areas).to_numpy() for age in ("18+", "65+"))
    estimate = (adults * shares["18+"] - old * shares["65+"]) / (adults - old)
    estimate = estimate.where(old <= MAX_SHARE_OLD * adults).dropna().clip(0, 100)
    added = estimate.rename("waarde").reset_index().assign(leeftijd="18-64")
    return added.reindex(columns=values.columns)
