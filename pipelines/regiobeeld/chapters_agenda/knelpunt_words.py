"""What is said of a knelpunt: whom, where, how many, how sure, and what is already done."""

from __future__ import annotations

from regiobeeld.blocks.text import aantal, hoofdletter, in_gebied, onderwerp, wijk_met_gemeente
from regiobeeld.crossing.wording import expect_both, tell_reach
from regiobeeld.judgement.messages import judged
from regiobeeld.knelpunten.draft import Draft, Ground, as_ground
from regiobeeld.knelpunten.edits import Shown
from regiobeeld.needs.collaboration import overview_of, running_on
from regiobeeld.needs.future import outlook_of
from regiobeeld.needs.future_words import groep_naam, met_band
from regiobeeld.needs.groups import groups_of
from regiobeeld.needs.knelpunten import doelgroep_of, people_of, places_of
from regiobeeld.numbers import bereik, getal, met_eenheid, opsomming, procent, round_off
from regiobeeld.profile.local import Support, support_of
from regiobeeld.profile.model import IndicatorInfo, Profile

NAMED = 6
TO_TEST = "Te toetsen: dit deel rust op een rekenmodel."


def whom(item: Shown) -> str:
    """The people a knelpunt is about."""
    return opsomming(doelgroep_of(item))


def what(profile: Profile, item: Shown) -> str:
    """The friction, and the figures under it."""
    if item.draft is None:
        return f"{item.inhoud.knelpunt} Rust op: {getattr(item.inhoud, 'waarop', '')}"
    leads = list({ground.leeftijd: ground for ground in reversed(item.draft.gronden)}.values())[::-1]
    return f"{item.inhoud.knelpunt} {' '.join(figure_of(profile, ground) for ground in leads)}"


def figure_of(profile: Profile, ground: Ground) -> str:
    """ "Overmatig drinken (18+, 2020): 7,8%, Nederland 6,2%, verwacht 4,6–7,0%." """
    if ground.nu is not None:
        return _ratio(profile, ground)
    info = profile.indicators[ground.indicator]
    value, national = (met_eenheid(v, info.eenheid, info.decimalen) for v in (ground.waarde, ground.nl))
    text = f"{hoofdletter(onderwerp(info))} ({ground.leeftijd}, {ground.jaar}): {value}, Nederland {national}"
    if ground.verwacht_laag is not None:
        text += f", verwacht {bereik(ground.verwacht_laag, ground.verwacht_hoog, info.decimalen)}%"
    return f"{text}."


def local_support(profile: Profile, item: Shown) -> str:
    """The local figures that belong to it; empty without any."""
    return " ".join(_local(profile, found) for found in support_of(profile, item.code))


def _local(profile: Profile, found: Support) -> str:
    info = profile.indicators[found.code]
    value = met_eenheid(found.waarde, info.eenheid, info.decimalen)
    age = "" if found.leeftijd == "totaal" else f"{found.leeftijd}, "
    return f"{hoofdletter(onderwerp(info))} ({age}{found.jaar}): {value}, van {found.bron}. Dit is geen bewijs."


def _ratio(profile: Profile, ground: Ground) -> str:
    outlook = outlook_of(profile)
    rules = outlook.demand.mantelzorg
    return (
        f"{rules.naam}: {getal(ground.nu, 1)} in {outlook.basisjaar}, {getal(ground.waarde, 1)} "
        f"(tussen {getal(ground.ondergrens, 1)} en {getal(ground.bovengrens, 1)}) in {ground.jaar}; "
        f"Nederland {getal(ground.nl, 1)}."
    )


def where(profile: Profile, item: Shown) -> str:
    """The parts of the region, and the wijken of a doelgroep that supports it."""
    if item.draft is None:
        return "Zie hierboven."
    parts = sorted(profile.name(code) for code in places_of(profile, item.draft))
    text = _named_parts(profile, item.draft, parts)
    return " ".join([text, *(_wijken(profile, code) for code in item.draft.steun)])


