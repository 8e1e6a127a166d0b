"""The versiebericht: what changed between two versions, largest first, and nothing in it that works as markup."""

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from regiobeeld.snapshots.store import Snapshot
from regiobeeld.snapshots.versiebericht import escape_markdown, render_html, render_markdown, write_message
from regiobeeld.snapshots.versions import CHANGES, TableChange, compare_definitions, compare_versions
from regiobeeld.statline.description import ColumnInfo, Description

SNAPSHOT = Snapshot(
    "gezondheid", "50150NED", "", "", "2025-11-28T02:00:00", "2026-11-21T10:00:00", 1, "", "", "", "", "", ""
)
EVIL = "<script>alert(1)</script> [klik](javascript:alert(1)) | `x`"


def figures(*rows: tuple[str, int, float | None]) -> pd.DataFrame:
    """Observations of eenzaam 18+: gebied, year, value."""
    return pd.DataFrame(
        {
            "indicator_code": "eenzaam",
            "gebied_code": [gebied for gebied, _, _ in rows],
            "gebied_jaar": 2024,
            "periode_start": [pd.Timestamp(jaar, 1, 1) for _, jaar, _ in rows],
            "periode_eind": [pd.Timestamp(jaar, 12, 31) for _, jaar, _ in rows],
            "geslacht": "totaal",
            "leeftijd": "18+",
            "uitsplitsing": "totaal",
            "waarde": [waarde for _, _, waarde in rows],
        }
    )


OLD = figures(
    ("NL", 2020, 47.0),
    ("GM0141", 2020, 49.0),
    ("GM0147", 2020, None),
    ("GM0153", 2020, 48.0),
    ("GM0158", 2020, 40.0),
)
NEW = figures(
    ("NL", 2020, 46.5), ("GM0141", 2020, 52.0), ("GM0147", 2020, 41.0), ("GM0153", 2020, None), ("NL", 2024, 45.0)
)


@pytest.fixture
def change() -> TableChange:
    return compare_versions(SNAPSHOT, OLD, NEW)


def test_counts_per_indicator(change: TableChange) -> None:
    (summary,) = change.indicatoren
    assert summary.nieuwe_jaren == (2024,)
    counts = (summary.nieuw, summary.herzien, summary.ingevuld, summary.leeg_geworden, summary.verdwenen)
    assert counts == (1, 2, 1, 1, 1)


def test_rows_with_the_largest_revision_first(change: TableChange) -> None:
    revised = change.rijen[change.rijen["wijziging"] == "herzien"]
    assert revised[["gebied_code", "oud", "nieuw", "verschil"]].to_numpy().tolist() == [
        ["GM0141", 49.0, 52.0, 3.0],
        ["NL", 47.0, 46.5, -0.5],
    ]
    assert change.rijen[change.rijen["wijziging"] == "verdwenen"]["gebied_code"].tolist() == ["GM0158"]


def test_equal_versions_give_an_empty_message() -> None:
    same = compare_versions(SNAPSHOT, OLD, OLD.sample(frac=1, random_state=1))
    assert same.is_empty
    assert "Er is niets gewijzigd" in render_markdown([same], {})
    assert "Er is niets gewijzigd" in render_html([same], {})


def describe(*columns: ColumnInfo) -> Description:
    return Description("50150NED", "", "2024-11-28", "", columns, {})


def test_definitions_are_compared_whatever_the_number_of_the_column() -> None:
    old = describe(
        ColumnInfo("Eenzaam_28", "Eenzaam", "onderwerp", "Score van 3 of hoger.", "%"),
        ColumnInfo("Roker_11", "Roker", "onderwerp"),
    )
    new = describe(
        ColumnInfo("Eenzaam_25", "Eenzaam", "onderwerp", "Score van 4 of hoger.", "%"),
        ColumnInfo("Vaper_12", "Vaper", "onderwerp"),
    )
    told = [(c.kolom, c.onderdeel, c.oud, c.nieuw) for c in compare_definitions(old, new)]
    assert told == [
        ("Eenzaam", "omschrijving", "Score van 3 of hoger.", "Score van 4 of hoger."),
        ("Roker", "kolom", "aanwezig", "verdwenen"),
        ("Vaper", "kolom", "", "nieuw"),
    ]
    assert compare_definitions(None, new) == []


def test_message_reads_as_a_message(change: TableChange) -> None:
    text = render_markdown([change], {"eenzaam": "Eenzaam"})
    assert "| Eenzaam | 2024 | 1 | 2 | 1 | 1 | 1 |" in text
    assert "Grootste herzieningen: Eenzaam" in text
    assert "| GM0141 | 2020 | 18\\+ | 49 | 52 |" in text
    assert "| NL | 2020 | 18\\+ | 47 | 46,5 |" in text


def test_message_is_stored_in_three_forms(change: TableChange, tmp_path: Path) -> None:
    path = write_message([change], tmp_path / "versiebericht", {})
    assert path.read_text().startswith("# Versiebericht")
    page = path.with_suffix(".html").read_text()
    assert '<html lang="nl">' in page
    assert "://" not in page
    table = pq.read_table(path.with_suffix(".parquet"))
    assert table.column_names == CHANGES
    assert table.num_rows == 6


def test_names_from_a_service_are_not_markup(change: TableChange) -> None:
    old = describe(ColumnInfo("Eenzaam_28", "Eenzaam", "onderwerp"))
    new = describe(ColumnInfo("Eenzaam_28", EVIL, "onderwerp", EVIL))
    evil = TableChange(SNAPSHOT, change.indicatoren, tuple(compare_definitions(old, new)), change.rijen)
    for text in (render_html([evil], {"eenzaam": EVIL}), render_markdown([evil], {"eenzaam": EVIL})):
        assert "<script" not in text
        assert "[klik](" not in text or text.startswith("<!DOCTYPE")
    assert "](javascript" not in render_markdown([evil], {"eenzaam": EVIL})


@pytest.mark.parametrize("mark", list("|*_`[]()<#\\"))
def test_marks_of_markdown_are_escaped(mark: str) -> None:
    assert escape_markdown(mark) in {f"\\{mark}", "&lt;"}
