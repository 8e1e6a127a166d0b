"""Which weight belongs to which figure, in the indeling and near the year of that figure.

`gewicht = "bevolking"` weights with the inhabitants of the same age group, `"bevolking_totaal"` with all
inhabitants, and any other word with the counts of that indicator (huishoudens, woningen ...).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from regiobeeld.catalog.models import Indicator
from regiobeeld.errors import ContractError
from regiobeeld.harmonise import ages
from regiobeeld.harmonise.areas import Indeling, share_matrix
from regiobeeld.harmonise.findings import Finding, make_finding
from regiobeeld.harmonise.population import POPULATION, reference_year

TOTAL_POPULATION = "bevolking_totaal"
WEIGHT_KEY = ["gewicht", "leeftijd"]


def weight_table(
    population: pd.DataFrame, observations: pd.DataFrame, indicators: Mapping[str, Indicator]
) -> pd.DataFrame:
    """All that can serve as a weight, per gemeente.

    Args:
        population: result of `population.derive_population`.
        observations: WAARNEMING rows with the counts that some indicator names as its weight.
        indicators: the catalogue.

    Returns:
        [gewicht, leeftijd, gebied_code, gebied_jaar, jaar, inwoners], per age group as far as the counts are.
    """
    people = population[population["gebied_code"].str.startswith("GM")].assign(gewicht=POPULATION)
    named = {i.gewicht for i in indicators.values() if i.gewicht} - {POPULATION, TOTAL_POPULATION}
    counts = observations[
        observations["indicator_code"].isin(named)
        & observations["gebied_code"].str.startswith("GM")
        & (observations["geslacht"] == "totaal")
        & (observations["uitsplitsing"] == "totaal")
        & observations["waarde"].notna()
    ]
    other = (
        counts.astype({"leeftijd": "str"})
        .assign(jaar=reference_year(counts["periode_start"], counts["periode_eind"]))
        .rename(columns={"indicator_code": "gewicht", "waarde": "inwoners"})
    )
    columns = [*WEIGHT_KEY, "gebied_code", "gebied_jaar", "jaar", "inwoners"]
    return pd.concat([people[columns], other[columns]], ignore_index=True)


def choose_weights(
    cells: pd.DataFrame, indicators: Mapping[str, Indicator], table: pd.DataFrame
) -> tuple[pd.DataFrame, list[Finding]]:
    """[gewicht, leeftijd, jaar] per cell: the declared weight, or the whole population when that is not known.

    Another count than the population weights with the same age group where it has that group, else with its total.
    Counts (`som`) need no weight to be added up; theirs only measures the coverage.
    """
    known = pd.MultiIndex.from_frame(table[WEIGHT_KEY].drop_duplicates())
    declared = [indicators[code].gewicht or TOTAL_POPULATION for code in cells["indicator_code"]]
    wanted = pd.DataFrame(
        {
            "gewicht": [POPULATION if g == TOTAL_POPULATION else g for g in declared],
            "leeftijd": [
                age if weight == POPULATION or (weight, age) in known else ages.TOTAL
                for weight, age in zip(declared, cells["leeftijd"], strict=True)
            ],
            "jaar": reference_year(cells["periode_start"], cells["periode_eind"]).to_numpy(),
        }
    )
    unknown = ~pd.MultiIndex.from_frame(wanted[WEIGHT_KEY]).isin(known)
    wanted.loc[unknown, WEIGHT_KEY] = [POPULATION, ages.TOTAL]
    weighted = np.array([bool(indicators[code].gewicht) for code in cells["indicator_code"]], dtype=bool)
    lost = cells[unknown & weighted].groupby("indicator_code")["leeftijd"].unique()
    return wanted, [_fallback(code, sorted(groups), indicators[code]) for code, groups in lost.items()]


def _fallback(code: object, groups: Sequence[str], indicator: Indicator) -> Finding:
    what = f"de groep {', '.join(groups)}" if indicator.gewicht == POPULATION else f"'{indicator.gewicht}'"
    return make_finding(
        "gewicht_totaal",
        "melding",
        f"{indicator.naam}: aantallen van {what} zijn niet bekend; gewogen is met alle inwoners.",
        onderwerp="gewichten",
        indicator=str(code),
    )


def weights_for(
    table: pd.DataFrame, wanted: pd.DataFrame, codes: Sequence[str], year: int, indeling: Indeling
) -> NDArray[np.float64]:
    """Weights in the indeling of `year`: [codes x wanted].

    Per (gewicht, leeftijd) the year nearest to `jaar` counts (the earlier one at equal distance) of those that
    know every gemeente; if no year does, a gemeente takes its own nearest year. Figures on an older indeling
    are carried to `year` first; figures on a newer one cannot be.

    Args:
        table: result of `weight_table`.
        wanted: [gewicht, leeftijd, jaar], one row per cell (`choose_weights`).
        codes: gemeenten, the order of the rows of the result.

    Raises:
        ContractError: there is nothing to weight with.
    """
    known = _carry(table, wanted, list(codes), year, indeling)
    columns: dict[tuple[str, str, int], NDArray[np.float64]] = {}
    for weight, age, when in wanted.drop_duplicates().itertuples(index=False, name=None):
        if (weight, age) not in known or _is_empty(known[weight, age]):
            raise ContractError(
                f"er is geen '{weight}' ({age}) om mee te wegen op de indeling van {year}",
                "sources/",
                "Declareer een bron met deze aantallen op dezelfde of een eerdere indeling",
            )
        columns[weight, age, when] = _nearest(known[weight, age], int(when))
    found = [columns[key] for key in wanted.itertuples(index=False, name=None)]
    return np.column_stack(found) if found else np.empty((len(codes), 0))


ByYear = dict[int, NDArray[np.float64]]


def _carry(
    table: pd.DataFrame, wanted: pd.DataFrame, codes: list[str], year: int, indeling: Indeling
) -> dict[tuple[str, str], ByYear]:
    """(gewicht, leeftijd) -> reference year -> one number per gemeente of that indeling; NaN = not known."""
    asked = pd.MultiIndex.from_frame(wanted[WEIGHT_KEY].drop_duplicates())
    usable = table[pd.MultiIndex.from_frame(table[WEIGHT_KEY]).isin(asked) & (table["gebied_jaar"] <= year)]
    carried: dict[tuple[str, str], ByYear] = {}
    # The same reference year on two indelingen: the newest comes last and wins, it needs the least converting.
    for from_year, rows in usable.groupby("gebied_jaar", sort=True):
        moves = indeling.transition(int(str(from_year)), year).rename(columns={"oud": "deel", "nieuw": "doel"})
        parts = list(moves["deel"].unique())
        wide = rows.pivot(index="gebied_code", columns=[*WEIGHT_KEY, "jaar"], values="inwoners").reindex(parts)
        matrix = share_matrix(moves, parts, codes)
        counts = wide.to_numpy(dtype=float)
        sums = matrix @ np.nan_to_num(counts)
        keys = wide.columns.to_frame().itertuples(index=False, name=None)
        sums[(matrix > 0).astype(float) @ np.isnan(counts).astype(float) > 0] = np.nan
        for column, (weight, age, when) in zip(sums.T, keys, strict=True):
            by_year = carried.setdefault((weight, age), {})
            older = by_year.get(int(when), np.full(len(codes), np.nan))
            by_year[int(when)] = np.where(np.isnan(column), older, column)
    return carried


def _is_empty(known: ByYear) -> bool:
    return all(bool(np.isnan(column).all()) for column in known.values())


def _nearest(known: ByYear, when: int) -> NDArray[np.float64]:
    """The column of the nearest complete year; without one, per gemeente the nearest year that knows it."""
    order = sorted(known, key=lambda y: (np.isnan(known[y]).any(), abs(y - when), y))
    result = known[order[0]].copy()
    for other in order[1:]:
        gaps = np.isnan(result)
        if not gaps.any():
            break
        result[gaps] = known[other][gaps]
    return result
