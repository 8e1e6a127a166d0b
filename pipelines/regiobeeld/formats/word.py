"""Parts of a Word document that python-docx has no words for: fields, bookmarks, links, widths of columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

_LONGEST = 48
"""Letters from which a column of sentences gets no wider: it takes more lines."""
_LETTER, _PADDING = 0.18, 0.45
"""Width of a letter in a table and of the edges of a cell, in cm."""


def rgb(colour: str) -> RGBColor:
    """One of our colours."""
    return RGBColor.from_string(colour[1:].upper())


def set_font(style: Any, name: str, size: float, colour: str) -> None:
    """Letters of a style, without those of the theme that stand before it."""
    style.font.name, style.font.size, style.font.color.rgb = name, Pt(size), rgb(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def add_field(paragraph: Any, code: str, shown: str) -> None:
    """A field that Word fills in, such as a page number, and what it shows until then."""
    open_field(paragraph, code)
    paragraph.add_run(shown)
    close_field(paragraph)


def open_field(paragraph: Any, code: str) -> None:
    """Begin of a field; what follows until `close_field` is what it shows."""
    _mark(paragraph, "begin")
    instruction = _part("instrText", {"xml:space": "preserve"})
    instruction.text = code
    paragraph.add_run()._r.append(instruction)
    _mark(paragraph, "separate")


def close_field(paragraph: Any) -> None:
    """End of a field."""
    _mark(paragraph, "end")


def _mark(paragraph: Any, kind: str) -> None:
    paragraph.add_run()._r.append(_part("fldChar", {"w:fldCharType": kind}))


def _part(tag: str, values: dict[str, str]) -> Any:
    part = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        part.set(qn(name), value)
    return part


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """A place that a link can go to: the whole paragraph."""
    start = _part("bookmarkStart", {"w:id": str(number), "w:name": name})
    end = _part("bookmarkEnd", {"w:id": str(number)})
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def link_to(paragraph: Any, bookmark: str, text: str) -> None:
    """A link to a place in the document."""
    run = paragraph.add_run(text)
    link = _part("hyperlink", {"w:anchor": bookmark, "w:history": "1"})
    paragraph._p.append(link)
    link.append(run._r)


def describe(paragraph: Any, alt: str) -> None:
    """The words for who does not see the drawing in this paragraph."""
    paragraph._p.xpath(".//wp:docPr")[0].set("descr", alt)


def repeat_heading(row: Any) -> None:
    """The heading of the table on every page it goes on."""
    row._tr.get_or_add_trPr().append(_part("tblHeader", {"w:val": "true"}))


def keep_whole(row: Any) -> None:
    """A row stands on one page."""
    row._tr.get_or_add_trPr().append(_part("cantSplit", {"w:val": "true"}))


def shade(cell: Any, colour: str) -> None:
    """The ground of a cell."""
    values = {"w:val": "clear", "w:color": "auto", "w:fill": colour[1:].upper()}
    cell._tc.get_or_add_tcPr().append(_part("shd", values))


def set_borders(table: Any, colour: str) -> None:
    """Thin lines between the rows and no others."""
    borders = _part("tblBorders", {})
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        kind = "single" if side in ("top", "bottom", "insideH") else "nil"
        values = {"w:val": kind, "w:sz": "4", "w:space": "0", "w:color": colour[1:].upper()}
        borders.append(_part(side, values))
    table._tbl.tblPr.append(borders)


def share_width(texts: Sequence[Sequence[str]], width: float) -> list[float]:
    """Widths (cm) of the columns of a table: each holds its longest word, and sentences get what is left.

    Args:
        texts: rows of cells, the heading first.
        width: of the table, in cm.
    """
    columns = list(zip(*texts, strict=True))
    longest = [max(len(word) for text in column for word in (text.split() or [""])) for column in columns]
    least = [_LETTER * length + _PADDING for length in longest]
    room = width - sum(least)
    if room < 0:
        return [width * one / sum(least) for one in least]
    more = [
        max(min(max(map(len, column)), _LONGEST) - length, 0)
        for column, length in zip(columns, longest, strict=True)
    ]
    # Short columns get what they ask for; what nobody asks for is shared.
    share = min(room / (sum(more) * _LETTER), 1.0) if sum(more) else 0.0
    left = (room - share * sum(more) * _LETTER) / len(columns)
    return [low + share * extra * _LETTER + left for low, extra in zip(least, more, strict=True)]


def set_widths(table: Any, widths: Sequence[float]) -> None:
    """Give every cell its width (cm): readers of Word files look at the cells, not at the grid alone."""
    table.autofit = False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Cm(wide)
        for cell in column.cells:
            cell.width = Cm(wide)
