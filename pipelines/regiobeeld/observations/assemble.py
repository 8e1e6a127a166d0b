"""Put the chosen figures of a table into the columns of the schema."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from regiobeeld.catalog.models import Source
from regiobeeld.catalog.tables import Tabel
from regiobeeld.errors import ContractError
from regiobeeld.observations.columns import Entry, Numbers
from regiobeeld.observations.dimensions import Rows, coded
from regiobeeld.observations.periods import is_provisional, parse_period
from regiobeeld.observations.repeated_groups import refuse_repeated_ages
from regiobeeld.readers import RawTable
from regiobeeld.schema import ONTBREEKT, STATUSSEN, WAARNEMING

SNAPSHOT_DIGITS = 12
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Column:
    """The figures of one entry on the rows of the table: value, lower and upper margin (NaN where absent), and
    the sums that a ratio was made of."""

    entry: Entry
    numbers: Numbers
    lower: Floats
    upper: Floats
    teller: Floats | None = None
    noemer: Floats | None = None


@dataclass(frozen=True)
class Chosen:
    """Which figures become observations: of every column the rows in `places`."""

    columns: list[Column]
    places: list[Places]

    @property
    def entries(self) -> list[Entry]:
        return [column.entry for column in self.columns]

    @cached_property
    def of_column(self) -> Places:
        """Per observation the number of its column."""
        return np.repeat(np.arange(len(self.columns)), [len(rows) for rows in self.places])

    @cached_property
    def of_row(self) -> Places:
        """Per observation its row."""
        return np.concatenate(self.places)

    def gather(self, cells: Callable[[Column], npt.NDArray[Any]]) -> npt.NDArray[Any]:
        """The cells of the observations, from the cells of all rows that `cells` gives for a column."""
        return np.concatenate([cells(c)[rows] for c, rows in zip(self.columns, self.places, strict=True)])


def assemble(chosen: Chosen, rows: Rows, source: Source, tabel: Tabel, raw: RawTable) -> pd.DataFrame:
    """One observation per chosen figure, in the columns of `WAARNEMING`; text as categoricals.

    Raises:
        ContractError: no period is known, two observations have the same key, or two age groups the same figures.
    """
    count = len(chosen.of_row)
    entries = chosen.entries
    absent = np.full(count, np.nan)
    periods = _periods(chosen, rows, tabel, raw.file)
    starts, ends = _days(periods, raw.file)
    data = {
        "indicator_code": _per_column([e.indicator.code for e in entries], chosen),
        "gebied_code": _spread(rows.values.get("gebied"), [None] * len(entries), chosen),
        "gebied_jaar": np.full(count, tabel.gebied_jaar, dtype=np.int16),
        "periode_start": starts,
        "periode_eind": ends,
        "geslacht": _group(
            "geslacht", [e.kolom.geslacht for e in entries], ["totaal"] * len(entries), rows, chosen
        ),
        "leeftijd": _group(
            "leeftijd", [e.kolom.leeftijd for e in entries], [e.indicator.leeftijd for e in entries], rows, chosen
        ),
        "uitsplitsing": _group(
            "uitsplitsing", [e.kolom.uitsplitsing for e in entries], ["totaal"] * len(entries), rows, chosen
        ),
        "waarde": chosen.gather(lambda c: c.numbers.values),
        "ondergrens": chosen.gather(lambda c: c.lower),
        "bovengrens": chosen.gather(lambda c: c.upper),
        "teller": chosen.gather(lambda c: _or_absent(c.teller, c)),
        "noemer": chosen.gather(lambda c: _or_absent(c.noemer, c)),
        "soort": _per_column([source.soort(e.indicator) for e in entries], chosen),
        "status": _status(periods, chosen, tabel),
        "ontbreekt": coded(chosen.gather(lambda c: c.numbers.reasons), list(ONTBREEKT)),
        "bron_code": _constant(source.bron.code, count),
        "tabel_code": _constant(tabel.code, count),
        "snapshot": _constant(raw.sha256[:SNAPSHOT_DIGITS], count),
        "afleiding": _constant("bron", count),
        "dekking": absent,
    }
    frame = refuse_double_keys(pd.DataFrame(data, columns=WAARNEMING.names), raw.file)
    return refuse_repeated_ages(frame, raw.file)


def _or_absent(sums: Floats | None, column: Column) -> Floats:
    return np.full(len(column.numbers.values), np.nan) if sums is None else sums


def refuse_double_keys(frame: pd.DataFrame, where: str) -> pd.DataFrame:
    """The same frame, when every observation has its own key; otherwise an error with an example."""
    twice = np.flatnonzero(frame.duplicated(list(WAARNEMING.key)))
    if len(twice):
        first = frame.iloc[int(twice[0])]
        example = " ".join(str(first[name]) for name in ("indicator_code", "gebied_code", "leeftijd"))
        mend = "Beperk een van de declaraties met 'tabellen' of geef de kolommen een eigen groep"
        raise ContractError(f"dubbele cijfers ({len(twice)}), bijvoorbeeld {example}", where, mend)
    return frame


def _constant(text: str, count: int) -> pd.Categorical:
    return coded(np.zeros(count, dtype=np.int8), [text])


def _per_column(words: list[str], chosen: Chosen) -> pd.Categorical:
    """A text that depends only on the column that the figure was read from."""
    return _spread(None, list(words), chosen)


def _group(name: str, pinned: list[str | None], default: list[str], rows: Rows, chosen: Chosen) -> pd.Categorical:
    """A dimension: what the table's column pins down, else what the row says, else the default."""
    base = rows.values.get(name)
    if base is None:
        return _per_column([p or d for p, d in zip(pinned, default, strict=True)], chosen)
    return _spread(base, pinned, chosen)


