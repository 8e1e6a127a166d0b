"""Regions beside each other: population, the same survey figures with their intervals, the future, the groups."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from regiobeeld.blocks.blocks import bijschrift, hoofdstuk_intro
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import bronregel, naam_in_zin
from regiobeeld.chapters_people.population import growth
from regiobeeld.judgement.versus import figures_beside
from regiobeeld.numbers import LEEG, getal, procent
from regiobeeld.outline.portraits import load_portraits
from regiobeeld.portraits.comparison_future import future_chapter
from regiobeeld.portraits.comparison_groups import groups_chapter
from regiobeeld.portraits.comparison_survey import figures_chapter
from regiobeeld.portraits.words import words_of_comparison
from regiobeeld.profile.ages import COUNTED, age_share, newest_common_year
from regiobeeld.profile.model import Profile
from regiobeeld.profile.select import figure


def comparison(profiles: Sequence[Profile]) -> list[Hoofdstuk]:
    """The chapters; the first region is compared with each of the others.

    Args:
        profiles: regions without a gemeente in common (`judgement.versus.refuse_overlap`).
    """
    zin, rules = words_of_comparison(profiles[0]), load_portraits().vergelijking
    rows = figures_beside(profiles, rules.leeftijden)
    return [
        _population(profiles),
        figures_chapter(profiles, rows, zin),
        future_chapter(profiles, zin),
        groups_chapter(profiles, zin),
    ]


def _population(profiles: Sequence[Profile]) -> Hoofdstuk:
    """Inhabitants, growth and ages; a number stands beside another of the same year."""
    zin, year = words_of_comparison(profiles[0]), _common_year(profiles)
    chapter, rows = Hoofdstuk("inwoners", zin("kop_bevolking"), ook_smal=True), []
    if year:
        people = [figure(profile, COUNTED, profile.code, "totaal", year) for profile in profiles]
        rows.append([zin("inwoners", jaar=year), *(getal(found.waarde) if found else LEEG for found in people)])
    rows.append([zin("groei"), *map(_growth_of, profiles)])
    for age in load_portraits().vergelijking.bevolking:
        known = [newest_common_year(profile, age) for profile in profiles]
        then = min((found for found in known if found), default=None)
        if then and all(known):
            shares = [procent(age_share(profile, profile.code, age, then)) for profile in profiles]
            rows.append([zin("deel", leeftijd=age, jaar=then), *shares])
    names = [profile.naam for profile in profiles]
    chapter.toevoegen(
        hoofdstuk_intro(zin("naast", namen=[naam_in_zin(name) for name in names])),
        tabel_html(pd.DataFrame(rows, columns=["Cijfer", *names]), zin("tabel_bevolking")),
        bijschrift(bronregel(profiles[0], COUNTED, year)) if year else None,
    )
    return chapter


def _common_year(profiles: Sequence[Profile]) -> int | None:
    """The last year in which all have their inhabitants; None when there is none."""
    found = [figure(profile, COUNTED, profile.code, "totaal") for profile in profiles]
    years = [one.jaar for one in found if one is not None and one.waarde is not None]
    return min(years) if len(years) == len(profiles) else None


def _growth_of(profile: Profile) -> str:
    change = growth(profile)
    if profile.code not in change:
        return LEEG
    return f"{getal(change[profile.code], 1, teken=True)}% ({change.attrs['van']}–{change.attrs['tot']})"
