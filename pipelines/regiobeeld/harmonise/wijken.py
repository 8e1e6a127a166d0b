"""Wijken of two indelingen side by side: which code still means the same wijk, and how sure that is.

Wijken are never converted: gemeenten redraw and renumber them without publishing what became of what.
All that can be said is whether a code exists in both years and whether its gemeente left the whole
division alone.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from regiobeeld.errors import ContractError
from regiobeeld.harmonise.areas import Indeling
from regiobeeld.harmonise.findings import make_finding, to_frame

CERTAIN = "zeker"
CHANGED = "zelfde code, gemeente heeft de wijkindeling gewijzigd"
GREW = "zelfde code, gemeente kreeg er gebied bij"
GONE = "wijk bestaat alleen in {year}"
MERGED = "gemeente is tussen {first} en {last} heringedeeld"


def gemeente_of(codes: pd.Series) -> pd.Series:
    """The gemeente of a wijk or buurt: WK014110 and BU01411001 -> GM0141."""
    return "GM" + codes.str[2:6]


def match_wijken(
    codes_a: Iterable[str],
    codes_b: Iterable[str],
    indeling: Indeling | None = None,
    *,
    year_a: int = 2020,
    year_b: int = 2022,
) -> pd.DataFrame:
    """Which wijken of `year_a` can be put beside those of `year_b`.

    Args:
        codes_a, codes_b: all wijk codes of the country (or of whole gemeenten) in the two years.
        indeling: tells which gemeenten merged or grew in between; without it, a gemeente that has wijken in
            only one of the two years is taken to have merged.
        year_a, year_b: the two indelingen, oldest first.

    Returns:
        [wijk_code, gemeente_code, gekoppeld, reden], one row per code in either year, sorted.
        `gekoppeld` = same code in both years (a gemeente that merged gets another code, and so do its wijken);
        `reden` = "zeker" when the gemeente has exactly the same codes in both years and kept its borders,
        otherwise why the match is uncertain or impossible.

    Raises:
        ContractError: a code that is not that of a wijk.
    """
    first, last = frozenset(codes_a), frozenset(codes_b)
    wijken = pd.Series(sorted(first | last), dtype="str", name="wijk_code")
    wrong = wijken[~wijken.str.fullmatch(r"WK\d{4}[0-9A-Z]{2}")]
    if len(wrong):
        raise ContractError(
            "dit is geen wijkcode",
            str(wrong.iloc[0]),
            "Een wijkcode is WK met vier cijfers en twee cijfers of letters",
        )
    table = pd.DataFrame({"wijk_code": wijken, "gemeente_code": gemeente_of(wijken)})
    in_a, in_b = wijken.isin(first), wijken.isin(last)
    both = in_a & in_b
    gemeenten = [frozenset(table.loc[inside, "gemeente_code"]) for inside in (in_a, in_b)]
    grew: frozenset[str] = frozenset()
    if indeling is not None:
        gemeenten = [frozenset(indeling.codes(year)) for year in (year_a, year_b)]
        grew = indeling.touched(year_a, year_b)
    moved = table["gemeente_code"].isin(gemeenten[0] ^ gemeenten[1])
    whole = both.groupby(table["gemeente_code"]).transform("all")
    reason = pd.Series(CHANGED, index=table.index).mask(whole, CERTAIN)
    reason = reason.mask(table["gemeente_code"].isin(grew), GREW)
    reason = reason.mask(in_a & ~in_b, GONE.format(year=year_a)).mask(in_b & ~in_a, GONE.format(year=year_b))
    reason = reason.mask(moved, MERGED.format(first=year_a, last=year_b))
    return table.assign(gekoppeld=both & ~moved, reden=reason)


def describe_wijken(
    match: pd.DataFrame, indeling: Indeling, year_a: int = 2020, year_b: int = 2022
) -> pd.DataFrame:
    """Findings: one sentence per gemeente of which the wijken cannot (all) be compared with certainty."""
    findings = []
    merged = MERGED.format(first=year_a, last=year_b)
    for code, wijken in match[match["reden"] != CERTAIN].groupby("gemeente_code", sort=True):
        linked, reasons = int(wijken["gekoppeld"].sum()), set(wijken["reden"])
        rest = _count(len(wijken) - linked)
        if reasons == {merged}:
            what = "is {} heringedeeld: wijkcijfers van deze jaren zijn niet te koppelen"
        elif not linked:
            what = "heeft de wijken {} opnieuw ingedeeld: geen wijk is te koppelen"
        elif GREW in reasons:
            what = f"kreeg er {{}} gebied bij: {_count(linked)} met dezelfde code, {rest} niet te koppelen"
        else:
            what = (
                f"heeft de wijkindeling {{}} gewijzigd: {_count(linked)} met dezelfde code maar misschien "
                f"andere grenzen, {rest} niet te koppelen"
            )
        text = f"{indeling.name(str(code))} {what.format(f'tussen {year_a} en {year_b}')}."
        findings.append(make_finding("wijken_gewijzigd", "let_op", text, onderwerp="wijken", gebied=str(code)))
    return to_frame(findings)


def _count(number: int) -> str:
    return "1 wijk" if number == 1 else f"{number} wijken"
