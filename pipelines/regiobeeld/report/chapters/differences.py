"""Verschillen binnen de regio: gemeenten beside each other on many indicators, and wijken within gemeenten."""

from __future__ import annotations

import numpy as np
import pandas as pd

from regiobeeld.profile.crossing import wijk_rows
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.select import figure, latest_year, per_area, wijk_values, wijk_year
from regiobeeld.report.blocks import hoofdstuk_intro
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.common import national_line, parts_word, setting_of, value_column
from regiobeeld.report.chapters.mapping import wijk_indeling, wijk_table
from regiobeeld.report.chapters.verdict import judge_parts
from regiobeeld.report.charts.halter import halter
from regiobeeld.report.charts.heatmap import heatmap
from regiobeeld.report.charts.verdeling import verdeling
from regiobeeld.report.figure import Figuur
from regiobeeld.report.numbers import getal, opsomming, procent
from regiobeeld.report.text import aantal, bronregel, hoofdletter, in_gebied, onderwerp, ses_bron, ses_jaar

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
    what = (
        f"zet {profile.naam} naast de gemeenten eromheen"
        if profile.is_single
        else f"zet de {parts_word(profile)} naast elkaar"
    )
    chapter.toevoegen(
        hoofdstuk_intro(
            f"Een gemiddelde verbergt verschillen. Dit hoofdstuk {what} en laat zien hoe ver wijken uit "
            "elkaar liggen."
        ),
        _heatmap(profile),
        _wijken(profile, "roken", "18+"),
        _ses_spread(profile),
        _ages(profile),
    )
    return chapter


def _heatmap(profile: Profile) -> Figuur | None:
    codes = [code for code in GRID if code in profile.indicators and latest_year(profile, code) is not None]
    grid, shown = _cells(profile, codes)
    if grid.empty or grid.isna().all(axis=None):
        return None
    years = {latest_year(profile, code) for code in codes}
    jaar = max(year for year in years if year is not None)
    title, place = _title_of_heatmap(profile, codes, len(grid.columns)), setting_of(profile)
    subtitle = (
        f"Percentage per gebied, volwassenen, {jaar}; kleur: afstand tot Nederland in standaardafwijkingen "
        "tussen gemeenten"
    )
    return Figuur(
        code="gemeenten-en-onderwerpen",
        titel=title,
        ondertitel=f"{subtitle}. {place}" if place else subtitle,
        alt=f"Tabel in kleur van {len(grid)} gebieden en {len(grid.columns)} onderwerpen. {title}.",
        bron=bronregel(profile, codes[0], jaar),
        teken=lambda formaat: heatmap(grid, shown, formaat, nadruk=profile.naam),
        tabel=shown.reset_index(names="Naam"),
        toelichting="De kleur laat de grootte van het verschil zien, niet of het meer is dan toeval. Welke "
        "verschillen aantoonbaar "
        "zijn, staat per onderwerp in de hoofdstukken hiervoor.",
    )


