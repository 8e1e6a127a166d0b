"""The projection of gemeenten: it adds up, follows Nederland where nothing else is known, students stay young."""

from __future__ import annotations

import numpy as np
import pytest

from regiobeeld.errors import ContractError
from regiobeeld.projection.ages import age_slice, spread_groups, spread_sexes, sum_groups
from regiobeeld.projection.base import fit
from regiobeeld.projection.cohort import cohort_ratios, move_back, move_on
from regiobeeld.projection.declared import Lokaal, load_projection
from regiobeeld.projection.local import Deviation, child_ratio, keep_shares, measure_drift, split_drift
from regiobeeld.projection.project import project_areas, scale_to, steps

SIZE, WIDTH = 12, 2
DECLARED = load_projection()
RULES = DECLARED.model_copy(
    update={
        "land": DECLARED.land.model_copy(update={"vrouwen": "4-7"}),
        "lokaal": Lokaal(groei_gewicht=0.5, uitdoven=0.8, geboortejaar_vanaf=6, jongeren="2-5"),
    }
)


@pytest.fixture
def nation() -> dict[int, np.ndarray]:
    rng = np.random.default_rng(7)
    return {year: rng.uniform(900, 1100, (2, SIZE)) for year in (2025, 2027, 2029)}


def none(areas: int) -> Deviation:
    return Deviation(np.zeros((areas, SIZE)), np.zeros(areas))


def test_age_groups_are_slices() -> None:
    assert age_slice("2-4", 12) == slice(2, 5)
    assert age_slice("10+", 12) == slice(10, 12)
    assert age_slice("totaal", 12) == slice(0, 12)
    with pytest.raises(ContractError, match="past niet"):
        age_slice("8-14", 12)


def test_spread_groups_add_up_again_and_follow_the_pattern() -> None:
    counts = np.array([[10.0, 20.0], [0.0, 4.0]])
    people = spread_groups(counts, ["0-1", "2+"], np.array([1.0, 3.0, 1.0, 1.0]))
    np.testing.assert_allclose(people, [[2.5, 7.5, 10, 10], [0, 0, 2, 2]])
    both = spread_sexes(counts, ["0-1", "2+"], np.array([[1.0, 3.0, 1.0, 1.0], [1.0, 3.0, 1.0, 1.0]]))
    np.testing.assert_allclose(both.sum(axis=1), people)


def test_moving_on_and_back_are_each_others_inverse(nation: dict[int, np.ndarray]) -> None:
    ratios = cohort_ratios(nation[2025], nation[2027], WIDTH)
    later = move_on(nation[2025], ratios, WIDTH)
    np.testing.assert_allclose(later[:, WIDTH:], nation[2027][:, WIDTH:])
    np.testing.assert_allclose(move_back(later, ratios, WIDTH, nation[2025]), nation[2025])


def test_areas_that_are_small_copies_of_the_nation_stay_so(nation: dict[int, np.ndarray]) -> None:
    parts = np.array([0.7, 0.3])
    start = parts[:, None, None] * nation[2025]
    path = project_areas(start, (2025, 2027, 2029), nation, none(2), np.ones(2), RULES)
    np.testing.assert_allclose(path[2029], parts[:, None, None] * nation[2029])


def test_areas_add_up_to_the_nation_at_every_age(nation: dict[int, np.ndarray]) -> None:
    rng = np.random.default_rng(3)
    start = scale_to(rng.uniform(1, 10, (4, 2, SIZE)), nation[2025])
    wild = Deviation(rng.normal(0, 0.05, (4, SIZE)), rng.normal(0, 0.05, 4))
    path = project_areas(start, (2025, 2027, 2029), nation, wild, np.array([0.5, 1, 1, 2]), RULES)
    for year, people in path.items():
        np.testing.assert_allclose(people.sum(axis=0), nation[year])
        assert (people >= 0).all()


