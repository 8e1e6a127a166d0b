"""Figures that stand in one comparison come from one source: the guard that runs wherever figures meet.

Within one indicator and age group everything is compared with everything: years, areas, benchmarks. So a group
that mixes the survey with model estimates, or two editions of a model, may not come into a profile at all.
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
    source = np.where(rows["soort"].isin(_PER_EDITION), rows["tabel_code"], rows["bron_code"])
    return allowed_together([str(code) for code in source], [str(kind) for kind in rows["soort"]])


def refuse_mixtures(figures: pd.DataFrame) -> pd.DataFrame:
    """The same figures, when each indicator and age group among them is of one source, or of counts only.

    Raises:
        ContractError: names the first indicator that mixes sources, and their tables.
    """
    known = figures[figures["waarde"].notna()]
    if known["tabel_code"].nunique() < 2:
        return figures
    columns = ["indicator_code", "leeftijd", "bron_code", "tabel_code", "soort"]
    for (indicator, leeftijd), some in known[columns].drop_duplicates().groupby(columns[:2], sort=True):
        decision = decide_together(some)
        if not decision.allowed:
            raise ContractError(
                f"{indicator} ({leeftijd}) mengt {' en '.join(sorted(some['tabel_code'].unique()))}: "
                f"{decision.reason_nl}",
                "sources/",
                "Geef elke bron en uitgave een eigen indicator, of zet 'vervangt' bij de nieuwe tabel",
            )
    return figures
