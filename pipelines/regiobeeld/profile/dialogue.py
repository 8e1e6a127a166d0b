"""What a region said in conversation, as `make dialoog-terug` counted it; kept apart from every figure."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import pandas as pd

ALL, REST = "alle organisaties", "andere organisaties"
MOSTLY, MOSTLY_NOT = "grotendeels herkend", "grotendeels niet herkend"
OPPOSED = "organisaties zijn het oneens"


@dataclass(frozen=True, eq=False)
class Zegt:
    """Opinions in numbers of forms and in quotes, never figures about residents.

    Attributes:
        gesprek: one row: formulieren, soorten_organisaties, peiljaar of the figures that were shown, verzonnen.
        onderwerp: a row per subject: its name in a few words and in full, how many answers, free texts that may
            not be quoted, and the outcome in words (empty when too few answered; the counts are 0 then).
        oordeel: counts per subject, group of organisations and answer.
        prioriteit: counts per subject and priority.
        citaat: free texts whose writer let us quote them.
    """

    gesprek: pd.DataFrame
    onderwerp: pd.DataFrame
    oordeel: pd.DataFrame
    prioriteit: pd.DataFrame
    citaat: pd.DataFrame

    @property
    def formulieren(self) -> int:
        """How many forms count."""
        return int(self.gesprek["formulieren"].iloc[0])

    @property
    def tabellen(self) -> dict[str, pd.DataFrame]:
        """The tables by name."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


def read_zegt(folder: Path) -> Zegt | None:
    """The tables in a folder of answers; None when no answers were read."""
    paths = {item.name: folder / f"{item.name}.parquet" for item in fields(Zegt)}
    if not all(path.is_file() for path in paths.values()):
        return None
    return Zegt(**{name: pd.read_parquet(path) for name, path in paths.items()})
