"""From a snapshot to observations in the one schema, along the same road as a file in the basis."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from regiobeeld import paths
from regiobeeld.areas.indeling import read_lists
from regiobeeld.areas.known_areas import KnownAreas, load_known_areas, tell_left_out
from regiobeeld.catalog.models import Source
from regiobeeld.catalog.tables import Tabel
from regiobeeld.observations.area_names import Names, name_lookup
from regiobeeld.observations.columns import refuse_absent
from regiobeeld.observations.embed import write_observations
from regiobeeld.observations.facts import to_observations
from regiobeeld.observations.periods import parse_period
from regiobeeld.observations.widen import widen
from regiobeeld.readers import READERS, RawTable
from regiobeeld.snapshots.store import Snapshot, SnapshotStore
from regiobeeld.statline.description import Description

LOG = logging.getLogger("regiobeeld")


@dataclass(frozen=True)
class Observer:
    """Makes observations; `sources` is the folder with the indeling (for columns that hold names)."""

    sources: Path = field(default_factory=lambda: paths.SOURCES)

    @cached_property
    def names(self) -> Names:
        return name_lookup(read_lists(self.sources))

    @cached_property
    def known_areas(self) -> KnownAreas:
        return load_known_areas(self.sources)

    def observe(
        self, path: Path, sha256: str, source: Source, tabel: Tabel, description: Description | None = None
    ) -> pd.DataFrame:
        """Observations of a raw file, columns of `schema.WAARNEMING`.

        Args:
            path: the raw file; Parquet when it comes from a service, else of form `tabel.dienst.vorm`.
            sha256: of that file.
            source: the declaration of the source.
            tabel: the declaration of the table.
            description: what the service says; None for a file.

        Raises:
            ContractError: columns or values that the declaration does not cover.
        """
        dienst = tabel.dienst
        form = (dienst.vorm if dienst else None) or "parquet"
        frame = READERS[form](path, tabel)
        if dienst is not None and dienst.soort == "odata4" and description is not None:
            frame = widen(frame, description)
        raw = RawTable(frame, f"{source.bron.code}, {tabel.code}", sha256)
        if description is None:
            refuse_absent([str(name) for name in frame.columns], source, tabel, raw.file)
        observations = to_observations(raw, source, tabel, self.names)
        self.known_areas.refuse_unknown(observations, raw.file)
        observations, left_out = self.known_areas.split_unlisted(observations)
        if left_out:
            LOG.warning("  let op, %s: %s", raw.file, tell_left_out(left_out))
        return mark_status(observations, description)

    def read(self, store: SnapshotStore, snapshot: Snapshot) -> pd.DataFrame | None:
        """The observations of a snapshot in use; None when the file is gone."""
        path = store.path(snapshot.bron, snapshot.tabel, snapshot.waarnemingen, "parquet")
        return pq.read_table(path).to_pandas() if path.is_file() else None

    def write(self, observations: pd.DataFrame, store: SnapshotStore, bron: str, tabel: str) -> str:
        """Keep observations under the hash of their content; returns the sha256."""
        scratch = store.scratch(bron, tabel)
        write_observations(observations, scratch)
        return store.place(bron, tabel, scratch, "parquet")


def mark_status(observations: pd.DataFrame, description: Description | None) -> pd.DataFrame:
    """The same observations, provisional in every period that the service does not call definite."""
    if description is None or description.final is None or observations.empty:
        return observations
    definite = [parse_period(code)[0] for code in description.final]
    starts = pd.to_datetime(observations["periode_start"])
    is_final = starts.isin(pd.to_datetime(definite)) if definite else np.zeros(len(starts), dtype=bool)
    return observations.assign(status=np.where(is_final, observations["status"].astype("str"), "voorlopig"))
