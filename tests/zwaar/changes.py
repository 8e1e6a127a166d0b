"""One change at a time in a made report: how many do the audit, the claims and the control see?

The suite tries fifty of them (tests/integration/test_claims_report.py).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from claims_example import make_report, mutations, try_mutation


def try_many(tables: Path, folder: Path, count: int, seed: int, notes: list[str]) -> tuple[int, int]:
    """(tried, caught); what nobody saw is noted."""
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        report = make_report(tables, folder, patch)
    caught = 0
    for mutation in mutations(report, count, seed):
        seen = bool(try_mutation(report, mutation))
        caught += seen
        if not seen:
            notes.append(f"{mutation.kind}: {mutation.what}")
    return count, caught
