"""Raw downloads, kept under the hash of their content, and the lock that says which of them is in use.

Nothing half-written is ever read: a file gets its name when it is complete, and the lock is replaced last.
A run that was killed leaves at most files that nobody refers to; `repair` removes them.

    sources/snapshots/<bron>/<tabel>/<sha256>.parquet   data as fetched, and the observations made of them
                                    /<sha256>.json      what the service said about the table
                                    /<sha256>.herkomst.json  where, what and when (the sidecar)
    sources/snapshots.lock.toml                         which of them is in use; committed
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from regiobeeld import paths
from regiobeeld.documents import parse_toml
from regiobeeld.errors import ContractError
from regiobeeld.manifest import file_sha256
from regiobeeld.publish import one_at_a_time
from regiobeeld.statline.description import Description, clean_text
from regiobeeld.statline.services import TABLE_PATTERN

LOCK_NAME = "snapshots.lock.toml"
_HEADER = "# Gemaakt door `make bronnen`: welke versie van elke tabel in gebruik is. Niet met de hand wijzigen.\n"
_SOURCE = re.compile(r"^[a-z][a-z0-9_]{0,59}$")
_SHA = re.compile(r"^[0-9a-f]{64}$")


@dataclass(frozen=True)
class Snapshot:
    """One table as it is in use: where it came from, when, and the hashes of its files.

    `ruw`: the data as fetched, a file of form `vorm`. `beschrijving`: what the service said. `waarnemingen`:
    the observations made of it. `declaratie`: a hash of the declaration that they were made with.
    `vorige` and `vorige_beschrijving`: the observations and description before the last change, or empty.
    """

    bron: str
    tabel: str
    adres: str
    vraag: str
    gewijzigd: str
    opgehaald: str
    rijen: int
    ruw: str
    beschrijving: str
    waarnemingen: str
    declaratie: str
    licentie: str
    citaat: str
    vorm: str = "parquet"
    vorige: str = ""
    vorige_beschrijving: str = ""


class SnapshotStore:
    """The folder with snapshots and the lock file beside it."""

    def __init__(self, folder: Path | None = None, lock: Path | None = None) -> None:
        self.folder = folder or paths.SOURCES / "snapshots"
        self.lock = lock or self.folder.with_name(LOCK_NAME)

    # Which snapshots are in use

    def read_lock(self) -> list[Snapshot]:
        """All snapshots in use, in the order bron, tabel.

        Raises:
            ContractError: the lock is not readable (it was edited, or merged badly).
        """
        if not self.lock.exists():
            return []
        try:
            rows = parse_toml(self.lock.read_text(encoding="utf-8")).get("snapshot", [])
            snapshots = [Snapshot(**row) for row in rows]
            for snapshot in snapshots:
                self._check(snapshot)
        except (ValueError, TypeError, AttributeError, ContractError, OSError) as error:
            raise ContractError(
                "de lijst van snapshots is beschadigd", self.lock, "Haal haar terug met git, of gooi haar weg"
            ) from error
        return sorted(snapshots, key=lambda s: (s.bron, s.tabel))

    def find(self, bron: str, tabel: str) -> Snapshot | None:
        """The snapshot in use for one table."""
        return next((s for s in self.read_lock() if (s.bron, s.tabel) == (bron, tabel)), None)

    def use(self, snapshot: Snapshot) -> None:
        """Put a snapshot in use, in the place of an earlier one of the same table."""
        self._check(snapshot)
        key = (snapshot.bron, snapshot.tabel)
        kept = [s for s in self.read_lock() if (s.bron, s.tabel) != key]
        _write_whole(self.lock, _HEADER + "".join(map(_toml_block, _sorted([*kept, snapshot]))))

    def is_whole(self, snapshot: Snapshot) -> bool:
        """Whether all files of a snapshot are there, unchanged (a fresh clone has the lock but not the files)."""
        wanted = [
            (snapshot.ruw, snapshot.vorm),
            (snapshot.waarnemingen, "parquet"),
            (snapshot.beschrijving, "json"),
        ]
        paths_ = [(self.path(snapshot.bron, snapshot.tabel, sha, kind), sha) for sha, kind in wanted]
        return all(path.is_file() and file_sha256(path) == sha for path, sha in paths_)

    # The files

    def path(self, bron: str, tabel: str, sha256: str, kind: str) -> Path:
        """Where a file with this content stands. Errors: ContractError for names that could lead elsewhere."""
        if not _SHA.match(sha256):
            raise ContractError("dit is geen sha256", clean_text(sha256, 80))
        return self._table_folder(bron, tabel) / f"{sha256}.{kind}"

    def read_description(self, snapshot: Snapshot, sha256: str | None = None) -> Description | None:
        """What the service said about the table; None when that file is gone."""
        path = self.path(snapshot.bron, snapshot.tabel, sha256 or snapshot.beschrijving, "json")
        return Description.from_json(path.read_bytes()) if path.is_file() else None

    def place(self, bron: str, tabel: str, scratch: Path, kind: str) -> str:
        """Give a finished file the name of its content; returns the sha256."""
        with scratch.open("rb") as file:
            os.fsync(file.fileno())
        sha256 = file_sha256(scratch)
        target = self.path(bron, tabel, sha256, kind)
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch.replace(target)
        return sha256

    def place_bytes(self, bron: str, tabel: str, content: bytes, kind: str) -> str:
        """Like `place`, for content in memory."""
        scratch = self.scratch(bron, tabel)
        scratch.write_bytes(content)
        return self.place(bron, tabel, scratch, kind)

    def write_sidecar(self, snapshot: Snapshot) -> None:
        """Where the raw file came from, for whoever finds it."""
        told = {key: value for key, value in asdict(snapshot).items() if not key.startswith("vorige")}
        path = self.path(snapshot.bron, snapshot.tabel, snapshot.ruw, "herkomst.json")
        _write_whole(path, json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n")

    def scratch(self, bron: str, tabel: str) -> Path:
        """A temporary name in the folder of the table."""
        folder = self._table_folder(bron, tabel)
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f".half-{os.getpid()}"

    def parts(self, bron: str, tabel: str, key: str) -> Path:
        """The folder for pages of one download; pages of another edition or question are thrown away."""
        folder = self._table_folder(bron, tabel)
        wanted = folder / f".deel-{key[:16]}"
        for left in folder.glob(".deel-*"):
            if left != wanted:
                shutil.rmtree(left)
        return wanted

    def drop_parts(self, bron: str, tabel: str) -> None:
        """Throw the pages of a table away: they are in the snapshot, or worthless."""
        for left in self._table_folder(bron, tabel).glob(".deel-*"):
            shutil.rmtree(left)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until no other run works here, and repair what a killed one left."""
        with one_at_a_time(self.folder):
            self.repair()
            yield

    def repair(self) -> None:
        """Remove half-written files; pages that arrived in full stay, for the next attempt."""
        for left in [*self.folder.glob("*/*/.half-*"), *self.folder.glob("*/*/.deel-*/*.half")]:
            left.unlink()

    def clean(self) -> int:
        """Remove the versions that are no longer in use; returns how many bytes that gave.

        What stays: all that the lock names, also what the versiebericht compares with, and pages that wait for
        the next attempt. Without a lock nothing is removed: then it is not known what is in use.
        """
        if not self.lock.exists():
            return 0
        kept = {path for snapshot in self.read_lock() for path in self._files(snapshot)}
        left = [path for path in self.folder.glob("*/*/[0-9a-f]*.*") if path not in kept]
        freed = sum(path.stat().st_size for path in left)
        for path in left:
            path.unlink()
        return freed

    def _files(self, snapshot: Snapshot) -> list[Path]:
        """Every file that a snapshot may need, there or not."""
        wanted = [
            (snapshot.ruw, snapshot.vorm),
            (snapshot.ruw, "herkomst.json"),
            (snapshot.waarnemingen, "parquet"),
            (snapshot.beschrijving, "json"),
            (snapshot.vorige, "parquet"),
            (snapshot.vorige_beschrijving, "json"),
        ]
        return [self.path(snapshot.bron, snapshot.tabel, sha256, kind) for sha256, kind in wanted if sha256]

    def _table_folder(self, bron: str, tabel: str) -> Path:
        if not _SOURCE.match(bron) or not re.fullmatch(TABLE_PATTERN, tabel):
            raise ContractError("dit is geen code van een bron en tabel", clean_text(f"{bron}/{tabel}", 120))
        return self.folder / bron / tabel

    def _check(self, snapshot: Snapshot) -> None:
        for field in fields(snapshot):
            if type(getattr(snapshot, field.name)) is not (int if field.name == "rijen" else str):
                raise ContractError("een waarde heeft niet de goede soort", field.name)
        for sha256 in (snapshot.ruw, snapshot.beschrijving, snapshot.waarnemingen):
            self.path(snapshot.bron, snapshot.tabel, sha256, "parquet")


def _sorted(snapshots: Iterable[Snapshot]) -> list[Snapshot]:
    return sorted(snapshots, key=lambda s: (s.bron, s.tabel))


def _toml_block(snapshot: Snapshot) -> str:
    """One `[[snapshot]]`; a JSON string is a valid TOML string, except for DEL."""
    values = {field.name: getattr(snapshot, field.name) for field in fields(snapshot)}
    lines = [f"{name} = {json.dumps(value, ensure_ascii=True)}" for name, value in values.items() if value != ""]
    return "\n[[snapshot]]\n" + "\n".join(lines).replace("\x7f", "\\u007f") + "\n"


def _write_whole(path: Path, text: str) -> None:
    """Write under a temporary name, then rename."""
    half = path.with_name(f".half-{os.getpid()}-{path.name}")
    with half.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
