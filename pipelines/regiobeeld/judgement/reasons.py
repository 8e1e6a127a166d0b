"""Why something is not said of a figure, in the words of `sources/rapport/weigeringen.toml`."""

from __future__ import annotations

from regiobeeld.outline.sentences import said_by


def refuse(why: str, **facts: str) -> str:
    """The reason of this name; a number in it is given as text, for a reason may be kept longer than a report."""
    return said_by("weigering", facts)(why)
