"""Which area, period and group each row of a table is about, in the words of the schema."""

from __future__ import annotations

import difflib
import fnmatch
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from regiobeeld.catalog.models import Source
from regiobeeld.catalog.tables import Dimensie, Dimensienaam, Tabel
from regiobeeld.errors import ContractError
from regiobeeld.observations.area_names import Names, fold_name, suggest_names
from regiobeeld.observations.periods import parse_period
from regiobeeld.schema import GEBIED_PATROON, GESLACHTEN
from regiobeeld.statline.column_keys import require_column
from regiobeeld.statline.description import clean_text

GROUPS: tuple[Dimensienaam, ...] = ("gebied", "periode", "leeftijd", "geslacht", "uitsplitsing")
MOST_NAMES = 12
"""Of unknown names in one message."""
MARGINS = ("waarde", "ondergrens", "bovengrens")

_ALLOWED: dict[str, str] = {
    "gebied": GEBIED_PATROON,
    "leeftijd": r"^(totaal|[0-9]{1,3}|[0-9]{1,3}-[0-9]{1,3}|[0-9]{1,3}\+)$",
    "geslacht": f"^({'|'.join(GESLACHTEN)})$",
    "uitsplitsing": r"^(totaal|[a-z_]+=[a-z0-9_+-]+)$",
    "marge": f"^({'|'.join(MARGINS)})$",
}
_NATIONAL = {"NL00": "NL", "NL01": "NL"}


@dataclass(frozen=True)
class Rows:
    """The rows of a table that are kept: their positions, and a value per row for each declared dimension."""

    positions: npt.NDArray[np.intp]
    values: Mapping[str, pd.Categorical]

    def take(self, keep: npt.NDArray[np.intp]) -> Rows:
        """The rows at these places, in this order."""
        return Rows(self.positions[keep], {name: column.take(keep) for name, column in self.values.items()})


@dataclass(frozen=True)
class Place:
    """Where a table comes from: names of areas per year, and the frames of `via` files by their path."""

    file: str
    names: Names
    via: Mapping[str, pd.DataFrame]


def coded(codes: npt.NDArray[Any], words: list[str]) -> pd.Categorical:
    """A column of text as numbers into a list of words (-1 = no text)."""
    return pd.Categorical.from_codes(codes, categories=pd.Index(words, dtype="str"))


def map_rows(
    frame: pd.DataFrame, positions: npt.NDArray[np.intp], source: Source, tabel: Tabel, place: Place
) -> Rows:
    """The rows at `positions` that the declaration does not skip, with every declared dimension in our words.

    Raises:
        ContractError: a value that is neither declared nor skipped, or not allowed by the schema.
    """
    values: dict[str, pd.Categorical] = {}
    part = frame.iloc[positions]
    keep = np.ones(len(part), dtype=bool)
    for name in (*GROUPS, "marge"):
        dimension = source.dimension(tabel, name)
        if dimension is None:
            continue
        column = map_dimension(part, name, dimension, place)
        keep &= column.codes >= 0
        values[name] = column
    if "gebied" not in values:
        mend = "Zet [dimensies.gebied] in de declaratie, met 'kolom' of 'vast'"
        raise ContractError(f"tabel {tabel.code} zegt niet over welk gebied het gaat", place.file, mend)
    places = np.flatnonzero(keep)
    return Rows(positions[places], {name: column.take(places) for name, column in values.items()})


def find_wanted_rows(frame: pd.DataFrame, source: Source, tabel: Tabel, file: str) -> npt.NDArray[np.intp]:
    """Positions of the rows that no dimension skips by its word: a foot of the table need not hold numbers."""
    keep = np.ones(len(frame), dtype=bool)
    header = [str(column) for column in frame.columns]
    for name in (*GROUPS, "marge"):
        dimension = source.dimension(tabel, name)
        if dimension is None or dimension.kolom is None or dimension.via is not None or not dimension.overslaan:
            continue
        codes, uniques = pd.factorize(
            frame.iloc[:, require_column(header, (dimension.kolom,), file)], use_na_sentinel=False
        )
        skipped = [w not in dimension.waarden and _is_skipped(w, dimension) for w in map(str, uniques)]
        keep &= ~np.array(skipped, dtype=bool)[codes]
    return np.flatnonzero(keep)


