"""What a user waits for, each beside how it would be done without this project's tricks, in one run, in turns.

    python benchmarks/versus.py [minutes]

The naive side of a report: papermill and nbconvert as processes, one after the other, on the same notebook, from
ready tables; it works out for itself what is the same for the whole country. Two more lines are milder: it finds
that ready as we do, and it does not save its figures and data. That of a batch: the same, once per region.
In every round each side has its turn; the median of each counts, on the clock and of the processor: five rounds of
what is short, three of what is long, or as many as begin within the minutes (at least one). Writes
`benchmarks/uitkomst.json` (the machine with it) and the table between the markers in README.md.
"""

from __future__ import annotations

import json
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
RESULT = PROJECT / "benchmarks" / "uitkomst.json"
SHORT, LONG = 5, 3
MINUTES, REGION, BATCH = 12.0, "twente", "ggd"
SAMPLE = 4
"""Of the regions of a batch the first ones, two on each of two cores: a stranger need not wait for all."""
AREAS = ("GM0141", "GM0147", "GM0153", "GM0158", "GM0163", "GM0164", "GM0168", "GM0173", "GM0175")
KEPT = ".bewaard"
"""What was worked out of the tables once, beside them."""
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
Step = Callable[[Path], object]


@dataclass(frozen=True)
class Match:
    """One line of the table: two sides by name; `aantal`: how many times more the first does than the second."""

    wat: str
    ours: str
    naive: str
    aantal: float = 1.0


def command(outputs: Path, *words: str) -> None:
    """A command of the project, or of Python, with its outputs in this folder; stops when it fails."""
    environment = os.environ | {"REGIOBEELD_OUTPUTS": str(outputs), "PYTHONPATH": str(PROJECT / "pipelines")}
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)


def forget(outputs: Path) -> None:
    """Nothing is left of an earlier round but the tables and what was worked out of them once."""
    for folder in outputs.iterdir():
        if folder.name not in ("parquet", "naief.csv", KEPT):
            shutil.rmtree(folder, ignore_errors=True)


def report(outputs: Path) -> None:
    forget(outputs)
    command(outputs, "regiobeeld", "regiobeeld", REGION, "--figuren", "nee")


def naive_report(outputs: Path, files: bool = True) -> None:
    """papermill, then nbconvert, as an analyst would type them; without `files` its last cell saves nothing."""
    forget(outputs)
    folder = outputs / "naief"
    folder.mkdir()
    done, tables = folder / "klaar.ipynb", outputs / "parquet"
    given = ("regio", REGION), ("data_dir", str(tables)), ("uitvoer_dir", str(folder) if files else "")
    words = [word for name, value in given for word in ("-r", name, value)]
    command(outputs, "papermill", str(PROJECT / "notebooks" / "regiobeeld.ipynb"), str(done), *words)
    command(outputs, "nbconvert", "--to", "html", "--no-input", str(done))


def naive_alone(outputs: Path) -> None:
    """As a process that finds the tables and no more: what was kept is out of its reach, and comes back."""
    aside = outputs.with_name(f"{outputs.name}-bewaard")
    (outputs / KEPT).rename(aside)
    try:
        naive_report(outputs)
    finally:
        shutil.rmtree(outputs / KEPT, ignore_errors=True)
        aside.rename(outputs / KEPT)


def naive_page(outputs: Path) -> None:
    """Only the page: no figures or data beside it (ours does save the data)."""
    naive_report(outputs, files=False)


def batch(outputs: Path) -> None:
    forget(outputs)
    command(outputs, "regiobeeld", "regiobeelden", BATCH, "--eerste", str(SAMPLE))


def nothing_changed(outputs: Path) -> None:
    command(outputs, "regiobeeld", "gegevens")


def only_python(outputs: Path) -> None:
    command(outputs, "timeit", "-n1", "-r1", "pass")


def own_slice(outputs: Path) -> object:
    """The figures of nine gemeenten from the table of this project."""
    import pyarrow.dataset as ds

    table = ds.dataset(outputs / "parquet" / "waarneming.parquet")
    return table.to_table(filter=ds.field("gebied_code").isin(AREAS)).to_pandas()


def naive_slice(outputs: Path) -> object:
    """The same from a long CSV, as pandas writes one."""
    import pandas as pd

    frame = pd.read_csv(outputs / "naief.csv", low_memory=False)
    return frame[frame["gebied_code"].isin(AREAS)]


def take_tables(outputs: Path) -> dict[str, float]:
    """The tables of the project, when they are ready; else built here: what that took."""
    from regiobeeld import paths
    from regiobeeld.run.national import tables_are_current

    if tables_are_current(paths.OUTPUTS):
        for name in ("parquet", KEPT):
            if (paths.OUTPUTS / name).exists():
                subprocess.run(["cp", "-rp", str(paths.OUTPUTS / name), str(outputs)], check=True)
        return {}
    seconds, used = timed(lambda where: command(where, "regiobeeld", "gegevens"), outputs)
    return {"seconden": round(seconds, 1), "processor": round(used, 1)}


def prepare_slice(outputs: Path) -> dict[str, float]:
    """Write the long CSV; the megabytes of both files."""
    import pandas as pd

    own = outputs / "parquet" / "waarneming.parquet"
    pd.read_parquet(own).to_csv(outputs / "naief.csv", index=False)
    files = {"parquet_mb": own, "csv_mb": outputs / "naief.csv"}
    return {name: round(path.stat().st_size / 1e6, 1) for name, path in files.items()}


