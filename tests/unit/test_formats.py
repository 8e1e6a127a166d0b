"""Every form is opened by a reader that knows nothing of us, and says what the report says."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.slide import Slide
from pptx.util import Emu

from formats_example import FIGURE, HTML, PLAIN, STORY, write_report
from regiobeeld.formats.columns import split_columns
from regiobeeld.formats.deck import HEIGHT, WIDTH
from regiobeeld.formats.declared import layer_chapters
from regiobeeld.formats.docx import board_report, make_document
from regiobeeld.formats.fit import height_of, set_text
from regiobeeld.formats.images import drawing_of
from regiobeeld.formats.pieces import Regel, read_pieces
from regiobeeld.formats.pptx import make_slides
from regiobeeld.formats.story import Beeld, Deel, Tabel, Verhaal, read_story
from regiobeeld.formats.word import share_width
from regiobeeld.formats.xlsx import make_workbook

MADE = date(2026, 1, 2)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return write_report(tmp_path / "klein").parent


@pytest.fixture
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(make_workbook(STORY, MADE)))


def cells(sheet: openpyxl.worksheet.worksheet.Worksheet, value: object) -> list[openpyxl.cell.Cell]:
    return [cell for row in sheet.iter_rows() for cell in row if cell.value == value]


# What every form is made of


def test_a_story_comes_back_as_it_was_written(report: Path) -> None:
    assert read_story(report) == STORY


def test_pieces_of_a_page_are_read_in_order() -> None:
    found = list(read_pieces(HTML))
    assert [piece.soort if isinstance(piece, Regel) else "tabel" for piece in found] == [
        *("alinea", "kop", "punt", "tabel", "alinea"),
    ]
    table = next(piece for piece in found if isinstance(piece, Tabel))
    assert table.titel == "Tabel van Klein"
    assert table.rijen == (("Adorp", 1234567), ("Bestad", None))


# Workbook


def test_numbers_are_numbers_and_days_are_days(book: openpyxl.Workbook) -> None:
    sheet = book["In het kort nu"]
    assert cells(sheet, 17.3)[0].number_format == "#,##0.0"
    assert cells(sheet, 2020)[0].number_format == "0"
    assert {cell.number_format for cell in cells(sheet, 1234567)} == {"#,##0"}
    assert cells(sheet, datetime(2020, 1, 1))[0].is_date
    assert cells(sheet, "ja") and cells(sheet, "nee")


def test_no_cell_is_a_formula_nor_a_made_up_zero(book: openpyxl.Workbook) -> None:
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in types
    (risky,) = cells(book["In het kort nu"], "=1+1")
    assert risky.data_type == "s" and risky.quotePrefix
    assert not cells(book["In het kort nu"], 0)


def test_every_table_has_a_filter_and_a_title_and_a_source_above_it(book: openpyxl.Workbook) -> None:
    assert book.sheetnames[:2] == ["Leeswijzer", "Tabellen"]
    sheet = book["Toekomst"]
    assert sheet.freeze_panes == "B2"
    (table,) = sheet.tables.values()
    top = int(re.sub(r"\D", "", table.ref.split(":")[0]))
    assert [sheet.cell(top - back, 1).value for back in (3, 2, 1)] == [
        FIGURE.titel,
        FIGURE.ondertitel,
        FIGURE.bron,
    ]
    listed = [[cell.value for cell in row] for row in book["Tabellen"].iter_rows(min_row=2)]
    assert ["In het kort: nu", "Tabel van Klein", "Bron: CBS, tabel 3"] in listed


def test_a_cell_with_a_margin_becomes_numbers_and_words_for_none_stay() -> None:
    table = Tabel(
        "",
        ("Naam", "Roken", "Afstand", "Toen", "Band"),
        (
            ("65-74", "12,3% (10,1–14,5)", "1,4 km", "18% (2012)", "−2 tot +1.234%"),
            ("75+", "geheim", "2,0 km", None, "0 tot 5%"),
        ),
        (None, None, None, None, None),
    )
    found = split_columns(table)
    assert found.kolommen == (
        *("Naam", "Roken (%)", "Roken, ondergrens (%)", "Roken, bovengrens (%)", "Afstand (km)"),
        *("Toen (%)", "Toen, jaar", "Band, ondergrens", "Band, bovengrens"),
    )
    assert found.rijen == (
        ("65-74", 12.3, 10.1, 14.5, 1.4, 18, 2012, -2, 1234),
        ("75+", "geheim", None, None, 2.0, None, None, 0, 5),
    )


def test_units_that_differ_get_a_column_and_other_texts_stay_text() -> None:
    table = Tabel("", ("Naam", "Cijfer", "Code"), (("a", "5%", "1ab"), ("b", "3 km", "22")), (None, None, None))
    found = split_columns(table)
    assert found.kolommen == ("Naam", "Cijfer", "Cijfer, eenheid", "Code")
    assert found.rijen == (("a", 5, "%", "1ab"), ("b", 3, "km", "22"))


def test_a_percentage_among_other_units_keeps_its_sign() -> None:
    html = (
        "<table><caption>T</caption><thead><tr><th>Wat</th><th>Hier</th></tr></thead>"
        "<tbody><tr><th>Roken</th><td>12%</td></tr><tr><th>Mantelzorg</th><td>10,6 uren</td></tr></tbody></table>"
    )
    (table,) = read_pieces(html)
    assert isinstance(table, Tabel)
    assert table.kolommen == ("Wat", "Hier") and table.rijen == (("Roken", "12%"), ("Mantelzorg", "10,6 uren"))


def test_a_row_with_a_long_text_is_as_high_as_it_needs(book: openpyxl.Workbook) -> None:
    guide = book["Leeswijzer"]
    long = [
        cell for (cell,) in guide.iter_rows(max_col=1) if isinstance(cell.value, str) and len(cell.value) > 110
    ]
    assert long and all(guide.row_dimensions[cell.row].height >= 2 * 15 for cell in long)


# Slides


def slides_of(story: Verhaal, report: Path) -> list[Slide]:
    return list(Presentation(io.BytesIO(make_slides(story, MADE, report))).slides)


def notes_of(slide: Slide) -> str:
    frame = slide.notes_slide.notes_text_frame
    return frame.text if frame is not None else ""


def test_a_report_with_something_for_each_has_ten_slides_with_a_title_and_notes(report: Path) -> None:
    numbers = Tabel("", ("Onderwerp", "Cijfer (%)", "Verwacht (%)"), (("Roken", 20.0, 15.0),), (None, 1, 1))
    costs = Tabel("", ("Wet", "2025 (miljoen euro)"), (("Wmo", 10.0),), (None, 0))
    more = tuple(
        replace(FIGURE, code=code, tabel=table)
        for code, table in (("vergelijking-verwacht", numbers), ("zorgvraag-per-wet", costs))
    )
    story = replace(STORY, groepen=STORY.boodschappen, delen=(*STORY.delen, Deel("meer", "Meer", more)))
    slides = slides_of(story, report)
    assert len(slides) == 10
    assert all(slide.shapes.title is not None and slide.shapes.title.text_frame.text for slide in slides)
    assert all(notes_of(slide) for slide in slides)
    assert all("Zekerheid: " in notes_of(slide) and "Bron: " in notes_of(slide) for slide in slides[1:-1])


def test_what_there_is_nothing_to_show_of_is_told_on_one_slide(report: Path) -> None:
    """The small report has no groups, no expectation and no demand for care: no slide is empty."""
    *_, missing, sources = slides_of(STORY, report)
    told = [shape.text_frame.text for shape in missing.shapes if shape.has_text_frame][1:]
    assert len(told) == 3 and any("groep" in line for line in told)
    assert sources.shapes.title is not None


def test_a_line_chart_is_native_with_years_at_equal_steps_and_numbers_as_shown(report: Path) -> None:
    deck = Presentation(io.BytesIO(make_slides(STORY, MADE, report)))
    (chart,) = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    plot = chart.plots[0]
    assert list(plot.categories) == ["2015", "2020", "2025", "2030"]
    assert [list(series.values) for series in plot.series] == [
        [80, None, 100, 120],
        [None, None, 100, 110],
        [None, None, 100, 130],
    ]


def test_pictures_and_charts_have_words_and_nothing_leaves_the_slide(report: Path) -> None:
    deck = Presentation(io.BytesIO(make_slides(STORY, MADE, report)))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    drawn = [shape for shape in shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE or shape.has_chart]
    assert len(drawn) == 2
    assert all(shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in drawn)
    for shape in shapes:
        assert shape.left >= 0 and shape.top >= 0
        assert Emu(shape.left + shape.width).inches <= WIDTH and Emu(shape.top + shape.height).inches <= HEIGHT


def test_every_text_on_a_slide_fits_its_box_and_is_large_enough(report: Path) -> None:
    deck = Presentation(io.BytesIO(make_slides(STORY, MADE, report)))
    for slide in deck.slides:
        for shape in (shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text):
            runs = [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
            sizes = [run.font.size.pt for run in runs]
            needed = sum(height_of(run.text, shape.width.inches - 0.2, run.font.size.pt) for run in runs)
            assert min(sizes) >= 11
            assert needed <= shape.height.inches + 0.01, shape.text_frame.text


def test_a_long_text_keeps_its_first_sentence_and_the_rest_is_for_the_notes() -> None:
    text = "Dit is de eerste zin. " + "Dit is een zin die daarna komt en te lang is. " * 10
    found = set_text(text.strip(), 4, 0.7, 24, 20)
    assert found.tekst.startswith("Dit is de eerste zin.") and found.rest
    assert f"{found.tekst} {found.rest}" == text.strip()
    assert height_of(found.tekst, 4, found.grootte) <= 0.7


# Document


def test_the_document_has_headings_captions_and_alternative_texts(report: Path) -> None:
    document = docx.Document(io.BytesIO(make_document(STORY, MADE, report)))
    by_style: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        by_style.setdefault(str(paragraph.style and paragraph.style.name), []).append(paragraph.text)
    assert by_style["Title"] == ["Regiobeeld Klein"]
    assert by_style["Heading 1"][0] == "In het kort: nu"
    assert any(text.startswith("Figuur 1. Rokers") for text in by_style["Caption"])
    assert "Eerste punt" in by_style["List Bullet"]
    described = document.element.body.xpath(".//wp:docPr/@descr")
    assert described == ["Kaart."]


def test_the_contents_of_the_document_link_to_its_headings_without_a_key_to_press(report: Path) -> None:
    document = docx.Document(io.BytesIO(make_document(STORY, MADE, report)))
    links = document.element.body.xpath(".//w:hyperlink/@w:anchor")
    named = document.element.body.xpath(".//w:bookmarkStart/@w:name")
    heads = [
        p.text for p in document.paragraphs if p.style is not None and p.style.name in ("Heading 1", "Heading 2")
    ]
    assert links and links == named
    assert document.element.body.xpath("string(.//w:hyperlink[1])") == heads[0]
    kinds = document.element.body.xpath(".//w:fldChar/@w:fldCharType")
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_columns_of_a_table_share_the_page_and_each_holds_its_longest_word() -> None:
    widths = share_width([["Naam", "Verhaal"], ["Ad", "Een lange zin over van alles " * 4]], 17)
    assert sum(widths) == pytest.approx(17)
    assert widths[1] > 2 * widths[0] > 0


def test_a_figure_that_is_not_drawn_becomes_its_table_with_dutch_numbers(report: Path) -> None:
    document = docx.Document(io.BytesIO(make_document(STORY, MADE, report)))
    texts = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["2025", "100", "100", "100"] in texts
    assert ["Adorp", "1.234.567"] in texts


def test_beside_a_figure_on_suicide_stands_where_help_is_in_every_form(report: Path) -> None:
    grave = replace(PLAIN, titel="Gedachten aan zelfdoding in Klein")
    story = replace(STORY, delen=(replace(STORY.delen[0], blokken=(grave,)), *STORY.delen[1:]))
    document = docx.Document(io.BytesIO(make_document(story, MADE, report)))
    told = [
        " ".join(paragraph.text for paragraph in document.paragraphs),
        " ".join(s.text_frame.text for one in slides_of(story, report) for s in one.shapes if s.has_text_frame),
        " ".join(
            str(cell.value) for sheet in openpyxl.load_workbook(io.BytesIO(make_workbook(story, MADE)))
            for row in sheet.iter_rows() for cell in row
        ),
    ]  # fmt: skip
    assert all("113.nl" in text for text in told)
    usual = docx.Document(io.BytesIO(make_document(STORY, MADE, report)))
    assert "113.nl" not in " ".join(paragraph.text for paragraph in usual.paragraphs)


# All of them


def test_two_runs_give_the_same_bytes_and_nobody_is_named(report: Path) -> None:
    for make in (lambda: make_workbook(STORY, MADE), lambda: make_slides(STORY, MADE, report),
                 lambda: make_document(STORY, MADE, report)):  # fmt: skip
        content = make()
        assert content == make()
        parts = zipfile.ZipFile(io.BytesIO(content))
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        about = parts.read("docProps/core.xml").decode()
        assert set(re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)<", about)) <= {"regiobeeld", ""}
        assert set(re.findall(r"<dcterms:\w+[^>]*>([^<]*)<", about)) == {"2026-01-02T00:00:00Z"}
        assert str(report).encode() not in b"".join(map(parts.read, parts.namelist()))


def test_a_drawing_loses_the_title_and_source_of_its_file(tmp_path: Path) -> None:
    """In a file of 200 x 150 px the drawing of 100 px begins at 30: the PNG has twice the pixels."""
    folder = tmp_path / "figuren"
    folder.mkdir()
    Image.new("RGB", (400, 300), "white").save(folder / "kaart-roken.png")
    svg = '<svg xmlns="x" width="200" height="150" role="img"><g transform="translate(22 30)"></g></svg>'
    (folder / "kaart-roken.svg").write_text(svg, encoding="utf-8")
    beeld = Beeld("kaart-roken", "Titel", "Onder", "Alt.", "Bron", "", Tabel("", ("a",), (("b",),), (None,)))
    found = drawing_of(beeld, tmp_path)
    assert found is not None
    # Below: the margin of 22, one line of source (15.6) and 8.
    assert Image.open(io.BytesIO(found.png)).size == (400, round((150 - 22 - 15.6 - 8) * 2) - 60)
    assert drawing_of(FIGURE, tmp_path) is None


def test_the_document_follows_the_layers_of_a_page_that_has_them(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two blocks stand in one chapter of a layer, in its order; a third in no layer of the document."""
    rules = tmp_path / "rapport"
    rules.mkdir()
    (rules / "lagen.toml").write_text(
        'minste_gebieden = 4\n[[laag]]\ncode = "voorblad"\ntitel = "Eerst"\nuitleg = "Kort."\n'
        '[[laag.hoofdstuk]]\ncode = "kort"\ntitel = "Kort"\nblokken = ["figuur-*", "xx"]\n'
        '[[laag]]\ncode = "alles"\ntitel = "Rest"\nuitleg = "Alles."\n',
        encoding="utf-8",
    )
    asked = layer_chapters(["voorblad"], tmp_path)
    assert [(chapter.code, chapter.titel) for chapter in asked] == [("kort", "Kort")]
    monkeypatch.setattr("regiobeeld.formats.docx.layer_chapters", lambda layers: asked)
    placed = [replace(STORY.delen[0], plaatsen=("kort", "-")), replace(STORY.delen[1], plaatsen=("kort",))]
    story = replace(STORY, delen=(*placed, replace(STORY.delen[2], plaatsen=("rest",))))
    assert [(part.titel, part.blokken) for part in board_report(story)] == [("Kort", (FIGURE, HTML))]
