"""Time of the national screen: all doelgroepen, stapeling, wijktypen and kwetsbaarheid of 342 gemeenten.

    python benchmarks/bench_doelgroepen.py

Reads the embedded figures from the national tables (built first when needed), then times the screen itself:
collecting, rating, 1000 permutations, thresholds, clustering, types and the index. Goal: 20 s on 2 cores.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT / "pipelines")]
GOAL = 20.0


def measure() -> float:
    """Seconds that the screen of the whole country takes."""
    import pandas as pd

    from regiobeeld import paths
    from regiobeeld.catalog.load import load_catalog
    from regiobeeld.harmonise.areas import load_indeling
    from regiobeeld.national.crossings import load_declared, make_crossings
    from regiobeeld.run.national import ensure_tables

    folder = ensure_tables()
    catalog, indeling = load_catalog(), load_indeling(paths.SOURCES / "indeling")
    declared = load_declared(catalog.indicators)
    read = {
        name: pd.read_parquet(folder / f"{name}.parquet") for name in ("waarneming", "bevolkingsgroep", "gebied")
    }
    local = pd.read_parquet(
        folder / "waarneming_wijk.parquet", filters=[("indicator_code", "in", list(declared.needed_per_wijk()))]
    )
    start = time.perf_counter()
    make_crossings(
        declared,
        local,
        read["waarneming"],
        read["bevolkingsgroep"],
        read["gebied"],
        indeling,
        catalog,
        paths.SOURCES,
    )
    return time.perf_counter() - start


def main() -> int:
    seconds = measure()
    print(json.dumps({"landelijke doelgroepen (s)": round(seconds, 1), "doel": GOAL, "kernen": os.cpu_count()}))
    return 0 if seconds <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
