"""The one family of errors that a user may see: what, where, how to mend; in Dutch."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path


class RegiobeeldError(Exception):
    """A problem the user can act on.

    Args:
        what: what is wrong, one Dutch clause without a full stop.
        where: file, key or name concerned; empty when there is no such place.
        mend: how to put it right, one Dutch sentence without a full stop.
    """

    exit_code = 4

    def __init__(self, what: str, where: str | Path = "", mend: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.mend = what, str(where), mend

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        advice = f". {self.mend}" if self.mend else ""
        text = f"{self.what}{place}{advice}."
        return " ".join(text.split()).replace("?.", "?")


class UsageError(RegiobeeldError):
    """The command was called with something that does not exist or cannot be done."""

    exit_code = 2


class SourceUnreachableError(RegiobeeldError):
    """A source, file or folder cannot be read or written."""

    exit_code = 3


class ContractError(RegiobeeldError):
    """A declaration, a basis file or a table breaks what was agreed."""

    exit_code = 4


def did_you_mean(name: str, known: Collection[str], otherwise: str) -> str:
    """How to mend a wrong name: the right one that looks most like it, else `otherwise`."""
    import difflib  # a wrong name is rare: who makes no mistake does not wait for it

    near = difflib.get_close_matches(name, list(known), n=1)
    return f'Bedoelde u "{near[0]}"?' if near else otherwise
