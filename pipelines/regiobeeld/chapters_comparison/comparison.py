"""Vergelijking: the opening, comparable areas, inequality and trends; other blocks have modules of their own."""

from __future__ import annotations

from regiobeeld.blocks.blocks import alinea, fold, hoofdstuk_intro, lijst, paragraaf, waarschuwing
from regiobeeld.blocks.chapter import Blok
from regiobeeld.chapters_comparison import comparison_figures as figures
from regiobeeld.chapters_comparison import comparison_tables as tables
from regiobeeld.claims.recorder import note_text
from regiobeeld.judgement.indicator_table import indicator_table
from regiobeeld.judgement.inequality import Gradient, national_gradient, regional_gradient
from regiobeeld.judgement.similar import COUNT, REGION_NAMES, region_kind, similar_gemeenten, similar_regions
from regiobeeld.numbers import round_off
from regiobeeld.outline.chapters import the_block
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.outline.special_blocks import (
    Ongelijkheid,
    Trends,
    Vergelijkbaar,
    Vergelijkintro,
    Verwacht,
    Wijkspreiding,
)
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.stats.trend import INDICATIVE_POINTS


def introduce(profile: Profile, block: Vergelijkintro, zin: Zinnen) -> str:
    """How many figures there are, are tested, differ, and are left after the correction."""
    table = indicator_table(profile)
    table = table[table["actueel"]]
    facts = {
        "cijfers": len(table),
        "getoetst": int(table["klasse"].notna().sum()),
        "verschillend": int((table["stap"].abs() >= 1).sum()),
        "over": int(table["overleeft"].sum()),
    }
    return hoofdstuk_intro(zin("tekst", **facts))


def expected(profile: Profile, block: Verwacht, zin: Zinnen) -> list[Blok]:
    """Every figure beside what was to be expected; nothing without such figures."""
    figure = figures.expected_figure(profile, block, zin)
    return [] if figure is None else [paragraaf(zin("kop")), alinea(zin("uitleg")), figure]


def similar(profile: Profile, block: Vergelijkbaar, zin: Zinnen) -> list[Blok]:
    """The areas most like the region, and those most like each of its gemeenten."""
    if profile.kenmerken.empty:
        return []
    head: list[Blok] = [paragraaf(zin("kop"), block.soort), alinea(zin("uitleg"))]
    if profile.is_single:
        found, what = similar_gemeenten(profile, profile.region.gemeenten[0]), "gemeente"
    else:
        found, what = similar_regions(profile), f"andere {REGION_NAMES[region_kind(profile)]}"
    reason = found.reason_nl
    head.append(alinea(note_text(reason)) if reason else tables.similar_table(profile, found, what, zin))
    each = {code: similar_gemeenten(profile, code) for code in profile.region.gemeenten}
    known = {code: found for code, found in each.items() if not found.reason_nl}
    if not known or profile.is_single:
        return head
    return [*head, fold(zin("tonen"), tables.similar_of_each(profile, known, zin, COUNT))]


def inequality(profile: Profile, block: Ongelijkheid, zin: Zinnen) -> list[Blok | None]:
    """Differences by SES between the gemeenten of Nederland and of the region, and why there are none per wijk."""
    table, age = indicator_table(profile), block.leeftijd
    survey = table[(table["soort"] == "enquete") & (table["leeftijd"] == age) & table["se"].notna()]
    codes = [c for c in survey["indicator_code"] if profile.indicators[c].eenheid == "%"]
    found = [g for g in (national_gradient(profile, code, age) for code in codes) if g.measures is not None]
    if not found:
        return []
    return [
        paragraaf(zin("kop"), block.soort),
        figures.gradient_figure(profile, found, block, zin),
        *_measured(profile, found, "Nederland", block, zin),
        *_between_parts(profile, codes, block, zin),
        *_per_wijk(profile, zin),
    ]


def _between_parts(profile: Profile, codes: list[str], block: Ongelijkheid, zin: Zinnen) -> list[Blok]:
    """The same between the gemeenten of the region; or why that cannot be said."""
    if profile.code == NEDERLAND or not codes:
        return []
    all_of_them = [regional_gradient(profile, code, block.leeftijd) for code in codes]
    own = [found for found in all_of_them if found.measures is not None]
    if not own:
        return [alinea(all_of_them[0].reason_nl)]
    return [fold(zin("tonen"), "".join(_measured(profile, own, profile.naam, block, zin)))]


def _measured(
    profile: Profile, found: list[Gradient], place: str, block: Ongelijkheid, zin: Zinnen
) -> tuple[str, str]:
    """The table, and the sentences on the largest relative differences that are more than chance."""
    certain = [g for g in found if _is_certain(g)]
    ranked = sorted(certain, key=lambda g: (-_relative(g), g.indicator_code))[: block.meeste]
    texts = (say_if_everyone(profile, g, place, zin) for g in ranked)
    table = tables.inequality_table(profile, found, place, zin)
    return table, lijst(text for text in texts if text)


def say_if_everyone(profile: Profile, found: Gradient, place: str, zin: Zinnen) -> str:
    """The "als in elke gemeente ..." sentence, with the interval; empty when there is no number of persons."""
    par = found.measures.par_persons if found.measures else None
    ends = sorted(round_off(end) for end in (par.lower, par.upper) if end is not None) if par else []
    return zin("iedereen", info=profile.indicators[found.indicator_code], waar=place, par=par, grenzen=ends)


def _relative(found: Gradient) -> float:
    return abs(found.measures.rii.value) if found.measures and found.measures.rii else 0


def _is_certain(found: Gradient) -> bool:
    par = found.measures.par_persons if found.measures else None
    return par is not None and par.lower is not None and par.upper is not None and par.lower * par.upper > 0


def _per_wijk(profile: Profile, zin: Zinnen) -> list[Blok]:
    """Why this is not done with the figure per wijk that the chapter Verschillen shows."""
    wijken = the_block(Wijkspreiding)
    if wijken.indicator not in profile.indicators:
        return []
    reason = national_gradient(profile, wijken.indicator, wijken.leeftijd).reason_nl
    return [waarschuwing(zin("per_wijk", reden=reason), zin("per_wijk_titel"))] if reason else []


def trends(profile: Profile, block: Trends, zin: Zinnen) -> list[Blok]:
    """Every series, and of how many figures a trend may be told."""
    content = tables.trend_table(profile, zin)
    if not content:
        return []
    rows = indicator_table(profile)
    known = int(rows.loc[rows["actueel"], "trend"].notna().sum())
    text = zin("uitleg", metingen=INDICATIVE_POINTS, bekend=known)
    return [paragraaf(zin("kop"), block.soort), alinea(text), fold(zin("tonen"), content)]
