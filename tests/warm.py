"""A process that has the large libraries ready and runs our command line in copies of itself.

Starting Python and loading pandas, DuckDB and matplotlib takes longer than most commands that the tests give. What
runs in a copy is `python -m regiobeeld ...` all the same: own folder, environment, output, exit code and modules
of ours. `python tests/warm.py` answers one JSON line per JSON line.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import runpy
import select
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

LIBRARIES = [
    "IPython.core.interactiveshell",
    "bleach",
    "bs4",
    "duckdb",
    "fontTools.subset",
    "jinja2",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "nbclient",
    "nbconvert",
    "nbformat",
    "numpy",
    "pandas",
    "papermill",
    "psutil",
    "pyarrow.compute",
    "pyarrow.dataset",
    "pyarrow.parquet",
    "pydantic",
    "requests",
    "scipy.optimize",
    "scipy.sparse",
    "scipy.stats",
    "shapely",
    "tomlkit",
    "urllib3",
]


class WarmPython:
    """The waiting process; one per worker of the tests."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def close(self) -> None:
        """Let it end, and wait for that."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)

    def run(
        self, command: Sequence[str], folder: Path, environment: dict[str, str], timeout: float
    ) -> subprocess.CompletedProcess[str]:
        """As `subprocess.run` with captured text."""
        with tempfile.TemporaryDirectory() as scratch:
            out, err = Path(scratch, "out"), Path(scratch, "err")
            asked = {"words": list(command), "folder": str(folder), "environment": environment}
            child = self._ask({**asked, "out": str(out), "err": str(err)}, timeout)
            try:
                code = self._answer(timeout)
            except subprocess.TimeoutExpired:
                os.kill(child, 9)
                self._answer(timeout)
                raise
            return subprocess.CompletedProcess(list(command), code, out.read_text("utf-8"), err.read_text("utf-8"))

    def _ask(self, question: dict[str, Any], timeout: float) -> int:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return self._answer(timeout)

    def _answer(self, timeout: float) -> int:
        assert self._process.stdout is not None
        if not select.select([self._process.stdout], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("regiobeeld", timeout)
        return int(json.loads(self._process.stdout.readline()))


@cache
def warm_python() -> WarmPython:
    """The one of this process; it ends with it."""
    started = WarmPython()
    atexit.register(started.close)
    return started


def _serve() -> None:
    """Answer with the process of each command, and then with its exit code."""
    for name in LIBRARIES:
        importlib.import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(json.loads(line))
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _become(asked: dict[str, Any]) -> None:
    """Run the command line in this copy, as a fresh Python would; does not return."""
    for number, path in ((1, asked["out"]), (2, asked["err"])):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin, sys.stdout = open(0, encoding="utf-8"), open(1, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", buffering=1)  # noqa: SIM115
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.path[:1] = [asked["folder"], *asked["environment"]["PYTHONPATH"].split(os.pathsep)]
    sys.dont_write_bytecode = False
    sys.argv = ["regiobeeld", *asked["words"]]
    runpy.run_module("regiobeeld", run_name="__main__", alter_sys=True)
    sys.exit()


if __name__ == "__main__":
    _serve()
