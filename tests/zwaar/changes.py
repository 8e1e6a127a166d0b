"""One change at a time in a made report: how many do the audit, the claims and the control see?

The suite tries sixty of them (tests/integration/test_claims_report.py).
"""

from __future__ import annotations

from pathlib import Path

from claims_example import make_report, mutations, try_mutation


def try_many(tables: Path, folder: Path, count: int, seed: int, notes: list[str]) -> tuple[int, int]:
    """(tried, caught); what nobody saw is noted."""
    folder.mkdir()
    report = make_report(tables, folder)
    caught = 0
    for mutation in mutations(report, count, seed):
        seen = bool(try_mutation(report, mutation))
        caught += seen
        if not seen:
            notes.append(f"{mutation.kind}: {mutation.what}")
    return count, caught
