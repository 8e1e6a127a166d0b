"""Wijken of two indelingen side by side: which wijk of the one is offered for which wijk of the other.

Wijken are never converted: gemeenten redraw and renumber them without publishing what became of what. A code is no
proof either. What is offered here, by code or by hand, must still be proven per gemeente (`reproduction`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from regiobeeld.catalog.wijklinks import Herstel
from regiobeeld.errors import ContractError
from regiobeeld.harmonise.areas import Indeling

CERTAIN = "zeker"
MENDED = "met de hand gekoppeld"
CHANGED = "zelfde code, gemeente heeft de wijkindeling gewijzigd"
GREW = "zelfde code, gemeente kreeg er gebied bij"
GONE = "wijk bestaat alleen in {year}"
MERGED = "gemeente is tussen {first} en {last} heringedeeld"
NOT_MENDED = "de wijk van {year} is een andere"
DECLARATION = "sources/kruising/wijkkoppeling.toml"


def gemeente_of(codes: pd.Series) -> pd.Series:
    """The gemeente of a wijk or buurt: WK014110 and BU01411001 -> GM0141."""
    return "GM" + codes.str[2:6]


def match_wijken(
    measured: Iterable[str],
    drawn: Iterable[str],
    indeling: Indeling | None = None,
    *,
    year_measured: int = 2020,
    year_drawn: int = 2022,
    mended: Iterable[Herstel] = (),
) -> pd.DataFrame:
    """Which wijk with figures is offered for each wijk of the map: that of the same code, or the declared one.

    Args:
        measured, drawn: all wijk codes of the country (or of whole gemeenten) in the year of the figures and in
            that of the map.
        indeling: tells which gemeenten merged or grew in between; without it, a gemeente that has wijken in
            only one of the two years is taken to have merged.
        year_measured, year_drawn: the two indelingen.
        mended: declared links; those of other years are left alone.

    Returns:
        [wijk_code, wijk_oud, gemeente_code, gekoppeld, reden], one row per wijk of the map, sorted. `wijk_oud` =
        its code in the year of the figures, empty when there is none; `gekoppeld` = there is one (a gemeente
        that merged gets another code, and so do its wijken); `reden` = "zeker" when the gemeente has exactly the
        same codes in both years and kept its borders, otherwise why the match is uncertain or impossible.

    Raises:
        ContractError: a code is not that of a wijk, or a declared code does not exist.
    """
    old, new = frozenset(measured), frozenset(drawn)
    first, last = sorted((year_measured, year_drawn))
    _require_wijken(sorted(old | new))
    wijken = pd.Series(sorted(new), dtype="str", name="wijk_code")
    table = pd.DataFrame({"wijk_code": wijken, "wijk_oud": wijken, "gemeente_code": gemeente_of(wijken)})
    in_old = wijken.isin(old)
    reason = pd.Series(CHANGED, index=table.index).mask(table["gemeente_code"].isin(_unchanged(old, new)), CERTAIN)
    moved, grew = _moved(old, new, indeling, (year_measured, year_drawn))
    reason = reason.mask(table["gemeente_code"].isin(grew), GREW)
    reason = reason.mask(~in_old, GONE.format(year=year_drawn))
    has_moved = table["gemeente_code"].isin(moved)
    reason = reason.mask(has_moved, MERGED.format(first=first, last=last))
    table = table.assign(gekoppeld=in_old & ~has_moved, reden=reason)
    for item in mended:
        if (item.jaar_cijfers, item.jaar_kaart) == (year_measured, year_drawn):
            table = _mend(table, item, old)
    return table.assign(wijk_oud=table["wijk_oud"].where(table["gekoppeld"], None))


def _require_wijken(codes: list[str]) -> None:
    wijken = pd.Series(codes, dtype="str")
    wrong = wijken[~wijken.str.fullmatch(r"WK[0-9]{4}[0-9A-Z]{2}")]
    if len(wrong):
        raise ContractError(
            "dit is geen wijkcode",
            str(wrong.iloc[0]),
            "Een wijkcode is WK met vier cijfers en twee cijfers of letters",
        )


def _unchanged(old: frozenset[str], new: frozenset[str]) -> frozenset[str]:
    """Gemeenten with exactly the same wijk codes in both years."""
    changed = {code[2:6] for code in old ^ new}
    return frozenset(f"GM{code[2:6]}" for code in old & new if code[2:6] not in changed)


def _moved(
    old: frozenset[str], new: frozenset[str], indeling: Indeling | None, years: tuple[int, int]
) -> tuple[frozenset[str], frozenset[str]]:
    """Gemeenten that exist in one of both years only, and those of which the area changed."""
    if indeling is None:
        lists = [frozenset(f"GM{code[2:6]}" for code in codes) for codes in (old, new)]
        return lists[0] ^ lists[1], frozenset()
    lists = [frozenset(indeling.codes(year)) for year in years]
    return lists[0] ^ lists[1], indeling.touched(min(years), max(years))


def _mend(table: pd.DataFrame, item: Herstel, old: frozenset[str]) -> pd.DataFrame:
    """The table with the links of one gemeente as declared by hand."""
    own = table["gemeente_code"] == item.gemeente_code
    if not own.any():
        return table
    links: Mapping[str, str] = {pair.nieuw: pair.oud for pair in item.wijken}
    for code, known, year in [
        *((pair.nieuw, set(table.loc[own, "wijk_code"]), item.jaar_kaart) for pair in item.wijken),
        *((pair.oud, old, item.jaar_cijfers) for pair in item.wijken),
    ]:
        if code not in known:
            raise ContractError(
                f"verwacht: wijk {code} van {item.gemeente_code} in {year}; gevonden: geen wijk met die code",
                DECLARATION,
                "Controleer de koppeling van deze gemeente met de nieuwe cijfers, of haal haar weg",
            )
    source = table["wijk_code"].map(links)
    missing = NOT_MENDED.format(year=item.jaar_cijfers)
    return table.assign(
        wijk_oud=table["wijk_oud"].mask(own, source),
        gekoppeld=table["gekoppeld"].mask(own, source.notna()),
        reden=table["reden"].mask(own, source.map(lambda code: MENDED, na_action="ignore").fillna(missing)),
    )


def carry(rows: pd.DataFrame, links: pd.DataFrame, drawn: int) -> pd.DataFrame:
    """Figures of wijken under the codes of the map; what is not linked is left out.

    Args:
        rows: any frame with gebied_code and gebied_jaar of wijken.
        links: jaar_cijfers, wijk_code, wijk_oud, gekoppeld (schema WIJKKOPPELING_WIJK).
        drawn: the indeling of the map.

    Returns:
        The same columns. `gebied_jaar` stays the indeling for which the figure was published; gebied_code is a
        wijk of the map.
    """
    own = rows["gebied_jaar"] == drawn
    linked = links.loc[links["gekoppeld"].astype(bool), ["jaar_cijfers", "wijk_oud", "wijk_code"]]
    linked = linked.rename(columns={"jaar_cijfers": "gebied_jaar", "wijk_oud": "gebied_code"})
    moved = rows[~own].merge(linked, on=["gebied_jaar", "gebied_code"], how="inner", validate="many_to_one")
    moved = moved.assign(gebied_code=moved["wijk_code"])[list(rows.columns)]
    return pd.concat([rows[own], moved], ignore_index=True)