def test_a_gemeente_merged_of_two_equal_ones_has_the_sum_of_their_future(nation: dict[int, np.ndarray]) -> None:
    rng = np.random.default_rng(5)
    start = scale_to(rng.uniform(1, 10, (3, 2, SIZE)), nation[2025])
    drift = rng.normal(0, 0.03, (2, SIZE))
    apart = split_drift(drift[[0, 0, 1]], nation[2025])
    merged = split_drift(drift, nation[2025])
    joined = np.stack([start[0] + start[1], start[2]])
    one, two = (
        project_areas(people, (2025, 2027, 2029), nation, deviation, np.ones(len(people)), RULES)[2029]
        for people, deviation in ((joined, merged), (start, apart))
    )
    np.testing.assert_allclose(one[0], two[0] + two[1])


def test_students_do_not_grow_old_where_they_study() -> None:
    country = {year: np.full((2, SIZE), 1e6) for year in (2025, 2027, 2029, 2031)}
    town = np.full((2, SIZE), 10000.0)
    town[:, 4:6] = 40000.0  # those who study: four times as many as at other ages
    start = np.stack([town, country[2025] - town])
    years = (2025, 2027, 2029, 2031)
    kept = split_drift(keep_shares(start, country[2025], age_slice("2-5", SIZE), WIDTH), country[2025])
    children = child_ratio(start, RULES.land.vrouwen, WIDTH)
    replaced = project_areas(start, years, country, kept, children, RULES)[2031][0]
    aged = project_areas(start, years, country, none(2), children, RULES)[2031][0]
    assert aged[:, 10:].sum() > 2.5 * town[:, 10:].sum()
    assert replaced[:, 10:].sum() == pytest.approx(town[:, 10:].sum(), rel=0.15)
    assert replaced[:, 4:6].sum() == pytest.approx(town[:, 4:6].sum(), rel=0.15)


def test_a_deviation_that_was_seen_is_measured_per_year() -> None:
    begin = np.full((3, 2, SIZE), 5000.0)
    ratios = np.ones((2, SIZE))
    expected = move_on(begin, ratios, WIDTH).sum(axis=1)
    seen = np.stack([expected[:, 2:6].sum(axis=1), expected[:, 6:].sum(axis=1)], axis=1)
    seen[:, 1] *= np.array([1.1, 1.0, 0.9])
    drift = measure_drift(begin, ratios, WIDTH, seen, [slice(2, 6), slice(6, SIZE)])
    np.testing.assert_allclose(drift[:, :4], 0.0, atol=1e-12)
    # Large areas keep nearly all of it: 10 % in two years.
    np.testing.assert_allclose(drift[:, 4:], np.log([1.1, 1.0, 0.9])[:, None] / 2 * np.ones(8), atol=2e-3)


def test_a_tiny_area_is_drawn_towards_the_nation() -> None:
    begin = np.stack([np.full((2, SIZE), size) for size in (9000.0, 9000.0, 9000.0, 3.0)])
    expected = move_on(begin, np.ones((2, SIZE)), WIDTH)[:, :, 2:].sum(axis=(1, 2))
    seen = (expected * np.array([1.1, 1.0, 0.9, 1.5]))[:, None]
    drift = measure_drift(begin, np.ones((2, SIZE)), WIDTH, seen, [slice(2, SIZE)])
    assert abs(drift[3, 5]) < 0.5 * np.log(1.5) / WIDTH


def test_growth_dies_out_and_the_pattern_stays() -> None:
    deviation = Deviation(np.array([[0.02, -0.02]]), np.array([0.1]))
    first, third = (deviation.factor(5, step, RULES.lokaal)[0, 0] for step in (0, 2))
    np.testing.assert_allclose(np.log(first), 5 * (np.array([0.02, -0.02]) + 0.05))
    np.testing.assert_allclose(np.log(third), 5 * (np.array([0.02, -0.02]) + 0.05 * 0.64))


