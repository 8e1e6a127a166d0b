"""Compile the embedded figures: every declared table that has a file becomes Parquet in sources/basis."""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from regiobeeld import paths
from regiobeeld.areas.attachments import compile_maps, compile_partnerships
from regiobeeld.areas.indeling import compile_indeling, read_lists, read_texts
from regiobeeld.areas.known_areas import KnownAreas, load_known_areas, tell_left_out
from regiobeeld.areas.placing import drop_older, place_files
from regiobeeld.catalog.load import load_catalog
from regiobeeld.catalog.models import Catalog, Source
from regiobeeld.catalog.tables import Tabel
from regiobeeld.errors import ContractError, SourceUnreachableError
from regiobeeld.manifest import (
    MAX_BYTES,
    Attachment,
    BasisFile,
    BasisTable,
    Manifest,
    file_sha256,
    write_manifest,
)
from regiobeeld.observations.area_names import Names, name_lookup
from regiobeeld.observations.assemble import refuse_double_keys
from regiobeeld.observations.embed import write_observations
from regiobeeld.observations.facts import to_observations
from regiobeeld.publish import replaced_folder
from regiobeeld.readers import RawTable, read_table
from regiobeeld.schema import WAARNEMING
from regiobeeld.snapshots.plausible import Total, read_expectations, require_totals
from regiobeeld.statline.column_keys import find_column, require_column

LOG = logging.getLogger("regiobeeld")

SPLIT_ROWS = 500_000
"""A source with more rows is written per level and year: no large files, and a new year is a new file."""


@dataclass(frozen=True)
class Compiled:
    """The observations of one source, and per table what the manifest says about it."""

    source: Source
    frame: pd.DataFrame
    tables: tuple[BasisTable, ...]


def compile_basis(bronmap: Path, target: Path | None = None, catalog: Catalog | None = None) -> Manifest:
    """Compile indeling, maps, collaborations and all figures from `bronmap` into the folder above `target`.

    Args:
        bronmap: folder with the source files, as the declarations name them.
        target: folder for the figures (default sources/basis); the other files go into its neighbours.
        catalog: the declarations (default: sources/*.toml).

    Returns:
        The manifest, also written as manifest.json.

    Raises:
        SourceUnreachableError: the folder or a declared file is missing.
        ContractError: a file does not have the declared form.
    """
    if not bronmap.is_dir():
        raise SourceUnreachableError("bronmap bestaat niet", bronmap, "Geef een map: make basis BRONMAP=<map>")
    target = target or paths.BASIS
    catalog = catalog or load_catalog()
    started = time.perf_counter()
    with TemporaryDirectory() as name:
        fresh = Path(name)
        attachments = compile_attachments(bronmap, fresh)
        names = name_lookup(read_lists(fresh))
        with replaced_folder(target) as folder:
            totals = read_expectations().totaal
            known = load_known_areas(fresh)
            manifest = compile_figures(catalog, bronmap, names, folder, attachments, totals, known)
        drop_older(fresh, target.parent)
        place_files(fresh, target.parent)
    size = sum(file.bytes for file in manifest.bestanden) / 1e6
    LOG.info("basis: %d cijfers, %.1f MB, %.1f s", manifest.rijen, size, time.perf_counter() - started)
    return manifest


def compile_figures(
    catalog: Catalog,
    bronmap: Path,
    names: Names,
    folder: Path,
    attachments: Sequence[Attachment] = (),
    totals: Sequence[Total] = (),
    known: KnownAreas | None = None,
) -> Manifest:
    """Write the Parquet files of all sources and the manifest into the (empty) `folder`.

    Raises:
        ContractError: a file does not have the declared form, or not the `totals` that are known of it.
    """
    files: list[BasisFile] = []
    tables: list[BasisTable] = []
    for source in sorted(catalog.sources, key=lambda s: s.bron.code):
        compiled = compile_source(source, bronmap, names, totals, known)
        if len(compiled.frame):
            files += write_source(compiled, folder)
            tables += compiled.tables
    manifest = Manifest(tuple(files), tuple(tables), tuple(attachments))
    write_manifest(manifest, folder)
    return manifest


def compile_attachments(bronmap: Path, sources: Path) -> list[Attachment]:
    """Write indeling, kaart and samenwerking below `sources`; returns what was written and its origin."""
    started = time.perf_counter()
    attachments = compile_indeling(bronmap, sources / "indeling")
    attachments += compile_maps(bronmap, sources / "kaart")
    attachments += compile_partnerships(bronmap, sources / "samenwerking", read_lists(sources))
    seconds = time.perf_counter() - started
    LOG.info("indeling, kaart en samenwerking: %d bestanden, %.1f s", len(attachments), seconds)
    return attachments


