"""What may be said of a figure, given how it was made: METHODEN 0 as one table.

Every step that draws a conclusion asks `allowed` first. A refusal carries the sentence for the reader and a
short code for the findings; a permission may carry a warning that goes along with the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from regiobeeld.stats.arrays import BoolArray, Floats, broadcast

Kind = Literal["telling", "enquete", "modelschatting", "prognose", "berekend"]
Operation = Literal[
    "interval",
    "klasse",
    "trend",
    "effect",
    "rangorde",
    "regressie",
    "verwacht",
    "kruising",
    "vergelijking_bronnen",
]
NOISE_POINTS = 2.0
"""Below this many points a difference between model estimates or figures without margins is noise (METHODEN 0)."""

_YES, _MARGINS, _NO = "ja", "met_marges", "nee"


@dataclass(frozen=True)
class Decision:
    """May this operation be done? `reason_nl` is for the reader: why not, or what to keep in mind."""

    allowed: bool
    reason_nl: str
    code: str


_RULES: dict[Kind, dict[Operation, str]] = {
    "telling": dict.fromkeys(get_args(Operation), _YES) | dict.fromkeys(("interval", "klasse", "trend"), _MARGINS),
    "enquete": dict.fromkeys(get_args(Operation), _MARGINS)
    | {"verwacht": _YES, "kruising": _YES, "vergelijking_bronnen": _NO},
    "modelschatting": dict.fromkeys(get_args(Operation), _NO)
    | {"interval": _MARGINS, "klasse": _MARGINS, "kruising": _YES},
    "prognose": dict.fromkeys(get_args(Operation), _NO) | {"interval": _MARGINS},
    "berekend": dict.fromkeys(get_args(Operation), _MARGINS)
    | {"verwacht": _YES, "kruising": _YES, "effect": _NO, "vergelijking_bronnen": _NO},
}

_CODES: dict[Kind, str] = {
    "telling": "telling",
    "enquete": "enquete",
    "modelschatting": "model",
    "prognose": "prognose",
    "berekend": "berekend",
}

_NO_MARGINS: dict[Kind, str] = {
    "telling": "Dit cijfer komt uit een registratie: het is geteld, niet uit een steekproef geschat. Er hoort "
    "geen steekproefmarge bij, en dus ook geen oordeel over toeval.",
    "enquete": "Bij dit enquêtecijfer zijn geen marges gepubliceerd. Daardoor is niet te zeggen of een verschil "
    "meer is dan toeval.",
    "modelschatting": "Dit cijfer is een schatting van een rekenmodel, zonder marges. Daardoor is niet te zeggen "
    "of een verschil meer is dan toeval.",
    "prognose": "Bij deze prognose is geen marge gepubliceerd.",
    "berekend": "Dit cijfer is zelf berekend en heeft geen marge. Daardoor is niet te zeggen of een verschil meer "
    "is dan toeval.",
}

_REFUSALS: dict[Kind, dict[Operation, str]] = {
    "modelschatting": {
        "trend": "Een rekenmodel schat elk jaar opnieuw. Een verschil tussen jaren kan uit het model komen; "
        "daarom staat hier geen trend.",
        "effect": "Met schattingen van een rekenmodel is niet te meten of een aanpak werkt: het model weet niets "
        "van die aanpak.",
        "rangorde": "Schattingen van een rekenmodel zijn te onzeker voor een volgorde van gebieden.",
        "regressie": "Het rekenmodel gebruikt zelf al leeftijd, inkomen en opleiding. Een verband daarmee is dus "
        "deels vooraf ingebouwd en wordt hier niet getoetst.",
        "verwacht": "Het rekenmodel gebruikt zelf al leeftijd, inkomen en opleiding. Een verwachting op grond "
        "daarvan zegt dan niets nieuws.",
    },
    "prognose": {
        "klasse": "Een prognose is geen meting. Een verschil met nu of met elders is niet te toetsen.",
        "trend": "Een prognose is een verwachting. Daar hoort geen toets op een trend bij.",
        "effect": "Een prognose is een verwachting. Daarmee is niet te meten of een aanpak werkt.",
        "rangorde": "Een prognose is te onzeker voor een volgorde van gebieden.",
        "regressie": "Een prognose is zelf al uitgerekend. Een verband daarmee wordt hier niet getoetst.",
        "verwacht": "Een prognose is geen meting en wordt niet naast een verwachte waarde gezet.",
        "kruising": "Een prognose is geen meting en wordt niet met andere kenmerken gekruist.",
    },
    "berekend": {"effect": "Een zelf berekend cijfer is geen meting van een aanpak."},
}
_MIXED_SOURCES = "Deze cijfers komen uit verschillende bronnen en zijn anders gemaakt. We vergelijken ze niet."

_WARNINGS: dict[Kind, dict[Operation, str]] = {
    "modelschatting": {
        "kruising": "Dit zijn schattingen van een rekenmodel dat zelf al inkomen en opleiding gebruikt. Het beeld "
        "laat zien waar kenmerken samen voorkomen; het bewijst geen verband.",
    },
    "telling": {
        "interval": "De marge geeft het toeval van jaar tot jaar weer; er is niets uit een steekproef geschat.",
        "vergelijking_bronnen": "De cijfers komen uit verschillende registraties.",
    },
}


def allowed(soort: str, operation: str, has_margins: bool = False) -> Decision:
    """Decide whether an operation may be done on figures of this kind.

    Args:
        soort: telling, enquete, modelschatting, prognose or berekend (column `soort` of the schema).
        operation: one of `Operation`. `interval`: show a margin; `klasse`: significance class or colour;
            `trend`: trend test; `effect`: effect of an intervention; `rangorde`: order with rank interval;
            `regressie`: p-value of a relation; `verwacht`: observed against expected;
            `kruising`: describe where two traits coincide;
            `vergelijking_bronnen`: set beside a figure of another source in one comparison.
        has_margins: the figure has a published (or, for a count, computable) 95 % interval.

    Raises ValueError for an unknown kind or operation. Reference: METHODEN 0 and 17; van de Kassteele et al.,
    Int J Health Geogr 2017;16:23; CDC PLACES methodology (what not to do with modelled estimates).
    """
    if soort not in _RULES or operation not in _RULES[soort]:
        raise ValueError(f"unknown kind or operation: {soort}, {operation}")
    rule = _RULES[soort][operation]
    if rule == _YES or (rule == _MARGINS and has_margins):
        warning = _WARNINGS.get(soort, {}).get(operation, "")
        return Decision(True, warning, f"{_CODES[soort]}_let_op" if warning else "ok")
    if rule == _MARGINS:
        return Decision(False, _NO_MARGINS[soort], f"{_CODES[soort]}_zonder_marges")
    reason = _MIXED_SOURCES if operation == "vergelijking_bronnen" else _REFUSALS[soort][operation]
    return Decision(False, reason, f"{_CODES[soort]}_geen_{operation}")


def allowed_together(bronnen: Sequence[str], soorten: Iterable[str]) -> Decision:
    """Decide whether figures may stand in one comparison: one source, or counts only.

    `bronnen`: the source codes of all figures; `soorten`: their kinds. So model estimates (50090NED) never stand
    against the survey (85012NED): for smoking in NL 2020 they say 17.9 and 16.7.
    """
    if len(set(bronnen)) <= 1:
        return Decision(True, "", "ok")
    decisions = [allowed(soort, "vergelijking_bronnen", True) for soort in sorted(set(soorten))]
    return next((decision for decision in decisions if not decision.allowed), decisions[0])


def decide(
    soorten: Sequence[str] | pd.Series, operation: str, has_margins: Sequence[bool] | BoolArray
) -> pd.DataFrame:
    """Return `allowed` for every row: columns toegestaan (bool), code and reden (Dutch), index as `soorten`."""
    index = soorten.index if isinstance(soorten, pd.Series) else None
    pairs = list(zip(soorten, (bool(margin) for margin in has_margins), strict=True))
    found = {pair: allowed(pair[0], operation, pair[1]) for pair in set(pairs)}
    rows = [(found[pair].allowed, found[pair].code, found[pair].reason_nl) for pair in pairs]
    table = pd.DataFrame(rows, columns=["toegestaan", "code", "reden"], index=index)
    # Without rows pandas cannot know that the first column holds truth values.
    return table.astype({"toegestaan": bool})


def is_noise(
    soorten: str | Sequence[str] | pd.Series, differences: Floats, has_margins: bool | BoolArray = True
) -> BoolArray:
    """Say which differences (in points) are too small to mention: less than 2 points where chance is not known.

    That is for model estimates, and for every figure without margins (a survey that publishes none). One kind and
    one `has_margins` for all differences, or one per difference. A missing difference is noise as well: there is
    nothing to mention. Reference: METHODEN 0.
    """
    (points,) = broadcast(differences)
    unknown = (np.asarray(soorten) == "modelschatting") | ~np.asarray(has_margins, dtype=bool)
    floor = np.where(unknown, NOISE_POINTS, 0.0)
    return np.asarray(~(np.abs(points) >= floor - 1e-9))
