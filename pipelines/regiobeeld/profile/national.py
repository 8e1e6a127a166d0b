"""What every region is compared with: read and prepared once, however many regions are asked for."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pyarrow.compute as pc
import pyarrow.dataset as ds

from regiobeeld import paths
from regiobeeld.catalog.load import load_catalog
from regiobeeld.errors import ContractError
from regiobeeld.fingerprint import fingerprint
from regiobeeld.harmonise.areas import Indeling, load_indeling
from regiobeeld.kept import FOLDER, digest_of, keep, read_kept, state_of
from regiobeeld.profile.described import describe_indicators
from regiobeeld.profile.features import (
    complete_years,
    describe_gemeenten,
    growth_of_seniors,
    newest_population,
    populations,
    provisional_ages,
)
from regiobeeld.profile.model import IndicatorInfo
from regiobeeld.profile.once import keep_answers, tables_key
from regiobeeld.profile.together import refuse_mixtures

_STAMP = "run.json"
_MARGINS = ["waarde", "ondergrens", "bovengrens"]
_ORIGIN = ["bron_code", "tabel_code", "soort"]
_IS_GEMEENTE = pc.starts_with(ds.field("gebied_code"), "GM")
JUDGING = ("outline", "profile", "judgement", "needs")
"""The rooms whose code works out what is kept (`once_for_all`)."""
REASONS = "rapport/weigeringen.toml"
"""What an answer that is kept may say in words: why there is none."""


@dataclass(frozen=True, eq=False)
class National:
    """The part of a profile that is the same for every region; its frames are shared and must not be changed.

    `latest`: the latest figure of every gemeente; `surveys`: all survey figures of every gemeente; `people` and
    `people_per_year`: inhabitants per gemeente and age group; `features`: what gemeenten are alike in.
    """

    indeling: Indeling
    areas: pd.DataFrame
    crossing: pd.DataFrame
    crossing_sources: pd.DataFrame
    indicators: dict[str, IndicatorInfo]
    sources: pd.DataFrame
    findings: pd.DataFrame
    latest: pd.DataFrame
    surveys: pd.DataFrame
    people: pd.DataFrame
    people_per_year: dict[int, pd.DataFrame]
    provisional: frozenset[str]
    features: pd.DataFrame


def load_national(data_dir: Path, sources: Path) -> National:
    """The national side of every profile; read again only when the tables were made anew.

    Raises:
        ContractError: a table is missing.
    """
    at_home = not data_dir.is_symlink() and data_dir.resolve().parent == paths.OUTPUTS.resolve()
    return _load(data_dir.resolve(), sources, state_of(data_dir.glob("*.parquet")), at_home)


@lru_cache(maxsize=1)
def _load(data_dir: Path, sources: Path, state: object, at_home: bool) -> National:
    """Read from the disk what an earlier run prepared of the same tables by the same code; else prepare it now.

    Args:
        at_home: the tables stand in the outputs of this project, where things may be kept; not behind a link.
    """
    if not at_home or sources != paths.SOURCES or not (data_dir / _STAMP).exists():
        return _prepare(data_dir, sources)
    folder = data_dir.parent / FOLDER / "landelijk"
    version = digest_of([(data_dir / _STAMP).read_bytes(), repr(state), *_code(), sys.version])
    found = read_kept(folder / version / "tabellen")
    if not isinstance(found, National):
        shutil.rmtree(folder, ignore_errors=True)
        found = _prepare(data_dir, sources)
        keep(folder / version / "tabellen", found)
    tables = tables_key(found.latest, found.surveys, found.people, found.features)
    keep_answers(tables, found.indicators, folder / version)
    return found


def _code() -> Iterator[bytes]:
    """What they depend on besides the tables: the code that judges them, and all that tables depend on."""
    yield fingerprint(tables_only=True).encode()
    yield (paths.SOURCES / REASONS).read_bytes()
    for room in JUDGING:
        yield from (path.read_bytes() for path in sorted((Path(__file__).parents[1] / room).rglob("*.py")))


def _prepare(data_dir: Path, sources: Path) -> National:
    indeling = load_indeling(sources / "indeling")
    crossing = read_table(data_dir, "kruising")
    counted = read_table(data_dir, "bevolkingsgroep", _IS_GEMEENTE)
    people = populations(counted, indeling)
    latest, newest = _latest_of_all(data_dir, indeling), newest_population(people)
    return National(
        indeling=indeling,
        areas=read_table(data_dir, "gebied"),
        crossing=crossing,
        crossing_sources=read_table(data_dir, "kruising_bron"),
        indicators=describe_indicators(read_table(data_dir, "indicator"), load_catalog(sources).indicators),
        sources=read_table(data_dir, "bron"),
        findings=read_table(data_dir, "bevinding"),
        latest=latest,
        surveys=_surveys_of_all(data_dir, indeling),
        people=newest,
        people_per_year=complete_years(people),
        provisional=provisional_ages(counted),
        features=describe_gemeenten(latest, newest, crossing, growth_of_seniors(people)),
    )


def read_table(data_dir: Path, name: str, condition: ds.Expression | None = None) -> pd.DataFrame:
    """A national table, or the rows of it that meet the condition.

    Raises:
        ContractError: it is not there.
    """
    path = data_dir / f"{name}.parquet"
    if not path.exists():
        raise ContractError("een landelijke tabel ontbreekt", path, "Maak de tabellen met make gegevens")
    return ds.dataset(path).to_table(filter=condition).to_pandas()


def year_of(dates: pd.Series) -> pd.Series:
    """The calendar year of each date."""
    return pd.to_datetime(dates).dt.year


def _latest_of_all(data_dir: Path, indeling: Indeling) -> pd.DataFrame:
    """The latest figure of every gemeente of NL, per indicator and age group."""
    columns = ["indicator_code", "leeftijd", "gebied_code", "periode_eind", "waarde", *_ORIGIN]
    condition = (
        _IS_GEMEENTE
        & (ds.field("gebied_jaar") == indeling.target)
        & (ds.field("geslacht") == "totaal")
        & (ds.field("uitsplitsing") == "totaal")
        & ds.field("waarde").is_valid()
    )
    rows = ds.dataset(data_dir / "waarneming.parquet").to_table(columns=columns, filter=condition).to_pandas()
    rows = rows.assign(jaar=year_of(rows["periode_eind"])).drop(columns="periode_eind")
    newest = rows.groupby(["indicator_code", "leeftijd"])["jaar"].transform("max")
    return refuse_mixtures(rows[rows["jaar"] == newest]).drop(columns=_ORIGIN).reset_index(drop=True)


def _surveys_of_all(data_dir: Path, indeling: Indeling) -> pd.DataFrame:
    """All survey figures of every gemeente with their margins; a gemeente without a figure keeps its empty row."""
    columns = ["indicator_code", "leeftijd", "gebied_code", "periode_eind", *_MARGINS, *_ORIGIN]
    condition = (
        _IS_GEMEENTE
        & (ds.field("gebied_jaar") == indeling.target)
        & (ds.field("geslacht") == "totaal")
        & (ds.field("uitsplitsing") == "totaal")
        & (ds.field("soort") == "enquete")
    )
    rows = ds.dataset(data_dir / "waarneming.parquet").to_table(columns=columns, filter=condition).to_pandas()
    rows = rows.assign(jaar=year_of(rows["periode_eind"]))
    return refuse_mixtures(rows).drop(columns=["periode_eind", *_ORIGIN])
