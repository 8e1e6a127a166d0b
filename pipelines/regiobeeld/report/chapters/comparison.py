"""Vergelijking: every figure beside Nederland, corrected for age, and beside what was to be expected."""

from __future__ import annotations

from regiobeeld.catalog.rapport import load_differences
from regiobeeld.numbers import getal
from regiobeeld.profile.indicator_table import indicator_table
from regiobeeld.profile.inequality import Gradient, describe_if_everyone, national_gradient, regional_gradient
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.similar import REGION_NAMES, region_kind, similar_gemeenten, similar_regions
from regiobeeld.report.blocks import alinea, hoofdstuk_intro, lijst, paragraaf, waarschuwing
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters import comparison_figures as figures
from regiobeeld.report.chapters import comparison_tables as tables
from regiobeeld.report.chapters.age_corrected import age_corrected
from regiobeeld.report.text import groep, in_gebied

ADULTS = "18+"
MOST_SENTENCES = 3


def comparison_chapter(profile: Profile) -> Hoofdstuk:
    """Spine chart, benchmarks, correction for age, expected figures, comparable areas, inequality, trends, all."""
    chapter = Hoofdstuk("vergelijking", "Vergelijking")
    chapter.toevoegen(hoofdstuk_intro(_introduce(profile)), figures.spine_figure(profile))
    benchmarks = tables.benchmark_table(profile)
    if benchmarks:
        chapter.toevoegen(paragraaf("Met wie vergelijken we", "benchmarks"), benchmarks)
        goals = tables.goal_sentence(profile)
        chapter.toevoegen(alinea(goals) if goals else None)
    chapter.toevoegen(*age_corrected(profile))
    _add_expected(chapter, profile)
    _add_similar(chapter, profile)
    _add_inequality(chapter, profile)
    _add_trends(chapter, profile)
    chapter.toevoegen(
        paragraaf("Alle cijfers", "alle-cijfers"),
        alinea(
            "Per thema staat hier elk cijfer van de regio. Alleen een enquêtecijfer met marges krijgt een "
            "oordeel. Staat er 'geen' met een reden, dan vindt u de uitleg bij de Kanttekeningen, onder 'Wat we "
            "niet zeggen, en waarom'."
        ),
        tables.legend_of_classes(),
        *tables.all_figures(profile),
    )
    return chapter


def _introduce(profile: Profile) -> str:
    table = indicator_table(profile)
    table = table[table["actueel"]]
    tested, different = table["klasse"].notna(), table["stap"].abs() >= 1
    if profile.code == NEDERLAND:
        return (
            f"Dit hoofdstuk zet alle {getal(len(table))} cijfers van Nederland bij elkaar. Nederland is hier de "
            "maat; er is geen ander gebied om het mee te vergelijken."
        )
    survive = int(table["overleeft"].sum())
    removed = different.sum() - survive
    correction = (
        f"Na een correctie daarvoor blijven er {getal(survive)} over; alleen die noemt dit rapport aantoonbaar."
        if removed
        else "Een correctie daarvoor laat ze hier allemaal staan."
    )
    return (
        f"Is het {in_gebied(profile.naam)} echt anders, of is het toeval? Van de {getal(len(table))} cijfers "
        f"zijn er {getal(tested.sum())} met marges te toetsen. Daarvan verschillen er {getal(different.sum())} "
        "meer dan toeval van de rest van Nederland (zekerheid 95%). Wie zo veel cijfers tegelijk toetst, vindt er "
        f"altijd een paar bij toeval. {correction if different.any() else ''}".rstrip()
    )


def _add_expected(chapter: Hoofdstuk, profile: Profile) -> None:
    figure = figures.expected_figure(profile)
    if figure is None:
        return
    chapter.toevoegen(
        paragraaf("Wat is hier anders", "wat-is-hier-anders"),
        alinea(
            "Een gebied met veel ouderen of een lage sociaaleconomische positie (SES) heeft meestal ook meer "
            "gezondheidsproblemen. Daarom staat hier elk cijfer naast wat u mag verwachten op grond van leeftijd, "
            "SES en stedelijkheid, berekend uit de gemeenten buiten de regio. Een verschil is een reden om door "
            "te vragen. Het is geen oordeel over hoe goed er gewerkt wordt."
        ),
        figure,
    )


