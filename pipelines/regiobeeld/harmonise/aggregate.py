"""Figures of larger areas from those of their gemeenten: provincie, GGD-regio, COROP, or any list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from regiobeeld import schema
from regiobeeld.catalog.models import Indicator
from regiobeeld.errors import ContractError
from regiobeeld.harmonise.areas import Indeling, share_matrix
from regiobeeld.harmonise.borders import Shift, compare_borders, twins
from regiobeeld.harmonise.cells import CELL, Cells, Mixed, build_cells, mix, to_rows
from regiobeeld.harmonise.findings import Finding, Names, join_words, make_finding, to_frame
from regiobeeld.harmonise.gaps import describe_gaps
from regiobeeld.harmonise.keys import first_of_each, row_key, sort_rows
from regiobeeld.harmonise.weights import choose_weights, weight_table, weights_for

_KEY = list(schema.WAARNEMING.key)
# What goes first for one figure of one area; a published row without a value only where nothing else is.
_OWN, _TWIN, _COMPUTED, _EMPTY = range(4)
_NATIONAL = 0.5  # part of the gemeenten that a table must have to count as one of the whole country


def aggregate(
    observations: pd.DataFrame,
    members: pd.DataFrame,
    population: pd.DataFrame,
    indicators: Mapping[str, Indicator],
    indeling: Indeling,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add up or average gemeenten to areas, all indicators and all areas in one pass.

    Args:
        observations: WAARNEMING rows of gemeenten in the target indeling (`convert.to_target`).
        members: [gebied_code, gemeente_code]; areas may overlap (`Indeling.members`, or any own list).
        population: result of `population.derive_population`.
        indicators: the catalogue, by code; `niet` is never aggregated.
        indeling: gives the gemeenten and carries the weights to the target.

    Returns:
        (rows, findings): WAARNEMING rows with afleiding "opgeteld" and the coverage in `dekking`, sorted by
        key; a finding per area and set of gemeenten without a figure. A figure that no gemeente has gives
        no rows.

    Raises:
        ContractError: a member that is no gemeente of the target indeling.
    """
    computed = _compute(observations, members, population, indicators, indeling)
    return computed.rows, to_frame(computed.describe(computed.rows))


