"""The doelgroepen of one region: who, where and how many, from the national tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow.compute as pc
import pyarrow.dataset as ds

from regiobeeld import paths
from regiobeeld.catalog.crossing import Kruising, load_crossing
from regiobeeld.catalog.groups import Groep, load_groups
from regiobeeld.catalog.load import load_catalog
from regiobeeld.crossing import tables
from regiobeeld.crossing.association import measure_odds
from regiobeeld.crossing.finder import find_groups
from regiobeeld.crossing.gradient import STEPS, select_gradient
from regiobeeld.crossing.rating import Ratings, rate_areas
from regiobeeld.crossing.screen import list_members
from regiobeeld.errors import ContractError
from regiobeeld.frames import is_true
from regiobeeld.harmonise.areas import load_indeling
from regiobeeld.kept import state_of
from regiobeeld.national.crossings import all_members, collect_levels, load_declared, read_links
from regiobeeld.profile.dated import date_groups, rest_on_models
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.origin import make_origin
from regiobeeld.schema import WIJKKOPPELING, WIJKKOPPELING_WIJK, Table
from regiobeeld.stats.compare import adjusted_p

FAMILY = "GG"
"""An own list of gemeenten is judged among the GGD-regio's: the kind of region it resembles most in size."""


@dataclass(frozen=True, eq=False)
class Groups:
    """All that the chapter on vulnerable groups needs for one region.

    Attributes:
        declared: code -> declaration (`sources/doelgroepen`), with years and tense in its sentences.
        config: `sources/kruising`.
        modelled: doelgroepen that rest on model estimates.
        groepen: one row per doelgroep (schema KWETSBARE_GROEP), largest shares first; doelgroepen without
            any figure are not in it.
        landelijk: the same for NL, index doelgroep_code.
        gebieden: the areas of the region per doelgroep (schema DOELGROEP_GEBIED).
        stabiliteit: counts under other thresholds (schema DOELGROEP_STABILITEIT).
        stapeling, kwetsbaarheid: the wijken of the region (schemas STAPELING and KWETSBAARHEID).
        typen: the types of wijken of NL (schema WIJKTYPE); wijktypen: type of every wijk of NL.
        gradient: doelgroep_code -> national figures by income and education beside it.
        stapeling_nl: stapeling of all wijken of NL, to compare with.
    """

    declared: dict[str, Groep]
    config: Kruising
    modelled: frozenset[str]
    groepen: pd.DataFrame
    landelijk: pd.DataFrame
    gebieden: pd.DataFrame
    stabiliteit: pd.DataFrame
    stapeling: pd.DataFrame
    stapeling_nl: pd.DataFrame
    kwetsbaarheid: pd.DataFrame
    typen: pd.DataFrame
    wijktypen: pd.DataFrame
    gradient: dict[str, pd.DataFrame]

    @property
    def found(self) -> pd.DataFrame:
        """Doelgroepen that live here more than elsewhere, those with the largest share first.

        With at least one area, a larger share than in Nederland (of those in areas with an outcome), and more
        than one area to tell apart. Of Nederland itself every doelgroep with an area.
        """
        here = self.groepen[(self.groepen["gebieden_groep"] > 0) & self.groepen["reden"].isna()]
        national = here["doelgroep_code"].map(self.landelijk["aandeel_beoordeeld"]).astype("float64")
        more = (here["regio_code"] == NEDERLAND) | (here["aandeel_beoordeeld"].astype("float64") > national)
        return here[more & ((here["gebieden"] > 1) | (here["niveau"] == "GM"))]

    @property
    def silent(self) -> pd.DataFrame:
        """Doelgroepen that were not found here, or about which nothing can be said."""
        return self.groepen.drop(index=self.found.index)

    def areas(self, doelgroep: str) -> pd.DataFrame:
        """Every area of the region for one doelgroep."""
        return self.gebieden[self.gebieden["doelgroep_code"] == doelgroep]

    def inside(self, doelgroep: str) -> pd.DataFrame:
        """The areas where both traits of a doelgroep come together, most residents first."""
        rows = self.areas(doelgroep)
        return rows[is_true(rows["is_groep"])].sort_values(["inwoners", "gebied_code"], ascending=[False, True])

    def row(self, doelgroep: str) -> pd.Series:
        """The one row of a doelgroep in `groepen`."""
        return self.groepen[self.groepen["doelgroep_code"] == doelgroep].iloc[0]


@lru_cache(maxsize=4)
def groups_of(profile: Profile) -> Groups:
    """The doelgroepen of this region; computed anew for an own list of gemeenten that no table has.

    Raises:
        ContractError: a table is missing.
    """
    return collect_groups(profile, profile.data_dir)


