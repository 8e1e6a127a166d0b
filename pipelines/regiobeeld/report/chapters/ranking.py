"""The parts of the region under each other, with their intervals and the lines of the region and Nederland."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from regiobeeld.draw.charts.rangorde import rangorde
from regiobeeld.numbers import met_eenheid
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.profile.select import latest_year, per_area
from regiobeeld.report.chapters.common import code_of, is_own, reference_lines, setting_of, subtitle, value_column
from regiobeeld.report.chapters.verdict import title_of_parts
from regiobeeld.report.extremes import highest, lowest, who
from regiobeeld.report.figure import Figuur
from regiobeeld.report.text import bronregel, hoofdletter, onderwerp

MODELLED = "modelschatting"
INTERVAL = (
    "De lijn door elke stip is het 95%-interval. Aantoonbaar betekent: meer dan toeval, ook na correctie voor het "
    "aantal vergelijkingen."
)


def ranked_areas(profile: Profile, indicator: str, leeftijd: str | None = None) -> Figuur | None:
    """The parts beside each other; None for model estimates (no order may be given) or fewer than two figures."""
    info = profile.indicators[indicator]
    leeftijd = leeftijd or info.leeftijd
    jaar = latest_year(profile, indicator, leeftijd)
    if jaar is None or info.soort == MODELLED:
        return None
    table = per_area(profile, indicator, profile.parts, leeftijd, jaar)
    if table["waarde"].notna().sum() < 2:
        return None
    table["nadruk"] = is_own(profile, table["gebied_code"])
    lines = reference_lines(profile, indicator, leeftijd, jaar)
    note = INTERVAL if table["ondergrens"].notna().any() else ""
    return Figuur(
        code=code_of("rangorde", indicator, leeftijd),
        titel=title_of_parts(profile, info, leeftijd),
        ondertitel=subtitle(info, leeftijd, jaar, setting_of(profile)),
        alt=describe_areas(info, table, lines),
        bron=bronregel(profile, indicator, jaar),
        teken=lambda formaat: rangorde(table, lines, info.eenheid, info.decimalen, info.richting, formaat),
        tabel=area_table(table.sort_values("waarde", ascending=False), info),
        toelichting=note,
        decimalen=info.decimalen,
    )


def area_table(frame: pd.DataFrame, info: IndicatorInfo) -> pd.DataFrame:
    """The table behind the figure: one row per area, with the interval where there is one."""
    table = pd.DataFrame({"Naam": frame["naam"], value_column(info): frame["waarde"]})
    if frame["ondergrens"].notna().any():
        table["Ondergrens"], table["Bovengrens"] = frame["ondergrens"], frame["bovengrens"]
    return table.reset_index(drop=True)


def describe_areas(info: IndicatorInfo, table: pd.DataFrame, lines: Sequence[tuple[str, float]]) -> str:
    """The figure in words: how many areas, both ends, the lines."""
    known = table[table["waarde"].notna()].sort_values("waarde")
    values = known.set_index("naam")["waarde"]

    def say(value: float) -> str:
        return met_eenheid(value, info.eenheid, info.decimalen)

    areas = ("gebied", "gebieden")
    parts = [
        f"{hoofdletter(onderwerp(info))} in {len(known)} gebieden.",
        f"Hoogst: {who(highest(values, info.decimalen), areas)}, {say(values.max())}.",
        f"Laagst: {who(lowest(values, info.decimalen), areas)}, {say(values.min())}.",
        *(f"{name}: {say(value)}." for name, value in lines),
    ]
    marked = known[known["nadruk"]]
    parts += [f"{row['naam']}: {say(row['waarde'])}." for row in marked.to_dict("records")]
    return " ".join(parts)
