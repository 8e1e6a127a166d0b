"""What a refresh changed: new years, revised values, vanished rows, changed definitions.

The lock remembers the previous version of each table, so the message can be made again at any time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from regiobeeld.snapshots.store import Snapshot, SnapshotStore
from regiobeeld.statline.column_keys import strip_number
from regiobeeld.statline.description import Description

KEY = [
    "indicator_code",
    "gebied_code",
    "gebied_jaar",
    "periode_start",
    "periode_eind",
    "geslacht",
    "leeftijd",
    "uitsplitsing",
]
CHANGES = ["bron_code", "tabel_code", "wijziging", *KEY, "oud", "nieuw", "verschil"]
"""Columns of the table of changes; `wijziging` is herzien, ingevuld, leeg_geworden, verdwenen or nieuw."""


@dataclass(frozen=True)
class DefinitionChange:
    """A column of which the service now says something else."""

    kolom: str
    onderdeel: str
    oud: str
    nieuw: str


@dataclass(frozen=True)
class IndicatorChange:
    """What happened to one indicator: new years, how many values were revised, filled in, emptied or lost."""

    indicator_code: str
    nieuwe_jaren: tuple[int, ...]
    nieuw: int
    herzien: int
    ingevuld: int
    leeg_geworden: int
    verdwenen: int


@dataclass(frozen=True)
class TableChange:
    """All that changed in one table; `rijen` has the columns `CHANGES`, largest revision first."""

    snapshot: Snapshot
    indicatoren: tuple[IndicatorChange, ...]
    definities: tuple[DefinitionChange, ...]
    rijen: pd.DataFrame = field(repr=False)

    @property
    def is_empty(self) -> bool:
        return not len(self.rijen) and not self.definities


def collect_changes(store: SnapshotStore) -> list[TableChange]:
    """The last change of every table in use that had an earlier version here."""
    changes = []
    for snapshot in store.read_lock():
        before = _read(store, snapshot, snapshot.vorige) if snapshot.vorige else None
        after = _read(store, snapshot, snapshot.waarnemingen)
        if before is None or after is None:
            continue
        old = (
            store.read_description(snapshot, snapshot.vorige_beschrijving)
            if snapshot.vorige_beschrijving
            else None
        )
        new = store.read_description(snapshot)
        changes.append(compare_versions(snapshot, before, after, old, new))
    return changes


def has_changes(store: SnapshotStore) -> bool:
    """Whether any table in use had an earlier version here."""
    return any(snapshot.vorige for snapshot in store.read_lock())


def _read(store: SnapshotStore, snapshot: Snapshot, sha256: str) -> pd.DataFrame | None:
    path = store.path(snapshot.bron, snapshot.tabel, sha256, "parquet")
    return pq.read_table(path).to_pandas() if path.is_file() else None


def compare_versions(
    snapshot: Snapshot,
    old: pd.DataFrame,
    new: pd.DataFrame,
    old_description: Description | None = None,
    new_description: Description | None = None,
) -> TableChange:
    """Compare two versions of the observations of one table (columns of `schema.WAARNEMING`)."""
    rows = _compare_rows(old, new).assign(bron_code=snapshot.bron, tabel_code=snapshot.tabel)
    known_years = {code: set(_years(part)) for code, part in _by_indicator(old)}
    indicators = tuple(
        _summarise(code, part, known_years.get(code, set())) for code, part in _by_indicator(rows) if len(part)
    )
    definitions = compare_definitions(old_description, new_description)
    return TableChange(snapshot, indicators, tuple(definitions), rows[CHANGES])


def compare_definitions(old: Description | None, new: Description | None) -> list[DefinitionChange]:
    """Columns with another title, unit or description, and those that came or went (the number does not count)."""
    if old is None or new is None:
        return []
    before, after = ({strip_number(c.key): c for c in description.columns} for description in (old, new))
    changes = []
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            changes.append(DefinitionChange(name, "kolom", "aanwezig", "verdwenen"))
        elif name not in before:
            changes.append(DefinitionChange(name, "kolom", "", "nieuw"))
        else:
            pairs = {
                "titel": (before[name].title, after[name].title),
                "eenheid": (before[name].unit, after[name].unit),
                "omschrijving": (before[name].description, after[name].description),
            }
            changes += [DefinitionChange(name, part, a, b) for part, (a, b) in pairs.items() if a != b]
    return changes


def _compare_rows(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Rows that differ: KEY, wijziging, oud, nieuw, verschil; per kind the largest difference first."""
    both = _plain(old).merge(
        _plain(new), on=KEY, how="outer", suffixes=("_oud", "_nieuw"), indicator="waar", validate="one_to_one"
    )
    before, after = both["waarde_oud"], both["waarde_nieuw"]
    kinds = {
        "verdwenen": both["waar"] == "left_only",
        "nieuw": both["waar"] == "right_only",
        "leeg_geworden": before.notna() & after.isna(),
        "ingevuld": before.isna() & after.notna(),
        "herzien": before.notna() & after.notna() & (before != after),
    }
    both["wijziging"] = np.select([kinds[kind].to_numpy() for kind in kinds], list(kinds), default="")
    told = both.assign(oud=before, nieuw=after, verschil=after - before)
    changed = told[told["wijziging"] != ""]
    size = changed["verschil"].abs().fillna(-1.0)
    ordered = changed.assign(grootte=size).sort_values(
        ["indicator_code", "wijziging", "grootte", *KEY[1:]],
        ascending=[True, True, False, *[True] * 7],
        kind="stable",
    )
    return ordered.drop(columns=["grootte", "waar", "waarde_oud", "waarde_nieuw"]).reset_index(drop=True)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    texts = ["indicator_code", "gebied_code", "geslacht", "leeftijd", "uitsplitsing"]
    dates = ["periode_start", "periode_eind"]
    plain = frame[[*KEY, "waarde"]].assign(**{name: frame[name].astype("str") for name in texts})
    return plain.assign(**{name: pd.to_datetime(frame[name]).astype("datetime64[s]") for name in dates})


def _by_indicator(frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    return [(str(code), part) for code, part in frame.groupby(frame["indicator_code"].astype("str"))]


def _years(frame: pd.DataFrame) -> list[int]:
    return sorted({int(year) for year in pd.to_datetime(frame["periode_start"]).dt.year})


def _summarise(code: str, part: pd.DataFrame, known: set[int]) -> IndicatorChange:
    counts = part["wijziging"].value_counts()
    new_years = tuple(year for year in _years(part[part["wijziging"] == "nieuw"]) if year not in known)
    numbers: Sequence[int] = [
        int(counts.get(kind, 0)) for kind in ("nieuw", "herzien", "ingevuld", "leeg_geworden", "verdwenen")
    ]
    return IndicatorChange(code, new_years, *numbers)
