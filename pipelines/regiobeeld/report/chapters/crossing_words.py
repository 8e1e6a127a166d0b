"""The sentences about SES x leefstijl x leeftijd: about wijken and their residents, never about persons."""

from __future__ import annotations

from regiobeeld.profile.crossing import SENIORS, summarise_group, wijk_rows
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.report.numbers import getal, procent
from regiobeeld.report.text import WIJK_YEAR, aantal, hoofdletter, in_gebied, leefstijl_jaar


def sentence(profile: Profile, leeftijd: str = SENIORS) -> str:
    """The counts in sentences, about wijken and their residents, never about persons."""
    facts = summarise_group(profile, leeftijd)
    where = in_gebied(profile.naam)
    if facts["wijken_onbekend"] == facts["wijken_totaal"]:
        return (
            f"Voor {profile.naam} kunnen SES en leefstijl per wijk niet naast elkaar worden gezet: "
            f"{why_unlinked(profile)}. "
            "Dit is een gat in de cijfers; het betekent niet dat zulke wijken er niet zijn."
        )
    if is_unmeasured(profile, leeftijd):
        return (
            f"De leefstijl per wijk is voor {profile.naam} niet bekend: {why_unlinked(profile)}. Dat is een gat "
            "in de cijfers. "
            f"Wel zeker is dat geen wijk {where} naar SES bij het laagste vijfde deel van Nederland hoort. "
            "De combinatie "
            "lage SES en ongunstige leefstijl komt hier dus per wijk niet voor."
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


def _found(profile: Profile, facts: dict[str, float]) -> str:
    """How many wijken, how many residents, and the share beside that of Nederland."""
    count, where = int(facts["wijken"]), hoofdletter(in_gebied(profile.naam))
    national = 100 * facts["nl_inwoners"] / (facts["nl_inwoners_totaal"] - facts["nl_inwoners_onbekend"])
    what = "waar een lage SES en een ongunstige leefstijl van 65-plussers samenkomen"
    if not count:
        return (
            f"{where} is geen wijk gevonden {what}. In heel Nederland woont {procent(national)} van de "
            "65-plussers in "
            "zo'n wijk."
        )
    share = 100 * facts["inwoners"] / (facts["inwoners_totaal"] - facts["inwoners_onbekend"])
    reference = "" if profile.code == NEDERLAND else f" (Nederland: {procent(national)})"
    return (
        f"{where} {'is 1 wijk' if count == 1 else f'zijn {getal(count)} wijken'} {what}. Daar wonen "
        f"{getal(facts['inwoners'])} 65-plussers: {procent(share)} van alle 65-plussers in wijken met een "
        f"uitkomst{reference}."
    )


def _unknown(facts: dict[str, float]) -> str:
    if not facts["wijken_onbekend"]:
        return ""
    wijken = aantal(facts["wijken_onbekend"], "wijk", "wijken")
    together = "" if facts["wijken_onbekend"] == 1 else "samen "
    people = aantal(facts["inwoners_onbekend"], "65-plusser", "65-plussers")
    return f" Voor {wijken} met {together}{people} is het niet te zeggen."


def title_of_count(count: int, total: int) -> str:
    """ "In 14 van de 110 wijken komen een lage SES en een ongunstige leefstijl van 65-plussers samen"."""
    start = f"In geen van de {total} wijken" if not count else f"In {getal(count)} van de {getal(total)} wijken"
    return f"{start} komen een lage SES en een ongunstige leefstijl van 65-plussers samen"
