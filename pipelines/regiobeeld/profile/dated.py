"""Doelgroepen as a sentence speaks of them: each trait with its year, in the past tense when long ago."""

from __future__ import annotations

from collections.abc import Mapping

from regiobeeld.catalog.groups import Groep
from regiobeeld.catalog.traits import Kenmerk
from regiobeeld.profile.origin import Origin, span
from regiobeeld.profile.phrase import is_past


def date_groups(groups: Mapping[str, Groep], origins: Mapping[str, Origin], heden: int) -> dict[str, Groep]:
    """Put the years of the figures behind each trait in its sentence: "veel volwassenen rookten (2020)".

    Args:
        origins: per level ("WK", "GM") where the figures come from.
        heden: the year that sentences speak from (`Profile.heden`).
    """
    return {code: date_group(group, origins[group.niveau], heden) for code, group in groups.items()}


def date_group(group: Groep, origin: Origin, heden: int) -> Groep:
    """One doelgroep; a trait of which no figure is at hand keeps its words."""
    if not group.traits:
        return group
    first, second = (_date(trait, origin, heden) for trait in group.traits)
    return group.model_copy(update={"eerste": first, "tweede": second})


def rest_on_models(groups: Mapping[str, Groep], origins: Mapping[str, Origin]) -> frozenset[str]:
    """The doelgroepen of which at least one trait is a model estimate."""
    codes = {code: [c for trait in group.traits for c in trait.indicatoren] for code, group in groups.items()}
    return frozenset(code for code, group in groups.items() if origins[group.niveau].is_modelled(codes[code]))


def _date(trait: Kenmerk, origin: Origin, heden: int) -> Kenmerk:
    codes = origin.parts["ses"] if trait.ses else trait.indicatoren
    years = sorted({year for code in codes for year in origin.years(code)})
    if not years:
        return trait
    words = trait.zin_toen or trait.zin if is_past(years[-1], heden) else trait.zin
    return trait.model_copy(update={"zin": f"{words} ({span(years)})"})
