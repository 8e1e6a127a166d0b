"""Read from the national tables what one region needs; add its gemeenten up where no table has the region."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.dataset as ds

from regiobeeld import paths
from regiobeeld.areas.regions import Region
from regiobeeld.catalog.load import load_catalog
from regiobeeld.errors import UsageError
from regiobeeld.harmonise.aggregate import aggregate
from regiobeeld.harmonise.areas import Indeling
from regiobeeld.harmonise.wijken import carry
from regiobeeld.profile.local import add_local
from regiobeeld.profile.model import MAX_PARTS, NEDERLAND, Profile
from regiobeeld.profile.national import load_national, read_table, year_of
from regiobeeld.profile.together import refuse_mixtures
from regiobeeld.schema import WIJKKOPPELING_WIJK


def load_profile(
    region: Region, data_dir: Path, peiljaar: int | None = None, sources: Path = paths.SOURCES
) -> Profile:
    """Everything a report needs for one region.

    Args:
        region: a resolved region (`harmonise.regions.resolve_region`).
        data_dir: folder with the national Parquet tables.
        peiljaar: last year that counts; by default the last year with figures.

    Raises:
        ContractError: a table is missing.
        UsageError: peiljaar is outside the years with figures.
    """
    # What is remembered of a table goes by its name; a notebook in the folder of its report says "../parquet", and
    # a batch says it in full. A link stays a link.
    data_dir = data_dir.parent.resolve() / data_dir.name
    shared = load_national(data_dir, sources)
    indeling, areas = shared.indeling, shared.areas
    parts = _choose_parts(region, indeling)
    wanted = _wanted_areas(region, parts, indeling)
    figures = read_table(
        data_dir, "waarneming", ds.field("gebied_code").isin(wanted) & (ds.field("gebied_jaar") == indeling.target)
    )
    code = region.own_code
    if code not in wanted:
        figures = pd.concat(
            [figures, _add_up(region, code, figures, data_dir, indeling, sources)], ignore_index=True
        )
    figures = refuse_mixtures(figures.assign(jaar=year_of(figures["periode_eind"])))
    members = areas[(areas["niveau"] == "WK") & areas["gemeente_code"].isin(region.gemeenten)]
    wijken = dict(zip(members["gebied_code"], members["gemeente_code"], strict=True))
    inside = shared.crossing["gemeente_code"].isin({*region.gemeenten, *(p for p in parts if p.startswith("GM"))})
    profile = Profile(
        region=region,
        code=code,
        peiljaar=_check_year(peiljaar, figures["jaar"]),
        parts=parts,
        context=tuple(p for p in parts if p not in region.gemeenten) if len(region.gemeenten) == 1 else (),
        names=dict(zip(areas["gebied_code"], areas["gebied_naam"], strict=True)),
        waarneming=figures,
        wijk_waarneming=_read_wijken(data_dir, members),
        kruising=shared.crossing[inside].reset_index(drop=True),
        kruising_nl=shared.crossing,
        kruising_bron=shared.crossing_sources,
        wijk_gemeente=wijken,
        indicators=shared.indicators,
        bron=shared.sources,
        bevinding=_relevant(shared.findings, wanted, set(wijken)),
        leden={str(k): tuple(v) for k, v in indeling.members().groupby("gebied_code")["gemeente_code"]},
        landelijk=shared.latest,
        inwoners=shared.people,
        inwoners_jaar=shared.people_per_year,
        inwoners_voorlopig=shared.provisional,
        enquete=shared.surveys,
        kenmerken=shared.features,
        data_dir=data_dir,
    )
    return add_local(profile, sources)


def _choose_parts(region: Region, indeling: Indeling) -> tuple[str, ...]:
    """What is shown side by side: gemeenten; for one gemeente those of its GGD-regio; for many the provinces."""
    members = indeling.members()
    if len(region.gemeenten) == 1:
        ggd = indeling.members("GG")
        area = ggd.loc[ggd["gemeente_code"] == region.gemeenten[0], "gebied_code"].iloc[0]
        codes = ggd.loc[ggd["gebied_code"] == area, "gemeente_code"]
    elif len(region.gemeenten) <= MAX_PARTS:
        codes = pd.Series(region.gemeenten)
    else:
        provinces = members[members["gebied_code"].str.startswith("PV")]
        codes = provinces.loc[provinces["gemeente_code"].isin(region.gemeenten), "gebied_code"].drop_duplicates()
    return tuple(sorted(codes, key=indeling.name))


def _wanted_areas(region: Region, parts: tuple[str, ...], indeling: Indeling) -> list[str]:
    own = [region.gebied_code] if region.gebied_code else []
    return sorted({NEDERLAND, *region.gemeenten, *parts, *own})


def _add_up(
    region: Region, code: str, figures: pd.DataFrame, data_dir: Path, indeling: Indeling, sources: Path
) -> pd.DataFrame:
    """Figures of a region that no table has: its gemeenten added up by the declared aggregation."""
    members = pd.DataFrame({"gebied_code": code, "gemeente_code": list(region.gemeenten)})
    population = read_table(data_dir, "bevolkingsgroep")
    gemeenten = figures[figures["gebied_code"].isin(region.gemeenten)]
    rows, _ = aggregate(gemeenten, members, population, load_catalog(sources).indicators, indeling)
    return rows


def _read_wijken(data_dir: Path, wijken: pd.DataFrame) -> pd.DataFrame:
    """Figures of the wijken of the map (schema GEBIED), those of other years under the code of the linked wijk.

    `gebied_jaar` is that of the map; `indeling` is the one for which the figure was published.
    """
    codes, drawn = wijken["gebied_code"].tolist(), int(wijken["gebied_jaar"].max()) if len(wijken) else 0
    links = read_table(data_dir, WIJKKOPPELING_WIJK.name, ds.field("wijk_code").isin(codes))
    wanted = sorted({*codes, *links["wijk_oud"].dropna()})
    rows = carry(read_table(data_dir, "waarneming_wijk", ds.field("gebied_code").isin(wanted)), links, drawn)
    rows = rows[rows["gebied_code"].isin(codes)].reset_index(drop=True)
    return rows.assign(jaar=year_of(rows["periode_eind"]), indeling=rows["gebied_jaar"], gebied_jaar=drawn)


def _check_year(peiljaar: int | None, years: pd.Series) -> int:
    """The last year that counts: by default the last one with figures."""
    first, last = int(years.min()), int(years.max())
    if peiljaar is None:
        return last
    if not first <= peiljaar <= last:
        raise UsageError(
            f"peiljaar {peiljaar} ligt buiten de jaren met cijfers",
            "PEILJAAR",
            f"Kies een jaar van {first} tot en met {last}",
        )
    return peiljaar


def _relevant(findings: pd.DataFrame, areas: list[str], wijken: set[str]) -> pd.DataFrame:
    """Findings about these areas, and those about no area in particular."""
    code = findings["gebied_code"]
    return findings[code.isna() | code.isin([*areas, *wijken])].reset_index(drop=True)