def _named_parts(profile: Profile, draft: Draft, parts: list[str]) -> str:
    if profile.is_single:
        return f"{hoofdletter(in_gebied(profile.naam))} als geheel."
    if parts:
        rest = f" en {getal(len(parts) - NAMED)} andere" if len(parts) > NAMED else ""
        names = opsomming(parts) if not rest else f"{', '.join(parts[:NAMED])}{rest}"
        return f"Ongunstiger dan de rest van Nederland, ook na correctie: {names}."
    if all(ground.ondergrens is None for ground in draft.gronden):
        return "In de hele regio; per gemeente is het niet te toetsen, want er zijn geen marges."
    return "In de hele regio; geen gemeente springt er aantoonbaar uit."


def _wijken(profile: Profile, code: str) -> str:
    groups = groups_of(profile)
    order = groups.inside(code)
    if order.empty:
        return ""
    names = [wijk_met_gemeente(profile, row) for _, row in order.head(NAMED).iterrows()]
    more = len(order) - len(names)
    listed = ", ".join(names) + (f" en {getal(more)} andere" if more else "")
    kind = aantal(len(order), "wijk", "wijken") if groups.declared[code].niveau == "WK" else "gemeenten"
    return f"Waar de kenmerken samenkomen ({kind}): {listed}. {TO_TEST}"


def how_many(profile: Profile, item: Shown) -> str:
    """The expected number of people, with the margins of the share, and of a doelgroep with its bounds."""
    if item.draft is None:
        return "Niet berekend."
    lead = item.draft.gronden[0]
    lines = [_people(profile, lead) if lead.nu is None else _receivers(profile, lead)]
    groups = groups_of(profile)
    for code in item.draft.steun:
        row = groups.row(code)
        both = expect_both(row, groups.declared[code])
        lines += [text for text in (both, tell_reach(row, groups.declared[code])) if text]
    return " ".join(line for line in lines if line) or "Van deze leeftijd is het aantal mensen niet bekend."


def how_many_in_short(profile: Profile, item: Shown) -> str:
    """The expected number of people of the figure it rests on, or of the doelgroep that supports it."""
    if item.draft is None:
        return "Niet berekend"
    lead = item.draft.gronden[0]
    people = people_of(profile, lead) if lead.nu is None else None
    if people is not None and people.ondergrens is not None and people.bovengrens is not None:
        value, low, high = (getal(round_off(v)) for v in (people.waarde, people.ondergrens, people.bovengrens))
        return f"{value} ({low}–{high})"
    return _receivers(profile, lead) if lead.nu is not None else "Zie de uitwerking"


def how_different(item: Shown) -> str:
    """Whether it is beyond what one would expect of such a region."""
    if item.draft is None:
        return "Toegevoegd door de regio"
    return (
        "Ja, ook naar leeftijd, SES en stedelijkheid" if item.draft.is_different else "Nee, het past bij de regio"
    )


def _people(profile: Profile, ground: Ground) -> str:
    people = people_of(profile, ground)
    if people is None:
        return ""
    info = profile.indicators[ground.indicator]
    text = f"{hoofdletter(_concerned(info))}: naar verwachting ongeveer {getal(round_off(people.waarde))} mensen"
    if people.ondergrens is None or people.bovengrens is None:
        return f"{text} ({ground.leeftijd} jaar; zonder marge)."
    low, high = (getal(round_off(value)) for value in (people.ondergrens, people.bovengrens))
    return f"{text} ({ground.leeftijd}; tussen {low} en {high})."


def _receivers(profile: Profile, ground: Ground) -> str:
    """How many people of the age that needs help there will be."""
    outlook = outlook_of(profile)
    age = outlook.demand.mantelzorg.ontvangers
    now, then = outlook.people(age, outlook.basisjaar), outlook.people(age, ground.jaar)
    if now is None or then is None:
        return ""
    return f"{groep_naam(age)}: {getal(now.waarde)} in {outlook.basisjaar}, {met_band(then)} in {ground.jaar}."


