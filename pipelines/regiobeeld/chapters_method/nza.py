"""NZa-toets: this report beside the five criteria and the four mandatory parts, and which file fills each hole."""

from __future__ import annotations

from html import escape

from regiobeeld.blocks.blocks import alinea, hoofdstuk_intro, paragraaf
from regiobeeld.blocks.columns import table_of
from regiobeeld.needs.nza import toets
from regiobeeld.outline.rapport import Regel
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import Profile


def introduction(profile: Profile, zin: Zinnen) -> str:
    """How many requirements are met."""
    verdicts = [outcome.verdict for outcome in toets(profile)]
    met, half = verdicts.count("voldaan"), verdicts.count("deels")
    return hoofdstuk_intro(zin("tekst", voldaan=met, deels=half, eisen=len(verdicts)))


def table(profile: Profile, zin: Zinnen) -> str:
    """A row per requirement."""
    rows = [{"eis": found.eis, "uitkomst": found} for found in toets(profile)]
    return table_of(zin, "titel", rows, sorteerbaar=False)


def holes(profile: Profile, zin: Zinnen) -> list[str]:
    """Every hole as a line that leads to its chapter and names the file that fills it."""
    lacks = [rule for outcome in toets(profile) for rule, _ in outcome.lacks]
    if not lacks:
        return [alinea(zin("geen"))]
    lines = "".join(_line(rule, zin, profile.region.slug) for rule in lacks)
    return [paragraaf(zin("ontbreekt_kop"), "nza-ontbreekt"), f'<ul class="lijst">{lines}</ul>']


def _line(rule: Regel, zin: Zinnen, slug: str) -> str:
    told = f"{rule.ontbreekt} {zin('vul_aan', bestand=rule.bestand.format(regio=slug))}"
    link = f'<a href="#{escape(rule.hoofdstuk)}">{escape(zin("verwijzing"))}</a>'
    return f"<li>{escape(told)} ({link}).</li>"
