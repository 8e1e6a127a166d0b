"""Gemeentelijke indelingen: which gemeenten exist in a year, what became of them, which areas they form.

Everything is carried to one target indeling: that of the newest list of gemeenten. A merger moves the whole of
a gemeente to one other (share 1); a split divides it over several, with shares derived from population figures
(`sources/indeling/herindelingen.csv` says how). A change on a day inside a year (Weesp, 24 March
2022) counts from the next 1 January on, because an indeling is always that of 1 January.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from regiobeeld.errors import ContractError, SourceUnreachableError

TARGET_YEAR = 2025
# How sources/indeling/gebieden.csv calls the levels; the codes themselves start with PV, GG, CR, ZK, VR.
LEVEL_COLUMNS = ("pv", "ggd", "corop", "zk", "vr")
LISTED_LEVELS = ("pv", "ggd")
_SHARE_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Indeling:
    """All that is known about gemeenten and the areas they form.

    Attributes:
        gemeenten: [gebied_jaar, code, naam], the complete list of some years.
        herindelingen: [datum, oud, nieuw, aandeel], `aandeel` = part of the inhabitants of `oud`.
        leden: [gebied_code, gemeente_code] in the target indeling, all levels, `NL` included.
        leden_per_jaar: the same for earlier years, for the levels listed then (NL, PV, GG).
        namen: name per area and gemeente, of the latest year it existed.
        target: year of the target indeling.
    """

    gemeenten: pd.DataFrame
    herindelingen: pd.DataFrame
    leden: pd.DataFrame
    leden_per_jaar: Mapping[int, pd.DataFrame]
    namen: Mapping[str, str]
    target: int = TARGET_YEAR
    _moves: dict[tuple[int, int], pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years for which the full list of gemeenten is at hand."""
        return tuple(sorted(int(year) for year in self.gemeenten["gebied_jaar"].unique()))

    def codes(self, year: int) -> tuple[str, ...]:
        """The gemeenten of 1 January of `year`, sorted; between known years carried on from the last one.

        Raises:
            ContractError: the year lies before the first known list.
        """
        before = [y for y in self.years if y <= year]
        if not before:
            raise ContractError(
                f"de gemeenten van {year} zijn niet bekend",
                "sources/indeling/gemeenten.csv",
                f"De oudste lijst is van {self.years[0] if self.years else '(geen)'}",
            )
        listed = self.gemeenten.loc[self.gemeenten["gebied_jaar"] == before[-1], "code"]
        if before[-1] == year:
            return tuple(sorted(listed))
        return tuple(sorted(transition(self.herindelingen, before[-1], year, listed)["nieuw"].unique()))

    def transition(self, from_year: int, to_year: int | None = None) -> pd.DataFrame:
        """[oud, nieuw, aandeel] from one indeling to another (default: the target); see `transition`."""
        key = (from_year, self.target if to_year is None else to_year)
        if key not in self._moves:
            self._moves[key] = transition(self.herindelingen, *key, self.codes(from_year))
        return self._moves[key]

    def renamed(self, from_year: int) -> dict[str, str]:
        """Old code -> new code of gemeenten that got another code (and name) without any change of territory."""
        moves = self.transition(from_year)
        alone = ~moves["nieuw"].duplicated(keep=False) & (moves["aandeel"] == 1)
        moved = moves[alone & (moves["oud"] != moves["nieuw"])]
        return dict(zip(moved["oud"], moved["nieuw"], strict=True))

    def touched(self, from_year: int, to_year: int | None = None) -> frozenset[str]:
        """New codes whose area differs from that of the same code in `from_year` (or that are new)."""
        moves = self.transition(from_year, to_year)
        return frozenset(moves.loc[(moves["oud"] != moves["nieuw"]) | (moves["aandeel"] < 1), "nieuw"])

    def members(self, level: str | None = None) -> pd.DataFrame:
        """[gebied_code, gemeente_code] of one level (PV, GG, CR, ZK, VR, NL) or of all of them."""
        if level is None:
            return self.leden
        return self.leden[self.leden["gebied_code"].str[:2] == level].reset_index(drop=True)

    def name(self, code: str) -> str:
        """The name of a gemeente or area; the code itself when it has none."""
        return self.namen.get(code, code)


def transition(herindelingen: pd.DataFrame, from_year: int, to_year: int, codes: Iterable[str]) -> pd.DataFrame:
    """What became of each gemeente between two indelingen, composed over chained mergers and splits.

    Args:
        herindelingen: [datum, oud, nieuw, aandeel].
        from_year, to_year: indelingen of 1 January; a change counts when from < first 1 January on or
            after its date <= to.
        codes: the gemeenten of `from_year`.

    Returns:
        [oud, nieuw, aandeel], unchanged codes included with share 1; the shares of one `oud` sum to 1.

    Raises:
        ContractError: asked to go back in time: what was merged cannot be told apart again.
    """
    if to_year < from_year:
        raise ContractError(f"cijfers op de indeling van {from_year} kunnen niet terug naar die van {to_year}")
    moves = {code: {code: 1.0} for code in sorted(set(codes))}
    changes = herindelingen.assign(telt_vanaf=counting_year(herindelingen["datum"]))
    within = changes[(changes["telt_vanaf"] > from_year) & (changes["telt_vanaf"] <= to_year)]
    for _, step in within.groupby("datum", sort=True):
        links: dict[str, dict[str, float]] = {}
        for old, new, share in zip(step["oud"], step["nieuw"], step["aandeel"], strict=True):
            links.setdefault(old, {})[new] = share
        moves = {code: _move_on(parts, links) for code, parts in moves.items()}
    rows = [(old, new, share) for old, parts in moves.items() for new, share in sorted(parts.items())]
    return pd.DataFrame(rows, columns=["oud", "nieuw", "aandeel"])


