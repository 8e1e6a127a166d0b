"""What the report says about the future: numbers with their band, and the error of the past beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from declared_example import sentences_of
from regiobeeld.chapters_care.care_supply import gap_table, gap_words, labour_words
from regiobeeld.chapters_care.future_tables import backtest_table, beaten_by, missing_diseases, scenario_notes
from regiobeeld.errors import ContractError
from regiobeeld.future.supply_declared import load_supply
from regiobeeld.needs.future import Expected, Outlook
from regiobeeld.needs.future_words import (
    about_care,
    about_help,
    about_old,
    honest_sentence,
    met_band,
    national_error,
    unsayable,
)
from regiobeeld.outline.sentences import Zinnen, rond
from regiobeeld.projection import naive
from regiobeeld.projection.declared import load_demand, load_projection
from regiobeeld.projection.tables import AANBOD

SOURCES = Path(__file__).parents[2] / "sources"


def person_rows(year: int, age: str, people: float, low: float, high: float) -> dict[str, object]:
    return {
        "gebied_code": "GM1",
        "jaar": year,
        "geslacht": "totaal",
        "leeftijd": age,
        "inwoners": people,
        "ondergrens": low,
        "bovengrens": high,
    }


def care_rows(code: str, year: int, value: float, low: float, high: float, volume: float, ageing: float) -> dict:
    return {
        "gebied_code": "GM1",
        "jaar": year,
        "onderdeel_code": code,
        "scenario_code": "basis",
        "waarde": value,
        "ondergrens": low,
        "bovengrens": high,
        "volume": volume,
        "vergrijzing": ageing,
    }


def score_rows(level: str, low: int, high: float, mape: float, bias: float) -> dict[str, object]:
    return {
        "van": 2015,
        "tot": 2025,
        "methode": "projectie",
        "landelijk_bekend": level != "NL",
        "niveau": level,
        "grootte_vanaf": low,
        "grootte_tot": high,
        "leeftijd": "80+",
        "gebieden": 6,
        "mape": mape,
        "bias": bias,
        "raak": 50.0,
    }


@pytest.fixture
def outlook() -> Outlook:
    missing = np.nan
    return Outlook(
        code="GM1",
        prognose=pd.DataFrame(
            [
                person_rows(2025, "totaal", 40000.0, missing, missing),
                person_rows(2025, "80+", 2000.0, missing, missing),
                person_rows(2040, "80+", 3123.4, 2611.0, 3782.0),
            ]
        ),
        zorgvraag=pd.DataFrame(
            [
                care_rows("totaal", 2025, 400.0, missing, missing, 0.0, 0.0),
                care_rows("totaal", 2040, 480.0, 396.0, 560.0, 4.0, 15.3846),
                care_rows("mantelzorgpotentieel", 2025, 12.81, missing, missing, missing, missing),
                care_rows("mantelzorgpotentieel", 2040, 6.7, 5.6, 8.1, missing, missing),
                care_rows("deel_in_de_zorg", 2025, 1.0, missing, missing, missing, missing),
                care_rows("deel_in_de_zorg", 2040, 1.25, 1.05, 1.5, missing, missing),
            ]
        ),
        toetsing=pd.DataFrame(
            [
                score_rows("GM", 0, 10000, 6.0, -1.0),
                score_rows("GM", 0, np.nan, 4.0, -0.5),
                score_rows("NL", 0, np.nan, 6.6, 6.6),
            ]
        ),
        toetsing_gebied=pd.DataFrame(
            [("GM1", 2015, 2025, False, "80+", 2240.0, 2000.0)],
            columns=["gebied_code", "van", "tot", "landelijk_bekend", "leeftijd", "verwacht", "geteld"],
        ),
        aanbod=pd.DataFrame(columns=AANBOD.names),
        rules=load_projection(SOURCES),
        demand=load_demand(SOURCES),
        supply=load_supply(SOURCES),
        rates={},
        peiljaar=2025,
    )


@pytest.mark.parametrize(
    ("waarde", "tekst"), [(57885, "57.900"), (1565365, "1.570.000"), (909.4, "909"), (9.6, "10"), (0, "0")]
)
def test_a_number_of_the_future_has_three_digits(waarde: float, tekst: str) -> None:
    assert rond(waarde) == tekst


def test_a_number_shows_its_band_when_it_has_one() -> None:
    assert met_band(Expected(57885, 48984, 68404)) == "57.900 (tussen 49.000 en 68.400)"
    assert met_band(Expected(57885)) == "57.900"


def test_three_sentences_with_their_bands(outlook: Outlook) -> None:
    assert about_old(outlook, "in Borne") == (
        "In Borne woonden op 1 januari 2025 2.000 80-plussers; in 2040 zijn het er naar verwachting 3.120 "
        "(tussen 2.610 en 3.780)."
    )
    assert about_care(outlook, "in Borne") == (
        "Blijft iedere leeftijd evenveel zorg gebruiken als nu, dan stijgt de zorgvraag in Borne tot 2040 met 20% "
        "(tussen −1 en +40%): +4,0% door het aantal mensen, +15,4% door hun leeftijd."
    )
    assert about_help(outlook, "in Borne") == (
        "In 2025 waren er in Borne 12,8 mensen van 50 tot en met 74 jaar voor iedere 85-plusser; in 2040 zijn dat "
        "er naar verwachting 6,7 (tussen 5,6 en 8,1)."
    )


def test_the_error_of_the_past_is_said_with_its_direction(outlook: Outlook) -> None:
    assert honest_sentence(outlook, "in Borne") == (
        "In 2015 hadden wij met deze methode in Borne voor 2025 2.240 80-plussers verwacht; het werden er 2.000. "
        "Die verwachting was 12,0% te hoog."
    )
    assert "gemiddeld 6,6% te veel 80-plussers" in national_error(outlook)


def zin(outlook: Outlook, part: str) -> Zinnen:
    """The declared sentences of a part, for a region called Borne."""
    return sentences_of(part, {"in_regio": "in Borne", "projectie": outlook.rules})


def test_what_is_missing_gives_no_sentence(outlook: Outlook) -> None:
    empty = replace(outlook, code="GM2")
    assert not empty.is_sayable
    makers = (about_old, about_care, about_help, honest_sentence)
    assert [maker(empty, "in X") for maker in makers] == [""] * 4
    assert labour_words(empty, zin(outlook, "zorg_aanbod")) == ""


def test_a_tiny_area_gets_no_number_of_the_future(outlook: Outlook) -> None:
    outlook.prognose.loc[outlook.prognose["leeftijd"] == "totaal", "inwoners"] = 971.0
    assert not outlook.is_sayable
    assert unsayable(outlook, "op Schiermonnikoog").startswith("Op Schiermonnikoog wonen 971 mensen.")
    assert unsayable(outlook, "op Schiermonnikoog").endswith("is niet te zeggen.")


def test_who_looks_back_from_before_the_projection_gets_no_future(outlook: Outlook) -> None:
    earlier = replace(outlook, peiljaar=2020)
    assert not earlier.is_sayable
    assert unsayable(earlier, "in Borne") == (
        "De eigen projectie begint op 1 januari 2025. Dit regiobeeld kijkt terug vanuit 2020 en laat haar daarom "
        "weg."
    )


def test_the_table_of_errors_starts_with_all_sizes(outlook: Outlook) -> None:
    table = backtest_table(outlook, zin(outlook, "toekomst_proef"))
    assert table.index("alle groottes") < table.index("minder dan 10.000")
    assert "−0,5%" in table


def test_scenarios_are_explained_with_their_declared_numbers(outlook: Outlook) -> None:
    notes = scenario_notes(outlook)
    assert "Langer gezond: straks gebruikt iedereen zorg als iemand die nu 1 jaar jonger is." in notes
    assert "Minder instroom: ieder jaar 0,5% minder zorg dan bij gelijkblijvend gebruik." in notes


def test_how_many_would_have_to_work_in_care(outlook: Outlook) -> None:
    assert labour_words(outlook, zin(outlook, "zorg_aanbod")) == (
        "Stel dat iedere leeftijd in 2040 in Borne evenveel zorg krijgt als nu. Dan moet het deel van de mensen "
        "van 20 tot en met 64 jaar dat in de zorg werkt 25% groter zijn dan in 2025 (tussen +5 en +50%)."
    )
    known = outlook.demand.zorgwerk.model_copy(update={"aandeel_percentage": 16.0, "bron": "een bron"})
    filled = replace(outlook, demand=outlook.demand.model_copy(update={"zorgwerk": known}))
    assert labour_words(filled, zin(outlook, "zorg_aanbod")).endswith(
        "van 16,0% nu (landelijk) naar 20,0% (tussen 16,8 en 24,0%)."
    )


def gap_row(scenario: str, out: float, **about: object) -> dict[str, object]:
    row = {
        "gebied_code": "GM1",
        "jaar": 2040,
        "beroep_code": "huisarts",
        "scenario_code": scenario,
        "beroep_naam": "huisartsen",
        "fte": 100.0,
        "uit": out,
        "erbij": 0.0,
        "nodig": 115.65,
        "tekort": 115.65 - (100 - out),
        "ondergrens": 110 - (100 - out),
        "bovengrens": 120 - (100 - out),
        "peildatum": date(2025, 1, 1),
        "is_voorbeeld": False,
    }
    return row | about


def test_the_gap_is_said_with_its_band(outlook: Outlook) -> None:
    profession = outlook.supply.beroep[0]
    rows = pd.DataFrame([gap_row("basis", 30.0)])
    assert gap_words(outlook, rows, profession, zin(outlook, "zorg_aanbod")) == (
        "Huisartsen in Borne: van de 100 fte (peildatum 01-01-2025) stopt 30,0 fte vóór 2040; nodig zijn dan 116 "
        "fte. Komt er niemand bij, dan zijn er 45,7 fte te weinig (tussen 40,0 en 50,0)."
    )
    assert "Voorbeeld" not in gap_table(outlook, rows, zin(outlook, "zorg_aanbod"))


def test_made_up_fte_are_called_so_in_every_sentence_and_table(outlook: Outlook) -> None:
    rows = pd.DataFrame([gap_row("basis", 30.0, is_voorbeeld=True)])
    said = gap_words(outlook, rows, outlook.supply.beroep[0], zin(outlook, "zorg_aanbod"))
    assert said.startswith("Voorbeeld: de fte zijn verzonnen.")
    assert "Voorbeeld: de fte zijn verzonnen." in gap_table(outlook, rows, zin(outlook, "zorg_aanbod"))


def test_without_the_ages_of_the_staff_there_is_no_gap(outlook: Outlook) -> None:
    missing = dict.fromkeys(("uit", "tekort", "ondergrens", "bovengrens"), np.nan)
    rows = pd.DataFrame([gap_row("basis", 0.0, **missing)])
    assert gap_words(outlook, rows, outlook.supply.beroep[0], zin(outlook, "zorg_aanbod")) == ""
    assert "nan" not in gap_table(outlook, rows, zin(outlook, "zorg_aanbod"))


def test_a_simple_rule_that_came_closer_is_named_with_both_errors(outlook: Outlook) -> None:
    assert beaten_by(outlook, zin(outlook, "toekomst_proef")) == ""
    rule = {**score_rows("GM", 0, 10000, 5.5, 0.0), "methode": naive.COHORT}
    better = replace(outlook, toetsing=pd.concat([outlook.toetsing, pd.DataFrame([rule])], ignore_index=True))
    where, which = "bij 80+ jaar in gemeenten met minder dan 10.000 inwoners (6)", "de groep ervoor schuift op"
    assert f"{where}: '{which}' 5,5% tegen 6,0%" in beaten_by(better, zin(outlook, "toekomst_proef"))


def test_a_disease_without_a_file_says_where_to_get_one(outlook: Outlook) -> None:
    assert "mensen met dementie (aandelen per leeftijd en geslacht van VZinfo.nl" in missing_diseases(
        outlook, zin(outlook, "zorg_straks")
    )
    assert "leeftijd, geslacht, waarde, peildatum en bron" in missing_diseases(
        outlook, zin(outlook, "zorg_straks")
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kernjaar = 2040", "kernjaar = 2041", "2041"),
        ("eindjaar = 2050", "eindjaar = 2052", "heel aantal stappen"),
        ("band_proef = 2015", "band_proef = 2016", "band_proef"),
        ("stap = 5", "stapp = 5", "stapp"),
    ],
)
def test_a_declaration_that_does_not_fit_is_one_dutch_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = (SOURCES / "toekomst" / "projectie.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "toekomst").mkdir()
    (tmp_path / "toekomst" / "projectie.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContractError, match=message) as caught:
        load_projection(tmp_path)
    assert "projectie.toml" in str(caught.value)
    assert "\n" not in str(caught.value)
