"""A chapter of the report: a title, an introduction and blocks (figures and pieces of HTML)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from regiobeeld.report.blocks import hoofdstuk
from regiobeeld.report.figure import Figuur, figuur_html


@dataclass
class Hoofdstuk:
    """One chapter; a notebook shows it by itself (`_repr_html_`)."""

    code: str
    titel: str
    blokken: list[str | Figuur] = field(default_factory=list)

    def toevoegen(self, *blokken: str | Figuur | None) -> None:
        """Add blocks; None (nothing to draw) is skipped, so that a builder may decline."""
        self.blokken.extend(blok for blok in blokken if blok is not None)

    @property
    def figuren(self) -> Iterator[Figuur]:
        """The figures of this chapter, in order."""
        return (blok for blok in self.blokken if isinstance(blok, Figuur))

    def _repr_html_(self) -> str:
        inhoud = [figuur_html(blok) if isinstance(blok, Figuur) else blok for blok in self.blokken]
        return "\n".join([hoofdstuk(self.titel, self.code), *inhoud])
