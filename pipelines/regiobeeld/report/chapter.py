"""A chapter of the report: a title, an introduction and blocks (figures, figures side by side, pieces of HTML)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from regiobeeld.claims.html import add_notes
from regiobeeld.claims.recorder import recording
from regiobeeld.report.blocks import hoofdstuk, naast_elkaar
from regiobeeld.report.figure import Figuur, figuur_html
from regiobeeld.report.shown import Shown

Blok = str | Figuur | tuple[Figuur, ...]


@dataclass
class Hoofdstuk(Shown):
    """One chapter; a notebook shows it by itself (`_repr_html_`).

    Attributes:
        met_herkomst: every number in it carries its claim; its texts then hold marks (`claims.marks`).
    """

    code: str
    titel: str
    blokken: list[Blok] = field(default_factory=list, repr=False)
    met_herkomst: bool = False

    def toevoegen(self, *blokken: Blok | None) -> None:
        """Add blocks; None (nothing to draw) is skipped, so that a builder may decline."""
        self.blokken.extend(blok for blok in blokken if blok is not None)

    @property
    def figuren(self) -> Iterator[Figuur]:
        """The figures of this chapter, in order."""
        for blok in self.blokken:
            if isinstance(blok, Figuur):
                yield blok
            elif isinstance(blok, tuple):
                yield from blok

    def _repr_html_(self) -> str:
        with recording(self.met_herkomst):
            html = "\n".join([hoofdstuk(self.titel, self.code), *map(_html, self.blokken)])
        return add_notes(html) if self.met_herkomst else html


def _html(blok: Blok) -> str:
    """A block as HTML; a tuple of figures stands side by side, drawn in the narrow format."""
    if isinstance(blok, tuple):
        return naast_elkaar(*map(figuur_html, blok))
    return figuur_html(blok) if isinstance(blok, Figuur) else blok
