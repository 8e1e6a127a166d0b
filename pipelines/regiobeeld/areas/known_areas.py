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
    """Codes of gemeenten per year, of wijken in the years that have a list, and of all larger areas."""

    gemeenten: Mapping[int, frozenset[str]]
    wijken: Mapping[int, frozenset[str]]
    larger: frozenset[str]

    def refuse_unknown(self, observations: pd.DataFrame, place: str) -> None:
        """Refuse gemeenten, wijken and buurten that do not exist in the year of their code.

        A wijk or buurt is known by its gemeente: their own codes change without notice (see `split_unlisted`).

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

    def split_unlisted(self, observations: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
        """The observations without areas that should be in a list and are not, and the codes that were left out.

        Larger areas must be in any list; a wijk, or the wijk of a buurt, in that of its year when there is one (a
        list of a map has no wijken of water alone, so that one is no reason to refuse a table).
        """
        areas = observations[["gebied_code", "gebied_jaar"]].astype({"gebied_code": "str"})
        known = areas.drop_duplicates()
        listed = [self._is_listed(str(code), int(year)) for code, year in known.itertuples(index=False)]
        unlisted = known[~pd.Series(listed, index=known.index, dtype=bool)]
        keys = pd.MultiIndex.from_frame(areas)
        keep = ~keys.isin(pd.MultiIndex.from_frame(unlisted)) if len(unlisted) else [True] * len(areas)
        return observations[keep].reset_index(drop=True), sorted(set(unlisted["gebied_code"]))

    def _is_listed(self, code: str, year: int) -> bool:
        if code[:2] in {"WK", "BU"} and year in self.wijken:
            return f"WK{code[2:8]}" in self.wijken[year]
        return code[:2] in (*_SMALL, "NL") or code in self.larger


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
    own = read_texts(folder / "wijken.csv")
    wijken = {int(str(year)): frozenset(rows["code"]) for year, rows in own.groupby("gebied_jaar")}
    return KnownAreas(gemeenten, wijken, frozenset(larger - {""}))


def tell_left_out(codes: list[str]) -> str:
    """One line about areas that were left out; empty when there are none."""
    return f"weggelaten, want in geen lijst van gebieden: {_some(codes)}" if codes else ""


def _some(codes: list[str]) -> str:
    rest = len(codes) - MOST_CODES
    return ", ".join(codes[:MOST_CODES]) + (f" en nog {rest}" if rest > 0 else "")
