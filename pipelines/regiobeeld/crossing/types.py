"""Wijktypen: wijken that resemble each other in age, SES, lifestyle and health (METHODEN 13)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.spatial.distance import cdist

from regiobeeld.catalog.crossing import Typekenmerk, Wijktypen
from regiobeeld.crossing.chance import SEED
from regiobeeld.crossing.clustering import Clusters, cluster, measure_stability, silhouette
from regiobeeld.crossing.rating import Ratings
from regiobeeld.crossing.tables import WIJKTYPE, WIJKTYPE_GEBIED
from regiobeeld.harmonise.findings import join_words
from regiobeeld.stats.arrays import FloatArray
from regiobeeld.stats.ses import weighted_z

CLEAR = 0.4


@dataclass(frozen=True)
class Types:
    """Types of wijken.

    Attributes:
        typen: frame in the schema WIJKTYPE: name, stability and centre of each type.
        gebieden: frame in the schema WIJKTYPE_GEBIED: the type of each wijk (1 = most low incomes), or none.
    """

    typen: pd.DataFrame
    gebieden: pd.DataFrame


def find_types(ratings: Ratings, declared: Wijktypen, seed: int = SEED) -> Types:
    """Group wijken into types; residents are the weight, so that types describe where people live.

    The number of types is the one with the highest silhouette. A type has a name only when it is stable (mean
    bootstrap Jaccard of at least `declared.stabiel_vanaf`); the figures of the others are given without a name.
    """
    residents = ratings.count_residents("totaal")
    z = pd.DataFrame(
        {_label(trait): weighted_z(_values(trait, ratings), residents) for trait in declared.kenmerk},
        index=ratings.areas.index,
    )
    known = z.notna().all(axis=1).to_numpy() & (np.nan_to_num(residents) > 0)
    points, weights = z.to_numpy()[known], residents[known]
    best = _choose(points, weights, declared, seed)
    order = _order(best, declared)
    centres = best.centres[order]
    stable = measure_stability(points, weights, best, repeats=declared.herhalingen, seed=seed)[order]
    number = pd.Series(np.argsort(order)[best.labels] + 1, index=z.index[known], dtype="Int64").reindex(z.index)
    names = name_types(centres, stable, declared)
    table = _describe(centres, stable, names, number=number, residents=residents, declared=declared)
    return Types(table, _list_areas(ratings, residents, number))


def name_types(centres: FloatArray, stability: FloatArray, declared: Wijktypen) -> list[str | None]:
    """Name each stable type after its most outspoken traits (|z| of at least 0.4; two, or more to tell apart)."""
    names: list[str] = []
    for centre in centres:
        strong = [i for i in np.argsort(-np.abs(centre), kind="stable") if abs(centre[i]) >= CLEAR]
        words = [declared.kenmerk[i].hoog if centre[i] > 0 else declared.kenmerk[i].laag for i in strong]
        options = [_capital(join_words(words[:n])) for n in (2, 3, 4) if words] or ["Gemiddelde wijken"]
        names.append(next((option for option in options if option not in names), options[-1]))
    enough = stability >= declared.stabiel_vanaf
    return [name if stable else None for name, stable in zip(names, enough, strict=True)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _label(trait: Typekenmerk) -> str:
    return f"{trait.code}:{trait.leeftijd}"


def _values(trait: Typekenmerk, ratings: Ratings) -> FloatArray:
    if trait.code == "stedelijkheid":
        return ratings.areas["stedelijkheid"].to_numpy(dtype="float64", na_value=np.nan)
    return ratings.values.get((trait.leeftijd, trait.code), ratings.unknown)


def _choose(points: FloatArray, weights: FloatArray, declared: Wijktypen, seed: int) -> Clusters:
    """The grouping with the highest silhouette among the allowed numbers of types."""
    distances = cdist(points, points)
    first, last = declared.aantal
    options = [cluster(points, weights, k, seed) for k in range(first, last + 1)]
    return max(options, key=lambda option: silhouette(distances, option.labels, weights))


def _order(clusters: Clusters, declared: Wijktypen) -> list[int]:
    """Types from most to fewest low incomes (or by the first trait, when incomes are no trait)."""
    codes = [trait.code for trait in declared.kenmerk]
    column = codes.index("laag_inkomen_personen") if "laag_inkomen_personen" in codes else 0
    return list(np.argsort(-clusters.centres[:, column], kind="stable"))


def _list_areas(ratings: Ratings, residents: FloatArray, number: pd.Series) -> pd.DataFrame:
    """The type of each wijk, with its name and residents."""
    frame = ratings.areas[["gebied_jaar", "gemeente_code", "gebied_naam", "inwoners_jaar"]].assign(
        inwoners=pd.Series(residents, index=number.index).round().astype("Int64"), type_nummer=number
    )
    return frame.reset_index()[WIJKTYPE_GEBIED.names].sort_values(list(WIJKTYPE_GEBIED.key), ignore_index=True)


def _describe(
    centres: FloatArray,
    stability: FloatArray,
    names: list[str | None],
    *,
    number: pd.Series,
    residents: FloatArray,
    declared: Wijktypen,
) -> pd.DataFrame:
    """The table of types: one row per type and trait."""
    people = pd.Series(residents, index=number.index).groupby(number).sum()
    areas = number.value_counts()
    rows = [
        {
            "type_nummer": i + 1,
            "type_naam": names[i],
            "stabiliteit": float(stability[i]),
            "gebieden": int(areas[i + 1]),
            "inwoners": round(float(people[i + 1])),
            "indicator_code": trait.code,
            "leeftijd": trait.leeftijd,
            "z": float(centres[i, column]),
        }
        for i in range(len(centres))
        for column, trait in enumerate(declared.kenmerk)
    ]
    return pd.DataFrame(rows)[WIJKTYPE.names].sort_values(list(WIJKTYPE.key), ignore_index=True)
