"""The own SES-index: signs, weights, quintiles, and no index where a component is missing."""

from __future__ import annotations

import pandas as pd
import pytest

from regiobeeld.catalog.crossing import SesIndex
from regiobeeld.crossing.ses import compute_ses

INDEX = SesIndex.model_validate(
    {
        "naam": "SES-index",
        "toelichting": "alleen voor deze test",
        "component": [
            {"code": "laag_inkomen", "naam": "laag inkomen", "teken": -1},
            {"code": "hbo_wo", "naam": "hbo of wo", "teken": 1},
        ],
    }
)
AREAS = ["WK000001", "WK000002", "WK000003", "WK000004"]


def components(low: list[float | None], high: list[float | None]) -> pd.DataFrame:
    return pd.DataFrame({"laag_inkomen": low, "hbo_wo": high}, index=AREAS, dtype="float64")


def residents(*counts: float | None) -> pd.Series:
    return pd.Series(counts, index=AREAS, dtype="float64")


def test_index_is_the_mean_of_weighted_z_scores() -> None:
    # Low income 30, 40 and (twice as heavy) 50: mean 42.5, variance (156.25 + 6.25 + 2 * 56.25) / 4 = 68.75.
    # hbo_wo has the same spread the other way round, so both z-scores are equal.
    outcome = compute_ses(
        components([30, 40, 50, None], [50, 40, 30, 10]).drop(AREAS[3]), residents(100, 100, 200, 0), INDEX
    )
    # First area, low income: -(30 - 42.5) / sqrt(68.75) = 1.5076.
    assert outcome.loc[AREAS[0], "z_laag_inkomen"] == pytest.approx(1.5076, abs=1e-4)
    # hbo_wo: mean 37.5, same variance: (50 - 37.5) / sqrt(68.75) = 1.5076.
    assert outcome.loc[AREAS[0], "ses_index"] == pytest.approx(1.5076, abs=1e-4)
    assert outcome.loc[AREAS[2], "ses_index"] == pytest.approx(-0.9045, abs=1e-4)


def test_quintiles_hold_residents_not_areas() -> None:
    # The poorest area holds 60 % of the residents: midpoint 0.30, so the second fifth. The richest ends at 0.95.
    outcome = compute_ses(components([60, 50, 40, 30], [10, 20, 30, 40]), residents(60, 20, 10, 10), INDEX)
    assert outcome["ses_kwintiel"].tolist() == [2, 4, 5, 5]
    assert outcome["ses_rang"].tolist() == pytest.approx([0.30, 0.70, 0.85, 0.95])


def test_a_missing_component_gives_no_index_but_a_reason() -> None:
    outcome = compute_ses(components([60, 50, None, 30], [10, 20, 30, 40]), residents(10, 10, 10, 10), INDEX)
    gap = outcome.loc[AREAS[2]]
    assert pd.isna(gap["ses_index"])
    assert pd.isna(gap["ses_kwintiel"])
    assert gap["reden"] == "cijfers over sociaaleconomische positie ontbreken: laag inkomen"
    assert outcome["reden"].isna().sum() == 3


def test_an_area_without_residents_does_not_count() -> None:
    filled = compute_ses(components([60, 50, 40, 0], [10, 20, 30, 99]), residents(10, 10, 10, 0), INDEX)
    alone = compute_ses(components([60, 50, 40, None], [10, 20, 30, None]), residents(10, 10, 10, 0), INDEX)
    assert filled["ses_index"].tolist()[:3] == alone["ses_index"].tolist()[:3]
    assert filled.loc[AREAS[3], "reden"] == "er wonen geen mensen, of het aantal is niet bekend"


def test_one_extreme_area_is_cut_off_at_three() -> None:
    # 97 % of the residents at 40, 3 % at 100: unlimited the last would be (100 - 41.8) / 10.24 = 5.7.
    outcome = compute_ses(components([40, 40, 40, 100], [30, 30, 30, 20]), residents(40, 40, 17, 3), INDEX)
    assert outcome.loc[AREAS[3], "z_laag_inkomen"] == -3.0
