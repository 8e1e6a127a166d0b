"""Lokale cijfers: every local figure, per gemeente, wijk and age, marked as local; what is hidden and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, hoofdstuk_intro, paragraaf, waarschuwing
from regiobeeld.blocks.chapter import Blok, Hoofdstuk
from regiobeeld.blocks.common import code_of, value_column
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import bronregel, hoofdletter, in_gebied, leeftijd_naam, onderwerp
from regiobeeld.catalog.lokaal import MADE_UP, PUBLIEK_NAMEN
from regiobeeld.chapters_people.agegroups import age_groups
from regiobeeld.chapters_people.mapping import wijk_map
from regiobeeld.chapters_people.ranking import ranked_areas
from regiobeeld.local.cube import span_of
from regiobeeld.local.source import Shown
from regiobeeld.local.wording import tell_hidden
from regiobeeld.numbers import getal, met_eenheid, opsomming
from regiobeeld.profile.local import knelpunt_name
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.profile.select import figure, latest_year, per_area, rows

NOT_SHOWN = "niet getoond"
LONG = 10
"""Rows from which a reader wants to sort a table."""
INTRO = (
    "Deze cijfers komen niet van CBS of RIVM, maar uit bestanden van de regio zelf. Zij zijn niet naast Nederland "
    "te leggen. Een cijfer over te weinig mensen staat er niet in, en een cijfer waaruit het terug te rekenen is "
    "ook niet."
)


def local_chapter(profile: Profile) -> Hoofdstuk:
    """Every local source of this region under the other."""
    chapter = Hoofdstuk("lokaal", "Lokale cijfers")
    sources = profile.lokaal.bronnen
    if not sources:
        chapter.toevoegen(hoofdstuk_intro(f"Voor {profile.naam} zijn er geen lokale cijfers."))
        return chapter
    chapter.toevoegen(hoofdstuk_intro(INTRO))
    if any(item.declared.voorbeeld for item in sources):
        text = "Een deel van deze cijfers is een verzonnen voorbeeld. Trek er geen conclusies uit."
        chapter.toevoegen(waarschuwing(text, hoofdletter(MADE_UP)))
    if any(item.declared.wie_mag_het_zien != "iedereen" for item in sources):
        text = "Niet alle cijfers in dit hoofdstuk zijn voor iedereen. Bij elk cijfer staat wie het mag zien."
        chapter.toevoegen(waarschuwing(text, "Niet verspreiden"))
    for item in sources:
        chapter.toevoegen(*_blocks(profile, item))
    return chapter


def _blocks(profile: Profile, item: Shown) -> Iterator[Blok | None]:
    info, declared = profile.indicators[item.code], item.declared
    yield paragraaf(hoofdletter(info.naam), code_of("lokaal", item.code))
    yield alinea(_introduce(item))
    year = latest_year(profile, item.code)
    ages = _ages(item)
    if year is not None:
        yield _own(ranked_areas(profile, item.code))
        if info.eenheid == "%" and len(ages) > 1:
            yield _by_age(profile, info, ages)
        yield _map(profile, info) if _has_wijken(item) else None
        yield _table(profile, info, ages, year) or None
    yield bijschrift(f"Gemeenten van toen zijn opgeteld. {'; '.join(item.joined)}.") if item.joined else None
    yield bijschrift(hoofdletter(tell_hidden(item.hidden.values(), len(item.cells), item.exposed)) + ".")
    if declared.ondersteunt:
        names = opsomming(knelpunt_name(item.code, code) for code in declared.ondersteunt)
        yield alinea(f"Dit lokale cijfer hoort bij het knelpunt {names}; het is er geen bewijs voor.")


def _own(found: Figuur | None) -> Figuur | None:
    """The figure under a code that says it is local: the control recomputes national figures only."""
    return found and replace(found, code=f"lokaal-{found.code}")


def _by_age(profile: Profile, info: IndicatorInfo, ages: tuple[str, ...]) -> Figuur | None:
    """The age groups of the whole region; the title names both ends of what is shown."""
    found = age_groups(profile, (info.code,), ages, code_of("lokaal-leeftijden", info.code))
    if found is None:
        return None
    values = [
        f.waarde for age in ages if (f := figure(profile, info.code, profile.code, age)) and f.waarde is not None
    ]
    ends = " tot ".join(met_eenheid(v, info.eenheid, info.decimalen) for v in (min(values), max(values)))
    title = f"{hoofdletter(onderwerp(info))} naar leeftijd {in_gebied(profile.naam)}: van {ends}"
    # One subject, and no figure of Nederland: those columns would say nothing.
    table = found.tabel.drop(columns=["Onderwerp", *(c for c in found.tabel if str(c).startswith("Nederland"))])
    return replace(found, titel=title, toelichting="", tabel=table)


def _map(profile: Profile, info: IndicatorInfo) -> Figuur | None:
    """The wijken; the title has no numbers of areas that are not shown, and the unit of the figure."""
    found = wijk_map(profile, info.code, info.leeftijd)
    title = f"{hoofdletter(onderwerp(info))} per wijk {in_gebied(profile.naam)}"
    return _own(found and replace(found, titel=title))


def _introduce(item: Shown) -> str:
    declared = item.declared
    said = f"{declared.toelichting.strip().rstrip('.')}. Bron: {declared.merk}, {declared.bron}. "
    carried = "De aantallen zijn met opgegeven aandelen over gemeenten en wijken verdeeld: dit is berekend. "
    who = f"{hoofdletter(PUBLIEK_NAMEN[declared.wie_mag_het_zien])}."
    return said + (carried if declared.verdeling else "") + who


def _ages(item: Shown) -> tuple[str, ...]:
    """The age groups from young to old, the widest last."""
    found = {cell.key.leeftijd for cell in item.cells}
    return tuple(sorted(found, key=lambda age: (age == "totaal", span_of(age))))


def _has_wijken(item: Shown) -> bool:
    return any(cell.key.gebied.startswith("WK") for cell in item.cells)


def _table(profile: Profile, info: IndicatorInfo, ages: tuple[str, ...], year: int) -> str:
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
    caption = f"{value_column(info)} {in_gebied(profile.naam)}, {year}. {source}"
    return tabel_html(known, caption, uitlijning=dict.fromkeys(columns, "rechts"), sorteerbaar=len(known) > LONG)


def _texts(profile: Profile, info: IndicatorInfo, codes: list[str], age: str, year: int) -> list[str]:
    found = per_area(profile, info.code, codes, age, year)
    pairs = zip(found["waarde"], found["ontbreekt"], strict=True)
    return [getal(v, info.decimalen) if pd.notna(v) else NOT_SHOWN if why == "geheim" else "" for v, why in pairs]
