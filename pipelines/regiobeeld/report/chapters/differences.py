"""Verschillen binnen de regio: gemeenten beside each other on many indicators, and wijken within gemeenten."""

from __future__ import annotations

import pandas as pd

from regiobeeld.catalog.rapport import load_differences
from regiobeeld.draw.charts.halter import halter
from regiobeeld.draw.charts.heatmap import heatmap
from regiobeeld.draw.charts.verdeling import verdeling
from regiobeeld.numbers import getal, opsomming, procent, round_half_up
from regiobeeld.profile.crossing import wijk_rows
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.phrase import is_past
from regiobeeld.profile.select import figure, latest_year, per_area, wijk_values, wijk_year
from regiobeeld.report.blocks import hoofdstuk_intro
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.common import national_line, parts_word, setting_of, value_column
from regiobeeld.report.chapters.grid import (
    count_unfavourable,
    describe_siblings,
    grid_cells,
    judged_cells,
    say_unfavourable,
)
from regiobeeld.report.chapters.mapping import wijk_indeling, wijk_table
from regiobeeld.report.chapters.verdict import Words, words_of
from regiobeeld.report.extremes import highest, who
from regiobeeld.report.figure import Figuur
from regiobeeld.report.text import (
    aantal,
    bronregel,
    groep,
    hoofdletter,
    in_gebied,
    leeftijd_naam,
    onderwerp,
    ses_bron,
    ses_jaar,
)
from regiobeeld.stats.guards import NOISE_POINTS, is_noise


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
        _wijken(profile),
        _ses_spread(profile),
        _ages(profile),
    )
    return chapter


