"""The opening sentences of a chapter: per indicator the region, its interval, and Nederland."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.text import in_gebied, zin_cijfer, zin_over_groepen
from regiobeeld.outline.sentences import Zinnen, hoofdletter
from regiobeeld.profile.model import NEDERLAND, Figure, IndicatorInfo, Profile
from regiobeeld.profile.select import figure


def introduce(profile: Profile, indicators: Sequence[str], own: Zinnen | None = None) -> str:
    """A sentence per indicator that the region has a figure of; with `own` its text about them."""
    found = [item for item in (_about(profile, code) for code in indicators) if item is not None]
    years, zin = {item["jaar"] for item in found}, shared(profile, "inleiding")
    facts = {"cijfers": found, "jaar": years.pop() if len(years) == 1 else None, "bron": zin("bron")}
    if own is not None:
        return own("tekst", **facts)
    return zin("cijfers" if found else "geen", **facts)


def _about(profile: Profile, code: str) -> dict[str, Any] | None:
    """The figure of the region, its sentence, and the figure of Nederland of the same year and age group."""
    info, own = profile.indicators.get(code), figure(profile, code, profile.code)
    if info is None or own is None or own.waarde is None:
        return None
    national = figure(profile, code, NEDERLAND, own.leeftijd, own.jaar)
    reference = national.waarde if national and profile.code != NEDERLAND else None
    sentence = zin_cijfer(info, profile.naam, own, profile.heden)
    about = {"zin": sentence, "info": info, "eigen": own.waarde, "nederland": reference, "jaar": own.jaar}
    return about | {"kort": _in_short(profile, info, own)}


def _in_short(profile: Profile, info: IndicatorInfo, own: Figure) -> str:
    """The same sentence without its interval; empty for an indicator that has no verb."""
    if not info.gezegde or own.waarde is None:
        return ""
    place, share = hoofdletter(in_gebied(profile.naam)), (own.waarde, own.leeftijd)
    return zin_over_groepen(info, place, [share], own.jaar, profile.heden)
