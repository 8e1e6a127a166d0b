"""The regiobeeld of Twente, made once as a user makes it: `regiobeeld twente`, from a copy of the project.

Its figures as files of their own are those of the small country, in test_forms.py.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pyarrow.parquet as pq
import pytest
from bs4 import BeautifulSoup

import page
from control_example import LEAST_REACHED, differing
from project import run, surroundings
from regiobeeld import __version__
from regiobeeld.errors import UsageError
from regiobeeld.outline.chapters import load_conditions, load_order
from regiobeeld.report.report import Rapport

TEXTS = (".html", ".ipynb", ".csv", ".json")
HEAVY = ("pandas", "numpy", "matplotlib", "nbformat", "nbconvert", "papermill", "pydantic", "duckdb", "pyarrow")


@pytest.fixture(scope="module")
def folder(twente: Path) -> Path:
    return twente


@pytest.fixture(scope="module")
def html(folder: Path) -> BeautifulSoup:
    return page.read_page(folder / "regiobeeld-twente.html")


@pytest.fixture(scope="module")
def record(folder: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return document


# The page


def test_the_page_is_dutch_and_says_which_region(html: BeautifulSoup) -> None:
    assert html.html is not None and html.html["lang"] == "nl"
    assert page.text_of(html, "h1") == "Twente"
    assert page.text_of(html, "title") == "Regiobeeld Twente"
    assert "14 gemeenten" in page.text_of(html, "header")


def test_the_page_loads_nothing_from_outside(html: BeautifulSoup) -> None:
    assert page.loads_from_outside(html) == []


def test_a_reader_sees_no_words_of_a_programmer(html: BeautifulSoup) -> None:
    assert page.odd_words(html) == []


def test_what_everybody_reads_has_no_words_that_only_we_know(html: BeautifulSoup) -> None:
    assert page.hard_words(html) == []
    assert page.long_sentences(html) == []


def test_the_three_layers_hold_every_chapter_and_every_figure_once(html: BeautifulSoup) -> None:
    layers = {str(layer["id"]): layer for layer in html.select("section.laag")}
    assert list(layers) == ["voorblad", "bestuursrapport", "alles"]
    assert [text[:6] for text in (h.get_text() for h in layers["bestuursrapport"].select("h2"))][1:] == [
        f"Deel {n}" for n in range(1, 5)
    ]
    codes = [str(figure["id"]) for figure in html.select("figure[id]")]
    assert len(codes) == len(set(codes)) > 40
    assert 8 <= len(layers["bestuursrapport"].select("figure")) <= 16


def test_every_id_is_unique_and_every_reference_leads_somewhere(html: BeautifulSoup) -> None:
    assert page.repeated_ids(html) == []
    assert page.dead_references(html) == []


def test_there_are_at_least_fifteen_figures_and_each_is_complete(html: BeautifulSoup) -> None:
    figures = page.figures(html)
    assert len(figures) >= 15
    assert [fault for figure in figures for fault in page.faults_of(figure)] == []


def test_no_two_figures_have_the_same_title(html: BeautifulSoup) -> None:
    titles = [page.text_of(figure, ".figuur-titel") for figure in page.figures(html)]
    assert len(titles) == len(set(titles))


def test_every_chapter_is_there_with_something_to_read(html: BeautifulSoup) -> None:
    headings = [heading.get_text(" ", strip=True) for heading in html.select("#alles section.hoofdstuk h2")]
    assert len(headings) == len(set(headings)) == len(load_order()) - len(load_conditions()) >= 10
    assert headings[0] == "In het kort"
    assert headings[-1] == "Herkomst"
    assert page.empty_chapters(html) == []


def test_every_table_has_rows_as_wide_as_its_header(html: BeautifulSoup) -> None:
    assert page.broken_tables(html) == []


def test_figures_of_the_publishers_are_in_the_text(html: BeautifulSoup) -> None:
    """CBS: inhabitants of 2020, 2022 and 2025. GGD'en, CBS en RIVM: smoking in GGD Twente 17,3% (16,3-18,3)."""
    text = html.get_text(" ").replace("\xa0", " ")
    for figure in ("631.064", "633.917", "643.603", "17,3%"):
        assert figure in text
    assert re.search(r"16,3.{1,5}18,3", text)


