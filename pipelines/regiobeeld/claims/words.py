"""The words of a sentence beside what its numbers are: their tense, their age group, how they were made.

Where `claims.consistency` looks at the text alone, this looks at the observations behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from regiobeeld.claims.audit import read_number
from regiobeeld.claims.inputs import OF_ONE_AGE, Names
from regiobeeld.claims.page import CELL, HEADING, Page

_WORD = re.compile(r"[\w-]+")
_ASIDE, _CLAUSE = re.compile(r"\(([^()]*)\)"), re.compile(r"[;:!?]|[.](?=\s|$)")
_CHANGED = re.compile(
    r"\b(?:steeg|stijgt|groeide|groeit|daalde|daalt|kromp|krimpt|nam (?:toe|af)|neemt (?:toe|af))\b"
)
_LARGEST = re.compile(r"Grootste verschil met Nederland: ")
_PAIR = re.compile(r"\([^)]*?; Nederland [^)]*\)")
_COUNTRY = "Nederland (%)"
_DIGIT = re.compile(r"\d+")
_SHOWN = 60
_LEAST = 2
"""One number of another age group may have the same value by chance."""


def find_wrong_words(frame: pd.DataFrame, page: Page, names: Names) -> Iterator[str]:
    """Sentences that contradict the observations their numbers are; one line each.

    Args:
        frame: `Ledger.frame()`.
    """
    tied = frame[frame["indicator_code"].notna()]
    told = tied[(tied["soort_tekst"] != CELL) & (tied["zin"] != "")]
    for text, rows in told.groupby("zin", sort=False):
        for wrong in (*_tense(str(text), rows, names), *_change(str(text), rows)):
            place = rows.iloc[0]
            yield f'{place["hoofdstuk"]} / {place["figuur"]}: {wrong} in "{str(text)[:_SHOWN]}"'
    yield from _ties(frame)
    for figure, rows in tied[tied["figuur"].map(_is_of_one_age).astype(bool)].groupby("figuur", sort=False):
        own = [f"-{code.replace('_', '-')}-" in f"-{figure}-" for code in rows["indicator_code"]]
        yield from (f"{figure}: {wrong}" for wrong in _ages(str(figure), rows[own], page, names))


def _ties(frame: pd.DataFrame) -> Iterator[str]:
    """A title about the largest difference names every row of its table that has it, as shown."""
    titles = frame[(frame["soort_tekst"] == HEADING) & frame["zin"].str.match(_LARGEST)]
    for figure, text in titles[["figuur", "zin"]].drop_duplicates().itertuples(index=False):
        cells = frame[(frame["figuur"] == figure) & (frame["soort_tekst"] == CELL)]
        # A topic has a row per age group, all with the same heading.
        nth = cells.groupby(["rij", "kolom"]).cumcount()
        shown = cells.assign(keer=nth).pivot(index=["rij", "keer"], columns="kolom", values="getoond")
        own = next((name for name in cells["kolom"] if name != _COUNTRY), None)
        if own is None or _COUNTRY not in shown:
            continue
        shown = shown.reset_index().drop_duplicates(["rij", own, _COUNTRY])
        numbers = shown[[own, _COUNTRY]].dropna().map(read_number).astype(float)
        gaps = (numbers[own] - numbers[_COUNTRY]).abs().round(6)
        most, named = int((gaps == gaps.max()).sum()), len(_PAIR.findall(text))
        if named < most and "andere" not in text:
            yield f'{figure}: verwacht {most} onderwerpen met het grootste verschil, gevonden {named} in "{text}"'


def _is_of_one_age(figure: str) -> bool:
    return OF_ONE_AGE.search(figure) is not None


def _tense(text: str, rows: pd.DataFrame, names: Names) -> Iterator[str]:
    """An old figure is told in the past tense: "rookte in 2020"; words of two clauses are no phrase."""
    newest: dict[str, int] = {}
    for code, end in zip(rows["indicator_code"], rows["periode_eind"], strict=True):
        newest[code] = max(int(end[:4]), newest.get(code, 0))
    old = sorted(code for code in newest if newest[code] <= names.verleden)
    if not old:
        return
    parts = [*_CLAUSE.split(_ASIDE.sub("", text)), *_ASIDE.findall(text)]
    clauses, words = [set(_WORD.findall(part)) for part in parts], set(_WORD.findall(text))
    for code in old:
        now, then = (phrase.split() for phrase in (*names.indicatoren.get(code, ()), "", "", "")[1:3])
        present = now and any({*now} <= clause for clause in clauses)
        if present and then and now[0] != then[0] and then[0] not in words:
            yield f'verwacht "{then[0]}" ({code}, {newest[code]}), gevonden "{now[0]}"'


def _change(text: str, rows: pd.DataFrame) -> Iterator[str]:
    """What was made in two ways, a survey and a model, does not rise or fall from the one to the other."""
    verb = _CHANGED.search(text)
    kinds = sorted(set(rows.loc[rows["veld"] == "waarde", "soort"])) if verb else []
    if verb and len(kinds) > 1:
        yield f'verwacht cijfers van een soort, gevonden {" en ".join(kinds)} bij "{verb[0]}"'


def _ages(figure: str, rows: pd.DataFrame, page: Page, names: Names) -> Iterator[str]:
    """Every age group of the numbers in a figure is named in it."""
    about = " ".join(page.figuren.get(figure, {}).values())
    for age, some in rows.groupby("leeftijd"):
        known = (str(age), *names.leeftijden.get(str(age), ()))
        if len(some) >= _LEAST and age != "totaal" and not _numbers(str(age)) <= _numbers(f"{figure} {about}"):
            near = " ".join(" ".join(map(str, some[name].unique())) for name in ("zin", "rij", "kolom", "tabel"))
            if not any(word in f"{about} {near}" for word in known) and not _numbers(str(age)) <= _numbers(near):
                yield f"verwacht de leeftijd {age} in titel, ondertitel of kop, gevonden geen"


def _numbers(text: Any) -> set[str]:
    return set(_DIGIT.findall(str(text)))
