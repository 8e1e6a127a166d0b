"""A whole table compared at once: guard, test, class in words, and what survives many comparisons.

This is the one place where `guards` and `compare` meet, so that no table or chart decides for itself.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from regiobeeld.stats.arrays import as_floats
from regiobeeld.stats.compare import FALSE_DISCOVERY, benjamini_hochberg, classify, compare, rest_of_total
from regiobeeld.stats.guards import decide

NEEDED = ("waarde", "se", "referentie", "referentie_se", "soort", "richting")
_NO_VALUE = ("geen_cijfer", "Voor dit gebied is er geen cijfer.")
_NO_REFERENCE = ("geen_vergelijking", "Er is geen cijfer om mee te vergelijken.")
_NO_REFERENCE_MARGIN = (
    "vergelijking_zonder_marges",
    "Bij het cijfer waarmee we vergelijken zijn geen marges bekend.",
)
_NO_REST = ("geen_rest", "Het cijfer van de rest van het grotere gebied is niet af te leiden.")


def judge_table(frame: pd.DataFrame, q: float = FALSE_DISCOVERY) -> pd.DataFrame:
    """Return for every row the difference with its reference, the class, and the reason where there is none.

    Columns used: waarde, se, referentie, referentie_se (0 = a fixed goal), soort and richting; optional `aandeel`:
    the share (0-1) of the area in the reference, which is then replaced by the rest (region against rest of NL;
    0: the reference stands apart; missing: no class).
    Result, on the same index:
    - verschil (waarde - referentie as given, in the unit of the figure; also where no class may be given),
    - z, p_waarde, stap (-2..2) and klasse (words): empty where the guard or a missing figure forbids it,
    - overleeft: the row survives Benjamini-Hochberg over all tested rows of this table (False when not tested);
      a table that is part of a larger grid is judged again over that grid (`mark_survivors`),
    - code and reden (Dutch): why there is no class; both empty when there is one.
    Raises KeyError for a missing column. Reference: METHODEN 0 and 4.
    """
    if absent := [name for name in NEEDED if name not in frame.columns]:
        raise KeyError(f"columns needed: {absent}")
    value, se, reference, reference_se = (as_floats(frame[name]) for name in NEEDED[:4])
    difference = value - reference
    if "aandeel" in frame.columns:
        rest = rest_of_total(value, se, reference, reference_se, as_floats(frame["aandeel"]))
        outcome = compare(value, se, rest.value, rest.se)
    else:
        outcome = compare(value, se, reference, reference_se)
    reasons = _explain(frame, outcome.step)
    tested = (reasons["code"] == "").to_numpy()
    p = np.where(tested, outcome.p_value, np.nan)
    step = np.where(tested, outcome.step, np.nan)
    return pd.DataFrame(
        {
            "verschil": difference,
            "z": np.where(tested, outcome.z, np.nan),
            "p_waarde": p,
            "stap": step,
            "klasse": pd.Series(classify(step, frame["richting"]), index=frame.index, dtype=object),
            "overleeft": benjamini_hochberg(p, q),
            "code": reasons["code"],
            "reden": reasons["reden"],
        },
        index=frame.index,
    )


def mark_survivors(table: pd.DataFrame, q: float = FALSE_DISCOVERY) -> pd.DataFrame:
    """Return a judged table with `overleeft` anew: Benjamini-Hochberg over ALL its tested cells. METHODEN 4.

    For tables that were judged piece by piece (one indicator at a time) and are shown as one grid. At q = 0.05 a
    cell that survives is also more than chance by itself (p <= adjusted p <= 0.05).
    """
    return table.assign(overleeft=benjamini_hochberg(table["p_waarde"], q))


def _explain(frame: pd.DataFrame, step: np.ndarray) -> pd.DataFrame:
    """Why a row has no class; the first reason counts: no figure, the guard, no reference, no margin there."""
    guard = decide(frame["soort"], "klasse", frame["se"].notna().to_numpy())
    refused = ~guard["toegestaan"].to_numpy()
    conditions = [
        frame["waarde"].isna().to_numpy(),
        refused,
        frame["referentie"].isna().to_numpy(),
        frame["referentie_se"].isna().to_numpy(),
        np.isnan(step),
    ]
    fixed = [_NO_VALUE, None, _NO_REFERENCE, _NO_REFERENCE_MARGIN, _NO_REST]
    columns = {}
    for i, name in enumerate(("code", "reden")):
        choices = [guard[name].to_numpy(dtype=object) if pair is None else pair[i] for pair in fixed]
        columns[name] = np.select(conditions, choices, "")
    return pd.DataFrame(columns, index=frame.index)
