"""Comparable areas: nearest, explained and stable (METHODEN 11)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import mahalanobis

from regiobeeld.stats.similar import choose_method, differs_in, distances_to, find_similar, prepare_features

calm = settings(deadline=None, max_examples=20, derandomize=True)


def make_areas(count: int = 40, seed: int = 3) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "bevolking": np.exp(rng.normal(10, 1, count)),
            "ouderen": rng.normal(20, 3, count),
            "dichtheid": rng.normal(3, 1, count),
            "ses": rng.normal(0, 1, count),
        },
        index=[f"GM{i:04d}" for i in range(count)],
    )


def test_plain_distance_by_hand():
    # a: -1, 0, 1 after scaling by sd sqrt(2/3) = .8165 -> -1.2247, 0, 1.2247; b: the same reversed
    scores = prepare_features(pd.DataFrame({"a": [1, 2, 3], "b": [30, 20, 10]}, index=list("xyz")))
    distance = distances_to(scores, "x", "euclidisch")
    assert distance.to_dict() == pytest.approx({"y": np.sqrt(3), "z": 2 * np.sqrt(3)})


def test_population_counts_by_its_logarithm():
    scores = prepare_features(pd.DataFrame({"n": [10, 100, 1000, 0]}), log=["n"])
    assert scores["n"].tolist()[:3] == pytest.approx([-1.2247, 0, 1.2247], abs=1e-4)
    assert np.isnan(scores["n"].iloc[3])


def test_mahalanobis_agrees_with_scipy():
    features = make_areas()
    features["huishoudens"] = features["bevolking"] / 2 + np.arange(40)
    scores = prepare_features(features)
    assert choose_method(scores) == "mahalanobis"
    inverse = np.linalg.inv(np.corrcoef(scores.to_numpy(), rowvar=False))
    theirs = mahalanobis(scores.loc["GM0000"], scores.loc["GM0007"], inverse)
    assert distances_to(scores, "GM0000", "mahalanobis")["GM0007"] == pytest.approx(theirs)


def test_a_feature_given_twice_counts_once():
    features = make_areas()
    once = find_similar(features.assign(huishoudens=features["bevolking"] * 2), "GM0000")
    assert once.method == "mahalanobis"
    plain = distances_to(prepare_features(features), "GM0000", "mahalanobis")
    assert once.neighbours["afstand"].to_dict() == pytest.approx(plain.nsmallest(10).to_dict())


def test_ten_nearest_with_stability_and_differences():
    result = find_similar(make_areas(), "GM0005", log=["bevolking"])
    table = result.neighbours
    assert len(table) == 10
    assert table["afstand"].is_monotonic_increasing
    assert "GM0005" not in table.index
    assert result.method == "euclidisch"
    assert result.features == ("bevolking", "ouderen", "dichtheid", "ses")
    assert result.stability == pytest.approx(table["blijft"].mean())
    assert table["blijft"].between(0, 1).all()


def test_a_twin_stays_whichever_feature_is_left_out():
    features = make_areas()
    features.loc["GM0039"] = features.loc["GM0005"] * 1.0001
    table = find_similar(features, "GM0005").neighbours
    assert table.index[0] == "GM0039"
    assert table["blijft"].iloc[0] == 1
    assert table["verschilt_in"].iloc[0] == ()


def test_differences_are_named_largest_first():
    scores = pd.DataFrame({"a": [0, 0.5], "b": [0, -2.0], "c": [0, 1.0]}, index=["x", "y"])
    assert differs_in(scores, "x", "y") == (("b", -2.0), ("c", 1.0))


def test_excluded_areas_are_never_chosen():
    features = make_areas()
    first = find_similar(features, "GM0005").neighbours.index[0]
    assert first not in find_similar(features, "GM0005", exclude=[first, "GM9999"]).neighbours.index


def test_missing_features_are_dropped_or_keep_an_area_out():
    features = make_areas()
    features.loc["GM0005", "ses"] = None
    features.loc["GM0006", "ouderen"] = None
    result = find_similar(features, "GM0005", count=38)
    assert result.dropped == ("ses",)
    assert "GM0006" not in result.neighbours.index


@pytest.mark.parametrize(
    ("features", "count", "word"),
    [
        (make_areas().assign(ses=None, dichtheid=None), 10, "te weinig kenmerken"),
        (make_areas(8), 10, "maar 7 gebieden"),
    ],
)
def test_refused_with_a_reason(features, count, word):
    result = find_similar(features, "GM0005", count)
    assert result.neighbours.empty
    assert result.stability is None
    assert word in result.reason_nl


def test_an_unknown_area_is_a_bug():
    with pytest.raises(KeyError):
        find_similar(make_areas(), "GM9999")


@calm
@given(seed=st.integers(min_value=0, max_value=20))
def test_order_of_rows_and_units_are_irrelevant(seed):
    features = make_areas()
    shuffled = features.sample(frac=1, random_state=seed) * [1, 100, 0.5, 7]
    first, second = find_similar(features, "GM0001"), find_similar(shuffled, "GM0001")
    assert first.neighbours.index.tolist() == second.neighbours.index.tolist()
    assert first.stability == pytest.approx(second.stability)
