"""With what the region is compared: the rest of NL, the rest of its province, comparable areas, a national goal.

Every comparison is a test by `stats.judge`; which figures may be tested is decided by `stats.guards`.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from regiobeeld.frames import returns
from regiobeeld.judgement.compare import compare_with_nl
from regiobeeld.judgement.similar import comparable_members
from regiobeeld.judgement.survey import KEY, add_up, read_survey
from regiobeeld.profile.frames import BENCHMARKED
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.stats.judge import judge_table

NL, PROVINCIE, VERGELIJKBAAR, DOEL = "nl", "provincie", "vergelijkbaar", "doel"
_JUDGED = ["verschil", "z", "p_waarde", "stap", "klasse", "overleeft", "code", "reden"]
_COLUMNS = [*KEY, "vergelijking", "naam", "waarde", "se", "referentie", "referentie_se", *_JUDGED]


@lru_cache(maxsize=4)
def reference_groups(profile: Profile) -> dict[str, tuple[str, ...]]:
    """The gemeenten of each group the region can be compared with; none of them lies in the region itself.

    Keys: nl, provincie (only when the region lies in one province and is smaller), vergelijkbaar.
    """
    own = set(profile.region.gemeenten)
    if profile.code == NEDERLAND:
        return {}
    groups = {NL: tuple(code for code in profile.inwoners.index if code not in own)}
    province = province_of(profile)
    if province:
        rest = tuple(code for code in profile.leden[province] if code not in own)
        groups |= {PROVINCIE: rest} if rest else {}
    members = comparable_members(profile)
    return groups | ({VERGELIJKBAAR: members} if members else {})


def province_of(profile: Profile) -> str | None:
    """The code of the one province that holds the whole region; None when there is no such province."""
    own = set(profile.region.gemeenten)
    found = [code for code, members in profile.leden.items() if code.startswith("PV") and own <= set(members)]
    return found[0] if found else None


def reference_name(profile: Profile, comparison: str) -> str:
    """What a reader calls what the region is compared with."""
    province = province_of(profile)
    return {
        NL: "de rest van Nederland",
        PROVINCIE: f"de rest van {profile.names.get(province or '', 'de provincie')}",
        VERGELIJKBAAR: "vergelijkbare gemeenten" if profile.is_single else "vergelijkbare regio's",
        DOEL: "het landelijke doel",
    }[comparison]


@lru_cache(maxsize=4)
@returns(BENCHMARKED)
def compare_with_all(profile: Profile) -> pd.DataFrame:
    """The survey figures of the region against every benchmark: one row per indicator, age group and comparison.

    Columns: indicator_code, leeftijd, jaar, vergelijking (nl, provincie, vergelijkbaar, doel), naam (of the
    benchmark), waarde, se, referentie, referentie_se and those of `stats.judge.judge_table`. A group of
    gemeenten is added up with the newest inhabitants; for NL the published figure counts, less the region.
    """
    own = compare_with_nl(profile)
    asked = [profile.indicators[code].soort == "enquete" for code in own["indicator_code"]]
    own = own[np.array(asked, dtype=bool)]  # An empty list would choose columns instead of rows.
    base = own.assign(vergelijking=NL, naam=reference_name(profile, NL), referentie=own["nl"], referentie_se=None)
    parts = [base.reindex(columns=_COLUMNS)] if profile.code != NEDERLAND else []
    figures = own[[*KEY, "waarde", "se", "soort"]]
    survey = read_survey(profile)
    for comparison, members in reference_groups(profile).items():
        if comparison == NL:
            continue
        found = add_up(survey, profile.inwoners, members)[["waarde", "se"]]
        found = found.set_axis(["referentie", "referentie_se"], axis=1).reset_index()
        parts.append(_judge(profile, figures.merge(found, on=KEY, how="left", validate="one_to_one"), comparison))
    parts.append(_judge(profile, _with_goals(profile, figures), DOEL))
    filled = [part.dropna(axis=1, how="all") for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True).reindex(columns=_COLUMNS) if filled else base[:0]


def _with_goals(profile: Profile, figures: pd.DataFrame) -> pd.DataFrame:
    """The figures that have an official goal for exactly this age group, with that goal; a goal has no error."""
    goals = [profile.indicators[code].streefwaarde for code in figures["indicator_code"]]
    fits = [g is not None and g.leeftijd == age for g, age in zip(goals, figures["leeftijd"], strict=True)]
    chosen = [g.waarde for g, fit in zip(goals, fits, strict=True) if g is not None and fit]
    return figures[np.array(fits, dtype=bool)].assign(referentie=chosen, referentie_se=0.0)


def _judge(profile: Profile, table: pd.DataFrame, comparison: str) -> pd.DataFrame:
    directions = [profile.indicators[code].richting for code in table["indicator_code"]]
    judged = judge_table(table.assign(richting=directions))
    whole = pd.concat([table, judged], axis=1)
    whole = whole.assign(vergelijking=comparison, naam=reference_name(profile, comparison))
    return whole.reindex(columns=_COLUMNS)
