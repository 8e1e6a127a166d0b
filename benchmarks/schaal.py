"""Ten times as many figures: does the warehouse still fit in its memory, are slice and report of a region as fast?

    python benchmarks/schaal.py [times] [memory limit] [indicatoren|gebieden]

Made-up figures in the shape of the schema: those of today, repeated for other areas (buurten, other years: what
makes figures many) or under other indicator codes, in files that are written batch by batch. Then what the build
does with them (load, check for doubles, sort by area, write Parquet) inside DuckDB's `memory_limit`, and the slice
of one region from the result, beside the same at the size of today. With more indicators the region itself has as
many times more rows, in the same blocks: the slice then grows too (three times for ten times the rows).
Last, the report of one region from the tables of today, and from the same with as many times more figures of
wijken, buurten and other years (`make gegevens` first). Nothing of this goes into a report of yours.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT / "pipelines")]
TIMES, LIMIT, SHAPE, REPEATS = 10, "3GB", "gebieden", 5
"""Arrow and Python need about half a gigabyte beside DuckDB: 3 of 4 GB."""
COLUMN = {"gebieden": "gebied_code", "indicatoren": "indicator_code"}
DOUBLES = "sleutel"
"""The check of the build that holds every key."""
GROWING = ("waarneming_bron.parquet", "waarneming_wijk.parquet", "waarneming_buurt.parquet")
"""The tables that grow with every area, year and source; the others hold what is worked out of them."""
REGION = tuple(f"GM{code}" for code in ("0141", "0147", "0153", "0158", "0163", "0164", "0168", "0173", "0175"))


def make_figures(folder: Path, times: int, shape: str) -> list[Path]:
    """The embedded figures `times` times, the copies under other codes of areas or indicators."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from regiobeeld import paths

    made = []
    for path in sorted(paths.BASIS.glob("*.parquet")):
        file = pq.ParquetFile(path)
        target = folder / path.name
        with pq.ParquetWriter(target, file.schema_arrow, compression="zstd", compression_level=1) as writer:
            place = file.schema_arrow.get_field_index(COLUMN[shape])
            for batch in file.iter_batches(200_000):
                for copy in range(times):
                    code = batch.column(place)
                    renamed = _rename(code.cast(pa.string()), copy, shape)
                    columns = [*batch.columns]
                    columns[place] = renamed.cast(file.schema_arrow.field(place).type)
                    writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=file.schema_arrow))
        made.append(target)
    return made


