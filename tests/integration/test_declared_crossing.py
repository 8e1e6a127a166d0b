"""Whoever changes a declaration of the crossing changes every sentence that speaks of it: read in the chapters."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from project import surroundings
from regiobeeld import paths
from told import told

CHAPTERS = ("ses", "leefstijl", "kruising", "groepen", "herkomst", "kanttekeningen")
Change = tuple[str, str, str]


def read(folder: Path, tables: Path, *changes: Change) -> dict[str, str]:
    """What a reader of Almelo reads per chapter when these declarations are changed; the figures stay the same.

    In a process of its own, for declarations are read once.
    """
    shutil.copytree(paths.SOURCES, folder / "sources", ignore=shutil.ignore_patterns("*.parquet", "snapshots"))
    for name, old, new in changes:
        path = folder / "sources" / "kruising" / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    settings = surroundings(paths.PROJECT, REGIOBEELD_PROJECT=str(folder))
    command = [sys.executable, str(Path(__file__).parents[1] / "told.py"), str(tables), *CHAPTERS]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return dict(zip(CHAPTERS, done.stdout.splitlines(), strict=True))


LIFESTYLE = (
    ("leefstijl.toml", ', "overmatig_drinken"]', "]"),
    ("leefstijl.toml", "minimum = 2", "minimum = 3"),
    ("leefstijl.toml", "slechtste_deel = 0.2", "slechtste_deel = 0.25"),
)
SES = (
    ("ses_index.toml", 'naam = "SES-index"', 'naam = "positie-index"'),
    ("ses_index.toml", '[[component]]\ncode = "hbo_wo"\nnaam = "opgeleid op hbo of wo"\nteken = 1\n', ""),
)
VULNERABLE = (
    ("kwetsbaarheid.toml", "trekkingen = 500", "trekkingen = 300"),
    (
        "kwetsbaarheid.toml",
        '[[onderdeel]]\ncode = "roken"\nnaam = "roken"\nleeftijd = "18+"\ngewicht = 1.0\nruis = 1.0\n',
        "",
    ),
)
SAID: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "leefstijl": (
        ("twee of meer van de vijf cijfers", "minstens 2 van de 5 cijfers", "op 5 leefstijlcijfers"),
        (
            "drie of meer van de vier cijfers",
            "minstens 3 van de 4 cijfers in het slechtste kwart",
            "op 4 leefstijlcijfers",
        ),
    ),
    "ses_index": (
        (
            "gemaakt uit vier cijfers",
            "gemiddelde van vier z-scores",
            "de eerste vier samen vormen de SES-index",
            "opgeleid op hbo of wo",
        ),
        (
            "gemaakt uit drie cijfers",
            "gemiddelde van drie z-scores",
            "de eerste drie samen vormen de positie-index",
        ),
    ),
    "kwetsbaarheid": (
        ("De index telt 8 cijfers", "500 keer opnieuw berekend"),
        ("De index telt 7 cijfers", "300 keer opnieuw berekend"),
    ),
}


@pytest.fixture(scope="module")
def plain(tables: Path) -> dict[str, str]:
    return told(tables, CHAPTERS)


@pytest.fixture(scope="module")
def changed(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return read(tmp_path_factory.mktemp("anders"), tables, *LIFESTYLE, *SES, *VULNERABLE)


@pytest.mark.parametrize("name", SAID)
def test_every_sentence_follows_the_declaration(name: str, plain: dict[str, str], changed: dict[str, str]) -> None:
    before, after = SAID[name]
    was, now = (" ".join(chapters.values()) for chapters in (plain, changed))
    assert [sentence for sentence in before if sentence not in was] == []
    assert [sentence for sentence in after if sentence not in now] == []
    assert [sentence for sentence in before if sentence in now] == []


def test_a_declared_chapter_calls_the_index_by_its_declared_name(changed: dict[str, str]) -> None:
    assert [
        code for code in ("ses", "leefstijl", "herkomst", "kanttekeningen") if "SES-index" in changed[code]
    ] == []
    assert "positie-index" in changed["ses"]
