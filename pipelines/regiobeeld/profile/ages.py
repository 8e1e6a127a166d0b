"""The share of an age group in the population, from counts where CBS gives them, else from whole percentages."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.select import PROVISIONAL, rows

COLUMNS = ["gebied_code", "jaar", "waarde", "indicator_code", "tabel_code", "status"]
COUNTED, PUBLISHED = "bevolking", "leeftijdsaandeel"
"""The inhabitants by age as they are counted, and as a share in whole percent."""
_OLDEST = 999


@lru_cache(maxsize=16)
def age_shares(profile: Profile, leeftijd: str) -> pd.DataFrame:
    """Share (%) of an age group in the inhabitants of every area and year of the profile.

    Counts of the same area, year and table go before `leeftijdsaandeel`, which CBS publishes in whole percent.

    Returns:
        columns `COLUMNS`; `indicator_code` tells which figure it is ("bevolking" or "leeftijdsaandeel"), `status`
        is voorlopig when that of the group or of the total is.
    """
    counted = _from_counts(profile, leeftijd)
    published = rows(profile, PUBLISHED, leeftijd).dropna(subset=["waarde"])
    both = pd.concat([counted, published[COLUMNS]], ignore_index=True)
    first = both.drop_duplicates(["gebied_code", "jaar"], keep="first")
    return first.sort_values(["gebied_code", "jaar"], ignore_index=True)


def _from_counts(profile: Profile, leeftijd: str) -> pd.DataFrame:
    key = ["gebied_code", "jaar"]
    counts = _counts(profile)
    direct = counts[counts["leeftijd"] == leeftijd]
    group = pd.concat([direct, _added_up(profile, leeftijd)]).drop_duplicates(key, keep="first")
    total = rows(profile, COUNTED, "totaal").dropna(subset=["waarde"])[[*key, "waarde", "status"]]
    both = group.merge(total.drop_duplicates(key), on=key, suffixes=("", "_totaal"), validate="one_to_one")
    both = both[both["waarde_totaal"] > 0]
    final = (both["status"] != PROVISIONAL) & (both["status_totaal"] != PROVISIONAL)
    share = 100 * both["waarde"] / both["waarde_totaal"]
    return both.assign(waarde=share, status=both["status"].where(final, PROVISIONAL))[COLUMNS]


def _counts(profile: Profile) -> pd.DataFrame:
    """Inhabitants per area, year and age group."""
    frame = profile.by_indicator.get(COUNTED, profile.waarneming.iloc[:0])
    plain = (frame["geslacht"] == "totaal") & (frame["uitsplitsing"] == "totaal") & frame["waarde"].notna()
    return frame.loc[plain & (frame["leeftijd"] != "totaal") & (frame["jaar"] <= profile.peiljaar)]


def _added_up(profile: Profile, leeftijd: str) -> pd.DataFrame:
    """The group where one table splits it into smaller ones that together make it up exactly (65-79 and 80+)."""
    found = []
    for (area, year, table), bands in _bands(profile).items():
        tiles = tile(leeftijd, tuple(bands))
        if tiles:
            parts = [bands[part] for part in tiles]
            provisional = any(status == PROVISIONAL for _, status in parts)
            status = PROVISIONAL if provisional else parts[0][1]
            found.append((area, year, sum(count for count, _ in parts), COUNTED, table, status))
    return pd.DataFrame(found, columns=COLUMNS)


@lru_cache(maxsize=4)
def _bands(profile: Profile) -> dict[tuple[str, int, str], dict[str, tuple[float, str]]]:
    """Per area, year and table: age group -> inhabitants and their status."""
    found: dict[tuple[str, int, str], dict[str, tuple[float, str]]] = {}
    names = ["gebied_code", "jaar", "tabel_code", "leeftijd", "waarde", "status"]
    columns = [_counts(profile)[name].tolist() for name in names]
    for area, year, table, age, count, status in zip(*columns, strict=True):
        found.setdefault((area, year, table), {}).setdefault(age, (count, status))
    return found


@lru_cache(maxsize=1024)
def tile(leeftijd: str, bands: tuple[str, ...]) -> list[str]:
    """Bands that follow each other from the first to the last year of the group; empty when they leave a hole."""
    first, last = _ends(leeftijd)
    known = {band: _ends(band) for band in bands}
    found: list[str] = []
    while first <= last:
        fits = [band for band, (start, end) in known.items() if start == first and end <= last]
        if not fits:
            return []
        found.append(max(fits, key=lambda band: known[band][1]))
        first = known[found[-1]][1] + 1
    return found


def _ends(leeftijd: str) -> tuple[int, int]:
    """(65, 79) for "65-79", (80, _OLDEST) for "80+", (3, 3) for "3"."""
    first, _, last = leeftijd.rstrip("+").partition("-")
    return int(first), _OLDEST if leeftijd.endswith("+") else int(last or first)


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
