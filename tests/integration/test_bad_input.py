"""What a user sees when something is wrong: one Dutch line, the right exit code, and the last good output intact.

Each test damages its own copy of the project and runs the command as a user does.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from living_example import make_health_table
from project import hashes, run, start
from regiobeeld import cli
from regiobeeld.national import build
from regiobeeld.report import render
from regiobeeld.run import national, report
from statline.faults import Fault
from statline.service import StatlineService
from statline.tables import ServiceTable

STOPPED = "Afgebroken. Wat al klaar was, staat er nog."


@pytest.fixture
def earlier(clone: Path) -> dict[str, str]:
    """An earlier report of Twente in the outputs; the hashes of all that is there."""
    folder = clone / "outputs" / "twente"
    folder.mkdir()
    (folder / "regiobeeld-twente.html").write_text("het vorige regiobeeld", encoding="utf-8")
    return hashes(clone / "outputs")


def the_error(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of complaint: nothing after it, no traceback before it."""
    lines = done.stderr.splitlines()
    assert [line for line in lines if line.startswith("Fout: ")] == lines[-1:], done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    return lines[-1]


# Asked for something that is not there


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["regiobeeld", "twentte"], 'Fout: onbekende regio "twentte". Bedoelde u: twente?'),
        (["regiobeeld", "GM9999"], 'onbekende regio "GM9999"'),
        (["regiobeeld", "GM0141,enschedee"], 'onbekende regio "enschedee". Bedoelde u: enschede?'),
        (["regiobeeld", "GM0756"], "(GM0756) bestaat sinds 2022 niet meer"),
        (["regiobeeld", ""], "geen regio opgegeven. Geef bijvoorbeeld REGION=twente."),
        (["regiobeeld", " , "], "geen regio opgegeven"),
        (["regiobeeld", "twente", "--peiljaar", "vorig jaar"], '"vorig jaar" is geen jaar (PEILJAAR)'),
        (["regiobeeld", "twente", "--peiljaar", "20"], '"20" is geen jaar (PEILJAAR)'),
        (["basis", ""], "de map met bronbestanden is er niet (BRONMAP)"),
        (["basis", "/bestaat/niet"], "de map met bronbestanden is er niet (/bestaat/niet)"),
        (["regiobeld", "twente"], "onbekende of onvolledige opdracht. Typ make voor de mogelijkheden."),
        ([], "onbekende of onvolledige opdracht"),
    ],
    ids=lambda value: "_".join(value) if isinstance(value, list) else "",
)
def test_asking_for_what_is_not_there_is_a_usage_error(project: Path, arguments: list[str], message: str) -> None:
    before = hashes(project / "outputs" / "parquet")
    done = run(project, *arguments)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert message in the_error(done)
    assert hashes(project / "outputs" / "parquet") == before


# Something in the project is broken


def remove_basis_file(project: Path) -> str:
    (project / "sources/basis/gezondheidsmonitor.parquet").unlink()
    return r"basisbestand ontbreekt \(.*gezondheidsmonitor\.parquet\)\. Haal de basis terug met: git checkout"


def flip_one_byte(project: Path) -> str:
    path = project / "sources/basis/kerncijfers.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    return r"basisbestand is beschadigd \(.*kerncijfers\.parquet\)\. Haal de basis terug met: git checkout"


def remove_manifest(project: Path) -> str:
    (project / "sources/basis/manifest.json").unlink()
    return r"bestand ontbreekt \(.*manifest\.json\)"


def break_toml(project: Path) -> str:
    with (project / "sources/sterfte.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n[[indicator]\n")
    return r"geen geldige TOML.*sterfte\.toml"


def add_an_unknown_key(project: Path) -> str:
    with (project / "sources/sterfte.toml").open("a", encoding="utf-8") as stream:
        stream.write('\nkleur = "rood"\n')
    return r"onbekende sleutel.*sterfte\.toml.*kleur"


def break_region_file(project: Path) -> str:
    (project / "sources/regios/twente.toml").write_text("naam = Twente", encoding="utf-8")
    return r"twente\.toml"


def narrow_the_range(project: Path) -> str:
    """A declaration that the figures contradict: the checks name the first rows."""
    path = project / "sources/ervaren_gezondheid.toml"
    text = path.read_text(encoding="utf-8")
    assert "bereik = [0, 100]" in text
    narrow = text.replace("bereik = [0, 100]", "bereik = [0, 1]").replace("verwacht = ", "# verwacht = ")
    path.write_text(narrow, encoding="utf-8")
    return r"een cijfer ligt buiten het bereik dat de indicator toelaat: \d+ keer, bijvoorbeeld .*controle bereik"