def collect_groups(profile: Profile, data_dir: Path) -> Groups:
    """As `groups_of`, from the tables in `data_dir`."""
    declared, inside = load_groups(), list(profile.region.gemeenten)
    code = find_code(profile)
    if code is None:
        groepen, stabiliteit = compute_region(profile.region.gemeenten, data_dir)
    else:
        groepen = _read(data_dir, tables.KWETSBARE_GROEP, regio_code=[code])
        stabiliteit = _read(data_dir, tables.DOELGROEP_STABILITEIT, regio_code=[code])
    piled = _read(data_dir, tables.STAPELING)
    national = _read(data_dir, tables.KWETSBARE_GROEP, regio_code=[NEDERLAND])
    origins = {level: make_origin(profile.kruising_bron, profile.bron, level) for level in tables.NIVEAUS}
    facts = profile.waarneming
    country = facts[(facts["gebied_code"] == NEDERLAND) & facts["uitsplitsing"].isin(list(STEPS))]
    return Groups(
        declared=date_groups(declared, origins, profile.heden),
        config=load_crossing(),
        modelled=rest_on_models(declared, origins),
        groepen=_sort(groepen),
        landelijk=national.set_index("doelgroep_code"),
        gebieden=_read(data_dir, tables.DOELGROEP_GEBIED, gemeente_code=inside),
        stabiliteit=stabiliteit,
        stapeling=piled[piled["gemeente_code"].isin(inside)].reset_index(drop=True),
        stapeling_nl=piled,
        kwetsbaarheid=_read(data_dir, tables.KWETSBAARHEID, gemeente_code=inside),
        typen=_read(data_dir, tables.WIJKTYPE),
        wijktypen=_read(data_dir, tables.WIJKTYPE_GEBIED),
        gradient={code: select_gradient(country, group) for code, group in declared.items()},
    )


def find_code(profile: Profile, sources: Path = paths.SOURCES) -> str | None:
    """The code under which the tables hold exactly this region; None when it is an own list of gemeenten."""
    wanted = set(profile.region.gemeenten)
    rows = list_members(all_members(load_indeling(sources / "indeling"), sources))
    inside = rows["gemeente_code"].isin(wanted).groupby(rows["regio_code"]).agg(["all", "sum"])
    same = sorted(str(code) for code in inside.index[inside["all"] & (inside["sum"] == len(wanted))])
    preferred = [code for code in (profile.region.code, profile.region.gebied_code) if code in same]
    return next(iter([*preferred, *same]), None)


