"""Need against collaborations: much needed and nobody found, or many on the same. Questions, never a verdict."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, lijst
from regiobeeld.blocks.text import onderwerp
from regiobeeld.collaboration.overview import count_themes, find_crowds, find_white_spots
from regiobeeld.needs.collaboration import overview_of, themas
from regiobeeld.needs.groups import groups_of
from regiobeeld.needs.knelpunten import knelpunten_of, needs_of
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import Profile


def white_spots(profile: Profile, zin: Zinnen) -> list[str]:
    """Themes and gemeenten with a judged need and no running collaboration, and those with many."""
    overview = overview_of(profile)
    if not overview.verbanden:
        return []
    counts, needs = count_themes(overview, list(themas())), needs_of(profile)
    most = zin.grens("drukte")
    spots = find_white_spots(counts, needs).groupby("thema", sort=True)
    points = [_ask(profile, str(thema), rows, needs, zin) for thema, rows in spots]
    crowds = [
        zin("druk", thema=thema, waar=_places(profile, rows), hoogstens=int(rows["aantal"].max()))
        for thema, rows in find_crowds(counts, most).groupby("thema", sort=True)
    ]
    found = lijst(points) if points else alinea(zin("geen"))
    return [found, lijst(crowds), bijschrift(zin("uitleg"))]


def _ask(profile: Profile, thema: str, rows: pd.DataFrame, needs: pd.DataFrame, zin: Zinnen) -> str:
    """ "Mantelzorg: wij vonden geen lopend verband in Almelo en Borne, waar behoefte is (...). Klopt dat?" """
    own = needs[(needs["thema"] == thema) & needs["gemeente_code"].isin(rows["gemeente_code"])]
    reasons = sorted({_name(profile, code) for code in own["indicator_code"]})
    return zin("wit", thema=thema, waar=_places(profile, rows), behoeften=reasons)


def _places(profile: Profile, rows: pd.DataFrame) -> list[str]:
    """The gemeenten by name; none when it is all of them."""
    names = sorted(profile.name(code) for code in rows["gemeente_code"].unique())
    return [] if len(names) == len(profile.region.gemeenten) > 1 else names


def _name(profile: Profile, code: str) -> str:
    """What a need is called: the subject of a figure, a doelgroep, or a knelpunt."""
    if code in profile.indicators:
        return onderwerp(profile.indicators[code])
    declared = groups_of(profile).declared
    names = {item.code: item.inhoud.naam for item in knelpunten_of(profile).shown}
    name = declared[code].naam if code in declared else names.get(code, code)
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
