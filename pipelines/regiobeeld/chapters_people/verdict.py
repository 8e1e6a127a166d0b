"""Which parts of the region differ demonstrably from the rest of Nederland, and how a title says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from regiobeeld.blocks.common import parts_word
from regiobeeld.blocks.extremes import from_to
from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.text import WOORDEN
from regiobeeld.chapters_people.grid import judged_grid
from regiobeeld.judgement.compare import compare_areas
from regiobeeld.numbers import is_leeg
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.profile.phrase import is_past


def words_of(profile: Profile, richting: str, jaar: int) -> dict[str, str]:
    """The words for a figure of this direction and year (`oordelen`): in the past tense when that year is past."""
    kind = "neutraal" if richting == "neutraal" else "oordeel"
    return WOORDEN.oordelen[kind + ("_toen" if is_past(jaar, profile.heden) else "")]


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
    words = words_of(profile, profile.indicators[indicator].richting, profile.heden)
    return dict.fromkeys(verdict.first, words["eerste"]) | dict.fromkeys(verdict.second, words["tweede"])


def title_of_parts(profile: Profile, info: IndicatorInfo, leeftijd: str) -> str:
    """The finding of a figure with the parts beside each other.

    Without a class: the figure of the one gemeente, or the range, of counts with the names at both ends.
    """
    compared, verdict = compare_areas(profile, info.code, leeftijd), judge_parts(profile, info.code, leeftijd)
    values, own = compared.set_index("naam")["waarde"], compared[compared["gebied_code"] == profile.code]
    eigen, nederland = own[["waarde", "nl"]].iloc[0] if len(own) else (None, None)
    facts = {"info": info, "gebieden": len(compared), "laag": values.min(), "hoog": values.max()}
    zin: Callable[..., str] = partial(shared(profile, "oordeel"), **facts, eigen=eigen, nederland=nederland)
    if verdict is None and profile.is_single and not is_leeg(nederland):
        return zin("naast_nederland")
    if verdict is None and set(compared["soort"]) == {"telling"}:
        words = (parts_word(profile, 1), parts_word(profile))
        return zin("uitersten", uitersten=from_to(values, info.eenheid, info.decimalen, words))
    if verdict is None:
        return zin("spreiding")
    words_now = words_of(profile, info.richting, int((own if len(own) else compared)["jaar"].max()))
    sides = [(verdict.first, words_now["eerste"]), (verdict.second, words_now["tweede"])]
    if not profile.is_single:
        return zin("delen", kanten=[side for side in sides if side[0]], woorden=words_now, gebieden=verdict.count)
    kant = next((word for names, word in sides if profile.naam in names), "")
    return zin("eigen" if len(own) else "alleen_andere", kant=kant, woorden=words_now)
