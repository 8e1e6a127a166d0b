"""Recompute the claims of a report from outputs/parquet, by plain SQL: the second route to each of them.

Every claim that is an observation is looked up again by its key (indicator, area, period, age, sex, split,
table) in the Parquet tables, rounded here, and laid beside the text of the page. A region of its own is added up
again where the indicator is declared as a sum; its shares are recomputed by the control of sentences.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from regiobeeld.controle.numbers import decimals_of, read_number, round_as, write_number
from regiobeeld.errors import ContractError

CLAIMS = "claims.json"
KEY = ("indicator_code", "gebied_code", "periode_start", "periode_eind", "geslacht", "leeftijd", "uitsplitsing")
PARTS = ("waarde", "ondergrens", "bovengrens")
ROUTES = ("outputs/parquet", "opgeteld uit gemeenten", "niet in outputs/parquet")
_TABLES = ("waarneming", "waarneming_wijk")
LINKS = "wijkkoppeling_wijk.parquet"
INDICATORS = "indicator.parquet"
_TOLERANCE = 1e-9


@dataclass
class Recomputed:
    """How many claims were recomputed by which route, and what differs (one line each)."""

    routes: Counter[str] = field(default_factory=Counter)
    verschillen: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = ", ".join(f"{route} {count}" for route, count in sorted(self.routes.items()))
        return f"Herkomst nagerekend: {counts}; {len(self.verschillen)} verschillen"


def recompute_claims(folder: Path, parquet: Path, members: Sequence[str]) -> Recomputed:
    """Lay every claim with an observation beside the national tables.

    Args:
        folder: of the report.
        members: codes of the gemeenten of the region.

    Raises:
        ContractError: there are no claims, or they cannot be read.
    """
    claims, found = _read(folder / CLAIMS), Recomputed()
    database = _open(parquet, _rows(claims))
    known = {row[0]: row[1:] for row in database.execute(_LOOK_UP).fetchall()}
    added = {row[0]: row[1] for row in database.execute(_ADD_UP, {"leden": list(members)}).fetchall()}
    numbers = claims["getallen"]
    rows = _rows(claims)
    fields = zip(numbers["invoer"], numbers["veld"], numbers["getoond"], numbers["waarde"], strict=True)
    for number, (place, name, shown, value) in enumerate(fields):
        if place < 0:
            found.routes["alleen in het rapport"] += 1
            continue
        expected, route = _expected(place, name, known, added)
        found.routes[route] += 1
        said = _differs(shown, value, expected)
        if said:
            row = rows[place]
            found.verschillen.append(
                f"{folder.name}/{CLAIMS}, getal {number} ({row['indicator_code']}, {row['gebied_code']}, "
                f"{row['periode_start']}, {row['leeftijd']}, {name}): verwacht {said}, gevonden {shown}"
            )
    return found


def _expected(
    place: int, name: str, known: dict[int, tuple[Any, ...]], added: dict[int, float]
) -> tuple[float | None, str]:
    if place in known:
        return known[place][PARTS.index(name)], ROUTES[0]
    if place in added and name == "waarde":
        return added[place], ROUTES[1]
    return None, ROUTES[2]


def _differs(shown: str, value: float, expected: float | None) -> str:
    """What should stand there; empty when it does, or when nothing could be recomputed."""
    if expected is None:
        return ""
    printed = read_number(shown)
    if printed is not None and decimals_of(shown) and round_as(expected, decimals_of(shown)) != printed:
        return write_number(round_as(expected, decimals_of(shown)))
    near = abs(expected - value) <= _TOLERANCE * max(1.0, abs(expected))
    return "" if near else f"{expected:.6g}"


def _read(path: Path) -> dict[str, Any]:
    mend = "Maak het rapport opnieuw met make regiobeeld"
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if set(document) >= {"getallen", "invoer"}:
            return dict(document)
    except FileNotFoundError:
        raise ContractError("de herkomst van de getallen ontbreekt", path, mend) from None
    except (ValueError, TypeError, RecursionError):
        pass
    raise ContractError("dit is geen lijst met de herkomst van getallen", path, mend)


def _rows(claims: dict[str, Any]) -> list[dict[str, Any]]:
    columns = {name: [values[place] for place in places] for name, (values, places) in claims["invoer"].items()}
    count = max((len(column) for column in columns.values()), default=0)
    return [{name: column[row] for name, column in columns.items()} for row in range(count)]


def _open(parquet: Path, rows: list[dict[str, Any]]) -> duckdb.DuckDBPyConnection:
    database = duckdb.connect()
    columns = ", ".join(f"{name} varchar" for name in (*KEY, "tabel_code", "afleiding"))
    database.execute(f"create table gevraagd (plaats int, {columns})")
    if rows:
        names = (*KEY, "tabel_code", "afleiding")
        marks = ", ".join("?" for _ in range(len(names) + 1))
        values = [[place, *(row[name] for name in names)] for place, row in enumerate(rows)]
        database.executemany(f"insert into gevraagd values ({marks})", values)
    files = [str(path) for name in _TABLES if (path := parquet / f"{name}.parquet").exists()]
    database.execute(f"create view cijfer as select * from read_parquet({files!r}, union_by_name = true)")
    database.execute(f"create view koppeling as select * from read_parquet('{parquet / LINKS}') where gekoppeld")
    database.execute(f"create view indicator as select * from read_parquet('{parquet / INDICATORS}')")
    database.execute(_ON_MAP)
    return database


_SAME = " and ".join(f"cast(c.{name} as varchar) = g.{name}" for name in KEY)
_LOOK_UP = (
    f"select g.plaats, c.waarde, c.ondergrens, c.bovengrens from gevraagd g join cijfer_op_kaart c "
    f"on {_SAME} and c.tabel_code = g.tabel_code"
)
# A report shows wijken by their code on the map; the tables hold them by the code of the year of the figures.
_ON_MAP = """
    create view cijfer_op_kaart as
    select c.* replace (coalesce(k.wijk_code, c.gebied_code) as gebied_code)
    from cijfer c left join koppeling k on k.wijk_oud = c.gebied_code and k.jaar_cijfers = c.gebied_jaar
    where c.gebied_code not like 'WK%' or k.wijk_code is not null
        or c.gebied_jaar = (select max(jaar_kaart) from koppeling)
"""
_OTHERS = " and ".join(f"cast(c.{name} as varchar) = g.{name}" for name in KEY if name != "gebied_code")
_ADD_UP = (
    "select g.plaats, sum(c.waarde) from gevraagd g join cijfer c "
    f"on {_OTHERS} and c.tabel_code = g.tabel_code and list_contains($leden, c.gebied_code) "
    "join indicator i on i.indicator_code = g.indicator_code and i.aggregatie = 'som' "
    "where g.gebied_code like 'RG%' group by g.plaats having count(c.waarde) = len($leden)"
)