def test_numbers_are_written_the_dutch_way(html: BeautifulSoup) -> None:
    """A decimal comma: no "17.3%" and no "17,3 %" in what a reader reads."""
    text = " ".join(tag.get_text(" ") for tag in html.select("main p, main li, main td, main h3"))
    for not_a_figure in ("CC BY 4.0", f"regiobeeld {__version__}"):
        text = text.replace(not_a_figure, "")
    assert re.findall(r"\b\d+\.\d{1,2}(?!\d|-|\.)", text) == []
    assert re.findall(r"\d{4,}%", text) == []


def test_every_gemeente_is_named(html: BeautifulSoup) -> None:
    text = html.get_text(" ")
    names = (
        "Almelo",
        "Borne",
        "Dinkelland",
        "Enschede",
        "Haaksbergen",
        "Hellendoorn",
        "Hengelo",
        "Hof van Twente",
    )
    names += ("Losser", "Oldenzaal", "Rijssen-Holten", "Tubbergen", "Twenterand", "Wierden")
    assert [name for name in names if name not in text] == []


def test_no_folder_of_this_machine_is_in_what_goes_out(folder: Path, project: Path) -> None:
    for path in folder.rglob("*"):
        if path.suffix in TEXTS:
            text = path.read_text(encoding="utf-8")
            assert str(project) not in text and ".bezig-" not in text and str(Path.home()) + "/" not in text, path


# What stands beside the page


