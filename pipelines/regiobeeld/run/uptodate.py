"""Make a folder of outputs when something it depends on changed; otherwise leave it, at once (no pandas here).

The one place where stamp, lock and replacement meet: the national tables, a report and the page of doelgroepen are
all made by `ensure`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from regiobeeld.fingerprint import describe_files, is_current, read_stamp
from regiobeeld.publish import one_at_a_time, replaced_folder, restore_folder

STAMP = "run.json"
LOCKS = ".sloten"

Stamp = Mapping[str, object]
Make = Callable[[Path], Stamp | None]


def ensure(
    target: Path,
    stamp: Stamp,
    make: Make,
    before: Callable[[], None] = lambda: None,
    keep: Callable[[Path], None] = lambda fresh: None,
) -> bool:
    """Fill `target` by `make` unless an earlier run left this stamp and whole files; whether it was made now.

    Args:
        target: the folder; what is in it stays until the new one is complete.
        stamp: everything the result depends on.
        make: fills the empty folder it is given; what it returns is kept beside the stamp.
        before: the last check while no other run works here; an error it raises leaves everything as it is.
        keep: copies into the empty folder what must stay of the old one; that is not part of what was made.
    """
    if is_current(target / STAMP, stamp):
        return False
    with one_at_a_time(target.parent / LOCKS / target.name):
        restore_folder(target)
        before()
        # Another run may have made it while we waited, or a killed run had put it aside.
        if is_current(target / STAMP, stamp):
            return False
        with replaced_folder(target) as fresh:
            keep(fresh)
            kept = set(describe_files(fresh))
            about = make(fresh) or {}
            _leave_stamp(fresh, {**stamp, **about}, kept)
    return True


def add_folder(target: Path, name: str, make: Callable[[Path], None]) -> None:
    """Fill the folder `name` inside a finished `target` and list its files in the stamp; when that fails or is
    stopped, the target stays as it was."""
    with one_at_a_time(target.parent / LOCKS / target.name):
        with replaced_folder(target / name) as fresh:
            make(fresh)
        about = read_stamp(target / STAMP)
        made = {f"{name}/{file}": found for file, found in describe_files(target / name).items()}
        _write_stamp(target, {**about, "bestanden": {**about["bestanden"], **made}})


def has_folder(target: Path, name: str) -> bool:
    """Whether the stamp of `target` lists files in the folder `name`."""
    files = read_stamp(target / STAMP).get("bestanden", {})
    return any(file.startswith(f"{name}/") for file in files)


def _leave_stamp(folder: Path, about: Stamp, kept: Collection[str]) -> None:
    """`run.json`: what went in, and every file that came out with its size and sha256."""
    files = {name: found for name, found in describe_files(folder).items() if name not in kept}
    _write_stamp(folder, {**about, "bestanden": files})


def _write_stamp(folder: Path, about: Stamp) -> None:
    fresh = folder / f".{STAMP}"
    fresh.write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    fresh.replace(folder / STAMP)
