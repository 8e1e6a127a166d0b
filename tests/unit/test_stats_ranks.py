"""An index with classes and rank intervals instead of bare ranks (METHODEN 13)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from regiobeeld.stats.ranks import class_of_rank, rank_areas

WEIGHTS = {"roken": 2.0, "eenzaam": 1.0}


def make_scores(count: int = 20, seed: int = 5) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.DataFrame(rng.normal(size=(count, 2)), columns=list(WEIGHTS))


def test_the_index_is_the_weighted_mean():
    scores = pd.DataFrame({"roken": [1.0, 0.0], "eenzaam": [-2.0, 3.0]})
    assert rank_areas(scores, WEIGHTS)["index"].tolist() == pytest.approx([0, 1])


def test_without_any_doubt_the_interval_is_the_rank_itself():
    scores = make_scores()
    table = rank_areas(scores, WEIGHTS, spread=0.0, draws=5)
    ranks = (scores @ pd.Series(WEIGHTS)).rank(ascending=False)
    assert table["rang_van"].tolist() == table["rang_tot"].tolist() == ranks.tolist()
    assert (table["zeker"] == 1).all()
    assert table["klasse"].value_counts().to_dict() == dict.fromkeys(range(1, 6), 4)


def test_the_highest_fifth_is_class_five():
    assert class_of_rank(np.array([1.0, 4, 5, 20]), 20).tolist() == [5, 5, 4, 1]


def test_more_error_gives_wider_intervals_around_the_rank():
    scores = make_scores()
    error = pd.DataFrame(0.8, index=scores.index, columns=scores.columns)
    narrow, wide = rank_areas(scores, WEIGHTS), rank_areas(scores, WEIGHTS, error)
    widths = [(table["rang_tot"] - table["rang_van"]).mean() for table in (narrow, wide)]
    assert widths[1] > 2 * widths[0]
    assert wide["zeker"].mean() < narrow["zeker"].mean()


def test_two_equal_areas_cannot_be_ordered():
    scores = pd.DataFrame({"roken": [0.0] * 10, "eenzaam": [0.0] * 10})
    error = pd.DataFrame(1.0, index=scores.index, columns=scores.columns)
    table = rank_areas(scores, WEIGHTS, error)
    assert (table["rang_van"] == 1).all()
    assert (table["rang_tot"] == 10).all()


def test_a_seed_makes_it_repeatable():
    pd.testing.assert_frame_equal(rank_areas(make_scores(), WEIGHTS), rank_areas(make_scores(), WEIGHTS))


def test_an_area_without_a_component_takes_no_place():
    scores = make_scores()
    scores.loc[3, "roken"] = np.nan
    table = rank_areas(scores, WEIGHTS)
    assert table.loc[3].isna().all()
    assert table["rang_tot"].max() == 19
    assert rank_areas(scores.loc[[3]], WEIGHTS).isna().all(axis=None)


@pytest.mark.parametrize("weights", [{"roken": -1.0, "eenzaam": 2.0}, {"roken": 0.0}])
def test_impossible_weights_are_refused(weights):
    with pytest.raises(ValueError):
        rank_areas(make_scores(), weights)


def test_an_unknown_component_is_a_bug():
    with pytest.raises(KeyError):
        rank_areas(make_scores(), {"drank": 1.0})
