"""Supply and the gap of every area with figures of who works there, as a published table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from regiobeeld.future.supply import share_leaving, supply_gap
from regiobeeld.future.supply_declared import Aanbod, AanbodScenario, Beroep
from regiobeeld.future.supply_read import Staff, staff_of, years_to
from regiobeeld.projection.tables import AANBOD

NEED = "behoefte_"
"""Start of the code under which the need-weighted inhabitants of a profession stand in ZORGVRAAG."""
EXAMPLE = "VOORBEELD, verzonnen: "
"""Goes before the source of made-up fte, so that it is said wherever the table is read."""


def supply_table(
    need: pd.DataFrame, staff: Sequence[Staff], members: Mapping[str, Sequence[str]], declared: Aanbod
) -> pd.DataFrame:
    """Every area, year, profession and what-if (schema AANBOD); without figures of the analyst no row at all.

    Args:
        need: rows of ZORGVRAAG; members: the gemeenten of each area.
    """
    rows: list[dict[str, Any]] = []
    if staff:
        wanted = need[need["onderdeel_code"].str.startswith(NEED)]
        known = dict(tuple(wanted.groupby(["gebied_code", "onderdeel_code", "scenario_code"])))
        rows = [
            row
            for code, gemeenten in members.items()
            for item in declared.beroep
            if (found := staff_of(staff, item.code, gemeenten))
            for scenario in declared.scenario
            for row in _rows(known, code, item, scenario, found, declared.stopt_op_leeftijd)
        ]
    table = pd.DataFrame(rows, columns=AANBOD.names)
    return table.sort_values(list(AANBOD.key), ignore_index=True)


def _rows(
    need: Mapping[Any, pd.DataFrame],
    code: str,
    item: Beroep,
    scenario: AanbodScenario,
    staff: Sequence[Staff],
    stop: int,
) -> Iterator[dict[str, Any]]:
    """The years of one area, profession and what-if; without ages of the staff nobody knows who will be left."""
    years = need[(code, NEED + item.code, scenario.zorgscenario)].set_index("jaar").sort_index()
    fte, is_example = sum(row.fte for row in staff), any(row.is_example for row in staff)
    base = float(years["waarde"].iloc[0])
    norm = item.norm.inwoners_per_fte if item.norm else base / fte if fte else float("nan")
    for year, found in years.iterrows():
        ahead = years_to(staff[0].peildatum, int(str(year)))
        since = int(str(year)) - int(years.index[0])
        out = _leaving(staff, ahead, stop)
        into = fte * scenario.instroom_per_jaar / 100 * max(ahead, 0)
        saving = 1 - (1 - scenario.besparing_per_jaar / 100) ** since
        gaps = [
            supply_gap(float(found[name]), norm, fte, out, into, saving)
            for name in ("waarde", "ondergrens", "bovengrens")
        ]
        yield {
            "gebied_code": code,
            "jaar": int(str(year)),
            "beroep_code": item.code,
            "scenario_code": scenario.code,
            "beroep_naam": item.naam,
            "fte": fte,
            "uit": out,
            "erbij": into,
            "aanwezig": gaps[0].aanwezig,
            "inwoners_per_fte": norm,
            "nodig": gaps[0].nodig,
            "tekort": gaps[0].tekort,
            "ondergrens": gaps[1].tekort,
            "bovengrens": gaps[2].tekort,
            "peildatum": staff[0].peildatum,
            "norm_bron": item.norm.bron if item.norm else "de norm van nu blijft",
            "bron": (EXAMPLE if is_example else "") + "; ".join(dict.fromkeys(row.bron for row in staff)),
            "is_voorbeeld": is_example,
        }


def _leaving(staff: Sequence[Staff], years: int, stop: int) -> float:
    """Fte that turn the age at which people stop; NaN when the age of some is not known (but not at the start)."""
    if years <= 0:
        return 0.0
    if any(row.first is None for row in staff):
        return float("nan")
    return sum(row.fte * share_leaving(row.first or 0, row.last, years, stop) for row in staff)
