"""Snapshots: under the hash of their content, whole or not at all, and never outside their folder."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from regiobeeld.errors import ContractError
from regiobeeld.snapshots.store import Snapshot, SnapshotStore

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # sha256 of nothing
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # sha256 of "abc"
SNAPSHOT = Snapshot(
    bron="gezondheid",
    tabel="50150NED",
    adres="https://dataderden.cbs.nl/ODataFeed/odata/50150NED/TypedDataSet",
    vraag="alles",
    gewijzigd="2024-11-28T02:00:00",
    opgehaald="2026-11-21T10:00:00",
    rijen=3,
    ruw=ABC,
    beschrijving=ABC,
    waarnemingen=ABC,
    declaratie="0123456789abcdef",
    licentie="CC BY 4.0",
    citaat='GGD\'en, CBS en "RIVM"\n\x7f',
)


@pytest.fixture
def store(tmp_path: Path) -> SnapshotStore:
    return SnapshotStore(tmp_path / "snapshots")


def place(store: SnapshotStore, content: bytes, kind: str = "parquet") -> str:
    return store.place_bytes("gezondheid", "50150NED", content, kind)


def test_file_stands_under_the_hash_of_its_content(store: SnapshotStore) -> None:
    assert place(store, b"abc") == ABC
    assert place(store, b"abc") == ABC
    assert place(store, b"") == EMPTY
    folder = store.folder / "gezondheid" / "50150NED"
    assert sorted(path.name for path in folder.iterdir()) == [f"{ABC}.parquet", f"{EMPTY}.parquet"]


def test_lock_is_toml_that_reads_back(store: SnapshotStore) -> None:
    other = replace(SNAPSHOT, bron="bevolking", tabel="03759ned", vorige=EMPTY)
    store.use(SNAPSHOT)
    store.use(other)
    assert store.lock == store.folder.parent / "snapshots.lock.toml"
    assert store.read_lock() == [other, SNAPSHOT]
    assert store.find("gezondheid", "50150NED") == SNAPSHOT
    assert tomllib.loads(store.lock.read_text())["snapshot"][1]["citaat"] == SNAPSHOT.citaat


def test_cleaning_keeps_what_is_in_use_and_what_it_is_compared_with(store: SnapshotStore) -> None:
    first, second, third = (place(store, content) for content in (b"eerst", b"toen", b"nu"))
    told = place(store, b"{}", "json")
    waiting = store.parts("gezondheid", "50150NED", "0123456789abcdef") / "bladzijde.arrow"
    waiting.parent.mkdir()
    waiting.touch()
    assert store.clean() == 0  # no lock yet: nothing is known to be out of use
    used = replace(SNAPSHOT, ruw=third, waarnemingen=third, beschrijving=told, vorige=second)
    store.use(used)
    store.write_sidecar(used)
    assert store.clean() == len(b"eerst")
    left = {path.name for path in (store.folder / "gezondheid" / "50150NED").glob("[0-9a-f]*")}
    assert left == {f"{second}.parquet", f"{third}.parquet", f"{told}.json", f"{third}.herkomst.json"}
    assert store.is_whole(used)
    assert waiting.exists()
    assert first not in str(left)


def test_newer_version_takes_the_place_of_the_older(store: SnapshotStore) -> None:
    store.use(SNAPSHOT)
    store.use(replace(SNAPSHOT, rijen=4))
    assert [snapshot.rijen for snapshot in store.read_lock()] == [4]


def test_same_lock_has_the_same_bytes(store: SnapshotStore) -> None:
    store.use(SNAPSHOT)
    first = store.lock.read_bytes()
    store.use(SNAPSHOT)
    assert store.lock.read_bytes() == first


def test_whole_means_there_and_unchanged(store: SnapshotStore) -> None:
    assert not store.is_whole(SNAPSHOT)  # a fresh clone: the lock is there, the files are not
    place(store, b"abc")
    place(store, b"abc", "json")
    assert store.is_whole(SNAPSHOT)
    store.path("gezondheid", "50150NED", ABC, "parquet").write_bytes(b"abd")
    assert not store.is_whole(SNAPSHOT)


def test_sidecar_says_where_the_file_came_from(store: SnapshotStore) -> None:
    place(store, b"abc")
    store.write_sidecar(SNAPSHOT)
    told = json.loads(store.path("gezondheid", "50150NED", ABC, "herkomst.json").read_text())
    assert (told["adres"], told["opgehaald"], told["rijen"]) == (SNAPSHOT.adres, SNAPSHOT.opgehaald, 3)
    assert told["licentie"] == "CC BY 4.0"


@pytest.mark.parametrize(
    ("bron", "tabel"),
    [
        ("gezondheid", "../../../etc"),
        ("gezondheid", "50150NED/.."),
        ("gezondheid", "/etc/passwd"),
        ("..", "50150NED"),
        ("a/b", "50150NED"),
        ("gezondheid", "50150NED\n"),
        ("gezondheid", ""),
    ],
)
def test_names_cannot_lead_outside_the_folder(store: SnapshotStore, bron: str, tabel: str) -> None:
    with pytest.raises(ContractError):
        store.place_bytes(bron, tabel, b"abc", "parquet")
    with pytest.raises(ContractError):
        store.use(replace(SNAPSHOT, bron=bron, tabel=tabel))
    assert not store.lock.exists()


@pytest.mark.parametrize("sha256", ["", "../" * 10, ABC.upper(), ABC + "0"])
def test_lock_with_something_else_than_a_hash_is_refused(store: SnapshotStore, sha256: str) -> None:
    store.folder.mkdir()
    store.use(SNAPSHOT)
    store.lock.write_text(store.lock.read_text().replace(f'ruw = "{ABC}"', f'ruw = "{sha256}"'))
    with pytest.raises(ContractError):
        store.read_lock()


@pytest.mark.parametrize("text", ["[[snapshot]", '[[snapshot]]\nbron = "x"\n', "snapshot = 3\n", "\x00"])
def test_damaged_lock_is_said(store: SnapshotStore, text: str) -> None:
    store.folder.mkdir()
    store.lock.write_text(text)
    with pytest.raises(ContractError, match="lijst van snapshots is beschadigd"):
        store.read_lock()


def test_leftovers_of_a_killed_run_go_and_whole_pages_stay(store: SnapshotStore) -> None:
    place(store, b"abc")
    parts = store.parts("gezondheid", "50150NED", "k" * 16)
    parts.mkdir()
    (parts / "0000000000-10.arrow").write_bytes(b"whole")
    (parts / "0000000010-10.half").write_bytes(b"ha")
    (parts.parent / ".half-12345").write_bytes(b"ha")
    with store.alone():
        left = sorted(path.name for path in parts.parent.rglob("*") if path.is_file())
    assert left == ["0000000000-10.arrow", f"{ABC}.parquet"]


def test_pages_of_another_edition_are_thrown_away(store: SnapshotStore) -> None:
    old = store.parts("gezondheid", "50150NED", "oud" * 8)
    old.mkdir(parents=True)
    new = store.parts("gezondheid", "50150NED", "nieuw" * 8)
    assert not old.exists()
    assert new != old
