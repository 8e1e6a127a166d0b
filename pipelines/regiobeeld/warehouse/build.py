"""Build the national tables: basis -> staging -> checks -> harmonised -> crossing -> Parquet."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd

from regiobeeld import paths
from regiobeeld.catalog.groups import load_crossing
from regiobeeld.catalog.load import load_catalog
from regiobeeld.catalog.models import Catalog, Indicator
from regiobeeld.crossing.assemble import build_crossing, collect_ingredients
from regiobeeld.crossing.tables import KRUISING
from regiobeeld.harmonise.aggregate import aggregate, published_or_computed
from regiobeeld.harmonise.areas import Indeling, load_indeling
from regiobeeld.harmonise.convert import to_target
from regiobeeld.harmonise.population import derive_population
from regiobeeld.harmonise.wijken import describe_wijken, match_wijken
from regiobeeld.ingest.manifest import read_manifest
from regiobeeld.schema import BEVINDING, BEVOLKINGSGROEP, BRON, GEBIED, GEBIED_LID, INDICATOR, WAARNEMING
from regiobeeld.warehouse.areas import list_areas, read_wijken
from regiobeeld.warehouse.check import load_checks, run_checks
from regiobeeld.warehouse.describe import describe_indicators, describe_sources
from regiobeeld.warehouse.export import write_datapackage, write_parquet
from regiobeeld.warehouse.store import PUBLISHED, create, fetch_frame, insert, load_basis, open_store, take

log = logging.getLogger("regiobeeld")
T = TypeVar("T")

WIJK_YEAR = 2022
"""Indeling of the wijken that the report draws: the last with residents, income and boundaries."""
LIFESTYLE_YEAR = 2020
"""Indeling of the last lifestyle figures per wijk."""

_LARGER = "left(gebied_code, 2) NOT IN ('WK', 'BU')"
_FIGURES = {
    # Gemeenten of 2025 and larger areas, harmonised; the same as published; and the small areas as published.
    "waarneming": (WAARNEMING.name, "true"),
    "waarneming_bron": (PUBLISHED, _LARGER),
    "waarneming_wijk": (PUBLISHED, "left(gebied_code, 2) = 'WK'"),
    "waarneming_buurt": (PUBLISHED, "left(gebied_code, 2) = 'BU'"),
}
_TABLES = (INDICATOR, BRON, GEBIED, GEBIED_LID, BEVOLKINGSGROEP, KRUISING, BEVINDING)
_PEOPLE = ("bevolking", "leeftijdsaandeel")
_BY_AREA = "gebied_code, gebied_jaar, indicator_code, periode_start, periode_eind, geslacht, leeftijd, uitsplitsing"


def build_tables(target: Path, sources: Path = paths.SOURCES) -> None:
    """Write all national tables, `datapackage.json` and the DuckDB file into `target`.

    Raises:
        ContractError: a declaration or a figure breaks a rule; nothing is then published.
    """
    catalog = load_catalog(sources)
    indeling = load_indeling(sources / "indeling")
    manifest = read_manifest(sources / "basis")
    with open_store(target / "regiobeeld.duckdb") as con:
        _describe(con, catalog, describe_sources(catalog, manifest))
        rows = _timed("basis laden", load_basis, con, [sources / "basis" / f.naam for f in manifest.bestanden])
        log.info("  %d cijfers uit de basis", rows)
        findings = [_timed("cijfers controleren", run_checks, con, load_checks())]
        published = fetch_frame(con, PUBLISHED, _LARGER)
        local = fetch_frame(con, PUBLISHED, "left(gebied_code, 2) = 'WK'")
        population = derive_population(pd.concat([published, local[local["indicator_code"].isin(_PEOPLE)]]))
        harmonised, found = _timed(
            "omrekenen en optellen", _harmonise, published, indeling, population, catalog.indicators
        )
        findings.append(found)
        wijken = read_wijken(sources / "indeling" / "wijken.csv", indeling)
        areas = list_areas(indeling, wijken)
        crossing, found = _timed("kruisen", _cross, local, harmonised, population, areas, indeling, catalog)
        findings.append(found)
        create(con, WAARNEMING)
        insert(con, harmonised, WAARNEMING)
        _fill(con, areas, indeling, population, crossing, pd.concat(findings, ignore_index=True))
        _timed("Parquet schrijven", _export, con, target)


def _describe(con: duckdb.DuckDBPyConnection, catalog: Catalog, sources: pd.DataFrame) -> None:
    for table, frame in ((INDICATOR, describe_indicators(catalog)), (BRON, sources)):
        create(con, table)
        insert(con, frame, table)


def _harmonise(
    published: pd.DataFrame, indeling: Indeling, population: pd.DataFrame, indicators: dict[str, Indicator]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Gemeenten on the target indeling and every larger area, published where it can be, else computed."""
    gemeenten, converted = to_target(published, indeling, population, indicators)
    computed, added = aggregate(gemeenten, indeling.members(), population, indicators, indeling)
    larger, chosen = published_or_computed(computed, published, indeling)
    return pd.concat([gemeenten, larger], ignore_index=True), pd.concat([converted, added, chosen], ignore_index=True)


