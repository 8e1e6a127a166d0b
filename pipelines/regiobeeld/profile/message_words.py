"""A main message in words: the sentence, how certain it is, and its tone."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from regiobeeld.catalog.rapport import load_messages
from regiobeeld.numbers import dutch_number
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.profile.phrase import is_past, phrase_for

Tone = Literal["neutraal", "ongunstig", "gunstig"]
Row = Mapping[Hashable, Any]


@dataclass(frozen=True)
class Message:
    """One main message with everything needed to show it.

    code: indicator and age group ("roken_enquete-18+"); getal and zin: the number and the sentence it stands in;
    zekerheid: how certain; toon: ongunstig, gunstig or neutraal; robuust: "houdt stand in 11 van 12", empty for
    what cannot be tested; verwijzing: id of the chapter it comes from; score: 0-1, for the order.
    """

    code: str
    thema: str
    onderwerp: str
    getal: str
    zin: str
    zekerheid: str
    toon: Tone
    robuust: str
    verwijzing: str
    score: float


def write_message(profile: Profile, row: Row, where: str) -> Message:
    """The message of one row of `messages.candidates`; `where` is "in Twente" or "op Ameland"."""
    info = profile.indicators[row["indicator_code"]]
    number, past = _percentage(row["waarde"], info.decimalen), is_past(int(row["jaar"]), profile.heden)
    told = _tell(info, row, profile.heden, where, number)
    if profile.code != NEDERLAND:
        told = f"{told}; in Nederland {_percentage(row['nl'], info.decimalen)}"
    sentence = f"{told}." if past else f"{told} ({row['jaar']})."
    return Message(
        code=f"{row['indicator_code']}-{row['leeftijd']}",
        thema=info.thema,
        onderwerp=row["onderwerp"],
        getal=number,
        zin=sentence + _surprise(row, info.decimalen, past),
        zekerheid=_certainty(row, info.decimalen),
        toon=_tone(info, row),
        robuust=f"houdt stand in {row['houdt_stand']} van {row['van']}" if row["van"] else "",
        verwijzing="vergelijking",
        score=round(float(row["score"]), 6),
    )


def _tone(info: IndicatorInfo, row: Row) -> Tone:
    """The side of a difference that is more than chance; without margins: of one beyond expectation."""
    is_judged: bool = bool(row["overleeft"]) if pd.notna(row["stap"]) else is_beyond_expectation(row)
    if not is_judged or info.richting == "neutraal":
        return "neutraal"
    return "gunstig" if (row["verschil"] > 0) == (info.richting == "hoger_is_beter") else "ongunstig"


def is_beyond_expectation(row: Row) -> bool:
    """Whether a figure is demonstrably beyond its expectation, on the side where it differs from NL.

    For a survey without margins this is the only test there is (METHODEN 12): the band holds what gemeenten of the
    same age, SES and urbanity show, chance in their figures included.
    """
    return bool(row["verwacht_overleeft"]) and bool(np.sign(row["verwacht_stap"]) == np.sign(row["verschil"]))


def _tell(info: IndicatorInfo, row: Row, heden: int, where: str, number: str) -> str:
    """ "In Twente rookte in 2020 17,3% van de volwassenen"; an estimate is called one in the sentence itself."""
    phrase, year = phrase_for(info, int(row["jaar"]), heden), int(row["jaar"])
    verb, _, rest = phrase.partition(" ")
    if rest.startswith("of "):  # "rookt of vapet" is one verb
        verb, rest = phrase, ""
    when = f"in {year} " if is_past(year, heden) else ""
    about = "naar schatting " if row["soort"] == "modelschatting" else ""
    people = load_messages().names[row["leeftijd"]]
    told = f"{where} {verb} {when}{about}{number} van de {people} {rest}"
    return " ".join(f"{told[:1].upper()}{told[1:]}".split())


def _percentage(value: float, decimals: int) -> str:
    return f"{dutch_number(value, decimals)}%"


def _surprise(row: Row, decimals: int, past: bool) -> str:
    """Whether age, SES and urbanity lead one to expect this; nothing where that would judge the unjudged."""
    if pd.isna(row["verwacht_stap"]) or (pd.isna(row["stap"]) and not is_beyond_expectation(row)):
        return ""
    fits, lies, verb = ("paste", "lag", "was") if past else ("past", "ligt", "is")
    where = {
        0: f"daar {fits} het cijfer bij",
        1: f"het cijfer {lies} daarboven",
        -1: f"het cijfer {lies} daaronder",
    }
    chance = "" if row["verwacht_overleeft"] or not row["verwacht_stap"] else ", maar dat kan toeval zijn"
    return (
        f" Naar leeftijd, SES en stedelijkheid {verb} {_percentage(row['verwacht'], decimals)} te verwachten; "
        f"{where[int(row['verwacht_stap'])]}{chance}."
    )


def _certainty(row: Row, decimals: int) -> str:
    if row["soort"] == "modelschatting":
        return "Schatting van een rekenmodel, zonder marge; daarom geen oordeel over het verschil."
    if pd.isna(row["stap"]):
        return _certainty_without_margins(row, decimals)
    low, high = (dutch_number(row[name], decimals) for name in ("ondergrens", "bovengrens"))
    text = (
        f"Enquête, 95%-interval {low}–{high}. Het verschil met de rest van Nederland is meer dan toeval "
        f"(zekerheid {'99,8' if abs(row['stap']) == 2 else '95'}%)."
    )
    if not row["van"]:
        return text
    choices = "andere keuze" if row["van"] == 1 else "andere keuzes"
    return f"{text} Houdt stand in {row['houdt_stand']} van {row['van']} {choices}."


def _certainty_without_margins(row: Row, decimals: int) -> str:
    if not is_beyond_expectation(row):
        return "Enquête zonder gepubliceerde marges; daarom geen oordeel over het verschil."
    low, high = (dutch_number(row[name], decimals) for name in ("verwacht_laag", "verwacht_hoog"))
    return (
        "Enquête zonder gepubliceerde marges: het verschil met Nederland is niet te toetsen. Het cijfer is wel "
        f"getoetst aan wat in gemeenten met dezelfde leeftijd, SES en stedelijkheid te verwachten is (95%: "
        f"{low}–{high}), en valt daarbuiten."
    )
