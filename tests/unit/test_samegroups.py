"""A column that repeats another age group is refused, by name."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from regiobeeld.errors import ContractError
from regiobeeld.observations.repeated_groups import ENOUGH_AREAS, refuse_repeated_ages


def table(areas: int, total: list[float], older: list[float]) -> pd.DataFrame:
    """One indicator with figures of all adults and of people of 65 and over."""
    codes = [f"GM{n:04d}" for n in range(areas)]
    parts = [
        pd.DataFrame({"gebied_code": codes, "leeftijd": age, "waarde": values})
        for age, values in (("19+", total), ("65+", older))
    ]
    fixed = {"tabel_code": "83674NED", "indicator_code": "krijgt_mantelzorg", "periode_start": 2016}
    return pd.concat(parts).assign(**fixed, geslacht="totaal", uitsplitsing="totaal")


FIGURES = [float(n) for n in range(ENOUGH_AREAS)]


def test_all_ages_that_repeat_one_group_are_named() -> None:
    with pytest.raises(
        ContractError, match=r"krijgt_mantelzorg: 19\+ en 65\+ hebben in alle 10 gebieden dezelfde"
    ):
        refuse_repeated_ages(table(ENOUGH_AREAS, FIGURES, FIGURES), "monitor")


def test_a_gap_in_one_of_both_hides_nothing() -> None:
    holes = table(ENOUGH_AREAS + 1, [*FIGURES, 1.0], [*FIGURES, np.nan])
    with pytest.raises(ContractError, match="in alle 10 gebieden"):
        refuse_repeated_ages(holes, "monitor")


@pytest.mark.parametrize(
    ("areas", "total", "older"),
    [
        pytest.param(ENOUGH_AREAS, [*FIGURES[:-1], 99.0], FIGURES, id="one area differs"),
        pytest.param(ENOUGH_AREAS - 1, FIGURES[:-1], FIGURES[:-1], id="too few areas to know"),
        pytest.param(ENOUGH_AREAS, [0.0] * ENOUGH_AREAS, [0.0] * ENOUGH_AREAS, id="nothing anywhere"),
    ],
)
def test_no_alarm(areas: int, total: list[float], older: list[float]) -> None:
    frame = table(areas, total, older)
    assert refuse_repeated_ages(frame, "monitor") is frame
