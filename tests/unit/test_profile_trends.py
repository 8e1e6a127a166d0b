"""Trends of the region: real years, declared breaks, and a reason for every series without a statement."""

from __future__ import annotations

import pandas as pd
import pytest

from profile_example import GEMEENTEN, info, make_profile
from regiobeeld.catalog.models import Breuk
from regiobeeld.judgement.trends import judge_series, region_trends


def series(years: list[int], values: list[float], soort: str = "enquete", se: float | None = 1.0) -> pd.DataFrame:
    about = {"se": se, "soort": soort, "bron_code": "bron", "tabel_code": "tabel"}
    return pd.DataFrame({"jaar": years, "waarde": values}).assign(**about)


def test_five_points_that_rise():
    # 10, 12, 14, 16, 18 every four years: 0.5 a year; se = 1 / sqrt(sum (t - T)^2) = 1 / sqrt(160)
    trend, code, reason = judge_series({}, series([2008, 2012, 2016, 2020, 2024], [10, 12, 14, 16, 18]))
    assert trend is not None
    assert trend.slope == pytest.approx(0.5)
    assert trend.slope_se == pytest.approx(160**-0.5)
    assert (trend.direction_nl, trend.indicative) == ("stijgend", False)
    assert code == reason == ""


def test_a_break_is_quoted_in_the_words_of_the_catalogue():
    trend, code, reason = judge_series(
        {2020: "andere vraag"}, series([2012, 2014, 2016, 2018, 2020], [1, 2, 3, 4, 5])
    )
    assert (trend, code) == (None, "breuk")
    assert reason.endswith("Reden: andere vraag.")


def test_a_break_before_the_series_is_no_reason():
    _, code, reason = judge_series({2010: "andere vraag"}, series([2016, 2020], [1, 2]))
    assert code == "te_weinig_metingen"
    assert "andere vraag" not in reason


@pytest.mark.parametrize(
    ("soort", "se", "expected"),
    [
        ("modelschatting", None, "model_geen_trend"),
        ("telling", None, "telling_zonder_marges"),
        ("enquete", None, "enquete_zonder_marges"),
    ],
)
def test_the_guard_goes_before_the_number_of_points(soort, se, expected):
    years = [2004, 2008, 2012, 2016, 2020]
    trend, code, reason = judge_series({}, series(years, [1, 2, 3, 4, 5], soort, se))
    assert (trend, code) == (None, expected)
    assert len(reason) > 20


def test_a_break_holds_only_for_the_age_groups_it_names():
    # Two rounds of each age group; between them 18-year-olds came in, which no one of 65 and over notices.
    broken = info("roken_enquete", breuken=(Breuk(jaar=2020, reden="ook 18-jarigen", leeftijden=("18+",)),))
    rounds = [("18+", 2016), ("18+", 2020), ("65+", 2016), ("65+", 2020)]
    columns = ["indicator_code", "leeftijd", "gebied_code", "jaar", "waarde", "soort"]
    rows = [("roken_enquete", age, code, year, 20.0, "enquete") for age, year in rounds for code in GEMEENTEN]
    profile = make_profile(pd.DataFrame(rows, columns=columns), indicators={"roken_enquete": broken})
    table = region_trends(profile)
    assert table.loc[("roken_enquete", "18+"), "code"] == "breuk"
    assert table.loc[("roken_enquete", "18+"), "reden"].endswith("Reden: ook 18-jarigen.")
    assert table.loc[("roken_enquete", "65+"), "code"] == "te_weinig_metingen"
    assert "18-jarigen" not in table.loc[("roken_enquete", "65+"), "reden"]


def test_a_break_without_ages_holds_for_all():
    everywhere = info("x", breuken=(Breuk(jaar=2020, reden="andere vraag"),))
    assert everywhere.breaks("65+") == everywhere.breaks("totaal") == {2020: "andere vraag"}


def test_every_figure_of_the_region_has_a_trend_or_a_reason():
    table = region_trends(make_profile())
    assert table.loc[("roken_enquete", "18+"), "code"] == "een_meting"
    assert table.loc[("bevolking", "totaal"), "jaren"] == (2013, 2020)
    assert table.loc[("bevolking", "totaal"), ["eerste", "laatste"]].tolist() == [4990, 5000]
    assert ((table["reden"] != "") == table["richting"].isna()).all()


def test_nothing_after_the_peiljaar():
    assert region_trends(make_profile(peiljaar=2016)).loc[("bevolking", "totaal"), "jaren"] == (2013,)
