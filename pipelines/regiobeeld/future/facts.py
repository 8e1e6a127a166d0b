"""What the future is made of, read from the national tables and the declarations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from regiobeeld import paths
from regiobeeld.errors import ContractError
from regiobeeld.future.base import Counts
from regiobeeld.future.care import Use
from regiobeeld.future.declared import Mensen, Projectie, Zorgvraag, load_demand, load_projection
from regiobeeld.future.demand import rates_by_age
from regiobeeld.future.inputs import BOTH, NATION, read_counts, read_history, with_year
from regiobeeld.future.national import History
from regiobeeld.stats.arrays import FloatArray


@dataclass(frozen=True)
class Facts:
    """Counts per gemeente, the history of Nederland, care use, and the declarations."""

    counts: Counts
    history: History
    use: Use
    rules: Projectie
    demand: Zorgvraag


def read_facts(figures: pd.DataFrame, gemeenten: Sequence[str], sources: Path = paths.SOURCES) -> Facts:
    """Facts from the harmonised figures (schema WAARNEMING) and the declarations.

    Raises:
        ContractError: a figure that the declarations ask for is missing.
    """
    rules, demand = load_projection(sources), load_demand(sources)
    wanted = used_indicators(rules, demand)
    known = with_year(figures[figures["indicator_code"].isin(wanted)])
    history = read_history(known, rules)
    counts = read_counts(known, gemeenten, rules)
    use = Use(_read_euros(known, demand, history.people.shape[-1]), _read_shares(known, counts, rules, demand))
    return Facts(counts, history, use, rules, demand)


def used_indicators(rules: Projectie, demand: Zorgvraag) -> set[str]:
    """Codes of all figures that the future is made of."""
    return {
        rules.cijfers.indicator,
        rules.cijfers.levensjaar,
        rules.cijfers.sterfte,
        *(law.indicator for law in demand.uitgaven),
        *(item.indicator for item in (*demand.mensen, *demand.alleen)),
    }


def _read_euros(known: pd.DataFrame, demand: Zorgvraag, ages: int) -> dict[str, FloatArray]:
    euros = {}
    for item in demand.uitgaven:
        rows = _newest(known[(known["indicator_code"] == item.indicator) & (known["gebied_code"] == NATION)])
        values = dict(zip(rows["leeftijd"].astype(str), rows["waarde"].astype(float), strict=True))
        euros[item.code] = rates_by_age(values, ages, item.indicator)
    return euros


def _newest(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["jaar"] == rows["jaar"].max()]


def _read_shares(
    known: pd.DataFrame, counts: Counts, rules: Projectie, demand: Zorgvraag
) -> dict[str, FloatArray]:
    own = known[(known["geslacht"] == BOTH) & known["gebied_code"].isin(counts.areas)]
    shares = {item.code: _by_band(own, item, counts.areas) / 100 for item in demand.mensen}
    return shares | {item.code: _share_alone(own, item, counts, rules) for item in demand.alleen}


def _by_band(own: pd.DataFrame, item: Mensen, areas: Sequence[str]) -> FloatArray:
    """Gemeenten x age groups: the newest figure of each group; NaN where there is none."""
    columns = []
    for band in item.leeftijden:
        rows = _newest(own[(own["indicator_code"] == item.indicator) & (own["leeftijd"] == band)])
        columns.append(rows.set_index("gebied_code")["waarde"].reindex(list(areas)).to_numpy(float))
    return np.stack(columns, axis=1)


def _share_alone(own: pd.DataFrame, item: Mensen, counts: Counts, rules: Projectie) -> FloatArray:
    """Part of each age group that lives alone: persons / inhabitants of the same year, at most 1."""
    years = own.loc[own["indicator_code"] == item.indicator, "jaar"]
    year = int(years.max()) if len(years) else 0
    if year not in counts.fives:
        raise ContractError(
            f"{item.naam}: bij het jaar van '{item.indicator}' horen geen inwoners per vijf jaar",
            "sources/toekomst/zorgvraag.toml",
            "Neem dat jaar op in jaren_vijfjaar van projectie.toml",
        )
    places = [rules.cijfers.vijfjaar.index(band) for band in item.leeftijden]
    people = counts.fives[year].sum(axis=1)[:, places]
    alone = _by_band(own[own["jaar"] == year], item, counts.areas)
    share = np.divide(alone, people, out=np.full(alone.shape, np.nan), where=people > 0)
    return np.minimum(share, 1.0)
