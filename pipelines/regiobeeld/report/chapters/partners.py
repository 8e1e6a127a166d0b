"""Who takes part: partners that connect collaborations, drawn where legible, otherwise as clusters in a table."""

from __future__ import annotations

from functools import partial

import pandas as pd

from regiobeeld.collaboration.overview import MOST_NODES, Overview, cluster_partners, cross_partners, list_partners
from regiobeeld.draw.charts.netwerk import netwerk
from regiobeeld.numbers import getal, opsomming
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import alinea
from regiobeeld.report.figure import Figuur
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import aantal, hoofdletter, in_gebied

MOST_NAMES = 6
MOST_PARTNERS = 30


def source_of(overview: Overview) -> str:
    """The source line of what is counted in the running collaborations."""
    days = sorted({v.peildatum.year for v in overview.running})
    years = f"{days[0]}" if len(days) == 1 else f"{days[0]}-{days[-1]}"
    names = sorted({v.bron for v in overview.running})
    more = f" en {getal(len(names) - MOST_NAMES)} andere" if len(names) > MOST_NAMES else ""
    return f"Bron: {opsomming(names[:MOST_NAMES])}{more}, {years}; zelf geteld"


def partners_section(profile: Profile, overview: Overview) -> list[str | Figuur | None]:
    """The partners that take part in most, the network or its clusters, and a profile of each in a table."""
    partners = list_partners(overview)
    if partners.empty:
        return [alinea("De bron noemt geen partners.")]
    most = partners.loc[partners["aantal"] == partners["aantal"].max(), "partner"].tolist()
    more = f" en {getal(len(most) - MOST_NAMES)} andere" if len(most) > MOST_NAMES else ""
    names = f"{', '.join(most[:MOST_NAMES])}{more}" if more else opsomming(most)
    lead = (
        f"{names} {'doet' if len(most) == 1 else 'doen'} mee aan de meeste lopende verbanden: "
        f"{getal(partners['aantal'].max())} van de {getal(len(overview.running))}."
    )
    return [alinea(lead), _network(profile, overview), _profiles(partners)]


def _network(profile: Profile, overview: Overview) -> Figuur | str | None:
    """Who meets whom where; too many to read become clusters by theme."""
    crossed = cross_partners(overview)
    connecting = int((list_partners(overview)["aantal"] >= 2).sum())
    if connecting and (crossed.empty or sum(crossed.shape) > MOST_NODES):
        return _clusters(overview, connecting)
    if crossed.empty:
        return None
    count = aantal(len(crossed), "partner verbindt", "partners verbinden")
    title = f"{hoofdletter(count)} {aantal(crossed.shape[1], 'verband', 'verbanden')} {in_gebied(profile.naam)}"
    first = [f"{name} ({getal(int(row.sum()))})" for name, row in crossed.iterrows()]
    more = f" en {getal(len(first) - MOST_NAMES)} andere" if len(first) > MOST_NAMES else ""
    return Figuur(
        code="samenwerking-partners",
        titel=title,
        ondertitel="Links partners in twee of meer lopende verbanden, rechts die verbanden; een lijn is meedoen",
        alt=f"{title}. Aantal verbanden per partner: {', '.join(first[:MOST_NAMES])}{more}.",
        bron=source_of(overview),
        teken=partial(netwerk, crossed),
        tabel=crossed.rename_axis("Partner").reset_index(),
        decimalen=0,
    )


def _clusters(overview: Overview, connecting: int) -> str:
    """The network as a table: partners by the theme they work on most."""
    found = cluster_partners(overview)
    table = pd.DataFrame(
        {
            "Thema": found["thema"],
            "Partners": found["partners"],
            "Verbinden de meeste verbanden": [", ".join(names) for names in found["verbindend"]],
        }
    )
    caption = (
        f"{getal(connecting)} partners doen mee aan twee of meer verbanden: te veel om te tekenen (hoogstens "
        f"{MOST_NODES}). Daarom per thema waaraan een partner het meest werkt"
    )
    return tabel_html(table, caption, sorteerbaar=True)


def _profiles(partners: pd.DataFrame) -> str:
    """A row per partner: how many collaborations, which, and on which themes."""
    shown = partners.head(MOST_PARTNERS)
    table = pd.DataFrame(
        {
            "Partner": shown["partner"],
            "Aantal": shown["aantal"],
            "Verbanden": [_some(names) for names in shown["verbanden"]],
            "Thema’s": [_some(themas) for themas in shown["themas"]],
        }
    )
    rest = len(partners) - len(shown)
    caption = "Partners, hun verbanden en de thema’s waaraan zij meewerken" + (
        f" (nog {getal(rest)} andere niet getoond)" if rest else ""
    )
    return tabel_html(table, caption, sorteerbaar=True)


def _some(names: list[str]) -> str:
    more = f" en {getal(len(names) - MOST_NAMES)} andere" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more
