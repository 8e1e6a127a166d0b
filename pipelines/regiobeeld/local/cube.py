"""The figures that a local source can give: its own groups and their totals over age, sex and area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from regiobeeld.catalog.lokaal import LokaleBron
from regiobeeld.local.mistakes import Mistakes
from regiobeeld.local.read import Count, Key

OLDEST = 999
SMALLER = "smaller"


@dataclass(frozen=True)
class Cell:
    """One figure with what it is made of.

    Attributes:
        members: areas of the file that it adds up, each with its share.
        is_shown: whether it is a figure of the report; else it is only something that may not be derived.
        is_carried: made with declared shares, so computed and not counted.
    """

    key: Key
    members: Mapping[str, float]
    count: Count
    is_shown: bool = True
    is_carried: bool = False


def span_of(leeftijd: str) -> tuple[int, int]:
    """First and last year of life of a group; 65+ has no last one."""
    if leeftijd == "totaal":
        return 0, OLDEST
    if leeftijd.endswith("+"):
        return int(leeftijd[:-1]), OLDEST
    first, _, last = leeftijd.partition("-")
    return int(first), int(last or first)


def name_of(first: int, last: int) -> str:
    """The group of these years of life."""
    if last == OLDEST:
        return "totaal" if first == 0 else f"{first}+"
    return f"{first}-{last}"


def build_cells(
    counts: Mapping[Key, Count],
    declared: LokaleBron,
    shares: Mapping[str, Mapping[str, float]],
    wijken: Mapping[str, str],
    mistakes: Mistakes,
) -> list[Cell]:
    """All groups of the file, their totals, and what they give for wijken and gemeenten.

    A total is made where its parts are all known and lie next to each other; one in the file must agree.
    """
    base = _with_totals(dict(counts), mistakes) if not _has_values_only(declared) else dict(counts)
    if declared.verdeling is None:
        cells = [Cell(key, {key.gebied: 1.0}, count) for key, count in base.items()]
        gemeenten = (
            _gemeenten_of_wijken({k.gebied for k in base}, wijken) if declared.gebied_soort == "wijk" else {}
        )
        return [*cells, *add_areas(cells, gemeenten)]
    own = [Cell(key, {key.gebied: 1.0}, count, is_shown=False) for key, count in base.items()]
    targets: dict[str, dict[str, float]] = defaultdict(dict)
    for area in {key.gebied for key in base}:
        for code, share in shares.get(area, {}).items():
            targets[code][area] = share
            if code.startswith("WK"):
                gemeente = targets[wijken[code]]
                gemeente[area] = gemeente.get(area, 0.0) + share
    return [*own, *add_areas(own, targets, is_carried=True)]


def _has_values_only(declared: LokaleBron) -> bool:
    return not any(group.teller or group.noemer for group in declared.groepen)


def _gemeenten_of_wijken(present: Iterable[str], wijken: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """The gemeenten of which every wijk is in the file."""
    found = set(present)
    members: dict[str, list[str]] = defaultdict(list)
    for wijk, gemeente in wijken.items():
        members[gemeente].append(wijk)
    return {code: dict.fromkeys(own, 1.0) for code, own in members.items() if set(own) <= found}


def add_areas(
    cells: Sequence[Cell], areas: Mapping[str, Mapping[str, float]], is_carried: bool = False
) -> list[Cell]:
    """The figures of larger areas, where all their parts have one (a share of a part counts for that share)."""
    by_group: dict[tuple[str, str, str], dict[str, Count]] = defaultdict(dict)
    for cell in cells:
        k = cell.key
        by_group[k.periode, k.geslacht, k.leeftijd][k.gebied] = cell.count
    made = []
    for code, members in areas.items():
        for group, counts in by_group.items():
            if set(members) <= set(counts):
                count = add_up([(share, counts[part]) for part, share in members.items()])
                made.append(Cell(Key(code, *group), dict(members), count, is_carried=is_carried))
    return made


def add_up(parts: Sequence[tuple[float, Count]]) -> Count:
    """Counts together; unknown as soon as one of them is. A value without counts cannot be added up."""
    teller, noemer = (
        None if any(getattr(c, name) is None for _, c in parts) else sum(s * getattr(c, name) for s, c in parts)
        for name in ("teller", "noemer")
    )
    # The largest deliverer may be the same one everywhere: their share is at most the sum of the largest.
    mine = sum(s * c.largest * (c.teller or 0.0) for s, c in parts)
    return Count(teller, noemer, None, mine / teller if teller else 0.0, any(c.is_hidden for _, c in parts))


def _with_totals(counts: dict[Key, Count], mistakes: Mistakes) -> dict[Key, Count]:
    """The groups of the file with totals over sex and over age."""
    both = _totals(counts, lambda key: replace(key, geslacht=""), _sexes, "geslacht", mistakes)
    return _totals(both, lambda key: replace(key, leeftijd=""), _ages, "leeftijd", mistakes)


def _sexes(found: Sequence[str]) -> dict[str, list[str]]:
    return {"totaal": ["man", "vrouw"]} if {"man", "vrouw"} <= set(found) else {}


def _ages(found: Sequence[str]) -> dict[str, list[str]]:
    """The age groups that follow from the finest ones that lie next to each other: those in the file, and all."""
    spans = {span_of(age): age for age in found}
    finest = sorted(s for s in spans if not any(o != s and s[0] <= o[0] and o[1] <= s[1] for o in spans))
    joins = all(a[1] + 1 == b[0] for a, b in pairwise(finest))
    if len(finest) < 2 or not joins:
        return {}
    wanted = {name_of(finest[0][0], finest[-1][1]), *found}
    made = {}
    for name in wanted:
        low, high = span_of(name)
        inside = [s for s in finest if low <= s[0] and s[1] <= high]
        if len(inside) > 1 and inside[0][0] == low and inside[-1][1] == high:
            made[name] = [spans[s] for s in inside]
    return made


def _totals(
    counts: dict[Key, Count],
    rest: Callable[[Key], Key],
    make: Callable[[Sequence[str]], dict[str, list[str]]],
    column: Literal["geslacht", "leeftijd"],
    mistakes: Mistakes,
) -> dict[Key, Count]:
    """The counts with the totals over one column that can be made; `make` gives the parts of each total."""
    groups: dict[Key, dict[str, Count]] = defaultdict(dict)
    for key, count in counts.items():
        groups[rest(key)][getattr(key, column)] = count
    result = dict(counts)
    for key, found in groups.items():
        for name, parts in make(list(found)).items():
            total = add_up([(1.0, found[part]) for part in parts])
            own = _at(key, column, name)
            told = counts.get(own)
            if told is None:
                result[own] = total
            elif _differ(told, total):
                what = f"een totaal over {column} is niet de som van de rijen daaronder"
                mend = f"Controleer de rijen met {column} {name} ({key.periode}), of laat het totaal weg"
                mistakes.add(what, mend, 0, column)
    return result


def _at(key: Key, column: Literal["geslacht", "leeftijd"], name: str) -> Key:
    return replace(key, geslacht=name) if column == "geslacht" else replace(key, leeftijd=name)


def _differ(told: Count, total: Count) -> bool:
    pairs = ((told.teller, total.teller), (told.noemer, total.noemer))
    return any(a is not None and b is not None and abs(a - b) > 0.5 for a, b in pairs)
