"""A figure of years ago is told in the past tense; one of now in the present."""

import pytest
from pydantic import ValidationError

from regiobeeld.catalog.load import load_catalog
from regiobeeld.catalog.models import Indicator
from regiobeeld.catalog.tense import Tijd, load_tense
from regiobeeld.profile.phrase import phrase_for
from small_profile import indicator, make_profile, observation

SMOKES = indicator(gezegde="rookt", gezegde_toen="rookte")
MINIMAL = {
    "code": "roken",
    "naam": "Rokers",
    "thema": "leefstijl",
    "doelgroepen": ["algemeen"],
    "kolom": "Roker",
    "eenheid": "%",
    "decimalen": 1,
    "richting": "lager_is_beter",
    "niveau": ["GM"],
    "aggregatie": "gewogen",
    "gewicht": "bevolking",
    "bereik": [0, 100],
    "toelichting": "Rookt weleens.",
}


def test_only_the_year_of_the_newest_figure_is_now_every_measured_year_before_it_is_past():
    assert load_tense().verleden_na_jaren == 0
    assert phrase_for(SMOKES, 2025, 2025) == "rookt"
    assert phrase_for(SMOKES, 2024, 2025) == "rookte"


def test_no_gezegde_gives_no_words():
    assert phrase_for(indicator(gezegde=None), 2020, 2025) == ""


def test_the_present_is_the_year_of_the_newest_figure_that_was_measured():
    rows = [observation("GM0001", 20.0), observation("GM0001", 100.0, indicator_code="bevolking", jaar=2025)]
    forecast = observation("GM0001", 120.0, indicator_code="prognose", jaar=2040, soort="prognose")
    assert make_profile([*rows, forecast], peiljaar=2021).heden == 2025


def test_who_gives_a_gezegde_gives_its_past_form():
    assert Indicator(**MINIMAL, gezegde="rookt", gezegde_toen="rookte").gezegde_toen == "rookte"
    with pytest.raises(ValidationError, match="'gezegde' en 'gezegde_toen' horen bij elkaar"):
        Indicator(**MINIMAL, gezegde="rookt")


def test_no_past_form_begins_as_the_present_does():
    """ "rookt" is no past tense; a gezegde that is past already ("kreeg de griepprik") may stay as it is."""
    already_past = ("had", "kreeg", "dronk", "gebruikte", "gokte", "voelde")
    for info in load_catalog().indicators.values():
        if info.gezegde and info.gezegde.split()[0] not in already_past:
            assert info.gezegde_toen is not None
            assert info.gezegde_toen.split()[0] != info.gezegde.split()[0], info.code


def test_a_negative_number_of_years_is_refused():
    with pytest.raises(ValidationError):
        Tijd(verleden_na_jaren=-1)
