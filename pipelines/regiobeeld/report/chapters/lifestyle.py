"""Leefstijl: the survey per gemeente with intervals, by age, the national gradient, and the published series."""

from __future__ import annotations

import pandas as pd

from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.select import figure
from regiobeeld.report.blocks import hoofdstuk_intro, waarschuwing
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.common import age_groups, ranked_areas, trend_figure, wijk_map
from regiobeeld.report.charts.gradient import gradient
from regiobeeld.report.figure import Figuur
from regiobeeld.report.numbers import procent
from regiobeeld.report.text import bronregel, zin_cijfer

SURVEY = ("roken_enquete", "overgewicht_enquete", "beweegrichtlijn_enquete", "alcoholrichtlijn_enquete")
MODEL_NOTE = (
    "Deze reeks is een schatting van een rekenmodel. Een verschil tussen jaren kan uit het model komen; "
    "er staat daarom geen uitspraak over een trend bij."
)
WIJK_NOTE = (
    "De cijfers per wijk zijn schattingen van een rekenmodel (RIVM), uit onder meer leeftijd, inkomen en opleiding van de "
    "bewoners. Het is dus niet in elke wijk gemeten. Verschillen van minder dan 2 punten zijn ruis."
)
INCOMES = {
    f"inkomen=kwintiel_{n}": label
    for n, label in enumerate(("laagste 20%", "2e 20%", "3e 20%", "4e 20%", "hoogste 20%"), 1)
}
GRADIENT = ("roken_landelijk", "overgewicht_landelijk", "ernstig_overgewicht_landelijk")
AGES = ("25-44", "45-64", "65+")


def lifestyle_chapter(profile: Profile) -> Hoofdstuk:
    """Smoking, weight, exercise and alcohol."""
    chapter = Hoofdstuk("leefstijl", "Leefstijl")
    chapter.toevoegen(hoofdstuk_intro(introduce(profile, SURVEY)))
    chapter.toevoegen(*(ranked_areas(profile, code) for code in SURVEY))
    chapter.toevoegen(
        age_groups(
            profile,
            SURVEY,
            ("18-64", "65+"),
            "leefstijl-naar-leeftijd",
            f"Leefstijl van volwassenen tot 65 jaar en van 65-plussers in {profile.naam}",
        ),
        gradient_figure(profile),
        trend_figure(profile, "roken", "18+", MODEL_NOTE),
        trend_figure(profile, "overgewicht", "18+", MODEL_NOTE),
        waarschuwing(WIJK_NOTE, "Cijfers per wijk"),
        wijk_map(profile, "roken", "18+", 2020),
        wijk_map(profile, "ernstig_overgewicht", "18+", 2020),
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
        sentence = zin_cijfer(info, profile.naam, own)
        national = figure(profile, code, NEDERLAND, own.leeftijd, own.jaar)
        if national and national.waarde is not None and profile.code != NEDERLAND:
            sentence += f"; in Nederland {procent(national.waarde, info.decimalen)}"
        sentences.append(sentence + ".")
    if not sentences:
        return f"Voor {profile.naam} zijn over dit onderwerp geen enquêtecijfers bekend."
    return " ".join(sentences)


def gradient_figure(profile: Profile) -> Figuur | None:
    """The national relation between income and smoking by age: what a region's figures cannot show themselves."""
    frame = profile.waarneming
    code = next((c for c in GRADIENT if c in profile.indicators), None)
    if code is None:
        return None
    chosen = frame[
        (frame["indicator_code"] == code)
        & (frame["gebied_code"] == NEDERLAND)
        & (frame["geslacht"] == "totaal")
        & frame["uitsplitsing"].isin(INCOMES)
        & frame["leeftijd"].isin(AGES)
        & frame["waarde"].notna()
    ]
    if chosen.empty:
        return None
    table = pd.DataFrame(
        {
            "groep": chosen["uitsplitsing"].map(INCOMES),
            "reeks": chosen["leeftijd"] + " jaar",
            "waarde": chosen["waarde"],
            "orde": chosen["uitsplitsing"],
        }
    ).sort_values(["orde", "reeks"])[["groep", "reeks", "waarde"]]
    info, jaar = profile.indicators[code], int(chosen["jaar"].max())
    low, high = (
        _of(table, "65+ jaar", label) for label in (INCOMES["inkomen=kwintiel_1"], INCOMES["inkomen=kwintiel_5"])
    )
    return Figuur(
        code="leefstijl-naar-inkomen",
        titel=f"Landelijk: van de 65-plussers met de laagste inkomens rookt {procent(low)}, met de hoogste {procent(high)}",
        ondertitel=f"{info.naam}, % naar inkomen van het huishouden en leeftijd, heel Nederland, {jaar}; enquête",
        alt=". ".join(f"{r.reeks}, {r.groep}: {procent(r.waarde)}" for r in table.itertuples()) + ".",
        bron=bronregel(profile, code, jaar),
        teken=lambda formaat: gradient(table, "%", 1, formaat),
        tabel=table.pivot(index="groep", columns="reeks", values="waarde")
        .reindex(list(INCOMES.values()))
        .reset_index(names="Inkomen"),
        toelichting=f"Dit zijn landelijke cijfers, geen cijfers van {profile.naam}. Ze laten zien hoe leefstijl, inkomen en leeftijd in Nederland samenhangen.",
        decimalen=1,
    )


def _of(table: pd.DataFrame, reeks: str, groep: str) -> float | None:
    found = table.loc[(table["reeks"] == reeks) & (table["groep"] == groep), "waarde"]
    return None if found.empty else float(found.iloc[0])
