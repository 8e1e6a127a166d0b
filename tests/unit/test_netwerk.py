"""A network: every name is written, every pair is a line, and lines cross as little as a simple order allows."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.patches import PathPatch

from regiobeeld.charts.netwerk import MOST_NODES, netwerk, order_columns
from regiobeeld.draw.style import FORMATEN, Formaat

# a-Z, b-Z, b-X, c-X, c-Y: the mean places are Z 0.5, X 1.5 and Y 2.
PAIRS = pd.DataFrame([[0, 0, 1], [1, 0, 1], [1, 1, 0]], index=["a", "b", "c"], columns=["X", "Y", "Z"])


def test_columns_stand_at_the_mean_place_of_their_rows() -> None:
    assert list(order_columns(PAIRS).columns) == ["Z", "X", "Y"]


@pytest.mark.parametrize("formaat", FORMATEN)
def test_every_name_and_every_pair_is_drawn(formaat: Formaat) -> None:
    ax = netwerk(PAIRS, formaat).axes[0]
    assert sorted(text.get_text() for text in ax.texts) == ["X", "Y", "Z", "a", "b", "c"]
    lines = [patch for patch in ax.patches if isinstance(patch, PathPatch)]
    assert len(lines) == 5


def test_what_nobody_can_read_is_refused() -> None:
    many = pd.DataFrame([[1] * MOST_NODES], index=["a"], columns=[str(n) for n in range(MOST_NODES)])
    with pytest.raises(ValueError, match="hoogstens 40 namen"):
        netwerk(many)
    with pytest.raises(ValueError, match="geen rijen"):
        netwerk(PAIRS.iloc[:0])
