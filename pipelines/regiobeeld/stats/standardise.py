"""What remains of a difference once the age of the population is taken into account.

Show raw and standardised figures side by side. Standardised ratios (SMR) compare with the reference only, never
with each other: each area has its own weights.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regiobeeld.stats.arrays import FloatArray, Floats, broadcast
from regiobeeld.stats.compare import Estimate
from regiobeeld.stats.interval import count_interval

MIN_EVENTS = 10.0
"""Below this number of cases a directly standardised rate says nothing."""

ESP2013: dict[str, int] = {
    "0": 1000,
    "1-4": 4000,
    "5-9": 5500,
    "10-14": 5500,
    "15-19": 5500,
    "20-24": 6000,
    "25-29": 6000,
    "30-34": 6500,
    "35-39": 7000,
    "40-44": 7000,
    "45-49": 7000,
    "50-54": 7000,
    "55-59": 6500,
    "60-64": 6000,
    "65-69": 5500,
    "70-74": 5000,
    "75-79": 4000,
    "80-84": 2500,
    "85-89": 1500,
    "90-94": 800,
    "95+": 200,
}
"""European Standard Population 2013, 21 age groups, 100 000 persons (Eurostat, Revision of the European Standard
Population, 2013, ISBN 978-92-79-31094-2)."""


def collapse_esp2013() -> dict[str, int]:
    """Return the 19 groups of ESP2013 that most tables have: 0-4 in one, 90 and over in one."""
    youngest = {"0-4": ESP2013["0"] + ESP2013["1-4"]}
    middle = {age: size for age, size in ESP2013.items() if age not in {"0", "1-4", "90-94", "95+"}}
    return youngest | middle | {"90+": ESP2013["90-94"] + ESP2013["95+"]}


@dataclass(frozen=True)
class Standardised:
    """A standardised figure with its 95 % interval; None with the reason where it cannot be given."""

    value: float | None
    lower: float | None
    upper: float | None
    reason_nl: str


def _refuse(reason: str) -> Standardised:
    return Standardised(None, None, None, reason)


def direct_rate(
    events: Floats, persons: Floats, standard: Floats, per: float = 1.0, level: float = 0.95
) -> Standardised:
    """Return the directly standardised rate (DSR) of one area, times `per`.

    Formula: DSR = sum(w_a x_a / n_a) / sum w_a; var = sum(w_a^2 x_a / n_a^2) / (sum w_a)^2;
    limits DSR + sqrt(var / O) (O_limit - O), O the number of cases with Byar's limits.
    Missing: any empty cell, an age group without inhabitants that has standard weight, or fewer than 10 cases:
    no value, with the reason.
    Reference: Dobson et al., Stat Med 1991;10:457; the floor of 10 cases as in OHID technical guidance.
    Oracle: pop 1000/2000/500, events 5/40/60, standard 5000/3000/2000 -> 0.03250 (0.02610-0.03990).
    """
    x, n, w = broadcast(events, persons, standard)
    _refuse_negative(x, n, w)
    if not x.size or np.isnan(x + n + w).any() or w.sum() == 0:
        return _refuse("Niet voor elke leeftijdsgroep is er een cijfer; daarom niet gecorrigeerd voor leeftijd.")
    x, n, w = x[w > 0], n[w > 0], w[w > 0]
    if (n == 0).any():
        return _refuse("In een van de leeftijdsgroepen wonen geen mensen; daarom niet gecorrigeerd voor leeftijd.")
    observed = x.sum()
    if observed < MIN_EVENTS:
        return _refuse(
            f"Er zijn minder dan {MIN_EVENTS:.0f} gevallen; dat is te weinig om te corrigeren voor leeftijd."
        )
    rate = (w * x / n).sum() / w.sum()
    variance = (w**2 * x / n**2).sum() / w.sum() ** 2
    limits = count_interval(observed, level)
    scale = np.sqrt(variance / observed)
    lower, upper = (rate + scale * (float(limit) - observed) for limit in limits)
    return Standardised(float(rate * per), float(lower * per), float(upper * per), "")


def direct_percentage(
    values: Floats, cells: Floats, cell_se: Floats, persons: Floats, standard: Floats
) -> Estimate:
    """Return directly standardised percentages with their SE, for many areas at once (last axis: age groups).

    Formula: p + sum (W_a - w_a) p_a, SE = sqrt(sum W_a^2 SE_a^2), with p the raw figure, p_a the cells, w and W
    the shares of the age groups in the area and in the standard. Where the cells add up to the raw figure this is
    the direct rate sum W_a p_a. A published raw figure differs a little from its cells (rounding, the survey's own
    weights); that remainder stays in, so that the standard population keeps exactly its own figure. Cut at 0-100.
    Missing: no value where the raw figure, a cell or the persons of an age group are missing, or where an area or
    the standard has no persons; no SE where one of the cells has none. Raises ValueError for a negative number of
    persons. Unit: per cent. Reference: METHODEN 7; Breslow & Day (1987), vol. II, section 2.2.
    """
    (p,) = broadcast(values)
    x, s, n, w = broadcast(cells, cell_se, persons, standard)
    _refuse_negative(n, w)
    own, whole = (part / _positive(part.sum(axis=-1, keepdims=True)) for part in (n, w))
    adjusted = p + ((whole - own) * x).sum(axis=-1)
    return Estimate(np.clip(adjusted, 0.0, 100.0), np.sqrt(((whole * s) ** 2).sum(axis=-1)))


def _positive(total: FloatArray) -> FloatArray:
    return np.where(total > 0, total, np.nan)


def expected_cases(persons: Floats, reference_rates: Floats) -> float:
    """Return the number of cases at the rates of the reference: sum n_a r_a. NaN where any cell is empty."""
    n, r = broadcast(persons, reference_rates)
    _refuse_negative(n, r)
    return float((n * r).sum())


def indirect_ratio(
    observed: float | None, persons: Floats, reference_rates: Floats, level: float = 0.95
) -> Standardised:
    """Return the indirectly standardised ratio (SMR) of one area: 1 = as in the reference, given its ages.

    Formula: O / E with E = sum n_a r_a, limits of O (exact below 10, Byar from 10) / E.
    Missing: no observed number, an empty cell, or E = 0: no value, with the reason.
    Reference: Breslow & Day (1987), vol. II, section 2.3.
    Oracle: pop 1000/2000/500, rates .004/.018/.10, 105 cases -> 105/90 = 1.167 (0.954-1.412).
    """
    expected = expected_cases(persons, reference_rates)
    (cases,) = broadcast(observed)
    if np.isnan(cases) or np.isnan(expected) or expected == 0:
        return _refuse("Niet voor elke leeftijdsgroep is er een cijfer; daarom niet gecorrigeerd voor leeftijd.")
    limits = count_interval(cases, level)
    return Standardised(
        float(cases / expected), float(limits.lower / expected), float(limits.upper / expected), ""
    )


def _refuse_negative(*columns: FloatArray) -> None:
    if any(np.any(column < 0) for column in columns):
        raise ValueError("cases, persons, rates and weights cannot be negative")
