"""The sentences about SES x leefstijl x leeftijd: about wijken and their residents, never about persons."""

from __future__ import annotations

import pandas as pd

from regiobeeld.catalog.groups import load_crossing
from regiobeeld.crossing.people import write_people
from regiobeeld.crossing.wording import describe_rule, name_part
from regiobeeld.numbers import getal, opsomming, procent
from regiobeeld.profile.crossing import SENIORS, Count, summarise_country, summarise_group, wijk_rows
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.report.text import WIJK_YEAR, aantal, hoofdletter, in_gebied, leefstijl_jaar, ses_jaar

BOTH = "een lage SES en een ongunstige leefstijl van 65-plussers"


def sentence(profile: Profile) -> str:
    """The counts of those aged 65+ in sentences, about wijken and their residents, never about persons."""
    facts, where = summarise_group(profile), in_gebied(profile.naam)
    if facts.wijken_onbekend == facts.wijken_totaal:
        return (
            f"Voor {profile.naam} kunnen SES en leefstijl per wijk niet naast elkaar worden gezet: "
            f"{why_unlinked(profile)}. "
            "Dit is een gat in de cijfers; het betekent niet dat zulke wijken er niet zijn."
        )
    if is_unmeasured(profile):
        low = f"naar SES{_in(ses_jaar(profile))} bij het laagste {_part()} van Nederland"
        sure = (
            f"geen van de andere wijken {where} {low} hoort: daar komt de combinatie dus niet "
            f"voor.{_unknown(facts)}"
            if facts.wijken_onbekend
            else f"geen wijk {where} {low} hoort. De combinatie lage SES en ongunstige leefstijl komt hier dus "
            "per wijk niet voor."
        )
        return (
            f"De leefstijl per wijk is voor {profile.naam} niet bekend: {why_unlinked(profile)}. Dat is een gat "
            f"in de cijfers. Wel zeker is dat {sure}"
        )
    return f"{_found(profile, facts)}{_unknown(facts)}"


def is_unmeasured(profile: Profile, leeftijd: str = SENIORS) -> bool:
    """No wijk of the region has a lifestyle figure: what is said about them rests on SES alone."""
    return bool((wijk_rows(profile, leeftijd)["leefstijl_gemeten"] == 0).all())


def why_unlinked(profile: Profile) -> str:
    """Why lifestyle and SES cannot stand side by side where the wijken were redrawn."""
    return (
        f"de wijken van {WIJK_YEAR} zijn niet te koppelen aan de leefstijlcijfers van {leefstijl_jaar(profile)}, "
        "omdat de indeling is veranderd"
    )


def _found(profile: Profile, facts: Count) -> str:
    """How many wijken, how many residents, and their share: of all of that age, and beside that of Nederland."""
    where, national = hoofdletter(in_gebied(profile.naam)), summarise_country(profile)
    what = (
        f"waar een lage SES{_in(ses_jaar(profile))} en een ongunstige leefstijl van 65-plussers"
        f"{_in(leefstijl_jaar(profile))} samenkomen"
    )
    if not facts.wijken:
        return (
            f"{where} is geen wijk gevonden {what}. In heel Nederland woont {procent(national.share_of_all)} van "
            "alle "
            "65-plussers in zo'n wijk."
        )
    wijken = f"is {getal(1)} wijk" if facts.wijken == 1 else f"zijn {getal(facts.wijken)} wijken"
    people = write_people(facts.inwoners, counted=facts.geteld)
    return (
        f"{where} {wijken} {what}. Daar wonen {people} 65-plussers: {procent(facts.share_of_all)} van alle "
        f"65-plussers {in_gebied(profile.naam)}. {_of_judged(profile, facts, national)}"
    )


def _of_judged(profile: Profile, facts: Count, national: Count) -> str:
    """The share to compare with: on both sides only residents of wijken with an outcome count."""
    reference = "" if profile.code == NEDERLAND else f" (Nederland: {procent(national.share_of_judged)})"
    return f"Van de 65-plussers in wijken met een uitkomst is dat {procent(facts.share_of_judged)}{reference}."


def _unknown(facts: Count) -> str:
    if not facts.wijken_onbekend:
        return ""
    wijken = aantal(facts.wijken_onbekend, "wijk", "wijken")
    together = "" if facts.wijken_onbekend == 1 else "samen "
    people = write_people(facts.inwoners_onbekend, counted=facts.geteld)
    return f" Voor {wijken} met {together}{people} 65-plussers is het niet te zeggen."


def title_of_count(facts: Count) -> str:
    """ "In 14 van de 110 wijken komen een lage SES en een ongunstige leefstijl van 65-plussers samen"."""
    total = getal(facts.wijken_totaal)
    start = (
        f"In geen van de {total} wijken" if not facts.wijken else f"In {getal(facts.wijken)} van de {total} wijken"
    )
    return f"{start} komen {BOTH} samen"


def describe_gaps(undecided: int, hatched: int) -> str:
    """How many wijken have no outcome, and how many more miss a figure though they certainly do not belong.

    Read by the note and by the alternative text of one map, so that both give the same numbers.
    """
    wijken = aantal(undecided, "wijk", "wijken")
    open_ = f"Voor {wijken} is het niet te zeggen, omdat cijfers ontbreken; dat is geen nul."
    sure = hatched - undecided
    rest = (
        f"Van {aantal(sure, 'andere wijk', 'andere wijken')} ontbreekt ook een cijfer, maar wat bekend is sluit "
        "al "
        "uit dat ze erbij horen."
    )
    return " ".join([*([open_] if undecided else []), *([rest] if sure > 0 else [])])


def how_measured() -> str:
    """What the score is and when SES and lifestyle are called low and unfavourable, from the declaration."""
    style = load_crossing().leefstijl
    _, trait = style.traits
    return (
        f"De leefstijlscore is de gemiddelde plaats van de wijk op {getal(len(style.indicatoren))} "
        f"leefstijlcijfers, van 0 (gunstigst van Nederland) tot 100 (ongunstigst). "
        f"Lage SES: het laagste {_part()} van Nederland. "
        "Ongunstige "
        f"leefstijl: {describe_rule(trait, style.slechtste_deel)}."
    )


def explain_people(rows: pd.DataFrame) -> str:
    """How the residents per age were made, as the figures themselves tell.

    `rows`: wijken with leeftijd, inwoners, inwoners_jaar and inwoners_geteld. CBS publishes 65+ as a band, so
    where even those are no count, ages came as percentages.
    """
    known = rows[rows["inwoners"].fillna(0) > 0]
    when = f"op 1 januari {opsomming(sorted(known['inwoners_jaar'].dropna().astype(str).unique()))}"
    counted = known.groupby("leeftijd")["inwoners_geteld"].all()
    if counted.all():
        return f"Inwoners zijn tellingen van CBS {when}."
    if not counted.get(SENIORS, default=False):
        return (
            f"CBS gaf leeftijden per wijk {when} in hele procenten. Die zijn zo herschaald dat ze samen 100% "
            "zijn, en "
            "daarna maal alle inwoners van de wijk genomen. Zulke aantallen staan er in tientallen ('ongeveer')."
        )
    return (
        f"Inwoners van 65 jaar en ouder zijn tellingen van CBS {when}. De andere leeftijdsgroepen zijn berekend "
        "uit "
        "bredere groepen (het deel onder 18 jaar is geschat); die aantallen staan er in tientallen ('ongeveer')."
    )


def _in(years: str) -> str:
    return f" ({years})" if years else ""


def _part() -> str:
    return name_part(load_crossing().leefstijl.slechtste_deel)
