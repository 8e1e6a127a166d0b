"""Herkomst: the sources with table, year, licence and date; the region; how to make this report again."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from regiobeeld import paths
from regiobeeld.blocks.blocks import alinea, herkomst, lijst, verwijzing
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import WOORDEN
from regiobeeld.blocks.when import jaren_op_rij, periode
from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.models import Source
from regiobeeld.harmonise.findings import NOT_RENEWED
from regiobeeld.outline.method_blocks import Actualiteit, Bestanden, Brontabellen, Gebied
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import Profile
from regiobeeld.warehouse.export import VERSIONS_FILE

MOST_YEARS = 3
OPTIONAL = ("Gepubliceerd", "Opgehaald op")
"""Columns of the table of sources that are left out when no source fills them."""


def currency(profile: Profile, block: Actualiteit, zin: Zinnen) -> list[str]:
    """What was fetched and what is embedded, what could not be renewed, and where to read what changed."""
    fetched = profile.bron[profile.bron["opgehaald"]]
    last = _day(fetched["opgenomen"].max())
    old = profile.bevinding.loc[profile.bevinding["code"] == NOT_RENEWED, "tekst"]
    parts = [alinea(zin("tekst", opgehaald=len(fetched), laatst=last)), lijst(old)]
    if (profile.data_dir / VERSIONS_FILE).exists():
        parts.append(verwijzing(zin("titel"), VERSIONS_FILE))
    return parts


def region(profile: Profile, block: Gebied, zin: Zinnen) -> str:
    """The gemeenten of the region (by name when they are few), and the years of the indelingen."""
    names = sorted(profile.names.get(code, code) for code in profile.region.gemeenten)
    years = list(map(str, sorted(profile.bron["gebied_jaar"].unique())))
    return alinea(zin("tekst", namen=names if len(names) <= block.meeste_namen else [], jaren=years))


def sources(profile: Profile, block: Brontabellen, zin: Zinnen) -> str:
    """The table of sources."""
    return herkomst(source_table(profile), zin("titel"))


def files(profile: Profile, block: Bestanden, zin: Zinnen) -> str:
    """The files that go with the figures: which gemeente belongs where, mergers, boundaries."""
    return tabel_html(file_table(block.bestanden), zin("titel"))


def _day(moment: object) -> str:
    return "" if pd.isna(moment) else f"{pd.Timestamp(str(moment)):%d-%m-%Y}"  # type: ignore[call-overload]


def source_table(profile: Profile) -> pd.DataFrame:
    """One row per table of which this region uses figures, whatever the number of subjects read from it."""
    drawn = pd.concat([_periods(frame) for frame in (profile.waarneming, profile.wijk_waarneming)])
    years = drawn.groupby("tabel_code").apply(_years)
    rows = profile.bron[profile.bron["tabel_code"].isin(years.index)].drop_duplicates("tabel_code")
    table = pd.DataFrame(
        {
            "Tabel": [code.split("_")[0] if code[:5].isdigit() else "" for code in rows["tabel_code"]],
            "Titel": rows["tabel_titel"],
            "Organisatie": rows["organisatie"],
            "Gemeten in": rows["tabel_code"].map(years),
            "Gepubliceerd": rows.reindex(columns=["gepubliceerd"])["gepubliceerd"].map(_day).astype(object),
            "Soort": rows["soort"].map(WOORDEN.in_full),
            "Indeling": rows["gebied_jaar"].astype(str),
            "Licentie": rows["licentie"],
            "Stand": rows["opgehaald"].map({True: "opgehaald", False: "ingebouwd"}),
            # The day on which an embedded table was packed says nothing of its age.
            "Opgehaald op": rows["opgenomen"].where(rows["opgehaald"]).map(_day).astype(object),
            "Bestand (sha256)": rows["snapshot"],
        }
    )
    told = [name for name in table.columns if name not in OPTIONAL or table[name].str.len().gt(0).any()]
    return table[told].sort_values(["Organisatie", "Tabel", "Titel"], ignore_index=True)


def file_table(names: Sequence[str]) -> pd.DataFrame:
    """One row per file of these declarations."""
    lines = []
    for name in names:
        source = read_toml(paths.SOURCES / f"{name}.toml", Source)
        for file in source.bestand:
            year = str(file.jaar) if file.jaar else "alle jaren"
            lines.append((file.titel, source.bron.organisatie, year, source.bron.licentie, f"sources/{file.pad}"))
    return pd.DataFrame(lines, columns=["Titel", "Organisatie", "Indeling", "Licentie", "Bestand"])


def _periods(figures: pd.DataFrame) -> pd.DataFrame:
    return figures.reindex(columns=["tabel_code", "jaar", "periode_start", "periode_eind"]).drop_duplicates()


def _years(figures: pd.DataFrame) -> str:
    """ "2012–2024", "2016 en 2020", "2018/2019"."""
    found = sorted({int(year) for year in figures["jaar"]})
    return periode(figures, found[0]) if len(found) == 1 else jaren_op_rij(found, MOST_YEARS)
