"""Care expenditure by age: national averages (CPB), and what the age structure alone would mean for the region."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import pandas as pd

from regiobeeld.blocks.blocks import alinea
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.text import bronregel, leeftijd_naam
from regiobeeld.chapters_people.pyramid import SEXES, lower_age, pyramid_shares
from regiobeeld.charts.groepsstaven import groepsstaven
from regiobeeld.future.care import TOTAL
from regiobeeld.needs.future import Outlook, outlook_of
from regiobeeld.numbers import met_eenheid
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.outline.special_blocks import Uitgaven
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.projection.declared import load_demand
from regiobeeld.projection.inputs import ALL_AGES


def laws_by_age() -> dict[str, str]:
    """The indicators of the laws that are drawn by age, with their names."""
    return {law.indicator: law.naam for law in load_demand().uitgaven if law.naar_leeftijd}


def expenditure_by_age(profile: Profile) -> pd.DataFrame:
    """Euro per inhabitant of Nederland by year of age (index) and law (columns); empty without the source."""
    columns = {}
    for code in laws_by_age():
        frame = profile.by_indicator.get(code)
        if frame is None:
            return pd.DataFrame()
        frame = frame[(frame["gebied_code"] == NEDERLAND) & frame["waarde"].notna()]
        frame = frame[frame["jaar"] == frame["jaar"].max()]
        columns[code] = pd.Series(frame["waarde"].to_numpy(), index=frame["leeftijd"].map(lower_age))
    return pd.DataFrame(columns).dropna().sort_index()


def mean_by_group(profile: Profile, groups: Sequence[str]) -> pd.DataFrame:
    """Mean per age group (index) and law, weighted with the inhabitants of Nederland; empty without sources."""
    single, people = expenditure_by_age(profile), pyramid_shares(profile, NEDERLAND)
    if single.empty or people.empty:
        return pd.DataFrame()
    weight = people.set_index("leeftijd")[SEXES].sum(axis=1)
    five = single.groupby(_in_bands(single.index, people["leeftijd"]), observed=True).mean()
    five.index = five.index.astype(str)
    group = _in_bands(five.index.map(lower_age), groups)
    weighted = five.mul(weight, axis=0).groupby(group, observed=True).sum()
    means = weighted.div(weight.groupby(group, observed=True).sum(), axis=0)
    return means.set_axis(means.index.astype(str))


def _in_bands(ages: Iterable[int], bands: Iterable[str]) -> pd.CategoricalIndex:
    """The band ("85-89", "95+") that each age is in; the bands follow each other from young to old."""
    names = list(bands)
    return pd.CategoricalIndex(pd.cut(list(ages), [*map(lower_age, names), math.inf], right=False, labels=names))


def expenditure_figure(profile: Profile, block: Uitgaven, zin: Zinnen) -> Figuur | None:
    """National averages by age group; says plainly that they are not those of the region."""
    means = mean_by_group(profile, block.leeftijden)
    if means.empty:
        return None
    laws, first = laws_by_age(), str(means.columns[0])
    jaar, total = int(profile.by_indicator[first]["jaar"].max()), means.sum(axis=1)
    named = means.rename(columns=laws, index=leeftijd_naam)
    # Within a group in the opposite order of their names, as the drawing stacks them.
    drawn = named.sort_index(axis=1, ascending=False).stack().reset_index()
    drawn = drawn.set_axis(["groep", "reeks", "waarde"], axis=1)
    facts = {
        "jaar": jaar,
        "wetten": list(laws.values()),
        "genoemd": [(*_ends(age), met_eenheid(total[age], "euro")) for age in block.genoemd],
        "rijen": named.to_dict("index"),
    }
    return special_figure(
        block.code,
        zin,
        facts,
        bron=bronregel(profile, first, jaar).replace("tabel ", ""),
        teken=lambda formaat: groepsstaven(drawn, "euro", 0, formaat),
        tabel=named.add_suffix(" (€ per inwoner)").reset_index(names="Leeftijd"),
        decimalen=0,
    )


def _ends(group: str) -> tuple[str, str]:
    """The first age of a group, and the first after it."""
    first, _, last = group.partition("-")
    return first, str(int(last) + 1)


def expected_expenditure(profile: Profile, zin: Zinnen) -> str | None:
    """One paragraph: what the age structure alone would mean per inhabitant, labelled as an own calculation."""
    outlook = outlook_of(profile)
    own, national = (_per_inhabitant(outlook, code) for code in (profile.code, NEDERLAND))
    if profile.code == NEDERLAND or outlook.basisjaar > profile.peiljaar or own is None or national is None:
        return None
    facts = {
        "eigen": met_eenheid(own, "euro"),
        "landelijk": met_eenheid(national, "euro"),
        "verschil": 100 * (own / national - 1),
        "wetten": [law.naam for law in outlook.demand.uitgaven],
    }
    return alinea(zin("tekst", **facts))


def _per_inhabitant(outlook: Outlook, code: str) -> float | None:
    """Euro per inhabitant when every age uses as much as in Nederland (indirect standardisation, METHODEN 7)."""
    care = outlook.care(TOTAL, outlook.basisjaar, code=code)
    people = outlook.people(ALL_AGES, outlook.basisjaar, code)
    return care.waarde / people.waarde if care and people and people.waarde else None
