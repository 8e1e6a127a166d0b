"""A figure through the years: the region and Nederland. It states no trend from estimates."""

from __future__ import annotations

import math
from itertools import pairwise

import pandas as pd

from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.profile.select import rows, series
from regiobeeld.report.chapters.common import code_of, subtitle
from regiobeeld.report.charts.trend import trend
from regiobeeld.report.figure import Figuur
from regiobeeld.report.numbers import getal, met_eenheid
from regiobeeld.report.text import bronregel, hoofdletter, in_gebied, onderwerp


def trend_figure(profile: Profile, indicator: str, leeftijd: str | None = None, note: str = "") -> Figuur | None:
    """The region and Nederland over the years; None with fewer than two years."""
    info = profile.indicators[indicator]
    leeftijd = leeftijd or info.leeftijd
    areas = [profile.code, NEDERLAND]
    table = series(profile, indicator, areas, leeftijd)
    own = table[table["reeks"] == profile.naam]
    table = pd.concat([own, table[table["reeks"] != profile.naam]], ignore_index=True)
    if own["jaar"].nunique() < 2:
        return None
    first, last = int(own["jaar"].min()), int(own["jaar"].max())
    breaks = {year: reason for year, reason in info.breaks(leeftijd).items() if first < year <= last}
    drawn = rows(profile, indicator, leeftijd)
    drawn = drawn[drawn["gebied_code"].isin(areas) & drawn["waarde"].notna()]
    return Figuur(
        code=code_of("reeks", indicator, leeftijd),
        titel=title_of_series(info, profile.naam, own, breaks),
        ondertitel=subtitle(info, leeftijd, f"{first}–{last}"),
        alt=describe_series(hoofdletter(onderwerp(info)), table, info.decimalen),
        bron=bronregel(profile, indicator, f"{first}–{last}", waarneming=drawn),
        teken=lambda formaat: trend(table, profile.naam, info.eenheid, info.decimalen, tuple(breaks), formaat),
        tabel=table_of_series(table, profile.naam),
        toelichting=" ".join([*(warn_for_break(*item) for item in breaks.items()), note]).strip(),
        decimalen=dict.fromkeys(table["reeks"].unique(), info.decimalen),
    )


def title_of_series(info: IndicatorInfo, naam: str, own: pd.DataFrame, breaks: dict[int, str]) -> str:
    """First and last value; "naar schatting" for model estimates. What a break parts is not put side by side."""
    about = "naar schatting " if info.soort == "modelschatting" else ""
    start = f"{hoofdletter(onderwerp(info))} {in_gebied(naam)}: {about}"
    limits = [-math.inf, *sorted(breaks), math.inf]
    spans = [own[(own["jaar"] >= low) & (own["jaar"] < high)] for low, high in pairwise(limits)]
    return start + "; na een breuk ".join(_ends(info, span.sort_values("jaar")) for span in spans if len(span))


def _ends(info: IndicatorInfo, own: pd.DataFrame) -> str:
    """ "24,7% in 2012 en 18,7% in 2020", "17,1% in 2024"."""
    ends = own.iloc[[0, -1]].drop_duplicates("jaar").to_dict("records")
    return " en ".join(f"{met_eenheid(e['waarde'], info.eenheid, info.decimalen)} in {e['jaar']}" for e in ends)


def warn_for_break(year: int, reason: str) -> str:
    """Why the years before and after cannot be compared."""
    return f"De jaren voor en na {year} zijn niet goed te vergelijken ({reason})."


def table_of_series(table: pd.DataFrame, naam: str) -> pd.DataFrame:
    """One row per year (as text: no point between thousands), the region first."""
    wide = table.pivot(index="jaar", columns="reeks", values="waarde")
    names = [naam, *(name for name in wide.columns if name != naam)]
    wide = wide[names].reset_index().rename(columns={"jaar": "Jaar"})
    return wide.astype({"Jaar": str}).rename_axis(columns=None)


def describe_series(topic: str, table: pd.DataFrame, decimalen: int) -> str:
    """All values in words, per series."""
    parts = []
    for name, group in table.groupby("reeks", sort=False):
        pairs = zip(group["jaar"], group["waarde"], strict=True)
        parts.append(f"{name}: " + ", ".join(f"{jaar}: {getal(value, decimalen)}" for jaar, value in pairs))
    return f"{topic} door de jaren. " + ". ".join(parts) + "."
