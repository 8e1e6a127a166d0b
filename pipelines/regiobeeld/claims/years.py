"""The years that a text names are those of its numbers.

A number is tied to an observation of a year that its text names (`claims.inputs`), so a wrong year shows in what
is not tied: numbers that are exactly those of an observation of another year. A number with few digits may be so
by chance; one with many, two in one sentence, or one of a topic that has no figure of that year, are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from regiobeeld.claims.inputs import YEAR, Observations, years_of
from regiobeeld.claims.page import CELL, Page, Piece
from regiobeeld.claims.recorder import Noted

_ENOUGH = 2
"""How much a sentence needs to be wrong: one number of many digits, or two of few."""
_MANY = 4
"""Digits of a number that is not met twice by chance."""
_COUNTED = 1000
"""A smaller whole number is how many there are of something, which any percentage may equal."""
_SHORT = 300
"""Letters of a sentence; a longer text holds so many numbers that one is met by chance."""
Row = Mapping[str, Any]
Found = tuple[float, Sequence[Row]]


def find_wrong_years(page: Page, noted: Sequence[Noted], known: Observations) -> Iterator[str]:
    """Sentences, titles and alt texts that name a year of which their numbers are not; one line each."""
    for piece in page.stukken:
        if piece.plaats.soort != CELL and (named := _named(piece, page)):
            values = {noted[claim].waarde for claim in (*piece.getallen.values(), *piece.gehoord)}
            told = [value for value in values if value % 1 or value >= _COUNTED]
            found = [(value, rows) for value in told if (rows := known.of_any_year(value, piece, page))]
            yield from _judge(str(piece.plaats), piece.tekst, named, found, known)


def find_wrong_subtitles(page: Page, tied: Mapping[str, Sequence[Row]], known: Observations) -> Iterator[str]:
    """Figures of one topic and year of which the title and subtitle name another year.

    Args:
        tied: id of a figure -> the observations that its numbers are.
    """
    for code, rows in tied.items():
        about = page.figuren.get(code, {})
        text = " ".join((about.get("titel", ""), about.get("ondertitel", "")))
        own = [row for row in rows if f"-{row['indicator_code'].replace('_', '-')}-" in f"-{code}-"]
        if len({row["periode_start"] for row in own}) == 1:
            found = [(float(row["waarde_bron"]), [row]) for row in own]
            yield from _judge(code, text, set(YEAR.findall(text)), found, known)


def _named(piece: Piece, page: Page) -> set[str]:
    """The years of a sentence; of one that names none, those of its figure."""
    figure = page.figuren.get(piece.plaats.figuur, {})
    return set(YEAR.findall(piece.tekst)) or set(YEAR.findall(figure.get("ondertitel", "")))


def _judge(where: str, text: str, named: set[str], found: Sequence[Found], known: Observations) -> Iterator[str]:
    """Values of indicators that have no year that is named: together they must weigh enough.

    A number of few digits weighs less in a longer text: the alternative text of a large figure has scores of them.
    """
    weight, years = defaultdict[str, float](float), defaultdict[str, set[str]](set)
    by_chance = 1 / (1 + len(text) // _SHORT)
    for value, rows in found:
        for row in rows:
            years[row["indicator_code"]] |= years_of(row)
        if any(years_of(row) & named for row in rows):
            continue
        for code in {row["indicator_code"] for row in rows}:
            unheard = len(text) <= _SHORT and not named & known.jaren.get(code, set())
            certain = unheard or len(f"{value:.9g}".replace(".", "")) >= _MANY
            weight[code] += _ENOUGH if certain else by_chance
    wrong = [code for code, right in years.items() if named and weight[code] and not right & named]
    weighs = sum if len(text) > _SHORT else max
    if wrong and weighs([weight[code] for code in wrong]) >= _ENOUGH:
        said = f'gevonden {", ".join(sorted(named))} in "{text[:120]}"'
        yield f"{where}: verwacht {', '.join(sorted(years[wrong[0]]))} ({wrong[0]}), {said}"
