"""A country of forty gemeenten to compute by hand, for the tests of the profile.

Every gemeente has 1000 inhabitants of every age group, so a group of gemeenten has the plain mean of its figures.
GM0001-GM0005 are GGD-regio GG0001, GM0006-GM0010 GG0002, and so on to GG0008; PV01 is GG0001 and GG0002, PV02 the
rest. The region is GG0001 unless asked otherwise.

Survey 2020 (18+), all with a standard error of 1 point:
roken_enquete 20 everywhere, but 30 in the region; sport_enquete 50 everywhere.
Survey 2016 (19+): the same figures. Model 2020 (18+): roken 25 everywhere, 29 in the region. Count: inwoners.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from margins import margins
from regiobeeld.areas.regions import Region
from regiobeeld.catalog.models import Breuk
from regiobeeld.profile.features import FEATURES
from regiobeeld.profile.model import Goal, IndicatorInfo, Profile

GEMEENTEN = tuple(f"GM{n:04d}" for n in range(1, 41))
REGION = GEMEENTEN[:5]
AGES = ("totaal", "18+", "18-64", "19+", "19-64", "65+", "16-25")
SIZE = 1000.0
SE = 1.0
BRON = pd.DataFrame(
    [("enq", "85012NED", "GGD'en", "Gezondheidsmonitor"), ("model", "50090NED", "RIVM", "Wijkcijfers")],
    columns=["bron_code", "tabel_code", "organisatie", "tabel_titel"],
)


def members() -> dict[str, tuple[str, ...]]:
    """GG0001 ... GG0008 of five gemeenten each, PV01 (the first ten) and PV02 (the rest)."""
    regions = {f"GG{n + 1:04d}": GEMEENTEN[5 * n : 5 * n + 5] for n in range(8)}
    return regions | {"PV01": GEMEENTEN[:10], "PV02": GEMEENTEN[10:], "NL": GEMEENTEN}


def info(code: str, **changes: Any) -> IndicatorInfo:
    """An indicator: survey of bron enq, unless it is called otherwise."""
    plain: dict[str, Any] = {
        "code": code,
        "naam": code.removesuffix("_enquete").capitalize(),
        "thema": "leefstijl",
        "eenheid": "%",
        "decimalen": 1,
        "richting": "lager_is_beter",
        "soort": "enquete",
        "leeftijd": "18+",
        "gezegde": "rookt",
        "gezegde_toen": "rookte",
        "breuken": (),
        "toelichting": "Een voorbeeld.",
        "bron_code": "enq",
    }
    return IndicatorInfo(**plain | changes)


INDICATORS = {
    "roken_enquete": info(
        "roken_enquete", breuken=(Breuk(jaar=2020, reden="vanaf 2020 doen ook 18-jarigen mee"),)
    ),
    "sport_enquete": info("sport_enquete", richting="hoger_is_beter", gezegde="sport wekelijks"),
    "roken": info("roken", soort="modelschatting", bron_code="model"),
    "bevolking": info(
        "bevolking", soort="telling", eenheid="aantal", richting="neutraal", leeftijd="totaal", gezegde=None
    ),
}


def figures() -> pd.DataFrame:
    """Survey and model figures of all gemeenten: the columns of Profile.enquete, and soort."""
    rows = []
    for code in GEMEENTEN:
        inside = code in REGION
        for age, year in (("18+", 2020), ("19+", 2016)):
            rows.append(("roken_enquete", age, code, year, 30.0 if inside else 20.0, "enquete"))
            rows.append(("sport_enquete", age, code, year, 50.0, "enquete"))
        rows.append(("roken", "18+", code, 2020, 29.0 if inside else 25.0, "modelschatting"))
    return pd.DataFrame(rows, columns=["indicator_code", "leeftijd", "gebied_code", "jaar", "waarde", "soort"])


def features() -> pd.DataFrame:
    """Features that differ from gemeente to gemeente without a pattern; ses_kwintiel 1 for the first eight, ..."""
    rng = np.random.default_rng(7)
    table = pd.DataFrame(
        rng.normal(0, 1, (len(GEMEENTEN), len(FEATURES))), index=GEMEENTEN, columns=list(FEATURES)
    )
    table["inwoners"] = SIZE + np.arange(len(GEMEENTEN))
    table["adressendichtheid"] = np.exp(table["adressendichtheid"])
    table["woz_waarde"] = np.exp(table["woz_waarde"])
    table["ses_kwintiel"] = np.repeat([1.0, 2.0, 3.0, 4.0, 5.0], 8)
    return table.rename_axis("gebied_code")


def with_margins(table: pd.DataFrame) -> pd.DataFrame:
    """The margins of a standard error of 1 point for the survey, none for anything else."""
    low, high = margins(table["waarde"], np.where(table["soort"] == "enquete", SE, np.nan))
    return table.assign(ondergrens=low, bovengrens=high)


def observations(table: pd.DataFrame, area: str, gemeenten: Sequence[str]) -> pd.DataFrame:
    """The mean of some gemeenten as rows of `waarneming`; the margin shrinks with the root of their number."""
    inside = table[table["gebied_code"].isin(list(gemeenten))]
    keys = ["indicator_code", "leeftijd", "jaar", "soort"]
    means = inside.groupby(keys)["waarde"].mean().reset_index()
    se = np.where(means["soort"] == "enquete", SE / np.sqrt(len(gemeenten)), np.nan)
    low, high = margins(means["waarde"], se)
    return means.assign(
        gebied_code=area,
        gebied_jaar=2025,
        ondergrens=low,
        bovengrens=high,
        afleiding="opgeteld",
        bron_code=np.where(means["soort"] == "enquete", "enq", "model"),
        tabel_code=np.where(means["soort"] == "enquete", "85012NED", "50090NED"),
        status="definitief",
        ontbreekt=None,
        dekking=1.0,
    )


def count_rows(area: str, people: float) -> pd.DataFrame:
    """The number of inhabitants in 2013 and 2020."""
    rows = {"indicator_code": "bevolking", "leeftijd": "totaal", "soort": "telling", "gebied_code": area}
    table = pd.DataFrame({"jaar": [2013, 2020], "waarde": [people - 10, people]}).assign(**rows)
    return table.assign(
        gebied_jaar=2025,
        ondergrens=np.nan,
        bovengrens=np.nan,
        afleiding="bron",
        bron_code="bevolking",
        tabel_code="37230ned",
        status="definitief",
        dekking=1.0,
    )


def make_profile(
    table: pd.DataFrame | None = None,
    *,
    region: Sequence[str] = REGION,
    code: str = "GG0001",
    indicators: Mapping[str, IndicatorInfo] | None = None,
    **changes: Any,
) -> Profile:
    """The profile of the region made from the figures of its gemeenten (`figures` unless given)."""
    table = figures() if table is None else table
    known = dict(INDICATORS if indicators is None else indicators)
    areas = {code: tuple(region), "NL": GEMEENTEN} | {g: (g,) for g in region}
    rows = [observations(table, area, group) for area, group in areas.items()]
    rows += [count_rows(area, SIZE * len(group)) for area, group in areas.items() if "bevolking" in known]
    seen = pd.concat([part.dropna(axis=1, how="all") for part in rows], ignore_index=True)
    days = {"periode_start": datetime.date(2020, 1, 1), "periode_eind": datetime.date(2020, 12, 31)}
    seen = seen.reindex(columns=[*dict.fromkeys([*seen, "ondergrens", "bovengrens"])])
    seen = seen.assign(geslacht="totaal", uitsplitsing="totaal", ontbreekt=None, **days)
    newest = table["jaar"] == table.groupby(["indicator_code", "leeftijd"])["jaar"].transform("max")
    people = pd.DataFrame(SIZE, index=pd.Index(GEMEENTEN, name="gebied_code"), columns=list(AGES))
    survey = with_margins(table[table["soort"] == "enquete"]).drop(columns="soort")
    empty = pd.DataFrame()
    parts: dict[str, Any] = {
        "region": Region(code=code, naam="Voorbeeld", slug="voorbeeld", gemeenten=tuple(region), gebied_code=code),
        "code": code,
        "peiljaar": 2020,
        "parts": tuple(region),
        "context": (),
        "names": {g: f"Gemeente {int(g[2:])}" for g in GEMEENTEN} | {"NL": "Nederland", "PV01": "Provincie"},
        "waarneming": seen,
        "wijk_waarneming": empty,
        "kruising": empty,
        "kruising_nl": empty,
        "wijk_gemeente": {},
        "indicators": known,
        "bron": BRON,
        "bevinding": empty,
        "leden": members(),
        "inwoners": people,
        "landelijk": table[newest].drop(columns="soort"),
        "inwoners_jaar": {2020: people, 2022: people},
        "enquete": survey,
        "kenmerken": features(),
    }
    return Profile(**parts | changes)


GOAL = Goal(5.0, 2040, "18+", "Nationaal Preventieakkoord (2018)")
