"""A page of OData becomes exactly the agreed columns, or it is refused with the reason."""

import json

import pytest

from regiobeeld.errors import ContractError
from regiobeeld.statline.body import Garbled, Packed
from regiobeeld.statline.fast_page import lift_rows
from regiobeeld.statline.page import Layout, Page, read_number, read_page, read_rows

LAYOUT = Layout("50150NED, TypedDataSet", {"ID": "row", "RegioS": "text", "Eenzaam_25": "number"})
ROWS = [
    {"ID": 0, "RegioS": "NL01  ", "Eenzaam_25": 47},
    {"ID": 1, "RegioS": "GM0141", "Eenzaam_25": None},
    {"ID": 2, "RegioS": "GM0153", "Eenzaam_25": 41.5},
]
READ = [
    {"ID": 0, "RegioS": "NL01", "Eenzaam_25": 47.0},
    {"ID": 1, "RegioS": "GM0141", "Eenzaam_25": None},
    {"ID": 2, "RegioS": "GM0153", "Eenzaam_25": 41.5},
]


def compact(rows: object, **around: object) -> bytes:
    return json.dumps({"odata.metadata": "x", "value": rows, **around}, separators=(",", ":")).encode()


def read(body: bytes) -> Page:
    return read_page(Packed("https://opendata.cbs.nl/x", body, zipped=False, most_bytes=2**20), LAYOUT)


def split(body: bytes, size: int) -> list[bytes]:
    return [body[place : place + size] for place in range(0, len(body), size)]


def changed(index: int, **cells: object) -> list[dict[str, object]]:
    """The three rows with something else in one of them."""
    rows = [dict(row) for row in ROWS]
    rows[index].update(cells)
    return rows


INDENTED = (
    b'{\n  "odata.metadata":"x","value":[\n    {\n      "ID":0,"RegioS":"NL01  ","Eenzaam_25":47\n    },{\n      '
    b'"ID":1,"RegioS":"GM0141","Eenzaam_25":null\n    },{\n      '
    b'"ID":2,"RegioS":"GM0153","Eenzaam_25":41.5\n    }\n  ]\n}'
)


@pytest.mark.parametrize("body", [compact(ROWS), INDENTED], ids=["compact", "as opendata.cbs.nl"])
def test_stencil_reads_both_services(body: bytes) -> None:
    lifted = lift_rows([body], LAYOUT.schema)
    assert lifted is not None
    assert read(body).table.to_pylist() == READ


def test_a_table_of_texts_is_read_through_the_stencil_too() -> None:
    """As UntypedDataSet has it: secret is a point."""
    layout = Layout("84929NED, UntypedDataSet", {"ID": "row", "RegioS": "text", "Eenzaam_25": "text"})
    rows = [{**row, "Eenzaam_25": text} for row, text in zip(ROWS, ("47.0", ".", ""), strict=True)]
    lifted = lift_rows(split(compact(rows), 120), layout.schema)
    assert lifted is not None
    assert lifted.table.to_pylist() == rows


@pytest.mark.parametrize("form", [compact(ROWS), INDENTED], ids=["compact", "as opendata.cbs.nl"])
def test_a_page_in_pieces_is_the_same_page(form: bytes) -> None:
    """Wherever it is cut: in a key, a number, between rows or in the link at the end."""
    first, last = form.index(b"{", 1), form.rindex(b"]")
    row = form[first : form.index(b"}", first) + 1]
    rows = [row.replace(b'"ID":0', b'"ID":%d' % number) for number in range(20)]
    body = form[:first] + b",".join(rows) + form[last:].replace(b"]", b'],"odata.nextLink":"https://x/?$skip=20"')
    enough = len(form[:first]) + 2 * len(row)  # a piece must show how the first row ends
    for size in (*range(enough, 2 * enough), *range(2 * enough, len(body) + 41, 41)):
        lifted = lift_rows(split(body, size), LAYOUT.schema)
        assert lifted is not None, size
        assert lifted.table["ID"].to_pylist() == list(range(20))
        assert set(lifted.table["Eenzaam_25"].to_pylist()) == {47.0}
        assert lifted.envelope["odata.nextLink"] == "https://x/?$skip=20"


