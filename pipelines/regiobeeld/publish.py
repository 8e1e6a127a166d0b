"""Put a finished folder in the place of the old one; an interrupted run leaves the old one as it was."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regiobeeld.stopping import obey

log = logging.getLogger("regiobeeld")


@contextmanager
def replaced_folder(target: Path) -> Iterator[Path]:
    """Yield an empty folder beside `target`; on success it takes the target's place, otherwise it vanishes.

    The old folder is set aside under a fixed name for the moment between two renames;
    `restore_folder` puts it back when a run was killed exactly there.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    restore_folder(target)
    fresh = target.parent / f".bezig-{target.name}-{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        fresh.mkdir()
        yield fresh
        obey()
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def restore_folder(target: Path) -> None:
    """Repair what a killed run left behind: the old folder back in place, half-made folders gone."""
    aside = _aside(target)
    if aside.exists() and not target.exists():
        aside.rename(target)
    shutil.rmtree(aside, ignore_errors=True)
    for left in target.parent.glob(f".bezig-{target.name}-*"):
        if not _is_running(left.name.rpartition("-")[2]):
            shutil.rmtree(left, ignore_errors=True)


def _swap(fresh: Path, target: Path) -> None:
    if target.exists():
        target.rename(_aside(target))
    fresh.rename(target)
    shutil.rmtree(_aside(target), ignore_errors=True)


def _aside(target: Path) -> Path:
    return target.parent / f".vorige-{target.name}"


def _is_running(pid: str) -> bool:
    import psutil

    return pid.isdigit() and psutil.pid_exists(int(pid))


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait until no other run works in this folder: two runs at once must not swap the same outputs."""
    folder.mkdir(parents=True, exist_ok=True)
    # Only a run that makes something pays for this import.
    from filelock import FileLock, Timeout

    lock = FileLock(folder / ".slot")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        log.info("Een andere run is hier bezig; even wachten ...")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
