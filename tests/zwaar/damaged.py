"""Files of the project as a bad disk, merge or editor leaves them: one Dutch line and the right exit code."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "leeg": lambda content: b"",
    "binair": lambda content: bytes(range(256)) * 4,
    "afgebroken": lambda content: content[: len(content) * 2 // 3],
    "diep genest": lambda content: b"x = " + b"[" * 20_000,
    "andere soort": lambda content: b'bron = 3\ntabel = "x"\nbestand = "x"\nsnapshot = [1]\nnaam = []\n',
    "lijst van getallen": lambda content: b"[1, 2, 3]",
}
GONE, FOLDER = "weg", "map in plaats van bestand"
# What is damaged, and the command that meets it.
FILES = (
    ("sources/bevolking.toml", "gegevens"),
    ("sources/kaart.toml", "gegevens"),
    ("sources/gebieden.toml", "regios"),
    ("sources/regios/twente.toml", "regios"),
    ("sources/kruising/stapeling.toml", "gegevens"),
    ("sources/doelgroepen/iza_kanker.toml", "gegevens"),
    ("sources/controle/verwachtingen.toml", "bronnen"),
    ("sources/indeling/gebieden.csv", "regios"),
    ("sources/indeling/gemeenten.csv", "gegevens"),
    ("sources/indeling/herindelingen.csv", "regios"),
    ("sources/indeling/wijken.csv", "gegevens"),
    ("sources/kaart/wijk_2022_rd.geojson", "gegevens"),
    ("sources/basis/manifest.json", "gegevens"),
    ("sources/basis/huishoudens.parquet", "gegevens"),
    ("sources/vastgelegd.json", "gegevens"),
    ("sources/snapshots.lock.toml", "gegevens"),
    ("sources/snapshots/niet_vernieuwd.json", "gegevens"),
    ("sources/samenwerking/themas.toml", "samenwerking"),
    ("sources/samenwerking/verbanden_twente.csv", "samenwerking"),
    ("outputs/parquet/gemaakt.json", "gegevens"),
)
PATIENCE = 8.0
"""A damage that nothing reads lets the build go on: that is no traceback, and it is not waited for."""
GOOD_CODES = (0, 2, 3, 4)


def try_all(project: Path, told: Callable[[str], None] = print) -> tuple[int, int]:
    """How many kinds of damage were tried in this copy of a project, and how many ended badly."""
    count, bad = 0, 0
    for name, kind, command in all_kinds():
        path = project / name
        before = path.read_bytes() if path.is_file() else None
        count += 1
        try:
            damage(path, kind, before or b"")
            problem = run(project, command)
        finally:
            restore(path, before)
        if problem:
            bad += 1
            told(f"{name}, {kind}: {problem}")
    return count, bad


def all_kinds() -> Iterator[tuple[str, str, str]]:
    """(file, damage, command)."""
    for name, command in FILES:
        for kind in (*DAMAGE, GONE, FOLDER):
            yield name, kind, command


def damage(path: Path, kind: str, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    if kind == FOLDER:
        path.mkdir()
    elif kind != GONE:
        path.write_bytes(DAMAGE[kind](content))


def restore(path: Path, before: bytes | None) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    if before is not None:
        path.write_bytes(before)


def run(project: Path, command: str) -> str:
    """What is wrong with how the command ended; empty when nothing is."""
    settings = {"PYTHONPATH": str(project / "pipelines"), "PYTHONDONTWRITEBYTECODE": "1"}
    # Nobody is asked for figures: a port on which nothing listens.
    settings["REGIOBEELD_STATLINE"] = "http://127.0.0.1:9"
    own = {name: value for name, value in os.environ.items() if not name.startswith("REGIOBEELD_")}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "regiobeeld", command],
            cwd=project,
            env=own | settings,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    if "Traceback" in done.stderr:
        return f"traceback: {done.stderr.strip().splitlines()[-1][:160]}"
    complaints = [line for line in done.stderr.splitlines() if line.startswith("Fout: ")]
    if done.returncode not in GOOD_CODES or (done.returncode and command != "bronnen" and len(complaints) != 1):
        return f"code {done.returncode}, {len(complaints)} regels: {done.stderr[-200:]!r}"
    return ""
