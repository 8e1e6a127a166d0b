"""How a sentence speaks of a figure: in the present tense when it is recent, in the past tense when it is not."""

from __future__ import annotations

from regiobeeld.catalog.tense import load_tense
from regiobeeld.profile.model import IndicatorInfo


def is_past(jaar: int, heden: int) -> bool:
    """Whether a figure of `jaar` is told in the past tense, seen from `heden` (`Profile.heden`)."""
    return load_tense().is_past(jaar, heden)


def phrase_for(info: IndicatorInfo, jaar: int, heden: int) -> str:
    """The gezegde of a figure of `jaar`: "rookt", or "rookte" when that year is past, seen from `Profile.heden`.

    Empty for an indicator without a gezegde.
    """
    if info.gezegde is None:
        return ""
    return (info.gezegde_toen or info.gezegde) if is_past(jaar, heden) else info.gezegde


def verb_of(info: IndicatorInfo, jaar: int, heden: int) -> tuple[str, str]:
    """The verb of that gezegde, and the rest: "rookt", "elke dag"."""
    phrase = phrase_for(info, jaar, heden)
    verb, _, rest = phrase.partition(" ")
    return (phrase, "") if rest.startswith("of ") else (verb, rest)  # "rookt of vapet" is one verb
