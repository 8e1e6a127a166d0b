"""A main message in words: the sentence, how certain it is, and its tone."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from regiobeeld.numbers import dutch_number, getal
from regiobeeld.outline.rapport import load_messages
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.profile.phrase import is_past, phrase_for

Tone = Literal["neutraal", "ongunstig", "gunstig"]
Row = Mapping[Hashable, Any]


@dataclass(frozen=True)
class Message:
    """One main message with everything needed to show it.

    code: indicator and age group ("roken_enquete-18+"); getal and zin: the number and the sentence it stands in;
    ook: the same topic of other people;
    zekerheid: how certain; toon: ongunstig, gunstig or neutraal; robuust: "houdt stand in 11 van 12", empty for
    what cannot be tested; verwijzing: id of the chapter it comes from; afstand: how far it is from what is
    expected (standard errors), within its rang (see `messages.select`).
    """

    code: str
    thema: str
    onderwerp: str
    getal: str
    zin: str
    ook: str
    zekerheid: str
    toon: Tone
    robuust: str
    verwijzing: str
    afstand: float
    rang: int


def write_message(profile: Profile, row: Row, where: str, siblings: Sequence[Row] = ()) -> Message:
    """The message of one row of `messages.judged`; `where` is "in Twente" or "op Ameland".

    `siblings`: rows about the same topic of other groups of people, told in a sentence of their own.
    """
    info = profile.indicators[row["indicator_code"]]
    number, past = _percentage(row["waarde"], info.decimalen), is_past(int(row["jaar"]), profile.heden)
    told = [_sentence(profile, sibling, where) + _band(profile, sibling) for sibling in siblings]
    lead = _sentence(profile, row, where) + _surprise(row, info.decimalen, past)
    return Message(
        code=f"{row['indicator_code']}-{row['leeftijd']}",
        thema=info.thema,
        onderwerp=row["onderwerp"],
        getal=number,
        zin=lead,
        ook=" ".join(told),
        zekerheid=_certainty(row, info.decimalen),
        toon=_tone(info, row),
        robuust=f"houdt stand in {row['houdt_stand']} van {row['van']}" if row["van"] else "",
        verwijzing="vergelijking",
        afstand=round(float(row["zwaarte"]), 6),
        rang=int(row["rang"]),
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
    """ "In Twente rookte in 2020 17,3% van de volwassenen"."""
    phrase, year = phrase_for(info, int(row["jaar"]), heden), int(row["jaar"])
    verb, _, rest = phrase.partition(" ")
    if rest.startswith("of "):  # "rookt of vapet" is one verb
        verb, rest = phrase, ""
    when = f"in {year} " if is_past(year, heden) else ""
    people = load_messages().names[row["leeftijd"]]
    told = f"{where} {verb} {when}{number} van de {people} {rest}"
    return " ".join(f"{told[:1].upper()}{told[1:]}".split())


def _sentence(profile: Profile, row: Row, where: str) -> str:
    """The figure beside that of Nederland."""
    info = profile.indicators[row["indicator_code"]]
    told = _tell(info, row, profile.heden, where, _percentage(row["waarde"], info.decimalen))
    told = f"{told}; in Nederland {_percentage(row['nl'], info.decimalen)}"
    return f"{told}." if is_past(int(row["jaar"]), profile.heden) else f"{told} ({row['jaar']})."


def _band(profile: Profile, row: Row) -> str:
    """What was expected of a sibling, as a band."""
    if pd.isna(row["verwacht_laag"]):
        return ""
    return f" Te verwachten was {bounds(row, profile.indicators[row['indicator_code']].decimalen)}."


def bounds(row: Row, decimals: int) -> str:
    """The band of the expectation: "4,6–7,0%"."""
    low, high = (dutch_number(row[name], decimals) for name in ("verwacht_laag", "verwacht_hoog"))
    return f"{low}–{high}%"


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
        f" Naar leeftijd, SES en stedelijkheid {verb} {_percentage(row['verwacht'], decimals)} te verwachten "
        f"({bounds(row, decimals)}); {where[int(row['verwacht_stap'])]}{chance}."
    )


def _certainty(row: Row, decimals: int) -> str:
    if pd.isna(row["stap"]):
        return _certainty_without_margins(row, decimals)
    low, high = (dutch_number(row[name], decimals) for name in ("ondergrens", "bovengrens"))
    text = (
        f"Enquête: het echte cijfer ligt waarschijnlijk tussen {low} en {high}%. Het verschil met de rest van "
        "Nederland is meer dan toeval "
        f"(zekerheid {'99,8' if abs(row['stap']) == 2 else '95'}%)."
    )
    if not row["van"]:
        return text
    return f"{text} {holds(row)}"


def holds(row: Row) -> str:
    """Whether the difference stays when one compares in another way."""
    stays, of = row["houdt_stand"], row["van"]
    often = "blijft dat zo" if stays == of else f"blijft dat {getal(stays)} van de {getal(of)} keer zo"
    return f"Ook met een ander jaar, een andere bron of een andere vergelijking {often}."


def _certainty_without_margins(row: Row, decimals: int) -> str:
    return (
        "Enquête zonder gepubliceerde marges: met Nederland niet te toetsen. Gemeenten met dezelfde leeftijd, SES "
        f"en stedelijkheid lagen waarschijnlijk binnen {bounds(row, decimals)}; dit cijfer valt daarbuiten."
    )
