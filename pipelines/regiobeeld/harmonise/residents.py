"""Follow the residents of wijken from the year of the map to later years: until when are they the same wijken."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from regiobeeld.catalog.wijklinks import Inwonersproef
from regiobeeld.harmonise.areas import Indeling
from regiobeeld.harmonise.wijken import gemeente_of

MOVED = "de gemeente is tussen {before} en {year} heringedeeld"
OTHER_CODES = "de wijken van {year} hebben andere codes dan die van {before}"
REPORTED = "het CBS meldt voor {year} een andere code of grens van een wijk"
OTHER_SUM = "de inwoners van de wijken tellen in {year} niet op tot die van de gemeente"
JUMPED = "het aantal inwoners van een wijk is in {year} onaannemelijk anders dan in {before}"
AGES = ("totaal", "65+")


def follow_wijken(
    people: pd.DataFrame, changes: pd.DataFrame, indeling: Indeling, drawn: int, rule: Inwonersproef
) -> pd.DataFrame:
    """Per gemeente of the map and later year: are its wijken still those of the map, and if not, why.

    Year by year, each compared with the one before it, so that a wijk that lost land in the first step is not
    taken back in the next.

    Args:
        people: gebied_code, gebied_jaar, jaar, leeftijd, inwoners (`population.derive_population`) of wijken and
            gemeenten.
        changes: gebied_code, gebied_jaar, waarde: what the source says about the change of a wijk since the year
            before.
        drawn: the indeling of the map.
        rule: `sources/kruising/wijkkoppeling.toml`.

    Returns:
        [gemeente_code, jaar, reden], sorted; `reden` is empty where the wijken are the same.
    """
    counted = people[(people["jaar"] == people["gebied_jaar"]) & people["leeftijd"].isin(AGES)]
    wide = counted.pivot(index=["gebied_jaar", "gebied_code"], columns="leeftijd", values="inwoners")
    per_year = {int(str(year)): rows.droplevel("gebied_jaar") for year, rows in wide.groupby("gebied_jaar")}
    wijken = {year: rows[rows.index.str.startswith("WK")] for year, rows in per_year.items()}
    later = sorted(year for year, rows in wijken.items() if year > drawn and len(rows))
    outcomes, refused = [], pd.Series(dtype="object")
    for before, year in pairwise([drawn, *later] if len(wijken.get(drawn, ())) else []):
        reported = changes[(changes["gebied_jaar"] == year) & (changes["waarde"] != rule.ongewijzigd)]
        off = _off_sum(wijken[year]["totaal"], per_year[year]["totaal"], rule)
        found = {
            MOVED: set(indeling.touched(before, year)),
            OTHER_CODES: _recoded(wijken[before], wijken[year]),
            REPORTED: set(gemeente_of(reported["gebied_code"])),
            OTHER_SUM: off,
            JUMPED: _jumped(wijken[before], wijken[year], rule),
        }
        earlier, refused = refused, pd.Series(None, index=_gemeenten(wijken[drawn]), dtype="object")
        for reason, gemeenten in reversed(found.items()):
            refused[refused.index.isin(list(gemeenten))] = reason.format(before=before, year=year)
        refused = refused.mask(earlier.reindex(refused.index).notna(), earlier)
        outcomes.append(refused.rename_axis("gemeente_code").rename("reden").reset_index().assign(jaar=year))
    columns = ["gemeente_code", "jaar", "reden"]
    return pd.concat(outcomes, ignore_index=True)[columns] if outcomes else pd.DataFrame(columns=columns)


def _gemeenten(wijken: pd.DataFrame) -> list[str]:
    return sorted(set(gemeente_of(wijken.index.to_series())))


def _recoded(a: pd.DataFrame, b: pd.DataFrame) -> set[str]:
    """Gemeenten with a wijk code that exists in one of both years only."""
    return set(gemeente_of(a.index.symmetric_difference(b.index).to_series()))


def _jumped(a: pd.DataFrame, b: pd.DataFrame, rule: Inwonersproef) -> set[str]:
    """Gemeenten with a wijk that lost or won more residents (all ages, or 65+) than people who move explain."""
    codes = a.index.intersection(b.index)
    change, base = b.loc[codes] - a.loc[codes], a.loc[codes]
    fell = (-change > rule.grootste_daling * base) & (-change > rule.vanaf_verschil)
    rose = (change > rule.grootste_groei * base) & (change > rule.vanaf_groei)
    return set(gemeente_of(codes[(fell | rose).any(axis=1)].to_series()))


def _off_sum(wijken: pd.Series, areas: pd.Series, rule: Inwonersproef) -> set[str]:
    """Gemeenten of which the wijken together are not the gemeente."""
    total = wijken.groupby(gemeente_of(wijken.index.to_series())).sum()
    own = areas.reindex(total.index)
    off = (total - own).abs() > rule.grootste_verschil_met_gemeente * own
    return set(total.index[off | own.isna()])
