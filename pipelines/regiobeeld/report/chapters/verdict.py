"""Which parts of the region differ demonstrably from the rest of Nederland, and how a title says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from regiobeeld.profile.compare import compare_areas
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.report.chapters.common import none_of, of_all, parts_word
from regiobeeld.report.numbers import met_eenheid, opsomming
from regiobeeld.report.text import aantal, hoofdletter, in_gebied, onderwerp

MOST_NAMES = 3


class Words(NamedTuple):
    """The words of a comparison: the two sides, and the verb for one and for more areas."""

    first: str
    second: str
    one: str
    more: str


JUDGING = Words("ongunstiger", "gunstiger", "scoort", "scoren")
NEUTRAL = Words("hoger", "lager", "ligt", "liggen")


@dataclass(frozen=True)
class Verdict:
    """Names of the parts above or below the rest of Nederland; `count` is the number of parts with a figure."""

    first: list[str]
    second: list[str]
    count: int


def judge_parts(profile: Profile, indicator: str, leeftijd: str) -> Verdict | None:
    """The parts that differ after correction for many comparisons; None when no class may be given.

    `first` holds the unfavourable (or, for a neutral indicator, the higher) ones, `second` the others.
    """
    compared = compare_areas(profile, indicator, leeftijd)
    if compared.empty or compared["klasse"].isna().all():
        return None
    sure = compared[compared["overleeft"] & (compared["stap"].abs() >= 1)]
    first = sure["klasse"].str.contains("ongunstiger|hoger")
    return Verdict(sure.loc[first, "naam"].tolist(), sure.loc[~first, "naam"].tolist(), len(compared))


def title_of_parts(profile: Profile, info: IndicatorInfo, leeftijd: str) -> str:
    """The finding of a figure with the parts beside each other."""
    topic = hoofdletter(onderwerp(info))
    compared = compare_areas(profile, info.code, leeftijd)
    verdict = judge_parts(profile, info.code, leeftijd)
    if verdict is None:
        return f"{topic}: {_spread(profile, info, compared)}"
    if profile.is_single:
        return f"{topic}: {_own(profile, info, compared, verdict)}"
    if not verdict.first and not verdict.second:
        return f"{topic}: {none_of(profile, verdict.count)} verschilt aantoonbaar van de rest van Nederland"
    words = NEUTRAL if info.richting == "neutraal" else JUDGING
    sides = [
        (names, word) for names, word in ((verdict.first, words.first), (verdict.second, words.second)) if names
    ]
    title = f"{topic}: {_clause(profile, sides[0], words, verdict.count)} dan de rest van Nederland"
    return title + "".join(f", {_clause(profile, side, words, 0)}" for side in sides[1:])


def _clause(profile: Profile, side: tuple[list[str], str], words: Words, total: int) -> str:
    """ "Almelo scoort ongunstiger", "9 van de 14 gemeenten scoren ongunstiger"; without a total "9 scoren ..."."""
    names, word = side
    many = of_all(profile, len(names), total) if total else str(len(names))
    who = opsomming(names) if len(names) <= MOST_NAMES else many
    return f"{who} {words.one if len(names) == 1 else words.more} {word}"


def _own(profile: Profile, info: IndicatorInfo, compared: pd.DataFrame, verdict: Verdict) -> str:
    """The one gemeente against the rest of Nederland."""
    row = compared[compared["gebied_code"] == profile.code]
    if row.empty:
        return _others_only(profile, info, compared)
    own, national = (met_eenheid(row[c].iloc[0], info.eenheid, info.decimalen) for c in ("waarde", "nl"))
    figures = f"({own}; Nederland {national})"
    words = NEUTRAL if info.richting == "neutraal" else JUDGING
    for names, word in ((verdict.first, words.first), (verdict.second, words.second)):
        if profile.naam in names:
            return f"{profile.naam} {words.one} {word} dan de rest van Nederland {figures}"
    return f"{profile.naam} verschilt niet aantoonbaar van de rest van Nederland {figures}"


def _others_only(profile: Profile, info: IndicatorInfo, compared: pd.DataFrame) -> str:
    """The one gemeente has no figure, the gemeenten around it do."""
    low, high = (met_eenheid(v, info.eenheid, info.decimalen) for v in compared["waarde"].agg(["min", "max"]))
    span = low if low == high else f"van {low} tot {high}"
    around = aantal(len(compared), "gemeente", "gemeenten")
    return f"geen cijfer voor {profile.naam}; in {around} eromheen {span}"


def _spread(profile: Profile, info: IndicatorInfo, compared: pd.DataFrame) -> str:
    """Without a class: the figure of the one gemeente, or the range with the names at both ends (counts only)."""
    texts = [met_eenheid(v, info.eenheid, info.decimalen) for v in compared["waarde"]]
    own = compared[compared["gebied_code"] == profile.code]
    if profile.is_single and len(own) and pd.notna(own["nl"].iloc[0]):
        mine, national = (met_eenheid(own[c].iloc[0], info.eenheid, info.decimalen) for c in ("waarde", "nl"))
        return f"{mine} {in_gebied(profile.naam)}, {national} in Nederland"
    by_value = compared.assign(tekst=texts).sort_values(["waarde", "naam"])
    low, high = by_value.iloc[0]["tekst"], by_value.iloc[-1]["tekst"]
    if set(compared["soort"]) != {"telling"}:
        return f"van {low} tot {high} in de {len(compared)} {parts_word(profile)}"
    ends = [by_value.loc[by_value["tekst"] == text, "naam"].tolist() for text in (low, high)]
    where = [
        opsomming(map(in_gebied, names)) if len(names) <= 2 else f"in {len(names)} {parts_word(profile)}"
        for names in ends
    ]
    return f"van {low} {where[0]} tot {high} {where[1]}"
