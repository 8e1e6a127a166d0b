"""Regions beside each other: the same survey figures of the same ages and year, each difference judged.

A difference between two regions is that of two independent estimates: z = (p1 - p2) / sqrt(SE1^2 + SE2^2)
(METHODEN 4; Schenker & Gentleman 2001). Regions that share a gemeente are not independent and are refused. Which
differences stand is corrected over ALL cells of the comparison together (Benjamini-Hochberg, q = 0.05).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from regiobeeld.errors import UsageError
from regiobeeld.judgement.compare import compare_with_nl
from regiobeeld.profile.model import Profile
from regiobeeld.stats.judge import judge_table, mark_survivors

KEY = ["indicator_code", "leeftijd", "jaar"]
_JUDGED = ["verschil", "klasse", "overleeft", "reden"]
_OWN = [*KEY, "waarde", "ondergrens", "bovengrens", "se", "soort", "tabel_code", "nl", "dekking"]


def refuse_overlap(profiles: Sequence[Profile]) -> None:
    """Refuse regions that are not apart.

    Raises:
        UsageError: two of them share a gemeente.
    """
    for one, other in combinations(profiles, 2):
        both = set(one.region.gemeenten) & set(other.region.gemeenten)
        if both:
            names = ", ".join(sorted(one.name(code) for code in both)[:3])
            what = f"{one.naam} en {other.naam} overlappen ({names}); hun verschil is niet te toetsen"
            raise UsageError(what, "MET", "Kies gebieden die geen gemeente delen")


def figures_beside(profiles: Sequence[Profile], ages: Sequence[str]) -> pd.DataFrame:
    """One row per survey percentage and region, only of figures that every region has for the same year.

    Args:
        profiles: regions that are apart; the first is compared with each of the others.
        ages: age groups.

    Returns:
        regio (name), `KEY`, naam, waarde, ondergrens, bovengrens, se, soort, nl; and of the others the difference
        with the first (the first minus this one): verschil, klasse (of the first), overleeft, reden.
    """
    first = profiles[0]
    tables = [_survey(profile, ages) for profile in profiles]
    common = tables[0][[*KEY, "tabel_code"]]
    for table in tables[1:]:
        common = common.merge(table[[*KEY, "tabel_code"]], on=[*KEY, "tabel_code"], validate="one_to_one")
    kept = [
        common[KEY].merge(table, on=KEY, how="left", validate="one_to_one").assign(regio=profile.naam)
        for table, profile in zip(tables, profiles, strict=True)
    ]
    judged = [_judge(kept[0], other, first) for other in kept[1:]]
    together = mark_survivors(pd.concat(judged, ignore_index=True)) if judged and len(common) else pd.DataFrame()
    rows = pd.concat([kept[0], together], ignore_index=True)
    rows = rows.reindex(columns=list(dict.fromkeys([*rows.columns, *_JUDGED])))  # also when nothing is in common
    return rows.assign(naam=[first.indicators[code].naam for code in rows["indicator_code"]])


def _survey(profile: Profile, ages: Sequence[str]) -> pd.DataFrame:
    """The newest survey percentages of a region that no later round replaced."""
    table = compare_with_nl(profile)
    percent = table["indicator_code"].map(lambda code: profile.indicators[code].eenheid == "%").astype(bool)
    kept = table["soort"].eq("enquete") & table["leeftijd"].isin(list(ages)) & table["actueel"] & percent
    return table.loc[kept & table["waarde"].notna(), _OWN].reset_index(drop=True)


def _judge(own: pd.DataFrame, other: pd.DataFrame, first: Profile) -> pd.DataFrame:
    """`other` with what `own` differs from it; the class says where the first region stands."""
    asked = own.assign(
        referentie=other["waarde"],
        referentie_se=other["se"],
        richting=[first.indicators[code].richting for code in own["indicator_code"]],
    )
    return pd.concat([other, judge_table(asked)], axis=1)
