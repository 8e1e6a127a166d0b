"""Figures of a region as tidy frames: one row is one figure, with its interval, kind, year and source."""

from __future__ import annotations

import pandas as pd

from regiobeeld.analyst.show import with_caption
from regiobeeld.blocks.text import bronregel, leeftijd_naam
from regiobeeld.judgement.compare import compare_areas, compare_with_nl
from regiobeeld.needs.future import outlook_of
from regiobeeld.needs.groups import groups_of
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile

FIGURES = [
    "gebied_code",
    "gebied",
    "niveau",
    "jaar",
    "leeftijd",
    "indicator_code",
    "waarde",
    "ondergrens",
    "bovengrens",
    "eenheid",
    "soort",
    "status",
    "ontbreekt",
    "afleiding",
    "dekking",
    "bron",
    "tabel_code",
]
JUDGED = [
    "indicator_code",
    "naam",
    "leeftijd",
    "jaar",
    "waarde",
    "ondergrens",
    "bovengrens",
    "nl",
    "verschil",
    "klasse",
    "overleeft",
    "soort",
    "reden",
]
GROUPS = [
    "doelgroep_code",
    "doelgroep",
    "leeftijd",
    "gebieden",
    "gebieden_groep",
    "inwoners",
    "inwoners_groep",
    "aandeel",
    "aandeel_nl",
    "p_waarde",
    "robuust",
    "modelschatting",
    "reden",
]


def figures(profile: Profile, info: IndicatorInfo, niveau: str | None) -> pd.DataFrame:
    """All figures of an indicator up to the peiljaar, totals of both sexes, with the columns `FIGURES`.

    Args:
        niveau: regio, gemeente, provincie, wijk, nederland; None is all of them but the wijken.
    """
    rows = profile.wijk_waarneming if niveau == "wijk" else profile.waarneming
    chosen = (
        (rows["indicator_code"] == info.code)
        & (rows["uitsplitsing"] == "totaal")
        & (rows["geslacht"] == "totaal")
        & (rows["jaar"] <= profile.peiljaar)
    )
    table = rows[chosen].copy()
    table["niveau"] = [level_of(profile, code) for code in table["gebied_code"]]
    table["gebied"] = [profile.name(code) for code in table["gebied_code"]]
    table["eenheid"] = info.eenheid
    makers = profile.bron.drop_duplicates("tabel_code").set_index("tabel_code")["organisatie"]
    table["bron"] = table["tabel_code"].map(makers)
    if niveau == "regio":
        table = table[table["gebied_code"] == profile.code]
    elif niveau is not None:
        table = table[table["niveau"] == niveau]
    return table.sort_values(["jaar", "leeftijd", "gebied"], ignore_index=True)[FIGURES]


def rows_behind(profile: Profile, table: pd.DataFrame) -> pd.DataFrame:
    """The observations that a frame of figures was taken from, for its source line."""
    codes = table.get("gebied_code", pd.Series(dtype=object))
    rows = profile.wijk_waarneming if codes.astype(str).str.startswith("WK").any() else profile.waarneming
    return rows[rows["indicator_code"].isin(table["indicator_code"]) & rows["jaar"].isin(table["jaar"])]


def borders_of(rows: pd.DataFrame) -> int:
    """The indeling of the areas of these observations: for wijken that for which the figures were published."""
    return int(rows["indeling" if "indeling" in rows else "gebied_jaar"].max())


def level_of(profile: Profile, code: str) -> str:
    """What kind of area a code is, seen from this region; a region of one gemeente is a gemeente."""
    if code == NEDERLAND:
        return "nederland"
    if code == profile.code and not profile.is_single:
        return "regio"
    return {"GM": "gemeente", "WK": "wijk", "PV": "provincie"}.get(code[:2], "regio")


def compared(profile: Profile, info: IndicatorInfo | None, leeftijd: str | None) -> pd.DataFrame:
    """The region (every indicator) or its parts (one indicator) beside the rest of Nederland, columns `JUDGED`."""
    if info is not None:
        table = compare_areas(profile, info.code, leeftijd)
    else:
        table = compare_with_nl(profile)
        table = table[table["actueel"]]
        table = table.assign(naam=[profile.indicators[code].naam for code in table["indicator_code"]])
    return table[JUDGED].reset_index(drop=True)


def groups(profile: Profile) -> pd.DataFrame:
    """The doelgroepen of the region, those with the largest share first, columns `GROUPS`."""
    found = groups_of(profile)
    table = found.groepen.copy()
    table["doelgroep"] = [found.declared[code].naam for code in table["doelgroep_code"]]
    table["aandeel_nl"] = found.landelijk["aandeel"].reindex(table["doelgroep_code"]).to_numpy()
    table["modelschatting"] = table["doelgroep_code"].isin(found.modelled)
    return table[GROUPS].reset_index(drop=True)


def areas_of_group(profile: Profile, code: str) -> pd.DataFrame:
    """The wijken (or gemeenten) of the region for one doelgroep, and whether both traits come together there."""
    return groups_of(profile).areas(code).reset_index(drop=True)


def projection(profile: Profile) -> tuple[pd.DataFrame, str]:
    """People per area, year, sex and age with their band, and how it was made; no rows for too few people."""
    outlook = outlook_of(profile)
    table = outlook.prognose
    table = table.assign(gebied=[profile.name(code) for code in table["gebied_code"]])
    return (table if outlook.is_sayable else table.iloc[:0]), outlook.rules.naam


def care_demand(profile: Profile) -> tuple[pd.DataFrame, str]:
    """Expected care per area, year, part and scenario with its band; as `projection`."""
    outlook = outlook_of(profile)
    table = outlook.zorgvraag
    table = table.assign(gebied=[profile.name(code) for code in table["gebied_code"]])
    return (table if outlook.is_sayable else table.iloc[:0]), outlook.rules.naam


def with_source(profile: Profile, table: pd.DataFrame, info: IndicatorInfo) -> pd.DataFrame:
    """The frame with its title and source line; without rows there is no source."""
    if table.empty:
        return with_caption(table, f"{info.naam}: geen cijfers")
    first, last = int(table["jaar"].min()), int(table["jaar"].max())
    ages = set(table["leeftijd"])
    years = str(last) if first == last else f"{first}–{last}"
    age = f", {leeftijd_naam(ages.pop())}" if len(ages) == 1 else ""
    rows = rows_behind(profile, table)
    source = bronregel(profile, info.code, years, borders_of(rows), waarneming=rows)
    return with_caption(table, f"{info.naam}{age}, {years}", source)
