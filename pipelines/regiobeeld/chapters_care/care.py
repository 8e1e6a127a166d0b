"""Zorg: demand later, informal care, what it costs; use and supply have modules of their own."""

from __future__ import annotations

from regiobeeld.blocks.blocks import bijschrift, hoofdstuk_intro, lijst, paragraaf
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.common import table_beside_nl
from regiobeeld.blocks.sentences import Zinnen
from regiobeeld.blocks.text import in_gebied
from regiobeeld.chapters_care.future_figures import helpers
from regiobeeld.chapters_care.future_tables import missing_diseases, people_table, scenario_notes, split_table
from regiobeeld.needs.future import Outlook
from regiobeeld.needs.future_words import about_care, unsayable
from regiobeeld.profile.model import Profile


def introduction(profile: Profile, outlook: Outlook, zin: Zinnen) -> str:
    """How much more care the same use by age would mean; of a region that is too small, why that is not said."""
    tell = about_care if outlook.is_sayable else unsayable
    return hoofdstuk_intro(tell(outlook, in_gebied(profile.naam)))


def demand(profile: Profile, outlook: Outlook, zin: Zinnen) -> list[Blok | None]:
    """What the people of later would use, and what could not be computed."""
    missing = missing_diseases(outlook, zin)
    return [
        split_table(outlook, zin) or None,
        lijst(scenario_notes(outlook)) or None,
        people_table(outlook, zin) or None,
        *([paragraaf(zin("niet_kop"), "zorgvraag-niet"), bijschrift(missing)] if missing else []),
    ]


def informal_care(profile: Profile, outlook: Outlook, zin: Zinnen) -> list[Blok | None]:
    """Who is there to help, later and now."""
    later = helpers(profile, outlook, zin) if outlook.is_sayable else None
    return [later, table_beside_nl(profile, outlook.demand.mantelzorgers, zin("tabel")) or None]