def pick_rows(frame: pd.DataFrame, tabel: Tabel, file: str) -> pd.DataFrame:
    """The rows that `tabel.rijen` asks for: in each named column one of the words.

    Raises:
        ContractError: a column is missing, or no row has any of its words.
    """
    for column, words in tabel.rijen.items():
        index = require_column([str(name) for name in frame.columns], (column,), file)
        frame = frame[frame.iloc[:, index].isin(words)]
        if frame.empty:
            mend = f"Verander 'rijen' van tabel {tabel.code}"
            raise ContractError(f"geen rij heeft {' of '.join(words)} in kolom {column}", file, mend)
    return frame.reset_index(drop=True) if tabel.rijen else frame


def map_dimension(frame: pd.DataFrame, name: str, dimension: Dimensie, place: Place) -> pd.Categorical:
    """One dimension for every row of `frame`; no category for rows that are skipped on purpose."""
    if dimension.vast is not None:
        fixed = _translate(dimension.vast, name, dimension, place)
        _refuse_unknown([dimension.vast], [fixed], name, dimension, place)
        return coded(np.zeros(len(frame), dtype=np.int8), [str(fixed)])
    header = [str(column) for column in frame.columns]
    column = frame.iloc[:, require_column(header, (str(dimension.kolom),), place.file)]
    codes, uniques = pd.factorize(column, use_na_sentinel=False)
    words = _via_names([str(word) for word in uniques], dimension, place)
    _refuse_unknown_names(words, dimension, place)
    ours = [_translate(word, name, dimension, place) for word in words]
    _refuse_unknown(words, ours, name, dimension, place)
    categories = sorted({word for word in ours if word is not None})
    index = {word: i for i, word in enumerate(categories)}
    lookup = np.array([-1 if word is None else index[word] for word in ours], dtype=np.int64)
    return coded(lookup[codes], categories)


def _refuse_unknown_names(words: list[str], dimension: Dimensie, place: Place) -> None:
    """All names that no gemeente of that year bears, in one go, each with the names that look like it."""
    year = dimension.namen_jaar
    if year is None or year not in place.names:
        return
    known = place.names[year]
    unknown = [
        word
        for word in words
        if word not in dimension.waarden
        and not _is_skipped(word, dimension)
        and fold_name(word) not in known
        and not re.fullmatch(GEBIED_PATROON, word)
    ]
    if unknown:
        shown = "; ".join(f"'{word}'{_looks_like(word, known)}" for word in unknown[:MOST_NAMES])
        more = f" en nog {len(unknown) - MOST_NAMES}" if len(unknown) > MOST_NAMES else ""
        mend = (
            "Schrijf bij 'waarden' van deze dimensie welke code elk heeft; zijn het er veel, dan is het bestand "
            "van een ander jaar: verander 'namen_jaar' en 'gebied_jaar'"
        )
        what = f"geen gemeente van {year} heet zo: {shown}{more}"
        raise ContractError(what, f"{place.file}, kolom {dimension.kolom}", mend)


def _looks_like(word: str, known: Mapping[str, str]) -> str:
    near = suggest_names(word, known)
    return f" (lijkt op {' of '.join(f'{name}, {known[name]}' for name in near)})" if near else ""


def _is_skipped(word: str, dimension: Dimensie) -> bool:
    return any(fnmatch.fnmatchcase(word, pattern) for pattern in dimension.overslaan)


