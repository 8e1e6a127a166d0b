"""The fingerprint changes when something changes that a result depends on, and only then."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from regiobeeld.fingerprint import describe_files, fingerprint, is_current, read_stamp


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {
        "sources/bron.toml": 'naam = "x"',
        "sources/basis/cijfers.parquet": "1234",
        "pipelines/regiobeeld/stats/interval.py": "z = 1.96",
        "pipelines/regiobeeld/report/page.py": "kleur = 1",
        "pipelines/regiobeeld/warehouse/checks/bereik.sql": "SELECT 1",
        "pipelines/regiobeeld/cli.py": "",
        "notebooks/regiobeeld.ipynb": "{}",
        "requirements.lock": "pandas==3.0",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def write(name: str, text: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)

    return change


def rename(name: str, other: str) -> Callable[[Path], None]:
    return lambda project: (project / name).rename(project / other) and None


CHANGES = {
    "a figure": write("sources/basis/cijfers.parquet", "1235"),
    "a declaration": write("sources/bron.toml", 'naam = "y"'),
    "a new source": write("sources/nieuw.toml", ""),
    "the name of a source": rename("sources/bron.toml", "sources/bron2.toml"),
    "a formula": write("pipelines/regiobeeld/stats/interval.py", "z = 2.58"),
    "a check": write("pipelines/regiobeeld/warehouse/checks/bereik.sql", "SELECT 2"),
    "a pinned version": write("requirements.lock", "pandas==3.1"),
    "code in a room with the name of a folder of downloads": write(
        "pipelines/regiobeeld/snapshots/store.py", "x = 1"
    ),
}
DRAWING = {
    "the notebook": write("notebooks/regiobeeld.ipynb", "[]"),
    "a page": write("pipelines/regiobeeld/report/page.py", "kleur = 2"),
    "a chart": write("pipelines/regiobeeld/draw/canvas.py", "kleur = 2"),
    "a sentence of a chapter": write("sources/rapport/leefstijl.toml", 'titel = "Leefstijl"'),
    "how a batch is shared out": write("pipelines/regiobeeld/run/copies.py", "x = 1"),
    "a rule for knelpunten": write("sources/knelpunten/roken.toml", "x"),
    "a collaboration": write("sources/samenwerking/verbanden_twente.csv", "x"),
    "what writes down claims": write("pipelines/regiobeeld/claims/audit.py", "x = 1"),
    "an exception of the audit": write("sources/controle/uitzonderingen.toml", "x"),
    "a changed knelpunt": write("sources/regios/twente/knelpunten.toml", "x"),
}
IRRELEVANT = {
    "the record of sources": write("sources/vastgelegd.json", "{}"),
    "compiled code": write("pipelines/regiobeeld/__pycache__/cli.cpython-311.pyc", "x"),
    "a hidden file": write("sources/.DS_Store", "x"),
    "the outputs": write("outputs/parquet/waarneming.parquet", "x"),
    "a rule of the control": write("sources/controle/zinnen/nieuw.toml", "x"),
    "the control itself": write("pipelines/regiobeeld/controle/check.py", "x = 1"),
    "a note beside the code": write("pipelines/notitie.txt", "x"),
    "a notebook checkpoint": write("notebooks/.ipynb_checkpoints/regiobeeld.ipynb", "x"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_that_matters_changes_both_fingerprints(project: Path, change: Callable[[Path], None]) -> None:
    before = fingerprint(project), fingerprint(project, tables_only=True)
    change(project)
    after = fingerprint(project), fingerprint(project, tables_only=True)
    assert before[0] != after[0] and before[1] != after[1]


@pytest.mark.parametrize("change", DRAWING.values(), ids=DRAWING)
def test_what_only_draws_does_not_rebuild_the_tables(project: Path, change: Callable[[Path], None]) -> None:
    before = fingerprint(project), fingerprint(project, tables_only=True)
    change(project)
    assert fingerprint(project) != before[0]
    assert fingerprint(project, tables_only=True) == before[1]


@pytest.mark.parametrize("change", IRRELEVANT.values(), ids=IRRELEVANT)
def test_what_no_result_depends_on_changes_nothing(project: Path, change: Callable[[Path], None]) -> None:
    before = fingerprint(project)
    change(project)
    assert fingerprint(project) == before


def test_only_contents_count_not_the_time_of_writing(project: Path) -> None:
    before = fingerprint(project)
    for path in project.rglob("*.*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert fingerprint(project) == before


def test_moving_text_from_one_file_to_the_next_is_a_change(project: Path) -> None:
    """Names and contents are kept apart: "ab" + "c" is not "a" + "bc"."""
    write("sources/a.toml", "ab")(project)
    write("sources/b.toml", "c")(project)
    before = fingerprint(project)
    write("sources/a.toml", "a")(project)
    write("sources/b.toml", "bc")(project)
    assert fingerprint(project) != before


# The stamp of an earlier run


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder as a run leaves it."""
    folder = tmp_path / "twente"
    (folder / "data").mkdir(parents=True)
    (folder / "pagina.html").write_text("pagina")
    (folder / "data" / "cijfers.csv").write_text("1;2")
    stamp = {"vingerafdruk": "abc", "peiljaar": "", "bestanden": describe_files(folder)}
    (folder / "run.json").write_text(json.dumps(stamp))
    return folder


