"""Supply of care and the gap: what is needed by a norm against who will still be there (METHODEN 16)."""

from __future__ import annotations

from dataclasses import dataclass

from regiobeeld.stats.arrays import FloatArray


@dataclass(frozen=True)
class Gap:
    """In fte. A positive gap is a shortage."""

    nodig: float
    aanwezig: float

    @property
    def tekort(self) -> float:
        return self.nodig - self.aanwezig


def mean_use(nation: FloatArray, rates: FloatArray) -> float:
    """Use per inhabitant of Nederland: sum_a M_a r_a / sum_a M_a. Divided by it, rates become weights of mean 1.

    So the need-weighted inhabitants of an area are sum_a N_a r_a / mean. Reference: METHODEN 16. Limits: use is
    not need; within an age everybody counts the same.
    """
    return float((nation * rates).sum() / nation.sum())


def share_leaving(first: int, last: int | None, years: float, stop: int) -> float:
    """Part of an age class that turns `stop` within so many years, its ages spread evenly.

    An open class runs up to `stop`; who is older already stops in the first year. Limits: nobody stops earlier.
    """
    if years <= 0:
        return 0.0
    end = last + 1 if last is not None else max(stop, first + 1)
    leaving = (end - max(first, stop - years)) / (end - first)
    return min(max(leaving, 0.0), 1.0)


def supply_gap(need: float, norm: float, fte: float, out: float, into: float, saving: float = 0.0) -> Gap:
    """The gap in fte.

    Args:
        need: need-weighted inhabitants then; norm: how many of them one fte serves.
        fte: who works now; out: who will stop by then; into: who will come.
        saving: part of the hours no longer needed (0.05 = 5 % less work for the same care).

    Formula: need_t / norm - (fte_0 - out_t + in_t). Reference: Capaciteitsorgaan, Capaciteitsplan. Limits: a norm
    held at today's (need_0 / fte_0) is not thereby a good one; heads are not fte.
    Oracle: 100 fte, out 30, in 20, need +15.65 % at today's norm -> 25.65 fte.
    """
    return Gap(nodig=need / norm * (1 - saving), aanwezig=fte - out + into)
