"""`make zwaar`: attacks and damage in numbers, and a table of what came of them in docs/zwaar.md.

Not part of the tests of every day: it takes minutes. Bounded: what does not fit in the time left is named.
"""

from __future__ import annotations

import datetime
import importlib.metadata
import importlib.util
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import make_input
from project import build_tables, copy_project
from regiobeeld import paths
from zwaar import changes, damaged, flips, fuzz, hostile, mutate

LIMIT = 20 * 60
SEED = 20261127
MUTANTS = 60
CHANGES, LEAST_CAUGHT = 400, 0.975
SERVICE = ("tests/integration/test_refresh_faults.py", "tests/unit/test_odata_http.py")
WHOLE = (
    "tests/integration/test_batch.py",
    "tests/integration/test_cluster.py",
    "tests/integration/test_control_reports.py",
    "tests/integration/test_build.py::test_a_second_build_elsewhere_gives_the_same_bytes",
    "tests/contract/test_knelpunten_regions.py",
    "tests/unit/test_dialogue_attack.py",
)
"""Tests that are smaller in the suite of every day (`project.IS_HEAVY`)."""
STOPS = "kill or stopp or full or cannot_write or kernel or two or alone"


@dataclass
class Row:
    """One line of the table: what, how many, how many as they should be, and what was seen of the others."""

    what: str
    tried: int
    good: int
    seconds: float
    least: float
    notes: list[str] = field(default_factory=list)

    @property
    def is_enough(self) -> bool:
        return self.good >= self.least * self.tried


@dataclass
class Trial:
    """All rows so far, and the time that is left."""

    started: float = field(default_factory=time.monotonic)
    rows: list[Row] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def add(self, what: str, part: Callable[[list[str]], tuple[int, int]], least: float = 1.0) -> None:
        """Run a part that returns (tried, good) and writes down what was odd; `least` of them must be good."""
        if time.monotonic() - self.started > LIMIT:
            self.left_out.append(what)
            return
        begun, notes = time.monotonic(), list[str]()
        tried, good = part(notes)
        self.rows.append(Row(what, tried, good, time.monotonic() - begun, least, notes))
        print(f"{what}: {good} van {tried}, {self.rows[-1].seconds:.0f} s", *notes[:20], sep="\n  ", flush=True)


def inject(notes: list[str]) -> tuple[int, int]:
    """Every injection at every place; good is what executes nothing."""
    tried = good = 0
    with tempfile.TemporaryDirectory() as name:
        folder = make_input.prepare(Path(name))
        for variable, target, typed, environment, injection in make_input.all_injections():
            tried += 1
            fine = make_input.is_harmless(folder, make_input.make(folder, target, typed, environment), injection)
            good += fine
            if not fine:
                notes.append(f"{variable} bij {target}: {injection!r}")
                (folder / "PROOF").unlink(missing_ok=True)
    return tried, good


def run_tests(notes: list[str], arguments: list[str]) -> tuple[int, int]:
    """Existing tests, counted; those that can be larger are."""
    with tempfile.TemporaryDirectory() as name:
        report = Path(name) / "tests.xml"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            f"--junitxml={report}",
            *arguments,
        ]
        subprocess.run(
            command,
            cwd=paths.PROJECT,
            env=os.environ | {"REGIOBEELD_PROEF": "zwaar"},
            capture_output=True,
            check=False,
        )
        cases = list(ET.parse(report).iter("testcase"))
    bad = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    notes += [str(case.get("name")) for case in bad]
    return len(cases), len(cases) - len(bad)


def packages() -> tuple[str, list[str]]:
    """How many installed packages have which licence, and those that say none."""
    counts: Counter[str] = Counter()
    silent = []
    for dist in importlib.metadata.distributions():
        licence = _licence(dist.metadata)
        counts[licence] += 1
        if licence == "onbekend":
            silent.append(str(dist.metadata["Name"]))
    return ", ".join(f"{name} {count}" for name, count in counts.most_common()), sorted(silent)


def _licence(about: importlib.metadata.PackageMetadata) -> str:
    told = about.get("License-Expression") or ""
    classified = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or [] if "License ::" in line]
    short = (about.get("License") or "").split("\n")[0][:40]
    text = told or (classified[0] if classified else "") or short or "onbekend"
    kinds = (
        "BSD",
        "MIT",
        "Apache",
        "MPL",
        "PSF",
        "Python Software",
        "ISC",
        "LGPL",
        "GPL",
        "EUPL",
        "OFL",
        "Zlib",
        "HPND",
    )
    return next((kind for kind in kinds if kind.lower() in text.lower()), text)


