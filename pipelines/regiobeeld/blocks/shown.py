"""How what we make shows itself in a notebook, and how the page recognises it afterwards.

An output with `MARK` was made by this package: every text in it went through `escape` and the guard on wording,
and it may stand in the page as it is. Any other output is an addition of the analyst (`report.additions`).
"""

from __future__ import annotations

from typing import Any

MARK = "application/vnd.regiobeeld+json"
MARK_OF_BLOCK = "<!--blok {doel} {adres}-->"
"""Stands before a block in the HTML of a cell: the chapter of a layer that it goes to, and its address."""


class Shown:
    """Something with `_repr_html_` of which the HTML may stand in the page as it is."""

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {MARK: {"soort": "blok"}}


def is_ours(data: Any) -> bool:
    """Whether this output (type -> content) was made by this package."""
    return MARK in data
