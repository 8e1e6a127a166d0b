"""The board report as a document that a region can edit: real headings, captions, tables and alternative texts."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from regiobeeld.draw import style
from regiobeeld.formats import word
from regiobeeld.formats.declared import Documenthoofdstuk, help_beside, layer_chapters, load_forms
from regiobeeld.formats.images import drawing_of
from regiobeeld.formats.pieces import Regel, read_pieces
from regiobeeld.formats.settle import settle
from regiobeeld.formats.story import Beeld, Cel, Deel, Tabel, Verhaal
from regiobeeld.numbers import LEEG, getal

_FONT, _BODY, _SMALL, _TABLE = "Calibri", 10.5, 8.5, 8.5
_WIDTH = 17.0
_MOST_ROWS, _MOST_COLUMNS = 40, 8
_TALLEST = 9.5
"""Centimetres: two figures go on a page."""
_SHORTENED = "Deze tabel is ingekort; de hele tabel staat in het rapport, bij Alle cijfers."
_CONTENTS = 'TOC \\o "1-2" \\h \\z \\u'
_SIZES = {
    "Normal": _BODY,
    "Title": 26,
    "Subtitle": 12,
    "Heading 1": 18,
    "Heading 2": 14,
    "Heading 3": 11.5,
    "Caption": _SMALL,
    "TOC Heading": 14,
    "Intense Quote": _BODY,
}
_STYLES = {"punt": "List Bullet", "getal": "List Bullet", "let-op": "Intense Quote"}


@dataclass(frozen=True)
class Stuk:
    """A chapter of the document."""

    titel: str
    blokken: tuple[Beeld | str, ...]


def make_document(story: Verhaal, made: date, folder: Path) -> bytes:
    """The document as bytes; the same at every run on the same report.

    Args:
        story: what the report says.
        made: the day of the report.
        folder: the report, for its drawings.
    """
    writer = _Writer(folder)
    writer.cover(story, made)
    for part in board_report(story):
        writer.chapter(part)
    writer.sources(story)
    writer.fill_contents()
    return settle(writer.save(f"{story.soort} {story.naam}"), made)


def board_report(story: Verhaal) -> Iterator[Stuk]:
    """The chapters of the layers that are declared; of a report without layers those that are declared."""
    declared = load_forms().document
    layered = any(part.plaatsen for part in story.delen)
    chapters = layer_chapters(declared.lagen) if layered else ()
    for chapter in chapters:
        placed = [
            (chapter.order(address), block)
            for part in story.delen
            for block, place, address in zip(part.blokken, part.plaatsen, part.adressen, strict=True)
            if place == chapter.code
        ]
        # What two chapters say is said once.
        blocks = dict.fromkeys(block for _, block in sorted(placed, key=lambda pair: pair[0]))
        if blocks:
            yield Stuk(chapter.titel, tuple(blocks))
    if not chapters:
        for wanted in declared.hoofdstuk:
            part = story.deel(wanted.code) or story.deel(wanted.code.replace("_", "-"))
            if part is not None:
                yield Stuk(part.titel, tuple(_chosen(part, wanted)))


def _chosen(part: Deel, chapter: Documenthoofdstuk) -> Iterator[Beeld | str]:
    for block in part.blokken:
        if isinstance(block, str) or chapter.beelden is None or _fits(block.code, chapter.beelden):
            yield block


def _fits(code: str, wanted: Sequence[str]) -> bool:
    return any(code.startswith(one[:-1]) if one.endswith("*") else code == one for one in wanted)


class _Writer:
    """Writes one document; counts figures and tables."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.doc = folder, docx.Document()
        self._figures = self._tables = 0
        self._headings: list[tuple[int, str, str]] = []
        self._set_page()
        self._set_styles()

    def cover(self, story: Verhaal, made: date) -> None:
        self.doc.add_paragraph(f"{story.soort} {story.naam}", style="Title")
        day = f"{made.day}-{made.month}-{made.year}"
        self.doc.add_paragraph(
            f"Bestuursrapport. Cijfers tot en met {story.peiljaar}, gemeenten van {story.indeling}; "
            f"gemaakt op {day}.",
            style="Subtitle",
        )
        if story.actueel:
            self.doc.add_paragraph(story.actueel)
        self.doc.add_paragraph("Inhoud", style="TOC Heading")
        self._contents = self.doc.add_paragraph()

    def fill_contents(self) -> None:
        """The contents, with a link to each heading; Word adds the pages when somebody renews the field."""
        for number, (level, text, bookmark) in enumerate(self._headings):
            line = self._contents.insert_paragraph_before(style=f"toc {level}")
            if number == 0:
                word.open_field(line, _CONTENTS)
            word.link_to(line, bookmark, text)
        word.close_field(self._contents)

    def heading(self, text: str, level: int) -> Any:
        """A heading; the first two levels stand in the contents."""
        made = self.doc.add_heading(text, level=level)
        if level <= 2:
            bookmark = f"_Toc{len(self._headings) + 1:06d}"
            word.add_bookmark(made, bookmark, len(self._headings) + 1)
            self._headings.append((level, text, bookmark))
        return made

    def chapter(self, part: Stuk) -> None:
        is_first = not self._headings
        self.heading(part.titel, 1).paragraph_format.page_break_before = is_first
        for block in part.blokken:
            if isinstance(block, Beeld):
                self.figure(block)
            else:
                self.text(block)

    def text(self, html: str) -> None:
        for piece in read_pieces(html):
            if isinstance(piece, Tabel):
                self.table(piece, piece.titel)
            elif piece.soort == "kop":
                if piece.diepte > 2:
                    self.heading(piece.tekst, piece.diepte - 1)
            else:
                self._line(piece)

    def _line(self, line: Regel) -> None:
        self.doc.add_paragraph(line.tekst, style=_STYLES.get(line.soort, "Normal"))

    def figure(self, beeld: Beeld) -> None:
        """The drawing with its finding above it and its caption below; without a drawing its table."""
        image = drawing_of(beeld, self.folder)
        self.doc.add_heading(beeld.titel, level=3)
        if image is None:
            self.table(beeld.tabel, beeld.ondertitel)
        else:
            width = min(_WIDTH, _TALLEST * image.breedte / image.hoogte)
            paragraph = self.doc.add_paragraph()
            paragraph.paragraph_format.keep_with_next = True
            paragraph.add_run().add_picture(io.BytesIO(image.png), width=Cm(width))
            word.describe(paragraph, beeld.alt)
            self._figures += 1
            self._caption("Figuur", self._figures, beeld.ondertitel)
        for text in (beeld.toelichting, beeld.bron, help_beside(beeld)):
            if text:
                self.doc.add_paragraph(text, style="Bron")

    def table(self, table: Tabel, title: str) -> None:
        """A table with a heading that repeats on every page; a long one stops and says where the rest is."""
        if not table.rijen:
            return
        self._tables += 1
        self._caption("Tabel", self._tables, title, before=True)
        columns = list(table.kolommen[:_MOST_COLUMNS])
        rows = [row[: len(columns)] for row in table.rijen[:_MOST_ROWS]]
        texts = [
            [_shown(value, table.decimalen[n], n in table.jaren) for n, value in enumerate(row)] for row in rows
        ]
        made = self.doc.add_table(rows=1, cols=len(columns), style="Regiobeeld")
        word.set_borders(made, style.LIJN)
        _fill(made.rows[0].cells, columns)
        word.repeat_heading(made.rows[0])
        for row, shown in zip(rows, texts, strict=True):
            added = made.add_row()
            word.keep_whole(added)
            _fill(added.cells, shown, [isinstance(value, int | float) for value in row])
        word.set_widths(made, word.share_width([columns, *texts], _WIDTH))
        is_short = len(rows) < len(table.rijen) or len(columns) < len(table.kolommen)
        self.doc.add_paragraph(_SHORTENED if is_short else "", style="Bron")

    def _caption(self, kind: str, number: int, text: str, before: bool = False) -> None:
        paragraph = self.doc.add_paragraph(f"{kind} ", style="Caption")
        word.add_field(paragraph, f"SEQ {kind} \\* ARABIC", str(number))
        paragraph.add_run(f". {text}")
        paragraph.paragraph_format.keep_with_next = before

    def sources(self, story: Verhaal) -> None:
        """Every source line of the figures, once."""
        self.heading("Bronnen van de figuren", 1)
        lines = [beeld.bron.removeprefix("Bron: ") for part in board_report(story) for beeld in _figures(part)]
        for line in dict.fromkeys(lines):
            self.doc.add_paragraph(line, style="List Bullet")

    def save(self, title: str) -> bytes:
        about = self.doc.core_properties
        about.title, about.author, about.language = title, "regiobeeld", "nl-NL"
        about.comments = about.keywords = about.subject = about.last_modified_by = ""
        target = io.BytesIO()
        self.doc.save(target)
        return target.getvalue()

    def _set_page(self) -> None:
        page = self.doc.sections[0]
        page.orientation, page.page_width, page.page_height = WD_ORIENT.PORTRAIT, Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2)
        page.top_margin = page.bottom_margin = Cm(2)
        foot = page.footer.paragraphs[0]
        foot.alignment = 2
        word.add_field(foot, "PAGE", "1")

    def _set_styles(self) -> None:
        styles = self.doc.styles
        for name, size in _SIZES.items():
            found = styles[name]
            word.set_font(found, _FONT, size, style.INKT if name in ("Normal", "Intense Quote") else style.REGIO)
        styles["Normal"].paragraph_format.space_after = Pt(5)
        styles["Caption"].font.color.rgb = word.rgb(style.INKT_ZACHT)
        quote = styles["Intense Quote"]
        quote.font.italic = quote.font.bold = False
        quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Cm(0.6)
        for level in (1, 2):
            line = styles.add_style(f"toc {level}", 1)
            line.base_style = styles["Normal"]
            line.paragraph_format.left_indent, line.paragraph_format.space_after = Cm(0.7 * (level - 1)), Pt(3)
        source = styles.add_style("Bron", 1)
        source.base_style = styles["Normal"]
        word.set_font(source, _FONT, _SMALL, style.INKT_ZACHT)
        own = styles.add_style("Regiobeeld", 3)
        own.base_style = styles["Normal Table"]
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "nl-NL")
        styles["Normal"].element.get_or_add_rPr().append(language)


def _figures(part: Stuk) -> Iterator[Beeld]:
    return (block for block in part.blokken if isinstance(block, Beeld))


def _fill(cells: Sequence[Any], texts: Sequence[str], numbers: Sequence[bool] | None = None) -> None:
    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text)
        run.font.size, run.font.bold = Pt(_TABLE), numbers is None
        if numbers is None:
            run.font.color.rgb = word.rgb(style.WIT)
            word.shade(cell, style.REGIO)
        paragraph.paragraph_format.space_after = Pt(1)
        if numbers is not None and numbers[place]:
            paragraph.alignment = 2


def _shown(value: Cel, decimals: int | None, is_year: bool) -> str:
    if is_year:
        return LEEG if value is None else str(value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int | float):
        return getal(value, decimals or 0)
    return value or LEEG
