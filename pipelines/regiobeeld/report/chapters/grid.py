"""The grid of the chapter Verschillen: which cells stand out after correction, and what a count over it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from regiobeeld.catalog.rapport import load_differences
from regiobeeld.profile.compare import compare_grid
from regiobeeld.profile.messages import topic_of
from regiobeeld.profile.model import Profile
from regiobeeld.report.chapters.common import parts_word
from regiobeeld.report.numbers import opsomming
from regiobeeld.report.text import aantal


def grid_cells(profile: Profile) -> tuple[tuple[str, str], ...]:
    """The figures (indicator, age group) of the declared grid that this report has."""
    codes = [code for code in load_differences().rooster if code in profile.indicators]
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
    """The count of every part, so that a reader can check the title: "Aantal per gemeente: Almelo 6, Borne 0"."""
    grid = judged_grid(profile)
    names = grid.loc[grid["klasse"].notna(), "naam"].drop_duplicates() if len(grid) else []
    counts = count_unfavourable(profile)
    listed = sorted(
        ((int(counts.get(name, 0)), str(name)) for name in names), key=lambda pair: (-pair[0], pair[1])
    )
    if not listed:
        return ""
    one = parts_word(profile, 1)
    return f"Aantoonbaar ongunstiger, aantal cijfers per {one}: {opsomming(f'{n} {c}' for c, n in listed)}."


def describe_siblings(codes: Iterable[str]) -> str:
    """That some figures are about the same: "De 10 cijfers gaan over 7 onderwerpen: gewicht telt 2 keer ..."."""
    counts = Counter(topic_of(code) for code in codes)
    double = [f"{topic} ({count})" for topic, count in counts.items() if count > 1]
    if not double:
        return ""
    return (
        f"De {counts.total()} cijfers gaan over {aantal(len(counts), 'onderwerp', 'onderwerpen')}: meer dan één "
        f"cijfer is er over {opsomming(double)}."
    )
