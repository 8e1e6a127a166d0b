"""The report as a workbook: one sheet per chapter with its tables, numbers as numbers, sources beside them."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table as WorkbookTable
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from regiobeeld.catalog.words import load_words
from regiobeeld.draw import style
from regiobeeld.formats.columns import split_columns
from regiobeeld.formats.pieces import Regel, read_pieces
from regiobeeld.formats.settle import settle
from regiobeeld.formats.story import Beeld, Cel, Deel, Tabel, Verhaal
from regiobeeld.numbers import round_half_up

GUIDE, LIST, SOURCES = "Leeswijzer", "Tabellen", "Herkomst"
_TEXTS = ("kanttekeningen", "herkomst")
"""Chapters of which the words are what a reader of figures needs: their sheets hold sentences too."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_DAY = re.compile(r"(?P<jaar>\d{4})-(?P<maand>\d{1,2})-(?P<dag>\d{1,2})")
_DUTCH_DAY = re.compile(r"(?P<dag>\d{1,2})-(?P<maand>\d{1,2})-(?P<jaar>\d{4})")
_WIDEST, _NARROWEST, _LONGEST_NAME = 46, 9, 31
_GUIDE_WIDTH = 100
_LINE_HEIGHT, _HIGHEST = 15, 400
"""Points; Excel has no row above 409."""
_TITLE = Font(name="Calibri", size=12, bold=True, color=style.REGIO[1:])
_HEAD = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
_SMALL = Font(name="Calibri", size=10, italic=True, color=style.INKT_ZACHT[1:])
_BAND = PatternFill("solid", fgColor=style.REGIO[1:])
_LINE = Border(bottom=Side(style="thin", color="DFE5E9"))
_WRAP = Alignment(wrap_text=True, vertical="top")


def make_workbook(story: Verhaal, made: date) -> bytes:
    """The workbook as bytes; the same at every run on the same report."""
    book = openpyxl.Workbook()
    guide = book.active
    guide.title = GUIDE
    listed: list[tuple[str, str, str, int, str]] = []
    for part in story.delen:
        tables = list(_tables(part))
        lines = list(_lines(part)) if part.code in _TEXTS else []
        if tables or lines:
            sheet = book.create_sheet(_sheet_name(part.titel, book.sheetnames))
            listed += [(part.titel, sheet.title, *row) for row in _fill(sheet, part, tables, lines)]
    _write_guide(guide, story, made, book.sheetnames[1:])
    _write_list(book.create_sheet(LIST, 1), listed)
    book.properties.creator = "regiobeeld"
    book.properties.title = f"{story.soort} {story.naam}"
    target = io.BytesIO()
    book.save(target)
    return settle(target.getvalue(), made)


def _tables(part: Deel) -> Iterator[tuple[Tabel, str, str, str]]:
    """Every table of a chapter with its title, what it shows and its source: the next line that tells one."""
    pieces = [piece for block in part.blokken for piece in _pieces(block)]
    for place, piece in enumerate(pieces):
        if isinstance(piece, Beeld):
            yield split_columns(piece.tabel), piece.titel, piece.ondertitel, piece.bron
        elif isinstance(piece, Tabel):
            after = takewhile(lambda other: isinstance(other, Regel) and other.soort != "kop", pieces[place + 1 :])
            said = (line.tekst for line in after if isinstance(line, Regel) and line.tekst.startswith("Bron"))
            yield split_columns(piece), piece.titel, "", next(said, f"Bron: zie het blad {SOURCES}")


def _pieces(block: Beeld | str) -> Iterable[Beeld | Regel | Tabel]:
    return [block] if isinstance(block, Beeld) else read_pieces(block)


def _lines(part: Deel) -> Iterator[Regel]:
    for block in part.blokken:
        if isinstance(block, str):
            yield from (piece for piece in read_pieces(block) if isinstance(piece, Regel) and piece.diepte != 2)


def _sheet_name(title: str, taken: Sequence[str]) -> str:
    """A name that a sheet may have, in its 31 characters, and that no other sheet has."""
    name = " ".join(_FORBIDDEN.sub(" ", title).split())[:_LONGEST_NAME].strip() or "Hoofdstuk"
    number = 2
    while name.lower() in {other.lower() for other in taken}:
        name = f"{name[: _LONGEST_NAME - 4]} ({number})"
        number += 1
    return name


