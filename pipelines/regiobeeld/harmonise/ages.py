"""Age groups: reading their names and cutting one set of bands into another."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

TOTAL = "totaal"
ADULT = 18
# Every group that a source publishes figures for and that therefore needs a population as weight.
GROUPS = ("0-14", "15-24", "25-44", "45-64", "65+", "18+", "18-64", "19+", "19-64", "16-25")

_BAND = re.compile(r"([0-9]+)(?:-([0-9]+)|(\+))?")
Band = tuple[int, float]


def parse_age(name: str) -> Band:
    """First age and first age beyond: "18-64" -> (18, 65), "65+" -> (65, inf), "7" -> (7, 8).

    Raises:
        ValueError: not a name of an age group.
    """
    match = _BAND.fullmatch(name)
    if not match:
        raise ValueError(f"geen leeftijdsgroep: {name!r}")
    low = int(match[1])
    if match[3]:
        return low, math.inf
    return low, float(match[2] or low) + 1


def chain_bands(names: Iterable[str]) -> list[str]:
    """The finest row of adjoining bands among the names, from the lowest age up.

    A table may publish 65+ beside five-year bands; the chain then takes 65-69, 70-74 ... and leaves out
    65+, so that nobody is counted twice.
    """
    bands = sorted((parse_age(name), name) for name in set(names) if name != TOTAL)
    chain: list[str] = []
    reached: float = bands[0][0][0] if bands else 0
    while step := min((b for b in bands if b[0][0] == reached), default=None):
        chain.append(step[1])
        reached = step[0][1]
    return chain


def separate_minors(bands: Sequence[str], counts: NDArray[np.float64]) -> tuple[list[str], NDArray[np.float64]]:
    """Split the band that holds both minors and adults (15-24, 15-19) at the 18th birthday.

    Minors live with their parents: they are taken to be as many per year of age as the band of children
    below. Spreading 15-24 evenly would count the students of Groningen and Wageningen as 15-17 (3/10 of
    the band against some 1/8), which moves overgewicht in GGD Groningen by 0.3 point.

    Args:
        bands: adjoining bands from `chain_bands`.
        counts: [areas x bands], inhabitants.

    Returns:
        The bands and counts with that band in two; unchanged when 18 is an edge or nothing lies below.
    """
    edges = [parse_age(band) for band in bands]
    for number, (low, high) in enumerate(edges):
        if number and low < ADULT < high and not math.isinf(high):
            below = edges[number - 1]
            per_year = counts[:, number - 1] / (below[1] - below[0])
            minors = np.minimum(per_year * (ADULT - low), counts[:, number])
            halves = [f"{low}-{ADULT - 1}", f"{ADULT}-{int(high) - 1}"]
            columns = [counts[:, :number], np.column_stack([minors, counts[:, number] - minors])]
            split = np.hstack([*columns, counts[:, number + 1 :]])
            return [*bands[:number], *halves, *bands[number + 1 :]], split
    return list(bands), counts


def cut(bands: Sequence[str], groups: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How much of each band falls in each group, with ages spread evenly inside a band.

    Returns:
        parts: [bands x groups], fraction of the band; all NaN for a group that the bands do not cover
            or that cuts through an open band (nobody knows how many of 65+ are 75+).
        width: [groups], years of the bands that are cut: 0 = exact.
    """
    parts = np.zeros((len(bands), len(groups)))
    width = np.zeros(len(groups))
    edges = [parse_age(band) for band in bands]
    for column, group in enumerate(groups):
        low, high = parse_age(group)
        parts[:, column] = [_overlap(edge, (low, high)) for edge in edges]
        covered = bool(edges) and edges[0][0] <= low and edges[-1][1] >= high
        if not covered or np.isnan(parts[:, column]).any():
            parts[:, column] = np.nan
        cuts = [e[1] - e[0] for e, part in zip(edges, parts[:, column], strict=True) if 0 < part < 1]
        width[column] = sum(cuts)
    return parts, width


def _overlap(band: Band, group: Band) -> float:
    common = min(band[1], group[1]) - max(band[0], group[0])
    if common <= 0:
        return 0.0
    if math.isinf(band[1]):
        return 1.0 if group[0] <= band[0] and math.isinf(group[1]) else math.nan
    return common / (band[1] - band[0])
