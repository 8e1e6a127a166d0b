"""The rules that a projection must beat: what somebody with one table and no model would say."""

from __future__ import annotations

from regiobeeld.stats.arrays import FloatArray

FROZEN, GROWTH, COHORT, TREND = "gelijke_aandelen", "groei_van_de_groep", "vorige_groep", "rechte_lijn"


def frozen_shares(start: FloatArray, nation_start: FloatArray, nation_end: FloatArray) -> FloatArray:
    """Every area keeps its people by age and grows as Nederland (areas x groups)."""
    result: FloatArray = start * nation_end.sum() / nation_start.sum()
    return result


def growth_of_group(start: FloatArray, nation_start: FloatArray, nation_end: FloatArray) -> FloatArray:
    """Every age group grows as the same group in Nederland."""
    return start * nation_end / nation_start


def group_before(start: FloatArray, nation_start: FloatArray, nation_end: FloatArray) -> FloatArray:
    """Every group comes from the younger group before it, at the national ratio; the youngest from itself."""
    expected = start * nation_end / nation_start
    expected[:, 1:] = start[:, :-1] * nation_end[1:] / nation_start[:-1]
    return expected


def straight_line(earlier: FloatArray, start: FloatArray, passed: int, ahead: int) -> FloatArray:
    """The yearly change between two counts goes on; never below nobody."""
    expected: FloatArray = (start + (start - earlier) * ahead / passed).clip(min=0.0)
    return expected
