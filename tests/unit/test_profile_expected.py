"""Observed beside expected: a region predicted from outside it, against statsmodels and by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from profile_example import GEMEENTEN, figures, make_profile
from regiobeeld.judgement.expected import (
    Prediction,
    expect_gemeenten,
    expect_region,
    inflation,
    predict_groups,
    prepare_fit,
    weights_from,
)


def drawn(seed: int = 3, areas: int = 60) -> tuple[pd.Series, pd.DataFrame, pd.Series]:
    rng = np.random.default_rng(seed)
    x = pd.DataFrame(rng.normal(size=(areas, 2)), columns=["ses", "ouderen"])
    w = pd.Series(rng.uniform(0.5, 3, areas))
    y = pd.Series(20 - 2 * x["ses"] + x["ouderen"] + rng.normal(size=areas) / np.sqrt(w))
    return y, x, w


def test_a_group_is_predicted_as_statsmodels_would_from_all_others():
    y, x, w = drawn()
    people = np.zeros((1, 60))
    people[0, :3] = [100, 300, 600]
    found = predict_groups(prepare_fit(y, x, w), people)
    share = np.array([0.1, 0.3, 0.6])
    model = sm.WLS(y[3:], sm.add_constant(x[3:]), weights=w[3:]).fit()
    mean = share @ sm.add_constant(x).to_numpy()[:3]
    variance = mean @ model.cov_params().to_numpy() @ mean + model.scale * (share**2 / w[:3]).sum()
    assert found.expected[0] == pytest.approx(float(mean @ model.params.to_numpy()), abs=1e-8)
    assert found.se[0] == pytest.approx(float(np.sqrt(variance)), abs=1e-8)
    assert found.freedom[0] == model.df_resid
    assert found.observed[0] == pytest.approx(float(share @ y[:3]))


def test_gemeenten_without_a_figure_do_not_count():
    y, x, w = drawn()
    people = np.zeros((1, 60))
    people[0, :3] = 1
    y[1] = np.nan
    fewer = predict_groups(prepare_fit(y.drop(1), x.drop(1), w.drop(1)), np.delete(people, 1, axis=1))
    assert predict_groups(prepare_fit(y, x, w), people).expected == pytest.approx(fewer.expected)


def test_fewer_than_30_gemeenten_outside_is_refused():
    y, x, w = drawn()
    people = np.zeros((1, 60))
    people[0, :31] = 1
    assert np.isnan(predict_groups(prepare_fit(y, x, w), people).expected).all()


def test_the_interval_is_widened_when_neighbours_resemble_each_other():
    # Test values 1, -3 and 2: sqrt((1 + 9 + 4) / 3) = 2.1602
    zeros = np.zeros(3)
    groups = Prediction(np.array([1.0, -3.0, 2.0]), zeros, np.ones(3), np.full(3, 30.0))
    assert inflation(groups) == pytest.approx(np.sqrt(14 / 3))
    assert inflation(groups._replace(observed=zeros + 0.1)) == 1
    assert inflation(groups._replace(se=zeros * np.nan)) == 1


def test_weights_hold_what_gemeenten_really_differ_and_their_error():
    # Four residuals of +-2 around 0 with nothing to predict them: sum of squares 4 x 4 = 16, 3 degrees of freedom,
    # so 5.333 between and within; less the noise 1 = 4.333; weight 1 / (4.333 + 1)
    y = pd.Series([2.0, -2.0, 2.0, -2.0])
    flat = pd.DataFrame(index=y.index)
    found = weights_from(y, pd.Series(1.0, index=y.index), flat, y)
    assert found.tolist() == pytest.approx([1 / (16 / 3)] * 4)


def test_without_margins_the_inhabitants_are_the_weight():
    y = pd.Series([1.0, 2.0])
    people = pd.Series([5.0, 7.0])
    assert weights_from(y, y * np.nan, pd.DataFrame(index=y.index), people).tolist() == [5, 7]


def test_a_region_that_stands_out_lies_outside_its_interval():
    table = expect_region(make_profile())
    row = table.loc[("roken_enquete", "18+")]
    assert row["verwacht"] == pytest.approx(20, abs=0.2)
    assert row["afwijking"] == pytest.approx(10, abs=0.2)
    assert row["ondergrens"] < row["verwacht"] < row["bovengrens"] < row["waarde"]
    assert row["stap"] == 1


def test_what_is_not_expected_says_why():
    table = expect_region(make_profile())
    assert table.loc[("roken", "18+"), "code"] == "model_geen_verwacht"
    assert "rekenmodel" in table.loc[("roken", "18+"), "reden"]
    assert table.loc[("bevolking", "totaal"), "code"] == "geen_enquete"
    assert table.loc[("bevolking", "totaal"), "verwacht"] != table.loc[("bevolking", "totaal"), "verwacht"]


def test_nothing_is_expected_of_the_whole_country():
    table = expect_region(make_profile(region=GEMEENTEN, code="NL"))
    assert table.loc[("roken_enquete", "18+"), "code"] == "heel_nederland"
    assert table["verwacht"].isna().all()


def test_one_gemeente_gets_the_leave_one_out_prediction():
    profile = make_profile(region=("GM0001",), code="GM0001")
    whole = expect_gemeenten(profile, "roken_enquete", "18+", 2020).table.loc["GM0001"]
    row = expect_region(profile).loc[("roken_enquete", "18+")]
    assert row["verwacht"] == whole["verwacht"]
    assert row["bovengrens"] == whole["bovengrens"]


def test_too_few_gemeenten_with_a_figure_is_a_refusal():
    table = figures()
    known = (table["indicator_code"] != "roken_enquete") | table["gebied_code"].isin(GEMEENTEN[:20])
    row = expect_region(make_profile(table[known])).loc[("roken_enquete", "18+")]
    assert row["code"] == "te_weinig_gemeenten"
