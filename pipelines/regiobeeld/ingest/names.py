"""Names of areas to codes: sources spell one gemeente in several ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import pandas as pd

Names = Mapping[int, Mapping[str, str]]
"""Per year of the gemeentelijke indeling: folded name -> code."""

_SUFFIX = re.compile(r"\s*\((?:gemeente|[A-Z][A-Za-z]{0,2}\.)\)$")


def fold_name(name: str) -> str:
    """A name without what differs between sources: accents, case, apostrophes, commas and full stops.

    "'s-Gravenhage" and "s-Gravenhage" fold to the same, so do "Nuenen, Gerwen ..." and "Nuenen. Gerwen ...".
    """
    plain = unicodedata.normalize("NFKD", name.strip())
    letters = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’`.,")
    return " ".join(letters.casefold().split())


def name_lookup(gemeenten: pd.DataFrame) -> dict[int, dict[str, str]]:
    """Per year the folded names of gemeenten with their code.

    Args:
        gemeenten: columns gebied_jaar, code, naam.

    A name is known as such, with " (gemeente)" behind it (Utrecht is also a province) and without the province
    behind it ("Hengelo (O.)" is also Hengelo), the last only where one gemeente of that year is meant.
    """
    lookup: dict[int, dict[str, str]] = {}
    for year, group in gemeenten.groupby("gebied_jaar"):
        exact = {fold_name(n): c for n, c in zip(group["naam"], group["code"], strict=True)}
        short: dict[str, set[str]] = {}
        for naam, code in zip(group["naam"], group["code"], strict=True):
            short.setdefault(fold_name(_SUFFIX.sub("", naam)), set()).add(code)
        variants = {name: codes.pop() for name, codes in short.items() if len(codes) == 1}
        capitals = {fold_name(f"{name} (gemeente)"): code for name, code in exact.items()}
        lookup[int(str(year))] = {**variants, **capitals, **exact}
    return lookup
