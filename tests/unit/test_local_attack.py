"""Random local sources, attacked by linear programming: what is hidden is bounded by nothing that was ever shown.

The attack is this test's own (`local_example.interval`, and one with weights for postcodes): the counts of all
reports are equations over the smallest groups, and each hidden number has a least and a most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from local_example import KOP, interval, put_source, read_one, told
from regiobeeld.local.source import Shown, show

THRESHOLD = 10
A, B, C, D = "GM0141", "GM0147", "GM0153", "GM1774"
NAMES = {A: "Almelo", B: "Borne", C: "Enschede", D: "Dinkelland"}
AGES = ("0-17", "18-64", "65+")
SMALL_AND_LARGE = {"RG_klein": (A, B, C), "RG_groot": (A, B, C, D)}
few = settings(
    max_examples=6,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
"""An example takes a second; a failing one is small enough to read as it is."""
counts = st.sampled_from([0, 2, 3, 7, 9, 10, 12, 25, 60, 140])


def counts_of(found: Shown) -> dict[tuple[str, str], float]:
    pairs = {(c.key.gebied, c.key.leeftijd): c.count.teller for c in found.cells}
    return {key: value for key, value in pairs.items() if value is not None}


def atoms(gebied: str, leeftijd: str) -> list[tuple[str, str]]:
    ages = AGES if leeftijd == "totaal" else (leeftijd,)
    return list(product(SMALL_AND_LARGE.get(gebied, (gebied,)), ages))


@few
@example(
    # A large correction in the gemeente that only the large region has: its earlier totals are of another file.
    first=[2, 25, 140, 2, 140, 0, 7, 2, 12, 10, 10, 0],
    later=[140] * 12,
    changed={11},
    order=["RG_groot", "RG_klein"],
)
@given(first=st.lists(counts, min_size=12, max_size=12).filter(any),
       later=st.lists(counts, min_size=12, max_size=12),
       changed=st.sets(st.integers(0, 11), max_size=2), order=st.permutations(list(SMALL_AND_LARGE)))  # fmt: skip
def test_regions_that_overlap_and_two_builds_bound_no_small_number(
    first: list[int],
    later: list[int],
    changed: set[int],
    order: list[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Region A and region A+1 in any order; then once more with another file for one or two groups."""
    folder = tmp_path_factory.mktemp("bron")
    cells = list(product(NAMES, AGES))
    old = dict(zip(cells, first, strict=True))
    new = old | {cells[place]: later[place] for place in changed}
    published: list[tuple[list[tuple[str, str]], float]] = []
    for table in (old, new):
        rows = "".join(f"{NAMES[g]};{age};{x};{3000 + 7 * x}\n" for (g, age), x in table.items())
        put_source(folder, KOP + rows)
        source = read_one(folder)
        assert not source.mistakes, told(source)
        for region in order:
            members = SMALL_AND_LARGE[region]
            found = show(source, folder / "lokaal", region, members, set(members))
            published += [(atoms(*key), value) for key, value in counts_of(found).items()]
        if table is old:
            for cell, true in old.items():
                _is_open(cell, true, published)
    # What did not change is one unknown in both builds; a group that changed has an equation of each.
    moved = {cell for cell in cells if new[cell] != old[cell]}
    still = [(sum_, value) for sum_, value in published if not moved & set(sum_)]
    for cell, true in new.items():
        if true == old[cell]:
            _is_open(cell, true, still)


def _is_open(cell: tuple[str, str], true: int, published: Sequence[tuple[list[tuple[str, str]], float]]) -> None:
    if true >= THRESHOLD:
        return
    low, high = interval([cell], published)
    assert low <= max(0, true - 1) + 1e-6 and high >= THRESHOLD - 1e-6, (cell, true, low, high)


WIJKEN = ("WK014110", "WK014111", "WK014112")
CODES = ("7601", "7602", "7603", "7604", "7605")


