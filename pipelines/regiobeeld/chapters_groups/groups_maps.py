"""Maps of the chapter on vulnerable groups: both traits by age, and stapeling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from regiobeeld.blocks.blocks import alinea, paragraaf
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.common import boundaries
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import Zinnen
from regiobeeld.blocks.shares import draw_shares, share_per_gemeente
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.text import kruisingbron
from regiobeeld.chapters_groups.crossing_words import describe_gaps
from regiobeeld.chapters_groups.groups_words import (
    GEO_SOURCE,
    name_piled,
    share_of_residents,
)
from regiobeeld.chapters_people.mapsheets import inset_rules, names_on_wijken, spoken_wijken
from regiobeeld.claims.recorder import note_text
from regiobeeld.crossing.people import show_people, write_people
from regiobeeld.crossing.wording import CIRCULAR_SHORT
from regiobeeld.draw.style import Formaat, sequence
from regiobeeld.harmonise.findings import join_words
from regiobeeld.maps.maps import choropleth, tweekleuren
from regiobeeld.names import wijk_naam
from regiobeeld.needs.groups import Groups
from regiobeeld.profile.model import Profile

AGES = (
    ("volwassenen_lage_ses_leefstijl", "18 tot 65 jaar", "18-64"),
    ("ouderen_lage_ses_leefstijl", "65 jaar en ouder", "65plus"),
)
MANY_WIJKEN = 60
"""More wijken than this are not all listed behind a map: only those that it is about."""
NAMED = 6


@dataclass(frozen=True)
class Classes:
    """How a map of wijken is coloured: inner limits, and a colour and a name per class."""

    limits: tuple[float, ...]
    colours: Sequence[str]
    names: Sequence[str]
    found: float
    title: str = ""


BOTH = Classes(
    (0.5, 1.5, 2.5),
    (tweekleuren(0, 0), tweekleuren(2, 0), tweekleuren(0, 2), tweekleuren(2, 2)),
    ("geen van beide", "alleen lage SES", "alleen ongunstige leefstijl", "beide: de groep"),
    3.0,
)
PILES = Classes(
    (1.0, 3.0, 5.0, 7.0),
    sequence(5, "ongunstig"),
    ("geen", "1 of 2", "3 of 4", "5 of 6", "7 of meer"),
    5.0,
    "achterstanden",
)


def setting(profile: Profile) -> str:
    """What the map of a large region shows, for the subtitle."""
    return (
        "; kleur: deel van alle inwoners dat in zo'n wijk woont, per gemeente" if profile.has_many_wijken else ""
    )


def draw_map(
    profile: Profile, areas: pd.DataFrame, values: pd.Series, classes: Classes, formaat: Formaat
) -> Figure:
    """The wijken of the region by class, under the outlines and names of its gemeenten.

    Args:
        areas: the wijken on index gebied_code; `values` their value on the same index.
        classes: from `classes.found` on a wijk counts, when gemeenten are drawn instead (a large region).
    """
    gemeenten = profile.region.gemeenten
    if profile.has_many_wijken:
        inside = values.astype("Float64").ge(classes.found)
        return draw_shares(share_per_gemeente(areas, inside), gemeenten, formaat)
    return choropleth(
        boundaries("WK").kies(profile.wijk_gemeente),
        values.dropna().astype(float),
        classes.limits,
        classes.colours,
        boundaries("GM").kies(gemeenten),
        names_on_wijken(profile),
        "",
        formaat,
        legenda_titel=classes.title,
        klassenamen=classes.names,
        namen=spoken_wijken(profile),
        inzet=inset_rules(profile),
    )


def figures_by_age(profile: Profile, groups: Groups, zin: Zinnen) -> list[Blok | None]:
    """The same map for both age groups beside each other: low SES, unfavourable lifestyle, or both."""
    drawn = [_map_of_age(profile, groups, *which, zin) for which in AGES]
    known = tuple(figure for figure in drawn if figure is not None)
    return [paragraaf(zin("kop"), "groepen-leeftijd"), known] if known else []


def _map_of_age(
    profile: Profile, groups: Groups, doelgroep: str, words: str, code: str, zin: Zinnen
) -> Figuur | None:
    if doelgroep not in groups.declared:
        return None
    rows = groups.areas(doelgroep).set_index("gebied_code")
    traits = rows[["eerste", "tweede"]].astype("boolean")
    known = traits.notna().all(axis=1) & rows["is_groep"].notna()
    if known.sum() < 2:
        return None
    kind = (traits["eerste"].astype("Int64") + 2 * traits["tweede"].astype("Int64")).where(known)
    found = rows[kind == 3]
    listed = rows if len(rows) <= MANY_WIJKEN else found
    facts = {
        "wie": words,
        "wijken": len(found),
        "mensen": write_people(found["inwoners"].sum(), counted=bool(found["inwoners_geteld"].all())),
        "grootste": name_largest(found),
        "gaten": _gaps(profile, int(rows["is_groep"].isna().sum()), int((~known).sum())),
        "kaart": setting(profile),
        "kort": CIRCULAR_SHORT,
    }
    table = pd.DataFrame(
        {
            "Wijk": listed["gebied_naam"].map(wijk_naam),
            "Gemeente": [profile.name(c) for c in listed["gemeente_code"]],
            f"Inwoners {words}": show_people(listed["inwoners"], listed["inwoners_geteld"]),
            "Wat samenkomt": [BOTH.names[int(v)] if pd.notna(v) else "niet te zeggen" for v in kind[listed.index]],
        }
    )
    return special_figure(
        f"groepen-kaart-{code}",
        zin,
        facts,
        bron=f"{kruisingbron(profile.herkomst_wijken)}; {GEO_SOURCE}",
        teken=lambda formaat: draw_map(profile, rows, kind, BOTH, formaat),
        tabel=table if len(table) else pd.DataFrame({"Wijk": ["geen"]}),
        decimalen=None,
    )


def name_largest(rows: pd.DataFrame) -> str:
    """The wijken with the most residents by name, and how many others there are."""
    return name_first(rows.sort_values("inwoners", ascending=False))


def name_first(rows: pd.DataFrame) -> str:
    """The first wijken by name, and how many others there are."""
    return join_words(list(rows["gebied_naam"].map(wijk_naam)), NAMED)


def _gaps(profile: Profile, undecided: int, hatched: int) -> str:
    """What the map leaves open; one with gemeenten has no hatched wijken."""
    return describe_gaps(profile, undecided, undecided if profile.has_many_wijken else hatched)


def pile_section(profile: Profile, groups: Groups, zin: Zinnen) -> list[Blok | None]:
    """Where disadvantages pile up; the wijken are in the one table of wijken."""
    title = paragraaf(zin("kop"), "groepen-stapeling")
    rows = groups.stapeling
    known = rows[rows["aantal"].notna() & (rows["gemeten"] == len(groups.config.stapeling.achterstand))]
    if len(known) < 2:
        reasons = rows["reden"].dropna().unique()
        return [title, alinea(zin("geen", reden=note_text("; ".join(reasons[:2]))))]
    return [title, _pile_map(profile, groups, known, zin)]


def _piled(rows: pd.DataFrame) -> pd.DataFrame:
    """Wijken with many disadvantages, most first, then most residents."""
    found = rows[rows["is_stapeling"].astype("boolean").fillna(value=False).astype(bool)]
    return found.sort_values(["aantal", "inwoners", "gebied_code"], ascending=[False, False, True])


def _pile_map(profile: Profile, groups: Groups, known: pd.DataFrame, zin: Zinnen) -> Figuur:
    declared, piled = groups.config.stapeling, _piled(groups.stapeling)
    areas = groups.stapeling.set_index("gebied_code")
    values = known.set_index("gebied_code")["aantal"].reindex(areas.index)
    listed = groups.stapeling if len(groups.stapeling) <= MANY_WIJKEN else piled
    undecided = int(groups.stapeling["is_stapeling"].isna().sum())
    facts = {
        "wijken": len(piled),
        "stapeling": declared,
        "deel_daar": share_of_residents(groups.stapeling, "is_stapeling"),
        "landelijk": share_of_residents(groups.stapeling_nl, "is_stapeling"),
        "eerste": name_first(piled),
        "gaten": _gaps(profile, undecided, len(areas) - len(known)),
        "kaart": setting(profile),
        "kort": CIRCULAR_SHORT,
    }
    return special_figure(
        "groepen-stapeling",
        zin,
        facts,
        bron=f"{kruisingbron(profile.herkomst_wijken)}; {GEO_SOURCE}",
        teken=lambda formaat: draw_map(profile, areas, values, PILES, formaat),
        tabel=_list_piled(profile, groups, listed if len(listed) else groups.stapeling),
        decimalen=None,
    )


def _list_piled(profile: Profile, groups: Groups, rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Wijk": _with_gemeente(profile, rows),
            "Inwoners": rows["inwoners"],
            "Aantal": rows["aantal"],
            "Welke": [name_piled(groups.config.stapeling, codes) for codes in rows["achterstanden"]],
            "Ligging": rows["ligging"],
        }
    )


def _with_gemeente(profile: Profile, rows: pd.DataFrame) -> list[str]:
    names = zip(rows["gebied_naam"].map(wijk_naam), rows["gemeente_code"], strict=True)
    return [name if profile.is_single else f"{name} ({profile.name(code)})" for name, code in names]
