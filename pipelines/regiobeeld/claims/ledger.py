"""The ledger of a report: every number of its page with its claim, as `claims.json` and `claims.parquet`.

What many claims share (functions, places, labels, observations) stands once; a claim refers to it by number.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from regiobeeld.claims.audit import Audit, audit_page
from regiobeeld.claims.consistency import find_contradictions
from regiobeeld.claims.exceptions import load_exceptions
from regiobeeld.claims.formulas import load_formulas
from regiobeeld.claims.inputs import COLUMNS, Observations
from regiobeeld.claims.page import Page, Piece, read_page
from regiobeeld.claims.recorder import Noted
from regiobeeld.claims.words import find_wrong_words
from regiobeeld.claims.years import find_wrong_subtitles, find_wrong_years
from regiobeeld.documents import parse_json
from regiobeeld.errors import ContractError

JSON, PARQUET = "claims.json", "claims.parquet"
_NOTES = "noten"
OUTSIDE = ("kop", "voet")
Table = dict[str, list[Any]]


@dataclass
class Ledger:
    """All claims of one page.

    Attributes:
        getallen: per claim its value, text, unit, decimals, and references to the lists below.
        functies: what wrote a number: name, how it is made, of what a percentage is a part.
        plaatsen: chapter, figure, caption, kind of text.
        teksten: headings of rows and columns, sentences, source lines.
        invoer: observations, in the order of `inputs.COLUMNS`.
        uitzonderingen: chapter, kind, digits, how often.
        hoofdstukken: chapter -> digest of all its text.
        elders: claims that stand in more than one text (a title that is also read aloud); the first is kept.
    """

    getallen: Table
    functies: list[list[str]]
    plaatsen: list[list[str]]
    teksten: list[str]
    invoer: list[list[Any]]
    uitzonderingen: list[list[Any]]
    hoofdstukken: dict[str, str]
    elders: list[int] = field(default_factory=list)

    def frame(self) -> pd.DataFrame:
        """One row per claim with everything written out."""
        numbers = pd.DataFrame(self.getallen)
        functions = pd.DataFrame(self.functies, columns=["functie", "hoe", "noemer_in_woorden"])
        places = pd.DataFrame(self.plaatsen, columns=["hoofdstuk", "figuur", "tabel", "soort_tekst"])
        inputs = pd.DataFrame(self.invoer, columns=list(COLUMNS)).rename(columns={"waarde": "waarde_bron"})
        texts = pd.Series([*self.teksten, ""])
        parts = [
            numbers[["getoond", "waarde", "eenheid", "decimalen", "veld"]],
            functions.iloc[numbers["functie"]].reset_index(drop=True),
            places.iloc[numbers["plaats"]].reset_index(drop=True),
            inputs.reindex(numbers["invoer"]).reset_index(drop=True),
        ]
        frame = pd.concat(parts, axis=1)
        for name in ("rij", "kolom", "zin", "bron"):
            frame[name] = texts.iloc[numbers[name]].to_numpy()
        frame.insert(0, "nummer", range(len(frame)))
        return frame

    def as_json(self) -> str:
        columns = {name: _packed([row[place] for row in self.invoer]) for place, name in enumerate(COLUMNS)}
        numbers = self.getallen | {"waarde": [float(f"{value:.12g}") for value in self.getallen["waarde"]]}
        numbers |= {name: _runs(numbers[name]) for name in _REPEATED}
        packed = self.__dict__ | {"invoer": columns, "getallen": numbers}
        return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Ledger:
        """Raises: ValueError or TypeError when the text is no ledger."""
        document = parse_json(text)
        try:
            columns = [_unpacked(document["invoer"][name]) for name in COLUMNS]
            numbers = document["getallen"]
            numbers |= {name: _unrolled(numbers[name], len(numbers["getoond"])) for name in _REPEATED}
        except (KeyError, IndexError) as error:
            raise ValueError(str(error)) from None
        return cls(**document | {"invoer": [list(row) for row in zip(*columns, strict=True)]})


def _packed(column: list[Any]) -> list[list[Any]]:
    """A column as its different values, and per row the place of its value."""
    places = {value: place for place, value in enumerate(dict.fromkeys(column))}
    return [list(places), [places[value] for value in column]]


def _unpacked(packed: list[list[Any]]) -> list[Any]:
    values, places = packed
    return [values[place] for place in places]


_REPEATED = ("eenheid", "decimalen", "functie", "plaats", "zin", "bron")
"""What many claims in a row have in common: kept as (value, how often)."""


def _runs(column: list[Any]) -> list[list[Any]]:
    return [[value, len(list(same))] for value, same in groupby(column)]


def _unrolled(runs: list[list[Any]], length: int) -> list[Any]:
    """The column again. Raises: ValueError when the runs do not make one of this length."""
    if sum(count for _, count in runs) != length:
        raise ValueError("een kolom heeft niet evenveel rijen als de andere")
    return [value for value, count in runs for _ in range(count)]


class _Shared:
    """A list in which every item stands once; `of` gives its place, -1 for nothing."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._places: dict[Any, int] = {}

    def of(self, item: Any) -> int:
        if not item:
            return -1
        if item not in self._places:
            self._places[item] = len(self.items)
            self.items.append(item)
        return self._places[item]