def weighted(
    goal: Mapping[tuple[str, str], float], sums: Sequence[tuple[Mapping[tuple[str, str], float], float]]
) -> tuple[float, float]:
    """The least and most of a weighted sum of atoms, when these weighted sums are known."""
    names = sorted({atom for sum_, _ in sums for atom in sum_} | set(goal))
    place = {atom: number for number, atom in enumerate(names)}
    matrix = np.zeros((len(sums), len(names)))
    for row, (sum_, _) in enumerate(sums):
        for atom, share in sum_.items():
            matrix[row, place[atom]] = share
    vector = np.zeros(len(names))
    for atom, share in goal.items():
        vector[place[atom]] = share
    ends = []
    for sign in (1, -1):
        found = linprog(sign * vector, A_eq=matrix if len(sums) else None, b_eq=[v for _, v in sums] or None)
        assert found.status in (0, 3)
        ends.append(sign * found.fun if found.status == 0 else sign * -np.inf)
    return ends[0], ends[1]


@few
@given(values=st.lists(counts, min_size=10, max_size=10).filter(any),
       parts=st.lists(st.sampled_from([(0, 1.0), (1, 1.0), (2, 1.0), (0, 0.5), (1, 0.75), (2, 0.9)]),
                      min_size=5, max_size=5))  # fmt: skip
def test_postcodes_that_are_carried_to_wijken_bound_no_small_postcode_and_no_small_wijk(
    values: list[int], parts: list[tuple[int, float]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Each postcode lies in one wijk, or for the rest in the next one; two age groups."""
    folder, ages = tmp_path_factory.mktemp("postcodes"), ("0-64", "65+")
    table = dict(zip(product(CODES, ages), values, strict=True))
    shares: dict[str, dict[str, float]] = {}
    for code, (first, share) in zip(CODES, parts, strict=True):
        shares[code] = {WIJKEN[first]: share}
        if share < 1:
            shares[code][WIJKEN[(first + 1) % 3]] = round(1 - share, 2)
    put_source(folder, KOP + "".join(f"{c};{a};{x};{3000 + x}\n" for (c, a), x in table.items()),
               extra='periode = "2024"\ngebied_soort = "postcode4"\nverdeling = "verdeling.csv"')  # fmt: skip
    lines = "".join(f"{c};{w};{s:.2f}\n".replace(".", ",") for c, own in shares.items() for w, s in own.items())
    (folder / "lokaal" / "geval" / "verdeling.csv").write_text(f"gebied;gebied_code;aandeel\n{lines}", "utf-8")
    source = read_one(folder)
    assert not source.mistakes, told(source)
    found = show(source, folder / "lokaal", A, (A,), {A, *WIJKEN})

    def sum_of(gebied: str, leeftijd: str) -> dict[tuple[str, str], float]:
        inside = ages if leeftijd == "totaal" else (leeftijd,)
        wijken = WIJKEN if gebied == A else (gebied,)
        in_it = {c: sum(own.get(w, 0.0) for w in wijken) for c, own in shares.items()}
        return {(c, a): share for c, share in in_it.items() if share for a in inside}

    published = [(sum_of(*key), value) for key, value in counts_of(found).items()]
    for atom, true in table.items():
        if true < THRESHOLD:
            low, high = weighted({atom: 1.0}, published)
            assert low <= max(0, true - 1) + 1e-6 and high >= THRESHOLD - 1e-6, (atom, true, low, high)
    for key in found.hidden:
        sum_ = sum_of(key.gebied, key.leeftijd)
        true_sum = sum(share * table[atom] for atom, share in sum_.items())
        low, high = weighted(sum_, published)
        assert low - 1e-6 <= true_sum <= high + 1e-6
        assert low <= 0.8 * true_sum + 1e-6 or high >= 1.2 * true_sum - 1e-6, (key, true_sum, low, high)


def test_the_attack_finds_what_is_not_protected(tmp_path: Path) -> None:
    """Shown plainly, a wijk of one and a half postcodes beside the whole gives the postcode away."""
    del tmp_path
    x, y = ("7601", "65+"), ("7602", "65+")
    assert weighted({y: 1.0}, [({x: 1.0, y: 1.0}, 43.0), ({x: 1.0, y: 0.5}, 41.5)]) == pytest.approx((3.0, 3.0))
