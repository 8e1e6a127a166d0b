"""Sentences about the future: every number with its band, and beside it how far off the same method was before."""

from __future__ import annotations

from dataclasses import dataclass

from regiobeeld.future.care import TOTAL
from regiobeeld.needs.future import Expected, Outlook, outlook_of
from regiobeeld.numbers import LEEG, getal, opsomming, procent, round_off
from regiobeeld.profile.model import Profile
from regiobeeld.projection.declared import Verhouding
from regiobeeld.projection.inputs import ALL_AGES

OLD, SENIOR = "80+", "65+"
_DIGITS = 3


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
    certainty = (
        f"{_capital(outlook.rules.naam)}, geen officiële prognose. De uitkomst ligt waarschijnlijk tussen de "
        "grenzen die erbij staan."
    )
    tested = f"{certainty} {honest_sentence(outlook, where)}".strip()
    help_code = outlook.demand.mantelzorg.code
    found = (
        Sentence(_growth_of(outlook, OLD), about_old(outlook, where), tested, "figuur-waaier-80plus"),
        Sentence(
            _signed(outlook.growth(TOTAL, outlook.rules.rapport.kernjaar)),
            about_care(outlook, where),
            certainty,
            "figuur-zorgvraag-per-wet",
        ),
        Sentence(_later(outlook, help_code), about_help(outlook, where), certainty, "figuur-mantelzorgpotentieel"),
    )
    return [sentence for sentence in found if sentence.zin]


def _growth_of(outlook: Outlook, leeftijd: str) -> str:
    now, then = (outlook.people(leeftijd, year) for year in (outlook.basisjaar, outlook.rules.rapport.kernjaar))
    return _signed(then.since(now) if then else None)


def _signed(growth: Expected | None) -> str:
    return f"{getal(growth.waarde, teken=True)}%" if growth else ""


def _later(outlook: Outlook, code: str) -> str:
    now, then = (outlook.care(code, year) for year in (outlook.basisjaar, outlook.rules.rapport.kernjaar))
    if now is None or then is None:
        return ""
    return f"{getal(now.waarde, 1)} → {getal(then.waarde, 1)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def round_expected(waarde: float) -> float:
    """A number of the future to three digits: 57.885 becomes 57.900; more would promise too much."""
    return round_off(max(waarde, 0.0), _DIGITS)


def rond(waarde: float) -> str:
    """As `round_expected`, in writing: "57.900"."""
    return getal(round_expected(waarde))


def met_band(verwacht: Expected) -> str:
    """ "57.900 (tussen 49.000 en 68.400)"."""
    text = rond(verwacht.waarde)
    if verwacht.ondergrens is None or verwacht.bovengrens is None:
        return text
    return f"{text} (tussen {rond(verwacht.ondergrens)} en {rond(verwacht.bovengrens)})"


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
    now, then = outlook.people(OLD, outlook.basisjaar), outlook.people(OLD, outlook.rules.rapport.kernjaar)
    if now is None or then is None:
        return ""
    return (
        f"{_capital(where)} woonden op 1 januari {outlook.basisjaar} {getal(now.waarde)} "
        f"{groep_naam(OLD)}; in {outlook.rules.rapport.kernjaar} zijn het er naar verwachting {met_band(then)}."
    )


def about_care(outlook: Outlook, where: str) -> str:
    """How much more care the same use by age would mean, split in volume and ageing."""
    year = outlook.rules.rapport.kernjaar
    growth, rows = outlook.growth(TOTAL, year), outlook.care_rows(TOTAL, year)
    if growth is None or growth.ondergrens is None or rows.empty:
        return ""
    change, low, high = growth.waarde, growth.ondergrens, growth.bovengrens
    volume, ageing = float(rows["volume"].iloc[0]), float(rows["vergrijzing"].iloc[0])
    return (
        f"Blijft iedere leeftijd evenveel zorg gebruiken als nu, dan {_moves(change)} de zorgvraag "
        f"{where} tot {year} met {procent(abs(change), 0)} (tussen {getal(low, teken=True)} en "
        f"{getal(high, teken=True)}%): {_part(volume)} door het aantal mensen, {_part(ageing)} door hun leeftijd."
    )


