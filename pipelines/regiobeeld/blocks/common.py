"""Words, names and tables that several chapters share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import SOORT_NAMEN, leeftijd_naam, onderwerp
from regiobeeld.blocks.when import periode, voorlopig
from regiobeeld.catalog.files import used_map
from regiobeeld.maps.maps import Boundaries, load_boundaries
from regiobeeld.numbers import getal, met_eenheid
from regiobeeld.outline.sentences import hoofdletter
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.profile.select import figure, rows


@lru_cache(maxsize=2)
def boundaries(level: str) -> Boundaries:
    """The generalised boundaries of all gemeenten or all wijken, as declared in sources/kaart.toml."""
    return load_boundaries(used_map("GM" if level == "GM" else "WK").path)


def code_of(*parts: str) -> str:
    """The file stem of a figure."""
    return "-".join(parts).replace("_", "-").replace("+", "plus").lower()


def subtitle(info: IndicatorInfo, leeftijd: str, jaar: int | str, setting: str = "") -> str:
    """What a figure shows: indicator, unit, age, year, kind, and which areas stand beside each other."""
    unit = " (%)" if info.eenheid == "%" else "" if info.eenheid == "aantal" else f" ({info.eenheid})"
    group = info.age_in(leeftijd, jaar) if isinstance(jaar, int) else leeftijd
    group = "" if group == "totaal" else f", {leeftijd_naam(group)}"
    text = f"{info.naam.split(' (')[0]}{unit}{group}, {jaar}; {SOORT_NAMEN[info.soort]}"
    return f"{text}. {setting}" if setting else text


def value_column(info: IndicatorInfo) -> str:
    """Name of the column with the values: "Overgewicht (%)"."""
    unit = "" if info.eenheid in ("aantal", "index", "klasse") else f" ({info.eenheid})"
    return hoofdletter(onderwerp(info)) + unit


def parts_word(profile: Profile, count: int = 2) -> str:
    """What the parts of the region are called."""
    one, more = ("gemeente", "gemeenten") if profile.parts[0].startswith("GM") else ("provincie", "provincies")
    return one if count == 1 else more


def of_all(profile: Profile, count: int, total: int) -> str:
    """How many of the parts: "9 van de 14 gemeenten", "alle 14 gemeenten", "beide gemeenten"."""
    return f"{so_many_of(count, total)} {parts_word(profile)}"


def so_many_of(count: int, total: int) -> str:
    """ "9 van de 14", "alle 14", "beide"."""
    if count < total:
        return f"{getal(count)} van de {getal(total)}"
    return "beide" if total == 2 else f"alle {getal(total)}"


def none_of(profile: Profile, total: int) -> str:
    """Not one of the parts: "geen van de 14 gemeenten", "geen van beide gemeenten"."""
    return f"geen van {'beide' if total == 2 else f'de {getal(total)}'} {parts_word(profile)}"


def setting_of(profile: Profile, is_marked: bool = True) -> str:
    """For a single gemeente: which gemeenten stand beside it; empty for other regions. Maps mark none."""
    if not profile.is_single or not profile.context:
        return ""
    own = profile.region.gemeenten[0]
    ggd = next((code for code, members in profile.leden.items() if code.startswith("GG") and own in members), "")
    around = f"van {profile.names[ggd]}" if ggd in profile.names else "in de omgeving"
    return f"Gemeenten {around}" + (f"; {profile.naam} is gemarkeerd" if is_marked else "")


def beside_parts(profile: Profile) -> list[str]:
    """The parts, the region as a whole (when it is not one of them) and Nederland, each once."""
    whole = [] if profile.is_single else [profile.code]
    return list(dict.fromkeys([*profile.parts, *whole, NEDERLAND]))


def is_own(profile: Profile, codes: pd.Series) -> pd.Series:
    """Marks the one gemeente among those around it; nothing in a region of more gemeenten."""
    return codes.isin(profile.region.gemeenten) & profile.is_single


def reference_lines(profile: Profile, indicator: str, leeftijd: str | None, jaar: int) -> list[tuple[str, float]]:
    """The region (when its parts are shown) and Nederland, as far as they have a figure for that year."""
    wanted = [NEDERLAND] if profile.is_single else [profile.code, NEDERLAND]
    found = [(code, figure(profile, indicator, code, leeftijd, jaar)) for code in dict.fromkeys(wanted)]
    return [(profile.name(code), f.waarde) for code, f in found if f is not None and f.waarde is not None]


def national_line(profile: Profile, indicator: str, leeftijd: str, jaar: int) -> tuple[str, float] | None:
    """Nederland as a line or note in a figure; None without a figure."""
    found = figure(profile, indicator, NEDERLAND, leeftijd, jaar)
    return None if found is None or found.waarde is None else ("Nederland", found.waarde)


def newest_beside_nl(profile: Profile, indicator: str) -> tuple[int, float, float] | None:
    """Year, value of the region and of Nederland, of the last year in which both have a figure."""
    found = rows(profile, indicator).dropna(subset=["waarde"])
    wide = found[found["gebied_code"].isin([profile.code, NEDERLAND])].drop_duplicates(["gebied_code", "jaar"])
    wide = wide.pivot(index="jaar", columns="gebied_code", values="waarde").dropna()
    if wide.empty or not {profile.code, NEDERLAND} <= set(wide.columns):
        return None
    newest = wide.sort_index().iloc[-1]
    return int(wide.index.max()), float(newest[profile.code]), float(newest[NEDERLAND])


def _own_only(profile: Profile, indicator: str) -> tuple[int, float, None] | None:
    """The newest figure of the region where Nederland has none at all."""
    found = figure(profile, indicator, profile.code)
    return None if found is None or found.waarde is None else (found.jaar, found.waarde, None)


def _year_in_words(profile: Profile, indicator: str, jaar: int) -> str:
    """ "2024", "2018/2019", "2025 (voorlopig)"."""
    found = rows(profile, indicator)
    found = found[(found["jaar"] == jaar) & found["gebied_code"].isin([profile.code, NEDERLAND])]
    mark = voorlopig(found).removeprefix("; ")
    return periode(found, jaar) + (f" ({mark})" if mark else "")


def table_beside_nl(profile: Profile, indicators: Sequence[str], caption: str) -> str:
    """A table of the region beside Nederland, one row per indicator in the order given; empty without figures."""
    lines = []
    for code in indicators:
        found = (
            (newest_beside_nl(profile, code) or _own_only(profile, code)) if code in profile.indicators else None
        )
        if found is not None:
            info, (year, own, national) = profile.indicators[code], found
            texts = (met_eenheid(v, info.eenheid, info.decimalen) for v in (own, national))
            age = "" if info.leeftijd == "totaal" else f", {leeftijd_naam(info.leeftijd)}"
            lines.append((info.naam + age, *texts, _year_in_words(profile, code, year)))
    if not lines:
        return ""
    table = pd.DataFrame(lines, columns=["Onderwerp", "eigen", "Nederland", "Jaar"])
    if profile.code == NEDERLAND:
        table = table.drop(columns="eigen")
    return tabel_html(table.rename(columns={"eigen": profile.naam}), caption, sorteerbaar=True)
