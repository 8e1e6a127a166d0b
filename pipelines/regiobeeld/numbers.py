"""The one way in which a number becomes text for a reader: in a sentence, a table, a chart or a finding.

Rounding is half away from zero on the shortest decimal notation of the number, as StatLine and a calculator do:
17.25 is 17,3 with one decimal, where binary rounding gives 17,2 here and 17,3 there. What binary arithmetic leaves
behind the ninth decimal (20.3 - 3.05 = 17.249999999999996) is dropped first.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

MINUS = "\u2212"
_NOISE = 9
_DUTCH = str.maketrans(",.", ".,")


def round_half_up(value: float, decimals: int = 0) -> float:
    """The number as it is shown: 17.25 -> 17.3, -0.04 -> 0.0; below zero `decimals` are tens, hundreds."""
    return float(_rounded(value, decimals))


def round_off(value: float, figures: int = 2) -> float:
    """An estimate in a few significant figures: 24 505 -> 25 000; what has fewer digits stays a whole number."""
    digits = len(str(int(abs(value))))
    return round_half_up(value, min(figures - digits, 0))


def dutch_number(value: float, decimals: int = 0) -> str:
    """A finite number as a Dutch reader writes it: decimal comma, points between thousands, no negative zero."""
    rounded = _rounded(value, decimals)
    text = f"{abs(rounded):,.{max(decimals, 0)}f}".translate(_DUTCH)
    return MINUS + text if rounded < 0 else text


def _rounded(value: float, decimals: int) -> Decimal:
    if not math.isfinite(value):
        raise ValueError(f"geen getal om te tonen: {value}")
    rounded = Decimal(repr(round(float(value), _NOISE))).quantize(
        Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP
    )
    return rounded + 0  # adding zero takes the sign off a negative zero
