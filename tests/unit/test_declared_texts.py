"""No indicator, year or table is typed in the code of the report or in a sentence: they follow from data."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from regiobeeld import paths
from regiobeeld.catalog.load import load_catalog
from regiobeeld.outline.chapters import load_chapters, load_sentences
from regiobeeld.outline.portraits import load_portraits

PACKAGE = paths.PROJECT / "pipelines" / "regiobeeld"
ROOMS = ("report", "blocks", "portraits", *(room.name for room in sorted(PACKAGE.glob("chapters_*"))))
"""The rooms that write for a reader."""
ORDINARY = frozenset({"lopen"})
"""Codes that are a word of any sentence too."""
NAMES = frozenset(load_catalog().indicators) - ORDINARY
YEAR, TABLE = re.compile(r"\b(?:19|20)\d\d\b"), re.compile(r"\b\d{5}NED\b", re.IGNORECASE)


def typed(code: str) -> Iterator[str]:
    """Indicator codes, years and tables in the string constants of a piece of Python; docstrings do not count."""
    tree = ast.parse(code)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield from named(node.value, whole=True)
        elif isinstance(node, ast.Constant) and isinstance(node.value, int) and 1990 <= node.value <= 2099:
            yield str(node.value)


def named(text: str, *, whole: bool) -> Iterator[str]:
    """Years and tables in a text, and indicator codes: the whole text, or any word with an underscore in it."""
    yield from YEAR.findall(text)
    yield from TABLE.findall(text)
    yield from (
        ([text] if text in NAMES else []) if whole else (w for w in re.findall(r"\w+_\w+", text) if w in NAMES)
    )


def modules() -> list[Path]:
    return sorted(path for room in ROOMS for path in (PACKAGE / room).rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.stem)
def test_no_indicator_year_or_table_is_typed_in_the_code_of_the_report(path: Path) -> None:
    assert list(typed(path.read_text(encoding="utf-8"))) == []


def sentences() -> list[tuple[str, str]]:
    shared = [
        (f"zinnen.toml {kind}.{name}", text)
        for kind, found in load_sentences().items()
        for name, text in found.items()
    ]
    blocks = [
        (chapter.where(n), block)
        for chapter in load_chapters().values()
        for n, block in enumerate(chapter.blokken)
    ]
    rules = load_portraits()
    portraits = [
        (f"portretten.toml {kind}.{name}", text)
        for kind, found in (("profiel", rules.profiel), ("wijk", rules.wijk), ("vergelijking", rules.vergelijking))
        for name, text in found.zin.items()
    ]
    return (
        shared + portraits + [(where, text) for where, block in blocks for text in every_text(block.model_dump())]
    )


def every_text(value: object) -> Iterator[str]:
    """All texts of a block that are sentences: what has a space in it."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            yield from every_text(item)
    elif isinstance(value, str) and " " in value.strip():
        yield value


def test_no_indicator_year_or_table_is_typed_in_a_sentence() -> None:
    assert [
        (where, list(named(text, whole=False))) for where, text in sentences() if list(named(text, whole=False))
    ] == []


def test_what_is_typed_would_be_found() -> None:
    code = '"""In 2020."""\nCODE = "roken_enquete"\ntext = f"Enquête van 2020 ({x})"\nif y > 2019: t = "85012NED"'
    assert sorted(typed(code)) == ["2019", "2020", "85012NED", "roken_enquete"]
    assert list(named("roken_enquete in 2016", whole=False)) == ["2016", "roken_enquete"]
    assert list(named("{{ roken }} van {{ jaar }}", whole=False)) == []
