"""Wie werkt samen, waaraan: the collaborations in the region, who takes part, and where none was found."""

from __future__ import annotations

from functools import partial

import pandas as pd

from regiobeeld.collaboration.contract import STATUSES, Verband
from regiobeeld.collaboration.overview import (
    Overview,
    count_themes,
    cross_partners,
    find_white_spots,
    list_partners,
)
from regiobeeld.profile.collaboration import collect_needs, overview_of, themas
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import alinea, bijschrift, hoofdstuk_intro, lijst, paragraaf
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.charts.matrix import MOST_COLUMNS, matrix
from regiobeeld.report.figure import Figuur
from regiobeeld.report.numbers import getal, opsomming
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import aantal, hoofdletter, in_gebied, onderwerp

MOST_NAMES = 6
MOST_PARTNERS = 30
FOLDER = "sources/samenwerking"


def collaboration_chapter(profile: Profile) -> Hoofdstuk:
    """Who works with whom on what, as far as the files of `sources/samenwerking` say."""
    chapter = Hoofdstuk("samenwerking", "Wie werkt samen, waaraan")
    overview = overview_of(profile)
    if not overview.verbanden:
        chapter.toevoegen(hoofdstuk_intro(_nothing(profile)))
        return chapter
    chapter.toevoegen(
        hoofdstuk_intro(_introduce(profile, overview)),
        bijschrift(_how_old(overview)),
        _draw_themes(profile, overview),
        paragraaf("Waar wij geen verband vonden"),
        *_white_spots(profile, overview),
        paragraaf("Wie doet mee"),
        *_partners(profile, overview),
        paragraaf("Alle verbanden"),
        _list(overview),
    )
    return chapter


def _nothing(profile: Profile) -> str:
    return (
        f"Voor {profile.naam} is nog geen lijst met samenwerkingsverbanden opgenomen. Bestaande samenwerking is "
        f"een vast deel van een regiobeeld: vul de lijst aan (map {FOLDER}; de handleiding zegt hoe)."
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


def _source(overview: Overview) -> str:
    days = sorted({v.peildatum.year for v in overview.running})
    years = f"{days[0]}" if len(days) == 1 else f"{days[0]}-{days[-1]}"
    return f"Bron: {opsomming(sorted({v.bron for v in overview.running}))}, {years}; zelf geteld"


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
        bron=_source(overview),
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
        return f"Op {everywhere} van de {len(named)} thema’s loopt een samenwerkingsverband"
    return (
        f"Op {everywhere} van de {len(named)} thema’s loopt in elke gemeente een verband, "
        f"op {nowhere} vonden wij er geen"
    )


def _white_spots(profile: Profile, overview: Overview) -> list[str]:
    """Where survey figures are demonstrably unfavourable and no running collaboration was found."""
    known = themas()
    needs = collect_needs(profile, known)
    spots = find_white_spots(count_themes(overview, list(known)), needs)
    asked = [thema.naam for thema in known.values() if thema.indicatoren]
    about = (
        f"Alleen voor {opsomming(asked)} zijn er enquêtecijfers met een oordeel per gemeente; "
        f"over andere thema’s zeggen de cijfers niet waar de behoefte het grootst is."
    )
    if spots.empty:
        return [
            alinea("Bij elk thema met een aantoonbaar ongunstig cijfer vonden wij een lopend verband."),
            bijschrift(about),
        ]
    points = [_ask(profile, thema, rows, needs) for thema, rows in spots.groupby("thema", sort=True)]
    return [lijst(points), bijschrift(about)]


def _ask(profile: Profile, thema: object, rows: pd.DataFrame, needs: pd.DataFrame) -> str:
    """A white spot as a question: "Mantelzorg: in Almelo en Borne ...; wij vonden geen verband. Klopt dat?" """
    places = [profile.name(code) for code in rows["gemeente_code"]]
    own = needs[(needs["thema"] == thema) & needs["gemeente_code"].isin(rows["gemeente_code"])]
    topics = opsomming(sorted({onderwerp(profile.indicators[code]) for code in own["indicator_code"]}))
    return (
        f"{hoofdletter(str(thema))}: {opsomming(places)} {'scoort' if len(places) == 1 else 'scoren'} aantoonbaar "
        f"ongunstiger dan de rest van Nederland ({topics}), en wij vonden er geen lopend verband. Klopt dat?"
    )


def _partners(profile: Profile, overview: Overview) -> list[str | Figuur | None]:
    partners = list_partners(overview)
    if partners.empty:
        return [alinea("De bron noemt geen partners.")]
    most = partners.loc[partners["aantal"] == partners["aantal"].max(), "partner"].tolist()
    verb = "doet" if len(most) == 1 else "doen"
    lead = (
        f"{opsomming(most[:MOST_NAMES])} {verb} mee aan de meeste lopende verbanden: "
        f"{getal(partners['aantal'].max())} van de {getal(len(overview.running))}."
    )
    shown = partners.head(MOST_PARTNERS)
    table = pd.DataFrame(
        {
            "Partner": shown["partner"],
            "Verbanden": shown["aantal"],
            "Thema’s": [", ".join(themas) for themas in shown["themas"]],
        }
    )
    rest = len(partners) - len(shown)
    caption = "Partners en de thema’s waaraan zij meewerken" + (
        f" (nog {rest} andere niet getoond)" if rest else ""
    )
    return [alinea(lead), _draw_partners(profile, overview), tabel_html(table, caption, sorteerbaar=True)]


def _draw_partners(profile: Profile, overview: Overview) -> Figuur | None:
    """Who meets whom where: partners that take part in more than one collaboration."""
    crossed = cross_partners(overview)
    if crossed.empty or crossed.shape[1] > MOST_COLUMNS:
        return None
    count = aantal(len(crossed), "partner verbindt", "partners verbinden")
    title = f"{hoofdletter(count)} {aantal(crossed.shape[1], 'verband', 'verbanden')} {in_gebied(profile.naam)}"
    first = [f"{name} ({int(row.sum())})" for name, row in crossed.iterrows()]
    more = f" en {len(first) - MOST_NAMES} andere" if len(first) > MOST_NAMES else ""
    return Figuur(
        code="samenwerking-partners",
        titel=title,
        ondertitel="Partners die meedoen aan twee of meer lopende verbanden (rijen), en die verbanden (kolommen)",
        alt=f"{title}. Aantal verbanden per partner: {', '.join(first[:MOST_NAMES])}{more}.",
        bron=_source(overview),
        teken=partial(matrix, crossed, met_getal=False),
        tabel=crossed.rename_axis("Partner").reset_index(),
        decimalen=0,
    )


def _list(overview: Overview) -> str:
    rows = [_row(v) for v in overview.verbanden]
    caption = f"Samenwerkingsverbanden ({len(rows)}), lopende eerst"
    return tabel_html(pd.DataFrame(rows), caption, sorteerbaar=True)


def _row(verband: Verband) -> dict[str, str]:
    """One line of the list of all collaborations."""
    when = "–".join(str(year) for year in (verband.start_jaar, verband.eind_jaar) if year)
    return {
        "Verband": verband.naam,
        "Thema’s": ", ".join(verband.themas),
        "Waar": verband.gebied or "niet genoemd",
        "Status": f"{verband.status} ({STATUSES[verband.status]})",
        "Sinds": when or "niet genoemd",
        "Stand": f"{verband.peildatum:%d-%m-%Y}",
        "Bron": verband.bron,
    }
