"""The charts of the chapter Vergelijking: nothing cut off, nothing on top of each other, nothing invented."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from drawn import cut_off, overlapping, texts
from regiobeeld.charts.spine import spine
from regiobeeld.charts.verwachting import verwachting
from regiobeeld.draw import style

FORMATS = pytest.mark.parametrize("formaat", style.FORMATEN)
NAN = float("nan")
NAMES = ["Roken", "Hoog risico op angst of depressie", "Zwaar belaste mantelzorgers (65+)", "Ee"]
CLASSES = ["veel ongunstiger", "vergelijkbaar", "veel hoger", None]


def spine_frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "naam": NAMES,
            "waarde": [100.0, 17.25, 0.0, NAN],
            "referentie": [99.9, 16.7, 5.0, 4.0],
            "stip": [0.0, 0.5, 1.0, NAN],
            "licht_van": [0.0, 0.1, 0.2, NAN],
            "licht_tot": [1.0, 0.9, 1.0, NAN],
            "donker_van": [0.3, 0.4, 0.45, NAN],
            "donker_tot": [0.6, 0.55, 0.6, NAN],
            "klasse": CLASSES,
        }
    )


def expected_frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "naam": NAMES,
            "waarde": [30.0, 100.0, 0.4, 50.0],
            "verwacht": [20.0, 99.0, 1.0, 50.0],
            "ondergrens": [15.0, 95.0, 0.0, 49.0],
            "bovengrens": [25.0, 100.0, 2.0, 51.0],
            "toon": ["ongunstig", "", "gunstig", "neutraal"],
        }
    )


@FORMATS
def test_spine_shows_every_text_once(formaat):
    figure = spine(spine_frame(), ("Twente", "Nederland"), "GGD-regio's van Nederland", formaat=formaat)
    assert cut_off(figure) == []
    assert overlapping(figure) == []
    found = texts(figure)
    assert {"100,0%", "17,3%", "0,0%", "geen cijfer", "veel ongunstiger", "veel hoger"} <= set(found)


@FORMATS
def test_the_ends_of_a_narrow_plot_keep_their_words_apart(formaat):
    frame = spine_frame().assign(naam="Zwaar belaste mantelzorgers", waarde=100.0, referentie=100.0)
    figure = spine(frame, ("Enschede", "Nederland"), "gemeenten", formaat=formaat)
    assert overlapping(figure) == []
    assert cut_off(figure) == []


@FORMATS
def test_a_long_name_gives_way(formaat):
    figure = spine(spine_frame(), ("Zuidwest-Veluwe en omgeving Ede", "Nederland"), "gemeenten", formaat=formaat)
    assert "hier" in texts(figure)
    assert overlapping(figure) == []


def test_the_dot_has_the_colour_of_its_class_and_an_open_dot_has_none():
    frame = spine_frame().iloc[:2].assign(klasse=["veel ongunstiger", None])
    figure = spine(frame, ("Twente", "Nederland"), "gemeenten")
    faces = [line.get_markerfacecolor() for line in figure.axes[0].lines if line.get_markersize() == 11]
    assert faces == [style.ONGUNSTIG, style.WIT]


def test_spine_without_any_dot_is_refused():
    with pytest.raises(ValueError, match="geen enkele waarde"):
        spine(spine_frame().assign(stip=NAN), ("Twente", "Nederland"), "gemeenten")


@FORMATS
def test_expectation_shows_every_text_once(formaat):
    figure = verwachting(expected_frame(), formaat=formaat)
    assert cut_off(figure) == []
    assert overlapping(figure) == []
    assert any(text.startswith("30,0%") for text in texts(figure))
    assert "zoals verwacht" in texts(figure)


def test_dots_lie_as_far_from_zero_as_the_figure_from_its_expectation():
    figure = verwachting(expected_frame())
    places = [line.get_xdata()[0] for line in figure.axes[0].lines if line.get_markersize() == 10][:4]
    assert np.round(places, 6).tolist() == pytest.approx([10.0, 1.0, -0.6, 0.0])


def test_an_expectation_that_lacks_a_figure_is_refused():
    with pytest.raises(ValueError, match="elke rij"):
        verwachting(expected_frame().assign(verwacht=[20.0, NAN, 1.0, 50.0]))
