"""Small step on frames of yes/no: write out which columns are true."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

import pandas as pd


def join_true(flags: pd.DataFrame, names: Sequence[str], separator: str) -> list[str]:
    """Join, per row, the names of the columns that are true, in the order of the columns."""
    return [separator.join(compress(names, row)) for row in flags.to_numpy(dtype=bool).tolist()]
