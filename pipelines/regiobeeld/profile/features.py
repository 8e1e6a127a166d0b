"""What describes a gemeente apart from its health: size, ages, density, SES, housing. METHODEN 11 and 12.

No health outcome is among the features: comparable gemeenten should be comparable in what they cannot help.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from regiobeeld.harmonise.areas import Indeling

GROWTH_SPAN = 10
"""Years over which the growth of the number of people of 65 and over is measured."""


class Feature(NamedTuple):
    """What a reader calls a feature, and how an area with more or less of it is described."""

    naam: str
    meer: str
    minder: str


FEATURES: dict[str, Feature] = {
    "inwoners": Feature("aantal inwoners", "meer inwoners", "minder inwoners"),
    "aandeel_65plus": Feature("aandeel 65-plussers", "meer 65-plussers", "minder 65-plussers"),
    "aandeel_0_14": Feature("aandeel kinderen tot 15 jaar", "meer kinderen", "minder kinderen"),
    "adressendichtheid": Feature("adressen per km²", "dichter bebouwd", "minder dicht bebouwd"),
    "ses_index": Feature("SES-index", "hogere SES", "lagere SES"),
    "eenpersoonshuishoudens": Feature("aandeel alleenwonenden", "meer alleenwonenden", "minder alleenwonenden"),
    "woz_waarde": Feature("WOZ-waarde", "duurdere woningen", "goedkopere woningen"),
    "groei_65plus": Feature("groei van het aantal 65-plussers", "snellere vergrijzing", "tragere vergrijzing"),
}
LOGGED = ("inwoners", "adressendichtheid", "woz_waarde")
"""Features of which ten per cent more means as much for a small area as for a large one."""

_SHARES = {"aandeel_65plus": "65+", "aandeel_0_14": "0-14"}
_PLAIN = ("adressendichtheid", "eenpersoonshuishoudens", "woz_waarde")


def populations(people: pd.DataFrame, indeling: Indeling) -> dict[int, pd.DataFrame]:
    """Per year (1 January) the inhabitants of each gemeente of the target indeling (rows) per age group (columns).

    Args:
        people: rows of `bevolkingsgroep` of gemeenten. An age group counts only when every gemeente of its vintage
            has it; otherwise its column is left out.
    """
    found: dict[int, pd.DataFrame] = {}
    for vintage in sorted(int(v) for v in people["gebied_jaar"].unique()):
        rows = people[people["gebied_jaar"] == vintage]
        codes = indeling.codes(vintage)
        moves = indeling.transition(vintage)
        for year in sorted(int(y) for y in rows["jaar"].unique()):
            wide = rows[rows["jaar"] == year].pivot(index="gebied_code", columns="leeftijd", values="inwoners")
            wide = wide.reindex(sorted(codes)).dropna(axis=1)
            if not wide.empty:
                shares = wide.reindex(moves["oud"]).mul(moves["aandeel"].to_numpy(), axis=0)
                moved = shares.groupby(moves["nieuw"].to_numpy()).sum()
                earlier = found.get(year, pd.DataFrame(index=moved.index))
                found[year] = earlier.drop(columns=moved.columns, errors="ignore").join(moved)
    return found


def provisional_ages(people: pd.DataFrame) -> frozenset[str]:
    """Age groups whose newest inhabitants (`newest_population`) are provisional in some gemeente.

    Args:
        people: rows of `bevolkingsgroep` of gemeenten.
    """
    newest = people["jaar"] == people.groupby("leeftijd")["jaar"].transform("max")
    return frozenset(people.loc[newest & (people["status"] == "voorlopig"), "leeftijd"])


def newest_population(tables: dict[int, pd.DataFrame]) -> pd.DataFrame:
    """Each age group in its newest year; without any year an empty frame."""
    columns: dict[str, pd.Series] = {}
    for year in sorted(tables):
        columns |= {str(age): tables[year][age] for age in tables[year]}
    return pd.DataFrame({age: columns[age] for age in sorted(columns)})


def complete_years(tables: dict[int, pd.DataFrame]) -> dict[int, pd.DataFrame]:
    """The years in which every age group is known, of those that any year knows."""
    groups = {age for table in tables.values() for age in table}
    return {year: tables[year] for year in sorted(tables) if groups <= set(tables[year])}


def growth_of_seniors(tables: dict[int, pd.DataFrame]) -> pd.Series:
    """Growth (%) of the number of people of 65 and over in about ten years; empty without two usable years."""
    usable = [year for year, table in sorted(tables.items()) if "65+" in table]
    if len(usable) < 2:
        return pd.Series(dtype=float, name="groei_65plus")
    last = usable[-1]
    first = min(usable[:-1], key=lambda year: (abs(last - GROWTH_SPAN - year), year))
    before = tables[first]["65+"]
    return (100 * (tables[last]["65+"] / before.where(before > 0) - 1)).rename("groei_65plus")


def describe_gemeenten(
    latest: pd.DataFrame, population: pd.DataFrame, crossing: pd.DataFrame, growth: pd.Series
) -> pd.DataFrame:
    """All features of all gemeenten of NL: index gebied_code, columns `FEATURES` and ses_kwintiel (1 = lowest).

    Args:
        latest: latest figure of every gemeente (Profile.landelijk).
        population: inhabitants per gemeente (rows) and age group (columns).
        crossing: schema KRUISING, of which the rows of gemeenten give the SES-index.
        growth: see `growth_of_seniors`.

    A gemeente without a figure keeps an empty cell.
    """
    table = population[["totaal"]].rename(columns={"totaal": "inwoners"})
    for name, age in _SHARES.items():
        table[name] = 100 * population[age] / population["totaal"] if age in population else np.nan
    for name in _PLAIN:
        table[name] = _column(latest, name, "totaal")
    ses = crossing[crossing["niveau"] == "GM"].drop_duplicates("gebied_code").set_index("gebied_code")
    table["ses_index"], table["ses_kwintiel"] = ses["ses_index"], ses["ses_kwintiel"].astype(float)
    table["groei_65plus"] = growth
    return table[[*FEATURES, "ses_kwintiel"]].astype(float).rename_axis("gebied_code").sort_index()


def _column(latest: pd.DataFrame, indicator: str, leeftijd: str) -> pd.Series:
    rows = latest[(latest["indicator_code"] == indicator) & (latest["leeftijd"] == leeftijd)]
    return rows.drop_duplicates("gebied_code").set_index("gebied_code")["waarde"].astype(float)


def describe_region(features: pd.DataFrame, gemeenten: tuple[str, ...]) -> pd.Series:
    """The same features for a larger area: inhabitants added up, all else weighted with the inhabitants.

    A feature that one of the gemeenten lacks is weighted over the others; growth is that of the sum as far as
    equal shares allow (weighted with the inhabitants).
    """
    rows = features.reindex(list(gemeenten))[list(FEATURES)]
    weights = rows["inwoners"]
    known = rows.notna().mul(weights, axis=0)
    means = rows.mul(weights, axis=0).sum() / known.sum().where(known.sum() > 0)
    means["inwoners"] = weights.sum()
    return means
