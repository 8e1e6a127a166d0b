"""Informal care: how many of the age that gives it there are for one of the age that needs it (METHODEN 16)."""

from __future__ import annotations

import numpy as np

from regiobeeld.stats.arrays import FloatArray


def support_ratio(givers: FloatArray, receivers: FloatArray) -> FloatArray:
    """Oldest old support ratio: N(givers) / N(receivers); NaN where nobody needs it.

    Reference: Robine, Michel and Herrmann, BMJ 2007;334:570 (50-74 : 85+). Limits: ages
    only; not who is near, healthy or willing.
    """
    return np.divide(givers, receivers, out=np.full(np.shape(receivers), np.nan), where=receivers > 0)


def ratio_bounds(ratio: FloatArray, above: FloatArray, below: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Band around a ratio from the log margins of its two parts, taken as independent: sqrt(a^2 + b^2)."""
    margin = np.hypot(above, below)
    return ratio * np.exp(-margin), ratio * np.exp(margin)