def _rename(codes: Any, copy: int, shape: str) -> Any:
    """Codes of a copy: other areas come behind those of today, as another kind does; indicators in between."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not copy:
        return codes
    parts = (f"ZZ{copy}", codes) if shape == "gebieden" else (codes, f"_{copy}")
    return pc.binary_join_element_wise(*(pa.scalar(p) if isinstance(p, str) else p for p in parts), "")


def build(folder: Path, times: int, limit: str, shape: str) -> dict[str, float]:
    """Load, check, sort and write; seconds of each, the rows and the peak of this process in MB."""
    from regiobeeld import paths
    from regiobeeld.catalog.load import load_catalog
    from regiobeeld.schema import WAARNEMING
    from regiobeeld.warehouse.check import load_checks, run_checks
    from regiobeeld.warehouse.export import write_parquet
    from regiobeeld.warehouse.store import PUBLISHED, load_basis, open_store, take

    [doubles] = [check for check in load_checks() if check.name == DOUBLES]
    (folder / "basis").mkdir()
    (folder / "parquet").mkdir()
    files = make_figures(folder / "basis", times, shape)
    order = "gebied_code, gebied_jaar, " + ", ".join(n for n in WAARNEMING.key if not n.startswith("gebied"))
    with open_store(limit) as con:
        start = time.perf_counter()
        rows = load_basis(con, files)
        loaded = time.perf_counter()
        run_checks(con, [doubles])
        checked = time.perf_counter()
        write_parquet(take(con, WAARNEMING, PUBLISHED, "true", order), folder / "parquet" / "waarneming.parquet")
        written = time.perf_counter()
    codes = sorted(load_catalog(paths.SOURCES).indicators)
    return {
        "keer": times,
        "rijen": rows,
        "laden_s": round(loaded - start, 1),
        "controleren_s": round(checked - loaded, 1),
        "schrijven_s": round(written - checked, 1),
        "piek_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 // 10**6,
        "parquet_mb": round((folder / "parquet" / "waarneming.parquet").stat().st_size / 1e6, 1),
        "snede_s": round(statistics.median(slice_region(folder, codes) for _ in range(REPEATS)), 3),
    }


def slice_region(folder: Path, codes: list[str]) -> float:
    """Seconds to take what the report of today would read of one region: its areas, the codes of today."""
    import pyarrow.dataset as ds

    start = time.perf_counter()
    own = ds.field("gebied_code").isin(list(REGION)) & ds.field("indicator_code").isin(codes)
    ds.dataset(folder / "parquet" / "waarneming.parquet").to_table(filter=own).to_pandas()
    return time.perf_counter() - start


def enlarge_tables(folder: Path, times: int) -> Path:
    """The tables of a build; those that grow when figures are added hold `times` as many rows."""
    import pyarrow.parquet as pq

    from regiobeeld import paths
    from regiobeeld.warehouse.export import ROW_GROUP

    target = folder / "parquet"
    target.mkdir()
    for path in sorted((paths.OUTPUTS / "parquet").iterdir()):
        if path.name not in GROWING:
            (target / path.name).symlink_to(path)
            continue
        table = pq.read_table(path)
        place = table.schema.get_field_index("gebied_code")
        with pq.ParquetWriter(target / path.name, table.schema, compression="zstd") as writer:
            for copy in range(times):
                codes = _rename(table.column(place).combine_chunks(), copy, "gebieden")
                part = table.set_column(place, table.schema.field(place), codes)
                writer.write_table(part, row_group_size=ROW_GROUP)
    return target


def report(folder: Path, times: int) -> dict[str, float]:
    """Seconds of a report from tables of this size, with national results kept; the peak in MB."""
    from regiobeeld.areas.regions import resolve_region
    from regiobeeld.report.render import render_report

    tables, seconds = enlarge_tables(folder, times), 0.0
    for turn in ("eerst", "daarna"):
        (folder / turn).mkdir()
        start = time.perf_counter()
        render_report("twente", resolve_region("twente"), "", tables, folder / turn, cores=os.cpu_count() or 1)
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 // 10**6
    return {"rapport_s": round(seconds, 1), "rapport_piek_mb": peak}


def in_own_process(what: str, *words: str) -> dict[str, float]:
    """One size in a fresh process: peaks of memory do not mix."""
    done = subprocess.run([sys.executable, __file__, what, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(times: int, limit: str, shape: str) -> dict[str, float]:
    """The warehouse and the report of one size."""
    return in_own_process("meet", str(times), limit, shape) | in_own_process("rapport", str(times))


def main() -> None:
    step = sys.argv[1] if len(sys.argv) > 1 else ""
    if step in ("meet", "rapport"):
        with tempfile.TemporaryDirectory(prefix="regiobeeld-schaal-") as name:
            folder, times = Path(name), int(sys.argv[2])
            found = build(folder, times, *sys.argv[3:5]) if step == "meet" else report(folder, times)
            print(json.dumps(found))
        return
    times = int(step or TIMES)
    limit = sys.argv[2] if len(sys.argv) > 2 else LIMIT
    shape = sys.argv[3] if len(sys.argv) > 3 else SHAPE
    today, large = measure(1, limit, shape), measure(times, limit, shape)
    result = {
        "grens": limit,
        "vorm": shape,
        "kernen": os.cpu_count(),
        "nu": today,
        "groot": large,
        "snede_verhouding": round(large["snede_s"] / today["snede_s"], 2),
        "rapport_verhouding": round(large["rapport_s"] / today["rapport_s"], 2),
    }
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