def _move_on(parts: Mapping[str, float], links: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Hand the part that sits in a gemeente that ends on to its successors."""
    moved: dict[str, float] = {}
    for code, part in parts.items():
        for new, share in links.get(code, {code: 1.0}).items():
            moved[new] = moved.get(new, 0.0) + part * share
    return moved


def counting_year(dates: pd.Series) -> pd.Series:
    """The first indeling (of 1 January) in which a change on this date is visible."""
    moments = pd.to_datetime(dates)
    on_first = (moments.dt.month == 1) & (moments.dt.day == 1)
    return moments.dt.year + (~on_first).astype(int)


def share_matrix(pairs: pd.DataFrame, parts: list[str], wholes: list[str]) -> np.ndarray:
    """[doel, deel, aandeel] as a matrix: rows = wholes, columns = parts; 0 where a part is not in a whole."""
    matrix = np.zeros((len(wholes), len(parts)))
    rows = pd.Index(wholes).get_indexer(pd.Index(pairs["doel"]))
    columns = pd.Index(parts).get_indexer(pd.Index(pairs["deel"]))
    inside = (rows >= 0) & (columns >= 0)
    np.add.at(matrix, (rows[inside], columns[inside]), pairs["aandeel"].to_numpy(dtype=float)[inside])
    return matrix


def check_herindelingen(herindelingen: pd.DataFrame) -> pd.DataFrame:
    """The same frame, after checking that every gemeente that ends is divided completely.

    Raises:
        ContractError: the shares of a gemeente do not add up to 1 (or one is missing).
    """
    totals = herindelingen.groupby(["datum", "oud"])["aandeel"].agg(lambda s: s.sum(skipna=False))
    wrong = totals[~(np.abs(totals - 1) <= _SHARE_TOLERANCE)]
    if len(wrong):
        date, code = wrong.index[0]
        raise ContractError(
            f"de aandelen van {code} op {date} zijn samen geen 1",
            "sources/indeling/herindelingen.csv",
            "Vul bij een splitsing het aandeel van iedere nieuwe gemeente in",
        )
    return herindelingen


def load_indeling(folder: Path) -> Indeling:
    """Read `sources/indeling/*.csv`: gebieden, gebieden_<jaar>, gemeenten, herindelingen.

    Raises:
        SourceUnreachableError: a file is missing.
        ContractError: a column is missing or shares do not add up.
    """
    lists = _read(folder / "gemeenten.csv", ["gebied_jaar", "code", "naam"])
    changes = _read(folder / "herindelingen.csv", ["datum", "oud", "nieuw", "aandeel"])
    areas = _read(folder / "gebieden.csv", ["gemeente_code", *_columns(LEVEL_COLUMNS)])
    try:
        lists["gebied_jaar"] = lists["gebied_jaar"].astype(int)
        changes["aandeel"] = pd.to_numeric(changes["aandeel"])
    except ValueError as error:
        what = "een jaar of aandeel is geen getal"
        raise ContractError(what, folder, "Kijk in gemeenten.csv en herindelingen.csv") from error
    latest = lists.sort_values("gebied_jaar", kind="stable").drop_duplicates("code", keep="last")
    names = dict(zip(latest["code"], latest["naam"], strict=True))
    return Indeling(
        gemeenten=lists,
        herindelingen=check_herindelingen(changes),
        leden=_stack_members(areas, LEVEL_COLUMNS),
        leden_per_jaar=_read_listed_members(folder),
        namen=names | _area_names(areas) | {"NL": "Nederland"},
        target=int(lists["gebied_jaar"].max()),
    )


def _read_listed_members(folder: Path) -> dict[int, pd.DataFrame]:
    """Members per area of every year of which `gebieden_<jaar>.csv` is there."""
    listed = {}
    for path in sorted(folder.glob("gebieden_[0-9][0-9][0-9][0-9].csv")):
        areas = _read(path, ["gemeente_code", *_columns(LISTED_LEVELS)])
        listed[int(path.stem[-4:])] = _stack_members(areas, LISTED_LEVELS)
    return listed


def _columns(prefixes: Iterable[str]) -> list[str]:
    return [f"{prefix}_{kind}" for prefix in prefixes for kind in ("code", "naam")]


def _stack_members(areas: pd.DataFrame, prefixes: Iterable[str]) -> pd.DataFrame:
    """One row per area and gemeente, the country included, from one column per level."""
    wide = areas[[f"{prefix}_code" for prefix in prefixes]].assign(land="NL")
    stacked = [pd.DataFrame({"gebied_code": wide[c], "gemeente_code": areas["gemeente_code"]}) for c in wide]
    return pd.concat(stacked, ignore_index=True).sort_values(["gebied_code", "gemeente_code"], ignore_index=True)


def _area_names(areas: pd.DataFrame) -> dict[str, str]:
    pairs = [zip(areas[f"{p}_code"], areas[f"{p}_naam"], strict=True) for p in LEVEL_COLUMNS]
    return {code: name for level in pairs for code, name in level}


def _read(path: Path, columns: list[str]) -> pd.DataFrame:
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    except FileNotFoundError:
        raise SourceUnreachableError("een bestand met de indeling ontbreekt", path) from None
    except ValueError:  # also what pandas says of a file that is no CSV
        raise ContractError("bestand is beschadigd", path, "Zet het bestand terug of maak het opnieuw") from None
    lacking = [column for column in columns if column not in frame.columns]
    if lacking:
        raise ContractError(f"kolom {lacking[0]} ontbreekt", path, "Zet het bestand terug of maak het opnieuw")
    return frame
