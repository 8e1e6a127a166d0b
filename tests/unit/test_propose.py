"""`make kolommen`: a proposal that a person fills in is a declaration that reads the file as it is meant."""

from __future__ import annotations

import tomllib
from pathlib import Path

import openpyxl
import pytest

from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.models import Source
from regiobeeld.errors import ContractError, RegiobeeldError, UsageError
from regiobeeld.observations.peek import look_at_file, require_columns
from regiobeeld.observations.propose import Known, propose, show_columns
from regiobeeld.run import sources
from statline.helpers import OBSERVER
from statline.service import StatlineService
from statline.tables import make_table

KNOWN = Known(
    2025, {"almelo": "GM0141", "hengelo (o)": "GM0164"}, {"overijssel (pv)": "PV23"}, {"bevolking", "tuinen"}
)
EXPORT = """\
"Tuinen; gemeente"
"Regio's";"Perioden";"Geslacht";"Leeftijd";"Met tuin (%)";"Tuinen (aantal)"
"Nederland";"2024*";"Totaal mannen en vrouwen";"18 tot 65 jaar";"61,2";"1.234.567"
"Overijssel (PV)";"2024*";"Totaal mannen en vrouwen";"18 tot 65 jaar";"71,2";"123.456"
"Almelo";"2024*";"Totaal mannen en vrouwen";"18 tot 65 jaar";"65,0";"11.234"
"Hengelo (O.)";"2024*";"Totaal mannen en vrouwen";"18 tot 65 jaar";".";"."
"Bron: verzonnen"
"""


def filled_in(path: Path, folder: Path) -> Source:
    """The proposal after a person wrote something at every VUL IN."""
    text = propose(require_columns(look_at_file(path)), KNOWN)
    (folder / "bron.toml").write_text(text.replace("VUL IN: bijvoorbeeld 2024", "2024"), encoding="utf-8")
    with pytest.raises(ContractError, match='hier staat nog "VUL IN'):
        read_toml(folder / "bron.toml", Source)
    return Source.model_validate(tomllib.loads(text.replace("VUL IN: bijvoorbeeld 2024", "2024")))


def figures(path: Path, source: Source) -> dict[tuple[str, str], float]:
    form = {"dienst": {"soort": "bestand", "bestand": path.name, "vorm": source.tabel[0].vorm}}
    document = source.model_dump()
    document["tabel"][0].update(form)
    source = Source.model_validate(document)
    frame = OBSERVER.observe(path, "0" * 64, source, source.tabel[0]).dropna(subset=["waarde"])
    keys = zip(frame["indicator_code"].astype("str"), frame["gebied_code"].astype("str"), strict=True)
    return dict(zip(keys, frame["waarde"], strict=True))


def test_an_export_of_statline_with_names(tmp_path: Path) -> None:
    path = tmp_path / "Tuinen_27112026.csv"
    path.write_text(EXPORT, encoding="utf-8")
    source = filled_in(path, tmp_path)
    assert figures(path, source) == {
        ("met_tuin", "NL"): 61.2,
        ("met_tuin", "PV23"): 71.2,
        ("met_tuin", "GM0141"): 65.0,
        ("tuinen_gemeente_tuinen", "NL"): 1234567.0,
        ("tuinen_gemeente_tuinen", "PV23"): 123456.0,
        ("tuinen_gemeente_tuinen", "GM0141"): 11234.0,
    }
    assert source.tabel[0].decimaal == ","


def test_a_code_that_is_taken_is_not_proposed(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(EXPORT, encoding="utf-8")
    codes = [indicator.code for indicator in filled_in(path, tmp_path).indicator]
    assert "tuinen" not in codes
    assert len(codes) == len(set(codes)) == 2


def test_an_untyped_export_with_codes_in_latin_1(tmp_path: Path) -> None:
    path = tmp_path / "85984NED.csv"
    rows = [
        "ID;RegioS;Naam;Roker_4",
        "0;GM0141  ;Almelo;12.5",
        "1;GM1900  ;Súdwest-Fryslân;10.0",
        "2;LD01;Noord;9.0",
    ]
    path.write_bytes("\n".join(rows).encode("iso-8859-1"))
    source = filled_in(path, tmp_path)
    assert source.tabel[0].codering == "iso-8859-1"
    assert source.dimensies["gebied"].overslaan == ("LD*",)
    assert figures(path, source) == {("roker", "GM0141"): 12.5, ("roker", "GM1900"): 10.0}


def test_a_sheet_below_a_title_beside_another(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Lees mij"])  # type: ignore[union-attr]
    sheet = book.create_sheet("gegevens")
    for row in (("Tuinen in 2024",), (), ("code", "met tuin"), ("GM0141", 65), ("GM0164", 66.5)):
        sheet.append(row)
    book.save(tmp_path / "t.xlsx")
    source = filled_in(tmp_path / "t.xlsx", tmp_path)
    assert source.tabel[0].blad == "gegevens"
    assert figures(tmp_path / "t.xlsx", source) == {("met_tuin", "GM0141"): 65.0, ("met_tuin", "GM0164"): 66.5}


def test_the_columns_are_shown_with_examples(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(EXPORT, encoding="utf-8")
    shown = show_columns(look_at_file(path))
    assert "Regio's" in shown
    assert "4 woorden: Nederland, Overijssel (PV), Almelo" in shown
    assert "4 getallen: 61,2, 71,2, 65,0" in shown


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("t.csv", b"", "er staan geen rijen in|is leeg"),
        ("t.csv", b"\x00\x01\x02", "geen tekst"),
        ("t.csv", b"code;naam\nGM0141;Almelo\n", "geen kolom met alleen getallen"),
        ("t.xlsx", b"PK\x03\x04 half", "XLSX-bestand"),
        ("t.parquet", b"PAR1", "Parquet"),
        ("t.json", b"[" * 5000, "geen geldige JSON"),
        ("t.docx", b"x", "van dit soort bestand"),
    ],
)
def test_what_is_no_table_is_said(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(RegiobeeldError, match=told):
        require_columns(look_at_file(tmp_path / name))


def test_a_table_of_the_service(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with StatlineService([make_table()]) as service:
        monkeypatch.setenv("REGIOBEELD_STATLINE", f"http://{service.host}")
        sources.show_columns(None, "50150NED")
        told = capsys.readouterr().out
        with pytest.raises(ContractError, match="geen dienst kent tabel 99999NED"):
            sources.show_columns(None, "99999NED")
    proposal = tomllib.loads(told[told.index("# Voorstel") :].replace("VUL IN: bijvoorbeeld 2024", "2024"))
    assert Source.model_validate(proposal).tabel[0].dienst
    assert proposal["dimensies"]["gebied"]["kolom"] == "WijkenEnBuurten"
    assert proposal["dimensies"]["leeftijd"]["waarden"]["20300"] == "18+"


def test_neither_a_file_nor_a_table() -> None:
    with pytest.raises(UsageError, match="geef een bestand of een tabel"):
        sources.show_columns(None)
