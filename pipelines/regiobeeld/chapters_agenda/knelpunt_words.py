"""What the sentences about a knelpunt are filled with; they stand in `sources/rapport/knelpunten.toml`."""

from __future__ import annotations

from typing import Any

import pandas as pd

from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.text import wijknamen
from regiobeeld.judgement.messages import judged
from regiobeeld.knelpunten.draft import Ground, as_ground
from regiobeeld.knelpunten.edits import Shown
from regiobeeld.needs.collaboration import overview_of, running_on
from regiobeeld.needs.future import outlook_of
from regiobeeld.needs.future_words import groep_naam, met_band
from regiobeeld.needs.group_words import tell_both
from regiobeeld.needs.groups import groups_of
from regiobeeld.needs.knelpunten import doelgroep_of, people_of, places_of
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.local import support_of
from regiobeeld.profile.model import Profile
from regiobeeld.profile.select import rows


def told(profile: Profile, item: Shown, kind: str = "knelpunt") -> Zinnen:
    """The sentences of one kind about a knelpunt, with what is short to tell of it."""
    lead = item.draft.gronden[0] if item.draft else None
    facts = _about(profile, lead) | {
        "k": item.inhoud,
        "code": item.code,
        "concept": item.draft,
        "besluit": item.besluit,
        "verouderd": item.is_outdated,
        "wie": doelgroep_of(item),
        "ontvangers": _receivers(profile, lead) if lead else "",
    }
    return shared(profile, kind, **facts)


def card_of(profile: Profile, item: Shown) -> dict[str, str]:
    """The rows of the card of a knelpunt; one without a text is left out."""
    zin, draft = told(profile, item), item.draft
    grounds = draft.gronden if draft else ()
    # Of each age the heaviest ground.
    leads = list({ground.leeftijd: ground for ground in reversed(grounds)}.values())[::-1]
    follows = getattr(item.inhoud, "voortgang", "")
    facts = {
        "gronden": grounds,
        "cijfers": [figure_of(profile, ground) for ground in leads],
        "steun_lokaal": [(found, profile.indicators[found.code]) for found in support_of(profile, item.code)],
        "delen_ongunstig": sorted(profile.name(code) for code in places_of(profile, draft)) if draft else [],
        "steun": [_support(profile, code) for code in draft.steun] if draft else [],
        "mensen": zin("mensen") if grounds else "",
        "zeker": zin("zeker"),
        "verbanden": overview_of(profile).verbanden,
        "lopend": running_on(profile, item.inhoud.themas),
        "volgt": None if isinstance(follows, str) else profile.indicators.get(follows.indicator),
        "nieuwste": None if isinstance(follows, str) else _newest(profile, follows.indicator, follows.leeftijd),
    }
    return {name: text for name, text in told(profile, item, "knelpunt_kaart").rij(**facts).items() if text}


def _support(profile: Profile, code: str) -> dict[str, Any]:
    """A doelgroep under a knelpunt: where its traits come together, and how many people have both."""
    groups = groups_of(profile)
    row, declared = groups.row(code), groups.declared[code]
    names = wijknamen(profile, groups.inside(code))
    return {"namen": names, "per_wijk": declared.niveau == "WK", "samen": tell_both(row, declared)}


def _newest(profile: Profile, indicator: str, leeftijd: str) -> pd.Series | None:
    """The last figure of the region itself; None without one."""
    found = rows(profile, indicator, leeftijd)
    found = found[(found["gebied_code"] == profile.code) & found["waarde"].notna()].sort_values("jaar")
    return None if found.empty else found.iloc[-1]


def figure_of(profile: Profile, ground: Ground) -> str:
    """ "Overmatig drinken (18+, 2020): 7,8%, Nederland 6,2%, verwacht 4,6–7,0%." """
    outlook = outlook_of(profile)
    facts = {"verhouding": outlook.demand.mantelzorg, "basisjaar": outlook.basisjaar}
    return shared(profile, "knelpunt", **_about(profile, ground), **facts)("cijfer")


def _about(profile: Profile, ground: Ground | None) -> dict[str, Any]:
    """A ground, the indicator it is a figure of (a ratio of the future is of none) and the people behind it."""
    if ground is None:
        return {"g": None, "info": None, "m": None}
    return {"g": ground, "info": profile.indicators.get(ground.indicator), "m": people_of(profile, ground)}


def _receivers(profile: Profile, ground: Ground) -> str:
    """How many people of the age that needs help there will be; empty for a figure of now."""
    if ground.nu is None:
        return ""
    outlook = outlook_of(profile)
    age = outlook.demand.mantelzorg.ontvangers
    now, then = outlook.people(age, outlook.basisjaar), outlook.people(age, ground.jaar)
    facts = {"nu": now, "straks": then, "wie": groep_naam(age), "basisjaar": outlook.basisjaar, "g": ground}
    return shared(profile, "knelpunt", **facts)("ontvangers", met_band=met_band(then) if then else "")


def people_behind(profile: Profile, code: str, age: str) -> str:
    """The people an unfavourable figure is about: "Dat zijn naar verwachting ongeveer 88.000 mensen ..." """
    table = judged(profile)
    table = table[(table["indicator_code"] == code) & (table["leeftijd"] == age)]
    if table.empty:
        return ""
    about = _about(profile, as_ground(table.iloc[0].to_dict()))
    people = about["m"]
    if people is None or people.ondergrens is None or people.bovengrens is None:
        return ""
    return shared(profile, "knelpunt", **about)("achter_cijfer")
