"""The guards of METHODEN 0: what a figure can carry depends on how it was made."""

from __future__ import annotations

from itertools import product
from typing import get_args

import numpy as np
import pandas as pd
import pytest

from regiobeeld.stats.guards import Kind, Operation, allowed, allowed_together, decide, is_noise


@pytest.mark.parametrize("operation", ["klasse", "trend", "effect", "rangorde", "regressie", "verwacht"])
def test_a_model_estimate_without_margins_carries_no_conclusion(operation):
    decision = allowed("modelschatting", operation)
    assert not decision.allowed
    assert "model" in decision.reason_nl


def test_margins_open_classes_for_a_model_estimate_but_never_trend_effect_or_order():
    assert allowed("modelschatting", "klasse", has_margins=True).allowed
    for operation in ("trend", "effect", "rangorde", "regressie", "vergelijking_bronnen"):
        assert not allowed("modelschatting", operation, has_margins=True).allowed


def test_a_crossing_of_model_estimates_is_allowed_with_a_warning():
    decision = allowed("modelschatting", "kruising")
    assert decision.allowed
    assert decision.code == "model_let_op"
    assert "bewijst geen verband" in decision.reason_nl


@pytest.mark.parametrize("operation", ["klasse", "trend", "effect", "rangorde"])
def test_a_survey_needs_its_published_margins(operation):
    assert not allowed("enquete", operation).allowed
    assert allowed("enquete", operation, has_margins=True).allowed


@pytest.mark.parametrize("operation", ["klasse", "trend", "effect", "rangorde", "regressie", "verwacht"])
def test_a_projection_is_never_tested(operation):
    assert not allowed("prognose", operation, has_margins=True).allowed


def test_the_margin_of_a_count_is_explained_as_chance_from_year_to_year():
    decision = allowed("telling", "interval", has_margins=True)
    assert decision.allowed
    assert "toeval van jaar tot jaar" in decision.reason_nl


@pytest.mark.parametrize(
    ("soort", "operation", "margins"), list(product(get_args(Kind), get_args(Operation), [True, False]))
)
def test_every_refusal_has_a_sentence_and_a_code_and_more_margins_never_close_a_door(soort, operation, margins):
    decision = allowed(soort, operation, margins)
    assert decision.code
    if not decision.allowed:
        assert decision.reason_nl.endswith(".")
        assert decision.code != "ok"
    assert allowed(soort, operation, True).allowed >= decision.allowed


def test_an_unknown_kind_or_operation_is_a_bug_not_a_permission():
    with pytest.raises(ValueError):
        allowed("gok", "klasse")
    with pytest.raises(ValueError):
        allowed("telling", "toveren")


def test_model_estimates_and_survey_never_stand_in_one_comparison():
    assert not allowed_together(["gezondheid_wijk", "monitor"], ["modelschatting", "enquete"]).allowed
    assert not allowed_together(["monitor", "jongvolwassenen"], ["enquete", "enquete"]).allowed
    assert allowed_together(["monitor", "monitor"], ["enquete", "enquete"]).allowed
    registers = allowed_together(["kerncijfers", "bevolking"], ["telling", "telling"])
    assert registers.allowed
    assert registers.reason_nl == "De cijfers komen uit verschillende registraties."


def test_a_whole_column_keeps_its_index():
    soorten = pd.Series(["enquete", "modelschatting", "enquete"], index=["a", "b", "c"])
    table = decide(soorten, "klasse", [True, False, False])
    assert table["toegestaan"].to_dict() == {"a": True, "b": False, "c": False}
    assert table.loc["b", "code"] == "model_zonder_marges"
    assert table.loc["a", "reden"] == ""


def test_small_differences_between_model_estimates_are_noise():
    assert is_noise("modelschatting", [1.9, 2.0, -2.1, None]).tolist() == [True, False, False, True]
    assert is_noise("enquete", [0.1, np.nan]).tolist() == [False, True]
    assert is_noise(["enquete", "modelschatting"], [1.0, 1.0]).tolist() == [False, True]
