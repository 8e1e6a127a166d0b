"""A country of three gemeenten and ten wijken, small enough to work out every figure by hand.

Testland is Aa and Bee; Cee is the rest of the country. Of adults Aa has 1 000 and Bee 3 000: 150 children are 10 a
year of age, so 30 of the 130 people of 15-24 are minors, and 100 + 300 + 300 + 300 adults; Bee in the same way.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pandas as pd

from regiobeeld import paths

GEMEENTEN = {"GM0001": "Aa", "GM0002": "Bee", "GM0003": "Cee"}
TESTLAND = ["GM0001", "GM0002"]
AGES = {
    "GM0001": {"0-14": 150, "15-24": 130, "25-44": 300, "45-64": 300, "65+": 300},
    "GM0002": {"0-14": 300, "15-24": 160, "25-44": 1000, "45-64": 1000, "65+": 900},
    "GM0003": {"0-14": 150, "15-24": 130, "25-44": 300, "45-64": 300, "65+": 300},
}
WIJKEN = {
    "WK000101": "GM0001",
    "WK000102": "GM0001",
    "WK000201": "GM0002",
    "WK000202": "GM0002",
    **{f"WK00030{n}": "GM0003" for n in range(1, 7)},
}
LIFESTYLE = ["roken", "overgewicht", "beweegrichtlijn", "wekelijks_sporten", "overmatig_drinken"]
GOOD_WHEN_HIGH = ("beweegrichtlijn", "wekelijks_sporten")
Row = tuple[str, str, int, int, str, float | None, str]


LEAST_REACHED, LEAST_OF_ALL = 0.5, 0.6
"""Part of the numbers in sentences, titles and alt texts, and of all with those in tables, that must be recomputed
and equal."""
_GEMEENTE = "the control judges doelgroepen of wijken only, not those of whole gemeenten"
STILL_OPEN: dict[str, str] = {
    "doelgroep, wijk met inwoners": _GEMEENTE,
    "twee kenmerken samen": _GEMEENTE,
    "twee kenmerken samen, grenzen": _GEMEENTE,
}
"""Rules that still find a difference in the reports of this version, each with the reason."""


def differing(table: pd.DataFrame) -> dict[str, str]:
    """Rule -> first sentence, of all differences that are not known to be open."""
    rows = table[(table["uitkomst"] == "verschilt") & ~table["route"].isin(list(STILL_OPEN))]
    return dict(
        zip(rows["route"], rows["getal"] + " in plaats van " + rows["verwacht"] + ": " + rows["zin"], strict=True)
    )


def make_sources(folder: Path, extra: Iterable[Row] = ()) -> Path:
    """Sources with these figures, the project's own declarations and the project's own rules of the control."""
    sources = folder / "sources"
    for name in ("controle", "kruising", "doelgroepen"):
        shutil.copytree(paths.SOURCES / name, sources / name)
    for path in paths.SOURCES.glob("*.toml"):
        shutil.copy2(path, sources / path.name)
    _write_areas(sources / "indeling")
    _write_basis(sources / "basis", [*_gemeenten(), *_wijken(), *extra])
    return sources


def _gemeenten() -> list[Row]:
    smoking = {"GM0001": 20.0, "GM0002": 10.0, "GM0003": 25.0, "NL": 15.0}
    rows: list[Row] = [
        ("roken_enquete", code, 2020, 2020, "18+", value, "enquete") for code, value in smoking.items()
    ]
    for code, ages in AGES.items():
        total = float(sum(ages.values()))
        rows += [("bevolking", code, year, year, "totaal", total, "telling") for year in (2020, 2025)]
        rows += [("bevolking", code, 2020, 2020, age, float(count), "telling") for age, count in ages.items()]
        rows.append(("eenpersoonshuishoudens", code, 2020, 2020, "totaal", 30.0, "telling"))
        rows.append(("huishoudens", code, 2020, 2020, "totaal", 500.0, "telling"))
    return rows


def _wijken() -> list[Row]:
    """Ten wijken of 1 000 people with 100 of 65+. The first two are the poorest, WK000101 and WK000301 live worst.

    WK000202 has no lifestyle figures and is one of the two poorest, so nothing can be said of it.
    """
    poorest = ("WK000101", "WK000202")
    rows: list[Row] = []
    for place, code in enumerate(WIJKEN):
        rows.append(("bevolking", code, 2022, 2022, "totaal", 1000.0, "telling"))
        shares = {"0-14": 20.0, "15-24": 10.0, "25-44": 30.0, "45-64": 30.0, "65+": 10.0}
        rows += [("leeftijdsaandeel", code, 2022, 2022, age, share, "telling") for age, share in shares.items()]
        wealth = 10.0 if code in poorest else 40.0 + place
        rows += [
            ("laag_inkomen_personen", code, 2022, 2022, "totaal", 90.0 - wealth, "telling"),
            *(
                (name, code, 2022, 2022, "totaal", wealth, "telling")
                for name in ("hoog_inkomen_personen", "arbeidsparticipatie", "hbo_wo")
            ),
        ]
        if code == "WK000202":
            continue
        bad = code == "WK000101"
        for name in LIFESTYLE:
            value = 20.0 + place + (30.0 if bad else 0.0)
            value = 100 - value if name in GOOD_WHEN_HIGH else value
            rows += [(name, code, 2022, 2022, age, value, "modelschatting") for age in ("18+", "65+")]
    return rows


def _write_areas(folder: Path) -> None:
    folder.mkdir(parents=True)
    years = [f"{year},{code},{name}" for year in (2020, 2022, 2025) for code, name in GEMEENTEN.items()]
    _write(folder / "gemeenten.csv", "gebied_jaar,code,naam", years)
    _write(folder / "herindelingen.csv", "datum,oud,nieuw,aandeel", ["2010-01-01,GM0009,GM0001,1.0"])
    levels = ("pv", "ggd", "vr", "corop", "zk")
    header = "gemeente_code,gemeente_naam," + ",".join(f"{level}_code,{level}_naam" for level in levels)
    codes = ",".join(f"{prefix}1,Land" for prefix in ("PV", "GG", "VR", "CR", "ZK"))
    _write(folder / "gebieden.csv", header, [f"{code},{name},{codes}" for code, name in GEMEENTEN.items()])
    old = "gemeente_code,gemeente_naam,ggd_code,ggd_naam,pv_code,pv_naam"
    _write(folder / "gebieden_2020.csv", old, [f"{c},{name},GG1,Land,PV1,Land" for c, name in GEMEENTEN.items()])
    wijken = [f"2022,{code},Wijk {code[-2:]} van {GEMEENTEN[gm]},{gm}" for code, gm in WIJKEN.items()]
    _write(folder / "wijken.csv", "gebied_jaar,code,naam,gemeente_code", wijken)


def _write(path: Path, header: str, lines: list[str]) -> None:
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")


def _write_basis(folder: Path, rows: list[Row]) -> None:
    folder.mkdir(parents=True)
    database = duckdb.connect()
    database.execute(
        "create table r (indicator_code varchar, gebied_code varchar, gebied_jaar smallint, jaar int, "
        "leeftijd varchar, waarde double, soort varchar)"
    )
    database.executemany("insert into r values (?, ?, ?, ?, ?, ?, ?)", rows)
    database.execute(
        "copy (select indicator_code, gebied_code, gebied_jaar, make_date(jaar, 1, 1) as periode_start, "
        "make_date(jaar, 12, 31) as periode_eind, 'totaal' as geslacht, leeftijd, 'totaal' as uitsplitsing, "
        "waarde, null::double as ondergrens, null::double as bovengrens, soort, 'definitief' as status, "
        "'T' || jaar as tabel_code "
        f"from r) to '{folder / 'klein.parquet'}' (format parquet)"
    )
