"""Supply of care and the gap: what is needed by today's norm against who will still be there (METHODEN 16)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Gap:
    """In fte. A positive gap is a shortage."""

    nodig: float
    aanwezig: float

    @property
    def tekort(self) -> float:
        return self.nodig - self.aanwezig


def supply_gap(fte: float, out: float, into: float, growth: float, saving: float = 0.0) -> Gap:
    """The gap in fte when today's list per fte stays the norm.

    Args:
        fte: who works now; out: who will stop by then; into: who will come.
        growth: growth of the need-weighted inhabitants (0.1565 = +15.65 %).
        saving: part of the hours no longer needed (0.05 = 5 % less work for the same care).

    Formula: need_t / norm - (fte_0 - out_t + in_t) with norm = need_0 / fte_0. Reference: Capaciteitsorgaan,
    Capaciteitsplan. Limits: today's norm is not thereby a good one; heads are not fte.
    """
    return Gap(nodig=fte * (1 + growth) * (1 - saving), aanwezig=fte - out + into)