def test_fitting_holds_the_counts_exactly_and_the_sexes_and_the_nation_nearly() -> None:
    rng = np.random.default_rng(11)
    truth = rng.uniform(50, 200, (5, 2, SIZE))
    bands = ["0-3", "4-7", "8+"]
    counts, sexes, nation = sum_groups(truth.sum(axis=1), bands), truth.sum(axis=2), truth.sum(axis=0)
    fitted = fit(rng.uniform(50, 200, (5, 2, SIZE)), bands, counts, sexes, nation)
    np.testing.assert_allclose(sum_groups(fitted.sum(axis=1), bands), counts)
    np.testing.assert_allclose(fitted.sum(axis=2), sexes, rtol=1e-4)
    np.testing.assert_allclose(fitted.sum(axis=0), nation, rtol=1e-4)


def test_a_group_that_was_empty_but_counted_is_filled() -> None:
    fitted = fit(np.zeros((1, 2, 4)), ["0-1", "2+"], np.array([[8.0, 0.0]]), None, np.full((2, 4), 1.0))
    assert fitted[0, :, :2].sum() == pytest.approx(8.0)
    assert fitted[0, :, 2:].sum() == 0.0


def test_children_per_woman_compare_with_the_nation() -> None:
    people = np.full((2, 2, SIZE), 1000.0)
    people[0, :, :WIDTH] = 1500.0
    ratio = child_ratio(people, "4-7", WIDTH)
    np.testing.assert_allclose(ratio, [1.2, 0.8], atol=0.002)


def test_the_last_step_may_be_shorter() -> None:
    assert steps(2015, 2025, 5) == (2015, 2020, 2025)
    assert steps(2021, 2025, 5) == (2021, 2025)


def by_hand(people: list, now: np.ndarray, later: np.ndarray, drift: np.ndarray, children: list[float]) -> list:
    """One step of two years for every area, written out: cohorts, births, and all areas scaled to the country."""
    areas, last = range(len(people)), SIZE - 1
    older = [[[0.0] * SIZE for _ in range(2)] for _ in areas]
    for sex in range(2):
        open_now = sum(now[sex][age] for age in range(last - WIDTH, SIZE))
        for area in areas:
            for age in range(SIZE):
                closed = age < last - WIDTH
                survives = later[sex][age + WIDTH] / now[sex][age] if closed else later[sex][last] / open_now
                reached = age + WIDTH if closed else last
                older[area][sex][reached] += people[area][sex][age] * survives * np.exp(WIDTH * drift[area][age])
    mothers = [sum(people[a][1][4:8]) + sum(older[a][1][4:8]) for a in areas]
    for area in areas:
        share = mothers[area] * children[area] / sum(mothers[a] * children[a] for a in areas)
        for sex in range(2):
            for age in range(WIDTH):
                older[area][sex][age] = share * later[sex][age]
    for sex in range(2):
        for age in range(SIZE):
            total = sum(older[area][sex][age] for area in areas)
            for area in areas:
                older[area][sex][age] *= later[sex][age] / total
    return older


def test_the_areas_of_a_toy_country_equal_cohorts_written_by_hand(nation: dict[int, np.ndarray]) -> None:
    rng = np.random.default_rng(17)
    start = scale_to(rng.uniform(1, 10, (3, 2, SIZE)), nation[2025])
    pattern, growth, children = rng.normal(0, 0.03, (3, SIZE)), rng.normal(0, 0.02, 3), [0.8, 1.0, 1.3]
    years = (2025, 2027, 2029)
    path = project_areas(start, years, nation, Deviation(pattern, growth), np.array(children), RULES)
    people: list = start.tolist()
    for step, (year, following) in enumerate(((2025, 2027), (2027, 2029))):
        drift = pattern + 0.5 * 0.8**step * growth[:, None]  # half of the growth goes on, less with every step
        people = by_hand(people, nation[year], nation[following], drift, children)
        np.testing.assert_allclose(path[following], people, rtol=1e-6)
