"""Wie werkt samen, waaraan: the collaborations in the region, who takes part, and where none was found."""

from __future__ import annotations

from functools import partial
from html import escape

import pandas as pd

from regiobeeld.blocks.blocks import bijschrift, hoofdstuk_intro, paragraaf
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.templates import TEMPLATES
from regiobeeld.chapters_agenda.partners import source_of
from regiobeeld.charts.matrix import MOST_COLUMNS, matrix
from regiobeeld.collaboration.contract import STATUSES
from regiobeeld.collaboration.overview import count_themes
from regiobeeld.needs.collaboration import overview_of, themas
from regiobeeld.outline.sentences import Zinnen, said_by
from regiobeeld.profile.model import Profile

SCRIPT = TEMPLATES / "regiobeeld" / "zoek.js"
FOLDER = "sources/samenwerking"


def introduction(profile: Profile, zin: Zinnen) -> list[str]:
    """How many run on how many themes, and how old that is; without a list, how to make one."""
    overview = overview_of(profile)
    if not overview.verbanden:
        heading = paragraaf(zin("aanvullen_kop"), "samenwerking-aanvullen")
        return [hoofdstuk_intro(zin("geen")), heading, bijschrift(zin("aanvullen", map=FOLDER))]
    days = [f"{day:%d-%m-%Y}" for day in sorted({v.peildatum for v in overview.verbanden})]
    facts = {
        "lopend": len(overview.running),
        "themas": len({thema for v in overview.running for thema in v.themas}),
        "partners": len({partner for v in overview.running for partner in v.partners}),
        "rest": len(overview.verbanden) - len(overview.running),
        "zonder_gemeenten": [v.naam for v in overview.without_gemeenten],
    }
    sources = sorted({v.bron for v in overview.verbanden})
    return [hoofdstuk_intro(zin("tekst", **facts)), bijschrift(zin("stand", dagen=days, bronnen=sources))]


def themes(profile: Profile, zin: Zinnen) -> Figuur | None:
    """Themes by gemeente; for a region of many gemeenten only the totals, in a table further down."""
    overview = overview_of(profile)
    counts = count_themes(overview, list(themas()))
    if counts.shape[1] > MOST_COLUMNS or not overview.running:
        return None
    named = counts.rename(columns=profile.name)
    named = named[sorted(named.columns)]
    filled = (named > 0).sum(axis=1)
    facts = {
        "themas": len(named),
        "gebieden": named.shape[1],
        "overal": int((filled == named.shape[1]).sum()),
        "nergens": [str(thema) for thema in named.index[filled == 0]],
    }
    return special_figure(
        "samenwerking-themas",
        zin,
        facts,
        bron=source_of(overview),
        teken=partial(matrix, named),
        tabel=named.rename_axis("Thema").reset_index(),
        decimalen=0,
    )


def listing(profile: Profile, zin: Zinnen) -> list[str]:
    """All collaborations, searchable; of very many the first, the others are in the page of all regions."""
    found = overview_of(profile).verbanden
    if not found:
        return []
    rows = [said_by("verband", {"v": v, "uitleg": STATUSES}).rij() for v in found[: zin.grens("meeste")]]
    caption = zin("titel", verbanden=len(found), rest=len(found) - len(rows))
    table = tabel_html(pd.DataFrame(rows), caption, sorteerbaar=True)
    search = f'data-vraag="{escape(zin("vraag"))}" data-voorbeeld="{escape(zin("voorbeeld"))}"'
    script = f"<script>\n{SCRIPT.read_text(encoding='utf-8')}</script>"
    return [f'<div data-zoek="verbanden" {search}>{table}</div>', script]
