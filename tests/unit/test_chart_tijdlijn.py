"""Measurements through the years with a start and the way to a goal: what is drawn where."""

from __future__ import annotations

from typing import Literal

import pandas as pd
import pytest

from drawn import cut_off, overlapping, texts
from regiobeeld.draw.style import BREEDTE
from regiobeeld.timelines.tijdlijn import Pad, tijdlijn

ROWS = pd.DataFrame(
    {
        "reeks": ["Twente", "Twente", "Elders", "Elders"],
        "jaar": [2016, 2020, 2016, 2020],
        "waarde": [20.0, 17.3, 21.0, 20.5],
        "ondergrens": [19.0, 16.3, None, None],
        "bovengrens": [21.0, 18.3, None, None],
    }
)
GOAL = Pad("Doel 2030:", (2016, 2030), (20.0, 12.0), punt=True)


@pytest.mark.parametrize("formaat", ["breed", "smal"])
def test_every_series_path_and_year_is_named(formaat: Literal["breed", "smal"]) -> None:
    figure = tijdlijn(ROWS, "Twente", "%", 1, [GOAL], (2018, "begin 2018"), formaat)
    told = " | ".join(texts(figure))
    for expected in ("Twente 17,3%", "Elders 20,5%", "Doel 2030: 12,0%", "2016", "2030", "begin 2018"):
        assert expected in told
    assert figure.get_size_inches()[0] * 72 == pytest.approx(BREEDTE[formaat])
    assert (cut_off(figure), overlapping(figure)) == ([], [])


def test_the_goal_lies_inside_the_drawing() -> None:
    """The axis reaches the goal, also where no measurement comes near."""
    low, high = tijdlijn(ROWS, "Twente", "%", 1, [GOAL]).axes[0].get_ylim()
    assert low < 12.0 and high > 21.0


def test_without_a_value_there_is_nothing_to_draw() -> None:
    with pytest.raises(ValueError, match="geen enkele waarde"):
        tijdlijn(ROWS.assign(waarde=float("nan")), "Twente", "%", 1)


def test_a_start_after_the_last_measurement_is_in_the_drawing() -> None:
    figure = tijdlijn(ROWS, "Twente", "%", 1, (), (2023, "begin 2023"))
    assert figure.axes[0].get_xlim()[1] > 2023
    assert cut_off(figure) == []
