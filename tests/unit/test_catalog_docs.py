"""The generated page about indicators and sources."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from regiobeeld import paths
from regiobeeld.catalog import docs
from regiobeeld.catalog.load import load_catalog
from regiobeeld.catalog.models import Catalog, Source

SOURCE: dict[str, Any] = {
    "bron": {
        "code": "monitor",
        "naam": "Monitor",
        "organisatie": "GGD",
        "soort": "enquete",
        "licentie": "CC BY 4.0",
        "citaat": "GGD",
        "url": "https://voorbeeld.nl",
        "toelichting": "Een vragenlijst.",
    },
    "tabel": [
        {"code": "T1", "titel": "Eerste | ronde", "gebied_jaar": 2020, "opgenomen": "2026-11-21"},
        {
            "code": "T2",
            "titel": "Tweede ronde",
            "gebied_jaar": 2024,
            "opgenomen": "2026-11-21",
            "url": "https://t2.nl",
        },
    ],
    "dimensies": {
        "gebied": {"vast": "NL"},
        "leeftijd": {"kolom": "Leeftijd", "waarden": {"a": "18+", "b": "65+"}},
    },
    "standaard": {
        "doelgroepen": ["algemeen", "kanker"],
        "decimalen": 1,
        "richting": "neutraal",
        "niveau": ["NL", "GM"],
        "bereik": [0, 100],
    },
    "indicator": [
        {
            "code": "roken",
            "naam": "Rokers",
            "thema": "leefstijl",
            "kolom": "Roker",
            "tabellen": ["T2"],
            "eenheid": "%",
            "aggregatie": "gewogen",
            "gewicht": "bevolking",
            "breuken": [{"jaar": 2020, "reden": "andere vraag", "leeftijden": ["18+"]}],
            "toelichting": "Wie weleens rookt.",
        },
        {
            "code": "woningen",
            "naam": "Woningen",
            "thema": "omgeving",
            "kolommen": [{"kolom": "W", "leeftijd": "totaal"}],
            "eenheid": "aantal",
            "aggregatie": "som",
            "toelichting": "Aantal woningen.",
        },
        {
            "code": "koop",
            "naam": "Koopwoningen",
            "thema": "omgeving",
            "kolommen": [{"kolom": "K", "leeftijd": "totaal"}],
            "eenheid": "%",
            "aggregatie": "gewogen",
            "gewicht": "woningen",
            "toelichting": "Deel in eigendom.",
        },
    ],
}


@pytest.fixture(scope="module")
def page() -> str:
    """The page of the small example."""
    return docs.write_docs(Catalog(sources=(Source.model_validate(SOURCE),), regios={}))


def row(page: str, start: str) -> list[str]:
    """The cells of the one table row that starts with `start`."""
    [line] = [line for line in page.splitlines() if line.startswith(f"| {start} |")]
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def test_page_on_disk_is_up_to_date() -> None:
    """After a change in sources/*.toml: python -m regiobeeld.catalog.docs."""
    on_disk = (paths.SOURCES / docs.FILE_NAME).read_text(encoding="utf-8")
    assert on_disk == docs.write_docs(load_catalog())


def test_row_of_an_indicator(page: str) -> None:
    assert row(page, "`roken`") == [
        "`roken`",
        "Rokers",
        "%",
        "18+, 65+",
        "Monitor: T2",
        "NL, GM",
        "gewogen met inwoners van die leeftijd",
        "Wie weleens rookt. Soort: enquête. Doelgroep: Iedereen, Mensen met (risico op) kanker. "
        "Breuk vanaf 2020 (18+): andere vraag.",
    ]


def test_weight_is_called_by_its_name(page: str) -> None:
    assert row(page, "`koop`")[6] == "gewogen met woningen"
    assert row(page, "`woningen`")[6] == "som"


def test_age_of_the_column_goes_before_that_of_the_table(page: str) -> None:
    assert row(page, "`woningen`")[3] == "totaal"


def test_indicators_are_counted_per_theme(page: str) -> None:
    assert row(page, "[Leefstijl](#leefstijl)")[1] == "1"
    assert row(page, "[Wonen en omgeving](#wonen-en-omgeving)")[1] == "2"
    assert row(page, "Samen")[1] == "3"


def test_table_of_a_source_says_what_it_is_used_for(page: str) -> None:
    assert row(page, "T1") == ["T1", r"Eerste \| ronde", "2020", "definitief", "2026-11-21", "2", ""]
    assert row(page, "[T2](https://t2.nl)")[5] == "3"


def test_every_table_has_rows_of_equal_length(page: str) -> None:
    """A pipe or a line break in a text may not break the table."""
    for table in re.findall(r"(?:^\|.*\n?)+", page, flags=re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


def test_main_writes_the_page_beside_the_sources(tmp_path: Path) -> None:
    bron = "\n".join(f'{key} = "{value}"' for key, value in SOURCE["bron"].items())
    bestand = 'pad = "kaart/a.geojson"\ntitel = "Grenzen"'
    (tmp_path / "kaart.toml").write_text(f"[bron]\n{bron}\n\n[[bestand]]\n{bestand}\n", encoding="utf-8")
    page = docs.main(tmp_path)
    assert page == tmp_path / "INDICATOREN.md"
    assert "| `kaart/a.geojson` | Grenzen |  |  |" in page.read_text(encoding="utf-8")
