"""Figures made by adding up rows: the sum of some columns per area and group, divided by that of another.

A table of costs has a row per sex, age class and gemeente; what is asked for is the cost per insured person of all
sexes together, in two ages and in all. First everything is added up, then divided: an average of averages
would be wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

from regiobeeld.catalog.models import Indicator, Source
from regiobeeld.catalog.tables import Tabel
from regiobeeld.errors import ContractError
from regiobeeld.observations.assemble import Column, Floats
from regiobeeld.observations.columns import Entry, Numbers, empty_reason, read_numbers
from regiobeeld.observations.dimensions import GROUPS, Place, Rows, coded, map_dimension
from regiobeeld.observations.headers import fit_columns, is_pattern
from regiobeeld.readers import RawTable
from regiobeeld.schema import ONTBREEKT
from regiobeeld.statline.column_keys import require_column

_DIGITS = 6  # amounts are in cents; beyond it a sum only holds the noise of adding
_FEW = ONTBREEKT.index("te_weinig")
_SCALE = {"%": 100}


@dataclass(frozen=True)
class _Sum:
    """Which columns of a table make up one indicator (positions)."""

    entry: Entry
    teller: list[int]
    noemer: int | None


def add_rows(raw: RawTable, source: Source, tabel: Tabel, place: Place) -> tuple[Rows, list[Column]]:
    """One row per area and group, and per indicator its figures; teller and noemer are kept beside a ratio.

    A cell without a number makes the sum unknown, with the table's reason.

    Raises:
        ContractError: a named column is missing, a value the declaration does not cover, or the table has rows
            for a total that is to be computed.
    """
    header = [str(name) for name in raw.frame.columns]
    sums = [s for i in source.indicator if (s := _find_sum(header, source, tabel, i, raw.file)) is not None]
    if not sums:
        return Rows(np.empty(0, dtype=np.intp), {}), []
    raw = replace(raw, frame=_without_empty(raw.frame, sums, tabel))
    spread = _spread_totals(raw.frame, source, tabel, place)
    codes = pd.DataFrame({name: column.codes for name, column in spread.values.items()})
    group = np.asarray(codes.groupby(list(codes), sort=False).ngroup(), dtype=np.intp)
    first = np.unique(group, return_index=True)[1]
    totals = _Totals(raw, tabel, spread.positions, group, len(first))
    return spread.take(first), [totals.column(s) for s in sums]


def _find_sum(header: list[str], source: Source, tabel: Tabel, indicator: Indicator, file: str) -> _Sum | None:
    """The columns of an indicator; None when this edition has not one of them."""
    columns = source.columns(tabel, indicator)
    found = fit_columns(header, indicator.teller)
    if not columns or not found:
        return None
    for name in indicator.teller:
        if not is_pattern(name):
            require_column(header, (name,), file)
    noemer = require_column(header, (indicator.noemer,), file) if indicator.noemer else None
    return _Sum(Entry(indicator, columns[0], found[0]), found, noemer)


def _without_empty(frame: pd.DataFrame, sums: list[_Sum], tabel: Tabel) -> pd.DataFrame:
    """The rows in which at least one column that is added up has something written (`lege_rijen`)."""
    if tabel.lege_rijen == "houden":
        return frame
    used = sorted({i for s in sums for i in (*s.teller, *([] if s.noemer is None else [s.noemer]))})
    written = ~frame.iloc[:, used].isin(["", *tabel.ontbreekt]) & frame.iloc[:, used].notna()
    return frame[written.any(axis=1)].reset_index(drop=True)


def _spread_totals(frame: pd.DataFrame, source: Source, tabel: Tabel, place: Place) -> Rows:
    """The rows of the table once for every sum they count in: their own area and group, and the totals."""
    ways: list[list[tuple[str, pd.Categorical]]] = []
    for name in GROUPS:
        dimension = source.dimension(tabel, name)
        if dimension is None:
            continue
        own = map_dimension(frame, name, dimension, place)
        words = [own]
        if dimension.totaal is not None:
            if dimension.totaal in own.categories:
                mend = f"Haal 'totaal' weg bij dimensies.{name}, of sla die rijen over"
                raise ContractError(f"de tabel heeft zelf al rijen voor '{dimension.totaal}'", place.file, mend)
            words.append(coded(np.zeros(len(frame), dtype=np.int8), [dimension.totaal]))
        words += [_wider(own, group, parts, place.file) for group, parts in dimension.groepen.items()]
        ways.append([(name, column) for column in words])
    parts = [_keep_known(dict(way)) for way in product(*ways)]
    values = {
        name: pd.api.types.union_categoricals([part.values[name] for part in parts], sort_categories=True)
        for name in parts[0].values
    }
    return Rows(np.concatenate([part.positions for part in parts]), values)


def _wider(own: pd.Categorical, group: str, parts: tuple[str, ...], file: str) -> pd.Categorical:
    """The word `group` for the rows of its parts; rows of other words have none.

    Raises:
        ContractError: a part does not occur, so that the sum would be too low.
    """
    absent = next((part for part in parts if part not in own.categories), None)
    if absent is not None:
        mend = f"Kies bij 'groepen' uit {', '.join(own.categories)}"
        raise ContractError(f"'{absent}' van groep {group} komt niet voor", file, mend)
    inside = np.asarray(own.isin(parts))
    return coded(np.where(inside, 0, -1), [group])


def _keep_known(values: dict[str, pd.Categorical]) -> Rows:
    """Only the rows that are not skipped in any of these dimensions."""
    keep = np.flatnonzero(np.logical_and.reduce([column.codes >= 0 for column in values.values()]))
    return Rows(keep, {name: column.take(keep) for name, column in values.items()})


class _Totals:
    """Adds columns up per group; every column is read once."""

    def __init__(
        self, raw: RawTable, tabel: Tabel, rows: npt.NDArray[np.intp], group: npt.NDArray[np.intp], count: int
    ) -> None:
        self.raw, self.tabel, self.rows, self.group, self.count = raw, tabel, rows, group, count
        self.empty = empty_reason(raw.frame, tabel)
        self._known: dict[int, Numbers] = {}

    def column(self, wanted: _Sum) -> Column:
        """The figures of one indicator per group, with a reason where there is none."""
        indicator = wanted.entry.indicator
        teller, reasons = self._add(wanted, wanted.teller)
        noemer, more = self._add(wanted, [wanted.noemer]) if wanted.noemer is not None else (teller, reasons)
        reasons = np.maximum(reasons, more)
        small = (reasons < 0) & ((noemer < indicator.minstens) | (noemer <= 0 if indicator.noemer else False))
        reasons = np.where(small, _FEW, reasons).astype(np.int8)
        absent = np.full(self.count, np.nan)
        known = reasons < 0
        if indicator.noemer is None:
            return Column(wanted.entry, Numbers(np.where(known, teller, np.nan), reasons), absent, absent)
        values = np.divide(teller, noemer, out=absent.copy(), where=known) * _SCALE.get(indicator.eenheid, 1)
        counts = [np.where(known, part, np.nan) for part in (teller, noemer)]
        return Column(wanted.entry, Numbers(values, reasons), absent, absent, *counts)

    def _add(self, wanted: _Sum, columns: list[int]) -> tuple[Floats, npt.NDArray[np.int8]]:
        """The sum of these columns per group, and why it is not known (-1 = it is)."""
        total = np.zeros(self.count)
        reasons = np.full(self.count, -1, dtype=np.int8)
        for index in columns:
            numbers = self._read(wanted, index)
            total += np.bincount(self.group, weights=numbers.values[self.rows], minlength=self.count)
            np.maximum.at(reasons, self.group, numbers.reasons[self.rows])
        return np.round(total, _DIGITS), reasons

    def _read(self, wanted: _Sum, index: int) -> Numbers:
        if index not in self._known:
            entry = Entry(wanted.entry.indicator, wanted.entry.kolom, index)
            self._known[index] = read_numbers(
                self.raw.frame, entry, self.tabel, self.empty, self.raw.file, self.rows
            )
        return self._known[index]
