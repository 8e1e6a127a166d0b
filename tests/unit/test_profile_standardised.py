"""Raw and standardised side by side: adults in two age groups on the ages of Nederland, worked out by hand.

In the region 600 of 1000 adults are younger than 65, elsewhere 800: of NL (3000 + 28 000) / 40 000 = 77.5 %. In
every gemeente 10 % of the younger and 30 % of the older adults smoke: raw 18 % in the region, 14 % elsewhere and
14.5 % in NL.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declared_example import declared
from margins import margins
from profile_example import GEMEENTEN, INDICATORS, REGION, figures, info, make_profile
from regiobeeld.chapters_comparison.age_corrected import age_corrected, say_how_much_is_age, what_goes
from regiobeeld.judgement.standardised import COLUMNS, standardised
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.outline.special_blocks import Leeftijdscorrectie
from regiobeeld.profile.model import Profile

COLUMNS_IN = ["indicator_code", "leeftijd", "gebied_code", "jaar", "waarde", "soort"]
AGES = {"18+": None, "18-64": 10.0, "65+": 30.0}
SMOKING = replace(INDICATORS["roken_enquete"], naam="Rokers", onderwerp="roken", gewicht="bevolking")


def smokers(
    code: str = "roken_enquete", soort: str = "enquete", ages: tuple[str, ...] = tuple(AGES)
) -> pd.DataFrame:
    """Figures of every gemeente: the two groups the same everywhere, the whole by the ages of the gemeente."""
    raw = {gemeente: 18.0 if gemeente in REGION else 14.0 for gemeente in GEMEENTEN}
    rows = [
        (code, age, gemeente, 2020, raw[gemeente] if AGES[age] is None else AGES[age], soort)
        for age in ages
        for gemeente in GEMEENTEN
    ]
    return pd.DataFrame(rows, columns=COLUMNS_IN)


def profile_of(table: pd.DataFrame, *indicators: Any, years: tuple[int, ...] = (2020,), **changes: Any) -> Profile:
    old = pd.Series([code in REGION for code in GEMEENTEN], index=pd.Index(GEMEENTEN, name="gebied_code"))
    people = pd.DataFrame(
        {"18-64": np.where(old, 600.0, 800.0), "65+": np.where(old, 400.0, 200.0)}, index=old.index
    )
    people = people.assign(**{"18+": 1000.0, "totaal": 1000.0})
    known = {i.code: i for i in (indicators or (SMOKING,))}
    return make_profile(table, indicators=known, inwoners_jaar=dict.fromkeys(years, people), **changes)


def row(profile: Profile, area: str = "GG0001", code: str = "roken_enquete") -> pd.Series:
    table = standardised(profile).set_index(["indicator_code", "gebied_code"])
    return table.loc[(code, area)]


def test_a_region_on_the_ages_of_the_country():
    # .775 x 10 + .225 x 30 = 14.5: with the ages of NL nothing of the difference is left.
    found = row(profile_of(smokers()))
    assert found[["ruw", "gecorrigeerd", "verschil", "nl"]].tolist() == pytest.approx([18, 14.5, -3.5, 14.5])
    assert (found["bevolking_jaar"], found["code"], found["reden"]) == (2020, "", "")


def test_the_interval_comes_from_the_margins_of_both_age_groups():
    # Each cell of the region has SE 1 / sqrt(5): SE = sqrt((.775^2 + .225^2) / 5) = .36090
    found = row(profile_of(smokers()))
    assert found[["ondergrens", "bovengrens"]].tolist() == pytest.approx(margins(14.5, 0.36090), abs=1e-3)


def test_the_country_keeps_its_own_figure():
    national = row(profile_of(smokers()), "NL")
    assert national["gecorrigeerd"] == pytest.approx(national["ruw"], abs=1e-12)


def test_every_gemeente_of_the_region_has_its_row():
    table = standardised(profile_of(smokers()))
    assert table["gebied_code"].tolist() == ["GG0001", *REGION, "NL"]
    assert table["gecorrigeerd"].tolist() == pytest.approx([14.5] * 7)


def test_a_model_estimate_gets_a_figure_without_interval_and_needs_no_younger_group():
    # The younger group follows: (18 - .4 x 30) / .6 = 10
    model = info("roken", soort="modelschatting", gewicht="bevolking")
    found = row(profile_of(smokers("roken", "modelschatting", ("18+", "65+")), model), code="roken")
    assert found["gecorrigeerd"] == pytest.approx(14.5)
    assert found[["ondergrens", "bovengrens"]].isna().all()


@pytest.mark.parametrize(
    ("indicator", "ages", "years", "code"),
    [
        (SMOKING, ("18+", "65+"), (2020,), "geen_leeftijdsgroepen"),
        (SMOKING, tuple(AGES), (2017,), "geen_bevolking"),
        (replace(SMOKING, gewicht=None), tuple(AGES), (2020,), "andere_groep"),
    ],
)
def test_no_corrected_figure_but_a_reason(indicator, ages, years, code):
    found = row(profile_of(smokers(ages=ages), indicator, years=years))
    assert found[["gecorrigeerd", "ondergrens", "bovengrens"]].isna().all()
    assert (found["ruw"], found["code"]) == (18, code)
    assert found["reden"].endswith("niet te corrigeren voor leeftijd.")


def test_the_nearest_year_of_inhabitants_counts():
    assert row(profile_of(smokers(), years=(2019, 2022)))["bevolking_jaar"] == 2019


def test_deaths_without_ages_are_refused_with_the_reason():
    profile = make_profile()
    deaths = info("sterfte_per_1000", soort="telling", eenheid="per 1000", leeftijd="totaal")
    count = profile.waarneming.query("indicator_code == 'bevolking'").assign(indicator_code="sterfte_per_1000")
    rows = pd.concat([profile.waarneming, count], ignore_index=True)
    found = replace(profile, waarneming=rows, indicators=INDICATORS | {"sterfte_per_1000": deaths})
    assert row(found, code="sterfte_per_1000")["code"] == "sterfte"
    assert "SMR" in row(found, code="sterfte_per_1000")["reden"]


def test_without_figures_of_all_adults_there_is_an_empty_table():
    seniors = figures().query("indicator_code == 'roken'").assign(leeftijd="65+")
    table = standardised(make_profile(seniors))
    assert list(table.columns) == COLUMNS
    assert table.empty


def test_the_order_of_rows_is_irrelevant():
    table = smokers()
    one, other = profile_of(table), profile_of(table.sample(frac=1, random_state=3))
    pd.testing.assert_frame_equal(standardised(one), standardised(other))


def _profile_and_sentences(profile: Profile) -> tuple[Profile, Zinnen]:
    profile, _, zin = declared(profile, Leeftijdscorrectie)
    return profile, zin


def test_the_sentence_says_how_much_of_the_difference_is_age():
    # Raw 18 - 14.5 = 3.5 points; corrected nothing is left.
    assert say_how_much_is_age(*_profile_and_sentences(profile_of(smokers()))) == (
        "Roken: van het verschil van 3,5 procentpunt met Nederland verdwijnt 3,5 als de leeftijdsopbouw "
        "in Voorbeeld die van Nederland was."
    )


@pytest.mark.parametrize(
    ("raw", "corrected", "expected"),
    [
        (-2.1, -1.86, "2,1 procentpunt met Nederland verdwijnt 0,2 als"),
        (2.3, 2.7, "2,3 procentpunt met Nederland verdwijnt niets; het wordt 0,4 groter als"),
        (1.0, 0.98, "1,0 procentpunt met Nederland verdwijnt niets als"),
        (0.6, -0.2, "0,6 procentpunt met Nederland verdwijnt alles als de leeftijdsopbouw in Voorbeeld die van"),
    ],
)
def test_what_the_correction_leaves_of_a_difference(raw, corrected, expected):
    _, zin = _profile_and_sentences(profile_of(smokers()))
    text = zin("verschil", onderwerp="roken", **what_goes(raw, corrected))
    assert text.startswith(f"Roken: van het verschil van {expected}")


def test_raw_and_corrected_stand_side_by_side_in_the_report():
    html = "".join(age_corrected(*declared(profile_of(smokers()), Leeftijdscorrectie)))
    assert "Ruw en gecorrigeerd voor leeftijd naast elkaar" in html
    for text in (
        "18,0%",
        "14,5%",
        "13,8–15,2",
        "−3,5",
        "enquête",
        "twee leeftijdsgroepen",
        "Gemeente 1",
        "Bekijk de gemeenten",
    ):
        assert text in html


def test_nothing_for_the_country_itself():
    assert age_corrected(*declared(make_profile(region=GEMEENTEN, code="NL"), Leeftijdscorrectie)) == []
