"""Files that nobody should bring, by kind: what an intake must refuse in one line, or read for what it is."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from regiobeeld.catalog.models import Source
from regiobeeld.errors import RegiobeeldError
from regiobeeld.observations.peek import look_at_file, require_columns
from regiobeeld.snapshots.to_observations import Observer

ABOUT = {
    "code": "eigen",
    "naam": "E",
    "organisatie": "E",
    "soort": "telling",
    "licentie": "L",
    "citaat": "C",
    "url": "u",
}
INDICATOR = {
    "code": "huizen",
    "naam": "Huizen",
    "thema": "bevolking",
    "doelgroepen": ["algemeen"],
    "kolom": "huizen",
    "eenheid": "aantal",
    "decimalen": 0,
    "richting": "neutraal",
    "niveau": ["NL", "GM"],
    "aggregatie": "niet",
    "bereik": [0, 1e9],
    "toelichting": "Verzonnen voor een test.",
}
GOOD = b"code;jaar;huizen\nGM0141;2024;5\nGM0164;2024;6\n"


def declare(form: str) -> Source:
    tabel = {"code": "EIGEN", "titel": "E", "gebied_jaar": 2024, "scheiding": ";", "opgenomen": "2026-11-26"}
    tabel["dienst"] = {"soort": "bestand", "bestand": "t.*", "vorm": form}
    dimensies = {"gebied": {"kolom": "code"}, "periode": {"kolom": "jaar"}}
    return Source.model_validate(
        {"bron": ABOUT, "tabel": [tabel], "dimensies": dimensies, "indicator": [INDICATOR]}
    )


def verdict(path: Path, form: str) -> str:
    """`geweigerd` in a line, `gelezen`, or the name of an exception that nobody should see."""
    source = declare(form)
    outcomes = []
    for step in (lambda: Observer().observe(path, "0" * 64, source, source.tabel[0]), lambda: _look(path)):
        try:
            step()
            outcomes.append("gelezen")
        except RegiobeeldError as error:
            outcomes.append("geweigerd" if len(str(error)) < 2000 and "\n" not in str(error) else "lang")
        except Exception as error:
            outcomes.append(f"{type(error).__name__}: {str(error)[:80]}")
    odd = [outcome for outcome in outcomes if outcome not in {"gelezen", "geweigerd"}]
    return odd[0] if odd else outcomes[0]


def _look(path: Path) -> None:
    require_columns(look_at_file(path))


def all_kinds() -> Iterator[tuple[str, str, bytes]]:
    """(form, what is wrong, content)."""
    for form, kinds in (("csv", _csv()), ("xlsx", _xlsx()), ("parquet", _parquet()), ("odata_json", _json())):
        yield from ((form, what, content) for what, content in kinds)


def _csv() -> Iterator[tuple[str, bytes]]:
    yield "leeg", b""
    yield "alleen een BOM", b"\xef\xbb\xbf"
    yield "alleen regeleinden", b"\n\r\n\n"
    yield "alleen een kop", b"code;jaar;huizen\n"
    yield "willekeurige bytes", bytes(range(256)) * 20
    yield "nulbytes", GOOD.replace(b"5", b"\0")
    yield "UTF-16", GOOD.decode().encode("utf-16")
    yield "latin-1", GOOD.replace(b"6", "é".encode("latin-1"))
    yield "afgebroken tussen aanhalingstekens", GOOD + b'"GM0153;2024'
    yield "afgebroken in een rij", GOOD[:-6]
    yield "een veld van een megabyte", GOOD + b"GM0153;2024;" + b"9" * 2**20 + b"\n"
    yield "tienduizend kolommen", b";".join([b"x"] * 10_000) + b"\n" + b";".join([b"1"] * 10_000) + b"\n"
    yield "dubbele kolommen", GOOD.replace(b"jaar", b"huizen")
    for what, cell in (
        ("superscript als getal", "²"),
        ("Arabische cijfers als getal", "١٢"),
        ("nan", "nan"),
        ("oneindig", "inf"),
        ("te groot", "1e999"),
        ("vierhonderd cijfers", "9" * 400),
        ("zestienhonderd decimalen", "0." + "1" * 1600),
        ("formule", "=1+1"),
        ("script", "<script>alert(1)</script>"),
        ("tekens van rechts naar links", "\u202e5"),
    ):
        yield what, GOOD.replace(b";5", f";{cell}".encode())
    for what, year in (
        ("superscript als jaar", "²⁰²⁴"),
        ("Arabische cijfers als jaar", "٢٠٢٤"),
        ("jaar nul", "0000"),
        ("maand dertien", "2024MM13"),
        ("jaar van vijf cijfers", "20240"),
    ):
        yield what, GOOD.replace(b"2024", year.encode())


def _packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return target.getvalue()


def _xlsx() -> Iterator[tuple[str, bytes]]:
    book = openpyxl.Workbook()
    for row in (("code", "jaar", "huizen"), ("GM0141", 2024, 5)):
        book.active.append(row)  # type: ignore[union-attr]
    target = io.BytesIO()
    book.save(target)
    good = target.getvalue()
    with zipfile.ZipFile(io.BytesIO(good)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet, main = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">'.encode() for i in range(9)
    )
    yield "leeg", b""
    yield "geen zip", b"PK\x03\x04 half"
    yield "zip zonder werkmap", _packed({"a.txt": b"a"})
    yield "afgebroken zip", good[: len(good) // 2]
    yield "oud Excel-bestand", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
    yield "tabblad ontbreekt", _packed({name: content for name, content in parts.items() if name != sheet})
    yield "tabblad afgebroken", _packed({**parts, sheet: parts[sheet][:-80]})
    yield "tabblad is geen XML", _packed({**parts, sheet: b"\0\1\2"})
    yield "werkmap is leeg", _packed({**parts, main: b""})
    yield "XML-bom", _packed({**parts, sheet: bomb + b"]><worksheet>&j;</worksheet>"})
    yield (
        "cel met een onmogelijk getal",
        _packed({**parts, sheet: parts[sheet].replace(b"<v>5</v>", b"<v>vijf</v>")}),
    )
    yield "onbekende opmaak", _packed({**parts, sheet: parts[sheet].replace(b't="n"', b't="n" s="999"')})
    yield "stijlen ontbreken", _packed({name: content for name, content in parts.items() if "styles" not in name})


def _parquet() -> Iterator[tuple[str, bytes]]:
    good = pd.DataFrame({"code": ["GM0141", "GM0164"], "jaar": ["2024", "2024"], "huizen": [5.0, 6.0]})
    whole = _to_parquet(pa.Table.from_pandas(good))
    yield "leeg", b""
    yield "alleen de naam", b"PAR1PAR1"
    yield "afgebroken", whole[:-20]
    yield "voet te lang", whole[:-8] + struct.pack("<I", 2**31 - 1) + b"PAR1"
    yield "omgeklapte bytes", whole[:40] + bytes(255 - b for b in whole[40:80]) + whole[80:]
    columns: dict[str, pa.Array] = {
        "lijsten": pa.array([[1], [2]]),
        "blokken": pa.array([{"a": 1}, {"a": 2}]),
        "bytes": pa.array([b"5", b"\xff"]),
        "datums": pa.array([1, 2], pa.timestamp("us")),
        "booleans": pa.array([True, False]),
        "niets": pa.nulls(2),
        "decimalen": pa.array(["5.00", "6.00"]).cast(pa.decimal128(5, 2)),
        "hele getallen": pa.array([5, 2**62]),
        "oneindig": pa.array([float("inf"), float("nan")]),
    }
    for what, values in columns.items():
        table = pa.table({"code": good["code"], "jaar": good["jaar"], "huizen": values})
        yield what, _to_parquet(table)
    yield "codes als getal", _to_parquet(pa.table({"code": [141, 164], "jaar": [2024, 2024], "huizen": [5, 6]}))
    yield "geen rijen", _to_parquet(pa.Table.from_pandas(good.iloc[:0]))
    yield "geen kolommen", _to_parquet(pa.table({}))


def _to_parquet(table: pa.Table) -> bytes:
    target = io.BytesIO()
    pq.write_table(table, target)
    return target.getvalue()


def _json() -> Iterator[tuple[str, bytes]]:
    row = {"code": "GM0141", "jaar": "2024", "huizen": 5}
    texts: dict[str, object] = {
        "null": None,
        "een getal": 1,
        "een tekst": "x",
        "lege lijst": [],
        "leeg blok": {},
        "value is geen lijst": {"value": {}},
        "rijen zijn geen blokken": {"value": [1, 2]},
        "bladzijden zijn geen blokken": [1, 2],
        "geneste cellen": {"value": [{**row, "huizen": {"a": [1]}}]},
        "ongelijke rijen": {"value": [row, {"code": "GM0164"}]},
        "geen rijen": {"value": []},
        "vervolg ontbreekt": {"value": [row], "odata.nextLink": "x"},
        "vervolg ontbreekt in v4": {"value": [row], "@odata.nextLink": "x"},
        "booleans": {"value": [{**row, "huizen": True}]},
    }
    yield "leeg", b""
    yield "afgebroken", json.dumps({"value": [row]}).encode()[:-3]
    yield "duizenden haken", b"[" * 100_000
    yield "duizenden blokken", b'{"value":' * 50_000
    yield "NaN", json.dumps({"value": [{**row, "huizen": float("nan")}]}).encode()
    yield (
        "een getal van tienduizend cijfers",
        b'{"value": [{"code": "GM0141", "jaar": "2024", "huizen": ' + b"9" * 10_000 + b"}]}",
    )
    yield "geen UTF-8", b'{"value": "\xff"}'
    yield "webpagina", b"<!doctype html><html><body>Inloggen</body></html>"
    yield from ((what, json.dumps(content).encode()) for what, content in texts.items())


SUFFIX = {"csv": ".csv", "xlsx": ".xlsx", "parquet": ".parquet", "odata_json": ".json"}


def try_all(folder: Path, told: Callable[[str], None] = print) -> tuple[int, int]:
    """How many kinds there are, and how many of them ended in something else than one line or figures."""
    bad, count = 0, 0
    for form, what, content in all_kinds():
        path = folder / f"t{SUFFIX[form]}"
        path.write_bytes(content)
        outcome = verdict(path, form)
        count += 1
        if outcome not in {"gelezen", "geweigerd"}:
            bad += 1
            told(f"{form}, {what}: {outcome}")
    return count, bad
