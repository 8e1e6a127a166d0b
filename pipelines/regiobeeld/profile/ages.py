"""The share of an age group in the population, from counts where CBS gives them, else from whole percentages."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from regiobeeld.harmonise.ages import chain_bands, cut
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.select import rows

COLUMNS = ["gebied_code", "jaar", "waarde", "indicator_code", "tabel_code"]
_AREA = ["gebied_code", "jaar"]


@lru_cache(maxsize=16)
def age_shares(profile: Profile, leeftijd: str) -> pd.DataFrame:
    """Share (%) of an age group in the inhabitants of every area and year of the profile.

    Counts of the same area and year go before `leeftijdsaandeel`, which CBS publishes in whole percent. A group
    that is not published as such is the sum of the bands that make it up (65+ of 65-79 and 80+), of the table
    that has the total too.

    Returns:
        columns `COLUMNS`; `indicator_code` tells which figure it is ("bevolking" or "leeftijdsaandeel").
    """
    counted = _share(profile, rows(profile, "bevolking", leeftijd).dropna(subset=["waarde"]), _AREA)
    added = _share(profile, _sum_of_bands(profile, leeftijd), [*_AREA, "tabel_code"])
    published = rows(profile, "leeftijdsaandeel", leeftijd).dropna(subset=["waarde"])
    all_shares = pd.concat([counted, added, published[COLUMNS]], ignore_index=True)
    first = all_shares.drop_duplicates(_AREA, keep="first")
    return first.sort_values(_AREA, ignore_index=True)


def _share(profile: Profile, group: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """The counts of a group as a share of all inhabitants; `key` says which total belongs to it."""
    total = rows(profile, "bevolking", "totaal").dropna(subset=["waarde"])[[*key, "waarde"]]
    both = group.merge(total.drop_duplicates(key), on=key, suffixes=("", "_totaal"), validate="many_to_one")
    both = both[both["waarde_totaal"] > 0]
    return both.assign(waarde=100 * both["waarde"] / both["waarde_totaal"])[COLUMNS]


def _sum_of_bands(profile: Profile, leeftijd: str) -> pd.DataFrame:
    """Counts of a group, from the finest bands of each table and year that together are exactly that group."""
    frame = profile.by_indicator.get("bevolking", profile.waarneming.iloc[:0])
    plain = frame[
        (frame["geslacht"] == "totaal")
        & (frame["uitsplitsing"] == "totaal")
        & (frame["jaar"] <= profile.peiljaar)
        & frame["waarde"].notna()
    ]
    sums = []
    for _, table in plain.groupby(["tabel_code", "jaar"]):
        bands = chain_bands(table["leeftijd"])
        parts, width = cut(bands, [leeftijd])
        inside = [band for band, part in zip(bands, parts[:, 0], strict=True) if part == 1]
        if not inside or width[0] > 0 or np.isnan(parts).any():
            continue
        wide = table.pivot(index=[*_AREA, "tabel_code"], columns="leeftijd", values="waarde")[inside].dropna()
        sums.append(wide.sum(axis=1).rename("waarde").reset_index().assign(indicator_code="bevolking"))
    return pd.concat(sums, ignore_index=True) if sums else pd.DataFrame(columns=COLUMNS)


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
