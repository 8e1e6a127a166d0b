"""From observations to the crossing: pick the figures, the years and the areas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from regiobeeld.catalog.crossing import SesIndex
from regiobeeld.crossing.lifestyle import KEY, derive_working_age
from regiobeeld.errors import ContractError
from regiobeeld.harmonise import ages

MIN_PRESENT = 0.5
DERIVED_AGE = "18-64"
COUNTS = "bevolking"
PEOPLE = (COUNTS, "leeftijdsaandeel")
"""Indicators from which the residents per age group are derived: counts, and shares in years without counts."""
ORIGIN = ("indicator_code", "tabel_code", "jaar", "gebied_jaar")
FACTS = [
    *KEY,
    "gebied_jaar",
    "indicator_code",
    "periode_start",
    "geslacht",
    "uitsplitsing",
    "waarde",
    "tabel_code",
]
"""What the crossing reads of an observation; the other columns would double its memory."""


@dataclass(frozen=True)
class Ingredients:
    """The figures of one level (wijken or gemeenten of NL) from which all crossings are made.

    Attributes:
        areas: gebied_code, gebied_jaar, niveau, gemeente_code, gebied_naam, stedelijkheid, inwoners_jaar (year of
            its residents); one row per area.
        components: SES components, wide, index gebied_code.
        population: gebied_code, leeftijd, inwoners, geteld (CBS gives that very number; otherwise it was derived).
        values: gebied_code, leeftijd, indicator_code, waarde, jaar, gebied_jaar (the indeling for which it was
            published): each rated indicator in its latest year.
        links: wijk_code, gekoppeld, reden; None when both years are on one indeling.
        origin: indicator_code, tabel_code, jaar, gebied_jaar: where all of this comes from.
    """

    areas: pd.DataFrame
    components: pd.DataFrame
    population: pd.DataFrame
    values: pd.DataFrame
    links: pd.DataFrame | None
    origin: pd.DataFrame


def collect_ingredients(
    facts: pd.DataFrame,
    areas: pd.DataFrame,
    population: pd.DataFrame,
    *,
    index: SesIndex,
    rated: tuple[str, ...],
    links: pd.DataFrame | None = None,
) -> Ingredients:
    """Take from observations of one level the figures that the crossing needs, each from its latest usable year.

    Args:
        facts: observations (`FACTS` of schema WAARNEMING) of wijken or of gemeenten, under the codes of `areas`
            whatever the indeling (gebied_jaar) for which they were published (`WijkLinks.carry`). SES counts on
            the indeling of `areas` only.
        areas: gebied_code, gebied_jaar, niveau, gemeente_code, gebied_naam of the areas to report on; of more than
            one indeling only the newest counts, which is that of the SES figures.
        population: gebied_code, gebied_jaar, jaar, leeftijd, inwoners (harmonise.population.derive_population),
            under the codes of `areas` too. Per gemeente the newest year counts, the same for all its areas.
        index: declaration of the SES-index.
        rated: codes of all indicators to be rated (lifestyle and those of the doelgroepen).
        links: for wijken whose figures were published on another indeling: wijk_code, gekoppeld, reden
            (harmonise.wijken.match_wijken); figures of a wijk that is not linked are not used.

    Raises:
        ContractError: an ingredient is missing altogether.
    """
    areas = areas.loc[areas["gebied_jaar"] == areas["gebied_jaar"].max()]
    plain = facts.loc[(facts["geslacht"] == "totaal") & (facts["uitsplitsing"] == "totaal")]
    plain = plain.loc[plain["waarde"].notna()]
    plain = plain.assign(jaar=pd.to_datetime(plain["periode_start"]).dt.year)
    register = _on_indeling_of(areas, plain)
    ses = _take_latest(register, tuple(index.codes), "sociaaleconomische positie")
    known = _with_all_ages(population[population["gebied_code"].isin(areas["gebied_code"])])
    people = _take_latest_people(known, areas)
    measured = _take_latest_each(plain, rated)
    added = [derive_working_age(rows, _take_nearest(known, int(str(y)))) for y, rows in measured.groupby("jaar")]
    counted = _origin_of(people, plain)
    years = people.groupby("gebied_code")["jaar"].max()
    return Ingredients(
        areas=_add_urbanity(areas, register).assign(
            inwoners_jaar=areas["gebied_code"].map(years).astype("Int64").to_numpy()
        ),
        components=ses.pivot(index="gebied_code", columns="indicator_code", values="waarde").reindex(
            areas["gebied_code"]
        ),
        population=_mark_counted(people, counted),
        values=pd.concat([measured, *added], ignore_index=True)[
            [*KEY, "indicator_code", "waarde", "jaar", "gebied_jaar"]
        ],
        links=links,
        origin=pd.concat([ses, measured, counted])[list(ORIGIN)].drop_duplicates(ignore_index=True),
    )


def _on_indeling_of(areas: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of these areas, not of another indeling: there the same code may be another piece of land."""
    year = areas["gebied_jaar"].max()
    return rows.loc[rows["gebied_code"].isin(areas["gebied_code"]) & (rows["gebied_jaar"] == year)]


