"""Maps of gemeenten and wijken: what is drawn, on which boundaries, and what may be said about it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from regiobeeld.blocks.common import (
    code_of,
    national_line,
    setting_of,
    subtitle,
    value_column,
)
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import Zinnen, shared
from regiobeeld.blocks.text import TARGET_YEAR, WIJK_YEAR, aantal, bronregel, grenzen, onderwerp
from regiobeeld.chapters_people.mapsheets import MODELLED, MapSheet, gemeente_sheet, wijk_sheet, with_extremes
from regiobeeld.chapters_people.verdict import title_of_parts
from regiobeeld.chapters_people.wijk_notes import changed_wijken
from regiobeeld.draw.classes import class_limits
from regiobeeld.draw.style import Meer, sequence
from regiobeeld.maps.maps import choropleth
from regiobeeld.names import wijk_naam
from regiobeeld.numbers import getal, met_eenheid, opsomming
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.profile.select import latest_year, rows, wijk_values, wijk_year

_MORE: dict[str, Meer] = {"lager_is_beter": "ongunstig", "hoger_is_beter": "gunstig"}
MOST_DARK = 4
MOST_ROWS = 400
"""A table behind a figure with more wijken than this is given per gemeente."""


@dataclass(frozen=True)
class MapText:
    """The words around a map: file stem, finding, what is shown, source line."""

    code: str
    titel: str
    ondertitel: str
    bron: str
    alt: str = ""
    toelichting: str = ""


def gemeente_map(profile: Profile, indicator: str, leeftijd: str | None = None) -> Figuur | None:
    """The gemeenten coloured by value; None when there is nothing to compare."""
    info = profile.indicators[indicator]
    leeftijd = leeftijd or info.leeftijd
    jaar = latest_year(profile, indicator, leeftijd)
    found = rows(profile, indicator, leeftijd)
    found = found[
        (found["jaar"] == jaar) & found["gebied_code"].isin([*profile.region.gemeenten, *profile.context])
    ]
    values = found.drop_duplicates("gebied_code").set_index("gebied_code")["waarde"].dropna()
    if jaar is None or values.nunique() < 2:
        return None
    text = MapText(
        code_of("kaart", "gemeenten", info.code, leeftijd),
        _title_of_gemeenten(profile, info, leeftijd, values),
        subtitle(info, leeftijd, jaar, setting_of(profile, is_marked=False)),
        bronregel(profile, info.code, jaar),
    )
    return draw_gemeenten(profile, info, values, text, national=national_line(profile, info.code, leeftijd, jaar))


def _title_of_gemeenten(profile: Profile, info: IndicatorInfo, leeftijd: str, values: pd.Series) -> str:
    """What the comparison says; the range where the map shows gemeenten and the comparison is of provinces."""
    is_compared = profile.parts[0].startswith("GM") and info.soort != MODELLED
    return (
        title_of_parts(profile, info, leeftijd)
        if is_compared
        else title_of_range(profile, info, values, "gemeente")
    )


def draw_gemeenten(
    profile: Profile,
    info: IndicatorInfo,
    values: pd.Series,
    text: MapText,
    *,
    national: tuple[str, float] | None,
    column: str = "",
) -> Figuur:
    """A map of gemeenten from ready-made values (index: code); `column` names them in the table."""
    sheet = with_extremes(profile, gemeente_sheet(profile), info, values)
    codes = sheet.shapes.codes
    names = pd.Series({code: profile.name(code) for code in codes}).sort_values()
    table = pd.DataFrame({"Gemeente": names, column or value_column(info): values.reindex(names.index)})
    low, high = (met_eenheid(v, info.eenheid, info.decimalen) for v in (values.min(), values.max()))
    missing = _missing(profile, sheet, int(len(names) - len(values)))
    about = {
        "aantal": len(names),
        "wat": column or onderwerp(info),
        "laag": low,
        "hoog": high,
        "toelichting": missing,
    }
    alt = shared(profile, "kaart")("alt_gemeenten", **about)
    return _choropleth(
        info,
        sheet,
        values,
        table.reset_index(drop=True),
        replace(text, alt=alt, toelichting=missing),
        national=national,
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
    title, note = title_of_range(profile, info, values, "wijk"), _note_of_wijken(profile, info, values, jaar)
    text = MapText(
        code_of("kaart", "wijken", info.code, leeftijd),
        title,
        subtitle(info, leeftijd, jaar),
        bronregel(profile, info.code, jaar, wijk_indeling(profile, indicator, jaar)),
        shared(profile, "kaart")("alt_wijken", aantal=len(profile.wijk_gemeente), titel=title, toelichting=note),
        note,
    )
    table = wijk_table(profile, pd.DataFrame({value_column(info): values}))
    national = national_line(profile, info.code, leeftijd, jaar)
    return _choropleth(info, wijk_sheet(profile), values, table, text, national=national)


def wijk_indeling(profile: Profile, indicator: str, jaar: int) -> int:
    """Indeling of the wijken for which this figure was published."""
    rows = profile.wijk_waarneming
    years = rows.loc[(rows["indicator_code"] == indicator) & (rows["jaar"] == jaar), "indeling"]
    return int(years.max()) if len(years) else WIJK_YEAR


def _note_of_wijken(profile: Profile, info: IndicatorInfo, values: pd.Series, jaar: int) -> str:
    """What is missing, where the darkest wijken lie, and how far the boundaries can be trusted."""
    zin = shared(profile, "kaart")
    linked = wijk_indeling(profile, info.code, jaar) != WIJK_YEAR
    parts = [
        _missing(profile, wijk_sheet(profile), len(profile.wijk_gemeente) - len(values)),
        _describe_darkest(profile, zin, values, class_limits(values, info.decimalen)),
        zin("koppeling", jaar=jaar) if linked else "",
        changed_wijken(profile),
    ]
    return " ".join(part for part in parts if part)


def title_of_range(profile: Profile, info: IndicatorInfo, values: pd.Series, one: str) -> str:
    """The range in whole percents (estimates carry no more) per wijk or gemeente; no area is named."""
    low, first, third, high = (getal(v) for v in values.quantile([0, 0.25, 0.75, 1]))
    modelled, many = info.soort == MODELLED, {"wijk": "wijken", "gemeente": "gemeenten"}[one]
    ends = {"laag": low, "hoog": high, "eerste": first, "derde": third, "een": one, "meer": many}
    return shared(profile, "kaart")("spreiding", info=info, geschat=modelled, **ends)


def _describe_darkest(profile: Profile, zin: Zinnen, values: pd.Series, limits: list[float]) -> str:
    """In which gemeenten the wijken of the highest class lie, as counts."""
    if not limits:
        return ""
    dark = values[values >= limits[-1]]
    counts = dark.index.map(profile.wijk_gemeente).map(profile.name).value_counts()
    if profile.is_single or len(counts) < 2:
        return zin("donkerste_klasse", wijken=len(dark))
    order = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))[:MOST_DARK]
    rest = len(counts) - len(order)
    listed = [f"{name} ({getal(count)})" for name, count in order] + (
        [aantal(rest, "andere gemeente", "andere gemeenten")] * bool(rest)
    )
    return zin("donkerste_wijken", wijken=len(dark), waar=opsomming(listed))


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
    text: MapText,
    *,
    national: tuple[str, float] | None,
) -> Figuur:
    limits = class_limits(values, info.decimalen)
    colours = sequence(len(limits) + 1, _MORE.get(info.richting, "neutraal"))
    shapes, outline, names = sheet.shapes, sheet.outline, sheet.names
    return Figuur(
        code=text.code,
        titel=text.titel,
        ondertitel=text.ondertitel,
        alt=text.alt,
        bron=f"{text.bron}; {grenzen(TARGET_YEAR if outline is None else WIJK_YEAR)}",
        teken=lambda formaat: choropleth(
            shapes,
            values,
            limits,
            colours,
            outline,
            names,
            info.eenheid,
            formaat,
            referentie=national,
            namen=sheet.spoken,
            eerst=sheet.first,
            inzet=sheet.insets,
        ),
        tabel=table,
        toelichting=text.toelichting,
        decimalen=dict.fromkeys(table.select_dtypes("float").columns, info.decimalen),
        gebieden=len(values),
    )
