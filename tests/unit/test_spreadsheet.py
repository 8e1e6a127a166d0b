"""What a spreadsheet shows of the CSV files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from regiobeeld.report.spreadsheet import Names, write_csv


def written(frame: pd.DataFrame, tmp_path: Path, names: Names | None = None) -> str:
    path = tmp_path / "x.csv"
    write_csv(frame, path, names or {})
    return path.read_bytes().decode("utf-8-sig")


def test_the_file_opens_in_a_dutch_spreadsheet(tmp_path: Path) -> None:
    write_csv(pd.DataFrame({"a": [1.5], "b": ["é"]}), tmp_path / "x.csv", {})
    assert (tmp_path / "x.csv").read_bytes() == b"\xef\xbb\xbfa;b\n1,5;\xc3\xa9\n"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (59854.0, "59854"),
        (168681.000000001, "168681"),
        (20.2, "20,2"),
        (-1.4265514827843684, "-1,4266"),
        (-0.00001, "0"),
        (1e7, "10000000"),
        (np.nan, ""),
    ],
)
def test_numbers(tmp_path: Path, value: float, shown: str) -> None:
    assert written(pd.DataFrame({"a": [value], "b": ["x"]}), tmp_path) == f"a;b\n{shown};x\n"


def test_whole_numbers_with_a_gap_stay_whole(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": pd.array([5, None], dtype="Int64"), "b": ["x", "y"]})
    assert written(frame, tmp_path) == "a;b\n5;x\n;y\n"


def test_yes_and_no_are_dutch(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": pd.array([True, False, None], dtype="boolean"), "b": list("xyz")})
    assert written(frame, tmp_path) == "a;b\nja;x\nnee;y\n;z\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("5-9", "5 t/m 9"),
        ("18-64", "18 t/m 64"),
        ("65+", "65+"),
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+31", "'+31"),
        ("-x", "'-x"),
        ("Hof van Twente", "Hof van Twente"),
    ],
)
def test_texts_stay_texts(tmp_path: Path, text: str, shown: str) -> None:
    assert written(pd.DataFrame({"a": [text], "b": ["x"]}), tmp_path) == f"a;b\n{shown};x\n"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("een; twee", "een; twee"),
        ('de "wijk"', 'de "wijk"'),
        ("regel\nen nog een", "regel\nen nog een"),
        ("regel\r\nen\rnog een", "regel\nen\nnog een"),  # breaks of other systems would end the row
    ],
)
def test_a_cell_is_read_back_whole(tmp_path: Path, text: str, read: str) -> None:
    lines = io.StringIO(written(pd.DataFrame({"a": [text, "x"], "b": ["x", text]}), tmp_path), newline="")
    assert list(csv.reader(lines, delimiter=";")) == [["a", "b"], [read, "x"], ["x", read]]


def test_a_name_stands_beside_every_code(tmp_path: Path) -> None:
    frame = pd.DataFrame({"gebied_code": ["GM0141", "XX"], "waarde": [1, 2]})
    assert (
        written(frame, tmp_path, {"gebied": {"GM0141": "Almelo"}})
        == "gebied_code;gebied_naam;waarde\nGM0141;Almelo;1\nXX;;2\n"
    )


def test_a_name_that_is_there_is_not_added_again(tmp_path: Path) -> None:
    frame = pd.DataFrame({"gebied_code": ["GM0141"], "gebied_naam": ["Almelo (O.)"]})
    assert (
        written(frame, tmp_path, {"gebied": {"GM0141": "Almelo"}})
        == "gebied_code;gebied_naam\nGM0141;Almelo (O.)\n"
    )


def test_a_source_does_not_get_the_name_of_an_indicator_with_its_code(tmp_path: Path) -> None:
    frame = pd.DataFrame({"indicator_code": ["bevolking"], "bron_code": ["bevolking"], "regio_code": ["GM0141"]})
    names = {
        "indicator": {"bevolking": "Inwoners"},
        "bron": {"bevolking": "Bevolking en huishoudens"},
        "gebied": {"GM0141": "Almelo"},
    }
    assert written(frame, tmp_path, names).splitlines()[1] == (
        "bevolking;Inwoners;bevolking;Bevolking en huishoudens;GM0141;Almelo"
    )