def _cross(
    local: pd.DataFrame,
    harmonised: pd.DataFrame,
    population: pd.DataFrame,
    areas: pd.DataFrame,
    indeling: Indeling,
    catalog: Catalog,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """SES x leefstijl x leeftijd per wijk and per gemeente, and what could not be matched."""
    config = load_crossing()
    direction = {code: indicator.richting for code, indicator in catalog.indicators.items()}
    rated = config.leefstijl.indicatoren
    wijken, gemeenten = (areas[areas["niveau"] == level] for level in ("WK", "GM"))
    measured = local.loc[(local["gebied_jaar"] == LIFESTYLE_YEAR) & local["indicator_code"].isin(rated), "gebied_code"]
    links = match_wijken(
        measured.unique(), wijken["gebied_code"], indeling, year_a=LIFESTYLE_YEAR, year_b=WIJK_YEAR
    )
    own = harmonised[harmonised["gebied_code"].str.startswith("GM")]
    levels = (
        collect_ingredients(local, wijken, population, index=config.ses, rated=rated, links=links),
        collect_ingredients(own, gemeenten, derive_population(own), index=config.ses, rated=rated),
    )
    tables = [build_crossing(level, config, direction) for level in levels]
    return pd.concat(tables, ignore_index=True), describe_wijken(links, indeling, LIFESTYLE_YEAR, WIJK_YEAR)


def _fill(
    con: duckdb.DuckDBPyConnection,
    areas: pd.DataFrame,
    indeling: Indeling,
    population: pd.DataFrame,
    crossing: pd.DataFrame,
    findings: pd.DataFrame,
) -> None:
    frames = (
        (GEBIED, areas),
        (GEBIED_LID, indeling.members()),
        (BEVOLKINGSGROEP, population),
        (KRUISING, crossing),
        (BEVINDING, findings.drop_duplicates()),
    )
    for table, frame in frames:
        create(con, table)
        insert(con, frame, table)


def _export(con: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Write every table; figures sorted by area first, so that a report reads only its own row groups."""
    for stem, (name, where) in _FIGURES.items():
        write_parquet(take(con, WAARNEMING, name, where, _BY_AREA), target / f"{stem}.parquet")
    for table in _TABLES:
        write_parquet(take(con, table, table.name), target / f"{table.name}.parquet")
    tables = {table.name: table for table in _TABLES} | dict.fromkeys(_FIGURES, WAARNEMING)
    write_datapackage(target, tables, fetch_frame(con, "indicator", "true"), fetch_frame(con, "bron", "true"))


def _timed(what: str, step: Callable[..., T], *arguments: Any) -> T:
    """Run one step and log what it took."""
    start = time.perf_counter()
    result = step(*arguments)
    log.info("  %s: %.1f s", what, time.perf_counter() - start)
    return result
