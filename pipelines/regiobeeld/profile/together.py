"""Figures that stand in one comparison come from one source: the guard that runs wherever figures meet.

Areas meet within a year (benchmarks, parts, ranks): there one indicator and age group may have one source only,
which is checked when a profile is read. Years meet in a series: that takes the figures of one source
(`longest_source`), so that the survey and a model, or two editions of a model, are never one line (METHODEN 22).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from regiobeeld.errors import ContractError
from regiobeeld.stats.guards import Decision, allowed_together

_PER_EDITION = ("modelschatting", "prognose")
"""Kinds that are computed anew in every edition: there a table is a source of its own."""


def decide_together(rows: pd.DataFrame) -> Decision:
    """Whether these figures (bron_code, tabel_code, soort) may stand in one comparison; see `stats.guards`."""
    return allowed_together(_sources(rows), rows["soort"].tolist())


def refuse_mixtures(figures: pd.DataFrame) -> pd.DataFrame:
    """The same figures, when each indicator and age group is of one source in each year, or of counts only.

    Raises:
        ContractError: names the first indicator that mixes sources, and their tables.
    """
    known = figures[figures["waarde"].notna()]
    if known["tabel_code"].nunique() < 2:
        return figures
    key = ["indicator_code", "leeftijd", "jaar"]
    origins = known[[*key, "bron_code", "tabel_code", "soort"]].drop_duplicates()
    several = origins[origins.duplicated(key, keep=False)]
    for (indicator, leeftijd, year), some in several.groupby(key, sort=True):
        decision = decide_together(some)
        if not decision.allowed:
            raise ContractError(
                f"{indicator} ({leeftijd}, {year}) mengt {' en '.join(sorted(some['tabel_code'].unique()))}: "
                f"{decision.reason_nl}",
                "sources/",
                "Geef elke bron en uitgave een eigen indicator, of zet 'vervangt' bij de nieuwe tabel",
            )
    return figures


def longest_source(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that make one series: of the source with the most years, of equals the newest; of counts all."""
    if decide_together(rows).allowed:
        return rows
    source = np.array(_sources(rows))
    years = rows["jaar"].groupby(source).agg(["nunique", "max"]).sort_values(["nunique", "max"])
    return rows[source == years.index[-1]]


def newest_source(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the source that the newest figure is of; of counts all rows."""
    if decide_together(rows).allowed:
        return rows
    source = np.array(_sources(rows))
    return rows[source == source[int(rows["jaar"].to_numpy().argmax())]]


def _sources(rows: pd.DataFrame) -> list[str]:
    """The source of each row. Lists: a series has some ten rows, and there are thousands of them in a report."""
    columns = (rows[name].tolist() for name in ("soort", "tabel_code", "bron_code"))
    return [tabel if soort in _PER_EDITION else bron for soort, tabel, bron in zip(*columns, strict=True)]
