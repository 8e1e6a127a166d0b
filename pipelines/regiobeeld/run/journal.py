"""What a batch has done so far: kept after every report, so that a batch that was stopped can go on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regiobeeld.areas.regions import resolve_region
from regiobeeld.fingerprint import fingerprint, read_stamp
from regiobeeld.run.outcome import Outcome
from regiobeeld.run.uptodate import STAMP

if TYPE_CHECKING:
    from regiobeeld.run.batch import Order


class Journal:
    """`outputs/regiobeelden-<soort>.json`: the outcome of every region, and what it was made from."""

    def __init__(self, outputs: Path, order: Order) -> None:
        self.path = outputs / f"regiobeelden-{order.soort}.json"
        self._stamp = {"vingerafdruk": fingerprint(), "peiljaar": order.peiljaar, "formaat": order.formaat}
        self._outputs, self._place = outputs, order.plaats
        self._earlier = self._read()
        self.outcomes: dict[str, Outcome] = {}

    def _read(self) -> dict[str, Any]:
        """The outcomes of an earlier batch with the same figures and code."""
        kept = read_stamp(self.path)
        same = all(kept.get(key) == value for key, value in self._stamp.items())
        found = kept.get("uitkomsten")
        return found if same and isinstance(found, dict) else {}

    def finished(self, tasks: Iterable[str]) -> set[str]:
        """The tasks that an earlier batch finished, and of which the report is still there."""
        good = {task for task in tasks if self._earlier.get(task, {}).get("code") == 0}
        return {task for task in good if self._is_there(resolve_region(task).slug)}

    def _is_there(self, slug: str) -> bool:
        if not self._place:
            return (self._outputs / slug / STAMP).is_file()
        from regiobeeld.run.location import Location

        return bool(Location(self._place).read(f"{slug}/{STAMP}"))

    def note(self, outcome: Outcome) -> None:
        """Keep an outcome. On a full disk it is only told: every report says itself whether it is whole."""
        self.outcomes[outcome.taak] = outcome
        kept = self._earlier | {task: asdict(found) for task, found in self.outcomes.items()}
        text = json.dumps({**self._stamp, "uitkomsten": kept}, ensure_ascii=False, indent=1)
        fresh = self.path.with_suffix(".bezig")
        with suppress(OSError):
            fresh.write_text(text + "\n", encoding="utf-8")
            fresh.replace(self.path)

    @property
    def failed(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes.values() if outcome.code]

    @property
    def good(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes.values() if not outcome.code]