def _fill(
    sheet: Worksheet, part: Deel, tables: Sequence[tuple[Tabel, str, str, str]], lines: Sequence[Regel]
) -> Iterator[tuple[str, int, str]]:
    """Write a chapter; gives back of every table its title, its row and its source."""
    _text(sheet, 1, part.titel, _TITLE)
    row = 3
    for line in lines:
        _text(sheet, row, line.tekst, _TITLE if line.soort == "kop" else None)
        row += 1
    row += 1 if lines else 0
    for table, title, shows, source in tables:
        yield title, row, source
        _text(sheet, row, title, _TITLE)
        for text in (shows, source, _help(table, title)):
            if text:
                row += 1
                _text(sheet, row, text, _SMALL)
        _write_table(sheet, table, row + 1)
        row += len(table.rijen) + 4
    _set_widths(sheet, [table for table, *_ in tables])
    sheet.freeze_panes = "B2"
    _set_print(sheet)


def _set_print(sheet: Worksheet) -> None:
    """On paper: as wide as one sheet, lying down."""
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _help(table: Tabel, title: str) -> str:
    """Where somebody finds help, above a table that is about suicide; else nothing."""
    named = (str(value) for row in table.rijen for value in row[:2])
    return load_words().hulp.beside(title, *table.kolommen, *named)


def _write_table(sheet: Worksheet, table: Tabel, top: int) -> None:
    for column, name in enumerate(table.kolommen, start=1):
        cell = sheet.cell(top, column)
        _put(cell, name, None)
        cell.font, cell.fill, cell.alignment = _HEAD, _BAND, _WRAP
    for down, values in enumerate(table.rijen, start=top + 1):
        for column, value in enumerate(values):
            cell = sheet.cell(down, column + 1)
            _put(cell, value, table.decimalen[column], is_year=column in table.jaren)
            cell.border = _LINE
    if table.rijen:
        _add_filter(sheet, top, len(table.rijen), len(table.kolommen))


def _add_filter(sheet: Worksheet, top: int, rows: int, columns: int) -> None:
    """Make it a table of the workbook: with a filter of its own, and a heading that stays while scrolling."""
    area = f"A{top}:{get_column_letter(columns)}{top + rows}"
    number = 1 + sum(len(other.tables) for other in sheet.parent.worksheets)
    found = WorkbookTable(displayName=f"tabel_{number}", ref=area)
    found.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(found)


def _put(cell: openpyxl.cell.Cell, value: Cel, decimals: int | None, is_year: bool = False) -> None:
    """A number as a number, a day as a day, ja or nee, or a text that never becomes a formula."""
    if value is None:
        return
    if isinstance(value, bool):
        cell.value = "ja" if value else "nee"
    elif isinstance(value, int | float):
        cell.value = value if decimals is None else round(float(round_half_up(value, decimals)), decimals)
        cell.number_format = "0" if is_year else "#,##0" + ("." + "0" * decimals if decimals else "")
    elif is_year and value.isdigit():
        cell.value, cell.number_format = int(value), "0"
    elif day := _DAY.fullmatch(value) or _DUTCH_DAY.fullmatch(value):
        cell.value, cell.number_format = date(int(day["jaar"]), int(day["maand"]), int(day["dag"])), "d-m-yyyy"
    else:
        cell.value = _CONTROL.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULA)


def _text(sheet: Worksheet, row: int, text: str, font: Font | None, column: int = 1) -> None:
    cell = sheet.cell(row, column)
    _put(cell, text, None)
    if font is not None:
        cell.font = font


def _set_widths(sheet: Worksheet, tables: Iterable[Tabel]) -> None:
    """Wide enough for the longest of its cells, within limits; a longer text goes on the next line."""
    widths: dict[int, int] = {}
    for table in tables:
        for place, name in enumerate(table.kolommen):
            longest = max((len(_shown(row[place], table.decimalen[place])) for row in table.rijen), default=0)
            needed = max(longest + 2, max(map(len, name.split()), default=0) + 4)
            widths[place] = max(widths.get(place, _NARROWEST), min(needed, _WIDEST))
    for place, width in widths.items():
        sheet.column_dimensions[get_column_letter(place + 1)].width = width
    tops = {int(re.sub(r"\D", "", table.ref.split(":")[0])) for table in sheet.tables.values()}
    for row, cells in enumerate(sheet.iter_rows(), start=1):
        long = [cell for cell in cells if _is_long(cell, widths, row in tops)]
        for cell in long:
            cell.alignment = _WRAP
        _set_height(sheet, row, [(str(cell.value), widths.get(cell.column - 1, _NARROWEST)) for cell in long])


