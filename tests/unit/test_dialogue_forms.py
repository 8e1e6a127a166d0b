"""The forms of the conversation: what goes out, and what is said of a form that does not fit."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from openpyxl import Workbook, load_workbook

from dialogue_example import FORM, Person, fill_json, fill_xlsx, saved
from page import loads_from_outside, repeated_ids
from regiobeeld.dialogue.collect import collect
from regiobeeld.dialogue.form_html import form_page
from regiobeeld.dialogue.form_xlsx import ABOUT, LISTS, READ_ME, SHEET, write_form
from regiobeeld.dialogue.mask import mask
from regiobeeld.outline.dialogue import load_questions

ASKED = load_questions()
ROKEN, SPORT, ALCOHOL = (item.code for item in FORM.vragen)
GOOD = Person("gemeente", {ROKEN: "ja", SPORT: "weet niet"}, {ROKEN: "Verzonnen: dat zien wij ook."})


@pytest.fixture
def handed_out(tmp_path: Path) -> Path:
    path = tmp_path / "formulier.xlsx"
    write_form(FORM, ASKED, path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "terug"
    path.mkdir()
    return path


def page() -> BeautifulSoup:
    return BeautifulSoup(form_page(FORM, ASKED), "html.parser")


def test_both_kinds_of_form_give_the_same_answers(handed_out: Path, folder: Path) -> None:
    fill_xlsx(handed_out, GOOD, folder / "a.xlsx")
    fill_json(FORM, GOOD, folder / "b.json")
    one, other = collect(folder, FORM, ASKED).replies
    assert one.organisatie == other.organisatie == "gemeente"
    assert one.antwoorden == other.antwoorden
    assert {a.code: a.herkent for a in one.antwoorden} == {ROKEN: "ja", SPORT: "weet niet", ALCOHOL: ""}
    assert one.antwoorden[0].toelichting == "Verzonnen: dat zien wij ook."


def test_the_spreadsheet_offers_the_declared_answers_and_keeps_text_as_text(handed_out: Path) -> None:
    book = load_workbook(handed_out)
    assert book.sheetnames == [READ_ME, SHEET, LISTS]
    sheet, lists = book[SHEET], book[LISTS]
    assert [lists.cell(row, 1).value for row in range(2, 6)] == list(ASKED.antwoorden)
    rules = sheet.data_validations.dataValidation
    assert {rule.type for rule in rules} == {"list"} and len(rules) >= 7
    top = next(row for row in sheet.iter_rows() if row[0].value == "Nr")
    below = [sheet.cell(top[0].row + 1, column) for column in range(4, 9)]
    assert all(cell.number_format == "@" and cell.value is None for cell in below)


def test_an_example_says_that_it_is_made_up(handed_out: Path) -> None:
    assert any("VERZONNEN" in str(cell.value) for row in load_workbook(handed_out)[READ_ME] for cell in row)
    assert "Verzonnen voorbeeld" in page().get_text()
    assert "Verzonnen voorbeeld" not in form_page(replace(FORM, verzonnen=False), ASKED)


def test_the_page_runs_only_our_script_and_reaches_no_network() -> None:
    soup = page()
    policy = str(soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"])
    scripts = [str(tag.string) for tag in soup.find_all("script")]
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy and "default-src 'none'" in policy
    assert "connect-src" not in policy and "form-action 'none'" in policy
    assert loads_from_outside(soup) == []
    assert not re.search(r"\blocalStorage\b|sendBeacon|WebSocket|\bon\w+=", scripts[0])


def test_every_field_of_the_page_has_a_label() -> None:
    soup = page()
    named = {str(label["for"]) for label in soup.find_all("label", attrs={"for": True})}
    for field in soup.find_all(["input", "select", "textarea"]):
        assert field.get("id") in named or field.find_parent("label"), field
    for choice in soup.select("input[type=radio]"):
        group = choice.find_parent("fieldset")
        assert group is not None and group.legend is not None and group.legend.get_text() == ASKED.herkent
    assert repeated_ids(soup) == [] and soup.html["lang"] == "nl" and len(soup.find_all("h1")) == 1


def test_the_page_asks_everything_of_every_subject() -> None:
    sections = page().select("section.vraag")
    assert [str(s["data-code"]) for s in sections] == [item.code for item in FORM.vragen]
    for section in sections:
        assert [str(c["value"]) for c in section.select("input[type=radio]")] == list(ASKED.antwoorden)
        assert {str(f["data-veld"]) for f in section.select("[data-veld]")} == {
            "toelichting",
            "verklaart",
            "wie",
            "prioriteit",
        }


def _cell(path: Path, label: str, value: object) -> None:
    """Write beside the cell that holds `label`."""
    book = load_workbook(path)
    sheet = book[SHEET]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == label)
    sheet.cell(cell.row, cell.column + 1).value = value
    book.save(path)


def _wrong_answer(path: Path) -> None:
    book = load_workbook(path)
    sheet = book[SHEET]
    top = next(row for row in sheet.iter_rows() if row[0].value == "Nr")
    sheet.cell(top[0].row + 2, 4).value = "misschien"
    book.save(path)


def _without_sheet(path: Path) -> None:
    book = load_workbook(path)
    del book[SHEET]
    book.save(path)


def _without_column(path: Path) -> None:
    book = load_workbook(path)
    book[SHEET].delete_cols(4)
    book.save(path)


def _without_label(path: Path) -> None:
    book = load_workbook(path)
    for row in book[SHEET].iter_rows():
        for cell in row:
            if cell.value == ABOUT["organisatie"]:
                cell.value = None
    book.save(path)


def _too_long(path: Path) -> None:
    book = load_workbook(path)
    sheet = book[SHEET]
    top = next(row for row in sheet.iter_rows() if row[0].value == "Nr")
    sheet.cell(top[0].row + 1, 5).value = "x" * 5000
    book.save(path)


def _another_book(path: Path) -> None:
    Workbook().save(path)


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda p: p.write_bytes(b"geen zip"), r"geen leesbaar Excel-bestand \(stuk\.xlsx\)"),
        (_another_book, r'blad "Formulier" ontbreekt \(stuk\.xlsx\)'),
        (_without_sheet, r'blad "Formulier" ontbreekt'),
        (_without_column, r'kolom "Herkent u dit\?" ontbreekt \(stuk\.xlsx, blad Formulier, rij \d+\)'),
        (_without_label, r'regel "Soort organisatie" ontbreekt'),
        (
            _wrong_answer,
            r'niet in de lijst: "misschien" \(stuk\.xlsx, blad Formulier, cel D\d+\)\. Kies uit: ja, deels',
        ),
        (_too_long, r"langer dan 2000 tekens \(stuk\.xlsx, blad Formulier, cel E\d+\)\. Maak de tekst korter"),
        (_bomb, r"uitgepakt te groot"),
        (lambda p: _cell(p, ABOUT["organisatie"], None), r"soort organisatie is niet ingevuld .*cel C\d+"),
        (lambda p: _cell(p, ABOUT["regio"], "elders"), r'andere regio dan klein: "elders" \(stuk\.xlsx.*cel C5\)'),
        (lambda p: _cell(p, ABOUT["versie"], 9), r'andere versie dan 1: "9"'),
        (lambda p: _cell(p, ABOUT["formulier"], "anders"), r"geen formulier van het regiobeeld"),
    ],
)
def test_a_broken_spreadsheet_is_told_in_one_line_and_the_others_are_read(
    handed_out: Path, folder: Path, damage: Callable[[Path], object], told: str
) -> None:
    damage(fill_xlsx(handed_out, GOOD, folder / "stuk.xlsx"))
    fill_json(FORM, GOOD, folder / "goed.json")
    found = collect(folder, FORM, ASKED)
    assert len(found.replies) == 1 and len(found.meldingen) == 1
    assert re.search(told, found.meldingen[0]), found.meldingen[0]
    assert "\n" not in found.meldingen[0]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"antwoorden": "geen"}, r"staan geen antwoorden \(stuk\.json, antwoorden\)"),
        ({"versie": 2}, r'andere versie dan 1: "2" \(stuk\.json, versie\)'),
        ({"regio": "elders"}, r"andere regio dan klein"),
        ({"formulier": "anders"}, r"geen formulier van het regiobeeld"),
        ({"organisatie": "mijn bedrijf"}, r'niet in de lijst: "mijn bedrijf" \(stuk\.json, organisatie\)'),
        ({"naam_mag": "vast wel"}, r"stuk\.json, naam_mag"),
    ],
)
def test_a_broken_saved_page_is_told_with_its_key(folder: Path, change: dict[str, object], told: str) -> None:
    text = json.dumps({**saved(FORM, GOOD, "k1"), **change})
    (folder / "stuk.json").write_text(text, encoding="utf-8")
    found = collect(folder, FORM, ASKED)
    assert found.replies == () and re.search(told, found.meldingen[0]), found.meldingen


@pytest.mark.parametrize("text", ["", "[]", "{", '"x"', "[" * 100_000, '{"antwoorden": [1]}'])
def test_what_is_no_saved_page_is_refused(folder: Path, text: str) -> None:
    (folder / "stuk.json").write_text(text, encoding="utf-8")
    assert collect(folder, FORM, ASKED).meldingen[0].startswith("Niet gelezen: ")


def test_an_answer_about_another_sentence_does_not_count_and_is_told(folder: Path) -> None:
    form = replace(FORM, vragen=(replace(FORM.vragen[0], stempel="99999999"), *FORM.vragen[1:]))
    fill_json(form, GOOD, folder / "oud.json")
    found = collect(folder, FORM, ASKED)
    assert [a.code for a in found.replies[0].antwoorden] == [SPORT, ALCOHOL]
    assert "1 antwoord gaat" in found.meldingen[0]


def test_capitals_and_spaces_are_no_mistake(handed_out: Path, folder: Path) -> None:
    fill_xlsx(handed_out, replace(GOOD, zegt={ROKEN: " Ja ", SPORT: "WEET NIET"}), folder / "a.xlsx")
    (reply,) = collect(folder, FORM, ASKED).replies
    assert [a.herkent for a in reply.antwoorden] == ["ja", "weet niet", ""]


def test_a_formula_is_only_text(handed_out: Path, folder: Path) -> None:
    fill_xlsx(handed_out, replace(GOOD, tekst={ROKEN: '=HYPERLINK("x","y")'}), folder / "a.xlsx")
    (reply,) = collect(folder, FORM, ASKED).replies
    assert reply.antwoorden[0].toelichting == '=HYPERLINK("x","y")'


def test_the_same_file_twice_counts_once_and_the_last_saved_page_counts(folder: Path) -> None:
    first = fill_json(FORM, GOOD, folder / "een.json", kenmerk="k", bewaard=1)
    (folder / "kopie.json").write_bytes(first.read_bytes())
    fill_json(FORM, replace(GOOD, zegt={ROKEN: "nee"}), folder / "later.json", kenmerk="k", bewaard=2)
    found = collect(folder, FORM, ASKED)
    assert [r.antwoorden[0].herkent for r in found.replies] == ["nee"]
    assert len(found.meldingen) == 2


def test_a_withdrawn_form_takes_the_earlier_one_with_it(handed_out: Path, folder: Path) -> None:
    fill_xlsx(handed_out, GOOD, folder / "een.xlsx")
    fill_xlsx(handed_out, replace(GOOD, ingetrokken="ja"), folder / "ingetrokken.xlsx")
    fill_json(FORM, GOOD, folder / "twee.json", kenmerk="k", bewaard=1)
    fill_json(FORM, replace(GOOD, ingetrokken="ja"), folder / "weg.json", kenmerk="k", bewaard=2)
    found = collect(folder, FORM, ASKED)
    assert found.replies == ()
    assert not any("haal het dan zelf weg" in line for line in found.meldingen)


def test_a_withdrawal_of_an_unknown_form_says_what_to_do(folder: Path) -> None:
    fill_json(FORM, replace(GOOD, zegt={}, tekst={}, ingetrokken="ja"), folder / "weg.json")
    assert "haal het dan zelf weg" in collect(folder, FORM, ASKED).meldingen[0]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("mail jan@voorbeeld.nl maar", "mail [e-mailadres] maar"),
        ("bel 06-12345678", "bel [nummer]"),
        ("bel +31 (0)53 487 65 43 even", "bel [nummer] even"),
        ("BSN 123456782", "BSN [nummer]"),
        ("NL91 ABNA 0417 1643 00", "[nummer]"),
        ("woont op 7512 AB 12", "woont op [postcode]"),
        ("zie https://voorbeeld.nl/jan", "zie [webadres]"),
        ("in 2020 was 62,5% zo, in 2024 20,9%", "in 2020 was 62,5% zo, in 2024 20,9%"),
        ("bel 113 of 0800-0113", "bel 113 of 0800-0113"),
        ("35.787 80-plussers", "35.787 80-plussers"),
    ],
)
def test_what_leads_to_a_person_is_masked_and_a_figure_is_not(text: str, shown: str) -> None:
    assert mask(text) == shown


def test_the_writers_own_name_is_masked_without_consent() -> None:
    assert (
        mask("Groet van Fantasia van der Bedacht", "Fantasia van der Bedacht") == "Groet van [naam] van der [naam]"
    )
