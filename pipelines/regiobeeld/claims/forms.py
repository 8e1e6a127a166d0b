"""The audit of the other forms of a report (workbook, slides, document, PDF): each number is one of the page.

A number in a sentence must stand in the page with the same word before or after it; a number in a cell must be a
claim in a row with the same name. What the form adds itself (a date, the number of a caption) is an exception.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from regiobeeld import paths
from regiobeeld.claims.audit import DIGITS, NO_CLAIM, Audit, Fault, audit_page
from regiobeeld.claims.copies import audit_pdf
from regiobeeld.claims.exceptions import load_exceptions
from regiobeeld.claims.ledger import Ledger, digests, noted_in, read_ledger
from regiobeeld.claims.page import CELL, Page, read_page
from regiobeeld.errors import ContractError
from regiobeeld.numbers import getal

HAS_CLAIMS = 'id="getallen"'
_TOKEN = re.compile(rf"{DIGITS.pattern}|[^\W\d]+")
_FEW = 3
"""A text of so few words is a key figure: it has nothing around it to look for."""
_AROUND = 60
_YEARS = {"jaar", "datum", "tabelcode"}
Row = tuple[str, list[str], list[tuple[float, int]]]


@dataclass
class Known:
    """What the page says: its numbers, and what stands beside each.

    Attributes:
        getallen: every shown number.
        paren: (word, number) and (number, word) as they follow each other in the page.
        los: numbers that stand alone, outside a table.
        rijen: name of a row -> numbers in it.
        cijfers: all digits of the page, years too.
    """

    getallen: set[str] = field(default_factory=set)
    paren: set[tuple[str, str]] = field(default_factory=set)
    los: set[str] = field(default_factory=set)
    rijen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    cijfers: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, page: Page, ledger: Ledger) -> Known:
        known, texts = cls(), [*ledger.teksten, ""]
        for piece in page.stukken:
            words = _TOKEN.findall(piece.tekst)
            known.paren |= set(pairwise(words))
            known.cijfers |= {word for word in words if word[0].isdigit()}
            if len(words) == 1 and piece.plaats.soort != CELL:
                known.los.add(words[0])
        for shown, row in zip(ledger.getallen["getoond"], ledger.getallen["rij"], strict=True):
            known.getallen.add(shown.lstrip("+"))
            for name in texts[row].split(" / ") if row >= 0 else ():
                known.rijen[name].add(shown.lstrip("+"))
        return known


def check_form(form: str, content: bytes, page: Path, sources: Path = paths.SOURCES) -> Audit | None:
    """Audit a form before it is placed; None for a page without claims.

    Args:
        form: xlsx, docx, pptx or pdf. A PDF is the page itself, printed: the page is looked at once more too.
        page: of the report, with its ledger beside it.

    Raises:
        ContractError: a number that the page does not have, or a page that was changed.
    """
    html = page.read_text(encoding="utf-8")
    if HAS_CLAIMS not in html:
        return None
    ledger, read = read_ledger(page.parent), read_page(html)
    if form == "pdf":
        _check_page(read, ledger, page.name, sources)
        printed = audit_pdf(content, html)
        printed.refuse(page.with_suffix(".pdf").name)
        return printed
    known, audit = Known.of(read, ledger), Audit()
    for where, text in _TEXTS[form](content):
        _check_text(audit, where, " ".join(text.split()), known, sources)
    for row in _cells(content) if form == "xlsx" else ():
        _check_row(audit, row, known)
    audit.refuse(page.with_suffix(f".{form}").name)
    return audit


def _check_page(page: Page, ledger: Ledger, name: str, sources: Path) -> None:
    audit_page(page, noted_in(ledger), load_exceptions(sources)).refuse(name)
    found = digests(page)
    for chapter, digest in ledger.hoofdstukken.items():
        if found.get(chapter) != digest:
            mend = "Maak het rapport opnieuw met make regiobeeld"
            raise ContractError("de tekst is na het maken veranderd", f"{name}: {chapter or 'kop'}", mend)


def _check_text(audit: Audit, where: str, text: str, known: Known, sources: Path) -> None:
    tokens = list(_TOKEN.finditer(text))
    free = None
    for place, token in enumerate(tokens):
        number = token[0]
        if not number[0].isdigit():
            continue
        audit.getallen += 1
        beside = {(one[0], other[0]) for one, other in pairwise(tokens[max(0, place - 1) : place + 2])}
        if beside & known.paren or number in known.los or (len(tokens) <= _FEW and number in known.getallen):
            audit.met_herkomst += 1
            continue
        if free is None:
            free = load_exceptions(sources).find(text) | load_exceptions(sources).declared(text)
        kind = next((name for (start, end), name in free.items() if start <= token.start() < end), "")
        if not kind or (kind in _YEARS and len(number) == len("2020") and not _is_dated(number, text, known)):
            around = text[max(0, token.start() - _AROUND) : token.end() + _AROUND]
            audit.fouten.append(Fault(where, "een getal van de pagina", number, around))
        else:
            audit.uitzonderingen[where, kind, number] += 1


def _is_dated(number: str, text: str, known: Known) -> bool:
    """A year that the page has too, or that of a day."""
    return number in known.cijfers or bool(re.search(rf"\d-\d{{1,2}}-{number}\b", text))


def _check_row(audit: Audit, row: Row, known: Known) -> None:
    """A number in a cell is a claim of a row with the same name, rounded as the page or the cell shows it."""
    where, names, cells = row
    rows = [known.rijen[name] for name in names if name in known.rijen]
    allowed = set[str]().union(*rows) if rows else known.getallen
    for value, decimals in cells:
        audit.getallen += 1
        shown = {getal(value, places).lstrip("+") for places in range(decimals + 1)}
        if shown & allowed or (value == int(value) and str(int(value)) in known.cijfers):
            audit.met_herkomst += 1
        else:
            text = " | ".join(names)
            audit.fouten.append(Fault(where, NO_CLAIM, getal(value, decimals), text))


def _cells(content: bytes) -> Iterator[Row]:
    """Per row of a workbook its texts, and its numbers with the decimals that they show."""
    for sheet, row in _rows(content):
        numbers = [
            (float(cell.value), len(cell.number_format.partition(".")[2]))
            for cell in row
            if isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
        ]
        if numbers:
            yield sheet, [cell.value for cell in row if isinstance(cell.value, str)], numbers


def _rows(content: bytes) -> Iterator[tuple[str, list[Any]]]:
    import openpyxl

    for sheet in openpyxl.load_workbook(io.BytesIO(content), read_only=True):
        for row in sheet.iter_rows():
            yield sheet.title, [cell for cell in row if not isinstance(cell.value, date | None)]


def _of_workbook(content: bytes) -> Iterator[tuple[str, str]]:
    return ((sheet, cell.value) for sheet, row in _rows(content) for cell in row if isinstance(cell.value, str))


def _of_document(content: bytes) -> Iterator[tuple[str, str]]:
    import docx

    document = docx.Document(io.BytesIO(content))
    heading = ""
    for paragraph in document.paragraphs:
        style = paragraph.style.name if paragraph.style is not None else ""
        heading = paragraph.text if (style or "").startswith("Heading") else heading
        yield heading, paragraph.text
    for number, table in enumerate(document.tables, start=1):
        yield from ((f"tabel {number}", cell.text) for row in table.rows for cell in row.cells)


def _of_slides(content: bytes) -> Iterator[tuple[str, str]]:
    import pptx

    for number, slide in enumerate(pptx.Presentation(io.BytesIO(content)).slides, start=1):
        where = f"dia {number}"
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield where, shape.text_frame.text
            if shape.has_table:
                yield from ((where, cell.text) for row in shape.table.rows for cell in row.cells)
        if slide.has_notes_slide:
            yield f"{where}, notities", slide.notes_slide.notes_text_frame.text


_TEXTS: dict[str, Callable[[bytes], Iterable[tuple[str, str]]]] = {
    "xlsx": _of_workbook,
    "docx": _of_document,
    "pptx": _of_slides,
}
