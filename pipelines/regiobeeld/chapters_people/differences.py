"""Verschillen binnen de regio: gemeenten beside each other on many indicators, and wijken within gemeenten."""

from __future__ import annotations

from typing import Any

import pandas as pd

from regiobeeld.blocks.common import code_of, national_line, parts_word, setting_of, value_column
from regiobeeld.blocks.extremes import highest, who
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.text import SOORT_NAMEN, bronregel, leeftijd_naam, onderwerp, ses_bron
from regiobeeld.chapters_people.grid import (
    count_unfavourable,
    describe_siblings,
    grid_cells,
    judged_cells,
    judged_grid,
    say_unfavourable,
)
from regiobeeld.chapters_people.mapping import wijk_indeling, wijk_table
from regiobeeld.chapters_people.ses import INDEX
from regiobeeld.chapters_people.verdict import words_of
from regiobeeld.charts.halter import halter
from regiobeeld.charts.heatmap import heatmap
from regiobeeld.charts.verdeling import verdeling
from regiobeeld.judgement.compare import compare_with_nl
from regiobeeld.names import wijk_naam
from regiobeeld.needs.crossing import wijk_rows
from regiobeeld.numbers import getal, round_half_up
from regiobeeld.outline.sentences import Zinnen, hoofdletter
from regiobeeld.outline.special_blocks import JongOud, Rooster, SesFiguur, Wijkspreiding
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.select import figure, latest_year, per_area, wijk_values, wijk_year
from regiobeeld.stats.guards import is_noise

CELLS = ("aantoonbaar gunstiger", "niet aantoonbaar anders", "aantoonbaar ongunstiger")
"""What the colours of the grid mean."""


def grid_figure(profile: Profile, block: Rooster, zin: Zinnen) -> Figuur | None:
    """Gemeente by figure; None without any cell."""
    codes = [code for code, _ in grid_cells(profile) if latest_year(profile, code) is not None]
    grid, shown = _cells(profile, codes)
    if grid.empty or grid.isna().all(axis=None):
        return None
    jaar = max(year for year in (latest_year(profile, code) for code in codes) if year is not None)
    facts, sure = _facts_of_grid(profile, grid, jaar), sure_cells(profile, grid)
    return special_figure(
        block.code,
        zin,
        facts,
        bron=bronregel(profile, codes[0], jaar),
        teken=lambda formaat: heatmap(grid, shown, formaat, nadruk=profile.naam, legenda=CELLS, zeker=sure),
        tabel=shown.reset_index(names="Naam"),
        decimalen=None,
        bevinding=bool(facts["eigen"] if profile.is_single else facts["namen"]),
        gebieden=len(grid),
    )


def _facts_of_grid(profile: Profile, grid: pd.DataFrame, jaar: int) -> dict[str, Any]:
    """Who is demonstrably less favourable on the most figures; of one gemeente, on how many of those it has."""
    counts = count_unfavourable(profile)
    own = (figure(profile, code, profile.code, age) for code, age in grid_cells(profile))
    top = highest(counts, 0)
    return {
        "jaar": jaar,
        "gebieden": len(grid),
        "cijfers": len(grid.columns),
        "woorden": words_of(profile, "lager_is_beter", jaar),
        "eigen": int(counts.get(profile.naam, 0)),
        "bekend": sum(cell is not None and cell.waarde is not None for cell in own),
        "namen": top,
        "wie": who(top, (parts_word(profile, 1), parts_word(profile))),
        "meeste": int(counts.max()) if len(counts) else 0,
        "getoetst": judged_cells(profile),
        "tellingen": say_unfavourable(profile),
        "verwant": describe_siblings(profile),
        "opstelling": setting_of(profile),
    }


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


def sure_cells(profile: Profile, grid: pd.DataFrame) -> pd.DataFrame:
    """Which cells differ demonstrably from the rest of Nederland.

    Of the parts after the correction over the grid, of the region as everywhere in the report.
    """
    key = ["indicator_code", "leeftijd"]
    whole = compare_with_nl(profile).iloc[: 0 if profile.is_single else None].assign(naam=profile.naam)
    whole = whole.merge(pd.DataFrame(grid_cells(profile), columns=key), on=key, validate="one_to_one")
    judged = pd.concat([judged_grid(profile), whole], ignore_index=True)
    sure = judged[judged["overleeft"].astype(bool)]
    topics = sure["indicator_code"].map(lambda code: hoofdletter(onderwerp(profile.indicators[code])))
    found = set(zip(sure["naam"], topics, strict=True))
    return pd.DataFrame({topic: [(name, topic) in found for name in grid.index] for topic in grid}, grid.index)


def _part_names(profile: Profile) -> dict[str, str]:
    """Name of the part (gemeente or province) that each gemeente of the region belongs to."""
    parts = profile.region.gemeenten if profile.is_single else profile.parts
    return {gemeente: profile.name(part) for part in parts for gemeente in profile.members(part)}


