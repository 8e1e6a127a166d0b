"""Kernboodschappen: what stands out in the region, by distance past what is expected of it.

What may be a message, and which figures are about the same, is declared in sources/rapport/boodschappen.toml.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from regiobeeld.frames import returns
from regiobeeld.judgement.alternatives import outcomes
from regiobeeld.judgement.indicator_table import indicator_table
from regiobeeld.judgement.message_words import Message, write_message
from regiobeeld.outline.rapport import load_messages
from regiobeeld.profile.frames import JUDGED
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.stats.guards import is_noise
from regiobeeld.stats.robust import Robustness, weigh_message

SIDES = {"lager_is_beter": 1, "hoger_is_beter": -1, "neutraal": 0}
BEYOND, FITTING, OTHER, LEFT_OUT = range(4)
"""Rank: unfavourable beyond its expectation; unfavourable but as expected; beyond it otherwise; not told."""

_Row = dict[Hashable, Any]


def select(profile: Profile, plaats: str = "") -> list[Message]:
    """The messages that matter most; the same input gives the same messages in the same order.

    Unfavourable first, by distance past what is expected; figures about one topic are one message, young and adult
    together. Of unfavourable figures that fit their expectation only a few, of what is better than expected only
    a few, and both last: a region with two messages gets two.

    Args:
        plaats: the region as it stands in a sentence ("in Twente", "op Ameland"); by default "in" and its name.
    """
    where = plaats or f"in {profile.naam}"
    return [write_message(profile, row, where, siblings) for row, siblings in _chosen(profile)]


@lru_cache(maxsize=4)
def _chosen(profile: Profile) -> list[tuple[_Row, list[_Row]]]:
    """The figures that are told, and with each those of other groups of people; what is given may not be changed.

    The report asks for the messages in many places.
    """
    table, rules = judged(profile), load_messages()
    if table.empty:
        return []
    best = table[table["rang"] < LEFT_OUT].sort_values(
        ["rang", "zwaarte", "indicator_code", "leeftijd"], ascending=[True, False, True, True]
    )
    most = best.drop_duplicates("onderwerp")
    ranked = most.groupby("rang").cumcount()
    limit = most["rang"].map({BEYOND: rules.aantal, FITTING: rules.binnen_verwachting, OTHER: rules.gunstig})
    chosen = most[ranked < limit].head(rules.aantal)
    return [(row, _siblings(best, row)) for row in chosen.to_dict("records")]


def _siblings(best: pd.DataFrame, lead: _Row) -> list[_Row]:
    """The heaviest figure about the topic of each other group of people, as far from what is expected."""
    rows = best[(best["onderwerp"] == lead["onderwerp"]) & (best["leeftijd"] != lead["leeftijd"])]
    rows = rows[rows["rang"] == lead["rang"]]
    same = rows[np.sign(rows["kant"] * rows["verschil"]) == np.sign(lead["kant"] * lead["verschil"])]
    return same.drop_duplicates("leeftijd").to_dict("records")


@lru_cache(maxsize=4)
@returns(JUDGED)
def judged(profile: Profile) -> pd.DataFrame:
    """The figures of `candidates` with what they say: on which side they are, and how far.

    A difference that the correction for many comparisons takes away says nothing, nor one that stands in too few
    of the other choices. A figure without margins speaks only where it is beyond its expectation.

    Columns besides those of `candidates`: kant (1: lower is better, -1: higher, 0: neither), ongunstig (judged
    unfavourable), voorbij (beyond its expectation, on the side where it differs from NL), afstand (deviation from
    the expectation in standard errors, above 0 = unfavourable), rang (see `select`) and zwaarte within it.
    """
    table = pd.DataFrame() if profile.code == NEDERLAND else candidates(profile)
    if table.empty:
        return table
    rules = load_messages()
    side = table["indicator_code"].map(lambda code: SIDES[profile.indicators[code].richting]).astype(float)
    firm = np.array(
        [rules.stands(h, n) for h, n in zip(table["houdt_stand"], table["van"], strict=True)], dtype=bool
    )
    beyond = table["verwacht_overleeft"].astype(bool) & (
        np.sign(table["verwacht_stap"].astype(float)) == np.sign(table["verschil"])
    )
    says = firm & np.where(table["stap"].notna(), table["overleeft"], beyond).astype(bool) & ~table["ruis"]
    worse, distance = says & (side * table["verschil"] > 0), side * table["toetswaarde"].astype(float)
    weight = table["gewicht"].astype(float)
    rank = np.select([worse & beyond, worse, says & beyond], [BEYOND, FITTING, OTHER], LEFT_OUT)
    return table.assign(
        kant=side,
        ongunstig=worse,
        voorbij=beyond,
        afstand=distance,
        rang=rank,
        zwaarte=np.where(rank == OTHER, table["toetswaarde"].abs(), distance.fillna(0.0)) * weight,
    )


@lru_cache(maxsize=4)
def candidates(profile: Profile) -> pd.DataFrame:
    """Every survey figure that could be a message, with what `stats.robust.score_messages` needs.

    Estimates of a model are left out: there are no margins to judge them with.

    Columns of `indicator_table`, and verschil_sd (difference in standard deviations between gemeenten), ruis,
    onderwerp (topic), gevraagd (who was asked), gewicht (of the subject), houdt_stand, van, robuust (0-1).
    """
    table, rules = indicator_table(profile), load_messages()
    info = [profile.indicators[code] for code in table["indicator_code"]]
    fits = np.array([_is_fit_to_tell(i) for i in info], dtype=bool)
    known = table["waarde"].notna() & table["nl"].notna() & table["leeftijd"].isin(list(rules.names))
    table = table[fits & known & table["actueel"] & _is_newest_round(profile, table)]
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
    """A percentage of a table that a sentence can be made of."""
    told = info.code not in load_messages().niet_vertellen
    return told and info.gezegde is not None and info.eenheid == "%" and info.soort == "enquete"


def _is_newest_round(profile: Profile, table: pd.DataFrame) -> pd.Series:
    """Rows of the newest year of their source and kind: a topic that was dropped from the table is no news."""
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
    return load_messages().topic(code) or code


def _robustness(profile: Profile, row: _Row) -> Robustness:
    table, key = outcomes(profile), (row["indicator_code"], row["leeftijd"])
    if key not in table.index:
        return Robustness(0, 0, ())
    return weigh_message(row["stap"], {str(name): float(step) for name, step in table.loc[key].items()})
