"""Where the local sources stand; read for every run, so nothing heavy is imported here."""

from __future__ import annotations

from pathlib import Path

from regiobeeld import paths

FOLDER = "lokaal"
CHAPTER, BEFORE = "lokaal", "kanttekeningen"
"""The chapter that shows every local figure, and the one it stands before."""
EXAMPLES = "voorbeeld"
"""The folder with made-up examples: never read for a report, only copied."""
MEMORY = ".gepubliceerd"
"""What was shown by earlier builds, and the key of the stamp."""


def local_folder(sources: Path = paths.SOURCES) -> Path:
    """The folder of the local sources that goes with these declarations."""
    return sources.parent / FOLDER


def find_local(folder: Path) -> list[Path]:
    """The folders of the local sources, by name."""
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith(".") and p.name != EXAMPLES)


def local_codes(sources: Path = paths.SOURCES) -> frozenset[str]:
    """The codes of the local figures: a chapter may name them."""
    return frozenset(place.name for place in find_local(local_folder(sources)))


def with_local(order: tuple[str, ...], sources: Path = paths.SOURCES) -> tuple[str, ...]:
    """The chapters with the one of local figures, when there are local sources and the order does not place it."""
    if CHAPTER in order or not local_codes(sources):
        return order
    place = order.index(BEFORE) if BEFORE in order else len(order)
    return (*order[:place], CHAPTER, *order[place:])
