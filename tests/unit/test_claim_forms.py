"""A workbook, slides and a document say only numbers of the page: one that was changed on the way is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from formats_example import as_pdf, write_report
from regiobeeld import paths
from regiobeeld.claims.forms import check_form
from regiobeeld.claims.html import add_notes, take_notes
from regiobeeld.claims.inputs import Names, Observations
from regiobeeld.claims.ledger import make_ledger, write_ledger
from regiobeeld.claims.recorder import recording
from regiobeeld.claims.show import add_data
from regiobeeld.errors import ContractError
from regiobeeld.formats.story import NAME, Boodschap, Deel, Verhaal
from regiobeeld.numbers import getal, procent
from regiobeeld.run.forms import add_forms

NAMES = Names({}, {}, {})
MESSAGE = "In Klein rookte in 2020 {smoke} van de volwassenen: {people} mensen."
TABLE = (
    '<table><caption><span class="tabel-titel">Rokers</span></caption><thead><tr><th scope="col">Gebied</th>'
    '<th scope="col">Aandeel</th></tr></thead><tbody><tr><th scope="row">Adorp</th>'
    '<td class="getal">{one}</td></tr>'
    '<tr><th scope="row">Bestad</th><td class="getal">{other}</td></tr></tbody></table><p>Bron: CBS</p>'
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A report with a sentence and a table, its claims beside it, and the story that the forms are made of."""
    with recording():
        message = MESSAGE.format(smoke=procent(17.25), people=getal(1234))
        table = TABLE.format(one=procent(12.5), other=procent(21.0))
        section = add_notes(f'<section aria-labelledby="deel"><p>{message}</p>{table}</section>')
    html, noted = take_notes(f"<html><body><main>{section}</main></body></html>")
    told = [replace(item, functie="blocks.text.verschil_in_punten") for item in noted]
    ledger, _ = make_ledger(html, told, Observations([], NAMES), paths.SOURCES)
    plain = MESSAGE.format(smoke="17,3%", people="1.234")
    chapter = f"<p>{plain}</p>{TABLE.format(one='12,5%', other='21,0%')}"
    story = Verhaal(
        naam="Klein",
        peiljaar=2020,
        indeling=2020,
        delen=(Deel("in-het-kort", "In het kort", (chapter,)),),
        boodschappen=(Boodschap("17,3%", plain, "Enquête.", "ongunstig"),),
    )
    made = write_report(tmp_path / "klein", story)
    write_ledger(ledger, made.parent)
    made.write_text(add_data(html, ledger, NAMES), encoding="utf-8")
    return made


def test_forms_of_an_untouched_report_are_made(page: Path) -> None:
    assert len(add_forms(page, ["xlsx", "docx", "pptx"])) == 3
    audit = check_form("xlsx", page.with_suffix(".xlsx").read_bytes(), page)
    assert audit is not None and audit.met_herkomst > 0 and audit.fouten == []


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        ("docx", "rookte in 2020 17,3%", "rookte in 2020 17,8%"),
        ("docx", "1.234 mensen", "1.243 mensen"),
        ("docx", "rookte in 2020", "rookte in 2016"),
        ("pptx", "rookte in 2020 17,3%", "rookte in 2020 18,3%"),
        ("xlsx", ">12,5%<", ">21,0%<"),
        ("xlsx", ">21,0%<", ">21,1%<"),
    ],
)
def test_one_digit_that_was_changed_in_the_story_stops_the_form(page: Path, form: str, old: str, new: str) -> None:
    path = page.parent / "data" / NAME
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContractError) as refused:
        add_forms(page, [form])
    assert "\n" not in str(refused.value) and f"klein.{form}" in str(refused.value)
    assert not page.with_suffix(f".{form}").exists()


def test_a_pdf_is_not_printed_of_a_page_that_was_changed(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert check_form("pdf", as_pdf("1 van 1 In Klein rookte 17,3%"), page) is not None
    with pytest.raises(ContractError, match='gevonden "18,3"'):
        check_form("pdf", as_pdf("1 van 1 In Klein rookte 18,3%"), page)
    page.write_text(text.replace("van de volwassenen", "van de kinderen"), encoding="utf-8")
    with pytest.raises(ContractError, match="na het maken veranderd"):
        check_form("pdf", b"", page)


def test_a_page_without_claims_has_nothing_to_compare_with(tmp_path: Path) -> None:
    assert check_form("xlsx", b"", write_report(tmp_path / "klein")) is None
