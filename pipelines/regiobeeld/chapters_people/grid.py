"""The grid of the chapter Verschillen: which cells stand out after correction, and what a count over it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from regiobeeld.blocks.common import parts_word
from regiobeeld.blocks.sentences import region_facts
from regiobeeld.blocks.text import onderwerp
from regiobeeld.judgement.compare import compare_grid
from regiobeeld.numbers import aantal, getal
from regiobeeld.outline.chapters import the_block
from regiobeeld.outline.rapport import load_messages
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.outline.special_blocks import Rooster
from regiobeeld.profile.model import Profile

MOST_PARTS = 20
"""So many parts are named with their count; of the others only how many there are and what they have at most."""


def grid_cells(profile: Profile) -> tuple[tuple[str, str], ...]:
    """The figures (indicator, age group) of the declared grid that this report has."""
    codes = [code for code in the_block(Rooster).indicatoren if code in profile.indicators]
    return tuple((code, profile.indicators[code].leeftijd) for code in codes)


def judged_grid(profile: Profile) -> pd.DataFrame:
    """Every cell of the grid against the rest of Nederland, corrected over all cells (METHODEN 4)."""
    return compare_grid(profile, grid_cells(profile))


def judged_cells(profile: Profile) -> int:
    """How many cells of the grid are tested."""
    return int(judged_grid(profile)["klasse"].notna().sum())


def count_unfavourable(profile: Profile) -> pd.Series:
    """Per part (name) the number of figures on which it is demonstrably less favourable; without the others.

    Only cells that survive the correction over the whole grid count; a neutral figure has no unfavourable side.
    """
    grid = judged_grid(profile)
    if grid.empty:
        return pd.Series(dtype=int)
    worse = grid["overleeft"] & grid["klasse"].str.contains("ongunstiger", na=False)
    return grid.loc[worse, "naam"].value_counts()


def say_unfavourable(profile: Profile) -> str:
    """The count of every part, so that a reader can check the title: "per gemeente: Almelo 6, Losser 4 ..."."""
    grid, counts = judged_grid(profile), count_unfavourable(profile)
    names = grid.loc[grid["klasse"].notna(), "naam"].drop_duplicates().tolist()
    ordered = sorted((-int(counts.get(name, 0)), str(name)) for name in names)
    if not ordered:
        return ""
    listed = [f"{name} {getal(-count)}" for count, name in ordered[:MOST_PARTS]]
    rest = ordered[MOST_PARTS:]
    if rest:
        others = aantal(len(rest), f"andere {parts_word(profile, 1)}", f"andere {parts_word(profile)}")
        listed.append(f"{others} met hoogstens {getal(-rest[0][0])}")
    return _say(profile, "tellen", namen=listed)


def count_topics(profile: Profile, codes: Iterable[str]) -> Counter[str]:
    """How many of these figures are about each topic, by its name; an undeclared topic is one figure."""
    return Counter(load_messages().topic(code) or onderwerp(profile.indicators[code]) for code in codes)


def describe_siblings(profile: Profile) -> str:
    """That some figures are about the same: "De 10 cijfers gaan over 7 onderwerpen: gewicht telt 2 keer ..."."""
    counts = count_topics(profile, [code for code, _ in grid_cells(profile)])
    double = [(topic, count) for topic, count in counts.items() if count > 1]
    if not double:
        return ""
    return _say(profile, "verwant", cijfers=counts.total(), onderwerpen=len(counts), dubbel=double)


def _say(profile: Profile, name: str, **facts: object) -> str:
    """A sentence of the declared grid."""
    return Zinnen("het rooster", the_block(Rooster).zinnen, region_facts(profile))(name, **facts)
