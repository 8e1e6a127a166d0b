"""From what an analyst types to what exists; a wrong name is refused with the nearest right ones."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping

from regiobeeld.areas.register import fold
from regiobeeld.errors import UsageError
from regiobeeld.profile.model import IndicatorInfo

MOST_NAMES = 5
_ALIKE = 0.6
NIVEAUS = ("regio", "gemeente", "provincie", "wijk", "nederland")


def find_indicator(text: str, indicators: Mapping[str, IndicatorInfo]) -> IndicatorInfo:
    """The indicator with this code, or with this name when only one is called so.

    Raises:
        UsageError: nothing is called so, or several are; with the nearest codes.
    """
    if text in indicators:
        return indicators[text]
    same = [info for info in indicators.values() if fold(text) and fold(info.naam) == fold(text)]
    if len(same) == 1:
        return same[0]
    what = f'onbekende indicator "{text}"' if not same else f'"{text}" kan meer dan één indicator zijn'
    mend = "Zoek met regiobeeld.indicatoren(zoek=...)"
    raise UsageError(what, mend=_did_you_mean([info.code for info in same] or _near(text, indicators)) or mend)


def find_age(leeftijd: str | None, info: IndicatorInfo, known: Collection[str]) -> str:
    """The age group asked for; without one that of the declaration, or the only one there is.

    Raises:
        UsageError: there are no figures of this age group here.
    """
    wanted = info.leeftijd if leeftijd is None else leeftijd
    if wanted in known or not known:
        return wanted
    if leeftijd is None and len(known) == 1:
        return next(iter(known))
    mend = f"Kies uit: {', '.join(sorted(known))}"
    raise UsageError(f'geen cijfers voor leeftijd "{wanted}"', info.code, mend)


def find_name(text: str, known: Collection[str], what: str) -> str:
    """One of some codes (a chapter, a level, a doelgroep).

    Raises:
        UsageError: unknown; with the nearest ones, or all of them when none is near.
    """
    if text in known:
        return text
    near = difflib.get_close_matches(fold(text).replace(" ", "_"), known, n=MOST_NAMES, cutoff=_ALIKE)
    raise UsageError(f'{what} "{text}" bestaat niet', mend=_did_you_mean(near) or f"Kies uit: {', '.join(known)}")


def _near(text: str, indicators: Mapping[str, IndicatorInfo]) -> list[str]:
    """Codes that hold what was typed, then codes and names that look like it; each once."""
    key = fold(text)
    by_word = {fold(i.naam): i.code for i in indicators.values()} | {fold(code): code for code in indicators}
    inside = [code for word, code in by_word.items() if key and key in word]
    alike = difflib.get_close_matches(key, by_word, n=MOST_NAMES, cutoff=_ALIKE)
    return list(dict.fromkeys([*(by_word[word] for word in alike), *inside]))[:MOST_NAMES]


def _did_you_mean(codes: Collection[str]) -> str:
    return f"Bedoelde u: {', '.join(codes)}?" if codes else ""
