"""One wijk: its figures beside its gemeente and Nederland, and where it stands among all wijken.

Most figures of wijken are estimates of a model without margins (METHODEN 0): they get no class and no colour; a
difference of less than two points is noise and is not told.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
import pyarrow.compute as pc
import pyarrow.dataset as ds

from regiobeeld.catalog.crossing import load_crossing
from regiobeeld.outline.portraits import load_portraits
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.select import figure
from regiobeeld.stats.guards import is_noise
from regiobeeld.stats.spine import spine_positions

COLUMNS = (
    *("indicator_code", "naam", "leeftijd", "jaar", "soort", "eenheid", "richting"),
    *("waarde", "gemeente", "nl", "verschil", "ruis", "afstand"),
    *("stip", "licht_van", "licht_tot", "donker_van", "donker_tot"),
)


@dataclass(frozen=True)
class Wijk:
    """A wijk of the map: its code, its name, and the profile of its gemeente."""

    code: str
    naam: str
    profile: Profile


def wijk_figures(wijk: Wijk) -> pd.DataFrame:
    """The percentages of SES, lifestyle and vulnerability of the wijk, of the newest year of each.

    Returns:
        indicator_code, naam, leeftijd, jaar, soort, eenheid, richting; waarde (wijk), gemeente, nl; verschil (with
        NL), ruis (too small to tell), afstand (verschil in standard deviations between all wijken of NL); and the
        positions of `stats.spine`: stip, licht_van, licht_tot, donker_van, donker_tot. No rows without figures.
    """
    found = [row for code in _codes() if (row := _row(wijk, code)) is not None]
    if not found:
        return pd.DataFrame(columns=list(COLUMNS))
    table = pd.DataFrame(found)
    table["ruis"] = is_noise(table["soort"], table["verschil"], np.zeros(len(table), dtype=bool))
    return table[list(COLUMNS)]


def _codes() -> list[str]:
    crossing = load_crossing()
    parts = [part.code for part in crossing.kwetsbaarheid.onderdeel]
    return list(dict.fromkeys([*crossing.ses.codes, *crossing.leefstijl.indicatoren, *parts]))


def _row(wijk: Wijk, code: str) -> dict[str, object] | None:
    profile = wijk.profile
    info = profile.indicators.get(code)
    if info is None or info.eenheid != "%":
        return None
    rows = profile.wijk_waarneming
    age = load_portraits().wijk.leeftijd if info.soort == "modelschatting" else info.leeftijd
    own = rows[(rows["indicator_code"] == code) & (rows["gebied_code"] == wijk.code) & rows["waarde"].notna()]
    own = own[(own["geslacht"] == "totaal") & (own["uitsplitsing"] == "totaal")]
    own = own[own["leeftijd"] == (age if age in set(own["leeftijd"]) else info.leeftijd)].sort_values("jaar")
    if own.empty:
        return None
    last = own.iloc[-1]
    year, age = int(last["jaar"]), str(last["leeftijd"])
    gemeente, nl = (_value(profile, code, area, age, year) for area in (profile.code, NEDERLAND))
    areas = _all_wijken(str(profile.data_dir), code, age, year)
    spread = float(np.std(areas)) if len(areas) > 1 else np.nan
    difference = float(last["waarde"]) - nl
    place = spine_positions(float(last["waarde"]), areas, None if np.isnan(nl) else nl, info.richting)  # type: ignore[arg-type]
    return {
        "indicator_code": code,
        "naam": info.naam,
        "leeftijd": age,
        "jaar": year,
        "soort": info.soort,
        "eenheid": info.eenheid,
        "richting": info.richting,
        "waarde": float(last["waarde"]),
        "gemeente": gemeente,
        "nl": nl,
        "verschil": difference,
        "afstand": difference / spread if spread else np.nan,
        "stip": float(place.dot),
        "licht_van": place.light_left,
        "licht_tot": place.light_right,
        "donker_van": place.dark_left,
        "donker_tot": place.dark_right,
    }


def _value(profile: Profile, code: str, area: str, age: str, year: int) -> float:
    found = figure(profile, code, area, age, year)
    return np.nan if found is None or found.waarde is None else found.waarde


@lru_cache(maxsize=64)
def _all_wijken(data_dir: str, code: str, age: str, year: int) -> np.ndarray:
    """The figures of all wijken of Nederland, each in the indeling of its own year."""
    condition = (
        (ds.field("indicator_code") == code)
        & (ds.field("leeftijd") == age)
        & (pc.year(ds.field("periode_eind")) == year)
        & ds.field("waarde").is_valid()
    )
    table = ds.dataset(f"{data_dir}/waarneming_wijk.parquet").to_table(columns=["waarde"], filter=condition)
    return np.asarray(table.column("waarde").to_numpy(), dtype=float)
