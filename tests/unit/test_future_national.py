"""The national run against an independent cohort component, and life tables with known answers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from regiobeeld.projection.declared import Land
from regiobeeld.projection.life_table import death_rates, life_expectancy, survival, yearly_decline
from regiobeeld.projection.national import Course, History, assume_course, net_migration, project_nation

RULES = Land(
    sterfte_jaren=2,
    sterfte_groep=5,
    sterfte_oudste=10,
    migratie_jaren=2,
    geboorte_jaren=2,
    vrouwen="3-6",
)


def by_hand(start: list[list[float]], years: int, course: Course, centre: float, base: int) -> list[list[float]]:
    """Cohort component in plain Python: one person-year at a time, no arrays, ages 0-11 and 11+ open."""
    people = [list(sex) for sex in start]
    last = len(people[0]) - 1
    for year in range(base, base + years):
        grown = [[0.0] * (last + 1) for _ in people]
        for sex in range(2):
            rate = [
                float(course.rates[sex][a]) * math.exp(-float(course.pace[sex][a]) * (year - centre))
                for a in range(last + 1)
            ]
            for age in range(last + 1):
                following = min(age + 1, last)
                alive = people[sex][age] * math.exp(-(rate[age] + rate[following]) / 2)
                grown[sex][following] += alive
            for age in range(1, last + 1):
                grown[sex][age] = max(grown[sex][age] + float(course.migration[sex][age]), 0.0)
        mothers = (sum(people[1][3:7]) + sum(grown[1][3:7])) / 2
        for sex in range(2):
            grown[sex][0] = float(course.births[sex]) * mothers
        people = grown
    return people


def test_the_national_run_equals_a_cohort_component_written_by_hand() -> None:
    rng = np.random.default_rng(14)
    start = rng.uniform(50, 150, (2, 12))
    course = Course(
        centre=2020.0,
        rates=np.linspace(0.001, 0.4, 12) * np.array([[1.2], [1.0]]),
        pace=np.full((2, 12), 0.015),
        migration=np.concatenate([np.zeros((2, 1)), rng.uniform(-2, 4, (2, 11))], axis=1),
        births=np.array([0.11, 0.10]),
    )
    ran = project_nation(start, 2025, 2050, course, "3-6")[2050]
    np.testing.assert_allclose(ran, by_hand(start.tolist(), 25, course, 2020.0, 2025), rtol=1e-6)


def history_of(course: Course, years: int = 8) -> History:
    """A country that really follows the course: its people and deaths, year after year."""
    start = np.full((2, 12), 100.0)
    path = project_nation(start, 2000, 2000 + years, course, "3-6")
    people = np.stack([path[year] for year in sorted(path)])
    # Deaths such that m = D / mean population is the rate of the course.
    died = np.stack([course.rates * (people[i] + people[i + 1]) / 2 for i in range(years)])
    return History(tuple(sorted(path)), people, died)


STEADY = Course(
    centre=2005.0,
    rates=np.linspace(0.01, 0.3, 12) * np.ones((2, 1)),
    pace=np.zeros((2, 12)),
    migration=np.concatenate([np.zeros((2, 1)), np.full((2, 11), 1.5)], axis=1),
    births=np.array([0.3, 0.28]),
)


def test_a_country_that_follows_a_course_is_recognised_and_carried_on() -> None:
    history = history_of(STEADY)
    found = assume_course(history, 2008, RULES)
    np.testing.assert_allclose(found.rates, STEADY.rates, rtol=1e-9)
    np.testing.assert_allclose(found.migration[:, 1:], 1.5, atol=1e-9)
    np.testing.assert_allclose(found.births, STEADY.births, rtol=1e-9)
    np.testing.assert_allclose(net_migration(history, 2003)[:, 1:], 1.5, atol=1e-9)


def test_years_with_a_shock_are_left_out_where_declared() -> None:
    history = history_of(STEADY)
    shocked = history.deaths.copy()
    shocked[6] *= 3
    worse = History(history.years, history.people, shocked)
    spared = RULES.model_copy(update={"sterfte_overslaan": (2006,)})
    np.testing.assert_allclose(assume_course(worse, 2008, spared).rates, STEADY.rates, rtol=1e-9)
    assert (assume_course(worse, 2008, RULES).rates > STEADY.rates * 1.5).all()


def test_nothing_from_after_the_base_year_is_used() -> None:
    history = history_of(STEADY)
    people, deaths = history.people.copy(), history.deaths.copy()
    people[-2:], deaths[-1:] = 7.0, 7.0
    spoilt = History(history.years, people, deaths)
    before, after = (assume_course(h, 2006, RULES) for h in (history, spoilt))
    np.testing.assert_array_equal(before.rates, after.rates)
    np.testing.assert_array_equal(before.migration, after.migration)


def test_life_expectancy_of_a_constant_rate_is_its_inverse() -> None:
    # With one rate at every age the life table is exponential: e0 = 1 / m.
    assert life_expectancy(np.full((1, 200), 0.05))[0] == pytest.approx(20.0)


def test_survival_takes_half_a_year_of_either_age() -> None:
    expected = [math.exp(-0.15), math.exp(-0.2)]
    np.testing.assert_allclose(survival(np.array([0.1, 0.2])), expected)


def test_a_rate_without_people_is_zero_and_not_missing() -> None:
    rates = death_rates(np.array([4.0, 0.0]), np.array([90.0, 0.0]), np.array([110.0, 0.0]))
    np.testing.assert_allclose(rates, [0.04, 0.0])


def test_the_pace_of_falling_mortality_is_read_from_the_logs_and_never_negative() -> None:
    years = [2000, 2001, 2003, 2004]
    falling = [0.02 * math.exp(-0.03 * (y - 2000)) for y in years]
    rising = [0.02 * math.exp(0.03 * (y - 2000)) for y in years]
    rates = np.array([[[f, r]] for f, r in zip(falling, rising, strict=True)])
    pace = yearly_decline(rates, years, [slice(0, 2), slice(2, 5)])
    np.testing.assert_allclose(pace, [[0.03, 0.03, 0.0, 0.0, 0.0]], atol=1e-12)
