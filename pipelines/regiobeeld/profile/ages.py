"""The share of an age group in the population, from counts where CBS gives them, else from whole percentages."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.select import PROVISIONAL, rows

COLUMNS = ["gebied_code", "jaar", "waarde", "indicator_code", "tabel_code", "status"]


@lru_cache(maxsize=16)
def age_shares(profile: Profile, leeftijd: str) -> pd.DataFrame:
    """Share (%) of an age group in the inhabitants of every area and year of the profile.

    Counts of the same area, year and table go before `leeftijdsaandeel`, which CBS publishes in whole percent.

    Returns:
        columns `COLUMNS`; `indicator_code` tells which figure it is ("bevolking" or "leeftijdsaandeel"), `status`
        is voorlopig when that of the group or of the total is.
    """
    counted = _from_counts(profile, leeftijd)
    published = rows(profile, "leeftijdsaandeel", leeftijd).dropna(subset=["waarde"])
    both = pd.concat([counted, published[COLUMNS]], ignore_index=True)
    first = both.drop_duplicates(["gebied_code", "jaar"], keep="first")
    return first.sort_values(["gebied_code", "jaar"], ignore_index=True)


def _from_counts(profile: Profile, leeftijd: str) -> pd.DataFrame:
    key = ["gebied_code", "jaar"]
    group = rows(profile, "bevolking", leeftijd).dropna(subset=["waarde"])
    total = rows(profile, "bevolking", "totaal").dropna(subset=["waarde"])[[*key, "waarde", "status"]]
    both = group.merge(total.drop_duplicates(key), on=key, suffixes=("", "_totaal"), validate="many_to_one")
    both = both[both["waarde_totaal"] > 0]
    final = (both["status"] != PROVISIONAL) & (both["status_totaal"] != PROVISIONAL)
    share = 100 * both["waarde"] / both["waarde_totaal"]
    return both.assign(waarde=share, status=both["status"].where(final, PROVISIONAL))[COLUMNS]


def newest_common_year(profile: Profile, leeftijd: str) -> int | None:
    """The last year for which the region and Nederland both have a share; None when there is none."""
    shares = age_shares(profile, leeftijd)
    years = [set(shares.loc[shares["gebied_code"] == code, "jaar"]) for code in (profile.code, NEDERLAND)]
    common = years[0] & years[1]
    return int(max(common)) if common else None


def age_share(profile: Profile, gebied: str, leeftijd: str, jaar: int) -> float | None:
    """One share (%), or None when there is no figure."""
    shares = age_shares(profile, leeftijd)
    found = shares.loc[(shares["gebied_code"] == gebied) & (shares["jaar"] == jaar), "waarde"]
    return None if found.empty else float(found.iloc[0])