@dataclass
class _Maker:
    """Puts claims in a ledger, one by one."""

    page: Page
    known: Observations
    sources: Path
    functies: _Shared = field(default_factory=_Shared)
    plaatsen: _Shared = field(default_factory=_Shared)
    teksten: _Shared = field(default_factory=_Shared)
    invoer: _Shared = field(default_factory=_Shared)

    def claim(self, noted: Noted, piece: Piece) -> tuple[Any, ...]:
        place, formula = piece.plaats, load_formulas(self.sources).of(noted.functie)
        if noted.eenheid == "%" and not formula.noemer:
            mend = 'Vul "noemer" in bij de formule van deze functie'
            raise ContractError(
                f'"{noted.getoond}%" heeft geen noemer: een aandeel waarvan?', f"{place}: {noted.functie}", mend
            )
        counted = place.soort != "cel" and not (noted.eenheid or noted.decimalen)
        found = self.known.find(noted.waarde, piece, self.page, counted)
        row = tuple(self.known.rijen[found[0]].values()) if found else None
        sentence = piece.tekst if place.soort != "cel" else ""
        return (
            noted.waarde,
            noted.getoond,
            noted.eenheid,
            noted.decimalen,
            self.functies.of((noted.functie, formula.hoe, formula.noemer)),
            self.plaatsen.of((place.hoofdstuk, place.figuur, place.tabel, place.soort)),
            self.teksten.of(place.rij),
            self.teksten.of(place.kolom),
            self.teksten.of(sentence),
            self.teksten.of(self.page.figuren.get(place.figuur, {}).get("bron", "")),
            self.invoer.of(row),
            found[1] if found else "",
        )


_FIELDS = (
    "waarde",
    "getoond",
    "eenheid",
    "decimalen",
    "functie",
    "plaats",
    "rij",
    "kolom",
    "zin",
    "bron",
    "invoer",
    "veld",
)


def make_ledger(html: str, noted: Sequence[Noted], known: Observations, sources: Path) -> tuple[Ledger, Audit]:
    """Audit a page and write down all its claims.

    Raises:
        ContractError: a number has no claim or differs from it, an unknown function, a share without denominator.
    """
    page = read_page(html)
    audit = audit_page(page, noted, load_exceptions(sources))
    audit.refuse("de pagina")
    where: dict[int, Piece] = {}
    twice = set[int]()
    for piece in page.stukken:
        for claim in dict.fromkeys((*piece.getallen.values(), *piece.gehoord)):
            if where.setdefault(claim, piece) is not piece:
                twice.add(claim)
    maker = _Maker(page, known, sources)
    rows = [maker.claim(item, where[number]) for number, item in enumerate(noted)]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in _FIELDS]
    ledger = Ledger(
        getallen=dict(zip(_FIELDS, columns, strict=True)),
        functies=[list(item) for item in maker.functies.items],
        plaatsen=[list(item) for item in maker.plaatsen.items],
        teksten=maker.teksten.items,
        invoer=[[_plain(cell) for cell in row] for row in maker.invoer.items],
        uitzonderingen=[[*key, count] for key, count in sorted(audit.uitzonderingen.items())],
        hoofdstukken=digests(page),
        elders=sorted(twice),
    )
    frame = ledger.frame()
    wrong = [
        *find_contradictions(frame),
        *find_wrong_years(page, noted, known),
        *find_wrong_subtitles(page, _tied(frame), known),
        *find_wrong_words(frame, page, known.namen),
    ]
    if wrong:
        raise ContractError("getallen in het rapport spreken elkaar tegen", wrong[0], "Meld dit aan de makers")
    return ledger, audit


def _tied(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """Per figure the observations that its numbers are."""
    names = ["figuur", "indicator_code", "periode_start", "periode_eind", "waarde_bron"]
    rows = frame.loc[(frame["figuur"] != "") & frame["indicator_code"].notna(), names].drop_duplicates()
    return {str(code): some.to_dict("records") for code, some in rows.groupby("figuur", sort=False)}


def _plain(cell: Any) -> Any:
    return str(cell) if hasattr(cell, "isoformat") else cell


def digests(page: Page) -> dict[str, str]:
    """Per chapter the digest of all that is read or heard in it: a word that is changed afterwards shows here."""
    texts: dict[str, list[str]] = {}
    for piece in page.stukken:
        texts.setdefault(piece.plaats.hoofdstuk, []).append(piece.tekst)
    if page.noten:
        texts[_NOTES] = [page.noten]
    return {chapter: _digest(lines) for chapter, lines in texts.items()}


def with_notes(ledger: Ledger, notes: str) -> Ledger:
    """The ledger that also knows the notes for on paper, which are made of it."""
    ledger.hoofdstukken |= {_NOTES: _digest([notes])} if notes else {}
    return ledger


def _digest(lines: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def write_ledger(ledger: Ledger, folder: Path) -> None:
    """Write `claims.json` and `claims.parquet`."""
    (folder / JSON).write_text(ledger.as_json(), encoding="utf-8")
    frame = ledger.frame()
    kept = frame.drop(columns=["zin", "tabel"])
    kept.to_parquet(folder / PARQUET, index=False, compression="zstd", compression_level=19)


def read_ledger(folder: Path) -> Ledger:
    """The ledger of a report. Raises: ContractError when the file is not there or is no ledger."""
    path = folder / JSON
    mend = "Maak het rapport opnieuw met make regiobeeld"
    try:
        return Ledger.from_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContractError("de herkomst van de getallen ontbreekt", path, mend) from None
    except (ValueError, TypeError):
        raise ContractError("dit is geen lijst met de herkomst van getallen", path, mend) from None


def noted_in(ledger: Ledger) -> list[Noted]:
    """The claims as they were noted."""
    numbers = ledger.getallen
    names = [ledger.functies[place][0] for place in numbers["functie"]]
    columns = (numbers["waarde"], numbers["getoond"], numbers["decimalen"], numbers["eenheid"], names)
    return [Noted(*row) for row in zip(*columns, strict=True)]
