"""Which parts of the region differ demonstrably from the rest of Nederland, and how a title says so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

import pandas as pd

from regiobeeld.blocks.common import of_all, parts_word
from regiobeeld.blocks.extremes import from_to
from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.text import aantal, hoofdletter, onderwerp
from regiobeeld.chapters_people.grid import judged_grid
from regiobeeld.judgement.compare import compare_areas
from regiobeeld.numbers import getal, met_eenheid, opsomming
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.profile.phrase import is_past

MOST_NAMES = 3


class Words(NamedTuple):
    """The words of a comparison: the two sides, the verb for one and for more areas, and for no difference."""

    first: str
    second: str
    one: str
    more: str
    differs: str


JUDGING = Words("ongunstiger", "gunstiger", "scoort", "scoren", "verschilt")
NEUTRAL = Words("hoger", "lager", "ligt", "liggen", "verschilt")
JUDGED = JUDGING._replace(one="scoorde", more="scoorden", differs="verschilde")
WAS_NEUTRAL = NEUTRAL._replace(one="lag", more="lagen", differs="verschilde")


def words_of(profile: Profile, richting: str, jaar: int) -> Words:
    """The words for a figure of this direction and year: in the past tense when that year is past."""
    past = is_past(jaar, profile.heden)
    if richting == "neutraal":
        return WAS_NEUTRAL if past else NEUTRAL
    return JUDGED if past else JUDGING


@dataclass(frozen=True)
class Verdict:
    """Names of the parts above or below the rest of Nederland; `count` is the number of parts with a figure."""

    first: list[str]
    second: list[str]
    count: int


@lru_cache(maxsize=128)
def judge_parts(profile: Profile, indicator: str, leeftijd: str) -> Verdict | None:
    """The parts that differ after correction for many comparisons; None when no class may be given.

    A figure of the grid of the chapter Verschillen is corrected over all cells of that grid, wherever it is shown:
    no cell is demonstrable in one place and not in another. Any other figure is corrected over its own areas.
    `first` holds the unfavourable (or, for a neutral indicator, the higher) ones, `second` the others.
    """
    compared = compare_areas(profile, indicator, leeftijd)
    if compared.empty or compared["klasse"].isna().all():
        return None
    grid = judged_grid(profile)
    inside = (grid["indicator_code"] == indicator) & (grid["leeftijd"] == leeftijd)
    compared = grid[inside] if inside.any() else compared
    sure = compared[compared["overleeft"]]
    first = sure["klasse"].str.contains("ongunstiger|hoger")
    return Verdict(sure.loc[first, "naam"].tolist(), sure.loc[~first, "naam"].tolist(), len(compared))


def verdict_by_name(profile: Profile, indicator: str, leeftijd: str) -> dict[str, str]:
    """Name of a part -> ongunstiger, gunstiger, hoger or lager; only the parts that differ demonstrably."""
    verdict = judge_parts(profile, indicator, leeftijd)
    if verdict is None:
        return {}
    words = NEUTRAL if profile.indicators[indicator].richting == "neutraal" else JUDGING
    return dict.fromkeys(verdict.first, words.first) | dict.fromkeys(verdict.second, words.second)


def title_of_parts(profile: Profile, info: IndicatorInfo, leeftijd: str) -> str:
    """The finding of a figure with the parts beside each other."""
    compared = compare_areas(profile, info.code, leeftijd)
    verdict = judge_parts(profile, info.code, leeftijd)
    say = partial(shared(profile, "oordeel"), onderwerp=hoofdletter(onderwerp(info)))
    if verdict is None:
        return _spread(profile, say, info, compared)
    if profile.is_single:
        return _own(profile, say, info, compared, verdict)
    words = words_of(profile, info.richting, int(compared["jaar"].max()))
    sides = [side for side in ((verdict.first, words.first), (verdict.second, words.second)) if side[0]]
    if not sides:
        return say("geen_verschil", aantal=verdict.count, woorden=words)
    first, *others = (
        _clause(profile, side, words, 0 if number else verdict.count) for number, side in enumerate(sides)
    )
    return say("verschil", eerste=first, andere=others)


def _clause(profile: Profile, side: tuple[list[str], str], words: Words, total: int) -> str:
    """ "Almelo scoort ongunstiger", "9 van de 14 gemeenten scoren ongunstiger"; without a total "9 scoren ..."."""
    names, word = side
    many = of_all(profile, len(names), total) if total else getal(len(names))
    who = opsomming(names) if len(names) <= MOST_NAMES else many
    return f"{who} {words.one if len(names) == 1 else words.more} {word}"


def _own(
    profile: Profile, say: partial[str], info: IndicatorInfo, compared: pd.DataFrame, verdict: Verdict
) -> str:
    """The one gemeente against the rest of Nederland; or the gemeenten around it when only they have a figure."""
    row = compared[compared["gebied_code"] == profile.code]
    if row.empty:
        around = aantal(len(compared), "gemeente", "gemeenten")
        return say("alleen_andere", rond=around, **_both_ends(info, compared))
    own, national = (met_eenheid(row[c].iloc[0], info.eenheid, info.decimalen) for c in ("waarde", "nl"))
    words = words_of(profile, info.richting, int(row["jaar"].iloc[0]))
    sides = ((verdict.first, words.first), (verdict.second, words.second))
    side = next((word for names, word in sides if profile.naam in names), "")
    sentence = "eigen_verschil" if side else "eigen_gelijk"
    return say(sentence, woorden=words, kant=side, eigen=own, nederland=national)


def _both_ends(info: IndicatorInfo, compared: pd.DataFrame) -> dict[str, str]:
    low, high = (met_eenheid(v, info.eenheid, info.decimalen) for v in compared["waarde"].agg(["min", "max"]))
    return {"laag": low, "hoog": high}


def _spread(profile: Profile, say: partial[str], info: IndicatorInfo, compared: pd.DataFrame) -> str:
    """Without a class: the figure of the one gemeente, or the range with the names at both ends (counts only)."""
    own = compared[compared["gebied_code"] == profile.code]
    if profile.is_single and len(own) and pd.notna(own["nl"].iloc[0]):
        mine, national = (met_eenheid(own[c].iloc[0], info.eenheid, info.decimalen) for c in ("waarde", "nl"))
        return say("naast_nederland", eigen=mine, nederland=national)
    if set(compared["soort"]) == {"telling"}:
        values = compared.set_index("naam")["waarde"]
        words = (parts_word(profile, 1), parts_word(profile))
        return say("uitersten", uitersten=from_to(values, info.eenheid, info.decimalen, words))
    return say("spreiding", aantal=len(compared), **_both_ends(info, compared))
