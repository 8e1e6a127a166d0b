"""Both ends of a row of figures: who shares a figure as it is printed is named with it."""

from __future__ import annotations

import pandas as pd
import pytest

from regiobeeld.blocks.extremes import from_to, highest, lowest, where, who

WHOLE = pd.Series({"Adorp": 14.0, "Bestad": 19.0, "Cedam": 14.0, "Dwijk": 14.0, "Ebroek": 14.0})


def test_all_that_share_the_lowest_figure_are_named_or_counted():
    assert lowest(WHOLE, 0) == ["Adorp", "Cedam", "Dwijk", "Ebroek"]
    assert highest(WHOLE, 0) == ["Bestad"]
    assert from_to(WHOLE, "%", 0) == "van 14% in 4 gemeenten tot 19% in Bestad"
    assert from_to(WHOLE.drop("Ebroek"), "%", 0) == "van 14% in Adorp, Cedam en Dwijk tot 19% in Bestad"


@pytest.mark.parametrize(("decimalen", "names"), [(0, ["Adorp", "Bestad"]), (1, ["Bestad"])])
def test_what_prints_the_same_is_the_same(decimalen, names):
    # 13.6 and 13.7 are both 14 in whole percents; 13.74 and 13.66 are both 13.7.
    assert highest(pd.Series({"Adorp": 13.6, "Bestad": 13.7}), decimalen) == names
    assert highest(pd.Series({"Adorp": 13.74, "Bestad": 13.66}), 1) == ["Adorp", "Bestad"]


def test_a_half_goes_up_as_in_every_printed_number():
    # 17.25 prints as 17,3 and so does 17.3; binary rounding would make it 17,2.
    assert highest(pd.Series({"Adorp": 17.25, "Bestad": 17.3}), 1) == ["Adorp", "Bestad"]


def test_an_area_without_a_figure_is_at_no_end():
    values = pd.Series({"Adorp": None, "Bestad": 2.0, "Cedam": 3.0})
    assert (lowest(values, 0), highest(values, 0)) == (["Bestad"], ["Cedam"])
    assert lowest(pd.Series(dtype=float), 0) == []
    assert from_to(pd.Series(dtype=float), "%", 0) == ""


def test_nobody_stands_out_where_all_are_equal():
    assert from_to(pd.Series({"Adorp": 14.2, "Bestad": 13.9}), "%", 0) == "overal 14%"


def test_islands_keep_their_preposition():
    assert where(["Texel", "Ameland"]) == "op Texel en Ameland"
    assert where(["Den Helder", "Texel"]) == "in Den Helder en op Texel"
    assert who(["a", "b", "c", "d"], ("provincie", "provincies")) == "4 provincies"
