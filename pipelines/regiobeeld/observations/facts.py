"""From the raw columns of one table to observations in the one schema (`schema.WAARNEMING`).

Nothing is computed here but the declared `factor`, for a table per postcode the sum per gemeente, and sums and
ratios of a table of counts (`sums`): what the source published is what comes out, to the last digit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from regiobeeld.catalog.models import Indicator, Source
from regiobeeld.catalog.tables import Tabel
from regiobeeld.errors import ContractError
from regiobeeld.observations.add_rows import add_rows
from regiobeeld.observations.area_names import Names
from regiobeeld.observations.assemble import Chosen, Column, Places, assemble
from regiobeeld.observations.columns import Entry, Numbers, empty_reason, find_entries, read_numbers
from regiobeeld.observations.dimensions import GROUPS, MARGINS, Place, Rows, find_wanted_rows, map_rows, pick_rows
from regiobeeld.observations.headers import spell_header
from regiobeeld.readers import RawTable
from regiobeeld.schema import WAARNEMING


def to_observations(
    raw: RawTable, source: Source, tabel: Tabel, names: Names, via: Mapping[str, pd.DataFrame] | None = None
) -> pd.DataFrame:
    """Observations of all indicators of `source` that this table holds, in the columns of `WAARNEMING`.

    Text columns are categoricals, dates are datetime64[s]; rows in the order indicator, then as in the file.
    Left out: areas of a level the indicator does not declare, groups for which nobody has a figure (not
    measured), and areas without any figure in that period that did not exist (`_in_use`). Other missing figures
    stay, with a reason.

    Args:
        raw: the table as read.
        source: the declaration of the source.
        tabel: the declaration of this table.
        names: names of gemeenten per year (see `names.name_lookup`), for columns that hold names.
        via: frames of the `via` files of the declaration, by path.

    Raises:
        ContractError: columns or values that the declaration does not cover, a cell that is no number,
            or two rows for the same key.
    """
    place = Place(raw.file, names, via or {})
    raw = replace(raw, frame=pick_rows(raw.frame, tabel, raw.file))
    if tabel.kop_lengte:
        raw = replace(raw, frame=spell_header(raw.frame, source, tabel, raw.file))
    if source.adds_rows:
        rows, columns = add_rows(raw, source, tabel, place)
        return (
            assemble(Chosen(columns, _select(rows, columns, tabel, names)), rows, source, tabel, raw)
            if columns
            else _no_observations()
        )
    entries = find_entries([str(name) for name in raw.frame.columns], source, tabel, raw.file)
    if not entries:
        return _no_observations()
    empty = empty_reason(raw.frame, tabel)
    wanted = find_wanted_rows(raw.frame, source, tabel, raw.file)
    numbers = [read_numbers(raw.frame, entry, tabel, empty, raw.file, wanted) for entry in entries]
    rows = map_rows(raw.frame, _filled_rows(wanted, numbers, tabel), source, tabel, place)
    gebied = source.dimension(tabel, "gebied")
    if gebied is not None and gebied.via is not None:
        rows, columns = _sum_per_area(rows, entries, numbers, raw.file)
    else:
        rows, columns = _join_margins(rows, entries, numbers, raw.file)
    return assemble(Chosen(columns, _select(rows, columns, tabel, names)), rows, source, tabel, raw)


def _no_observations() -> pd.DataFrame:
    return pd.DataFrame(columns=WAARNEMING.names)


def _filled_rows(wanted: Places, numbers: list[Numbers], tabel: Tabel) -> Places:
    """Positions of the rows to read: all wanted ones, or those with a figure (`lege_rijen`)."""
    if tabel.lege_rijen == "houden":
        return wanted
    filled = np.logical_or.reduce([np.isfinite(column.values[wanted]) for column in numbers])
    return wanted[filled]


def _group_keys(rows: Rows) -> npt.NDArray[np.int64]:
    """One number per row that is equal for rows about the same area, period and group."""
    keys = np.zeros(len(rows.positions), dtype=np.int64)
    for name in GROUPS:
        if name in rows.values:
            column = rows.values[name]
            keys = keys * (len(column.categories) + 1) + column.codes
    return keys


def _refuse_duplicates(rows: Rows, file: str) -> None:
    twice = np.flatnonzero(pd.Series(_group_keys(rows)).duplicated())
    if len(twice):
        example = " ".join(str(column[twice[0]]) for column in rows.values.values())
        mend = "Zet de dubbele rijen bij 'overslaan', of wijs nog een kolom aan als dimensie"
        raise ContractError(f"dubbele rijen ({len(twice)}), bijvoorbeeld {example}", file, mend)


def _join_margins(
    rows: Rows, entries: list[Entry], numbers: list[Numbers], file: str
) -> tuple[Rows, list[Column]]:
    """Rows with the value; the rows with its lower and upper margin become columns beside it."""
    if "marge" not in rows.values:
        _refuse_duplicates(rows, file)
        parts = {"waarde": rows}
    else:
        parts = {m: rows.take(np.flatnonzero(np.asarray(rows.values["marge"] == m))) for m in MARGINS}
        for part in parts.values():
            _refuse_duplicates(part, file)
    base = parts["waarde"]
    margins = [_match(base, parts.get(name), file) for name in MARGINS[1:]]
    columns = []
    for entry, column in zip(entries, numbers, strict=True):
        value = column.take(base.positions)
        lower, upper = (np.append(column.values, np.nan)[positions] for positions in margins)
        columns.append(Column(entry, value, lower, upper))
    return base, columns


def _match(base: Rows, margin: Rows | None, file: str) -> Places:
    """For every row of `base` the position in the file of its margin; -1 where there is none."""
    if margin is None or len(margin.positions) == 0:
        return np.full(len(base.positions), -1, dtype=np.intp)
    places = pd.Index(_group_keys(base)).get_indexer(pd.Index(_group_keys(margin)))
    if (places < 0).any():
        raise ContractError("er zijn marges zonder waarde", file, "Haal het bestand opnieuw en in zijn geheel op")
    result = np.full(len(base.positions), -1, dtype=np.intp)
    result[places] = margin.positions
    return result


def _sum_per_area(
    rows: Rows, entries: list[Entry], numbers: list[Numbers], file: str
) -> tuple[Rows, list[Column]]:
    """Counts per postcode added up to one row per area and group; missing only where all parts are."""
    keys = _group_keys(rows)
    _, first, group = np.unique(keys, return_index=True, return_inverse=True)
    columns = []
    for entry, column in zip(entries, numbers, strict=True):
        if entry.indicator.aggregatie != "som":
            mend = 'Alleen aantallen (aggregatie = "som") kunnen via een tweede bestand worden opgeteld'
            raise ContractError(f"indicator {entry.indicator.code} kan niet worden opgeteld", file, mend)
        values = column.values[rows.positions]
        total = np.asarray(pd.Series(values).groupby(group).sum(min_count=1), dtype=np.float64)
        reasons = np.where(np.isnan(total), column.reasons[rows.positions][first], -1).astype(np.int8)
        absent = np.full(len(total), np.nan)
        marks = None
        if column.marks is not None:  # a sum is provisional when one of its parts is
            marks = np.asarray(pd.Series(column.marks[rows.positions]).groupby(group).max(), dtype=np.int8)
        columns.append(Column(entry, Numbers(total, reasons, marks), absent, absent))
    return rows.take(first), columns


def _select(rows: Rows, columns: list[Column], tabel: Tabel, names: Names) -> list[Places]:
    """Per column the rows that become an observation."""
    area = rows.values["gebied"]
    levels = pd.Series(area.categories.str[:2]).to_numpy(dtype=object)[area.codes]
    cells = _cells(rows, levels)
    exists = _in_use(area, tabel, names)
    known = {pinned: filled | exists for pinned, filled in _areas_with_figures(rows, columns).items()}
    result = []
    for column in columns:
        filled = np.isfinite(column.numbers.values)
        wanted = np.isin(levels, column.entry.indicator.niveau)
        measured = np.bincount(cells, weights=filled)[cells] > 0
        keep = wanted & measured & known[column.entry.kolom.periode] & _has_age(rows, column.entry.indicator)
        result.append(np.flatnonzero(keep))
    return result


def _has_age(rows: Rows, indicator: Indicator) -> npt.NDArray[np.bool_]:
    """Which rows are of an age group that this indicator was measured for (`Indicator.leeftijden`)."""
    ages = rows.values.get("leeftijd")
    if ages is None or not indicator.leeftijden:
        return np.ones(len(rows.positions), dtype=bool)
    return np.asarray(ages.isin(indicator.leeftijden))


def _cells(rows: Rows, levels: npt.NDArray[np.object_]) -> npt.NDArray[np.intp]:
    """A number per combination of level, period, age, sex and breakdown: what is measured as one."""
    codes = [pd.factorize(levels)[0]]
    codes += [rows.values[name].codes for name in GROUPS[1:] if name in rows.values]
    key = np.zeros(len(levels), dtype=np.int64)
    for part in codes:
        key = key * (int(part.max(initial=0)) + 1) + part
    return np.unique(key, return_inverse=True)[1]


def _in_use(area: pd.Categorical, tabel: Tabel, names: Names) -> npt.NDArray[np.bool_]:
    """Is the area of this row (a wijk or buurt: its gemeente) on the list of gemeenten of the table's indeling?

    Services also list the gemeenten that ever were: those have no figure because they did not exist. An area that
    did exist and has no figure at all is missing, and is said to be. Without a list nobody knows.
    """
    existing = set(names.get(tabel.gebied_jaar, {}).values())
    own = [code if code[:2] == "GM" else f"GM{code[2:6]}" for code in area.categories]
    return np.array([code in existing for code in own], dtype=bool)[area.codes]


def _areas_with_figures(rows: Rows, columns: list[Column]) -> dict[str | None, npt.NDArray[np.bool_]]:
    """Per period that a column is pinned to: does the area of this row have any figure in that period?"""
    area = rows.values["gebied"].codes.astype(np.int64)
    if "periode" in rows.values:
        period = rows.values["periode"]
        area = area * len(period.categories) + period.codes
    filled: dict[str | None, npt.NDArray[np.bool_]] = {}
    for column in columns:
        pinned = column.entry.kolom.periode
        known = np.isfinite(column.numbers.values)
        filled[pinned] = filled.get(pinned, np.zeros(len(known), dtype=bool)) | known
    return {pinned: np.bincount(area, weights=known, minlength=1)[area] > 0 for pinned, known in filled.items()}
