"""A file with a figure per age group and sex (how many have a disease, how often somebody sees a doctor)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from regiobeeld.catalog.typed import Cell, Row, date_in, filled, number, read_typed
from regiobeeld.errors import ContractError
from regiobeeld.projection.ages import SEXES, age_slice
from regiobeeld.projection.inputs import BOTH
from regiobeeld.stats.arrays import FloatArray

COLUMNS = {
    "leeftijd": "groep als 0-4 of 95+; alle groepen samen dekken iedere leeftijd één keer",
    "geslacht": "man, vrouw, of totaal voor wie geen onderscheid maakt",
    "waarde": "het cijfer van die groep; een aandeel in procenten, van 0 tot en met 100",
    "peildatum": "dag of einde van het jaar waarvan het cijfer is, als 2023-12-31; overal dezelfde",
    "bron": "waar dit cijfer staat: titel, tabel en jaar",
}
"""Column -> what it means."""
WHOLE = 100.0


@dataclass(frozen=True)
class AgeTable:
    """A figure by sex and single age (sexes x ages), with the source and the year it is of."""

    rates: FloatArray
    bron: str
    jaar: int


def read_age_table(path: Path, ages: int, most: float | None = WHOLE) -> AgeTable:
    """Read and check a file with the columns `COLUMNS`.

    Args:
        ages: number of single years; the last one is open. most: highest value, None without a limit.

    Raises:
        ContractError: an age is missing or there twice, a value is no number or out of bounds, the file has
            both sexes together and apart, or two dates; the first such cell is named.
        SourceUnreachableError: the file cannot be opened.
    """
    rows = list(read_typed(path, list(COLUMNS)))
    if not rows:
        raise ContractError("er staan geen cijfers in", path.name, f"Vul de kolommen: {', '.join(COLUMNS)}")
    rates = np.full((len(SEXES), ages), np.nan)
    first = rows[0]
    for row in rows:
        _one_kind(row, first)
        part = _ages(row["leeftijd"], ages)
        for sex in _sexes(row["geslacht"]):
            if not np.isnan(rates[sex, part]).all():
                raise row["leeftijd"].refuse("deze leeftijd staat er twee keer")
            rates[sex, part] = number(row["waarde"], 0.0, most)
    _refuse_hole(rates, rows[-1]["leeftijd"])
    return AgeTable(rates, filled(first["bron"]), date_in(first["peildatum"]).year)


def _one_kind(row: Row, first: Row) -> None:
    """One date in a file, and either both sexes together or each apart."""
    filled(row["bron"])
    if date_in(row["peildatum"]) != date_in(first["peildatum"]):
        raise row["peildatum"].refuse("een tweede peildatum", f"De eerste is {first['peildatum'].text}")
    if (row["geslacht"].text == BOTH) != (first["geslacht"].text == BOTH):
        raise row["geslacht"].refuse("totaal en man of vrouw door elkaar", "Kies een van beide in dit bestand")


def _ages(cell: Cell, ages: int) -> slice:
    try:
        return age_slice(cell.text, ages)
    except ContractError:
        raise cell.refuse("dit is geen leeftijdsgroep", "Schrijf 0-4, 85-89 of 95+") from None


def _sexes(cell: Cell) -> Sequence[int]:
    if cell.text == BOTH:
        return range(len(SEXES))
    if cell.text not in SEXES:
        raise cell.refuse("onbekend geslacht", f"Kies uit: {', '.join((*SEXES, BOTH))}")
    return (SEXES.index(cell.text),)


def _refuse_hole(rates: FloatArray, last: Cell) -> None:
    for place, sex in enumerate(SEXES):
        missing = np.flatnonzero(np.isnan(rates[place]))
        if missing.size:
            raise last.refuse(
                f"leeftijd {missing[0]} ({sex}) ontbreekt; dit is de laatste regel",
                "Vul iedere leeftijd in, van 0 tot en met de oudste groep met een +",
            )
