"""The projection and the crossing of two builds: each kind of change planted by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from regiobeeld import paths
from regiobeeld.blocks.previous import NOW, Build, _write, read_build
from regiobeeld.chapters_method import changed
from regiobeeld.chapters_method.changed_computed import computed_blocks, tell
from regiobeeld.claims.marks import plain
from regiobeeld.crossing import assemble, lifestyle, ses
from regiobeeld.future import demand
from regiobeeld.judgement.changes import ADDED, AREAS, GONE, METHOD, NEW_YEAR, REVISED
from regiobeeld.judgement.changes import COLUMNS as FIGURES
from regiobeeld.needs import computed as computing
from regiobeeld.needs.computed import COLUMNS, CROSSING, IN_GROUP, PEOPLE, PROJECTION, computed_of
from regiobeeld.needs.computed import find_computed_changes as find
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.projection import band, cohort
from small_profile import A, B, make_profile


def expected(**about: Any) -> dict[str, Any]:
    """People of 80 and over of gemeente A in 2040: 1,200, by the rules of then."""
    plain = {
        "deel": PROJECTION,
        "wat": PEOPLE,
        "gebied_code": A,
        "leeftijd": "80+",
        "scenario": "basis",
        "jaar": 2040,
        "waarde": 1200.0,
        "ondergrens": 1100.0,
        "bovengrens": 1300.0,
        "gebied_jaar": 2025,
        "bronnen": "inwoners 2025",
        "regels": "r",
    }
    return plain | about


def crossed(**about: Any) -> dict[str, Any]:
    """Gemeente A: low SES and an unfavourable lifestyle come together."""
    empty = {"ondergrens": None, "bovengrens": None, "bronnen": "ses 2022, roken 2022"}
    plain = expected(deel=CROSSING, wat=IN_GROUP, leeftijd="65+", jaar=0, waarde=1.0, **empty)
    return plain | about


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    types = dict.fromkeys(("waarde", "ondergrens", "bovengrens"), "float64")
    return pd.DataFrame(list(rows), columns=COLUMNS).astype(types)


@pytest.mark.parametrize("row", [expected, crossed])
@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"waarde": 0.0, "bronnen": "inwoners 2026"}, NEW_YEAR),
        ({"waarde": 0.0}, REVISED),
        ({"waarde": None}, REVISED),
        ({"waarde": 0.0, "gebied_jaar": 2026, "bronnen": "inwoners 2026"}, AREAS),
        ({"waarde": 0.0, "regels": "s"}, METHOD),
    ],
)
def test_why_a_result_is_different(row: Any, about: dict[str, Any], why: str) -> None:
    changes = find(frame(row(), row(gebied_code=B)), frame(row(**about), row(gebied_code=B)))
    assert changes["waarom"].tolist() == [why]
    assert changes["was"].tolist() == frame(row())["waarde"].tolist()


@pytest.mark.parametrize("row", [expected, crossed])
def test_other_years_rules_or_borders_that_change_no_result_are_no_change(row: Any) -> None:
    assert find(frame(row()), frame(row(gebied_jaar=2026, bronnen="x", regels="s"))).empty


def test_another_band_is_a_change_too() -> None:
    assert find(frame(expected()), frame(expected(bovengrens=1400.0)))["waarom"].tolist() == [REVISED]


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"gebied_code": "GM9999"}, AREAS),
        ({"jaar": 2055}, ADDED),
        ({"jaar": 2055, "bronnen": "inwoners 2026"}, NEW_YEAR),
        ({"jaar": 2055, "regels": "s"}, METHOD),
    ],
)
def test_why_a_result_is_new(about: dict[str, Any], why: str) -> None:
    assert find(frame(expected()), frame(expected(), expected(**about)))["waarom"].tolist() == [why]


def test_what_is_gone_is_told() -> None:
    old = frame(expected(), expected(jaar=2050), crossed(), crossed(gebied_code="WK000199"))
    changes = find(old, frame(expected(), crossed())).set_index("deel")["waarom"]
    assert changes.to_dict() == {PROJECTION: GONE, CROSSING: AREAS}


def test_the_reasons_are_counted_in_the_order_of_the_reader() -> None:
    old = frame(expected(), expected(jaar=2045), expected(jaar=2050))
    new = frame(
        expected(waarde=1.0), expected(jaar=2045, waarde=1.0), expected(jaar=2050, waarde=1.0, bronnen="x")
    )
    told = tell(find(old, new))
    assert told.startswith("Hierin zijn 3 getallen anders: 1 (er ligt een nieuwer jaar onder) en 2 (een cijfer")
    assert tell(find(old, old)) == "Hierin is niets veranderd."


NOWHERE = Path("geen tabellen")
CROSSING_ROW = {
    "niveau": "GM",
    "gebied_code": A,
    "gebied_jaar": 2025,
    "leeftijd": "65+",
    "inwoners": 30,
    "ses_index": -0.5,
    "leefstijl_score": 44.0,
    "is_groep": True,
}


def crossing_of(year: int = 2022, **about: Any) -> pd.DataFrame:
    origin = pd.DataFrame({"niveau": ["GM", "GM"], "indicator_code": ["roken", "roken"], "jaar": [2020, year]})
    table = pd.DataFrame([CROSSING_ROW | about, CROSSING_ROW | {"gebied_code": B, "is_groep": None}])
    return computed_of(make_profile([], kruising=table, kruising_bron=origin, data_dir=NOWHERE))


def test_the_crossing_is_kept_with_the_newest_year_of_what_it_is_made_of() -> None:
    rows = crossing_of()
    of_group = rows[rows["wat"] == IN_GROUP].set_index("gebied_code")["waarde"]
    assert of_group[A] == 1.0 and pd.isna(of_group[B])
    assert set(rows["bronnen"]) == {"roken 2022"}
    assert find(rows, crossing_of()).empty


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"is_groep": False}, REVISED),
        ({"is_groep": False, "year": 2024}, NEW_YEAR),
        ({"is_groep": False, "gebied_jaar": 2026}, AREAS),
    ],
)
def test_a_gemeente_that_left_the_group_is_found_with_the_reason(about: dict[str, Any], why: str) -> None:
    changes = find(crossing_of(), crossing_of(**about))
    assert changes[["gebied_code", "wat", "was", "is", "waarom"]].values.tolist() == [[A, IN_GROUP, 1.0, 0.0, why]]


def test_another_rule_of_the_crossing_is_another_method(monkeypatch: pytest.MonkeyPatch) -> None:
    before = crossing_of()
    monkeypatch.setattr(computing, "_digest_of", lambda *_: "andere regels")
    assert find(before, crossing_of(is_groep=False))["waarom"].tolist() == [METHOD]


def test_the_rules_are_read_where_the_arithmetic_stands() -> None:
    """A room that moved away would make every change of its rules look like a revised figure."""
    modules = {PROJECTION: (cohort, band, demand), CROSSING: (ses, lifestyle, assemble)}
    for part, (declared, rooms) in computing.RULES.items():
        assert all((paths.SOURCES / name).is_dir() for name in declared)
        assert {module.__name__.split(".")[1] for module in modules[part]} <= set(rooms)


def test_the_chapter_shows_what_left_the_group_and_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the memory on disk, as a report finds it."""
    about = {"gemaakt": "2026-01-02", "cijfers": "c", "regels": "r", "alles": "a", "plannen": "", "peiljaar": 2025}
    about |= {"knelpunten": {}}
    figures = pd.DataFrame(columns=FIGURES)
    _write(Build(about | {"berekend": "1"}, figures, crossing_of()), tmp_path, NOW)
    now = Build(about | {"berekend": "2"}, figures, crossing_of(is_groep=False, year=2024))
    kept = read_build(tmp_path, NOW)
    assert kept is not None and kept.computed is not None and not kept.is_like(now)
    monkeypatch.setattr(changed, "this_build", lambda _: now)
    monkeypatch.setattr(changed, "home_of", lambda _: tmp_path)
    blocks = changed.changes_since(make_profile([]), Zinnen("veranderd", {}, {}))
    page = plain("".join(map(str, blocks)))
    for told in ("De kruising", "Hierin is 1 getal anders", "nieuwer jaar", "Adorp", "komen niet samen"):
        assert told in page


def test_one_reason_is_told_once() -> None:
    told = plain(tell(find(frame(crossed()), frame(crossed(waarde=0.0)))))
    assert told == "Hierin is 1 getal anders: een cijfer waar dit op rust, is herzien."


def test_a_build_of_before_this_was_kept_is_told() -> None:
    told = "".join(map(str, computed_blocks(make_profile([]), None, frame(expected()))))
    assert "niet bewaard" in told and "De volgende keer staan ze hier" in told
