"""Kernboodschappen: what stands out in the region, chosen by size x certainty x surprise."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import pandas as pd

from regiobeeld.numbers import dutch_number
from regiobeeld.profile.alternatives import outcomes
from regiobeeld.profile.indicator_table import indicator_table
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.profile.survey import MODEL_SUFFIX, is_told_by_survey
from regiobeeld.stats.guards import is_noise
from regiobeeld.stats.robust import Robustness, score_messages, select_messages, weigh_message

LEAST_ROBUST = 1 / 3
"""A message that stands in no more than a third of the other choices is not a main message."""
Tone = Literal["neutraal", "ongunstig", "gunstig"]
COUNT, PER_THEME, MOST_UNTESTED = 5, 2, 1
KINDS = ("enquete", "modelschatting")
GROUPS = {
    "18+": "volwassenen",
    "19+": "volwassenen (19 jaar en ouder)",
    "65+": "65-plussers",
    "16-25": "jongvolwassenen (16 tot en met 25 jaar)",
}
"""Age groups that a message may be about; 18-64 is left out, because 18+ tells the same."""
TOPICS = {
    "gewicht": ("gewicht", "obesitas"),
    "alcohol": ("alcohol", "drinken"),
    "roken": ("roken", "vapen"),
    # Before "bewegen": who finds it hard to move has a limitation, whatever he does about exercise.
    "beperking": ("beperk", "ziek"),
    "bewegen": ("beweeg", "bewegen", "fitnorm", "sport", "lopen", "fietsen"),
    "eenzaamheid": ("eenzaam",),
    "mantelzorg": ("mantelzorg",),
    "geld": ("geld", "rondkomen", "schulden"),
    "psychisch": ("angst", "stress", "mentale", "prestatiedruk"),
}
"""Indicators about the same thing, by a part of their code: one message per topic is enough."""
MINOR = (
    "beperking_horen",
    "beperking_zien",
    "cannabis",
    "drie_mmc",
    "fietsen",
    "geluidhinder_buren",
    "lid_sport",
    "lopen",
    "lopen_of_fietsen",
    "moe_overdag",
    "online_gokken",
    "roken_of_vapen",
    "stress_geld",
    "stress_studie",
    "vapen",
)
"""Subjects that say less than the main one of their topic; each must stand out twice as much to be told."""
MINOR_WEIGHT = 0.5
LEAST_INHABITANTS = 10_000
"""Below this number of inhabitants a model estimate is too uncertain for a main message."""
NOT_TOLD = ("normaal_gewicht", "matig_overgewicht", "ondergewicht")
"""Say little beside overgewicht: together they are the whole population."""


@dataclass(frozen=True)
class Message:
    """One main message with everything needed to show it.

    code: indicator and age group ("roken_enquete-18+"); getal and zin: the number and the sentence it stands in;
    zekerheid: how certain; toon: ongunstig, gunstig or neutraal; robuust: "houdt stand in 11 van 12", empty for
    what cannot be tested; verwijzing: id of the chapter it comes from; score: 0-1, for the order.
    """

    code: str
    thema: str
    getal: str
    zin: str
    zekerheid: str
    toon: Tone
    robuust: str
    verwijzing: str
    score: float


def select(profile: Profile, count: int = COUNT, plaats: str = "") -> list[Message]:
    """The messages that matter most, best first; the same input gives the same messages in the same order.

    Args:
        plaats: the region as it stands in a sentence ("in Twente", "op Ameland"); by default "in" and its name.
    """
    if profile.code == NEDERLAND:
        return []
    table = candidates(profile)
    if table.empty:
        return []
    scored = score_messages(table).sort_values(
        ["score", "indicator_code", "leeftijd"], ascending=[False, True, True]
    )
    firm = scored["robuust"].isna() | (scored["robuust"] > LEAST_ROBUST)
    sayable = (scored["soort"] != "modelschatting") | _may_tell_estimates(profile, table)
    best = scored[firm & sayable].drop_duplicates("onderwerp")
    untested = best["stap"].isna()
    best = best[~untested | (untested.cumsum() <= MOST_UNTESTED)]
    chosen = select_messages(best, count, per_group=PER_THEME)
    where = plaats or f"in {profile.naam}"
    return [_write(profile, row, where) for row in chosen.to_dict("records")]


def _may_tell_estimates(profile: Profile, table: pd.DataFrame) -> bool:
    """Whether a model estimate may be a main message: never of a tiny area, nor when nothing else was measured."""
    people = profile.inwoners["totaal"].reindex(list(profile.region.gemeenten)).sum()
    return bool(people >= LEAST_INHABITANTS and table["stap"].notna().any())


@lru_cache(maxsize=4)
def candidates(profile: Profile) -> pd.DataFrame:
    """Every figure that could be a message, with what `stats.robust.score_messages` needs.

    Columns of `indicator_table`, and verschil_sd (difference in standard deviations between gemeenten), ruis,
    onderwerp (topic), gewicht (of the subject), houdt_stand, van, robuust (0-1).
    """
    table = indicator_table(profile)
    info = [profile.indicators[code] for code in table["indicator_code"]]
    fits = np.array([_is_fit_to_tell(i) for i in info], dtype=bool)
    known = table["waarde"].notna() & table["nl"].notna() & table["leeftijd"].isin(list(GROUPS))
    table = table[fits & known & table["actueel"] & _is_newest_round(profile, table) & ~is_told_by_survey(table)]
    table = table.assign(
        verschil_sd=table["verschil"] / _spread_between_gemeenten(profile, table),
        ruis=is_noise(table["soort"], table["verschil"]),
        onderwerp=[topic_of(code) for code in table["indicator_code"]],
        gewicht=[MINOR_WEIGHT if _plain(code) in MINOR else 1.0 for code in table["indicator_code"]],
    )
    stands = [_robustness(profile, row) for row in table.to_dict("records")]
    return table.assign(
        houdt_stand=[s.holds for s in stands],
        van=[s.total for s in stands],
        robuust=[np.nan if s.share is None else s.share for s in stands],
    )


def _is_fit_to_tell(info: IndicatorInfo) -> bool:
    """A percentage that a sentence can be made of."""
    told = info.code.removesuffix(MODEL_SUFFIX) not in NOT_TOLD
    return told and info.gezegde is not None and info.eenheid == "%" and info.soort in KINDS


def _is_newest_round(profile: Profile, table: pd.DataFrame) -> pd.Series:
    """Rows of the newest year of their source: a topic that was dropped from the survey is no news."""
    source = pd.Series([profile.indicators[code].bron_code for code in table["indicator_code"]], index=table.index)
    return table["jaar"] == table["jaar"].groupby(source).transform("max")


def _spread_between_gemeenten(profile: Profile, table: pd.DataFrame) -> pd.Series:
    """Standard deviation of the newest figure between all gemeenten of NL; empty where there is none."""
    rows = profile.landelijk[profile.landelijk["indicator_code"].isin(list(table["indicator_code"].unique()))]
    spread = rows.groupby(["indicator_code", "leeftijd"])["waarde"].std(ddof=0)
    found = spread.reindex(pd.MultiIndex.from_frame(table[["indicator_code", "leeftijd"]])).to_numpy()
    return pd.Series(np.where(found > 0, found, np.nan), index=table.index)


def topic_of(code: str) -> str:
    """The topic an indicator is about; an indicator without a known topic is one by itself."""
    plain = _plain(code)
    return next((topic for topic, parts in TOPICS.items() if any(part in plain for part in parts)), plain)


def _plain(code: str) -> str:
    """The code of a subject, whoever was asked and however it was measured."""
    return code.removesuffix(MODEL_SUFFIX).removeprefix("jv_")


def _robustness(profile: Profile, row: dict[Hashable, Any]) -> Robustness:
    table, key = outcomes(profile), (row["indicator_code"], row["leeftijd"])
    if key not in table.index:
        return Robustness(0, 0, ())
    return weigh_message(row["stap"], {str(name): float(step) for name, step in table.loc[key].items()})


def _write(profile: Profile, row: dict[Hashable, Any], where: str) -> Message:
    info = profile.indicators[row["indicator_code"]]
    klasse = row["klasse"] if isinstance(row["klasse"], str) else ""
    tone: Tone = "ongunstig" if "ongunstiger" in klasse else "gunstig" if "gunstiger" in klasse else "neutraal"
    stands = _robustness(profile, row)
    number = _percentage(row["waarde"], info.decimalen)
    told = _tell(info, row, where, number)
    sentence = (
        f"{told}; in Nederland {_percentage(row['nl'], info.decimalen)} ({row['jaar']})."
        f"{_surprise(row, info.decimalen)}"
    )
    return Message(
        code=f"{row['indicator_code']}-{row['leeftijd']}",
        thema=info.thema,
        getal=number,
        zin=sentence,
        zekerheid=_certainty(row, info.decimalen, stands),
        toon=tone,
        robuust=stands.text_nl if stands.total else "",
        verwijzing="vergelijking",
        score=round(float(row["score"]), 6),
    )


def _tell(info: IndicatorInfo, row: dict[Hashable, Any], where: str, number: str) -> str:
    """ "In Twente rookt 17,3% van de volwassenen"; an estimate is called one in the sentence itself."""
    verb, _, rest = (info.gezegde or "").partition(" ")
    if rest.startswith("of "):  # "rookt of vapet" is one verb
        verb, rest = info.gezegde or "", ""
    about = "naar schatting " if row["soort"] == "modelschatting" else ""
    told = f"{where} {verb} {about}{number} van de {GROUPS[row['leeftijd']]} {rest}"
    return " ".join(f"{told[:1].upper()}{told[1:]}".split())


def _percentage(value: float, decimals: int) -> str:
    return f"{dutch_number(value, decimals)}%"


def _surprise(row: dict[Hashable, Any], decimals: int) -> str:
    """Whether age, SES and urbanity would lead one to expect this figure."""
    if pd.isna(row["verwacht_stap"]) or pd.isna(row["stap"]):
        return ""
    where = {0: "daar past het cijfer bij", 1: "het cijfer ligt daarboven", -1: "het cijfer ligt daaronder"}
    return (
        f" Naar leeftijd, SES en stedelijkheid is {_percentage(row['verwacht'], decimals)} te verwachten; "
        f"{where[int(row['verwacht_stap'])]}."
    )


def _certainty(row: dict[Hashable, Any], decimals: int, stands: Robustness) -> str:
    if row["soort"] == "modelschatting":
        return "Schatting van een rekenmodel, zonder marge; daarom geen oordeel over het verschil."
    if pd.isna(row["stap"]):
        return "Enquête zonder gepubliceerde marges; daarom geen oordeel over het verschil."
    low, high = (dutch_number(row[name], decimals) for name in ("ondergrens", "bovengrens"))
    text = (
        f"Enquête, 95%-interval {low}–{high}. Het verschil met de rest van Nederland is meer dan toeval "
        f"(zekerheid {'99,8' if abs(row['stap']) == 2 else '95'}%)."
    )
    if not stands.total:
        return text
    choices = "andere keuze" if stands.total == 1 else "andere keuzes"
    return f"{text} Houdt stand in {stands.holds} van {stands.total} {choices}."
