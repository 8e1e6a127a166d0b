"""Maps of gemeenten by the share of residents who live in certain wijken: one scale for every doelgroep."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pandas as pd
from matplotlib.figure import Figure

from regiobeeld.blocks.common import boundaries
from regiobeeld.claims.marks import plain
from regiobeeld.draw.style import Formaat, sequence
from regiobeeld.frames import is_true
from regiobeeld.maps.maps import choropleth
from regiobeeld.numbers import getal

LIMITS = (0.05, 10.0, 25.0, 50.0)
_SAID = [plain(getal(limit)) for limit in LIMITS[1:]]
NAMES = (
    "geen",
    f"minder dan {_SAID[0]}%",
    *(f"{low} tot {high}%" for low, high in pairwise(_SAID)),
    f"{_SAID[-1]}% of meer",
)
COLOURS = ("#eef1f3", *sequence(4, "ongunstig"))
MIN_KNOWN = 0.8


def share_per_gemeente(rows: pd.DataFrame, inside: pd.Series) -> pd.Series:
    """Residents (%) per gemeente, of all of them, who live where `inside` is true; index gemeente_code.

    Args:
        rows: areas with gemeente_code and inwoners.
        inside: nullable boolean on the index of `rows`; unknown areas are not inside, and a gemeente of which less
            than 80 % of the residents is known has no share.
    """
    people, known = rows["inwoners"].astype("float64").fillna(0), inside.notna()
    sums = pd.DataFrame(
        {
            "alle": people,
            "bekend": people.where(known, 0.0),
            "binnen": people.where(is_true(inside), 0.0),
        }
    )
    total = sums.groupby(rows["gemeente_code"].to_numpy()).sum()
    share = 100 * total["binnen"] / total["alle"].where(total["alle"] > 0)
    return share.where(total["bekend"] >= MIN_KNOWN * total["alle"])


def draw_shares(shares: pd.Series, gemeenten: Iterable[str], formaat: Formaat) -> Figure:
    """The gemeenten by share (%); those without a share are hatched."""
    return choropleth(
        boundaries("GM").kies(gemeenten),
        shares.dropna().astype(float),
        LIMITS,
        COLOURS,
        None,
        {},
        "",
        formaat,
        legenda_titel="deel van alle inwoners",
        klassenamen=NAMES,
    )
