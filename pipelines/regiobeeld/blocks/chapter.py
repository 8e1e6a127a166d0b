"""A chapter of the report: a title, an introduction and blocks (figures, figures side by side, pieces of HTML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from regiobeeld.blocks.blocks import hoofdstuk, naast_elkaar
from regiobeeld.blocks.figure import Figuur, figuur_html
from regiobeeld.blocks.shown import MARK_OF_BLOCK, Shown
from regiobeeld.claims.html import add_notes
from regiobeeld.claims.recorder import recording

Blok = str | Figuur | tuple[Figuur, ...]
STAYS = "-"
_HEADING = re.compile(r'<h3 class="paragraaf" id="([^"]+)"')


@dataclass(frozen=True)
class Plaats:
    """Where a block goes: the chapter of a layer (`STAYS`: it is for the annex), and whether a figure is drawn."""

    doel: str = STAYS
    getekend: bool = True


@dataclass
class Hoofdstuk(Shown):
    """One chapter; a notebook shows it by itself (`_repr_html_`). Without blocks there is nothing to show.

    plaatsen: where each block goes; set by `report.layers`, empty is: everything drawn, nothing moved.
    met_herkomst: every number in it carries its claim; its texts then hold marks (`claims.marks`).
    ook_smal: its figures are drawn for a phone too, wherever they stand; for a page of few figures.
    """

    code: str
    titel: str
    blokken: list[Blok] = field(default_factory=list, repr=False)
    plaatsen: list[Plaats] = field(default_factory=list, repr=False)
    met_herkomst: bool = False
    ook_smal: bool = False

    def toevoegen(self, *blokken: Blok | None) -> None:
        """Add blocks; None (nothing to draw) is skipped, so that a builder may decline."""
        self.blokken.extend(blok for blok in blokken if blok is not None)

    @property
    def adressen(self) -> list[str]:
        """The address of every block: that of its figure, else the heading it stands under."""
        found, under = [], self.code
        for blok in self.blokken:
            heading = _HEADING.search(blok) if isinstance(blok, str) else None
            under = heading[1] if heading else under
            first = blok[0] if isinstance(blok, tuple) else blok
            found.append(f"figuur-{first.code}" if isinstance(first, Figuur) else under)
        return found

    @property
    def figuren(self) -> Iterator[Figuur]:
        """The figures of this chapter that are drawn, in order."""
        for blok, plaats in zip(self.blokken, self._places, strict=True):
            if plaats.getekend and isinstance(blok, Figuur):
                yield blok
            elif plaats.getekend and isinstance(blok, tuple):
                yield from blok

    @property
    def _places(self) -> list[Plaats]:
        return self.plaatsen or [Plaats()] * len(self.blokken)

    def _repr_html_(self) -> str:
        if not self.blokken:
            return ""
        with recording(self.met_herkomst):
            parts = [hoofdstuk(self.titel, self.code)]
            for blok, plaats, address in zip(self.blokken, self._places, self.adressen, strict=True):
                parts += [
                    MARK_OF_BLOCK.format(doel=plaats.doel, adres=address),
                    _html(blok, plaats, self.ook_smal),
                ]
        html = "\n".join(parts)
        return add_notes(html) if self.met_herkomst else html


def _html(blok: Blok, plaats: Plaats, ook_smal: bool = False) -> str:
    """A block as HTML; a tuple of figures stands side by side, drawn in the narrow format."""
    if isinstance(blok, str):
        return blok
    both = ook_smal or plaats.doel != STAYS or not isinstance(blok, Figuur)
    if isinstance(blok, tuple):
        shown = [figuur_html(figure, plaats.getekend, formaten=("smal",)) for figure in blok]
        return naast_elkaar(*shown) if plaats.getekend else "\n".join(shown)
    return figuur_html(blok, plaats.getekend, formaten=("breed", "smal") if both else ("breed",))
