"""Kill -9 at ten random moments: nothing half-written is ever read, and the next run repairs itself."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq

from regiobeeld.snapshots.store import SnapshotStore
from statline import victim
from statline.service import StatlineService
from statline.tables import make_table

TABLE = make_table(repeat=200)  # 204 areas x 3 ages x 2 years = 1224 rows
ROWS = 1224
CHANCE = random.Random(20261121)
# Seven moments somewhere in the fetching (as a share of the requests), three in what comes after it (in seconds).
MOMENTS = [(CHANCE.random() * 0.95, 0.0) for _ in range(7)] + [(1.0, CHANCE.random() * 0.3) for _ in range(3)]


def test_killed_at_random_moments(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path / "snapshots")
    with StatlineService([TABLE], page_rows=100, latency=0.005) as service:
        command = [sys.executable, victim.__file__, service.host, str(tmp_path)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert read(process) == "klaar"
            ask(process)
            assert read(process) == "0"
            whole_run = len(service.requests)
            killed = 0
            for number, (share, pause) in enumerate(MOMENTS, 1):
                service.publish(TABLE.edit(f"2025-01-{number:02d}T02:00:00", {(3, "Eenzaam_25"): 20.0 + number}))
                service.requests.clear()
                pid = ask(process)
                wait_for(service, share * whole_run)
                time.sleep(pause)
                with contextlib.suppress(ProcessLookupError):  # it may just have finished
                    os.kill(pid, signal.SIGKILL)
                killed += read(process) == str(-signal.SIGKILL)
                assert_whole(store)
            ask(process)
            assert read(process) == "0"
            assert process.stdin is not None
            process.stdin.close()
    assert killed >= 7
    (snapshot,) = store.read_lock()
    assert (snapshot.gewijzigd, snapshot.rijen) == ("2025-01-10T02:00:00", ROWS)
    assert list(store.folder.rglob(".half*")) == []
    assert_whole(store)


def assert_whole(store: SnapshotStore) -> None:
    """What is in use can be read, in full."""
    (snapshot,) = store.read_lock()
    assert store.is_whole(snapshot)
    assert pq.read_metadata(store.path(snapshot.bron, snapshot.tabel, snapshot.ruw, "parquet")).num_rows == ROWS


def wait_for(service: StatlineService, requests: float) -> None:
    """Until the service was asked this often."""
    deadline = time.monotonic() + 20
    while len(service.requests) < requests and time.monotonic() < deadline:
        time.sleep(0.001)


def ask(process: subprocess.Popen[str]) -> int:
    """Start one refresh; returns its process number."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    return int(read(process))


def read(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()