DAMAGES = [
    remove_basis_file,
    flip_one_byte,
    remove_manifest,
    break_toml,
    add_an_unknown_key,
    break_region_file,
    narrow_the_range,
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_broken_project_is_one_line_and_leaves_the_outputs_alone(
    clone: Path, earlier: dict[str, str], damage: Callable[[Path], str]
) -> None:
    expected = damage(clone)
    done = run(clone, "regiobeeld", "twente")
    assert done.returncode == 4, done.stderr
    assert re.search(expected, the_error(done))
    assert hashes(clone / "outputs") == earlier
    assert not list((clone / "outputs").glob(".bezig-*"))


# Nowhere to write


@pytest.mark.parametrize("below", ["", "/dieper"], ids=["a_file", "below_a_file"])
def test_a_file_in_the_place_of_the_outputs_folder(project: Path, tmp_path: Path, below: str) -> None:
    obstacle = tmp_path / "outputs"
    obstacle.write_text("van iemand anders", encoding="utf-8")
    done = run(project, "gegevens", REGIOBEELD_OUTPUTS=f"{obstacle}{below}")
    assert done.returncode == 3
    assert "hier staat een bestand waar een map hoort" in the_error(done)
    assert obstacle.read_text(encoding="utf-8") == "van iemand anders"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (errno.ENOSPC, "Fout: de schijf is vol (plek/x). Maak ruimte en probeer het opnieuw."),
        (errno.EACCES, "Fout: geen rechten om hier te lezen of te schrijven (plek/x). Kijk naar de rechten"),
        (errno.EROFS, "Fout: geen rechten om hier te lezen of te schrijven (plek/x). Kijk naar de rechten"),
    ],
    ids=["disk full", "no rights", "read-only disk"],
)
def test_a_build_that_cannot_write_keeps_the_old_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: int, message: str
) -> None:
    old = keep_old(tmp_path, "parquet", "waarneming.parquet")

    def half_a_build(target: Path) -> None:
        (target / "waarneming.parquet").write_text("half")
        raise OSError(code, os.strerror(code), "plek/x")

    monkeypatch.setattr(national.paths, "OUTPUTS", tmp_path)
    monkeypatch.setattr(build, "build_tables", half_a_build)
    assert cli.main(["gegevens"]) == 3
    assert capsys.readouterr().err.splitlines()[-1].startswith(message)
    assert hashes(tmp_path) == old
    assert not list(tmp_path.glob(".bezig-*"))


def test_a_report_on_a_full_disk_keeps_the_old_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = keep_old(tmp_path, "twente", "regiobeeld-twente.html")

    def half_a_report(_asked: str, _region: object, _year: str, _tables: Path, folder: Path, *_: object) -> None:
        (folder / "regiobeeld-twente.html").write_text("half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(report.paths, "OUTPUTS", tmp_path)
    monkeypatch.setattr(report, "ensure_tables", lambda outputs: outputs / "parquet")
    monkeypatch.setattr(render, "render_report", half_a_report)
    assert cli.main(["regiobeeld", "twente"]) == 3
    assert (
        capsys.readouterr().err.splitlines()[-1] == "Fout: de schijf is vol. Maak ruimte en probeer het opnieuw."
    )
    assert hashes(tmp_path) == old
    assert not list(tmp_path.glob(".bezig-*"))


def keep_old(outputs: Path, folder: str, name: str) -> dict[str, str]:
    (outputs / folder).mkdir()
    (outputs / folder / name).write_text("van de vorige keer", encoding="utf-8")
    return hashes(outputs)


# Stopped halfway


def wait_for(process: subprocess.Popen[str], ready: Callable[[], bool]) -> None:
    """Wait until the run is where we want to disturb it."""
    end = time.monotonic() + 120
    while not ready():
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def building(clone: Path) -> Iterator[subprocess.Popen[str]]:
    """A build of the tables that has just begun to load figures; the old tables are out of date."""
    (clone / "requirements.lock").write_text("andere versies", encoding="utf-8")
    process = start(clone, "gegevens")
    wait_for(process, lambda: bool(list((clone / "outputs").glob(".bezig-parquet-*"))))
    yield process
    process.kill()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "told to stop"])
@pytest.mark.parametrize("later", [0.0, 1.0], ids=["at the start", "in a query"])
def test_stopping_a_build_leaves_no_trace(
    clone: Path, earlier: dict[str, str], building: subprocess.Popen[str], how: signal.Signals, later: float
) -> None:
    time.sleep(later)
    building.send_signal(how)
    _, complaint = building.communicate(timeout=60)
    assert building.returncode == 130
    assert complaint.splitlines()[-1] == STOPPED
    assert "Traceback" not in complaint
    assert hashes(clone / "outputs") == earlier
    assert not list((clone / "outputs").glob(".bezig-*"))


def test_a_killed_build_keeps_the_old_tables_and_the_next_one_clears_up(
    clone: Path, earlier: dict[str, str], building: subprocess.Popen[str]
) -> None:
    building.kill()
    building.wait()
    assert list((clone / "outputs").glob(".bezig-parquet-*"))
    assert hashes(clone / "outputs") == earlier

    again = start(clone, "gegevens")
    own = [clone / "outputs" / f".bezig-parquet-{again.pid}"]
    wait_for(again, lambda: list((clone / "outputs").glob(".bezig-*")) == own)
    again.send_signal(signal.SIGINT)
    again.communicate(timeout=60)
    assert hashes(clone / "outputs") == earlier
    assert not list((clone / "outputs").glob(".bezig-*"))


