"""The doelgroepvinder: per doelgroep and region who lives where two traits coincide (METHODEN 10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from regiobeeld.catalog.groups import Groep, Persoonskenmerk
from regiobeeld.crossing.chance import PERMUTATIONS, SEED, bound_both, draw_keys, measure_coincidence
from regiobeeld.crossing.rating import NO_FIGURES, NO_RESIDENTS, Ratings, decide, judge_trait
from regiobeeld.crossing.tables import DOELGROEP_GEBIED, DOELGROEP_STABILITEIT, KWETSBARE_GROEP
from regiobeeld.stats.arrays import BoolArray, FloatArray
from regiobeeld.stats.compare import adjusted_p

WIDER_PART = 0.25
STRICTER_STEPS = 3
MIN_COVERAGE = 0.8


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


def find_groups(
    levels: Mapping[str, Ratings],
    groups: Mapping[str, Groep],
    members: pd.DataFrame,
    *,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
) -> Found:
    """Find every doelgroep in every region at once.

    Args:
        levels: "WK" and "GM" -> outcome of `rate_areas`.
        groups: code -> declaration (`load_groups`).
        members: regio_code, gemeente_code: all regions to report on, NL and gemeenten themselves included.
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
        summary = summarise_group(group, ratings, areas, regions, keys[group.niveau])
        summary["robuust"] = measure_robustness(grid, group, regions)
        groepen.append(summary.assign(doelgroep_code=code))
        gebieden.append(areas.assign(doelgroep_code=code).reset_index())
        stabiliteit.append(grid.assign(doelgroep_code=code))
    groepen_frame = pd.concat(groepen, ignore_index=True)
    groepen_frame["zekerheid"] = name_certainty(groepen_frame)
    return Found(
        _shape(groepen_frame, KWETSBARE_GROEP.names, list(KWETSBARE_GROEP.key)),
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
    pairs = members[["regio_code", "gemeente_code"]].drop_duplicates().merge(column, on="gemeente_code")
    rows = pairs["regio_code"].map(row_of).to_numpy()
    shape = (len(codes), len(areas))
    return Regions(codes, sparse.csr_array((np.ones(len(pairs)), (rows, pairs["kolom"].to_numpy())), shape=shape))


def judge_group(group: Groep, ratings: Ratings, part: float | None = None, stricter: int = 0) -> pd.DataFrame:
    """Decide for every area whether both traits of the doelgroep are there.

    Args:
        part: what part of the country is the worst (default: as declared).
        stricter: how many more unfavourable figures than declared are asked of the second trait.

    Returns:
        Frame on index gebied_code: gemeente_code, gebied_naam, gebied_jaar, niveau, leeftijd, inwoners, eerste,
        tweede, is_groep (nullable booleans), ongunstig_aantal, ongunstig (of the second trait), reden.
    """
    first, second = group.traits
    part = part or group.deel
    one = judge_trait(first, ratings, group.leeftijd, part)
    two = judge_trait(second, ratings, group.leeftijd, part)
    residents = pd.Series(ratings.count_residents(group.counted), index=ratings.areas.index)
    has_first, has_second = decide(one, first.minimum), decide(two, second.minimum + stricter)
    both = (has_first & has_second).mask(residents.isna(), pd.NA)
    frame = ratings.areas[["gemeente_code", "gebied_naam", "gebied_jaar", "niveau"]].assign(
        leeftijd=group.counted,
        inwoners=residents.round().astype("Int64"),
        eerste=has_first,
        tweede=has_second,
        is_groep=both,
        ongunstig_aantal=two["aantal"].astype("Int64").mask(two["gemeten"] == 0),
        ongunstig=two["ongunstig"].where(two["gemeten"] > 0, None),
    )
    return frame.assign(reden=_explain(frame, ratings, first.ses))


def _explain(frame: pd.DataFrame, ratings: Ratings, is_ses: bool) -> pd.Series:
    """Say in Dutch why an area could not be judged."""
    reason = pd.Series(NO_FIGURES, index=frame.index, dtype="object")
    if is_ses:
        reason = reason.mask(frame["eerste"].isna(), ratings.ses["reden"].astype("object"))
    why = frame.index.to_series().map(ratings.unlinked).astype("object")
    reason = reason.mask(why.notna(), why)
    reason = reason.mask(frame["inwoners"].isna(), NO_RESIDENTS)
    return reason.where(frame["is_groep"].isna(), None)


def vary_thresholds(group: Groep, ratings: Ratings, regions: Regions) -> pd.DataFrame:
    """Count areas and residents again with other thresholds: k to k+2, and the worst fifth or quarter.

    Returns:
        Long frame regio_code, deel, minimum, gebieden, inwoners.
    """
    second = group.traits[1]
    steps = range(min(STRICTER_STEPS, len(second.indicatoren) - second.minimum + 1)) if not second.ses else [0]
    frames = []
    for part in (group.deel, WIDER_PART):
        for step in steps:
            areas = judge_group(group, ratings, part, step)
            inside = areas["is_groep"].fillna(False).to_numpy(dtype=bool)
            residents = np.where(inside, areas["inwoners"].to_numpy(dtype="float64", na_value=0.0), 0.0)
            frames.append(
                pd.DataFrame(
                    {
                        "regio_code": regions.codes,
                        "deel": part,
                        "minimum": second.minimum + step,
                        "gebieden": regions.total(inside.astype("float64")).astype("int64"),
                        "inwoners": regions.total(residents).astype("int64"),
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
    group: Groep, ratings: Ratings, areas: pd.DataFrame, regions: Regions, keys: NDArray[np.float32]
) -> pd.DataFrame:
    """One row per region: counts, coverage, chance and expected persons of one doelgroep."""
    residents = areas["inwoners"].to_numpy(dtype="float64", na_value=np.nan)
    inside = areas["is_groep"].fillna(False).to_numpy(dtype=bool)
    judged = areas["is_groep"].notna().to_numpy() & (np.nan_to_num(residents) > 0)
    living = np.nan_to_num(residents) > 0
    frame = pd.DataFrame(
        {
            "regio_code": regions.codes,
            "niveau": group.niveau,
            "leeftijd": group.counted,
            "gebieden": regions.total(living.astype("float64")).astype("int64"),
            "gebieden_onbekend": regions.total((living & ~judged).astype("float64")).astype("int64"),
            "gebieden_groep": regions.total(inside.astype("float64")).astype("int64"),
            "inwoners": regions.total(residents).astype("int64"),
            "inwoners_groep": regions.total(np.where(inside, residents, 0.0)).astype("int64"),
        }
    )
    known = regions.total(np.where(judged, residents, 0.0))
    frame["dekking"] = np.divide(
        known, frame["inwoners"], out=np.full(len(frame), np.nan), where=frame["inwoners"] > 0
    )
    frame["aandeel"] = (100 * frame["inwoners_groep"] / pd.Series(known).where(known > 0)).round(1)
    frame = frame.join(_measure_chance(areas, judged, ratings, regions, keys))
    frame = frame.join(_estimate_persons(group, ratings, inside, residents, regions))
    frame["reden"] = _explain_region(frame)
    return frame


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
    return pd.DataFrame({"verwacht_toeval": chance.expected.round(1), "p_waarde": p, "q_waarde": q})


def _estimate_persons(
    group: Groep, ratings: Ratings, inside: BoolArray, residents: FloatArray, regions: Regions
) -> pd.DataFrame:
    """People with both personal traits: under independence within areas, and the least and most possible."""
    if group.samen is None:
        names = ["samen_verwacht", "samen_minstens", "samen_hoogstens", "samen_verwacht_groep"]
        return pd.DataFrame(np.nan, index=range(len(regions.codes)), columns=names)
    a, b = (_share(trait, ratings) for trait in group.samen)
    both = bound_both(a, b)
    known = ~np.isnan(both.expected * residents)
    scale = regions.total(residents) / np.where(
        (total := regions.total(np.where(known, residents, 0.0))) > 0, total, np.nan
    )
    # Areas without figures are taken to be like the rest of the region, if that is at least 80 % of it.
    scale = np.where(scale <= 1 / MIN_COVERAGE, scale, np.nan)
    return pd.DataFrame(
        {
            "samen_verwacht": (regions.total(both.expected * residents) * scale).round(),
            "samen_minstens": (regions.total(both.lower * residents) * scale).round(),
            "samen_hoogstens": (regions.total(both.upper * residents) * scale).round(),
            "samen_verwacht_groep": regions.total(np.where(inside, both.expected * residents, 0.0)).round(),
        }
    )


def _share(trait: Persoonskenmerk, ratings: Ratings) -> FloatArray:
    share = ratings.values.get((trait.leeftijd, trait.code), ratings.unknown) / 100
    return 1 - share if trait.omgekeerd else share


def _explain_region(frame: pd.DataFrame) -> pd.Series:
    """Say why a region cannot be judged: too little of it is known."""
    share = (100 * frame["dekking"].fillna(0)).round().astype(int).astype("str")
    text = "voor te weinig inwoners zijn er cijfers (" + share + " procent van deze leeftijd, nodig is 80)"
    return text.where(~(frame["dekking"] >= MIN_COVERAGE), None)


def name_certainty(frame: pd.DataFrame) -> pd.Series:
    """Put the chance test and the robustness in one word; empty without a group or with too little known.

    stevig: survives Benjamini-Hochberg (q <= 0.10) and at least half remains under other thresholds; redelijk:
    survives but depends on the threshold, or remains and has p <= 0.05 by itself; zwak: the rest.
    """
    survives, unlikely = frame["q_waarde"] <= 0.10, frame["p_waarde"] <= 0.05
    robust = frame["robuust"] >= 0.5
    choices = [survives & robust, survives | (unlikely & robust)]
    word = pd.Series(np.select(choices, ["stevig", "redelijk"], "zwak"), frame.index)
    return word.where((frame["gebieden_groep"] > 0) & frame["reden"].isna(), None)


def _shape(frame: pd.DataFrame, columns: list[str], key: list[str]) -> pd.DataFrame:
    return frame[columns].sort_values(key, ignore_index=True)
