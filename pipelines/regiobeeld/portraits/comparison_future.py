"""Older people, care demand and informal care of regions beside each other, now and in the declared year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, hoofdstuk_intro
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.future.care import TOTAL
from regiobeeld.needs.future import Expected, Outlook, outlook_of
from regiobeeld.needs.future_words import met_band
from regiobeeld.numbers import LEEG, bereik, getal
from regiobeeld.outline.portraits import load_portraits
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import Profile


def future_chapter(profiles: Sequence[Profile], zin: Zinnen) -> Hoofdstuk:
    """Each number of later with its band."""
    chapter = Hoofdstuk("straks", zin("straks"), ook_smal=True)
    outlooks = [outlook_of(profile) for profile in profiles]
    if not any(outlook.is_sayable for outlook in outlooks):
        chapter.toevoegen(alinea(zin("geen_straks")))
        return chapter
    years = outlooks[0].basisjaar, outlooks[0].rules.rapport.kernjaar
    rows = [
        *_people_rows(outlooks, years, zin),
        _demand_row(outlooks, years, zin),
        *_help_rows(outlooks, years, zin),
    ]
    chapter.toevoegen(
        hoofdstuk_intro(zin("van_tot", van=years[0], tot=years[1])),
        tabel_html(
            pd.DataFrame(rows, columns=["Cijfer", *(profile.naam for profile in profiles)]), zin("tabel_straks")
        ),
        bijschrift(zin("bron_straks")),
    )
    return chapter


def _people_rows(outlooks: Sequence[Outlook], years: tuple[int, int], zin: Zinnen) -> Iterable[list[str]]:
    for age in load_portraits().vergelijking.straks:
        now, then = ([outlook.people(age, year) for outlook in outlooks] for year in years)
        yield [zin("mensen", leeftijd=age, jaar=years[0]), *map(_counted, outlooks, now)]
        yield [zin("mensen", leeftijd=age, jaar=years[1]), *_sayable(outlooks, map(_people, then), zin)]
        growth = (later.since(first) if later else None for first, later in zip(now, then, strict=True))
        yield [zin("groei_van", leeftijd=age), *_sayable(outlooks, map(_growth, growth), zin)]


def _demand_row(outlooks: Sequence[Outlook], years: tuple[int, int], zin: Zinnen) -> list[str]:
    growth = (outlook.growth(TOTAL, years[1]) for outlook in outlooks)
    return [zin("zorgvraag"), *_sayable(outlooks, map(_growth, growth), zin)]


def _help_rows(outlooks: Sequence[Outlook], years: tuple[int, int], zin: Zinnen) -> Iterable[list[str]]:
    ratio = outlooks[0].demand.mantelzorg
    for year in years:
        name = zin("hulp", gevers=ratio.gevers, ontvangers=ratio.ontvangers, jaar=year)
        yield [name, *_sayable(outlooks, [_ratio(outlook.care(ratio.code, year)) for outlook in outlooks], zin)]


def _counted(outlook: Outlook, found: Expected | None) -> str:
    """A count of now, which a small region has too; not in a look back from before it."""
    return _people(found) if outlook.basisjaar <= outlook.peiljaar else LEEG


def _people(found: Expected | None) -> str:
    """A count as it is; what is expected rounded, with its band."""
    if found is None:
        return LEEG
    return getal(found.waarde) if found.ondergrens is None else met_band(found)


def _growth(found: Expected | None) -> str:
    if found is None:
        return LEEG
    change = f"{getal(found.waarde, teken=True)}%"
    if found.ondergrens is None or found.bovengrens is None:
        return change
    return f"{change} ({getal(found.ondergrens, teken=True)} tot {getal(found.bovengrens, teken=True)}%)"


def _ratio(found: Expected | None) -> str:
    if found is None:
        return LEEG
    band = "" if found.ondergrens is None else f" ({bereik(found.ondergrens, found.bovengrens)})"
    return f"{getal(found.waarde, 1)}{band}"


def _sayable(outlooks: Sequence[Outlook], texts: Iterable[str], zin: Zinnen) -> list[str]:
    """The texts, but for a region that is too small to say something of."""
    return [text if outlook.is_sayable else zin("te_klein") for outlook, text in zip(outlooks, texts, strict=True)]
