"""Which wijken of 2020 can be put beside those of 2022, and what is said where they cannot."""

from __future__ import annotations

import pandas as pd
import pytest

from harmonise_example import indeling
from regiobeeld.errors import ContractError
from regiobeeld.harmonise.areas import Indeling
from regiobeeld.harmonise.findings import join_words
from regiobeeld.harmonise.wijken import CERTAIN, CHANGED, GREW, describe_wijken, match_wijken

# GM0003 kept everything, GM0006 got a wijk of the divided GM0004, GM0001 and GM0002 merged in 2022 (2023 here).
FIRST = ["WK000301", "WK000302", "WK000401", "WK000601", "WK000101"]
LAST = ["WK000301", "WK000302", "WK000601", "WK000602", "WK001001"]


def reasons(match: pd.DataFrame) -> dict[str, tuple[bool, str]]:
    return {r.wijk_code: (r.gekoppeld, r.reden) for r in match.itertuples()}


@pytest.fixture
def known() -> Indeling:
    return indeling()


def test_each_reason(known: Indeling) -> None:
    found = reasons(match_wijken(FIRST, LAST, known, year_b=2023))
    merged = "gemeente is tussen 2020 en 2023 heringedeeld"
    assert found == {
        "WK000101": (False, merged),
        "WK000301": (True, CERTAIN),
        "WK000302": (True, CERTAIN),
        "WK000401": (False, merged),
        "WK000601": (True, GREW),
        "WK000602": (False, "wijk bestaat alleen in 2023"),
        "WK001001": (False, merged),
    }


def test_a_changed_set_makes_the_other_wijken_uncertain(known: Indeling) -> None:
    found = reasons(match_wijken(["WK000301", "WK000302"], ["WK000301", "WK000303"], known, year_b=2023))
    assert found["WK000301"] == (True, CHANGED)
    assert found["WK000302"] == (False, "wijk bestaat alleen in 2020")


def test_without_an_indeling_a_gemeente_with_wijken_in_one_year_has_merged() -> None:
    found = reasons(match_wijken(["WK000301", "WK000401"], ["WK000301"]))
    assert found["WK000401"] == (False, "gemeente is tussen 2020 en 2022 heringedeeld")
    assert found["WK000301"] == (True, CERTAIN)


def test_one_sentence_per_gemeente(known: Indeling) -> None:
    match = match_wijken([*FIRST, "WK000501", "WK000502"], [*LAST, "WK000509"], known, year_b=2023)
    found = describe_wijken(match, known, year_b=2023)
    told = dict(zip(found["gebied_code"], found["tekst"], strict=True))
    assert told["GM0006"] == (
        "Zes kreeg er tussen 2020 en 2023 gebied bij: 1 wijk met dezelfde code, 1 wijk niet te koppelen."
    )
    assert (
        told["GM0005"] == "Vijf heeft de wijken tussen 2020 en 2023 opnieuw ingedeeld: geen wijk is te koppelen."
    )
    assert told["GM0004"].startswith("Vier is tussen 2020 en 2023 heringedeeld: wijkcijfers")
    assert "GM0003" not in told


def test_a_code_that_is_no_wijk_is_refused(known: Indeling) -> None:
    with pytest.raises(ContractError, match=r"geen wijkcode .*BU00030101"):
        match_wijken(["BU00030101"], [], known)


def test_no_wijken_no_matches(known: Indeling) -> None:
    match = match_wijken([], [], known)
    assert list(match.columns) == ["wijk_code", "gemeente_code", "gekoppeld", "reden"]
    assert match.empty
    assert describe_wijken(match, known).empty


def test_enumerations_read_as_dutch() -> None:
    assert join_words([]) == ""
    assert join_words(["A"]) == "A"
    assert join_words(["A", "B", "C"]) == "A, B en C"
    assert join_words(["A", "B", "C", "D", "E"]) == "A, B, C en 2 andere"
