"""SII, RII, PAR and the "als iedereen ..." number over SES groups (METHODEN 8)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiobeeld.stats.inequality import (
    attributable_share,
    ladder,
    measure_inequality,
    slope_index,
    summarise_groups,
)

calm = settings(deadline=None, max_examples=50, derandomize=True)

SMOKING = [26.0, 22.0, 19.0, 17.0, 12.0]
EQUAL = [1.0] * 5


def test_slope_by_hand():
    # ranks .1 .3 .5 .7 .9 around .5: sum r y = -.4x26 - .2x22 + .2x17 + .4x12 = -6.6; sum r^2 = .4; slope -16.5
    assert ladder(EQUAL) == pytest.approx([0.1, 0.3, 0.5, 0.7, 0.9])
    assert slope_index(SMOKING, EQUAL) == pytest.approx(-16.5)


def test_slope_is_weighted_regression_on_the_ladder():
    import statsmodels.api as sm

    shares = [30_000, 18_000, 21_000, 25_000, 9_000]
    model = sm.WLS(SMOKING, sm.add_constant(ladder(shares)), weights=shares).fit()
    assert slope_index(SMOKING, shares) == pytest.approx(model.params[1])


def test_population_attributable_share_is_the_formula_with_relative_risks():
    shares = np.array([0.3, 0.2, 0.2, 0.2, 0.1])
    excess = (shares * (np.array(SMOKING) / 12 - 1)).sum()
    assert attributable_share(SMOKING, shares) == pytest.approx(excess / (1 + excess))


def test_all_measures_together_by_hand():
    # mean 19.2; RII -16.5 / 19.2 = -0.859375; PAR (19.2 - 12) / 19.2 = 0.375; 7.2 % of 10 000 persons = 720
    result = measure_inequality(SMOKING, EQUAL, population=10_000)
    assert result.mean == pytest.approx(19.2)
    assert result.sii == pytest.approx((-16.5, None, None))
    assert result.rii.value == pytest.approx(-0.859375)
    assert result.par.value == pytest.approx(0.375)
    assert result.par_persons.value == pytest.approx(720)


def test_simulated_interval_agrees_with_the_exact_one():
    # The slope is linear: SE = sqrt(sum (r_i / .4)^2 SE^2) = 1 x sqrt(.4) / .4 = 1.5811; +- 1.96 SE = 3.0990
    result = measure_inequality(SMOKING, EQUAL, se=[1.0] * 5)
    assert result.sii.lower == pytest.approx(-16.5 - 3.0990, abs=0.1)
    assert result.sii.upper == pytest.approx(-16.5 + 3.0990, abs=0.1)
    assert result == measure_inequality(SMOKING, EQUAL, se=[1.0] * 5)


def test_no_gradient_no_inequality():
    result = measure_inequality([20] * 5, EQUAL, se=[1] * 5, population=1000)
    assert (result.sii.value, result.par.value, result.par_persons.value) == pytest.approx((0, 0, 0))
    assert result.sii.lower < 0 < result.sii.upper


def test_a_missing_standard_error_gives_no_interval():
    assert measure_inequality(SMOKING, EQUAL, se=[1, 1, None, 1, 1]).sii.lower is None


@pytest.mark.parametrize(
    ("values", "shares"),
    [
        ([26, None, 19, 17, 12], EQUAL),
        (SMOKING, [1, 1, None, 1, 1]),
        (SMOKING, [1, 1, 0, 1, 1]),
        ([26, 12], [1, 1]),
        ([0.0] * 5, EQUAL),
    ],
)
def test_refused_with_a_reason(values, shares):
    result = measure_inequality(values, shares, population=100)
    assert (result.sii, result.rii, result.par, result.par_persons, result.mean) == (None,) * 5
    assert result.reason_nl.endswith(".")


def test_a_negative_population_is_refused():
    with pytest.raises(ValueError):
        measure_inequality(SMOKING, [1, 1, 1, 1, -1])


def test_areas_are_summed_per_group():
    # group 1: (10 x 1 + 20 x 3) / 4 = 17.5, SE sqrt(1 x 4 + 9 x 4) / 4 = 1.5811; one SE of group 2 is not known
    table = summarise_groups([10, 20, 30, None, 50], [1, 3, 2, 5, 1], [1, 1, 2, 2, None], [2, 2, None, 1, 1])
    assert table["waarde"].tolist() == [17.5, 30]
    assert table["bevolking"].tolist() == [4, 2]
    assert table["gebieden"].tolist() == [2, 1]
    assert table.loc[1, "se"] == pytest.approx(1.5811, abs=1e-4)
    assert np.isnan(table.loc[2, "se"])


@calm
@given(
    values=st.lists(st.floats(min_value=1, max_value=99), min_size=5, max_size=5),
    shares=st.lists(st.floats(min_value=0.1, max_value=10), min_size=5, max_size=5),
)
def test_the_ladder_upside_down_only_turns_the_sign(values, shares):
    assert slope_index(values[::-1], shares[::-1]) == pytest.approx(-slope_index(values, shares), abs=1e-8)
    assert attributable_share(values, shares) <= 1