def people_behind(profile: Profile, code: str, age: str) -> str:
    """The people an unfavourable figure is about: "Dat zijn naar verwachting ongeveer 88.000 mensen ..." """
    rows = judged(profile)
    rows = rows[(rows["indicator_code"] == code) & (rows["leeftijd"] == age)]
    people = None if rows.empty else people_of(profile, as_ground(rows.iloc[0].to_dict()))
    if people is None or people.ondergrens is None or people.bovengrens is None:
        return ""
    low, high = (getal(round_off(value)) for value in (people.ondergrens, people.bovengrens))
    count = f"ongeveer {getal(round_off(people.waarde))} mensen (tussen {low} en {high})"
    if profile.indicators[code].richting == "hoger_is_beter":
        return f"Voor naar verwachting {count} geldt dat niet."
    return f"Dat zijn naar verwachting {count}."


def _concerned(info: IndicatorInfo) -> str:
    return f"niet: {onderwerp(info)}" if info.richting == "hoger_is_beter" else onderwerp(info)


def how_sure(item: Shown) -> str:
    """What the judgement rests on."""
    if item.draft is None:
        return "Door mensen uit de regio toegevoegd; niet uit deze cijfers."
    lead = item.draft.gronden[0]
    if lead.nu is not None:
        sure = "Eigen projectie: de hele band ligt onder het cijfer van nu."
        return f"{sure} {_beside_country(lead)}"
    if lead.ondergrens is None:
        return "Enquête zonder marges, maar voorbij wat te verwachten is."
    chance = "Enquête; het verschil met Nederland is meer dan toeval, ook na correctie."
    if item.draft.is_different:
        return f"{chance} Voorbij wat leeftijd, SES en stedelijkheid doen verwachten: dit is hier anders."
    return f"{chance} Het past bij wat leeftijd, SES en stedelijkheid doen verwachten."


def _beside_country(ground: Ground) -> str:
    return (
        "De daling is groter dan in Nederland: dit is hier anders."
        if ground.voorbij
        else "De daling verschilt niet duidelijk van die in Nederland."
    )


def causes(item: Shown, *, can_change: bool) -> str:
    """The possible causes that can, or cannot, be influenced."""
    return "; ".join(o.tekst for o in item.inhoud.oorzaak if o.beinvloedbaar == can_change) or "geen genoemd"


def already_done(profile: Profile, item: Shown) -> str:
    """The running collaborations on its themes; that none was found is a question."""
    if not overview_of(profile).verbanden:
        return f"Niet bekend: voor {profile.naam} is er nog geen lijst van samenwerkingsverbanden."
    names = running_on(profile, item.inhoud.themas)
    if not names:
        return f"Wij vonden geen lopend verband op {opsomming(item.inhoud.themas)}. Klopt dat?"
    rest = f" en {getal(len(names) - NAMED)} andere" if len(names) > NAMED else ""
    return f"{aantal(len(names), 'lopend verband', 'lopende verbanden')}: {'; '.join(names[:NAMED])}{rest}."


def progress(profile: Profile, item: Shown) -> str:
    """The figure that will show whether it gets better, as it is now."""
    wanted = getattr(item.inhoud, "voortgang", "")
    if isinstance(wanted, str):
        return wanted
    rows = profile.waarneming
    rows = rows[
        (rows["indicator_code"] == wanted.indicator)
        & (rows["gebied_code"] == profile.code)
        & (rows["leeftijd"] == wanted.leeftijd)
        & (rows["geslacht"] == "totaal")
        & (rows["uitsplitsing"] == "totaal")
        & rows["waarde"].notna()
    ].sort_values("jaar")
    info = profile.indicators.get(wanted.indicator)
    if rows.empty or info is None:
        return "Er is nu geen cijfer om voortgang aan af te lezen."
    row = rows.iloc[-1]
    value = procent(row["waarde"], info.decimalen)
    topic = f"{hoofdletter(onderwerp(info))} ({wanted.leeftijd})"
    return f"{topic}: {value} in {row['jaar']} (tabel {row['tabel_code']})."
