"""What a user waits for, each beside how it would be done without this project's tricks, in one run, in turns.

    python benchmarks/versus.py [rounds] [region]

The naive side of a report: papermill and nbconvert as processes, one after the other, on the same notebook, which
saves its figures and data (a second line leaves that out). That of all regions: the same, as often as there are
regions. The sides take turns; the median of each counts (5 rounds unless told), on the clock and of the processor.
Writes `outputs/bench.json` (the machine with it) and the table between the markers in README.md.
"""

from __future__ import annotations

import json
import os
import platform
import re
import resource
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
ROUNDS, REGION, BATCH = 5, "twente", "provincie"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
Step = Callable[[Path], None]


@dataclass(frozen=True)
class Match:
    """One line of the table; `aantal`: how many times more the first side does than the second."""

    naam: str
    ours: Step
    naive: Step
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
    """Nothing is left of an earlier round but the tables."""
    for folder in outputs.iterdir():
        if folder.name != "parquet":
            subprocess.run(["rm", "-rf", str(folder)], check=True)


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


def naive_page(outputs: Path) -> None:
    """Only the page: no figures or data beside it (ours does save the data)."""
    naive_report(outputs, files=False)


def batch(outputs: Path) -> None:
    forget(outputs)
    command(outputs, "regiobeeld", "regiobeelden", BATCH)


def count_batch() -> int:
    from regiobeeld.run.batch import regions_of

    return len(regions_of(BATCH))


def nothing_changed(outputs: Path) -> None:
    command(outputs, "regiobeeld", "gegevens")


def only_python(outputs: Path) -> None:
    command(outputs, "timeit", "-n1", "-r1", "pass")


def matches() -> list[Match]:
    return [
        Match(f"regiobeeld van {REGION}, pagina klaar", report, naive_report),
        Match(f"regiobeeld van {REGION}, naast een pagina zonder bestanden", report, naive_page),
        Match(f"alle regiobeelden van SOORT={BATCH}, per regiobeeld", batch, naive_report, count_batch()),
        Match("niets veranderd (naast alleen Python starten)", nothing_changed, only_python),
    ]


def timed(step: Step, outputs: Path) -> tuple[float, float]:
    """Seconds on the clock and of the processor (the process and all it started)."""
    begun, used = time.perf_counter(), _processor()
    step(outputs)
    return time.perf_counter() - begun, _processor() - used


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def play(match: Match, rounds: int, outputs: Path) -> dict[str, Any]:
    """Both sides in turns; medians, and how many times faster ours is."""
    turns = [[timed(side, outputs) for side in (match.ours, match.naive)] for _ in range(rounds)]
    ours, naive = ([statistics.median(turn[side][kind] for turn in turns) for kind in (0, 1)] for side in (0, 1))
    ours = [seconds / match.aantal for seconds in ours]
    return {
        "wat": match.naam,
        "keer_sneller": round(naive[0] / ours[0], 1),
        "keer_minder_processor": round(naive[1] / ours[1], 1),
        "seconden": round(ours[0], 2),
        "naief_seconden": round(naive[0], 2),
        "processor": round(ours[1], 2),
        "naief_processor": round(naive[1], 2),
        "rondes": rounds,
    }


def table(found: list[dict[str, Any]], machine: str) -> str:
    """The table of README, ratios first."""
    lines = [
        "| What | times faster | times less processor | seconds | naive | rounds |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {f['wat']} | {f['keer_sneller']} | {f['keer_minder_processor']} | {f['seconden']} "
        f"| {f['naief_seconden']} | {f['rondes']} |"
        for f in found
    ]
    return "\n".join([*lines, "", f"Measured by `make bench` on {machine}."])


def write_readme(text: str, path: Path) -> None:
    """Put the table between the markers; without markers nothing is changed."""
    old = path.read_text(encoding="utf-8")
    new = re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: f"{BEGIN}\n{text}\n{END}", old, flags=re.S)
    if new != old:
        path.write_text(new, encoding="utf-8")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    sys.path[:0] = [str(PROJECT / "pipelines")]
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    found = []
    with tempfile.TemporaryDirectory(prefix="regiobeeld-bench-") as name:
        outputs = Path(name)
        build = timed(lambda where: command(where, "regiobeeld", "gegevens"), outputs)
        for match in matches():
            found.append(play(match, rounds, outputs))
            print(json.dumps(found[-1], ensure_ascii=False), flush=True)
    document = {"machine": machine, "bouw_seconden": round(build[0], 1), "bouw_processor": round(build[1], 1)}
    target = PROJECT / "outputs" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(document | {"metingen": found}, ensure_ascii=False, indent=1), encoding="utf-8")
    write_readme(table(found, machine), PROJECT / "README.md")


if __name__ == "__main__":
    main()
