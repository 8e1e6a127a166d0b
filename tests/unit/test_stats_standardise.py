"""Direct and indirect standardisation (METHODEN 7)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiobeeld.stats.standardise import (
    ESP2013,
    collapse_esp2013,
    direct_percentage,
    direct_rate,
    expected_cases,
    indirect_ratio,
)

calm = settings(deadline=None, max_examples=50, derandomize=True)

PERSONS, EVENTS, STANDARD = [1000, 2000, 500], [5, 40, 60], [5000, 3000, 2000]


def test_direct_rate_gives_the_oracle():
    # (0.5 x .005 + 0.3 x .020 + 0.2 x .120) = .0325
    result = direct_rate(EVENTS, PERSONS, STANDARD)
    assert (result.value, result.lower, result.upper) == pytest.approx((0.03250, 0.02610, 0.03990), abs=1e-4)


def test_dobson_interval_written_out():
    # var = .25 x 5/1000^2 + .09 x 40/2000^2 + .04 x 60/500^2 = 1.25e-6 + 0.9e-6 + 9.6e-6 = 1.175e-5; O = 105
    # Byar: 105(1 - 1/945 - 1.959964/(3 sqrt 105))^3 = 85.8778; 106(1 - 1/954 + 1.959964/(3 sqrt 106))^3 = 127.1100
    result = direct_rate(EVENTS, PERSONS, STANDARD, per=1000)
    scale = np.sqrt(1.175e-5 / 105)
    assert result.lower == pytest.approx(1000 * (0.0325 + scale * (85.8778 - 105)), abs=1e-4)
    assert result.upper == pytest.approx(1000 * (0.0325 + scale * (127.1100 - 105)), abs=1e-4)


def test_with_its_own_ages_as_standard_it_is_the_raw_rate_with_byars_interval():
    result = direct_rate(EVENTS, PERSONS, PERSONS)
    assert result.value == pytest.approx(105 / 3500)
    assert (result.lower, result.upper) == pytest.approx((85.8778 / 3500, 127.1100 / 3500), abs=1e-6)


def test_a_percentage_of_two_age_groups_by_hand():
    # 60 % young and 40 % old here, 80-20 in the standard; cells 10 and 30 %, so raw .6 x 10 + .4 x 30 = 18.
    # Standardised .8 x 10 + .2 x 30 = 14; SE sqrt((.8 x 1)^2 + (.2 x 2)^2) = sqrt(.8) = 0.8944
    found = direct_percentage(18, [10, 30], [1, 2], [600, 400], [8000, 2000])
    assert (found.value, found.se) == pytest.approx((14, 0.8944), abs=1e-4)


def test_a_percentage_is_the_direct_rate_of_its_cells():
    # The oracle of `direct_rate` in per cents: cells 0.5, 2 and 12 %, raw 105 / 3500 = 3 %
    found = direct_percentage(3, [0.5, 2, 12], [0.1] * 3, PERSONS, STANDARD)
    assert found.value == pytest.approx(100 * direct_rate(EVENTS, PERSONS, STANDARD).value, abs=1e-4)


def test_what_the_published_figure_and_its_cells_differ_stays():
    # Published 18.3 instead of 18: the remainder of 0.3 is not a matter of age.
    found = direct_percentage([18.3, 18.0], [[10, 30]] * 2, np.nan, [600, 400], [8000, 2000])
    assert found.value == pytest.approx([14.3, 14])
    assert np.isnan(found.se).all()


def test_a_percentage_lacks_what_its_cells_lack():
    cells, persons = [[10, None], [10, 30], [10, 30]], [[600, 400], [600, None], [0, 0]]
    assert np.isnan(direct_percentage(18, cells, 1.0, persons, [8000, 2000]).value).all()
    with pytest.raises(ValueError):
        direct_percentage(18, [10, 30], 1.0, [-1, 2], [1, 1])


@calm
@given(
    raw=st.floats(0, 100),
    cells=st.lists(st.tuples(st.floats(0, 100), st.integers(1, 9000)), min_size=2, max_size=6),
    factor=st.floats(0.1, 50),
)
def test_the_standard_population_keeps_its_own_figure(raw, cells, factor):
    values, persons = map(np.array, zip(*cells, strict=True))
    found = direct_percentage(raw, values, 1.0, persons, factor * persons)
    assert found.value == pytest.approx(raw, abs=1e-9)
    backwards = direct_percentage(raw, values[::-1], 1.0, persons[::-1], persons[::-1])
    assert backwards.se == pytest.approx(found.se)


def test_indirect_ratio_gives_the_oracle():
    # expected 1000 x .004 + 2000 x .018 + 500 x .10 = 4 + 36 + 50 = 90
    rates = [0.004, 0.018, 0.10]
    assert expected_cases(PERSONS, rates) == pytest.approx(90)
    result = indirect_ratio(105, PERSONS, rates)
    assert (result.value, result.lower, result.upper) == pytest.approx((1.1667, 0.9542, 1.4123), abs=1e-4)


def test_a_few_cases_get_exact_limits():
    # 4 cases, exact: 1.0899-10.2416; expected 2
    result = indirect_ratio(4, [100], [0.02])
    assert (result.value, result.lower, result.upper) == pytest.approx((2, 0.5449, 5.1208), abs=1e-4)


@pytest.mark.parametrize(
    ("events", "persons", "word"),
    [
        ([5, None, 60], PERSONS, "elke leeftijdsgroep"),
        ([5, 40, 60], [1000, 0, 500], "wonen geen mensen"),
        ([1, 4, 4], PERSONS, "minder dan 10 gevallen"),
        ([], [], "elke leeftijdsgroep"),
    ],
)
def test_no_value_but_a_reason_where_the_method_does_not_hold(events, persons, word):
    result = direct_rate(events, persons, STANDARD[: len(events)])
    assert (result.value, result.lower, result.upper) == (None, None, None)
    assert word in result.reason_nl


def test_an_age_group_without_weight_may_be_empty_of_people():
    assert direct_rate([*EVENTS, 0], [*PERSONS, 0], [*STANDARD, 0]).value == pytest.approx(0.0325)


def test_no_ratio_without_cases_cells_or_expectation():
    for observed, persons, rates in [(None, [10], [0.1]), (5, [None], [0.1]), (5, [10], [0])]:
        assert indirect_ratio(observed, persons, rates).value is None


def test_negative_input_is_refused():
    with pytest.raises(ValueError):
        direct_rate([-1], [10], [1])
    with pytest.raises(ValueError):
        expected_cases([10], [-0.1])


def test_the_european_standard_population_counts_a_hundred_thousand():
    # Anchors from the Eurostat publication: 19.5 % is 65 and over, 2.5 % is 85 and over
    assert sum(ESP2013.values()) == sum(collapse_esp2013().values()) == 100_000
    assert len(ESP2013) == 21
    assert len(collapse_esp2013()) == 19
    old = ["65-69", "70-74", "75-79", "80-84", "85-89", "90-94", "95+"]
    assert sum(ESP2013[age] for age in old) == 19_500
    assert collapse_esp2013()["90+"] == 1000
    assert next(iter(collapse_esp2013())) == "0-4"


@calm
@given(
    cells=st.lists(
        st.tuples(
            st.integers(min_value=4, max_value=300),
            st.integers(min_value=400, max_value=9000),
            st.integers(min_value=1, max_value=9000),
        ),
        min_size=3,
        max_size=8,
    )
)
def test_a_standardised_rate_lies_among_its_cells_and_inside_its_interval(cells):
    events, persons, standard = map(list, zip(*cells, strict=True))
    result = direct_rate(events, persons, standard)
    rates = [x / n for x, n in zip(events, persons, strict=True)]
    assert min(rates) - 1e-12 <= result.value <= max(rates) + 1e-12
    assert 0 <= result.lower <= result.value <= result.upper
    backwards = direct_rate(events[::-1], persons[::-1], standard[::-1])
    assert backwards.value == pytest.approx(result.value)
