"""The form as a spreadsheet: one sheet to read, one to fill in, with lists to choose from."""

from __future__ import annotations

import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from regiobeeld.dialogue.form import KIND, Form, choices
from regiobeeld.outline.dialogue import Vragen

READ_ME, SHEET, LISTS = "Lees mij", "Formulier", "Keuzes"
ABOUT = {
    "formulier": "Formulier (niet wijzigen)",
    "versie": "Versie (niet wijzigen)",
    "regio": "Regio (niet wijzigen)",
    "stand": "Stand (niet wijzigen)",
    "organisatie": "Soort organisatie",
    "rol": "Uw rol",
    "naam": "Naam (hoeft niet)",
    "naam_mag": "Mag uw naam bij een citaat staan?",
    "citaat_mag": "Mogen wij uw teksten letterlijk aanhalen?",
    "ingetrokken": "Trekt u dit formulier in?",
}
"""Field -> the words before its cell."""
FIXED = ("formulier", "versie", "regio", "stand")
_INK, _SOFT, _FIELD = "15212A", "46545F", "FFF8E5"
_LINE = Border(*(Side(style="thin", color="B4BEC6"),) * 4)
_TOP = Alignment(vertical="top", wrap_text=True)
_WIDTHS = (6, 46, 44, 15, 40, 40, 34, 12)
_EPOCH = datetime.datetime(2000, 1, 1)


def headings(asked: Vragen) -> dict[str, str]:
    """Field -> heading of its column."""
    return {
        "nr": "Nr",
        "code": "Code (niet wijzigen)",
        "boodschap": "Waar het over gaat",
        "herkent": asked.herkent,
        "toelichting": "Toelichting",
        "verklaart": asked.verklaart,
        "wie": asked.wie,
        "prioriteit": "Prioriteit",
    }


def write_form(form: Form, asked: Vragen, path: Path) -> None:
    """Write the form; nothing in it but what a reader sees."""
    book = Workbook()
    book.properties.creator = "regiobeeld"
    book.properties.created = book.properties.modified = _EPOCH
    read_me, sheet, lists = book.active, book.create_sheet(SHEET), book.create_sheet(LISTS)
    read_me.title = READ_ME
    _write_read_me(read_me, form, asked)
    places = _write_lists(lists, asked)
    first = _write_about(sheet, form, places)
    _write_questions(sheet, form, asked, places, first)
    book.active = 1
    book.save(path)


def _write_read_me(sheet: Worksheet, form: Form, asked: Vragen) -> None:
    lines = [
        f"{form.naam}: wat herkent u, en wat niet?",
        "Dit formulier hoort bij de praatplaat en de gesprekskaarten van het regiobeeld.",
        f'Vul het blad "{SHEET}" in: alleen de gele cellen. Sla over wat u niet weet; alles mag leeg '
        "blijven, behalve de soort organisatie.",
        f"Kies bij elke boodschap uit: {', '.join(asked.antwoorden)}. Schrijf daarna wat u erbij wilt zeggen.",
        "Schrijf geen namen van patiënten, cliënten of collega's op, en geen e-mailadressen of telefoonnummers.",
        "Uw naam hoeft niet. Zonder ja bij de vraag daarover gooien wij hem weg.",
        "Uw teksten halen wij alleen letterlijk aan als u daar ja zegt; anders tellen wij ze alleen.",
        "Antwoorden worden per soort organisatie geteld. Het zijn meningen: zij veranderen geen enkel cijfer.",
        "Wilt u uw formulier terugtrekken? Zet ja bij de vraag daarover en stuur het opnieuw, of vraag ons het "
        "weg te gooien. Bij de volgende telling is het overal weg.",
    ]
    sheet.column_dimensions["A"].width = 100
    for row, text in enumerate(lines, start=1):
        cell = sheet.cell(row, 1, text)
        cell.alignment, cell.font = _TOP, Font(size=18 if row == 1 else 12, bold=row == 1, color=_INK)
    if form.verzonnen:
        sheet.cell(len(lines) + 2, 1, "VERZONNEN VOORBEELD").font = Font(size=18, bold=True)


def _write_lists(sheet: Worksheet, asked: Vragen) -> dict[str, str]:
    """The lists to choose from, each in a column; returns field -> its range."""
    places = {}
    for column, (field, options) in enumerate(choices(asked).items(), start=1):
        letter = get_column_letter(column)
        sheet.cell(1, column, field).font = Font(bold=True)
        for row, option in enumerate(options, start=2):
            sheet.cell(row, column, option)
        sheet.column_dimensions[letter].width = 30
        places[field] = f"{LISTS}!${letter}$2:${letter}${len(options) + 1}"
    return places


def _write_about(sheet: Worksheet, form: Form, places: dict[str, str]) -> int:
    """Who fills it in; returns the row under it."""
    sheet.cell(1, 2, f"{form.naam}: wat herkent u, en wat niet?").font = Font(size=18, bold=True, color=_INK)
    fixed = {"formulier": KIND, "versie": form.versie, "regio": form.regio, "stand": form.stand}
    row = 2
    for row, (field, label) in enumerate(ABOUT.items(), start=3):
        name, value = sheet.cell(row, 2, label), sheet.cell(row, 3)
        name.font = Font(bold=field not in FIXED, color=_SOFT if field in FIXED else _INK)
        if field in FIXED:
            value.value, value.font = fixed[field], Font(color=_SOFT)
            value.alignment = Alignment(horizontal="left")
            continue
        _open(sheet, row, 3)
        if field in places:
            _choose(sheet, f"C{row}", places[field])
    return row + 2


def _write_questions(sheet: Worksheet, form: Form, asked: Vragen, places: dict[str, str], first: int) -> None:
    columns = headings(asked)
    for column, (title, width) in enumerate(zip(columns.values(), _WIDTHS, strict=True), start=1):
        cell = sheet.cell(first, column, title)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="07425A")
        cell.alignment, cell.border = _TOP, _LINE
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, item in enumerate(form.vragen, start=1):
        row = first + number
        told = f"{item.titel}. {item.zin}" if item.titel else item.zin
        extra = f"Extra vraag: {item.extra}" if item.extra else ""
        words = "\n".join(text for text in (told, extra, item.hulp) if text)
        for column, value in enumerate((number, f"{item.code} {item.stempel}", words), start=1):
            cell = sheet.cell(row, column, value)
            cell.alignment, cell.border = _TOP, _LINE
            cell.font = Font(color=_SOFT, size=8) if column == 2 else Font(color=_INK)
        for column in range(4, len(columns) + 1):
            _open(sheet, row, column)
        sheet.row_dimensions[row].height = 118
    last = first + len(form.vragen)
    for field, letter in (("herkent", "D"), ("prioriteit", "H")):
        _choose(sheet, f"{letter}{first + 1}:{letter}{last}", places[field])
    sheet.column_dimensions["B"].width = 38
    sheet.freeze_panes = sheet.cell(first + 1, 4)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{first}:{first}"


def _open(sheet: Worksheet, row: int, column: int) -> None:
    """A cell to fill in; text stays text, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.fill, cell.border, cell.alignment = PatternFill("solid", fgColor=_FIELD), _LINE, _TOP
    cell.number_format, cell.protection = "@", Protection(locked=False)


def _choose(sheet: Worksheet, cells: str, options: str) -> None:
    rule = DataValidation(type="list", formula1=f"={options}", allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "Kies uit de lijst", "Kies een antwoord uit de lijst, of laat de cel leeg."
    sheet.add_data_validation(rule)
    rule.add(cells)
