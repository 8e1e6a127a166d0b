"""What the future is made of, read from the national tables and the declarations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from regiobeeld import paths
from regiobeeld.errors import ContractError
from regiobeeld.future.care import Use
from regiobeeld.future.rates import both_sexes, choose_rates
from regiobeeld.future.supply_declared import FOLDER as SUPPLY
from regiobeeld.future.supply_declared import Aanbod, Beroep, load_supply
from regiobeeld.future.supply_read import Staff, read_staff
from regiobeeld.projection.age_table import read_age_table
from regiobeeld.projection.base import Counts
from regiobeeld.projection.declared import FOLDER, Mensen, Projectie, Zorgvraag, load_demand, load_projection
from regiobeeld.projection.inputs import BOTH, read_counts, read_history, with_year
from regiobeeld.projection.national import History
from regiobeeld.stats.arrays import FloatArray


@dataclass(frozen=True)
class Facts:
    """Counts per gemeente, the history of Nederland, care use, who works in care, and the declarations."""

    counts: Counts
    history: History
    use: Use
    rules: Projectie
    demand: Zorgvraag
    supply: Aanbod
    staff: tuple[Staff, ...]


def read_facts(figures: pd.DataFrame, gemeenten: Sequence[str], sources: Path = paths.SOURCES) -> Facts:
    """Facts from the harmonised figures (schema WAARNEMING) and the declarations.

    Raises:
        ContractError: a figure that the declarations ask for is missing.
    """
    rules, demand, supply = load_projection(sources), load_demand(sources), load_supply(sources)
    wanted = used_indicators(rules, demand)
    known = with_year(figures[figures["indicator_code"].isin(wanted)])
    history = read_history(known, rules)
    counts = read_counts(known, gemeenten, rules)
    nation = history.on(rules.basisjaar)
    euros = {
        law.code: choose_rates(law, known, nation, demand.minste_groepen, sources).values
        for law in demand.uitgaven
    }
    use = Use(
        euros,
        _read_shares(known, counts, rules, demand),
        _read_diseases(demand, nation.shape[-1], sources),
        {item.code: _read_weight(item, euros, nation, sources) for item in supply.beroep},
    )
    return Facts(counts, history, use, rules, demand, supply, read_staff(supply, rules.basisjaar, sources))


def _read_diseases(demand: Zorgvraag, ages: int, sources: Path) -> dict[str, FloatArray]:
    """Part of each sex and age that has a disease, of the diseases with a file."""
    return {
        item.code: read_age_table(sources / FOLDER / item.bestand, ages).rates / 100
        for item in demand.ziekte
        if item.bestand
    }


def _read_weight(item: Beroep, euros: Mapping[str, FloatArray], nation: FloatArray, sources: Path) -> FloatArray:
    """What an inhabitant of each age asks of a profession, in any unit.

    Raises:
        ContractError: the declaration names a law that does not exist.
    """
    if item.gewicht_bestand:
        table = read_age_table(sources / SUPPLY / item.gewicht_bestand, nation.shape[-1], most=None)
        return both_sexes(table.rates, nation)
    if item.gewicht is None or item.gewicht not in euros:
        where = f"aanbod.toml: beroep {item.code} -> gewicht"
        raise ContractError(f"onbekende wet '{item.gewicht}'", where, f"Kies uit: {', '.join(euros)}")
    return euros[item.gewicht]


def used_indicators(rules: Projectie, demand: Zorgvraag) -> set[str]:
    """Codes of all figures that the future is made of."""
    return {
        rules.cijfers.indicator,
        rules.cijfers.levensjaar,
        rules.cijfers.sterfte,
        *(code for law in demand.uitgaven for code in (law.indicator, *law.ook)),
        *(item.indicator for item in (*demand.mensen, *demand.alleen)),
    }


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
