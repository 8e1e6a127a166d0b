"""`outputs/index.html`: from the stamps of runs to a map and a list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from regiobeeld.run.overview import renew_overview

MADE = {
    "twente": ("Twente", "RG_twente", ["GM0141", "GM0153", "GM0164"]),
    "enschede": ("Enschede", "GM0153", ["GM0153"]),
}


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    for slug, (name, code, gemeenten) in MADE.items():
        folder = tmp_path / slug
        folder.mkdir()
        (folder / f"regiobeeld-{slug}.html").write_text("<title>Regiobeeld</title>", encoding="utf-8")
        stamp = {"regio": {"naam": name, "code": code}, "gemeenten": gemeenten, "gemaakt": "2026-01-02"}
        stamp["vormen"] = {"xlsx": {"bytes": 1}} if slug == "twente" else {}
        (folder / "run.json").write_text(json.dumps(stamp), encoding="utf-8")
    other = tmp_path / "doelgroepen"
    other.mkdir()
    (other / "doelgroepen.html").write_text("<title>Doelgroepen in heel Nederland</title>", encoding="utf-8")
    return tmp_path


@pytest.fixture
def page(outputs: Path) -> BeautifulSoup:
    return BeautifulSoup(renew_overview(outputs).read_text(encoding="utf-8"), "html.parser")


def link_of(page: BeautifulSoup, name: str) -> str:
    for link in page.select("svg.landkaart a"):
        if str(link["aria-label"]).startswith(name):
            return str(link["href"])
    raise AssertionError(f"{name} leads nowhere")


def test_a_gemeente_leads_to_the_smallest_area_with_it(page: BeautifulSoup) -> None:
    assert len(page.select("svg.landkaart a")) == 3
    assert link_of(page, "Enschede") == "enschede/regiobeeld-enschede.html"
    assert link_of(page, "Almelo") == "twente/regiobeeld-twente.html"
    assert len(page.select("svg.landkaart path")) == 342


def test_the_list_has_every_report_with_its_forms_and_the_names_to_search(page: BeautifulSoup) -> None:
    table = page.select("table")[0]
    rows = {row.select_one("a").get_text(): row for row in table.select("tbody tr")}  # type: ignore[union-attr]
    assert list(rows) == ["Enschede", "Twente"]
    assert "2-1-2026" in rows["Twente"].get_text()
    assert rows["Twente"].select("a")[-1]["href"] == "twente/regiobeeld-twente.xlsx"
    assert isinstance(page.select_one("[data-zoek]"), Tag)


def test_other_pages_are_listed_by_their_title(page: BeautifulSoup) -> None:
    assert "Doelgroepen in heel Nederland" in page.select("table")[1].get_text()


def test_without_reports_there_is_a_page_that_says_so(tmp_path: Path) -> None:
    text = renew_overview(tmp_path).read_text(encoding="utf-8")
    assert "Er is nog geen regiobeeld gemaakt." in text
