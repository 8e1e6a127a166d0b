"""The survey of all gemeenten as one matrix: figures and errors per indicator, age group and year.

Every group of gemeenten (the rest of a province, ten comparable gemeenten) can be added up from it at once.
Model estimates are in it too, without errors: they may be set beside each other, never tested.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from regiobeeld.profile.model import Profile
from regiobeeld.profile.once import once_for_all
from regiobeeld.stats.arrays import FloatArray
from regiobeeld.stats.combine import combine_groups
from regiobeeld.stats.interval import se_from_margins

KEY = ["indicator_code", "leeftijd", "jaar"]
SUCCESSOR = {"19+": "18+", "19-64": "18-64"}
"""The survey of 2016 starts at 19, that of 2020 at 18: one series for the reader, never for a trend test."""
MODEL_SUFFIX = "_enquete"
"""roken_enquete is the survey, roken the model estimate of the same."""
ESTIMATE_SUFFIX = "_schatting"
"""roken_schatting is the estimate of a later edition, which stands by itself."""


@dataclass(frozen=True, eq=False)
class Survey:
    """Figures and standard errors: gemeenten of NL (rows) by (indicator_code, leeftijd, jaar) (columns)."""

    values: pd.DataFrame
    se: pd.DataFrame

    @property
    def keys(self) -> pd.DataFrame:
        """One row per column of the matrix: indicator_code, leeftijd, jaar."""
        return self.values.columns.to_frame(index=False)


@once_for_all(maxsize=4)
def read_survey(profile: Profile) -> Survey:
    """The matrix of all survey figures, and of the latest model estimates, up to the peiljaar."""
    rows = pd.concat([profile.enquete, _model_rows(profile)], ignore_index=True)
    rows = rows[rows["jaar"] <= profile.peiljaar]
    if rows.empty:
        # Before the first survey: nothing to unstack, but still a matrix with all gemeenten.
        none = pd.MultiIndex.from_arrays([[]] * len(KEY), names=KEY)
        nothing = pd.DataFrame(index=profile.inwoners.index, columns=none, dtype=float)
        return Survey(nothing, nothing)
    percent = rows["indicator_code"].map(lambda code: profile.indicators[code].eenheid == "%").to_numpy(dtype=bool)
    rows = rows.assign(se=standard_errors(rows, ("waarde", "ondergrens", "bovengrens"), percent))
    wide = rows.set_index(["gebied_code", *KEY])[["waarde", "se"]].astype(float).unstack(KEY)
    wide = wide.reindex(profile.inwoners.index)
    values, se = (pd.DataFrame(wide[name]).sort_index(axis=1) for name in ("waarde", "se"))
    return Survey(values, se)


def _model_rows(profile: Profile) -> pd.DataFrame:
    models = [code for code, info in profile.indicators.items() if info.soort == "modelschatting"]
    rows = profile.landelijk
    return rows[rows["indicator_code"].isin(models)].assign(ondergrens=np.nan, bovengrens=np.nan)


def standard_errors(table: pd.DataFrame, names: tuple[str, str, str], percent: np.ndarray) -> FloatArray:
    """SE behind value, lower and upper limit; `percent` says which rows are percentages (see se_from_margins)."""
    value, low, high = (table[name].astype(float) for name in names)
    bounded = se_from_margins(value.where(percent), low.where(percent), high.where(percent))
    return np.where(percent, bounded, se_from_margins(value, low, high, percentage=False))


def is_told_by_survey(table: pd.DataFrame) -> pd.Series:
    """Rows with a model estimate of what the survey also measured in this age group: there the survey speaks."""
    known = set(zip(table["indicator_code"], table["leeftijd"], strict=True))
    told = [
        (code + MODEL_SUFFIX, age) in known
        for code, age in zip(table["indicator_code"], table["leeftijd"], strict=True)
    ]
    return pd.Series(told, index=table.index, dtype=bool)


@lru_cache(maxsize=8)
def newest_keys(survey: Survey) -> pd.DataFrame:
    """Per indicator and age group the newest year that has a figure: indicator_code, leeftijd, jaar."""
    known = survey.keys[survey.values.notna().any().to_numpy()]
    return known.sort_values(KEY).drop_duplicates(KEY[:2], keep="last").reset_index(drop=True)


def add_up(survey: Survey, weights: pd.DataFrame, gemeenten: Sequence[str]) -> pd.DataFrame:
    """The figure of a group of gemeenten for every column of the survey.

    Returns index `KEY`, columns waarde, se, dekking (0-1) and reden.

    Args:
        weights: inhabitants per gemeente (rows) and age group (columns).
        gemeenten: the group; see `stats.combine` for coverage and what is refused.
    """
    columns = survey.values.columns
    empty = pd.DataFrame(columns=["waarde", "se", "dekking", "reden"], index=columns[:0])
    if not len(gemeenten) or not len(columns):
        return empty
    rows = list(gemeenten)
    people = weights.reindex(index=rows, columns=columns.get_level_values("leeftijd"))
    frame = pd.DataFrame(
        {
            "kolom": np.tile(np.arange(len(columns)), len(rows)),
            "waarde": survey.values.reindex(rows).to_numpy().ravel(),
            "se": survey.se.reindex(rows).to_numpy().ravel(),
            "gewicht": people.to_numpy(dtype=float).ravel(),
        }
    )
    found = combine_groups(frame, ["kolom"])
    return found.set_index(columns[found.index.to_numpy()])
