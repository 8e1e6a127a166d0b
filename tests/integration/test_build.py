"""The national tables as they are published, built from the embedded figures.

Expected figures are those of the publishers (CBS, RIVM, GGD'en), written down by hand.
"""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from project import IS_HEAVY, hashes, run
from regiobeeld.schema import BRON, GEBIED, GEBIED_LID, INDICATOR, WAARNEMING, Table

FIGURES = ("waarneming", "waarneming_bron", "waarneming_wijk", "waarneming_buurt")
TWENTE = (
    *("GM0141", "GM0147", "GM0153", "GM0158", "GM0163", "GM0164", "GM0168"),
    *("GM0173", "GM0183", "GM0189", "GM1700", "GM1735", "GM1742", "GM1774"),
)
ARROW = {
    "VARCHAR": "string",
    "DOUBLE": "double",
    "SMALLINT": "int16",
    "INTEGER": "int32",
    "DATE": "date32[day]",
    "BOOLEAN": "bool",
}


def query(tables: Path, sql: str) -> list[tuple[Any, ...]]:
    """SQL over the Parquet files, each as a table with its own name."""
    with duckdb.connect() as con:
        for path in tables.glob("*.parquet"):
            con.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM '{path}'")
        return con.execute(sql).fetchall()


# Known figures


@pytest.mark.parametrize(("year", "people"), [(2020, 631_064), (2022, 633_917)])
def test_twente_has_fourteen_gemeenten_and_the_inhabitants_that_cbs_counted(
    tables: Path, year: int, people: int
) -> None:
    found = query(
        tables,
        f"""SELECT count(*), sum(waarde) FROM waarneming WHERE indicator_code = 'bevolking'
            AND gebied_code IN {TWENTE} AND periode_start = '{year}-01-01'
            AND leeftijd = 'totaal' AND geslacht = 'totaal' AND uitsplitsing = 'totaal'""",
    )
    assert found == [(14, people)]


@pytest.mark.parametrize("area", ["GG1106", "CR12"])
def test_twente_is_ggd_regio_and_corop_with_the_same_gemeenten(tables: Path, area: str) -> None:
    members = query(tables, f"SELECT gemeente_code FROM gebied_lid WHERE gebied_code = '{area}' ORDER BY 1")
    assert [code for (code,) in members] == sorted(TWENTE)


@pytest.mark.parametrize(("year", "people"), [(2020, 17_407_585), (2022, 17_590_672)])
def test_nederland_has_the_inhabitants_that_cbs_counted(tables: Path, year: int, people: int) -> None:
    sql = f"""SELECT sum(waarde) FROM waarneming WHERE indicator_code = 'bevolking' AND geslacht = 'totaal'
        AND periode_start = '{year}-01-01' AND leeftijd = 'totaal' AND uitsplitsing = 'totaal' AND """
    assert query(tables, sql + "gebied_code = 'NL'") == [(people,)]
    # Moved to the gemeenten of 2025 not one inhabitant is lost.
    assert round(query(tables, sql + "gebied_code LIKE 'GM%'")[0][0]) == people


# (indicator, area, age, year) -> value, lower, upper
PUBLISHED = {
    ("roken", "NL", "18+", 2020): (17.9, None, None),
    ("overgewicht", "NL", "18+", 2020): (50.8, None, None),
    ("eenzaam", "NL", "18+", 2020): (47.0, None, None),
    ("roken_enquete", "GG1106", "18+", 2020): (17.3, 16.3, 18.3),
    ("overgewicht_enquete", "GG1106", "18+", 2020): (53.2, 52.1, 54.4),
    ("beweegrichtlijn_enquete", "GG1106", "18+", 2020): (52.1, 50.9, 53.3),
    ("roken_enquete", "NL", "18+", 2020): (16.7, 16.5, 16.9),
    ("ervaren_gezondheid_enquete", "GM0141", "19+", 2016): (72.3, 68.4, 76.0),
    ("overgewicht_enquete", "GM0141", "19+", 2016): (55.0, 50.4, 59.5),
}