def _heatmap(profile: Profile) -> Figuur | None:
    codes = [code for code, _ in grid_cells(profile) if latest_year(profile, code) is not None]
    grid, shown = _cells(profile, codes)
    if grid.empty or grid.isna().all(axis=None):
        return None
    years = {latest_year(profile, code) for code in codes}
    jaar = max(year for year in years if year is not None)
    title, place = _title_of_heatmap(profile, len(grid.columns), jaar), setting_of(profile)
    subtitle = (
        f"Percentage per gebied, volwassenen, {jaar}; kleur: afstand tot Nederland in standaardafwijkingen "
        "tussen gemeenten"
    )
    return Figuur(
        code="gemeenten-en-onderwerpen",
        titel=title,
        ondertitel=f"{subtitle}. {place}" if place else subtitle,
        alt=f"Tabel in kleur van {len(grid)} gebieden en {len(grid.columns)} cijfers. {title}. "
        f"{say_unfavourable(profile)}".strip(),
        bron=bronregel(profile, codes[0], jaar),
        teken=lambda formaat: heatmap(grid, shown, formaat, nadruk=profile.naam),
        tabel=shown.reset_index(names="Naam"),
        toelichting="De kleur laat de grootte van het verschil zien, niet of het meer is dan toeval. Aantoonbaar "
        f"is wat overblijft na een correctie voor alle {judged_cells(profile)} getoetste cellen van deze tabel. "
        f"{say_unfavourable(profile)} {describe_siblings(profile)}".strip(),
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


def _title_of_heatmap(profile: Profile, figures: int, jaar: int) -> str:
    counts = count_unfavourable(profile)
    words = words_of(profile, "lager_is_beter", jaar)
    if profile.is_single:
        return _title_of_own(profile, int(counts.get(profile.naam, 0)), words)
    if counts.empty:
        return (
            f"Geen van de {parts_word(profile)} {words.one} op een van de {figures} cijfers aantoonbaar "
            "ongunstiger dan de rest van Nederland"
        )
    top = highest(counts, 0)
    verb = words.one if len(top) == 1 else words.more
    names = who(top, (parts_word(profile, 1), parts_word(profile)))
    most = f"{int(counts.max())} van de {figures} cijfers"
    return f"{names} {verb} op {most} aantoonbaar ongunstiger dan de rest van Nederland"


def _title_of_own(profile: Profile, worse: int, words: Words) -> str:
    """The one gemeente: on how many of the figures that it has."""
    cells = (figure(profile, code, profile.code, age) for code, age in grid_cells(profile))
    known = sum(cell is not None and cell.waarde is not None for cell in cells)
    if not known:
        return f"Voor {profile.naam} zijn er geen enquêtecijfers; de gemeenten eromheen verschillen onderling"
    return (
        f"{profile.naam} {words.one} op {worse or 'geen'} van de {known} cijfers aantoonbaar ongunstiger dan de "
        "rest van Nederland"
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


def _wijken(profile: Profile) -> Figuur | None:
    """Model estimates per wijk: how far wijken within one part lie apart; the title names no wijk or part."""
    indicator, leeftijd = load_differences().wijken.indicator, load_differences().wijken.leeftijd
    info, jaar = profile.indicators[indicator], wijk_year(profile, indicator)
    values = wijk_values(profile, indicator, leeftijd, jaar)
    frame = _spread_frame(profile, values[values.index.isin(profile.wijk_gemeente)])
    if len(frame) < 3:
        return None
    spans = frame.groupby("gebied")["waarde"].agg(lambda s: s.max() - s.min())
    lie = "lagen" if is_past(jaar, profile.heden) else "liggen"
    widest = f"naar schatting tot {getal(spans.max())} procentpunt uit elkaar"
    if bool(is_noise(info.soort, spans.max())):
        widest = f"minder dan {getal(NOISE_POINTS)} procentpunt uit elkaar; dat is ruis"
    where = (
        f"wijken {in_gebied(profile.naam)}" if len(spans) == 1 else f"wijken binnen één {parts_word(profile, 1)}"
    )
    title = f"{hoofdletter(onderwerp(info))}: {where} {lie} {widest}"
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
        toelichting=f"Verschillen van minder dan {getal(NOISE_POINTS)} procentpunt tussen wijken zijn ruis.",
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
        some = f"{below or 'geen'} van de {len(frame)}" if below < len(frame) else f"alle {len(frame)}"
        who = f"{some} wijken {'ligt' if below < 2 else 'liggen'}"
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
    """Adults up to 65 and 65+ of the region on the same figures of the same year."""
    young_age, old_age = load_differences().jong, load_differences().oud
    rows = []
    for code, _ in grid_cells(profile):
        old = figure(profile, code, profile.code, old_age)
        young = figure(profile, code, profile.code, young_age, old.jaar) if old else None
        if young and old and young.waarde is not None and old.waarde is not None:
            rows.append(
                (hoofdletter(onderwerp(profile.indicators[code])), young.waarde, old.waarde, young.jaar, code)
            )
    if not rows:
        return None
    frame = pd.DataFrame(rows, columns=["naam", "van", "naar", "jaar", "code"])
    frame = frame[frame["jaar"] == frame["jaar"].max()].reset_index(drop=True)
    jaar, names = int(frame["jaar"].max()), (leeftijd_naam(young_age), leeftijd_naam(old_age))
    people = f"{hoofdletter(groep(young_age))} en {groep(old_age)}"
    return Figuur(
        code="jong-en-oud",
        titel=_title_of_ages(frame, names),
        ondertitel=f"{people} {in_gebied(profile.naam)}, %, {jaar}; enquête",
        alt=". ".join(
            f"{r.naam}: {names[0]} {procent(r.van)}, {names[1]} {procent(r.naar)}" for r in frame.itertuples()
        )
        + ".",
        bron=bronregel(profile, str(frame["code"].iloc[0]), jaar),
        teken=lambda formaat: halter(frame[["naam", "van", "naar"]], names, "%", 1, formaat),
        tabel=frame[["naam", "van", "naar"]].set_axis(["Onderwerp", *(f"{name} (%)" for name in names)], axis=1),
        decimalen=1,
    )


def _title_of_ages(frame: pd.DataFrame, names: tuple[str, str]) -> str:
    """The widest gap as printed; topics that share it are named together."""
    gaps = (frame["naar"].map(_shown) - frame["van"].map(_shown)).abs().set_axis(frame["naam"])
    widest = frame[frame["naam"].isin(highest(gaps, 1))]
    each = [
        f"{row['naam'][:1].lower()}{row['naam'][1:]} "
        f"({procent(row['van'])} bij {names[0]}, {procent(row['naar'])} bij {names[1]})"
        for row in widest.to_dict("records")
    ]
    if not gaps.max():
        return f"Geen verschil tussen {names[0]} en {names[1]}"
    return f"Het grootste verschil tussen jong en oud: {opsomming(each)}"


def _shown(value: float) -> float:
    return round_half_up(value, 1)