def test_a_kernel_that_cannot_start_gives_one_line(clone: Path, tmp_path: Path) -> None:
    (tmp_path / "stuk").mkdir()
    (tmp_path / "stuk" / "ipykernel_launcher.py").write_text("raise SystemExit(1)\n", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path / "stuk"), str(clone / "pipelines")])
    own = own_notebook(clone, tmp_path)
    done = run(clone, "regiobeeld", "--notebook", str(own), "--", "borne", PYTHONPATH=path)
    assert done.returncode == 3
    assert "het notebook kan niet starten" in done.stderr and "Traceback" not in done.stderr
    assert not (clone / "outputs" / "borne").exists()


def own_notebook(clone: Path, folder: Path) -> Path:
    """A copy of the notebook, as an analyst has it: that gets a kernel of its own."""
    return Path(shutil.copy(clone / "notebooks" / "regiobeeld.ipynb", folder / "eigen.ipynb"))


def kernels_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return [child for child in psutil.Process(process.pid).children(recursive=True) if is_kernel(child)]


def is_kernel(child: psutil.Process) -> bool:
    try:
        return any("ipykernel" in word for word in child.cmdline())
    except psutil.NoSuchProcess:  # a child that just ended, among them one that is not yet cleared away
        return False


@pytest.mark.parametrize(
    ("how", "later"),
    [(signal.SIGINT, 0.0), (signal.SIGINT, 0.5), (signal.SIGINT, 2.0), (signal.SIGTERM, 0.5)],
    ids=["ctrl-c at once", "ctrl-c while the kernel starts", "ctrl-c while it runs", "told to stop"],
)
def test_stopping_a_report_leaves_no_trace_and_no_kernel(
    clone: Path, tmp_path: Path, earlier: dict[str, str], how: signal.Signals, later: float
) -> None:
    process = start(clone, "regiobeeld", "--notebook", str(own_notebook(clone, tmp_path)), "--", "twente")
    wait_for(process, lambda: bool(kernels_of(process)))
    kernels = kernels_of(process)
    time.sleep(later)
    process.send_signal(how)
    _, complaint = process.communicate(timeout=60)
    assert process.returncode == 130, complaint
    assert complaint.splitlines()[-1] == STOPPED
    assert "Traceback" not in complaint
    assert hashes(clone / "outputs") == earlier
    assert not list((clone / "outputs").glob(".bezig-*"))
    _, alive = psutil.wait_procs(kernels, timeout=10)
    assert alive == []


@pytest.fixture(scope="module")
def published(tables: Path) -> ServiceTable:
    return make_health_table(tables)


@pytest.mark.parametrize("silent", ["TableInfos", "WijkenEnBuurten", "TypedDataSet"])
def test_stopping_a_refresh_does_not_wait_for_a_silent_service(
    clone: Path, published: ServiceTable, silent: str
) -> None:
    before = hashes(clone / "sources")
    with StatlineService([published], [Fault("hang", silent, times=None, seconds=100)]) as service:
        process = start(clone, "bronnen", published.identifier, REGIOBEELD_STATLINE=f"http://{service.host}")
        wait_for(process, lambda: any(silent in asked and "$count" not in asked for asked in service.requests))
        process.send_signal(signal.SIGINT)
        # Without hanging up it would last six times the time-out of a minute.
        _, complaint = process.communicate(timeout=30)
    assert process.returncode == 130, complaint
    assert complaint.splitlines()[-1] == STOPPED
    assert "Traceback" not in complaint
    assert hashes(clone / "sources") == before


def test_a_reader_that_stops_reading_is_no_error(project: Path) -> None:
    """`make regios | head -1`"""
    process = start(project, "regios")
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=60) == 0
    assert process.stderr is not None
    assert process.stderr.read() == ""


# A stamp or a table that was damaged afterwards is simply made again


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "run.json").write_text("{"),
        lambda folder: (folder / "run.json").unlink(),
        lambda folder: (folder / "indicator.parquet").unlink(),
        lambda folder: (folder / "indicator.parquet").write_bytes(b"half"),
    ],
    ids=["corrupt stamp", "no stamp", "table gone", "table cut off"],
)
def test_damaged_tables_are_made_again(
    clone: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], object]
) -> None:
    folder = clone / "outputs" / "parquet"
    stamp = {"vingerafdruk": json.loads((folder / "run.json").read_text())["vingerafdruk"]}
    monkeypatch.setattr(national, "fingerprint", lambda **_: stamp["vingerafdruk"])
    made: list[Path] = []
    monkeypatch.setattr(national, "_make_tables", lambda folder, _changed: made.append(folder))

    national.ensure_tables(clone / "outputs")
    assert made == []
    damage(folder)
    national.ensure_tables(clone / "outputs")
    assert len(made) == 1


def test_a_bug_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1 and a traceback are for us, not for the user to solve."""

    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "iets onverwachts")

    monkeypatch.setattr(national, "ensure_tables", broken)
    with pytest.raises(OSError, match="iets onverwachts"):
        cli.main(["gegevens"])
