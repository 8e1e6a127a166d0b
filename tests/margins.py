"""The 95 % margins that a survey publishes with a standard error: symmetric on the logit scale (METHODEN 0)."""

from __future__ import annotations

from typing import Any

import numpy as np

Z = 1.959964


def margins(percentage: Any, se: Any) -> tuple[Any, Any]:
    """(lower, upper): logit(p) -+ 1.96 SE / (p(100 - p)/100), brought back to percent. Numbers or arrays."""
    p = np.asarray(percentage, dtype=float)
    half = Z * np.asarray(se, dtype=float) / (p * (100 - p) / 100)
    odds = p / (100 - p)
    return tuple(100 * odds * np.exp(side) / (1 + odds * np.exp(side)) for side in (-half, half))
