"""Some indicators of one source by age group, the region beside Nederland; the title names what stands out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from regiobeeld.blocks.extremes import MEESTE_NAMEN
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.text import (
    SOORT_NAMEN,
    bronregel,
    groep,
    in_gebied,
    leeftijd_naam,
    onderwerp,
    zin_over_groepen,
)
from regiobeeld.charts.groepsstaven import groepsstaven
from regiobeeld.judgement.compare import compare_with_nl
from regiobeeld.numbers import opsomming, procent, round_half_up
from regiobeeld.outline.sentences import hoofdletter
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.profile.select import figure

_COLUMNS = ["indicator_code", "leeftijd", "onderwerp", "reeks", "waarde", "ondergrens", "bovengrens", "jaar"]


def age_groups(profile: Profile, indicators: Sequence[str], ages: Sequence[str], code: str) -> Figuur | None:
    """Bars per indicator and age group; None when the region has no figure at all."""
    table = _collect(profile, indicators, ages)
    own = table[table["reeks"] == profile.naam]
    if own.empty:
        return None
    info, jaar = profile.indicators[own["indicator_code"].iloc[0]], int(own["jaar"].max())
    drawn = table.assign(groep=_label(table, ages))[["groep", "reeks", "waarde", "ondergrens", "bovengrens"]]
    zin, margins = shared(profile, "leeftijden"), bool(drawn["ondergrens"].notna().any())
    note = zin("met_marges" if margins else "zonder_marges", soort=info.soort)
    return Figuur(
        code=code,
        titel=_title(profile, info, table),
        ondertitel=zin(
            "ondertitel", meer=len(ages) > 1, leeftijd=ages[0], jaar=jaar, soort=SOORT_NAMEN[info.soort]
        ),
        alt=_describe(drawn),
        bron=bronregel(profile, info.code, jaar),
        teken=lambda formaat: groepsstaven(drawn, "%", 1, formaat),
        tabel=_table(profile, table),
        toelichting="" if margins else note,
        leeswijzer=note if margins else "",
        decimalen=1,
    )


def _collect(profile: Profile, indicators: Sequence[str], ages: Sequence[str]) -> pd.DataFrame:
    """The figures of the region and of Nederland (once, when they are the same)."""
    found = []
    for indicator in (code for code in indicators if code in profile.indicators):
        for age in ages:
            for area in dict.fromkeys((profile.code, NEDERLAND)):
                cell = figure(profile, indicator, area, age)
                if cell is not None and cell.waarde is not None:
                    topic = hoofdletter(onderwerp(profile.indicators[indicator]))
                    bounds = (cell.ondergrens, cell.bovengrens)
                    found.append((indicator, age, topic, profile.name(area), cell.waarde, *bounds, cell.jaar))
    return pd.DataFrame(found, columns=_COLUMNS)


def _label(table: pd.DataFrame, ages: Sequence[str]) -> pd.Series:
    if len(ages) == 1:
        return table["onderwerp"]
    return table["onderwerp"] + ", " + table["leeftijd"].map(leeftijd_naam)


def _title(profile: Profile, info: IndicatorInfo, table: pd.DataFrame) -> str:
    """A demonstrable difference with the rest of Nederland; else what the first indicator says about its ages."""
    differing, certain = _largest_differences(profile, table)
    if differing:
        return shared(profile, "leeftijden")("grootste", verschillen=differing, aantoonbaar=certain)
    first = table[(table["reeks"] == profile.naam) & (table["indicator_code"] == info.code)]
    start = "Naar schatting" if info.is_modelled else hoofdletter(in_gebied(profile.naam))
    where = f" {in_gebied(profile.naam)}" if info.is_modelled else ""
    shares = list(zip(first["waarde"], first["leeftijd"], strict=True))
    if info.gezegde is None:
        values = opsomming(f"{procent(value)} van de {groep(age)}" for value, age in shares)
        return f"{hoofdletter(onderwerp(info))}{where}: {values}"
    sentence = zin_over_groepen(info, start, shares, int(first["jaar"].max()), profile.heden)
    if not where:
        return sentence
    return sentence.replace(f"van de {groep(shares[-1][1])}", f"van de {groep(shares[-1][1])}{where}", 1)


def _largest_differences(profile: Profile, table: pd.DataFrame) -> tuple[list[str], bool]:
    """The figure that differs most from Nederland among those that differ demonstrably, with all that tie with it.

    Differences are those between the figures as printed; empty when none differs, or when so many tie that none
    stands out. Also whether a difference that is not demonstrable is as large, or larger.
    """
    key = ["indicator_code", "leeftijd"]
    compared = compare_with_nl(profile)[[*key, "overleeft"]]
    own, country = (
        table[table["reeks"] == name][[*key, "waarde"]] for name in (profile.naam, profile.name(NEDERLAND))
    )
    known = own.merge(country.rename(columns={"waarde": "nl"}), on=key, validate="one_to_one")
    known = known.merge(compared, on=key, how="left", validate="one_to_one")
    own_gap = known["waarde"].map(lambda value: round_half_up(value, 1))
    gaps = (own_gap - known["nl"].map(lambda value: round_half_up(value, 1))).abs().round(6)
    sure = known["overleeft"].eq(other=True).fillna(value=False).astype(bool)
    widest = known[sure & (gaps == gaps[sure].max())]
    if len(widest) > MEESTE_NAMEN:
        return [], False
    zin, indicators = shared(profile, "leeftijden"), profile.indicators
    told = [
        zin("verschil", info=indicators[code], leeftijd=age, waarde=value, nederland=national)
        for code, age, value, national in widest[[*key, "waarde", "nl"]].itertuples(index=False)
    ]
    return told, bool((gaps[~sure] >= gaps[sure].max()).any())


def _describe(drawn: pd.DataFrame) -> str:
    parts = []
    for group, cells in drawn.groupby("groep", sort=False):
        values = zip(cells["reeks"], cells["waarde"], strict=True)
        parts.append(f"{group}: " + ", ".join(f"{name} {procent(value)}" for name, value in values))
    return ". ".join(parts) + "."


def _table(profile: Profile, table: pd.DataFrame) -> pd.DataFrame:
    """One row per topic and age, a column per area; the interval of the region where there is one."""
    key = ["onderwerp", "leeftijd"]
    wide = table.pivot(index=key, columns="reeks", values="waarde").reindex(
        pd.MultiIndex.from_frame(table[key].drop_duplicates())
    )
    names = list(dict.fromkeys((profile.naam, "Nederland")))
    wide = wide.reindex(columns=names).add_suffix(" (%)")
    own = table[table["reeks"] == profile.naam].set_index(key)
    if own["ondergrens"].notna().any():
        wide["Ondergrens"], wide["Bovengrens"] = own["ondergrens"], own["bovengrens"]
    wide = wide.reset_index().rename(columns={"onderwerp": "Onderwerp", "leeftijd": "Leeftijd"})
    return wide.assign(Leeftijd=wide["Leeftijd"].map(leeftijd_naam)).rename_axis(columns=None)
