"""The collaborations of one region, and the need that the judged figures show per theme and gemeente."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from regiobeeld import paths
from regiobeeld.areas.register import load_register
from regiobeeld.collaboration.contract import Thema, load_themas
from regiobeeld.collaboration.overview import Overview, select
from regiobeeld.collaboration.read import read_all
from regiobeeld.frames import returns
from regiobeeld.judgement.compare import compare_areas
from regiobeeld.needs.groups import groups_of
from regiobeeld.profile.frames import SAMENWERKING
from regiobeeld.profile.model import Profile

NEED = ["thema", "gemeente_code", "indicator_code"]


@lru_cache(maxsize=4)
def overview_of(profile: Profile) -> Overview:
    """The collaborations of the region of this profile."""
    sources = paths.SOURCES
    return select(read_all(sources), profile.region.gemeenten, load_register(sources))


@lru_cache(maxsize=1)
def themas() -> dict[str, Thema]:
    """The themes by name."""
    return load_themas(paths.SOURCES / "samenwerking")


@returns(SAMENWERKING)
def samenwerking(profile: Profile) -> pd.DataFrame:
    """The collaborations of the region as a table: one row per collaboration and theme.

    Returns:
        verband_code, verband_naam, thema, status, is_lopend, gemeenten (codes with ;), partners (with ;),
        start_jaar, eind_jaar, peildatum, bron.
    """
    rows = [
        {
            "verband_code": v.code,
            "verband_naam": v.naam,
            "thema": thema,
            "status": v.status,
            "is_lopend": v.is_running,
            "gemeenten": ";".join(v.gemeenten),
            "partners": ";".join(v.partners),
            "start_jaar": v.start_jaar,
            "eind_jaar": v.eind_jaar,
            "peildatum": v.peildatum,
            "bron": v.bron,
        }
        for v in overview_of(profile).verbanden
        for thema in v.themas
    ]
    names = ["verband_code", "verband_naam", "thema", "status", "is_lopend", "gemeenten", "partners"]
    frame = pd.DataFrame(rows, columns=[*names, "start_jaar", "eind_jaar", "peildatum", "bron"])
    return frame.astype({"start_jaar": "Int16", "eind_jaar": "Int16"})


def running_on(profile: Profile, wanted: tuple[str, ...]) -> list[str]:
    """Names of the running collaborations on one of these themes."""
    return [v.naam for v in overview_of(profile).running if set(v.themas) & set(wanted)]


def collect_needs(profile: Profile, known: Mapping[str, Thema]) -> pd.DataFrame:
    """Where the need is: gemeenten with a demonstrably unfavourable figure of a theme, and with a found doelgroep.

    Returns:
        thema, gemeente_code, indicator_code: one row per figure (after correction) or doelgroep that says so.
    """
    rows = [
        (thema.naam, gemeente, code)
        for thema in known.values()
        for code in thema.indicatoren
        if code in profile.indicators
        for gemeente in worse_parts(profile, code)
    ]
    groups = groups_of(profile)
    for thema in known.values():
        for code in thema.doelgroepen:
            if code in set(groups.found["doelgroep_code"]):
                gemeenten = groups.inside(code)["gemeente_code"].unique()
                rows += [(thema.naam, str(gemeente), code) for gemeente in gemeenten]
    return pd.DataFrame(rows, columns=NEED)


def worse_parts(profile: Profile, code: str, leeftijd: str | None = None) -> list[str]:
    """The parts of the region that are demonstrably unfavourable on a figure."""
    compared = compare_areas(profile, code, leeftijd)
    worse = compared["overleeft"] & compared["klasse"].fillna("").str.contains("ongunstiger")
    return [str(area) for area in compared.loc[worse, "gebied_code"]]
