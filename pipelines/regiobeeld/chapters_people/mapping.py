"""Maps of gemeenten and wijken: what is drawn, on which boundaries, and what may be said about it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from regiobeeld.blocks.common import (
    code_of,
    national_line,
    setting_of,
    subtitle,
    value_column,
)
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.text import TARGET_YEAR, WIJK_YEAR, bronregel, grenzen, onderwerp
from regiobeeld.chapters_people.mapsheets import MapSheet, gemeente_sheet, wijk_sheet, with_extremes
from regiobeeld.chapters_people.verdict import title_of_parts
from regiobeeld.chapters_people.wijk_notes import changed_wijken
from regiobeeld.draw.classes import class_limits
from regiobeeld.draw.style import Meer, sequence
from regiobeeld.names import wijk_naam
from regiobeeld.numbers import getal
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.profile.select import latest_year, rows, wijk_values, wijk_year

_MORE: dict[str, Meer] = {"lager_is_beter": "ongunstig", "hoger_is_beter": "gunstig"}
MOST_ROWS = 400
"""A table behind a figure with more wijken than this is given per gemeente."""


def gemeente_map(profile: Profile, indicator: str, leeftijd: str | None = None) -> Figuur | None:
    """The gemeenten coloured by value; None when there is nothing to compare."""
    info = profile.indicators[indicator]
    leeftijd = leeftijd or info.leeftijd
    jaar, found = latest_year(profile, indicator, leeftijd), rows(profile, indicator, leeftijd)
    own = found["gebied_code"].isin([*profile.region.gemeenten, *profile.context])
    found = found[(found["jaar"] == jaar) & own]
    values = found.drop_duplicates("gebied_code").set_index("gebied_code")["waarde"].dropna()
    if jaar is None or values.nunique() < 2:
        return None
    # The map may show gemeenten where the comparison is of provinces, and estimates are not compared.
    is_compared = profile.parts[0].startswith("GM") and not info.is_modelled
    return draw_gemeenten(
        profile,
        info,
        values,
        national_line(profile, info.code, leeftijd, jaar),
        code=code_of("kaart", "gemeenten", info.code, leeftijd),
        titel=title_of_parts(profile, info, leeftijd)
        if is_compared
        else title_of_range(profile, info, values, "gemeente"),
        ondertitel=subtitle(info, leeftijd, jaar, setting_of(profile, is_marked=False)),
        bron=bronregel(profile, info.code, jaar),
    )


def draw_gemeenten(
    profile: Profile,
    info: IndicatorInfo,
    values: pd.Series,
    national: tuple[str, float] | None,
    *,
    column: str = "",
    **told: str,
) -> Figuur:
    """A map of gemeenten from ready-made values (index: code); `column` names them in the table."""
    sheet = with_extremes(profile, gemeente_sheet(profile), info, values)
    names = pd.Series({code: profile.name(code) for code in sheet.shapes.codes}).sort_values()
    table = pd.DataFrame({"Gemeente": names, column or value_column(info): values.reindex(names.index)})
    missing = _missing(profile, sheet, len(names) - len(values))
    ends = {"laag": values.min(), "hoog": values.max(), "info": info}
    alt = shared(profile, "kaart")(
        "alt_gemeenten", aantal=len(names), wat=column or onderwerp(info), toelichting=missing, **ends
    )
    return _choropleth(
        info, sheet, values, table.reset_index(drop=True), national, alt=alt, toelichting=missing, **told
    )


def wijk_map(profile: Profile, indicator: str, leeftijd: str | None = None) -> Figuur | None:
    """The wijken of the region (its gemeenten, if there are many) coloured by value; None without figures."""
    if profile.has_many_wijken:
        return gemeente_map(profile, indicator, leeftijd)
    info, jaar = profile.indicators[indicator], wijk_year(profile, indicator)
    leeftijd = leeftijd or info.leeftijd
    values = wijk_values(profile, indicator, leeftijd, jaar)
    values = values[values.index.isin(profile.wijk_gemeente)]
    if values.nunique() < 2:
        return None
    told = {
        "titel": title_of_range(profile, info, values, "wijk"),
        "toelichting": _note_of_wijken(profile, info, values, jaar),
    }
    return _choropleth(
        info,
        wijk_sheet(profile),
        values,
        wijk_table(profile, pd.DataFrame({value_column(info): values})),
        national_line(profile, info.code, leeftijd, jaar),
        code=code_of("kaart", "wijken", info.code, leeftijd),
        ondertitel=subtitle(info, leeftijd, jaar),
        bron=bronregel(profile, info.code, jaar, wijk_indeling(profile, indicator, jaar)),
        alt=shared(profile, "kaart")("alt_wijken", aantal=len(profile.wijk_gemeente), **told),
        **told,
    )


def wijk_indeling(profile: Profile, indicator: str, jaar: int) -> int:
    """Indeling of the wijken for which this figure was published."""
    rows = profile.wijk_waarneming
    years = rows.loc[(rows["indicator_code"] == indicator) & (rows["jaar"] == jaar), "indeling"]
    return int(years.max()) if len(years) else WIJK_YEAR


def _note_of_wijken(profile: Profile, info: IndicatorInfo, values: pd.Series, jaar: int) -> str:
    """What is missing, where the darkest wijken lie, and how far the boundaries can be trusted."""
    limits = class_limits(values, info.decimalen)
    dark = values[values >= limits[-1]] if limits else values.iloc[:0]
    counts = dark.index.map(profile.wijk_gemeente).map(profile.name).value_counts()
    parts = [
        _missing(profile, wijk_sheet(profile), len(profile.wijk_gemeente) - len(values)),
        shared(profile, "kaart")(
            "wijken",
            donker=len(dark),
            waar=sorted(counts.items(), key=lambda item: (-item[1], str(item[0]))),
            gekoppeld=wijk_indeling(profile, info.code, jaar) != WIJK_YEAR,
            jaar=jaar,
        ),
        changed_wijken(profile),
    ]
    return " ".join(part for part in parts if part)


def title_of_range(profile: Profile, info: IndicatorInfo, values: pd.Series, one: str) -> str:
    """The range in whole percents (estimates carry no more) per wijk or gemeente; no area is named."""
    low, first, third, high = map(getal, values.quantile([0, 0.25, 0.75, 1]))
    ends = {"laag": low, "hoog": high, "eerste": first, "derde": third}
    return shared(profile, "kaart")("spreiding", info=info, geschat=info.is_modelled, een=one, **ends)


def wijk_table(profile: Profile, columns: pd.DataFrame, most: int = MOST_ROWS) -> pd.DataFrame:
    """Wijk, Gemeente and the given columns (index: wijk code); with very many wijken a summary per gemeente."""
    codes = list(profile.wijk_gemeente)
    table = columns.reindex(codes)
    gemeente = [profile.name(profile.wijk_gemeente[code]) for code in codes]
    if len(codes) > most:
        grouped = table.assign(Gemeente=gemeente).groupby("Gemeente")[columns.columns[0]]
        per = pd.DataFrame({"Wijken met een cijfer": grouped.count(), "Laagste": grouped.min()})
        per["Middelste"], per["Hoogste"] = grouped.median(), grouped.max()
        return per.reset_index()
    table.insert(0, "Wijk", [wijk_naam(profile.name(code)) for code in codes])
    table.insert(1, "Gemeente", gemeente)
    return table.sort_values(["Gemeente", "Wijk"], ignore_index=True)


def _missing(profile: Profile, sheet: MapSheet, count: int) -> str:
    return shared(profile, "kaart")("ontbreekt", aantal_zonder=count, een=sheet.one, meer=sheet.many)


def _choropleth(
    info: IndicatorInfo,
    sheet: MapSheet,
    values: pd.Series,
    table: pd.DataFrame,
    national: tuple[str, float] | None,
    bron: str,
    **told: Any,
) -> Figuur:
    limits = class_limits(values, info.decimalen)
    colours = sequence(len(limits) + 1, _MORE.get(info.richting, "neutraal"))
    return Figuur(
        bron=f"{bron}; {grenzen(TARGET_YEAR if sheet.outline is None else WIJK_YEAR)}",
        teken=lambda formaat: sheet.colour(
            values, limits, colours, formaat, eenheid=info.eenheid, referentie=national
        ),
        tabel=table,
        decimalen=dict.fromkeys(table.select_dtypes("float").columns, info.decimalen),
        gebieden=len(values),
        **told,
    )
