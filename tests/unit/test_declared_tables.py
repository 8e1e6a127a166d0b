"""Tables, age bands and limits follow from their declaration: change it, and the report says something else."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from pydantic import ValidationError

from declared_example import declared
from regiobeeld.blocks.columns import cells, table_of
from regiobeeld.chapters_care.expenditure import expenditure_figure, laws_by_age
from regiobeeld.chapters_people.ses import quintiles
from regiobeeld.errors import ContractError
from regiobeeld.numbers import LEEG
from regiobeeld.outline.chapters import the_block
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.outline.special_blocks import SesKwintielen, Uitgaven
from regiobeeld.profile.ages import COUNTED
from regiobeeld.profile.model import Profile
from small_profile import A, B, indicator, make_profile, observation

ROWS = [{"naam": "Almelo", "waarde": 12.34}, {"naam": "Borne", "waarde": None}]


def columns(**kolommen: str) -> Zinnen:
    """The sentences of a block with one table, of which the headings are given with _ for a space."""
    heads = {head.replace("_", " "): cell for head, cell in kolommen.items()}
    return Zinnen("voorbeeld.toml: blok 1", {"tabel": "Roken in {{ jaar }}"}, {"jaar": 2020}, {"tabel": heads})


def test_headings_and_cells_are_templates_in_the_declared_order() -> None:
    zin = columns(Gebied="{{ naam }}", Roken="{{ waarde | procent }}")
    found = cells(zin, "tabel", ROWS)
    assert found.to_dict("list") == {"Gebied": ["Almelo", "Borne"], "Roken": ["12,3%", LEEG]}
    page = BeautifulSoup(table_of(zin, "tabel", ROWS), "html.parser")
    assert page.caption is not None and page.caption.text == "Roken in 2020"
    assert [head.text for head in page.find_all("th", scope="col")] == ["Gebied", "Roken"]


def test_a_column_without_any_text_is_left_out_and_a_gap_in_another_stays() -> None:
    some = "{% if waarde is bekend %}{{ waarde | getal }}{% endif %}"
    found = cells(columns(Gebied="{{ naam }}", Waarde=some, Niets="{{ '' }}"), "tabel", ROWS)
    assert found.to_dict("list") == {"Gebied": ["Almelo", "Borne"], "Waarde": ["12", LEEG]}


def test_a_table_without_rows_is_no_table() -> None:
    assert table_of(columns(Gebied="{{ naam }}"), "tabel", []) == ""


def test_a_column_per_year_stands_there_for_every_year() -> None:
    zin = Zinnen("x", {}, {}, {"tabel": {"Groep": "{{ naam }}", "In {{ jaar }}": "{{ straks[jaar] | getal }}"}})
    found = cells(zin, "tabel", [{"naam": "ouderen", "straks": {2030: 5, 2040: 7}}], jaren=(2030, 2040))
    assert found.to_dict("list") == {"Groep": ["ouderen"], "In 2030": ["5"], "In 2040": ["7"]}


def test_an_error_in_a_cell_names_the_table_and_the_column() -> None:
    with pytest.raises(ContractError, match="tabel: Gebied"):
        cells(columns(Gebied="{{ plaats }}"), "tabel", ROWS)


def band(first: int) -> str:
    return "95+" if first == 95 else f"{first}-{first + 4}"


def costs() -> Profile:
    """Care of one law: 1000 euro below 20, 3000 from 20, 9000 from 40; of 20-39 there are twice as many people."""
    law, *others = laws_by_age()
    about: dict[str, Any] = {"jaar": 2022, "soort": "telling", "bron_code": "kosten", "tabel_code": "kosten"}
    rows = [
        observation("NL", 9000.0 if age >= 40 else 3000.0 if age >= 20 else 1000.0, **about)
        | {"indicator_code": law, "leeftijd": str(age)}
        for age in range(100)
    ]
    rows += [
        observation("NL", 0.0, **about) | {"indicator_code": other, "leeftijd": str(age)}
        for other in others
        for age in range(100)
    ]
    rows += [
        observation("NL", 2000.0 if 20 <= first < 40 else 1000.0, soort="telling", tabel_code="kosten")
        | {"indicator_code": COUNTED, "leeftijd": band(first), "geslacht": sex, "jaar": 2025}
        for first in range(0, 100, 5)
        for sex in ("man", "vrouw")
    ]
    infos = [indicator(code, eenheid="euro", soort="telling", bron_code="kosten") for code in (law, *others)]
    bron = pd.DataFrame([("kosten", "kosten", "CPB", "Zorguitgaven")])
    bron.columns = pd.Index(["bron_code", "tabel_code", "organisatie", "tabel_titel"])
    return make_profile(rows, *infos, indicator(COUNTED, eenheid="aantal", soort="telling"), bron=bron)


def test_the_age_bands_of_what_care_costs_are_declared() -> None:
    groups = ("0-19", "20-39", "40+")
    figure = expenditure_figure(*declared(costs(), Uitgaven, leeftijden=groups, genoemd=groups[:2]))
    assert figure is not None
    assert (
        "€\u00a01.000 per inwoner van 0 tot 20 jaar en €\u00a03.000 per inwoner van 20 tot 40 jaar" in figure.titel
    )
    assert figure.tabel["Leeftijd"].tolist() == ["0-19 jaar", "20-39 jaar", "40 jaar en ouder"]


def test_a_band_is_weighted_with_the_people_in_it() -> None:
    figure = expenditure_figure(
        *declared(costs(), Uitgaven, leeftijden=("0-39", "40-79", "80+"), genoemd=("0-39", "40-79"))
    )
    # One third of them at 1000 euro, two thirds at 3000.
    assert figure is not None and "€\u00a02.333 per inwoner van 0 tot 40 jaar" in figure.titel


@pytest.mark.parametrize("named", [("0-9", "35-39"), ("0-9", "90+")])
def test_the_title_is_about_declared_bands_with_an_end(named: tuple[str, str]) -> None:
    block = dict(the_block(Uitgaven))
    with pytest.raises(ValidationError, match="noemt twee van 'leeftijden'"):
        Uitgaven.model_validate(block | {"genoemd": named})


def fifths() -> Profile:
    """Three quarters of Adorp and three tenths of Bestad live in a wijk of the lowest fifth."""
    people = [(A, 1, 300.0), (A, 4, 100.0), (B, 1, 30.0), (B, 4, 70.0), ("GM0003", 3, 1000.0)]
    table = pd.DataFrame(people, columns=["gemeente_code", "ses_kwintiel", "inwoners_totaal"])
    table = table.assign(niveau="WK", leeftijd="65+", gebied_code=[f"WK{n}" for n in range(len(table))])
    bron = pd.DataFrame([("85012NED", "Kerncijfers", "CBS", "telling")])
    bron.columns = pd.Index(["tabel_code", "tabel_titel", "organisatie", "soort"])
    names = {A: "Adorp", B: "Bestad", "NL": "Nederland"}
    return make_profile([observation(A, 1.0)], names=names, kruising=table, kruising_nl=table, bron=bron)


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        (20.0, "In beide gemeenten woont meer dan 20% in {}; het meest in Adorp: 75%"),
        (50.0, "Alleen in Adorp woont meer dan 50% in {} (75%)"),
        (80.0, "In geen van beide gemeenten woont meer dan 80% in {}"),
    ],
)
def test_the_limit_of_the_lowest_fifth_is_declared(limit: float, sentence: str) -> None:
    figure = quintiles(*declared(fifths(), SesKwintielen, grens=limit))
    assert figure is not None and figure.titel == sentence.format("een wijk van het laagste vijfde deel")


def test_the_names_of_the_fifths_are_declared() -> None:
    names = ("laag", "2e", "3e", "4e", "hoog")
    figure = quintiles(*declared(fifths(), SesKwintielen, groepen=names))
    assert figure is not None and figure.tabel.columns.tolist() == ["Naam", *reversed(names)]