LONG_SIDES: dict[str, Step] = {
    "regiobeeld": report,
    "papermill + nbconvert": naive_alone,
    "serie": batch,
    "papermill + nbconvert, landelijk bewaard": naive_report,
    "papermill + nbconvert, alleen de pagina": naive_page,
}
SHORT_SIDES: dict[str, Step] = {
    "niets": nothing_changed,
    "python": only_python,
    "snede": own_slice,
    "snede uit CSV": naive_slice,
}
MATCHES = (
    Match(f"report of {REGION}, page ready; naive: papermill + nbconvert", "regiobeeld", "papermill + nbconvert"),
    Match(
        "the same; naive finds national results ready", "regiobeeld", "papermill + nbconvert, landelijk bewaard"
    ),
    Match("the same; and saves no figures and data", "regiobeeld", "papermill + nbconvert, alleen de pagina"),
    Match(f"{SAMPLE} reports in a batch, per report; naive: as above", "serie", "papermill + nbconvert", SAMPLE),
    Match("nothing changed; naive: starting Python and no more", "niets", "python"),
    Match("figures of nine gemeenten; naive: pandas from a long CSV", "snede", "snede uit CSV"),
)


def timed(step: Step, outputs: Path) -> tuple[float, float]:
    """Seconds on the clock and of the processor (the process and all it started)."""
    begun, used = time.perf_counter(), _processor()
    step(outputs)
    return time.perf_counter() - begun, _processor() - used


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


Times = dict[str, list[tuple[float, float]]]


def play(sides: dict[str, Step], rounds: int, until: float, outputs: Path, keep: Callable[[Times], None]) -> None:
    """Every side in turn, round after round, until there were enough or the time is over; all is kept at once."""
    times: Times = {}
    for number in range(rounds):
        if number and time.perf_counter() > until:
            break
        for name, side in sides.items():
            times.setdefault(name, []).append(timed(side, outputs))
            keep(times)
            print(f"  ronde {number + 1}: {name} {times[name][-1][0]:.2f} s", file=sys.stderr, flush=True)


def compare(match: Match, times: Times) -> dict[str, Any]:
    """Medians of both sides, and how many times faster ours is."""
    ours, naive = (
        [statistics.median(turn[kind] for turn in times[side]) for kind in (0, 1)]
        for side in (match.ours, match.naive)
    )
    ours = [seconds / match.aantal for seconds in ours]
    return {
        "wat": match.wat,
        "keer_sneller": round(naive[0] / ours[0], 1),
        "keer_minder_processor": round(naive[1] / ours[1], 1) if ours[1] > 0.05 else None,
        "seconden": round(ours[0], 2),
        "naief_seconden": round(naive[0], 2),
        "processor": round(ours[1], 2),
        "naief_processor": round(naive[1], 2),
        "rondes": min(len(times[side]) for side in (match.ours, match.naive)),
    }


def table(document: dict[str, Any]) -> str:
    """The table of README, ratios first."""
    lines = [
        "| What | times faster | times less processor | seconds | naive | rounds |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {f['wat']} | {f['keer_sneller']} | {f['keer_minder_processor'] or ''} | {f['seconden']} "
        f"| {f['naief_seconden']} | {f['rondes']} |"
        for f in document["metingen"]
    ]
    build, sizes = document["bouw"], document["snede"]
    built = f"National build, once: {build['seconden']} s ({build['processor']} s of processor). " if build else ""
    smaller = f"The table of figures is {sizes['csv_mb'] / sizes['parquet_mb']:.0f} times smaller than the CSV. "
    measured = f"Medians; measured by `make bench` on {document['machine']}"
    load = f", while the machine had a load of {document['drukte']} (idle: 0) when it began."
    return "\n".join([*lines, "", built + smaller + measured + load])


def write_readme(text: str, path: Path) -> None:
    """Put the table between the markers; without markers nothing is changed."""
    old = path.read_text(encoding="utf-8")
    new = re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: f"{BEGIN}\n{text}\n{END}", old, flags=re.S)
    if new != old:
        path.write_text(new, encoding="utf-8")


def measure(minutes: float) -> None:
    """All sides in a folder of their own, and the machine."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    load = round(os.getloadavg()[0], 1)
    with tempfile.TemporaryDirectory(prefix="regiobeeld-bench-") as name:
        outputs = Path(name)
        build = take_tables(outputs)
        sizes = prepare_slice(outputs)
        if not (outputs / KEPT).exists():
            report(outputs)  # ready: as for a second region
        about = {"machine": machine, "drukte": load, "bouw": build, "snede": sizes}
        seen: Times = {}

        def keep(times: Times) -> None:
            seen.update(times)
            write_down(about, seen)

        play(SHORT_SIDES, SHORT, float("inf"), outputs, keep)
        play(LONG_SIDES, LONG, time.perf_counter() + minutes * 60, outputs, keep)


def write_down(about: dict[str, Any], times: Times) -> None:
    """The result so far, as a file and in the README: a benchmark that is stopped keeps what it measured."""
    played = [match for match in MATCHES if match.ours in times and match.naive in times]
    document = about | {
        "metingen": [compare(match, times) for match in played],
        "tijden": {name: [[round(t, 3) for t in turn] for turn in turns] for name, turns in times.items()},
    }
    RESULT.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    write_readme(table(document), PROJECT / "README.md")


def main() -> None:
    sys.path[:0] = [str(PROJECT / "pipelines")]
    measure(float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES)


if __name__ == "__main__":
    main()
