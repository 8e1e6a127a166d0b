"""Sentences about the future: every number with its band, and beside it how far off the same method was before."""

from __future__ import annotations

import math

from regiobeeld.future.care import TOTAL
from regiobeeld.future.declared import Verhouding
from regiobeeld.future.inputs import ALL_AGES
from regiobeeld.numbers import getal, opsomming, procent
from regiobeeld.profile.future import Expected, Outlook, outlook_of
from regiobeeld.profile.model import Profile
from regiobeeld.report.text import hoofdletter, in_gebied

OLD, SENIOR = "80+", "65+"
_DIGITS = 3


def rond(waarde: float) -> str:
    """A number of the future to three digits: 57.885 becomes "57.900"; more would promise too much."""
    if waarde <= 0:
        return getal(0)
    step = 10 ** max(math.floor(math.log10(waarde)) + 1 - _DIGITS, 0)
    return getal(round(waarde / step) * step)


def met_band(verwacht: Expected) -> str:
    """ "57.900 (tussen 49.000 en 68.400)"."""
    text = rond(verwacht.waarde)
    if verwacht.ondergrens is None or verwacht.bovengrens is None:
        return text
    return f"{text} (tussen {rond(verwacht.ondergrens)} en {rond(verwacht.bovengrens)})"


def groep_naam(leeftijd: str) -> str:
    """ "80-plussers"."""
    return f"{leeftijd.removesuffix('+')}-plussers"


def groep_tot(leeftijd: str) -> str:
    """ "50 tot en met 74 jaar"."""
    first, _, last = leeftijd.partition("-")
    return f"{first} tot en met {last} jaar"


def three_sentences(profile: Profile) -> list[str]:
    """The old, the care and who is there to help, now and in the declared year; empty for too small a region."""
    outlook = outlook_of(profile)
    if not outlook.is_sayable:
        return []
    found = (
        about_old(outlook, profile.naam),
        about_care(outlook, profile.naam),
        about_help(outlook, profile.naam),
    )
    return [sentence for sentence in found if sentence]


def about_old(outlook: Outlook, naam: str) -> str:
    """How many people of 80 and over there are and will be."""
    now, then = outlook.people(OLD, outlook.basisjaar), outlook.people(OLD, outlook.rules.rapport.kernjaar)
    if now is None or then is None:
        return ""
    return (
        f"{hoofdletter(in_gebied(naam))} woonden op 1 januari {outlook.basisjaar} {getal(now.waarde)} "
        f"{groep_naam(OLD)}; in {outlook.rules.rapport.kernjaar} zijn het er naar verwachting {met_band(then)}."
    )


def about_care(outlook: Outlook, naam: str) -> str:
    """How much more care the same use by age would mean, split in volume and ageing."""
    year = outlook.rules.rapport.kernjaar
    now, then = outlook.care(TOTAL, outlook.basisjaar), outlook.care(TOTAL, year)
    rows = outlook.care_rows(TOTAL, year)
    if now is None or then is None or then.ondergrens is None or then.bovengrens is None or rows.empty:
        return ""
    change, low, high = (100 * (x / now.waarde - 1) for x in (then.waarde, then.ondergrens, then.bovengrens))
    volume, ageing = float(rows["volume"].iloc[0]), float(rows["vergrijzing"].iloc[0])
    return (
        f"Blijft iedere leeftijd evenveel zorg gebruiken als nu, dan {_moves(change)} de zorgvraag "
        f"{in_gebied(naam)} tot {year} met {procent(abs(change), 0)} (tussen {getal(low, teken=True)} en "
        f"{getal(high, teken=True)}%): {_part(volume)} door het aantal mensen, {_part(ageing)} door hun leeftijd."
    )


def _moves(change: float) -> str:
    return "stijgt" if change >= 0 else "daalt"


def _part(change: float) -> str:
    return f"{getal(change, 1, teken=True)}%"


def about_help(outlook: Outlook, naam: str) -> str:
    """People of the age that gives informal care per one of the age that needs it."""
    return _about_ratio(outlook, outlook.demand.mantelzorg, naam)


def about_labour(outlook: Outlook, naam: str) -> str:
    """People of working age per one of the age that uses most care."""
    return _about_ratio(outlook, outlook.demand.arbeid, naam)


def _about_ratio(outlook: Outlook, declared: Verhouding, naam: str) -> str:
    year = outlook.rules.rapport.kernjaar
    now, then = outlook.care(declared.code, outlook.basisjaar), outlook.care(declared.code, year)
    if now is None or then is None or then.ondergrens is None or then.bovengrens is None:
        return ""
    return (
        f"In {outlook.basisjaar} waren er {in_gebied(naam)} {getal(now.waarde, 1)} mensen van "
        f"{groep_tot(declared.gevers)} voor iedere {groep_naam(declared.ontvangers).removesuffix('s')}; in {year} "
        f"zijn dat er naar verwachting {getal(then.waarde, 1)} (tussen {getal(then.ondergrens, 1)} en "
        f"{getal(then.bovengrens, 1)})."
    )


def honest_sentence(outlook: Outlook, naam: str) -> str:
    """What the same method expected of this region from an earlier year, and what was counted."""
    proef = outlook.rules.toets.band
    found = outlook.tested(OLD, landelijk_bekend=False, van=proef.van)
    if found is None:
        return ""
    expected, counted = found
    off = 100 * (expected / counted - 1)
    how = "precies goed" if abs(off) < 0.05 else f"{procent(abs(off))} te {'hoog' if off > 0 else 'laag'}"
    return (
        f"In {proef.van} hadden wij met deze methode {in_gebied(naam)} voor {proef.tot} {getal(expected)} "
        f"{groep_naam(OLD)} verwacht; het werden er {getal(counted)}. Die verwachting was {how}."
    )


def national_error(outlook: Outlook) -> str:
    """How the national run did from earlier years, with the direction of its error."""
    rows = outlook.toetsing
    found = rows[(rows["niveau"] == "NL") & (rows["leeftijd"] == OLD)]
    if found.empty:
        return ""
    row, ahead = found.iloc[0], outlook.rules.toets.land_termijn
    side = "te veel" if row["bias"] > 0 else "te weinig"
    return (
        f"Voor heel Nederland verwachtte de methode in {int(row['gebieden'])} proeven van {ahead} jaar (begonnen "
        f"vanaf {int(row['van'])}) gemiddeld {procent(abs(row['bias']))} {side} {groep_naam(OLD)}."
        f"{_shocks(outlook)} Die fout zit in de band."
    )


def _shocks(outlook: Outlook) -> str:
    """The years that the method leaves out of its mortality, when the tests ran through them."""
    last = outlook.rules.toets.land_tot + outlook.rules.toets.land_termijn
    years = [str(year) for year in outlook.rules.land.sterfte_overslaan if year < last]
    if not years:
        return ""
    return f" In die proeven vallen de jaren {opsomming(years)}, met meer sterfte dan de methode kon voorzien."


def unsayable(outlook: Outlook, naam: str) -> str:
    """Why nothing is said about a very small area."""
    now = outlook.people(ALL_AGES, outlook.basisjaar)
    people = "weinig" if now is None else getal(now.waarde)
    return (
        f"{hoofdletter(in_gebied(naam))} wonen {people} mensen. Onder de "
        f"{getal(outlook.rules.band.minste_inwoners)} inwoners hangt de toekomst af van enkele huizen en "
        "gezinnen: hoeveel mensen er straks wonen, is niet te zeggen."
    )
