"""Figures that several chapters make: ranked areas, a trend, a map, age groups beside Nederland."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from regiobeeld import paths
from regiobeeld.profile.compare import compare_areas
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.profile.select import figure, latest_year, per_area, rows, series, wijk_values
from regiobeeld.report.charts.groepsstaven import groepsstaven
from regiobeeld.report.charts.rangorde import rangorde
from regiobeeld.report.charts.trend import trend
from regiobeeld.report.classes import class_limits
from regiobeeld.report.figure import Figuur
from regiobeeld.report.maps import Boundaries, choropleth, load_boundaries
from regiobeeld.report.numbers import getal, met_eenheid, opsomming
from regiobeeld.report.style import sequence
from regiobeeld.report.text import SOORT_NAMEN, TARGET_YEAR, bronregel, leeftijd_naam

WIJK_YEAR = 2022


@lru_cache(maxsize=2)
def boundaries(level: str) -> Boundaries:
    """The generalised boundaries of all gemeenten (2025) or all wijken (2022)."""
    name = "gemeente_2025_rd.geojson" if level == "GM" else "wijk_2022_rd.geojson"
    return load_boundaries(paths.SOURCES / "kaart" / name)


def code_of(*parts: str) -> str:
    """The file stem of a figure."""
    return "-".join(parts).replace("_", "-").replace("+", "plus").lower()


def subtitle(info: IndicatorInfo, leeftijd: str, jaar: int | str) -> str:
    """What a figure shows: indicator, unit, age, year, kind."""
    unit = "" if info.eenheid in ("%", "aantal") else f" ({info.eenheid})"
    group = "" if leeftijd == "totaal" else f", {leeftijd_naam(leeftijd)}"
    share = " (%)" if info.eenheid == "%" else unit
    return f"{info.naam}{share}{group}, {jaar}; {SOORT_NAMEN[info.soort]}"


def area_table(frame: pd.DataFrame, info: IndicatorInfo, first: str = "Gebied") -> pd.DataFrame:
    """The table behind a figure with one row per area."""
    table = pd.DataFrame({first: frame["naam"], "Waarde": frame["waarde"]})
    if frame["ondergrens"].notna().any():
        table["Ondergrens"], table["Bovengrens"] = frame["ondergrens"], frame["bovengrens"]
    return table.reset_index(drop=True)


def reference_lines(profile: Profile, indicator: str, leeftijd: str | None, jaar: int) -> list[tuple[str, float]]:
    """The region (when its parts are shown) and Nederland, as far as they have a figure for that year."""
    wanted = [NEDERLAND] if profile.is_single else [profile.code, NEDERLAND]
    found = [(code, figure(profile, indicator, code, leeftijd, jaar)) for code in dict.fromkeys(wanted)]
    return [(profile.name(code), f.waarde) for code, f in found if f is not None and f.waarde is not None]


def ranked_areas(profile: Profile, indicator: str, leeftijd: str | None = None) -> Figuur | None:
    """The parts of the region under each other with their intervals; None when fewer than two have a figure."""
    info = profile.indicators[indicator]
    leeftijd = leeftijd or info.leeftijd
    jaar = latest_year(profile, indicator, leeftijd)
    if jaar is None:
        return None
    table = per_area(profile, indicator, profile.parts, leeftijd, jaar)
    if table["waarde"].notna().sum() < 2:
        return None
    table["nadruk"] = table["gebied_code"].isin(profile.region.gemeenten) & profile.is_single
    lines = reference_lines(profile, indicator, leeftijd, jaar)
    note = "Het streepje om de punt is het 95%-interval." if table["ondergrens"].notna().any() else ""
    return Figuur(
        code=code_of("rangorde", indicator, leeftijd),
        titel=_title_of_ranking(profile, info, leeftijd),
        ondertitel=subtitle(info, leeftijd, jaar),
        alt=_describe_areas(info, table, lines),
        bron=bronregel(profile, indicator, jaar),
        teken=lambda formaat: rangorde(table, lines, info.eenheid, info.decimalen, info.richting, formaat),
        tabel=area_table(table.sort_values("waarde", ascending=False), info),
        toelichting=note,
        decimalen=info.decimalen,
    )


def parts_word(profile: Profile) -> str:
    """What the parts of the region are called."""
    return "gemeenten" if profile.parts[0].startswith("GM") else "provincies"


def _title_of_ranking(profile: Profile, info: IndicatorInfo, leeftijd: str) -> str:
    """What the comparison with the rest of Nederland says; only the spread where no class may be given."""
    compared = compare_areas(profile, info.code, leeftijd)
    if compared["klasse"].isna().all():
        low, high = compared["waarde"].min(), compared["waarde"].max()
        one, other = (met_eenheid(v, info.eenheid, info.decimalen) for v in (low, high))
        return f"{info.naam}: van {one} tot {other} in de {len(compared)} {parts_word(profile)}"
    counts = compared["klasse"].value_counts()
    worse = int(counts.get("ongunstiger", 0) + counts.get("veel ongunstiger", 0))
    better = int(counts.get("gunstiger", 0) + counts.get("veel gunstiger", 0))
    if info.richting == "neutraal":
        worse = int(counts.get("hoger", 0) + counts.get("veel hoger", 0))
        better = int(counts.get("lager", 0) + counts.get("veel lager", 0))
    words = ("hoger", "lager") if info.richting == "neutraal" else ("ongunstiger", "gunstiger")
    parts = parts_word(profile)
    if not worse + better:
        return f"{info.naam}: geen van de {len(compared)} {parts} wijkt aantoonbaar af van de rest van Nederland"
    found = [f"{n} {word}" for n, word in zip((worse, better), words, strict=True) if n]
    verb = "is" if worse + better == 1 or not (worse > 1 or (better and not worse)) else "zijn"
    return f"{info.naam}: van de {len(compared)} {parts} {verb} er {opsomming(found)} dan de rest van Nederland"


def _describe_areas(info: IndicatorInfo, table: pd.DataFrame, lines: Sequence[tuple[str, float]]) -> str:
    known = table[table["waarde"].notna()].sort_values("waarde")
    low, high = known.iloc[0], known.iloc[-1]
    text = (
        f"{info.naam} in {len(known)} gebieden. Hoogst: {high['naam']} met "
        f"{met_eenheid(high['waarde'], info.eenheid, info.decimalen)}. Laagst: {low['naam']} met "
        f"{met_eenheid(low['waarde'], info.eenheid, info.decimalen)}."
    )
    return " ".join(
        [text, *(f"{name}: {met_eenheid(value, info.eenheid, info.decimalen)}." for name, value in lines)]
    )


def trend_figure(
    profile: Profile, indicator: str, leeftijd: str | None = None, note: str = "", naam: str = ""
) -> Figuur | None:
    """The region and Nederland over the years; None with fewer than two years. Draws, and states no trend."""
    info = profile.indicators[indicator]
    leeftijd = leeftijd or info.leeftijd
    table = series(profile, indicator, [profile.code, NEDERLAND], leeftijd)
    own = table[table["reeks"] == profile.naam]
    if own["jaar"].nunique() < 2:
        return None
    first, last = own.iloc[0], own.iloc[-1]
    breaks = {
        year: reason for year, reason in info.breuken.items() if own["jaar"].min() < year <= own["jaar"].max()
    }
    start, end = (met_eenheid(v, info.eenheid, info.decimalen) for v in (first["waarde"], last["waarde"]))
    warning = " ".join(
        f"Vanaf {year} is de reeks niet vergelijkbaar: {reason}." for year, reason in breaks.items()
    )
    return Figuur(
        code=code_of("reeks", indicator, leeftijd),
        titel=f"{naam or info.naam} in {profile.naam}: {start} in {first['jaar']}, {end} in {last['jaar']}",
        ondertitel=subtitle(info, leeftijd, int(last["jaar"])).replace(
            f", {last['jaar']};", f", {first['jaar']}–{last['jaar']};"
        ),
        alt=_describe_series(info, table),
        bron=bronregel(profile, indicator, int(last["jaar"])),
        teken=lambda formaat: trend(table, profile.naam, info.eenheid, info.decimalen, tuple(breaks), formaat),
        tabel=table.pivot(index="jaar", columns="reeks", values="waarde")
        .reset_index()
        .rename(columns={"jaar": "Jaar"}),
        toelichting=" ".join([warning, note]).strip(),
        decimalen={name: info.decimalen for name in table["reeks"].unique()},
    )


def _describe_series(info: IndicatorInfo, table: pd.DataFrame) -> str:
    parts = []
    for name, group in table.groupby("reeks", sort=False):
        values = ", ".join(
            f"{jaar}: {getal(v, info.decimalen)}" for jaar, v in zip(group["jaar"], group["waarde"], strict=True)
        )
        parts.append(f"{name}: {values}")
    return f"{info.naam} door de jaren. " + ". ".join(parts) + "."


def age_groups(
    profile: Profile, indicators: Sequence[str], ages: Sequence[str], code: str, titel: str
) -> Figuur | None:
    """Some indicators of one source by age group, the region beside Nederland."""
    found = []
    for indicator in indicators:
        info = profile.indicators[indicator]
        for age in ages:
            for area in (profile.code, NEDERLAND):
                cell = figure(profile, indicator, area, age)
                if cell is not None and cell.waarde is not None:
                    group = f"{_short(info.naam)}, {leeftijd_naam(age)}"
                    found.append(
                        (group, profile.name(area), cell.waarde, cell.ondergrens, cell.bovengrens, cell.jaar)
                    )
    table = pd.DataFrame(found, columns=["groep", "reeks", "waarde", "ondergrens", "bovengrens", "jaar"])
    if table[table["reeks"] == profile.naam].empty:
        return None
    info, jaar = profile.indicators[indicators[0]], int(table["jaar"].max())
    return Figuur(
        code=code,
        titel=titel,
        ondertitel=f"Percentage van de leeftijdsgroep, {jaar}; {SOORT_NAMEN[info.soort]}",
        alt=". ".join(f"{r.groep}, {r.reeks}: {getal(r.waarde, 1)}%" for r in table.itertuples()) + ".",
        bron=bronregel(profile, indicators[0], jaar),
        teken=lambda formaat: groepsstaven(table.drop(columns="jaar"), "%", 1, formaat),
        tabel=table.rename(columns=str.capitalize).astype({"Jaar": str}),
        decimalen=1,
    )


def _short(name: str) -> str:
    return name.split(" (")[0]


def gemeente_map(profile: Profile, indicator: str, leeftijd: str | None = None, titel: str = "") -> Figuur | None:
    """The gemeenten of the region (or around the one gemeente) coloured by value; None when there is nothing to compare."""
    info = profile.indicators[indicator]
    leeftijd = leeftijd or info.leeftijd
    jaar = latest_year(profile, indicator, leeftijd)
    codes = [*profile.region.gemeenten, *profile.context]
    found = rows(profile, indicator, leeftijd)
    found = found[(found["jaar"] == jaar) & found["gebied_code"].isin(codes)]
    values = found.set_index("gebied_code")["waarde"].dropna()
    if jaar is None or values.nunique() < 2:
        return None
    names = {code: profile.name(code) for code in codes}
    table = pd.DataFrame({"Gemeente": [names[c] for c in codes], "Waarde": [values.get(c) for c in codes]})
    sheet = MapSheet("gemeente", "gemeenten", boundaries("GM").kies(codes), None, names, TARGET_YEAR)
    return _map(profile, info, sheet, values, table, leeftijd, jaar, titel)


def wijk_map(profile: Profile, indicator: str, leeftijd: str, jaar: int, titel: str = "") -> Figuur | None:
    """The wijken of the region coloured by value, with the gemeenten as outlines."""
    info = profile.indicators[indicator]
    codes = list(profile.wijk_gemeente)
    values = wijk_values(profile, indicator, leeftijd, jaar)
    values = values[values.index.isin(codes)]
    if values.nunique() < 2:
        return None
    table = pd.DataFrame(
        {
            "Wijk": [profile.name(c) for c in codes],
            "Gemeente": [profile.name(profile.wijk_gemeente[c]) for c in codes],
            "Waarde": [values.get(c) for c in codes],
        }
    )
    return _map(profile, info, wijk_sheet(profile), values, table, leeftijd, jaar, titel)


@dataclass(frozen=True)
class MapSheet:
    """What a map is drawn on: the areas, the outlines and names on top, and the year of the boundaries."""

    one: str
    many: str
    shapes: Boundaries
    outline: Boundaries | None
    names: dict[str, str]
    vintage: int


def wijk_sheet(profile: Profile) -> MapSheet:
    """The wijken of the region under the outlines and names of its gemeenten."""
    gemeenten = profile.region.gemeenten
    return MapSheet(
        "wijk",
        "wijken",
        boundaries("WK").kies(profile.wijk_gemeente),
        boundaries("GM").kies(gemeenten),
        {code: profile.name(code) for code in gemeenten} if len(gemeenten) > 1 else {},
        WIJK_YEAR,
    )


def _map(
    profile: Profile,
    info: IndicatorInfo,
    sheet: MapSheet,
    values: pd.Series,
    table: pd.DataFrame,
    leeftijd: str,
    jaar: int,
    titel: str,
) -> Figuur:
    low, high = (met_eenheid(v, info.eenheid, info.decimalen) for v in (values.min(), values.max()))
    limits = class_limits(values, info.decimalen)
    colours = sequence(len(limits) + 1, warm=info.richting == "lager_is_beter")
    national = figure(profile, info.code, NEDERLAND, leeftijd, jaar)
    reference = ("Nederland", national.waarde) if national and national.waarde is not None else None
    missing = int(table["Waarde"].isna().sum())
    notes = [f"Voor {missing} {sheet.one if missing == 1 else sheet.many} is er geen cijfer."] if missing else []
    if jaar != sheet.vintage and sheet.outline is not None:
        notes.append(f"De kaart heeft de wijken van {sheet.vintage}; de cijfers van {jaar} zijn daaraan gekoppeld op wijkcode.")
    return Figuur(
        code=code_of("kaart", sheet.many, info.code, leeftijd),
        titel=titel or f"{info.naam}: van {low} tot {high} per {sheet.one}",
        ondertitel=subtitle(info, leeftijd, jaar),
        alt=" ".join([f"Kaart van {profile.naam}: {info.naam} per {sheet.one}, van {low} tot {high}.", *notes]),
        bron=bronregel(profile, info.code, jaar, sheet.vintage) + "; grenzen CBS/Kadaster",
        teken=lambda formaat: choropleth(
            sheet.shapes, values, limits, colours, sheet.outline, sheet.names, info.eenheid, formaat, referentie=reference
        ),
        tabel=table,
        toelichting=" ".join(notes),
        decimalen=info.decimalen,
    )
