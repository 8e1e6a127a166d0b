"""The doelgroepvinder: per doelgroep and region who lives where two traits coincide (METHODEN 10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from regiobeeld.catalog.groups import Groep, Persoonskenmerk
from regiobeeld.crossing.association import join_shares
from regiobeeld.crossing.chance import PERMUTATIONS, SEED, bound_both, draw_keys, measure_coincidence
from regiobeeld.crossing.judge import count_stricter, judge_areas
from regiobeeld.crossing.rating import Ratings
from regiobeeld.crossing.tables import DOELGROEP_GEBIED, DOELGROEP_STABILITEIT, KWETSBARE_GROEP
from regiobeeld.numbers import dutch_number
from regiobeeld.stats.arrays import BoolArray, FloatArray
from regiobeeld.stats.compare import adjusted_p

WIDER_PART = 0.25
STRICTER_STEPS = 3
MIN_COVERAGE = 0.8
SAMEN = (
    "samen_verwacht",
    "samen_landelijk",
    "samen_minstens",
    "samen_hoogstens",
    "samen_verwacht_groep",
    "samen_landelijk_groep",
)


@dataclass(frozen=True)
class Found:
    """What was found: per region, per area, and how it holds under other thresholds."""

    groepen: pd.DataFrame
    gebieden: pd.DataFrame
    stabiliteit: pd.DataFrame


@dataclass(frozen=True)
class Regions:
    """Which areas lie in which region, as names and as a 0/1 matrix [regions x areas]."""

    codes: list[str]
    matrix: sparse.csr_array

    def total(self, column: FloatArray) -> FloatArray:
        """Sum over the areas of each region; unknown areas do not count."""
        return np.asarray(self.matrix @ np.nan_to_num(column, nan=0.0))

    def count(self, column: BoolArray | FloatArray) -> NDArray[np.int64]:
        """As `total`, of yes/no or of whole numbers."""
        return self.total(column.astype(np.float64)).astype(np.int64)

    def years(self, column: pd.Series) -> pd.DataFrame:
        """First and last year among the areas of each region: inwoners_van, inwoners_tot."""
        rows, areas = self.matrix.nonzero()
        found = column.iloc[areas].astype("Int64").groupby(rows).agg(["min", "max"])
        return found.reindex(range(len(self.codes))).set_axis(["inwoners_van", "inwoners_tot"], axis=1)


def find_groups(
    levels: Mapping[str, Ratings],
    groups: Mapping[str, Groep],
    members: pd.DataFrame,
    odds: Mapping[str, float] | None = None,
    *,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
) -> Found:
    """Find every doelgroep in every region at once.

    Args:
        levels: "WK" and "GM" -> outcome of `rate_areas`.
        groups: code -> declaration (`load_groups`).
        members: regio_code, gemeente_code: all regions to report on, NL and gemeenten themselves included.
        odds: doelgroep -> national odds ratio of its two personal traits (`association.measure_odds`).
        permutations, seed: of the chance test.

    Returns:
        `Found` with frames in the schemas KWETSBARE_GROEP, DOELGROEP_GEBIED and DOELGROEP_STABILITEIT.
    """
    placed = {level: place_areas(members, ratings.areas) for level, ratings in levels.items()}
    keys = {level: draw_keys(len(r.areas), permutations, seed) for level, r in levels.items()}
    groepen, gebieden, stabiliteit = [], [], []
    for code, group in groups.items():
        if not group.traits:
            continue
        ratings, regions = levels[group.niveau], placed[group.niveau]
        areas = judge_group(group, ratings)
        grid = vary_thresholds(group, ratings, regions)
        summary = summarise_group(group, ratings, areas, regions, keys[group.niveau], (odds or {}).get(code))
        summary["robuust"] = measure_robustness(grid, group, regions)
        groepen.append(summary.assign(doelgroep_code=code))
        gebieden.append(areas.assign(doelgroep_code=code).reset_index())
        stabiliteit.append(grid.assign(doelgroep_code=code))
    return Found(
        _shape(pd.concat(groepen, ignore_index=True), KWETSBARE_GROEP.names, list(KWETSBARE_GROEP.key)),
        _shape(pd.concat(gebieden, ignore_index=True), DOELGROEP_GEBIED.names, list(DOELGROEP_GEBIED.key)),
        _shape(
            pd.concat(stabiliteit, ignore_index=True), DOELGROEP_STABILITEIT.names, list(DOELGROEP_STABILITEIT.key)
        ),
    )


def place_areas(members: pd.DataFrame, areas: pd.DataFrame) -> Regions:
    """Turn membership of gemeenten into a 0/1 matrix over areas (wijken follow their gemeente)."""
    codes = sorted(members["regio_code"].unique())
    row_of = {code: row for row, code in enumerate(codes)}
    column = pd.DataFrame({"gemeente_code": areas["gemeente_code"].to_numpy(), "kolom": np.arange(len(areas))})
    # A gemeente is in many regions and has many wijken.
    pairs = members[["regio_code", "gemeente_code"]].drop_duplicates()
    pairs = pairs.merge(column, on="gemeente_code", validate="many_to_many")
    rows = pairs["regio_code"].map(row_of).to_numpy()
    shape = (len(codes), len(areas))
    return Regions(codes, sparse.csr_array((np.ones(len(pairs)), (rows, pairs["kolom"].to_numpy())), shape=shape))


def judge_group(group: Groep, ratings: Ratings) -> pd.DataFrame:
    """Decide for every area whether both traits of the doelgroep are there; see `judge_areas`."""
    return judge_areas(group.traits, ratings, group.leeftijd, part=group.deel, counted=group.counted)


def vary_thresholds(group: Groep, ratings: Ratings, regions: Regions) -> pd.DataFrame:
    """Count areas and residents again with other thresholds: k to k+2, and the worst fifth or quarter.

    Returns:
        Long frame regio_code, deel, minimum, gebieden, inwoners.
    """
    second = group.traits[1]
    steps = range(min(STRICTER_STEPS, len(second.indicatoren) - second.minimum + 1)) if not second.ses else [0]
    people = np.nan_to_num(np.round(np.asarray(ratings.count_residents(group.counted), dtype="float64")))
    frames = []
    for part in (group.deel, WIDER_PART):
        found = count_stricter(
            group.traits, ratings, group.leeftijd, part=part, counted=group.counted, steps=steps
        )
        for step, inside in zip(steps, found, strict=True):
            residents = np.where(inside, people, 0.0)
            frames.append(
                pd.DataFrame(
                    {
                        "regio_code": regions.codes,
                        "deel": part,
                        "minimum": second.minimum + step,
                        "gebieden": regions.count(inside),
                        "inwoners": regions.count(residents),
                    }
                )
            )
    return pd.concat(frames, ignore_index=True)


def measure_robustness(grid: pd.DataFrame, group: Groep, regions: Regions) -> FloatArray:
    """How much of the group remains when one threshold moves one step: the lowest overlap, 0-1.

    The sets are nested, so the overlap (Jaccard, in residents) is the smaller count over the larger one.
    """
    wide = grid.pivot(index="regio_code", columns=["deel", "minimum"], values="inwoners").reindex(regions.codes)
    base = wide[(group.deel, group.traits[1].minimum)].astype("float64")
    overlaps = []
    for name in ((group.deel, group.traits[1].minimum + 1), (WIDER_PART, group.traits[1].minimum)):
        if name in wide.columns:
            other = wide[name].astype("float64")
            overlaps.append(base.clip(upper=other) / base.clip(lower=other).where(base > 0))
    return pd.concat(overlaps, axis=1).min(axis=1).where(base > 0).to_numpy(dtype="float64")


def summarise_group(
    group: Groep,
    ratings: Ratings,
    areas: pd.DataFrame,
    regions: Regions,
    keys: NDArray[np.float32],
    odds_ratio: float | None = None,
) -> pd.DataFrame:
    """One row per region: counts, coverage, chance and expected persons of one doelgroep."""
    residents = areas["inwoners"].to_numpy(dtype="float64", na_value=np.nan)
    inside = areas["is_groep"].fillna(False).to_numpy(dtype=bool)
    unknown = areas["is_groep"].isna().to_numpy()
    lived_in = ~(residents == 0)
    counted = areas["inwoners_geteld"].to_numpy(dtype=bool)
    people = np.nan_to_num(residents)
    frame = pd.DataFrame(
        {
            "regio_code": regions.codes,
            "niveau": group.niveau,
            "leeftijd": group.counted,
            "gebieden": regions.count(lived_in),
            "gebieden_onbekend": regions.count(unknown),
            "gebieden_groep": regions.count(inside),
            "inwoners": regions.count(people),
            "inwoners_onbekend": regions.count(np.where(unknown, people, 0.0)),
            "inwoners_groep": regions.count(np.where(inside, people, 0.0)),
            "inwoners_geteld": regions.count((people > 0) & ~counted) == 0,
        }
    )
    frame = frame.join(regions.years(areas["inwoners_jaar"].where(people > 0)))
    frame = frame.join(_divide(frame))
    frame = frame.join(_measure_chance(areas, ~unknown & (people > 0), ratings, regions, keys))
    frame = frame.join(_estimate_persons(group, ratings, inside, residents, regions, odds_ratio))
    frame["reden"] = _explain_region(frame)
    return frame


def _divide(frame: pd.DataFrame) -> pd.DataFrame:
    """The same residents of the group as a part of all residents, and of those in areas that were judged.

    Formulas: aandeel = 100 g / n; aandeel_beoordeeld = 100 g / (n - u); dekking = (n - u) / n, with g residents of
    the group, n all residents of that age and u those of areas that could not be judged. Unrounded; missing where
    nobody is left to divide by. `aandeel` is the least it can be: areas that were not judged may belong to it.
    """
    everyone = frame["inwoners"].where(frame["inwoners"] > 0)
    judged = frame["inwoners"] - frame["inwoners_onbekend"]
    group = frame["inwoners_groep"]
    shares = {"aandeel": 100 * group / everyone, "aandeel_beoordeeld": 100 * group / judged.where(judged > 0)}
    return pd.DataFrame({"dekking": judged / everyone, **shares})


def _measure_chance(
    areas: pd.DataFrame, judged: BoolArray, ratings: Ratings, regions: Regions, keys: NDArray[np.float32]
) -> pd.DataFrame:
    """Residents expected by chance, p and q (Benjamini-Hochberg over regions of the same kind)."""
    known = judged & areas["eerste"].notna().to_numpy() & areas["tweede"].notna().to_numpy()
    strata = ratings.areas["stedelijkheid"].to_numpy(dtype="float64", na_value=0.0)[known].astype(np.int64)
    chance = measure_coincidence(
        areas["eerste"].to_numpy(dtype=bool, na_value=False)[known],
        areas["tweede"].to_numpy(dtype=bool, na_value=False)[known],
        areas["inwoners"].to_numpy(dtype="float64", na_value=0.0)[known],
        strata=strata,
        regions=regions.matrix[:, known],
        keys=keys[:, known],
    )
    p = pd.Series(chance.p).where(regions.total(known.astype("float64")) > 0)
    kind = pd.Series(regions.codes).str[:2]
    q = p.groupby(kind).transform(adjusted_p)
    return pd.DataFrame({"verwacht_toeval": chance.expected, "p_waarde": p, "q_waarde": q})


def _estimate_persons(
    group: Groep,
    ratings: Ratings,
    inside: BoolArray,
    residents: FloatArray,
    regions: Regions,
    odds_ratio: float | None,
) -> pd.DataFrame:
    """People with both personal traits: under independence within areas, with the national association, and the
    least and most possible; those within the areas of the group beside it."""
    if group.samen is None:
        return pd.DataFrame(np.nan, index=range(len(regions.codes)), columns=list(SAMEN))
    a, b = (_share(trait, ratings) for trait in group.samen)
    both = bound_both(a, b)
    known = ~np.isnan(both.expected * residents)
    scale = regions.total(residents) / np.where(
        (total := regions.total(np.where(known, residents, 0.0))) > 0, total, np.nan
    )
    # Areas without figures are taken to be like the rest of the region, if that is at least 80 % of it.
    scale = np.where(scale <= 1 / MIN_COVERAGE, scale, np.nan)
    joined = both.expected * np.nan if odds_ratio is None else join_shares(a, b, odds_ratio)
    columns = {"verwacht": both.expected, "landelijk": joined, "minstens": both.lower, "hoogstens": both.upper}
    whole = {f"samen_{name}": regions.total(share * residents) * scale for name, share in columns.items()}
    parts = {
        f"samen_{name}_groep": regions.total(np.where(inside, columns[name] * residents, 0.0))
        for name in ("verwacht", "landelijk")
    }
    frame = pd.DataFrame({**whole, **parts})
    if odds_ratio is None:
        frame[["samen_landelijk", "samen_landelijk_groep"]] = np.nan
    return frame[list(SAMEN)]


def _share(trait: Persoonskenmerk, ratings: Ratings) -> FloatArray:
    share = ratings.values.get((trait.leeftijd, trait.code), ratings.unknown) / 100
    return 1 - share if trait.omgekeerd else share


def _explain_region(frame: pd.DataFrame) -> pd.Series:
    """Say why a region cannot be judged: too little of it is known."""
    shares = [dutch_number(100 * share, 1) for share in frame["dekking"].fillna(0)]
    needed = f" procent van deze leeftijd, nodig is {dutch_number(100 * MIN_COVERAGE)})"
    text = "voor te weinig inwoners zijn er cijfers (" + pd.Series(shares, frame.index, dtype="str") + needed
    return text.where(~(frame["dekking"] >= MIN_COVERAGE), None)


def _shape(frame: pd.DataFrame, columns: list[str], key: list[str]) -> pd.DataFrame:
    return frame[columns].sort_values(key, ignore_index=True)
