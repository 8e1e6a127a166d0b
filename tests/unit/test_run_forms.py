"""FORMAAT later makes only what is missing; a PDF needs a browser, and says so in one line."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from formats_example import write_report
from regiobeeld.errors import ContractError, UsageError
from regiobeeld.formats import browser, pdf
from regiobeeld.run.forms import add_forms, wanted_forms

BROWSER = """#!/bin/sh
for part in "$@"; do
  case "$part" in
    --print-to-pdf=*) target="${part#--print-to-pdf=}" ;;
    file://*) cp "${part#file://}" "$SEEN" ;;
  esac
done
about="/Creator (Mozilla/5.0 \\\\(X11; Linux\\\\) $$) /Producer (Skia)"
printf '%s' "%PDF-1.4 $about /CreationDate (D:$(date +%Y%m%d%H%M%S)+00'00')" > "$target"
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return write_report(tmp_path / "klein")


@pytest.fixture
def no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer without any program to find, and without WeasyPrint."""
    programs = tmp_path / "programma"
    programs.mkdir()
    monkeypatch.setattr(
        browser.shutil, "which", lambda name: str(programs / name) if (programs / name).exists() else None
    )
    monkeypatch.setattr(pdf.importlib.util, "find_spec", lambda name: None)
    return programs


def test_only_what_is_missing_is_made(page: Path) -> None:
    assert add_forms(page, ["xlsx"]) == [page.with_suffix(".xlsx")]
    before = page.with_suffix(".xlsx").stat().st_mtime_ns
    assert add_forms(page, ["xlsx", "docx"]) == [page.with_suffix(".docx")]
    assert add_forms(page, ["xlsx", "docx"]) == []
    assert page.with_suffix(".xlsx").stat().st_mtime_ns == before
    assert set(json.loads((page.parent / "run.json").read_text("utf-8"))["vormen"]) == {"xlsx", "docx"}


def test_a_form_that_was_changed_or_thrown_away_is_made_again(page: Path) -> None:
    add_forms(page, ["xlsx", "docx"])
    page.with_suffix(".xlsx").write_bytes(b"kapot")
    page.with_suffix(".docx").unlink()
    assert set(add_forms(page, ["xlsx", "docx"])) == {page.with_suffix(".xlsx"), page.with_suffix(".docx")}
    assert "Leeswijzer" in openpyxl.load_workbook(page.with_suffix(".xlsx")).sheetnames


def test_what_was_made_of_an_earlier_report_is_wanted_again(page: Path) -> None:
    add_forms(page, ["xlsx"])
    assert wanted_forms(page.parent, "") == ("xlsx",)
    assert wanted_forms(page.parent, "docx") == ("xlsx", "docx")
    with pytest.raises(UsageError, match="Bedoelde u: xlsx"):
        wanted_forms(page.parent, "xls")


def test_without_a_browser_there_is_one_clear_line_and_the_rest_is_made(page: Path, no_browser: Path) -> None:
    with pytest.raises(UsageError, match="niets dat een PDF kan maken") as refused:
        add_forms(page, ["pdf", "xlsx"])
    assert refused.value.exit_code == 2 and "\n" not in str(refused.value)
    assert page.exists() and page.with_suffix(".xlsx").exists() and not page.with_suffix(".pdf").exists()


def test_a_pdf_tells_nothing_of_moment_or_machine_and_keeps_its_length(
    page: Path, no_browser: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = no_browser / "chromium"
    program.write_text(BROWSER, encoding="utf-8")
    program.chmod(0o755)
    seen = page.parent / "gezien.html"
    monkeypatch.setitem(os.environ, "SEEN", str(seen))
    add_forms(page, ["pdf"])
    first = page.with_suffix(".pdf").read_bytes()
    assert b"Mozilla" not in first and b"Skia" not in first
    assert b"/Creator (regiobeeld " in first and b"(D:20260102000000+00'00')" in first
    printed = seen.read_text(encoding="utf-8")
    assert "counter(page)" in printed and "<script>" not in printed and "Content-Security-Policy" not in printed
    assert 'content: "Regiobeeld Klein"' in printed


def test_a_browser_gets_a_short_folder_for_its_socket(
    page: Path, no_browser: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A socket has a path of at most a hundred signs; the folder for temporary files may be longer than that."""
    program = no_browser / "chromium"
    program.write_text(BROWSER.replace("about=", 'printf "%s" "$TMPDIR" > "$SEEN.map"\nabout='), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setitem(os.environ, "SEEN", str(page.parent / "gezien.html"))
    monkeypatch.setattr(browser.tempfile, "gettempdir", lambda: f"/var/{'lang' * 20}")
    assert browser.print_page(page, str(program), date(2026, 1, 2)) is not None
    assert len((page.parent / "gezien.html.map").read_text("utf-8")) < 60


def test_a_report_without_its_content_says_how_to_mend_it(page: Path) -> None:
    (page.parent / "data" / "hoofdstukken.json").write_text("{", encoding="utf-8")
    with pytest.raises(ContractError, match=r"hoofdstukken\.json"):
        add_forms(page, ["xlsx"])