def _cells(profile: Profile, codes: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Standardised distances (positive = unfavourable) and texts: a row per area, a column per topic."""
    areas = list(dict.fromkeys([*profile.parts, *(() if profile.is_single else (profile.code,))]))
    scores, texts = {}, {}
    for code in codes:
        info = profile.indicators[code]
        table = per_area(profile, code, areas).set_index("naam")
        national = figure(profile, code, NEDERLAND)
        spread = profile.national_spread(code, info.leeftijd)
        if national is None or national.waarde is None or not spread:
            continue
        sign = -1 if info.richting == "hoger_is_beter" else 1
        name = hoofdletter(onderwerp(info))
        scores[name] = sign * (table["waarde"].astype(float) - national.waarde) / spread
        texts[name] = [getal(v, info.decimalen) for v in table["waarde"]]
    grid = pd.DataFrame(scores)
    return grid, pd.DataFrame(texts, index=grid.index)


def count_unfavourable(profile: Profile, codes: list[str]) -> pd.Series:
    """Per part on how many topics it is demonstrably less favourable than the rest of Nederland (if any)."""
    verdicts = (judge_parts(profile, code, profile.indicators[code].leeftijd) for code in codes)
    names = [name for verdict in verdicts if verdict is not None for name in verdict.first]
    return pd.Series(names, dtype=str).value_counts()


def _title_of_heatmap(profile: Profile, codes: list[str], topics: int) -> str:
    counts = count_unfavourable(profile, codes)
    if profile.is_single:
        return _title_of_own(profile, codes, int(counts.get(profile.naam, 0)))
    if counts.empty:
        return (
            f"Geen van de {parts_word(profile)} scoort op een onderwerp aantoonbaar ongunstiger dan de rest "
            "van Nederland"
        )
    most = int(counts.max())
    top = sorted(counts[counts == most].index)
    who = opsomming(top) if len(top) <= 3 else f"{len(top)} {parts_word(profile)}"
    verb = "scoort" if len(top) == 1 else "scoren"
    return f"{who} {verb} op {most} van de {topics} onderwerpen aantoonbaar ongunstiger dan de rest van Nederland"


def _title_of_own(profile: Profile, codes: list[str], worse: int) -> str:
    """The one gemeente: on how many of the topics that it has a figure for."""
    cells = (figure(profile, code, profile.code) for code in codes)
    known = sum(cell is not None and cell.waarde is not None for cell in cells)
    if not known:
        return f"Voor {profile.naam} zijn er geen enquêtecijfers; de gemeenten eromheen verschillen onderling"
    return (
        f"{profile.naam} scoort op {worse or 'geen'} van de {known} onderwerpen aantoonbaar ongunstiger "
        "dan de rest "
        "van Nederland"
    )


def _part_names(profile: Profile) -> dict[str, str]:
    """Name of the part (gemeente or province) that each gemeente of the region belongs to."""
    parts = profile.region.gemeenten if profile.is_single else profile.parts
    return {gemeente: profile.name(part) for part in parts for gemeente in profile.members(part)}


def _spread_frame(profile: Profile, values: pd.Series) -> pd.DataFrame:
    """gebied, waarde, grootte per wijk (index: wijk code) for the chart with a dot per wijk."""
    part, wijken = _part_names(profile), wijk_rows(profile).set_index("gebied_code")
    frame = pd.DataFrame({"waarde": values.astype(float)})
    frame["gebied"] = [part.get(profile.wijk_gemeente[code], "") for code in frame.index]
    frame["grootte"] = wijken["inwoners_totaal"].reindex(frame.index).fillna(0).astype(float)
    return frame[frame["gebied"] != ""]


def _wijken(profile: Profile, indicator: str, leeftijd: str) -> Figuur | None:
    """Model estimates per wijk: how far wijken within one part lie apart; the title names no wijk or part."""
    info, jaar = profile.indicators[indicator], wijk_year(profile, indicator)
    values = wijk_values(profile, indicator, leeftijd, jaar)
    frame = _spread_frame(profile, values[values.index.isin(profile.wijk_gemeente)])
    if len(frame) < 3:
        return None
    spans = frame.groupby("gebied")["waarde"].agg(lambda s: s.max() - s.min())
    widest = f"naar schatting tot {getal(spans.max())} procentpunt uit elkaar"
    where = (
        f"wijken {in_gebied(profile.naam)}" if len(spans) == 1 else f"wijken binnen één {parts_word(profile, 1)}"
    )
    title = f"{hoofdletter(onderwerp(info))}: {where} liggen {widest}"
    return Figuur(
        code=f"wijken-binnen-gemeenten-{indicator}",
        titel=title,
        ondertitel=f"{info.naam}, % van de volwassenen per wijk, {jaar}; schatting van een "
        "rekenmodel. Elke stip is een wijk",
        alt=f"{len(frame)} wijken in {aantal(len(spans), parts_word(profile, 1), parts_word(profile))}. {title}.",
        bron=bronregel(profile, indicator, jaar, wijk_indeling(profile, indicator, jaar)),
        teken=lambda formaat: verdeling(
            frame[["gebied", "waarde", "grootte"]],
            national_line(profile, indicator, leeftijd, jaar),
            "%",
            1,
            formaat,
        ),
        tabel=wijk_table(profile, pd.DataFrame({value_column(info): frame["waarde"]})),
        toelichting="Verschillen van minder dan 2 procentpunt tussen wijken zijn ruis.",
        decimalen=1,
    )


def _ses_spread(profile: Profile) -> Figuur | None:
    index = wijk_rows(profile).dropna(subset=["ses_index"]).set_index("gebied_code")["ses_index"]
    frame = _spread_frame(profile, index)
    if len(frame) < 3:
        return None
    title = _title_of_ses(profile, frame)
    low, high = getal(frame["waarde"].min(), 2), getal(frame["waarde"].max(), 2)
    return Figuur(
        code="wijken-binnen-gemeenten-ses",
        titel=title,
        ondertitel=f"SES-index per wijk, {ses_jaar(profile)}; 0 = gemiddelde van Nederland. Elke stip is een wijk",
        alt=f"SES-index van {len(frame)} wijken, van {low} tot {high}. {title}.",
        bron=ses_bron(profile),
        teken=lambda formaat: verdeling(
            frame[["gebied", "waarde", "grootte"]], ("Nederland", 0.0), "", 2, formaat
        ),
        tabel=wijk_table(profile, pd.DataFrame({"SES-index": frame["waarde"]})),
        decimalen=2,
    )


def _title_of_ses(profile: Profile, frame: pd.DataFrame) -> str:
    """In how many parts there are wijken on both sides of the national mean."""
    if frame["gebied"].nunique() == 1:
        below = int((frame["waarde"] < 0).sum())
        who = f"{below or 'geen'} van de {len(frame)} wijken {'ligt' if below < 2 else 'liggen'}"
        return f"SES-index: {who} onder het gemiddelde van Nederland"
    both = frame.groupby("gebied")["waarde"].agg(lambda s: s.min() < 0 < s.max())
    count, total = int(both.sum()), len(both)
    who = (
        f"geen van de {total}"
        if not count
        else ("beide" if total == 2 else f"alle {total}")
        if count == total
        else f"{count} van de {total}"
    )
    return f"SES-index: in {who} {parts_word(profile)} liggen wijken boven én onder het gemiddelde van Nederland"


def _ages(profile: Profile) -> Figuur | None:
    """Adults up to 65 and 65+ of the region on the same indicators."""
    rows = []
    for code in (code for code in GRID if code in profile.indicators):
        young, old = (figure(profile, code, profile.code, age) for age in ("18-64", "65+"))
        if young and old and young.waarde is not None and old.waarde is not None:
            rows.append((hoofdletter(onderwerp(profile.indicators[code])), young.waarde, old.waarde, young.jaar))
    if not rows:
        return None
    frame = pd.DataFrame(rows, columns=["naam", "van", "naar", "jaar"])
    widest = frame.loc[int(np.argmax((frame["naar"] - frame["van"]).abs()))]
    topic = widest["naam"][:1].lower() + widest["naam"][1:]
    jaar = int(frame["jaar"].max())
    return Figuur(
        code="jong-en-oud",
        titel=f"Het grootste verschil tussen jong en oud: {topic} ({procent(widest['van'])} tot 65 jaar, "
        f"{procent(widest['naar'])} daarboven)",
        ondertitel=f"Volwassenen tot 65 jaar en 65-plussers {in_gebied(profile.naam)}, %, {jaar}; enquête",
        alt=". ".join(
            f"{r.naam}: 18 tot 65 jaar {procent(r.van)}, 65-plus {procent(r.naar)}" for r in frame.itertuples()
        )
        + ".",
        bron=bronregel(profile, GRID[0], jaar),
        teken=lambda formaat: halter(
            frame[["naam", "van", "naar"]], ("18 tot 65 jaar", "65 jaar en ouder"), "%", 1, formaat
        ),
        tabel=frame[["naam", "van", "naar"]].set_axis(
            ["Onderwerp", "18 tot 65 jaar (%)", "65 jaar en ouder (%)"], axis=1
        ),
        decimalen=1,
    )
