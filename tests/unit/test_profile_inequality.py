"""Inequality over gemeenten from low to high SES: hand figures, the sentence, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from declared_example import declared
from profile_example import GEMEENTEN, INDICATORS, features, figures, make_profile
from regiobeeld.chapters_comparison.comparison import say_if_everyone
from regiobeeld.claims.marks import plain
from regiobeeld.judgement.inequality import Gradient, national_gradient, regional_gradient
from regiobeeld.outline.special_blocks import Ongelijkheid
from regiobeeld.profile.model import Profile


def rising(step: float = 1.0):
    """Smoking falls by `step` per fifth of SES, from 20 + 4 steps down to 20; eight gemeenten per fifth."""
    table = figures()
    fifth = features()["ses_kwintiel"].reindex(table["gebied_code"]).to_numpy()
    return table.assign(waarde=np.where(table["indicator_code"] == "roken_enquete", 20 + step * (5 - fifth), 50.0))


def test_the_gradient_by_hand():
    # 24 23 22 21 20 over equal fifths: slope over ranks .1 .3 .5 .7 .9 is -1 / 0.2 = -5; mean 22;
    # PAR = (22 - 20) / 22; persons = 2 points of 40 000
    found = national_gradient(make_profile(rising()), "roken_enquete", "18+")
    assert found.groups["waarde"].tolist() == pytest.approx([24, 23, 22, 21, 20])
    assert found.groups["bevolking"].tolist() == [8000] * 5
    measures = found.measures
    assert measures.sii.value == pytest.approx(-5)
    assert measures.rii.value == pytest.approx(-5 / 22)
    assert measures.par.value == pytest.approx(2 / 22)
    assert measures.par_persons.value == pytest.approx(800)
    assert measures.sii.lower < -5 < measures.sii.upper < 0


def said(profile: Profile, found: Gradient) -> str:
    """The declared sentence about what everybody would gain, without the claims of its numbers."""
    _, _, zin = declared(profile, Ongelijkheid)
    return plain(say_if_everyone(profile, found, "Nederland", zin))


def test_the_sentence_counts_people_in_two_figures_and_gives_the_interval():
    profile = make_profile(rising())
    text = said(profile, national_gradient(profile, "roken_enquete", "18+"))
    assert "om 800 volwassenen minder (95%-interval " in text


def test_a_difference_that_may_be_chance_is_called_so():
    profile = make_profile(rising(0.02))
    text = said(profile, national_gradient(profile, "roken_enquete", "18+"))
    assert text.endswith("maar dat verschil kan toeval zijn.")


def test_more_is_better_counts_the_other_way():
    profile = make_profile(rising(-1.0))
    text = said(profile, national_gradient(profile, "roken_enquete", "18+"))
    assert "volwassenen meer" in text


def test_model_estimates_are_refused_as_circular():
    found = national_gradient(make_profile(), "roken", "18+")
    assert found.measures is None
    assert "vooraf ingebouwd" in found.reason_nl
    assert said(make_profile(), found) == ""


def test_a_small_region_has_no_gradient_of_its_own():
    found = regional_gradient(make_profile(), "roken_enquete", "18+")
    assert found.measures is None
    assert "minder dan 10 gemeenten" in found.reason_nl


def test_a_region_of_ten_gemeenten_is_divided_in_three():
    found = regional_gradient(make_profile(region=GEMEENTEN[:10], code="PV01"), "roken_enquete", "18+")
    assert list(found.groups.index) == [1, 2, 3]
    assert found.groups["gebieden"].sum() == 10


def test_one_gemeente_too_large_to_divide_is_refused():
    table = features()
    table.loc["GM0001", ["inwoners", "ses_index"]] = 1e6, 9.0
    found = regional_gradient(
        make_profile(region=GEMEENTEN[:10], code="PV01", kenmerken=table), "roken_enquete", "18+"
    )
    assert "zo groot" in found.reason_nl


def test_a_gemeente_without_margins_is_left_out_of_its_group():
    profile = make_profile()
    survey = profile.enquete.copy()
    survey.loc[survey["gebied_code"] == "GM0001", ["ondergrens", "bovengrens"]] = np.nan
    found = national_gradient(make_profile(enquete=survey), "roken_enquete", "18+")
    assert found.groups["gebieden"].tolist() == [7, 8, 8, 8, 8]
    assert found.groups["se"].notna().all()


def test_an_indicator_without_figures_per_gemeente():
    known = INDICATORS | {"vis_enquete": INDICATORS["sport_enquete"]}
    assert "niet per gemeente" in national_gradient(make_profile(indicators=known), "vis_enquete", "18+").reason_nl
