"""Lay every passage beside the rules: what is printed, what is expected, and what nothing could recompute."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb

from regiobeeld.controle.numbers import NUMBER, decimals_of, read_number, round_as, write_number
from regiobeeld.controle.page import Passage
from regiobeeld.controle.rules import Rule, Rules
from regiobeeld.errors import ContractError

EQUAL, DIFFERENT, UNREACHED = "gelijk", "verschilt", "niet nagerekend"
NO_FIGURE = "geen cijfer"
_COUNTED = re.compile(r"(?:in |op )?(\w+) (?:gemeenten|wijken)")
Span = tuple[int, int]


@dataclass(frozen=True)
class Outcome:
    """One printed number (or name) beside what the embedded figures give; the columns of controle.csv."""

    zin: str
    plaats: str
    soort: str
    getal: str
    verwacht: str
    verschil: str
    uitkomst: str
    route: str


@dataclass
class Checker:
    """Applies rules to passages; a question that was asked before is not asked again."""

    database: duckdb.DuckDBPyConnection
    rules: Rules
    _answers: dict[tuple[str, tuple[str, ...]], dict[str, Any] | None] = field(default_factory=dict)

    def check(self, passages: Iterable[Passage]) -> list[Outcome]:
        return [outcome for passage in passages for outcome in self.check_passage(passage)]

    def check_passage(self, passage: Passage) -> list[Outcome]:
        """The first rule that reaches a number decides about it; digits that are no figure are passed over."""
        seen: dict[Span, Outcome] = {}
        for rule in self.rules.rules:
            place = rule.place(passage)
            if place is None:
                continue
            for match in rule.tekst.finditer(passage.tekst):
                for span, outcome in self._compare(rule, match, place, passage):
                    if not any(_overlap(span, other) for other in seen):
                        seen[span] = outcome
        free = [span for pattern in self.rules.exceptions for span in _spans(pattern, passage.tekst)]
        for match in NUMBER.finditer(passage.tekst):
            if not any(_overlap(match.span(), span) for span in [*seen, *free]):
                seen[match.span()] = _outcome(passage, match[0], "", "", UNREACHED, "")
        return [seen[span] for span in sorted(seen)]

    def _compare(
        self, rule: Rule, match: re.Match[str], place: Mapping[str, str], passage: Passage
    ) -> list[tuple[Span, Outcome]]:
        groups = {name: text for name, text in match.groupdict().items() if text is not None}
        answer = self._ask(rule, {**place, **groups})
        if answer is None and rule.overslaan:
            return []
        outcomes = []
        for name, text in groups.items():
            if answer is not None and name not in answer:
                continue
            if answer is None and read_number(text) is None:
                continue
            expected = None if answer is None else answer[name]
            step = int((answer or {}).get(f"{name}_per", 1))
            shown, gap = _judge(text, expected, step)
            result = EQUAL if gap == "" else DIFFERENT
            outcomes.append((match.span(name), _outcome(passage, text, shown, gap, result, rule.naam)))
        # A year or count by which the answer was sought is checked together with that answer.
        found = all(outcome.uitkomst == EQUAL for _, outcome in outcomes)
        if answer is not None and outcomes and found:
            used = [name for name in groups if name not in answer and read_number(groups[name]) is not None]
            outcomes += [
                (match.span(name), _outcome(passage, groups[name], groups[name], "", EQUAL, rule.naam))
                for name in used
            ]
        return outcomes

    def _ask(self, rule: Rule, given: Mapping[str, str]) -> dict[str, Any] | None:
        """The first row of the answer, or None: there is no such figure."""
        values = {name: given.get(name) for name in rule.parameters}
        key = (rule.naam, tuple(str(values[name]) for name in rule.parameters))
        if key not in self._answers:
            try:
                cursor = self.database.execute(rule.sql, values) if values else self.database.execute(rule.sql)
                names, row = [column[0] for column in cursor.description or []], cursor.fetchone()
            except duckdb.Error as error:
                raise ContractError(f"deze SQL loopt niet: {str(error).splitlines()[0]}", rule.naam) from None
            self._answers[key] = None if row is None else dict(zip(names, row, strict=True))
        return self._answers[key]


def _judge(text: str, expected: Any, step: int = 1) -> tuple[str, str]:
    """What should be printed and how far off it is (empty: equal); `step` 10 when it is rounded to tens."""
    printed = read_number(text)
    if expected is None:
        return NO_FIGURE, "" if printed is None and text in ("–", "") else NO_FIGURE
    if isinstance(expected, str):
        return expected, "" if _is_count_of(text, expected) or _names(text) == _names(expected) else "anders"
    if printed is None:
        return str(expected), "anders"
    right = round_as(float(expected) / step, decimals_of(text)) * step
    # A year is written without a point.
    shown = str(expected) if isinstance(expected, int) and "." not in text else write_number(right)
    return shown, "" if right == printed else write_number(printed - right)


def _is_count_of(text: str, names: str) -> bool:
    """Many that tie may be counted instead of named: "in 4 gemeenten"."""
    match = _COUNTED.fullmatch(text)
    return match is not None and read_number(match[1]) == len(_names(names))


def _names(text: str) -> frozenset[str]:
    """The names in "Almelo, Borne en in Wierden": their order and the words between them do not matter."""
    parts = re.split(r", | en (?:in )?|;", text)
    return frozenset(re.sub(r"^(in|op|de) ", "", part.strip()).strip() for part in parts if part.strip())


def _outcome(passage: Passage, number: str, expected: str, gap: str, result: str, route: str) -> Outcome:
    return Outcome(passage.tekst, passage.plaats, passage.soort, number, expected, gap, result, route)


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [match.span() for match in pattern.finditer(text)]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
