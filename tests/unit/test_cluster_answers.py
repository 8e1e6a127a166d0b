"""A worker of a cluster makes a report of the same things as the machine that asks for it, or refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from regiobeeld import paths
from regiobeeld.run import cluster
from regiobeeld.run.location import Location

REGION = "twente"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the reports on a worker were made of, of the dialogue: a report itself would take too long here."""
    seen: list[str] = []

    def make(task: str, peiljaar: str, outputs: Path, figuren: bool, formaat: str) -> None:
        seen.append(paths.dialogue_digest(outputs, task))
        (outputs / task).mkdir()
        (outputs / task / "run.json").write_text("{}", encoding="utf-8")

    monkeypatch.setattr(cluster, "make_quietly", make)
    monkeypatch.setattr(cluster, "_tables_here", lambda *_: tmp_path)
    return seen


def test_the_answers_of_a_dialogue_go_to_the_worker(tmp_path: Path, made: list[str]) -> None:
    outputs, place = tmp_path / "outputs", tmp_path / "gedeeld"
    back = paths.dialogue_answers(outputs, REGION)
    back.mkdir(parents=True)
    digests = []
    for answers in (b"eerst", b"later"):
        (back / "antwoorden.parquet").write_bytes(answers)
        digest = cluster._share_answers(REGION, outputs, Location(str(place)))
        said = cluster.make_there(REGION, str(place), cluster.version_here(), "", False, "", digest)
        assert "oorzaak" not in said
        digests.append(digest)
    assert made == digests and digests[0] != digests[1]


def test_without_answers_nothing_is_shared(tmp_path: Path, made: list[str]) -> None:
    place = tmp_path / "gedeeld"
    assert cluster._share_answers(REGION, tmp_path / "outputs", Location(str(place))) == ""
    cluster.make_there(REGION, str(place), cluster.version_here(), "", False)
    assert made == [""]
    assert [path.name for path in place.iterdir()] == [REGION]


def test_a_worker_with_other_plans_refuses(
    tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = cluster.version_here()
    monkeypatch.setattr(cluster, "digest_of_plans", lambda: "een ander plan")
    said = cluster.make_there(REGION, str(tmp_path / "gedeeld"), asked, "", False)
    assert said["code"] == 4 and "een andere versie" in str(said["oorzaak"])
    assert made == []
