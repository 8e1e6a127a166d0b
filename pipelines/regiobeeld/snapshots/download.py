"""One table that comes in: fetched or read again, turned into observations, and kept when it passes."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from regiobeeld.catalog.models import Indicator, Source
from regiobeeld.catalog.tables import Tabel
from regiobeeld.errors import ContractError, UsageError
from regiobeeld.manifest import file_sha256
from regiobeeld.snapshots.declaration_check import add_advice, compare_declaration
from regiobeeld.snapshots.own_files import file_date, find_file
from regiobeeld.snapshots.store import Snapshot, SnapshotStore
from regiobeeld.snapshots.to_observations import Observer
from regiobeeld.statline.description import Description
from regiobeeld.statline.http import Client
from regiobeeld.statline.paging import Progress
from regiobeeld.statline.remote_table import RemoteTable, TableChanged


@dataclass(frozen=True)
class Arrival:
    """A new version of a table, complete but not yet in use; `te_herstellen`: what to mend in the declaration."""

    snapshot: Snapshot
    observations: pd.DataFrame
    te_herstellen: tuple[str, ...]


@dataclass(frozen=True)
class Intake:
    """Where tables come in. `stamp`: the moment of this run; `bronmap`: the analyst's folder with files."""

    store: SnapshotStore
    observer: Observer
    client: Client
    stamp: str
    bronmap: Path | None = None

    def needs_fetch(self, old: Snapshot | None, remote: RemoteTable, modified: str) -> bool:
        """Whether the table changed at the service, is asked for differently, or is not whole here."""
        if old is None or (old.gewijzigd, old.vraag) != (modified, ask_text(remote)):
            return True
        return not self.store.is_whole(old)

    def fetch(
        self, source: Source, tabel: Tabel, remote: RemoteTable, progress: Progress | None = None
    ) -> Arrival:
        """A table from its service; once more from the start when it is replaced meanwhile.

        Raises:
            SourceUnreachableError: the service stays away; pages that did arrive wait for the next run.
            ContractError: the table is not as described or declared.
        """
        try:
            return self._fetch_once(source, tabel, remote, progress)
        except TableChanged:
            return self._fetch_once(source, tabel, remote, progress)

    def _fetch_once(self, source: Source, tabel: Tabel, remote: RemoteTable, progress: Progress | None) -> Arrival:
        store, bron = self.store, source.bron.code
        description = remote.describe(self.client)
        to_mend = compare_declaration(source, tabel, description)
        key = hashlib.sha256(f"{ask_text(remote)} {description.modified}".encode()).hexdigest()
        scratch = store.scratch(bron, tabel.code)
        parts = store.parts(bron, tabel.code, key)
        try:
            rows = remote.download(self.client, description, parts, scratch, progress)
        except ContractError:  # whatever was wrong may be in the pages on disk
            store.drop_parts(bron, tabel.code)
            raise
        snapshot = replace(
            self._start(source, tabel, remote.address, ask_text(remote)),
            gewijzigd=description.modified,
            rijen=rows,
            ruw=store.place(bron, tabel.code, scratch, "parquet"),
            beschrijving=store.place_bytes(bron, tabel.code, description.to_json(), "json"),
        )
        store.drop_parts(bron, tabel.code)
        observations = self._observe(snapshot, source, tabel, description, to_mend)
        return Arrival(snapshot, observations, _all_to_mend(to_mend, observations, source, tabel))

    def take_file(self, source: Source, tabel: Tabel, old: Snapshot | None) -> Arrival | None:
        """A file from the analyst's folder; None when it is the file in use.

        Raises:
            UsageError: no folder was given, or several files fit.
            SourceUnreachableError: the file is not there.
        """
        dienst, bron = tabel.dienst, source.bron.code
        if self.bronmap is None or dienst is None or dienst.bestand is None or dienst.vorm is None:
            raise UsageError("deze bron is een bestand", tabel.code, "Geef de map: make bronnen BRONMAP=<map>")
        path = find_file(self.bronmap, dienst.bestand)
        if old is not None and old.ruw == file_sha256(path) and self.store.is_whole(old):
            return self.reread(source, tabel, old)
        scratch = self.store.scratch(bron, tabel.code)
        shutil.copyfile(path, scratch)
        description = Description(tabel.code, tabel.titel, file_date(path), "", (), {})
        snapshot = replace(
            self._start(source, tabel, path.name, dienst.bestand),
            gewijzigd=description.modified,
            ruw=self.store.place(bron, tabel.code, scratch, dienst.vorm),
            vorm=dienst.vorm,
            beschrijving=self.store.place_bytes(bron, tabel.code, description.to_json(), "json"),
        )
        observations = self._observe(snapshot, source, tabel, None)
        silent = silent_indicators(observations, source, tabel)
        return Arrival(replace(snapshot, rijen=len(observations)), observations, silent)

    def reread(self, source: Source, tabel: Tabel, old: Snapshot | None) -> Arrival | None:
        """Read the raw file in use again when the declaration was edited, else None. Fetches nothing."""
        if old is None or old.declaratie == declaration_hash(source, tabel):
            return None
        description = self.store.read_description(old)
        if description is not None and not description.columns:
            description = None
        to_mend = compare_declaration(source, tabel, description) if description else []
        snapshot = replace(old, declaratie=declaration_hash(source, tabel))
        observations = self._observe(snapshot, source, tabel, description, to_mend)
        return Arrival(snapshot, observations, _all_to_mend(to_mend, observations, source, tabel))

    def keep(self, arrival: Arrival, old: Snapshot | None) -> Snapshot:
        """Write the observations and put this version in use; the lock goes last."""
        snapshot = arrival.snapshot
        kept = self.observer.write(arrival.observations, self.store, snapshot.bron, snapshot.tabel)
        final = replace(snapshot, waarnemingen=kept)
        if old is not None:
            same = (old.waarnemingen, old.beschrijving) == (kept, snapshot.beschrijving)
            earlier = (old.vorige, old.vorige_beschrijving) if same else (old.waarnemingen, old.beschrijving)
            final = replace(final, vorige=earlier[0], vorige_beschrijving=earlier[1])
        self.store.write_sidecar(final)
        self.store.use(final)
        return final

    def _observe(
        self,
        snapshot: Snapshot,
        source: Source,
        tabel: Tabel,
        description: Description | None,
        to_mend: Sequence[str] = (),
    ) -> pd.DataFrame:
        """The observations; what is refused here was likely noticed in the declaration (`to_mend`)."""
        path = self.store.path(snapshot.bron, snapshot.tabel, snapshot.ruw, snapshot.vorm)
        try:
            return self.observer.observe(path, snapshot.ruw, source, tabel, description)
        except ContractError as error:
            if error.where == str(path):  # who brought a file knows it by its own name
                error = ContractError(error.what, snapshot.adres, error.mend)
            raise add_advice(error, to_mend) from error

    def _start(self, source: Source, tabel: Tabel, address: str, asked: str) -> Snapshot:
        """A snapshot without what is only known afterwards."""
        return Snapshot(
            bron=source.bron.code,
            tabel=tabel.code,
            adres=address,
            vraag=asked,
            gewijzigd="",
            opgehaald=self.stamp,
            rijen=0,
            ruw="",
            beschrijving="",
            waarnemingen="",
            declaratie=declaration_hash(source, tabel),
            licentie=source.bron.licentie,
            citaat=source.bron.citaat,
        )


