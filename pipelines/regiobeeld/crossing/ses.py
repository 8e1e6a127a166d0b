"""The own SES-index of areas, from its declaration (METHODEN 9; arithmetic in `stats.ses`).

The index is the mean of z-scores of a few register figures (low and high income, employment, higher
education). It is not the SES-WOA score of CBS and is never called so.
"""

from __future__ import annotations

import pandas as pd

from regiobeeld.catalog.crossing import SesIndex
from regiobeeld.crossing.flags import join_true
from regiobeeld.stats.ses import compute_index, population_rank, quantile_groups

NO_FIGURES = "cijfers over sociaaleconomische positie ontbreken: "
NO_PEOPLE = "er wonen geen mensen, of het aantal is niet bekend"


def compute_ses(components: pd.DataFrame, population: pd.Series, index: SesIndex) -> pd.DataFrame:
    """Compute the SES-index of every area, with its ingredients and its quintile.

    Formula: mean of population-weighted z-scores (see `stats.ses.compute_index`). Quintiles are weighted too:
    1 holds the fifth of the residents who live in areas with the lowest index.

    Args:
        components: one row per area (index: gebied_code), one column per component, in the unit of the source.
        population: residents per area, same index.
        index: the declaration `sources/kruising/ses_index.toml`.

    Returns:
        Frame on the same index: ses_index, ses_kwintiel (1-5, nullable), ses_rang (0 = lowest, 1 = highest), one
        z_<code> per component, and reden (Dutch) wherever there is no index.
    """
    values = components.reindex(columns=index.codes).astype("float64")
    weight = population.reindex(values.index).astype("float64").fillna(0.0)
    scores = compute_index(values.where(weight > 0), weight, {c.code: c.teken for c in index.component})
    scores = scores.rename(columns={"index": "ses_index"})
    groups = pd.Series(quantile_groups(scores["ses_index"], weight), index=values.index)
    return scores.assign(
        ses_kwintiel=groups.astype("Int64"),
        ses_rang=population_rank(scores["ses_index"], weight),
        reden=_explain_missing(values, weight, index),
    )


def _explain_missing(values: pd.DataFrame, weight: pd.Series, index: SesIndex) -> pd.Series:
    """Say in Dutch why an area has no index."""
    gaps = pd.Series(join_true(values.isna(), [c.naam for c in index.component], ", "), index=values.index)
    reason = (NO_FIGURES + gaps).where(gaps != "", None)
    return reason.mask(weight <= 0, NO_PEOPLE)
