"""Robustness stamps and the choice of key messages."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiobeeld.stats.robust import (
    list_alternatives,
    score_messages,
    select_messages,
    weigh_message,
)

calm = settings(deadline=None, max_examples=20, derandomize=True)


def make_messages() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "indicator_code": ["roken", "overgewicht", "eenzaam", "stress", "bevolking"],
            "thema": ["leefstijl", "leefstijl", "meedoen", "mentaal", "bevolking"],
            "verschil_sd": [1.0, -2.5, 1.0, 0.3, None],
            "stap": [2, -1, None, 0, 2],
            "robuust": [1.0, 0.5, None, 1.0, 1.0],
            "toetswaarde": [2.0, None, 0.0, 3.0, 1.0],
        }
    )


def test_twelve_alternatives_from_three_choices():
    choices = {"vergelijking": ["NL", "rest van NL"], "jaar": ["2016", "2020"], "gewicht": ["a", "b", "c"]}
    alternatives = list_alternatives(choices)
    assert len(alternatives) == 12
    assert alternatives["NL, 2016, b"] == {"vergelijking": "NL", "jaar": "2016", "gewicht": "b"}


def test_holds_in_eleven_of_twelve():
    outcomes = {f"keuze {i}": 1.0 for i in range(11)} | {"jaar 2016": 0.0}
    result = weigh_message(2, outcomes)
    assert result.text_nl == "houdt stand in 11 van 12"
    assert result.broken_by == ("jaar 2016",)
    assert result.share == pytest.approx(11 / 12)


def test_the_opposite_sign_and_no_difference_both_break_a_message():
    assert weigh_message(1, {"a": -1, "b": 0, "c": 2}).holds == 1
    assert weigh_message(0, {"a": -1, "b": 0}).holds == 1


def test_an_alternative_that_cannot_be_computed_does_not_count():
    assert weigh_message(1, {"a": None, "b": np.nan, "c": 1}).text_nl == "houdt stand in 1 van 1"
    nothing = weigh_message(None, {"a": 1})
    assert (nothing.share, nothing.text_nl) == (None, "niet na te gaan")


def test_scores_by_hand():
    scored = score_messages(make_messages()).set_index("indicator_code")
    # roken 1/2 x 1 x (0.25 + 0.75); overgewicht 1 x 0.7 x 0.5 x 0.5; eenzaam 1/2 x 0.3 x 0.25; stress: chance
    assert scored["score"].to_dict() == pytest.approx(
        {"roken": 0.5, "overgewicht": 0.175, "eenzaam": 0.0375, "stress": 0, "bevolking": np.nan}, nan_ok=True
    )


def test_only_the_difference_is_required():
    scored = score_messages(pd.DataFrame({"indicator_code": ["x"], "verschil_sd": [4.0]}))
    assert scored["score"].tolist() == pytest.approx([1 * 0.3 * 0.5])


def test_a_subject_of_half_the_weight_has_half_the_score():
    scored = score_messages(pd.DataFrame({"verschil_sd": [2.0, 2.0], "stap": [1, 1], "gewicht": [0.5, None]}))
    assert scored["score"].tolist() == pytest.approx([0.175, 0.35])  # 1 x 0.7 x 0.5 (no expectation) x weight


def test_noise_is_never_a_message():
    messages = make_messages().assign(ruis=[True, False, False, False, False])
    assert "roken" not in select_messages(messages)["indicator_code"].tolist()


def test_best_first_without_chance_and_without_missing():
    assert select_messages(make_messages())["indicator_code"].tolist() == ["roken", "overgewicht", "eenzaam"]
    assert select_messages(make_messages(), count=1)["indicator_code"].tolist() == ["roken"]


def test_no_theme_takes_all_the_places():
    chosen = select_messages(make_messages(), per_group=1)
    assert chosen["indicator_code"].tolist() == ["roken", "eenzaam"]
    no_theme = make_messages().drop(columns="thema")
    assert len(select_messages(no_theme, per_group=1)) == 3


def test_equal_scores_go_by_code():
    messages = pd.DataFrame({"indicator_code": ["b", "c", "a"], "verschil_sd": [1.0] * 3, "stap": [1] * 3})
    assert select_messages(messages)["indicator_code"].tolist() == ["a", "b", "c"]


@calm
@given(order=st.permutations(range(5)))
def test_order_of_rows_is_irrelevant(order):
    chosen = select_messages(make_messages().iloc[order])
    assert chosen["indicator_code"].tolist() == ["roken", "overgewicht", "eenzaam"]
