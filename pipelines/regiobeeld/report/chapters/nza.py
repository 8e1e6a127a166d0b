"""NZa-toets: this report beside the five criteria and the four mandatory parts, and which file fills each hole."""

from __future__ import annotations

from html import escape

import pandas as pd

from regiobeeld.catalog.rapport import Regel
from regiobeeld.numbers import getal
from regiobeeld.profile.model import Profile
from regiobeeld.profile.nza import Outcome, toets
from regiobeeld.report.blocks import alinea, bijschrift, hoofdstuk_intro, paragraaf
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import aantal

ABOUT = (
    "De regels staan in sources/rapport/nza_criteria.toml. Zij kijken of iets er is, niet of het goed is: dat "
    "oordeel is "
    "aan de lezer."
)


def nza_chapter(profile: Profile) -> Hoofdstuk:
    """How far this report is, and what is missing."""
    chapter = Hoofdstuk("nza-toets", "NZa-toets")
    outcomes = toets(profile)
    chapter.toevoegen(
        hoofdstuk_intro(introduce(outcomes)),
        tabel_html(as_table(outcomes), "De eisen van de NZa aan een regiobeeld, en wat dit rapport ervan heeft"),
        *_holes(profile, outcomes),
        bijschrift(ABOUT),
    )
    return chapter


def introduce(outcomes: list[Outcome]) -> str:
    """How many requirements are met."""
    met = sum(outcome.verdict == "voldaan" for outcome in outcomes)
    half = sum(outcome.verdict == "deels" for outcome in outcomes)
    return (
        f"Dit rapport voldoet aan {getal(met)} van de {aantal(len(outcomes), 'eis', 'eisen')} van de NZa, en aan "
        f"{getal(half)} deels."
    )


def as_table(outcomes: list[Outcome]) -> pd.DataFrame:
    """A row per requirement: outcome, what is there, and how many rules are not met."""
    return pd.DataFrame(
        {
            "Eis": [outcome.eis.naam for outcome in outcomes],
            "Soort": [outcome.eis.soort for outcome in outcomes],
            "Uitkomst": [outcome.verdict for outcome in outcomes],
            "Wat er is": ["; ".join(_tell(*pair) for pair in outcome.holds) for outcome in outcomes],
            "Wat nog niet": ["; ".join(_tell(*pair) for pair in outcome.lacks) for outcome in outcomes],
        }
    )


def _tell(rule: Regel, value: float) -> str:
    """ "lopende samenwerkingsverbanden: 12"."""
    return f"{rule.tekst}: {getal(value)}"


def _holes(profile: Profile, outcomes: list[Outcome]) -> list[str]:
    """Every hole as a line that leads to its chapter and names the file that fills it."""
    lacks = [rule for outcome in outcomes for rule, _ in outcome.lacks]
    if not lacks:
        return [alinea("Er ontbreekt niets.")]
    lines = "".join(
        f"<li>{escape(rule.ontbreekt)} Vul aan: {escape(rule.bestand.format(regio=profile.region.slug))} "
        f'(<a href="#{escape(rule.hoofdstuk)}">naar het hoofdstuk</a>).</li>'
        for rule in lacks
    )
    return [
        paragraaf("Wat ontbreekt, en welk bestand het vult", "nza-ontbreekt"),
        f'<ul class="lijst">{lines}</ul>',
    ]
