"""Names of areas to codes: sources spell one gemeente in several ways."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping

import pandas as pd

Names = Mapping[int, Mapping[str, str]]
"""Per year of the gemeentelijke indeling: folded name -> code."""

PROVINCES = {"L.": "lb", "NH.": "nh", "O.": "ov", "Z.": "zld", "ZH.": "zh"}
"""How CBS writes the province behind a name, and how insurers do: "Bergen (L.)" is "BERGEN LB" at Vektis."""
_PROVINCE = re.compile(r"^(.*) \((\w+\.)\)$")
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

    A name is known as such, with " (gemeente)" behind it (Utrecht is also a province), and in the ways of
    `_spellings` where these mean one gemeente of that year.
    """
    lookup: dict[int, dict[str, str]] = {}
    for year, group in gemeenten.groupby("gebied_jaar"):
        exact = {fold_name(n): c for n, c in zip(group["naam"], group["code"], strict=True)}
        short: dict[str, set[str]] = {}
        for naam, code in zip(group["naam"], group["code"], strict=True):
            for spelling in _spellings(naam):
                short.setdefault(fold_name(spelling), set()).add(code)
        variants = {name: codes.pop() for name, codes in short.items() if len(codes) == 1}
        capitals = {fold_name(f"{name} (gemeente)"): code for name, code in exact.items()}
        lookup[int(str(year))] = {**variants, **capitals, **exact}
    return lookup


def _spellings(naam: str) -> Iterator[str]:
    """Other ways to write a name: without the province, with spaces for hyphens, with "ca" for what follows "en".

    "Bergen (L.)" -> "Bergen", "Bergen LB"; "Noord-Beveland" -> "Noord Beveland";
    "Nuenen, Gerwen en Nederwetten" -> "Nuenen ca" (cum annexis).
    """
    bare = _SUFFIX.sub("", naam)
    yield from (bare, bare.replace("-", " "))
    province = _PROVINCE.match(naam)
    if province and province[2] in PROVINCES:
        yield f"{province[1]} {PROVINCES[province[2]]}"
    if " en " in bare:
        yield f"{re.split(r', | en ', bare)[0]} ca"


def suggest_names(name: str, year_names: Mapping[str, str], count: int = 2) -> list[str]:
    """The known names (folded) that look most like this one."""
    return difflib.get_close_matches(fold_name(name), list(year_names), n=count, cutoff=0.7)