def _is_long(cell: openpyxl.cell.Cell, widths: Mapping[int, int], is_head: bool) -> bool:
    """Whether its text does not fit on a line; sentences above a table may go on over the next columns."""
    room = widths.get(cell.column - 1, _NARROWEST)
    return isinstance(cell.value, str) and len(cell.value) > room and (cell.column > 1 or is_head)


def _set_height(sheet: Worksheet, row: int, texts: Iterable[tuple[str, int]]) -> None:
    """As high as the longest of these texts needs: not every program finds that out by itself."""
    lines = max((len(textwrap.wrap(text, max(width - 2, 5))) for text, width in texts), default=1)
    if lines > 1:
        sheet.row_dimensions[row].height = min(_LINE_HEIGHT * lines + 3, _HIGHEST)


def _shown(value: Cel, decimals: int | None) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,.{decimals or 0}f}"
    return str(value or "")


def _write_guide(sheet: Worksheet, story: Verhaal, made: date, sheets: Sequence[str]) -> None:
    lines = [
        (f"{story.soort} {story.naam}", _TITLE),
        (f"Gemaakt op {made.day}-{made.month}-{made.year}; cijfers tot en met {story.peiljaar}.", None),
        (f"Gemeenten van {story.indeling}: cijfers van eerdere jaren zijn daarheen omgerekend.", None),
        (story.actueel, None),
        ("", None),
        ("Hoe u dit leest", _TITLE),
        ("Elk blad is een hoofdstuk van het rapport. Boven elke tabel staat wat zij laat zien: eenheid, leeftijd "
         "en jaar, en daaronder de bron.", None),
        ("Een leeg vak is geen nul: het cijfer is er niet, is geheim of heeft te weinig deelnemers.", None),
        ("Ondergrens en bovengrens: het echte cijfer ligt met 95% zekerheid daartussen.", None),
        ("Cijfers per wijk uit een rekenmodel zijn schattingen: kleine verschillen zeggen niets.", None),
        ("De kanttekeningen en de bronnen hebben elk een eigen blad.", None),
        ("", None),
        ("Bladen", _TITLE),
    ]  # fmt: skip
    rows = [line for line in lines if line[0] or line[1] is None]
    for row, (text, font) in enumerate(rows, start=1):
        if text:
            _text(sheet, row, text, font)
        sheet.cell(row, 1).alignment = _WRAP
        _set_height(sheet, row, [(text, _GUIDE_WIDTH)])
    for row, name in enumerate([LIST, *sheets], start=len(rows) + 1):
        _text(sheet, row, name, Font(name="Calibri", size=11, underline="single", color=style.REGIO[1:]))
        sheet.cell(row, 1).hyperlink = f"#'{name}'!A1"
    sheet.column_dimensions["A"].width = _GUIDE_WIDTH
    _set_print(sheet)


def _write_list(sheet: Worksheet, listed: Sequence[tuple[str, str, str, int, str]]) -> None:
    """Every table with its chapter and its source, and a link to it."""
    names = ("Hoofdstuk", "Tabel", "Bron")
    rows = tuple((chapter, title, source or None) for chapter, _, title, _, source in listed)
    _write_table(sheet, Tabel("", names, rows, (None, None, None)), 1)
    for down, (_, name, _, place, _) in enumerate(listed, start=2):
        sheet.cell(down, 2).hyperlink = f"#'{name}'!A{place}"
        for column in (1, 2, 3):
            sheet.cell(down, column).alignment = _WRAP
    widths = (30, 80, 80)
    for letter, width in zip("ABC", widths, strict=True):
        sheet.column_dimensions[letter].width = width
    for down, row in enumerate(rows, start=2):
        _set_height(sheet, down, [(str(text or ""), width) for text, width in zip(row, widths, strict=True)])
    sheet.freeze_panes = "A2"
    _set_print(sheet)
