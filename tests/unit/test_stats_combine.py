"""A region from its gemeenten: value, propagated error, coverage and refusal (METHODEN 3)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiobeeld.stats.combine import combine, combine_groups

calm = settings(deadline=None, max_examples=20, derandomize=True)

areas = st.lists(
    st.tuples(
        st.floats(min_value=0, max_value=100),
        st.floats(min_value=1, max_value=1e6),
        st.floats(min_value=0.1, max_value=9),
    ),
    min_size=1,
    max_size=12,
)


def test_two_gemeenten_by_hand():
    # w = 0.75, 0.25; p = 0.75 x 20 + 0.25 x 40 = 25; SE = sqrt(0.5625 x 4 + 0.0625 x 16) = sqrt(3.25) = 1.8028
    region = combine([20, 40], [30_000, 10_000], [2, 4])
    assert (region.value, region.coverage, region.reason_nl) == (25, 1, "")
    assert region.se == pytest.approx(1.8028, abs=1e-4)


def test_the_error_equals_that_of_one_survey_over_all():
    # Two independent samples of 400 at p = 50 %, equal weights: the same as one sample of 800.
    se = 100 * np.sqrt(0.25 / 400)
    assert combine([50, 50], [1, 1], [se, se]).se == pytest.approx(100 * np.sqrt(0.25 / 800))


def test_a_gemeente_without_a_figure_lowers_the_coverage():
    region = combine([20, None], [90, 10], [2, None])
    assert (region.value, region.se, region.coverage) == (20, 2, 0.9)


def test_below_eighty_per_cent_there_is_no_value_but_a_reason():
    region = combine([20, None], [79.9, 20.1], [2, 1])
    assert (region.value, region.se) == (None, None)
    assert region.coverage == pytest.approx(0.799)
    assert region.reason_nl == (
        "Voor 79% van de inwoners is er een cijfer; onder 80% geven we geen cijfer voor de regio."
    )


def test_exactly_eighty_per_cent_is_enough():
    assert combine([20, None], [0.8, 0.2]).value == pytest.approx(20)


def test_one_missing_error_makes_the_error_unknown():
    assert combine([20, 30], [50, 50], [2, None]).se is None
    assert combine([20, 30], [50, 50]).se is None


def test_an_unknown_population_makes_the_coverage_unknowable():
    region = combine([20, 30], [50, None], [2, 2])
    assert (region.value, region.coverage) == (None, None)
    assert region.reason_nl == "Van 1 van de gebieden is niet bekend hoeveel inwoners er wonen."


def test_a_group_without_inhabitants_has_no_figure():
    assert combine([20], [0]).reason_nl == "In deze gebieden wonen geen inwoners van deze groep."
    assert combine([], []).reason_nl == "Er zijn geen gebieden om samen te voegen."


def test_a_negative_weight_is_refused():
    with pytest.raises(ValueError):
        combine([20, 30], [50, -1])


def test_many_regions_and_indicators_at_once():
    frame = pd.DataFrame(
        {
            "regio": ["A", "A", "B", "B"],
            "indicator": ["roken"] * 4,
            "waarde": [10, 20, 30, None],
            "gewicht": [1, 1, 1, 3],
        }
    )
    result = combine_groups(frame, ["regio", "indicator"])
    assert result.loc[("A", "roken"), "waarde"] == 15
    assert np.isnan(result.loc[("B", "roken"), "waarde"])
    assert result["dekking"].tolist() == [1, 0.25]
    assert result["se"].isna().all()


@calm
@given(rows=areas)
def test_the_value_lies_between_its_parts_and_order_is_irrelevant(rows):
    values, weights, errors = map(list, zip(*rows, strict=True))
    region = combine(values, weights, errors)
    backwards = combine(values[::-1], weights[::-1], errors[::-1])
    assert min(values) - 1e-9 <= region.value <= max(values) + 1e-9
    assert (backwards.value, backwards.se) == pytest.approx((region.value, region.se))


@calm
@given(rows=areas.filter(lambda rows: len(rows) > 2), cut=st.integers(min_value=1, max_value=11))
def test_a_partition_aggregates_to_the_whole(rows, cut):
    """Gemeenten -> two subregions -> region gives the same as gemeenten -> region."""
    frame = pd.DataFrame(rows, columns=["waarde", "gewicht", "se"])
    frame["deel"] = np.arange(len(frame)) < min(cut, len(frame) - 1)
    parts = combine_groups(frame, ["deel"]).assign(gewicht=frame.groupby("deel")["gewicht"].sum())
    whole = combine(frame["waarde"], frame["gewicht"], frame["se"])
    again = combine(parts["waarde"], parts["gewicht"], parts["se"])
    assert (again.value, again.se) == pytest.approx((whole.value, whole.se))
