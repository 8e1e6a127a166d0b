"""Which figures of a local source are not shown, so that no small number can be read or worked out.

Primary: fewer than n people (numerator, denominator, or the people who do not have it), one deliverer above 85 %,
or a difference of fewer than n with an earlier build. Complementary: as long as a linear program (`attack`) can
bound a hidden figure, the smallest published figure that makes the bound possible is hidden as well; afterwards
every figure that need not be hidden is shown again.
Reference: Hundepool et al., Statistical Disclosure Control (Wiley 2012), chapter 4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from regiobeeld.local.atoms import make_axes, make_matrix, remainders
from regiobeeld.local.attack import Array, Bounds, Mask, Published, System
from regiobeeld.local.cube import Cell, add_up
from regiobeeld.local.read import Count, Key

WIDTH = 0.20
"""A hidden figure may not be known to within this part of its value."""
DOMINANCE = 0.85
TIDY = 20_000
"""Most attacks that are tried to show a figure again."""
_EPS = 1e-6
_UNKNOWN = 0.45
"""A figure that the source itself hides: taken as this part of the threshold."""

KLEIN, BESCHERMT, DOMINANT, VERSCHIL, BRON = "klein", "beschermt", "dominant", "verschil", "bron"
REDENEN = {
    KLEIN: "er te weinig mensen achter zitten",
    BESCHERMT: "een ander cijfer anders terug te rekenen zou zijn",
    DOMINANT: "bijna alles van één leverancier komt",
    VERSCHIL: "het te weinig verschilt van een cijfer dat al eerder is getoond",
    BRON: "de leverancier het niet geeft",
}


@dataclass(frozen=True)
class Target:
    """A figure that may not be bounded, in one of the systems. `is_strict`: from both sides, else from one."""

    row: int
    system: str
    value: float
    is_strict: bool
    is_revision: bool = False


@dataclass(frozen=True)
class Outcome:
    """The hidden figures with the reason, and how many can be worked out from what was published earlier."""

    hidden: Mapping[Key, str] = field(default_factory=dict)
    exposed: int = 0


def protect(cells: Sequence[Cell], earlier: Sequence[Cell], drempel: int, has_rest: bool) -> Outcome:
    """Choose what is hidden.

    Args:
        cells: the figures of this build, with what may not be derived (`is_shown` false).
        earlier: figures that an earlier build showed, as they were then.
        has_rest: whether the people who do not have it are a group too (a percentage).
    """
    return _Protection(cells, earlier, drempel, has_rest).solve() if cells else Outcome()


class _Protection:
    def __init__(self, cells: Sequence[Cell], earlier: Sequence[Cell], drempel: int, has_rest: bool) -> None:
        told = [cell for cell in cells if cell.is_shown]
        rest = [*remainders([*told, *(c for c in earlier if not _same(c, told))])]
        known = {_identity(cell) for cell in cells}
        self.cells = [*cells, *earlier, *(c for c in rest if _identity(c) not in known)]
        self.drempel, self.own = drempel, len(cells)
        self.is_earlier = np.zeros(len(self.cells), bool)
        self.is_earlier[len(cells) : len(cells) + len(earlier)] = True
        self.matrix = make_matrix(self.cells, make_axes(self.cells))
        self.names = ("teller", "noemer", "rest") if has_rest else ("teller", "noemer")
        self.revised = self._revised(cells)
        self.systems = {name: self._system(name) for name in self.names}
        self.unused = {n for n, low in self.revised.items() if low is None}
        self.hidden: dict[int, str] = {}
        self.exposed: set[int] = set()
        self._refresh()

    def _revised(self, cells: Sequence[Cell]) -> dict[int, Count | None]:
        """Row of an earlier figure -> what it is now, when that differs a little; None when it differs much."""
        now = {_identity(cell): cell.count for cell in cells}
        parts = {cell.key: cell.count for cell in cells if set(cell.members) == {cell.key.gebied}}
        found: dict[int, Count | None] = {}
        for row in map(int, np.flatnonzero(self.is_earlier)):
            old, new = self.cells[row].count, now.get(_identity(self.cells[row])) or _today(self.cells[row], parts)
            if new is None or new.teller is None:
                continue
            steps = [abs(_value(old, n) - _value(new, n)) for n in ("teller", "noemer")]
            if max(steps) > _EPS:
                found[row] = new if max(steps) < self.drempel else None
        return found

    def _system(self, name: str) -> System:
        """The sums of one kind of count. A changed count of an earlier build lies between then and now."""
        counts = [_value(cell.count, name) for cell in self.cells]
        low = np.array(counts, float)
        high = low.copy()
        for row, new in self.revised.items():
            if new is not None:
                low[row], high[row] = sorted((counts[row], _value(new, name)))
        upper = np.full(self.matrix.shape[1], np.inf)
        if name != "noemer":
            for row in map(int, np.flatnonzero(np.diff(self.matrix.indptr) == 1)):
                people = self.cells[row].count.noemer
                if people is not None and not self.is_earlier[row]:
                    place = self.matrix.indptr[row]
                    upper[self.matrix.indices[place]] = people / self.matrix.data[place]
        return System(self.matrix, low, high, upper, self.is_earlier)

    def _refresh(self) -> None:
        self.seen = {name: self.systems[name].published(self._published(name)) for name in self.names}

    def _published(self, name: str) -> Mask:
        shown = np.array([i < self.own and c.is_shown for i, c in enumerate(self.cells)]) | self.is_earlier
        shown[[*self.hidden, *self.unused]] = False
        return shown & np.isfinite(self.systems[name].low)

    def solve(self) -> Outcome:
        targets = self._primary()
        self.hidden = {t.row: reason for t, reason in targets if self.cells[t.row].is_shown and t.row < self.own}
        self._refresh()
        queue = [target for target, _ in targets]
        queue += self._loose(self.hidden)
        done: list[Target] = []
        while queue:
            target = queue.pop(0)
            added = self._defend(target)
            queue += self._loose(added)
            done.append(target)
        self._show_again(done)
        hidden = {self.cells[row].key: reason for row, reason in self.hidden.items()}
        return Outcome(hidden, len(self.exposed))

    def _primary(self) -> list[tuple[Target, str]]:
        """The figures that are sensitive by themselves, with the first reason for each."""
        known_before = {_identity(c): c.count for c in np.array(self.cells, object)[self.is_earlier]}
        found = []
        for row, cell in enumerate(self.cells):
            if self.is_earlier[row]:
                continue
            before = known_before.get(_identity(cell))
            if cell.count.teller is None and cell.count.waarde is None:
                if cell.count.is_hidden:
                    found.append((Target(row, "teller", _UNKNOWN * self.drempel, True), BRON))
                continue
            for name in self.names:
                value = _value(cell.count, name)
                step = abs(value - _value(before, name)) if before else 0.0
                if np.isfinite(value) and value < self.drempel - _EPS:
                    found.append((Target(row, name, value, True), KLEIN))
                elif name == "teller" and cell.count.largest > DOMINANCE:
                    found.append((Target(row, name, value, True), DOMINANT))
                elif _EPS < step < self.drempel - _EPS and row < self.own:
                    found.append((Target(row, name, value, True, is_revision=True), VERSCHIL))
        return found

    def _loose(self, rows: Sequence[int] | Mapping[int, str]) -> list[Target]:
        values = [(row, _value(self.cells[row].count, "teller")) for row in rows]
        return [Target(row, "teller", value, False) for row, value in values if np.isfinite(value)]

    def _defend(self, target: Target) -> list[int]:
        """Hide figures until this one cannot be bounded any more; the rows that were hidden for it."""
        added: list[int] = []
        while not self._is_safe(target, found := self._attack(target)):
            choice = [row for row in found.because if self._may_hide(row) and row != target.row]
            if not choice:
                self.exposed.add(target.row)
                break
            need = max(WIDTH * target.value, float(self.drempel) - target.value, 1.0)
            row = min(choice, key=lambda r: self._preference(r, need))
            self.hidden[row] = BESCHERMT
            added.append(row)
            self._refresh()
        return added

    def _preference(self, row: int, need: float) -> tuple[object, ...]:
        """Large enough to help; where others are hidden already (a rectangle protects its corners); then small."""
        key, cost = self.cells[row].key, _cost(self.cells[row])
        others = [self.cells[other].key for other in self.hidden]
        crossings = any(o.gebied == key.gebied for o in others) + any(o.leeftijd == key.leeftijd for o in others)
        return (cost < need, -crossings, cost, key)

    def _attack(self, target: Target) -> Bounds:
        without = []
        if target.is_strict:
            identity = _identity(self.cells[target.row])
            without = [r for r in self.revised if target.is_revision or _identity(self.cells[r]) == identity]
        return self.seen[target.system].bounds(target.row, without)

    def _is_safe(self, target: Target, found: Bounds) -> bool:
        """Strict: at most 0.8 v from below and 1.2 v (and the threshold) from above. Loose: one of both."""
        v = target.value
        below, above = (1 - WIDTH) * v, (1 + WIDTH) * v
        if not target.is_strict:
            return found.low <= below + _EPS or found.high >= above - _EPS
        most = self._most(target)
        is_wide_below = found.low <= (min(below, v - 1) if v >= 1 else 0.0) + _EPS
        return is_wide_below and found.high >= min(max(above, v + 1, float(self.drempel)), most) - _EPS

    def _most(self, target: Target) -> float:
        """The most that a figure can be at all, as everybody knows."""
        start, end = self.matrix.indptr[target.row : target.row + 2]
        upper: Array = self.systems[target.system].upper[self.matrix.indices[start:end]]
        return float(self.matrix.data[start:end] @ upper)

    def _may_hide(self, row: int) -> bool:
        return row < self.own and self.cells[row].is_shown and row not in self.hidden and not self._was_told(row)

    def _was_told(self, row: int) -> bool:
        """Whether an earlier build showed exactly this: hiding it now does not take that back."""
        return _identity(self.cells[row]) in self.told_before

    @property
    def told_before(self) -> set[tuple[object, ...]]:
        rows = np.flatnonzero(self.is_earlier)
        return {_identity(self.cells[r]) for r in rows if int(r) not in self.revised}

    def _show_again(self, targets: Sequence[Target]) -> None:
        """Show what need not be hidden, the largest first."""
        extra = [row for row, reason in self.hidden.items() if reason == BESCHERMT]
        if len(extra) * len(targets) > TIDY:
            return
        checks = [t for t in targets if t.row not in self.exposed]
        for row in sorted(extra, key=lambda r: (-_cost(self.cells[r]), self.cells[r].key)):
            del self.hidden[row]
            self._refresh()
            left = sorted((t for t in checks if t.row != row), key=lambda t: not self._is_near(t.row, row))
            if all(self._is_safe(t, self._attack(t)) for t in left):
                checks = left
            else:
                self.hidden[row] = BESCHERMT
        self._refresh()

    def _is_near(self, one: int, other: int) -> bool:
        """Whether two figures share an area or an age group: there a leak shows first."""
        a, b = self.cells[one].key, self.cells[other].key
        return a.gebied == b.gebied or a.leeftijd == b.leeftijd


def _value(count: Count | None, name: str) -> float:
    """A count of one kind; NaN when it is not known."""
    if count is None or count.teller is None:
        return np.nan if count is None or name != "noemer" or count.noemer is None else count.noemer
    if name == "teller":
        return count.teller
    if count.noemer is None:
        return np.nan
    return count.noemer if name == "noemer" else count.noemer - count.teller


def _today(cell: Cell, parts: Mapping[Key, Count]) -> Count | None:
    """What a figure of an earlier build is now, of another region too; None when its areas are not in the file."""
    found = [(share, parts.get(replace(cell.key, gebied=area))) for area, share in cell.members.items()]
    known = [(share, count) for share, count in found if count is not None]
    return add_up(known) if len(known) == len(found) else None


def _identity(cell: Cell) -> tuple[object, ...]:
    """What a figure is about, whatever its area is called."""
    members = tuple(sorted((area, round(share, 9)) for area, share in cell.members.items()))
    return (members, cell.key.periode, cell.key.geslacht, cell.key.leeftijd)


def _same(cell: Cell, others: Sequence[Cell]) -> bool:
    return any(cell.key == other.key for other in others)


def _cost(cell: Cell) -> float:
    """What is lost by hiding a figure: the people it is about."""
    return cell.count.teller or 0.0


__all__ = ["REDENEN", "Outcome", "Published", "protect"]
