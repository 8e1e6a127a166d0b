"""Ctrl-C and being told to stop (a time limit, a shutdown) are one thing: clean up, then go.

A library can turn the interrupt into an error of its own (DuckDB makes a RuntimeError of it, an import an
ImportError). Whether a run was told to stop is therefore remembered, and not read from the error. A library may
also lose it, or abort when it comes halfway its own start: it waits for the end of `held`, and `obey` asks again.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_told: list[int] = []
_holds: list[None] = []


def listen() -> None:
    """From now on both signals raise KeyboardInterrupt and are remembered."""
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)


def told_to_stop() -> bool:
    """Whether a signal to stop has come since `listen`."""
    return bool(_told)


def obey() -> None:
    """Stop here when a signal to stop has come: a library may have swallowed the interrupt.

    Raises:
        KeyboardInterrupt: as the signal itself does.
    """
    if _told:
        raise KeyboardInterrupt


@contextmanager
def held() -> Iterator[None]:
    """A signal that comes meanwhile is obeyed at the end: for the import of libraries in C++, a second or so."""
    _holds.append(None)
    try:
        yield
    finally:
        _holds.pop()
    obey()


def _stop(number: int, _frame: FrameType | None) -> None:
    _told.append(number)
    if not _holds:
        raise KeyboardInterrupt
