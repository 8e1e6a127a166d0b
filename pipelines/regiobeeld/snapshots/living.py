"""The living figures that a build uses in the place of, or beside, the embedded ones.

The lock is committed and the files are not: after a fresh clone a table counts as living only when its files
are there, and otherwise the embedded figures are used. `notes` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from regiobeeld.catalog.models import Catalog
from regiobeeld.catalog.tables import Tabel
from regiobeeld.manifest import BasisTable, Manifest
from regiobeeld.snapshots.store import Snapshot, SnapshotStore


@dataclass(frozen=True)
class Living:
    """Files with observations (schema WAARNEMING), the table each one is about, and what is not used and why."""

    files: Mapping[tuple[str, str], Path]
    tables: tuple[BasisTable, ...]
    notes: tuple[str, ...] = ()

    def merge(self, manifest: Manifest) -> Manifest:
        """The manifest with the living tables in the place of the embedded ones of the same code."""
        kept = [table for table in manifest.tabellen if (table.bron, table.tabel) not in self.files]
        tables = sorted([*kept, *self.tables], key=lambda table: (table.bron, table.tabel))
        return replace(manifest, tabellen=tuple(tables))


def read_living(store: SnapshotStore, catalog: Catalog) -> Living:
    """All snapshots in use whose files are whole and whose table is still declared.

    Raises:
        ContractError: the lock is damaged.
    """
    declared = {(source.bron.code, tabel.code): tabel for source in catalog.sources for tabel in source.tabel}
    organisations = {source.bron.code: source.bron.organisatie for source in catalog.sources}
    files: dict[tuple[str, str], Path] = {}
    tables, notes = [], []
    for snapshot in store.read_lock():
        key = (snapshot.bron, snapshot.tabel)
        if key not in declared:
            notes.append(f"{snapshot.bron} {snapshot.tabel}: niet meer gedeclareerd, wordt niet gebruikt.")
        elif not store.is_whole(snapshot):
            notes.append(
                f"{snapshot.bron} {snapshot.tabel}: bestanden ontbreken hier, haal ze op met make bronnen."
            )
        else:
            files[key] = store.path(*key, snapshot.waarnemingen, "parquet")
            tables.append(_describe(snapshot, declared[key], organisations[snapshot.bron], files[key]))
    return Living(files, tuple(tables), tuple(notes))


def _describe(snapshot: Snapshot, tabel: Tabel, organisation: str, path: Path) -> BasisTable:
    starts = pq.read_table(path, columns=["periode_start"])["periode_start"]
    years = sorted(pc.unique(pc.year(starts)).to_pylist())
    return BasisTable(
        bron=snapshot.bron,
        organisatie=organisation,
        tabel=snapshot.tabel,
        titel=tabel.titel,
        opgenomen=snapshot.opgehaald[:10],
        perioden=tuple(map(str, years)),
        gebied_jaar=tabel.gebied_jaar,
        licentie=snapshot.licentie,
        citaat=snapshot.citaat,
        bestand=snapshot.adres,
        bestand_sha256=snapshot.ruw,
        rijen=pq.read_metadata(path).num_rows,
    )
