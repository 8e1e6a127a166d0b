"""Dutch numbers: one notation everywhere; a missing number is never a word from a computer."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from regiobeeld.numbers import bereik, decimalen_voor, getal, met_eenheid, opsomming, procent


@pytest.mark.parametrize(
    ("waarde", "decimalen", "tekst"),
    [
        (12345.6, 1, "12.345,6"),
        (17590672, 0, "17.590.672"),
        (999.95, 1, "1.000,0"),
        (17.25, 1, "17,3"),
        (0.05, 1, "0,1"),
        (2.675, 2, "2,68"),
        (-0.04, 1, "0,0"),
        (-12.34, 1, "−12,3"),
        (0, 0, "0"),
        (np.int64(1234), 0, "1.234"),
        (np.float32(0.5), 0, "1"),
        (1e-9, 2, "0,00"),
    ],
)
def test_numbers_have_a_decimal_comma_and_round_half_up(waarde: float, decimalen: int, tekst: str) -> None:
    assert getal(waarde, decimalen) == tekst


@pytest.mark.parametrize("leeg", [None, float("nan"), float("inf"), np.nan, pd.NA, pd.NaT, np.float64("nan")])
def test_a_missing_number_is_a_dash(leeg: object) -> None:
    assert {getal(leeg), procent(leeg), met_eenheid(leeg, "km", 1), bereik(leeg, 2.0)} == {"–"}


def test_a_sign_is_added_only_where_there_is_a_difference() -> None:
    assert [getal(w, 1, teken=True) for w in (1.25, -1.25, 0.01)] == ["+1,3", "−1,3", "0,0"]


@pytest.mark.parametrize(
    ("waarde", "eenheid", "decimalen", "tekst"),
    [
        (17.3, "%", 1, "17,3%"),
        (28400, "euro", 0, "€\u00a028.400"),
        (23.4, "1000 euro", 1, "€\u00a023,4 duizend"),
        (633917, "aantal", 0, "633.917"),
        (1.2, "km", 1, "1,2\u00a0km"),
        (3.5, "km2", 1, "3,5\u00a0km²"),
        (12, "per 1000", 0, "12\u00a0per 1.000"),
        (-0.53, "index", 2, "−0,53"),
        (8.25, "uren per week", 1, "8,3\u00a0uren per week"),
    ],
)
def test_units_follow_dutch_custom(waarde: float, eenheid: str, decimalen: int, tekst: str) -> None:
    assert met_eenheid(waarde, eenheid, decimalen) == tekst


def test_intervals_use_a_dash_unless_that_could_be_read_as_a_minus() -> None:
    assert bereik(16.3, 18.3) == "16,3–18,3"
    assert bereik(-1.24, 2.0, 1) == "−1,2 tot 2,0"


def test_enumerations_end_with_en() -> None:
    assert [opsomming(d) for d in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a en b", "a, b en c"]
    assert opsomming(["a", "", "b"], "of") == "a of b"


def test_as_few_decimals_as_show_all_values() -> None:
    assert decimalen_voor([10, 20.0]) == 0
    assert decimalen_voor([10, 12.5, None]) == 1
    assert decimalen_voor([0.125], 2) == 2
    assert decimalen_voor([]) == 0
