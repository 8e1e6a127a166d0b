"""Pages on disk: read by threads or by processes, the rows are the same, and an error arrives as itself."""

import gzip
import json
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from regiobeeld.errors import ContractError
from regiobeeld.ingest import reading
from regiobeeld.ingest.arrow import from_columns, to_flags, to_numbers
from regiobeeld.ingest.packed import Garbled, Packed
from regiobeeld.ingest.page import Layout
from regiobeeld.ingest.parts import Job, PartFolder, read_table
from regiobeeld.ingest.reading import Answer, open_readers, store_page

LAYOUT = Layout("50150NED", {"ID": "row", "RegioS": "text", "Roker_11": "number"})
ROWS = [{"ID": 0, "RegioS": "GM0153", "Roker_11": 17.9}, {"ID": 1, "RegioS": "GM0141", "Roker_11": None}]


def packed(rows: object) -> Packed:
    body = json.dumps({"value": rows}, separators=(",", ":")).encode()
    return Packed("https://opendata.cbs.nl/x", gzip.compress(body), zipped=True, most_bytes=2**20)


@pytest.fixture(scope="module")
def processes() -> Iterator[reading.Executor]:
    with open_readers(reading.LARGE) as readers:
        yield readers


def test_a_process_reads_what_a_thread_reads(processes: reading.Executor, tmp_path: Path) -> None:
    with open_readers(1) as threads:
        for name, readers in (("thread", threads), ("process", processes)):
            answer = readers.submit(store_page, packed(ROWS), LAYOUT, tmp_path / name).result()
            assert answer == Answer(2, None)
            assert read_table(tmp_path / name).to_pylist() == ROWS
    assert processes.submit(os.getpid).result() != os.getpid()


def test_errors_of_a_process_arrive_with_their_words(processes: reading.Executor, tmp_path: Path) -> None:
    other = [{"ID": 0, "RegioS": "GM0153", "Eenzaam_28": 1.0}]
    with pytest.raises(ContractError, match=r"zonder Roker_11.*\(50150NED\)\. De tabel is aangepast"):
        processes.submit(store_page, packed(other), LAYOUT, tmp_path / "x").result()
    cut = Packed("https://opendata.cbs.nl/x", packed(ROWS).body[:-9], zipped=True, most_bytes=2**20)
    with pytest.raises(Garbled, match="afgebroken"):
        processes.submit(store_page, cut, LAYOUT, tmp_path / "x").result()


def test_a_reader_that_is_killed_is_noticed(tmp_path: Path) -> None:
    with open_readers(reading.LARGE) as readers, pytest.raises(BrokenExecutor):
        os.kill(readers.submit(os.getpid).result(), signal.SIGKILL)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            readers.submit(store_page, packed(ROWS), LAYOUT, tmp_path / "x").result()


def test_answers_that_were_cut_are_one_part(tmp_path: Path) -> None:
    """A service may give three rows in pages of two, the second with a row too many."""
    parts, job = PartFolder(tmp_path), Job(0, 3)
    rows = [{"ID": n, "RegioS": f"GM{n:04d}", "Roker_11": float(n)} for n in range(4)]
    with open_readers(1) as readers:
        for number, some in enumerate((rows[:2], rows[2:])):
            readers.submit(store_page, packed(some), LAYOUT, parts.half(job, number)).result()
    assert parts.load(job, LAYOUT.schema) is None
    parts.finish(job, [parts.half(job, 0), parts.half(job, 1)])
    found = parts.load(job, LAYOUT.schema)
    assert found is not None
    assert found.to_pylist() == rows[:3]
    assert [path.suffix for path in tmp_path.iterdir()] == [".arrow"]


def test_a_part_that_cannot_be_read_is_fetched_again(tmp_path: Path) -> None:
    parts, job = PartFolder(tmp_path), Job(0, 2)
    with open_readers(1) as readers:
        readers.submit(store_page, packed(ROWS), LAYOUT, parts.half(job, 0)).result()
    parts.finish(job, [parts.half(job, 0)])
    (part,) = tmp_path.iterdir()
    part.write_bytes(part.read_bytes()[:100])
    assert parts.load(job, LAYOUT.schema) is None
    assert not part.exists()


def test_numbers_pass_between_numpy_and_arrow_unchanged(tmp_path: Path) -> None:
    import numpy as np

    values = np.arange(22.0).reshape(11, 2)
    holes = np.zeros((11, 2), dtype=bool)
    holes[9, 1] = True
    first, second = from_columns(values, holes)
    assert first.to_pylist() == [float(2 * n) for n in range(11)]
    assert second.to_pylist()[8:] == [17.0, None, 21.0]
    assert to_numbers(second.slice(3, 2), np.float64).tolist() == [7.0, 9.0]
    assert to_flags(second.is_null()).nonzero()[0].tolist() == [9]
