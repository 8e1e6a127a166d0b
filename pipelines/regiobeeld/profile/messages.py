"""Kernboodschappen: what stands out in the region, chosen by size x certainty x surprise.

What may be a message, and which figures are about the same, is declared in sources/rapport/boodschappen.toml.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from regiobeeld.catalog.rapport import load_messages
from regiobeeld.profile.alternatives import outcomes
from regiobeeld.profile.indicator_table import indicator_table
from regiobeeld.profile.message_words import Message, write_message
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.profile.survey import MODEL_SUFFIX, is_told_by_survey
from regiobeeld.stats.guards import is_noise
from regiobeeld.stats.robust import Robustness, score_messages, select_messages, weigh_message

KINDS = ("enquete", "modelschatting")


def select(profile: Profile, plaats: str = "") -> list[Message]:
    """The messages that matter most, best first; the same input gives the same messages in the same order.

    A difference that the correction for many comparisons takes away is no message, nor one that stands in too few
    of the other choices. People who were asked in another survey (young adults) have messages of their own: they
    never take the place of those of adults.

    Args:
        plaats: the region as it stands in a sentence ("in Twente", "op Ameland"); by default "in" and its name.
    """
    table = pd.DataFrame() if profile.code == NEDERLAND else candidates(profile)
    if table.empty:
        return []
    rules = load_messages()
    scored = score_messages(table).sort_values(
        ["score", "indicator_code", "leeftijd"], ascending=[False, True, True]
    )
    firm = [rules.stands(holds, total) for holds, total in zip(scored["houdt_stand"], scored["van"], strict=True)]
    real = scored["stap"].isna() | scored["overleeft"]
    sayable = (scored["soort"] != "modelschatting") | _may_tell_estimates(profile, table)
    best = scored[np.array(firm, dtype=bool) & real & sayable].drop_duplicates(["onderwerp", "gevraagd"])
    untested = best["stap"].isna()
    best = best[~untested | (untested.cumsum() <= rules.zonder_marges)]
    themes = best["thema"] + "/" + best["gevraagd"]
    chosen = select_messages(best.assign(kring=themes), rules.aantal, group="kring", per_group=rules.per_thema)
    where = plaats or f"in {profile.naam}"
    return [write_message(profile, row, where) for row in chosen.to_dict("records")]


def always_told(profile: Profile, plaats: str) -> Message | None:
    """The declared figure that is always told, of Nederland too.

    None without a figure, where the difference with Nederland is noise, or where `select` tells of its topic.
    """
    rule, table = load_messages().altijd, indicator_table(profile)
    topic = topic_of(rule.indicator)
    table = table[(table["indicator_code"] == rule.indicator) & (table["leeftijd"] == rule.leeftijd)]
    table = table[table["waarde"].notna() & table["nl"].notna()]
    if table.empty:
        return None
    row = table.iloc[0].to_dict() | {"onderwerp": topic, "houdt_stand": 0, "van": 0, "score": 0.0}
    if profile.code != NEDERLAND:
        noise = bool(is_noise(row["soort"], row["verschil"], bool(pd.notna(row["stap"]))))
        if noise or topic in {message.onderwerp for message in select(profile, plaats)}:
            return None
    return write_message(profile, row, plaats)


def _may_tell_estimates(profile: Profile, table: pd.DataFrame) -> bool:
    """Whether a model estimate may be a main message: never of a tiny area, nor when nothing else was measured."""
    people = profile.inwoners["totaal"].reindex(list(profile.region.gemeenten)).sum()
    return bool(people >= load_messages().inwoners_voor_schatting and table["stap"].notna().any())


@lru_cache(maxsize=4)
def candidates(profile: Profile) -> pd.DataFrame:
    """Every figure that could be a message, with what `stats.robust.score_messages` needs.

    Columns of `indicator_table`, and verschil_sd (difference in standard deviations between gemeenten), ruis,
    onderwerp (topic), gevraagd (who was asked), gewicht (of the subject), houdt_stand, van, robuust (0-1).
    """
    table, rules = indicator_table(profile), load_messages()
    info = [profile.indicators[code] for code in table["indicator_code"]]
    fits = np.array([_is_fit_to_tell(i) for i in info], dtype=bool)
    known = table["waarde"].notna() & table["nl"].notna() & table["leeftijd"].isin(list(rules.names))
    table = table[fits & known & table["actueel"] & _is_newest_round(profile, table) & ~is_told_by_survey(table)]
    table = table.assign(
        verschil_sd=table["verschil"] / _spread_between_gemeenten(profile, table),
        ruis=is_noise(table["soort"], table["verschil"], table["stap"].notna().to_numpy()),
        onderwerp=[topic_of(code) for code in table["indicator_code"]],
        gevraagd=table["leeftijd"].map(rules.asked),
        gewicht=np.where(table["indicator_code"].isin(list(rules.bijzaak)), rules.gewicht_bijzaak, 1.0),
    )
    stands = [_robustness(profile, row) for row in table.to_dict("records")]
    return table.assign(
        houdt_stand=[s.holds for s in stands],
        van=[s.total for s in stands],
        robuust=[np.nan if s.share is None else s.share for s in stands],
    )


def _is_fit_to_tell(info: IndicatorInfo) -> bool:
    """A percentage that a sentence can be made of."""
    told = info.code not in load_messages().niet_vertellen
    return told and info.gezegde is not None and info.eenheid == "%" and info.soort in KINDS


def _is_newest_round(profile: Profile, table: pd.DataFrame) -> pd.Series:
    """Rows of the newest year of their source and kind: a topic that was dropped from the survey is no news."""
    info = [profile.indicators[code] for code in table["indicator_code"]]
    rounds = pd.Series([(i.bron_code, i.soort) for i in info], index=table.index, dtype=object)
    return table["jaar"] == table["jaar"].groupby(rounds).transform("max")


def _spread_between_gemeenten(profile: Profile, table: pd.DataFrame) -> pd.Series:
    """Standard deviation of the newest figure between all gemeenten of NL; empty where there is none."""
    rows = profile.landelijk[profile.landelijk["indicator_code"].isin(list(table["indicator_code"].unique()))]
    spread = rows.groupby(["indicator_code", "leeftijd"])["waarde"].std(ddof=0)
    found = spread.reindex(pd.MultiIndex.from_frame(table[["indicator_code", "leeftijd"]])).to_numpy()
    return pd.Series(np.where(found > 0, found, np.nan), index=table.index)


def topic_of(code: str) -> str:
    """The topic an indicator is about; an indicator without a declared topic is one by itself."""
    return load_messages().topic(code) or code.removesuffix(MODEL_SUFFIX)


def _robustness(profile: Profile, row: dict[Hashable, Any]) -> Robustness:
    table, key = outcomes(profile), (row["indicator_code"], row["leeftijd"])
    if key not in table.index:
        return Robustness(0, 0, ())
    return weigh_message(row["stap"], {str(name): float(step) for name, step in table.loc[key].items()})
