"""Which figure would show an effect where the chosen one cannot: its counted or asked sibling in the catalogue."""

from __future__ import annotations

import pandas as pd
import pyarrow.compute as pc
import pyarrow.dataset as ds

from regiobeeld.judgement.survey import ESTIMATE_SUFFIX, MODEL_SUFFIX
from regiobeeld.numbers import opsomming
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.stats.guards import allowed

MOST = 3
_COLUMNS = ["indicator_code", "leeftijd", "periode_eind", "ondergrens"]


def better_figure(profile: Profile, info: IndicatorInfo, leeftijd: str) -> str:
    """One sentence that names the sibling with its ages and years, or figures of the same theme that would do."""
    usable = usable_figures(profile)
    base = info.code.removesuffix(ESTIMATE_SUFFIX).removesuffix("_reeks").removesuffix(MODEL_SUFFIX)
    own = [code for code in (base + MODEL_SUFFIX, base) if code in usable]
    theme = [code for code in usable if profile.indicators[code].thema == info.thema and code not in own]
    if own:
        return "Neem liever " + opsomming((_tell(code, usable[code], leeftijd) for code in own), "of")
    longest = [code for code in theme if any(len(years) > 1 for years in usable[code].values())][:MOST]
    none = "Over dit onderwerp is er geen gemeten of geteld cijfer per gemeente"
    told = opsomming((_tell(code, usable[code]) for code in longest), "of")
    return f"{none}; over hetzelfde thema wel: {told}" if told else none


def usable_figures(profile: Profile) -> dict[str, dict[str, list[int]]]:
    """Code -> age group -> years per gemeente, of every share that was counted, or asked with margins."""
    fits = [code for code, i in profile.indicators.items() if i.eenheid != "aantal" and _shows_effect(i)]
    condition = (
        ds.field("indicator_code").isin(fits)
        & pc.starts_with(ds.field("gebied_code"), "GM")
        & (ds.field("uitsplitsing") == "totaal")
        & ds.field("waarde").is_valid()
    )
    path = profile.data_dir / "waarneming.parquet"
    rows = ds.dataset(path).to_table(columns=_COLUMNS, filter=condition).to_pandas()
    rows["jaar"] = pd.to_datetime(rows["periode_eind"]).dt.year
    asked = rows["indicator_code"].map(lambda code: profile.indicators[code].soort == "enquete").astype(bool)
    rows = rows[~asked | rows["ondergrens"].notna()]
    found: dict[str, dict[str, list[int]]] = {}
    for (code, age), years in rows.groupby(["indicator_code", "leeftijd"])["jaar"]:
        found.setdefault(str(code), {})[str(age)] = sorted({int(year) for year in years})
    return found


def _shows_effect(info: IndicatorInfo) -> bool:
    return allowed(info.soort, "effect", True).allowed


def _tell(code: str, ages: dict[str, list[int]], leeftijd: str = "") -> str:
    """ "roken_enquete (18+: alleen 2020; 65+: 2016 en 2020)": of the age asked for and of the longest series."""
    longest = max(ages, key=lambda age: (len(ages[age]), age))
    chosen = dict.fromkeys(age for age in (leeftijd, longest) if age in ages)
    return f"{code} ({'; '.join(f'{age}: {_years(ages[age])}' for age in chosen)})"


def _years(years: list[int]) -> str:
    if len(years) == 1:
        return f"alleen {years[0]}"
    return opsomming(map(str, years)) if len(years) <= MOST else f"{years[0]}–{years[-1]}, {len(years)} metingen"
