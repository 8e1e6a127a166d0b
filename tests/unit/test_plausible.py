"""Checks on new figures: each one with the smallest table that sets it off."""

from pathlib import Path

import pandas as pd
import pytest

from regiobeeld.catalog.load import load_catalog
from regiobeeld.errors import ContractError
from regiobeeld.snapshots.plausible import (
    Expectations,
    Total,
    check_observations,
    read_expectations,
    require_totals,
)
from statline.helpers import make_catalog

CATALOG = make_catalog()
EXPECTED = Expectations.model_validate(
    {
        "rijen": [{"indicator": "eenzaam", "niveau": "GM", "minstens": 3, "hoogstens": 4}],
        "volgorde": [
            {
                "indicator": "eenzaam",
                "hoger": {"leeftijd": "65+"},
                "lager": {"leeftijd": "18-64"},
                "waarom": "ouderen zijn vaker eenzaam",
            }
        ],
    }
)


def figure(
    gebied: str, waarde: float | None, leeftijd: str = "18+", jaar: int = 2024, code: str = "eenzaam"
) -> dict:  # type: ignore[type-arg]
    return {
        "indicator_code": code,
        "gebied_code": gebied,
        "gebied_jaar": 2024,
        "periode_start": pd.Timestamp(jaar, 1, 1),
        "periode_eind": pd.Timestamp(jaar, 12, 31),
        "geslacht": "totaal",
        "leeftijd": leeftijd,
        "uitsplitsing": "totaal",
        "waarde": waarde,
    }


GOOD = [
    figure("NL", 47.0),
    figure("NL", 44.0, "18-64"),
    figure("NL", 50.0, "65+"),
    figure("GM0141", 49.0),
    figure("GM0147", 41.0),
    figure("GM0153", 48.0),
]


def check(rows: list[dict], old: list[dict] | None = None) -> list[str]:  # type: ignore[type-arg]
    """The findings as text, `rood` ones with a mark."""
    before = None if old is None else pd.DataFrame(old)
    findings = check_observations(pd.DataFrame(rows), before, CATALOG, EXPECTED)
    return [f"{'!' if finding.ernst == 'rood' else ''}{finding.tekst}" for finding in findings]


def changed(index: int, **cells: object) -> list[dict]:  # type: ignore[type-arg]
    return [{**row, **cells} if number == index else row for number, row in enumerate(GOOD)]


def test_good_figures_give_no_findings() -> None:
    assert check(GOOD) == []
    assert check(GOOD, GOOD) == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "!er zijn geen cijfers"),
        (changed(3, waarde=120.0), "!waarden van 41 tot 120, mogelijk is 0 tot 100"),
        (changed(2, waarde=40.0), "!40 is niet hoger dan 44 (2024): ouderen zijn vaker eenzaam"),
        (GOOD[:-1], "!2 gebieden (GM, 2024), verwacht minstens 3 en hoogstens 4"),
        (
            [*GOOD, figure("GM0158", 40.0), figure("GM0163", 41.0)],
            "!5 gebieden (GM, 2024), verwacht minstens 3 en hoogstens 4",
        ),
        (
            [*GOOD[:3], figure("GM0141", None), figure("GM0147", None), GOOD[5]],
            "!67% van de cijfers is leeg (GM, 2024)",
        ),
        ([*GOOD, figure("BU01411001", None)], "100% van de cijfers is leeg (BU, 2024)"),
    ],
)
def test_what_is_odd_is_found(rows: list[dict], told: str) -> None:  # type: ignore[type-arg]
    assert check(rows) == [told]


def test_rows_that_vanished_and_values_that_jumped() -> None:
    more = [*GOOD, figure("GM0158", 40.0)]
    # One of 7 rows went: 14 %.
    assert check(GOOD, more) == ["!14% van de rijen is verdwenen"]
    halved = [{**row, "waarde": row["waarde"] / 2.1} for row in GOOD]
    assert check(halved, GOOD) == ["!100% van de cijfers is meer dan 50% herzien"]


