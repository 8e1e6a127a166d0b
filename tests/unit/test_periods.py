"""Periods of StatLine that are no whole years; a figure of half a week must not become one of a whole week."""

from __future__ import annotations

import datetime

import pytest

from regiobeeld.errors import ContractError
from regiobeeld.observations.periods import parse_period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025HJ01", "2025-01-01", "2025-06-30"),
        ("2025HJ02", "2025-07-01", "2025-12-31"),
        ("2024W132", "2024-08-05", "2024-08-11"),  # a Monday and a Sunday
        ("2024W101*", "2024-01-01", "2024-01-07"),  # 2024 began on a Monday
    ],
)
def test_half_years_and_weeks(text: str, first: str, last: str) -> None:
    days = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    assert parse_period(text) == days


@pytest.mark.parametrize("text", ["1995X000", "2025W101", "2020W153", "2024W412"])
def test_part_of_a_week_is_declared_not_guessed(text: str) -> None:
    """1 January 2025 was a Wednesday; a period of four weeks (W4) is no week."""
    with pytest.raises(ContractError, match=f"{text}.*waarden van dimensies.periode"):
        parse_period(text)


@pytest.mark.parametrize(
    "text", ["²⁰²⁰", "٢٠٢٠", "2020\n", "2020JJ00x", "0000", "2020MM13", "2020KW05", "2020HJ03"]
)
def test_what_only_looks_like_a_period_is_refused(text: str) -> None:
    with pytest.raises(ContractError, match="onbekende periode"):
        parse_period(text)