def knows_word(word: str, name: Dimensienaam, dimension: Dimensie) -> bool:
    """Whether a declared dimension says what to do with this word of the source (for one without names)."""
    try:
        ours = _translate(word, name, dimension, Place("", {}, {}))
        _refuse_unknown([word], [ours], name, dimension, Place("", {}, {}))
        if name == "periode" and ours is not None:
            parse_period(ours)
    except ContractError:
        return False
    return True


def _translate(word: str, name: str, dimension: Dimensie, place: Place) -> str | None:
    """Our word for the source's `word`, to be looked at by `_refuse_unknown`; None when its rows are skipped."""
    if word in dimension.waarden:
        return dimension.waarden[word]
    if _is_skipped(word, dimension):
        return None
    if dimension.namen_jaar is not None:
        return _code_of_name(word, dimension.namen_jaar, place)
    return _NATIONAL.get(word, word) if name == "gebied" else word


def _refuse_unknown(
    words: Sequence[str], ours: Sequence[str | None], name: str, dimension: Dimensie, place: Place
) -> None:
    """All words that lead to none of ours, in one go, each with the declared ones that look like it."""
    if name not in _ALLOWED:
        return
    pairs = zip(words, ours, strict=True)
    unknown = [word for word, our in pairs if our is not None and not re.fullmatch(_ALLOWED[name], our)]
    if unknown:
        shown = ", ".join(f"'{clean_text(word, 60)}'" for word in unknown[:MOST_NAMES])
        known = list(dimension.waarden)
        close = {word: difflib.get_close_matches(word, known, n=1) for word in unknown[:MOST_NAMES]}
        near = "".join(f"; '{word}' lijkt op '{found[0]}'" for word, found in close.items() if found)
        more = f" en nog {len(unknown) - MOST_NAMES}" if len(unknown) > MOST_NAMES else ""
        what = "onbekende waarde" if len(unknown) == 1 else "onbekende waarden"
        mend = f"Zet elke waarde bij 'waarden' of 'overslaan' van [dimensies.{name}]{near}"
        raise ContractError(f"{what} {shown}{more} in kolom {dimension.kolom or name}", place.file, mend)


def _code_of_name(word: str, year: int, place: Place) -> str:
    """The code of the gemeente that bore this name in `year`; an unknown name stays, to be refused."""
    if year not in place.names:
        years = ", ".join(str(known) for known in sorted(place.names))
        mend = f"Kies 'namen_jaar' uit {years}"
        raise ContractError(f"er is geen lijst van gemeenten van {year}", place.file, mend)
    return place.names[year].get(fold_name(word), word)


def _via_names(words: list[str], dimension: Dimensie, place: Place) -> list[str]:
    """Replace the key of a row (a postcode) by the gemeente that the second file gives for it."""
    if dimension.via is None:
        return words
    frame = place.via[dimension.via.pad]
    header = [str(column) for column in frame.columns]
    keys = frame.iloc[:, require_column(header, (dimension.via.sleutel,), dimension.via.pad)]
    names = frame.iloc[:, require_column(header, (dimension.via.naam,), dimension.via.pad)]
    lookup = {_plain_key(key): name for key, name in zip(keys.astype(str), names.astype(str), strict=True)}
    lookup |= {_plain_key(key): name for key, name in dimension.via.aanvulling.items()}
    skipped = [any(fnmatch.fnmatchcase(word, pattern) for pattern in dimension.overslaan) for word in words]
    found = [word if skip else lookup.get(_plain_key(word), "") for word, skip in zip(words, skipped, strict=True)]
    absent = next((word for word, name in zip(words, found, strict=True) if not name), None)
    if absent is not None:
        mend = f"Gebruik bestanden van hetzelfde jaar, of vul {dimension.via.pad} aan"
        raise ContractError(f"{dimension.kolom} '{absent}' staat niet in {dimension.via.pad}", place.file, mend)
    return found


def _plain_key(key: str) -> str:
    """A postcode as one file writes it is that of another: 1011.0 is 1011."""
    return key.removesuffix(".0")
