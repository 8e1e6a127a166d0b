"""Prove the link between wijken of two years: linked figures must give the gemeente's own figure back."""

from __future__ import annotations

import pandas as pd

MEASURE = ["indicator_code", "tabel_code", "periode_start", "leeftijd"]
COLUMNS = ["gemeente_code", "cijfers", "rms", "dekking"]


def reproduce(
    match: pd.DataFrame, figures: pd.DataFrame, published: pd.DataFrame, people: pd.DataFrame
) -> pd.DataFrame:
    """How far the linked figures of the wijken of a gemeente are from the figure of the gemeente itself.

    For each indicator i and age a: d = sum_w n_wa p_wia / sum_w n_wa - p_ia, over the linked wijken w with a
    figure, n = residents of that age in the wijk of the map, p_ia = as published for the gemeente. rms =
    sqrt(mean of d^2). Wrong links give other weights to the figures, so d grows with how much the wijken differ:
    two wijken that are alike cannot be told apart, and in a gemeente with one wijk the figures always agree. That
    is why `dekking` stands beside it.

    Args:
        match: see `wijken.match_wijken`.
        figures: percentages of wijken under their old code: gebied_code, waarde and the columns of `MEASURE`.
        published: the same for gemeenten.
        people: gebied_code (of the map), leeftijd (with "totaal"), inwoners.

    Returns:
        One row per gemeente of the map: gemeente_code, cijfers (number of figures compared), rms (points; empty
        without any), dekking (part of all residents that lives in a linked wijk with figures).
    """
    linked = match.loc[match["gekoppeld"].astype(bool), ["wijk_oud", "wijk_code", "gemeente_code"]]
    known = figures.loc[figures["waarde"].notna(), ["gebied_code", "waarde", *MEASURE]]
    rows = known.merge(linked, left_on="gebied_code", right_on="wijk_oud", validate="many_to_one")
    total = people.loc[people["leeftijd"] == "totaal"].set_index("gebied_code")["inwoners"]
    weights = people.rename(columns={"gebied_code": "wijk_code"})[["wijk_code", "leeftijd", "inwoners"]]
    rows = rows.merge(weights, on=["wijk_code", "leeftijd"], validate="many_to_one")
    rows = rows.assign(som=rows["waarde"] * rows["inwoners"])
    sums = rows.groupby(["gemeente_code", *MEASURE], as_index=False)[["som", "inwoners"]].sum()
    own = published.loc[published["waarde"].notna(), ["gebied_code", "waarde", *MEASURE]]
    own = own.rename(columns={"gebied_code": "gemeente_code"})
    both = sums[sums["inwoners"] > 0].merge(own, on=["gemeente_code", *MEASURE], validate="one_to_one")
    squares = ((both["som"] / both["inwoners"] - both["waarde"]) ** 2).groupby(both["gemeente_code"])
    residents = match["wijk_code"].map(total).fillna(0)
    covered = residents.where(match["wijk_code"].isin(rows["wijk_code"]), 0)
    share = covered.groupby(match["gemeente_code"]).sum() / residents.groupby(match["gemeente_code"]).sum()
    table = pd.DataFrame({"dekking": share}).rename_axis("gemeente_code")
    table["cijfers"] = squares.count().reindex(table.index).fillna(0).astype(int)
    table["rms"] = (squares.mean() ** 0.5).reindex(table.index)
    return table.reset_index()[COLUMNS]
