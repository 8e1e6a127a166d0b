"""Files as people have them: what an analyst brings is read as it is meant, or refused with the way to mend it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest

from regiobeeld.catalog.models import Source
from regiobeeld.errors import ContractError
from regiobeeld.observations.widen import widen
from regiobeeld.snapshots.download import silent_indicators
from regiobeeld.statline.description import ColumnInfo, Description
from statline.helpers import OBSERVER

DECLARATION = """
[bron]
code = "eigen"
naam = "Eigen bron"
organisatie = "Wij"
soort = "telling"
licentie = "CC BY 4.0"
citaat = "Wij"
url = "https://voorbeeld.nl"

[[tabel]]
code = "EIGEN"
titel = "Eigen tabel"
gebied_jaar = 2024
periode = "2024"
scheiding = ";"
opgenomen = 2026-11-26

[dimensies]
gebied = { kolom = "code" }

[[indicator]]
code = "huizen"
naam = "Huizen"
thema = "bevolking"
doelgroepen = ["algemeen"]
kolom = "huizen"
eenheid = "aantal"
decimalen = 1
richting = "neutraal"
niveau = ["NL", "GG", "GM", "WK"]
aggregatie = "niet"
bereik = [-1000000000, 1000000000]
toelichting = "Verzonnen cijfers voor een test."
"""


def declare(form: str, **keys: Any) -> Source:
    document = tomllib.loads(DECLARATION)
    document["tabel"][0] |= {**keys, "dienst": {"soort": "bestand", "bestand": "t.*", "vorm": form}}
    return Source.model_validate(document)


def observe(path: Path, source: Source) -> dict[str, float | None]:
    """Value by area."""
    frame = OBSERVER.observe(path, "0" * 64, source, source.tabel[0])
    return values_of(frame)


def values_of(frame: pd.DataFrame) -> dict[str, float | None]:
    values = frame["waarde"].astype("object").where(frame["waarde"].notna(), None)
    return dict(zip(frame["gebied_code"].astype("str"), values, strict=True))


def csv(folder: Path, *lines: str) -> Path:
    path = folder / "t.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def xlsx(folder: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(folder / "t.xlsx")
    return folder / "t.xlsx"


def test_a_decimal_comma_is_read_where_it_is_declared(tmp_path: Path) -> None:
    path = csv(tmp_path, "code;huizen", "GM0141;8,5", "GM0164;1.207,0")
    assert observe(path, declare("csv", decimaal=",", duizendtal=".")) == {"GM0141": 8.5, "GM0164": 1207.0}
    with pytest.raises(ContractError, match="decimaal = ") as error:
        observe(path, declare("csv"))
    assert "ontbreekt" not in str(error.value)


def test_a_misspelt_column_is_no_indicator_without_figures(tmp_path: Path) -> None:
    path = csv(tmp_path, "code;huis", "GM0141;5")
    with pytest.raises(ContractError, match=r"kolom 'huizen' ontbreekt .*indicator huizen.*Lijkt erop: huis"):
        observe(path, declare("csv"))


def test_a_foot_that_is_skipped_need_hold_no_numbers(tmp_path: Path) -> None:
    document = declare("csv").model_dump()
    document["dimensies"]["gebied"]["overslaan"] = ("Bron*", "©*")
    source = Source.model_validate(document)
    path = csv(tmp_path, "code;huizen", "GM0141;5", "GM0164;6", "Bron: CBS;StatLine", "© CBS;juli")
    assert observe(path, source) == {"GM0141": 5.0, "GM0164": 6.0}


def test_a_short_foot_is_recognised_and_can_be_declared(tmp_path: Path) -> None:
    path = csv(tmp_path, '"code";"huizen"', '"GM0141";"5"', '"GM0164";"6"', '"(c) Wij"', '"opgehaald vandaag"')
    with pytest.raises(ContractError, match=r'"\(c\) Wij" lijkt een voetregel: .* voetregels = 2'):
        observe(path, declare("csv"))
    assert observe(path, declare("csv", voetregels=2)) == {"GM0141": 5.0, "GM0164": 6.0}


@pytest.mark.parametrize(
    ("lines", "keys", "told"),
    [
        (('"code";"huizen"', '"GM0141";"5"'), {"scheiding": ","}, 'scheiding = ";"'),
        (("code,huizen", "GM0141,5"), {}, 'scheiding = ","'),
        (("code\thuizen", "GM0141\t5"), {}, r'scheiding = "\t"'),
    ],
)
def test_another_separator_is_named(
    tmp_path: Path, lines: tuple[str, ...], keys: dict[str, str], told: str
) -> None:
    with pytest.raises(ContractError) as error:
        observe(csv(tmp_path, *lines), declare("csv", **keys))
    assert told in str(error.value)


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_a_number_that_means_missing(tmp_path: Path, form: str) -> None:
    """CBS writes -99999999 where a figure is secret; in Parquet and XLSX that is a number."""
    cells = [("GM0141", -99999999.0), ("GM0164", 6.5)]
    if form == "parquet":
        path = tmp_path / "t.parquet"
        pd.DataFrame(cells, columns=["code", "huizen"]).to_parquet(path)
    elif form == "xlsx":
        path = xlsx(tmp_path, ("code", "huizen"), *cells)
    else:
        path = csv(tmp_path, "code;huizen", "GM0141;-99999999.0", "GM0164;6.5")
    source = declare(form, ontbreekt=["-99999999"], ontbreekt_reden="geheim")
    assert observe(path, source).get("GM0164") == 6.5
    assert observe(path, source).get("GM0141") is None


def test_a_formula_that_was_never_computed_is_no_empty_cell(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("code", "huizen", "half"), ("GM0141", "=C2*2", 4), ("GM0164", 6, 3))
    with pytest.raises(ContractError, match=r"kolom huizen heeft een formule zonder uitkomst \(rij 1 "):
        observe(path, declare("xlsx"))


def test_an_empty_cell_beside_figures_is_only_empty(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("code", "huizen", "half"), ("GM0141", 8, None), (None, None, None), ("GM0164", 6, 3))
    assert observe(path, declare("xlsx")) == {"GM0141": 8.0, "GM0164": 6.0}


def test_merged_cells_are_named(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("code", "huizen"), ("GM0141", 8), ("GM0164", None))
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("B2:B3")  # type: ignore[union-attr]
    book.save(path)
    with pytest.raises(ContractError, match=r"samengevoegde cellen \(B2:B3\)"):
        observe(path, declare("xlsx"))


def test_a_merged_title_above_the_header_does_no_harm(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("Huizen in 2024", None), ("code", "huizen"), ("GM0141", 8))
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A1:B1")  # type: ignore[union-attr]
    book.save(path)
    assert observe(path, declare("xlsx", kopregel=1)) == {"GM0141": 8.0}


@pytest.mark.parametrize(
    ("areas", "told"),
    [
        (("GM0141", "WK999900"), "deze gebieden zijn er niet in 2024: WK999900"),
        (("GM0788", "GM0141"), "deze gebieden zijn er niet in 2024: GM0788"),
        (("BU04570001", "GM0141"), "deze gebieden zijn er niet in 2024: BU04570001"),
    ],
)
def test_an_area_that_is_not_there_that_year_is_refused(tmp_path: Path, areas: tuple[str, ...], told: str) -> None:
    """Haaren (GM0788) was divided in 2021, Weesp (0457) went to Amsterdam in 2022."""
    document = declare("csv").model_dump()
    document["indicator"][0]["niveau"] = ("GM", "WK", "BU")
    path = csv(tmp_path, "code;huizen", *(f"{code};5" for code in areas))
    with pytest.raises(ContractError) as error:
        observe(path, Source.model_validate(document))
    assert told in str(error.value)


def test_a_larger_area_that_no_list_has_is_left_out_and_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = csv(tmp_path, "code;huizen", "GG9999;5", "GG1106;600", "GM0141;7")
    with caplog.at_level("WARNING", logger="regiobeeld"):
        assert observe(path, declare("csv")) == {"GG1106": 600.0, "GM0141": 7.0}
    assert "in geen lijst van gebieden: GG9999" in caplog.text


def test_a_year_without_a_list_says_how_to_get_it(tmp_path: Path) -> None:
    path = csv(tmp_path, "code;huizen", "GM0141;7")
    with pytest.raises(ContractError, match=r"geen lijst van gemeenten van 2031 .* make indeling JAAR=2031"):
        observe(path, declare("csv", gebied_jaar=2031))


def test_a_gemeente_whose_only_figure_is_missing_stays_and_says_why(tmp_path: Path) -> None:
    path = csv(tmp_path, "code;huizen", "GM0141;-99999999", "GM0164;6.5")
    source = declare("csv", ontbreekt=["-99999999"], ontbreekt_reden="geheim")
    frame = OBSERVER.observe(path, "0" * 64, source, source.tabel[0])
    assert values_of(frame) == {"GM0141": None, "GM0164": 6.5}
    assert dict(zip(frame["gebied_code"], frame["ontbreekt"], strict=True))["GM0141"] == "geheim"


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        (("GM0141;5", "GM0164;zes"), "'zes' in kolom huizen is geen getal (eigen, EIGEN, rij 2 onder de kop)"),
        (("GM0141;vijf", "GM0164;6"), "'vijf' in kolom huizen is geen getal (eigen, EIGEN, rij 1 onder de kop)"),
    ],
)
def test_a_cell_that_is_no_number_is_named(tmp_path: Path, lines: tuple[str, ...], where: str) -> None:
    with pytest.raises(ContractError) as error:
        observe(csv(tmp_path, "code;huizen", *lines), declare("csv"))
    assert where in str(error.value)


def whole(source: Source) -> Source:
    """The same declaration with a count in whole houses."""
    document = source.model_dump()
    document["indicator"][0]["decimalen"] = 0
    return Source.model_validate(document)


def test_a_point_between_thousands_is_declared_or_refused(tmp_path: Path) -> None:
    """1.234 houses are not one and a quarter."""
    path = csv(tmp_path, "code;huizen", "GM0141;1.234", "GM0164;987")
    with pytest.raises(ContractError, match=r"'1\.234' in kolom huizen lijkt een aantal met een punt .*decimaal"):
        observe(path, whole(declare("csv")))
    told = whole(declare("csv", decimaal=",", duizendtal="."))
    assert observe(path, told) == {"GM0141": 1234.0, "GM0164": 987.0}


def test_a_count_with_real_decimals_is_read_as_it_is(tmp_path: Path) -> None:
    path = csv(tmp_path, "code;huizen", "GM0141;1.234", "GM0164;98.5")
    assert observe(path, whole(declare("csv"))) == {"GM0141": 1.234, "GM0164": 98.5}


def test_a_mark_behind_a_figure_is_its_status(tmp_path: Path) -> None:
    path = csv(tmp_path, "code;huizen", "GM0141;5*", "GM0164;6", "GM0153;7d")
    source = declare("csv", merktekens={"*": "voorlopig", "d": "definitief"}, periode="2024*")
    frame = OBSERVER.observe(path, "0" * 64, source, source.tabel[0])
    assert values_of(frame) == {"GM0141": 5.0, "GM0164": 6.0, "GM0153": 7.0}
    status = dict(zip(frame["gebied_code"], frame["status"], strict=True))
    assert status == {"GM0141": "voorlopig", "GM0164": "voorlopig", "GM0153": "definitief"}


def test_a_mark_in_one_row_leaves_the_others_definite(tmp_path: Path) -> None:
    path = csv(tmp_path, "code;huizen", "GM0141;5*", "GM0164;6")
    source = declare("csv", merktekens={"*": "voorlopig"})
    frame = OBSERVER.observe(path, "0" * 64, source, source.tabel[0])
    assert frame["status"].tolist() == ["voorlopig", "definitief"]


def test_a_cell_shown_as_a_percentage_is_that_percentage(tmp_path: Path) -> None:
    """Excel keeps 12,5 % as 0.125 and only shows it otherwise."""
    path = xlsx(tmp_path, ("code", "huizen"), ("GM0141", 0.125), ("GM0164", 0.07))
    book = openpyxl.load_workbook(path)
    for place in ("B2", "B3"):
        book.active[place].number_format = "0.0%"  # type: ignore[index]
    book.save(path)
    with pytest.raises(ContractError, match="procentteken = true"):
        observe(path, declare("xlsx"))
    assert observe(path, declare("xlsx", procentteken=True)) == {"GM0141": 12.5, "GM0164": 7.0}


def test_a_sheet_that_is_larger_than_it_says_is_read_to_its_end(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("code", "huizen"), ("GM0141", 8), ("GM0164", 6))
    with ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'<dimension ref="A1:B3"', b'<dimension ref="A1:A2"')
    with ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    assert observe(path, declare("xlsx")) == {"GM0141": 8.0, "GM0164": 6.0}


def test_hidden_rows_are_read_and_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = xlsx(tmp_path, ("code", "huizen"), ("GM0141", 8), ("GM0164", 6))
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[3].hidden = True  # type: ignore[union-attr]
    book.save(path)
    assert observe(path, declare("xlsx")) == {"GM0141": 8.0, "GM0164": 6.0}
    assert "verborgen en wel gelezen: rij 3" in caplog.text


def test_a_header_of_several_rows_as_statweb_writes_it(tmp_path: Path) -> None:
    """A title, three rows of header with the same unit over and over, a foot."""
    path = csv(
        tmp_path,
        '"Huizen naar soort"',
        '"Onderwerp";"Huizen";"Huizen"',
        '"Soort";"koop";"huur"',
        '"code";"aantal";"aantal"',
        '"GM0141";"5";"3"',
        '"GM0164";"6";"2"',
        '"(c) Wij"',
    )
    document = declare("csv", kopregel=1, koprijen=3, voetregels=1).model_dump()
    document["dimensies"]["gebied"]["kolom"] = "Onderwerp / Soort / code"
    document["indicator"][0]["kolom"] = ["Huizen / huur / aantal"]
    assert observe(path, Source.model_validate(document)) == {"GM0141": 3.0, "GM0164": 2.0}


def test_one_title_over_several_columns_of_a_sheet(tmp_path: Path) -> None:
    path = xlsx(tmp_path, (None, "Huizen", None), ("code", "koop", "huur"), ("GM0141", 5, 3))
    document = declare("xlsx", koprijen=2).model_dump()
    document["indicator"][0]["kolom"] = ["Huizen / huur"]
    assert observe(path, Source.model_validate(document)) == {"GM0141": 3.0}


def test_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("code;huizen;naam\nGM0141;5;Fryslân\n".encode("iso-8859-1"))
    with pytest.raises(ContractError, match=r"tekenset is niet utf-8.*iso-8859-1"):
        observe(path, declare("csv"))
    assert observe(path, declare("csv", codering="iso-8859-1")) == {"GM0141": 5.0}


def test_all_unknown_words_in_one_go(tmp_path: Path) -> None:
    path = csv(tmp_path, "code;huizen", "Almeloo;5", "Hengelo;6", "GM0153;7")
    document = declare("csv").model_dump()
    document["dimensies"]["gebied"]["waarden"] = {"Almelo": "GM0141"}
    with pytest.raises(ContractError) as error:
        observe(path, Source.model_validate(document))
    assert "onbekende waarden 'Almeloo', 'Hengelo' in kolom code" in str(error.value)
    assert "'Almeloo' lijkt op 'Almelo'" in str(error.value)


def test_names_as_insurers_write_them(tmp_path: Path) -> None:
    names = {"BERGEN LB": "GM0893", "BERGEN NH": "GM0373", "S HERTOGENBOSCH": "GM0796", "NUENEN CA": "GM0820"}
    path = csv(tmp_path, "code;huizen", *(f"{name};5" for name in names))
    document = declare("csv").model_dump()
    document["dimensies"]["gebied"]["namen_jaar"] = 2024
    assert observe(path, Source.model_validate(document)) == dict.fromkeys(names.values(), 5.0)


def test_a_wijk_that_the_list_of_its_year_does_not_have_is_left_out_and_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = csv(tmp_path, "code;huizen", "WK015300;7", "WK0153ZZ;9")
    assert observe(path, declare("csv", gebied_jaar=2022)) == {"WK015300": 7.0}
    assert "in geen lijst van gebieden: WK0153ZZ" in caplog.text


@pytest.mark.parametrize("text", ["GM0141\u200b", "GM٠١٤١", "gm0141", "GM 141"])
def test_a_code_is_exactly_a_code(tmp_path: Path, text: str) -> None:
    frame = pd.DataFrame({"code": [text, "GM0164"], "huizen": [5.0, 6.0]})
    frame.to_parquet(tmp_path / "t.parquet")
    with pytest.raises(ContractError, match="onbekende waarde"):
        observe(tmp_path / "t.parquet", declare("parquet"))


def test_an_indicator_without_a_single_figure_is_named(tmp_path: Path) -> None:
    path = csv(tmp_path, "code;huizen;tuinen", "GM0141;5;.", "GM0164;6;.")
    document = declare("csv").model_dump()
    document["indicator"] += ({**document["indicator"][0], "code": "tuinen", "kolom": ("tuinen",)},)
    source = Source.model_validate(document)
    frame = OBSERVER.observe(path, "0" * 64, source, source.tabel[0])
    (told,) = silent_indicators(frame, source, source.tabel[0])
    assert told.startswith("indicator tuinen heeft geen enkel cijfer")


@pytest.mark.parametrize("link", ["odata.nextLink", "@odata.nextLink"])
def test_a_saved_page_that_is_not_the_last_is_incomplete(tmp_path: Path, link: str) -> None:
    page = {"value": [{"code": "GM0141", "huizen": 5}], link: "https://voorbeeld.nl/2"}
    (tmp_path / "t.json").write_text(json.dumps(page), encoding="utf-8")
    with pytest.raises(ContractError, match="laatste pagina ontbreekt"):
        observe(tmp_path / "t.json", declare("odata_json"))


def test_a_measure_in_words_is_no_empty_cell() -> None:
    """OData v4 gives the answer beside Value; a declaration can turn it into a number."""
    columns = (ColumnInfo("Gebied", "Gebied", "dimensie"), ColumnInfo("M1", "Stedelijkheid", "onderwerp"))
    description = Description("PROEF", "Proef", "2024-01-01", "", columns, {})
    rows = pd.DataFrame(
        {
            "Measure": ["M1", "M1"],
            "Value": [None, None],
            "ValueAttribute": ["None", "Impossible"],
            "StringValue": ["sterk stedelijk", None],
            "Gebied": ["GM0141", "GM0164"],
        }
    ).astype({"Value": "float64"})
    wide = widen(rows, description)
    assert dict(wide[["Gebied", "M1"]].to_numpy()) == {"GM0141": "sterk stedelijk", "GM0164": ""}
