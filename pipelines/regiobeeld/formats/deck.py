"""The look of the slides: our colours and letters, two layouts, and how text, drawings and charts are put."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches, Pt

from regiobeeld.draw import style
from regiobeeld.formats.fit import Gezet, set_text
from regiobeeld.formats.images import Plaatje

WIDTH, HEIGHT = 13.333, 7.5
LEFT, RIGHT = 0.6, 0.6
TOP = 1.75
"""Where the content of a slide begins, under its title."""
BOTTOM = 6.75
ROOM = WIDTH - LEFT - RIGHT
_TITLE_SLIDE, _TITLE_ONLY = 0, 5
_FONT = "Calibri"
_SERIES = (style.REGIO, style.GRIJS_LICHT, style.REGIO_LICHT, style.GRIJS, style.LIJN)
"""What is measured in the colour of the region, what it is compared with in grey: as in the report."""
_SOURCE_SIZE, _LABEL = 13, 14


class Deck:
    """A presentation in the colours of the report."""

    def __init__(self, title: str) -> None:
        self.deck = Presentation()
        self.deck.slide_width, self.deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
        _keep_layouts(self.deck, (_TITLE_SLIDE, _TITLE_ONLY))
        _colour_theme(self.deck)
        about = self.deck.core_properties
        about.title, about.author, about.language, about.subject = title, "regiobeeld", "nl-NL", ""
        about.keywords = about.comments = about.last_modified_by = ""

    def cover(self, title: str, below: Sequence[str], notes: str) -> None:
        """The first slide: a band in our colour with the name."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[0])
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = _rgb(style.REGIO)
        head, under = slide.shapes.title, slide.placeholders[1]
        _place(head, (LEFT + 0.3, 2.0, ROOM - 0.6, 1.7))
        _place(under, (LEFT + 0.3, 3.9, ROOM - 0.6, 2.2))
        _write(
            head, set_text(title, ROOM - 0.9, 1.5, 54, 32, "half"), style.WIT, bold=True, anchor=MSO_ANCHOR.BOTTOM
        )
        _write_lines(under, [Gezet(line, 24) for line in below], style.WIT)
        _note(slide, notes)

    def slide(self, title: str, source: str = "") -> Any:
        """A slide with a title of at most two lines and, at the foot, its source."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[1])
        _place(slide.shapes.title, (LEFT, 0.4, ROOM, 1.2))
        fitted = set_text(title, ROOM - 0.2, 1.15, 34, 24, "half")
        _write(slide.shapes.title, fitted, style.REGIO, bold=True, anchor=MSO_ANCHOR.MIDDLE)
        if source:
            self.text(slide, source, (LEFT, 6.85, ROOM, 0.5), (_SOURCE_SIZE, 11), style.INKT_ZACHT)
        return slide

    def texts(
        self,
        slide: Any,
        texts: Sequence[str],
        boxes: Sequence[tuple[float, float, float, float]],
        sizes: tuple[int, int],
        colour: str = style.INKT,
        bold: bool = False,
    ) -> list[str]:
        """Paragraphs of one kind, each in its box, all in the same letters; gives back what found no room."""
        pairs = list(zip(texts, boxes, strict=True))
        same = min((_fit(text, box, sizes, bold).grootte for text, box in pairs), default=sizes[0])
        return [self.text(slide, text, box, (same, sizes[1]), colour, bold) for text, box in pairs]

    def text(
        self,
        slide: Any,
        text: str,
        box: tuple[float, float, float, float],
        sizes: tuple[int, int],
        colour: str = style.INKT,
        bold: bool = False,
    ) -> str:
        """Write a paragraph in a box; gives back what found no room."""
        fitted = _fit(text, box, sizes, bold)
        shape = slide.shapes.add_textbox(*map(Inches, box))
        _write(shape, fitted, colour, bold=bold)
        return fitted.rest

    def bar(self, slide: Any, box: tuple[float, float, float, float], colour: str) -> None:
        """A block of colour that carries no meaning."""
        shape = slide.shapes.add_shape(1, *map(Inches, box))
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(colour)
        shape.line.fill.background()
        shape.shadow.inherit = False

    def picture(self, slide: Any, image: Plaatje, alt: str, box: tuple[float, float, float, float]) -> None:
        """A drawing as large as the box allows, in its middle, with its words for who does not see it."""
        left, top, width, height = box
        scale = min(width / image.breedte, height / image.hoogte)
        wide, high = image.breedte * scale, image.hoogte * scale
        place = (left + (width - wide) / 2, top + (height - high) / 2, wide, high)
        shape = slide.shapes.add_picture(io.BytesIO(image.png), *map(Inches, place))
        _describe(shape, alt)

    def chart(
        self,
        slide: Any,
        kind: str,
        names: Sequence[str],
        series: Sequence[tuple[str, Sequence[float | None]]],
        decimals: int,
        alt: str,
        box: tuple[float, float, float, float],
    ) -> None:
        """A chart that can be edited: bars under each other ("staaf") or lines ("lijn")."""
        data = CategoryChartData(number_format="#,##0" + ("." + "0" * decimals if decimals else ""))
        data.categories = list(names)
        for name, values in series:
            data.add_series(name, values)
        form = XL_CHART_TYPE.BAR_CLUSTERED if kind == "staaf" else XL_CHART_TYPE.LINE
        frame = slide.shapes.add_chart(form, *map(Inches, box), data)
        _describe(frame, alt)
        _dress(frame.chart, kind, are_years=all(name[:4].isdigit() for name, _ in series))

    def note(self, slide: Any, *lines: str) -> None:
        """What the speaker should know."""
        _note(slide, "\n".join(line for line in lines if line))

    def save(self) -> bytes:
        """The presentation as a file."""
        target = io.BytesIO()
        self.deck.save(target)
        return target.getvalue()


def _fit(text: str, box: tuple[float, float, float, float], sizes: tuple[int, int], bold: bool) -> Gezet:
    """A text in its box; a box of text has edges of a tenth of an inch."""
    return set_text(text, box[2] - 0.2, box[3] - 0.1, *sizes, "half" if bold else "normaal")


def _keep_layouts(deck: Any, wanted: Sequence[int]) -> None:
    layouts = deck.slide_layouts
    for number, layout in reversed(list(enumerate(layouts))):
        if number not in wanted:
            layouts.remove(layout)
    for layout in layouts:
        for shape in list(layout.placeholders):
            # The date, foot and number of the template stand where a narrower slide would have them.
            if shape.placeholder_format.idx >= 10:
                shape._element.getparent().remove(shape._element)


def _colour_theme(deck: Any) -> None:
    """Our colours and letters as those of the theme, so that what a user adds fits."""
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8")
    names = ("dk2", "accent1", "accent2", "accent3", "accent4", "accent5")
    for name, colour in zip(names, (style.INKT, *_SERIES), strict=True):
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{colour[1:]}"/></a:{name}>', text)
    part._blob = re.sub(r'(<a:latin typeface=")[^"]*(")', rf"\g<1>{_FONT}\g<2>", text).encode("utf-8")


def _ramp(count: int) -> list[str]:
    """From dark to light: years of one region are one thing."""
    ends = (style.REGIO, style.REGIO_LICHT)
    return [style.mix(ends, place / max(count - 1, 1)) for place in range(count)]


def _dress(chart: Any, kind: str, *, are_years: bool) -> None:
    count = len(chart.series)
    chart.font.size, chart.font.name, chart.font.color.rgb = Pt(_LABEL), _FONT, _rgb(style.INKT)
    chart.has_title = False
    chart.has_legend = count > 1
    if count > 1:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.legend.font.size = Pt(_LABEL)
    chart.value_axis.has_major_gridlines = kind == "lijn"
    chart.value_axis.minimum_scale = 0
    chart.value_axis.format.line.fill.background()
    if kind == "lijn":
        # A year without a figure is passed over: the line goes on to the next one.
        for gap in chart._chartSpace.xpath("c:chart/c:dispBlanksAs"):
            gap.set("val", "span")
        chart.value_axis.major_gridlines.format.line.color.rgb = _rgb(style.LIJN)
        labels = chart.value_axis.tick_labels
        labels.number_format, labels.number_format_is_linked = "#,##0", False
    else:
        chart.value_axis.visible = False
        chart.category_axis.reverse_order = True
        plot = chart.plots[0]
        plot.gap_width, plot.overlap, plot.has_data_labels = 45, -5, True
        plot.data_labels.show_value, plot.data_labels.font.size = True, Pt(_LABEL)
        # The workbook behind the chart writes its numbers as its user does; here as the reader of the slide does.
        plot.data_labels.number_format_is_linked = True
    chart.category_axis.format.line.color.rgb = _rgb(style.GRIJS_LICHT)
    colours = _ramp(len(chart.series)) if are_years else _SERIES
    for number, series in enumerate(chart.series):
        colour = _rgb(colours[number % len(colours)])
        if kind == "lijn":
            series.smooth = False
            series.format.line.color.rgb = _rgb(style.REGIO) if number == 0 else _rgb(style.GRIJS)
            series.format.line.width = Pt(3.5 if number == 0 else 1.5)
            series.format.line.dash_style = MSO_LINE.SOLID if number == 0 else MSO_LINE.DASH
            series.marker.style = None
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = colour


def _place(shape: Any, box: tuple[float, float, float, float]) -> None:
    shape.left, shape.top, shape.width, shape.height = map(Inches, box)


def _write(shape: Any, text: Gezet, colour: str, *, bold: bool = False, anchor: Any = MSO_ANCHOR.TOP) -> None:
    _write_lines(shape, [text], colour, bold=bold, anchor=anchor)


def _write_lines(
    shape: Any, lines: Sequence[Gezet], colour: str, *, bold: bool = False, anchor: Any = MSO_ANCHOR.TOP
) -> None:
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, anchor
    # Where the letters of the reader are wider than ours, they get smaller instead of leaving the box.
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = 1
        run = paragraph.add_run()
        run.text = line.tekst
        run.font.size, run.font.bold, run.font.name = Pt(line.grootte), bold, _FONT
        run.font.color.rgb = _rgb(colour)
        run._r.get_or_add_rPr().set("lang", "nl-NL")


def _describe(shape: Any, alt: str) -> None:
    shape._element.xpath(".//p:cNvPr")[0].set("descr", alt)


def _note(slide: Any, text: str) -> None:
    slide.notes_slide.notes_text_frame.text = text


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:].upper())
