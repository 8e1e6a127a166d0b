"""A build uses what is in use and whole, and says what it leaves out."""

from pathlib import Path

import pytest

from regiobeeld.catalog.models import Catalog
from regiobeeld.manifest import BasisTable, Manifest
from regiobeeld.snapshots.living import read_living
from regiobeeld.snapshots.plausible import Expectations
from regiobeeld.snapshots.refresh import Refresher
from regiobeeld.snapshots.store import SnapshotStore
from statline.helpers import OBSERVER, make_catalog, make_client, make_hosts
from statline.service import StatlineService
from statline.tables import make_table

KEY = ("gezondheid_test", "50150NED")


@pytest.fixture
def store(tmp_path: Path) -> SnapshotStore:
    """One refreshed table: 2 indicators x 5 areas x 3 ages x 2 years, less the two rows without any figure."""
    store = SnapshotStore(tmp_path / "snapshots")
    with StatlineService([make_table()]) as service, make_client() as client:
        hosts = make_hosts(service.host)
        refresher = Refresher(make_catalog(), store, client, OBSERVER, hosts=hosts, expectations=Expectations())
        refresher.run()
    return store


def embedded(bron: str, tabel: str) -> BasisTable:
    return BasisTable(bron, "", tabel, "", "2026-11-21", (), 2020, "", "", "", "", 1)


def test_living_table_takes_the_place_of_the_embedded_one(store: SnapshotStore) -> None:
    living = read_living(store, make_catalog())
    assert living.notes == ()
    assert living.files[KEY].is_file()
    (table,) = living.tables
    assert (table.perioden, table.gebied_jaar, table.rijen) == (("2020", "2024"), 2024, 56)
    before = Manifest((), (embedded(*KEY), embedded("bevolking", "03759ned")))
    after = living.merge(before)
    assert [(t.bron, t.rijen) for t in after.tabellen] == [("bevolking", 1), ("gezondheid_test", 56)]


def test_fresh_clone_has_the_lock_but_not_the_files(store: SnapshotStore) -> None:
    for path in store.folder.rglob("*.parquet"):
        path.unlink()
    living = read_living(store, make_catalog())
    assert living.files == {}
    assert living.notes == ("gezondheid_test 50150NED: bestanden ontbreken hier, haal ze op met make bronnen.",)


def test_table_that_is_no_longer_declared(store: SnapshotStore) -> None:
    living = read_living(store, Catalog(sources=(), regios={}))
    assert living.notes == ("gezondheid_test 50150NED: niet meer gedeclareerd, wordt niet gebruikt.",)
