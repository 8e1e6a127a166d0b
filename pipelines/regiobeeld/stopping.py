"""Ctrl-C and being told to stop (a time limit, a shutdown) are one thing: clean up, then go.

A library can turn the interrupt into an error of its own (DuckDB makes a RuntimeError of it). Whether a run was
told to stop is therefore remembered, and not read from the error. A library that is being imported may even end
the whole process at once (the C++ of DuckDB does): an import is finished first. And one can lose the interrupt
altogether: a build asks again at every step, and before it replaces what was there.
"""

from __future__ import annotations

import atexit
import signal
from types import FrameType

PAUSE = 0.02
"""Seconds until a run that was importing looks again whether it may stop."""
_IMPORT = "<frozen importlib"
_told: list[int] = []


def listen() -> None:
    """From now on both signals raise KeyboardInterrupt, after the import that is under way, and are remembered."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    if hasattr(signal, "setitimer"):  # not on Windows: there a stop does not wait for an import
        signal.signal(signal.SIGALRM, _stop_now_or_later)
        # An alarm that is still to come would end a run that is just leaving.
        atexit.register(signal.setitimer, signal.ITIMER_REAL, 0)


def told_to_stop() -> bool:
    """Whether a signal to stop has come since `listen`."""
    return bool(_told)


def obey() -> None:
    """Stop here when a signal to stop has come.

    Raises:
        KeyboardInterrupt: as the signal itself does.
    """
    if _told:
        raise KeyboardInterrupt


def _stop(number: int, frame: FrameType | None) -> None:
    _told.append(number)
    _stop_now_or_later(number, frame)


def _stop_now_or_later(_number: int, frame: FrameType | None) -> None:
    if hasattr(signal, "setitimer") and _is_importing(frame):
        signal.setitimer(signal.ITIMER_REAL, PAUSE)
        return
    raise KeyboardInterrupt


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith(_IMPORT):
            return True
        frame = frame.f_back
    return False
