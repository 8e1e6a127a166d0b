"""Dutch numbers as they are printed: find them, read them, and round an expected value the same way."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

NUMBER = re.compile(r"(?<![\w,.])[+−-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?(?![\w]|[.,]\d)")
_WORDS = {
    word: str(number)
    for number, word in enumerate(
        ["nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"]
    )
} | {"één": "1", "geen": "0"}


def read_number(text: str) -> Decimal | None:
    """The value of a printed Dutch number ("643.603", "−1,45", "+2,7", "één"), or None when it is none."""
    plain = _WORDS.get(text.strip().lower(), text.strip())
    if not NUMBER.fullmatch(plain):
        return None
    return Decimal(plain.replace(".", "").replace(",", ".").replace("−", "-").lstrip("+"))


def decimals_of(text: str) -> int:
    """How many decimals are printed: 1 for "17,3", 0 for "643.603"."""
    return len(text.partition(",")[2])


def round_as(value: float, decimals: int) -> Decimal:
    """Round half away from zero on the decimal value: 17.25 becomes 17.3, also as a float just below it."""
    clean = Decimal(f"{value:.10g}") if abs(value) < 1e9 else Decimal(round(value))
    return clean.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def write_number(value: Decimal) -> str:
    """A decimal the Dutch way: "643.603", "17,3"."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))
