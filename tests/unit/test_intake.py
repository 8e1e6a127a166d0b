"""Files as people have them: what an analyst brings is read as it is meant, or refused with the way to mend it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from regiobeeld.catalog.models import Source
from regiobeeld.errors import ContractError
from regiobeeld.snapshots.to_observations import Observer

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
    frame = Observer().observe(path, "0" * 64, source, source.tabel[0])
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
