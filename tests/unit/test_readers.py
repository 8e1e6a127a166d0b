"""Every form of source file becomes raw columns: text trimmed, codes left as text, nothing guessed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from regiobeeld.catalog.tables import Tabel
from regiobeeld.errors import ContractError, SourceUnreachableError
from regiobeeld.readers import read_table


def declare(pad: str, vorm: str, **rest: Any) -> Tabel:
    return Tabel(
        code="T1", titel="Proef", gebied_jaar=2020, opgenomen=date(2026, 11, 21), pad=pad, vorm=vorm, **rest
    )


def write_csv(folder: Path, content: bytes) -> Path:
    (folder / "t.csv").write_bytes(content)
    return folder


def test_csv_keeps_a_code_with_a_leading_zero_as_text(tmp_path: Path) -> None:
    write_csv(tmp_path, b"gemeente,inwoners\n0153, 160000 \n")
    frame = read_table(tmp_path, declare("t.csv", "csv")).frame
    assert frame.to_dict("list") == {"gemeente": ["0153"], "inwoners": ["160000"]}


def test_csv_with_byte_order_mark_semicolons_and_padded_keys(tmp_path: Path) -> None:
    write_csv(tmp_path, b"\xef\xbb\xbfID;RegioS;Roker_1\r\n0;NL01  ;17.9\r\n1;GM0141;.\r\n")
    frame = read_table(tmp_path, declare("t.csv", "csv", scheiding=";")).frame
    assert list(frame.columns) == ["ID", "RegioS", "Roker_1"]
    assert frame["RegioS"].tolist() == ["NL01", "GM0141"]
    assert frame["Roker_1"].tolist() == ["17.9", "."]


def test_csv_in_another_character_set(tmp_path: Path) -> None:
    write_csv(tmp_path, "naam\nSúdwest-Fryslân\n".encode("iso-8859-1"))
    frame = read_table(tmp_path, declare("t.csv", "csv", codering="iso-8859-1")).frame
    assert frame["naam"].tolist() == ["Súdwest-Fryslân"]
    with pytest.raises(ContractError, match=r"tekenset is niet utf-8-sig.*codering"):
        read_table(tmp_path, declare("t.csv", "csv"))


def test_csv_that_was_quoted_once_more_as_a_whole(tmp_path: Path) -> None:
    """As a table that went through a program that took it for one cell: every mark twice, but for the first."""
    write_csv(
        tmp_path,
        b'"Regio"";""Jaar"";""Inkomen (1 000 euro)"\n"Borne"";""2024*"";42,9\n""Almelo"";""2024*"";39,2\n"\n',
    )
    tabel = declare("t.csv", "csv", scheiding=";", aanhalingstekens="verdubbeld")
    frame = read_table(tmp_path, tabel).frame
    assert list(frame.columns) == ["Regio", "Jaar", "Inkomen (1 000 euro)"]
    assert frame["Regio"].tolist() == ["Borne", "Almelo"]
    assert frame["Inkomen (1 000 euro)"].tolist() == ["42,9", "39,2"]


def test_csv_keeps_two_columns_of_the_same_name(tmp_path: Path) -> None:
    """StatLine shortens topics to the same name; pandas would quietly call the second one Ooit.1."""
    write_csv(tmp_path, b"Ooit,Ooit\n1,2\n")
    frame = read_table(tmp_path, declare("t.csv", "csv")).frame
    assert list(frame.columns) == ["Ooit", "Ooit"]


def test_csv_words_that_look_like_missing_stay_words(tmp_path: Path) -> None:
    write_csv(tmp_path, b"naam,waarde\nNA,null\n")
    assert read_table(tmp_path, declare("t.csv", "csv")).frame.iloc[0].tolist() == ["NA", "null"]


def test_csv_with_a_quoted_line_break_is_one_row(tmp_path: Path) -> None:
    write_csv(tmp_path, b'naam,waarde\n"Nuenen,\n Gerwen en Nederwetten",3\n')
    frame = read_table(tmp_path, declare("t.csv", "csv")).frame
    assert len(frame) == 1
    assert frame["waarde"].tolist() == ["3"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "leeg"),
        (b"a,b\n", "geen rijen"),
        (b"a,b\n1,2,3\n", "rij 1 heeft 3 velden en de kop 2"),
        (b"a,b\n1,2\n3\n", "rij 2 heeft 1 velden en de kop 2"),
        (b'a,b\n1,"2\n', "aanhalingsteken"),
    ],
)
def test_csv_that_is_not_whole_is_refused_with_the_file_named(
    tmp_path: Path, content: bytes, complaint: str
) -> None:
    write_csv(tmp_path, content)
    with pytest.raises(ContractError) as error:
        read_table(tmp_path, declare("t.csv", "csv"))
    assert complaint in str(error.value)
    assert "t.csv" in str(error.value)


def test_missing_file_says_where_it_was_looked_for_and_how_to_mend(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreachableError, match=r"bronbestand ontbreekt.*cbs/weg\.csv.*BRONMAP"):
        read_table(tmp_path, declare("cbs/weg.csv", "csv"))


def test_table_without_a_file_is_refused(tmp_path: Path) -> None:
    live = Tabel(code="86165NED", titel="Alleen op StatLine", gebied_jaar=2025, opgenomen=date(2026, 11, 21))
    with pytest.raises(ContractError, match="heeft geen bestand"):
        read_table(tmp_path, live)


def write_xlsx(folder: Path, rows: list[list[object]], title: str = "data") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(folder / "t.xlsx")
    return folder


def test_xlsx_untyped_export_is_trimmed_and_keeps_dot_and_empty_apart(tmp_path: Path) -> None:
    header = ["ID", "Leeftijd", "WijkenEnBuurten", "Roker_11", "Stress_26"]
    write_xlsx(
        tmp_path, [header, [1, 80200, "GM0141    ", "    10.3", None], [2, 80200, "WK014110  ", "     .", None]]
    )
    frame = read_table(tmp_path, declare("t.xlsx", "xlsx")).frame
    assert frame["WijkenEnBuurten"].tolist() == ["GM0141", "WK014110"]
    assert frame["Leeftijd"].tolist() == ["80200", "80200"]
    assert frame["Roker_11"].tolist() == ["10.3", "."]
    assert frame["Stress_26"].tolist() == ["", ""]


def test_xlsx_typed_export_keeps_every_digit(tmp_path: Path) -> None:
    write_xlsx(tmp_path, [["regio", "kosten"], ["GM0141", 0.7916931008283042], ["GM0147", 12.0]])
    frame = read_table(tmp_path, declare("t.xlsx", "xlsx")).frame
    assert [float(cell) for cell in frame["kosten"]] == [0.7916931008283042, 12.0]


def test_xlsx_header_below_a_title_on_a_named_sheet(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Titel boven de tabel"],
        [None],
        ["Leeftijd", "Zvw"],
        [0, 4430],
        ["99 en ouder", 13128.5],
    ]
    write_xlsx(tmp_path, rows, title="uitgaven")
    frame = read_table(tmp_path, declare("t.xlsx", "xlsx", blad="uitgaven", kopregel=2)).frame
    assert frame.to_dict("list") == {"Leeftijd": ["0", "99 en ouder"], "Zvw": ["4430", "13128.5"]}


def test_xlsx_unknown_sheet_lists_the_sheets(tmp_path: Path) -> None:
    write_xlsx(tmp_path, [["a"], [1]], title="uitgaven")
    with pytest.raises(ContractError, match=r"tabblad 'data' bestaat niet.*uitgaven"):
        read_table(tmp_path, declare("t.xlsx", "xlsx", blad="data"))


def test_xlsx_that_is_something_else(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_text("<html>Storing</html>")
    with pytest.raises(ContractError, match=r"geen \(heel\) XLSX-bestand"):
        read_table(tmp_path, declare("t.xlsx", "xlsx"))


@pytest.mark.parametrize(("offset", "value"), [(6, 1), (8, 99)], ids=["a password", "an unknown way of packing"])
def test_xlsx_with_a_part_that_cannot_be_unpacked(offset: int, value: int, tmp_path: Path) -> None:
    """Both stand in the heading of every part (PK 3 4) and, two bytes further, in the list at the end (PK 1 2)."""
    content = bytearray((write_xlsx(tmp_path, [["a"], [1]]) / "t.xlsx").read_bytes())
    for mark, start in ((b"PK\x03\x04", offset), (b"PK\x01\x02", offset + 2)):
        place = content.find(mark)
        while place >= 0:
            content[place + start] = value
            place = content.find(mark, place + 4)
    (tmp_path / "t.xlsx").write_bytes(content)
    with pytest.raises(ContractError, match=r"geen \(heel\) XLSX-bestand"):
        read_table(tmp_path, declare("t.xlsx", "xlsx"))


def test_xlsx_without_a_header_where_it_was_declared(tmp_path: Path) -> None:
    write_xlsx(tmp_path, [["a"], [1]])
    with pytest.raises(ContractError, match=r"regel 6 is geen kopregel.*kopregel"):
        read_table(tmp_path, declare("t.xlsx", "xlsx", kopregel=5))


def test_parquet_keeps_fractions_as_numbers_and_trims_codes(tmp_path: Path) -> None:
    table = pa.table({"Leeftijd": [20300, 80200], "Regio": ["NL01      ", "GM0141"], "Roker_11": [17.9, None]})
    pq.write_table(table, tmp_path / "t.parquet")
    frame = read_table(tmp_path, declare("t.parquet", "parquet")).frame
    assert frame["Leeftijd"].tolist() == ["20300", "80200"]
    assert frame["Regio"].tolist() == ["NL01", "GM0141"]
    assert frame["Roker_11"].iloc[0] == 17.9
    assert frame["Roker_11"].isna().tolist() == [False, True]


def test_parquet_cut_off_halfway(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [1.0] * 1000}), tmp_path / "t.parquet")
    whole = (tmp_path / "t.parquet").read_bytes()
    (tmp_path / "t.parquet").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ContractError, match=r"geen \(heel\) Parquet-bestand"):
        read_table(tmp_path, declare("t.parquet", "parquet"))


def write_json(folder: Path, document: object) -> Path:
    (folder / "t.json").write_text(document if isinstance(document, str) else json.dumps(document))
    return folder


def test_odata_page_typed_and_untyped_give_the_same_columns(tmp_path: Path) -> None:
    write_json(tmp_path, '{"value": [{"ID": 0, "RegioS": "NL01      ", "Roker_1": 48.0}]}')
    typed = read_table(tmp_path, declare("t.json", "odata_json")).frame
    write_json(tmp_path, {"value": [{"ID": 0, "RegioS": "NL01      ", "Roker_1": "    48.0"}]})
    untyped = read_table(tmp_path, declare("t.json", "odata_json")).frame
    assert typed.iloc[0].tolist() == untyped.iloc[0].tolist() == ["0", "NL01", "48.0"]


def test_odata_pages_are_joined_in_order(tmp_path: Path) -> None:
    first = {"odata.nextLink": "…$skip=1", "value": [{"ID": 0, "x_1": None}]}
    write_json(tmp_path, [first, {"value": [{"ID": 1, "x_1": 2.5}]}])
    frame = read_table(tmp_path, declare("t.json", "odata_json")).frame
    assert frame["ID"].tolist() == ["0", "1"]
    assert frame["x_1"].tolist() == ["", "2.5"]


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        ('{"value": [{"ID": 0}', "geen geldige JSON"),
        ("<html>503</html>", "geen geldige JSON"),
        ({"odata.error": {}}, 'geen lijst "value"'),
        ({"value": []}, "geen rijen"),
        ({"value": [{"a": 1}, {"b": 1}]}, "rij 2 heeft andere kolommen"),
        ({"odata.nextLink": "…$skip=10000", "value": [{"a": 1}]}, "laatste pagina ontbreekt"),
    ],
)
def test_odata_answer_that_is_not_a_whole_table_is_refused(
    tmp_path: Path, document: object, complaint: str
) -> None:
    write_json(tmp_path, document)
    with pytest.raises(ContractError, match=complaint):
        read_table(tmp_path, declare("t.json", "odata_json"))


def test_the_raw_file_is_known_by_its_sha256(tmp_path: Path) -> None:
    write_csv(tmp_path, b"a\n1\n")
    raw = read_table(tmp_path, declare("t.csv", "csv"))
    # printf 'a\n1\n' | sha256sum
    assert raw.sha256 == "309b0e45a73d3fc5325e2b6ed0a01ef8b9cde6b05a5633c1f893f970d52bfddc"
    assert raw.file == "t.csv"
