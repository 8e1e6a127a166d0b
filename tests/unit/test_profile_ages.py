"""Shares of age groups: from counts, from the bands that make up the group, or in whole percents."""

from __future__ import annotations

import pandas as pd
import pytest

from profile_example import info, make_profile
from regiobeeld.profile.ages import age_share, age_shares, newest_common_year
from regiobeeld.profile.model import Profile

INDICATORS = {code: info(code, leeftijd="totaal") for code in ("bevolking", "leeftijdsaandeel")}


def profile(*rows: tuple[str, int, str, str, float]) -> Profile:
    """A profile with (indicator, year, table, age, figure), the same for the region and Nederland."""
    base = make_profile(indicators=INDICATORS).waarneming
    plain = pd.DataFrame(rows, columns=["indicator_code", "jaar", "tabel_code", "leeftijd", "waarde"])
    both = pd.concat([plain.assign(gebied_code=code) for code in ("GG0001", "NL")], ignore_index=True)
    both = both.assign(geslacht="totaal", uitsplitsing="totaal", soort="telling")
    return make_profile(indicators=INDICATORS, waarneming=both.reindex(columns=base.columns), peiljaar=2030)


def test_a_group_that_is_not_published_is_the_sum_of_its_bands() -> None:
    """2025: 100 people, of whom 15 are 65-79 and 5 are 80 and over."""
    bands = {"0-14": 20.0, "15-24": 10.0, "25-64": 50.0, "65-79": 15.0, "80+": 5.0, "totaal": 100.0}
    region = profile(*(("bevolking", 2025, "T", age, number) for age, number in bands.items()))
    assert newest_common_year(region, "65+") == 2025
    assert age_share(region, "GG0001", "65+", 2025) == pytest.approx(20.0)


def test_bands_that_cut_through_the_group_give_nothing() -> None:
    """60-69 holds some of 65+: nobody knows how many."""
    bands = {"0-59": 60.0, "60-69": 20.0, "70+": 20.0, "totaal": 100.0}
    region = profile(*(("bevolking", 2025, "T", age, number) for age, number in bands.items()))
    assert age_shares(region, "65+").empty


def test_bands_of_a_table_without_a_total_are_not_divided_by_the_total_of_another() -> None:
    """Counts per postcode are rounded: they are no part of the exact total of that year."""
    region = profile(
        ("bevolking", 2021, "postcodes", "0-64", 80.0),
        ("bevolking", 2021, "postcodes", "65+", 20.0),
        ("bevolking", 2021, "kern", "totaal", 101.0),
    )
    # The published 65+ counts, whatever its table; no sum of bands is made beside it.
    assert age_share(region, "NL", "65+", 2021) == pytest.approx(100 * 20 / 101)
    assert len(age_shares(region, "0-64")) == 2


def test_a_count_goes_before_a_whole_percent_of_the_same_year() -> None:
    region = profile(
        ("bevolking", 2024, "T", "65+", 21.4),
        ("bevolking", 2024, "T", "totaal", 100.0),
        ("leeftijdsaandeel", 2024, "T", "65+", 21.0),
        ("leeftijdsaandeel", 2022, "U", "65+", 20.0),
    )
    shares = age_shares(region, "65+")
    own = shares[shares["gebied_code"] == "NL"]
    assert own["jaar"].tolist() == [2022, 2024]
    assert own["waarde"].tolist() == pytest.approx([20.0, 21.4])
    assert own["indicator_code"].tolist() == ["leeftijdsaandeel", "bevolking"]
