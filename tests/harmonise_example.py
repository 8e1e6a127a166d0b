"""A country of six gemeenten to compute by hand, for the tests of the harmonisation.

| 2020   | what happened                                         | 2025   |
|--------|-------------------------------------------------------|--------|
| GM0001 | merged with GM0002 into GM0010 on 24 March 2022,      | GM0011 |
| GM0002 | which was renamed GM0011 on 1 January 2024            | GM0011 |
| GM0003 | nothing                                               | GM0003 |
| GM0004 | divided on 1 January 2021: 60 % to GM0005, 40 % to 06 |        |
| GM0005 | received 60 % of GM0004                               | GM0005 |
| GM0006 | received 40 % of GM0004                               | GM0006 |

GG0001 = 01 + 02 + 03 in 2020 and 11 + 03 in 2025 (the same area); GG0002 lost nothing either;
PV01 is GG0001, but in 2020 it held GM0003 not yet.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cache
from typing import Any

import pandas as pd

from regiobeeld import schema
from regiobeeld.catalog.models import Indicator
from regiobeeld.harmonise.areas import Indeling
from regiobeeld.harmonise.population import derive_population

OLD = ("GM0001", "GM0002", "GM0003", "GM0004", "GM0005", "GM0006")
NEW = ("GM0003", "GM0005", "GM0006", "GM0011")
PEOPLE = {"GM0001": 1000, "GM0002": 3000, "GM0003": 2000, "GM0004": 500, "GM0005": 4000, "GM0006": 1500}
BANDS = ("0-14", "15-24", "25-44", "45-64", "65+")
SHARES = (20, 10, 25, 25, 20)


def herindelingen() -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("2021-01-01", "GM0004", "GM0005", 0.6),
            ("2021-01-01", "GM0004", "GM0006", 0.4),
            ("2022-03-24", "GM0001", "GM0010", 1.0),
            ("2022-03-24", "GM0002", "GM0010", 1.0),
            ("2024-01-01", "GM0010", "GM0011", 1.0),
        ],
        columns=["datum", "oud", "nieuw", "aandeel"],
    )


@cache
def indeling() -> Indeling:
    return Indeling(
        gemeenten=pd.DataFrame({"gebied_jaar": 2020, "code": OLD, "naam": [f"Oud {code[-1]}" for code in OLD]}),
        herindelingen=herindelingen(),
        leden=_members(
            {"NL": NEW, "GG0001": ("GM0003", "GM0011"), "GG0002": ("GM0005", "GM0006"), "PV01": NEW[::3]}
        ),
        leden_per_jaar={2020: _members({"NL": OLD, "GG0001": OLD[:3], "GG0002": OLD[3:], "PV01": OLD[:2]})},
        namen={"GM0003": "Drie", "GM0004": "Vier", "GM0005": "Vijf", "GM0006": "Zes", "GM0011": "Elf"},
    )


def _members(areas: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    pairs = [(area, gemeente) for area, gemeenten in areas.items() for gemeente in gemeenten]
    return pd.DataFrame(pairs, columns=["gebied_code", "gemeente_code"])


def indicator(code: str, aggregatie: str, gewicht: str | None = None, eenheid: str = "%") -> Indicator:
    return Indicator.model_validate(
        {
            "code": code,
            "naam": code.capitalize(),
            "thema": "leefstijl",
            "doelgroepen": ["algemeen"],
            "kolom": "x",
            "eenheid": eenheid,
            "decimalen": 1,
            "richting": "neutraal",
            "niveau": ["GM"],
            "aggregatie": aggregatie,
            "gewicht": gewicht,
            "bereik": [0, 100] if eenheid == "%" else [0, 20_000_000],
            "toelichting": "voorbeeld voor de test",
        }
    )


INDICATORS = {
    i.code: i
    for i in (
        indicator("bevolking", "som", eenheid="aantal"),
        indicator("leeftijdsaandeel", "gewogen", "bevolking_totaal"),
        indicator("roken", "gewogen", "bevolking"),
        indicator("woningen", "som", eenheid="aantal"),
        indicator("huur", "gewogen", "woningen"),
        indicator("mediaan", "niet", eenheid="aantal"),
    )
}


def observe(code: str, values: dict[str, float | None], **other: Any) -> pd.DataFrame:
    """WAARNEMING rows of one indicator, one per area; None = secret."""
    fixed: dict[str, Any] = {
        "gebied_jaar": 2020,
        "periode_start": datetime.date(2020, 1, 1),
        "periode_eind": datetime.date(2020, 12, 31),
        "geslacht": "totaal",
        "leeftijd": "totaal",
        "uitsplitsing": "totaal",
        "soort": "telling",
        "status": "definitief",
        "bron_code": "bron",
        "tabel_code": "tabel",
        "snapshot": "0123abcd",
        "afleiding": "bron",
    }
    rows = pd.DataFrame({"gebied_code": list(values), "waarde": pd.array(list(values.values()), dtype="float64")})
    rows = rows.assign(indicator_code=code, **(fixed | other)).reindex(columns=schema.WAARNEMING.names)
    numbers = ["ondergrens", "bovengrens", "teller", "noemer", "dekking"]
    rows[numbers] = rows[numbers].astype(float)
    rows["ontbreekt"] = pd.Series("geheim", index=rows.index, dtype="str").where(rows["waarde"].isna())
    return rows


def observe_cases(
    code: str, areas: Sequence[str], many: Sequence[Sequence[float | None]], **other: Any
) -> pd.DataFrame:
    """Several sets of figures at once, kept apart as `uitsplitsing` geval=0, geval=1 ..."""
    rows = pd.concat([observe(code, dict.fromkeys(areas, 0.0), **other)] * len(many), ignore_index=True)
    rows["waarde"] = pd.Series([figure for case in many for figure in case], dtype="float64")
    rows["uitsplitsing"] = [f"geval={number}" for number in range(len(many)) for _ in areas]
    rows["ontbreekt"] = pd.Series("geheim", index=rows.index, dtype="str").where(rows["waarde"].isna())
    return rows


def population_rows(people: dict[str, int] | None = None) -> pd.DataFrame:
    """Inhabitants on 1 January 2020 with the same age structure everywhere."""
    day = {"periode_start": datetime.date(2020, 1, 1), "periode_eind": datetime.date(2020, 1, 1)}
    known = people or PEOPLE
    parts = [observe("bevolking", {code: float(n) for code, n in known.items()}, **day)]
    for band, share in zip(BANDS, SHARES, strict=True):
        parts.append(observe("leeftijdsaandeel", dict.fromkeys(known, float(share)), leeftijd=band, **day))
    return pd.concat(parts, ignore_index=True)


@cache
def population() -> pd.DataFrame:
    return derive_population(population_rows())


def value(rows: pd.DataFrame, area: str, code: str, column: str = "waarde", **where: Any) -> Any:
    """One cell of a frame of WAARNEMING rows."""
    chosen = rows[(rows["gebied_code"] == area) & (rows["indicator_code"] == code)]
    for name, wanted in where.items():
        chosen = chosen[chosen[name] == wanted]
    assert len(chosen) == 1, f"{len(chosen)} rows for {area} {code}"
    return chosen.iloc[0][column]
