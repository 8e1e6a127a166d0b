"""Find the columns of a table by name.

StatLine ends a column key in a number that shifts between editions (`Roker_11`, later `Roker_13`), so the number
is no part of the name; whatever then fits two columns is refused instead of guessed.
"""

from __future__ import annotations

import difflib
import re

from regiobeeld.errors import ContractError

_NUMBERED = re.compile(r"^(?P<name>.*[A-Za-z)])_\d+$")


def strip_number(name: str) -> str:
    """A column key without StatLine's number: Roker_11 -> Roker, but pop_0_14 stays pop_0_14."""
    match = _NUMBERED.match(name)
    return match["name"] if match else name


def find_column(header: list[str], wanted: tuple[str, ...], file: str) -> int | None:
    """Position of the one column that bears one of the names `wanted`; None when there is none.

    Raises:
        ContractError: two columns fit.
    """
    hits = {i for name in wanted for i in _positions(header, name)}
    if len(hits) > 1:
        found = ", ".join(header[i] for i in sorted(hits))
        raise ContractError(
            f"kolom '{wanted[0]}' is niet eenduidig: {found}",
            file,
            "Schrijf de naam met zijn nummer in sources/*.toml",
        )
    return hits.pop() if hits else None


def _positions(header: list[str], name: str) -> list[int]:
    exact = [i for i, column in enumerate(header) if column == name]
    return exact or [i for i, column in enumerate(header) if strip_number(column) == name]


def require_column(header: list[str], wanted: tuple[str, ...], file: str) -> int:
    """Like `find_column`, but a missing column is an error that lists the names that look like it."""
    index = find_column(header, wanted, file)
    if index is None:
        near = difflib.get_close_matches(wanted[0], header, n=3, cutoff=0.4)
        advice = f"Lijkt erop: {', '.join(near)}" if near else f"Wel aanwezig: {', '.join(header[:8])}"
        raise ContractError(f"kolom '{wanted[0]}' ontbreekt", file, advice)
    return index
