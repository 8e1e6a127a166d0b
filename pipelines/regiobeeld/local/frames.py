"""What is shown of the local sources in the one schema (WAARNEMING, BRON), beside the national figures."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import pandas as pd

from regiobeeld.catalog.lokaal import PREFIX, PUBLIEK_NAMEN, LokaleBron
from regiobeeld.local.cube import Cell, span_of
from regiobeeld.local.read import Count, factor
from regiobeeld.local.source import Shown
from regiobeeld.schema import BRON, WAARNEMING

NO_HASH = "lokaal"
"""In place of the hash of the raw file: that of a small table betrays what is hidden in it (`local.stamp`)."""


def local_rows(shown: Sequence[Shown], wijken: bool, gebied_jaar: int) -> pd.DataFrame:
    """The figures of gemeenten and the region, or those of wijken; schema WAARNEMING and `jaar`."""
    lines = [
        _row(item, cell, gebied_jaar)
        for item in shown
        for cell in item.cells
        if cell.key.gebied.startswith("WK") == wijken
    ]
    frame = pd.DataFrame(lines, columns=[*WAARNEMING.names, "jaar"])
    numbers = ["waarde", "ondergrens", "bovengrens", "teller", "noemer", "dekking"]
    return frame.astype(dict.fromkeys(numbers, float))


def _row(item: Shown, cell: Cell, gebied_jaar: int) -> dict[str, Any]:
    first, _, last = cell.key.periode.partition("-")
    value = value_of(cell.count, item.declared)
    source, is_sum = f"{PREFIX}{item.code}", len(cell.members) > 1
    return {
        "indicator_code": item.code,
        "gebied_code": cell.key.gebied,
        "gebied_jaar": gebied_jaar,
        "periode_start": date(int(first), 1, 1),
        "periode_eind": date(int(last or first), 12, 31),
        "geslacht": cell.key.geslacht,
        "leeftijd": cell.key.leeftijd,
        "uitsplitsing": "totaal",
        "waarde": value,
        "ondergrens": None,
        "bovengrens": None,
        "teller": cell.count.teller,
        "noemer": cell.count.noemer,
        "soort": kind_of(item.declared),
        "status": "definitief",
        "ontbreekt": _why_empty(item, cell) if value is None else None,
        "bron_code": source,
        "tabel_code": source,
        "snapshot": NO_HASH,
        "afleiding": "omgerekend" if cell.is_carried else "opgeteld" if is_sum else "bron",
        "dekking": 1.0 if is_sum or cell.is_carried else None,
        "jaar": int(last or first),
    }


def kind_of(declared: LokaleBron) -> str:
    """How the figure is made: one that is carried with shares is computed, whatever it was before."""
    return "berekend" if declared.verdeling else declared.soort


def value_of(count: Count, declared: LokaleBron) -> float | None:
    """The figure in its unit; None when it is hidden or not known."""
    if count.waarde is not None:
        return count.waarde
    if count.teller is None or not any(group.noemer for group in declared.groepen):
        return count.teller
    return factor(declared.eenheid) * count.teller / count.noemer if count.noemer else None


def _why_empty(item: Shown, cell: Cell) -> str:
    return "geheim" if cell.key in item.hidden or cell.count.is_hidden else "onbekend"


def local_tables(shown: Sequence[Shown], gebied_jaar: int, today: date) -> pd.DataFrame:
    """One row per source, schema BRON; the organisation says that it is a local one."""
    lines = []
    for item in shown:
        code, declared = f"{PREFIX}{item.code}", item.declared
        lines.append(
            {
                "bron_code": code,
                "tabel_code": code,
                "bron_naam": declared.naam,
                "tabel_titel": declared.naam,
                "organisatie": f"{declared.merk}: {declared.bron}",
                "soort": kind_of(declared),
                "licentie": PUBLIEK_NAMEN[declared.wie_mag_het_zien],
                "citaat": declared.bron,
                "url": "",
                "gebied_jaar": gebied_jaar,
                "opgehaald": False,
                "opgenomen": today,
                "gepubliceerd": None,
                "snapshot": NO_HASH,
                "rijen": sum(
                    cell.count.teller is not None or cell.count.waarde is not None for cell in item.cells
                ),
                "toelichting": declared.toelichting,
            }
        )
    return pd.DataFrame(lines, columns=BRON.names)


def default_age(item: Shown) -> str:
    """The age group that stands for the figure: the declared one, else the widest."""
    ages: Collection[str] = {cell.key.leeftijd for cell in item.cells}
    if item.declared.leeftijd in ages:
        return str(item.declared.leeftijd)
    return max(ages, key=lambda age: (span_of(age)[1] - span_of(age)[0], age), default="totaal")
