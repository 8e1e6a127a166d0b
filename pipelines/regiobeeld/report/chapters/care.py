"""Zorg: demand later, use now, what it costs, informal care, and who is there to give it."""

from __future__ import annotations

from regiobeeld.profile.future import Outlook, outlook_of
from regiobeeld.profile.future_words import about_care, honest_sentence, unsayable
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import bijschrift, hoofdstuk_intro, lijst, paragraaf, waarschuwing
from regiobeeld.report.chapter import Blok, Hoofdstuk
from regiobeeld.report.chapters.care_supply import supply_blocks
from regiobeeld.report.chapters.care_use import near_tables, use_blocks
from regiobeeld.report.chapters.common import table_beside_nl
from regiobeeld.report.chapters.expenditure import expected_expenditure, expenditure_figure
from regiobeeld.report.chapters.future_figures import care_by_law, helpers
from regiobeeld.report.chapters.future_tables import missing_diseases, people_table, scenario_notes, split_table
from regiobeeld.report.text import in_gebied


def care_chapter(profile: Profile) -> Hoofdstuk:
    """The two mandatory parts of a regiobeeld about care: use, demand and costs; and supply."""
    outlook, where = outlook_of(profile), in_gebied(profile.naam)
    chapter = Hoofdstuk("zorg", "Zorg: vraag, gebruik, kosten en aanbod")
    chapter.toevoegen(hoofdstuk_intro(_introduce(outlook, where)))
    if outlook.is_sayable:
        chapter.toevoegen(*_demand(profile, outlook, where))
    chapter.toevoegen(
        paragraaf("Zorggebruik nu"),
        *use_blocks(profile),
        paragraaf("Wat zorg kost naar leeftijd"),
        expenditure_figure(profile),
        expected_expenditure(profile),
        paragraaf("Hoe dichtbij is de zorg?"),
        *near_tables(profile),
        paragraaf("Mantelzorg"),
        helpers(profile, outlook) if outlook.is_sayable else None,
        table_beside_nl(profile, outlook.demand.mantelzorgers, "Mantelzorg nu, en huishoudens van één persoon")
        or None,
        paragraaf("Wie geeft die zorg?"),
        *supply_blocks(profile, outlook, where),
    )
    return chapter


def _introduce(outlook: Outlook, where: str) -> str:
    if not outlook.is_sayable:
        return unsayable(outlook, where)
    return about_care(outlook, where)


def _demand(profile: Profile, outlook: Outlook, where: str) -> list[Blok | None]:
    """What the people of later would use."""
    missing = missing_diseases(outlook)
    return [
        waarschuwing(
            f"Wat er straks is, volgt uit onze {outlook.rules.naam} van de bevolking, geen officiële prognose. "
            f"{honest_sentence(outlook, where)}",
            outlook.rules.naam.capitalize(),
        ),
        paragraaf("Zorgvraag straks"),
        care_by_law(profile, outlook),
        split_table(profile, outlook) or None,
        lijst(scenario_notes(outlook)) or None,
        people_table(profile, outlook) or None,
        *([paragraaf("Wat er niet is berekend", "zorgvraag-niet"), bijschrift(missing)] if missing else []),
    ]
