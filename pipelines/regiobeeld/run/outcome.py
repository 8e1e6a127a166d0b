"""How the making of one report went, and how to say it."""

from __future__ import annotations

from dataclasses import dataclass

BUG = 1
"""Exit code of a mistake of ours."""


@dataclass(frozen=True)
class Outcome:
    """How a task went.

    Attributes:
        taak: the region, as it is asked for.
        oorzaak: why it failed, one Dutch sentence; empty when it did not.
        code: exit code that belongs to it; 0 when it went well.
        seconden, processor: on the clock, and of the processor.
        geheugen: peak in MB; 0 is unknown.
    """

    taak: str
    oorzaak: str = ""
    code: int = 0
    seconden: float = 0.0
    processor: float = 0.0
    geheugen: int = 0


def say_time(seconds: float) -> str:
    """About how long, in words."""
    if seconds < 90:
        return f"{max(round(seconds), 1)} seconden"
    minutes = round(seconds / 60)
    return f"{minutes} minuten" if minutes < 120 else f"{decimal(seconds / 3600)} uur"


def decimal(number: float) -> str:
    """One decimal, with a comma."""
    return f"{number:.1f}".replace(".", ",")
