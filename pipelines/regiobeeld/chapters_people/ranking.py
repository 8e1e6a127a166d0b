"""The parts of the region under each other, with their intervals and the lines of the region and Nederland."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from regiobeeld.blocks.common import code_of, is_own, reference_lines, setting_of, subtitle, value_column
from regiobeeld.blocks.extremes import highest, lowest, who
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.text import bronregel
from regiobeeld.chapters_people.verdict import title_of_parts, verdict_by_name
from regiobeeld.charts.rangorde import rangorde
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.profile.select import latest_year, per_area


def ranked_areas(profile: Profile, indicator: str, leeftijd: str | None = None) -> Figuur | None:
    """The parts beside each other; None for model estimates (no order may be given) or fewer than two figures."""
    info = profile.indicators[indicator]
    leeftijd = leeftijd or info.leeftijd
    jaar = latest_year(profile, indicator, leeftijd)
    if jaar is None or info.is_modelled:
        return None
    table = per_area(profile, indicator, profile.parts, leeftijd, jaar)
    if table["waarde"].notna().sum() < 2:
        return None
    table["nadruk"] = is_own(profile, table["gebied_code"])
    verdicts = verdict_by_name(profile, indicator, leeftijd)
    table["oordeel"] = [verdicts.get(name, "") for name in table["naam"]]
    lines = reference_lines(profile, indicator, leeftijd, jaar)
    zin = shared(profile, "rangorde")
    return Figuur(
        code=code_of("rangorde", indicator, leeftijd),
        titel=title_of_parts(profile, info, leeftijd),
        ondertitel=subtitle(info, leeftijd, jaar, setting_of(profile)),
        alt=describe_areas(zin, info, table, lines),
        bron=bronregel(profile, indicator, jaar),
        teken=lambda formaat: rangorde(table, lines, info.eenheid, info.decimalen, info.richting, formaat),
        tabel=area_table(table.sort_values("waarde", ascending=False), info),
        leeswijzer=zin("toelichting") if table["ondergrens"].notna().any() else "",
        decimalen=info.decimalen,
        bevinding=is_finding(table),
        gebieden=int(table["waarde"].notna().sum()),
    )


def is_finding(table: pd.DataFrame) -> bool:
    """Whether an area differs demonstrably; counts have no margins, there any difference is one."""
    has_margins = bool(table["ondergrens"].notna().any())
    return bool(table["oordeel"].ne("").any()) if has_margins else bool(table["waarde"].nunique() > 1)


def area_table(frame: pd.DataFrame, info: IndicatorInfo) -> pd.DataFrame:
    """The table behind the figure: one row per area, with the interval where there is one."""
    table = pd.DataFrame({"Naam": frame["naam"], value_column(info): frame["waarde"]})
    if frame["ondergrens"].notna().any():
        table["Ondergrens"], table["Bovengrens"] = frame["ondergrens"], frame["bovengrens"]
    if frame["oordeel"].ne("").any():
        table["Oordeel"] = frame["oordeel"]
    return table.reset_index(drop=True)


def describe_areas(
    zin: Zinnen, info: IndicatorInfo, table: pd.DataFrame, lines: Sequence[tuple[str, float]]
) -> str:
    """The figure in words: how many areas, both ends, the lines."""
    known = table[table["waarde"].notna()].sort_values("waarde")
    values, areas = known.set_index("naam")["waarde"], ("gebied", "gebieden")
    marked = known[known["nadruk"]]
    return zin(
        "alt",
        info=info,
        gebieden=len(known),
        hoogst=who(highest(values, info.decimalen), areas),
        hoogste=values.max(),
        laagst=who(lowest(values, info.decimalen), areas),
        laagste=values.min(),
        lijnen=list(lines),
        gemarkeerd=list(zip(marked["naam"], marked["waarde"], strict=True)),
    )
