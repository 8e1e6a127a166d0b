"""Carry figures of gemeenten to the target indeling, so that one code means one area in every year.

A gemeente that never merged or split keeps its published figure untouched (`bron`), also under a new
code. Every other one is computed from its parts (`omgerekend`) by the declared aggregation; `niet` cannot
be computed and is left out with a finding.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from regiobeeld import schema
from regiobeeld.catalog.models import Indicator
from regiobeeld.errors import ContractError
from regiobeeld.harmonise.areas import Indeling, share_matrix, transition
from regiobeeld.harmonise.cells import build_cells, mix, to_rows
from regiobeeld.harmonise.findings import Finding, Names, join_words, make_finding, to_frame
from regiobeeld.harmonise.keys import first_of_each
from regiobeeld.harmonise.weights import choose_weights, weight_table, weights_for
from regiobeeld.numbers import dutch_number

_KEY = list(schema.WAARNEMING.key)


def to_target(
    observations: pd.DataFrame,
    indeling: Indeling,
    population: pd.DataFrame,
    indicators: Mapping[str, Indicator],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Figures of gemeenten in the target indeling.

    Args:
        observations: WAARNEMING rows as published; rows of other levels are ignored.
        indeling: what became of each gemeente.
        population: result of `population.derive_population`.
        indicators: the catalogue, by code.

    Returns:
        (rows, findings): WAARNEMING rows with gebied_jaar = target, sorted by key; findings with one Dutch
        sentence each, per gemeente: splits, and the figures left out or known for a part only.

    Raises:
        ContractError: an unknown gemeente or indicator, or figures on a later indeling than the target.
    """
    gemeenten = observations[observations["gebied_code"].str.startswith("GM")]
    _refuse_unknown(gemeenten, indicators)
    table = weight_table(population, observations, indicators)
    rows: list[pd.DataFrame] = []
    findings: list[Finding] = []
    for year, one in gemeenten.groupby("gebied_jaar", sort=True):
        kept, found = _carry_year(one, int(str(year)), table, Names(indeling, indicators))
        rows += kept
        findings += found
    findings += describe_splits(indeling, sorted(gemeenten["gebied_jaar"].unique()))
    if not rows:
        return gemeenten.iloc[:0].copy(), to_frame(findings)
    return _one_of_each(pd.concat(rows, ignore_index=True)), to_frame(_unique(findings))


def _refuse_unknown(rows: pd.DataFrame, indicators: Mapping[str, Indicator]) -> None:
    unknown = sorted(set(rows["indicator_code"].unique()) - set(indicators))
    if unknown:
        raise ContractError(
            "deze indicator staat niet in sources/*.toml", unknown[0], "Declareer hem of laat hem weg"
        )


def _carry_year(
    rows: pd.DataFrame, year: int, table: pd.DataFrame, names: Names
) -> tuple[list[pd.DataFrame], list[Finding]]:
    """Rows of one indeling: untouched gemeenten as they are, the others mixed from their parts."""
    indeling = names.indeling
    _refuse_strays(rows, indeling.codes(year), year)
    renamed = indeling.renamed(year)
    rows = rows.assign(gebied_code=rows["gebied_code"].replace(renamed))
    moves = indeling.transition(year).rename(columns={"oud": "deel", "nieuw": "doel"})
    touched = sorted(indeling.touched(year) - set(renamed.values()))
    parts = sorted(moves.loc[moves["doel"].isin(touched), "deel"].unique())
    is_part = rows["gebied_code"].isin(parts)
    same = rows[~is_part].assign(gebied_jaar=indeling.target)
    fixed = rows["indicator_code"].isin([c for c, i in names.indicators.items() if i.aggregatie == "niet"])
    findings = _describe_dropped(rows[is_part & fixed], moves, year, names)
    moved = rows[is_part & ~fixed]
    if moved.empty:
        return [same], findings
    cells = build_cells(moved, parts)
    wanted, lost = choose_weights(cells.head, names.indicators, table)
    weights = weights_for(table, wanted, parts, year, indeling)
    mixed = mix(cells, weights, share_matrix(moves, parts, touched), names.indicators)
    computed = to_rows(cells, mixed, touched, indeling.target, "omgerekend")
    return [same, computed], findings + lost + _describe_incomplete(computed, year, names)


