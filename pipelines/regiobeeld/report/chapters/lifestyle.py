"""Leefstijl: the survey per gemeente with intervals, by age, the national gradient, and the published series."""

from __future__ import annotations

import pandas as pd

from regiobeeld.draw.charts.gradient import gradient
from regiobeeld.numbers import procent
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.select import figure, wijk_values, wijk_year
from regiobeeld.report.blocks import hoofdstuk_intro, waarschuwing
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.agegroups import age_groups
from regiobeeld.report.chapters.estimates import newer_estimates
from regiobeeld.report.chapters.mapping import wijk_map
from regiobeeld.report.chapters.ranking import ranked_areas
from regiobeeld.report.chapters.series import trend_figure
from regiobeeld.report.figure import Figuur
from regiobeeld.report.text import (
    WIJK_YEAR,
    bronregel,
    hoofdletter,
    leefstijl_jaar,
    onderwerp,
    werkwoord,
    zin_cijfer,
)
from regiobeeld.report.when import periode

SURVEY = ("roken_enquete", "overgewicht_enquete", "beweegrichtlijn_enquete", "alcoholrichtlijn_enquete")
MODEL_NOTE = (
    "Deze reeks is een schatting van een rekenmodel. Een verschil tussen jaren kan uit het model komen; "
    "er staat daarom geen uitspraak over een trend bij."
)
MODELLED = (
    "schattingen van een rekenmodel (RIVM), uit onder meer leeftijd, inkomen en opleiding van de bewoners. "
    "Ze zijn dus niet in elke wijk gemeten. Verschillen van minder dan 2 procentpunt zijn ruis."
)
INCOMES = {
    f"inkomen=kwintiel_{n}": label
    for n, label in enumerate(("laagste 20%", "2e 20%", "3e 20%", "4e 20%", "hoogste 20%"), 1)
}
GRADIENT = ("roken_landelijk", "overgewicht_landelijk")
AGES = {"25-44": "25-44 jaar", "45-64": "45-64 jaar", "65+": "65 jaar en ouder"}


def lifestyle_chapter(profile: Profile) -> Hoofdstuk:
    """Smoking, weight, exercise and alcohol."""
    chapter = Hoofdstuk("leefstijl", "Leefstijl")
    chapter.toevoegen(
        hoofdstuk_intro(introduce(profile, SURVEY)),
        *(ranked_areas(profile, code) for code in SURVEY),
        age_groups(profile, SURVEY, ("18-64", "65+"), "leefstijl-naar-leeftijd"),
        newer_estimates(profile, "leefstijl", SURVEY),
        *(gradient_figure(profile, code) for code in GRADIENT),
        trend_figure(profile, "roken", "18+", MODEL_NOTE),
        trend_figure(profile, "overgewicht", "18+", MODEL_NOTE),
        wijk_warning(profile),
        wijk_map(profile, "roken", "18+"),
        wijk_map(profile, "ernstig_overgewicht", "18+"),
    )
    return chapter


def introduce(profile: Profile, indicators: tuple[str, ...]) -> str:
    """One sentence per indicator: the region, its interval, and Nederland."""
    sentences = []
    for code in indicators:
        info = profile.indicators[code]
        own = figure(profile, code, profile.code)
        if own is None or own.waarde is None:
            continue
        sentence = zin_cijfer(info, profile.naam, own, profile.heden)
        national = figure(profile, code, NEDERLAND, own.leeftijd, own.jaar)
        if national and national.waarde is not None and profile.code != NEDERLAND:
            sentence += f"; in Nederland {procent(national.waarde, info.decimalen)}"
        sentences.append((sentence + ".", own.jaar))
    if not sentences:
        return f"Voor {profile.naam} zijn over dit onderwerp geen enquêtecijfers bekend."
    years = {year for _, year in sentences}
    source = f" Deze cijfers komen uit de Gezondheidsmonitor {years.pop()}." if len(years) == 1 else ""
    return " ".join(text for text, _ in sentences) + source


