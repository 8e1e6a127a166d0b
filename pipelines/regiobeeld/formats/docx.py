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
from docx.shared import Cm, Pt, RGBColor

from regiobeeld.draw import style
from regiobeeld.formats.declared import Documenthoofdstuk, layer_chapters, load_forms
from regiobeeld.formats.images import drawing_of
from regiobeeld.formats.pieces import Regel, read_pieces
from regiobeeld.formats.settle import settle
from regiobeeld.formats.story import Beeld, Cel, Deel, Tabel, Verhaal
from regiobeeld.numbers import LEEG, getal

_FONT, _BODY, _SMALL, _TABLE = "Calibri", 11, 9, 9
_WIDTH = 17.0
_MOST_ROWS, _MOST_COLUMNS = 40, 8
_TALLEST = 20.0
_CONTENTS = 'TOC \\o "1-2" \\h \\z \\u'
_SIZES = {
    "Normal": _BODY,
    "Title": 28,
    "Subtitle": 13,
    "Heading 1": 20,
    "Heading 2": 15,
    "Heading 3": 12,
    "Caption": _SMALL,
    "TOC Heading": 15,
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
    return settle(writer.save(f"{story.soort} {story.naam}"), made)


def board_report(story: Verhaal) -> Iterator[Stuk]:
    """The chapters of the layers that are declared; of a report without layers those that are declared."""
    declared = load_forms().document
    layered = any(part.plaatsen for part in story.delen)
    chapters = layer_chapters(declared.lagen) if layered else ()
    for code, title in chapters:
        pairs = [pair for part in story.delen for pair in zip(part.blokken, part.plaatsen, strict=True)]
        blocks = tuple(block for block, place in pairs if place == code)
        if blocks:
            yield Stuk(title, blocks)
    if not chapters:
        for chapter in declared.hoofdstuk:
            part = story.deel(chapter.code) or story.deel(chapter.code.replace("_", "-"))
            if part is not None:
                yield Stuk(part.titel, tuple(_chosen(part, chapter)))


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
        _add_field(self.doc.add_paragraph(), _CONTENTS, "Klik hier en druk op F9 voor de inhoudsopgave.")

    def chapter(self, part: Stuk) -> None:
        self.doc.add_heading(part.titel, level=1).paragraph_format.page_break_before = True
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
                    self.doc.add_heading(piece.tekst, level=piece.diepte - 1)
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
            _describe(paragraph, beeld.alt)
            self._figures += 1
            self._caption("Figuur", self._figures, beeld.ondertitel)
        for text in (beeld.toelichting, beeld.bron):
            if text:
                self.doc.add_paragraph(text, style="Bron")

    def table(self, table: Tabel, title: str) -> None:
        """A table with a heading that repeats on every page; a long one stops and says where the rest is."""
        if not table.rijen:
            return
        self._tables += 1
        self._caption("Tabel", self._tables, title, before=True)
        columns = table.kolommen[:_MOST_COLUMNS]
        made = self.doc.add_table(rows=1, cols=len(columns), style="Regiobeeld")
        _fill(made.rows[0].cells, columns)
        _repeat(made.rows[0])
        for row in table.rijen[:_MOST_ROWS]:
            texts = [
                _shown(value, table.decimalen[n], n in table.jaren) for n, value in enumerate(row[:_MOST_COLUMNS])
            ]
            _fill(made.add_row().cells, texts, [isinstance(value, int | float) for value in row])
        if len(table.rijen) > _MOST_ROWS or len(table.kolommen) > _MOST_COLUMNS:
            more = f"Van {len(table.rijen)} rijen en {len(table.kolommen)} kolommen; alle staan in het rapport."
            self.doc.add_paragraph(more, style="Bron")
        else:
            self.doc.add_paragraph("", style="Bron")

    def _caption(self, kind: str, number: int, text: str, before: bool = False) -> None:
        paragraph = self.doc.add_paragraph(f"{kind} ", style="Caption")
        _add_field(paragraph, f"SEQ {kind} \\* ARABIC", str(number))
        paragraph.add_run(f". {text}")
        paragraph.paragraph_format.keep_with_next = before

    def sources(self, story: Verhaal) -> None:
        """Every source line of the figures, once."""
        self.doc.add_heading("Bronnen van de figuren", level=1)
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
        _add_field(foot, "PAGE", "1")

    def _set_styles(self) -> None:
        styles = self.doc.styles
        for name, size in _SIZES.items():
            found = styles[name]
            _set_font(found, size, style.INKT if name in ("Normal", "Intense Quote") else style.REGIO)
        styles["Caption"].font.color.rgb = _rgb(style.INKT_ZACHT)
        styles["Intense Quote"].font.italic = False
        source = styles.add_style("Bron", 1)
        source.base_style = styles["Normal"]
        _set_font(source, _SMALL, style.INKT_ZACHT)
        own = styles.add_style("Regiobeeld", 3)
        own.base_style = styles["Table Grid"]
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "nl-NL")
        styles["Normal"].element.get_or_add_rPr().append(language)


def _figures(part: Stuk) -> Iterator[Beeld]:
    return (block for block in part.blokken if isinstance(block, Beeld))


def _set_font(found: Any, size: float, colour: str) -> None:
    found.font.name, found.font.size, found.font.color.rgb = _FONT, Pt(size), _rgb(colour)
    fonts = found.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


def _fill(cells: Sequence[Any], texts: Sequence[str], numbers: Sequence[bool] | None = None) -> None:
    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text)
        run.font.size, run.font.bold = Pt(_TABLE), numbers is None
        paragraph.paragraph_format.space_after = Pt(1)
        if numbers is not None and numbers[place]:
            paragraph.alignment = 2


def _repeat(row: Any) -> None:
    """The heading of the table on every page it goes on."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _shown(value: Cel, decimals: int | None, is_year: bool) -> str:
    if is_year:
        return LEEG if value is None else str(value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int | float):
        return getal(value, decimals or 0)
    return value or LEEG


def _describe(paragraph: Any, alt: str) -> None:
    paragraph._p.xpath(".//wp:docPr")[0].set("descr", alt)


def _add_field(paragraph: Any, code: str, shown: str) -> None:
    """A field that Word fills in: the contents, a page number, the number of a figure."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run(text if kind == "shown" else "")
        if kind == "shown":
            continue
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.set(qn("xml:space"), "preserve")
            part.text = text
        run._r.append(part)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:].upper())
