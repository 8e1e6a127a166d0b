"""Which areas exist in which year, so that a figure about an area that does not exist never gets in.

The same lists (`sources/indeling`) that the national tables are built on: what passes here cannot break the build.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from regiobeeld import paths
from regiobeeld.areas.indeling import read_texts
from regiobeeld.errors import ContractError

LISTS = ("gebieden.csv", "gebieden_2020.csv")
MOST_CODES = 5
_SMALL = ("GM", "WK", "BU")


@dataclass(frozen=True)
class KnownAreas:
    """Codes of gemeenten per year, and of all larger areas (of any year that has a list)."""

    gemeenten: Mapping[int, frozenset[str]]
    larger: frozenset[str]

    def refuse_unknown(self, observations: pd.DataFrame, place: str) -> None:
        """Refuse gemeenten, wijken and buurten that do not exist in the year of their code.

        A wijk or buurt is known by its gemeente: their own codes change without notice.

        Raises:
            ContractError: names the codes and the year.
        """
        areas = observations[["gebied_code", "gebied_jaar"]].drop_duplicates().astype({"gebied_code": "str"})
        small = areas[areas["gebied_code"].str[:2].isin(_SMALL)]
        for year, rows in small.groupby("gebied_jaar"):
            known = self.gemeenten.get(int(str(year)))
            if known is None:
                mend = f"Haal eerst de indeling op: make indeling JAAR={year}"
                raise ContractError(f"er is geen lijst van gemeenten van {year}", place, mend)
            owner = "GM" + rows["gebied_code"].str[2:6]
            unknown = sorted(rows.loc[~owner.isin(known), "gebied_code"])
            if unknown:
                mend = "Controleer 'gebied_jaar' van de tabel: het jaar van de gemeente-indeling"
                raise ContractError(f"deze gebieden zijn er niet in {year}: {_some(unknown)}", place, mend)

    def split_larger(self, observations: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
        """The observations without larger areas that no list has, and the codes of those that were left out."""
        code = observations["gebied_code"].astype("str")
        unknown = ~code.str[:2].isin((*_SMALL, "NL")) & ~code.isin(self.larger)
        return observations[~unknown].reset_index(drop=True), sorted(set(code[unknown]))


def load_known_areas(sources: Path = paths.SOURCES) -> KnownAreas:
    """Read `sources/indeling`."""
    folder = sources / "indeling"
    lists = read_texts(folder / "gemeenten.csv")
    gemeenten = {int(str(year)): frozenset(rows["code"]) for year, rows in lists.groupby("gebied_jaar")}
    larger: set[str] = set()
    for name in LISTS:
        frame = read_texts(folder / name)
        for column in frame.columns:
            if column.endswith("_code") and column != "gemeente_code":
                larger |= set(frame[column])
    return KnownAreas(gemeenten, frozenset(larger - {""}))


def tell_left_out(codes: list[str]) -> str:
    """One line about areas that were left out; empty when there are none."""
    return f"weggelaten, want in geen lijst van gebieden: {_some(codes)}" if codes else ""


def _some(codes: list[str]) -> str:
    rest = len(codes) - MOST_CODES
    return ", ".join(codes[:MOST_CODES]) + (f" en nog {rest}" if rest > 0 else "")
