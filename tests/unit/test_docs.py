"""What the documentation names exists: functions, files, links, make targets, sections."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from regiobeeld import paths

ROOT = paths.PROJECT
PACKAGE = ROOT / "pipelines" / "regiobeeld"
PAGES = [
    ROOT / "CONTRIBUTING.md",
    ROOT / "HANDLEIDING.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
_OUTPUTS = (".csv", ".json", ".parquet")
"""What a room writes may be called as the room: `claims.json`."""
_NAME = re.compile(r"`([a-z_]+(?:\.[A-Za-z_]+)+)`")
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
_TARGET = re.compile(r"\bmake ([a-z][a-z-]+)")
_FILE = re.compile(r"`(sources/[\w./-]+\.(?:toml|csv))`")
_INVENTED = {"sources/regios/mijn-regio.toml", "sources/patientenstop.toml"}
"""Files that a page tells the reader to make."""


def named() -> Iterator[tuple[str, str]]:
    """Page and dotted name, for every name that begins with a room or module of the package."""
    rooms = {path.stem for path in PACKAGE.iterdir()}
    for page in PAGES:
        for name in _NAME.findall(page.read_text(encoding="utf-8")):
            if name.split(".")[0] in rooms and not name.endswith(_OUTPUTS):
                yield page.name, name


def exists(name: str) -> bool:
    """Whether `room.module.function` (or `.Class.method`) can be reached in the package."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(["regiobeeld", *parts[:cut]]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            found = getattr(found, part, None)
        return found is not None
    return False


def test_every_function_that_is_named_exists() -> None:
    names = list(named())
    assert len({name for _, name in names}) > 40
    assert [(page, name) for page, name in names if not exists(name)] == []


def test_a_name_that_does_not_exist_is_found() -> None:
    assert exists("stats.guards.allowed") and exists("report.report.Rapport.hoofdstuk")
    assert not exists("stats.guards.alowed") and not exists("stats.gards.allowed")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_and_file_of_a_page_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link for link in _LINK.findall(text) if not (page.parent / link).exists()]
    files = [name for name in _FILE.findall(text) if name not in _INVENTED and not (ROOT / name).exists()]
    assert (links, files) == ([], [])


def test_every_make_target_of_the_documentation_is_there() -> None:
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    told = {target for page in PAGES for target in _TARGET.findall(page.read_text(encoding="utf-8"))}
    assert told - known == set()


def test_every_section_of_the_methods_that_the_code_cites_is_there() -> None:
    text = (ROOT / "docs" / "methoden.md").read_text(encoding="utf-8")
    sections = set(re.findall(r"^## (\d+b?)\.", text, re.MULTILINE))
    code = [*PACKAGE.rglob("*.py"), *(ROOT / "sources").rglob("*.toml")]
    cited = {n for path in code for n in re.findall(r"METHODEN (\d+b?)", path.read_text(encoding="utf-8"))}
    assert len(cited) > 10
    assert cited - sections == set()


def test_the_rooms_in_the_page_on_architecture_are_those_of_the_package() -> None:
    text = (ROOT / "docs" / "architectuur.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert told == rooms
