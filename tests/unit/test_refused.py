"""What could not be renewed is remembered until it could, and told in one sentence per reason."""

from pathlib import Path

from regiobeeld.national.describe import describe_old
from regiobeeld.snapshots.living import Living
from regiobeeld.snapshots.refresh_failures import NAME, Refused, keep_refused, read_refused

AWAY = Refused("kerncijfers", "85984NED", "2026-11-22", "onbereikbaar", "2026-11-01")
ODD = Refused("sterfte", "80142ned_2024", "2026-11-22", "afgekeurd", "")


def test_only_what_was_asked_for_is_replaced(tmp_path: Path) -> None:
    keep_refused(tmp_path, [("kerncijfers", "85984NED"), ("sterfte", "80142ned_2024")], [AWAY, ODD])
    keep_refused(tmp_path, [("kerncijfers", "85984NED")], [])
    assert read_refused(tmp_path) == [ODD]


def test_a_damaged_file_is_as_none(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('[{"bron": ', encoding="utf-8")
    assert read_refused(tmp_path) == []


def test_the_reader_is_told_why_and_what_is_used() -> None:
    texts = describe_old(Living({}, ()), [AWAY, ODD])["tekst"].tolist()
    assert texts == [
        "Op 22-11-2026 niet vernieuwd, want de dienst was niet bereikbaar: kerncijfers 85984NED. "
        "Gebruikt zijn de cijfers die op 01-11-2026 zijn opgehaald.",
        "Op 22-11-2026 niet vernieuwd, want de nieuwe cijfers waren niet aannemelijk: sterfte 80142ned_2024. "
        "Gebruikt zijn de ingebouwde cijfers.",
    ]
