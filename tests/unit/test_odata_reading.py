"""Pages on disk: whole or not at all, and read without what a fetch can do without."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from regiobeeld import paths
from regiobeeld.errors import ContractError
from regiobeeld.statline.arrow import from_columns, to_flags, to_numbers
from regiobeeld.statline.body import Garbled, Packed
from regiobeeld.statline.page import Layout
from regiobeeld.statline.page_readers import open_readers, store_page
from regiobeeld.statline.page_store import Job, PartFolder, read_table

LAYOUT = Layout("50150NED", {"ID": "row", "RegioS": "text", "Roker_11": "number"})
ROWS = [{"ID": 0, "RegioS": "GM0153", "Roker_11": 17.9}, {"ID": 1, "RegioS": "GM0141", "Roker_11": None}]


def packed(rows: object) -> Packed:
    body = json.dumps({"value": rows}, separators=(",", ":")).encode()
    return Packed("https://opendata.cbs.nl/x", gzip.compress(body), zipped=True, most_bytes=2**20)


def test_a_page_is_read_without_pandas(tmp_path: Path) -> None:
    """Pandas would cost a fetch half a second and 50 MB."""
    code = (
        "import sys; from test_odata_reading import *; "
        "print(store_page(packed(ROWS), LAYOUT, Path(sys.argv[1])).rows, 'pandas' in sys.modules)"
    )
    folders = os.pathsep.join([str(Path(__file__).parent), str(paths.PROJECT / "pipelines")])
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "x")],
        env={**os.environ, "PYTHONPATH": folders},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "2 False\n"
    assert read_table(tmp_path / "x").to_pylist() == ROWS


def test_a_page_that_is_cut_or_other_is_told_apart(tmp_path: Path) -> None:
    """The first is worth another attempt, the second is not."""
    cut = Packed("https://opendata.cbs.nl/x", packed(ROWS).body[:-9], zipped=True, most_bytes=2**20)
    with open_readers() as readers, pytest.raises(Garbled, match="afgebroken"):
        readers.submit(store_page, cut, LAYOUT, tmp_path / "x").result()
    other = [{"ID": 0, "RegioS": "GM0153", "Eenzaam_28": 1.0}]
    with open_readers() as readers, pytest.raises(ContractError, match="zonder Roker_11"):
        readers.submit(store_page, packed(other), LAYOUT, tmp_path / "x").result()


def test_answers_that_were_cut_are_one_part(tmp_path: Path) -> None:
    """A service may give three rows in pages of two, the second with a row too many."""
    parts, job = PartFolder(tmp_path), Job(0, 3)
    rows = [{"ID": n, "RegioS": f"GM{n:04d}", "Roker_11": float(n)} for n in range(4)]
    with open_readers() as readers:
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
    with open_readers() as readers:
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
    first, second = from_columns([values[:3], values[3:]], [holes[:3], holes[3:]])
    assert first.to_pylist() == [float(2 * n) for n in range(11)]
    assert second.to_pylist()[8:] == [17.0, None, 21.0]
    assert to_numbers(second.slice(3, 2), np.float64).tolist() == [7.0, 9.0]
    assert to_flags(second.is_null()).nonzero()[0].tolist() == [9]