def _take_latest(facts: pd.DataFrame, codes: tuple[str, ...], what: str) -> pd.DataFrame:
    """Rows of the latest year that has all codes for (nearly) the whole country."""
    rows = facts.loc[facts["indicator_code"].isin(codes)]
    years = _usable_years(rows)
    present = years.groupby("jaar")["indicator_code"].nunique()
    complete = present[present == len(codes)].index
    if complete.empty:
        raise ContractError(
            f"cijfers over {what} ontbreken ({', '.join(codes)})",
            "sources",
            "Na een nieuwe kaart: haal de kerncijfers van datzelfde jaar op met make bronnen BRON=kerncijfers",
        )
    return _keep_newest_code(rows.loc[rows["jaar"] == complete.max()])


def _take_latest_each(facts: pd.DataFrame, codes: tuple[str, ...]) -> pd.DataFrame:
    """Rows of each code in its own latest usable year that knows most age groups (all of that one year).

    A later edition with adults only leaves the elderly out; 18-64 does not count, since it can be derived.
    """
    rows = facts.loc[facts["indicator_code"].isin(codes)]
    published = rows.loc[rows["leeftijd"] != DERIVED_AGE]
    by_age = _usable_years(
        published.assign(indicator_code=published["indicator_code"] + "|" + published["leeftijd"])
    )
    codes_only = by_age["indicator_code"].str.partition("|")[0].rename("indicator_code")
    known = by_age.groupby([codes_only, "jaar"]).size().rename("leeftijden").reset_index()
    fullest = known.groupby("indicator_code")["leeftijden"].transform("max")
    latest = known.loc[known["leeftijden"] == fullest].groupby("indicator_code")["jaar"].max()
    return _keep_newest_code(rows.loc[rows["jaar"] == rows["indicator_code"].map(latest)])


def _usable_years(rows: pd.DataFrame) -> pd.DataFrame:
    """Indicators and years with figures for at least half as many areas as in the fullest year.

    Some tables give a later year for one region only (Twente 2025): that is no year to compare the country in.
    """
    counts = rows.groupby(["indicator_code", "jaar"])["gebied_code"].nunique().rename("gebieden").reset_index()
    fullest = counts.groupby("indicator_code")["gebieden"].transform("max")
    return counts.loc[counts["gebieden"] >= MIN_PRESENT * fullest]


