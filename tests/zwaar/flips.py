"""One bit at a time: a changed bit in an output or in what the build trusts must be noticed.

The folders are a copy of a project, made for this; every bit is put back.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

from regiobeeld.errors import RegiobeeldError
from regiobeeld.fingerprint import describe_files, is_current
from regiobeeld.manifest import verify_basis
from regiobeeld.recorded import NAME, verify_sources
from regiobeeld.run.uptodate import STAMP

KINDS = {".toml", ".csv", ".geojson", ".parquet", ".json", ".sql"}
CURRENT = {"vingerafdruk": "proef"}
"""The same before and after a flip: that the build would run again is not counted as noticing it."""


def flip_many(
    sources: Path, tables: Path, count: int, seed: int, told: Callable[[str], None] = print
) -> tuple[int, int]:
    """Flip `count` bits one by one; returns how many were tried and how many nobody noticed."""
    made = {name: about for name, about in describe_files(tables).items() if name != STAMP}
    (tables / STAMP).write_text(json.dumps({**CURRENT, "bestanden": made}), encoding="utf-8")
    assert not is_noticed(sources, tables), "the project must be whole"
    chance, missed = random.Random(seed), 0
    files = find_targets(sources, tables)
    for _ in range(count):
        path = chance.choice(files)
        place, bit = chance.randrange(path.stat().st_size), chance.randrange(8)
        flip(path, place, bit)

        if not is_noticed(sources, tables) and not _says_the_same(path, place, bit):
            missed += 1
            told(f"{path.relative_to(sources.parent)}: bit {bit} van byte {place} niet gemerkt")
        flip(path, place, bit)
    return count, missed


def is_noticed(sources: Path, tables: Path) -> bool:
    """What a run checks before it does nothing or builds: refused, named, or made again."""
    try:
        verify_basis(sources / "basis")
        return bool(verify_sources(sources)) or not is_current(tables / STAMP, CURRENT)
    except RegiobeeldError:
        return True


def find_targets(sources: Path, tables: Path) -> list[Path]:
    """Every output table and every file that the build trusts, the figures included."""
    trusted = [path for path in sources.rglob("*") if path.suffix in KINDS and "snapshots" not in path.parts]
    known = [path for path in trusted if not path.name.endswith(".lock.toml")]
    return sorted([*known, *(path for path in tables.iterdir() if path.is_file() and path.name != STAMP)])


def flip(path: Path, place: int, bit: int) -> None:
    with path.open("r+b") as stream:
        stream.seek(place)
        byte = stream.read(1)[0]
        stream.seek(place)
        stream.write(bytes([byte ^ 1 << bit]))


def _says_the_same(path: Path, place: int, bit: int) -> bool:
    """Whether the record holds the same after the flip as before it (white space)."""
    if path.name != NAME:
        return False
    after = json.loads(path.read_bytes())
    flip(path, place, bit)
    before = json.loads(path.read_bytes())
    flip(path, place, bit)
    return bool(before == after)
