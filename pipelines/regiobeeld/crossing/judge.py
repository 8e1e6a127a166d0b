"""Decide, per area, whether two traits are there: the one rule behind the crossing and every doelgroep."""

from __future__ import annotations

import numpy as np
import pandas as pd

from regiobeeld.catalog.groups import Kenmerk
from regiobeeld.crossing.flags import join_true
from regiobeeld.crossing.rating import NO_FIGURES, Ratings
from regiobeeld.stats.ses import TINY

NO_RESIDENTS = "het aantal inwoners van deze leeftijd is niet bekend"


def judge_areas(
    traits: tuple[Kenmerk, ...], ratings: Ratings, age: str, *, part: float, counted: str = "", stricter: int = 0
) -> pd.DataFrame:
    """Decide for every area whether both traits are there and somebody of that age lives there.

    Three-valued: `is_groep` is false as soon as one known fact rules it out, and null when missing figures could
    still turn it. So an area where nobody of that age lives is no gap, and one of which the residents are not
    known is one unless a trait is known to be absent.

    Args:
        traits: the first and the second trait.
        age: age group of the figures; `counted` is that of the residents, when another.
        part: what part of the country is the worst.
        stricter: how many more unfavourable figures than declared are asked of the second trait.

    Returns:
        Frame on index gebied_code: the columns of `Ratings.areas`, leeftijd, inwoners (whole persons),
        inwoners_geteld, eerste, tweede, is_groep (nullable booleans), gemeten, ongunstig_aantal, ongunstig (of the
        second trait) and reden (Dutch) wherever is_groep is null.
    """
    first, second = traits
    one, two = (judge_trait(trait, ratings, age, part) for trait in traits)
    has_first, has_second = decide(one, first.minimum), decide(two, second.minimum + stricter)
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
        ongunstig=two["ongunstig"].where(two["gemeten"] > 0, None),
    )
    return frame.assign(reden=_explain(frame, ratings, first.ses))


def live_there(people: pd.Series) -> pd.Series:
    """Whether anybody lives there: true, false, or null when the number of residents is not known."""
    return (people > 0).astype("boolean").mask(people.isna(), pd.NA)


def judge_trait(trait: Kenmerk, ratings: Ratings, age: str, part: float) -> pd.DataFrame:
    """Count, per area, how many figures of one trait are in the worst `part` of the country.

    Returns:
        Frame on index gebied_code: aantal (k), gemeten, mogelijk (figures the trait has), ongunstig (codes).
    """
    if trait.ses:
        rank = ratings.ses["ses_rang"].to_numpy(dtype="float64")
        columns = {"ses_index": np.where(np.isnan(rank), np.nan, 1 - rank)}
    else:
        age = trait.leeftijd or age
        columns = {code: ratings.badness.get((age, code), ratings.unknown) for code in trait.indicatoren}
    return count_worst(pd.DataFrame(columns, index=ratings.areas.index), part)


def count_worst(places: pd.DataFrame, part: float) -> pd.DataFrame:
    """Count, per row, the places (0 best to 1 worst) that are in the worst `part`; see `judge_trait`."""
    worst = places > 1 - part + TINY
    return pd.DataFrame(
        {
            "aantal": worst.sum(axis=1),
            "gemeten": places.notna().sum(axis=1),
            "mogelijk": len(places.columns),
            "ongunstig": join_true(worst, list(places.columns), ";"),
        },
        index=places.index,
    )


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
