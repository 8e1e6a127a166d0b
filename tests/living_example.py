"""A health table per wijk of 2024 as StatLine would publish it, made up from the embedded figures of 2020."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from regiobeeld.catalog.load import load_catalog
from regiobeeld.statline.column_keys import find_column
from statline.tables import Dimension, Row, ServiceTable, Topic, pad

COLUMNS = (
    "GoedErvarenGezondheid_4",
    "Eenzaam_25",
    "Overgewicht_33",
    "RooktTabak_35",
    "OvermatigDrinken_37",
    "VoldoetAanDeBeweegrichtlijn_40",
)
AGES = {"20300": "18+", "53115": "18-64", "80200": "65+"}
RISE = 1.0
"""Points that every made-up figure of 2024 lies above that of 2020."""


def make_health_table(tables: Path) -> ServiceTable:
    """50150NED with 2020 as it is and 2024 one point higher, for NL, all gemeenten and all wijken; 18+ and 65+.

    Args:
        tables: folder with the national Parquet tables; the gemeenten are those of 2024, which are those of 2025.
    """
    columns = _columns_by_indicator()
    figures = pd.concat([_published(tables, name, list(columns)) for name in ("waarneming", "waarneming_wijk")])
    wide = figures.pivot(index=["gebied_code", "leeftijd"], columns="indicator_code", values="waarde")
    codes = {ours: code for code, ours in AGES.items()}
    rows: list[Row] = []
    for (area, age), values in zip(wide.index, wide.to_dict("records"), strict=True):
        for year in (2020, 2024):
            keys = {"WijkenEnBuurten": _padded(area), "Leeftijd": codes[age].ljust(8), "Perioden": f"{year}JJ00"}
            risen = {columns[code]: _risen(value, year) for code, value in values.items()}
            rows.append({**keys, "Marges": "MW00000", **dict.fromkeys(columns.values()), **risen})
    areas = pad(((code, code) for code in wide.index.unique("gebied_code").map(_at_statline)), 10)
    dimensions = (
        Dimension("Leeftijd", "Leeftijd", pad(((code, ours) for code, ours in AGES.items()), 8)),
        Dimension("Marges", "Marges", {"MW00000": "Waarde"}),
        Dimension("WijkenEnBuurten", "Wijken en buurten", areas, "GeoDimension"),
        Dimension("Perioden", "Perioden", {f"{year}JJ00": str(year) for year in (2020, 2024)}, "TimeDimension"),
    )
    topics = tuple(Topic(name, name) for name in columns.values())
    return ServiceTable("50150NED", "Gezondheid per wijk en buurt (verzonnen)", dimensions, topics, rows)


def _columns_by_indicator() -> dict[str, str]:
    source = load_catalog().source_of("roken")
    tabel = next(tabel for tabel in source.tabel if tabel.code == "50150NED")
    found = {}
    for indicator in source.indicator:
        for kolom in source.columns(tabel, indicator):
            place = find_column(list(COLUMNS), kolom.kolom, "")
            if place is not None:
                found[indicator.code] = COLUMNS[place]
    return found


def _published(tables: Path, name: str, indicators: list[str]) -> pd.DataFrame:
    rows = pd.read_parquet(tables / f"{name}.parquet")
    chosen = rows["indicator_code"].isin(indicators) & (pd.to_datetime(rows["periode_start"]).dt.year == 2020)
    level = rows["gebied_code"].str[:2].isin(["NL", "GM", "WK"])
    if name == "waarneming_wijk":
        indeling = tables.parents[1] / "sources" / "indeling"
        lists = pd.read_csv(indeling / "gemeenten.csv")
        # The made-up edition is of 2024: wijken of a gemeente that had ended by then are not in it.
        alive = set(lists.loc[lists["gebied_jaar"] == 2024, "code"])
        level &= rows["gebied_code"].isin(pd.read_csv(indeling / "wijken.csv")["code"])
        level &= ("GM" + rows["gebied_code"].str[2:6]).isin(alive)
    return rows.loc[
        chosen & level & rows["waarde"].notna(), ["gebied_code", "leeftijd", "indicator_code", "waarde"]
    ]


def _at_statline(code: str) -> str:
    return "NL01" if code == "NL" else code


def _padded(code: str) -> str:
    return _at_statline(code).ljust(10)


def _risen(value: float, year: int) -> float | None:
    if pd.isna(value):
        return None
    return round(min(value + RISE, 100.0), 1) if year == 2024 else value
