"""What a report counts in the collaborations of a region: which theme in which gemeente, and who takes part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from regiobeeld.areas.register import Register
from regiobeeld.collaboration.contract import Verband

MOST_NODES = 40
"""More partners than this cannot be read in one figure."""


@dataclass(frozen=True)
class Overview:
    """The collaborations of one region.

    Attributes:
        verbanden: those of at least one gemeente of the region, or of the whole region; running ones first.
        gemeenten: the codes of the region.
    """

    verbanden: tuple[Verband, ...]
    gemeenten: tuple[str, ...]

    @property
    def running(self) -> tuple[Verband, ...]:
        return tuple(v for v in self.verbanden if v.is_running)

    @property
    def without_gemeenten(self) -> tuple[Verband, ...]:
        """Collaborations of which the source names no gemeente: they count for the region, not for a gemeente."""
        return tuple(v for v in self.verbanden if not v.gemeenten)


def select(verbanden: Iterable[Verband], gemeenten: Collection[str], register: Register) -> Overview:
    """The collaborations that touch a region.

    Args:
        gemeenten: codes of the region.
        register: tells which gemeenten the region of a file has, for collaborations that name no gemeente: these
            count only where the whole region of the file lies inside, or the other way around.
    """
    wanted = set(gemeenten)
    found = [v for v in verbanden if _touches(v, wanted, register)]
    order = sorted(found, key=lambda v: (not v.is_running, v.naam.casefold(), v.code))
    return Overview(tuple(order), tuple(sorted(wanted)))


def _touches(verband: Verband, wanted: set[str], register: Register) -> bool:
    if verband.gemeenten:
        return not wanted.isdisjoint(verband.gemeenten)
    area = register.best(verband.regio)
    return area is not None and len(wanted) > 1 and set(area.gemeenten) <= wanted


def count_themes(overview: Overview, themas: Sequence[str]) -> pd.DataFrame:
    """Running collaborations per theme (rows, in the given order) and gemeente (columns, codes).

    A collaboration with three themes counts three times. Themes that nobody in the region works on keep their row:
    that nothing was found is what a reader looks for.
    """
    inside = set(overview.gemeenten)
    counts = Counter(
        (thema, code) for v in overview.running for code in v.gemeenten if code in inside for thema in v.themas
    )
    rows = [[counts[thema, code] for code in overview.gemeenten] for thema in themas]
    return pd.DataFrame(rows, index=list(themas), columns=list(overview.gemeenten), dtype="int64")


def list_partners(overview: Overview) -> pd.DataFrame:
    """Who takes part in running collaborations: partner, aantal, verbanden (names), themas; most first."""
    rows: dict[str, list[Verband]] = {}
    for verband in overview.running:
        for partner in verband.partners:
            rows.setdefault(partner, []).append(verband)
    table = pd.DataFrame(
        [
            {
                "partner": partner,
                "aantal": len(own),
                "verbanden": [v.naam for v in own],
                "themas": sorted({thema for v in own for thema in v.themas}),
            }
            for partner, own in rows.items()
        ],
        columns=["partner", "aantal", "verbanden", "themas"],
    )
    return table.sort_values(["aantal", "partner"], ascending=[False, True], ignore_index=True)


def cross_partners(overview: Overview, least: int = 2) -> pd.DataFrame:
    """Which partner (rows) takes part in which running collaboration (columns): 1 or 0.

    Only partners of at least `least` collaborations, in the order of how much they connect. Empty when there are
    none, or more than can be read.
    """
    partners = list_partners(overview)
    chosen = partners.loc[partners["aantal"] >= least, "partner"].tolist()
    if not chosen or len(chosen) > MOST_NODES:
        return pd.DataFrame()
    shared = [v for v in overview.running if any(p in chosen for p in v.partners)]
    shared.sort(key=lambda v: (-sum(p in chosen for p in v.partners), v.naam.casefold()))
    return pd.DataFrame(
        [[int(p in v.partners) for v in shared] for p in chosen], index=chosen, columns=[v.naam for v in shared]
    )


def cluster_partners(overview: Overview) -> pd.DataFrame:
    """Partners by the theme that most of their running collaborations are about, for a network too large to draw.

    Returns:
        thema, partners (how many), verbindend (names of those that take part in most collaborations, at most
        five); most partners first. A tie goes to the first theme by name.
    """
    work = [(p, thema) for v in overview.running for p in v.partners for thema in v.themas]
    counts = pd.DataFrame(work, columns=["partner", "thema"]).value_counts().rename("aantal").reset_index()
    counts = counts.sort_values(["aantal", "thema"], ascending=[False, True])
    main = counts.drop_duplicates("partner").set_index("partner")["thema"]
    partners = list_partners(overview)
    partners = partners.assign(thema=partners["partner"].map(main))
    rows = [
        {"thema": thema, "partners": len(own), "verbindend": own["partner"].head(5).tolist()}
        for thema, own in partners.groupby("thema", sort=True)
    ]
    table = pd.DataFrame(rows, columns=["thema", "partners", "verbindend"])
    return table.sort_values(["partners", "thema"], ascending=[False, True], ignore_index=True)


def find_crowds(counts: pd.DataFrame, least: int) -> pd.DataFrame:
    """Where many work on the same: thema, gemeente_code, aantal of running collaborations, at least `least`."""
    long = counts.rename_axis("thema").reset_index().melt("thema", var_name="gemeente_code", value_name="aantal")
    return long[long["aantal"] >= least].sort_values(["thema", "gemeente_code"], ignore_index=True)


def find_white_spots(counts: pd.DataFrame, needs: pd.DataFrame) -> pd.DataFrame:
    """Where much is needed and no running collaboration was found: a question to the region, never a verdict.

    Args:
        counts: `count_themes`.
        needs: thema, gemeente_code, indicator_code: judged unfavourable (one row per figure that says so).

    Returns:
        thema, gemeente_code, indicatoren (how many figures say so); only where `counts` is zero.
    """
    grouped = (
        needs.groupby(["thema", "gemeente_code"])["indicator_code"].nunique().rename("indicatoren").reset_index()
    )
    known = grouped[grouped["thema"].isin(counts.index) & grouped["gemeente_code"].isin(counts.columns)]
    pairs = zip(known["thema"], known["gemeente_code"], strict=True)
    none = [counts.at[thema, code] == 0 for thema, code in pairs]
    found = known[pd.Series(none, index=known.index, dtype=bool)]
    return found.sort_values(["thema", "gemeente_code"], ignore_index=True)
