"""Verschillen binnen de regio: gemeenten beside each other on many indicators, and wijken within gemeenten."""

from __future__ import annotations

import numpy as np
import pandas as pd

from regiobeeld.profile.compare import compare_areas
from regiobeeld.profile.crossing import wijk_rows
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.select import figure, latest_year, per_area, wijk_values
from regiobeeld.report.blocks import hoofdstuk_intro
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.common import parts_word
from regiobeeld.report.charts.halter import halter
from regiobeeld.report.charts.heatmap import heatmap
from regiobeeld.report.charts.verdeling import verdeling
from regiobeeld.report.figure import Figuur
from regiobeeld.report.numbers import getal, opsomming, procent
from regiobeeld.report.text import bronregel

GRID = (
    "ervaren_gezondheid_enquete",
    "langdurige_aandoening_enquete",
    "lichamelijke_beperking_enquete",
    "roken_enquete",
    "overgewicht_enquete",
    "ernstig_overgewicht_enquete",
    "beweegrichtlijn_enquete",
    "wekelijks_sporten_enquete",
    "alcoholrichtlijn_enquete",
    "overmatig_drinken_enquete",
)


def differences_chapter(profile: Profile) -> Hoofdstuk:
    """Gemeente x indicator against Nederland, wijken within gemeenten, young against old."""
    chapter = Hoofdstuk("verschillen", "Verschillen binnen de regio")
    chapter.toevoegen(
        hoofdstuk_intro(
            "Het gemiddelde van een regio verbergt verschillen. Dit hoofdstuk zet de "
            f"{parts_word(profile)} naast elkaar en laat zien hoe ver de wijken binnen een gemeente uit elkaar liggen."
        ),
        _heatmap(profile),
        _wijken(profile, "roken", "18+"),
        _ses_spread(profile),
        _ages(profile),
    )
    return chapter


def _heatmap(profile: Profile) -> Figuur | None:
    codes = [code for code in GRID if code in profile.indicators and latest_year(profile, code) is not None]
    areas = [*profile.parts, *(() if profile.is_single else (profile.code,))]
    scores, texts = {}, {}
    for code in codes:
        info = profile.indicators[code]
        table = per_area(profile, code, areas).set_index("naam")
        national = figure(profile, code, NEDERLAND)
        spread = profile.national_spread(code, info.leeftijd)
        if national is None or national.waarde is None or not spread:
            continue
        sign = -1 if info.richting == "hoger_is_beter" else 1
        name = info.naam.split(" (")[0]
        scores[name] = sign * (table["waarde"] - national.waarde) / spread
        texts[name] = [getal(v, info.decimalen) for v in table["waarde"]]
    if not scores or pd.DataFrame(scores).isna().all(axis=None):
        return None
    grid = pd.DataFrame(scores)
    shown = pd.DataFrame(texts, index=grid.index)
    worst, count = _most_unfavourable(profile, codes)
    jaar = latest_year(profile, codes[0])
    return Figuur(
        code="gemeenten-en-onderwerpen",
        titel=f"{worst}: op {count} van de {len(grid.columns)} onderwerpen aantoonbaar ongunstiger dan de rest van Nederland"
        if count
        else f"Nergens is een onderwerp aantoonbaar ongunstiger dan in de rest van Nederland",
        ondertitel=f"Percentage per gebied, volwassenen, {jaar}; kleur: afstand tot Nederland in standaardafwijkingen tussen gemeenten",
        alt=f"Tabel in kleur van {len(grid)} gebieden en {len(grid.columns)} onderwerpen. Vaakst aantoonbaar ongunstiger dan de rest van Nederland: {worst} ({count} onderwerpen).",
        bron=bronregel(profile, codes[0], jaar or ""),
        teken=lambda formaat: heatmap(grid, shown, formaat, nadruk=profile.naam),
        tabel=shown.reset_index(names="Gebied"),
        toelichting="De kleur laat de grootte van het verschil zien, niet of het meer is dan toeval. Welke verschillen aantoonbaar zijn, staat per onderwerp in de hoofdstukken hiervoor.",
    )


def _most_unfavourable(profile: Profile, codes: list[str]) -> tuple[str, int]:
    """The parts with most indicators that are demonstrably less favourable than the rest of NL, and how many."""
    compared = pd.concat([compare_areas(profile, code) for code in codes])
    bad = compared[compared["klasse"].isin(["ongunstiger", "veel ongunstiger"])]
    counts = bad["naam"].value_counts()
    if counts.empty:
        return "geen", 0
    top = sorted(counts[counts == counts.max()].index)
    return (opsomming(top) if len(top) <= 3 else f"{len(top)} {parts_word(profile)}"), int(counts.max())


