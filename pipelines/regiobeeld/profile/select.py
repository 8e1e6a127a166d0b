"""Take figures out of a profile: the latest one, a series, one per area. A missing figure is never a zero."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from regiobeeld.frames import returns
from regiobeeld.profile.frames import FIGURES, SERIES
from regiobeeld.profile.model import Figure, Profile
from regiobeeld.profile.together import longest_source, refuse_mixtures

PROVISIONAL = "voorlopig"
_COLUMNS = [
    "gebied_code",
    "jaar",
    "leeftijd",
    "waarde",
    "ondergrens",
    "bovengrens",
    "soort",
    "afleiding",
    "tabel_code",
    "ontbreekt",
    "dekking",
    "status",
]


@lru_cache(maxsize=2048)
@returns(FIGURES)
def rows(
    profile: Profile,
    indicator: str,
    leeftijd: str | None = None,
    uitsplitsing: str = "totaal",
    geslacht: str = "totaal",
) -> pd.DataFrame:
    """All figures of one indicator up to the peiljaar (schema WAARNEMING plus `jaar`). Do not change the frame."""
    frame = profile.by_indicator.get(indicator)
    if frame is None:
        return profile.waarneming.iloc[:0]
    chosen = (
        (frame["leeftijd"] == (leeftijd or profile.indicators[indicator].leeftijd))
        & (frame["uitsplitsing"] == uitsplitsing)
        & (frame["geslacht"] == geslacht)
        & (frame["jaar"] <= profile.peiljaar)
    )
    return frame[chosen]


@lru_cache(maxsize=2048)
def latest_year(profile: Profile, indicator: str, leeftijd: str | None = None) -> int | None:
    """The last year for which the region's own parts have a figure."""
    found = rows(profile, indicator, leeftijd)
    columns = (found[name].tolist() for name in ("gebied_code", "jaar", "waarde"))
    own = {profile.code, *profile.parts}
    years = (year for area, year, value in zip(*columns, strict=True) if area in own and not math.isnan(value))
    return max(years, default=None)


@lru_cache(maxsize=4096)
def figure(
    profile: Profile, indicator: str, gebied: str, leeftijd: str | None = None, jaar: int | None = None
) -> Figure | None:
    """One figure; without `jaar` that of the latest year the region has. None when there is no row at all."""
    jaar = jaar or latest_year(profile, indicator, leeftijd)
    place = _places(profile, indicator, leeftijd).get((gebied, jaar))
    return None if place is None else _to_figure(rows(profile, indicator, leeftijd).iloc[place])


@lru_cache(maxsize=2048)
def _places(profile: Profile, indicator: str, leeftijd: str | None) -> dict[tuple[str, int | None], int]:
    """Where the figure of each area and year stands in `rows`; of two in the same place the first."""
    found = rows(profile, indicator, leeftijd)
    keys = list(zip(found["gebied_code"].tolist(), found["jaar"].tolist(), strict=True))
    return {key: place for place, key in reversed(list(enumerate(keys)))}


def _to_figure(row: pd.Series) -> Figure:
    return Figure(
        indicator_code=row["indicator_code"],
        gebied_code=row["gebied_code"],
        leeftijd=row["leeftijd"],
        jaar=int(row["jaar"]),
        waarde=_number(row["waarde"]),
        ondergrens=_number(row["ondergrens"]),
        bovengrens=_number(row["bovengrens"]),
        soort=row["soort"],
        afleiding=row["afleiding"],
        tabel_code=row["tabel_code"],
        ontbreekt=None if pd.isna(row["ontbreekt"]) else str(row["ontbreekt"]),
        dekking=_number(row["dekking"]),
        status=str(row["status"]),
    )


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[call-overload, arg-type]


def per_area(
    profile: Profile, indicator: str, areas: Sequence[str], leeftijd: str | None = None, jaar: int | None = None
) -> pd.DataFrame:
    """One row per area in the order given, with its name; an area without a figure has an empty value.

    Raises:
        ContractError: the figures come from tables that may not stand in one comparison.
    """
    jaar = jaar or latest_year(profile, indicator, leeftijd)
    found = rows(profile, indicator, leeftijd)
    found = refuse_mixtures(found[found["jaar"] == jaar]).set_index("gebied_code")
    table = found.reindex(list(areas)).rename_axis("gebied_code").reset_index()
    table["naam"] = [profile.name(code) for code in table["gebied_code"]]
    return table[["naam", *_COLUMNS]]


@returns(FIGURES)
def series_rows(
    profile: Profile, indicator: str, areas: Sequence[str], leeftijd: str | None = None
) -> pd.DataFrame:
    """All years of one indicator for some areas as far as they are of one source (`together.longest_source`)."""
    found = rows(profile, indicator, leeftijd)
    found = found[found["gebied_code"].isin(list(areas)) & found["waarde"].notna()]
    return longest_source(found).sort_values(["gebied_code", "jaar"])


@returns(SERIES)
def series(profile: Profile, indicator: str, areas: Sequence[str], leeftijd: str | None = None) -> pd.DataFrame:
    """`series_rows` to draw: columns reeks (name), jaar, waarde, ondergrens, bovengrens, status."""
    found = series_rows(profile, indicator, areas, leeftijd)
    names = [profile.name(code) for code in found["gebied_code"]]
    return pd.DataFrame(
        {
            "reeks": names,
            "jaar": found["jaar"].to_numpy(),
            "waarde": found["waarde"].to_numpy(),
            "ondergrens": found["ondergrens"].to_numpy(),
            "bovengrens": found["bovengrens"].to_numpy(),
            "status": found["status"].to_numpy(),
        }
    )


def wijk_year(profile: Profile, indicator: str) -> int:
    """The last year with figures per wijk: that of the crossing, or of the region's own wijken; 0 without any."""
    rows = profile.wijk_waarneming
    own = rows.loc[(rows["indicator_code"] == indicator) & rows["waarde"].notna(), "jaar"]
    return profile.herkomst_wijken.last_year(indicator) or (int(own.max()) if len(own) else 0)


def wijk_values(profile: Profile, indicator: str, leeftijd: str, jaar: int) -> pd.Series:
    """Value per wijk code for one indicator, age and year; wijken without a figure are left out."""
    frame = profile.wijk_waarneming
    chosen = (
        (frame["indicator_code"] == indicator)
        & (frame["leeftijd"] == leeftijd)
        & (frame["jaar"] == jaar)
        & frame["waarde"].notna()
    )
    return frame[chosen].set_index("gebied_code")["waarde"]
