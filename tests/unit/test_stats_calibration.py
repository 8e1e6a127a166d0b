"""Do the statistics keep their promises? Simulations with fixed seeds of what METHODEN claims.

A 95 % level must flag 5 % of the differences that are not there, a 99.8 % level 0.2 %; an interval must contain
the truth 95 times in a hundred; of the cells marked in a grid at most a share q may be false. Figures go through
the same chain as in the report: a survey publishes a percentage with margins, rounded to one decimal.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from regiobeeld.stats.combine import combine_groups
from regiobeeld.stats.compare import benjamini_hochberg, compare, rest_of_total, steps
from regiobeeld.stats.expected import expect
from regiobeeld.stats.inequality import measure_inequality, slope_index
from regiobeeld.stats.interval import Bounds, count_interval, interval_from_se, se_from_margins, wilson
from regiobeeld.stats.overlap import coincidence_test
from regiobeeld.stats.standardise import direct_percentage, direct_rate, indirect_ratio
from regiobeeld.stats.trend import fit_slopes, is_steady

YEARS = np.array([2012, 2016, 2020, 2022, 2024])
REPEATS = 100_000


def publish(cases: np.ndarray, sample: np.ndarray | int) -> tuple[np.ndarray, np.ndarray]:
    """A survey's percentage and the standard error that we read from its published margins (one decimal)."""
    lower, upper = wilson(cases, sample, per=100)
    value = np.round(100 * cases / sample, 1)
    return value, se_from_margins(value, np.round(lower, 1), np.round(upper, 1))


def share_flagged(step: np.ndarray) -> tuple[float, float]:
    """Per cent flagged at the 95 and at the 99.8 % level."""
    return 100 * float((np.abs(step) >= 1).mean()), 100 * float((np.abs(step) == 2).mean())


def share_covered(bounds: Bounds, truth: np.ndarray | float) -> float:
    return 100 * float(((bounds.lower <= truth) & (truth <= bounds.upper)).mean())


@pytest.mark.parametrize("percentage", [8, 15, 50, 93])
def test_differences_that_are_not_there_are_flagged_at_the_promised_rate(percentage):
    rng = np.random.default_rng(1)
    value, se = publish(rng.binomial(800, percentage / 100, REPEATS), 800)
    other, other_se = publish(rng.binomial(3000, percentage / 100, REPEATS), 3000)
    at95, at998 = share_flagged(compare(value, se, other, other_se).step)
    assert at95 == pytest.approx(5, abs=1)
    assert at998 == pytest.approx(0.2, abs=0.15)


def test_a_region_against_the_rest_of_the_country_keeps_the_level():
    # Region and rest are sampled apart; the reader of StatLine sees only the region and the weighted total.
    rng, share, p = np.random.default_rng(2), 0.04, 0.2
    region, region_se = publish(rng.binomial(3000, p, REPEATS), 3000)
    rest = 100 * rng.binomial(40_000, p, REPEATS) / 40_000
    total = share * region + (1 - share) * rest
    total_se = 100 * np.sqrt(p * (1 - p) * (share**2 / 3000 + (1 - share) ** 2 / 40_000))
    others = rest_of_total(region, region_se, total, total_se, share)
    at95, at998 = share_flagged(compare(region, region_se, *others).step)
    assert at95 == pytest.approx(5, abs=1)
    assert at998 == pytest.approx(0.2, abs=0.15)


def test_testing_overlap_of_intervals_instead_would_hardly_ever_flag():
    """Why METHODEN 4 forbids it: equal errors, no overlap of two 95 % intervals happens in 0.6 % of null cases."""
    rng = np.random.default_rng(3)
    difference = rng.normal(0, 1, REPEATS) - rng.normal(0, 1, REPEATS)
    assert 100 * (np.abs(difference) > 2 * 1.96).mean() == pytest.approx(0.56, abs=0.1)


def test_trend_that_is_not_there_is_flagged_at_the_promised_rate_and_less_after_leaving_points_out():
    rng = np.random.default_rng(4)
    se = rng.uniform(0.4, 1.2, (REPEATS, 5))
    values = 20 + rng.normal(size=se.shape) * se
    fit = fit_slopes(YEARS, values, se)
    step = steps(fit.slope / fit.se)
    at95, at998 = share_flagged(step)
    assert at95 == pytest.approx(5, abs=1)
    assert at998 == pytest.approx(0.2, abs=0.15)
    # Leaving each point out only takes away: it makes the rule a little stricter than its level says.
    kept95, kept998 = share_flagged(np.where(is_steady(YEARS, values, se), step, 0))
    assert 3.5 < kept95 < at95
    assert kept998 <= at998


def test_published_margins_give_back_intervals_that_cover():
    rng = np.random.default_rng(5)
    for percentage in (5, 20, 95):
        value, se = publish(rng.binomial(1000, percentage / 100, REPEATS), 1000)
        assert share_covered(interval_from_se(value, se), percentage) == pytest.approx(95, abs=1)


def test_wilson_covers_on_average_over_all_percentages():
    rng = np.random.default_rng(6)
    p = rng.uniform(0.02, 0.98, REPEATS)
    assert share_covered(wilson(rng.binomial(150, p), 150), p) == pytest.approx(95, abs=1)