def aggregate_levels(
    observations: pd.DataFrame,
    published: pd.DataFrame,
    population: pd.DataFrame,
    indicators: Mapping[str, Indicator],
    indeling: Indeling,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All areas of the target indeling: published where that is the same area, else computed.

    `aggregate` followed by `published_or_computed`, without the findings about computed figures for which a
    published one came in the place. Arguments and result as there.
    """
    computed = _compute(observations, indeling.members(), population, indicators, indeling)
    rows, replaced = published_or_computed(computed.rows, published, indeling)
    remaining = computed.describe(rows[rows["afleiding"] == "opgeteld"])
    return rows, pd.concat([to_frame(remaining), replaced], ignore_index=True)


@dataclass(frozen=True)
class _Computed:
    """Aggregated rows, and what is needed to tell afterwards what they lack."""

    rows: pd.DataFrame
    cells: Cells | None
    members: Mapping[str, frozenset[str]]
    names: Names
    lost: list[Finding]

    def describe(self, rows: pd.DataFrame) -> list[Finding]:
        """Findings about these of the rows."""
        if self.cells is None:
            return []
        return self.lost + describe_gaps(rows, self.cells, self.members, self.names)


def _compute(
    observations: pd.DataFrame,
    members: pd.DataFrame,
    population: pd.DataFrame,
    indicators: Mapping[str, Indicator],
    indeling: Indeling,
) -> _Computed:
    """One matrix product per rule: see `cells.mix`."""
    codes, areas = list(indeling.codes(indeling.target)), sorted(members["gebied_code"].unique())
    _refuse_strangers(members, codes, indeling.target)
    pairs = members.drop_duplicates()
    inside = {str(area): frozenset(some) for area, some in pairs.groupby("gebied_code")["gemeente_code"]}
    names = Names(indeling, indicators)
    possible = [code for code, indicator in indicators.items() if indicator.aggregatie != "niet"]
    wanted = observations["indicator_code"].isin(possible)
    used = _without_empty(observations[wanted & observations["gebied_code"].isin(pairs["gemeente_code"])])
    if used.empty:
        return _Computed(observations.iloc[:0].copy(), None, inside, names, [])
    cells = build_cells(used, codes)
    table = weight_table(population, observations, indicators)
    choice, lost = choose_weights(cells.head, indicators, table)
    weights = weights_for(table, choice, codes, indeling.target, indeling)
    links = pairs.rename(columns={"gebied_code": "doel", "gemeente_code": "deel"}).assign(aandeel=1.0)
    mixed = _round_sums(mix(cells, weights, share_matrix(links, codes, areas), indicators), cells, indicators)
    rows = to_rows(cells, _only_own_region(mixed, cells), areas, indeling.target, "opgeteld")
    return _Computed(sort_rows(rows, _KEY), cells, inside, names, lost)


def _without_empty(rows: pd.DataFrame) -> pd.DataFrame:
    """Only figures that some gemeente has: a year in which nothing was measured gives no rows for areas."""
    measured = pd.Series(rows["waarde"].notna().to_numpy()).groupby(row_key(rows, CELL)).transform("any")
    return rows[measured.to_numpy()]


def _only_own_region(mixed: Mixed, cells: Cells) -> Mixed:
    """A table of one region says nothing about the others: no empty rows there, and no findings."""
    is_national = cells.present.mean(axis=0) >= _NATIONAL
    return replace(mixed, present=mixed.present & (is_national | ~np.isnan(mixed.numbers["waarde"])))


def _round_sums(mixed: Mixed, cells: Cells, indicators: Mapping[str, Indicator]) -> Mixed:
    """Sums in the decimals of the indicator: people are whole, also where a divided gemeente gave fractions.

    A single gemeente keeps its fraction: rounded parts would no longer add up to the published whole.
    """
    values = mixed.numbers["waarde"].copy()
    for place, code in enumerate(cells.head["indicator_code"]):
        if indicators[code].aggregatie == "som":
            values[:, place] = np.round(values[:, place], indicators[code].decimalen)
    return replace(mixed, numbers={**mixed.numbers, "waarde": values})


def _refuse_strangers(members: pd.DataFrame, codes: list[str], year: int) -> None:
    strangers = sorted(set(members["gemeente_code"]) - set(codes))
    if strangers:
        raise ContractError(
            f"{strangers[0]} is geen gemeente in de indeling van {year}", "", "Gebruik de codes van deze indeling"
        )


def published_or_computed(
    computed: pd.DataFrame, published: pd.DataFrame, indeling: Indeling
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Prefer what a source itself publishes for an area, as long as it is still the same area.

    NL is always the published figure. A provincie, GGD-regio or other area is, when it had the same territory in
    the year of the source (`borders.compare_borders`), and so is an area of another kind with the same gemeenten.
    Otherwise, and where the source gives no value, the computed one.

    Args:
        computed: rows of `aggregate`.
        published: WAARNEMING rows as published; only those of larger areas are used.

    Returns:
        (rows, findings): published rows get gebied_jaar = target and keep afleiding "bron"; a finding per table
        and area whose borders differ or are not known.
    """
    candidates = published[published["gebied_code"].isin(indeling.leden["gebied_code"])]
    years = [int(year) for year in sorted(candidates["gebied_jaar"].unique())]
    shifts = {year: compare_borders(indeling, year) for year in years}
    same = _has_same_borders(candidates, shifts)
    kept = candidates[same].assign(gebied_jaar=indeling.target)
    copied = kept.merge(twins(indeling), on="gebied_code", validate="many_to_many")
    copied = copied.assign(gebied_code=copied["tweeling"])[kept.columns]
    order = [(kept, _OWN), (copied, _TWIN)]
    ranked = [rows.assign(_rank=np.where(rows["waarde"].isna(), _EMPTY, rank)) for rows, rank in order]
    both = pd.concat([*ranked, computed.assign(_rank=_COMPUTED)], ignore_index=True)
    both = first_of_each(both, _KEY, ["_rank", "tabel_code"])
    return both[schema.WAARNEMING.names], to_frame(_describe_recomputed(candidates[~same], shifts, indeling))


def _has_same_borders(rows: pd.DataFrame, shifts: Mapping[int, Mapping[str, Shift]]) -> NDArray[np.bool_]:
    same = {(year, area) for year, known in shifts.items() for area, shift in known.items() if shift.is_none}
    asked = zip(rows["gebied_jaar"], rows["gebied_code"], strict=True)
    return np.array([area == "NL" or (year, area) in same for year, area in asked], dtype=bool)


def _describe_recomputed(
    rows: pd.DataFrame, shifts: Mapping[int, Mapping[str, Shift]], indeling: Indeling
) -> list[Finding]:
    names, target, findings = Names(indeling, {}), indeling.target, []
    columns = ["tabel_code", "gebied_jaar", "gebied_code"]
    asked = rows[columns].drop_duplicates().sort_values(columns)
    for table, year, area in asked.itertuples(index=False, name=None):
        shift = shifts[int(year)].get(str(area))
        what = (
            f"de grenzen van {year} zijn niet die van {target} (sindsdien {_describe_shift(shift, indeling)})"
            if shift
            else f"of de grenzen van {year} die van {target} zijn, is niet bekend"
        )
        text = (
            f"{names.area(str(area), start=True)}, tabel {table}: {what}. De cijfers zijn, waar dat kan, berekend "
            "uit de gemeenten van nu."
        )
        findings.append(make_finding("gebied_berekend", "melding", text, onderwerp="indeling", gebied=str(area)))
    return findings


def _describe_shift(shift: Shift, indeling: Indeling) -> str:
    """Which gemeenten of then came and went, whole or in part."""
    parts = [
        f"{verb}: {join_words(sorted(indeling.name(code) for code in codes))}"
        for verb, codes in (("erbij", shift.gained), ("eraf", shift.lost))
        if codes
    ]
    return "; ".join(parts)
