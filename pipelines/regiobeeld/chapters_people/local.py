"""Lokale cijfers: every local figure, per gemeente, wijk and age, marked as local; what is hidden and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, paragraaf
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.common import code_of, value_column
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import bronregel, leeftijd_naam
from regiobeeld.catalog.lokaal import PUBLIEK_NAMEN
from regiobeeld.chapters_people.agegroups import age_groups
from regiobeeld.chapters_people.mapping import wijk_map
from regiobeeld.chapters_people.ranking import ranked_areas
from regiobeeld.local.cube import span_of
from regiobeeld.local.source import Shown
from regiobeeld.local.wording import tell_hidden
from regiobeeld.numbers import getal
from regiobeeld.outline.sentences import Zinnen, hoofdletter
from regiobeeld.profile.local import knelpunt_name
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.profile.select import figure, latest_year, per_area, rows

NOT_SHOWN = "niet getoond"
LONG = 10
"""Rows from which a reader wants to sort a table."""


def local_sources(profile: Profile, zin: Zinnen) -> list[Blok | None]:
    """Every local source of this region under the other."""
    return [block for item in profile.lokaal.bronnen for block in _blocks(profile, item, zin)]


def _blocks(profile: Profile, item: Shown, zin: Zinnen) -> Iterator[Blok | None]:
    info, declared, ages = profile.indicators[item.code], item.declared, _ages(item)
    year = latest_year(profile, item.code)
    yield paragraaf(hoofdletter(info.naam), code_of("lokaal", item.code))
    yield alinea(zin("inleiding", bron=declared, publiek=PUBLIEK_NAMEN[declared.wie_mag_het_zien]))
    if year is not None:
        yield _own(ranked_areas(profile, item.code))
        if info.eenheid == "%" and len(ages) > 1:
            yield _by_age(profile, info, ages, zin)
        # The title of a map has no numbers of areas that are not shown.
        wijken = wijk_map(profile, info.code, info.leeftijd) if _has_wijken(item) else None
        yield _own(wijken and replace(wijken, titel=zin("per_wijk", info=info)))
        yield _table(profile, info, ages, year, zin) or None
    yield bijschrift(zin("opgeteld", delen=item.joined)) if item.joined else None
    yield bijschrift(zin("verborgen", verborgen=tell_hidden(item.hidden.values(), len(item.cells), item.exposed)))
    if declared.ondersteunt:
        names = [knelpunt_name(item.code, code) for code in declared.ondersteunt]
        yield alinea(zin("knelpunt", knelpunten=names))


def _own(found: Figuur | None) -> Figuur | None:
    """The figure under a code that says it is local: the control recomputes national figures only."""
    return found and replace(found, code=f"lokaal-{found.code}")


def _by_age(profile: Profile, info: IndicatorInfo, ages: tuple[str, ...], zin: Zinnen) -> Figuur | None:
    """The age groups of the whole region; the title names both ends of what is shown."""
    found = age_groups(profile, (info.code,), ages, code_of("lokaal-leeftijden", info.code))
    if found is None:
        return None
    cells = (figure(profile, info.code, profile.code, age) for age in ages)
    values = [cell.waarde for cell in cells if cell and cell.waarde is not None]
    # One subject, and no figure of Nederland: those columns would say nothing.
    table = found.tabel.drop(columns=["Onderwerp", *(c for c in found.tabel if str(c).startswith("Nederland"))])
    return replace(found, titel=zin("naar_leeftijd", info=info, waarden=values), toelichting="", tabel=table)


def _ages(item: Shown) -> tuple[str, ...]:
    """The age groups from young to old, the widest last."""
    found = {cell.key.leeftijd for cell in item.cells}
    return tuple(sorted(found, key=lambda age: (age == "totaal", span_of(age))))


def _has_wijken(item: Shown) -> bool:
    return any(cell.key.gebied.startswith("WK") for cell in item.cells)


def _table(profile: Profile, info: IndicatorInfo, ages: tuple[str, ...], year: int, zin: Zinnen) -> str:
    """One row per gemeente (and the region), one column per age group; hidden figures say so.

    Also where the region is shown by province: a local source has no figure of a province.
    """
    codes = list(dict.fromkeys([*profile.parts, *profile.region.gemeenten, profile.code]))
    columns = {leeftijd_naam(age): _texts(profile, info, codes, age, year) for age in ages}
    table = pd.DataFrame({"Gebied": [profile.name(code) for code in codes], **columns})
    known = table[(table[list(columns)] != "").any(axis=1)]
    if known.empty:
        return ""
    source = bronregel(profile, info.code, year, waarneming=rows(profile, info.code))
    caption = zin("tabel", kolom=value_column(info), jaar=year, bron=source)
    return tabel_html(known, caption, uitlijning=dict.fromkeys(columns, "rechts"), sorteerbaar=len(known) > LONG)


def _texts(profile: Profile, info: IndicatorInfo, codes: list[str], age: str, year: int) -> list[str]:
    found = per_area(profile, info.code, codes, age, year)
    pairs = zip(found["waarde"], found["ontbreekt"], strict=True)
    return [getal(v, info.decimalen) if pd.notna(v) else NOT_SHOWN if why == "geheim" else "" for v, why in pairs]