def _keep_newest_code(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per area, age group and indicator: as published and carried over, the newest code counts."""
    rows = rows.sort_values("gebied_jaar", kind="stable")
    return rows.drop_duplicates([*KEY, "indicator_code"], keep="last").reset_index(drop=True)


def _origin_of(people: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """The figures from which these residents were derived; shares count only where there are no counts per age."""
    used = people[["gebied_code", "gebied_jaar", "jaar"]].drop_duplicates()
    rows = facts[facts["indicator_code"].isin(PEOPLE)].merge(used, on=list(used.columns), validate="many_to_one")
    by_age = rows.loc[(rows["indicator_code"] == COUNTS) & (rows["leeftijd"] != "totaal"), "jaar"]
    return rows[(rows["indicator_code"] == COUNTS) | ~rows["jaar"].isin(by_age)]


def _with_all_ages(population: pd.DataFrame) -> pd.DataFrame:
    """Residents in years that have all age groups: some tables give 65+ only.

    A year counts when no other year knows more age groups.
    """
    years = _usable_years(population.rename(columns={"leeftijd": "indicator_code"}))
    known = years.groupby("jaar")["indicator_code"].nunique()
    if "65+" not in set(years["indicator_code"]):
        raise ContractError(
            "aantallen inwoners per leeftijd ontbreken",
            "sources",
            "Na een nieuwe kaart: haal de bevolking van datzelfde jaar op met make bronnen BRON=bevolking",
        )
    rows = population.loc[population["jaar"].isin(known[known == known.max()].index)]
    rows = rows.sort_values("gebied_jaar", kind="stable")
    return rows.drop_duplicates([*KEY, "jaar"], keep="last").reset_index(drop=True)


def _take_latest_people(population: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Residents in the latest year of each gemeente: one row per area and age group.

    Where the wijken of a gemeente changed, it has residents of an earlier year only: all its wijken are then of
    that year.
    """
    gemeente = population["gebied_code"].map(areas.set_index("gebied_code")["gemeente_code"])
    newest = population["jaar"].groupby(gemeente).transform("max")
    return population.loc[population["jaar"] == newest].reset_index(drop=True)


def _take_nearest(population: pd.DataFrame, year: int) -> pd.DataFrame:
    """Residents of the year nearest to that of the figures."""
    years = sorted(population["jaar"].unique())
    return population.loc[population["jaar"] == min(years, key=lambda known: abs(known - year))]


def _mark_counted(people: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Say of which residents the very number was published, as against derived from percentages or wider bands."""
    counts = published.loc[published["indicator_code"] == "bevolking", [*KEY, "waarde"]]
    known = pd.concat([counts, _add_bands(counts)], ignore_index=True)
    rows = people[[*KEY, "inwoners"]]
    return rows.assign(geteld=pd.MultiIndex.from_frame(rows).isin(pd.MultiIndex.from_frame(known)))


def _add_bands(counts: pd.DataFrame) -> pd.DataFrame:
    """The age groups that are whole bands together (65-79 and 80+ are 65+): those sums were counted as well."""
    bands = ages.chain_bands(counts["leeftijd"])
    parts, width = ages.cut(bands, ages.GROUPS)
    whole = (width == 0) & ~np.isnan(parts).any(axis=0)
    wide = counts.drop_duplicates(KEY).pivot(index="gebied_code", columns="leeftijd", values="waarde")
    wide = wide.reindex(columns=bands).dropna()
    groups = [group for group, exact in zip(ages.GROUPS, whole, strict=True) if exact]
    sums = pd.DataFrame(
        wide.to_numpy() @ parts[:, whole], index=wide.index, columns=pd.Index(groups, name="leeftijd")
    )
    return sums.reset_index().melt(id_vars="gebied_code", value_name="waarde")


def _add_urbanity(areas: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Add stedelijkheid (1-5) of the latest year; empty where CBS gives none (too few addresses)."""
    rows = facts.loc[facts["indicator_code"] == "stedelijkheid"].sort_values("jaar", kind="stable")
    latest = rows.drop_duplicates("gebied_code", keep="last").set_index("gebied_code")["waarde"]
    return areas.assign(stedelijkheid=areas["gebied_code"].map(latest).astype("float64").round().astype("Int64"))
