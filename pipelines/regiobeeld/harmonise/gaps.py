"""Findings about areas of which some gemeenten have no figure: which, how many, and what that did."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from regiobeeld.harmonise.cells import Cells
from regiobeeld.harmonise.findings import Finding, Names, make_finding

_WHOLE = 1 - 1e-9
_Gap = tuple[str, str, frozenset[str], str]  # area, table, gemeenten without a figure, what became of it


def describe_gaps(
    rows: pd.DataFrame, cells: Cells, members: Mapping[str, frozenset[str]], names: Names
) -> list[Finding]:
    """One sentence per area, table and set of missing gemeenten, with the figures concerned.

    Args:
        rows: aggregated WAARNEMING rows.
        cells: the figures of gemeenten they were made of.
        members: gemeenten per area.
        names: for the reader.
    """
    short = rows[~(rows["dekking"] >= _WHOLE)]
    lacking = _lacking(cells)
    keys = zip(
        short["gebied_code"], short["indicator_code"], short["periode_start"], short["tabel_code"], strict=True
    )
    per_figure: dict[tuple[str, str, str], tuple[set[str], list[bool]]] = {}
    for (area, code, start, table), value in zip(keys, short["waarde"].notna(), strict=True):
        missing, valued = per_figure.setdefault((area, table, code), (set(), []))
        missing |= lacking[code, start] & members[area]
        valued.append(bool(value))
    gaps: dict[_Gap, list[str]] = {}
    for (area, table, code), (missing, valued) in per_figure.items():
        gap = (area, table, frozenset(missing), _consequence(valued, names.is_sum(code)))
        gaps.setdefault(gap, []).append(code)
    return [_sentence(gap, codes, len(members[gap[0]]), names) for gap, codes in gaps.items()]


def _lacking(cells: Cells) -> dict[tuple[str, object], frozenset[str]]:
    """Per indicator and start of the period: the gemeenten that miss at least one figure."""
    empty, codes = np.isnan(cells.numbers["waarde"]), np.array(cells.codes, dtype=object)
    groups: dict[tuple[str, object], list[int]] = {}
    heads = zip(cells.head["indicator_code"], cells.head["periode_start"], strict=True)
    for number, key in enumerate(heads):
        groups.setdefault(key, []).append(number)
    return {key: frozenset(codes[empty[:, columns].any(axis=1)]) for key, columns in groups.items()}


def _consequence(valued: list[bool], is_sum: bool) -> str:
    if all(valued):
        return "het cijfer is dat van de andere gemeenten samen"
    if is_sum:
        return "daarom is er geen totaal"
    if any(valued):
        return "waar minder dan 80% van de inwoners meetelt, is er geen cijfer"
    return "minder dan 80% van de inwoners telt mee, daarom is er geen cijfer"


def _sentence(gap: _Gap, codes: list[str], total: int, names: Names) -> Finding:
    area, table, missing, consequence = gap
    what = names.indicator(codes[0])
    if len(codes) > 1:
        what += " en 1 ander cijfer" if len(codes) == 2 else f" en {len(codes) - 1} andere cijfers"
    text = (
        f"{names.area(area, start=True)}, {what} ({table}): {len(missing)} van de {total} gemeenten zonder cijfer "
        f"({names.areas(missing)}); {consequence}."
    )
    return make_finding(
        "gemeenten_ontbreken",
        "let_op",
        text,
        onderwerp="regio",
        gebied=area,
        indicator=codes[0] if len(codes) == 1 else None,
    )
