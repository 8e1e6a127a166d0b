"""The marks of a drawing: where they are, and what a reader hears of them."""

from __future__ import annotations

import re
from html import unescape

import pandas as pd

from regiobeeld.draw.canvas import add_axes, drawing, new_figure
from regiobeeld.draw.charts.rangorde import rangorde
from regiobeeld.draw.hover import marks_of, note_mark
from regiobeeld.draw.style import GUNSTIG, ONGUNSTIG, REGIO
from regiobeeld.draw.svg import to_svg

AREAS = pd.DataFrame(
    {
        "naam": ["Adorp", "Bestad"],
        "waarde": [25.0, 10.0],
        "ondergrens": [24.0, 9.0],
        "bovengrens": [26.0, 11.0],
        "oordeel": ["ongunstiger", ""],
    }
)


def test_a_mark_is_counted_from_the_upper_left_corner() -> None:
    figure = drawing(new_figure)("breed", 200)  # 720 x 200 px; axes from 20 to 700 and from 10 to 190
    ax = add_axes(figure, 20, 20, 10, 10)
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    note_mark(ax, 0.5, 1.0, "midden boven")
    assert marks_of(figure) == [(360, 10, "midden boven")]


def test_every_area_tells_its_value_interval_and_verdict() -> None:
    figure = rangorde(AREAS, [("Nederland", 17.0)], "%", 1, "lager_is_beter")
    told = re.search(r'data-merken="([^"]*)"', to_svg(figure, "proef"))
    assert told is not None
    texts = [mark.split(" ", 2)[2] for mark in unescape(told[1]).split("|")]
    assert texts == ["Adorp: 25,0% (24,0–26,0), aantoonbaar ongunstiger", "Bestad: 10,0% (9,0–11,0)"]


def test_only_what_differs_demonstrably_has_the_colour_of_the_verdict() -> None:
    coloured = to_svg(rangorde(AREAS, [], "%", 1, "lager_is_beter"), "proef")
    plain = to_svg(rangorde(AREAS.assign(oordeel=""), [], "%", 1, "lager_is_beter"), "proef")
    assert ONGUNSTIG in coloured and GUNSTIG not in coloured
    assert ONGUNSTIG not in plain


def test_the_region_has_another_colour_than_any_verdict() -> None:
    assert REGIO not in (GUNSTIG, ONGUNSTIG)
