"""What is expected of a region: people and care."""

from __future__ import annotations

import pandas as pd

from regiobeeld.analyst import frames
from regiobeeld.analyst.region import OfRegion
from regiobeeld.analyst.show import with_caption

TOO_SMALL = "Dit gebied is te klein om iets over de toekomst te zeggen"


class Ahead(OfRegion):
    """The part of `Beeld` about the years to come."""

    def prognose(self) -> pd.DataFrame:
        """Expected people of the region, its gemeenten and Nederland (schema PROGNOSE, and gebied).

        Returns:
            gebied_code, gebied, jaar, geslacht, leeftijd, inwoners, ondergrens and bovengrens (from the
            back-test); no rows for a region that is too small.

        Example:
            >>> bool((beeld.prognose()["inwoners"] >= 0).all())
            True
        """
        return self._future(*frames.projection(self.profile), "Bevolking, nu en straks")

    def zorgvraag(self) -> pd.DataFrame:
        """Expected care demand at the use of today (schema ZORGVRAAG, and gebied).

        Returns:
            gebied_code, gebied, jaar, onderdeel_code, onderdeel_naam, scenario_code, eenheid, waarde, ondergrens,
            bovengrens, volume and vergrijzing (%, the two parts of the growth).

        Example:
            >>> "basis" in set(beeld.zorgvraag()["scenario_code"])
            True
        """
        return self._future(*frames.care_demand(self.profile), "Zorgvraag, nu en straks")

    def _future(self, table: pd.DataFrame, method: str, title: str) -> pd.DataFrame:
        if table.empty:
            return with_caption(table, f"{title}. {TOO_SMALL}")
        return with_caption(table.reset_index(drop=True), f"{title} ({self.naam})", f"CBS, {method}")
