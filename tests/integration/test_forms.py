"""A report of the made-up country in every form, as a user makes it; the numbers are those of its Parquet."""

from __future__ import annotations

import io
import json
import platform
import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pandas as pd
import pytest
from frictionless import Package, system
from pptx import Presentation

import page
from project import hashes, run
from small_country import REGION

FORMS = ("xlsx", "pptx", "docx")


@pytest.fixture(scope="module")
def folder(small_country: Path) -> Path:
    done = run(small_country, "regiobeeld", REGION, "--formaat", "xlsx")
    assert done.returncode == 0, done.stderr
    return small_country / "outputs" / REGION


@pytest.fixture(scope="module")
def made(small_country: Path, folder: Path) -> Path:
    """The other forms, asked for later."""
    report = folder / f"regiobeeld-{REGION}.html"
    before = report.stat().st_mtime_ns, (folder / f"regiobeeld-{REGION}.xlsx").stat().st_mtime_ns
    done = run(small_country, "regiobeeld", REGION, "--formaat", "word,pptx,xlsx")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Er is niets veranderd.")
    assert [f"regiobeeld-{REGION}.{form}" in done.stdout.partition("\n")[2] for form in FORMS] == [
        False,
        True,
        True,
    ]
    assert before == (report.stat().st_mtime_ns, (folder / f"regiobeeld-{REGION}.xlsx").stat().st_mtime_ns)
    return folder


def test_every_form_opens(made: Path) -> None:
    stem = made / f"regiobeeld-{REGION}"
    assert "Leeswijzer" in openpyxl.load_workbook(stem.with_suffix(".xlsx")).sheetnames
    # Ten, less those that have nothing to show here, which one slide tells of.
    assert 8 <= len(Presentation(stem.with_suffix(".pptx")).slides) <= 10
    titles = [
        p.text for p in docx.Document(stem.with_suffix(".docx")).paragraphs if p.style and p.style.name == "Title"
    ]
    assert titles == ["Regiobeeld Veenland"]


def test_every_figure_is_there_for_slides_too(folder: Path) -> None:
    shown = page.figures(page.read_page(folder / f"regiobeeld-{REGION}.html"))
    codes = {str(figure["id"]).removeprefix("figuur-") for figure in shown if figure.svg}
    assert len(codes) >= 15
    for suffix in (".svg", ".png"):
        assert {path.stem for path in (folder / "figuren").glob(f"*{suffix}")} == codes
    for path in (folder / "figuren").glob("*.svg"):
        ET.parse(path)
        text = path.read_text(encoding="utf-8")
        # No mark of a claim is left, nor a folder of this machine.
        assert not re.search(r"[\ue000-\ue019]", text) and str(folder.parent) not in text, path
    assert all(path.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n" for path in (folder / "figuren").glob("*.png"))


def test_a_run_without_work_leaves_every_byte(small_country: Path, made: Path) -> None:
    before = hashes(made)
    done = run(small_country, "regiobeeld", REGION, "--formaat", "xlsx")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert hashes(made) == before


def test_a_form_that_is_made_again_has_the_same_bytes(small_country: Path, made: Path) -> None:
    before = hashes(made)
    for form in FORMS:
        (made / f"regiobeeld-{REGION}.{form}").unlink()
    assert run(small_country, "regiobeeld", REGION).returncode == 0
    assert hashes(made) == before


def test_the_workbook_has_the_numbers_of_the_parquet(made: Path) -> None:
    book = openpyxl.load_workbook(made / f"regiobeeld-{REGION}.xlsx")
    rows = [[cell.value for cell in row] for row in book["Leefstijl"].iter_rows()]
    start = next(n for n, row in enumerate(rows) if row[1] == "Roken (%)")
    shown = {row[0]: row[1] for row in rows[start + 1 :][:2]}
    facts = pd.read_parquet(made / "data" / "waarneming.parquet")
    names = pd.read_parquet(made.parent / "parquet" / "gebied.parquet").set_index("gebied_code")["gebied_naam"]
    facts = facts[
        (facts["indicator_code"] == "roken_enquete")
        & (facts["leeftijd"] == "18+")
        & facts["gebied_code"].str.startswith("GM")
        & (facts["uitsplitsing"] == "totaal")
        & facts["waarde"].notna()
    ]
    newest = facts[facts["periode_eind"] == facts["periode_eind"].max()]
    expected = {names[code]: value for code, value in zip(newest["gebied_code"], newest["waarde"], strict=True)}
    assert len(shown) == 2
    assert shown == {name: pytest.approx(expected[name]) for name in shown}


def test_nothing_names_the_machine_or_the_folder(small_country: Path, made: Path) -> None:
    secrets = [str(small_country).encode(), str(Path.home()).encode() + b"/", platform.platform().encode()]
    for form in FORMS:
        parts = zipfile.ZipFile(io.BytesIO((made / f"regiobeeld-{REGION}.{form}").read_bytes()))
        content = b"\n".join(map(parts.read, parts.namelist()))
        assert [secret for secret in secrets if secret and secret in content] == []


def test_the_data_package_is_valid_and_names_every_table(made: Path) -> None:
    data = made / "data"
    descriptor: dict[str, Any] = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    described = {resource["path"] for resource in descriptor["resources"]}
    assert described == {path.name for path in data.iterdir() if path.suffix in (".csv", ".parquet")}
    fields = [field for resource in descriptor["resources"] for field in resource["schema"]["fields"]]
    assert sum("description" in field for field in fields) > 0.8 * len(fields)
    with system.use_context(trusted=True):
        report = Package.from_descriptor(descriptor, basepath=str(data)).validate(limit_rows=200)
    wrong = {task.name: [error.message for error in task.errors][:3] for task in report.tasks if not task.valid}
    assert wrong == {}


def test_the_list_of_reports_has_it(small_country: Path, made: Path) -> None:
    overview = (small_country / "outputs" / "index.html").read_text(encoding="utf-8")
    assert all(f'href="{REGION}/regiobeeld-{REGION}.{form}"' in overview for form in ("html", "docx"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("regiobeeld", REGION, "--formaat", "xslx"), "Bedoelde u: xlsx?"),
        (("profielen", "veenlant"), "Bedoelde u: veenland"),
        (("profielen", REGION, "--formaat", "pptx"), "Kies uit pdf, xlsx"),
        (("vergelijking", "middelstad", "--met", "zuiderzant"), "Bedoelde u: zuiderzand"),
        (("vergelijking", "middelstad"), "geen regio om mee te vergelijken"),
        (("vergelijking", REGION, "--met", "middelstad"), "overlappen (Middelstad)"),
        (("wijkprofiel", "--wijk", "Zuiderzand, wijk 0"), "Bedoelde u: Zuiderzand, wijk 0"),
    ],
)
def test_a_mistake_is_one_line_with_the_nearest_name(
    small_country: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = run(small_country, *arguments)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