def test_no_mark_of_a_claim_is_left_in_what_goes_out(folder: Path) -> None:
    """Signs of Unicode's private range: invisible in one program, a box in the next."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.suffix in TEXTS}
    tables = {path.name: str(pq.read_table(path).to_pylist()) for path in folder.rglob("*.parquet")}
    assert len(texts) > 20 and len(tables) > 10
    assert [name for name, text in (texts | tables).items() if re.search(r"[\ue000-\ue019]|\\ue0", text)] == []


def test_run_json_lists_every_file_with_its_hash(folder: Path, record: dict[str, Any]) -> None:
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"run.json"}
    assert set(record["bestanden"]) == there
    for name, about in record["bestanden"].items():
        content = (folder / name).read_bytes()
        assert about == {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def test_run_json_says_what_went_in(record: dict[str, Any]) -> None:
    assert record["regio"]["naam"] == "Twente"
    assert len(record["gemeenten"]) == 14
    assert re.fullmatch(r"[0-9a-f]{64}", record["vingerafdruk"])
    assert record["pakketten"]["pandas"] == pd.__version__


def test_the_notebook_was_executed_with_these_parameters(folder: Path) -> None:
    notebook = nbformat.read(folder / "regiobeeld-twente.ipynb", as_version=4)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    injected = [cell.source for cell in cells if "injected-parameters" in cell.metadata.tags]
    assert len(injected) == 1
    assert 'regio = "twente"' in injected[0]
    assert 'data_dir = "../parquet"' in injected[0]
    assert all(cell.execution_count for cell in cells)
    assert not [out for cell in cells for out in cell.outputs if out.output_type in ("error", "stream")]


def test_every_table_is_there_for_a_spreadsheet_too(folder: Path) -> None:
    names = {path.stem for path in (folder / "data").glob("*.parquet")}
    assert {"waarneming", "waarneming_wijk", "indicator", "bron", "bevinding", "kruising"} <= names
    for name in names:
        table = pd.read_parquet(folder / "data" / f"{name}.parquet")
        sheet = pd.read_csv(folder / "data" / f"{name}.csv", sep=";", decimal=",", encoding="utf-8-sig")
        # Names stand beside the codes in a spreadsheet.
        assert [name for name in sheet.columns if name in set(table.columns)] == list(table.columns)
        assert len(sheet) == len(table)
    assert (folder / "data" / "waarneming.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_every_refusal_is_a_finding_in_the_data_and_counted_in_the_page(folder: Path, html: BeautifulSoup) -> None:
    found = pd.read_csv(folder / "data" / "bevinding.csv", sep=";", encoding="utf-8-sig")
    assert not found.duplicated().any()
    counts = found[found["code"].str.startswith("geen_")].groupby("tekst").size().to_dict()
    table = next(t for t in html.find_all("table") if page.text_of(t, "caption").startswith("Wat we niet zeggen"))
    shown: dict[str, int] = {}
    kinds = set()
    for row in table.select("tbody tr"):
        kind, reason, number = (cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"]))
        kinds.add(kind)
        shown[reason] = shown.get(reason, 0) + int(number.replace(".", ""))
    assert shown == counts
    assert {"Oordeel over het verschil", "Verwachting", "Trend", "Correctie voor leeftijd"} <= kinds


def test_the_correction_for_age_is_that_of_two_age_groups(folder: Path) -> None:
    """CBS, 1 January 2020: 3.39 million of 14.08 million adults were 65 or over, 24.1 %. So a direct rate with
    weights .759 and .241; the published percentages are rounded, hence the tolerance."""
    rows = pd.read_parquet(folder / "data" / "waarneming.parquet")
    sport = rows[(rows["indicator_code"] == "wekelijks_sporten_enquete") & rows["gebied_code"].eq("GG1106")]
    in_2020 = sport[pd.to_datetime(sport["periode_eind"]).dt.year == 2020].set_index("leeftijd")["waarde"]
    corrected = pd.read_parquet(folder / "data" / "leeftijdscorrectie.parquet").set_index("gebied_code")
    own = corrected[corrected["indicator_code"] == "wekelijks_sporten_enquete"]
    assert own.loc["GG1106", "ruw"] == in_2020["18+"]
    by_hand = 0.759 * in_2020["18-64"] + 0.241 * in_2020["65+"]
    assert own.loc["GG1106", "gecorrigeerd"] == pytest.approx(by_hand, abs=0.2)
    assert own.loc["NL", "gecorrigeerd"] == pytest.approx(own.loc["NL", "ruw"], abs=1e-9)


def test_the_data_are_those_of_twente(folder: Path) -> None:
    rows = pd.read_parquet(folder / "data" / "waarneming.parquet")
    almelo = rows[(rows["gebied_code"] == "GM0141") & (rows["indicator_code"] == "overgewicht_enquete")]
    in_2016 = almelo[(almelo["leeftijd"] == "19+") & (pd.to_datetime(almelo["periode_start"]).dt.year == 2016)]
    assert in_2016[["waarde", "ondergrens", "bovengrens"]].to_numpy().tolist() == [[55.0, 50.4, 59.5]]
    gemeenten = {code for code in rows["gebied_code"] if code.startswith("GM")}
    assert len(gemeenten) == 14


# Once more


def test_a_second_run_does_nothing_and_imports_nothing_heavy(folder: Path, project: Path) -> None:
    report = folder / "regiobeeld-twente.html"
    before = report.stat()
    code = (
        "import sys; from regiobeeld.cli import main; code = main(['regiobeeld', 'twente', '--figuren', 'nee']);"
        f"print([name for name in {HEAVY} if name in sys.modules]); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project,
        env=surroundings(project),
        capture_output=True,
        text=True,
        check=True,
    )
    told, imported = done.stdout.splitlines()
    assert told == (
        "Er is niets veranderd. Het regiobeeld van Twente staat in outputs/twente/regiobeeld-twente.html"
    )
    assert imported == "[]"
    assert done.stderr == ""
    after = report.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_year_without_figures_is_refused(tables: Path) -> None:
    with pytest.raises(
        UsageError, match=r"peiljaar 1899 ligt buiten de jaren met cijfers \(PEILJAAR\)\. Kies een"
    ):
        Rapport("twente", tables, "1899")


def test_a_year_before_the_first_survey_has_every_chapter(tables: Path) -> None:
    early = Rapport("GM0141", tables, "2013")
    assert [early.hoofdstuk(code).titel for code in ("in_het_kort", "vergelijking", "kanttekeningen")] == [
        "In het kort",
        "Vergelijking",
        "Kanttekeningen",
    ]


def test_reading_along_writes_nothing(tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The notebook as it is in the project has an empty `uitvoer_dir`: whoever reads along gets no files."""
    monkeypatch.chdir(tmp_path)
    Rapport("GM0141", tables).bewaar("")
    assert list(tmp_path.iterdir()) == []


# The control, last: it leaves a file beside the report that was not there when the report was made


def test_the_control_runs_from_the_command_line(folder: Path, project: Path) -> None:
    """Exit code 0 or 4 as the table says; the control of other regions is in test_control_reports.py."""
    done = run(project, "controle", "twente")
    assert done.stdout.startswith("Controle van het regiobeeld van Twente\n"), done.stderr
    table = pd.read_csv(folder / "controle.csv", sep=";", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    assert done.returncode == (4 if (table["uitkomst"] == "verschilt").any() else 0)
    assert differing(table) == {}
    sentences = table[table["soort"] != "tabel"]
    assert (sentences["uitkomst"] == "gelijk").mean() > LEAST_REACHED
