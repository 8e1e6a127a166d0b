"""Raw and standardised side by side: what a figure would be with the ages of Nederland. METHODEN 7.

Adults come in two age groups (18-64 and 65+), so the correction is coarse. Every area is put on the ages of NL in
the same year; NL itself therefore keeps its own figure. What cannot be corrected is a row with the reason.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from regiobeeld.frames import returns
from regiobeeld.judgement.indicator_table import indicator_table
from regiobeeld.judgement.reasons import refuse
from regiobeeld.judgement.survey import standard_errors
from regiobeeld.profile.frames import STANDARDISED
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.stats.interval import interval_from_se
from regiobeeld.stats.standardise import direct_percentage

YOUNGER = {"18+": "18-64", "19+": "19-64"}
OLDER = "65+"
"""Both parts of an age group of adults: the younger part by the whole, the older part is always the same."""
YEARS_APART = 2
"""The ages of the inhabitants may be those of at most two years before or after the figure."""
COLUMNS = [
    "indicator_code",
    "leeftijd",
    "gebied_code",
    "jaar",
    "soort",
    "ruw",
    "gecorrigeerd",
    "ondergrens",
    "bovengrens",
    "verschil",
    "nl",
    "bevolking_jaar",
    "code",
    "reden",
]
_KEY = ["indicator_code", "gebied_code", "jaar"]


@lru_cache(maxsize=4)
@returns(STANDARDISED)
def standardised(profile: Profile) -> pd.DataFrame:
    """The newest figure of adults of the region, its parts and NL, raw and on the ages of NL.

    Returns:
        columns `COLUMNS`, one row per figure and area; ruw, gecorrigeerd and its 95 % interval (survey only: from
        the margins of both age groups) in the unit of the figure, verschil (gecorrigeerd - ruw), nl (raw),
        bevolking_jaar (1 January: year of the ages), code and reden: why there is no corrected figure, else "".

    Model estimates lack the group 18-64 in the newest year; it follows from the figures of 18+ and 65+.
    """
    figures = _figures(profile)
    table = _with_people(profile, _with_cells(profile, figures))
    of_people = figures["gewicht"].eq("bevolking").to_numpy()[table["figuur"]]
    cells = _complete(table)
    persons, standard = (table[[f"{who}_jong", f"{who}_oud"]].to_numpy(dtype=float) for who in ("eigen", "nl"))
    errors = table[["se_jong", "se_oud"]].to_numpy(dtype=float)
    found = direct_percentage(table["ruw"], cells, errors, persons, standard)
    value = np.where(of_people, found.value, np.nan)
    limits = interval_from_se(value, np.where(table["soort"] == "enquete", found.se, np.nan))
    codes = np.select(
        [table["soort"] == "telling", ~of_people, np.isnan(cells).any(axis=1), np.isnan(value)],
        ["sterfte", "andere_groep", "geen_leeftijdsgroepen", "geen_bevolking"],
        "",
    )
    table = table.assign(
        gecorrigeerd=value,
        ondergrens=limits.lower,
        bovengrens=limits.upper,
        verschil=value - table["ruw"],
        code=codes,
        reden=[refuse(code) if code else "" for code in codes],
    )
    return table[COLUMNS].sort_values(["indicator_code", "leeftijd"], kind="stable", ignore_index=True)


def _figures(profile: Profile) -> pd.DataFrame:
    """Percentages of adults, and the death rate: one row per figure with the year of the region."""
    table = indicator_table(profile)
    info = [profile.indicators[code] for code in table["indicator_code"]]
    table = table.assign(gewicht=[i.gewicht or "" for i in info])
    estimated = table["soort"].isin(["enquete", "modelschatting"]) & table["leeftijd"].isin(list(YOUNGER))
    percent = np.array([i.eenheid == "%" for i in info], dtype=bool)
    deaths = np.array([i.eenheid == "per 1000" and i.code.startswith("sterfte") for i in info], dtype=bool)
    chosen = table[((estimated & percent) | deaths) & table["actueel"] & table["waarde"].notna()]
    columns = ["indicator_code", "leeftijd", "jaar", "soort", "gewicht"]
    return chosen[columns].reset_index(drop=True).rename_axis("figuur").reset_index()


def _with_cells(profile: Profile, figures: pd.DataFrame) -> pd.DataFrame:
    """Per figure and area with a raw figure: that figure, that of NL, and figure and SE of both age groups."""
    areas = list(dict.fromkeys([profile.code, *profile.parts, NEDERLAND]))
    rows = profile.waarneming
    total = (rows["geslacht"] == "totaal") & (rows["uitsplitsing"] == "totaal")
    known = rows["waarde"].notna() & rows["gebied_code"].isin(areas)
    rows = rows[total & known & rows["indicator_code"].isin(list(figures["indicator_code"]))]
    rows = rows.drop_duplicates([*_KEY, "leeftijd"])
    percent = np.array([profile.indicators[code].eenheid == "%" for code in rows["indicator_code"]], dtype=bool)
    rows = rows.assign(se=standard_errors(rows, ("waarde", "ondergrens", "bovengrens"), percent))
    rows = rows[[*_KEY, "leeftijd", "waarde", "se"]]
    raw = rows.drop(columns="se").rename(columns={"waarde": "ruw"})
    table = figures.merge(raw, on=["indicator_code", "leeftijd", "jaar"], validate="one_to_many")
    order = table["gebied_code"].map({code: place for place, code in enumerate(areas)})
    table = table.assign(plaats=order, leeftijd_jong=table["leeftijd"].map(YOUNGER), leeftijd_oud=OLDER)
    for part in ("jong", "oud"):
        names = {"leeftijd": f"leeftijd_{part}", "waarde": part, "se": f"se_{part}"}
        table = table.merge(
            rows.rename(columns=names), on=[*_KEY, f"leeftijd_{part}"], how="left", validate="many_to_one"
        )
    national = table.loc[table["gebied_code"] == NEDERLAND].set_index("figuur")["ruw"]
    table = table.assign(nl=table["figuur"].map(national))
    return table.sort_values(["figuur", "plaats"], ignore_index=True)


def _with_people(profile: Profile, table: pd.DataFrame) -> pd.DataFrame:
    """The inhabitants of both age groups, in the area and in NL, in the known year nearest to the figure."""
    years = [_nearest(profile, int(year)) for year in table["jaar"]]
    table = table.assign(bevolking_jaar=pd.array(years, dtype="Int64"))
    asked = [*zip(years, table["gebied_code"], table["leeftijd"], strict=True)]
    for who in ("eigen", "nl"):
        found = [_people(profile, year, NEDERLAND if who == "nl" else area, age) for year, area, age in asked]
        table[[f"{who}_jong", f"{who}_oud"]] = np.array(found, dtype=float).reshape(-1, 2)
    return table


def _nearest(profile: Profile, year: int) -> int | None:
    known = [other for other in profile.inwoners_jaar if abs(other - year) <= YEARS_APART]
    return min(known, key=lambda other: (abs(other - year), other)) if known else None


@lru_cache(maxsize=512)
def _people(profile: Profile, year: int | None, area: str, leeftijd: str) -> tuple[float, float]:
    """Inhabitants of the younger and the older part of an age group; NaN when one of the gemeenten is unknown."""
    if year is None or leeftijd not in YOUNGER:
        return np.nan, np.nan
    people = profile.inwoners_jaar[year]
    members = list(people.index) if area == NEDERLAND else list(profile.members(area))
    sums = people.reindex(index=members, columns=[YOUNGER[leeftijd], OLDER]).sum(skipna=False)
    return float(sums.iloc[0]), float(sums.iloc[1])


def _complete(table: pd.DataFrame) -> np.ndarray:
    """Figures of the two age groups; of a model estimate the younger one follows from the whole and the older."""
    share = table["eigen_oud"] / (table["eigen_jong"] + table["eigen_oud"])
    derived = (table["ruw"] - share * table["oud"]) / (1 - share)
    younger = table["jong"].where(table["jong"].notna() | (table["soort"] != "modelschatting"), derived)
    return np.column_stack([younger, table["oud"]]).astype(float)