@pytest.mark.parametrize("table", ["waarneming", "waarneming_bron"])
@pytest.mark.parametrize(("place", "expected"), PUBLISHED.items(), ids=lambda p: "-".join(map(str, p)))
def test_a_published_figure_comes_out_as_it_went_in(
    tables: Path, table: str, place: tuple[str, str, str, int], expected: tuple[float | None, ...]
) -> None:
    indicator, area, age, year = place
    found = query(
        tables,
        f"""SELECT waarde, ondergrens, bovengrens FROM {table} WHERE indicator_code = '{indicator}'
            AND gebied_code = '{area}' AND leeftijd = '{age}' AND year(periode_start) = {year}
            AND uitsplitsing = 'totaal' AND geslacht = 'totaal'""",
    )
    assert found == [expected]


# The form of the tables


@pytest.mark.parametrize("name", FIGURES)
def test_every_column_of_the_figures_has_the_declared_type(tables: Path, name: str) -> None:
    found = pq.read_schema(tables / f"{name}.parquet")
    assert {f.name: str(f.type) for f in found} == {c.name: ARROW[c.kind] for c in WAARNEMING.columns}
    assert all(found.field(c.name).metadata[b"betekenis"].decode() == c.meaning for c in WAARNEMING.columns)


@pytest.mark.parametrize("table", [INDICATOR, BRON, GEBIED, GEBIED_LID], ids=lambda t: t.name)
def test_every_column_of_the_other_tables_has_the_declared_type(tables: Path, table: Table) -> None:
    found = pq.read_schema(tables / f"{table.name}.parquet")
    assert {f.name: str(f.type) for f in found} == {c.name: ARROW[c.kind] for c in table.columns}


@pytest.mark.parametrize("name", FIGURES)
def test_no_figure_is_nan_or_infinite(tables: Path, name: str) -> None:
    numbers = [column.name for column in WAARNEMING.columns if column.kind == "DOUBLE"]
    rows = pq.read_table(tables / f"{name}.parquet", columns=numbers)
    for column in rows.columns:
        assert pc.all(pc.is_finite(column.drop_null())).as_py() in (True, None)


@pytest.mark.parametrize("name", FIGURES)
def test_a_reason_stands_exactly_where_the_figure_is_empty(tables: Path, name: str) -> None:
    counts = query(
        tables,
        f"SELECT count(*) FILTER (waarde IS NULL AND ontbreekt IS NULL), "
        f"count(*) FILTER (waarde IS NOT NULL AND ontbreekt IS NOT NULL), count(*) > 1000 FROM {name}",
    )
    assert counts == [(0, 0, True)]


@pytest.mark.parametrize("name", [*FIGURES, "indicator", "bron", "gebied", "gebied_lid", "bevolkingsgroep"])
def test_a_key_stands_for_one_row(tables: Path, name: str) -> None:
    package = json.loads((tables / "datapackage.json").read_text(encoding="utf-8"))
    key = ", ".join(next(r["schema"]["primaryKey"] for r in package["resources"] if r["name"] == name))
    assert query(tables, f"SELECT {key}, count(*) FROM {name} GROUP BY {key} HAVING count(*) > 1") == []


def test_harmonised_figures_obey_the_rules_of_the_published_ones(tables: Path) -> None:
    """Range, interval around the value, period forwards, coverage between 0 and 1.

    Only a sum over gemeenten may be larger than what a source publishes for one area.
    """
    broken = query(
        tables,
        """SELECT indicator_code, gebied_code, waarde, ondergrens, bovengrens, dekking
           FROM waarneming JOIN indicator USING (indicator_code)
           WHERE (waarde > bereik_hoog + 1e-9 AND NOT (aggregatie = 'som' AND afleiding = 'opgeteld'))
              OR waarde < bereik_laag
              OR waarde < ondergrens - 1e-9 OR waarde > bovengrens + 1e-9
              OR periode_eind < periode_start OR dekking NOT BETWEEN 0 AND 1 + 1e-9""",
    )
    assert broken == []


def test_every_gemeente_row_is_on_the_indeling_of_2025(tables: Path) -> None:
    found = query(
        tables,
        """SELECT count(DISTINCT gebied_code), min(gebied_jaar), max(gebied_jaar)
           FROM waarneming WHERE gebied_code LIKE 'GM%'""",
    )
    assert found == [(342, 2025, 2025)]


def test_figures_of_the_model_have_no_margins_and_stay_estimates(tables: Path) -> None:
    found = query(
        tables,
        """SELECT DISTINCT soort, ondergrens IS NOT NULL FROM waarneming
           WHERE indicator_code IN ('roken', 'eenzaam', 'overgewicht')""",
    )
    assert found == [("modelschatting", False)]


