"""Decide, per area, whether two traits are there: the one rule behind the crossing and every doelgroep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from regiobeeld.catalog.traits import Kenmerk
from regiobeeld.crossing.flags import join_true
from regiobeeld.crossing.rating import NO_FIGURES, Ratings
from regiobeeld.stats.arrays import BoolArray
from regiobeeld.stats.ses import TINY

NO_RESIDENTS = "het aantal inwoners van deze leeftijd is niet bekend"


def judge_areas(
    traits: tuple[Kenmerk, ...], ratings: Ratings, age: str, *, part: float, counted: str = ""
) -> pd.DataFrame:
    """Decide for every area whether both traits are there and somebody of that age lives there.

    Three-valued: `is_groep` is false as soon as one known fact rules it out, and null when missing figures could
    still turn it. So an area where nobody of that age lives is no gap, and one of which the residents are not
    known is one unless a trait is known to be absent.

    Args:
        traits: the first and the second trait.
        age: age group of the figures; `counted` is that of the residents, when another.
        part: what part of the country is the worst.

    Returns:
        Frame on index gebied_code: the columns of `Ratings.areas`, leeftijd, inwoners (whole persons),
        inwoners_geteld, eerste, tweede, is_groep (nullable booleans), gemeten, ongunstig_aantal, ongunstig (of the
        second trait) and reden (Dutch) wherever is_groep is null.
    """
    first, second = traits
    places = rank_areas(second, ratings, age)
    one, two = count_worst(rank_areas(first, ratings, age), part), count_worst(places, part)
    has_first, has_second = decide(one, first.minimum), decide(two, second.minimum)
    people = pd.Series(ratings.count_residents(counted or age), index=ratings.areas.index)
    frame = ratings.areas.assign(
        leeftijd=counted or age,
        inwoners=people.round().astype("Int64"),
        inwoners_geteld=ratings.are_counted(counted or age),
        eerste=has_first,
        tweede=has_second,
        is_groep=has_first & has_second & live_there(people),
        gemeten=two["gemeten"].astype("Int64"),
        ongunstig_aantal=two["aantal"].astype("Int64").mask(two["gemeten"] == 0),
        ongunstig=name_worst(places, part).where(two["gemeten"] > 0, None),
    )
    return frame.assign(reden=_explain(frame, ratings, first.ses))


def count_stricter(
    traits: tuple[Kenmerk, ...], ratings: Ratings, age: str, *, part: float, counted: str, steps: Iterable[int]
) -> Iterator[BoolArray]:
    """Where `judge_areas` would find the group if so many more bad figures were asked of the second trait.

    One array per step, false where it is not known; nothing else of the areas is worked out.
    """
    first, second = traits
    one, two = (count_worst(rank_areas(trait, ratings, age), part) for trait in traits)
    someone = live_there(pd.Series(ratings.count_residents(counted or age), index=ratings.areas.index))
    both = decide(one, first.minimum) & someone
    for step in steps:
        yield (both & decide(two, second.minimum + step)).fillna(value=False).to_numpy(dtype=bool)


def live_there(people: pd.Series) -> pd.Series:
    """Whether anybody lives there: true, false, or null when the number of residents is not known."""
    return (people > 0).astype("boolean").mask(people.isna(), pd.NA)


def rank_areas(trait: Kenmerk, ratings: Ratings, age: str) -> pd.DataFrame:
    """The place of every area, 0 best to 1 worst of the country, on the figures of one trait (columns)."""
    if trait.ses:
        rank = ratings.ses["ses_rang"].to_numpy(dtype="float64")
        columns = {"ses_index": np.where(np.isnan(rank), np.nan, 1 - rank)}
    else:
        age = trait.leeftijd or age
        columns = {code: ratings.badness.get((age, code), ratings.unknown) for code in trait.indicatoren}
    return pd.DataFrame(columns, index=ratings.areas.index)


def count_worst(places: pd.DataFrame, part: float) -> pd.DataFrame:
    """Count, per area, how many figures of a trait are in the worst `part` of the country.

    Args:
        places: areas by figures, 0 best to 1 worst (`rank_areas`).

    Returns:
        Frame on the index of `places`: aantal (k), gemeten, mogelijk (figures the trait has).
    """
    values = places.to_numpy(dtype="float64")
    return pd.DataFrame(
        {
            "aantal": (values > _worst_from(part)).sum(axis=1),
            "gemeten": (~np.isnan(values)).sum(axis=1),
            "mogelijk": values.shape[1],
        },
        index=places.index,
    )


def name_worst(places: pd.DataFrame, part: float) -> pd.Series:
    """Which figures `count_worst` counts: their codes with ";" between them."""
    return pd.Series(join_true(places > _worst_from(part), list(places.columns), ";"), index=places.index)


def _worst_from(part: float) -> float:
    return 1 - part + TINY


def decide(counts: pd.DataFrame, minimum: int) -> pd.Series:
    """True, False, or null when the figures that are missing could still bring the count to `minimum`."""
    reached = (counts["aantal"] >= minimum).astype("boolean")
    unmeasured = counts["mogelijk"] - counts["gemeten"]
    return reached.mask(~(counts["aantal"] >= minimum) & (counts["aantal"] + unmeasured >= minimum), pd.NA)


def _explain(frame: pd.DataFrame, ratings: Ratings, is_ses: bool) -> pd.Series:
    """Say in Dutch why an area could not be judged."""
    reason = pd.Series(NO_FIGURES, index=frame.index, dtype="object")
    if is_ses:
        reason = reason.mask(frame["eerste"].isna(), ratings.ses["reden"].astype("object"))
    why = frame.index.to_series().map(ratings.unlinked).astype("object")
    reason = reason.mask(why.notna(), why)
    reason = reason.mask(frame["inwoners"].isna(), NO_RESIDENTS)
    return reason.where(frame["is_groep"].isna(), None)
