"""One function per kind of block of a declared chapter: from its declaration and the profile to what is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from regiobeeld.blocks.blocks import (
    Kengetal,
    alinea,
    bijschrift,
    hoofdstuk_intro,
    kengetallen,
    lijst,
    paragraaf,
    waarschuwing,
)
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.common import newest_beside_nl, table_beside_nl
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.text import onderwerp
from regiobeeld.chapters_care.expenditure import expenditure_figure
from regiobeeld.chapters_comparison import comparison
from regiobeeld.chapters_comparison.age_corrected import age_corrected
from regiobeeld.chapters_comparison.all_figures import all_figures
from regiobeeld.chapters_comparison.comparison_figures import spine_figure
from regiobeeld.chapters_comparison.comparison_tables import benchmarks
from regiobeeld.chapters_method import caveats, provenance
from regiobeeld.chapters_people import differences, population, ses
from regiobeeld.chapters_people.agegroups import age_groups
from regiobeeld.chapters_people.estimates import newer_estimates
from regiobeeld.chapters_people.incomes import gradient_figure
from regiobeeld.chapters_people.introduction import introduce
from regiobeeld.chapters_people.mapping import gemeente_map, wijk_map
from regiobeeld.chapters_people.pyramid import pyramid
from regiobeeld.chapters_people.ranking import ranked_areas
from regiobeeld.chapters_people.series import trend_figure
from regiobeeld.errors import ContractError
from regiobeeld.numbers import met_eenheid
from regiobeeld.outline import blocks as declared
from regiobeeld.outline.chapters import nearest
from regiobeeld.outline.sentences import Zinnen, hoofdletter
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.select import figure, wijk_values, wijk_year
from regiobeeld.report.parts import PARTS, Gebouwd, as_blocks

Bouwer = Callable[[Profile, Any, Zinnen], Gebouwd]


def _introduction(profile: Profile, block: declared.Inleiding, zin: Zinnen) -> Blok:
    return hoofdstuk_intro(introduce(profile, block.indicatoren, zin if block.tekst else None))


def _text(profile: Profile, block: declared.Tekst, zin: Zinnen) -> Blok | None:
    cells = (figure(profile, code, profile.code) for code in block.indicatoren)
    text = zin("tekst", bekend=any(cell is not None and cell.waarde is not None for cell in cells))
    return (bijschrift if block.soort == "bijschrift" else alinea)(text) if text else None


def _heading(profile: Profile, block: declared.Kop, zin: Zinnen) -> Blok:
    return paragraaf(zin("titel"), block.code)


def _warning(profile: Profile, block: declared.LetOp, zin: Zinnen) -> Blok | None:
    """A note; the template knows the number of wijken, and whether they differ on the indicator."""
    facts = {"wijken": len(profile.wijk_gemeente), "verschillend": False}
    if block.indicator:
        values = wijk_values(profile, block.indicator, block.leeftijd, wijk_year(profile, block.indicator))
        facts["verschillend"] = values[values.index.isin(profile.wijk_gemeente)].nunique() > 1
    text = zin("tekst", **facts)
    return waarschuwing(text, zin("titel", **facts)) if text else None


def _list(profile: Profile, block: declared.Lijst, zin: Zinnen) -> Blok | None:
    points = {f"punten {number}": point for number, point in enumerate(block.punten, 1)}
    return lijst(replace(zin, templates=points).alle()) or None


def _ranking(profile: Profile, block: declared.Rangorde, zin: Zinnen) -> Gebouwd:
    return [_noted(ranked_areas(profile, code, block.leeftijd), block, zin) for code in block.indicatoren]


def _map(profile: Profile, block: declared.Kaart, zin: Zinnen) -> Gebouwd:
    draw = gemeente_map if block.soort == "gemeentekaart" else wijk_map
    return [_noted(draw(profile, code, block.leeftijd), block, zin) for code in block.indicatoren]


def _series(profile: Profile, block: declared.Reeks, zin: Zinnen) -> Gebouwd:
    return [_noted(trend_figure(profile, code, block.leeftijd), block, zin) for code in block.indicatoren]


def _noted(figure: Figuur | None, block: declared.Figuurblok, zin: Zinnen) -> Figuur | None:
    """The figure with the note of its block below it."""
    if figure is None or not block.toelichting:
        return figure
    return replace(figure, toelichting=f"{figure.toelichting} {zin('toelichting')}".strip())


def _ages(profile: Profile, block: declared.Leeftijden, zin: Zinnen) -> Gebouwd:
    return age_groups(profile, block.indicatoren, block.leeftijden, block.code)


def _incomes(profile: Profile, block: declared.Inkomens, zin: Zinnen) -> Gebouwd:
    return [gradient_figure(profile, code, block, zin) for code in block.indicatoren]


def _table(profile: Profile, block: declared.Tabel, zin: Zinnen) -> Gebouwd:
    return table_beside_nl(profile, block.indicatoren, zin("titel")) or None


def _tiles(profile: Profile, block: declared.Kaartjes, zin: Zinnen) -> Gebouwd:
    tiles = [_tile(profile, code) for code in block.indicatoren if code in profile.indicators]
    return kengetallen([tile for tile in tiles if tile]) or None


def _tile(profile: Profile, code: str) -> Kengetal | None:
    """The newest figure beside that of Nederland in the same year."""
    info, found = profile.indicators[code], newest_beside_nl(profile, code)
    own = figure(profile, code, profile.code)
    if found is None and (own is None or own.waarde is None):
        return None
    year, value, national = found or (own.jaar, own.waarde, None)  # type: ignore[union-attr]
    say = shared(profile, "kaartje")
    note = say("toelichting", jaar=year, info=info, nederland=None if profile.code == NEDERLAND else national)
    return Kengetal(hoofdletter(onderwerp(info)), met_eenheid(value, info.eenheid, info.decimalen), note)


def _estimates(profile: Profile, block: declared.Schattingen, zin: Zinnen) -> Gebouwd:
    return newer_estimates(profile, block.code, block.indicatoren)


def _part(profile: Profile, block: declared.Deel, zin: Zinnen) -> Gebouwd:
    """A part of a chapter with a logic of its own."""
    if block.naam not in PARTS:
        raise ContractError(f'onbekend deel "{block.naam}"', zin.where, nearest(block.naam, PARTS))
    say = replace(zin, facts={**zin.facts, **block.grens})
    blocks = [built for built in as_blocks(PARTS[block.naam](profile, say)) if built]
    return [paragraaf(say("kop"), block.code), *blocks] if blocks and "kop" in block.zin else blocks


def _listed(sentences: Callable[[Profile, Any, Zinnen], list[str]]) -> Bouwer:
    """These sentences as a list."""
    return lambda profile, block, zin: lijst(sentences(profile, block, zin))


BUILDERS: dict[str, Bouwer] = {
    "inleiding": _introduction,
    "tekst": _text,
    "bijschrift": _text,
    "kop": _heading,
    "let_op": _warning,
    "lijst": _list,
    "rangorde": _ranking,
    "gemeentekaart": _map,
    "wijkkaart": _map,
    "reeks": _series,
    "leeftijden": _ages,
    "inkomens": _incomes,
    "tabel": _table,
    "kaartjes": _tiles,
    "schattingen": _estimates,
    "deel": _part,
    "inleiding_bevolking": population.introduce,
    "piramide": pyramid,
    "aandeel_reeks": population.share_series,
    "aandeel_kaart": population.share_map,
    "leeftijdsopbouw": population.age_bands,
    "groei": population.growth_figure,
    "inleiding_ses": ses.introduce,
    "ses_rangorde": ses.ranked_index,
    "ses_wijken": ses.wijk_map,
    "ses_kwintielen": ses.quintiles,
    "ses_spreiding": differences.ses_spread,
    "rooster": differences.grid_figure,
    "wijkspreiding": differences.wijk_spread,
    "jong_en_oud": differences.young_and_old,
    "inleiding_vergelijking": comparison.introduce,
    "spine": spine_figure,
    "benchmarks": benchmarks,
    "leeftijdscorrectie": age_corrected,
    "verwacht": comparison.expected,
    "vergelijkbaar": comparison.similar,
    "ongelijkheid": comparison.inequality,
    "trends": comparison.trends,
    "alle_cijfers": all_figures,
    "zorg_uitgaven": expenditure_figure,
    "soorten": _listed(caveats.list_kinds),
    "gaten": _listed(caveats.list_gaps),
    "breuken": _listed(caveats.list_breaks),
    "weigeringen": caveats.refusals,
    "ontbrekend": caveats.missing,
    "bevindingen": caveats.findings,
    "actualiteit": provenance.currency,
    "brontabellen": provenance.sources,
    "bestanden": provenance.files,
    "gebied": provenance.region,
}
"""Kind of block (`outline.blocks.MODELS`) -> the function that makes it."""
