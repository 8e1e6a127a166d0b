"""Findings (bevindingen) of the harmonisation: data with one Dutch sentence each, never log noise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypedDict

import pandas as pd

from regiobeeld import schema
from regiobeeld.areas.register import LEVEL_NAMES
from regiobeeld.catalog.models import Indicator
from regiobeeld.harmonise.areas import Indeling
from regiobeeld.numbers import dutch_number

_WITH_KIND = ("PV", "CR", "ZK", "VR")

NOT_RENEWED = "niet_vernieuwd"
"""Code of the findings about sources that could not be renewed."""

Ernst = Literal["melding", "let_op", "fout"]


class Finding(TypedDict):
    """One row of `schema.BEVINDING`."""

    code: str
    ernst: Ernst
    onderwerp: str
    gebied_code: str | None
    indicator_code: str | None
    tekst: str


@dataclass(frozen=True)
class Names:
    """What a reader calls the areas and indicators that a finding is about."""

    indeling: Indeling
    indicators: Mapping[str, Indicator]

    def area(self, code: str, *, start: bool = False) -> str:
        """The name, with its kind where a bare name could mean several areas (COROP-gebied Twente)."""
        kind = f"{LEVEL_NAMES[code[:2]]} " if code[:2] in _WITH_KIND else ""
        name = kind + self.indeling.name(code)
        return name[:1].upper() + name[1:] if start else name

    def areas(self, codes: Iterable[str]) -> str:
        """An enumeration in alphabetical order, long ones shortened."""
        return join_words(sorted({self.indeling.name(code) for code in codes}))

    def indicator(self, code: str) -> str:
        return self.indicators[code].naam

    def is_sum(self, code: str) -> bool:
        return self.indicators[code].aggregatie == "som"


def make_finding(
    code: str, ernst: Ernst, tekst: str, *, onderwerp: str, gebied: str | None = None, indicator: str | None = None
) -> Finding:
    """One finding; `gebied` or `indicator` only when it is about exactly that one."""
    return Finding(
        code=code, ernst=ernst, onderwerp=onderwerp, gebied_code=gebied, indicator_code=indicator, tekst=tekst
    )


def to_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Findings as a frame with the columns of `schema.BEVINDING`, sorted by key; no rows is fine."""
    frame = pd.DataFrame(list(findings), columns=schema.BEVINDING.names).astype("object")
    frame = frame.where(frame.notna(), None)
    return frame.sort_values(list(schema.BEVINDING.key), ignore_index=True, kind="stable")


def join_words(words: Sequence[str], most: int = 4) -> str:
    """Dutch enumeration: "A", "A en B", "A, B en C"; beyond `most` the rest is counted ("A, B en 5 andere")."""
    shown = list(words)
    if len(shown) > most:
        shown = [*shown[: most - 1], f"{dutch_number(len(words) - most + 1)} andere"]
    if len(shown) < 2:
        return "".join(shown)
    return ", ".join(shown[:-1]) + " en " + shown[-1]
