"""What is said of the future: every number with its band, and beside it how far off the same method was before.

The sentences stand in `sources/rapport/toekomstzinnen.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from regiobeeld.future.care import TOTAL
from regiobeeld.needs.future import Expected, Outlook, outlook_of
from regiobeeld.numbers import LEEG
from regiobeeld.outline.sentences import rond, said_by
from regiobeeld.profile.model import Profile
from regiobeeld.projection.declared import Verhouding
from regiobeeld.projection.inputs import ALL_AGES

OLD, SENIOR = "80+", "65+"


@dataclass(frozen=True)
class Sentence:
    """One sentence about the future: its number, the text with the band, how certain it is, where it stands."""

    getal: str
    zin: str
    zekerheid: str
    verwijzing: str


def sentences(profile: Profile, where: str) -> list[Sentence]:
    """The old, the care and who is there to help, in the declared year; empty for a region that is too small.

    Args:
        where: the region as a sentence names it ("in Twente", "op Ameland").
    """
    outlook = outlook_of(profile)
    if not outlook.is_sayable:
        return []
    certainty = _say(outlook, "zekerheid")
    tested = f"{certainty} {honest_sentence(outlook, where)}".strip()
    helpers = outlook.demand.mantelzorg.code
    care = outlook.growth(TOTAL, outlook.rules.rapport.kernjaar)
    found = (
        Sentence(
            _growth(outlook, _growth_of_old(outlook)), about_old(outlook, where), tested, "figuur-waaier-80plus"
        ),
        Sentence(_growth(outlook, care), about_care(outlook, where), certainty, "figuur-zorgvraag-per-wet"),
        Sentence(_from_to(outlook, helpers), about_help(outlook, where), certainty, "figuur-mantelzorgpotentieel"),
    )
    return [sentence for sentence in found if sentence.zin]


def _say(outlook: Outlook, name: str, where: str = "", **facts: Any) -> str:
    years = {"basisjaar": outlook.basisjaar, "jaar": outlook.rules.rapport.kernjaar, "peiljaar": outlook.peiljaar}
    known = {**years, "projectie": outlook.rules, "waar": where, "ouderen": groep_naam(OLD)}
    return said_by("toekomst", known)(name, **facts)


def _now_and_then(outlook: Outlook, leeftijd: str) -> tuple[Expected | None, Expected | None]:
    return outlook.people(leeftijd, outlook.basisjaar), outlook.people(leeftijd, outlook.rules.rapport.kernjaar)


def _care_now_and_then(outlook: Outlook, code: str) -> tuple[Expected | None, Expected | None]:
    return outlook.care(code, outlook.basisjaar), outlook.care(code, outlook.rules.rapport.kernjaar)


def _growth_of_old(outlook: Outlook) -> Expected | None:
    now, then = _now_and_then(outlook, OLD)
    return then.since(now) if then else None


def _growth(outlook: Outlook, growth: Expected | None) -> str:
    return _say(outlook, "groei", groei=growth) if growth else ""


def _from_to(outlook: Outlook, code: str) -> str:
    now, then = _care_now_and_then(outlook, code)
    return _say(outlook, "van_naar", nu=now, straks=then) if now and then else ""


def met_band(verwacht: Expected) -> str:
    """ "57.900 (tussen 49.000 en 68.400)"."""
    return said_by("toekomst", {})("met_band", straks=verwacht)


def band_in_cel(verwacht: Expected | None) -> str:
    """The same for a cell of a table: "57.900 (49.000–68.400)"."""
    if verwacht is None:
        return LEEG
    text = rond(verwacht.waarde)
    if verwacht.ondergrens is None or verwacht.bovengrens is None:
        return text
    return f"{text} ({rond(verwacht.ondergrens)}–{rond(verwacht.bovengrens)})"


def groep_naam(leeftijd: str) -> str:
    """ "80-plussers"."""
    return f"{leeftijd.removesuffix('+')}-plussers"


def groep_tot(leeftijd: str) -> str:
    """ "50 tot en met 74 jaar"."""
    first, _, last = leeftijd.partition("-")
    return f"{first} tot en met {last} jaar"


def about_old(outlook: Outlook, where: str) -> str:
    """How many people of 80 and over there are and will be."""
    now, then = _now_and_then(outlook, OLD)
    return _say(outlook, "ouderen", where, nu=now, met_band=met_band(then)) if now and then else ""


def about_care(outlook: Outlook, where: str) -> str:
    """How much more care the same use by age would mean, split in volume and ageing."""
    year = outlook.rules.rapport.kernjaar
    growth, rows = outlook.growth(TOTAL, year), outlook.care_rows(TOTAL, year)
    if growth is None or growth.ondergrens is None or rows.empty:
        return ""
    parts = {name: float(rows[name].iloc[0]) for name in ("volume", "vergrijzing")}
    return _say(outlook, "zorg", where, groei=growth, **parts)


def about_help(outlook: Outlook, where: str) -> str:
    """People of the age that gives informal care per one of the age that needs it."""
    return _about_ratio(outlook, outlook.demand.mantelzorg, where)


def about_labour(outlook: Outlook, where: str) -> str:
    """People of working age per one of the age that uses most care."""
    return _about_ratio(outlook, outlook.demand.arbeid, where)


def _about_ratio(outlook: Outlook, declared: Verhouding, where: str) -> str:
    now, then = _care_now_and_then(outlook, declared.code)
    if now is None or then is None or then.ondergrens is None or then.bovengrens is None:
        return ""
    names = {"gevers": groep_tot(declared.gevers), "ontvanger": groep_naam(declared.ontvangers).removesuffix("s")}
    return _say(outlook, "verhouding", where, nu=now, straks=then, **names)


def honest_sentence(outlook: Outlook, where: str) -> str:
    """What the same method expected of this region from an earlier year, and what was counted."""
    trial = outlook.rules.toets.band
    found = outlook.tested(OLD, landelijk_bekend=False, van=trial.van)
    if found is None:
        return ""
    expected, counted = found
    off = 100 * (expected / counted - 1)
    return _say(outlook, "proef", where, proef=trial, verwacht=expected, geteld=counted, ernaast=off)


def national_error(outlook: Outlook) -> str:
    """How the national run did from earlier years, with the direction of its error and the shocks in between."""
    rows = outlook.toetsing
    found = rows[(rows["niveau"] == "NL") & (rows["leeftijd"] == OLD)]
    if found.empty:
        return ""
    rules = outlook.rules
    last = rules.toets.land_tot + rules.toets.land_termijn
    shocks = [str(year) for year in rules.land.sterfte_overslaan if year < last]
    return _say(outlook, "proef_landelijk", rij=found.iloc[0], schokjaren=shocks)


def unsayable(outlook: Outlook, where: str) -> str:
    """Why nothing is said: a look back from before the projection, or a very small area."""
    if outlook.basisjaar > outlook.peiljaar:
        return _say(outlook, "terugblik")
    return _say(outlook, "te_klein", where, nu=outlook.people(ALL_AGES, outlook.basisjaar))
