"""What is different between two builds of one region, figure by figure, and why."""

from __future__ import annotations

import numpy as np
import pandas as pd

from regiobeeld.profile.model import Profile

KEY = ["indicator_code", "gebied_code", "leeftijd", "geslacht", "uitsplitsing", "jaar"]
VALUES = ["waarde", "ondergrens", "bovengrens"]
ABOUT = ["gebied_jaar", "status", "tabel_code", "snapshot"]
COLUMNS = [*KEY, *VALUES, *ABOUT]

NEW_TOPIC, NEW_YEAR, ADDED, GONE = "nieuw onderwerp", "nieuw jaar", "aangevuld", "vervallen"
AREAS, FINAL, REVISED, METHOD = "andere indeling", "definitief geworden", "herzien", "anders berekend"
KINDS = (NEW_YEAR, NEW_TOPIC, REVISED, FINAL, AREAS, METHOD, ADDED, GONE)
"""The kinds of change in the order in which a reader should see them; why, says `[zin.veranderd_waarom]`."""


def figures_of(profile: Profile) -> pd.DataFrame:
    """The figures of a region, of its parts and of its wijken, as compact as they can be compared (`COLUMNS`)."""
    both = [profile.waarneming, profile.wijk_waarneming]
    rows = pd.concat([frame.reindex(columns=COLUMNS) for frame in both if len(frame)], ignore_index=True)
    # Local figures have a memory of their own, in their folder: what two builds differ may tell a small number.
    rows = rows[~rows["indicator_code"].isin(profile.lokaal.codes)]
    return rows.drop_duplicates(KEY).sort_values(KEY, ignore_index=True)


def find_changes(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Every figure that is different, one row each: `KEY`, was, is and wat (one of `KINDS`).

    The order of the reasons: a code or indeling that did not exist, a topic, a year, then for the same figure its
    indeling, its status, its file (another snapshot or table) and, where the file is the same, how it was made.
    """
    both = old[COLUMNS].merge(
        new[COLUMNS], on=KEY, how="outer", suffixes=("_oud", "_nieuw"), indicator=True, validate="1:1"
    )
    side = both["_merge"].astype(str)
    changed = (side != "both") | _differs(both)
    both = both[changed].reset_index(drop=True)
    return pd.DataFrame(
        {
            **{name: both[name] for name in KEY},
            "was": both["waarde_oud"],
            "is": both["waarde_nieuw"],
            "wat": _why(both, old, new),
        }
    )


def _differs(both: pd.DataFrame) -> pd.Series:
    """Another value, margin or status; what did not exist equals what did not exist."""
    found = pd.Series(False, index=both.index)
    for name in VALUES:
        a, b = both[f"{name}_oud"].astype(float), both[f"{name}_nieuw"].astype(float)
        found |= ~(np.isclose(a, b, rtol=1e-9, atol=1e-9) | (a.isna() & b.isna()))
    return found | (both["status_oud"].astype(str) != both["status_nieuw"].astype(str))


def _why(both: pd.DataFrame, old: pd.DataFrame, new: pd.DataFrame) -> list[str]:
    side = both["_merge"].astype(str)
    only_new, only_old = side == "right_only", side == "left_only"
    newest = old.groupby(["indicator_code", "leeftijd"])["jaar"].max()
    last = newest.reindex(pd.MultiIndex.from_frame(both[["indicator_code", "leeftijd"]])).to_numpy(dtype=float)
    known = both["gebied_code"].isin(set(old["gebied_code"])), both["gebied_code"].isin(set(new["gebied_code"]))
    same_file = (both["snapshot_oud"] == both["snapshot_nieuw"]) & (
        both["tabel_code_oud"] == both["tabel_code_nieuw"]
    )
    tests = [
        (only_new & ~both["indicator_code"].isin(set(old["indicator_code"])), NEW_TOPIC),
        (only_new & ~known[0], AREAS),
        (only_old & ~known[1], AREAS),
        (only_new & (both["jaar"] > last), NEW_YEAR),
        (only_new, ADDED),
        (only_old, GONE),
        (both["gebied_jaar_oud"] != both["gebied_jaar_nieuw"], AREAS),
        ((both["status_oud"] == "voorlopig") & (both["status_nieuw"] == "definitief"), FINAL),
        (~same_file, REVISED),
    ]
    return np.select([test for test, _ in tests], [name for _, name in tests], METHOD).tolist()


def summarise(changes: pd.DataFrame) -> pd.DataFrame:
    """One row per kind of change and indicator: wat, indicator_code, cijfers, gebieden, jaren (sorted tuple)."""
    if changes.empty:
        return pd.DataFrame(columns=["wat", "indicator_code", "cijfers", "gebieden", "jaren"])
    grouped = changes.groupby(["wat", "indicator_code"], sort=True)
    table = pd.DataFrame({"cijfers": grouped.size(), "gebieden": grouped["gebied_code"].nunique()}).reset_index()
    table["jaren"] = [tuple(sorted({int(year) for year in rows["jaar"]})) for _, rows in grouped]
    order = {name: place for place, name in enumerate(KINDS)}
    return table.sort_values(["wat", "indicator_code"], key=lambda c: c.map(order) if c.name == "wat" else c)
