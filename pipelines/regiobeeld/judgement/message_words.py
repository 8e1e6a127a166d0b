"""A main message: what its sentences (`[zin.boodschap]` in sources/rapport) say of a figure, and its tone."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from regiobeeld.outline.rapport import load_messages
from regiobeeld.outline.sentences import Zinnen, said_by
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.profile.phrase import is_past, verb_of
from regiobeeld.stats.arrays import LEVELS

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
    info, say = profile.indicators[row["indicator_code"]], _words(profile, row, where)
    others = [_words(profile, sibling, where) for sibling in siblings]
    return Message(
        code=f"{row['indicator_code']}-{row['leeftijd']}",
        thema=info.thema,
        onderwerp=row["onderwerp"],
        getal=say("getal"),
        zin=f"{say('cijfer')} {say('verwacht')}".strip(),
        ook=" ".join(f"{other('cijfer')} {other('te_verwachten')}".strip() for other in others),
        zekerheid=say("zekerheid") or say("verwacht_zonder_marges"),
        toon=_tone(info, row),
        robuust=say("robuust"),
        verwijzing="vergelijking",
        afstand=round(float(row["zwaarte"]), 6),
        rang=int(row["rang"]),
    )


def _words(profile: Profile, row: Row, where: str) -> Zinnen:
    """The sentences of a message, with what they say of this figure."""
    info, year = profile.indicators[row["indicator_code"]], int(row["jaar"])
    verb, rest = verb_of(info, year, profile.heden)
    facts = {
        "rij": row,
        "info": info,
        "waar": where,
        "jaar": year,
        "verleden": is_past(year, profile.heden),
        "werkwoord": verb,
        "gezegde": rest,
        "wie": load_messages().names[row["leeftijd"]],
        "voorbij": is_beyond_expectation(row),
        "niveaus": LEVELS,
    }
    return said_by("boodschap", facts)


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
