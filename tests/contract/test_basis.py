"""The figures in the basis are those of the sources, to the last digit.

Small excerpts of every source file, in their exact form, stand in tests/fixtures/bronnen. They are compiled
through the real declarations and compared with what the csv module reads from the same files. The embedded figures
are compared with known answers of the publishers.
"""

from __future__ import annotations

import csv
import fnmatch
import json
import re
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from regiobeeld import paths
from regiobeeld.areas.indeling import read_lists
from regiobeeld.catalog.load import load_catalog
from regiobeeld.errors import ContractError
from regiobeeld.manifest import file_sha256, verify_basis
from regiobeeld.observations.area_names import name_lookup
from regiobeeld.observations.facts import to_observations
from regiobeeld.readers import read_table
from regiobeeld.schema import GEBIED_PATROON, WAARNEMING
from regiobeeld.snapshots.basis import compile_figures, compile_source

FIXTURES = Path(__file__).parents[1] / "fixtures" / "bronnen"
MARGINS = {"waarde": "waarde", "ondergrens": "ondergrens", "bovengrens": "bovengrens"}


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The excerpts compiled as `make basis` compiles the source files."""
    folder = tmp_path_factory.mktemp("basis")
    compile_figures(load_catalog(), FIXTURES, name_lookup(read_lists(paths.SOURCES)), folder)
    return folder


@pytest.fixture(scope="module")
def excerpts(compiled: Path) -> pd.DataFrame:
    return read_all(compiled)


def read_all(folder: Path, pattern: str = "*.parquet") -> pd.DataFrame:
    return pd.concat([pd.read_parquet(path) for path in sorted(folder.glob(pattern))], ignore_index=True)


def declared() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """All (source, table) with a file, straight from the TOML; defaults of [standaard] filled in."""
    pairs = []
    for path in sorted(paths.SOURCES.glob("*.toml")):
        source = tomllib.loads(path.read_text(encoding="utf-8"))
        source["indicator"] = [source.get("standaard", {}) | entry for entry in source.get("indicator", [])]
        pairs += [(source, table) for table in source.get("tabel", []) if "pad" in table]
    return pairs


TABLES = [
    pytest.param(source, table, id=f"{source['bron']['code']}-{table['code']}") for source, table in declared()
]


# Value by value


@pytest.mark.parametrize(("source", "table"), TABLES)
def test_every_figure_of_a_table_is_in_the_basis_and_no_other(
    source: dict[str, Any], table: dict[str, Any], excerpts: pd.DataFrame
) -> None:
    mine = excerpts[(excerpts["bron_code"] == source["bron"]["code"]) & (excerpts["tabel_code"] == table["code"])]
    for indicator in source["indicator"]:
        found = mine[mine["indicator_code"] == indicator["code"]]
        got = sorted(found[list(MARGINS)].to_numpy().ravel()[found[list(MARGINS)].notna().to_numpy().ravel()])
        assert got == sorted(figures_of(source, table, indicator)), indicator["code"]


def figures_of(source: dict[str, Any], table: dict[str, Any], indicator: dict[str, Any]) -> list[float]:
    """All figures of one indicator in the file; per gemeente where postcodes are added up."""
    header, rows = read_cells(FIXTURES / table["pad"], table)
    if table["code"] not in indicator.get("tabellen", [table["code"]]):
        return []
    if "teller" in indicator:
        return ratios_of(table, indicator, header, rows)
    figures: list[float] = []
    sums: dict[tuple[str, ...], float] = {}
    for entry in indicator.get("kolommen") or [{"kolom": indicator["kolom"]}]:
        column = position(header, entry["kolom"])
        pinned = entry.get("periode", table.get("periode"))
        other = table["code"] not in entry.get("tabellen", [table["code"]])
        if column is None or other or pinned != table.get("periode", pinned):
            continue
        for row in rows:
            area = area_of(source, table, header, row)
            if row[column] in ("", ".") or area is None or area[:2] not in indicator["niveau"]:
                continue
            if not has_age(source, table, header, row, indicator):
                continue
            words = indicator.get("vertaling", {})
            written = row[column].replace(table.get("decimaal", "."), ".")
            number = words.get(written) or Decimal(written) * Decimal(str(indicator.get("factor", 1)))
            if "via" in dimension(source, table, "gebied"):
                group = (area, str(column), row[header.index("leeftijd")])
                sums[group] = sums.get(group, 0.0) + float(number)
            else:
                figures.append(float(number))
    return figures + list(sums.values())


def has_age(source: Any, table: Any, header: list[str], row: list[str], indicator: dict[str, Any]) -> bool:
    """Whether the row is of an age group that the indicator was measured for."""
    if "leeftijden" not in indicator:
        return True
    age = dimension(source, table, "leeftijd")
    return age["waarden"][row[header.index(age["kolom"])]] in indicator["leeftijden"]


def ratios_of(
    table: dict[str, Any], indicator: dict[str, Any], header: list[str], rows: list[list[str]]
) -> list[float]:
    """Sums over the age groups of a gemeente, and over each wider group; a share is a sum over a sum."""
    ages = table["dimensies"]["leeftijd"]
    (above,), below = indicator["teller"], indicator.get("noemer")
    sums: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        age = ages["waarden"].get(row[header.index(ages["kolom"])])
        if age is None or not row[header.index(above)]:
            continue
        area = row[header.index(table["dimensies"]["gebied"]["kolom"])]
        for group in (age, *(wide for wide, parts in ages["groepen"].items() if age in parts)):
            pair = sums.setdefault((area, group), [0, 0])
            pair[0] += int(row[header.index(above)])
            pair[1] += int(row[header.index(below)]) if below else 0
    return [100 * (a / b) if below else float(a) for a, b in sums.values() if b or not below]


def read_cells(path: Path, table: dict[str, Any]) -> tuple[list[str], list[list[str]]]:
    """Header and rows as text, without our own readers."""
    if path.suffix == ".parquet":
        raw = pq.read_table(path)
        lines = [raw.column_names, *zip(*raw.to_pydict().values(), strict=True)]
    elif path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path)[table["blad"]]
        lines = list(sheet.iter_rows(values_only=True))[table.get("kopregel", 0) :]
    else:
        return read_csv(path, table)
    header, *rows = [["" if cell is None else str(cell).strip() for cell in line] for line in lines]
    for column, words in table.get("rijen", {}).items():
        rows = [row for row in rows if row[header.index(column)] in words]
    return header, rows


def read_csv(path: Path, table: dict[str, Any]) -> tuple[list[str], list[list[str]]]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    if table.get("aanhalingstekens") == "verdubbeld":
        lines = [line.replace('""', '"') for line in lines[:-1]]
    header, *rows = [[c.strip() for c in row] for row in csv.reader(lines, delimiter=table.get("scheiding", ","))]
    return header, rows


def position(header: list[str], wanted: str | list[str]) -> int | None:
    for name in [wanted] if isinstance(wanted, str) else wanted:
        for i, column in enumerate(header):
            head, _, tail = column.rpartition("_")
            if column == name or (head == name and tail.isdigit()):
                return i
    return None


def dimension(source: dict[str, Any], table: dict[str, Any], name: str) -> dict[str, Any]:
    other = next((t for t in source["tabel"] if t["code"] == table.get("dimensies_van")), {})
    groups = [block.get("dimensies", {}).get(name) for block in (table, other, source)]
    return next((group for group in groups if group), {})


def area_of(source: dict[str, Any], table: dict[str, Any], header: list[str], row: list[str]) -> str | None:
    """The area of a row, as far as the level matters; None when the declaration skips the row."""
    for name in ("gebied", "leeftijd", "geslacht", "uitsplitsing", "marge"):
        rule = dimension(source, table, name)
        cell = row[header.index(rule["kolom"])] if "kolom" in rule else ""
        if "via" in rule and len(cell) > 3:  # shorter ones are sums of postcodes
            cell = gemeente_of(cell, rule["via"])
        skipped = any(fnmatch.fnmatchcase(cell, pattern) for pattern in rule.get("overslaan", []))
        if skipped and cell not in rule.get("waarden", {}):
            return None
        if name == "gebied":
            words = rule.get("waarden", {})
            area = rule.get("vast") or words.get(cell) or ("GM " + cell if "namen_jaar" in rule else cell)
    return area


def gemeente_of(postcode: str, via: dict[str, Any]) -> str:
    postcode = f"{float(postcode):.1f}"
    if postcode in via.get("aanvulling", {}):
        return str(via["aanvulling"][postcode])
    header, rows = read_csv(FIXTURES / via["pad"], {})
    return next(r[header.index(via["naam"])] for r in rows if r[header.index(via["sleutel"])] == postcode)


# At the right place: read by eye from the excerpts.
# (table, indicator, area, age, group or sex, year) -> (value, lower, upper)
SEXES = ("man", "vrouw")
PLACES: dict[tuple[str, str, str, str, str, int], tuple[float, float | None, float | None]] = {
    ("wbk2013", "bevolking", "GM0141", "totaal", "totaal", 2013): (72730, None, None),
    ("wbk2013", "leeftijdsaandeel", "GM0055", "65+", "totaal", 2013): (17, None, None),
    ("wbk2014", "bevolking", "GM0141", "totaal", "totaal", 2014): (72460, None, None),
    ("wbk2017", "bevolking", "GM0141", "totaal", "totaal", 2017): (72479, None, None),
    ("wbk2017", "huishoudens", "GM0141", "totaal", "totaal", 2017): (31997, None, None),
    ("84799NED", "bevolking", "GM0153", "totaal", "totaal", 2020): (159640, None, None),
    ("84799NED", "leeftijdsaandeel", "GM0147", "65+", "totaal", 2020): (22, None, None),
    ("03759ned", "bevolking", "GM0141", "90+", "totaal", 2020): (532, None, None),
    # Two postcodes of Almelo: 325 + 270 children; Esch went from Haaren to Boxtel on that very day.
    ("83502NED", "bevolking", "GM0141", "0-4", "totaal", 2021): (595, None, None),
    ("83502NED", "bevolking", "GM0757", "65-69", "totaal", 2021): (140, None, None),
    ("83502NED_2020", "bevolking", "GM0757", "65-69", "totaal", 2020): (130, None, None),
    ("wbk2012", "bevolking", "GM0141", "totaal", "totaal", 2012): (72755, None, None),
    ("wbk2012", "leeftijdsaandeel", "GM0055", "65+", "totaal", 2012): (16, None, None),
    ("70072ned_2015", "bevolking", "GM0141", "65-79", "totaal", 2015): (9953, None, None),
    ("70072ned_2015", "overledenen_hart_vaat", "GM0141", "totaal", "totaal", 2015): (205, None, None),
    ("wbk2018", "woz_waarde", "GM0141", "totaal", "totaal", 2018): (160, None, None),
    ("wbk2019", "bevolking", "GM0153", "totaal", "totaal", 2019): (158986, None, None),
    # A wijk of Steenwijkerland is called Nederland too.
    ("85039NED_uittreksel", "bevolking", "GM0141", "totaal", "totaal", 2021): (73132, None, None),
    ("85039NED_uittreksel", "sociaal_minimum", "NL", "totaal", "totaal", 2021): (6.5, None, None),
    ("85318NED_uittreksel", "bevolking", "WK014110", "65+", "totaal", 2022): (1545, None, None),
    ("wbk2022", "opleiding_hoog", "GM0014", "totaal", "totaal", 2022): (85580, None, None),
    ("wbk2022", "wmo_per_1000", "GM0014", "totaal", "totaal", 2022): (67, None, None),
    ("85618NED_uittreksel", "bevolking", "WK0363AA", "totaal", "totaal", 2023): (9135, None, None),
    ("wbk2023", "afstand_huisarts", "GM0141", "totaal", "totaal", 2023): (1.2, None, None),
    ("85984NED_leeftijd", "bevolking", "BU01411001", "65+", "totaal", 2024): (410, None, None),
    ("85984NED_uittreksel", "huishoudens", "WK0363AA", "totaal", "totaal", 2024): (5765, None, None),
    ("wbk2024", "adressendichtheid", "GM0141", "totaal", "totaal", 2024): (1623, None, None),
    ("inkomen_2024", "gestandaardiseerd_inkomen", "GM0141", "totaal", "totaal", 2024): (39.2, None, None),
    ("70072ned_2025", "bevolking", "GM0141", "80+", "totaal", 2025): (3913, None, None),
    ("70072ned_2025", "huishoudensgrootte", "GM0164", "totaal", "totaal", 2025): (2.05, None, None),
    ("71488ned", "alleenwonenden", "GM0141", "75+", "totaal", 2020): (2567, None, None),
    ("71488ned", "personen_in_huishoudens", "GM0096", "75+", "totaal", 2020): (79, None, None),
    ("overledenen_per_leeftijd", "overledenen_levensjaar", "NL", "105+", "vrouw", 2024): (54, None, None),
    ("7461bev", "bevolking_levensjaar", "NL", "105+", "man", 2025): (13, None, None),
    ("50150NED", "roken_schatting", "GM0034", "18+", "totaal", 2024): (16.4, None, None),
    **{
        (f"37230ned_{year}", "overledenen", "GM0141", "totaal", "totaal", year): (deaths, None, None)
        for year, deaths in zip(range(2016, 2022), (745, 742, 690, 702, 795, 858), strict=True)
    },
    ("85318NED_gemeente", "leeftijdsaandeel", "GM0141", "65+", "totaal", 2022): (20, None, None),
    ("85318NED_wijk", "laag_inkomen_personen", "WK014700", "totaal", "totaal", 2022): (38.3, None, None),
    ("gemeente_2024", "stedelijkheid", "GM0141", "totaal", "totaal", 2024): (2, None, None),
    ("twente_2025", "hbo_wo", "GM0141", "totaal", "totaal", 2024): (25.7, None, None),
    ("70072ned", "bevolking", "NL", "80+", "totaal", 2024): (900679, None, None),
    ("70072ned_2021", "vermogen_mediaan", "GM0141", "totaal", "totaal", 2021): (40.2, None, None),
    ("50150NED", "ervaren_gezondheid_reeks", "GM0141", "18+", "totaal", 2022): (64.9, None, None),
    ("50090NED", "roken", "GM0141", "65+", "totaal", 2016): (12.5, None, None),
    ("50090NED", "eenzaam", "BU01411001", "18+", "totaal", 2020): (56.4, None, None),
    ("85012NED", "roken_enquete", "GG1106", "18+", "totaal", 2020): (17.3, 16.3, 18.3),
    ("85012NED", "overgewicht_enquete", "GM0164", "18+", "totaal", 2020): (50.8, 47.0, 54.5),
    ("83674NED", "overgewicht_enquete", "GG1106", "19+", "totaal", 2016): (52.1, 50.8, 53.3),
    ("83674NED", "ervaren_gezondheid_enquete", "GM0140", "19+", "totaal", 2016): (80.5, 73.7, 86.0),
    ("50140NED", "jv_moeite_rondkomen", "GM0141", "16-25", "totaal", 2024): (23.5, None, None),
    ("83385NED", "roken_landelijk", "NL", "65+", "onderwijs=laag", 2018): (13.3, None, None),
    ("83021NED", "roken_landelijk", "NL", "totaal", "vermogen=kwintiel_5", 2019): (11.7, None, None),
    ("CPB-MLT-zorg-2022", "uitgaven_wlz", "NL", "99+", "totaal", 2022): (42530.43837906815, None, None),
    ("CPB-MLT-zorg-2022", "uitgaven_jeugd", "NL", "98", "totaal", 2022): (0, None, None),
}


@pytest.mark.parametrize(("place", "figures"), PLACES.items(), ids=lambda p: "-".join(map(str, p[:4])))
def test_a_figure_stands_at_the_right_place(
    place: tuple[str, str, str, str, str, int], figures: tuple[float | None, ...], excerpts: pd.DataFrame
) -> None:
    table, indicator, area, age, group, year = place
    row = excerpts[
        (excerpts["tabel_code"] == table)
        & (excerpts["indicator_code"] == indicator)
        & (excerpts["gebied_code"] == area)
        & (excerpts["leeftijd"] == age)
        & (excerpts["geslacht"] == (group if group in SEXES else "totaal"))
        & (excerpts["uitsplitsing"] == ("totaal" if group in SEXES else group))
        & (pd.to_datetime(excerpts["periode_start"]).dt.year == year)
    ]
    assert len(row) == 1
    found = tuple(None if pd.isna(row[name].iloc[0]) else float(row[name].iloc[0]) for name in MARGINS)
    assert found == figures


def test_every_table_has_a_figure_in_the_places_above() -> None:
    """So that a new table also gets its excerpt looked at by eye."""
    tables = {table["code"] for _, table in declared()}
    assert tables - {place[0] for place in PLACES} == set()


def test_the_untyped_spreadsheet_gives_the_same_figures_as_the_typed_table(excerpts: pd.DataFrame) -> None:
    """One table, downloaded in two forms: padded text with '.' for missing, and numbers."""
    source = next(s for s in load_catalog().sources if s.bron.code == "gezondheid_wijk_buurt")
    tabel = source.tabel[0].model_copy(update={"pad": "rivm/50090NED_2016_65plus_untyped.xlsx", "vorm": "xlsx"})
    untyped = to_observations(read_table(FIXTURES, tabel), source, tabel, {})
    typed = excerpts[
        (excerpts["tabel_code"] == "50090NED")
        & (excerpts["gebied_code"] == "NL")
        & (excerpts["leeftijd"] == "65+")
        & (pd.to_datetime(excerpts["periode_start"]).dt.year == 2016)
    ]
    national = untyped[untyped["gebied_code"] == "NL"]
    assert len(national) == 27
    assert dict(zip(national["indicator_code"], national["waarde"], strict=True)) == dict(
        zip(typed["indicator_code"], typed["waarde"], strict=True)
    )
    # Two buurten of the excerpt have only dots: nothing is known about them.
    assert set(untyped["gebied_code"]) == {"NL", "GM1680", "WK168000", "BU16800000"}


def test_a_declared_column_that_no_file_has_is_refused_with_the_nearest_names(tmp_path: Path) -> None:
    source = next(s for s in load_catalog().sources if s.bron.code == "zorguitgaven")
    wrong = source.indicator[0].model_copy(update={"kolom": ("Zvv",)})
    with pytest.raises(ContractError, match=r"kolom 'Zvv' ontbreekt .*indicator uitgaven_zvw.*Lijkt erop: Zvw"):
        compile_source(source.model_copy(update={"indicator": (wrong, *source.indicator[1:])}), FIXTURES, {})


def test_a_gap_in_a_wijk_has_a_reason(excerpts: pd.DataFrame) -> None:
    """De Steiger in Almere, 80 residents: no employment, no income shares, but a share of hbo/wo."""
    steiger = excerpts[(excerpts["gebied_code"] == "WK003414") & (excerpts["bron_code"] == "kerncijfers")]
    gaps = steiger[steiger["waarde"].isna()]
    assert {"laag_inkomen_personen", "hoog_inkomen_personen", "arbeidsparticipatie"} <= set(gaps["indicator_code"])
    assert set(gaps["ontbreekt"]) == {"te_weinig"}
    assert steiger.loc[steiger["indicator_code"] == "hbo_wo", "waarde"].tolist() == [14.0]


# The form of the files


def test_the_same_files_give_the_same_bytes(compiled: Path, tmp_path: Path) -> None:
    compile_figures(load_catalog(), FIXTURES, name_lookup(read_lists(paths.SOURCES)), tmp_path)
    first = {path.name: file_sha256(path) for path in compiled.iterdir()}
    assert first == {path.name: file_sha256(path) for path in tmp_path.iterdir()}


def test_files_have_the_types_of_the_schema_and_no_time_stamp(compiled: Path) -> None:
    for path in compiled.glob("*.parquet"):
        table = pq.ParquetFile(path)
        assert table.schema_arrow.equals(WAARNEMING.arrow())
        assert set(table.metadata.metadata or {}) <= {b"ARROW:schema"}


def test_a_damaged_or_missing_file_is_one_line_with_the_way_back(compiled: Path, tmp_path: Path) -> None:
    for path in compiled.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    verify_basis(tmp_path)
    victim = tmp_path / "sterfte.parquet"
    content = victim.read_bytes()
    victim.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(ContractError, match=r"beschadigd .*sterfte\.parquet.*git checkout -- sources/basis"):
        verify_basis(tmp_path)
    victim.unlink()
    with pytest.raises(ContractError, match=r"ontbreekt .*sterfte\.parquet.*git checkout -- sources/basis"):
        verify_basis(tmp_path)
    victim.write_bytes(content)
    (tmp_path / "oud.parquet").write_bytes(content)
    with pytest.raises(ContractError, match=r"hoort niet bij de basis .*oud\.parquet"):
        verify_basis(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"bestanden": []}', '{"bestanden": [{"naam": "x"}]}'])
def test_a_damaged_manifest_is_one_line(text: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(ContractError, match=r"beschadigd .*manifest\.json"):
        verify_basis(tmp_path)


def test_a_missing_manifest_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match=r"ontbreekt .*manifest\.json"):
        verify_basis(tmp_path)


def test_verifying_needs_neither_pandas_nor_arrow() -> None:
    code = (
        "import sys; from regiobeeld import paths; from regiobeeld.manifest import verify_basis;"
        "verify_basis(paths.BASIS); print(sorted({'pandas', 'numpy', 'pyarrow', 'pydantic'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


# The embedded figures


KNOWN = (
    *("bevolking", "roken", "overgewicht", "eenzaam", "laag_inkomen_personen"),
    *("roken_enquete", "overgewicht_enquete", "beweegrichtlijn_enquete", "ervaren_gezondheid_enquete"),
)


@pytest.fixture(scope="module")
def embedded() -> pd.DataFrame:
    """The embedded figures of the indicators of which answers are known; no buurten."""
    files = [path for path in sorted(paths.BASIS.glob("*.parquet")) if "-BU-" not in path.name]
    tables = [pq.read_table(path, filters=[("indicator_code", "in", KNOWN)]) for path in files]
    return pa.concat_tables(tables).to_pandas()


def pick(frame: pd.DataFrame, indicator: str, first: str, age: str, table: str) -> pd.DataFrame:
    """Figures of both sexes together, by area."""
    chosen = frame[
        (frame["indicator_code"] == indicator)
        & (frame["periode_start"].astype(str) == first)
        & (frame["leeftijd"] == age)
        & (frame["tabel_code"] == table)
        & (frame["geslacht"] == "totaal")
    ]
    return chosen.set_index("gebied_code").sort_index()


TWENTE = [
    *("GM0141", "GM0147", "GM0153", "GM0158", "GM0163", "GM0164", "GM0168"),
    *("GM0173", "GM0183", "GM0189", "GM1700", "GM1735", "GM1742", "GM1774"),
]


@pytest.mark.parametrize(
    ("year", "table", "gemeenten", "nederland"),
    [
        (2013, "wbk2013", 408, 16_779_185),
        (2014, "wbk2014", 403, 16_828_900),
        (2017, "wbk2017", 388, 17_081_507),
        (2020, "84799NED", 355, 17_407_585),
        (2015, "70072ned_2015", 393, 16_900_726),
        (2021, "85039NED_uittreksel", 352, 17_475_415),
        (2022, "85318NED_uittreksel", 345, 17_590_672),
        (2023, "85618NED_uittreksel", 342, 17_811_291),
        (2024, "85984NED_leeftijd", 342, 17_942_942),
        (2025, "70072ned_2025", 342, 18_044_027),
    ],
)
def test_the_gemeenten_together_are_the_country(
    year: int, table: str, gemeenten: int, nederland: int, embedded: pd.DataFrame
) -> None:
    people = pick(embedded, "bevolking", f"{year}-01-01", "totaal", table)["waarde"]
    own = people[people.index.str.startswith("GM")]
    assert len(own) == gemeenten
    assert own.sum() == nederland


@pytest.mark.parametrize(
    ("year", "table", "twente"),
    [
        (2015, "70072ned_2015", 625_976),
        (2020, "84799NED", 631_064),
        (2022, "85318NED_uittreksel", 633_917),
        (2025, "70072ned_2025", 643_603),
    ],
)
def test_twente_is_its_fourteen_gemeenten(year: int, table: str, twente: int, embedded: pd.DataFrame) -> None:
    people = pick(embedded, "bevolking", f"{year}-01-01", "totaal", table)["waarde"]
    assert people.loc[TWENTE].sum() == twente


def test_model_estimates_of_the_country(embedded: pd.DataFrame) -> None:
    known = {"roken": 17.9, "overgewicht": 50.8, "eenzaam": 47.0}
    for indicator, value in known.items():
        row = pick(embedded, indicator, "2020-01-01", "18+", "50090NED").loc["NL"]
        assert row["waarde"] == value
        assert row["soort"] == "modelschatting"
        assert pd.isna(row["ondergrens"])


@pytest.mark.parametrize(
    ("indicator", "area", "figures"),
    [
        ("roken_enquete", "GG1106", (17.3, 16.3, 18.3)),
        ("overgewicht_enquete", "GG1106", (53.2, 52.1, 54.4)),
        ("beweegrichtlijn_enquete", "GG1106", (52.1, 50.9, 53.3)),
        ("roken_enquete", "NL", (16.7, None, None)),
        ("overgewicht_enquete", "NL", (49.4, None, None)),
    ],
)
def test_survey_of_2020_with_its_margins(
    indicator: str, area: str, figures: tuple[float, float | None, float | None], embedded: pd.DataFrame
) -> None:
    row = pick(embedded, indicator, "2020-01-01", "18+", "85012NED").loc[area]
    assert row["waarde"] == figures[0]
    if figures[1] is not None:
        assert (row["ondergrens"], row["bovengrens"]) == figures[1:]
    assert row["ondergrens"] < row["waarde"] < row["bovengrens"]


def test_survey_of_2016_in_the_gemeenten_of_2016(embedded: pd.DataFrame) -> None:
    health = pick(embedded, "ervaren_gezondheid_enquete", "2016-01-01", "19+", "83674NED")
    weight = pick(embedded, "overgewicht_enquete", "2016-01-01", "19+", "83674NED")
    assert (health.loc["GM0141", "waarde"], weight.loc["GM0141", "waarde"]) == (72.3, 55.0)
    assert (health.loc["NL", "waarde"], weight.loc["NL", "waarde"]) == (75.6, 48.9)
    assert set(health["gebied_jaar"]) == {2016}
    gemeenten = read_lists(paths.SOURCES).query("gebied_jaar == 2016")["code"]
    assert set(health.index[health.index.str.startswith("GM")]) <= set(gemeenten)


def test_all_gemeenten_and_wijken_are_there(embedded: pd.DataFrame) -> None:
    smoking = pick(embedded, "roken", "2020-01-01", "18+", "50090NED").index.str[:2].value_counts()
    assert smoking["GM"] == 355
    assert smoking["WK"] > 3100
    income = pick(embedded, "laag_inkomen_personen", "2022-01-01", "totaal", "85318NED_wijk")
    assert len(income) > 3200


def test_every_embedded_row_keeps_to_the_schema() -> None:
    for path in sorted(paths.BASIS.glob("*.parquet")):
        table = pq.read_table(
            path, read_dictionary=["gebied_code", *(c.name for c in WAARNEMING.columns if c.allowed)]
        )
        areas = pc.unique(table["gebied_code"]).dictionary.to_pylist()
        assert not [code for code in areas if not re.match(GEBIED_PATROON, code)], path.name
        assert pc.all(pc.xor(table["waarde"].is_null(), table["ontbreekt"].is_null())).as_py(), path.name
        assert not pc.any(pc.is_nan(table["waarde"])).as_py(), path.name
        assert pc.unique(table["afleiding"]).dictionary.to_pylist() == ["bron"], path.name
        for column in WAARNEMING.columns:
            assert column.nullable or table[column.name].null_count == 0, (path.name, column.name)
            if column.allowed:
                found = {word for chunk in table[column.name].chunks for word in chunk.dictionary.to_pylist()}
                assert found <= set(column.allowed), (path.name, column.name)


def test_the_manifest_describes_every_table_and_the_data_stay_small() -> None:
    manifest = verify_basis(paths.BASIS)
    assert sum(table.rijen for table in manifest.tabellen) == manifest.rijen
    assert {(table.bron, table.tabel) for table in manifest.tabellen} == {
        (source["bron"]["code"], table["code"]) for source, table in declared()
    }
    assert all(table.licentie and table.citaat and len(table.bestand_sha256) == 64 for table in manifest.tabellen)
    assert max(file.bytes for file in manifest.bestanden) < 5_000_000
    committed = [path for path in paths.SOURCES.rglob("*") if path.is_file() and "snapshots" not in path.parts]
    assert sum(path.stat().st_size for path in committed) < 15_000_000


def test_the_manifest_has_no_absolute_path() -> None:
    document = json.loads((paths.BASIS / "manifest.json").read_text(encoding="utf-8"))
    texts = [row["bestand"] for row in document["tabellen"] + document["bijlagen"]]
    assert not [text for text in texts if text.startswith(("/", "~")) or ".." in text]
