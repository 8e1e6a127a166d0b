"""The outcome for a reader: a plain table on the screen, and every number in controle.csv."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

from regiobeeld.controle.check import DIFFERENT, EQUAL, UNREACHED, Outcome
from regiobeeld.controle.page import ROW

_WIDTH = 110


def describe(outcomes: Sequence[Outcome], region: str) -> str:
    """How many numbers were recomputed and how many are equal; the differences, one by one."""
    lines = [f"Controle van het regiobeeld van {region}", ""]
    lines.append(f"{'':22}{'getallen':>10}{'nagerekend':>12}{'gelijk':>8}{'verschilt':>11}{'niet nagerekend':>17}")
    for label, rows in (
        ("zinnen en titels", [o for o in outcomes if o.soort != ROW]),
        ("rijen van tabellen", [o for o in outcomes if o.soort == ROW]),
    ):
        count = Counter(outcome.uitkomst for outcome in rows)
        checked = count[EQUAL] + count[DIFFERENT]
        lines.append(
            f"{label:22}{len(rows):>10}{checked:>12}{count[EQUAL]:>8}{count[DIFFERENT]:>11}{count[UNREACHED]:>17}"
        )
    different = [outcome for outcome in outcomes if outcome.uitkomst == DIFFERENT]
    lines += ["", "Verschillen:" if different else "Geen verschillen."]
    for outcome in different:
        lines.append(
            f"- {outcome.getal} staat er, {outcome.verwacht} verwacht ({outcome.plaats}; {outcome.route})"
        )
        lines.append(f"  {_shorten(outcome.zin, outcome.getal)}")
    lines += ["", "Alle getallen, ook de niet nagerekende, staan in controle.csv."]
    return "\n".join(lines)


def _shorten(text: str, number: str) -> str:
    """The part of a long text around the number."""
    start = max(0, text.find(number) - _WIDTH // 2)
    part = text[start : start + _WIDTH]
    return ("... " if start else "") + part + (" ..." if start + _WIDTH < len(text) else "")


def in_order(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """What differs first, then what nothing recomputes, the place with the most of it on top, then the rest."""
    unreached = Counter(_kind(outcome) for outcome in outcomes if outcome.uitkomst == UNREACHED)

    def rank(outcome: Outcome) -> tuple[int, int, str]:
        if outcome.uitkomst != UNREACHED:
            return (0 if outcome.uitkomst == DIFFERENT else 2, 0, "")
        return (1, -unreached[_kind(outcome)], " ".join(_kind(outcome)))

    return sorted(outcomes, key=rank)


def _kind(outcome: Outcome) -> tuple[str, str]:
    """Where it stands and in what kind of text: sentences, titles or rows of a table."""
    return outcome.plaats, outcome.soort


def write_table(outcomes: Sequence[Outcome], path: Path) -> None:
    """Semicolon and BOM, as the other tables of a report: opens well in a Dutch spreadsheet."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Outcome)], delimiter=";")
        writer.writeheader()
        writer.writerows(asdict(outcome) for outcome in in_order(outcomes))