def _refuse_strays(rows: pd.DataFrame, codes: tuple[str, ...], year: int) -> None:
    strays = rows[~rows["gebied_code"].isin(codes)]
    if len(strays):
        first = strays.sort_values(_KEY).iloc[0]
        raise ContractError(
            f"{first['gebied_code']} bestaat niet in de indeling van {year}",
            f"{first['tabel_code']}, {first['indicator_code']}",
            "Kijk of 'gebied_jaar' van deze tabel klopt",
        )


def _one_of_each(rows: pd.DataFrame) -> pd.DataFrame:
    """The same figure published on two indelingen: as published goes before converted."""
    return first_of_each(rows, _KEY, ["afleiding", "tabel_code"])[schema.WAARNEMING.names]


def _unique(findings: list[Finding]) -> list[Finding]:
    return list({(f["code"], f["gebied_code"], f["tekst"]): f for f in findings}.values())


def describe_splits(indeling: Indeling, years: list[int]) -> list[Finding]:
    """One sentence per gemeente divided after the oldest of these years, for each gemeente it is part of now."""
    if not years:
        return []
    changes = indeling.herindelingen
    dates = pd.to_datetime(changes["datum"])
    recent = changes[(changes["aandeel"] < 1) & (dates > pd.Timestamp(int(years[0]), 1, 1))]
    findings = []
    for (date, old), parts in recent.groupby(["datum", "oud"], sort=True):
        day = pd.Timestamp(str(date))
        ordered = parts.sort_values(["aandeel", "nieuw"], ascending=[False, True])
        divided = [
            f"{indeling.name(new)} ({dutch_number(100 * share, 1)} %)"
            for new, share in zip(ordered["nieuw"], ordered["aandeel"], strict=True)
        ]
        text = (
            f"{indeling.name(str(old))} is op {day.day}-{day.month}-{day.year} verdeeld over "
            f"{join_words(divided, most=9)}; oudere cijfers zijn verdeeld naar inwoners."
        )
        today = transition(changes, day.year, indeling.target, ordered["nieuw"])["nieuw"].unique()
        findings += [make_finding("splitsing", "melding", text, onderwerp="indeling", gebied=new) for new in today]
    return findings


def _describe_dropped(rows: pd.DataFrame, moves: pd.DataFrame, year: int, names: Names) -> list[Finding]:
    """One sentence per gemeente with new borders: the figures that cannot be computed for it."""
    changed = rows[["gebied_code", "indicator_code"]].drop_duplicates()
    # Many indicators per gemeente, and a gemeente may have been divided over several.
    changed = changed.merge(moves, left_on="gebied_code", right_on="deel", validate="many_to_many")
    findings = []
    for new, some in changed.groupby("doel", sort=True):
        what = join_words(sorted({names.indicator(code) for code in some["indicator_code"]}))
        text = (
            f"{names.area(str(new))}: niet om te rekenen van de gemeenten van {year} naar die van nu, omdat deze "
            f"cijfers zich niet laten optellen: {what}."
        )
        findings.append(make_finding("niet_omgerekend", "let_op", text, onderwerp="indeling", gebied=str(new)))
    return findings


def _describe_incomplete(rows: pd.DataFrame, year: int, names: Names) -> list[Finding]:
    """One sentence per merged gemeente and outcome: the figures of which only a part is known."""
    short = rows[(rows["dekking"] > 0) & (rows["dekking"] < 1 - 1e-9)]
    findings = []
    for (area, is_empty), some in short.groupby(["gebied_code", short["waarde"].isna()], sort=True):
        what = join_words(sorted({names.indicator(code) for code in some["indicator_code"]}))
        result = "is er geen cijfer" if is_empty else "telt alleen het deel met een cijfer"
        text = (
            f"{names.area(str(area))}: niet alle gemeenten van {year} die erin opgingen hebben een cijfer, daarom "
            f"{result}: {what}."
        )
        findings.append(make_finding("deel_ontbreekt", "let_op", text, onderwerp="indeling", gebied=str(area)))
    return findings
