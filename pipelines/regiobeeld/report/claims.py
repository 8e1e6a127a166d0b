"""The claims of a report: from the notes in the page to the ledger beside it, and the data behind every number."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from regiobeeld import paths
from regiobeeld.catalog.load import load_catalog
from regiobeeld.catalog.models import Indicator
from regiobeeld.catalog.tense import load_tense
from regiobeeld.catalog.words import load_words
from regiobeeld.claims.html import take_notes
from regiobeeld.claims.inputs import COLUMNS, Names, Observations, observations
from regiobeeld.claims.ledger import make_ledger, with_notes, write_ledger
from regiobeeld.claims.marks import left_over
from regiobeeld.claims.notes import add_paper_notes
from regiobeeld.claims.page import notes_in
from regiobeeld.claims.show import add_data
from regiobeeld.errors import ContractError
from regiobeeld.names import wijk_naam

log = logging.getLogger("regiobeeld")
TABLES = ("waarneming", "waarneming_wijk")


def finish_page(page: str, folder: Path, tables: Path, regions: Mapping[str, str]) -> str:
    """Number the claims of a page, audit it, write `claims.json` and `claims.parquet`; the page with its claims.

    Args:
        folder: that of the report; the observations it shows are in `data/`.
        tables: the national tables.
        regions: the code of the own figures of each region that the page is about, with its name.

    Raises:
        ContractError: a mark was not taken out; see `ledger.make_ledger`.
    """
    page, noted = take_notes(page)
    no_marks_left(page)
    if not noted:
        return page
    known = known_observations(folder / "data", tables, regions, (item.waarde for item in noted))
    ledger, audit = make_ledger(page, noted, known, paths.SOURCES)
    page = add_paper_notes(page, ledger, known.namen)
    write_ledger(with_notes(ledger, notes_in(page)), folder)
    log.info("  %s", audit)
    return add_data(page, ledger, known.namen)


def no_marks_left(page: str) -> str:
    """The page as it is. Raises: ContractError when a mark of a number still stands in it, as in a drawing."""
    if where := left_over(page):
        raise ContractError(
            "een merkteken van een getal is in de pagina blijven staan", where, "Meld dit aan de makers"
        )
    return page


def known_observations(
    data: Path, tables: Path, regions: Mapping[str, str], shown: Iterable[float]
) -> Observations:
    """The observations that the report was made of, and how the page calls what they are of."""
    frames = [pd.read_parquet(path) for name in TABLES if (path := data / f"{name}.parquet").exists()]
    names = replace(_names(tables, regions), verleden=_last_of_the_past(frames))
    return observations([_with_columns(frame) for frame in frames], names, shown)


def _last_of_the_past(frames: Sequence[pd.DataFrame]) -> int:
    """The last year of which figures are told in the past tense, seen from the newest that was measured."""
    measured = (frame.loc[frame["soort"] != "prognose", "periode_eind"] for frame in frames)
    years = [int(pd.to_datetime(ends).dt.year.max()) for ends in measured if len(ends)]
    return max(years) - load_tense().verleden_na_jaren - 1 if years else 0


def _with_columns(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.reindex(columns=list(COLUMNS))


def _names(tables: Path, regions: Mapping[str, str]) -> Names:
    """Indicators by their name, what people do ("rookt", "rookte") and what it is about ("roken"); areas by name;
    ages as the report writes them."""
    about, topics = pd.read_parquet(tables / "indicator.parquet"), load_catalog().indicators
    told = {
        str(row["indicator_code"]): (
            *(str(row[name] or "").partition(" (")[0] for name in ("indicator_naam", "gezegde", "gezegde_toen")),
            _topic(topics.get(str(row["indicator_code"]))),
        )
        for row in about.to_dict("records")
    }
    areas = pd.read_parquet(tables / "gebied.parquet").drop_duplicates("gebied_code")
    names = dict(zip(areas["gebied_code"], map(wijk_naam, areas["gebied_naam"]), strict=True))
    names |= {"NL": "Nederland", **regions}
    words = load_words()
    ages = {age: (text, words.groepen.get(age, text), f"({age}") for age, text in words.leeftijden.items()}
    shares = frozenset(about.loc[about["eenheid"] == "%", "indicator_code"])
    return Names(told, names, ages, aandelen=shares)


def _topic(indicator: Indicator | None) -> str:
    return (indicator.onderwerp or "") if indicator else ""
