"""The v3 reader: whole tables, with the declared part and nothing else."""

from contextlib import nullcontext
from itertools import chain
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from regiobeeld.errors import ContractError
from regiobeeld.statline.cbs import list_tables
from regiobeeld.statline.description import Description, check_identifier
from regiobeeld.statline.odata3 import Odata3Table
from regiobeeld.statline.remote_table import build_filter
from regiobeeld.statline.services import Dienst
from statline.faults import Fault
from statline.helpers import make_client
from statline.service import StatlineService
from statline.tables import make_table

TABLE = make_table(repeat=40)  # 44 areas x 3 ages x 2 years = 264 rows


def fetch(
    tmp_path: Path, service: StatlineService, page_rows: int = 10_000, **dienst: object
) -> list[dict[str, object]]:
    """The rows of the declared part of the made-up table."""
    table = Odata3Table(f"http://{service.host}", "50150NED", Dienst(soort="odata3", **dienst), page_rows)  # type: ignore[arg-type]
    # Patient: on a busy machine an answer may take a while, and a question asked twice is counted twice.
    with make_client(read=10.0, total=20.0) as client:
        description = table.describe(client)
        table.download(client, description, tmp_path / "delen", tmp_path / "tabel.parquet")
    return pq.read_table(tmp_path / "tabel.parquet").to_pylist()


def test_every_row_once_and_as_published(tmp_path: Path) -> None:
    with StatlineService([TABLE], page_rows=50) as service:
        rows = fetch(tmp_path, service, page_rows=70)
    assert [row["ID"] for row in rows] == list(range(264))
    # Row 3 by hand: topic 1 has (100 + 3 + 7) / 10; row 10 is secret, row 12 empty.
    assert rows[3] == {
        "ID": 3,
        "Leeftijd": "20300",
        "WijkenEnBuurten": "GM0141",
        "Perioden": "2024JJ00",
        "Eenzaam_25": 10.3,
        "RooktTabak_35": 11.0,
        "Respondenten_41": 117.0,
    }
    assert rows[10]["Eenzaam_25"] is None
    assert rows[12]["Eenzaam_25"] is None


def test_untyped_keeps_secret_and_empty_apart(tmp_path: Path) -> None:
    with StatlineService([TABLE]) as service:
        rows = fetch(tmp_path, service, ongetypeerd=True)
    assert [rows[index]["Eenzaam_25"] for index in (3, 10, 12)] == ["10.3", ".", ""]
    assert rows[3]["Respondenten_41"] == "117"


def test_selection_respects_padding_and_beginnings(tmp_path: Path) -> None:
    with StatlineService([TABLE], page_rows=3) as service:
        rows = fetch(
            tmp_path,
            service,
            selectie={"WijkenEnBuurten": ["GM*", "NL01"], "Leeftijd": ["80200"], "Perioden": ["2024JJ00"]},
            kolommen=["RooktTabak"],  # without the number, which differs between editions
        )
        query = next(request for request in service.requests if "TypedDataSet?" in request)
    assert [row["WijkenEnBuurten"] for row in rows] == ["NL01", "GM0141", "GM0153"]
    assert set(rows[0]) == {"ID", "Leeftijd", "WijkenEnBuurten", "Perioden", "RooktTabak_35"}
    assert "startswith(WijkenEnBuurten,'GM')%20or%20WijkenEnBuurten%20eq%20'NL01%20%20%20%20%20%20'" in query
    assert "Leeftijd%20eq%20'80200%20%20%20'" in query


def test_bulk_address_and_few_requests_at_a_time(tmp_path: Path) -> None:
    with StatlineService([TABLE], latency=0.02) as service:
        fetch(tmp_path, service, page_rows=20)
        assert service.count("ODataApi") == 0
        assert 2 <= service.most_busy <= 4


def test_goes_on_where_an_interrupted_download_stopped(tmp_path: Path) -> None:
    fault = Fault("503", "TypedDataSet", times=None, after=4)
    with StatlineService([TABLE], [fault]) as service:
        with pytest.raises(Exception, match="503"):
            fetch(tmp_path, service, page_rows=20)
        kept = len(list((tmp_path / "delen").glob("*.arrow")))
        service.faults.clear()
        service.requests.clear()
        rows = fetch(tmp_path, service, page_rows=20)
        assert kept >= 1
        # 264 rows in pages of 20; each of at most four requests at a time looks once whether there is more.
        assert 14 - kept + 1 <= service.count("TypedDataSet?") <= 14 - kept + 4
    assert [row["ID"] for row in rows] == list(range(264))