def _spread_frame(profile: Profile, values: pd.Series) -> pd.DataFrame:
    """naam, gebied, waarde, grootte per wijk (index: wijk code) for the chart with a dot per wijk."""
    part, wijken = _part_names(profile), wijk_rows(profile).set_index("gebied_code")
    frame = pd.DataFrame({"waarde": values.astype(float)})
    frame["naam"] = [wijk_naam(profile.name(code)) for code in frame.index]
    frame["gebied"] = [part.get(profile.wijk_gemeente[code], "") for code in frame.index]
    frame["grootte"] = wijken["inwoners_totaal"].reindex(frame.index).fillna(0).astype(float)
    return frame[frame["gebied"] != ""]


def wijk_spread(profile: Profile, block: Wijkspreiding, zin: Zinnen) -> Figuur | None:
    """Model estimates per wijk: how far wijken within one part lie apart; the title names no wijk or part."""
    info, jaar = profile.indicators[block.indicator], wijk_year(profile, block.indicator)
    values = wijk_values(profile, block.indicator, block.leeftijd, jaar)
    frame = _spread_frame(profile, values[values.index.isin(profile.wijk_gemeente)])
    if len(frame) < 3:
        return None
    spans = frame.groupby("gebied")["waarde"].agg(lambda s: s.max() - s.min())
    facts = {
        "info": info,
        "jaar": jaar,
        "soort": SOORT_NAMEN[info.soort],
        "wijken": len(frame),
        "delen_met_wijken": len(spans),
        "verst": spans.max(),
        "is_ruis": bool(is_noise(info.soort, spans.max())),
    }
    national = national_line(profile, block.indicator, block.leeftijd, jaar)
    return special_figure(
        code_of(block.code, block.indicator),
        zin,
        facts,
        bron=bronregel(profile, block.indicator, jaar, wijk_indeling(profile, block.indicator, jaar)),
        teken=lambda formaat: verdeling(frame, national, "%", 1, formaat),
        tabel=wijk_table(profile, pd.DataFrame({value_column(info): frame["waarde"]})),
    )


def ses_spread(profile: Profile, block: SesFiguur, zin: Zinnen) -> Figuur | None:
    """The SES-index of the wijken of each part, on both sides of the national mean or not."""
    index = wijk_rows(profile).dropna(subset=["ses_index"]).set_index("gebied_code")["ses_index"]
    frame = _spread_frame(profile, index)
    if len(frame) < 3:
        return None
    both = frame.groupby("gebied")["waarde"].agg(lambda s: s.min() < 0 < s.max())
    facts = {
        "wijken": len(frame),
        "delen_met_wijken": len(both),
        "onder": int((frame["waarde"] < 0).sum()),
        "beide": int(both.sum()),
        "laagste": frame["waarde"].min(),
        "hoogste": frame["waarde"].max(),
    }
    return special_figure(
        block.code,
        zin,
        facts,
        bron=ses_bron(profile),
        teken=lambda formaat: verdeling(frame, ("Nederland", 0.0), "", 2, formaat),
        tabel=wijk_table(profile, pd.DataFrame({INDEX: frame["waarde"]})),
        decimalen=2,
    )


def young_and_old(profile: Profile, block: JongOud, zin: Zinnen) -> Figuur | None:
    """Two age groups of the region on the same figures of the same year."""
    frame = _by_age(profile, *block.leeftijden)
    if frame.empty:
        return None
    jaar, names = int(frame["jaar"].max()), [leeftijd_naam(age) for age in block.leeftijden]
    widest = [
        zin("verschil", onderwerp=row["naam"], van=row["van"], naar=row["naar"])
        for row in _widest(frame).to_dict("records")
    ]
    shown = frame[["naam", "van", "naar"]]
    return special_figure(
        block.code,
        zin,
        {"jaar": jaar, "onderwerpen": frame.to_dict("records"), "verschillen": widest},
        bron=bronregel(profile, str(frame["code"].iloc[0]), jaar),
        teken=lambda formaat: halter(shown, (names[0], names[1]), "%", 1, formaat),
        tabel=shown.set_axis(["Onderwerp", *(f"{name} (%)" for name in names)], axis=1),
    )


def _by_age(profile: Profile, young_age: str, old_age: str) -> pd.DataFrame:
    """naam, van, naar, jaar, code of the figures of the grid that both age groups have, of the newest year."""
    found = []
    for code, _ in grid_cells(profile):
        old = figure(profile, code, profile.code, old_age)
        young = figure(profile, code, profile.code, young_age, old.jaar) if old else None
        if young and old and young.waarde is not None and old.waarde is not None:
            topic = hoofdletter(onderwerp(profile.indicators[code]))
            found.append((topic, young.waarde, old.waarde, young.jaar, code))
    frame = pd.DataFrame(found, columns=["naam", "van", "naar", "jaar", "code"])
    return frame[frame["jaar"] == frame["jaar"].max()].reset_index(drop=True)


def _widest(frame: pd.DataFrame) -> pd.DataFrame:
    """The topics with the widest gap as printed; none when there is no gap at all."""
    van, naar = (frame[name].map(lambda value: round_half_up(value, 1)) for name in ("van", "naar"))
    gaps = (naar - van).abs().set_axis(frame["naam"])
    return frame[frame["naam"].isin(highest(gaps, 1))] if gaps.max() else frame.iloc[:0]
