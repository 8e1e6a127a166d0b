"""What is shown of a local source does not give away what is hidden: attacked by a program of the test's own."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from local_example import KOP, Atom, interval, put_source, read_one, told
from regiobeeld.catalog.local_folder import MEMORY
from regiobeeld.local.source import Shown, show
from regiobeeld.local.suppress import BESCHERMT, KLEIN, VERSCHIL
from regiobeeld.local.wording import tell_hidden

A, B, C, D = "GM0141", "GM0147", "GM0153", "GM1774"
NAMES = {A: "Almelo", B: "Borne", C: "Enschede", D: "Dinkelland"}
AGES = ("0-17", "18-64", "65+")
Table = Mapping[tuple[str, str], tuple[int, int]]
"""Gemeente and age -> teller and noemer."""


def shown(folder: Path, table: Table, region: Sequence[str], code: str = "RG_test", **about: str) -> Shown:
    rows = "".join(f"{NAMES[g]};{age};{x};{n}\n" for (g, age), (x, n) in table.items())
    put_source(folder, KOP + rows, **about)
    source = read_one(folder)
    assert not source.mistakes, told(source)
    return show(source, folder / "lokaal", code, region, {*region})


def atoms(gebied: str, leeftijd: str, regions: Mapping[str, Sequence[str]], leaves: Sequence[str]) -> list[Atom]:
    areas = regions.get(gebied, (gebied,))
    ages = leaves if leeftijd == "totaal" else [age for age in leaves if _inside(age, leeftijd)]
    return [(area, age) for area in areas for age in ages]


def _inside(small: str, wide: str) -> bool:
    if small == wide:
        return True
    return wide.endswith("+") and int(small.rstrip("+").split("-")[0]) >= int(wide[:-1])


def values(found: Shown) -> dict[tuple[str, str], float]:
    """The published numerators."""
    pairs = {(c.key.gebied, c.key.leeftijd): c.count.teller for c in found.cells}
    return {key: value for key, value in pairs.items() if value is not None}


def bound(
    cell: tuple[str, str],
    published: Sequence[Mapping[tuple[str, str], float]],
    regions: Mapping[str, Sequence[str]],
    leaves: Sequence[str] = AGES,
) -> tuple[float, float]:
    sums = [(atoms(*key, regions, leaves), value) for table in published for key, value in table.items()]
    return interval(atoms(*cell, regions, leaves), sums)


def is_close(bounds: tuple[float, float], value: float) -> bool:
    """Whether a value is known to within 20 %."""
    return bounds[0] > 0.8 * value + 1e-6 and bounds[1] < 1.2 * value - 1e-6


BIG: dict[tuple[str, str], tuple[int, int]] = {
    (A, "0-17"): (31, 4000), (A, "18-64"): (210, 9000), (A, "65+"): (403, 3000),
    (B, "0-17"): (26, 3500), (B, "18-64"): (180, 8000), (B, "65+"): (388, 2900),
    (C, "0-17"): (44, 7000), (C, "18-64"): (520, 20000), (C, "65+"): (911, 6000),
}  # fmt: skip
REGIONS = {"RG_test": (A, B, C)}


def test_a_table_without_small_numbers_is_shown_whole(tmp_path: Path) -> None:
    found = shown(tmp_path, BIG, (A, B, C))
    assert not found.hidden
    assert values(found)["RG_test", "totaal"] == 31 + 210 + 403 + 26 + 180 + 388 + 44 + 520 + 911


@pytest.mark.parametrize(
    ("cell", "count"),
    [((B, "0-17"), (3, 3500)), ((C, "65+"), (0, 6000)), ((A, "65+"), (2996, 3000)), ((A, "18-64"), (9, 9)),
     ((A, "0-17"), (9, 4000))],
)  # fmt: skip
def test_a_small_number_is_hidden_with_all_that_is_derived_from_it(
    cell: tuple[str, str], count: tuple[int, int], tmp_path: Path
) -> None:
    found = shown(tmp_path, BIG | {cell: count}, (A, B, C))
    (own,) = [c for c in found.cells if (c.key.gebied, c.key.leeftijd) == cell]
    assert (own.count.teller, own.count.noemer, own.count.waarde) == (None, None, None)
    assert found.hidden[own.key] == KLEIN
    assert BESCHERMT in found.hidden.values()


def test_ten_is_shown(tmp_path: Path) -> None:
    assert not shown(tmp_path, BIG | {(B, "0-17"): (10, 3500)}, (A, B, C)).hidden


@pytest.mark.parametrize("seed", range(12))
def test_no_hidden_figure_can_be_bounded(seed: int, tmp_path: Path) -> None:
    choose = random.Random(seed)
    ages = ("0-17", "18-44", "45-64", "65-74", "75+")
    table = {(g, age): (choose.choice([0, 2, 3, 7, 12, 25, 60, 140]), choose.randint(900, 5000))
             for g in NAMES for age in ages}  # fmt: skip
    regions = {"RG_test": tuple(NAMES)}
    found = shown(tmp_path, table, tuple(NAMES))
    told_, total = values(found), {key: float(x) for key, (x, _) in table.items()}
    hidden = {(key.gebied, key.leeftijd) for key in found.hidden}
    assert {key for key, value in total.items() if value < 10} <= hidden
    for cell in sorted(hidden):
        true = sum(total[atom] for atom in atoms(*cell, regions, ages))  # type: ignore[index]
        bounds = bound(cell, [told_], regions, ages)
        assert bounds[0] - 1e-6 <= true <= bounds[1] + 1e-6
        assert not is_close(bounds, true), cell
        if true < 10:
            assert bounds[0] <= max(0.0, true - 1) + 1e-6 and bounds[1] >= 10 - 1e-6, cell
    assert found.exposed == 0


def test_the_people_without_it_are_a_group_too(tmp_path: Path) -> None:
    """997 of 1000 have it: three do not, and the number of people is public."""
    table = BIG | {(B, "65+"): (997, 1000)}
    found = shown(tmp_path, table, (A, B, C))
    hidden = {(k.gebied, k.leeftijd) for k in found.hidden}
    assert (B, "65+") in hidden
    rest = {
        (c.key.gebied, c.key.leeftijd): c.count.noemer - c.count.teller
        for c in found.cells
        if c.count.noemer is not None and c.count.teller is not None
    }
    low, high = bound((B, "65+"), [rest], REGIONS)
    assert low <= 2 and high >= 10


def test_a_number_that_follows_by_subtraction_within_the_table(tmp_path: Path) -> None:
    """The file has 18+ and 65+: what lies between is published nowhere, and 3."""
    ages = ("0-17", "18-64", "65+")
    table = {key: value for key, value in BIG.items() if key[1] != "18-64"}
    table |= {(g, "18+"): (BIG[g, "65+"][0] + (3 if g == B else 200), 12000) for g in (A, B, C)}
    found = shown(tmp_path, table, (A, B, C))
    low, high = bound((B, "18-64"), [values(found)], REGIONS, ages)
    assert low <= 2 and high >= 10


def test_two_regions_that_overlap_do_not_give_a_third(tmp_path: Path) -> None:
    """Region A+B+C first; then with D, which has 3: the second total is not shown: they differ in D."""
    table = {(g, "totaal"): (300 + 17 * n, 9000) for n, g in enumerate((A, B, C))} | {(D, "totaal"): (3, 8000)}
    small = shown(tmp_path, table, (A, B, C), "RG_klein")
    large = shown(tmp_path, table, (A, B, C, D), "RG_groot")
    regions = {"RG_klein": (A, B, C), "RG_groot": (A, B, C, D)}
    assert ("RG_klein", "totaal") in values(small)
    low, high = bound((D, "totaal"), [values(small), values(large)], regions, ("totaal",))
    assert low <= 2 and high >= 10
    # And the other way round, in another folder.
    other = tmp_path / "andersom"
    large = shown(other, table, (A, B, C, D), "RG_groot")
    small = shown(other, table, (A, B, C), "RG_klein")
    low, high = bound((D, "totaal"), [values(small), values(large)], regions, ("totaal",))
    assert low <= 2 and high >= 10


def test_two_builds_do_not_give_a_third(tmp_path: Path) -> None:
    """First 65+ as one group; later split, with 3 of 75 and over in Borne."""
    first = shown(tmp_path, BIG, (A, B, C))
    ages = ("0-17", "18-64", "65-74", "75+")
    split = {key: value for key, value in BIG.items() if key[1] != "65+"}
    for gemeente, old in ((A, 150), (B, 3), (C, 340)):
        teller, noemer = BIG[gemeente, "65+"]
        split |= {(gemeente, "65-74"): (teller - old, noemer // 2), (gemeente, "75+"): (old, noemer - noemer // 2)}
    second = shown(tmp_path, split, (A, B, C))
    low, high = bound((B, "75+"), [values(first), values(second)], REGIONS, ages)
    assert low <= 2 and high >= 10
    # 65+ of Borne is known already; only hiding 65-74 is of any use.
    assert (B, "65-74") not in values(second)
    assert is_close(bound((B, "75+"), [values(first), {(B, "65-74"): 385.0}], REGIONS, ages), 3)


def test_a_count_that_grew_by_three_is_not_shown_anew(tmp_path: Path) -> None:
    shown(tmp_path, BIG, (A, B, C))
    found = shown(tmp_path, BIG | {(B, "18-64"): (183, 8000)}, (A, B, C))
    hidden = {(k.gebied, k.leeftijd): reason for k, reason in found.hidden.items()}
    assert hidden[B, "18-64"] == VERSCHIL and (B, "totaal") in hidden and ("RG_test", "totaal") in hidden
    again = shown(tmp_path, BIG | {(B, "18-64"): (230, 8000)}, (A, B, C))
    assert values(again)[B, "18-64"] == 230


def test_the_same_file_gives_the_same_figures_at_every_build(tmp_path: Path) -> None:
    table = BIG | {(B, "0-17"): (3, 3500), (A, "65+"): (4, 3000)}
    first = shown(tmp_path, table, (A, B, C))
    second = shown(tmp_path, table, (A, B, C))
    assert values(first) == values(second) and first.hidden == second.hidden


def test_what_is_remembered_holds_nothing_that_was_hidden(tmp_path: Path) -> None:
    found = shown(tmp_path, BIG | {(B, "0-17"): (3, 3517)}, (A, B, C))
    kept = json.loads((tmp_path / "lokaal" / MEMORY / "geval.json").read_text(encoding="utf-8"))["cijfers"]
    keys = {(item["gebied"], item["leeftijd"]) for item in kept}
    assert keys == set(values(found))
    assert not any(item["teller"] == 3 or item["noemer"] == 3517 for item in kept)


def test_one_deliverer_with_nearly_everything_is_hidden(tmp_path: Path) -> None:
    columns = 'leeftijd = "Leeftijd"\nteller = "Geval"\nnoemer = "Mensen"\nbijdrager = "Praktijk"'
    text = KOP.replace("Mensen", "Mensen;Praktijk")
    for gemeente, parts in (("Almelo", (90, 10)), ("Borne", (60, 50)), ("Enschede", (70, 70))):
        text += "".join(f"{gemeente};18+;{x};2000;p{n}\n" for n, x in enumerate(parts))
    put_source(tmp_path, text, kolommen=columns)
    found = show(read_one(tmp_path), tmp_path / "lokaal", "RG_test", (A, B, C), {A, B, C})
    assert {key.gebied: reason for key, reason in found.hidden.items()}[A] == "dominant"


def test_what_is_not_about_people_is_shown(tmp_path: Path) -> None:
    extra = 'periode = "2024"\ngevoelig = false\nreden_niet_gevoelig = "praktijken zijn geen mensen"'
    put_source(tmp_path, "Gemeente;Praktijken\nAlmelo;3\nBorne;1\n", kolommen='teller = "Praktijken"',
               eenheid="aantal", extra=extra)  # fmt: skip
    found = show(read_one(tmp_path), tmp_path / "lokaal", "RG_test", (A, B), {A, B})
    assert values(found) == {(A, "totaal"): 3, (B, "totaal"): 1, ("RG_test", "totaal"): 4}


def test_a_number_that_the_source_itself_hides_stays_hidden(tmp_path: Path) -> None:
    rows = "Almelo;0-17;<10;4000\nAlmelo;18-64;210;9000\nAlmelo;65+;400;3000\nAlmelo;totaal;616;16000\n"
    rows += "Borne;0-17;30;4000\nBorne;18-64;210;9000\nBorne;65+;400;3000\n"
    put_source(tmp_path, KOP + rows)
    found = show(read_one(tmp_path), tmp_path / "lokaal", "RG_test", (A, B), {A, B})
    low, high = bound((A, "0-17"), [values(found)], {"RG_test": (A, B)})
    assert low <= 4.5 and high >= 10


def test_the_reasons_are_counted_and_point_at_no_figure() -> None:
    many = [KLEIN] * 4 + [BESCHERMT] * 5
    assert tell_hidden(many, 84).startswith("9 van de 84 cijfers worden niet getoond: 4 omdat")
    one = tell_hidden([KLEIN], 84)
    assert "of omdat een ander cijfer" in one and "1 omdat" not in one
    assert tell_hidden([], 84).startswith("alle cijfers")
