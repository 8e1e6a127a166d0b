"""k-means with weights, the silhouette, and the stability of clusters; small and deterministic (numpy only)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from regiobeeld.stats.arrays import FloatArray

Labels = NDArray[np.intp]
STARTS = 8
ROUNDS = 100


@dataclass(frozen=True)
class Clusters:
    """Outcome of k-means: cluster per point, centres [k x traits], weighted sum of squares within."""

    labels: Labels
    centres: FloatArray
    within: float


def cluster(points: FloatArray, weights: FloatArray, k: int, seed: int, starts: int = STARTS) -> Clusters:
    """Group points into `k` clusters with the least weighted squared distance to their centre.

    The best of `starts` runs of Lloyd's algorithm, each started by k-means++ (Arthur & Vassilvitskii 2007).
    """
    rng = np.random.default_rng(seed)
    runs = [_run(points, weights, _spread_centres(points, weights, k, rng)) for _ in range(starts)]
    return min(runs, key=lambda run: run.within)


def _spread_centres(points: FloatArray, weights: FloatArray, k: int, rng: np.random.Generator) -> FloatArray:
    """First centres, far apart: each next one drawn with probability proportional to squared distance."""
    chosen = [int(rng.choice(len(points), p=weights / weights.sum()))]
    for _ in range(k - 1):
        distance = cdist(points, points[chosen], "sqeuclidean").min(axis=1) * weights
        chosen.append(int(rng.choice(len(points), p=distance / distance.sum())))
    return points[chosen]


def _run(points: FloatArray, weights: FloatArray, centres: FloatArray) -> Clusters:
    labels = np.full(len(points), -1, dtype=np.intp)
    for _ in range(ROUNDS):
        distance = cdist(points, centres, "sqeuclidean")
        nearest = distance.argmin(axis=1)
        if np.array_equal(nearest, labels):
            break
        labels = nearest
        member = (labels[:, None] == np.arange(len(centres))) * weights[:, None]
        filled = member.sum(axis=0) > 0
        # A centre that lost all its points stays where it was.
        centres = np.where(
            filled[:, None], (member.T @ points) / np.where(filled, member.sum(axis=0), 1)[:, None], centres
        )
    return Clusters(labels, centres, float((distance.min(axis=1) * weights).sum()))


def silhouette(distances: FloatArray, labels: Labels, weights: FloatArray) -> float:
    """Mean silhouette, -1 to 1: how much nearer points are to their own cluster than to the next one.

    s = (b - a) / max(a, b); a = mean distance to the own cluster without the point itself, b = smallest mean
    distance to another cluster; 0 for a point alone in its cluster. Averaged with weights.
    Reference: Rousseeuw (1987), J Comput Appl Math 20:53-65.
    """
    member = (labels[:, None] == np.unique(labels)).astype(np.float64)
    sums, sizes = distances @ member, member.sum(axis=0)
    own = member.astype(bool)
    a = sums[own] / np.maximum(sizes[member.argmax(axis=1)] - 1, 1)
    b = np.where(own, np.inf, sums / sizes).min(axis=1)
    alone = sizes[member.argmax(axis=1)] == 1
    scores = np.where(alone, 0.0, (b - a) / np.maximum(np.maximum(a, b), 1e-300))
    return float(np.average(scores, weights=weights))


def measure_stability(
    points: FloatArray, weights: FloatArray, clusters: Clusters, *, repeats: int, seed: int
) -> FloatArray:
    """How well each cluster comes back when points are drawn anew: mean Jaccard overlap, 0-1, per cluster.

    Bootstrap: draw points with replacement, group the distinct ones again, and take for each original cluster
    the best overlap with a new one. From 0.75 on a cluster is stable. Reference: Hennig (2007), CSDA 52:258-271.
    """
    k = len(clusters.centres)
    rng = np.random.default_rng(seed)
    overlaps = np.zeros((repeats, k))
    for repeat in range(repeats):
        drawn = np.unique(rng.integers(len(points), size=len(points)))
        again = cluster(points[drawn], weights[drawn], k, seed + 1 + repeat, starts=2)
        overlaps[repeat] = _overlap(clusters.labels[drawn], again.labels, k).max(axis=1)
    return overlaps.mean(axis=0)


def _overlap(first: Labels, second: Labels, k: int) -> FloatArray:
    """Jaccard overlap between every cluster of one grouping and every cluster of another [k x k]."""
    both = np.zeros((k, k))
    np.add.at(both, (first, second), 1.0)
    union = both.sum(axis=1)[:, None] + both.sum(axis=0)[None, :] - both
    return both / np.maximum(union, 1.0)
