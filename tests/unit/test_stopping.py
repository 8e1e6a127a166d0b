"""A run that is told to stop while a library is being imported finishes that import first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from project import surroundings
from regiobeeld import paths

LIBRARY = """
import os, signal
os.kill(os.getpid(), signal.{number})
import colorsys
whole = True
"""
RUN = """
import sys, time
from regiobeeld import stopping
stopping.listen()
try:
    import library
    time.sleep(30)
except KeyboardInterrupt:
    print(sys.modules["library"].whole, stopping.told_to_stop())
"""
AT_ONCE = """
import os, signal
from regiobeeld import stopping
stopping.listen()
try:
    os.kill(os.getpid(), signal.SIGTERM)
    print("went on")
except KeyboardInterrupt:
    print("stopped")
"""
LEAVING = """
import atexit, signal
from regiobeeld import stopping
atexit.register(lambda: print(signal.getitimer(signal.ITIMER_REAL)[0]))
stopping.listen()
stopping.PAUSE = 60
import library
"""
"""What was registered first is done last: it sees whether an alarm is still to come."""


LOST = """
import os, signal
from pathlib import Path
from regiobeeld import stopping
from regiobeeld.publish import replaced_folder
stopping.listen()
try:
    with replaced_folder(Path("{target}")) as fresh:
        (fresh / "nieuw").touch()
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        except KeyboardInterrupt:
            pass
except KeyboardInterrupt:
    print("stopped", [path.name for path in Path("{target}").iterdir()])
"""


def run(folder: Path, code: str, number: str = "SIGTERM") -> subprocess.CompletedProcess[str]:
    (folder / "library.py").write_text(LIBRARY.format(number=number), encoding="utf-8")
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(folder)!r})\n{code}"]
    own = surroundings(paths.PROJECT)
    return subprocess.run(command, env=own, capture_output=True, text=True, timeout=20, check=False)


def test_an_import_is_finished_before_the_run_stops(tmp_path: Path) -> None:
    """An exception halfway the import of DuckDB ends the process there: no last line, a half-made folder stays."""
    for number in ("SIGINT", "SIGTERM"):
        assert run(tmp_path, RUN, number).stdout == "True True\n"


def test_outside_an_import_the_run_stops_at_once(tmp_path: Path) -> None:
    assert run(tmp_path, AT_ONCE).stdout == "stopped\n"


def test_a_run_that_is_leaving_has_no_alarm_to_come(tmp_path: Path) -> None:
    assert run(tmp_path, LEAVING).stdout == "0.0\n"


def test_a_stop_that_a_library_lost_is_obeyed_before_anything_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "map"
    target.mkdir()
    (target / "oud").touch()
    assert run(tmp_path, LOST.format(target=target)).stdout == "stopped ['oud']\n"
    assert not list(tmp_path.glob(".bezig-*"))
