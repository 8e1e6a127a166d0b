"""How much of this machine there is to work with (no pandas here)."""

from __future__ import annotations

import os
import sys


def count_cores() -> int:
    """The cores that this process may use; one where a process cannot simply be copied."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
