"""A progress bar, on a terminal only: in a log file it would be noise."""

from __future__ import annotations

import sys
from typing import TextIO

_WIDTH = 30


class ProgressBar:
    """`label [#####.....] 120.000 van 549.300 rijen`, rewritten in place."""

    def __init__(self, label: str, stream: TextIO | None = None) -> None:
        self._label, self._stream = label, stream or sys.stderr
        self._shown = self._stream.isatty()

    def __call__(self, done: int, total: int) -> None:
        """Show how far we are; a new line at the end."""
        if not self._shown:
            return
        full = round(_WIDTH * done / total) if total else _WIDTH
        counts = f"{done:,} van {total:,} rijen".replace(",", ".")
        end = "\n" if done >= total else ""
        self._stream.write(f"\r{self._label} [{'#' * full}{'.' * (_WIDTH - full)}] {counts}{end}")
        self._stream.flush()