@pytest.mark.parametrize(("faults", "tables"), [([], [(264,)]), ([Fault("changed", "TypedDataSet", after=2)], [])])
def test_a_database_that_reads_along_gets_all_rows_or_no_table(
    tmp_path: Path, faults: list[Fault], tables: list[tuple[int]]
) -> None:
    """That the table was changed halfway is only known after the last row."""
    with StatlineService([TABLE], faults) as service, make_client() as client, duckdb.connect() as con:
        service.publish_halfway(TABLE.edit("2026-01-01T02:00:00", {}))
        table = Odata3Table(f"http://{service.host}", "50150NED", Dienst(soort="odata3"), page_rows=50)
        pages = table.fetch(client, table.describe(client), tmp_path)
        first = next(pages)
        batches = (batch for page in chain([first], pages) for batch in page.to_batches())
        con.register("pages", pa.RecordBatchReader.from_batches(first.schema, batches))
        with pytest.raises(duckdb.Error, match="tijdens het ophalen gewijzigd") if faults else nullcontext():
            con.execute("CREATE TABLE cijfer AS SELECT * FROM pages")
        assert con.execute("SELECT estimated_size FROM duckdb_tables()").fetchall() == tables


def test_damaged_page_on_disk_is_fetched_again(tmp_path: Path) -> None:
    with StatlineService([TABLE]) as service:
        fetch(tmp_path, service, page_rows=100)
        first = sorted((tmp_path / "delen").glob("*.arrow"))[0]
        first.write_bytes(first.read_bytes()[:200])
        assert len(fetch(tmp_path, service, page_rows=100)) == 264


def test_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    with StatlineService([TABLE]) as service:
        for name in ("een", "twee"):
            (tmp_path / name).mkdir()
            fetch(tmp_path / name, service, page_rows=30)
    assert (tmp_path / "een/tabel.parquet").read_bytes() == (tmp_path / "twee/tabel.parquet").read_bytes()


@pytest.mark.parametrize(("columns", "rows"), [((), 264), (("RooktTabak",), None)])
def test_whole_table_is_counted_while_it_is_described(columns: tuple[str, ...], rows: int | None) -> None:
    with StatlineService([TABLE]) as service, make_client() as client:
        table = Odata3Table(f"http://{service.host}", "50150NED", Dienst(soort="odata3", kolommen=columns))
        assert table.describe(client).rows == rows
        assert service.count("$count") == (rows is not None)


def test_count_is_asked_in_another_way_when_the_first_is_not_known(tmp_path: Path) -> None:
    with StatlineService([TABLE], [Fault("count_text", "TypedDataSet/$count", times=None)]) as service:
        assert len(fetch(tmp_path, service)) == 264
        assert service.count("$inlinecount") == 1


@pytest.mark.parametrize(
    ("dienst", "told"),
    [
        ({"kolommen": ["RooktTabakje"]}, "geen kolom RooktTabakje.*Bedoelt u RooktTabak_35"),
        ({"selectie": {"Leeftijd": ["20301"]}}, "kent '20301' niet.*Bedoelt u 20300"),
        ({"selectie": {"Geslacht": ["3000"]}}, "geen dimensie Geslacht.*Wel: Leeftijd, WijkenEnBuurten, Perioden"),
        ({"selectie": {"WijkenEnBuurten": ["WK*"], "Perioden": ["1999*"]}}, "kent '1999\\*' niet"),
    ],
)
def test_declaration_that_does_not_fit(tmp_path: Path, dienst: dict[str, object], told: str) -> None:
    with StatlineService([TABLE]) as service, pytest.raises(ContractError, match=told):
        fetch(tmp_path, service, **dienst)


def test_selection_too_long_for_the_service(tmp_path: Path) -> None:
    keys = [f"BU0153{n:04d}" for n in range(59)]
    with (
        StatlineService([make_table(repeat=60)]) as service,
        pytest.raises(ContractError, match="te lang voor de dienst"),
    ):
        fetch(tmp_path, service, selectie={"WijkenEnBuurten": keys})


def test_quote_in_a_key_cannot_break_out_of_the_filter() -> None:
    description = Description("T", "", "2024-01-01", "", (), {"Regio": {"a' or 'b": "x"}})
    assert build_filter({"Regio": ("a' or 'b",)}, description) == "Regio eq 'a'' or ''b'"


@pytest.mark.parametrize("name", ["../../etc", "50150NED/..", "", "a", "50150NED?x", "tabel naam", "x" * 50])
def test_names_that_are_no_table(name: str) -> None:
    with pytest.raises(ContractError):
        check_identifier(name)


def test_description_survives_a_file() -> None:
    with StatlineService([TABLE]) as service, make_client() as client:
        description = Odata3Table(f"http://{service.host}", "50150NED", Dienst(soort="odata3")).describe(client)
    assert Description.from_json(description.to_json()) == description
    assert description.topics == ["Eenzaam_25", "RooktTabak_35", "Respondenten_41"]
    assert description.codes["WijkenEnBuurten"]["GM0141    "] == "Almelo"


def test_catalogue() -> None:
    with StatlineService([TABLE, make_table("50120NED")]) as service, make_client() as client:
        tables = list_tables(f"http://{service.host}", client)
    assert [table["Identifier"] for table in tables] == ["50150NED", "50120NED"]
