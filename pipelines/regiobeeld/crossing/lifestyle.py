"""Count, per area and age group, the lifestyle figures that are among the worst of the country (METHODEN 10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from regiobeeld.catalog.groups import Leefstijl
from regiobeeld.crossing.flags import join_true
from regiobeeld.errors import ContractError
from regiobeeld.stats.ses import population_rank

KEY = ["gebied_code", "leeftijd"]
MAX_SHARE_OLD = 0.6


def count_unfavourable(
    values: pd.DataFrame, population: pd.DataFrame, direction: Mapping[str, str], lifestyle: Leefstijl
) -> pd.DataFrame:
    """Count which lifestyle figures lie in the worst part of the country, per area and age group.

    "Worst part" is weighted: the areas with the worst values that together hold `slechtste_deel` of the
    residents of that same age group in all measured areas.

    Args:
        values: long frame gebied_code, leeftijd, indicator_code, waarde (%), one period, one level of areas.
        population: long frame gebied_code, leeftijd, inwoners.
        direction: indicator_code -> `richting` of the catalogue (hoger_is_beter, lager_is_beter).
        lifestyle: the declaration `sources/kruising/leefstijl.toml`.

    Returns:
        One row per area and age group that has at least one figure: gebied_code, leeftijd, leefstijl_gemeten,
        leefstijl_ongunstig (k), ongunstig (codes in declared order, joined by ';') and leefstijl_score: the mean
        place of the area on the measured figures, 0 = best to 100 = worst of the country.

    Raises:
        ContractError: an indicator has no direction, so "worst" means nothing.
    """
    badness = rate_badness(values, population, direction, lifestyle.indicatoren)
    wide = badness.pivot(index=KEY, columns="indicator_code", values="slechtheid")
    wide = wide.reindex(columns=list(lifestyle.indicatoren))
    worst = wide > 1 - lifestyle.slechtste_deel
    counted = pd.DataFrame(
        {
            "leefstijl_gemeten": wide.notna().sum(axis=1).astype("Int64"),
            "leefstijl_ongunstig": worst.sum(axis=1).astype("Int64"),
            "ongunstig": join_true(worst, lifestyle.indicatoren, ";"),
            "leefstijl_score": (100 * wide.mean(axis=1)).round(6),
        },
        index=wide.index,
    )
    return counted.reset_index()


def rate_badness(
    values: pd.DataFrame, population: pd.DataFrame, direction: Mapping[str, str], indicators: Sequence[str]
) -> pd.DataFrame:
    """Place every value between the best (0) and the worst (1) of the country, by residents of that age.

    Returns:
        Long frame gebied_code, leeftijd, indicator_code, slechtheid: the weighted midpoint rank, so that
        slechtheid > 0.8 is the worst fifth. Only rows with a value and with residents.

    Raises:
        ContractError: an indicator has no direction, so "worst" means nothing.
    """
    rows = values.loc[values["indicator_code"].isin(list(indicators)) & values["waarde"].notna()]
    rows = rows.merge(population[[*KEY, "inwoners"]], on=KEY, how="inner", validate="many_to_one")
    rows = rows.loc[rows["inwoners"].fillna(0) > 0].reset_index(drop=True)
    signs = {code: sign_of(code, direction) for code in rows["indicator_code"].unique()}
    ranks = [
        pd.Series(population_rank(group["waarde"] * signs[str(code)], group["inwoners"]), index=group.index)
        for (_, code), group in rows.groupby(["leeftijd", "indicator_code"], sort=False)
    ]
    rows["slechtheid"] = pd.concat(ranks) if ranks else pd.Series(dtype="float64")
    return rows[[*KEY, "indicator_code", "slechtheid"]]


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
