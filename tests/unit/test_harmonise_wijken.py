"""Which wijk of 2020 is offered for which wijk of the map, by code or by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from harmonise_example import indeling
from regiobeeld.catalog.wijklinks import Herstel
from regiobeeld.errors import ContractError
from regiobeeld.harmonise.areas import Indeling
from regiobeeld.harmonise.findings import join_words
from regiobeeld.harmonise.wijken import CERTAIN, CHANGED, GREW, MENDED, carry, match_wijken

# GM0003 kept everything, GM0006 got a wijk of the divided GM0004, GM0001 and GM0002 merged in 2022 (2023 here).
FIRST = ["WK000301", "WK000302", "WK000401", "WK000601", "WK000101"]
LAST = ["WK000301", "WK000302", "WK000601", "WK000602", "WK001001"]


def reasons(match: pd.DataFrame) -> dict[str, tuple[bool, str]]:
    return {r.wijk_code: (r.gekoppeld, r.reden) for r in match.itertuples()}


def mended(**links: str) -> Herstel:
    pairs = [{"nieuw": new, "oud": old, "naam": new} for new, old in links.items()]
    return Herstel.model_validate(
        {
            "gemeente_code": "GM0003",
            "jaar_cijfers": 2020,
            "jaar_kaart": 2023,
            "reden": "de nummers schoven een plaats op",
            "wijken": pairs,
        }
    )


@pytest.fixture
def known() -> Indeling:
    return indeling()


def test_each_wijk_of_the_map_says_what_it_gets(known: Indeling) -> None:
    found = reasons(match_wijken(FIRST, LAST, known, year_drawn=2023))
    assert found == {
        "WK000301": (True, CERTAIN),
        "WK000302": (True, CERTAIN),
        "WK000601": (True, GREW),
        "WK000602": (False, "wijk bestaat alleen in 2023"),
        "WK001001": (False, "gemeente is tussen 2020 en 2023 heringedeeld"),
    }


def test_a_changed_set_makes_the_other_wijken_uncertain(known: Indeling) -> None:
    found = reasons(match_wijken(["WK000301", "WK000302"], ["WK000301", "WK000303"], known, year_drawn=2023))
    assert found == {"WK000301": (True, CHANGED), "WK000303": (False, "wijk bestaat alleen in 2023")}


def test_without_an_indeling_a_gemeente_with_wijken_in_one_year_has_merged() -> None:
    found = reasons(match_wijken(["WK000301"], ["WK000301", "WK000401"]))
    assert found["WK000401"] == (False, "gemeente is tussen 2020 en 2022 heringedeeld")
    assert found["WK000301"] == (True, CERTAIN)


def test_by_hand_a_wijk_gets_the_figures_of_another_code_and_the_rest_none(known: Indeling) -> None:
    match = match_wijken(
        ["WK000300", "WK000301"],
        ["WK000301", "WK000302", "WK000303"],
        known,
        year_drawn=2023,
        mended=[mended(WK000301="WK000300", WK000302="WK000301")],
    ).set_index("wijk_code")
    assert match["wijk_oud"].dropna().to_dict() == {"WK000301": "WK000300", "WK000302": "WK000301"}
    assert match.loc["WK000301", "reden"] == MENDED
    assert match.loc["WK000303", ["gekoppeld", "reden"]].tolist() == [False, "de wijk van 2020 is een andere"]


def test_links_by_hand_are_of_two_years_only(known: Indeling) -> None:
    links = [mended(WK000301="WK000300")]
    match = match_wijken(["WK000301"], ["WK000301"], known, year_drawn=2022, mended=links)
    assert match["wijk_oud"].tolist() == ["WK000301"]


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ({"WK000301": "WK000309"}, "verwacht: wijk WK000309 van GM0003 in 2020; gevonden: geen wijk"),
        ({"WK000308": "WK000301"}, "verwacht: wijk WK000308 van GM0003 in 2023; gevonden: geen wijk"),
    ],
)
def test_a_new_file_without_a_declared_wijk_stops(known: Indeling, links: dict[str, str], expected: str) -> None:
    with pytest.raises(ContractError, match=expected) as caught:
        match_wijken(FIRST, LAST, known, year_drawn=2023, mended=[mended(**links)])
    assert "\n" not in str(caught.value)


def test_figures_come_under_the_code_of_the_map_and_unlinked_ones_disappear() -> None:
    rows = pd.DataFrame(
        {
            "gebied_code": ["WK000300", "WK000301", "WK000302", "WK000301"],
            "gebied_jaar": [2020, 2020, 2020, 2022],
            "waarde": [1.0, 2.0, 3.0, 4.0],
        }
    )
    links = pd.DataFrame(
        {
            "jaar_cijfers": 2020,
            "wijk_code": ["WK000301", "WK000302", "WK000303"],
            "wijk_oud": ["WK000300", "WK000301", None],
            "gekoppeld": [True, True, False],
        }
    )
    moved = carry(rows, links, 2022)
    assert list(moved.columns) == list(rows.columns)
    found = {(r.gebied_code, r.gebied_jaar): r.waarde for r in moved.itertuples()}
    assert found == {("WK000301", 2020): 1.0, ("WK000302", 2020): 2.0, ("WK000301", 2022): 4.0}


def test_a_code_that_is_no_wijk_is_refused(known: Indeling) -> None:
    with pytest.raises(ContractError, match=r"geen wijkcode .*BU00030101"):
        match_wijken(["BU00030101"], [], known)


def test_no_wijken_no_matches(known: Indeling) -> None:
    match = match_wijken([], [], known)
    assert list(match.columns) == ["wijk_code", "wijk_oud", "gemeente_code", "gekoppeld", "reden"]
    assert match.empty


def test_enumerations_read_as_dutch() -> None:
    assert join_words([]) == ""
    assert join_words(["A"]) == "A"
    assert join_words(["A", "B", "C"]) == "A, B en C"
    assert join_words(["A", "B", "C", "D", "E"]) == "A, B, C en 2 andere"
