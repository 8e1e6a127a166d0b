"""De regio straks: people, care demand and informal care in the declared years, beside the error of the past."""

from __future__ import annotations

from regiobeeld.numbers import opsomming
from regiobeeld.profile.future import Outlook, outlook_of
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import alinea, bijschrift, hoofdstuk_intro, lijst, paragraaf, waarschuwing
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.future_figures import care_by_law, fans, helpers, pyramid_later
from regiobeeld.report.chapters.future_tables import (
    backtest_table,
    gemeente_table,
    people_table,
    scenario_notes,
    split_table,
    unknown_method,
)
from regiobeeld.report.chapters.future_words import (
    about_labour,
    honest_sentence,
    national_error,
    three_sentences,
    unsayable,
)


def future_chapter(profile: Profile) -> Hoofdstuk:
    """The region in the declared years."""
    outlook = outlook_of(profile)
    years = opsomming(str(year) for year in outlook.rules.rapport.jaren)
    chapter = Hoofdstuk("toekomst", f"De regio in {years}")
    if not outlook.is_sayable:
        chapter.toevoegen(hoofdstuk_intro(unsayable(outlook, profile.naam)))
        return chapter
    chapter.toevoegen(
        hoofdstuk_intro(" ".join(three_sentences(profile))),
        waarschuwing(_warning(profile, outlook), outlook.rules.naam.capitalize()),
        pyramid_later(profile, outlook),
        fans(profile, outlook),
        paragraaf("Zorgvraag"),
        care_by_law(profile, outlook),
        split_table(profile, outlook) or None,
        lijst(scenario_notes(outlook)) or None,
        people_table(profile, outlook) or None,
        bijschrift(_missing(outlook)),
        paragraaf("Mantelzorg en werk"),
        helpers(profile, outlook),
        alinea(labour) if (labour := about_labour(outlook, profile.naam)) else None,
        paragraaf("Per gemeente" if profile.parts[0].startswith("GM") else "Per provincie"),
        gemeente_table(profile, outlook) or None,
        paragraaf("Hoe ver zat deze methode ernaast?"),
        alinea(f"{honest_sentence(outlook, profile.naam)} {national_error(outlook)}"),
        backtest_table(outlook) or None,
        bijschrift(_limits(outlook)),
    )
    return chapter


def _warning(profile: Profile, outlook: Outlook) -> str:
    return f"{' '.join(outlook.rules.toelichting.split())} {honest_sentence(outlook, profile.naam)}"


def _missing(outlook: Outlook) -> str:
    """Diseases of which no open rates by age are at hand, and where they are to be had."""
    parts = [f"{disease.naam} ({disease.halen})" for disease in outlook.demand.ziekte]
    return f"Niet berekend, want cijfers per leeftijd ontbreken: {'; '.join(parts)}." if parts else ""


def _limits(outlook: Outlook) -> str:
    first, later = outlook.rules.toets.band.van, min(outlook.rules.cijfers.jaren_vijfjaar)
    return (
        f"Van {first} zijn per gemeente alleen de getelde groepen bekend; hoe oud mensen binnen een groep waren, "
        f"is teruggerekend uit {later}. De proef weet daardoor iets meer dan iemand in {first}. "
        f"{unknown_method(outlook)} De band gaat uit van even grote fouten in de toekomst, en van leeftijden die "
        "samen te hoog of samen te laag uitvallen."
    )