def silent_indicators(observations: pd.DataFrame, source: Source, tabel: Tabel) -> tuple[str, ...]:
    """One line for every indicator of this table (and of no other) that has not one figure in it."""
    filled = set(observations.loc[observations["waarde"].notna(), "indicator_code"].astype("str"))
    mend = "controleer de kolom, 'niveau', 'overslaan' en 'ontbreekt'"
    return tuple(
        f"indicator {indicator.code} heeft geen enkel cijfer: {mend}"
        for indicator in source.indicator
        if indicator.code not in filled and _is_only_here(source, tabel, indicator)
    )


def _is_only_here(source: Source, tabel: Tabel, indicator: Indicator) -> bool:
    return [t.code for t in source.tabel if source.columns(t, indicator)] == [tabel.code]


def _all_to_mend(
    to_mend: Sequence[str], observations: pd.DataFrame, source: Source, tabel: Tabel
) -> tuple[str, ...]:
    """What the description showed, and the indicators without figures that it does not explain."""
    silent = silent_indicators(observations, source, tabel)
    told = [line.split(":")[0] for line in to_mend]
    return (*to_mend, *(line for line in silent if line.split(" heeft ")[0] not in told))


def ask_text(remote: RemoteTable) -> str:
    """What is asked of the service, as a text that changes when that part of the declaration does."""
    return f"{remote.address} {remote.dienst.model_dump_json(exclude_defaults=True)}"


def declaration_hash(source: Source, tabel: Tabel) -> str:
    """Changes when anything changes in the declaration that the observations depend on."""
    parts = [source.model_dump_json(exclude={"tabel"}), tabel.model_dump_json()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
