"""Two traits of persons with the association of the country: by hand, and as fitting by iteration gives it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiobeeld.catalog.groups import Groep
from regiobeeld.crossing.association import join_shares, measure_odds
from regiobeeld.crossing.chance import bound_both

SHARE = st.floats(0.01, 0.99)


def fit_by_iteration(a: float, b: float, odds: float) -> float:
    """Deming & Stephan: scale rows and columns of a table with this odds ratio in turn until both margins fit."""
    table = np.array([[odds, 1.0], [1.0, 1.0]])
    for _ in range(300):
        table *= (np.array([a, 1 - a]) / table.sum(axis=1))[:, None]
        table *= np.array([b, 1 - b]) / table.sum(axis=0)
    return float(table[0, 0])


@given(SHARE, SHARE, st.floats(0.2, 5.0))
def test_it_is_what_iterative_fitting_gives(a: float, b: float, odds: float) -> None:
    assert join_shares(a, b, odds).item() == pytest.approx(fit_by_iteration(a, b, odds), abs=1e-6)


@given(SHARE, SHARE, st.floats(0.01, 100.0))
def test_it_lies_within_what_is_possible(a: float, b: float, odds: float) -> None:
    both, limits = join_shares(a, b, odds), bound_both(a, b)
    assert limits.lower.item() - 1e-9 <= both.item() <= limits.upper.item() + 1e-9
    assert (both.item() >= a * b - 1e-9) == (odds >= 1) or both.item() == pytest.approx(a * b, abs=1e-6)


def test_no_association_is_independence_and_missing_stays_missing() -> None:
    assert join_shares(0.28, 0.22, 1.0).item() == pytest.approx(0.0616)
    assert np.isnan(join_shares(np.nan, 0.2, 2.0)).all()


GROUP = Groep.model_validate(
    {
        "naam": "Ouderen",
        "wie": "65-plussers",
        "iza": ["hart_vaat"],
        "leeftijd": "65+",
        "gat": ["Niets."],
        "toelichting": "Een voorbeeld van een groep.",
        "samen": [
            {"code": "laag_inkomen", "zin": "een laag inkomen", "leeftijd": "totaal"},
            {"code": "bewegen", "zin": "te weinig beweging", "leeftijd": "65+", "omgekeerd": True},
        ],
        "verband": {
            "indicator": "bewegen_landelijk",
            "wel": ["inkomen=kwintiel_1", "inkomen=kwintiel_2"],
            "niet": ["inkomen=kwintiel_3"],
            "leeftijden": ["65+"],
        },
    }
)


def facts(**values: float) -> pd.DataFrame:
    rows = [(f"inkomen=kwintiel_{name[1:]}", value) for name, value in values.items()]
    frame = pd.DataFrame(rows, columns=["uitsplitsing", "waarde"])
    return frame.assign(indicator_code="bewegen_landelijk", gebied_code="NL", geslacht="totaal", leeftijd="65+")


def test_the_odds_ratio_by_hand() -> None:
    # Too little movement: 75 % and 65 % of the two lowest, so 70 %; 40 % of the other. 0,7/0,3 over 0,4/0,6 = 3,5.
    assert measure_odds(facts(k1=25.0, k2=35.0, k3=60.0), {"ouderen": GROUP}) == {"ouderen": pytest.approx(3.5)}


def test_without_a_step_there_is_no_odds_ratio() -> None:
    assert measure_odds(facts(k1=25.0, k3=60.0), {"ouderen": GROUP}) == {}
    assert measure_odds(facts(k1=25.0, k2=35.0, k3=60.0), {"a": GROUP.model_copy(update={"verband": None})}) == {}
