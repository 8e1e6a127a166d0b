"""Wie werkt samen, waaraan: the collaborations in the region, who takes part, and where none was found."""

from __future__ import annotations

from functools import partial

import pandas as pd

from regiobeeld.collaboration.contract import STATUSES, Verband
from regiobeeld.collaboration.overview import Overview, count_themes
from regiobeeld.draw.charts.matrix import MOST_COLUMNS, matrix
from regiobeeld.numbers import getal, opsomming
from regiobeeld.profile.collaboration import overview_of, themas
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import bijschrift, hoofdstuk_intro, paragraaf
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.partners import partners_section, source_of
from regiobeeld.report.chapters.white_spots import white_spots
from regiobeeld.report.figure import Figuur
from regiobeeld.report.page import TEMPLATES
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import aantal, hoofdletter, in_gebied

MOST_NAMES = 6
MOST_LISTED = 100
SCRIPT = TEMPLATES / "regiobeeld" / "zoek.js"
FOLDER = "sources/samenwerking"


def collaboration_chapter(profile: Profile) -> Hoofdstuk:
    """Who works with whom on what, as far as the files of `sources/samenwerking` say."""
    chapter = Hoofdstuk("samenwerking", "Wie werkt samen, waaraan")
    overview = overview_of(profile)
    if not overview.verbanden:
        chapter.toevoegen(
            hoofdstuk_intro(_nothing(profile)),
            paragraaf("Zo vult u de lijst aan", "samenwerking-aanvullen"),
            bijschrift(f"Zet de verbanden in een bestand in de map {FOLDER}; de handleiding zegt hoe."),
        )
        return chapter
    chapter.toevoegen(
        hoofdstuk_intro(_introduce(profile, overview)),
        bijschrift(_how_old(overview)),
        _draw_themes(profile, overview),
        paragraaf("Waar wij geen verband vonden"),
        *white_spots(profile, overview),
        paragraaf("Wie doet mee"),
        *partners_section(profile, overview),
        paragraaf("Alle verbanden"),
        *_list(overview),
    )
    return chapter


def _nothing(profile: Profile) -> str:
    return (
        f"Voor {profile.naam} is nog geen lijst met samenwerkingsverbanden opgenomen. Bestaande samenwerking is "
        "een vast deel van een regiobeeld: vul deze lijst aan met uw partners."
    )


def _introduce(profile: Profile, overview: Overview) -> str:
    running, rest = overview.running, len(overview.verbanden) - len(overview.running)
    themas = {thema for v in running for thema in v.themas}
    partners = {partner for v in running for partner in v.partners}
    where, count = (
        hoofdletter(in_gebied(profile.naam)),
        aantal(len(running), "lopend verband", "lopende verbanden"),
    )
    text = (
        f"{where} vonden wij {count} "
        f"op {aantal(len(themas), 'thema', 'thema’s')}, met {aantal(len(partners), 'partner', 'partners')}."
    )
    if rest:
        text += f" Nog {aantal(rest, 'verband is', 'verbanden zijn')} afgerond, overgedragen of gestopt."
    without = overview.without_gemeenten
    if without:
        names = opsomming([v.naam for v in without][:MOST_NAMES])
        which = "dat verband telt" if len(without) == 1 else "die tellen"
        text += f" Van {names} noemt de bron geen gemeenten: {which} voor de regio als geheel."
    return text


def _how_old(overview: Overview) -> str:
    days = sorted({v.peildatum for v in overview.verbanden})
    sources = opsomming(sorted({v.bron for v in overview.verbanden}))
    when = f"{days[0]:%d-%m-%Y}" if len(days) == 1 else f"{days[0]:%d-%m-%Y} tot {days[-1]:%d-%m-%Y}"
    return f"Stand: {when}. Wat daarna begon of stopte, staat er niet in. Bron: {sources}."


def _draw_themes(profile: Profile, overview: Overview) -> Figuur | None:
    """Themes by gemeente; for a region of many gemeenten only the totals, in a table further down."""
    counts = count_themes(overview, list(themas()))
    if counts.shape[1] > MOST_COLUMNS or not overview.running:
        return None
    named = counts.rename(columns=profile.name)
    named = named[sorted(named.columns)]
    empty = [str(thema) for thema in named.index[named.sum(axis=1) == 0]]
    return Figuur(
        code="samenwerking-themas",
        titel=_title(named),
        ondertitel="Aantal lopende verbanden per thema en gemeente; een verband kan meer thema’s hebben",
        alt=f"{_title(named)}. Zonder verband: {opsomming(empty) or 'geen enkel thema'}.",
        bron=source_of(overview),
        teken=partial(matrix, named),
        tabel=named.rename_axis("Thema").reset_index(),
        toelichting="Een leeg vak betekent dat wij geen verband vonden, niet dat er niets gebeurt.",
        decimalen=0,
    )


def _title(named: pd.DataFrame) -> str:
    """The finding: on how many themes work goes on everywhere, somewhere and nowhere."""
    filled = (named > 0).sum(axis=1)
    everywhere, nowhere = int((filled == named.shape[1]).sum()), int((filled == 0).sum())
    if named.shape[1] == 1:
        return f"Op {getal(everywhere)} van de {getal(len(named))} thema’s loopt een samenwerkingsverband"
    return (
        f"Op {getal(everywhere)} van de {getal(len(named))} thema’s loopt in elke gemeente een verband, "
        f"op {getal(nowhere)} vonden wij er geen"
    )


def _list(overview: Overview) -> list[str]:
    """All collaborations, searchable; of very many the first, the others are in the page of all regions."""
    rows = [_row(v) for v in overview.verbanden[:MOST_LISTED]]
    rest = len(overview.verbanden) - len(rows)
    more = f", {getal(rest)} andere niet getoond: make samenwerking zet ze alle in een pagina" if rest else ""
    caption = f"Samenwerkingsverbanden ({getal(len(overview.verbanden))}), lopende eerst{more}"
    table = tabel_html(pd.DataFrame(rows), caption, sorteerbaar=True)
    search = 'data-vraag="Zoek op partner, thema, gemeente of naam:" data-voorbeeld="bijvoorbeeld ouderenzorg"'
    script = f"<script>\n{SCRIPT.read_text(encoding='utf-8')}</script>"
    return [f'<div data-zoek="verbanden" {search}>{table}</div>', script]


def _row(verband: Verband) -> dict[str, str]:
    """One line of the list of all collaborations."""
    when = "–".join(str(year) for year in (verband.start_jaar, verband.eind_jaar) if year)
    return {
        "Verband": verband.naam,
        "Thema’s": ", ".join(verband.themas),
        "Waar": verband.gebied or "niet genoemd",
        "Partners": ", ".join(verband.partners) or "niet genoemd",
        "Status": f"{verband.status} ({STATUSES[verband.status]})",
        "Sinds": when or "niet genoemd",
        "Stand": f"{verband.peildatum:%d-%m-%Y}",
        "Bron": verband.bron,
    }
