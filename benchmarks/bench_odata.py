"""Our bulk reader against `pandas.DataFrame(cbsodata.get_data(...))`, both into DuckDB, over loopback.

    python benchmarks/bench_odata.py [rows]

The stand-in serves one made-up table of 600 000 rows x 40 columns from memory; both sides get the same
answers. Ours hands page after page to DuckDB as they come in (each is on disk too, so that an interrupted
fetch can go on). `make bronnen` keeps a snapshot in Parquet instead; `parquet_seconden` says what that takes.
Memory is PSS, summed over a side's processes. The sides take turns, ROUNDS times, and the middle of each
figure counts: machines are shared and noisy. About nine minutes. Linux only (it reads /proc).
"""

from __future__ import annotations

import json
import multiprocessing as mp
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import chain
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT / "tests"), str(PROJECT / "pipelines")]
TABLE = "99999NED"
SLOW = {"latency": 0.2, "bytes_per_second": 100e6 / 8}
ROUNDS = 3
DUCKDB = {"threads": 1, "memory_limit": "25MB"}  # for both sides, as is ATTACH
ATTACH = "ATTACH '{}' AS doel (ROW_GROUP_SIZE 20480)"  # small groups: DuckDB holds one while it fills
GOALS = {"snel": (4.0, 7.0), "traag": (9.0, 7.0)}


class MadeUpRows(Sequence[Any]):
    """Rows made when asked for: one decimal, one cell in twenty empty."""

    def __init__(self, count: int, topics: list[str]) -> None:
        self.count, self.topics = count, topics

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: Any) -> Any:
        row: dict[str, Any] = {
            "WijkenEnBuurten": f"BU{index % 20_000:08d}",
            "Perioden": f"{2000 + index // 20_000}JJ00",
        }
        seed = index * 7919
        for number, topic in enumerate(self.topics):
            cell = (seed + number * 104_729) % 1999
            row[topic] = None if cell < 100 else cell / 10
        return row


