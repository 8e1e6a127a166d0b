"""A progress bar, on a terminal only: in a log file it would be noise."""

from __future__ import annotations

import sys
from typing import TextIO

from tqdm import tqdm

_SHAPE = "{desc} [{bar:30}] {n_fmt} van {total_fmt} rijen"


class ProgressBar:
    """`label [#####     ] 120000 van 549300 rijen`, rewritten in place."""

    def __init__(self, label: str, stream: TextIO | None = None) -> None:
        self._label, self._stream = label, stream or sys.stderr
        self._bar: tqdm[None] | None = None

    def __call__(self, done: int, total: int) -> None:
        """Show how far we are; a new line at the end."""
        if not self._stream.isatty():
            return
        if self._bar is None:
            self._bar = tqdm(desc=self._label, total=total, file=self._stream, bar_format=_SHAPE, ascii=" #")
        self._bar.n = done
        self._bar.refresh()
        if done >= total:
            self._bar.close()
