"""Tables that the stand-in publishes. The figures are made up for tests and never reach a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

Cell = float | int | str | None
Row = Mapping[str, Cell]

SECRET = "."  # published as `.` in the untyped set and as null in the typed one


@dataclass(frozen=True)
class Dimension:
    """One dimension with its padded keys, as StatLine publishes them, and their titles."""

    key: str
    title: str
    codes: Mapping[str, str]
    kind: str = "Dimension"


@dataclass(frozen=True)
class Topic:
    """One column under a heading (`group`); the key ends in a number that differs between editions."""

    key: str
    title: str
    unit: str = "%"
    decimals: int = 1
    description: str = ""
    group: str = "Onderwerpen"
    text: bool = False


@dataclass(frozen=True)
class ServiceTable:
    """A table with rows (dimension keys padded; a topic is a number, None for empty or `.` for secret)."""

    identifier: str
    title: str
    dimensions: tuple[Dimension, ...]
    topics: tuple[Topic, ...]
    rows: Sequence[Row]
    modified: str = "2024-11-28T02:00:00"
    description: str = "Verzonnen cijfers, alleen voor tests."
    status: str = "Definitief"

    def edit(
        self, modified: str, changes: Mapping[tuple[int, str], Cell], keep: int | None = None
    ) -> ServiceTable:
        """The next edition: another date, some cells changed, and only the first `keep` rows when given."""
        rows = [dict(row) for row in self.rows[:keep]]
        for (index, key), value in changes.items():
            rows[index][key] = value
        return replace(self, modified=modified, rows=rows)


def pad(codes: Iterable[tuple[str, str]], width: int) -> dict[str, str]:
    """Keys as StatLine pads them: `NL01` becomes `NL01      `."""
    return {code.ljust(width): title for code, title in codes}


AREAS = pad(
    [
        ("NL01", "Nederland"),
        ("GM0141", "Almelo"),
        ("GM0153", "Enschede"),
        ("WK014110", "Wijk 10"),
        ("BU01411001", "Buurt 01"),
    ],
    10,
)
AGES = pad([("20300", "18 jaar of ouder"), ("53115", "18 tot 65 jaar"), ("80200", "65 jaar of ouder")], 8)
PERIODS = pad([("2020JJ00", "2020"), ("2024JJ00", "2024")], 8)


def make_table(identifier: str = "50150NED", repeat: int = 1) -> ServiceTable:
    """A health table of 5 areas x 3 ages x 2 years x `repeat` neighbourhoods, values 10.0, 10.1, 10.2 ...

    The value of topic j in row i is (100 + i + 7 j) / 10, starting again after 800 rows; rows 10, 21, 32 ... are
    secret, rows 12, 25, 38 ... empty.
    """
    areas = dict(AREAS)
    # Of Enschede: a figure about a buurt of a gemeente that does not exist is refused.
    areas.update({f"BU0153{n:04d}": f"Buurt <b>{n}</b>" for n in range(repeat - 1)})
    dimensions = (
        Dimension("Leeftijd", "Leeftijd", AGES),
        Dimension("WijkenEnBuurten", "Wijken en buurten", areas, "GeoDimension"),
        Dimension("Perioden", "Perioden", PERIODS, "TimeDimension"),
    )
    topics = (
        Topic("Eenzaam_25", "Eenzaam", description="Score van 3 of hoger op de eenzaamheidsschaal."),
        Topic("RooktTabak_35", "Rookt tabak", description="Rookt weleens tabak."),
        Topic("Respondenten_41", "Respondenten", "aantal", 0),
    )
    rows = []
    for index, (age, area, period) in enumerate(product(AGES, areas, PERIODS)):
        row: dict[str, Cell] = {"Leeftijd": age, "WijkenEnBuurten": area, "Perioden": period}
        for number, topic in enumerate(topics):
            row[topic.key] = _value(index, number, topic.decimals)
        rows.append(row)
    return ServiceTable(identifier, "Gezondheid per wijk en buurt (verzonnen)", dimensions, topics, rows)


def _value(index: int, number: int, decimals: int) -> Cell:
    if index % 11 == 10:
        return SECRET
    if index % 13 == 12:
        return None
    value = 100 + index % 800 + 7 * number
    return value if decimals == 0 else value / 10
