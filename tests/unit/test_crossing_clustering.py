"""Wijktypen: k-means, silhouette and stability on points of which the answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from regiobeeld.catalog.crossing import Wijktypen
from regiobeeld.crossing.clustering import cluster, measure_stability, silhouette
from regiobeeld.crossing.types import name_types

DECLARED = Wijktypen.model_validate(
    {
        "aantal": [2, 3],
        "herhalingen": 10,
        "stabiel_vanaf": 0.75,
        "toelichting": "alleen voor deze test",
        "kenmerk": [
            {"code": "oud", "leeftijd": "totaal", "hoog": "veel ouderen", "laag": "weinig ouderen"},
            {"code": "roken", "leeftijd": "18+", "hoog": "veel rokers", "laag": "weinig rokers"},
            {"code": "stad", "leeftijd": "totaal", "hoog": "landelijk", "laag": "stedelijk"},
        ],
    }
)


def three_clouds() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    points = np.concatenate([rng.normal(centre, 0.3, (60, 2)) for centre in ((0, 0), (4, 0), (0, 4))])
    return points, np.repeat([0, 1, 2], 60)


def test_three_clouds_are_found_back() -> None:
    points, truth = three_clouds()
    found = cluster(points, np.ones(len(points)), 3, seed=1)
    # Every cloud lies in one cluster and every cluster holds one cloud.
    pairs = set(zip(truth.tolist(), found.labels.tolist(), strict=True))
    assert len(pairs) == 3


def test_weights_pull_the_centre() -> None:
    found = cluster(np.array([[0.0], [1.0]]), np.array([3.0, 1.0]), 1, seed=1)
    assert found.centres.tolist() == [[0.25]]
    # 3 * 0.25^2 + 1 * 0.75^2.
    assert found.within == pytest.approx(0.75)


def test_silhouette_of_two_pairs() -> None:
    points = np.array([[0.0], [1.0], [10.0], [11.0]])
    labels = np.array([0, 0, 1, 1])
    # First point: a = 1, b = (10 + 11) / 2 = 10.5 -> 0.9048; second: b = 9.5 -> 0.8947; mirrored for the rest.
    value = silhouette(cdist(points, points), labels, np.ones(4))
    assert value == pytest.approx((9.5 / 10.5 + 8.5 / 9.5) / 2)


def test_silhouette_prefers_the_true_number() -> None:
    points, _ = three_clouds()
    weights, distances = np.ones(len(points)), cdist(points, points)
    scores = {k: silhouette(distances, cluster(points, weights, k, seed=2).labels, weights) for k in (2, 3, 4, 5)}
    assert max(scores, key=lambda k: scores[k]) == 3


def test_real_clusters_are_stable_and_cut_up_noise_is_not() -> None:
    points, _ = three_clouds()
    real = cluster(points, np.ones(180), 3, seed=1)
    assert measure_stability(points, np.ones(180), real, repeats=20, seed=3).min() > 0.95
    noise = np.random.default_rng(6).random((180, 2))
    cut = cluster(noise, np.ones(180), 6, seed=1)
    assert measure_stability(noise, np.ones(180), cut, repeats=20, seed=3).min() < 0.75


def test_names_come_from_the_strongest_traits_and_differ() -> None:
    centres = np.array([[1.5, 0.9, 0.1], [1.4, 0.8, -0.6], [-0.1, 0.2, 0.1]])
    names = name_types(centres, np.array([0.9, 0.9, 0.9]), DECLARED)
    assert names == ["Veel ouderen en veel rokers", "Veel ouderen, veel rokers en stedelijk", "Gemiddelde wijken"]


def test_an_unstable_type_has_no_name() -> None:
    names = name_types(np.array([[1.5, 0.9, 0.1], [-1.5, 0.0, 0.0]]), np.array([0.74, 0.75]), DECLARED)
    assert names == [None, "Weinig ouderen"]
