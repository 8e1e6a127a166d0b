"""Who takes part: partners that connect collaborations, drawn where legible, otherwise as clusters in a table."""

from __future__ import annotations

from functools import partial

import pandas as pd

from regiobeeld.blocks.blocks import alinea
from regiobeeld.blocks.columns import table_of
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.special import special_figure
from regiobeeld.charts.netwerk import netwerk
from regiobeeld.collaboration.overview import MOST_NODES, Overview, cluster_partners, cross_partners, list_partners
from regiobeeld.needs.collaboration import overview_of
from regiobeeld.numbers import getal
from regiobeeld.outline.sentences import Zinnen, said_by
from regiobeeld.profile.model import Profile


def source_of(overview: Overview) -> str:
    """The source line of what is counted in the running collaborations."""
    years = sorted({v.peildatum.year for v in overview.running})
    facts = {"bronnen": sorted({v.bron for v in overview.running}), "van": years[0], "tot": years[-1]}
    return said_by("samenwerking", facts)("bron")


def partners_section(profile: Profile, zin: Zinnen) -> list[str | Figuur | None]:
    """The partners that take part in most, the network or its clusters, and a profile of each in a table."""
    overview = overview_of(profile)
    if not overview.verbanden:
        return []
    partners = list_partners(overview)
    if partners.empty:
        return [alinea(zin("geen"))]
    most = partners.loc[partners["aantal"] == partners["aantal"].max(), "partner"].tolist()
    lead = zin("meeste", partners=most, meest=partners["aantal"].max(), lopend=len(overview.running))
    return [alinea(lead), _network(profile, overview, zin), _profiles(partners, zin)]


def _network(profile: Profile, overview: Overview, zin: Zinnen) -> Figuur | str | None:
    """Who meets whom where; too many to read become clusters by theme."""
    crossed = cross_partners(overview)
    connecting = int((list_partners(overview)["aantal"] >= 2).sum())
    if connecting and (crossed.empty or sum(crossed.shape) > MOST_NODES):
        return _clusters(overview, connecting, zin)
    if crossed.empty:
        return None
    first = [f"{name} ({getal(int(row.sum()))})" for name, row in crossed.iterrows()]
    return special_figure(
        "samenwerking-partners",
        zin,
        {"partners": len(crossed), "verbanden": crossed.shape[1], "per_partner": first},
        bron=source_of(overview),
        teken=partial(netwerk, crossed),
        tabel=crossed.rename_axis("Partner").reset_index(),
        decimalen=0,
    )


def _clusters(overview: Overview, connecting: int, zin: Zinnen) -> str:
    """The network as a table: partners by the theme they work on most."""
    found = cluster_partners(overview).to_dict("records")
    return table_of(zin, "clusters", found, partners=connecting, hoogstens=MOST_NODES)


def _profiles(partners: pd.DataFrame, zin: Zinnen) -> str:
    """A row per partner: how many collaborations, which, and on which themes."""
    shown = partners.head(zin.grens("meeste"))
    rows = shown.to_dict("records")
    return table_of(zin, "tabel", rows, rest=len(partners) - len(shown))
