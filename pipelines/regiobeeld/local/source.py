"""One local source from file to figures: gate, reading, totals, and what of it may be shown for a region."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from regiobeeld.catalog.local_folder import FOLDER, find_local, local_folder
from regiobeeld.catalog.lokaal import LokaleBron, read_declaration
from regiobeeld.errors import ContractError, RegiobeeldError
from regiobeeld.local.cube import Cell, add_areas, build_cells
from regiobeeld.local.gate import guard
from regiobeeld.local.memory import recall, remember
from regiobeeld.local.mergers import find_mergers
from regiobeeld.local.mistakes import Mistake, Mistakes
from regiobeeld.local.places import Places, Shares, load_places, read_shares
from regiobeeld.local.read import Key, read_counts
from regiobeeld.local.sheet import read_sheet
from regiobeeld.local.suppress import Outcome, protect


@dataclass(frozen=True)
class Source:
    """A source as read: its declaration, its figures, and everything that is wrong with it.

    joined: gemeenten of the past that were added up, a line for each.
    """

    code: str
    declared: LokaleBron | None = None
    cells: tuple[Cell, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    left_out: int = 0
    joined: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """What a region sees of a source; a hidden figure has no count any more, only its reason."""

    code: str
    declared: LokaleBron
    cells: tuple[Cell, ...]
    hidden: Mapping[Key, str] = field(default_factory=dict)
    exposed: int = 0
    joined: tuple[str, ...] = ()


def read_sources(sources: Path, known: Collection[str] = ()) -> list[Source]:
    """Every local source, with all mistakes in it.

    Args:
        known: codes of national indicators, which a local figure may not take.
    """
    folder = local_folder(sources)
    places = load_places(sources) if find_local(folder) else None
    return [_read_safely(place, places, known) for place in find_local(folder) if places is not None]


def _read_safely(place: Path, places: Places, known: Collection[str]) -> Source:
    """As `_read`; whatever goes wrong elsewhere tells its kind but not its words, for those may hold a value."""
    try:
        return _read(place, places, known)
    except RegiobeeldError:
        raise
    except Exception as error:
        what = f"dit bestand is niet te verwerken ({type(error).__name__})"
        told = Mistake(f"{FOLDER}/{place.name}", what, "Vergelijk het met een voorbeeld")
    return Source(place.name, mistakes=(told,))


def _read(place: Path, places: Places, known: Collection[str]) -> Source:
    try:
        declared = read_declaration(place)
        if place.name in known:
            mend = "Geef de map en het bestand een andere naam"
            raise ContractError("deze naam is al van een landelijk cijfer", f"{place.name}.toml", mend)
    except RegiobeeldError as error:
        where = error.where if place.name in error.where else f"{place.name}.toml"
        return Source(place.name, mistakes=(Mistake(f"{FOLDER}/{place.name}/{where}", error.what, error.mend),))
    mistakes = Mistakes(f"{FOLDER}/{place.name}/{declared.bestand}")
    shares = _shares(place, declared, places, mistakes)
    sheet = read_sheet(place / declared.bestand, declared.blad, declared.kopregel, mistakes)
    if sheet is None or mistakes:
        return _refused(place.name, declared, mistakes)
    own = places.words | {area.casefold() for area in shares}
    guard(sheet, declared, own, mistakes)
    if mistakes:
        return _refused(place.name, declared, mistakes)
    mergers = find_mergers(sheet, declared, places)
    counts = read_counts(sheet, declared, places, shares, mistakes, mergers)
    if not counts and not mistakes:
        mistakes.add("er is geen enkele rij met een cijfer")
    cells = build_cells(counts, declared, shares, places.wijken, mistakes) if not mistakes else []
    if mistakes:
        return _refused(place.name, declared, mistakes)
    return Source(place.name, declared, tuple(cells), joined=mergers.tell(places))


def _shares(place: Path, declared: LokaleBron, places: Places, mistakes: Mistakes) -> Shares:
    if declared.verdeling is None:
        return {}
    own = Mistakes(f"{FOLDER}/{place.name}/{declared.verdeling}")
    shares = read_shares(place / declared.verdeling, places, own)
    mistakes.found.extend(own.found)
    return shares


def _refused(code: str, declared: LokaleBron, mistakes: Mistakes) -> Source:
    return Source(code, declared, (), tuple(mistakes.found), mistakes.left_out)


def show(source: Source, folder: Path, code: str, gemeenten: Collection[str], areas: Collection[str]) -> Shown:
    """What may be shown of a source for a region, given all that was ever shown; this is then remembered.

    What is hidden is decided over the whole file, so that it does not depend on who asks; the total of the region
    comes on top, and the earlier builds see to it that two regions that overlap do not betray a third.

    Args:
        code: of the region. gemeenten: its members. areas: the gemeenten and wijken that its report shows.
    """
    declared = source.declared
    assert declared is not None
    cells = list(source.cells)
    if code not in {cell.key.gebied for cell in cells}:
        cells += _region(cells, code, gemeenten)
    wanted = {code, *areas}
    if not declared.gevoelig:
        chosen = tuple(c for c in cells if c.is_shown and c.key.gebied in wanted)
        return Shown(source.code, declared, chosen, joined=source.joined)
    outcome = protect(cells, recall(folder, source.code), declared.drempel, declared.eenheid == "%")
    own = [c for c in cells if c.is_shown and c.key.gebied in wanted]
    remember(folder, source.code, [c for c in own if c.key not in outcome.hidden and c.count.teller is not None])
    return replace(_shown(source.code, declared, own, outcome), joined=source.joined)


def _shown(code: str, declared: LokaleBron, own: list[Cell], outcome: Outcome) -> Shown:
    cells = tuple(_without(c) if c.key in outcome.hidden else c for c in own)
    here = {c.key for c in own}
    hidden = {key: reason for key, reason in outcome.hidden.items() if key in here}
    return Shown(code, declared, cells, hidden, outcome.exposed)


def _without(cell: Cell) -> Cell:
    """The cell with nothing left of its count."""
    return replace(
        cell, count=replace(cell.count, teller=None, noemer=None, waarde=None, largest=0.0, is_hidden=True)
    )


def _region(cells: list[Cell], code: str, gemeenten: Collection[str]) -> list[Cell]:
    """The total of the region, where every gemeente has a figure, as a sum of the areas of the file."""
    own = {c.key.gebied: c for c in cells if c.is_shown and c.key.gebied in set(gemeenten)}
    if set(own) != set(gemeenten) or len(gemeenten) < 2:
        return []
    members: dict[str, float] = {}
    for cell in own.values():
        for area, share in cell.members.items():
            members[area] = members.get(area, 0.0) + share
    carried = any(cell.is_carried for cell in own.values())
    parts = [c for c in cells if set(c.members) == {c.key.gebied}]
    return [c for c in add_areas(parts, {code: members}, carried) if c.count.teller is not None]