def _add_similar(chapter: Hoofdstuk, profile: Profile) -> None:
    if profile.code == NEDERLAND or profile.kenmerken.empty:
        return
    chapter.toevoegen(
        paragraaf("Vergelijkbare gebieden", "vergelijkbaar"),
        alinea(
            "Gebieden lijken op elkaar in aantal inwoners, 65-plussers, kinderen, dichtheid, SES, alleenwonenden, "
            "WOZ-waarde en de groei van het aantal 65-plussers. Gezondheid telt niet mee. 'Blijft in de lijst' "
            "zegt in welk deel van de gevallen een gebied blijft staan als we één kenmerk weglaten."
        ),
    )
    if profile.is_single:
        found = similar_gemeenten(profile, profile.region.gemeenten[0])
        chapter.toevoegen(
            alinea(found.reason_nl) if found.reason_nl else tables.similar_table(profile, found, "gemeente")
        )
        return
    regions = similar_regions(profile)
    kind = REGION_NAMES[region_kind(profile)]
    chapter.toevoegen(
        alinea(regions.reason_nl)
        if regions.reason_nl
        else tables.similar_table(profile, regions, f"andere {kind}")
    )
    each = {code: similar_gemeenten(profile, code) for code in profile.region.gemeenten}
    known = {code: found for code, found in each.items() if not found.reason_nl}
    if known:
        chapter.toevoegen(tables.fold("Bekijk de vergelijkbare gemeenten", tables.similar_of_each(profile, known)))


def _add_inequality(chapter: Hoofdstuk, profile: Profile) -> None:
    table = indicator_table(profile)
    survey = table[(table["soort"] == "enquete") & (table["leeftijd"] == ADULTS) & table["se"].notna()]
    codes = [c for c in survey["indicator_code"] if profile.indicators[c].eenheid == "%"]
    found = [g for g in (national_gradient(profile, code, ADULTS) for code in codes) if g.measures is not None]
    if not found:
        return
    chapter.toevoegen(
        paragraaf("Ongelijkheid naar SES", "ongelijkheid"),
        figures.gradient_figure(profile, found),
        tables.inequality_table(profile, found, "Nederland"),
        lijst(_sentences(profile, found, "Nederland")),
    )
    own = [g for g in (regional_gradient(profile, code, ADULTS) for code in codes) if g.measures is not None]
    if own and profile.code != NEDERLAND:
        content = tables.inequality_table(profile, own, profile.naam) + lijst(
            _sentences(profile, own, profile.naam)
        )
        chapter.toevoegen(tables.fold(f"Bekijk het verschil tussen de gemeenten van {profile.naam}", content))
    elif profile.code != NEDERLAND and codes:
        chapter.toevoegen(alinea(regional_gradient(profile, codes[0], ADULTS).reason_nl))
    wijken = load_differences().wijken
    model = ""
    if wijken.indicator in profile.indicators:
        model = national_gradient(profile, wijken.indicator, wijken.leeftijd).reason_nl
    if model:
        chapter.toevoegen(waarschuwing(f"Per wijk doen we dit niet. {model}", "Niet per wijk"))


def _sentences(profile: Profile, found: list[Gradient], place: str) -> list[str]:
    """The "als iedereen" sentences of the largest relative differences that are more than chance."""
    certain = [g for g in found if _is_certain(g)]
    ranked = sorted(
        certain,
        key=lambda g: (-abs(g.measures.rii.value) if g.measures and g.measures.rii else 0, g.indicator_code),
    )
    texts = [describe_if_everyone(profile, g, place, groep(ADULTS)) for g in ranked[:MOST_SENTENCES]]
    return [text for text in texts if text]


def _is_certain(found: Gradient) -> bool:
    par = found.measures.par_persons if found.measures else None
    return par is not None and par.lower is not None and par.upper is not None and par.lower * par.upper > 0


def _add_trends(chapter: Hoofdstuk, profile: Profile) -> None:
    content = tables.trend_table(profile)
    if not content:
        return
    rows = indicator_table(profile)
    known = int(rows.loc[rows["actueel"], "trend"].notna().sum())
    text = (
        "Een trend staat er alleen bij minstens vier metingen met marges, die op dezelfde manier zijn gedaan. "
        + (
            f"Dat geldt voor {known} cijfers."
            if known
            else "In deze cijfers is dat nergens zo; per reeks staat de reden erbij."
        )
    )
    chapter.toevoegen(paragraaf("Trends", "trends"), alinea(text), tables.fold("Bekijk alle reeksen", content))
