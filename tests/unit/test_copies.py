"""Tasks in copies of a process: each clean, bounded in memory, and none stops the others."""

from __future__ import annotations

import errno
import os
import signal
import time
from pathlib import Path

import psutil
import pytest

from regiobeeld.errors import ContractError
from regiobeeld.run import warm
from regiobeeld.run.batch import Order
from regiobeeld.run.copies import attempt, own_memory, run_in_copies
from regiobeeld.run.outcome import Outcome, say_time
from regiobeeld.run.warm import choose_copies

LEFT: list[str] = []


def outcomes(tasks: list[str], work: object, **settings: int) -> dict[str, Outcome]:
    return {found.taak: found for found in run_in_copies(tasks, work, **{"copies": 2, **settings})}  # type: ignore[arg-type]


def test_what_one_task_leaves_behind_no_other_sees(tmp_path: Path) -> None:
    def work(task: str) -> None:
        LEFT.append(task)
        (tmp_path / task).write_text(",".join(LEFT), encoding="utf-8")

    found = outcomes(["a", "b", "c"], work, copies=1)
    assert [outcome.code for outcome in found.values()] == [0, 0, 0]
    assert [path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir())] == ["a", "b", "c"]
    assert LEFT == []
    assert all(outcome.geheugen > 0 for outcome in found.values())


def test_one_that_fails_does_not_stop_the_others() -> None:
    def work(task: str) -> None:
        if task == "b":
            raise ContractError("een landelijke tabel ontbreekt", "bron", "Maak de tabellen met make gegevens")

    found = outcomes(["a", "b", "c"], work)
    assert {task: outcome.code for task, outcome in found.items()} == {"a": 0, "b": 4, "c": 0}
    assert found["b"].oorzaak == "een landelijke tabel ontbreekt (bron). Maak de tabellen met make gegevens."


def test_a_killed_worker_is_one_failed_task() -> None:
    def work(task: str) -> None:
        if task == "b":
            os.kill(os.getpid(), signal.SIGKILL)

    found = outcomes(["a", "b", "c"], work)
    assert {task: outcome.code for task, outcome in found.items()} == {"a": 0, "b": 3, "c": 0}
    assert "SIGKILL" in found["b"].oorzaak


def test_a_worker_that_wants_too_much_memory_is_ended_and_says_so() -> None:
    def work(task: str) -> None:
        if task == "b":
            held = bytearray(os.urandom(1)) * 600_000_000
            signal.pause()
            held.clear()

    found = outcomes(["a", "b"], work, memory_mb=500)
    assert found["a"].code == 0
    assert found["b"].oorzaak == "er is meer dan 500 MB geheugen nodig. Geef meer met GEHEUGEN=<MB>."


def test_where_the_system_does_not_tell_what_a_worker_holds_alone_all_of_it_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """macOS tells it to an administrator only; a batch goes on, with a stricter bound."""

    def refuse(process: psutil.Process) -> None:
        raise psutil.AccessDenied(process.pid)

    held = bytearray(os.urandom(1)) * 50_000_000
    monkeypatch.setattr(psutil.Process, "memory_full_info", refuse)
    assert own_memory(psutil.Process()) > len(held)


def test_what_a_copy_shares_with_its_parent_does_not_count() -> None:
    """What was loaded before the tasks began stands in memory once."""
    loaded = bytearray(os.urandom(1)) * 600_000_000

    def work(task: str) -> None:
        time.sleep(1.5)  # longer than the parent waits before it looks
        assert loaded

    found = outcomes(["a", "b", "c"], work, memory_mb=500)
    assert {task: outcome.code for task, outcome in found.items()} == {"a": 0, "b": 0, "c": 0}


def test_a_full_disk_is_told_as_a_full_disk() -> None:
    def work(task: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "x.parquet")

    said = attempt("a", work)
    assert said["code"] == 3
    assert said["oorzaak"] == "de schijf is vol (x.parquet). Maak ruimte en probeer het opnieuw."


def test_a_mistake_of_ours_is_named_as_one() -> None:
    assert attempt("a", lambda task: 1 / 0) == {
        "oorzaak": "fout in het programma: ZeroDivisionError('division by zero')",
        "code": 1,
    }


def test_no_more_workers_than_fit_in_memory() -> None:
    """Eight cores and 5 GB free at 2 GB each: two. Always one."""
    assert choose_copies(8, 2000, 5000) == 2
    assert choose_copies(2, 2000, 64_000) == 2
    assert choose_copies(8, 2000, 1000) == 1


def test_time_in_words() -> None:
    assert [say_time(seconds) for seconds in (0.2, 45, 200, 9000)] == [
        "1 seconden",
        "45 seconden",
        "3 minuten",
        "2,5 uur",
    ]


@pytest.mark.parametrize(("todo", "warmed"), [(["a"], []), (["a", "b"], []), (["a", "b", "c"], ["a"])])
def test_a_batch_warms_up_only_when_a_copy_has_more_than_one_report(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, todo: list[str], warmed: list[str]
) -> None:
    """Preparing a report to throw it away costs as much as it saves one copy."""
    asked: list[str] = []
    monkeypatch.setattr(warm, "warm_up", lambda task, tables: asked.append(task))
    monkeypatch.setattr(warm, "make_quietly", lambda task, **_: None)
    monkeypatch.setattr(warm, "choose_copies", lambda *_: 2)
    done = list(warm.run_warm(Order("gemeente"), todo, tmp_path, tmp_path))
    assert sorted(outcome.taak for outcome in done) == todo
    assert asked == warmed
