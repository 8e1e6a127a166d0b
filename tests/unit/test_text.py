"""Dutch sentences: every number in them is the one that was given."""

from __future__ import annotations

import pandas as pd
import pytest

from regiobeeld.blocks import text
from regiobeeld.names import wijk_naam
from regiobeeld.numbers import aantal
from regiobeeld.outline.sentences import hoofdletter
from regiobeeld.profile.model import Figure
from small_profile import REGION, indicator, make_profile, observation

LONELY = indicator("eenzaam", naam="Eenzaam", gezegde="voelt zich eenzaam")
INCOME = indicator("inkomen", naam="Gemiddeld inkomen", eenheid="euro", decimalen=0, gezegde=None)


def cell(value: float | None, low: float | None = None, high: float | None = None, age: str = "18+") -> Figure:
    return Figure("roken_enquete", "GG1106", age, 2020, value, low, high, "enquete", "bron", "85012NED")


def plain(sentence: str) -> str:
    return sentence.replace("\xa0", " ").replace("\u202f", " ")


def test_a_percentage_becomes_a_sentence_with_its_group_and_margin() -> None:
    sentence = plain(text.zin_cijfer(indicator(), "Twente", cell(17.3, 16.3, 18.3), 2020))
    assert sentence == "In Twente rookt 17,3% van de volwassenen (95%-interval 16,3–18,3)"


def test_without_published_margins_there_is_no_interval() -> None:
    assert plain(text.zin_cijfer(LONELY, "Twente", cell(51.4, age="65+"), 2020)) == (
        "In Twente voelt 51,4% van de 65-plussers zich eenzaam"
    )


def test_a_figure_that_is_no_percentage_is_named() -> None:
    sentence = plain(text.zin_cijfer(INCOME, "Twente", cell(27_400.0), 2020))
    assert sentence.startswith("Gemiddeld inkomen in Twente: ") and "27.400" in sentence


def test_a_missing_figure_is_said_to_be_missing() -> None:
    sentence = text.zin_cijfer(indicator(), "Borne", cell(None), 2020)
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
    assert hoofdletter(word) == capital


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


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("Twente", "in Twente"),
        ("Terschelling", "op Terschelling"),
        ("Achterhoek", "in de Achterhoek"),
        ("Hof van Twente", "in Hof van Twente"),
    ],
)
def test_islands_and_names_with_an_article_get_their_own_words(name: str, where: str) -> None:
    assert text.in_gebied(name) == where


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("Wijk 06 Enschede-Zuid", "Enschede-Zuid"),
        ("Wijk 02 Boswinkel - Stadsveld", "Boswinkel - Stadsveld"),
        ("De Riet", "De Riet"),
        ("Wijk aan Zee", "Wijk aan Zee"),
        ("Wijk 05", "Wijk 05"),
    ],
)
def test_a_wijk_loses_its_number_but_never_its_name(published: str, shown: str) -> None:
    assert wijk_naam(published) == shown


def test_one_is_singular_and_all_other_counts_are_plural() -> None:
    assert [aantal(n, "wijk", "wijken") for n in (0, 1, 2, 12345)] == [
        "0 wijken",
        "1 wijk",
        "2 wijken",
        "12.345 wijken",
    ]


def test_a_topic_is_a_noun_phrase_whatever_the_source_calls_it() -> None:
    sport = indicator("wekelijks_sporten_enquete", naam="Sport wekelijks", onderwerp="wekelijks sporten")
    young = indicator("jv_prestatiedruk", naam="Prestatiedruk (vaak)")
    woz = indicator("woz_waarde", naam="WOZ-waarde")
    assert [text.onderwerp(i) for i in (indicator(), sport, young, woz)] == [
        "roken",
        "wekelijks sporten",
        "prestatiedruk",
        "WOZ-waarde",
    ]


def test_what_is_unfavourable_is_never_named_as_the_favourable_thing() -> None:
    exercise = indicator("beweegrichtlijn", richting="hoger_is_beter", ongunstig="te weinig bewegen")
    health = indicator("gezond", richting="hoger_is_beter", onderwerp="goede ervaren gezondheid")
    assert text.wat_ongunstig_is(exercise) == "te weinig bewegen"
    assert text.wat_ongunstig_is(health) == "minder goede ervaren gezondheid"
    assert text.wat_ongunstig_is(indicator()) == "roken"


def test_more_age_groups_fit_in_one_sentence() -> None:
    sentence = text.zin_over_groepen(LONELY, "Naar schatting", [(46.5, "18+"), (51.4, "65+")], 2020, 2020)
    assert sentence == "Naar schatting voelt 46,5% van de volwassenen en 51,4% van de 65-plussers zich eenzaam"


def test_a_double_verb_is_not_cut_in_two() -> None:
    vape = indicator("jv_roken_of_vapen", gezegde="rookt of vapet", gezegde_toen="rookte of vapete")
    share = [(31.0, "18+")]
    assert text.zin_over_groepen(vape, "In Borne", share, 2025, 2025) == (
        "In Borne rookt of vapet 31,0% van de volwassenen"
    )
    assert text.zin_over_groepen(vape, "In Borne", share, 2020, 2025) == (
        "In Borne rookte of vapete in 2020 31,0% van de volwassenen"
    )


@pytest.mark.parametrize(
    ("own", "national", "words"),
    [
        (20.9, 20.0, "0,9 procentpunt hoger dan in Nederland (20,0%)"),
        (18.0, 20.0, "2,0 procentpunt lager dan in Nederland (20,0%)"),
        (20.04, 20.0, "even hoog als in Nederland (20,0%)"),
    ],
)
def test_the_region_is_put_beside_nederland(own: float, national: float, words: str) -> None:
    assert text.tegenover_nederland(own, national) == words


def test_many_tables_are_counted_and_files_without_a_table_code_get_their_title() -> None:
    titles = ["Wijk- en buurtkaart 2013, gemeenten", "Kerncijfers 2020", "Gemeenten 2024 (StatLine)"]
    sources = pd.DataFrame({"tabel_code": ["wbk2013", "84799NED", "gemeente_2024"], "tabel_titel": titles})
    assert text.tabellen(sources) == "tabel 84799NED, Gemeenten 2024 en Wijk- en buurtkaart 2013"
    more = pd.concat([sources, pd.DataFrame({"tabel_code": ["85318NED_wijk"], "tabel_titel": ["Kerncijfers"]})])
    assert text.tabellen(more) == "4 tabellen (zie Herkomst)"