def make_table(count: int) -> Any:
    from statline.tables import Dimension, ServiceTable, Topic

    topics = tuple(Topic(f"Onderwerp_{number}", f"Onderwerp {number}") for number in range(4, 41))
    areas = {f"BU{n:08d}": f"BU{n:08d}" for n in range(20_000)}
    years = {f"{2000 + n}JJ00": f"{2000 + n}JJ00" for n in range(count // 20_000 + 1)}
    dimensions = (
        Dimension("WijkenEnBuurten", "Wijken en buurten", areas, "GeoDimension"),
        Dimension("Perioden", "Perioden", years, "TimeDimension"),
    )
    rows = MadeUpRows(count, [topic.key for topic in topics])
    return ServiceTable(TABLE, "Verzonnen cijfers voor een meting", dimensions, topics, rows)


def serve(count: int, pipe: Connection) -> None:
    """The stand-in in a process of its own; answers are made once, before the clock runs."""
    from statline.service import StatlineService

    with StatlineService([make_table(count)], remember=True) as service:
        pipe.send(service.host)
        while True:
            order = pipe.recv()
            if order is None:
                return
            service.latency = order.get("latency", 0.0)
            service.bytes_per_second = order.get("bytes_per_second")
            pipe.send(len(service.requests))


def run_ours(host: str, folder: Path) -> None:
    import pyarrow as pa

    from regiobeeld.statline.http import Client

    with Client() as client:
        table = our_table(host)
        pages = table.fetch(client, table.describe(client), folder / "delen")
        first = next(pages)
        import duckdb  # while the next pages come in

        batches = (batch for page in chain([first], pages) for batch in page.to_batches())
        with duckdb.connect(config=DUCKDB) as con:
            con.execute(ATTACH.format(folder / "ours.duckdb"))
            con.register("rows", pa.RecordBatchReader.from_batches(first.schema, batches))
            con.execute("CREATE TABLE doel.cijfer AS SELECT * FROM rows")


def run_ours_to_parquet(host: str, folder: Path) -> None:
    """What `make bronnen` does with a table before it looks at the figures."""
    from regiobeeld.statline.http import Client

    with Client() as client:
        table = our_table(host)
        table.download(client, table.describe(client), folder / "delen_parquet", folder / "tabel.parquet")


def our_table(host: str) -> Any:
    from regiobeeld.statline.odata3 import Odata3Table
    from regiobeeld.statline.services import Dienst

    return Odata3Table(f"http://{host}", TABLE, Dienst(soort="odata3"))


def run_cbsodata(host: str, folder: Path) -> None:
    import cbsodata
    import duckdb
    import pandas as pd

    cbsodata.options.catalog_url, cbsodata.options.use_https = host, False
    frame = pd.DataFrame(cbsodata.get_data(TABLE))
    with duckdb.connect(config=DUCKDB) as con:
        con.execute(ATTACH.format(folder / "cbsodata.duckdb"))
        con.register("rows", frame)
        con.execute("CREATE TABLE doel.cijfer AS SELECT * FROM rows")


def start(side: Any, host: str, folder: Path) -> Any:
    """One side in a fresh process."""
    process = mp.get_context("spawn").Process(target=side, args=(host, folder))
    process.start()
    return process


def finish(process: Any) -> None:
    process.join()
    if process.exitcode:
        sys.exit("een van beide kanten is mislukt")


def measure_time(side: Any, host: str, folder: Path) -> dict[str, float]:
    """Seconds on the clock and of the processor."""
    begun, used = time.perf_counter(), processor_seconds()
    finish(start(side, host, folder))
    return {"seconden": time.perf_counter() - begun, "processor_seconden": processor_seconds() - used}


def measure_memory(side: Any, host: str, folder: Path) -> float:
    """Peak PSS (MB). In a run of its own: looking so often slows down what is looked at."""
    process, peak = start(side, host, folder), 0
    while process.is_alive():
        peak = max(peak, sum(map(read_pss, family(process.pid or 0))))
        process.join(0.05)
    finish(process)
    return peak / 1024


def take_turns(sides: Sequence[Any], host: str, folder: Path) -> list[dict[str, float]]:
    """The middle figures of each side. The databases of the last round stay in `folder`."""
    rounds: list[list[dict[str, float]]] = []
    for _ in range(ROUNDS):
        empty(folder)
        rounds.append([measure_time(side, host, folder) for side in sides])
    empty(folder)
    peaks = [measure_memory(side, host, folder) for side in sides]
    return [
        {key: median(turn[key] for turn in turns) for key in turns[0]} | {"piek_pss_mb": peak}
        for turns, peak in zip(zip(*rounds, strict=True), peaks, strict=True)
    ]


def empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()


def processor_seconds() -> float:
    """What the processes that have ended used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def family(pid: int) -> list[int]:
    """The process and all that it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(member for child in children for member in family(int(child)))]


def read_pss(pid: int) -> int:
    """Proportional set size in kB; 0 for a process that has just ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def count_differences(folder: Path) -> int:
    """Rows that are not in both databases with the same values."""
    import duckdb

    with duckdb.connect() as con:
        con.execute(f"ATTACH '{folder / 'ours.duckdb'}' AS a (READ_ONLY)")
        con.execute(f"ATTACH '{folder / 'cbsodata.duckdb'}' AS b (READ_ONLY)")
        one, other = "FROM a.cijfer", "FROM b.cijfer"
        totals = [con.execute(f"SELECT count(*) {table}").fetchall()[0][0] for table in (one, other)]
        columns = [row[0] for row in con.execute("DESCRIBE a.cijfer").fetchall()]
        same = " AND ".join(f'x."{name}" IS NOT DISTINCT FROM y."{name}"' for name in columns)
        query = f"SELECT count(*) FROM a.cijfer x JOIN b.cijfer y ON x.ID = y.ID WHERE {same}"
        return int(max(totals) - con.execute(query).fetchall()[0][0])


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 600_000
    ours_end, server_end = mp.Pipe()
    server = mp.get_context("fork").Process(target=serve, args=(count, server_end), daemon=True)
    server.start()
    host = ours_end.recv()
    results: dict[str, Any] = {"rijen": count}
    with tempfile.TemporaryDirectory() as name:
        for side in (run_ours, run_cbsodata):  # so that the stand-in has made all answers
            empty(Path(name, "warm"))
            finish(start(side, host, Path(name, "warm")))
        for case, speed in (("snel", {}), ("traag", SLOW)):
            ours_end.send(speed)
            ours_end.recv()
            folder = Path(name, case)
            ours, theirs, parquet = take_turns((run_ours, run_cbsodata, run_ours_to_parquet), host, folder)
            results[case] = {
                "regiobeeld": {key: round(value, 1) for key, value in ours.items()},
                "cbsodata": {key: round(value, 1) for key, value in theirs.items()},
                "parquet_seconden": round(parquet["seconden"], 1),
                "sneller": round(theirs["seconden"] / ours["seconden"], 1),
                "zuiniger": round(theirs["piek_pss_mb"] / ours["piek_pss_mb"], 1),
                "doel_sneller_zuiniger": GOALS[case],
                "verschillende_rijen": count_differences(folder),
            }
            print(json.dumps({case: results[case]}), flush=True)
    ours_end.send(None)
    server.join(5)


if __name__ == "__main__":
    main()
