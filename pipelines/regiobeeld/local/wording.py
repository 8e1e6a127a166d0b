"""How the hidden figures are told: how many and why, never which one for which reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from regiobeeld.local.suppress import BESCHERMT, KLEIN, REDENEN
from regiobeeld.numbers import getal

FEWEST = 3
"""Fewer figures than this with one reason are told with the others: one reason would point at one cell."""


def tell_hidden(reasons: Iterable[str], total: int, exposed: int = 0) -> str:
    """ "12 van de 90 cijfers worden niet getoond: 5 omdat ..., 7 omdat ..."; counts only where they are many."""
    counts = Counter(reasons)
    hidden = sum(counts.values())
    if not hidden:
        return "alle cijfers worden getoond: geen ervan gaat over te weinig mensen"
    # With only one of these two, everybody would know on which side of the threshold a hidden figure is.
    apart = min(counts.values()) >= FEWEST and (KLEIN in counts) == (BESCHERMT in counts)
    named = [f"{getal(counts[r]) if apart else ''} omdat {REDENEN[r]}".strip() for r in REDENEN if counts[r]]
    if not apart and (KLEIN in counts or BESCHERMT in counts):
        named = list(dict.fromkeys([f"omdat {REDENEN[KLEIN]}", f"omdat {REDENEN[BESCHERMT]}", *named]))
    verb = "wordt" if hidden == 1 else "worden"
    joint = ", of ".join(named) if not apart else ", ".join(named)
    text = f"{getal(hidden)} van de {getal(total)} cijfers {verb} niet getoond: {joint}"
    if exposed:
        text += f"; {getal(exposed)} daarvan zijn af te leiden uit wat al eerder is getoond"
    return text
