"""The marks of a drawing: where they are, and what a reader hears of them."""

from __future__ import annotations

import re
from html import unescape

import pandas as pd
import pytest
from matplotlib.figure import Figure

from regiobeeld.chapters_agenda.regio_zegt import _COLOURS as ANSWERS
from regiobeeld.charts.gestapeld import gestapeld
from regiobeeld.charts.gradient import gradient
from regiobeeld.charts.matrix import matrix
from regiobeeld.charts.piramide import piramide
from regiobeeld.charts.rangorde import rangorde
from regiobeeld.charts.spreiding import spreiding
from regiobeeld.charts.verdeling import verdeling
from regiobeeld.draw.canvas import add_axes, drawing, new_figure
from regiobeeld.draw.hover import marks_of, note_mark
from regiobeeld.draw.style import (
    CATEGORIE,
    GRIJS_LICHT,
    GUNSTIG,
    ONGUNSTIG,
    OPLOPEND_KOEL,
    OPLOPEND_WARM,
    REGIO,
    rgb,
)
from regiobeeld.draw.svg import to_svg
from regiobeeld.timelines.tijdlijn import tijdlijn
from regiobeeld.timelines.trend import trend

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


BANDS = pd.DataFrame({"leeftijd": ["0-64", "65+"], "man": [40.0, 9.0], "vrouw": [39.0, 12.0]})
YEARS = pd.DataFrame(
    {
        "reeks": ["Adorp", "Adorp"],
        "jaar": [2020, 2024],
        "waarde": [20.0, 18.0],
        "ondergrens": [19.0, 17.0],
        "bovengrens": [21.0, 19.0],
    }
)
DOTS = pd.DataFrame(
    {"naam": ["Noord", "Zuid"], "x": [-1.25, 0.5], "y": [70.0, 30.0], "grootte": [5, 5], "nadruk": [True, False]}
)
WIJKEN = pd.DataFrame({"naam": ["Noord", "Zuid"], "gebied": "Adorp", "waarde": [20.0, 10.0], "grootte": [5, 5]})
INCOMES = pd.DataFrame({"groep": ["laagste 20%", "hoogste 20%"], "reeks": "65+", "waarde": [58.7, 50.6]})


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (
            spreiding(DOTS, "SES-index (hoger = beter)", "Score", 0.0, 50.0, ""),
            ["Noord: SES-index -1,25, Score 70", "Zuid: SES-index 0,5, Score 30"],
        ),
        (
            piramide(BANDS, BANDS.assign(man=[41.0, 8.0]), ("Adorp", "Nederland")),
            [
                "mannen, 0-64 jaar: Adorp 40,0%, Nederland 41,0%",
                "mannen, 65+ jaar: Adorp 9,0%, Nederland 8,0%",
                "vrouwen, 0-64 jaar: Adorp 39,0%, Nederland 39,0%",
                "vrouwen, 65+ jaar: Adorp 12,0%, Nederland 12,0%",
            ],
        ),
        (
            gestapeld(pd.DataFrame({"laag": [98.0], "hoog": [2.0]}, index=["Adorp"])),
            ["Adorp, laag: 98%", "Adorp, hoog: 2%"],
        ),
        (verdeling(WIJKEN, None, "%"), ["Noord (Adorp): 20,0%", "Zuid (Adorp): 10,0%"]),
        (gradient(INCOMES, "%", 1), ["65+, laagste 20%: 58,7%", "65+, hoogste 20%: 50,6%"]),
        (
            trend(YEARS, "Adorp", "%", 1),
            ["Adorp, 2020: 20,0% (19,0–21,0)", "Adorp, 2024: 18,0% (17,0–19,0)"],
        ),
        (
            tijdlijn(YEARS, "Adorp", "%", 1),
            ["Adorp, 2020: 20,0% (19,0–21,0)", "Adorp, 2024: 18,0% (17,0–19,0)"],
        ),
        (
            matrix(pd.DataFrame({"Adorp": [2, 0]}, index=["ggz", "diabetes"])),
            ["ggz, Adorp: 2", "diabetes, Adorp: 0"],
        ),
    ],
    ids=["spreiding", "piramide", "gestapeld", "verdeling", "gradient", "trend", "tijdlijn", "matrix"],
)
def test_every_mark_of_a_chart_tells_its_figure(figure: Figure, told: list[str]) -> None:
    assert [text.replace("−", "-") for _, _, text in marks_of(figure)] == told


@pytest.mark.parametrize("colour", CATEGORIE)
def test_what_is_only_of_another_kind_has_no_colour_of_a_verdict(colour: str) -> None:
    """Every colour for kinds is further from each colour of a verdict than two neighbours of a ramp are."""
    verdicts = [GUNSTIG, ONGUNSTIG, *OPLOPEND_KOEL[3:], *OPLOPEND_WARM[3:]]
    away = [
        sum((a - b) ** 2 for a, b in zip(rgb(colour), rgb(verdict), strict=True)) ** 0.5 for verdict in verdicts
    ]
    assert min(away) > 45


def test_an_answer_is_only_of_another_kind() -> None:
    """Not the colour of the region, nor of a verdict: an opinion is no figure and has no good side."""
    assert len(set(ANSWERS)) == 4 and set(ANSWERS) <= {*CATEGORIE, GRIJS_LICHT}
