"""Numbers as a Dutch reader expects them: decimal comma, points between thousands, no "nan" ever.

Every text in a report that shows a number goes through one of these functions, so that a chart, a
table and a sentence show the same value in the same way. A missing number becomes `LEEG`; the reason
why it is missing is told elsewhere (a note, a table column), never by these functions.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from regiobeeld.numbers import MINUS, dutch_number, round_half_up

LEEG = "–"
VASTE_SPATIE = "\u00a0"

_ACHTER = {"%": "%", "km2": f"{VASTE_SPATIE}km²", "aantal": "", "index": "", "klasse": ""}


def is_leeg(waarde: Any) -> bool:
    """Whether there is no number to show: None, NaN, NaT, NA or infinite."""
    if waarde is None or waarde is pd.NA or waarde is pd.NaT:
        return True
    return isinstance(waarde, float | int) and not math.isfinite(waarde)


def getal(waarde: Any, decimalen: int = 0, *, teken: bool = False) -> str:
    """A number in Dutch notation: `12345.6` with one decimal is "12.345,6".

    Rounds as `regiobeeld.numbers` does (17.25 -> "17,3"). `teken` adds a plus sign above zero.
    """
    if is_leeg(waarde):
        return LEEG
    tekst = dutch_number(waarde, decimalen)
    return "+" + tekst if teken and round_half_up(waarde, decimalen) > 0 else tekst


def procent(waarde: Any, decimalen: int = 1) -> str:
    """A percentage: `17.3` is "17,3%"."""
    return LEEG if is_leeg(waarde) else f"{getal(waarde, decimalen)}%"


def met_eenheid(waarde: Any, eenheid: str, decimalen: int = 0) -> str:
    """A number with the unit of its indicator: "17,3%", "€ 28.400", "1,2 km", "12 per 1000"."""
    if is_leeg(waarde):
        return LEEG
    tekst = getal(waarde, decimalen)
    if eenheid == "euro":
        return f"€{VASTE_SPATIE}{tekst}"
    if eenheid == "1000 euro":
        return f"€{VASTE_SPATIE}{tekst} duizend"
    return tekst + _ACHTER.get(eenheid, f"{VASTE_SPATIE}{eenheid.replace('1000', '1.000')}")


def bereik(ondergrens: Any, bovengrens: Any, decimalen: int = 1) -> str:
    """An interval: "16,3–18,3"; with "tot" when a bound is negative; empty when a bound is missing."""
    if is_leeg(ondergrens) or is_leeg(bovengrens):
        return LEEG
    onder, boven = getal(ondergrens, decimalen), getal(bovengrens, decimalen)
    return f"{onder} tot {boven}" if MINUS in onder + boven else f"{onder}–{boven}"


def opsomming(delen: Iterable[str], voegwoord: str = "en") -> str:
    """A Dutch enumeration: "a, b en c"."""
    lijst = [deel for deel in delen if deel]
    if len(lijst) < 2:
        return "".join(lijst)
    return f"{', '.join(lijst[:-1])} {voegwoord} {lijst[-1]}"


def decimalen_voor(waarden: Iterable[Any], hoogste: int = 2) -> int:
    """The fewest decimals (at most `hoogste`) that show all these numbers exactly, for ticks and tables."""
    gevuld = [float(w) for w in waarden if not is_leeg(w)]
    for decimalen in range(hoogste):
        if all(abs(w - round(w, decimalen)) < 1e-9 * max(1.0, abs(w)) for w in gevuld):
            return decimalen
    return hoogste
