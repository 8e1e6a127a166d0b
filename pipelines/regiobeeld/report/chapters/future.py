"""De regio straks: people in the declared years, beside the error that the same method made before."""

from __future__ import annotations

from regiobeeld.numbers import opsomming
from regiobeeld.profile.future import Outlook, outlook_of
from regiobeeld.profile.future_words import honest_sentence, national_error, sentences, unsayable
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import alinea, bijschrift, hoofdstuk_intro, paragraaf, waarschuwing
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.future_figures import fans, pyramid_later
from regiobeeld.report.chapters.future_tables import (
    backtest_table,
    beaten_by,
    gemeente_table,
    other_tests,
    unknown_method,
)
from regiobeeld.report.text import in_gebied


def future_chapter(profile: Profile) -> Hoofdstuk:
    """The region in the declared years."""
    outlook, where = outlook_of(profile), in_gebied(profile.naam)
    years = opsomming(str(year) for year in outlook.rules.rapport.jaren)
    chapter = Hoofdstuk("toekomst", f"De regio in {years}")
    if not outlook.is_sayable:
        chapter.toevoegen(hoofdstuk_intro(unsayable(outlook, where)))
        return chapter
    chapter.toevoegen(
        hoofdstuk_intro(" ".join(sentence.zin for sentence in sentences(profile, where))),
        waarschuwing(explain_projection(outlook, where), outlook.rules.naam.capitalize()),
        pyramid_later(profile, outlook),
        fans(profile, outlook),
        paragraaf("Per gemeente" if profile.parts[0].startswith("GM") else "Per provincie"),
        gemeente_table(profile, outlook) or None,
        paragraaf("Hoe ver zat deze methode ernaast?"),
        alinea(f"{honest_sentence(outlook, where)} {national_error(outlook)}"),
        backtest_table(outlook) or None,
        bijschrift(_limits(outlook)),
    )
    return chapter


def explain_projection(outlook: Outlook, where: str) -> str:
    """What is modelled, that it is our own, and what it would have missed before."""
    return f"{' '.join(outlook.rules.toelichting.split())} {honest_sentence(outlook, where)}"


def _limits(outlook: Outlook) -> str:
    first, later = outlook.rules.toets.band.van, min(outlook.rules.cijfers.jaren_vijfjaar)
    return (
        f"Van {first} zijn per gemeente alleen de getelde groepen bekend; hoe oud mensen binnen een groep waren, "
        f"is teruggerekend uit {later}. De proef weet daardoor iets meer dan iemand in {first}. "
        f"{unknown_method(outlook)} {other_tests(outlook)} {beaten_by(outlook)} De band gaat uit van even grote "
        "fouten in de toekomst, en van leeftijden die samen te hoog of samen te laag uitvallen."
    )