def _wijken(profile: Profile, indicator: str, leeftijd: str) -> Figuur | None:
    info = profile.indicators[indicator]
    jaar = 2020
    values = wijk_values(profile, indicator, leeftijd, jaar)
    wijken = wijk_rows(profile).set_index("gebied_code")
    values = values[values.index.isin(wijken.index)]
    if len(values) < 3:
        return None
    frame = pd.DataFrame(
        {
            "gebied": [profile.name(profile.wijk_gemeente[c]) for c in values.index],
            "waarde": values.to_numpy(),
            "grootte": wijken["inwoners_totaal"].reindex(values.index).fillna(0).astype(float).to_numpy(),
            "wijk": [profile.name(c) for c in values.index],
        }
    )
    spans = frame.groupby("gebied")["waarde"].agg(lambda s: s.max() - s.min()).sort_values()
    national = figure(profile, indicator, NEDERLAND, leeftijd, jaar)
    reference = ("Nederland", national.waarde) if national and national.waarde is not None else None
    return Figuur(
        code=f"wijken-binnen-gemeenten-{indicator}",
        titel=f"{info.naam}: binnen {spans.index[-1]} liggen de wijken {getal(spans.iloc[-1], 0)} punten uit elkaar",
        ondertitel=f"{info.naam}, % van de volwassenen per wijk, {jaar}; schatting van een rekenmodel. Elke stip is een wijk",
        alt=f"{info.naam} per wijk in {len(spans)} gemeenten. Grootste afstand: {spans.index[-1]}, {getal(spans.iloc[-1], 1)} punten.",
        bron=bronregel(profile, indicator, jaar, 2020),
        teken=lambda formaat: verdeling(frame[["gebied", "waarde", "grootte"]], reference, "%", 1, formaat),
        tabel=frame[["wijk", "gebied", "waarde"]].set_axis(["Wijk", "Gemeente", "Waarde"], axis=1).sort_values(["Gemeente", "Wijk"]),
        toelichting="Verschillen van minder dan 2 punten tussen wijken zijn ruis.",
        decimalen=1,
    )


def _ses_spread(profile: Profile) -> Figuur | None:
    wijken = wijk_rows(profile).dropna(subset=["ses_index"])
    if len(wijken) < 3:
        return None
    frame = pd.DataFrame(
        {
            "gebied": [profile.name(c) for c in wijken["gemeente_code"]],
            "waarde": wijken["ses_index"].astype(float),
            "grootte": wijken["inwoners_totaal"].fillna(0).astype(float),
            "wijk": wijken["gebied_naam"],
        }
    )
    lowest = frame.sort_values("waarde").iloc[0]
    return Figuur(
        code="wijken-binnen-gemeenten-ses",
        titel=f"De laagste SES-index van {profile.naam} heeft {lowest['wijk']} ({lowest['gebied']})" if not profile.is_single else f"De laagste SES-index van {profile.naam} heeft de wijk {lowest['wijk']}",
        ondertitel="SES-index per wijk, 2022; 0 = gemiddelde van Nederland. Elke stip is een wijk",
        alt=f"SES-index van {len(frame)} wijken, van {getal(frame['waarde'].min(), 2)} tot {getal(frame['waarde'].max(), 2)}.",
        bron="Bron: CBS, kerncijfers wijken en buurten 2022 (85318NED); eigen berekening (SES-index); indeling 2022",
        teken=lambda formaat: verdeling(frame[["gebied", "waarde", "grootte"]], ("Nederland", 0.0), "", 2, formaat),
        tabel=frame[["wijk", "gebied", "waarde"]].set_axis(["Wijk", "Gemeente", "SES-index"], axis=1).sort_values(["Gemeente", "Wijk"]),
        decimalen=2,
    )


def _ages(profile: Profile) -> Figuur | None:
    """Adults up to 65 and 65+ of the region on the same indicators."""
    rows = []
    for code in GRID:
        if code not in profile.indicators:
            continue
        young, old = (figure(profile, code, profile.code, age) for age in ("18-64", "65+"))
        if young and old and young.waarde is not None and old.waarde is not None:
            rows.append((profile.indicators[code].naam.split(" (")[0], young.waarde, old.waarde, young.jaar))
    if not rows:
        return None
    frame = pd.DataFrame(rows, columns=["naam", "van", "naar", "jaar"])
    gap = (frame["naar"] - frame["van"]).abs()
    widest = frame.loc[int(np.argmax(gap))]
    return Figuur(
        code="jong-en-oud",
        titel=f"Het grootste verschil tussen jong en oud: {widest['naam'].lower()} ({procent(widest['van'])} tegen {procent(widest['naar'])})",
        ondertitel=f"Volwassenen tot 65 jaar en 65-plussers in {profile.naam}, %, {int(frame['jaar'].max())}; enquête",
        alt=". ".join(f"{r.naam}: 18-64 jaar {procent(r.van)}, 65+ {procent(r.naar)}" for r in frame.itertuples()) + ".",
        bron=bronregel(profile, GRID[0], int(frame["jaar"].max())),
        teken=lambda formaat: halter(frame[["naam", "van", "naar"]], ("18-64 jaar", "65+"), "%", 1, formaat),
        tabel=frame[["naam", "van", "naar"]].set_axis(["Onderwerp", "18-64 jaar", "65 jaar en ouder"], axis=1),
        decimalen=1,
    )
