"""SES, lifestyle and residents of one age group side by side, per area (METHODEN 10)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from regiobeeld.catalog.crossing import Leefstijl
from regiobeeld.crossing.judge import judge_areas
from regiobeeld.crossing.rating import Ratings
from regiobeeld.crossing.tables import KRUISING


def cross(ratings: Ratings, lifestyle: Leefstijl) -> pd.DataFrame:
    """Cross SES, lifestyle and age: one row per area and age group of `lifestyle.leeftijden`.

    Whether the two come together is decided by `judge_areas`, as for every doelgroep. Residents of an age group
    are a count where CBS gives one; where it gives whole percents they are uncertain by about 0.5 % of all
    residents of the area.

    Returns:
        Frame in the schema `KRUISING`, sorted by its key.
    """
    rows = pd.concat([_cross_age(ratings, lifestyle, age) for age in lifestyle.leeftijden])
    return rows.reset_index()[KRUISING.names].sort_values(list(KRUISING.key), ignore_index=True)


def _cross_age(ratings: Ratings, lifestyle: Leefstijl, age: str) -> pd.DataFrame:
    total, old = ratings.count_residents("totaal"), ratings.count_residents("65+")
    judged = judge_areas(lifestyle.traits, ratings, age, part=lifestyle.slechtste_deel)
    return judged.rename(
        columns={"gemeten": "leefstijl_gemeten", "ongunstig_aantal": "leefstijl_ongunstig"}
    ).assign(
        inwoners_totaal=pd.Series(total, index=judged.index).round().astype("Int64"),
        aandeel_65plus=100 * old / np.where(total > 0, total, np.nan),
        ses_index=ratings.ses["ses_index"],
        ses_kwintiel=ratings.ses["ses_kwintiel"],
        leefstijl_score=_mean_place(ratings, lifestyle, age),
    )


def _mean_place(ratings: Ratings, lifestyle: Leefstijl, age: str) -> pd.Series:
    """The mean place of an area on the figures that were measured: 0 = best, 100 = worst of the country."""
    columns = {code: ratings.badness.get((age, code), ratings.unknown) for code in lifestyle.indicatoren}
    return 100 * pd.DataFrame(columns, index=ratings.areas.index).mean(axis=1)