def compute_region(
    gemeenten: Sequence[str], data_dir: Path, code: str = "RG_lijst", sources: Path = paths.SOURCES
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find the doelgroepen of a list of gemeenten by the method that made the tables.

    The chance test uses the same shuffles as the tables. q takes the region as one among the GGD-regio's; a
    GGD-regio with the same gemeenten is left out of that comparison, since it is the same region.

    Returns:
        Frames in the schemas KWETSBARE_GROEP and DOELGROEP_STABILITEIT, with `code` as regio_code.
    """
    indeling = load_indeling(sources / "indeling")
    # Of all tables and declarations: when one changes, the country is rated again.
    state = state_of([*data_dir.glob("*.parquet"), *sources.rglob("*.toml")])
    country = _rate_country(data_dir.resolve(), sources, state)
    members = pd.DataFrame({"regio_code": code, "gemeente_code": list(gemeenten)})
    found = find_groups(country.ratings, country.groups, members, country.odds)
    same = indeling.members(FAMILY).groupby("gebied_code")["gemeente_code"].agg(set)
    others = [str(ggd) for ggd, inside in same.items() if inside != set(gemeenten)]
    family = _read(data_dir, tables.KWETSBARE_GROEP, regio_code=others)
    return _judge_among(found.groepen, family), found.stabiliteit


class _Country(NamedTuple):
    """What the groups of any list of gemeenten are found with (see `find_groups`)."""

    ratings: dict[str, Ratings]
    groups: dict[str, Groep]
    odds: dict[str, float]


@lru_cache(maxsize=1)
def _rate_country(data_dir: Path, sources: Path, _state: object) -> _Country:
    """Rate all areas of the country, once for all lists that are asked for while nothing changes."""
    catalog = load_catalog(sources)
    declared = load_declared(catalog.indicators)
    local = _filter(data_dir, "waarneming_wijk", ds.field("indicator_code").isin(list(declared.needed_per_wijk())))
    own = _filter(data_dir, "waarneming", pc.starts_with(ds.field("gebied_code"), "GM"))
    people, areas = _filter(data_dir, "bevolkingsgroep"), _filter(data_dir, "gebied")
    links = read_links(_filter(data_dir, WIJKKOPPELING_WIJK.name), _filter(data_dir, WIJKKOPPELING.name))
    levels = collect_levels(declared, local, own, people, areas, links)
    direction = {name: indicator.richting for name, indicator in catalog.indicators.items()}
    ratings = {
        level: rate_areas(parts, declared.crossing, declared.groups, direction) for level, parts in levels.items()
    }
    national = _filter(data_dir, "waarneming", ds.field("gebied_code") == NEDERLAND)
    return _Country(ratings, declared.groups, measure_odds(national, declared.groups))


def _judge_among(groepen: pd.DataFrame, family: pd.DataFrame) -> pd.DataFrame:
    """Fill in q of one region as one among `family`."""
    together = pd.concat([groepen, family], ignore_index=True)
    q = together.groupby("doelgroep_code")["p_waarde"].transform(adjusted_p)
    return groepen.assign(q_waarde=q.iloc[: len(groepen)].to_numpy())


def tables_of(profile: Profile) -> dict[str, pd.DataFrame]:
    """The tables of this chapter for use elsewhere, by file name: the groups, their areas and the wijken."""
    groups = groups_of(profile)
    named = groups.groepen.assign(
        doelgroep_naam=[groups.declared[code].naam for code in groups.groepen["doelgroep_code"]],
        wie=[groups.declared[code].wie for code in groups.groepen["doelgroep_code"]],
        regio_code=profile.region.code,
    )
    front = ["doelgroep_code", "doelgroep_naam", "wie"]
    types = groups.wijktypen[groups.wijktypen["gemeente_code"].isin(profile.region.gemeenten)]
    return {
        "kwetsbare_groepen": named[[*front, *(name for name in named.columns if name not in front)]],
        "kwetsbare_groepen_gebied": groups.gebieden,
        "kwetsbare_groepen_stabiliteit": groups.stabiliteit,
        "stapeling": groups.stapeling,
        "kwetsbaarheid": groups.kwetsbaarheid,
        "wijktype": types.reset_index(drop=True),
    }


def count_profiles(groups: Groups) -> pd.DataFrame:
    """The wijken that belong to at least one doelgroep: in how many, and which.

    Returns:
        Frame gebied_code, gemeente_code, gebied_naam, doelgroepen (codes), aantal; most doelgroepen first, then
        most residents of 65 and older in such a wijk.
    """
    rows = groups.gebieden[(groups.gebieden["niveau"] == "WK") & is_true(groups.gebieden["is_groep"])]
    if rows.empty:
        return pd.DataFrame(columns=["gebied_code", "gemeente_code", "gebied_naam", "doelgroepen", "aantal"])
    keys = ["gebied_code", "gemeente_code", "gebied_naam"]
    found = rows.groupby(keys)["doelgroep_code"].agg([tuple, "count"]).reset_index()
    found.columns = pd.Index([*keys, "doelgroepen", "aantal"])
    old = groups.gebieden[(groups.gebieden["leeftijd"] == "65+") & (groups.gebieden["niveau"] == "WK")]
    seniors = old.drop_duplicates("gebied_code").set_index("gebied_code")["inwoners"].astype("float64")
    found["ouderen"] = found["gebied_code"].map(seniors).fillna(0)
    order = found.sort_values(["aantal", "ouderen", "gebied_code"], ascending=[False, False, True])
    return order.drop(columns="ouderen").reset_index(drop=True)


def share_by_type(groups: Groups, gemeenten: Sequence[str] | None = None) -> pd.Series:
    """Residents (%) per type of wijk, index type_nummer; 0 = wijken without a type. None: all of NL."""
    rows = groups.wijktypen
    if gemeenten is not None:
        rows = rows[rows["gemeente_code"].isin(list(gemeenten))]
    people = rows["inwoners"].astype("float64").fillna(0)
    total = people.groupby(rows["type_nummer"].fillna(0).astype(int)).sum()
    numbers = [*groups.typen["type_nummer"].unique().tolist(), 0]
    return 100 * total.reindex(numbers, fill_value=0.0) / total.sum()


def _sort(groepen: pd.DataFrame) -> pd.DataFrame:
    """Those found in wijken before those found in whole gemeenten, then by their share of all of that age."""
    order = ["niveau", "aandeel", "doelgroep_code"]
    return groepen.sort_values(order, ascending=[False, False, True], ignore_index=True)


def _read(data_dir: Path, table: Table, **where: list[str]) -> pd.DataFrame:
    """One table of the crossing, only rows whose columns have one of the given values."""
    condition = None
    for column, values in where.items():
        step = ds.field(column).isin(values)
        condition = step if condition is None else condition & step
    return _filter(data_dir, table.name, condition)


def _filter(data_dir: Path, name: str, condition: ds.Expression | None = None) -> pd.DataFrame:
    path = data_dir / f"{name}.parquet"
    if not path.exists():
        raise ContractError("een landelijke tabel ontbreekt", path, "Maak de tabellen met make gegevens")
    return ds.dataset(path).to_table(filter=condition).to_pandas()
