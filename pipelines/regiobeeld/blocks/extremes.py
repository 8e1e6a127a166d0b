"""Both ends of a row of figures, with every area that is there: what looks equal as printed is equal.

A title that names one gemeente for a figure that four share is not true; one helper says both ends everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from regiobeeld.blocks.text import in_gebied
from regiobeeld.blocks.when import nu_of_toen
from regiobeeld.numbers import getal, met_eenheid, opsomming, round_half_up
from regiobeeld.profile.model import Profile

MEESTE_NAMEN = 3
"""More areas than this that tie are counted, not named."""
Veel = tuple[str, str]
GEMEENTEN: Veel = ("gemeente", "gemeenten")
PROVINCIES: Veel = ("provincie", "provincies")


def lowest(values: pd.Series, decimalen: int) -> list[str]:
    """The names (index) with the lowest figure as printed in so many decimals, in order of name; empties aside."""
    return _tied(values, decimalen, pd.Series.min)


def highest(values: pd.Series, decimalen: int) -> list[str]:
    """The names (index) with the highest figure as printed; see `lowest`."""
    return _tied(values, decimalen, pd.Series.max)


def _tied(values: pd.Series, decimalen: int, end: Callable[[pd.Series], float]) -> list[str]:
    shown = values.dropna().astype(float).map(lambda value: round_half_up(value, decimalen))
    return sorted(str(name) for name in shown.index[shown == end(shown)]) if len(shown) else []


def who(names: Iterable[str], veel: Veel = GEMEENTEN) -> str:
    """ "Dongen, Goirle en Heusden", or "5 gemeenten"."""
    found = list(names)
    return opsomming(found) if len(found) <= MEESTE_NAMEN else f"{getal(len(found))} {veel[1]}"


def where(names: Iterable[str], veel: Veel = GEMEENTEN) -> str:
    """ "in Losser", "in Borne en Losser", "op Ameland en op Texel", "in 4 gemeenten"."""
    found = list(names)
    if len(found) > MEESTE_NAMEN:
        return f"in {getal(len(found))} {veel[1]}"
    places = [in_gebied(name) for name in found]
    same = {place.partition(" ")[0] for place in places}
    if len(same) > 1 or not places:
        return opsomming(places)
    return f"{same.pop()} {opsomming(place.partition(' ')[2] for place in places)}"


def runs(profile: Profile, shares: pd.Series, decimalen: int, jaar: int) -> str:
    """Percentages by name of the part: "loopt van ... tot ...", "is overal 14%", or in the past tense."""
    is_flat = lowest(shares, decimalen) == highest(shares, decimalen)
    verb = nu_of_toen(profile, jaar, *(("is", "was") if is_flat else ("loopt", "liep")))
    word = GEMEENTEN if profile.parts[0].startswith("GM") else PROVINCIES
    return f"{verb} {from_to(shares, '%', decimalen, word)}"


def from_to(values: pd.Series, eenheid: str, decimalen: int, veel: Veel = GEMEENTEN) -> str:
    """ "van 13,7% in Hof van Twente tot 17,2% in Rijssen-Holten"; "overal 14%" when all print the same.

    Args:
        values: figures by name of the area.
    """
    low, high = lowest(values, decimalen), highest(values, decimalen)
    if not low:
        return ""
    least, most = (met_eenheid(value, eenheid, decimalen) for value in (values.min(), values.max()))
    if low == high:
        return f"overal {least}"
    return f"van {least} {where(low, veel)} tot {most} {where(high, veel)}"
