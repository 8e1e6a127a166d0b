"""What is different between two builds: each kind of change planted by hand; which build is the one before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from declared_example import chapter
from regiobeeld.blocks.previous import EARLIER, NOW, Build, _write, last_different, read_build
from regiobeeld.chapters_method import changed
from regiobeeld.chapters_method.changed import introduce, other_changes
from regiobeeld.claims.marks import plain
from regiobeeld.claims.recorder import recording
from regiobeeld.judgement import changes
from regiobeeld.judgement.changes import COLUMNS, find_changes, summarise
from small_profile import indicator, make_profile


def row(**about: Any) -> dict[str, Any]:
    plain = {
        "indicator_code": "roken",
        "gebied_code": "GM0001",
        "leeftijd": "18+",
        "geslacht": "totaal",
        "uitsplitsing": "totaal",
        "jaar": 2020,
        "waarde": 20.0,
        "ondergrens": 18.0,
        "bovengrens": 22.0,
        "gebied_jaar": 2025,
        "status": "definitief",
        "tabel_code": "85012NED",
        "snapshot": "aaaa",
    }
    return plain | about


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=COLUMNS)


OLD = frame(
    row(), row(jaar=2016, waarde=25.0), row(gebied_code="GM0002", waarde=None, ondergrens=None, bovengrens=None)
)


def what(*new: dict[str, Any], old: pd.DataFrame = OLD) -> list[str]:
    return find_changes(old, frame(*new))["wat"].tolist()


def everything(**about: Any) -> list[dict[str, Any]]:
    """The old rows, of which the first is changed."""
    rows = [
        row(),
        row(jaar=2016, waarde=25.0),
        row(gebied_code="GM0002", waarde=None, ondergrens=None, bovengrens=None),
    ]
    return [rows[0] | about, *rows[1:]]


def test_the_same_figures_are_no_change_also_from_another_file() -> None:
    assert what(*everything()) == []
    assert what(*everything(snapshot="bbbb")) == []


@pytest.mark.parametrize(
    ("about", "kind"),
    [
        ({"waarde": 21.0, "snapshot": "bbbb"}, changes.REVISED),
        ({"waarde": 21.0, "tabel_code": "99999NED"}, changes.REVISED),
        ({"waarde": 21.0}, changes.METHOD),
        ({"bovengrens": 23.0}, changes.METHOD),
        ({"waarde": 21.0, "gebied_jaar": 2026}, changes.AREAS),
    ],
)
def test_why_a_figure_is_different(about: dict[str, Any], kind: str) -> None:
    assert what(*everything(**about)) == [kind]


@pytest.mark.parametrize(
    ("about", "kind"),
    [
        ({"jaar": 2024}, changes.NEW_YEAR),
        ({"jaar": 2012}, changes.ADDED),
        ({"indicator_code": "drinken"}, changes.NEW_TOPIC),
        ({"gebied_code": "GM0003"}, changes.AREAS),
    ],
)
def test_why_a_figure_is_new(about: dict[str, Any], kind: str) -> None:
    assert what(*everything(), row(**about)) == [kind]


def test_provisional_that_became_final_and_what_is_gone() -> None:
    old = frame(row(status="voorlopig"), row(jaar=2016))
    assert what(row(), old=old) == [changes.GONE, changes.FINAL]


def test_a_figure_that_came_in_the_place_of_nothing_is_a_change() -> None:
    rows = everything()
    rows[2] = row(gebied_code="GM0002", waarde=19.0, ondergrens=17.0, bovengrens=21.0, snapshot="bbbb")
    assert what(*rows) == [changes.REVISED]


def test_the_summary_counts_per_kind_and_subject_in_the_order_of_the_reader() -> None:
    new = [*everything(waarde=21.0, snapshot="b"), row(jaar=2024), row(jaar=2024, gebied_code="GM0002")]
    table = summarise(find_changes(OLD, frame(*new)))
    assert table[["wat", "cijfers", "gebieden"]].values.tolist() == [
        [changes.NEW_YEAR, 2, 2],
        [changes.REVISED, 1, 1],
    ]
    assert table["jaren"].tolist() == [(2024,), (2020,)]


def build(day: str = "2026-01-02", value: float = 20.0, **about: Any) -> Build:
    plain = {"gemaakt": day, "cijfers": str(value), "regels": "r", "alles": "a", "plannen": "", "peiljaar": 2025}
    return Build(plain | {"knelpunten": {}} | about, frame(row(waarde=value)))


def keep(folder: Path, now: Build, home: Path) -> Build | None:
    """What `keep_builds` does, without a profile: returns the build that the report compares with."""
    kept, before = read_build(home, NOW), last_different(now, home)
    folder.mkdir(exist_ok=True)
    _write(kept if kept is not None and kept.is_like(now) else now, folder, NOW)
    if before is not None:
        _write(before, folder, EARLIER)
    return before


def test_a_report_compares_with_the_last_different_build_however_often_it_is_made(tmp_path: Path) -> None:
    first, second = build(), build(day="2026-03-04", value=21.0)
    home = tmp_path / "vorige"
    assert keep(home, first, home) is None
    assert keep(home, build(day="2026-02-02"), home) is None  # the same again: still the first
    before = keep(home, second, home)
    assert before is not None and before.day == "2-1-2026" and before.figures["waarde"].tolist() == [20.0]
    for day in ("2026-03-05", "2026-04-01"):
        again = keep(home, build(day=day, value=21.0), home)
        assert again is not None and again.day == "2-1-2026"


def test_a_damaged_memory_is_no_memory(tmp_path: Path) -> None:
    home = tmp_path / "vorige"
    keep(home, build(), home)
    (home / "nu.json").write_text("{", encoding="utf-8")
    assert last_different(build(value=21.0), home) is None


def test_many_new_years_leave_room_for_what_was_revised() -> None:
    codes = [f"cijfer{n:02d}" for n in range(50)]
    old = frame(*(row(indicator_code=code) for code in codes))
    new = frame(*(row(indicator_code=code, jaar=year, waarde=20.0) for code in codes for year in (2020, 2024)))
    new.loc[new["indicator_code"].eq("cijfer49") & new["jaar"].eq(2020), ["waarde", "snapshot"]] = [21.0, "bbbb"]
    found = find_changes(old, new)
    profile = make_profile([], *(indicator(code, naam=code) for code in codes), code="GM0001")
    with recording(True):
        marked = changed._summary(profile, summarise(found))
    table = plain(marked)
    assert "Herzien" in table and "Nieuw jaar" in table and "nog 35 regels staan er niet bij" in table
    # Without the mark of its claim the whole report would be refused.
    assert "nog 35 regels" not in marked
    assert plain(changed.tell_kinds(found)) == "Naar reden: nieuw jaar 50 en herzien 1."


NOTHING = find_changes(OLD, OLD)


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ({"alles": "b"}, "Alleen teksten of vormgeving zijn veranderd."),
        ({"alles": "b", "regels": "s"}, "Er zijn declaraties of rekenregels veranderd"),
        ({"plannen": "p"}, "Het regioplan is veranderd."),
        ({"peiljaar": 2021}, "Het peiljaar was 2025 en is nu 2021."),
        ({"knelpunten": {"roken": "Roken"}}, "Nieuw bij de knelpunten: Roken."),
    ],
)
def test_what_changed_beside_the_figures_is_told(about: dict[str, Any], told: str) -> None:
    notes = other_changes(build(), build(day="2026-05-06", **about), NOTHING)
    assert len(notes) == 1 and notes[0].startswith(told)


def test_the_introduction_counts_and_dates() -> None:
    found = find_changes(OLD, frame(*everything(waarde=21.0)))
    told = introduce(build(), build(), found)
    assert (
        told
        == "Vergeleken met het regiobeeld van 2-1-2026 is 1 cijfer anders of nieuw, van de 1 die dit gebied heeft."
    )
    assert introduce(build(), build(), NOTHING).endswith("geen enkel cijfer veranderd.")


def test_the_first_build_says_so_and_a_second_tells_what_is_different(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chapter itself, for a region of which only the memory and the figures of now are known."""
    now = build(day="2026-05-06", value=21.0)
    info = indicator("roken")
    profile = make_profile([], info, code="GM0001")
    monkeypatch.setattr(changed, "this_build", lambda _: now)
    monkeypatch.setattr(changed, "home_of", lambda _: tmp_path)
    assert "Dit is het eerste regiobeeld van Klein" in chapter(profile, "veranderd")._repr_html_()
    keep(tmp_path, build(), tmp_path)
    page = chapter(profile, "veranderd")._repr_html_()
    for told in ("2-1-2026 is 1 cijfer anders", "Anders berekend", "20,0%", "21,0%"):
        assert told in page
