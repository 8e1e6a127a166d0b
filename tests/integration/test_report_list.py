"""A region of one's own: two gemeenten, one of which is the result of a merger (Land van Cuijk, since 2022).

Nobody publishes figures for these two together, so all of them are added up from the gemeenten.
"""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import page
from regiobeeld.areas.regions import resolve_region
from regiobeeld.formats.story import read_story
from regiobeeld.needs.group_words import expected_people
from regiobeeld.needs.groups import groups_of
from regiobeeld.profile.load import load_profile
from regiobeeld.profile.model import Profile
from regiobeeld.report.render import render_report
from undrawn import undrawn

LAND_VAN_CUIJK, OSS = "GM1982", "GM0828"
ASKED = f"{LAND_VAN_CUIJK},{OSS}"


@pytest.fixture(scope="module")
def folder(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report as a run makes it, with empty drawings."""
    made = tmp_path_factory.mktemp("lijst")
    with undrawn():
        render_report(ASKED, resolve_region(ASKED), "", tables, made)
    return made


@pytest.fixture(scope="module")
def html(folder: Path) -> BeautifulSoup:
    return page.read_page(next(folder.glob("*.html")))


@pytest.fixture(scope="module")
def profile(tables: Path) -> Profile:
    return load_profile(resolve_region(ASKED), tables)


@pytest.fixture(scope="module")
def rows(profile: Profile) -> pd.DataFrame:
    found = profile.waarneming
    return found.assign(jaar=pd.to_datetime(found["periode_start"]).dt.year)


def test_the_page_is_whole(html: BeautifulSoup) -> None:
    assert page.text_of(html, "h1") == "Land van Cuijk en Oss"
    assert page.loads_from_outside(html) == []
    assert page.odd_words(html) == []
    assert page.repeated_ids(html) == []
    assert page.dead_references(html) == []
    assert page.empty_chapters(html) == []
    assert page.broken_tables(html) == []


def test_its_figures_are_complete(html: BeautifulSoup) -> None:
    figures = page.figures(html)
    assert len(figures) >= 15
    assert [fault for figure in figures for fault in page.faults_of(figure)] == []


def test_the_merged_gemeente_has_the_inhabitants_of_the_five_it_came_from(rows: pd.DataFrame) -> None:
    """CBS, 1-1-2020: Boxmeer 29 365, Cuijk 25 130, Grave 12 436, Sint Anthonis 11 664, Mill c.a. 10 939."""
    people = rows[
        (rows["indicator_code"] == "bevolking") & (rows["leeftijd"] == "totaal") & (rows["jaar"] == 2020)
    ]
    people = people[(people["geslacht"] == "totaal") & (people["uitsplitsing"] == "totaal")]
    found = people.set_index("gebied_code")
    assert found.loc[LAND_VAN_CUIJK, "waarde"] == 29_365 + 25_130 + 12_436 + 11_664 + 10_939
    assert found.loc[LAND_VAN_CUIJK, "afleiding"] == "omgerekend"


def test_the_figures_of_the_two_together_lie_between_those_of_each(rows: pd.DataFrame) -> None:
    """A weighted mean cannot lie outside; its margin is smaller than the larger of the two."""
    together = next(code for code in rows["gebied_code"].unique() if code.startswith("RG_"))
    chosen = rows[rows["indicator_code"].isin(["roken_enquete", "overgewicht_enquete", "roken", "eenzaam"])]
    key = ["indicator_code", "leeftijd", "jaar"]
    wide = chosen.pivot_table(index=key, columns="gebied_code", values="waarde")[[LAND_VAN_CUIJK, OSS, together]]
    wide = wide.dropna()
    assert len(wide) >= 10
    low, high = wide[[LAND_VAN_CUIJK, OSS]].min(axis=1), wide[[LAND_VAN_CUIJK, OSS]].max(axis=1)
    assert wide[together].between(low - 1e-9, high + 1e-9).all()
    assert set(rows.loc[rows["gebied_code"] == together, "afleiding"]) == {"opgeteld"}


def test_a_group_without_an_expected_number_has_none_in_the_other_forms(folder: Path, profile: Profile) -> None:
    """Of Land van Cuijk too little is known of some traits: the workbook and the slides then tell no number."""
    numbers = [expected_people(row)[0] for _, row in groups_of(profile).found.iterrows()]
    assert [not group.getal for group in read_story(folder).groepen] == [math.isnan(number) for number in numbers]
    assert any(map(math.isnan, numbers))
