"""How long a user waits: building the national tables, one report, and a run in which nothing changed.

    python benchmarks/bench.py [region]

Every step is a process of its own, as `make regiobeeld` starts it, into a temporary outputs folder.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
REPEATS = 5
GOAL_SECONDS = 0.3
HEAVY = ("pandas", "matplotlib", "nbformat", "pydantic", "duckdb", "pyarrow")


@dataclass(frozen=True)
class Step:
    """One line of the table: what was done, how often, and the seconds it took (median)."""

    naam: str
    keren: int
    seconden: float


def time_command(arguments: list[str], outputs: Path) -> float:
    """Wall time of one command in seconds; stops the benchmark when the command fails."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=os.environ | {"REGIOBEELD_OUTPUTS": str(outputs)},
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(done.stderr)
    return seconds


def measure(region: str, outputs: Path) -> list[Step]:
    """All steps in the order in which a user meets them."""
    command = ["-m", "regiobeeld"]
    tables = time_command([*command, "gegevens"], outputs)
    report = time_command([*command, "regiobeeld", region], outputs)
    again = [time_command([*command, "regiobeeld", region], outputs) for _ in range(REPEATS)]
    bare = [time_command(["-c", "pass"], outputs) for _ in range(REPEATS)]
    return [
        Step("landelijke tabellen bouwen", 1, tables),
        Step(f"regiobeeld van {region}", 1, report),
        Step("nog eens, niets veranderd", REPEATS, statistics.median(again)),
        Step("alleen Python starten", REPEATS, statistics.median(bare)),
    ]


def list_heavy_imports(region: str, outputs: Path) -> list[str]:
    """The heavy packages that a run without work imports; there should be none."""
    code = (
        f"import sys; from regiobeeld.cli import main; main(['regiobeeld', {region!r}]);"
        f"print(*[name for name in {HEAVY} if name in sys.modules])"
    )
    environment = os.environ | {"REGIOBEELD_OUTPUTS": str(outputs)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[-1].split()


def describe(steps: list[Step], heavy: list[str]) -> str:
    """The table, with each step as a multiple of the run without work, and whether the goal is met."""
    no_work = steps[2].seconden
    lines = [f"{'stap':<32}{'keren':>6}{'seconden':>12}{'verhouding':>12}"]
    lines += [f"{s.naam:<32}{s.keren:>6}{dutch(s.seconden):>12}{dutch(s.seconden / no_work):>12}" for s in steps]
    verdict = "gehaald" if no_work < GOAL_SECONDS and not heavy else "NIET gehaald"
    loaded = f", maar laadt {', '.join(heavy)}" if heavy else ", zonder zware pakketten te laden"
    lines += ["", f"Doel: niets veranderd in minder dan {dutch(GOAL_SECONDS)} s{loaded}: {verdict}."]
    lines += [f"Processors: {os.cpu_count()}; Python {sys.version.split()[0]}."]
    return "\n".join(lines)


def dutch(number: float) -> str:
    """Two decimals with a comma."""
    return f"{number:.2f}".replace(".", ",")


def main() -> None:
    region = sys.argv[1] if len(sys.argv) > 1 else "twente"
    with tempfile.TemporaryDirectory() as name:
        steps = measure(region, Path(name))
        print(describe(steps, list_heavy_imports(region, Path(name))))


if __name__ == "__main__":
    main()
