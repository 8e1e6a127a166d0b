"""Stapeling: how many disadvantages come together in a wijk, and do such wijken lie together."""

from __future__ import annotations

import numpy as np
import pandas as pd

from regiobeeld.catalog.crossing import Stapeling, Stapelkenmerk
from regiobeeld.crossing.judge import count_worst, decide, live_there, name_worst
from regiobeeld.crossing.lisa import measure_clustering
from regiobeeld.crossing.rating import NO_FIGURES, Ratings
from regiobeeld.crossing.tables import STAPELING
from regiobeeld.stats.arrays import FloatArray

SES = "ses_index"


def count_disadvantages(ratings: Ratings, declared: Stapeling, neighbours: pd.DataFrame) -> pd.DataFrame:
    """Count, per wijk, the declared disadvantages in the worst part of the country, and where they cluster.

    A wijk where people live is a stapeling from `declared.veel` on; null when missing figures
    leave that open. Clustering (local Moran) is computed over wijken for which everything was measured.

    Returns:
        Frame in the schema STAPELING.
    """
    places = pd.DataFrame(
        {item.code: _place(item, ratings) for item in declared.achterstand}, index=ratings.areas.index
    )
    counts = count_worst(places, declared.slechtste_deel)
    count, measured = counts["aantal"], counts["gemeten"]
    people = pd.Series(ratings.count_residents("totaal"), index=places.index)
    piled = decide(counts, declared.veel) & live_there(people)
    frame = ratings.areas[["gebied_jaar", "niveau", "gemeente_code", "gebied_naam", "inwoners_jaar"]].assign(
        inwoners=people.round().astype("Int64"),
        gemeten=measured.astype("Int64"),
        aantal=count.astype("Int64").mask(measured == 0),
        achterstanden=name_worst(places, declared.slechtste_deel).where(measured > 0, None),
        is_stapeling=piled,
        reden=_explain(piled, ratings),
    )
    complete = count.astype("float64").where(measured == len(places.columns))
    frame = frame.join(measure_clustering(complete, neighbours)).reset_index()
    return frame[STAPELING.names].sort_values(list(STAPELING.key), ignore_index=True)


def _place(item: Stapelkenmerk, ratings: Ratings) -> FloatArray:
    """Place of an area in the country (1 = worst) for one disadvantage."""
    if item.code == SES:
        return np.asarray(1 - ratings.ses["ses_rang"].to_numpy(dtype="float64"))
    return ratings.badness.get((item.leeftijd, item.code), ratings.unknown)


def _explain(piled: pd.Series, ratings: Ratings) -> pd.Series:
    """Say in Dutch why it is not known whether a wijk is a stapeling."""
    why = piled.index.to_series().map(ratings.unlinked).astype("object").fillna(NO_FIGURES)
    return why.where(piled.isna(), None)