def write_page(trial: Trial, page: Path) -> None:
    """The table, with the date and what could not be done here."""
    lines = [
        "# Zware proeven",
        "",
        f"Gemaakt op {datetime.date.today().isoformat()} met `make zwaar`; verander deze pagina niet met de hand.",
        f"Python {sys.version.split()[0]}, {os.cpu_count()} processoren, "
        f"{(time.monotonic() - trial.started) / 60:.0f} minuten.",
        "",
        "| Proef | Geprobeerd | Goed | Seconden |",
        "| --- | ---: | ---: | ---: |",
        *(f"| {row.what} | {row.tried} | {row.good} | {row.seconds:.0f} |" for row in trial.rows),
        "",
    ]
    for row in trial.rows:
        if row.notes:
            lines += [f"## Niet goed: {row.what}", "", *(f"- `{_plain(note)}`" for note in row.notes[:40]), ""]
    licences, silent = packages()
    lines += ["## Pakketten", "", f"Licenties van de geïnstalleerde pakketten: {licences}."]
    lines += [f"Zonder licentie in hun beschrijving: {', '.join(silent)}."] if silent else []
    lines += ["", "## Niet gedaan", ""]
    absent = {"coverage": "Dekking van de tests", "pip_audit": "Bekende kwetsbaarheden van pakketten"}
    lines += [
        f"- {what}: {name} is hier niet geïnstalleerd."
        for name, what in absent.items()
        if importlib.util.find_spec(name) is None
    ]
    lines += [f"- {what}: de tijd ({LIMIT // 60} minuten) was op." for what in trial.left_out]
    page.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def _plain(note: str) -> str:
    return re.sub(r"\s+", " ", note).replace("`", "'")[:200]


def main() -> int:
    """Run everything; exit code 1 when an attack or damage was not met as it should be."""
    logging.disable(logging.CRITICAL)
    trial = Trial()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = folder / "project"
        copy_project(project)
        built = paths.OUTPUTS / "parquet"
        if built.is_dir():
            shutil.copytree(built, project / "outputs" / "parquet")
        build_tables(project)
        trial.add("Opdrachten verstopt in variabelen van `make`", inject)
        trial.add(
            "Omgeklapte bits in uitvoer en bronnen",
            lambda notes: _good(
                flips.flip_many(project / "sources", project / "outputs" / "parquet", 200, SEED, notes.append)
            ),
        )
        build_tables(project)
        trial.add(
            "Eén verandering in een gemaakt rapport",
            lambda notes: changes.try_many(
                project / "outputs" / "parquet", folder / "veranderd", CHANGES, SEED, notes
            ),
            LEAST_CAUGHT,
        )
        trial.add(
            "Beschadigde bestanden van het project", lambda notes: _good(damaged.try_all(project, notes.append))
        )
        trial.add("Vijandige bestanden", lambda notes: _good(hostile.try_all(folder, notes.append)))
        trial.add(
            "Willekeurig veranderde bestanden", lambda notes: _good(fuzz.fuzz_all(folder, 120, notes.append))
        )
        trial.add("Vijandige diensten", lambda notes: run_tests(notes, list(SERVICE)))
        trial.add(
            "Hard gestopt tijdens ophalen",
            lambda notes: run_tests(notes, ["tests/integration/test_refresh_kill.py"]),
        )
        trial.add(
            "Gestopt, gedood, volle schijf, geen rechten",
            lambda notes: run_tests(notes, ["tests/integration/test_bad_input.py", "-k", STOPS]),
        )
        trial.add("Tests die anders kleiner zijn, op ware grootte", lambda notes: run_tests(notes, list(WHOLE)))
        trial.add(
            "Fouten die de tests van stats en harmonise merken",
            lambda notes: mutate.try_some(
                paths.PROJECT, folder, MUTANTS, SEED, notes.append, trial.started + LIMIT
            ),
            least=0,
        )
    write_page(trial, paths.PROJECT / "docs" / "zwaar.md")
    return int(not all(row.is_enough for row in trial.rows))


def _good(counted: tuple[int, int]) -> tuple[int, int]:
    """(tried, bad) as (tried, good)."""
    return counted[0], counted[0] - counted[1]


if __name__ == "__main__":
    sys.exit(main())
