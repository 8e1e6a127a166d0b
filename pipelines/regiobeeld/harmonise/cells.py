"""Observations of gemeenten as dense tables, and mixing them into other areas.

Carrying figures to another indeling and adding gemeenten up to a region are the same sum with
another matrix of shares, so both use `mix`: one matrix product per rule, for all indicators at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from regiobeeld import schema
from regiobeeld.catalog.models import Indicator
from regiobeeld.errors import ContractError
from regiobeeld.harmonise.keys import row_key
from regiobeeld.stats.combine import MIN_COVERAGE
from regiobeeld.stats.interval import interval_from_se, se_from_margins

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

CELL = [name for name in schema.WAARNEMING.key if name not in ("gebied_code", "gebied_jaar")]
ORIGIN = ["soort", "bron_code", "tabel_code", "snapshot"]
NUMBERS = ["waarde", "ondergrens", "bovengrens", "teller", "noemer"]
_ROUND = 6  # decimals: beyond it there is only the noise of adding, which differs from one processor to the next


@dataclass(frozen=True)
class Cells:
    """Figures of gemeenten as arrays of [gemeenten x cells].

    Attributes:
        head: one row per cell: the key without its area, and where it came from.
        codes: the gemeenten, in the order of the rows.
        numbers: the value, its limits, teller and noemer; NaN = none.
        present: the source has a row (with or without a value).
        provisional: the row is provisional.
        reason: why there is no value, as 1 + position in `schema.ONTBREEKT`; 0 = no row, or a value.
    """

    head: pd.DataFrame
    codes: list[str]
    numbers: Mapping[str, Floats]
    present: Flags
    provisional: Flags
    reason: NDArray[np.int8]


def build_cells(rows: pd.DataFrame, codes: Sequence[str]) -> Cells:
    """Spread WAARNEMING rows over [gemeenten x cells]; rows of other areas are refused.

    Raises:
        ContractError: a code outside `codes`, or the same figure twice.
    """
    at_row = pd.Index(codes).get_indexer(pd.Index(rows["gebied_code"]))
    if (at_row < 0).any():
        stray = rows.loc[at_row < 0].iloc[0]
        raise ContractError(
            f"{stray['gebied_code']} bestaat niet in de indeling van {stray['gebied_jaar']}",
            str(stray["indicator_code"]),
            "Kijk of 'gebied_jaar' van de tabel klopt",
        )
    order = np.argsort(row_key(rows, ORIGIN), kind="stable")
    ordered, at_row = rows.iloc[order], at_row[order]
    _, first, at_cell = np.unique(row_key(ordered, CELL), return_index=True, return_inverse=True)
    shape = (len(codes), len(first))
    present = np.zeros(shape, dtype=bool)
    present[at_row, at_cell] = True
    if int(present.sum()) != len(ordered):
        raise _twice(ordered)
    reason = np.zeros(shape, dtype=np.int8)
    reason[at_row, at_cell] = 1 + pd.Index(schema.ONTBREEKT).get_indexer(pd.Index(ordered["ontbreekt"]))
    provisional = np.zeros(shape, dtype=bool)
    provisional[at_row, at_cell] = (ordered["status"] == "voorlopig").to_numpy(dtype=bool)
    return Cells(
        ordered[[*CELL, *ORIGIN]].iloc[first].reset_index(drop=True),
        list(codes),
        {name: _scatter(ordered[name], at_row, at_cell, shape) for name in NUMBERS},
        present,
        provisional,
        reason,
    )


def _twice(rows: pd.DataFrame) -> ContractError:
    again = rows[rows.duplicated([*CELL, "gebied_code"])].iloc[0]
    return ContractError(
        f"{again['indicator_code']} van {again['gebied_code']} komt twee keer voor",
        f"periode {again['periode_start']}, leeftijd {again['leeftijd']}",
        "Kijk of twee tabellen hetzelfde cijfer geven",
    )


def _scatter(column: pd.Series, rows: NDArray[np.intp], cells: NDArray[np.intp], shape: tuple[int, int]) -> Floats:
    array = np.full(shape, np.nan)
    array[rows, cells] = column.to_numpy(dtype=float, na_value=np.nan)
    return array


@dataclass(frozen=True)
class Mixed:
    """What `mix` makes: the same arrays, for the areas that the shares lead to, and the coverage (0-1)."""

    numbers: Mapping[str, Floats]
    coverage: Floats
    present: Flags
    provisional: Flags
    reason: NDArray[np.object_]


def mix(cells: Cells, weights: Floats, shares: Floats, indicators: Mapping[str, Indicator]) -> Mixed:
    """Add up (`som`) or average (`gewogen`) the parts of each area.

    Formulas, per area with parts g and shares a_g (part of g that lies in the area):
    `som`: sum a_g x_g, only when every part has a figure: an incomplete sum would be too low.
    `gewogen`: sum W_g p_g / sum W_g with W_g = a_g w_g, over the parts that have a figure.
    SE = sqrt(sum (W_g / sum W)^2 SE_g^2), only when every part used has margins (METHODEN 3).
    Coverage = weight of the parts with a figure / weight of all parts; below 0.8 no value. A part whose
    weight is not known makes the coverage unknowable: no average either.

    Args:
        cells: figures of the parts.
        weights: [parts x cells], same order.
        shares: [areas x parts], 0 = not in the area.
        indicators: the catalogue.
    """
    declared = [indicators[code] for code in cells.head["indicator_code"]]
    sums = np.array([i.aggregatie == "som" for i in declared], dtype=bool)
    percent = np.array([i.eenheid == "%" for i in declared], dtype=bool)
    value, has = cells.numbers["waarde"], ~np.isnan(cells.numbers["waarde"])
    heavy = np.nan_to_num(weights)
    covered = shares @ np.where(has, heavy, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        coverage = np.where(_any(shares, np.isnan(weights)), np.nan, covered / (shares @ heavy))
        enough = coverage >= MIN_COVERAGE - 1e-9
    factors = np.where(sums, 1.0, heavy)
    divisor = np.where(sums, 1.0, covered)
    usable = np.where(sums, ~_any(shares, ~has), enough)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(usable, shares @ np.where(has, factors * value, 0.0) / divisor, np.nan)
        se = _propagate(cells, factors, shares, percent) / divisor
    lower, upper = _limits(mean, se, percent, declared)
    known = usable & ~np.isnan(mean)
    numbers = {"waarde": mean, "ondergrens": lower, "bovengrens": upper}
    numbers |= {name: _add_counts(cells, name, shares, known) for name in ("teller", "noemer")}
    return Mixed(
        {name: np.round(array, _ROUND) for name, array in numbers.items()},
        np.asarray(np.round(coverage, _ROUND), dtype=np.float64),
        _any(shares, cells.present),
        _any(shares, cells.provisional & has),
        _reasons(cells, shares, _any(shares, has)),
    )


def _reasons(cells: Cells, shares: Floats, partly: Flags) -> NDArray[np.object_]:
    """Why an area has no value: the reason that all its parts give, otherwise that there is too little."""
    reasons = np.full(partly.shape, "te_weinig", dtype=object)
    given = {n: _any(shares, cells.reason == n) for n in np.unique(cells.reason) if n}
    for number, flags in given.items():
        others = [other for n, other in given.items() if n != number]
        alone = flags & ~partly & ~np.any(others, axis=0) if others else flags & ~partly
        reasons[alone] = schema.ONTBREEKT[number - 1]
    return reasons


def _any(shares: Floats, flags: Flags) -> Flags:
    """Whether at least one part of the area has the flag: [areas x cells]."""
    result: Flags = ((shares > 0).astype(float) @ flags.astype(float)) > 0
    return result


def _propagate(cells: Cells, factors: Floats, shares: Floats, percent: Flags) -> Floats:
    """Square root of the sum of squares of factor x share x SE; NaN where a part used has no margins."""
    value, lower, upper = (cells.numbers[name] for name in ("waarde", "ondergrens", "bovengrens"))
    se = np.full(value.shape, np.nan)
    for flag in (True, False):
        chosen = percent == flag
        se[:, chosen] = se_from_margins(value[:, chosen], lower[:, chosen], upper[:, chosen], percentage=flag)
    has = ~np.isnan(value)
    square = shares**2 @ np.where(has, np.nan_to_num(factors * se) ** 2, 0.0)
    without = _any(shares, has & np.isnan(se))
    result: Floats = np.where(without, np.nan, np.sqrt(square))
    return result


def _limits(mean: Floats, se: Floats, percent: Flags, declared: Sequence[Indicator]) -> tuple[Floats, Floats]:
    """95 % limits around the mean, within the range that the indicator can take."""
    lower, upper = np.full(mean.shape, np.nan), np.full(mean.shape, np.nan)
    for flag in (True, False):
        chosen = percent == flag
        bounds = interval_from_se(mean[:, chosen], se[:, chosen], percentage=flag)
        lower[:, chosen], upper[:, chosen] = bounds.lower, bounds.upper
    low, high = (np.array([i.bereik[end] for i in declared], dtype=float) for end in (0, 1))
    return np.minimum(np.maximum(lower, low), mean), np.maximum(np.minimum(upper, high), mean)


def _add_counts(cells: Cells, name: str, shares: Floats, known: Flags) -> Floats:
    """Teller or noemer of an area: the sum, when every part that has a figure has one."""
    counts = cells.numbers[name]
    has = ~np.isnan(cells.numbers["waarde"])
    lacking = _any(shares, has & np.isnan(counts))
    result: Floats = np.where(known & ~lacking, shares @ np.where(has, np.nan_to_num(counts), 0.0), np.nan)
    return result


def to_rows(cells: Cells, mixed: Mixed, areas: Sequence[str], year: int, derivation: str) -> pd.DataFrame:
    """WAARNEMING rows of the areas of which at least one part has a row in the source."""
    at_area, at_cell = np.nonzero(mixed.present)
    rows = cells.head.iloc[at_cell].reset_index(drop=True)
    rows = rows.assign(
        gebied_code=np.array(areas, dtype=object)[at_area],
        gebied_jaar=year,
        status=np.where(mixed.provisional[at_area, at_cell], "voorlopig", "definitief"),
        afleiding=derivation,
        dekking=mixed.coverage[at_area, at_cell],
        **{name: array[at_area, at_cell] for name, array in mixed.numbers.items()},
    )
    reasons = pd.Series(mixed.reason[at_area, at_cell], dtype="str")
    rows["ontbreekt"] = reasons.where(rows["waarde"].isna())
    return rows[schema.WAARNEMING.names]
