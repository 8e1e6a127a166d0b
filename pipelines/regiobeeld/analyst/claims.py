"""Where the numbers of a made report come from."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from regiobeeld import paths
from regiobeeld.analyst.region import OfRegion
from regiobeeld.analyst.show import with_caption
from regiobeeld.claims.ledger import read_ledger
from regiobeeld.claims.trace import trace


class Claims(OfRegion):
    """The part of `Beeld` that reads the ledger of the report in `outputs/`."""

    def claims(self) -> pd.DataFrame:
        """Every number of the report that was made of this region, with where it comes from.

        Returns:
            One row per number: nummer, getoond, waarde (before rounding), eenheid, functie and hoe (what made it),
            place (hoofdstuk, figuur, tabel, rij, kolom, zin), and for a figure of a source its observation.

        Raises:
            ContractError: there is no report yet.

        Example:
            >>> beeld.claims()  # doctest: +SKIP
        """
        title = f"Getallen in het regiobeeld van {self.naam}"
        return with_caption(read_ledger(self._folder).frame(), title, "claims.json")

    def herkomst(self, getal: str | int) -> str:
        """The way of a number from its source to the page: "17,3" as it is shown, or its `nummer`.

        Raises:
            UsageError: no such number in the report.
            ContractError: there is no report yet.
        """
        return trace(self._folder, getal, self.profile.region.slug)

    @property
    def _folder(self) -> Path:
        return paths.OUTPUTS / self.profile.region.slug