def test_counts_cover_and_small_counts_cover_at_least():
    rng = np.random.default_rng(7)
    large = rng.uniform(20, 200, REPEATS)
    assert share_covered(count_interval(rng.poisson(large)), large) == pytest.approx(95, abs=1)
    small = rng.uniform(0.5, 5, REPEATS)
    assert share_covered(count_interval(rng.poisson(small)), small) >= 95


def test_a_region_of_gemeenten_covers():
    rng = np.random.default_rng(8)
    weights, truth = np.array([160, 80, 73, 30, 20.0]), np.array([18, 22, 15, 12, 25.0])
    value, se = publish(rng.binomial(500, truth / 100, (20_000, 5)), 500)
    frame = pd.DataFrame(
        {
            "keer": np.repeat(np.arange(20_000), 5),
            "waarde": value.ravel(),
            "gewicht": np.tile(weights, 20_000),
            "se": se.ravel(),
        }
    )
    region = combine_groups(frame, ["keer"])
    bounds = interval_from_se(region["waarde"], region["se"])
    assert share_covered(bounds, np.average(truth, weights=weights)) == pytest.approx(95, abs=1)


def test_standardised_figures_cover():
    rng = np.random.default_rng(9)
    persons, rates = np.array([4000, 3000, 800.0]), np.array([0.004, 0.018, 0.10])
    standard = np.array([5000, 3000, 2000.0])
    truth = (standard * rates).sum() / standard.sum()
    events = rng.poisson(persons * rates, (3000, 3))
    direct = [direct_rate(row, persons, standard) for row in events]
    ratio = [indirect_ratio(float(row.sum()), persons, rates) for row in events]
    assert 100 * np.mean([r.lower <= truth <= r.upper for r in direct]) == pytest.approx(95, abs=1)
    assert 100 * np.mean([r.lower <= 1 <= r.upper for r in ratio]) == pytest.approx(95, abs=1)


def test_a_survey_standardised_over_two_age_groups_covers():
    # Raw as the survey publishes it: its two groups put together by the persons of the area.
    rng = np.random.default_rng(14)
    truth, persons, standard = np.array([12.0, 35.0]), np.array([70, 30]), np.array([76, 24])
    value, se = publish(rng.binomial([600, 500], truth / 100, (20_000, 2)), np.array([600, 500]))
    raw = value @ persons / persons.sum()
    found = direct_percentage(raw, value, se, persons, standard)
    bounds = interval_from_se(found.value, found.se)
    assert share_covered(bounds, truth @ standard / standard.sum()) == pytest.approx(95, abs=1)


def test_prediction_intervals_contain_the_area_they_leave_out():
    rng = np.random.default_rng(10)
    hits = []
    for _ in range(60):
        x = pd.DataFrame(rng.normal(size=(300, 3)))
        weights = rng.uniform(0.5, 5, 300)
        y = 20 + x.to_numpy() @ [2, -1, 0.5] + rng.normal(size=300) / np.sqrt(weights)
        hits.append((expect(y, x, weights).table["stap"] == 0).mean())
    assert 100 * np.mean(hits) == pytest.approx(95, abs=1)


def test_slope_index_covers():
    rng = np.random.default_rng(11)
    truth, se = np.array([26, 22, 19, 17, 12.0]), np.array([1.2, 1, 0.8, 1, 1.1])
    # The index is linear and the draws are seeded, so every repeat has the same margins around its own estimate.
    sii = measure_inequality(truth, [1.0] * 5, se).sii
    estimates = slope_index(rng.normal(truth, se, (REPEATS, 5)), [1.0] * 5)
    bounds = Bounds(estimates + sii.lower - sii.value, estimates + sii.upper - sii.value)
    assert share_covered(bounds, -16.5) == pytest.approx(95, abs=1)


@pytest.mark.parametrize("real", [0, 10, 30])
def test_of_the_cells_marked_in_a_grid_at_most_one_in_twenty_is_false(real):
    """14 gemeenten x 10 indicators, 2000 grids; `real` cells do differ (by 3.5 standard errors).

    For independent cells the false share is known exactly: q x (cells without difference) / (all cells), so never
    above q = 0.05; the simulation itself has an error of 0.007.
    """
    rng = np.random.default_rng(12)
    effect = np.where(np.arange(140) < real, 3.5, 0.0)
    marked = np.array(
        [benjamini_hochberg(compare(row, 1.0, 0.0, 0.0).p_value) for row in rng.normal(effect, 1, (2000, 140))]
    )
    false_share = marked[:, real:].sum(axis=1) / np.maximum(marked.sum(axis=1), 1)
    assert false_share.mean() == pytest.approx(0.05 * (140 - real) / 140, abs=0.01)
    if real:
        assert marked[:, :real].mean() > 0.5  # and it does find them


def test_coincidence_by_chance_is_found_at_most_as_often_as_promised():
    rng = np.random.default_rng(13)
    strata = np.repeat(list("abc"), 30)
    p = [
        coincidence_test(
            rng.random(90) < 0.2, rng.random(90) < 0.3, rng.integers(500, 9000, 90), strata, draws=199, seed=i
        ).p_value
        for i in range(800)
    ]
    assert 100 * np.mean(np.array(p) <= 0.05) == pytest.approx(5, abs=2)
