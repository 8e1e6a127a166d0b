"""A batch on a Dask cluster of two processes on this machine, with the made-up country."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from project import IS_HEAVY, hashes, run, start, surroundings

pytestmark = pytest.mark.traag
SLUGS = ("akkerveen", "middelstad") if IS_HEAVY else ("akkerveen",)
"""One report: the worker that makes it is killed, and the other makes it. In `make zwaar` each has one."""
CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@dataclass(frozen=True)
class Cluster:
    address: str
    process: subprocess.Popen[str]
    scratch: Path

    def busy(self) -> list[int]:
        """The workers that are making a report: the folder it grows in names the process."""
        return [int(found.name.rpartition("-")[2]) for found in self.scratch.glob("regiobeeld-*/.bezig-*")]


@pytest.fixture
def cluster(short_country: Path, tmp_path: Path) -> Iterator[Cluster]:
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER, encoding="utf-8")
    own = surroundings(short_country, TMPDIR=str(tmp_path))
    process = subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=own
    )
    assert process.stdout is not None and process.stdin is not None
    yield Cluster(process.stdout.readline().strip(), process, tmp_path)
    process.stdin.close()
    process.wait(60)


def order(cluster: Cluster, place: Path) -> list[str]:
    words = ["regiobeelden", "gemeente", "--eerste", str(len(SLUGS)), "--motor", "dask"]
    return [*words, "--adres", cluster.address, "--plaats", str(place)]


def is_whole(place: Path, slug: str) -> bool:
    return (place / slug / "run.json").is_file() and (place / slug / f"regiobeeld-{slug}.html").is_file()


def test_a_worker_that_is_killed_halfway_costs_no_report(
    short_country: Path, cluster: Cluster, tmp_path: Path
) -> None:
    """The reports are in the shared place and whole; to one machine they are up to date."""
    place = tmp_path / "gedeeld"
    place.mkdir()
    running = start(short_country, *order(cluster, place))
    until = time.monotonic() + 150
    while not (busy := cluster.busy()) and time.monotonic() < until:
        time.sleep(0.1)
    os.kill(busy[0], signal.SIGKILL)
    out, err = running.communicate(timeout=250)
    assert running.returncode == 0, out + err
    assert f"Klaar: {len(SLUGS)} regiobeelden" in out
    assert all(is_whole(place, slug) for slug in SLUGS)
    done = run(short_country, "regiobeeld", "akkerveen", "--figuren", "nee", REGIOBEELD_OUTPUTS=str(place))
    assert done.stdout.startswith("Er is niets veranderd."), done.stdout + done.stderr
    before = hashes(place)
    again = run(short_country, *order(cluster, place), "--hervat", "ja")
    assert again.stdout == "Alle regiobeelden waren al klaar.\n"
    assert hashes(place) == before


def test_a_cluster_that_does_not_answer_is_one_line(short_country: Path) -> None:
    words = ["regiobeelden", "gemeente", "--motor", "dask"]
    without = run(short_country, *words)
    assert without.returncode == 2
    assert without.stderr.splitlines()[-1].startswith("Fout: geef het adres van het cluster (ADRES)")