def _moves(change: float) -> str:
    return "stijgt" if change >= 0 else "daalt"


def _part(change: float) -> str:
    return f"{getal(change, 1, teken=True)}%"


def about_help(outlook: Outlook, where: str) -> str:
    """People of the age that gives informal care per one of the age that needs it."""
    return _about_ratio(outlook, outlook.demand.mantelzorg, where)


def about_labour(outlook: Outlook, where: str) -> str:
    """People of working age per one of the age that uses most care."""
    return _about_ratio(outlook, outlook.demand.arbeid, where)


def _about_ratio(outlook: Outlook, declared: Verhouding, where: str) -> str:
    year = outlook.rules.rapport.kernjaar
    now, then = outlook.care(declared.code, outlook.basisjaar), outlook.care(declared.code, year)
    if now is None or then is None or then.ondergrens is None or then.bovengrens is None:
        return ""
    return (
        f"In {outlook.basisjaar} waren er {where} {getal(now.waarde, 1)} mensen van "
        f"{groep_tot(declared.gevers)} voor iedere {groep_naam(declared.ontvangers).removesuffix('s')}; in {year} "
        f"zijn dat er naar verwachting {getal(then.waarde, 1)} (tussen "
        f"{getal(then.ondergrens, 1)} en {getal(then.bovengrens, 1)})."
    )


def honest_sentence(outlook: Outlook, where: str) -> str:
    """What the same method expected of this region from an earlier year, and what was counted."""
    proef = outlook.rules.toets.band
    found = outlook.tested(OLD, landelijk_bekend=False, van=proef.van)
    if found is None:
        return ""
    expected, counted = found
    off = 100 * (expected / counted - 1)
    how = "precies goed" if abs(off) < 0.05 else f"{procent(abs(off))} te {'hoog' if off > 0 else 'laag'}"
    return (
        f"In {proef.van} hadden wij met deze methode {where} voor {proef.tot} {getal(expected)} "
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
        f"Voor heel Nederland verwachtte de methode in {getal(int(row['gebieden']))} proeven "
        f"van {getal(ahead)} jaar (begonnen vanaf {int(row['van'])}) gemiddeld {procent(abs(row['bias']))} "
        f"{side} {groep_naam(OLD)}."
        f"{_shocks(outlook)} Die fout zit in de band."
    )


def _shocks(outlook: Outlook) -> str:
    """The years that the method leaves out of its mortality, when the tests ran through them."""
    last = outlook.rules.toets.land_tot + outlook.rules.toets.land_termijn
    years = [str(year) for year in outlook.rules.land.sterfte_overslaan if year < last]
    if not years:
        return ""
    return f" In die proeven vallen de jaren {opsomming(years)}, met meer sterfte dan de methode kon voorzien."


def unsayable(outlook: Outlook, where: str) -> str:
    """Why nothing is said: a look back from before the projection, or a very small area."""
    if outlook.basisjaar > outlook.peiljaar:
        return (
            f"De {outlook.rules.naam} begint op 1 januari {outlook.basisjaar}. Dit regiobeeld kijkt terug vanuit "
            f"{outlook.peiljaar} en laat haar daarom weg."
        )
    now = outlook.people(ALL_AGES, outlook.basisjaar)
    people = "weinig" if now is None else getal(now.waarde)
    return (
        f"{_capital(where)} wonen {people} mensen. Onder de "
        f"{getal(outlook.rules.band.minste_inwoners)} inwoners hangt de toekomst af van enkele huizen en "
        "gezinnen: hoeveel mensen er straks wonen, is niet te zeggen."
    )
