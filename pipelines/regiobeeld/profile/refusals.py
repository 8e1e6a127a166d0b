"""What is not said of the region's figures, and why: every refusal of a guard as a finding for the reader."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from regiobeeld.harmonise.findings import Finding, make_finding, to_frame
from regiobeeld.profile.indicator_table import indicator_table
from regiobeeld.profile.model import Profile

WHAT = {"reden": "geen_oordeel", "reden_verwacht": "geen_verwachting", "reden_trend": "geen_trend"}
NAMES = {
    "geen_oordeel": "Oordeel over het verschil",
    "geen_verwachting": "Verwachting",
    "geen_trend": "Trend",
}


@lru_cache(maxsize=4)
def refusals(profile: Profile) -> pd.DataFrame:
    """One row per figure and refusal (schema BEVINDING): code, ernst, onderwerp, gebied, indicator, tekst."""
    return to_frame(_list(profile))


def _list(profile: Profile) -> list[Finding]:
    table = indicator_table(profile)
    table = table[table["actueel"]]
    return [
        make_finding(
            code,
            "melding",
            str(row[column]),
            onderwerp=f"{row['naam']} ({row['leeftijd']})",
            gebied=profile.code,
            indicator=str(row["indicator_code"]),
        )
        for column, code in WHAT.items()
        for row in table[table[column].fillna("") != ""].to_dict("records")
    ]


def summarise_refusals(profile: Profile) -> pd.DataFrame:
    """The reader's list: wat (what is missing), reden, aantal (how many figures), most common first per kind."""
    table = refusals(profile)
    counted = table.groupby(["code", "tekst"]).agg(aantal=("onderwerp", "size")).reset_index()
    counted["rang"] = counted["code"].map({code: i for i, code in enumerate(NAMES)})
    counted = counted.sort_values(["rang", "aantal", "tekst"], ascending=[True, False, True], ignore_index=True)
    return pd.DataFrame(
        {"wat": counted["code"].map(NAMES), "reden": counted["tekst"], "aantal": counted["aantal"]}
    )
