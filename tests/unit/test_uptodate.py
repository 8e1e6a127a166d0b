"""A folder that is added to a finished report: all of it, listed in the stamp, or nothing."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from project import hashes
from regiobeeld.errors import SourceUnreachableError
from regiobeeld.run import uptodate
from regiobeeld.run.location import Location

STAMP = {"vingerafdruk": "a"}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A finished folder with one page."""
    target = tmp_path / "uitvoer" / "twente"

    def make(fresh: Path) -> None:
        (fresh / "regiobeeld-twente.html").write_text("pagina", encoding="utf-8")

    uptodate.ensure(target, STAMP, make)
    return target


def draw(fresh: Path) -> None:
    (fresh / "een.svg").write_text("<svg/>", encoding="utf-8")


def is_current(report: Path) -> bool:
    """Nothing to be done: making would fail."""
    return not uptodate.ensure(report, STAMP, lambda fresh: pytest.fail("opnieuw gemaakt"))


def test_what_is_added_is_listed_with_its_hash_and_the_rest_stays(report: Path) -> None:
    page = (report / "regiobeeld-twente.html").stat().st_mtime_ns
    assert not uptodate.has_folder(report, "figuren")
    uptodate.add_folder(report, "figuren", draw)
    assert uptodate.has_folder(report, "figuren")
    listed = json.loads((report / "run.json").read_text(encoding="utf-8"))["bestanden"]
    assert {name: about["sha256"] for name, about in listed.items()} == {
        name: sha for name, sha in hashes(report).items() if name != "run.json"
    }
    assert set(listed) == {"regiobeeld-twente.html", "figuren/een.svg"}
    assert (report / "regiobeeld-twente.html").stat().st_mtime_ns == page
    assert is_current(report)


def test_a_figure_that_is_changed_afterwards_makes_the_report_out_of_date(report: Path) -> None:
    uptodate.add_folder(report, "figuren", draw)
    (report / "figuren" / "een.svg").write_text("<svg>anders</svg>", encoding="utf-8")
    assert uptodate.ensure(report, STAMP, draw)


def test_a_full_disk_while_drawing_leaves_the_report_whole(report: Path) -> None:
    before = hashes(report)

    def stop_halfway(fresh: Path) -> None:
        draw(fresh)
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        uptodate.add_folder(report, "figuren", stop_halfway)
    assert hashes(report) == before
    assert is_current(report) and not uptodate.has_folder(report, "figuren")


def test_a_report_in_a_shared_location_has_its_stamp_last(report: Path, tmp_path: Path) -> None:
    """What is copied over an older report has no stamp until all of it is there."""
    shared = Location(str(tmp_path / "gedeeld"))
    shared.put(report, "twente")
    assert hashes(tmp_path / "gedeeld" / "twente") == hashes(report)
    assert shared.read("twente/run.json") == (report / "run.json").read_text(encoding="utf-8")
    assert shared.read("almelo/run.json") == ""
    shared.fetch("twente", tmp_path / "terug")
    assert hashes(tmp_path / "terug") == hashes(report)


def test_an_address_that_means_nothing_is_one_line() -> None:
    with pytest.raises(SourceUnreachableError, match=r"deze plaats is niet te bereiken \(bestaatniet://emmer\)"):
        Location("bestaatniet://emmer")
