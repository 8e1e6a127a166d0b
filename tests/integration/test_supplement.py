"""`make basis BRON=x`: an analyst with a clone and one file adds a source; everything else stays as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from project import hashes
from regiobeeld import paths
from regiobeeld.errors import ContractError, RegiobeeldError, UsageError
from regiobeeld.manifest import verify_basis
from regiobeeld.snapshots.supplement import compile_one

DECLARATION = """
[bron]
code = "tuinen"
naam = "Tuinen"
organisatie = "Wij"
soort = "telling"
licentie = "CC BY 4.0"
citaat = "Wij"
url = "https://voorbeeld.nl"

[[tabel]]
code = "TUINEN"
titel = "Tuinen per gemeente"
gebied_jaar = 2024
periode = "2024"
scheiding = ";"
opgenomen = 2026-11-26
pad = "tuinen.csv"
vorm = "csv"

[dimensies]
gebied = { kolom = "code" }

[[indicator]]
code = "met_tuin"
naam = "Met tuin"
thema = "omgeving"
doelgroepen = ["algemeen"]
kolom = "tuin"
eenheid = "%"
decimalen = 1
richting = "neutraal"
niveau = ["GM", "GG"]
aggregatie = "niet"
bereik = [0, 100]
toelichting = "Verzonnen cijfers voor een test."
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A clone's sources with one more declaration."""
    copy = tmp_path / "sources"
    shutil.copytree(paths.SOURCES, copy, ignore=shutil.ignore_patterns("snapshots*"))
    (copy / "tuinen.toml").write_text(DECLARATION, encoding="utf-8")
    return copy


def bring(folder: Path, *lines: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "tuinen.csv").write_text("\n".join(["code;tuin", *lines]) + "\n", encoding="utf-8")
    return folder


def test_one_source_is_added_and_the_others_stay(sources: Path, tmp_path: Path) -> None:
    before = hashes(sources / "basis")
    manifest = compile_one("tuinen", bring(tmp_path / "map", "GM0141;61.5", "GG1106;70"), sources)
    after = hashes(sources / "basis")
    assert {name for name in after if after[name] != before.get(name)} == {"manifest.json", "tuinen.parquet"}
    assert verify_basis(sources / "basis") == manifest
    frame = pd.read_parquet(sources / "basis" / "tuinen.parquet")
    assert dict(zip(frame["gebied_code"], frame["waarde"], strict=True)) == {"GG1106": 70.0, "GM0141": 61.5}


def test_a_newer_file_takes_the_place_of_the_old(sources: Path, tmp_path: Path) -> None:
    compile_one("tuinen", bring(tmp_path / "map", "GM0141;61.5"), sources)
    first = hashes(sources / "basis")
    compile_one("tuinen", bring(tmp_path / "map", "GM0141;62.5"), sources)
    assert pd.read_parquet(sources / "basis" / "tuinen.parquet")["waarde"].tolist() == [62.5]
    compile_one("tuinen", bring(tmp_path / "map", "GM0141;61.5"), sources)
    assert hashes(sources / "basis") == first


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("GM0141;veel",), "'veel' in kolom tuin is geen getal"),
        (("GM0141;120",), "niet aannemelijk"),
        (("GM0141;.",), "geen enkel cijfer|niet aannemelijk"),
        (("GM9999;50",), "deze gebieden zijn er niet in 2024: GM9999"),
        (("WK999900;50", "GM0141;5"), "deze gebieden zijn er niet in 2024: WK999900"),
    ],
)
def test_what_is_refused_leaves_the_basis_as_it_was(
    sources: Path, tmp_path: Path, lines: tuple[str, ...], told: str
) -> None:
    text = DECLARATION.replace('niveau = ["GM", "GG"]', 'niveau = ["GM", "GG", "WK"]')
    (sources / "tuinen.toml").write_text(text, encoding="utf-8")
    before = hashes(sources / "basis")
    with pytest.raises(ContractError, match=told):
        compile_one("tuinen", bring(tmp_path / "map", *lines), sources)
    assert hashes(sources / "basis") == before


@pytest.mark.parametrize("code", ["onbekend", "vektis", "", "../tuinen"])
def test_a_source_that_cannot_be_taken_up(sources: Path, tmp_path: Path, code: str) -> None:
    with pytest.raises(UsageError, match="er is geen bron"):
        compile_one(code, bring(tmp_path / "map", "GM0141;5"), sources)


def test_a_file_that_is_not_there(sources: Path, tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    with pytest.raises(RegiobeeldError, match="bronbestand ontbreekt"):
        compile_one("tuinen", tmp_path / "leeg", sources)
