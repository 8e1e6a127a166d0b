"""A finished folder replaces the old one at once; whatever happens before that leaves the old one as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from regiobeeld.publish import one_at_a_time, replaced_folder, restore_folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "twente"
    folder.mkdir()
    (folder / "oud.txt").write_text("oud")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_new_folder_takes_the_place_of_the_old_one(target: Path) -> None:
    with replaced_folder(target) as fresh:
        (fresh / "nieuw.txt").write_text("nieuw")
        assert names(target) == ["oud.txt"]
    assert names(target) == ["nieuw.txt"]
    assert names(target.parent) == ["twente"]


def test_a_first_folder_is_made_with_all_above_it(tmp_path: Path) -> None:
    with replaced_folder(tmp_path / "a" / "b" / "twente") as fresh:
        (fresh / "nieuw.txt").write_text("nieuw")
    assert names(tmp_path / "a" / "b") == ["twente"]


@pytest.mark.parametrize("what", [ValueError, OSError, KeyboardInterrupt, SystemExit])
def test_a_failure_leaves_the_old_folder_and_nothing_else(target: Path, what: type[BaseException]) -> None:
    with pytest.raises(what), replaced_folder(target) as fresh:
        (fresh / "half.txt").write_text("half")
        raise what
    assert names(target) == ["oud.txt"]
    assert names(target.parent) == ["twente"]


def kill_inside(target: Path, when: str) -> None:
    """Another process replaces the folder and is killed: while filling the new one, or between the renames."""
    between_renames = """
first = Path.rename
def rename(self, other):
    if self.name.startswith(".bezig"):
        os.kill(os.getpid(), 9)
    return first(self, other)
Path.rename = rename
"""
    code = f"""
import os, sys
from pathlib import Path
from regiobeeld.publish import replaced_folder
{between_renames if when == "between the renames" else ""}
with replaced_folder(Path(sys.argv[1])) as fresh:
    (fresh / "half.txt").write_text("half")
    {"os.kill(os.getpid(), 9)" if when == "halfway" else "pass"}
"""
    done = subprocess.run([sys.executable, "-c", code, str(target)], check=False)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("when", ["halfway", "between the renames"])
def test_the_next_run_repairs_what_a_killed_one_left(target: Path, when: str) -> None:
    kill_inside(target, when)
    assert any(name.startswith(".bezig-twente-") for name in names(target.parent))
    restore_folder(target)
    assert names(target) == ["oud.txt"]
    assert names(target.parent) == ["twente"]


def test_after_a_kill_a_new_folder_can_be_made_at_once(target: Path) -> None:
    kill_inside(target, "between the renames")
    assert not target.exists()
    with replaced_folder(target) as fresh:
        assert names(target) == ["oud.txt"]
        (fresh / "nieuw.txt").write_text("nieuw")
    assert names(target) == ["nieuw.txt"]
    assert names(target.parent) == ["twente"]


def test_the_folder_of_a_run_that_is_still_going_is_left_alone(target: Path) -> None:
    busy = target.parent / f".bezig-twente-{os.getpid()}"
    busy.mkdir()
    restore_folder(target)
    assert busy.exists()


def test_repairing_one_region_does_not_touch_another(target: Path) -> None:
    """The name of one region may begin like that of another."""
    other = target.parent / "twente-en-meer"
    other.mkdir()
    (target.parent / f".bezig-twente-en-meer-{os.getpid()}").mkdir()
    restore_folder(target)
    assert names(target.parent) == [f".bezig-twente-en-meer-{os.getpid()}", "twente", "twente-en-meer"]


def test_restoring_what_needs_no_repair_changes_nothing(target: Path, tmp_path: Path) -> None:
    restore_folder(target)
    restore_folder(tmp_path / "nooit gemaakt")
    assert names(target) == ["oud.txt"]


def test_a_second_run_says_that_it_waits_for_the_first(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "regiobeeld")
    order: list[str] = []

    def second() -> None:
        with one_at_a_time(tmp_path):
            order.append("tweede")

    with one_at_a_time(tmp_path):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(timeout=0.2)
        assert waiting.is_alive()
        order.append("eerste")
    waiting.join(timeout=10)
    assert order == ["eerste", "tweede"]
    assert caplog.messages == ["Een andere run is hier bezig; even wachten ..."]


def test_a_run_that_fails_lets_the_next_one_in(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mislukt"), one_at_a_time(tmp_path):
        raise ValueError("mislukt")
    with one_at_a_time(tmp_path):
        pass
