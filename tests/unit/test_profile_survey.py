"""The survey matrix: standard errors, the newest round, and groups of gemeenten added up."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from profile_example import GEMEENTEN, REGION, figures, make_profile
from regiobeeld.judgement.survey import add_up, newest_keys, read_survey

ROKEN = ("roken_enquete", "18+", 2020)


def test_figures_and_errors_per_gemeente():
    survey = read_survey(make_profile())
    assert survey.values.shape[0] == 40
    assert survey.values.loc["GM0001", ROKEN] == 30
    assert survey.se.loc["GM0001", ROKEN] == pytest.approx(1.0, abs=1e-6)


def test_model_estimates_are_there_without_an_error():
    survey = read_survey(make_profile())
    assert survey.values.loc["GM0040", ("roken", "18+", 2020)] == 25
    assert survey.se[("roken", "18+", 2020)].isna().all()


def test_nothing_after_the_peiljaar():
    survey = read_survey(make_profile(peiljaar=2016))
    assert set(survey.keys["jaar"]) == {2016}


def test_the_newest_year_of_each_series():
    keys = newest_keys(read_survey(make_profile()))
    years = {(r.indicator_code, r.leeftijd): r.jaar for r in keys.itertuples()}
    assert years[("roken_enquete", "18+")] == 2020
    assert years[("roken_enquete", "19+")] == 2016


def test_a_group_of_gemeenten_is_weighted_and_its_error_propagated():
    # Three times as many people in GM0001: (3 x 30 + 1 x 20) / 4 = 27.5; SE = sqrt(9 + 1) / 4 = 0.7906
    profile = make_profile()
    people = profile.inwoners.copy()
    people.loc["GM0001", "18+"] = 3000
    found = add_up(read_survey(profile), people, ["GM0001", "GM0040"]).loc[ROKEN]
    assert found["waarde"] == pytest.approx(27.5)
    assert found["se"] == pytest.approx(np.sqrt(10) / 4, abs=1e-6)


def test_below_80_percent_coverage_there_is_no_figure():
    table = figures()
    missing = (table["gebied_code"].isin(REGION[:2])) & (table["indicator_code"] == "roken_enquete")
    found = add_up(read_survey(make_profile(table[~missing])), make_profile().inwoners, REGION).loc[ROKEN]
    assert np.isnan(found["waarde"])
    assert found["dekking"] == pytest.approx(0.6)
    assert "60%" in found["reden"]


def test_the_order_of_rows_is_irrelevant():
    table = figures()
    one, other = (make_profile(t) for t in (table, table.sample(frac=1, random_state=1)))
    pd.testing.assert_frame_equal(*(add_up(read_survey(p), p.inwoners, GEMEENTEN[5:10]) for p in (one, other)))
