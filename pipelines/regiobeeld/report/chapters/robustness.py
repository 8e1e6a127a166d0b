"""Hoe stevig zijn de boodschappen: the stamps "houdt stand in ... keuzes" of the summary in one table."""

from __future__ import annotations

import pandas as pd

from regiobeeld.numbers import getal, opsomming
from regiobeeld.profile.model import Profile
from regiobeeld.profile.robustness import robustness
from regiobeeld.report.blocks import alinea, hoofdstuk_intro
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import hoofdletter, leeftijd_naam, onderwerp

MOST_NAMED = 2


def robustness_chapter(profile: Profile) -> Hoofdstuk:
    """One row per main message: in how many other choices it stands, and which ones change it."""
    chapter = Hoofdstuk("robuustheid", "Hoe stevig zijn de boodschappen?")
    found = robustness(profile)
    if found.empty:
        chapter.toevoegen(alinea("Er zijn voor dit gebied geen boodschappen om na te gaan."))
        return chapter
    chapter.toevoegen(
        hoofdstuk_intro(
            "Een boodschap hangt af van keuzes: met welk gebied u vergelijkt, welk jaar, hoe gemeenten meetellen "
            "en welke bron. Hier staat bij hoeveel andere keuzes elke boodschap uit In het kort dezelfde kant op "
            "wijst."
        ),
        tabel_html(table_of(profile, found), "De boodschappen bij andere keuzes", uitlijning={"Van wie": "links"}),
    )
    return chapter


def table_of(profile: Profile, found: pd.DataFrame) -> pd.DataFrame:
    """The table in words."""
    info = [profile.indicators[code] for code in found["indicator_code"]]
    return pd.DataFrame(
        {
            "Boodschap over": [hoofdletter(onderwerp(i)) for i in info],
            "Van wie": [leeftijd_naam(age) for age in found["leeftijd"]],
            "Cijfer": [f"{number} ({year})" for number, year in zip(found["getal"], found["jaar"], strict=True)],
            "Houdt stand": [_stands(h, n) for h, n in zip(found["houdt_stand"], found["van"], strict=True)],
            "Verandert bij": [_broken(choices) for choices in found["breekt_bij"]],
        }
    )


def _stands(holds: int, total: int) -> str:
    if not total:
        return "niet na te gaan: de enquête heeft geen marges"
    return f"bij {getal(holds)} van de {getal(total)} andere keuzes"


def _broken(choices: tuple[str, ...]) -> str:
    rest = len(choices) - MOST_NAMED
    named = list(choices[:MOST_NAMED]) + ([f"nog {getal(rest)}"] if rest > 0 else [])
    return opsomming(f"({name})" if "," in name else name for name in named) if choices else "–"
