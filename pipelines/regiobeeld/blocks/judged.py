"""What stands in a cell about one figure: its age group, its difference, its class, or why there is none."""

from __future__ import annotations

from typing import Any

from regiobeeld.blocks.blocks import klasse_label
from regiobeeld.blocks.text import WOORDEN
from regiobeeld.numbers import LEEG, getal, is_leeg, met_eenheid
from regiobeeld.profile.model import IndicatorInfo
from regiobeeld.stats.compare import JUDGING, NEUTRAL

_CLASSES = sorted({*JUDGING.values(), *NEUTRAL.values()}, key=len, reverse=True)
_NO_DIFFERENCE = {"aantal", "ha", "klasse"}
"""Units in which an area and a larger one are not to be subtracted: how many there are, and names of classes."""


def in_words(klasse: str, overleeft: bool) -> str:
    """The class of a cell; with a reservation where the correction for many comparisons takes it away."""
    return klasse if overleeft or klasse == JUDGING[0] else f"{klasse}, mogelijk toeval"


def verdict(klasse: object, overleeft: bool, code: object) -> str:
    """The class in words; without one why there is none."""
    return in_words(klasse, overleeft) if isinstance(klasse, str) else why(code)


def why(code: object) -> str:
    """A refusal in a cell: "geen (rekenmodel)"; a dash when nothing was asked."""
    known = WOORDEN.geen_uitspraak
    return f"geen ({known[code]})" if isinstance(code, str) and code in known else LEEG


def age_of(leeftijd: str) -> str:
    """An age group as short as a cell: "18+", "18-64", "alle"."""
    return "alle" if leeftijd == "totaal" else leeftijd


def in_cell(value: float | None, info: IndicatorInfo) -> str:
    """A value with its unit, unless the name of the indicator says it already; without a value nothing."""
    unit = "aantal" if info.eenheid.startswith("per ") else info.eenheid
    return "" if is_leeg(value) else met_eenheid(value, unit, info.decimalen)


def difference(value: Any, reference: Any, info: IndicatorInfo) -> str:
    """The difference in the unit of the figure (of a percentage: percentage points)."""
    if info.eenheid in _NO_DIFFERENCE or is_leeg(value) or is_leeg(reference):
        return LEEG
    return getal(value - reference, info.decimalen, teken=True)


def with_labels(html: str) -> str:
    """The same table with the words of the classes as coloured labels; the words stay."""
    for word in _CLASSES:
        html = html.replace(f">{word}</td>", f">{klasse_label(word)}</td>")
    return html
