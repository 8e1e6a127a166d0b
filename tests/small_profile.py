"""A tiny country: a region of two gemeenten with 4 % of all people, and the rest of Nederland."""

from __future__ import annotations

from typing import Any

import pandas as pd

from margins import margins
from regiobeeld.areas.regions import Region
from regiobeeld.profile.model import IndicatorInfo, Profile

A, B, REST = "GM0001", "GM0002", "GM0003"
REGION = Region("RG_klein", "Klein", "klein", (A, B), None)
INHABITANTS = pd.DataFrame({"totaal": [100.0, 300.0, 9600.0], "18+": [80.0, 240.0, 7680.0]}, index=[A, B, REST])


def observation(area: str, value: float | None, **about: Any) -> dict[str, Any]:
    """One row of `waarneming` with the year beside it; smoking of adults in 2020 unless told otherwise."""
    row = {
        "indicator_code": "roken_enquete",
        "gebied_code": area,
        "jaar": 2020,
        "geslacht": "totaal",
        "leeftijd": "18+",
        "uitsplitsing": "totaal",
        "waarde": value,
        "ondergrens": None,
        "bovengrens": None,
        "soort": "enquete",
        "afleiding": "bron",
        "bron_code": "monitor",
        "tabel_code": "85012NED",
        "status": "definitief",
        "ontbreekt": None if value is not None else "te_weinig",
        "dekking": None,
    }
    return row | about


def with_margin(area: str, value: float, se: float, **about: Any) -> dict[str, Any]:
    """A figure with the 95 % margins that belong to a standard error."""
    low, high = margins(value, se)
    return observation(area, value, ondergrens=float(low), bovengrens=float(high), **about)


def indicator(code: str = "roken_enquete", **about: Any) -> IndicatorInfo:
    fields: dict[str, Any] = {
        "code": code,
        "naam": "Rokers",
        "thema": "leefstijl",
        "eenheid": "%",
        "decimalen": 1,
        "richting": "lager_is_beter",
        "soort": "enquete",
        "leeftijd": "18+",
        "gezegde": "rookt",
        "gezegde_toen": "rookte",
        "breuken": (),
        "toelichting": "Rookt wel eens.",
        "bron_code": "monitor",
    }
    return IndicatorInfo(**(fields | about))


def make_profile(rows: list[dict[str, Any]], *indicators: IndicatorInfo, **about: Any) -> Profile:
    """A profile with these figures; tables that a test does not need are empty."""
    figures = pd.DataFrame(rows, columns=list(observation(A, 1.0)))
    numbers = ["waarde", "ondergrens", "bovengrens", "dekking"]
    fields: dict[str, Any] = {
        "region": REGION,
        "code": REGION.code,
        "peiljaar": 2025,
        "parts": (A, B),
        "context": (),
        "names": {A: "Adorp", B: "Bestad", REST: "Rest", "NL": "Nederland"},
        "waarneming": figures.astype(dict.fromkeys(numbers, float)),
        "wijk_waarneming": figures.iloc[:0],
        "kruising": pd.DataFrame(),
        "kruising_nl": pd.DataFrame(),
        "wijk_gemeente": {},
        "indicators": {info.code: info for info in (indicators or (indicator(),))},
        "bron": pd.DataFrame(),
        "bevinding": pd.DataFrame(),
        "leden": {"NL": (A, B, REST)},
        "inwoners": INHABITANTS,
        "landelijk": pd.DataFrame(),
    }
    return Profile(**(fields | about))
