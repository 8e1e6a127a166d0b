"""From which tables and years the crossing and the doelgroepen are made (table `kruising_bron`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from regiobeeld.catalog.crossing import load_crossing
from regiobeeld.crossing.assemble import PEOPLE


@dataclass(frozen=True, eq=False)
class Origin:
    """What the crossing of one level is made of.

    Attributes:
        rows: indicator_code, tabel_code, jaar, gebied_jaar (schema KRUISING_BRON, one level).
        bron: the tables they come from (schema BRON).
    """

    rows: pd.DataFrame
    bron: pd.DataFrame

    @cached_property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """Codes of the indicators behind the SES-index, the lifestyle and the residents per age."""
        config = load_crossing()
        return {"ses": tuple(config.ses.codes), "leefstijl": config.leefstijl.indicatoren, "inwoners": PEOPLE}

    def years(self, part: str) -> list[int]:
        """Years of the figures of "ses", "leefstijl" or "inwoners", or of one indicator; empty when not known."""
        codes = self.parts.get(part, (part,))
        return sorted({int(year) for year in self.rows.loc[self.rows["indicator_code"].isin(codes), "jaar"]})

    def last_year(self, part: str) -> int:
        """The last of `years`; 0 when there is none."""
        return max(self.years(part), default=0)

    def tables(self, codes: Collection[str] | None = None) -> pd.DataFrame:
        """organisatie, soort, tabel_code, tabel_titel, jaar: one row per table and year, in that order."""
        rows = self.rows if codes is None else self.rows[self.rows["indicator_code"].isin(list(codes))]
        about = self.bron.drop_duplicates("tabel_code")[["tabel_code", "tabel_titel", "organisatie", "soort"]]
        joined = (
            rows[["tabel_code", "jaar"]].drop_duplicates().merge(about, on="tabel_code", validate="many_to_one")
        )
        return joined.sort_values(["organisatie", "tabel_code", "jaar"], ignore_index=True)

    def is_modelled(self, codes: Collection[str]) -> bool:
        """Whether any of these figures is a model estimate."""
        return bool((self.tables(codes)["soort"] == "modelschatting").any())


def make_origin(rows: pd.DataFrame, bron: pd.DataFrame, niveau: str) -> Origin:
    """The origin of one level ("WK" or "GM") out of the whole table."""
    return Origin(rows[rows["niveau"] == niveau].reset_index(drop=True), bron)


def span(years: Sequence[int]) -> str:
    """ "2022", "2020 en 2022", "2016-2022"; empty for no years."""
    words = [str(year) for year in years]
    return " en ".join(words) if len(words) < 3 else f"{words[0]}-{words[-1]}"