# The descriptor


@pytest.fixture(scope="module")
def package(tables: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((tables / "datapackage.json").read_text(encoding="utf-8"))
    return document


def test_the_descriptor_lists_every_file_with_its_hash_and_rows(package: dict[str, Any], tables: Path) -> None:
    assert {r["path"] for r in package["resources"]} == {p.name for p in tables.glob("*.parquet")}
    for resource in package["resources"]:
        content = (tables / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["rows"] == pq.ParquetFile(pa.BufferReader(content)).metadata.num_rows


def test_the_descriptor_is_a_valid_frictionless_package(package: dict[str, Any], tables: Path) -> None:
    """The rules of the specification, by hand: names, types, keys and constraints."""
    assert package["profile"] == "data-package"
    assert package["licenses"] and all(licence["name"] for licence in package["licenses"])
    assert all(source["title"] and source["path"].startswith("https://") for source in package["sources"])
    for resource in package["resources"]:
        assert resource["name"] == resource["name"].lower()
        fields = resource["schema"]["fields"]
        names = [field["name"] for field in fields]
        assert names == pq.read_schema(tables / resource["path"]).names
        assert set(resource["schema"]["primaryKey"]) <= set(names)
        assert {field["type"] for field in fields} <= {"string", "number", "integer", "date", "boolean"}
        assert all(isinstance(field["constraints"]["required"], bool) and field["description"] for field in fields)


def test_the_descriptor_gives_unit_source_and_licence_of_every_indicator(
    package: dict[str, Any], tables: Path
) -> None:
    described = {entry["code"]: entry for entry in package["indicatoren"]}
    used = query(tables, "SELECT DISTINCT indicator_code FROM waarneming_bron")
    assert {code for (code,) in used} <= set(described)
    assert described["roken_enquete"]["eenheid"] == "%"
    assert described["roken_enquete"]["licentie"] == "CC BY 4.0"
    assert described["bevolking"]["soort"] == "telling"


def test_every_allowed_value_is_kept(package: dict[str, Any], tables: Path) -> None:
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            allowed = field["constraints"].get("enum")
            if allowed:
                column = pq.read_table(tables / resource["path"], columns=[field["name"]]).column(0)
                assert set(pc.unique(column.drop_null()).to_pylist()) <= set(allowed), field["name"]


# The same input gives the same bytes


def test_a_second_build_elsewhere_gives_the_same_bytes(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """In another folder, with another hash seed, time zone and language of the machine. Of the small country;
    `make zwaar` builds the whole one twice."""
    project: Path = request.getfixturevalue("project" if IS_HEAVY else "small_country")
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    done = run(project, "gegevens", REGIOBEELD_OUTPUTS=str(tmp_path), **elsewhere)
    assert done.returncode == 0, done.stderr
    first, second = (
        {name: digest for name, digest in hashes(folder / "parquet").items() if name.endswith(".parquet")}
        for folder in (project / "outputs", tmp_path)
    )
    assert len(first) > 10
    assert second == first


def test_the_findings_are_sentences_a_reader_can_read(tables: Path) -> None:
    texts = pd.read_parquet(tables / "bevinding.parquet")
    assert len(texts) and texts["tekst"].str.endswith(".").all()
    assert not texts["tekst"].str.contains(r"\b(?:nan|None|NaT|inf)\b|\.\.|  ", regex=True).any()
    assert not texts.duplicated().any()


def test_population_groups_add_up_to_all_inhabitants(tables: Path) -> None:
    """65+ and younger than 65 are parts of the whole: no group is larger than all, none is negative."""
    rows = query(
        tables,
        """WITH totaal AS (SELECT gebied_code, gebied_jaar, jaar, inwoners AS alle FROM bevolkingsgroep
                           WHERE leeftijd = 'totaal')
           SELECT min(inwoners), max(inwoners - alle)
           FROM bevolkingsgroep JOIN totaal USING (gebied_code, gebied_jaar, jaar)
           WHERE gebied_code LIKE 'GM%'""",
    )
    smallest, excess = rows[0]
    assert smallest >= 0
    assert excess < 1 and not math.isnan(excess)
