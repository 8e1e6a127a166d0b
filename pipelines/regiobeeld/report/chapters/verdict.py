"""Which parts of the region differ demonstrably from the rest of Nederland, and how a title says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from regiobeeld.numbers import met_eenheid, opsomming
from regiobeeld.profile.compare import compare_areas
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.profile.phrase import is_past
from regiobeeld.report.chapters.common import none_of, of_all, parts_word
from regiobeeld.report.chapters.grid import judged_grid
from regiobeeld.report.extremes import from_to
from regiobeeld.report.text import aantal, hoofdletter, in_gebied, onderwerp

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


def title_of_parts(profile: Profile, info: IndicatorInfo, leeftijd: str) -> str:
    """The finding of a figure with the parts beside each other."""
    topic = hoofdletter(onderwerp(info))
    compared = compare_areas(profile, info.code, leeftijd)
    verdict = judge_parts(profile, info.code, leeftijd)
    if verdict is None:
        return f"{topic}: {_spread(profile, info, compared)}"
    if profile.is_single:
        return f"{topic}: {_own(profile, info, compared, verdict)}"
    words = words_of(profile, info.richting, int(compared["jaar"].max()))
    if not verdict.first and not verdict.second:
        none = none_of(profile, verdict.count)
        return f"{topic}: {none} {words.differs} aantoonbaar van de rest van Nederland"
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
    words = words_of(profile, info.richting, int(row["jaar"].iloc[0]))
    for names, word in ((verdict.first, words.first), (verdict.second, words.second)):
        if profile.naam in names:
            return f"{profile.naam} {words.one} {word} dan de rest van Nederland {figures}"
    return f"{profile.naam} {words.differs} niet aantoonbaar van de rest van Nederland {figures}"


def _others_only(profile: Profile, info: IndicatorInfo, compared: pd.DataFrame) -> str:
    """The one gemeente has no figure, the gemeenten around it do."""
    low, high = (met_eenheid(v, info.eenheid, info.decimalen) for v in compared["waarde"].agg(["min", "max"]))
    span = low if low == high else f"van {low} tot {high}"
    around = aantal(len(compared), "gemeente", "gemeenten")
    return f"geen cijfer voor {profile.naam}; in {around} eromheen {span}"


def _spread(profile: Profile, info: IndicatorInfo, compared: pd.DataFrame) -> str:
    """Without a class: the figure of the one gemeente, or the range with the names at both ends (counts only)."""
    own = compared[compared["gebied_code"] == profile.code]
    if profile.is_single and len(own) and pd.notna(own["nl"].iloc[0]):
        mine, national = (met_eenheid(own[c].iloc[0], info.eenheid, info.decimalen) for c in ("waarde", "nl"))
        return f"{mine} {in_gebied(profile.naam)}, {national} in Nederland"
    if set(compared["soort"]) == {"telling"}:
        values = compared.set_index("naam")["waarde"]
        return from_to(values, info.eenheid, info.decimalen, (parts_word(profile, 1), parts_word(profile)))
    low, high = (met_eenheid(v, info.eenheid, info.decimalen) for v in compared["waarde"].agg(["min", "max"]))
    extent = f"overal {low}" if low == high else f"van {low} tot {high}"
    return f"{extent} in de {len(compared)} {parts_word(profile)}"
