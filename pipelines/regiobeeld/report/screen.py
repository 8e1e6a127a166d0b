"""The national page of doelgroepen: per doelgroep a map of gemeenten and a table of every gemeente and region."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from regiobeeld import paths
from regiobeeld.areas.register import LEVEL_NAMES, load_register
from regiobeeld.catalog.groups import load_groups
from regiobeeld.claims.recorder import recording
from regiobeeld.crossing import tables
from regiobeeld.crossing.screen import list_members
from regiobeeld.harmonise.areas import load_indeling
from regiobeeld.national.crossings import all_members
from regiobeeld.profile.dated import date_groups
from regiobeeld.profile.model import NEDERLAND
from regiobeeld.profile.origin import make_origin
from regiobeeld.report.claims import finish_page
from regiobeeld.report.screen_page import build_page

COPIED = (
    tables.DOELGROEP,
    tables.DOELGROEP_GEBIED,
    tables.DOELGROEP_STABILITEIT,
    tables.STAPELING,
    tables.WIJKTYPE,
    tables.WIJKTYPE_GEBIED,
    tables.KWETSBAARHEID,
)


def write_screen(data_dir: Path, folder: Path) -> None:
    """Write `doelgroepen.html` and the tables behind it into `folder`.

    Args:
        data_dir: folder with the national Parquet tables.
        folder: an empty folder.
    """
    found = name_regions(pd.read_parquet(data_dir / f"{tables.KWETSBARE_GROEP.name}.parquet"))
    found.to_parquet(folder / "kwetsbare_groep.parquet", index=False, compression="zstd")
    for table in COPIED:
        shutil.copyfile(data_dir / f"{table.name}.parquet", folder / f"{table.name}.parquet")
    bron, rows = (pd.read_parquet(data_dir / f"{name}.parquet") for name in ("bron", tables.KRUISING_BRON.name))
    origins = {level: make_origin(rows, bron, level) for level in tables.NIVEAUS}
    groups = date_groups(load_groups(), origins, newest_year(data_dir))
    with recording():
        page = build_page(found, groups, origins, members_of_regions())
    page = finish_page(page, folder, data_dir, {NEDERLAND: "Nederland"})
    (folder / "doelgroepen.html").write_text(page, encoding="utf-8")


def members_of_regions(sources: Path = paths.SOURCES) -> dict[str, frozenset[str]]:
    """The gemeenten of every region of the country and of every named one."""
    rows = list_members(all_members(load_indeling(sources / "indeling"), sources))
    return {str(code): frozenset(inside) for code, inside in rows.groupby("regio_code")["gemeente_code"]}


def newest_year(data_dir: Path) -> int:
    """The year of the newest figure that was measured: from there the sentences speak."""
    columns = pd.read_parquet(data_dir / "waarneming.parquet", columns=["periode_eind", "soort"])
    return int(pd.to_datetime(columns.loc[columns["soort"] != "prognose", "periode_eind"].max()).year)


def name_regions(rows: pd.DataFrame, sources: Path = paths.SOURCES) -> pd.DataFrame:
    """Add regio_naam, regio_soort and gemeenten (how many) to rows per region; sorted by doelgroep and region."""
    register, indeling = load_register(sources), load_indeling(sources / "indeling")
    sizes = all_members(indeling, sources).groupby("gebied_code")["gemeente_code"].nunique()
    codes = rows["regio_code"]
    named = rows.assign(
        regio_naam=[register.areas[code].naam for code in codes],
        regio_soort=[_kind(code) for code in codes],
        gemeenten=codes.map(sizes).fillna(1).astype("int64"),
    )
    front = ["doelgroep_code", "regio_code", "regio_naam", "regio_soort", "gemeenten"]
    order = [*front, *(name for name in rows.columns if name not in front)]
    return named[order].sort_values(["doelgroep_code", "regio_code"], ignore_index=True)


def _kind(code: str) -> str:
    level = "NL" if code == NEDERLAND else code[:2]
    return "regio" if level == "RG" else str(LEVEL_NAMES[level])
