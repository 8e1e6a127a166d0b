"""Who works in care: the file of the analyst, what is wrong with it in one line, and the gap that follows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from regiobeeld import paths
from regiobeeld.errors import ContractError
from regiobeeld.future.check import check_supply
from regiobeeld.future.supply_declared import Aanbod, AanbodScenario, Beroep, Norm, load_supply
from regiobeeld.future.supply_read import Staff, read_staff, staff_of, whole_numbers
from regiobeeld.future.supply_table import supply_table
from regiobeeld.projection.tables import AANBOD
from regiobeeld.warehouse.export import to_arrow

HEAD = "beroep,gebied,fte,leeftijdsklasse,peildatum,bron"
GOOD = ["huisarts,Twente,70,25-56,2025-01-01,telling", "huisarts,Twente,30,57+,2025-01-01,telling"]
TWENTE = ("GM0141", "GM0147", "GM0153")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The declarations of the project, without any file of fte."""
    for name in ("aanbod", "toekomst", "indeling", "regios"):
        shutil.copytree(paths.SOURCES / name, tmp_path / name)
    for path in (tmp_path / "aanbod").glob("*.csv"):
        path.unlink()
    return tmp_path


def write(sources: Path, lines: list[str], name: str = "aanbod_twente.csv", head: str = HEAD) -> None:
    (sources / "aanbod" / name).write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


def read(sources: Path) -> tuple[Staff, ...]:
    return read_staff(load_supply(sources), 2025, sources)


def test_the_rows_of_a_file(sources: Path) -> None:
    write(sources, GOOD)
    young, old = read(sources)
    assert (young.fte, young.first, young.last) == (70, 25, 56)
    assert (old.fte, old.first, old.last) == (30, 57, None)
    assert len(old.members) == 14


