"""The fingerprint of everything a result depends on: figures, declarations, code and pinned versions.

Kept free of pandas and pydantic: a run in which nothing changed must end at once.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from regiobeeld import paths
from regiobeeld.documents import parse_json

log = logging.getLogger("regiobeeld")

_DRAWING = (
    "analyst",
    "blocks",
    "charts",
    "judgement",
    "maps",
    "needs",
    "outline",
    "portraits",
    "timelines",
    "claims",
    "dialogue",
    "draw",
    "effect",
    "formats",
    "profile",
    "report",
    "run",
    "knelpunten",
    "collaboration",
    "local",
    "cli.py",
)
_CHAPTERS = "chapters_"
_OF_CLAIMS = ("formules.toml", "uitzonderingen.toml", "verdelingen.toml")
_CODE_SUFFIXES = {".py", ".sql", ".j2", ".css", ".js", ".json", ".ipynb", ".lock"}


def fingerprint(project: Path = paths.PROJECT, *, tables_only: bool = False) -> str:
    """sha256 over names and contents of sources/, the package, the notebooks and requirements.lock.

    `tables_only` leaves out what makes a report (profile, draw, report, analyst, notebooks, sources/rapport): the
    national tables do not depend on it and need not be rebuilt for it.
    """
    digest = hashlib.sha256()
    digest.update("\n".join(_snapshots(project / "sources" / "snapshots")).encode())
    for path in _inputs(project):
        if tables_only and _draws(path.relative_to(project)):
            continue
        digest.update(path.relative_to(project).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _inputs(project: Path) -> Iterator[Path]:
    # Of snapshots the names are enough, see `_snapshots`; the lock, which is read, says which of them count.
    figures = _files(project / "sources", without="snapshots")
    yield from (p for p in figures if not _controls(p.relative_to(project)))
    code = (p for p in _files(project / "pipelines") if p.suffix in _CODE_SUFFIXES)
    yield from (p for p in code if not _controls(p.relative_to(project)))
    yield from (p for p in _files(project / "notebooks") if p.suffix == ".ipynb")
    yield project / "requirements.lock"


def _snapshots(folder: Path) -> list[str]:
    """Which snapshots are here (named by their own sha256), and what the last refresh said."""
    present = sorted(path.relative_to(folder).as_posix() for path in folder.glob("*/*/[0-9a-f]*"))
    return [*present, *(p.read_text("utf-8", "replace") for p in folder.glob("niet_vernieuwd.json"))]


def _controls(path: Path) -> bool:
    """What makes no other report: the record of what was verified, and the rules that recompute a report."""
    return path.parts[:2] == ("sources", "vastgelegd.json") or path.parts[:3] in {
        ("sources", "controle", "tabellen"),
        ("sources", "controle", "zinnen"),
        ("pipelines", "regiobeeld", "controle"),
    }


def _draws(path: Path) -> bool:
    """What only a report depends on: the code that draws it, its texts, collaborations, knelpunten and changes."""
    kept = {("sources", "knelpunten"), ("sources", "samenwerking"), ("sources", "rapport"), ("sources", "dialoog")}
    of_claims = path.parts[:2] == ("sources", "controle") and path.name in _OF_CLAIMS
    of_a_region = path.parts[:2] == ("sources", "regios") and len(path.parts) > 3
    drawn = any(room in _DRAWING or room.startswith(_CHAPTERS) for room in path.parts[2:3])
    return path.parts[0] == "notebooks" or drawn or path.parts[:2] in kept or of_a_region or of_claims


def _files(folder: Path, without: str = "__pycache__") -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in ("__pycache__", without))
        yield from (Path(root, name) for name in sorted(names) if not name.startswith("."))


def describe_files(folder: Path) -> dict[str, dict[str, str | int]]:
    """Every file in the folder, by its path inside it, with its size and sha256."""
    return {
        path.relative_to(folder).as_posix(): {
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in _files(folder)
    }


def is_current(stamp_file: Path, stamp: Mapping[str, object]) -> bool:
    """Whether an earlier run left this stamp, and every file it made is still there as it was made.

    A file with another content is named: it will be made again, and who changed it should know.
    """
    earlier = read_stamp(stamp_file)
    files = earlier.get("bestanden")
    if not isinstance(files, dict) or any(earlier.get(key) != value for key, value in stamp.items()):
        return False
    damaged = next((name for name, about in files.items() if not _is_whole(stamp_file.parent / name, about)), None)
    if damaged is not None:
        log.info(
            "%s ontbreekt of is veranderd: alles in %s wordt opnieuw gemaakt.", damaged, stamp_file.parent.name
        )
    return damaged is None


def _is_whole(path: Path, about: object) -> bool:
    if not isinstance(about, dict) or not path.is_file() or path.stat().st_size != about.get("bytes"):
        return False
    return hashlib.sha256(path.read_bytes()).hexdigest() == about.get("sha256")


def read_stamp(path: Path) -> dict[str, Any]:
    """The stamp of an earlier run; empty when there is none or it cannot be read (then we simply rebuild)."""
    try:
        stamp = parse_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}
