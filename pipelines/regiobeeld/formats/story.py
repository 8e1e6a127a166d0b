"""What a report says, without its looks: `data/hoofdstukken.json`, the one thing that every form is made of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from regiobeeld.documents import parse_json
from regiobeeld.errors import ContractError

NAME = "hoofdstukken.json"
_HEADING = re.compile(r'<h3 class="paragraaf" id="([^"]+)"')
Cel = str | float | int | bool | None


@dataclass(frozen=True)
class Tabel:
    """The numbers of a figure, or a table of the page. `decimalen`: per column, None for one without numbers."""

    titel: str
    kolommen: tuple[str, ...]
    rijen: tuple[tuple[Cel, ...], ...]
    decimalen: tuple[int | None, ...]

    @property
    def jaren(self) -> frozenset[int]:
        """The places of columns with years, which have no points between thousands."""
        return frozenset(n for n, name in enumerate(self.kolommen) if name.lower() in ("jaar", "peiljaar"))

    def kolom(self, naam: str) -> list[Cel]:
        """One column; empty when the table has no such column."""
        if naam not in self.kolommen:
            return []
        place = self.kolommen.index(naam)
        return [row[place] for row in self.rijen]


@dataclass(frozen=True)
class Beeld:
    """A figure: its texts and its numbers; the drawing is `figuren/<code>.png`."""

    code: str
    titel: str
    ondertitel: str
    alt: str
    bron: str
    toelichting: str
    tabel: Tabel


@dataclass(frozen=True)
class Deel:
    """A chapter: figures and pieces of HTML in order.

    plaatsen: of each block the chapter of a layer of the page it stands in; empty for a page without layers.
    """

    code: str
    titel: str
    blokken: tuple[Beeld | str, ...]
    plaatsen: tuple[str, ...] = ()

    @property
    def beelden(self) -> Iterator[Beeld]:
        """The figures, in order."""
        return (block for block in self.blokken if isinstance(block, Beeld))

    @property
    def adressen(self) -> Iterator[str]:
        """The address of every block, as the layers name it: that of its figure, else the heading it is under."""
        under = self.code
        for block in self.blokken:
            heading = _HEADING.search(block) if isinstance(block, str) else None
            under = heading[1] if heading else under
            yield f"figuur-{block.code}" if isinstance(block, Beeld) else under


@dataclass(frozen=True)
class Boodschap:
    """A main message: the number, the sentence, how certain it is, and the tone (ongunstig, gunstig, neutraal)."""

    getal: str
    zin: str
    zekerheid: str
    toon: str


@dataclass(frozen=True)
class Verhaal:
    """A report: its chapters and, where it has a summary, what that page says."""

    naam: str
    peiljaar: int
    indeling: int
    delen: tuple[Deel, ...]
    boodschappen: tuple[Boodschap, ...] = ()
    groepen: tuple[Boodschap, ...] = ()
    toekomst: tuple[str, ...] = ()
    knelpunten: tuple[str, ...] = ()
    vragen: tuple[str, ...] = ()
    actueel: str = ""
    soort: str = "Regiobeeld"

    def beeld(self, *codes: str) -> Beeld | None:
        """The first of these figures that the report has; a code that ends in * matches any that begins so."""
        found = {beeld.code: beeld for deel in self.delen for beeld in deel.beelden}
        for code in codes:
            names = [name for name in found if name.startswith(code[:-1])] if code.endswith("*") else [code]
            for name in names:
                if name in found:
                    return found[name]
        return None

    def deel(self, code: str) -> Deel | None:
        """A chapter by its code."""
        return next((deel for deel in self.delen if deel.code == code), None)


def write_story(story: Verhaal, folder: Path) -> None:
    """Write it into the folder with the data."""
    text = json.dumps(asdict(story), ensure_ascii=False, indent=0)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read_story(folder: Path) -> Verhaal:
    """Read it from the folder of a report.

    Raises:
        ContractError: it is not there or damaged.
    """
    path = folder / "data" / NAME
    try:
        found = parse_json(path.read_text(encoding="utf-8"))
        return Verhaal(
            **{
                **found,
                "delen": tuple(_part(part) for part in found["delen"]),
                "boodschappen": _messages(found["boodschappen"]),
                "groepen": _messages(found["groepen"]),
                **{name: tuple(found[name]) for name in ("toekomst", "knelpunten", "vragen")},
            }
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        mend = "Maak het rapport opnieuw: gooi run.json in die map weg en geef dezelfde opdracht"
        raise ContractError("de inhoud van het rapport ontbreekt of is beschadigd", path.name, mend) from error


def _messages(found: Iterable[dict[str, str]]) -> tuple[Boodschap, ...]:
    return tuple(Boodschap(**one) for one in found)


def _part(found: dict[str, Any]) -> Deel:
    blocks = tuple(map(_block, found["blokken"]))
    return Deel(**{**found, "blokken": blocks, "plaatsen": tuple(found["plaatsen"])})


def _block(found: Any) -> Beeld | str:
    if isinstance(found, str):
        return found
    return Beeld(**{**found, "tabel": _table(found["tabel"])})


def _table(found: dict[str, Any]) -> Tabel:
    return Tabel(
        found["titel"],
        tuple(found["kolommen"]),
        tuple(map(tuple, found["rijen"])),
        tuple(found["decimalen"]),
    )
