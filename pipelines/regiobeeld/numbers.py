"""The one way in which a number becomes text for a reader: in a sentence, a table, a chart or a finding.

Rounding is half away from zero on the shortest decimal notation of the number, as StatLine and a calculator do:
17.25 is 17,3 with one decimal, where binary rounding gives 17,2 here and 17,3 there. What binary arithmetic leaves
behind the ninth decimal (20.3 - 3.05 = 17.249999999999996) is dropped first.

Decimal comma, points between thousands, no "nan" ever: a missing number becomes `LEEG`; the reason why it is
missing is told elsewhere (a note, a table column), never by these functions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

MINUS = "\u2212"
LEEG = "–"
VASTE_SPATIE = "\u00a0"

JAREN = range(1990, 2101)
"""A whole number in here that a sentence writes without saying how is a year."""
_NOISE = 9
_WOORDEN = ["nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"]
_DUTCH = str.maketrans(",.", ".,")
_ACHTER = {"%": "%", "km2": f"{VASTE_SPATIE}km²", "aantal": "", "index": "", "klasse": ""}
# The signs of pandas for no number, by name: a run that has nothing to do does not load pandas.
_NOTHING = {"NAType", "NaTType", "NoneType"}


Noter = Callable[[float, str, int, str], str]
"""What may happen to a number that is shown: given its value, text, decimals and unit, the text with its claim."""


class _Noting:
    """Who writes down every number that is shown; nobody, unless a report is made (`claims.recorder`)."""

    noter: Noter | None = None


def set_noter(noter: Noter | None) -> Noter | None:
    """Let `noter` hear of every number from now on; returns who did so before."""
    before, _Noting.noter = _Noting.noter, noter
    return before


class Afgerond(float):
    """A rounded number that still knows what it was."""

    van: float


def round_half_up(value: float, decimals: int = 0) -> float:
    """The number as it is shown: 17.25 -> 17.3, -0.04 -> 0.0; below zero `decimals` are tens, hundreds."""
    rounded = Afgerond(_rounded(value, decimals))
    rounded.van = value
    return rounded


def round_off(value: float, figures: int = 2) -> float:
    """An estimate in a few significant figures: 24 505 -> 25 000; what has fewer digits stays a whole number."""
    digits = len(str(int(abs(value))))
    return round_half_up(value, min(figures - digits, 0))


def round_expected(value: float) -> float:
    """A number of the future to three figures: 57 885 -> 57 900; more would promise too much."""
    return round_off(max(value, 0.0), 3)


def dutch_number(value: float, decimals: int = 0) -> str:
    """A finite number as a Dutch reader writes it: decimal comma, points between thousands, no negative zero."""
    return _shown(value, decimals)


def _shown(value: float, decimals: int, unit: str = "", sign: bool = False) -> str:
    rounded = _rounded(value, decimals)
    text = f"{abs(rounded):,.{max(decimals, 0)}f}".translate(_DUTCH)
    text = MINUS + text if rounded < 0 else "+" + text if sign and rounded > 0 else text
    return note_shown(value, text, decimals, unit)


def note_shown(value: float, text: str, decimals: int = 0, unit: str = "") -> str:
    """The text of a number, with its claim when a report is made."""
    return text if _Noting.noter is None else _Noting.noter(value, text, decimals, unit)


def in_woorden(number: float) -> str:
    """A small whole number as a word ("twee"), any other as a figure."""
    if number not in range(len(_WOORDEN)):
        return getal(number)
    return note_shown(number, _WOORDEN[int(number)])


def _rounded(value: float, decimals: int) -> Decimal:
    if not math.isfinite(value):
        raise ValueError(f"geen getal om te tonen: {value}")
    rounded = Decimal(repr(round(float(value), _NOISE))).quantize(
        Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP
    )
    return rounded + 0  # adding zero takes the sign off a negative zero


def is_leeg(waarde: Any) -> bool:
    """Whether there is no number to show: None, NaN, NaT, NA or infinite."""
    if type(waarde).__name__ in _NOTHING:
        return True
    return isinstance(waarde, float | int) and not math.isfinite(waarde)


def getal(waarde: Any, decimalen: int = 0, *, teken: bool = False) -> str:
    """A number in Dutch notation: `12345.6` with one decimal is "12.345,6".

    `teken` adds a plus sign above zero.
    """
    return LEEG if is_leeg(waarde) else _shown(waarde, decimalen, sign=teken)


def procent(waarde: Any, decimalen: int = 1) -> str:
    """A percentage: `17.3` is "17,3%"."""
    return LEEG if is_leeg(waarde) else f"{_shown(waarde, decimalen, '%')}%"


def met_eenheid(waarde: Any, eenheid: str, decimalen: int = 0) -> str:
    """A number with the unit of its indicator: "17,3%", "€ 28.400", "1,2 km", "12 per 1000"."""
    if is_leeg(waarde):
        return LEEG
    tekst = _shown(waarde, decimalen, eenheid)
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


def enkele(namen: Iterable[str], meeste: int, een: str = "andere", meer: str = "andere", ervoor: str = "") -> str:
    """The first names and how many others there are: "a, b en 3 andere"; all of them when they are few."""
    found = list(namen)
    rest = len(found) - meeste
    return opsomming([*found[:meeste], ervoor + aantal(rest, een, meer)] if rest > 0 else found)


def aantal(getal_: float, enkelvoud: str, meervoud: str) -> str:
    """A count with its noun: "1 wijk", "14 wijken"."""
    return f"{getal(getal_)} {enkelvoud if round_half_up(getal_) == 1 else meervoud}"


def met_aantal(item: tuple[str, int]) -> str:
    """A name with its count: "Almelo (3)"."""
    return f"{item[0]} ({getal(item[1])})"


def decimalen_voor(waarden: Iterable[Any], hoogste: int = 2) -> int:
    """The fewest decimals (at most `hoogste`) that show all these numbers exactly, for ticks and tables."""
    gevuld = [float(w) for w in waarden if not is_leeg(w)]
    for decimalen in range(hoogste):
        if all(abs(w - round(w, decimalen)) < 1e-9 * max(1.0, abs(w)) for w in gevuld):
            return decimalen
    return hoogste
