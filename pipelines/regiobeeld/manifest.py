"""The manifest of the embedded figures: what is in sources/basis, where it comes from, and whether it is whole.

Only the standard library is imported here: a run that has nothing to do reads the manifest and stops, and must
not pay for pandas or Arrow.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from regiobeeld.documents import parse_json
from regiobeeld.errors import ContractError

FILE_NAME = "manifest.json"
MAX_BYTES = 5_000_000
"""Of one committed file."""
MEND = "Haal de basis terug met: git checkout -- sources/basis"


@dataclass(frozen=True)
class BasisFile:
    """One Parquet file of the basis: name, number of rows, size in bytes and sha256."""

    naam: str
    rijen: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class BasisTable:
    """One table of a source as it went into the basis: edition, years, licence, citation and raw file."""

    bron: str
    organisatie: str
    tabel: str
    titel: str
    opgenomen: str
    perioden: tuple[str, ...]
    gebied_jaar: int
    licentie: str
    citaat: str
    bestand: str
    bestand_sha256: str
    rijen: int


@dataclass(frozen=True)
class Attachment:
    """A compiled file outside sources/basis (codes, mergers, boundaries, collaborations) and its origin."""

    bestand: str
    titel: str
    rijen: int
    licentie: str
    citaat: str
    herkomst: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Manifest:
    """Everything that was compiled, in a fixed order and without a time stamp."""

    bestanden: tuple[BasisFile, ...]
    tabellen: tuple[BasisTable, ...]
    bijlagen: tuple[Attachment, ...] = ()

    @property
    def rijen(self) -> int:
        """Number of observations in all files together."""
        return sum(file.rijen for file in self.bestanden)


def file_sha256(path: Path) -> str:
    """The sha256 of the bytes of a file, as 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_manifest(manifest: Manifest, folder: Path) -> Path:
    """Write `manifest` as JSON with sorted keys, so that the same figures give the same bytes."""
    path = folder / FILE_NAME
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def read_manifest(folder: Path) -> Manifest:
    """The manifest in `folder`.

    Raises:
        ContractError: it is missing or not a manifest.
    """
    path = folder / FILE_NAME
    try:
        document = parse_json(path.read_text(encoding="utf-8"))
        return Manifest(
            bestanden=tuple(BasisFile(**row) for row in document["bestanden"]),
            tabellen=tuple(BasisTable(**_tupled(row, "perioden")) for row in document["tabellen"]),
            bijlagen=tuple(_attachment(row) for row in document["bijlagen"]),
        )
    except FileNotFoundError as error:
        raise ContractError("basisbestand ontbreekt", path, MEND) from error
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise ContractError("basisbestand is beschadigd", path, MEND) from error


def verify_basis(folder: Path) -> Manifest:
    """Read the manifest and check every file against its size and sha256; also that no stray file lies beside it.

    Raises:
        ContractError: a file is missing, was changed, or does not belong to the basis.
    """
    manifest = read_manifest(folder)
    for file in manifest.bestanden:
        path = folder / file.naam
        if not path.is_file():
            raise ContractError("basisbestand ontbreekt", path, MEND)
        if path.stat().st_size != file.bytes or file_sha256(path) != file.sha256:
            raise ContractError("basisbestand is beschadigd", path, MEND)
    known = {file.naam for file in manifest.bestanden}
    stray = sorted(path for path in folder.glob("*.parquet") if path.name not in known)
    if stray:
        raise ContractError("bestand hoort niet bij de basis", stray[0], "Verwijder of verplaats dit bestand")
    return manifest


def _tupled(row: dict[str, Any], key: str) -> dict[str, Any]:
    return {**row, key: tuple(row[key])}


def _attachment(row: dict[str, Any]) -> Attachment:
    return Attachment(**{**row, "herkomst": tuple((name, digest) for name, digest in row["herkomst"])})
