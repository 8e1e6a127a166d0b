"""Need against collaborations: much needed and nobody found, or many on the same. Questions, never a verdict."""

from __future__ import annotations

import pandas as pd

from regiobeeld.collaboration.overview import Overview, count_themes, find_crowds, find_white_spots
from regiobeeld.numbers import getal, opsomming
from regiobeeld.profile.collaboration import themas
from regiobeeld.profile.groups import groups_of
from regiobeeld.profile.knelpunten import knelpunten_of, needs_of
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import alinea, bijschrift, lijst
from regiobeeld.report.text import hoofdletter, onderwerp

CROWD = 5
MOST_NAMES = 6


def white_spots(profile: Profile, overview: Overview) -> list[str]:
    """Themes and gemeenten with a judged need and no running collaboration, and those with five or more."""
    counts = count_themes(overview, list(themas()))
    needs = needs_of(profile)
    spots = find_white_spots(counts, needs)
    points = [_ask(profile, str(thema), rows, needs) for thema, rows in spots.groupby("thema", sort=True)]
    crowds = [
        _ask_crowd(profile, str(thema), rows)
        for thema, rows in find_crowds(counts, CROWD).groupby("thema", sort=True)
    ]
    none = alinea("Bij elk thema met een aantoonbare behoefte vonden wij een lopend verband.")
    about = (
        "Behoefte: een enquêtecijfer, knelpunt of doelgroep die in die gemeente ongunstig uitvalt. Over "
        "andere thema’s "
        "zeggen de cijfers niet waar de behoefte het grootst is. Dit zijn vragen: de lijst van verbanden kan "
        "onvolledig zijn."
    )
    return [lijst(points) if points else none, lijst(crowds), bijschrift(about)]


def _ask(profile: Profile, thema: str, rows: pd.DataFrame, needs: pd.DataFrame) -> str:
    """ "Mantelzorg: in Almelo en Borne ... ; wij vonden geen verband. Klopt dat?" """
    own = needs[(needs["thema"] == thema) & needs["gemeente_code"].isin(rows["gemeente_code"])]
    reasons = opsomming(sorted({_name(profile, code) for code in own["indicator_code"]}))
    places = _places(profile, rows)
    found = f"{hoofdletter(thema)}: wij vonden geen lopend verband in {places}, waar behoefte is ({reasons})"
    return f"{found}. Klopt dat?"


def _ask_crowd(profile: Profile, thema: str, rows: pd.DataFrame) -> str:
    most = int(rows["aantal"].max())
    return (
        f"{hoofdletter(thema)}: in {_places(profile, rows)} lopen {CROWD} of meer verbanden naast elkaar "
        "(hoogstens "
        f"{most}). Weten zij van elkaar, en vullen zij elkaar aan?"
    )


def _places(profile: Profile, rows: pd.DataFrame) -> str:
    names = sorted(profile.name(code) for code in rows["gemeente_code"].unique())
    if len(names) == len(profile.region.gemeenten) > 1:
        return "alle gemeenten"
    more = len(names) - MOST_NAMES
    return f"{', '.join(names[:MOST_NAMES])} en {getal(more)} andere gemeenten" if more > 0 else opsomming(names)


def _name(profile: Profile, code: str) -> str:
    """What a need is called: the subject of a figure, a doelgroep, or a knelpunt."""
    if code in profile.indicators:
        return onderwerp(profile.indicators[code])
    declared = groups_of(profile).declared
    names = {item.code: item.inhoud.naam for item in knelpunten_of(profile).shown}
    name = declared[code].naam if code in declared else names.get(code, code)
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
