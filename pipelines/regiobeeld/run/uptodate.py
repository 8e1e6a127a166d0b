"""Make a folder of outputs when something it depends on changed; otherwise leave it, at once (no pandas here).

The one place where stamp, lock and replacement meet: the national tables, a report and the page of doelgroepen are
all made by `ensure`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from regiobeeld.fingerprint import describe_files, is_current
from regiobeeld.publish import one_at_a_time, replaced_folder, restore_folder

STAMP = "run.json"
LOCKS = ".sloten"

Stamp = Mapping[str, object]
Make = Callable[[Path], Stamp | None]


def ensure(target: Path, stamp: Stamp, make: Make, before: Callable[[], None] = lambda: None) -> bool:
    """Fill `target` by `make` unless an earlier run left this stamp and whole files; whether it was made now.

    Args:
        target: the folder; what is in it stays until the new one is complete.
        stamp: everything the result depends on.
        make: fills the empty folder it is given; what it returns is kept beside the stamp.
        before: the last check while no other run works here; an error it raises leaves everything as it is.
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
            about = make(fresh) or {}
            _leave_stamp(fresh, {**stamp, **about})
    return True


def _leave_stamp(folder: Path, about: Stamp) -> None:
    """`run.json`: what went in, and every file that came out with its size and sha256."""
    text = json.dumps({**about, "bestanden": describe_files(folder)}, ensure_ascii=False, indent=1)
    (folder / STAMP).write_text(text + "\n", encoding="utf-8")
