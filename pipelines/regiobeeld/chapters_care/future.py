"""De regio straks, and what that means for care: the parts with tables and notes."""

from __future__ import annotations

from regiobeeld.blocks.blocks import bijschrift, lijst, paragraaf
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.common import table_beside_nl
from regiobeeld.chapters_care import future_tables as tables
from regiobeeld.chapters_care.future_figures import helpers
from regiobeeld.needs.future import Outlook
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import Profile


def tested(profile: Profile, outlook: Outlook, zin: Zinnen) -> list[Blok | None]:
    """How far off the same method was before."""
    facts = {
        "van": outlook.rules.toets.band.van,
        "later": min(outlook.rules.cijfers.jaren_vijfjaar),
        "onbekend": tables.unknown_method(outlook, zin),
        "andere": tables.other_tests(outlook, zin),
        "verslagen": tables.beaten_by(outlook, zin),
    }
    return [tables.backtest_table(outlook, zin) or None, bijschrift(zin("noot", **facts))]


def demand(profile: Profile, outlook: Outlook, zin: Zinnen) -> list[Blok | None]:
    """What the people of later would use, and what could not be computed."""
    missing = tables.missing_diseases(outlook, zin)
    return [
        tables.split_table(outlook, zin) or None,
        lijst(tables.scenario_notes(outlook)) or None,
        tables.people_table(outlook, zin) or None,
        *([paragraaf(zin("niet_kop"), "zorgvraag-niet"), bijschrift(missing)] if missing else []),
    ]


def informal_care(profile: Profile, outlook: Outlook, zin: Zinnen) -> list[Blok | None]:
    """Who is there to help, later and now."""
    later = helpers(profile, outlook, zin) if outlook.is_sayable else None
    return [later, table_beside_nl(profile, outlook.demand.mantelzorgers, zin("tabel")) or None]
