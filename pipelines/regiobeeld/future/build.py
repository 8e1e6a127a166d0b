"""Everything about the future from the figures of the national tables: projection, back-test, care demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from regiobeeld import paths
from regiobeeld.future.care import care_table
from regiobeeld.future.facts import Facts, read_facts
from regiobeeld.future.supply_table import supply_table
from regiobeeld.projection.backtest import ALL, OWN, Outcome, run_nation, run_tests, score_classes, size_classes
from regiobeeld.projection.band import Spread
from regiobeeld.projection.declared import Projectie
from regiobeeld.projection.outcome import Future, add_up, prognose_table
from regiobeeld.projection.project import national_path, project_from
from regiobeeld.projection.tables import AANBOD, PROGNOSE, TOETSING, TOETSING_GEBIED, ZORGVRAAG
from regiobeeld.stats.arrays import FloatArray

NATIONAL_LEVEL, GEMEENTEN, ANY_LEVEL = "NL", "GM", "alle"


def project(facts: Facts) -> Future:
    """The projection of all gemeenten, still without a band."""
    rules = facts.rules
    nation = national_path(facts.history, rules.basisjaar, rules.eindjaar, rules)
    path = project_from(facts.counts, facts.history, rules, rules.jaren, nation)
    people = np.stack([path[year] for year in rules.jaren])
    return Future(facts.counts.areas, rules.jaren, people, no_spread(rules), rules)


def no_spread(rules: Projectie) -> Spread:
    """A band without width, for before the back-test."""
    bands = (*rules.cijfers.geteld, ALL)
    return Spread(bands, (), np.zeros((0, len(bands))), np.zeros(len(bands)), 1, rules.band.zekerheid)


def grow_areas(gemeenten: Future, members: Mapping[str, Sequence[str]], spread: Spread) -> Future:
    """Any areas from their gemeenten, with the band that belongs to their size."""
    people = add_up(gemeenten.people, gemeenten.areas, members)
    return Future(tuple(members), gemeenten.years, people, spread, gemeenten.rules)


def compare_areas(outcomes: Sequence[Outcome], facts: Facts, members: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Expected and counted people of every area in every test of the projection (schema TOETSING_GEBIED)."""
    frames = []
    for outcome in (item for item in outcomes if item.methode == OWN):
        expected, counted = (_sums(x, facts.counts.areas, members) for x in (outcome.verwacht, outcome.geteld))
        for place, band in enumerate([*facts.rules.cijfers.geteld, ALL]):
            frames.append(
                pd.DataFrame(
                    {
                        "gebied_code": list(members),
                        "van": outcome.proef.van,
                        "tot": outcome.proef.tot,
                        "landelijk_bekend": outcome.landelijk_bekend,
                        "leeftijd": band,
                        "verwacht": expected[:, place],
                        "geteld": counted[:, place],
                    }
                )
            )
    table = pd.concat(frames, ignore_index=True)
    return table[TOETSING_GEBIED.names].sort_values(list(TOETSING_GEBIED.key), ignore_index=True)


def _sums(values: FloatArray, gemeenten: Sequence[str], members: Mapping[str, Sequence[str]]) -> FloatArray:
    place = {code: number for number, code in enumerate(gemeenten)}
    return np.stack([values[[place[code] for code in codes]].sum(axis=0) for codes in members.values()])


def score_tests(outcomes: Sequence[Outcome], facts: Facts, members: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """All scores (schema TOETSING): gemeenten, all levels of the band together, and Nederland."""
    rules, frames = facts.rules, []
    pooled = {code: codes for code, codes in members.items() if code[:2] in rules.toets.band_niveaus}
    for outcome in outcomes:
        frames.append(score_classes(outcome, rules.cijfers.geteld, rules).assign(niveau=GEMEENTEN))
        if outcome.methode == OWN:
            summed = {
                name: _sums(getattr(outcome, name), facts.counts.areas, pooled) for name in ("verwacht", "geteld")
            }
            begin = _sums(outcome.begin[:, None], facts.counts.areas, pooled)[:, 0]
            larger = Outcome(outcome.proef, OWN, outcome.landelijk_bekend, begin=begin, **summed)
            frames.append(score_classes(larger, rules.cijfers.geteld, rules).assign(niveau=ANY_LEVEL))
    frames.append(run_nation(facts.history, rules).assign(niveau=NATIONAL_LEVEL))
    table = pd.concat(frames, ignore_index=True)
    table["grootte_tot"] = table["grootte_tot"].astype("Int64")
    return table[TOETSING.names].sort_values(list(TOETSING.key), ignore_index=True)


def spread_from(scores: pd.DataFrame, rules: Projectie) -> Spread:
    """The band of the declared test: local errors by size class, and those of the national run."""
    bands, proef = [*rules.cijfers.geteld, ALL], rules.toets.band
    classes = size_classes(rules.toets.grootteklassen)[1:]
    own = scores[(scores["methode"] == OWN) & (scores["van"] == proef.van) & scores["landelijk_bekend"]]
    local = np.array([[_spread_of(own, low, high, band) for band in bands] for low, high in classes])
    nation = scores[scores["niveau"] == NATIONAL_LEVEL].set_index("leeftijd")["spreiding"]
    return Spread(
        tuple(bands),
        tuple(classes),
        local,
        nation.reindex(bands).to_numpy(float),
        proef.tot - proef.van,
        rules.band.zekerheid,
    )


def _spread_of(own: pd.DataFrame, low: int, high: int | None, band: str) -> float:
    same = (own["niveau"] == ANY_LEVEL) & (own["grootte_vanaf"] == low) & (own["leeftijd"] == band)
    limit = own["grootte_tot"].isna() if high is None else own["grootte_tot"] == high
    return float(own.loc[same & limit.fillna(False), "spreiding"].iloc[0])


def make_future(
    figures: pd.DataFrame, members: pd.DataFrame, gemeenten: Sequence[str], sources: Path = paths.SOURCES
) -> dict[str, pd.DataFrame]:
    """Every table of `FUTURE_TABLES` by name.

    Args:
        figures: harmonised figures, gemeenten in the target indeling (schema WAARNEMING).
        members: gebied_code, gemeente_code of every area; gemeenten: all gemeenten of that indeling.
    """
    facts = read_facts(figures, sorted(gemeenten), sources)
    groups = {str(code): sorted(part) for code, part in members.groupby("gebied_code")["gemeente_code"]}
    areas = {code: [code] for code in facts.counts.areas} | groups
    outcomes = list(run_tests(facts.counts, facts.history, facts.rules))
    scores = score_tests(outcomes, facts, areas)
    return {**tables_of_areas(facts, areas, outcomes, scores), TOETSING.name: scores}


def tables_of_areas(
    facts: Facts, areas: Mapping[str, Sequence[str]], outcomes: Sequence[Outcome], scores: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """The tables per area, for any areas made of whole gemeenten."""
    own = project(facts)
    future = grow_areas(own, areas, spread_from(scores, facts.rules))
    care = care_table(future, own, areas, facts.use, facts.demand, facts.supply)
    return {
        PROGNOSE.name: prognose_table(future),
        ZORGVRAAG.name: care,
        TOETSING_GEBIED.name: compare_areas(outcomes, facts, areas),
        AANBOD.name: supply_table(care, facts.staff, areas, facts.supply),
    }