def test_files_are_described_by_size_and_hash(made: Path) -> None:
    (made / "run.json").unlink()
    # sha256 of "1;2" and "pagina" by sha256sum.
    assert describe_files(made) == {
        "pagina.html": {
            "bytes": 6,
            "sha256": "d8dca5e1a1df79d80e38b3119f93c0cca487405a47bf9b637ff779a30f87ddd6",
        },
        "data/cijfers.csv": {
            "bytes": 3,
            "sha256": "cbf6d3a344b6cdc05893f974cbab31c42bdafe2bf0acee2aa8f02f834e53a160",
        },
    }


def test_a_whole_folder_with_the_same_stamp_is_current(made: Path) -> None:
    assert is_current(made / "run.json", {"vingerafdruk": "abc", "peiljaar": ""})


@pytest.mark.parametrize(
    "stamp",
    [
        {"vingerafdruk": "abd", "peiljaar": ""},
        {"vingerafdruk": "abc", "peiljaar": "2020"},
        {"gemeenten": ["GM0141"]},
    ],
)
def test_another_stamp_is_not_current(made: Path, stamp: dict[str, object]) -> None:
    assert not is_current(made / "run.json", stamp)


def test_a_file_that_is_gone_or_cut_off_makes_the_folder_out_of_date(made: Path) -> None:
    stamp = {"vingerafdruk": "abc"}
    (made / "data" / "cijfers.csv").write_text("1")
    assert not is_current(made / "run.json", stamp)
    (made / "data" / "cijfers.csv").unlink()
    assert not is_current(made / "run.json", stamp)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_flipped_bit_makes_the_folder_out_of_date_and_is_named(
    made: Path, place: int, caplog: pytest.LogCaptureFixture
) -> None:
    path = made / "data" / "cijfers.csv"
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    with caplog.at_level("INFO", logger="regiobeeld"):
        assert not is_current(made / "run.json", {"vingerafdruk": "abc"})
    assert "data/cijfers.csv ontbreekt of is veranderd" in caplog.text


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'"tekst"',
        b"\xff\xfe",
        b'{"vingerafdruk": "abc"}',
        b'{"vingerafdruk": "abc", "bestanden": []}',
    ],
)
def test_a_stamp_that_cannot_be_read_means_make_it_again(made: Path, content: bytes) -> None:
    (made / "run.json").write_bytes(content)
    assert not is_current(made / "run.json", {"vingerafdruk": "abc"})


def test_without_a_stamp_there_is_nothing_to_compare(tmp_path: Path) -> None:
    assert read_stamp(tmp_path / "run.json") == {}
    assert not is_current(tmp_path / "run.json", {})
