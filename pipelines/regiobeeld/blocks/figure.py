"""A figure of the report: what it says, what it shows, where it comes from, how it is drawn.

The same `Figuur` becomes a block in the page (two drawings, for wide and narrow screens, with the
table behind it) and separate files for reuse in slides, with title and source inside the image.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from html import escape
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure
from PIL import Image

from regiobeeld.blocks.later import soon
from regiobeeld.blocks.shown import Shown
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.catalog.words import load_words
from regiobeeld.draw import style
from regiobeeld.draw.canvas import RC, put_text
from regiobeeld.draw.style import FORMATEN, Formaat
from regiobeeld.draw.svg import as_file, place_inside, svg_size, to_svg
from regiobeeld.wording import check_wording

__all__ = ["Figuur", "Formaat", "Keuze", "bewaar_figuur", "figuur_html"]

_MARGIN = 22.0
_TALL = 640.0
_PNG_DPI = 144
_LONG_TABLE = 25
_TITLE, _SUBTITLE, _SOURCE = 19.0, 14.0, 12.0


@dataclass(frozen=True)
class Keuze:
    """The same figure beside another benchmark: its name, what to know about it, and how it is drawn."""

    naam: str
    uitleg: str
    teken: Callable[[Formaat], Figure] = field(repr=False)


@dataclass(frozen=True)
class Figuur(Shown):
    """One figure with everything that a reader may ask of it.

    Args:
        code: file stem, unique in the report; lower case letters, digits and hyphens.
        titel: the finding, one Dutch sentence.
        ondertitel: what is shown: unit, age group, year.
        alt: what somebody who cannot see the figure should know, made from the data.
        bron: "Bron: <organisatie>, <tabel>, <jaar>, indeling <jaar>".
        teken: draws the figure in a format; called once per format.
        tabel: the numbers behind the figure, with Dutch column names.
        toelichting: what to be careful with; may be empty.
        leeswijzer: how to read the drawing; shown with the drawing only.
        decimalen: decimals of the numeric columns of `tabel`, for all or per column.
        bevinding: whether it shows more than chance; without a finding a figure is not drawn in the report.
        gebieden: how many areas it compares; None when it does not compare areas.
        keuzes: drawings beside other benchmarks that a reader may choose in the page; the first is named `keuze`.

    Raises:
        ValueError: a text is missing or the code cannot be a file name.
        ContractError: a text says more than the figures can (`regiobeeld.wording`).
    """

    code: str
    titel: str
    ondertitel: str
    alt: str
    bron: str
    teken: Callable[[Formaat], Figure] = field(repr=False)
    tabel: pd.DataFrame = field(repr=False)
    toelichting: str = ""
    leeswijzer: str = ""
    decimalen: int | dict[str, int] | None = None
    bevinding: bool = True
    gebieden: int | None = None
    keuze: str = ""
    keuzes: tuple[Keuze, ...] = ()

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", self.code):
            raise ValueError(f"figuur '{self.code}': de code mag alleen kleine letters, cijfers en '-' hebben")
        for name in ("titel", "ondertitel", "alt", "bron"):
            if not getattr(self, name).strip():
                raise ValueError(f"figuur '{self.code}': '{name}' is leeg")
        for text in (self.titel, self.ondertitel, self.alt, self.bron, self.toelichting, self.leeswijzer):
            check_wording(text)
        if self.tabel.empty:
            raise ValueError(f"figuur '{self.code}': de tabel met de cijfers is leeg")

    @cached_property
    def tekening(self) -> Figure:
        """The wide drawing: the page and both files are made of the same one."""
        return self.teken("breed")

    @cached_property
    def breed(self) -> str:
        """The wide drawing as SVG; the page and the file hold the same."""
        return to_svg(self.tekening, f"{self.code}-breed")

    def _repr_html_(self) -> str:
        return figuur_html(self)

    def ruim_op(self) -> None:
        """Let go of the wide drawing: its texts hold on to every pixel that was drawn last."""
        self.tekening.clear()
        del self.__dict__["tekening"]


def figuur_html(figuur: Figuur, getekend: bool = True, formaten: Sequence[Formaat] = FORMATEN) -> str:
    """The figure as an HTML block: title, subtitle, its drawings, source and the table behind it.

    Args:
        getekend: False gives the table with bars in the place of the drawings.
        formaten: the drawings that the page will show.
    """
    code, alt = figuur.code, escape(figuur.alt)
    drawings = "\n".join(_inline_svg(figuur, formaat, alt) for formaat in formaten) if getekend else ""
    scrolls = "" if len(formaten) > 1 else ' tabindex="0"'
    name = f' data-keuze="{escape(figuur.keuze)}"' if figuur.keuzes else ""
    image = f'<div class="figuur-beeld"{name}{scrolls}>\n{drawings}\n</div>\n' if getekend else ""
    image += "".join(_choice(figuur, keuze, formaten) for keuze in figuur.keuzes) if getekend else ""
    told = f"{figuur.leeswijzer} {figuur.toelichting}".strip() if getekend else figuur.toelichting
    note = f'<p class="figuur-toelichting">{escape(told)}</p>\n' if told else ""
    help_line = load_words().hulp.beside(figuur.titel, figuur.ondertitel, figuur.alt)
    if help_line:
        note += f'<p class="hulp">{escape(help_line)}</p>\n'
    source = f'<p class="figuur-bron">{escape(figuur.bron)}</p>\n'
    folded = getekend or len(figuur.tabel) > _LONG_TABLE
    table = _numbers(figuur, folded=folded, balken=not getekend, hulp=not help_line)
    rest = f"{note}{source}{table}" if getekend else f"{table}\n{note}{source}"
    look = "figuur" if len(formaten) > 1 or not getekend else f"figuur alleen-{formaten[0]}"
    return (
        f'<figure class="{look}" id="figuur-{code}">\n'
        f'<figcaption><h3 class="figuur-titel">{escape(figuur.titel)}</h3>'
        f'<p class="figuur-ondertitel">{escape(figuur.ondertitel)}</p></figcaption>\n'
        f"{image}{rest}\n</figure>"
    )


def _numbers(figuur: Figuur, *, folded: bool, balken: bool, hulp: bool) -> str:
    """The table behind a figure, folded under a drawing; a long one in the place of a drawing too."""
    caption = f"{figuur.titel.rstrip('.')}. {figuur.ondertitel}"
    table = tabel_html(
        figuur.tabel,
        caption,
        decimalen=figuur.decimalen,
        sorteerbaar=True,
        code=f"figuur-{figuur.code}",
        toon_caption=folded,
        balken=balken,
        hulp=hulp,
    )
    if not folded:
        return table
    return (
        '<details class="cijfers"><summary>Bekijk de cijfers'
        f'<span class="alleen-voorlezen"> van: {escape(figuur.titel)}</span></summary>\n{table}\n</details>'
    )


def _inline_svg(figuur: Figuur, formaat: Formaat, alt: str) -> str:
    return soon(lambda: _draw_inline(figuur, formaat), f' role="img" aria-label="{alt}"')


def _choice(figuur: Figuur, keuze: Keuze, formaten: Sequence[Formaat]) -> str:
    """A drawing beside another benchmark, hidden until a reader chooses it."""
    alt = f"{escape(figuur.ondertitel)}. {escape(keuze.uitleg)}"
    drawings = "\n".join(
        soon(partial(_draw_choice, figuur, keuze, formaat), f' role="img" aria-label="{alt}"')
        for formaat in formaten
    )
    note = f'<p class="figuur-keuze">{escape(check_wording(keuze.uitleg))}</p>'
    return f'<div class="figuur-beeld" data-keuze="{escape(keuze.naam)}" hidden>\n{note}\n{drawings}\n</div>\n'


def _draw_choice(figuur: Figuur, keuze: Keuze, formaat: Formaat) -> str:
    return _with_look(to_svg(keuze.teken(formaat), f"{figuur.code}-{keuze.naam}-{formaat}"), formaat)


def _draw_inline(figuur: Figuur, formaat: Formaat) -> str:
    svg = figuur.breed if formaat == "breed" else to_svg(figuur.teken(formaat), f"{figuur.code}-{formaat}")
    return _with_look(svg, formaat)


def _with_look(svg: str, formaat: Formaat) -> str:
    look = f"{formaat} hoog" if svg_size(svg)[1] > _TALL else formaat
    return svg.replace("<svg", f'<svg class="{look}"', 1)


def bewaar_figuur(figuur: Figuur, map: Path) -> list[Path]:
    """Write `<code>.svg` and `<code>.png` (wide format, with title, subtitle and source) into `map`.

    The files are byte-identical at every run on the same input. The PNG is twice the size on screen.
    """
    map.mkdir(parents=True, exist_ok=True)
    heading = _Heading.around(figuur)
    svg_path, png_path = map / f"{figuur.code}.svg", map / f"{figuur.code}.png"
    frame = heading.put_on(Figure(dpi=72, facecolor=style.WIT))
    svg = place_inside(to_svg(frame, f"{figuur.code}-bestand"), figuur.breed, _MARGIN, heading.top)
    svg_path.write_text(as_file(svg, figuur.alt), encoding="utf-8")
    _write_png(heading.put_on(figuur.tekening), png_path)
    figuur.ruim_op()
    return [svg_path, png_path]


def _write_png(drawn: Figure, path: Path) -> None:
    """Draw at twice the size on screen, nothing transparent; packed a little less tightly (a twentieth larger, a
    third less time)."""
    pixels = io.BytesIO()
    with mpl.rc_context(RC):
        drawn.savefig(pixels, format="png", dpi=_PNG_DPI, pil_kwargs={"compress_level": 0})
    image = Image.open(pixels).convert("RGB")
    image.save(path, format="PNG", dpi=(_PNG_DPI, _PNG_DPI), compress_level=2)


@dataclass(frozen=True)
class _Heading:
    """What a file has around the drawing of `width` x `height` px: title and subtitle above, source below."""

    width: float
    height: float
    title: list[str]
    subtitle: list[str]
    source: list[str]

    @classmethod
    def around(cls, figuur: Figuur) -> _Heading:
        width, height = svg_size(figuur.breed)
        return cls(
            width,
            height,
            style.wrap(figuur.titel, width - 4, _TITLE, "half"),
            style.wrap(figuur.ondertitel, width - 4, _SUBTITLE),
            style.wrap(figuur.bron, width - 4, _SOURCE),
        )

    @property
    def top(self) -> float:
        return _MARGIN + len(self.title) * _TITLE * 1.25 + len(self.subtitle) * _SUBTITLE * 1.3 + 14

    @property
    def bottom(self) -> float:
        return _MARGIN + len(self.source) * _SOURCE * 1.3 + 8

    def put_on(self, drawn: Figure) -> Figure:
        """Give the figure white margins and write in them; what was drawn keeps its size."""
        width, height = self.width + 2 * _MARGIN, self.height + self.top + self.bottom
        boxes = [(ax, ax.get_position(original=True)) for ax in drawn.axes]
        drawn.set_size_inches(width / 72, height / 72)
        for ax, box in boxes:
            left, below = box.x0 * self.width + _MARGIN, box.y0 * self.height + self.bottom
            size = (box.width * self.width / width, box.height * self.height / height)
            ax.set_position((left / width, below / height, *size))
        frame = drawn.add_axes((0, 0, 1, 1), zorder=-1)
        frame.set_axis_off()
        under_title = -_MARGIN - len(self.title) * _TITLE * 1.25 - 2
        _write_lines(frame, self.title, _TITLE, style.INKT, 1, -_MARGIN, "half")
        _write_lines(frame, self.subtitle, _SUBTITLE, style.INKT_ZACHT, 1, under_title)
        _write_lines(frame, self.source, _SOURCE, style.INKT_ZACHT, 0, self.bottom - 10)
        return drawn


def _write_lines(
    frame: mpl.axes.Axes,
    lines: list[str],
    size: float,
    color: str,
    y: float,
    dy: float,
    weight: style.Gewicht = "normaal",
) -> None:
    for number, line in enumerate(lines):
        put_text(
            frame,
            0,
            y,
            line,
            coords="axes",
            dx=_MARGIN + 2,
            dy=dy - number * size * 1.25,
            size=size,
            color=color,
            weight=weight,
            va="top",
        )
