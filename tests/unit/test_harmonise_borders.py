"""Borders of then against those of now, in the example country and in Nederland."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from harmonise_example import NEW, OLD, indeling
from regiobeeld import paths
from regiobeeld.harmonise.areas import Indeling, load_indeling
from regiobeeld.harmonise.borders import compare_borders, same_areas, twins


@pytest.fixture(scope="module")
def country() -> Indeling:
    return load_indeling(paths.SOURCES / "indeling")


def test_an_area_is_the_same_when_its_gemeenten_carried_on_are_those_of_now() -> None:
    """PV01 gained GM0003; GG0001 is 01 + 02 + 03 = 11 + 03; GG0002 is 04 + 05 + 06 = 05 + 06."""
    shifts = compare_borders(indeling(), 2020)
    assert same_areas(indeling(), 2020) == {"NL", "GG0001", "GG0002"}
    assert shifts["PV01"].gained == {"GM0003"}
    assert not shifts["PV01"].lost


def test_a_part_of_a_divided_gemeente_that_came_from_elsewhere_makes_another_area() -> None:
    """With GM0004 (divided over 05 and 06) in GG0001, GG0002 of now has more than GG0002 of then."""
    pairs = [("GG0001", code) for code in (*OLD[:3], "GM0004")] + [("GG0002", code) for code in OLD[4:]]
    then = pd.DataFrame(pairs, columns=["gebied_code", "gemeente_code"])
    shifts = compare_borders(replace(indeling(), leden_per_jaar={2020: then}), 2020)
    assert shifts["GG0001"].lost == {"GM0004"}
    assert shifts["GG0002"].gained == {"GM0004"}


def test_before_the_first_list_nothing_is_known() -> None:
    known = indeling()
    older = replace(known, gemeenten=pd.concat([known.gemeenten, known.gemeenten.assign(gebied_jaar=2019)]))
    assert compare_borders(older, 2019) == {}


def test_between_two_lists_an_area_must_be_the_same_in_both() -> None:
    """PV01 differs in 2020 only: of 2017, between a list in which it is the same and that one, nothing is sure."""
    known = indeling()
    earlier = pd.DataFrame(
        [("PV01", "GM0001"), ("PV01", "GM0002"), ("PV01", "GM0003")], columns=known.leden.columns
    )
    lists = pd.concat([known.gemeenten.assign(gebied_jaar=y) for y in (2016, 2017)] + [known.gemeenten])
    both = replace(known, gemeenten=lists, leden_per_jaar={2016: earlier, **known.leden_per_jaar})
    assert same_areas(both, 2016) == {"PV01"}
    assert same_areas(both, 2017) == frozenset()


def test_areas_of_another_kind_with_the_same_gemeenten() -> None:
    """GG0001 and PV01 hold GM0003 and GM0011; NL holds all four, GG0002 the other two."""
    assert NEW[::3] == ("GM0003", "GM0011")
    assert set(twins(indeling()).itertuples(index=False, name=None)) == {("GG0001", "PV01"), ("PV01", "GG0001")}


@pytest.mark.parametrize(
    ("year", "changed"),
    [
        # Leerdam and Zederik went from Zuid-Holland Zuid to Utrecht in 2019, Weesp to Amsterdam in 2022.
        (2016, {"GG2514", "GG4816", "PV26", "PV28", "GG3406", "GG3606"}),
        (2020, {"GG3406", "GG3606"}),
        (2023, set()),
    ],
)
def test_which_areas_of_nederland_changed(country: Indeling, year: int, changed: set[str]) -> None:
    known = compare_borders(country, year)
    assert {area for area, shift in known.items() if not shift.is_none} == changed
    assert "GG1106" in same_areas(country, year)


def test_the_lists_of_2016_and_2020_agree_with_the_herindelingen_in_between(country: Indeling) -> None:
    """A gemeente of 2016 lies in the GGD-regio and provincie of the gemeente it became, but for two."""
    then, later = (country.leden_per_jaar[year] for year in (2016, 2020))
    assert set(then.loc[then["gebied_code"] == "NL", "gemeente_code"]) == set(country.codes(2016))
    moved = country.transition(2016, 2020).merge(then, left_on="oud", right_on="gemeente_code")
    here = set(later.itertuples(index=False, name=None))
    strays = {
        country.name(old)
        for old, new, area in moved[["oud", "nieuw", "gebied_code"]].itertuples(index=False, name=None)
        if (area, new) not in here
    }
    assert strays == {"Leerdam", "Zederik"}