def test_a_spreadsheet_saved_with_semicolons_and_decimal_commas_is_read(sources: Path) -> None:
    write(sources, ["huisarts;GM0153;12,5;totaal;2025-01-01;telling"], head=HEAD.replace(",", ";"))
    assert [row.fte for row in read(sources)] == [12.5]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["tovenaar,Twente,1,totaal,2025-01-01,x"], '"tovenaar" (aanbod_twente.csv, rij 2, kolom beroep)'),
        (["huisarts,Twente,-2,totaal,2025-01-01,x"], 'te weinig: "-2" (aanbod_twente.csv, rij 2, kolom fte)'),
        (["huisarts,Twente,1.250,totaal,2025-01-01,x"], "punt voor duizendtallen"),
        (["huisarts,Twente,veel,totaal,2025-01-01,x"], 'dit is geen getal: "veel"'),
        (["huisarts,Atlantis,1,totaal,2025-01-01,x"], '"Atlantis" (aanbod_twente.csv, rij 2, kolom gebied)'),
        (["huisarts,Twente,1,jong,2025-01-01,x"], "geen leeftijdsklasse"),
        (["huisarts,Twente,1,totaal,1-1-2025,x"], "geen datum"),
        (["huisarts,Twente,1,totaal,2015-01-01,x"], "meer dan 3 jaar van 1 januari 2025"),
        (["huisarts,Twente,1,totaal,2025-01-01,"], "kolom bron"),
        (
            [*GOOD, "verpleeghuis,Twente,9,totaal,2024-01-01,x"],
            'een tweede peildatum in dit bestand: "2024-01-01" (aanbod_twente.csv, rij 4, kolom peildatum)',
        ),
        ([*GOOD, "huisarts,Twente,5,55-59,2025-01-01,x"], "leeftijden staan er voor huisarts in dit gebied al"),
        ([*GOOD, "huisarts,Twente,5,totaal,2025-01-01,x"], "rij 4, kolom leeftijdsklasse"),
        ([*GOOD, "huisarts,CR12,5,57+,2025-01-01,x"], "in dit gebied al"),  # Twente under another code
        (["huisarts,Twente,1,totaal,2025-01-01"], "5 velden en de kop 6"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_one_line_with_file_row_and_column(
    sources: Path, lines: list[str], said: str
) -> None:
    write(sources, lines)
    with pytest.raises(ContractError) as caught:
        read(sources)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_heads_are_not_fte(sources: Path) -> None:
    write(sources, ["huisarts,Twente,12,totaal,2025-01-01,x"], head=HEAD.replace("fte", "personen"))
    with pytest.raises(ContractError, match=r"kolom personen.*reken ze om naar fte"):
        read(sources)


def test_only_whole_numbers_raise_a_question(sources: Path) -> None:
    write(
        sources, [f"huisarts,GM{code},3,totaal,2025-01-01,x" for code in ("0141", "0147", "0153", "0158", "0163")]
    )
    assert "alle getallen heel" in whole_numbers(read(sources))
    write(sources, GOOD)
    assert whole_numbers(read(sources)) == ""


def test_made_up_figures_count_only_when_the_analyst_says_so(sources: Path) -> None:
    write(sources, GOOD, "voorbeeld_twente.csv")
    assert read(sources) == ()
    path = sources / "aanbod" / "aanbod.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("voorbeeld_meerekenen = false", "voorbeeld_meerekenen = true"), encoding="utf-8")
    assert all(row.is_example for row in read(sources))


def test_the_project_itself_counts_no_made_up_figures() -> None:
    assert not load_supply().voorbeeld_meerekenen


def test_the_check_reads_examples_too_and_says_what_is_empty(sources: Path) -> None:
    write(sources, GOOD)
    write(sources, ["huisarts,Enschede,4,totaal,2025-01-01,x"], "voorbeeld_enschede.csv")
    lines = check_supply(sources)
    assert "  aanbod_twente.csv: 1 beroep, 100,0 fte" in lines
    assert "  voorbeeld_enschede.csv: 1 beroep, 4,0 fte (voorbeeld; telt niet mee)" in lines
    assert lines[-1] == f"Goed: 1 bestand met fte in {sources.name}/aanbod"
    assert any("mensen met dementie" in line for line in lines)


def declared(*scenarios: AanbodScenario, norm: Norm | None = None) -> Aanbod:
    profession = Beroep(
        code="huisarts", naam="huisartsen", gewicht="zvw", gewicht_toelichting="x" * 10, norm=norm, halen="x" * 10
    )
    return Aanbod(
        toelichting="x" * 10,
        stopt_op_leeftijd=67,
        peildatum_hoogstens=3,
        beroep=(profession,),
        scenario=scenarios,
    )


def need_of(areas: tuple[str, ...]) -> pd.DataFrame:
    """Need-weighted inhabitants of 1 000, in ten years 15.65 % more with a band of 10 to 20 % more."""
    return pd.DataFrame(
        [
            (code, year, "behoefte_huisarts", "basis", value, low, high)
            for code in areas
            for year, value, low, high in ((2025, 1000.0, None, None), (2035, 1156.5, 1100.0, 1200.0))
        ],
        columns=["gebied_code", "jaar", "onderdeel_code", "scenario_code", "waarde", "ondergrens", "bovengrens"],
    )


BASE = AanbodScenario(code="basis", naam="basis", toelichting="x" * 10, instroom_per_jaar=2.0)


def test_the_gap_of_the_method_comes_out_of_a_file(sources: Path) -> None:
    write(sources, GOOD)
    staff, members = read(sources), {"CR12": sorted(read(sources)[0].members)}
    table = supply_table(need_of(("CR12",)), staff, members, declared(BASE)).set_index("jaar")
    # 100 fte, the 30 of 57 and older leave in ten years, 2 % a year come: 20; need 115.65 at today's norm of 10.
    then = table.loc[2035]
    assert (then["fte"], then["uit"], then["erbij"], then["aanwezig"]) == (100, 30, 20, 90)
    assert then["nodig"] == pytest.approx(115.65)
    assert then["tekort"] == pytest.approx(25.65)
    assert (then["ondergrens"], then["bovengrens"]) == (pytest.approx(20.0), pytest.approx(30.0))
    assert (table.loc[2025, "tekort"], table.loc[2025, "uit"]) == (0, 0)


def test_a_declared_norm_goes_before_todays(sources: Path) -> None:
    write(sources, GOOD)
    norm = Norm(inwoners_per_fte=8.0, bron="een echte bron")
    members = {"CR12": sorted(read(sources)[0].members)}
    table = supply_table(need_of(("CR12",)), read(sources), members, declared(BASE, norm=norm)).set_index("jaar")
    assert table.loc[2025, "tekort"] == pytest.approx(1000 / 8 - 100)
    assert table.loc[2025, "norm_bron"] == "een echte bron"


def test_a_norm_without_a_source_is_refused() -> None:
    with pytest.raises(ValueError, match="bron"):
        Norm.model_validate({"inwoners_per_fte": 2000.0})


def test_without_ages_the_need_is_known_and_the_gap_is_not(sources: Path) -> None:
    write(sources, ["huisarts,Twente,100,totaal,2025-01-01,x"])
    members = {"CR12": sorted(read(sources)[0].members)}
    then = supply_table(need_of(("CR12",)), read(sources), members, declared(BASE)).set_index("jaar").loc[2035]
    assert then["nodig"] == pytest.approx(115.65)
    assert pd.isna(then["tekort"])


def test_an_area_is_the_sum_of_its_gemeenten_only_when_all_have_figures(sources: Path) -> None:
    lines = [f"huisarts,{code},{fte},totaal,2025-01-01,x" for code, fte in zip(TWENTE, (1, 2, 3), strict=True)]
    write(sources, lines)
    staff = read(sources)
    assert sum(row.fte for row in staff_of(staff, "huisarts", TWENTE)) == 6
    assert staff_of(staff, "huisarts", (*TWENTE, "GM0158")) == ()
    assert staff_of(staff, "verpleeghuis", TWENTE) == ()


def test_without_a_file_the_table_is_empty_and_typed() -> None:
    empty = supply_table(need_of(("CR12",)), (), {"CR12": list(TWENTE)}, declared(BASE))
    assert empty.empty
    assert to_arrow(empty, AANBOD).schema.equals(AANBOD.arrow())


def test_made_up_fte_say_so_in_the_table(sources: Path) -> None:
    write(sources, GOOD, "voorbeeld_twente.csv")
    staff = read_staff(load_supply(sources), 2025, sources, everything=True)
    table = supply_table(need_of(("CR12",)), staff, {"CR12": sorted(staff[0].members)}, declared(BASE))
    assert table["is_voorbeeld"].all()
    assert table["bron"].str.startswith("VOORBEELD").all()