def compile_source(
    source: Source,
    bronmap: Path,
    names: Names,
    totals: Sequence[Total] = (),
    known: KnownAreas | None = None,
) -> Compiled:
    """All observations of the tables of `source` that have a file, sorted; one log line per table.

    Raises:
        ContractError: a file is not as declared, or holds areas that are not `known` in its year.
    """
    frames, tables = [], []
    headers: dict[str, list[str]] = {}
    for tabel in source.tabel:
        if tabel.pad is None:
            continue
        started = time.perf_counter()
        raw = read_table(bronmap, tabel)
        headers[tabel.code] = [str(name) for name in raw.frame.columns]
        frame = to_observations(raw, source, tabel, names, _read_via(source, tabel, bronmap))
        frame = _keep_known(frame, known, f"{tabel.code}, {tabel.pad}")
        expected = tuple(t for t in totals if (t.bron, t.tabel) == (source.bron.code, tabel.code))
        require_totals(frame, expected, f"{tabel.code}, {tabel.pad}")
        seconds = time.perf_counter() - started
        LOG.info(
            "%s %s: %d rijen -> %d cijfers, %.1f s",
            source.bron.code,
            tabel.code,
            len(raw.frame),
            len(frame),
            seconds,
        )
        frames.append(frame)
        tables.append(_describe(source, tabel, raw, frame))
    _refuse_unread_columns(source, headers)
    if not frames:
        return Compiled(source, pd.DataFrame(columns=WAARNEMING.names), ())
    merged = frames[0]
    if len(frames) > 1:
        merged = refuse_double_keys(_merge(frames), f"bron {source.bron.code}")
    _refuse_silent_zero(source, merged)
    return Compiled(source, merged, tuple(tables))


def _keep_known(frame: pd.DataFrame, known: KnownAreas | None, place: str) -> pd.DataFrame:
    """The same check at this door as at that of `make bronnen`."""
    if known is None or frame.empty:
        return frame
    known.refuse_unknown(frame, place)
    kept, left_out = known.split_unlisted(frame)
    if left_out:
        LOG.warning("  let op, %s: %s", place, tell_left_out(left_out))
    return kept


def write_source(compiled: Compiled, folder: Path) -> Iterator[BasisFile]:
    """Write one or more Parquet files; the same rows always give the same bytes."""
    for name, part in _parts(compiled.source.bron.code, compiled.frame):
        path = folder / f"{name}.parquet"
        write_observations(part, path)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ContractError(
                f"basisbestand wordt {size} bytes, meer dan {MAX_BYTES}", path.name, "Splits het verder"
            )
        yield BasisFile(path.name, len(part), size, file_sha256(path))


def _parts(name: str, frame: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    if len(frame) <= SPLIT_ROWS:
        yield name, frame
        return
    level = frame["gebied_code"].str[:2]
    year = frame["periode_start"].dt.year
    for (code, first), part in frame.groupby([level, year], sort=True):
        yield f"{name}-{code}-{first}", part


def _merge(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """One frame of several with categoricals: all get the same categories, so that text stays compact."""
    result = {}
    for column in WAARNEMING.names:
        parts = [frame[column] for frame in frames]
        if isinstance(parts[0].dtype, pd.CategoricalDtype):
            merged: object = pd.api.types.union_categoricals(parts, sort_categories=True)
        else:
            merged = pd.concat(parts, ignore_index=True)
        result[column] = merged
    return pd.DataFrame(result)


def _refuse_unread_columns(source: Source, headers: Mapping[str, list[str]]) -> None:
    """A declared column that no table has is a misspelling, unless a table without a file may have it."""
    if source.adds_rows:  # then a missing column was refused when the table was read
        return
    for indicator in source.indicator:
        for kolom in indicator.entries:
            tables = [t for t in source.tabel if kolom in source.columns(t, indicator)]
            if any(t.pad is None for t in tables):
                continue
            if not any(find_column(headers[t.code], kolom.kolom, str(t.pad)) is not None for t in tables):
                where = f"indicator {indicator.code}, {tables[0].pad if tables else source.bron.code}"
                require_column(headers[tables[0].code] if tables else [], kolom.kolom, where)


def _refuse_silent_zero(source: Source, frame: pd.DataFrame) -> None:
    """An indicator without a single figure in all its files is a mistake, unless a live table may have it."""
    found = set(frame["indicator_code"].astype("str").unique())
    for indicator in source.indicator:
        tables = [t for t in source.tabel if source.columns(t, indicator)]
        if indicator.code not in found and all(t.pad is not None for t in tables):
            names = ", ".join(t.code for t in tables)
            mend = "Controleer de namen van de kolommen, 'niveau' en 'overslaan'"
            raise ContractError(f"indicator {indicator.code} heeft geen enkel cijfer", f"tabel {names}", mend)


def _describe(source: Source, tabel: Tabel, raw: RawTable, frame: pd.DataFrame) -> BasisTable:
    days = (
        frame[["periode_start", "periode_eind"]].drop_duplicates().sort_values(["periode_start", "periode_eind"])
    )
    periods = tuple(_period_text(start.date(), end.date()) for start, end in days.itertuples(index=False))
    return BasisTable(
        bron=source.bron.code,
        organisatie=source.bron.organisatie,
        tabel=tabel.code,
        titel=tabel.titel,
        opgenomen=tabel.opgenomen.isoformat(),
        perioden=periods,
        gebied_jaar=tabel.gebied_jaar,
        licentie=source.bron.licentie,
        citaat=source.bron.citaat,
        bestand=raw.file,
        bestand_sha256=raw.sha256,
        rijen=len(frame),
    )


def _period_text(start: datetime.date, end: datetime.date) -> str:
    """'2020' for a year, '2018/2019' for whole years, '2021-01-01' for a day, else first and last day."""
    if start == end:
        return start.isoformat()
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}/{end.year}"
    return f"{start.isoformat()}/{end.isoformat()}"


def _read_via(source: Source, tabel: Tabel, bronmap: Path) -> dict[str, pd.DataFrame]:
    dimension = source.dimension(tabel, "gebied")
    if dimension is None or dimension.via is None:
        return {}
    return {dimension.via.pad: read_texts(bronmap / dimension.via.pad)}
