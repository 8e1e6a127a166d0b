"""With whom the region is compared: the rest of its province, and what is most like it (METHODEN 11).

A second route to `vergelijkbaar`: eight features from the figures in this database, distances with numpy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
GEMEENTEN, KINDS = 10, {"GG": 5, "PV": 3, "VR": 5, "ZK": 5, "CR": 5}
"""How many gemeenten, or areas of each kind, are called comparable."""
_COLUMNS = "inwoners, ouderen, kinderen, dichtheid, ses, alleen, woz, groei"
_LOGGED = (0, 3, 6)
_LEAST_FEATURES, _MOST_CORRELATION = 3, 0.8


def add_compared(database: duckdb.DuckDBPyConnection, code: str) -> None:
    """Table `vergeleken` (wie, gemeente): the gemeenten of `provincie` and `vergelijkbaar`; none of the region.

    Args:
        code: of the region, when it is an area of a kind of its own ("VR05"); empty when that is not known.
    """
    own = _column(database, "select gemeente from regio order by 1")
    areas = _areas(database)
    around = next((m for area, m in areas.items() if area.startswith("PV") and set(own) <= set(m)), [])
    groups = {"provincie": around, "vergelijkbaar": _similar(database, own, areas, code)}
    database.execute("create table vergeleken (wie varchar, gemeente varchar)")
    rows = [(who, gemeente) for who, members in groups.items() for gemeente in members if gemeente not in own]
    if rows:
        database.executemany("insert into vergeleken values (?, ?)", rows)


def _column(database: duckdb.DuckDBPyConnection, question: str) -> list[str]:
    return [str(row[0]) for row in database.execute(question).fetchall()]


def _areas(database: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    question = (
        "select gebied, gemeente from lid where left(gebied, 2) in ('GG', 'PV', 'VR', 'ZK', 'CR') order by all"
    )
    for area, gemeente in database.execute(question).fetchall():
        found.setdefault(area, []).append(gemeente)
    return found


def _similar(
    database: duckdb.DuckDBPyConnection, own: Sequence[str], areas: Mapping[str, list[str]], code: str
) -> list[str]:
    rows = database.execute(f"select gemeente, {_COLUMNS} from kenmerk_gemeente order by 1").fetchall()
    features = {str(row[0]): np.array(row[1:], dtype=np.float64) for row in rows}
    if len(own) == 1:
        return nearest(features, own[0], GEMEENTEN, set())
    kind = code[:2] if code[:2] in KINDS else _kind(own, areas)
    same = {area: members for area, members in areas.items() if area.startswith(kind)}
    mine = next((area for area, members in same.items() if set(members) == set(own)), "eigen")
    table = {area: _together(features, members) for area, members in {**same, mine: list(own)}.items()}
    overlap = {area for area, members in same.items() if set(own) & set(members)}
    return [gemeente for area in nearest(table, mine, KINDS[kind], overlap) for gemeente in same[area]]


def _kind(own: Sequence[str], areas: Mapping[str, list[str]]) -> str:
    """The kind of area that the region is itself; GGD-regio's where it is none."""
    kinds = [area[:2] for area, members in areas.items() if set(members) == set(own)]
    return next((kind for kind in KINDS if kind in kinds), "GG")


def _together(features: Mapping[str, Numbers], members: Sequence[str]) -> Numbers:
    """The features of gemeenten together: residents added up, the rest weighted with them where it is known."""
    rows = np.array([features[gemeente] for gemeente in members])
    people = np.where(np.isnan(rows), 0.0, np.nan_to_num(rows[:, :1]))
    known = people.sum(axis=0)
    means = np.divide(
        (np.nan_to_num(rows) * people).sum(axis=0), known, out=np.full_like(known, np.nan), where=known > 0
    )
    means[0] = people[:, 0].sum()
    return means


def nearest(features: Mapping[str, Numbers], own: str, count: int, excluded: set[str]) -> list[str]:
    """The areas nearest in z-scores; Mahalanobis when two features correlate above 0.8. Empty: cannot be said.

    Args:
        features: per area its features; NaN for one that is missing.
        excluded: areas that count for the scale and cannot be chosen.
    """
    kept = ~np.isnan(features[own])
    known = {area: row[kept] for area, row in sorted(features.items()) if not np.isnan(row[kept]).any()}
    candidates = [area for area in known if area not in {own, *excluded}]
    if len(candidates) < count or kept.sum() < _LEAST_FEATURES:
        return []
    codes, table = list(known), np.array(list(known.values()))
    for place, number in enumerate(np.flatnonzero(kept)):
        if number in _LOGGED:
            table[:, place] = np.log(table[:, place])
    distance = dict(zip(codes, _distances(table, codes.index(own)), strict=True))
    return sorted(candidates, key=lambda area: (distance[area], area))[:count]


def _distances(table: Numbers, own: int) -> list[float]:
    """Squared distances of all rows to one row."""
    scores = (table - table.mean(axis=0)) / table.std(axis=0)
    gap = scores - scores[own]
    alike = np.corrcoef(scores, rowvar=False)
    off = np.abs(alike[~np.eye(len(alike), dtype=bool)])
    weight = np.linalg.pinv(alike, rcond=1e-10) if (off > _MOST_CORRELATION).any() else np.eye(len(alike))
    return [float(row @ weight @ row) for row in gap]