def test_national_count_against_the_sum_of_gemeenten() -> None:
    counted = CATALOG.indicators["eenzaam"].model_copy(update={"aggregatie": "som", "bereik": (0.0, 1e6)})
    source = CATALOG.sources[0].model_copy(update={"indicator": (counted,)})
    catalog = CATALOG.model_copy(update={"sources": (source,)})
    places = [figure(f"GM{number:04d}", 10.0) for number in range(100)]

    def told(national: float) -> list[str]:
        frame = pd.DataFrame([*places, figure("NL", national)])
        return [finding.tekst for finding in check_observations(frame, None, catalog, Expectations())]

    assert told(1010.0) == []  # within 2 %
    assert told(1050.0) == ["de gemeenten tellen op tot 1000, Nederland heeft 1050 (2024)"]


def test_national_percentage_lies_between_the_gemeenten() -> None:
    places = [figure(f"GM{number:04d}", 20.0 + number / 10, code="roken") for number in range(100)]
    assert check([*places, figure("NL", 25.0, code="roken")]) == []
    assert check([*places, figure("NL", 35.0, code="roken")]) == [
        "!Nederland (35) ligt buiten alle gemeenten (2024)"
    ]


def test_file_with_expectations(tmp_path: Path) -> None:
    path = tmp_path / "verwachtingen.toml"
    assert read_expectations(path) == Expectations()
    path.write_text("[grenzen]\nleeg = 0.3\n")
    assert read_expectations(path).grenzen.leeg == 0.3
    path.write_text("[grenzen]\nleeg = 3\n")
    with pytest.raises(ContractError, match=r"verwachtingen.toml: grenzen -> leeg"):
        read_expectations(path)
    path.write_text("[grenzen\n")
    with pytest.raises(ContractError, match="geen geldige TOML"):
        read_expectations(path)


def test_reviewed_expectations_are_about_declared_indicators() -> None:
    known = load_catalog().indicators
    expectations = read_expectations()
    assert expectations.volgorde
    assert {rule.indicator for rule in (*expectations.rijen, *expectations.volgorde)} <= set(known)


# Totals of a table that is being embedded


def embedded() -> pd.DataFrame:
    rows = [figure("GM0141", 10.0), figure("GM0153", 20.0), figure("NL", 31.0), figure("GM0153", 7.0, "65+")]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    "rule",
    [
        {"aantal": 2, "som": 30},
        {"niveau": "NL", "som": 31},
        {"gebieden": ["GM0153"], "leeftijd": "65+", "aantal": 1, "som": 7},
    ],
)
def test_a_table_that_holds_what_is_known_of_it_is_taken(rule: dict[str, object]) -> None:
    known = Total.model_validate({"bron": "b", "tabel": "t", "indicator": "eenzaam", "leeftijd": "18+"} | rule)
    require_totals(embedded(), (known,), "t, map/t.csv")


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"aantal": 3}, r"eenzaam \(18\+, GM\): 2 gebieden, verwacht 3 \(t, map/t\.csv\)"),
        ({"som": 31}, r"eenzaam \(18\+, GM\): samen 30, verwacht 31 "),
        ({"gebieden": ["GM0141"], "som": 11}, r"genoemde gebieden\): samen 10, verwacht 11 "),
    ],
)
def test_a_table_that_holds_something_else_is_refused_in_one_line(rule: dict[str, object], told: str) -> None:
    known = Total.model_validate({"bron": "b", "tabel": "t", "indicator": "eenzaam", "leeftijd": "18+"} | rule)
    with pytest.raises(ContractError, match=told):
        require_totals(embedded(), (known,), "t, map/t.csv")


def test_every_total_that_is_expected_is_about_an_embedded_table() -> None:
    catalog = load_catalog()
    tables = {(s.bron.code, t.code) for s in catalog.sources for t in s.tabel if t.pad}
    for rule in read_expectations().totaal:
        assert (rule.bron, rule.tabel) in tables
        assert rule.indicator in catalog.indicators
