"""Draft the knelpunten of a region from its judged figures: size x certainty x what is different here."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from regiobeeld.claims.marks import plain
from regiobeeld.knelpunten.declared import Knelpunt
from regiobeeld.numbers import dutch_number
from regiobeeld.stats.robust import score_messages

MOST = 7
_STAMP = 8


@dataclass(frozen=True)
class Ground:
    """One judged figure under a knelpunt.

    `voorbij`: demonstrably beyond what age, SES and urbanity predict, on the unfavourable side; `score` 0-1.
    Of a ratio of the future `jaar` is the year it is about, `nl` that of Nederland then and `nu` its value now.
    """

    indicator: str
    leeftijd: str
    jaar: int
    waarde: float
    ondergrens: float | None
    bovengrens: float | None
    nl: float
    verwacht_laag: float | None
    verwacht_hoog: float | None
    voorbij: bool
    score: float
    nu: float | None = None


@dataclass(frozen=True)
class Draft:
    """A knelpunt as the rules make it: its grounds, heaviest first, and the doelgroepen that support it."""

    code: str
    rule: Knelpunt
    gronden: tuple[Ground, ...]
    steun: tuple[str, ...]

    @property
    def score(self) -> float:
        return self.gronden[0].score

    @property
    def is_different(self) -> bool:
        """Whether a ground lies beyond what age, SES and urbanity predict."""
        return any(ground.voorbij for ground in self.gronden)

    @property
    def cijfers(self) -> str:
        """A stamp of the figures it rests on: another figure, another stamp."""
        text = ";".join(
            f"{g.indicator} {g.leeftijd} {g.jaar} {dutch_number(g.waarde, 1)}"
            for g in sorted(self.gronden, key=lambda g: (g.indicator, g.leeftijd))
        )
        return hashlib.sha256(plain(f"{text}|{','.join(sorted(self.steun))}").encode()).hexdigest()[:_STAMP]


def weigh(judged: pd.DataFrame) -> pd.DataFrame:
    """Unfavourable figures with their score: size x certainty x what is different here (`score_messages`).

    A deviation from what is expected counts only on the unfavourable side: a figure that is better than its
    expectation is not different in the sense of a knelpunt. A figure without margins that is beyond its
    expectation counts as certain as one at 95 %.

    Args:
        judged: a row per figure with verschil_sd, stap, robuust, gewicht, ongunstig (judged unfavourable), voorbij
            and afstand (deviation from what is expected in standard errors, above 0 = unfavourable).
    """
    rows = judged[judged["ongunstig"]]
    step = rows["stap"].astype(float).abs()
    step = step.mask(step.isna() & rows["voorbij"], 1.0)
    surprise = rows["afstand"].astype(float).clip(lower=0.0)
    scored = score_messages(rows.assign(stap=step, toetswaarde=surprise, ruis=False))
    return scored[scored["score"] > 0].sort_values(
        ["score", "indicator_code", "leeftijd"], ascending=[False, True, True], ignore_index=True
    )


def draft(
    rules: Mapping[str, Knelpunt],
    judged: pd.DataFrame,
    found: Collection[str] = (),
    ratios: Mapping[str, Ground] | None = None,
) -> list[Draft]:
    """All knelpunten that the rules make of these figures, heaviest first; ties by code.

    Args:
        judged: see `weigh`.
        found: doelgroepen that were found in this region with a share above that of Nederland.
        ratios: code of a ratio of the future -> its ground, only where it falls beyond its band.
    """
    weighed = weigh(judged)
    drafts = [
        Draft(code, rule, grounds, tuple(name for name in rule.steun if name in found))
        for code, rule in rules.items()
        if (grounds := _grounds(rule, weighed, ratios or {}))
    ]
    kept = [item for item in drafts if item.steun or not item.rule.steun_nodig]
    return sorted(kept, key=lambda item: (-round(item.score, 9), item.code))


def _grounds(rule: Knelpunt, weighed: pd.DataFrame, ratios: Mapping[str, Ground]) -> tuple[Ground, ...]:
    if rule.verhouding:
        return (ratios[rule.verhouding],) if rule.verhouding in ratios else ()
    wanted = {(ground.indicator, ground.leeftijd) for ground in rule.grond}
    rows = weighed.to_dict("records")
    return tuple(as_ground(row) for row in rows if (row["indicator_code"], row["leeftijd"]) in wanted)


def as_ground(row: Mapping[Hashable, Any]) -> Ground:
    """One row of the judged figures as a ground; a score that is not there is 0."""

    def number(name: str) -> float | None:
        value = row[name]
        return None if pd.isna(value) else float(value)

    return Ground(
        indicator=str(row["indicator_code"]),
        leeftijd=str(row["leeftijd"]),
        jaar=int(row["jaar"]),
        waarde=number("waarde") or 0.0,
        ondergrens=number("ondergrens"),
        bovengrens=number("bovengrens"),
        nl=number("nl") or 0.0,
        verwacht_laag=number("verwacht_laag"),
        verwacht_hoog=number("verwacht_hoog"),
        voorbij=bool(row["voorbij"]),
        score=float(row.get("score") or 0.0),
    )


def keep_heaviest(drafts: list[Draft], kept: Collection[str] = ()) -> list[Draft]:
    """Of several with the same leading figure only the one that says most of who and where; `kept` all stay."""
    seen: dict[tuple[str, str], Draft] = {}
    for item in drafts:
        lead = (item.gronden[0].indicator, item.gronden[0].leeftijd)
        if lead not in seen or (item.rule.steun_nodig and not seen[lead].rule.steun_nodig):
            seen[lead] = item
    chosen = {item.code for item in seen.values()} | set(kept)
    return [item for item in drafts if item.code in chosen]
