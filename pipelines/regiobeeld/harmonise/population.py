"""Inhabitants per age group: the weights behind every regional percentage.

Gemeenten publish their population by age in counts of five or nine bands, and in some years in whole percentages
only. Weights for 18+ or 16-25 are therefore derived: minors of a band that also holds adults are as many per
year of age as the children below (15-17 = 3/15 of 0-14, or 3/5 of 10-14 where that band is counted,
`ages.separate_minors`; against the count of NL by single year that is 0.2 to 0.5 % too many adults); otherwise
ages are spread evenly inside a band that is cut. Where a table has real counts whose bands are cut less (five-
year bands, or the group itself), those are used. The result is a weight, never a published figure.
"""

from __future__ import annotations

import pandas as pd

from regiobeeld.harmonise import ages
from regiobeeld.schema import STATUSSEN

POPULATION = "bevolking"
AGE_SHARE = "leeftijdsaandeel"
COLUMNS = ["gebied_code", "gebied_jaar", "jaar", "leeftijd", "inwoners", "status"]
FINAL, PROVISIONAL = STATUSSEN
_AREA = ["gebied_code", "gebied_jaar", "jaar"]


def reference_year(start: pd.Series, end: pd.Series) -> pd.Series:
    """The year whose 1 January describes the people of a period: the year of the middle of the period.

    A count of 31 December belongs to the next day, so to the next year.
    """
    first, last = pd.to_datetime(start), pd.to_datetime(end)
    middle = first + (last - first) / 2
    return (middle + pd.Timedelta(days=1)).dt.year


def derive_population(observations: pd.DataFrame) -> pd.DataFrame:
    """Inhabitants of gemeenten and wijken per age group.

    Args:
        observations: WAARNEMING rows; `bevolking` (counts, total and any bands) and `leeftijdsaandeel`
            (% of the total per band) are used, both for men and women together.

    Returns:
        [gebied_code, gebied_jaar, jaar, leeftijd, inwoners, status], leeftijd = "totaal" and `ages.GROUPS`;
        `jaar` = reference year (1 January); `status` = voorlopig when a figure that went into it is. Rows exist
        only where they can be known.
    """
    rows = observations[
        observations["indicator_code"].isin([POPULATION, AGE_SHARE])
        & observations["gebied_code"].str.startswith(("GM", "WK"))
        & (observations["geslacht"] == "totaal")
        & (observations["uitsplitsing"] == "totaal")
        & observations["waarde"].notna()
    ]
    rows = rows.assign(jaar=reference_year(rows["periode_start"], rows["periode_eind"]))
    totals = _totals(rows[rows["indicator_code"] == POPULATION])
    parts = [totals.assign(snede=0.0)]
    for (indicator, _), table in rows.groupby(["indicator_code", "tabel_code"], sort=True):
        parts.append(_groups(table, totals if indicator == AGE_SHARE else None))
    found = pd.concat(parts, ignore_index=True).sort_values([*_AREA, "leeftijd", "snede"], kind="stable")
    return found.drop_duplicates([*_AREA, "leeftijd"])[COLUMNS].reset_index(drop=True)


def _totals(counts: pd.DataFrame) -> pd.DataFrame:
    """One total per area and year; a count of 1 January goes before one of the day before it."""
    rows = counts[counts["leeftijd"] == ages.TOTAL].sort_values([*_AREA, "periode_start", "tabel_code"])
    return rows.drop_duplicates(_AREA, keep="last").rename(columns={"waarde": "inwoners"})[COLUMNS]


def _groups(table: pd.DataFrame, totals: pd.DataFrame | None) -> pd.DataFrame:
    """All groups that one table can give, with the years of the bands that had to be cut (`snede`)."""
    bands = ages.chain_bands(table["leeftijd"])
    if not bands:
        return pd.DataFrame(columns=[*COLUMNS, "snede"])
    wide = table.drop_duplicates([*_AREA, "leeftijd"]).pivot(index=_AREA, columns="leeftijd", values="waarde")
    counts = wide[bands].dropna()
    statuses = [table] if totals is None else [table, totals]
    if totals is not None:
        # Whole percentages add up to 99-101: they are shares of each other, not of 100.
        all_ages = totals.set_index(_AREA)["inwoners"].reindex(counts.index)
        counts = counts.div(counts.sum(axis=1), axis=0).mul(all_ages, axis=0).dropna()
    _, width = ages.cut(bands, ages.GROUPS)
    finer, people = ages.separate_minors(bands, counts.to_numpy(dtype=float))
    parts, _ = ages.cut(finer, ages.GROUPS)
    values = pd.DataFrame(people @ parts, index=counts.index, columns=pd.Index(ages.GROUPS))
    long = values.reset_index().melt(id_vars=_AREA, var_name="leeftijd", value_name="inwoners").dropna()
    derived = long.assign(snede=long["leeftijd"].map(dict(zip(ages.GROUPS, width, strict=True))))
    derived = derived.merge(_status_per_area(statuses), on=_AREA, how="left", validate="many_to_one")
    if totals is not None:
        return derived
    published = table[table["leeftijd"].isin(ages.GROUPS)].rename(columns={"waarde": "inwoners"})
    return pd.concat([published[COLUMNS].assign(snede=0.0), derived], ignore_index=True)


def _status_per_area(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """[gebied_code, gebied_jaar, jaar, status]: voorlopig where one row of one of the tables is."""
    rows = pd.concat([table[[*_AREA, "status"]] for table in tables], ignore_index=True)
    provisional = (rows["status"] == PROVISIONAL).groupby([rows[name] for name in _AREA]).any()
    return provisional.map({True: PROVISIONAL, False: FINAL}).rename("status").reset_index()