def wijk_warning(profile: Profile) -> str:
    """What the figures per wijk are, or why there are none for this region."""
    values = wijk_values(profile, "roken", "18+", wijk_year(profile, "roken"))
    if values[values.index.isin(profile.wijk_gemeente)].nunique() > 1:
        return waarschuwing(f"De cijfers per wijk zijn {MODELLED}", "Cijfers per wijk")
    return waarschuwing(no_wijk_figures(profile), "Geen cijfers per wijk")


def no_wijk_figures(profile: Profile) -> str:
    """Why no wijk of the region has a lifestyle figure: the wijken changed, or there are too few of them."""
    if len(profile.wijk_gemeente) < 2:
        return f"{profile.naam} heeft maar één wijk; een kaart per wijk laat dus niets zien."
    return (
        f"De leefstijlcijfers per wijk zijn van {leefstijl_jaar(profile)}. De wijken van {profile.naam} van "
        f"{WIJK_YEAR} zijn daar niet aan te koppelen, omdat de indeling is veranderd. Daarom staan hier geen "
        "kaarten per wijk. Dat is een gat in de cijfers; het zegt niets over de wijken."
    )


def gradient_figure(profile: Profile, code: str) -> Figuur | None:
    """The national relation between income and lifestyle by age: what the figures of a region cannot show."""
    table = _national_gradient(profile, code)
    if table.empty:
        return None
    info, jaar = profile.indicators[code], int(table["jaar"].max())
    when = periode(table, jaar)
    shown = table[["groep", "reeks", "waarde"]]
    wide = shown.pivot(index="groep", columns="reeks", values="waarde").reindex(list(INCOMES.values()))
    return Figuur(
        code=f"{code.removesuffix('_landelijk')}-naar-inkomen",
        titel=_title_of_gradient(profile, code, wide, jaar, when),
        ondertitel=f"{hoofdletter(onderwerp(info))}, % naar inkomen van het huishouden en leeftijd, heel "
        f"Nederland, {when}; enquête",
        alt=". ".join(f"{r.reeks}, {r.groep}: {procent(r.waarde)}" for r in shown.itertuples()) + ".",
        bron=bronregel(profile, code, jaar, waarneming=table),
        teken=lambda formaat: gradient(shown, "%", 1, formaat),
        tabel=wide.reset_index(names="Inkomen").rename_axis(columns=None),
        toelichting="Landelijke cijfers"
        + ("" if profile.code == NEDERLAND else f", niet van {profile.naam}")
        + ". Ze laten zien hoe leefstijl, inkomen en leeftijd in Nederland samenhangen, niet wat de oorzaak is.",
        decimalen=1,
    )


def _national_gradient(profile: Profile, code: str) -> pd.DataFrame:
    """groep (income), reeks (age), waarde, and the columns a source line needs; from low to high income."""
    frame = profile.by_indicator.get(code, profile.waarneming.iloc[:0])
    chosen = frame[
        (frame["gebied_code"] == NEDERLAND)
        & (frame["geslacht"] == "totaal")
        & frame["uitsplitsing"].isin(INCOMES)
        & frame["leeftijd"].isin(AGES)
        & frame["waarde"].notna()
    ]
    chosen = chosen.assign(groep=chosen["uitsplitsing"].map(INCOMES), reeks=chosen["leeftijd"].map(AGES))
    return chosen.sort_values(["uitsplitsing", "reeks"], ignore_index=True)


def _title_of_gradient(profile: Profile, code: str, wide: pd.DataFrame, jaar: int, when: str) -> str:
    old = wide[AGES["65+"]] if AGES["65+"] in wide else wide.iloc[:, -1]
    low, high = (old.get(INCOMES[f"inkomen=kwintiel_{n}"]) for n in (1, 5))
    verb, rest = werkwoord(profile.indicators[code], jaar, profile.heden, when)
    text = (
        f"Landelijk {verb} van de 65-plussers met de laagste inkomens {procent(low)}, met de hoogste inkomens "
        f"{procent(high)} {rest}"
    )
    return text.strip()
