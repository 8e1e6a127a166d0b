"""Dutch sentences: every number in them is the one that was given."""

from __future__ import annotations

import pandas as pd
import pytest

from regiobeeld.profile.model import Figure
from regiobeeld.report import text
from small_profile import REGION, indicator, make_profile, observation

LONELY = indicator("eenzaam", naam="Eenzaam", gezegde="voelt zich eenzaam")
INCOME = indicator("inkomen", naam="Gemiddeld inkomen", eenheid="euro", decimalen=0, gezegde=None)


def cell(value: float | None, low: float | None = None, high: float | None = None, age: str = "18+") -> Figure:
    return Figure("roken_enquete", "GG1106", age, 2020, value, low, high, "enquete", "bron", "85012NED")


def plain(sentence: str) -> str:
    return sentence.replace("\xa0", " ").replace("\u202f", " ")


def test_a_percentage_becomes_a_sentence_with_its_group_and_margin() -> None:
    sentence = plain(text.zin_cijfer(indicator(), "Twente", cell(17.3, 16.3, 18.3)))
    assert sentence == "In Twente rookt 17,3% van de volwassenen (95%-interval 16,3–18,3)"


def test_without_published_margins_there_is_no_interval() -> None:
    assert plain(text.zin_cijfer(LONELY, "Twente", cell(51.4, age="65+"))) == (
        "In Twente voelt 51,4% van de 65-plussers zich eenzaam"
    )


def test_a_figure_that_is_no_percentage_is_named() -> None:
    sentence = plain(text.zin_cijfer(INCOME, "Twente", cell(27_400.0)))
    assert sentence.startswith("Gemiddeld inkomen in Twente: ") and "27.400" in sentence


def test_a_missing_figure_is_said_to_be_missing() -> None:
    sentence = text.zin_cijfer(indicator(), "Borne", cell(None))
    assert sentence == "Voor Borne is geen cijfer bekend: rokers"
    assert not any(character.isdigit() for character in sentence)


@pytest.mark.parametrize(
    ("difference", "start"),
    [(1.44, "1,4 "), (-0.56, "0,6 "), (0.04, "gelijk"), (-0.04, "gelijk"), (10.0, "10,0 ")],
)
def test_a_difference_is_rounded_as_it_is_shown(difference: float, start: str) -> None:
    sentence = text.verschil_in_punten(difference)
    assert sentence.startswith(start)
    assert sentence.endswith({True: "hoger", False: "lager"}[difference > 0] if "," in start else "gelijk")


@pytest.mark.parametrize(
    ("word", "capital"), [("twente", "Twente"), ("'s-Hertogenbosch", "'s-Hertogenbosch"), ("", "")]
)
def test_only_the_first_letter_becomes_a_capital(word: str, capital: str) -> None:
    assert text.hoofdletter(word) == capital


def test_people_are_named_by_their_age() -> None:
    assert [text.groep(age) for age in ("totaal", "18+", "65+", "0-4")] == [
        "inwoners",
        "volwassenen",
        "65-plussers",
        "inwoners van 0-4 jaar",
    ]
    assert [text.leeftijd_naam(age) for age in ("totaal", "18-64", "75-79")] == [
        "alle leeftijden",
        "18 tot 65 jaar",
        "75-79 jaar",
    ]


def test_the_source_line_names_owner_table_year_kind_and_indeling() -> None:
    sources = pd.DataFrame(
        {
            "bron_code": ["monitor", "monitor", "anders"],
            "tabel_code": ["85012NED", "83674NED", "99999NED"],
            "tabel_titel": ["Gezondheidsmonitor 2020", "Gezondheidsmonitor 2016", "Iets anders"],
            "organisatie": ["GGD'en, CBS en RIVM", "GGD'en, CBS en RIVM", "Iemand anders"],
        }
    )
    rows = [observation(REGION.code, 17.3), observation(REGION.code, 20.0, jaar=2016, tabel_code="83674NED")]
    profile = make_profile(rows, bron=sources)
    assert text.bronregel(profile, "roken_enquete", 2020) == (
        "Bron: GGD'en, CBS en RIVM, tabel 85012NED, 2020; enquête; indeling 2025"
    )
    assert "tabel 83674NED, 2016; enquête; indeling 2016" in text.bronregel(profile, "roken_enquete", 2016, 2016)
