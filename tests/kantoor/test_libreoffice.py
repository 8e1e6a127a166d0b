"""The forms as LibreOffice opens them, without repair: `make kantoortest`, where it is on this computer."""

from __future__ import annotations

import csv
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from formats_example import STORY, write_report
from regiobeeld.formats.docx import make_document
from regiobeeld.formats.pptx import make_slides
from regiobeeld.formats.xlsx import make_workbook

MADE = date(2026, 1, 2)
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1043,false,true,false,false,false,-1"
"""Semicolons, UTF-8, cells as they are shown, all sheets."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(tmp_path_factory.mktemp("kantoor") / "klein").parent


def convert(content: bytes, name: str, to: str, folder: Path) -> None:
    source = folder / name
    source.write_bytes(content)
    own = f"-env:UserInstallation={(folder / 'profiel').as_uri()}"
    command = ["soffice", own, "--headless", "--convert-to", to, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def text_of(pdf: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(pdf).pages]


def test_the_workbook_has_decimals_days_and_gaps(tmp_path: Path) -> None:
    convert(make_workbook(STORY, MADE), "klein.xlsx", EVERY_SHEET, tmp_path)
    with (tmp_path / "klein-In het kort nu.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle, delimiter=";"))
    (adorp,) = [row for row in rows if row[:2] == ["Adorp", "2020"]]
    # How a number and a day are written is a choice of who opens the file.
    assert [list(map(int, re.findall(r"\d+", adorp[place]))) for place in (2, 4)] == [[17, 3], [1, 1, 2020]]
    assert re.sub(r"\D", "", adorp[3]) == "1234567" and adorp[5] == "ja"
    (risky,) = [row for row in rows if row[0] == "=1+1"]
    assert risky[2] == "", "a missing figure is no zero, and a name is no formula"


def test_every_slide_is_a_page_with_its_title(tmp_path: Path, report: Path) -> None:
    convert(make_slides(STORY, MADE, report), "klein.pptx", "pdf", tmp_path)
    pages = text_of(tmp_path / "klein.pdf")
    assert len(pages) == 8
    assert "Regiobeeld Klein" in pages[0]
    assert any("Het aantal 80-plussers stijgt" in page for page in pages)


def test_the_document_has_its_contents_and_captions(tmp_path: Path, report: Path) -> None:
    convert(make_document(STORY, MADE, report), "klein.docx", "pdf", tmp_path)
    first, *rest = text_of(tmp_path / "klein.pdf")
    assert "Inhoud" in first and "In het kort: nu" in first
    assert any("Figuur 1. Rokers" in page for page in rest)
