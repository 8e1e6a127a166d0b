"""Build the national tables: basis -> checks -> harmonised -> crossed -> Parquet."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd

from regiobeeld import paths
from regiobeeld.catalog.load import load_catalog
from regiobeeld.catalog.models import Catalog, Indicator
from regiobeeld.crossing.assemble import PEOPLE
from regiobeeld.future.build import make_future
from regiobeeld.harmonise.aggregate import aggregate_levels
from regiobeeld.harmonise.areas import Indeling, load_indeling
from regiobeeld.harmonise.convert import to_target
from regiobeeld.harmonise.population import derive_population
from regiobeeld.manifest import read_manifest
from regiobeeld.national.area_table import list_areas, read_wijken
from regiobeeld.national.crossings import CROSSING_TABLES, all_members, link_wijken, load_declared, make_crossings
from regiobeeld.national.describe import describe_indicators, describe_old, describe_sources
from regiobeeld.projection.tables import FUTURE_TABLES
from regiobeeld.schema import BEVINDING, BEVOLKINGSGROEP, BRON, GEBIED, GEBIED_LID, INDICATOR, WAARNEMING, Table
from regiobeeld.snapshots.living import read_living
from regiobeeld.snapshots.plausible import read_expectations
from regiobeeld.snapshots.refresh_failures import read_refused
from regiobeeld.snapshots.store import SnapshotStore
from regiobeeld.snapshots.versiebericht import render_html
from regiobeeld.snapshots.versions import collect_changes, has_changes
from regiobeeld.stopping import obey
from regiobeeld.warehouse.check import load_checks, run_checks
from regiobeeld.warehouse.export import VERSIONS_FILE, write_datapackage, write_parquet
from regiobeeld.warehouse.guard import require_counts
from regiobeeld.warehouse.store import (
    BUURT,
    LARGER,
    PUBLISHED,
    WIJK,
    fetch_frame,
    insert,
    load_basis,
    open_store,
    save_database,
    take,
)

log = logging.getLogger("regiobeeld")
T = TypeVar("T")

DATABASE = "regiobeeld.duckdb"
_FIGURES = {
    # Gemeenten of 2025 and larger areas, harmonised; the same as published; and the small areas as published.
    "waarneming": (WAARNEMING.name, "true"),
    "waarneming_bron": (PUBLISHED, LARGER),
    "waarneming_wijk": (PUBLISHED, WIJK),
    "waarneming_buurt": (PUBLISHED, BUURT),
}
_AS_PUBLISHED = tuple(stem for stem, (name, _) in _FIGURES.items() if name == PUBLISHED)
_TABLES = (INDICATOR, BRON, GEBIED, GEBIED_LID, BEVOLKINGSGROEP, BEVINDING, *CROSSING_TABLES, *FUTURE_TABLES)
_AREA = ("gebied_code", "gebied_jaar")
_BY_AREA = ", ".join([*_AREA, *(name for name in WAARNEMING.key if name not in _AREA)])


def published_tables() -> dict[str, Table]:
    """File name (without .parquet) -> declaration of every published table."""
    return {table.name: table for table in _TABLES} | dict.fromkeys(_FIGURES, WAARNEMING)


def build_tables(target: Path, sources: Path = paths.SOURCES) -> None:
    """Write all national tables, `datapackage.json` and the DuckDB file into `target`.

    Raises:
        ContractError: a declaration or a figure breaks a rule; nothing is then published.
    """
    catalog = load_catalog(sources)
    declared = load_declared(catalog.indicators)
    indeling = load_indeling(sources / "indeling")
    store = SnapshotStore(sources / "snapshots")
    living = read_living(store, catalog)
    old = describe_old(living, read_refused(store.folder))
    for text in old["tekst"]:
        log.info("  %s", text)
    manifest = read_manifest(sources / "basis")
    files = [sources / "basis" / file.naam for file in manifest.bestanden]
    with open_store() as con, ThreadPoolExecutor(1) as aside:
        insert(con, describe_indicators(catalog), INDICATOR)
        insert(con, describe_sources(catalog, manifest, living), BRON)
        rows = _timed("cijfers laden", load_basis, con, files, living.files, catalog.replaces, catalog.lapses)
        log.info("  %d cijfers", rows)
        doubtful = _timed("cijfers controleren", run_checks, con, load_checks())
        published = fetch_frame(con, PUBLISHED, LARGER)
        require_counts(published, indeling, read_expectations(sources / "controle" / "verwachtingen.toml"))
        local = fetch_frame(con, PUBLISHED, f"{WIJK} AND indicator_code IN {declared.needed_per_wijk()}")
        population = derive_population(pd.concat([published, local[local["indicator_code"].isin(PEOPLE)]]))
        harmonised, converted = _timed(
            "omrekenen en optellen", _harmonise, published, indeling, population, catalog.indicators
        )
        # Crossing is Python on one core; meanwhile another writes what is published as it came.
        written = aside.submit(_export_figures, con.cursor(), target, _AS_PUBLISHED)
        areas = list_areas(indeling, read_wijken(sources / "indeling" / "wijken.csv", indeling))
        links = _timed("wijken koppelen", link_wijken, declared, local, published, population, areas, indeling)
        del published  # crossing needs the memory
        crossings, unmatched = _timed(
            "kruisen",
            make_crossings,
            declared,
            local,
            harmonised,
            population,
            areas,
            links,
            indeling,
            catalog,
            sources,
        )
        future = _timed(
            "vooruit rekenen",
            make_future,
            harmonised,
            all_members(indeling, sources),
            indeling.codes(indeling.target),
            sources,
        )
        written.result()
        frames = {
            **crossings,
            **future,
            WAARNEMING.name: harmonised,
            GEBIED.name: areas,
            GEBIED_LID.name: indeling.members(),
            BEVOLKINGSGROEP.name: population,
            BEVINDING.name: pd.concat([old, doubtful, converted, unmatched], ignore_index=True).drop_duplicates(),
        }
        for table in (
            WAARNEMING,
            GEBIED,
            GEBIED_LID,
            BEVOLKINGSGROEP,
            BEVINDING,
            *CROSSING_TABLES,
            *FUTURE_TABLES,
        ):
            insert(con, frames.pop(table.name), table)
        del local, population, harmonised, areas, crossings, future, frames  # writing needs the memory
        _timed("Parquet schrijven", _export, con, target)
    _write_versions(store, catalog, target)


def _write_versions(store: SnapshotStore, catalog: Catalog, target: Path) -> None:
    """What changed in the fetched figures, for beside a report."""
    if has_changes(store):
        names = {code: indicator.naam for code, indicator in catalog.indicators.items()}
        page = render_html(collect_changes(store), names)
        (target / VERSIONS_FILE).write_text(page, encoding="utf-8")


def _harmonise(
    published: pd.DataFrame, indeling: Indeling, population: pd.DataFrame, indicators: dict[str, Indicator]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Gemeenten on the target indeling and every larger area, published where it can be, else computed."""
    gemeenten, converted = to_target(published, indeling, population, indicators)
    larger, added = aggregate_levels(gemeenten, published, population, indicators, indeling)
    return pd.concat([gemeenten, larger], ignore_index=True), pd.concat([converted, added], ignore_index=True)


def _export(con: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Write every table that is not written yet."""
    _export_figures(con, target, [WAARNEMING.name])
    for table in _TABLES:
        write_parquet(take(con, table, table.name), target / f"{table.name}.parquet")
    write_datapackage(target, published_tables(), fetch_frame(con, INDICATOR.name), fetch_frame(con, BRON.name))
    save_database(con, [WAARNEMING.name, *(table.name for table in _TABLES)], target / DATABASE)


def _export_figures(con: duckdb.DuckDBPyConnection, target: Path, stems: Sequence[str]) -> None:
    """Write figures, sorted by area first, so that a report reads only its own row groups."""
    for stem in stems:
        name, where = _FIGURES[stem]
        write_parquet(take(con, WAARNEMING, name, where, _BY_AREA), target / f"{stem}.parquet")


def _timed(what: str, step: Callable[..., T], *arguments: Any) -> T:
    """Run one step, unless the run was told to stop, and log what it took."""
    obey()
    start = time.perf_counter()
    result = step(*arguments)
    log.info("  %s: %.1f s", what, time.perf_counter() - start)
    return result