def _spread(base: pd.Categorical | None, fixed: list[str | None], chosen: Chosen) -> pd.Categorical:
    """Per observation the text fixed for its column, or where that is None the text of its row."""
    own = [] if base is None else [str(word) for word in base.categories]
    categories = sorted({*own, *(word for word in fixed if word is not None)})
    index = {word: i for i, word in enumerate(categories)}
    per_column = np.array([-1 if word is None else index[word] for word in fixed], dtype=np.int64)
    codes = per_column[chosen.of_column]
    if base is not None:
        translate = np.array([index[word] for word in own], dtype=np.int64)
        codes = np.where(codes < 0, translate[base.codes[chosen.of_row]], codes)
    return coded(codes, categories)


def _periods(chosen: Chosen, rows: Rows, tabel: Tabel, file: str) -> pd.Categorical:
    """The period of every observation, as the source or the declaration writes it."""
    pinned = [e.kolom.periode for e in chosen.entries]
    periods = _group("periode", pinned, [tabel.periode or ""] * len(pinned), rows, chosen)
    if "" in periods.categories:
        mend = "Zet 'periode' bij de tabel of de kolom, of wijs een kolom aan bij [dimensies.periode]"
        raise ContractError("de tabel zegt niet over welke periode het gaat", file, mend)
    return periods


def _days(periods: pd.Categorical, file: str) -> tuple[pd.Series, pd.Series]:
    """First and last day of every period, as datetime64[s]."""
    days = [parse_period(str(text), file) for text in periods.categories]
    first = np.array([start for start, _ in days], dtype="datetime64[s]")
    last = np.array([end for _, end in days], dtype="datetime64[s]")
    return pd.Series(first[periods.codes]), pd.Series(last[periods.codes])


def _status(periods: pd.Categorical, chosen: Chosen, tabel: Tabel) -> pd.Categorical:
    """What a mark behind the figure says; else provisional in a period that the source marks so; else as the
    table says."""
    marked = np.array([is_provisional(str(text)) for text in periods.categories], dtype=bool)[periods.codes]
    general = np.where(marked, STATUSSEN.index("voorlopig"), STATUSSEN.index(tabel.status))
    own = chosen.gather(lambda c: _no_marks(c) if c.numbers.marks is None else c.numbers.marks)
    codes = np.where(own < 0, general, own)
    words = sorted({STATUSSEN[code] for code in np.unique(codes)})
    return coded(np.array([words.index(w) if w in words else 0 for w in STATUSSEN])[codes], words)


def _no_marks(column: Column) -> npt.NDArray[np.int8]:
    return np.full(len(column.numbers.values), -1, dtype=np.int8)