@pytest.mark.parametrize("odd", [b'"ID":7.5', b'"ID":"7"', b'"Id":7', b'"ID":7,"ID":7'])
def test_an_odd_row_in_a_later_piece_is_seen(odd: bytes) -> None:
    rows = [{**ROWS[0], "ID": number} for number in range(40)]
    body = compact(rows).replace(b'"ID":7', odd, 1)
    assert all(lift_rows(split(body, size), LAYOUT.schema) is None for size in range(100, len(body), 97))


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"value": ROWS}, indent=2).encode(),
        compact([{name: row[name] for name in ("Eenzaam_25", "ID", "RegioS")} for row in ROWS]),
        compact([ROWS[0]]) + b"\n",
    ],
    ids=["spaces everywhere", "another order of columns", "one row"],
)
def test_other_ways_to_write_the_same_rows(body: bytes) -> None:
    table = read(body).table
    assert table.column_names == ["ID", "RegioS", "Eenzaam_25"]
    assert table.to_pylist() == READ[: table.num_rows]


def test_text_with_quotes_and_brackets_is_left_to_the_parser() -> None:
    odd = 'a":b},{"ID":9,[]'
    body = compact(changed(1, RegioS=odd))
    assert lift_rows([body], LAYOUT.schema) is None
    assert read(body).table["RegioS"].to_pylist() == ["NL01", odd, "GM0153"]


def test_text_with_brackets_and_commas_but_no_quotes() -> None:
    odd = "x},{y:z,]"
    assert read(compact(changed(1, RegioS=odd))).table["RegioS"][1].as_py() == odd


def test_empty_page_has_the_columns() -> None:
    page = read(compact([]))
    assert (page.table.num_rows, page.table.schema.names) == (0, ["ID", "RegioS", "Eenzaam_25"])


@pytest.mark.parametrize("key", ["odata.nextLink", "@odata.nextLink"])
def test_link_to_the_next_page(key: str) -> None:
    assert read(compact(ROWS, **{key: "https://x/?$skip=3"})).next_link == "https://x/?$skip=3"
    assert read(compact(ROWS)).next_link is None


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (compact([{k: v for k, v in row.items() if k != "RegioS"} for row in ROWS]), "zonder RegioS"),
        (compact([ROWS[0], {"ID": 1, "Eenzaam_25": 1}, ROWS[2]]), "zonder RegioS"),
        (compact(changed(2, Extra_1=3)), "met Extra_1"),
        (compact(changed(1, Eenzaam_25="veel")), "'veel'"),
        (compact(changed(1, Eenzaam_25=True)), "'True'"),
        (compact(changed(1, Eenzaam_25=float("inf"))), "oneindig"),
        (compact(changed(1, Eenzaam_25=float("nan"))), "oneindig"),
        (compact(ROWS).replace(b"41.5", b"1e999"), "oneindig"),
        (compact(changed(1, Eenzaam_25=10**400)), "onmogelijke waarde"),
        (compact(changed(1, RegioS=12)), "kolom RegioS"),
        (compact(changed(1, RegioS="x" * 30_000)), "30000 tekens"),
        (compact(changed(1, ID=1.5)), "kolom ID"),
        (compact(changed(1, ID=None)), "kolom ID"),
    ],
)
def test_rows_that_are_not_as_agreed(body: bytes, told: str) -> None:
    with pytest.raises(ContractError, match=told):
        read(body)


@pytest.mark.parametrize(
    "body",
    [
        compact(ROWS)[:-20],
        b"<html>Meld u aan</html>",
        b"[]",
        b"{}",
        b"",
        b"[" * 100_000,
        compact(None),
        compact([None]),
        compact({"rows": ROWS}),
        b"\xff\xfe{",
    ],
)
def test_what_is_not_a_page_is_asked_for_again(body: bytes) -> None:
    with pytest.raises(Garbled):
        read(body)


@pytest.mark.parametrize(("body", "number"), [(b"0", 0), (b"549300", 549_300), (b"\xef\xbb\xbf42\r\n", 42)])
def test_count(body: bytes, number: int) -> None:
    assert read_number(body) == number


@pytest.mark.parametrize("body", [b"", b"-1", b"veel", b"1e3", b"9" * 40])
def test_what_is_not_a_count(body: bytes) -> None:
    with pytest.raises(Garbled):
        read_number(body)


def test_rows_of_metadata() -> None:
    assert read_rows(b'{"value":[{"Key":"NL01  "}]}') == [{"Key": "NL01  "}]
    with pytest.raises(Garbled):
        read_rows(b'{"value":["NL01"]}')
