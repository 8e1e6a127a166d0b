"""What somebody can work out of published figures: the smallest and largest value that a hidden one can have.

Every figure is a sum over small groups (atoms: area x period x sex x age) that are counts, so at least 0. With the
published sums as equations, linear programming gives the interval of any other sum: minimise and maximise a.x
subject to A x = b, 0 <= x <= u (Willenborg & De Waal, Elements of Statistical Disclosure Control, 2001, ch. 6;
Fischetti & Salazar, Management Science 2001;47:1008). The attacker may know the number of people of every group
(u = noemer), and that a count of an earlier build has changed only little (an inequality).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
_NONZERO = 1e-7


class Bounds(NamedTuple):
    """The interval of a hidden value, and the rows of published sums that make it that narrow."""

    low: float
    high: float
    because: frozenset[int]


@dataclass(frozen=True, eq=False)
class System:
    """Sums over atoms with what they may lie between.

    Attributes:
        matrix: one row per sum, one column per atom.
        low, high: what is known of each sum when it is published (equal for a plain figure).
        upper: the most that each atom can be.
        is_earlier: whether a sum was published by an earlier build, of another file perhaps.
    """

    matrix: csr_matrix
    low: Array
    high: Array
    upper: Array
    is_earlier: Mask

    def published(self, rows: Mask) -> Published:
        """The system as an attacker sees it, with only these sums known."""
        return Published(self, rows)


class Published:
    """A system with a choice of published sums: which atoms follow at once, and which hang together."""

    def __init__(self, system: System, rows: Mask) -> None:
        self.system, self.rows = system, rows
        matrix, exact = system.matrix, system.low == system.high
        size = np.diff(matrix.indptr)
        single = np.flatnonzero(rows & exact & (size == 1))
        atoms = matrix.indices[matrix.indptr[single]]
        weights = matrix.data[matrix.indptr[single]]
        self.fixed = np.full(matrix.shape[1], np.nan)
        self.fixed[atoms] = system.low[single] / weights
        self.fixed_by = np.full(matrix.shape[1], -1)
        self.fixed_by[atoms] = single
        self.is_free = np.isnan(self.fixed)
        free = matrix[:, self.is_free]
        open_rows = np.flatnonzero(rows & (np.diff(free.indptr) > 0))
        self.place = np.cumsum(self.is_free) - 1
        known = np.where(self.is_free, 0.0, self.fixed)
        self.shift = matrix @ known
        self.open_rows, self.free = open_rows, free
        _, self.part = connected_components(free[open_rows].T @ free[open_rows], directed=False)

    def bounds(self, row: int, without: Sequence[int] = ()) -> Bounds:
        """The interval of one sum; `without`: published sums that the attacker is not to use."""
        matrix = self.system.matrix
        atoms = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        because = frozenset(int(r) for r in self.fixed_by[atoms] if r >= 0)
        free = self.place[atoms[self.is_free[atoms]]]
        if not len(free):
            value = float(self.shift[row])
            return Bounds(value, value, because)
        columns = np.flatnonzero(np.isin(self.part, np.unique(self.part[free])))
        inside = self.free[self.open_rows][:, columns]
        rows = self.open_rows[np.diff(inside.indptr) > 0]
        rows = rows[~np.isin(rows, list(without))] if len(without) else rows
        goal = self.free[row][:, columns].toarray().ravel()
        low, one = self._solve(goal, rows, columns)
        high, other = self._solve(-goal, rows, columns)
        base = float(self.shift[row])
        return Bounds(base + low, base - high, because | one | other)

    def _solve(
        self, goal: Array, rows: NDArray[np.int64], columns: NDArray[np.int64]
    ) -> tuple[float, frozenset[int]]:
        """The minimum of goal.x, and the sums that hold it there with the published atoms in them."""
        system = self.system
        low, high = system.low[rows] - self.shift[rows], system.high[rows] - self.shift[rows]
        exact = system.low[rows] == system.high[rows]
        sums = self.free[rows][:, columns]
        equal, between = np.flatnonzero(exact), np.flatnonzero(~exact)
        upper = system.upper[self.is_free][columns]
        from scipy.optimize import linprog  # a report without own figures need not wait for it

        found = linprog(  # type: ignore[call-overload]  # its stubs know no sparse matrices
            goal,
            A_eq=sums[equal] if len(equal) else None,
            b_eq=low[equal] if len(equal) else None,
            A_ub=_stack(sums[between]) if len(between) else None,
            b_ub=np.concatenate([high[between], -low[between]]) if len(between) else None,
            bounds=np.column_stack([np.zeros(len(columns)), upper]),
            method="highs",
        )
        if found.status == 3:  # nothing holds it
            return -np.inf, frozenset()
        if found.status != 0 and system.is_earlier[rows].any():  # an earlier file said otherwise: this one counts
            return self._solve(goal, rows[~system.is_earlier[rows]], columns)
        if found.status != 0:  # sums that contradict each other: everything in them counts as known
            return 0.0, self._with_atoms(rows)
        active = list(rows[equal][np.abs(found.eqlin.marginals) > _NONZERO]) if len(equal) else []
        if len(between):
            tight = np.abs(found.ineqlin.marginals) > _NONZERO
            active += [*rows[between][tight[: len(between)]], *rows[between][tight[len(between) :]]]
        return float(found.fun), self._with_atoms(np.array(active, dtype=np.int64))

    def _with_atoms(self, rows: NDArray[np.int64]) -> frozenset[int]:
        """These sums and the published single atoms that were taken out of them."""
        atoms = self.system.matrix[rows].indices if len(rows) else np.array([], dtype=np.int64)
        return frozenset(map(int, rows)) | frozenset(int(r) for r in self.fixed_by[atoms] if r >= 0)


def _stack(sums: csr_matrix) -> csr_matrix:
    from scipy.sparse import vstack

    return vstack([sums, -sums]).tocsr()
