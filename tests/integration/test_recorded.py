"""What is read is verified: a damaged list or map is refused, a changed declaration named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from project import hashes, run
from regiobeeld import paths
from regiobeeld.errors import ContractError
from regiobeeld.recorded import (
    NAME,
    record_all,
    record_declarations,
    record_files,
    tell_changed,
    verify_sources,
)
from zwaar.flips import flip_many

MOVED = ("GM0141,Almelo,PV23,Overijssel,GG1106", "GM0141,Almelo,PV23,Overijssel,GG1009")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The sources of the project, to damage."""
    shutil.copytree(paths.SOURCES, tmp_path / "sources", ignore=shutil.ignore_patterns("snapshots*"))
    return tmp_path / "sources"


def test_the_record_of_the_project_is_up_to_date() -> None:
    """A declaration that was edited is recorded with `make docs`; a list or map by the command that made it."""
    assert verify_sources(paths.SOURCES) == []


def test_forty_flipped_bits_are_all_noticed(clone: Path) -> None:
    told: list[str] = []
    assert flip_many(clone / "sources", clone / "outputs" / "parquet", 40, 13, told.append) == (40, 0), told


@pytest.mark.parametrize(
    "name", ["indeling/gebieden.csv", "kaart/wijk_2022_rd.geojson", "indeling/wijken.csv", "basis/manifest.json"]
)
def test_what_a_command_made_is_refused_when_it_is_not_as_it_was(sources: Path, name: str) -> None:
    with (sources / name).open("ab") as stream:
        stream.write(b" ")
    with pytest.raises(ContractError, match=rf"beschadigd of veranderd .*git checkout -- sources/{name}"):
        verify_sources(sources)
    (sources / name).unlink()
    with pytest.raises(ContractError, match="bestand ontbreekt"):
        verify_sources(sources)


def test_a_gemeente_moved_to_another_ggd_is_refused(clone: Path) -> None:
    areas = clone / "sources" / "indeling" / "gebieden.csv"
    text = areas.read_text(encoding="utf-8")
    assert MOVED[0] in text
    areas.write_text(text.replace(*MOVED), encoding="utf-8")
    before = hashes(clone / "outputs")
    for command in (["gegevens"], ["regiobeeld", "twente"], ["bronnen"]):
        done = run(clone, *command)
        assert (done.returncode, done.stderr.count("\n")) == (4, 1), done.stderr
        assert "gebieden.csv" in done.stderr
    assert hashes(clone / "outputs") == before


def test_a_changed_declaration_is_named_until_it_is_recorded(sources: Path) -> None:
    path = sources / "kruising" / "stapeling.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert verify_sources(sources) == ["kruising/stapeling.toml"]
    assert "veranderd sinds het vastleggen: kruising/stapeling.toml" in tell_changed(verify_sources(sources))
    record_declarations(sources)
    assert verify_sources(sources) == []


def test_recording_declarations_does_not_accept_a_damaged_list(sources: Path) -> None:
    (sources / "indeling" / "gebieden.csv").write_text("gemeente_code\n", encoding="utf-8")
    record_declarations(sources)
    with pytest.raises(ContractError, match=r"gebieden\.csv"):
        verify_sources(sources)


def test_a_command_records_only_what_it_wrote(sources: Path) -> None:
    areas, wijken = sources / "indeling" / "gebieden.csv", sources / "indeling" / "wijken.csv"
    for path in (areas, wijken):
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    record_files(sources, [areas])
    with pytest.raises(ContractError, match=r"wijken\.csv"):
        verify_sources(sources)
    wijken.unlink()
    record_files(sources, [wijken])
    assert verify_sources(sources) == []


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"a": 1}', b"\xff", b"[" * 9000])
def test_a_damaged_record_is_named_with_its_mend(sources: Path, content: bytes) -> None:
    (sources / NAME).write_bytes(content)
    with pytest.raises(ContractError, match=r"git checkout -- sources/vastgelegd\.json"):
        verify_sources(sources)


def test_an_own_source_and_own_plans_are_nobodys_business(sources: Path) -> None:
    for name in ("eigen.toml", "lokaal/cijfers.csv", "plannen/doelen.toml", "regios/mijn-regio.toml"):
        (sources / name).parent.mkdir(exist_ok=True)
        (sources / name).write_text("naam = 1", encoding="utf-8")
    assert verify_sources(sources) == []
    record_all(sources)
    (sources / "lokaal" / "cijfers.csv").write_text("anders", encoding="utf-8")
    assert verify_sources(sources) == []
