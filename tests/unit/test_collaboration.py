"""Collaborations: what the files may hold, what a mistake is called, and what is counted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from declared_example import sentences_of
from regiobeeld import paths
from regiobeeld.areas.register import load_register
from regiobeeld.collaboration.contract import Verband
from regiobeeld.collaboration.overview import (
    cluster_partners,
    count_themes,
    cross_partners,
    find_crowds,
    find_white_spots,
    list_partners,
    select,
)
from regiobeeld.collaboration.read import read_all
from regiobeeld.errors import ContractError
from regiobeeld.report.partnerships import as_tables, build_page

HEAD = "verband,naam,themas,gebied,gemeenten,start_jaar,eind_jaar,status,bron,peildatum"
OLD = "ouderen,Ouderen thuis,ouderenzorg;dementie,Twente,Almelo;Hengelo,2020,,actief,Jaarverslag,2022-12-31"
MIND = "mentaal,Samen mentaal,ggz,,,2019,2021,gestopt,Jaarverslag,2022-12-31"
WHOLE = "keten,De keten,acute zorg,,,,,actief,Jaarverslag,2022-12-31"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    shutil.copytree(paths.SOURCES / "indeling", tmp_path / "indeling")
    shutil.copytree(paths.SOURCES / "regios", tmp_path / "regios")
    (tmp_path / "samenwerking").mkdir()
    shutil.copy(paths.SOURCES / "samenwerking" / "themas.toml", tmp_path / "samenwerking")
    return tmp_path


def write(sources: Path, rows: list[str], partners: list[str] | None = None, head: str = HEAD) -> None:
    folder = sources / "samenwerking"
    (folder / "verbanden_twente.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    if partners is not None:
        text = "\n".join(["verband,partner", *partners]) + "\n"
        (folder / "partners_twente.csv").write_text(text, encoding="utf-8")


def test_a_collaboration_as_it_is_written(sources: Path) -> None:
    write(sources, [OLD], ["ouderen,Roset", "ouderen,Menzis"])
    (verband,) = read_all(sources)
    assert verband.gemeenten == ("GM0141", "GM0164")
    assert verband.themas == ("ouderenzorg", "dementie")
    assert verband.partners == ("Roset", "Menzis")
    assert (verband.start_jaar, verband.eind_jaar, verband.is_running) == (2020, None, True)


def test_a_file_with_semicolons_is_read_too(sources: Path) -> None:
    semicolons = OLD.replace("ouderenzorg;dementie", "ouderenzorg").replace("Almelo;Hengelo", "Almelo")
    write(sources, [semicolons.replace(",", ";")], head=HEAD.replace(",", ";"))
    assert read_all(sources)[0].gemeenten == ("GM0141",)


def test_words_that_mean_the_same_theme(sources: Path) -> None:
    write(sources, [MIND.replace("ggz", "Mentale gezondheid")])
    assert read_all(sources)[0].themas == ("ggz",)


@pytest.mark.parametrize(
    ("row", "partners", "message"),
    [
        (OLD.replace("Almelo", "Almeloo"), [], "Bedoelde u: almelo"),
        (OLD.replace("Almelo", "Haaren"), [], "deze gemeente bestaat sinds 2021 niet meer"),
        (OLD.replace("dementie", "dementi"), [], "rij 2, kolom themas). Bedoelde u: dementie"),
        (OLD.replace("actief", "bezig"), [], "onbekende status"),
        (MIND.replace("2021", "2018"), [], "het einde ligt voor het begin (2019)"),
        (OLD.replace("2020", "20"), [], "dit is geen jaar"),
        (OLD.replace("2020", "²⁰²⁰"), [], "dit is geen jaar"),
        (OLD.replace("2022-12-31", "31-12-2022"), [], "dit is geen datum"),
        (OLD.replace("Ouderen thuis", ""), [], "deze cel mag niet leeg zijn"),
        (OLD.replace("ouderen,", "Ouderen!,"), [], "dit is geen code"),
        (OLD + "\n" + OLD, [], "dit verband staat er twee keer"),
        (OLD + ",te veel", [], "deze rij heeft 11 velden en de kop 10"),
        (OLD, ["onbekend,Roset"], "partner van een onbekend verband"),
        (OLD, ["ouderen,Roset", "ouderen,roset"], "deze partner staat er bij ouderen twee keer"),
        (OLD.replace("Ouderen thuis", "Ouderen\u202ethuis"), [], "tekens die niet te zien zijn"),
        (OLD.replace("Ouderen thuis", "x" * 301), [], "langer dan 300 tekens"),
        (OLD.replace("Ouderen thuis", '"Ouderen thuis'), [], "geen goede CSV"),
    ],
)  # fmt: skip
def test_a_mistake_is_called_by_file_row_and_column(
    sources: Path, row: str, partners: list[str], message: str
) -> None:
    write(sources, row.split("\n"), partners)
    with pytest.raises(ContractError) as error:
        read_all(sources)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("head", "message"),
    [
        (
            HEAD.replace("themas", "thema"),
            'onbekende kolom "thema" (verbanden_twente.csv, rij 1, kolom thema). Bedoelde u "themas"?',
        ),
        (HEAD.replace(",peildatum", ""), "kolom peildatum ontbreekt"),
        (HEAD.replace("bron", "naam"), "ontbreekt"),
    ],
)
def test_a_header_that_does_not_fit(sources: Path, head: str, message: str) -> None:
    write(sources, [OLD], head=head)
    with pytest.raises(ContractError) as error:
        read_all(sources)
    assert message in str(error.value)


def test_a_file_of_an_unknown_region(sources: Path) -> None:
    (sources / "samenwerking" / "verbanden_nergens.csv").write_text(HEAD + "\n", encoding="utf-8")
    with pytest.raises(ContractError, match='onbekende regio "nergens"'):
        read_all(sources)


def test_markup_and_formulas_are_only_text(sources: Path) -> None:
    write(sources, [OLD.replace("Ouderen thuis", "<script>alert(1)</script>")], ["ouderen,=1+1"])
    verbanden = read_all(sources)
    page = build_page(verbanden, load_register(sources))
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "=1+1" in page


def test_what_counts_for_a_region(sources: Path) -> None:
    """Almelo and Hengelo work on two themes; one that names no gemeente counts for Twente as a whole."""
    write(sources, [OLD, MIND, WHOLE], ["ouderen,Roset", "keten,Roset", "keten,Menzis"])
    verbanden, register = read_all(sources), load_register(sources)
    twente = select(verbanden, register.areas["GG1106"].gemeenten, register)
    assert [v.code for v in twente.verbanden] == ["keten", "ouderen", "mentaal"]
    assert [v.code for v in twente.running] == ["keten", "ouderen"]
    counts = count_themes(twente, ["ouderenzorg", "dementie", "ggz", "acute zorg"])
    assert counts.loc["ouderenzorg", ["GM0141", "GM0164", "GM0153"]].tolist() == [1, 1, 0]
    assert counts.loc[["ggz", "acute zorg"]].to_numpy().sum() == 0
    assert list_partners(twente)[["partner", "aantal"]].to_numpy().tolist() == [["Roset", 2], ["Menzis", 1]]
    assert cross_partners(twente).to_numpy().tolist() == [[1, 1]]
    enschede = select(verbanden, ["GM0153"], register)
    assert enschede.verbanden == ()


def test_a_white_spot_is_a_need_without_a_running_collaboration() -> None:
    counts = pd.DataFrame({"GM0141": [1, 0], "GM0164": [0, 0]}, index=["ggz", "leefstijl"])
    needs = pd.DataFrame(
        [
            ("ggz", "GM0141", "a"),
            ("ggz", "GM0164", "a"),
            ("leefstijl", "GM0141", "b"),
            ("leefstijl", "GM0141", "c"),
        ],
        columns=["thema", "gemeente_code", "indicator_code"],
    )
    found = find_white_spots(counts, needs)
    assert found.to_numpy().tolist() == [["ggz", "GM0164", 1], ["leefstijl", "GM0141", 2]]


def test_two_thousand_collaborations_fit_in_one_page(sources: Path) -> None:
    rows = [OLD.replace("ouderen,Ouderen", f"v{number},Verband {number}", 1) for number in range(2000)]
    write(sources, rows, [f"v{number},Partner {number % 300}" for number in range(2000)])
    verbanden = read_all(sources)
    page = build_page(verbanden, load_register(sources))
    assert page.count('<th scope="row"') == 2000
    assert len(page.encode()) < 2_500_000


def test_the_tables_hold_every_link(sources: Path) -> None:
    write(sources, [OLD, MIND], ["ouderen,Roset"])
    tables = as_tables(read_all(sources))
    assert {name: len(frame) for name, frame in tables.items()} == {
        "verband": 2,
        "verband_thema": 3,
        "verband_gemeente": 2,
        "verband_partner": 1,
    }


def test_the_collaborations_that_come_with_the_project_are_right() -> None:
    verbanden = read_all()
    assert len(verbanden) == 17
    assert {v.regio for v in verbanden} == {"twente"}


def test_many_on_the_same_theme_in_one_gemeente_is_a_crowd() -> None:
    counts = pd.DataFrame({"GM0141": [5, 1], "GM0164": [4, 6]}, index=["ggz", "leefstijl"])
    assert find_crowds(counts, 5).to_numpy().tolist() == [["ggz", "GM0141", 5], ["leefstijl", "GM0164", 6]]


def many(sources: Path, count: int) -> tuple[Verband, ...]:
    """So many collaborations of Almelo and Hengelo with three of 300 partners each, alternately on two themes."""
    rows = [
        f"v{n},Verband {n},{('ggz', 'leefstijl')[n % 2]},Twente,Almelo;Hengelo,2020,,actief,Jaarverslag,2022-12-31"
        for n in range(count)
    ]
    write(sources, rows, [f"v{n},Partner {(7 * n + 131 * k) % 300}" for n in range(count) for k in range(3)])
    return read_all(sources)


def test_too_many_partners_to_draw_become_clusters_by_theme(sources: Path) -> None:
    register = load_register(sources)
    twente = select(many(sources, 2000), register.areas["GG1106"].gemeenten, register)
    assert cross_partners(twente).empty
    clusters = cluster_partners(twente)
    assert set(clusters["thema"]) == {"ggz", "leefstijl"}
    assert clusters["partners"].sum() == len(list_partners(twente)) == 300
    assert all(0 < len(names) <= 5 for names in clusters["verbindend"])
    # 1 000 of the 2 000 are about each theme, in both gemeenten.
    assert count_themes(twente, ["ggz", "leefstijl"])[["GM0141", "GM0164"]].to_numpy().tolist() == [[1000] * 2] * 2


def test_two_thousand_collaborations_are_read_and_all_stand_in_the_page(sources: Path) -> None:
    page = build_page(many(sources, 2000), load_register(sources))
    assert page.count("<td") >= 2000 and "Verband 1999" in page


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ([], "in geen enkele gemeente een lopend verband, terwijl er in alle gemeenten behoefte is"),
        (["Losser"], "geen lopend verband in Losser, waar behoefte is"),
        (list("abcdefgh"), "geen lopend verband in a, b, c, d, e, f en 2 andere gemeenten, waar behoefte is"),
    ],
)
def test_nowhere_cannot_be_read_as_not_everywhere(places: list[str], told: str) -> None:
    zin = sentences_of("samenwerking_wit", {})
    text = zin("wit", thema="schulden", waar=places, behoeften=["geldzorgen"])
    assert text == f"Schulden: wij vonden {told} (geldzorgen). Klopt dat?"
