"""Maps of the chapter on vulnerable groups: both traits by age, and stapeling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from regiobeeld.blocks.blocks import alinea
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.common import code_of
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.shares import draw_shares, share_per_gemeente
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.text import WIJK_YEAR, grenzen, kruisingbron, leeftijd_naam, wijknamen
from regiobeeld.catalog.crossing import Stapeling
from regiobeeld.chapters_groups.crossing import describe_gaps
from regiobeeld.chapters_people.mapsheets import wijk_sheet
from regiobeeld.claims.marks import plain
from regiobeeld.claims.recorder import note_text
from regiobeeld.crossing.people import show_people, write_people
from regiobeeld.draw.style import Formaat, sequence
from regiobeeld.frames import is_true
from regiobeeld.maps.maps import tweekleuren
from regiobeeld.names import wijk_naam
from regiobeeld.needs.groups import Groups
from regiobeeld.outline.sentences import Zinnen, said_by
from regiobeeld.profile.model import Profile

MOST_REASONS = 2
MANY_WIJKEN = 60
"""More wijken than this are not all listed behind a map: only those that it is about."""


@dataclass(frozen=True)
class Classes:
    """How a map of wijken is coloured: inner limits, and a colour and a name per class.

    found: from this value on a wijk counts, when gemeenten are drawn instead (a large region).
    """

    limits: tuple[float, ...]
    colours: Sequence[str]
    names: Sequence[str]
    found: float
    title: str = ""


def count_classes(profile: Profile, lowest: Sequence[int], found: int, title: str) -> Classes:
    """Classes of a count: none, and from each number of `lowest` on a darker one."""
    zin = shared(profile, "wijkkaart")
    upto = [*(low - 1 for low in lowest[1:]), None]
    names = [zin("klasse", van=low, tot=high) for low, high in zip(lowest, upto, strict=True)]
    limits = tuple(low - 0.5 for low in lowest)
    shown = [plain(name) for name in (zin("geen"), *names)]
    return Classes(limits, sequence(len(shown), "ongunstig"), shown, found, zin(title))


def wijk_map(
    profile: Profile,
    code: str,
    zin: Zinnen,
    facts: Mapping[str, Any],
    areas: pd.DataFrame,
    values: pd.Series,
    classes: Classes,
    tabel: pd.DataFrame,
) -> Figuur:
    """A map of the wijken by class with its declared sentences; of a large region the gemeenten.

    Args:
        areas: the wijken on index gebied_code; `values` their value on the same index.
    """
    setting = shared(profile, "wijkkaart")("kleur", veel_wijken=profile.has_many_wijken)
    return special_figure(
        code,
        zin,
        {"kaart": setting, **facts},
        bron=f"{kruisingbron(profile.herkomst_wijken)}; {grenzen(WIJK_YEAR)}",
        teken=lambda formaat: _draw(profile, areas, values, classes, formaat),
        tabel=tabel,
        decimalen=None,
    )


def _draw(profile: Profile, areas: pd.DataFrame, values: pd.Series, classes: Classes, formaat: Formaat) -> Figure:
    """The wijken of the region by class; of a large region its gemeenten."""
    if profile.has_many_wijken:
        inside = values.astype("Float64").ge(classes.found)
        return draw_shares(share_per_gemeente(areas, inside), profile.region.gemeenten, formaat)
    known, about = values.dropna().astype(float), {"legenda_titel": classes.title, "klassenamen": classes.names}
    return wijk_sheet(profile).colour(known, classes.limits, classes.colours, formaat, **about)


def figures_by_age(profile: Profile, groups: Groups, zin: Zinnen) -> tuple[Figuur, ...] | None:
    """The same map for every age group of the crossing: low SES, unfavourable lifestyle, or both."""
    declared = {code: group for code, group in groups.declared.items() if group.is_crossing}
    ordered = sorted(declared, key=lambda code: declared[code].leeftijd)
    drawn = [_map_of_age(profile, groups, code, declared[code].leeftijd, zin) for code in ordered]
    return tuple(figure for figure in drawn if figure is not None) or None


def _map_of_age(profile: Profile, groups: Groups, doelgroep: str, leeftijd: str, zin: Zinnen) -> Figuur | None:
    rows, words = groups.areas(doelgroep).set_index("gebied_code"), leeftijd_naam(leeftijd)
    traits = rows[["eerste", "tweede"]].astype("boolean")
    known = traits.notna().all(axis=1) & rows["is_groep"].notna()
    if known.sum() < 2:
        return None
    kind = (traits["eerste"].astype("Int64") + 2 * traits["tweede"].astype("Int64")).where(known)
    found = rows[kind == 3]
    listed = rows if len(rows) <= MANY_WIJKEN else found
    names = [zin(f"samen_{name}") for name in ("geen", "eerste", "tweede", "beide")]
    colours = (tweekleuren(0, 0), tweekleuren(2, 0), tweekleuren(0, 2), tweekleuren(2, 2))
    facts = {
        "wie": words,
        "wijken": len(found),
        "mensen": write_people(found["inwoners"].sum(), counted=bool(found["inwoners_geteld"].all())),
        "grootste": plain_names(found.sort_values("inwoners", ascending=False)),
        "gaten": _gaps(profile, int(rows["is_groep"].isna().sum()), int((~known).sum())),
    }
    table = pd.DataFrame(
        {
            "Wijk": listed["gebied_naam"].map(wijk_naam),
            "Gemeente": [profile.name(c) for c in listed["gemeente_code"]],
            f"Inwoners {words}": show_people(listed["inwoners"], listed["inwoners_geteld"]),
            "Wat samenkomt": [names[int(v)] if pd.notna(v) else zin("onbekend") for v in kind[listed.index]],
        }
    )
    return wijk_map(
        profile,
        code_of("groepen-kaart", leeftijd),
        zin,
        facts,
        rows,
        kind,
        Classes((0.5, 1.5, 2.5), colours, names, 3.0),
        table if len(table) else pd.DataFrame({"Wijk": [shared(profile, "wijkkaart")("geen")]}),
    )


def plain_names(rows: pd.DataFrame) -> list[str]:
    """The wijken by name."""
    return [wijk_naam(name) for name in rows["gebied_naam"]]


def _gaps(profile: Profile, undecided: int, hatched: int) -> str:
    """What the map leaves open; one with gemeenten has no hatched wijken."""
    return describe_gaps(profile, undecided, undecided if profile.has_many_wijken else hatched)


def pile_section(profile: Profile, groups: Groups, zin: Zinnen) -> Blok:
    """Where disadvantages pile up; the wijken are in the one table of wijken."""
    rows = groups.stapeling
    known = rows[rows["aantal"].notna() & (rows["gemeten"] == len(groups.config.stapeling.achterstand))]
    return tell_why_not(rows, zin) if len(known) < 2 else _pile_map(profile, groups, known, zin)


def _piled(rows: pd.DataFrame) -> pd.DataFrame:
    """Wijken with many disadvantages, most first, then most residents."""
    found = rows[is_true(rows["is_stapeling"])]
    return found.sort_values(["aantal", "inwoners", "gebied_code"], ascending=[False, False, True])


def _pile_map(profile: Profile, groups: Groups, known: pd.DataFrame, zin: Zinnen) -> Figuur:
    declared, rows = groups.config.stapeling, groups.stapeling
    areas, piled = rows.set_index("gebied_code"), _piled(rows)
    listed = rows if len(rows) <= MANY_WIJKEN or piled.empty else piled
    facts = {
        "wijken": len(piled),
        "stapeling": declared,
        "deel_daar": share_of_residents(rows, "is_stapeling"),
        "landelijk": share_of_residents(groups.stapeling_nl, "is_stapeling"),
        "eerste": plain_names(piled),
        "gaten": _gaps(profile, int(rows["is_stapeling"].isna().sum()), len(areas) - len(known)),
    }
    table = pd.DataFrame(
        {
            "Wijk": wijknamen(profile, listed),
            "Inwoners": listed["inwoners"],
            "Aantal": listed["aantal"],
            "Welke": [name_piled(declared, codes) for codes in listed["achterstanden"]],
            "Ligging": listed["ligging"],
        }
    )
    return wijk_map(
        profile,
        "groepen-stapeling",
        zin,
        facts,
        areas,
        known.set_index("gebied_code")["aantal"].reindex(areas.index),
        count_classes(profile, declared.klassen, declared.veel, "stapeling"),
        table,
    )


def name_piled(declared: Stapeling, codes: object) -> str:
    """The disadvantages of a wijk in words; "alle 10, behalve ..." when nearly all of them are there."""
    present = set(codes.split(";")) if isinstance(codes, str) and codes else set()
    facts = {
        "wel": [item.naam for item in declared.achterstand if item.code in present],
        "niet": [item.naam for item in declared.achterstand if item.code not in present],
        "alle": len(declared.achterstand),
    }
    return said_by("achterstanden", facts)("welke")


def tell_why_not(rows: pd.DataFrame, zin: Zinnen) -> str:
    """Why there is no map of these wijken."""
    reasons = rows["reden"].dropna().unique()[:MOST_REASONS]
    return alinea(zin("geen", reden=note_text("; ".join(reasons))))


def share_of_residents(rows: pd.DataFrame, column: str) -> float:
    """Residents (%) of the wijken where `column` is true, of those of wijken where it is known; say so."""
    known = rows[rows[column].notna()]
    people = known["inwoners"].astype("float64").fillna(0)
    return float(100 * people[known[column].astype(bool)].sum() / people.sum()) if people.sum() else 0.0
