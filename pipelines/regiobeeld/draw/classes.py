"""Class limits for maps: round numbers, about equally many areas per class."""

from __future__ import annotations

import numpy as np
import pandas as pd

CLASSES = 5


def class_limits(values: pd.Series, decimalen: int, classes: int = CLASSES) -> list[float]:
    """Increasing inner limits (at most `classes` - 1) at the quantiles, rounded as the figures are published.

    Few distinct values give fewer classes; every class between two limits then holds at least one area.
    """
    known = values.dropna().astype(float)
    wanted = np.quantile(known, np.linspace(0, 1, classes + 1)[1:-1])
    rounded = sorted({round(float(limit), decimalen) for limit in wanted})
    lowest = float(known.min())
    return [limit for limit in rounded if limit > lowest]
