"""Ctrl-C and being told to stop (a time limit, a shutdown) are one thing: clean up, then go.

A library can turn the interrupt into an error of its own (DuckDB makes a RuntimeError of it, an import an
ImportError). Whether a run was told to stop is therefore remembered, and not read from the error.
"""

from __future__ import annotations

import signal
from types import FrameType

_told: list[int] = []


def listen() -> None:
    """From now on both signals raise KeyboardInterrupt and are remembered."""
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)


def told_to_stop() -> bool:
    """Whether a signal to stop has come since `listen`."""
    return bool(_told)


def _stop(number: int, _frame: FrameType | None) -> None:
    _told.append(number)
    raise KeyboardInterrupt
