"""Which messages matter most, and do they stand when other reasonable choices are made?

A message stands on choices: the benchmark, the year, the weights, the source. Each is varied; the reader sees
"houdt stand in 11 van 12".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

import numpy as np
import pandas as pd

from regiobeeld.stats.arrays import FloatArray, broadcast

T = TypeVar("T")

CERTAINTY = {2.0: 1.0, 1.0: 0.7, 0.0: 0.0}
"""Certainty of a message by the size of its step (99.8 %, 95 %, no more than chance)."""
UNTESTED = 0.3
"""Certainty of a message that may not be tested (model estimates, figures without margins)."""
LARGE = 2.0
"""A difference (or surprise) of this many standard deviations gets the full score."""
EXPECTED = 0.5
"""Surprise score of a message without an expectation: neither expected nor surprising."""
_FACTORS = ("verschil_sd", "stap", "robuust", "toetswaarde", "gewicht")


@dataclass(frozen=True)
class Robustness:
    """In how many of the alternatives that could be computed the message stands."""

    holds: int
    total: int
    broken_by: tuple[str, ...]

    @property
    def share(self) -> float | None:
        return self.holds / self.total if self.total else None

    @property
    def text_nl(self) -> str:
        return f"houdt stand in {self.holds} van {self.total}" if self.total else "niet na te gaan"


def list_alternatives(choices: Mapping[str, Sequence[T]]) -> dict[str, dict[str, T]]:
    """Return every combination of choices under a readable name: {"NL, 2020": {"vergelijking": "NL", ...}}."""
    names = list(choices)
    combinations = [dict(zip(names, values, strict=True)) for values in product(*choices.values())]
    return {", ".join(str(value) for value in chosen.values()): chosen for chosen in combinations}


def weigh_message(step: float | None, alternatives: Mapping[str, float | None]) -> Robustness:
    """Return in how many alternatives a message stands.

    `step`: outcome of the message as told, -2..2 (see `compare.Comparison`); `alternatives`: the outcome under
    each other choice. It stands when the sign is the same: higher stays higher, comparable stays comparable.
    Missing: an alternative without outcome (None or NaN) does not count; a message without outcome has no
    robustness.
    """
    (base,) = broadcast(step)
    known = {name: float(s) for name, s in alternatives.items() if s is not None and not np.isnan(s)}
    if np.isnan(base):
        return Robustness(0, 0, ())
    broken = tuple(name for name, other in known.items() if np.sign(other) != np.sign(base))
    return Robustness(len(known) - len(broken), len(known), broken)


def score_messages(messages: pd.DataFrame) -> pd.DataFrame:
    """Return the messages with their scores: columns omvang, zekerheid, verrassing and score (each 0-1).

    score = omvang x zekerheid x verrassing x gewicht, with
    - omvang = min(1, |verschil_sd| / 2): difference from the benchmark in standard deviations between areas;
    - zekerheid = 1 (99.8 %), 0.7 (95 %), 0 (no more than chance), 0.3 (not testable), times `robuust` (0-1);
    - verrassing = 0.25 + 0.75 min(1, |toetswaarde| / 2): deviation from what age, SES and urbanity predict;
    - gewicht (0-1): how much the subject itself matters to the reader, as the caller sees it.

    Columns used: verschil_sd (required), stap, robuust, toetswaarde, gewicht, ruis (True: difference is noise,
    score 0).
    Missing: no difference: no score (NaN); no step: not testable; no robustness: not diminished; no expectation:
    verrassing 0.5; no weight: 1. Own choice, made for regiobeeld: METHODEN names three factors, not their scale.
    """
    column = {name: _column(messages, name) for name in (*_FACTORS, "ruis")}
    size = np.minimum(1.0, np.abs(column["verschil_sd"]) / LARGE)
    step = np.abs(column["stap"])
    certainty = np.select([step == key for key in CERTAINTY], list(CERTAINTY.values()), UNTESTED)
    certainty = certainty * np.where(np.isnan(column["robuust"]), 1.0, column["robuust"])
    surprise = 0.25 + 0.75 * np.minimum(1.0, np.abs(column["toetswaarde"]) / LARGE)
    surprise = np.where(np.isnan(surprise), EXPECTED, surprise)
    weight = np.where(np.isnan(column["gewicht"]), 1.0, column["gewicht"])
    score = np.where(column["ruis"] == 1, 0.0, size * certainty * surprise * weight)
    score = np.where(np.isnan(size), np.nan, score)
    return messages.assign(omvang=size, zekerheid=certainty, verrassing=surprise, score=score)


def _column(frame: pd.DataFrame, name: str) -> FloatArray:
    if name not in frame.columns:
        return np.full(len(frame), np.nan)
    return broadcast(frame[name])[0]


def select_messages(
    messages: pd.DataFrame, count: int = 5, *, group: str = "thema", per_group: int = 2
) -> pd.DataFrame:
    """Return the `count` messages with the highest score above 0, best first, at most `per_group` of each theme.

    Needs column indicator_code besides those of `score_messages`; equal scores go by indicator_code, leeftijd and
    gebied_code, so that the order of rows is irrelevant. Without the column `group` there is no limit per group.
    """
    scored = score_messages(messages)
    ties = [name for name in ("indicator_code", "leeftijd", "gebied_code") if name in scored.columns]
    ranked = scored[scored["score"] > 0].sort_values(ties, kind="stable")
    ranked = ranked.sort_values("score", ascending=False, kind="stable")
    if group in ranked.columns:
        ranked = ranked[ranked.groupby(group, dropna=False).cumcount() < per_group]
    return ranked.head(count)
