"""Put freshly compiled lists and maps in their place, without undoing what the analyst renewed since."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from regiobeeld.areas.indeling import read_texts
from regiobeeld.manifest import FILE_NAME
from regiobeeld.recorded import record_files

LOG = logging.getLogger("regiobeeld")


def drop_older(fresh: Path, sources: Path) -> None:
    """Leave out lists of areas that the analyst has renewed since (make indeling, make kaart)."""
    depends = {
        "gemeenten.csv": ("gemeenten.csv", "gebieden.csv", "herindelingen.csv"),
        "wijken.csv": ("wijken.csv",),
    }
    for name, files in depends.items():
        old = sources / "indeling" / name
        if old.is_file() and _newest_year(old) > _newest_year(fresh / "indeling" / name):
            LOG.info("indeling van %d blijft staan: %s", _newest_year(old), ", ".join(files))
            for file in files:
                (fresh / "indeling" / file).unlink()


def _newest_year(path: Path) -> int:
    return int(read_texts(path)["gebied_jaar"].max())


def place_files(fresh: Path, sources: Path) -> None:
    """Put the finished files in place one by one; what else lies in those folders is the analyst's own."""
    placed = [sources / "basis" / FILE_NAME]
    for path in sorted(fresh.rglob("*.*")):
        place = sources / path.relative_to(fresh)
        place.parent.mkdir(parents=True, exist_ok=True)
        half = place.with_name(f".{place.name}.bezig")
        shutil.copyfile(path, half)
        half.replace(place)
        placed.append(place)
    record_files(sources, placed)
