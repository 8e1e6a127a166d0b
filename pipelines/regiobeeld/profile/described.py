"""What a report says about each indicator: its row of the table, with what only its declaration tells."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd

from regiobeeld.catalog.models import Indicator
from regiobeeld.profile.model import Goal, IndicatorInfo


def describe_indicators(rows: pd.DataFrame, declared: Mapping[str, Indicator]) -> dict[str, IndicatorInfo]:
    """Per code what there is to say about an indicator."""
    found = [_info(row, declared.get(str(row["indicator_code"]))) for row in rows.to_dict("records")]
    return {info.code: info for info in found}


def _info(row: Mapping[Hashable, object], declared: Indicator | None) -> IndicatorInfo:
    """A row of the table `indicator`; what that table lacks or holds as text (goal, breaks) as declared."""
    goal = declared.streefwaarde if declared else None
    return IndicatorInfo(
        code=str(row["indicator_code"]),
        naam=str(row["indicator_naam"]),
        thema=str(row["thema"]),
        eenheid=str(row["eenheid"]),
        decimalen=int(str(row["decimalen"])),
        richting=str(row["richting"]),
        soort=str(row["soort"]),
        leeftijd=str(row["leeftijd"]),
        gezegde=_text(row["gezegde"]),
        breuken=declared.breuken if declared else (),
        toelichting=str(row["toelichting"]),
        bron_code=str(row["bron_code"]),
        doelgroepen=tuple(str(row["doelgroepen"]).split(";")),
        streefwaarde=Goal(goal.waarde, goal.jaar, goal.leeftijd, goal.bron) if goal else None,
        gewicht=_text(row["gewicht"]),
        gezegde_toen=_text(row.get("gezegde_toen")),
        onderwerp=declared.onderwerp if declared else None,
        ongunstig=declared.ongunstig if declared else None,
    )


def _text(value: object) -> str | None:
    return None if pd.isna(value) else str(value)  # type: ignore[call-overload]
