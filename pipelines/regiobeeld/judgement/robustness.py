"""The stamps of the main messages in one table: in how many other choices each stands, and which break it."""

from __future__ import annotations

import pandas as pd

from regiobeeld.judgement.alternatives import outcomes
from regiobeeld.judgement.messages import judged, select
from regiobeeld.profile.model import Profile
from regiobeeld.stats.robust import weigh_message

COLUMNS = ["indicator_code", "leeftijd", "jaar", "getal", "houdt_stand", "van", "breekt_bij"]


def robustness(profile: Profile) -> pd.DataFrame:
    """One row per main message, in the order of the report.

    Columns `COLUMNS`; `breekt_bij`: the other choices under which the message does not stand; `van` is 0 when
    there is no other choice to try (a survey without margins).
    """
    table, other, rows = judged(profile), outcomes(profile), []
    for message in select(profile):
        code, _, age = message.code.partition("-")
        found = table[(table["indicator_code"] == code) & (table["leeftijd"] == age)].iloc[0]
        steps = other.loc[[(code, age)]].iloc[0].to_dict() if (code, age) in other.index else {}
        weighed = weigh_message(found["stap"], {str(name): float(step) for name, step in steps.items()})
        rows.append(
            (code, age, int(found["jaar"]), message.getal, weighed.holds, weighed.total, weighed.broken_by)
        )
    return pd.DataFrame(rows, columns=COLUMNS)
