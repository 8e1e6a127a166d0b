"""Hoe stevig zijn de boodschappen: the stamps "houdt stand in ... keuzes" of the summary in one table."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.blocks import alinea, hoofdstuk_intro
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import leeftijd_naam, onderwerp
from regiobeeld.judgement.robustness import robustness
from regiobeeld.numbers import LEEG, enkele
from regiobeeld.outline.sentences import Zinnen, hoofdletter
from regiobeeld.profile.model import Profile

MOST_NAMED = 2


def robustness_table(profile: Profile, zin: Zinnen) -> list[str]:
    """One row per main message: in how many other choices it stands, and which ones change it."""
    found = robustness(profile)
    if found.empty:
        return [alinea(zin("geen"))]
    table = table_of(profile, found, zin)
    return [hoofdstuk_intro(zin("tekst")), tabel_html(table, zin("titel"), uitlijning={"Van wie": "links"})]


def table_of(profile: Profile, found: pd.DataFrame, zin: Zinnen) -> pd.DataFrame:
    """The table in words."""
    info = [profile.indicators[code] for code in found["indicator_code"]]
    stands = zip(found["houdt_stand"], found["van"], strict=True)
    return pd.DataFrame(
        {
            "Boodschap over": [hoofdletter(onderwerp(i)) for i in info],
            "Van wie": [leeftijd_naam(age) for age in found["leeftijd"]],
            "Cijfer": [f"{number} ({year})" for number, year in zip(found["getal"], found["jaar"], strict=True)],
            "Houdt stand": [zin("houdt_stand", bij=holds, van=total) for holds, total in stands],
            "Verandert bij": [_broken(choices) for choices in found["breekt_bij"]],
        }
    )


def _broken(choices: tuple[str, ...]) -> str:
    return enkele([f"({name})" if "," in name else name for name in choices], MOST_NAMED) or LEEG
