"""Which blocks stand in which layer of the report: `sources/rapport/lagen.toml`.

A block has an address: a figure its own (`figuur-<code>`), anything else the heading it stands under, and what
stands before the first heading of a chapter the code of that chapter. What no layer names is for the last layer.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from regiobeeld import paths
from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.tables import Model

FILE = Path("rapport") / "lagen.toml"


class Keuze(Model):
    """Blocks by their address (`*` stands for anything), the condition (`als`), and at most how many."""

    code: str = Field(min_length=2)
    als: str = ""
    hoogstens: int = Field(default=99, ge=1)

    def fits(self, address: str) -> bool:
        """Whether this is about the block with that address."""
        return fnmatchcase(address, self.code)


def _spell_out(value: Any) -> Any:
    return {"code": value} if isinstance(value, str) else value


class Laaghoofdstuk(Model):
    """A chapter of a layer: the blocks it takes from the chapters of the notebook, in this order."""

    code: str
    titel: str
    blokken: tuple[Annotated[Keuze, BeforeValidator(_spell_out)], ...] = Field(min_length=1)

    def order(self, address: str) -> int:
        """The place of a block among those that this chapter names."""
        return next((n for n, choice in enumerate(self.blokken) if choice.fits(address)), len(self.blokken))


class Laag(Model):
    """A layer; without chapters of its own it holds all that no other layer took.

    Args:
        uitleg: one sentence: what the layer is for.
        getekend: addresses of figures that the layer draws; its other figures stand as a table with bars.
    """

    code: str
    titel: str
    uitleg: str
    hoofdstuk: tuple[Laaghoofdstuk, ...] = ()
    getekend: tuple[str, ...] = ()

    def draws(self, address: str) -> bool:
        """Whether a figure that is left for this layer is drawn in it."""
        return any(fnmatchcase(address, pattern) for pattern in self.getekend)


class Lagen(Model):
    """The layers in their order; the last one takes what is left.

    Args:
        minste_gebieden: a figure that compares fewer areas is not drawn.
    """

    minste_gebieden: int = Field(ge=2)
    laag: tuple[Laag, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _only_the_last_has_no_chapters(self) -> Self:
        if any(not laag.hoofdstuk for laag in self.laag[:-1]) or self.laag[-1].hoofdstuk:
            raise ValueError("alleen de laatste laag heeft geen hoofdstukken: die krijgt wat over is")
        codes = [c.code for laag in self.laag for c in laag.hoofdstuk] + [laag.code for laag in self.laag]
        if len(set(codes)) < len(codes):
            raise ValueError("elke laag en elk hoofdstuk heeft een eigen code")
        return self

    @property
    def rest(self) -> Laag:
        """The layer of all that is left."""
        return self.laag[-1]

    @property
    def chapters(self) -> tuple[Laaghoofdstuk, ...]:
        """The chapters of all layers."""
        return tuple(chapter for laag in self.laag for chapter in laag.hoofdstuk)


@lru_cache(maxsize=4)
def load_layers(sources: Path = paths.SOURCES) -> Lagen:
    """The declared layers. Raises as `catalog.load.read_toml`."""
    return read_toml(sources / FILE, Lagen)
