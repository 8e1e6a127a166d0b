"""What is not said of the region's figures, and why: every refusal of a guard as a finding for the reader."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pandas as pd

from regiobeeld.frames import returns
from regiobeeld.harmonise.findings import Finding, make_finding, to_frame
from regiobeeld.judgement.indicator_table import indicator_table
from regiobeeld.judgement.inequality import national_gradient
from regiobeeld.judgement.standardised import standardised
from regiobeeld.outline.sentences import said_by
from regiobeeld.profile.frames import FINDINGS
from regiobeeld.profile.model import Profile

_IN_TABLE = {"reden": "geen_oordeel", "reden_verwacht": "geen_verwachting", "reden_trend": "geen_trend"}


@lru_cache(maxsize=4)
def refusals(profile: Profile) -> pd.DataFrame:
    """One row per figure and refusal (schema BEVINDING): code, ernst, onderwerp, gebied, indicator, tekst."""
    table = indicator_table(profile)
    table = table[table["actueel"]]
    return to_frame([*_of_table(profile, table), *_of_ages(profile), *_of_ses(profile, table)])


@returns(FINDINGS)
def all_findings(profile: Profile) -> pd.DataFrame:
    """Everything found about the figures of this region: what the tables hold, and what is not said and why."""
    parts = [part for part in (profile.bevinding, refusals(profile)) if len(part)]
    return pd.concat(parts, ignore_index=True).drop_duplicates(ignore_index=True) if parts else refusals(profile)


def _of_table(profile: Profile, table: pd.DataFrame) -> Iterator[Finding]:
    for column, code in _IN_TABLE.items():
        for row in table[table[column].fillna("") != ""].itertuples():
            yield _refuse(profile, code, row.indicator_code, row.leeftijd, getattr(row, column))


def _of_ages(profile: Profile) -> Iterator[Finding]:
    table = standardised(profile)
    own = table[(table["gebied_code"] == profile.code) & (table["reden"] != "")]
    for row in own.itertuples():
        yield _refuse(profile, "geen_leeftijdscorrectie", row.indicator_code, row.leeftijd, row.reden)


def _of_ses(profile: Profile, table: pd.DataFrame) -> Iterator[Finding]:
    """Figures that were estimated or asked, of which no difference between low and high SES is computed."""
    for row in table[table["soort"].isin(["enquete", "modelschatting"])].itertuples():
        reason = national_gradient(profile, str(row.indicator_code), str(row.leeftijd)).reason_nl
        if reason:
            yield _refuse(profile, "geen_verschil_naar_ses", row.indicator_code, row.leeftijd, reason)


def _refuse(profile: Profile, code: str, indicator: object, leeftijd: object, reason: object) -> Finding:
    topic = f"{profile.indicators[str(indicator)].naam} ({leeftijd})"
    return make_finding(
        code, "melding", str(reason), onderwerp=topic, gebied=profile.code, indicator=str(indicator)
    )


def summarise_refusals(profile: Profile) -> pd.DataFrame:
    """The reader's list: wat (what is missing), reden, aantal (how many figures), most common first per kind."""
    table = refusals(profile)
    counted = table.groupby(["code", "tekst"]).agg(aantal=("onderwerp", "size")).reset_index()
    names = said_by("weigering_soort", {}).rij()
    counted["rang"] = counted["code"].map({code: i for i, code in enumerate(names)})
    counted = counted.sort_values(["rang", "aantal", "tekst"], ascending=[True, False, True], ignore_index=True)
    return pd.DataFrame(
        {"wat": counted["code"].map(names), "reden": counted["tekst"], "aantal": counted["aantal"]}
    )
