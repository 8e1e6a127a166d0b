"""Planted numbers of three people: in no artefact of any build, and not to be worked out from all together."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import nbformat
import pandas as pd
import pytest
from hatchling.builders.wheel import WheelBuilder
from nbformat.v4 import new_code_cell
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader

from local_example import Atom, interval, put_source
from project import run
from regiobeeld import paths
from regiobeeld.formats.browser import find_browser
from small_country import shorten_report

A, B, C = "GM9001", "GM9002", "GM9003"
NAMES = {A: "Akkerveen", B: "Middelstad", C: "Zuiderzand"}
SMALL, LARGE = "veenland", f"{A},{B},{C}"
FORMS = "xlsx,docx,pptx,pdf" if find_browser() else "xlsx,docx,pptx"
"""Without a browser there is no PDF to search: whoever runs these tests needs none."""
LAST = "twee"
"""The last build has every form: in it all is hidden that any build must hide."""
AROUND = ("verschillen", "herkomst")
"""Chapters beside the one of the local figures: where all gemeenten and all sources are listed."""
KOP = "Gemeente;Leeftijd;Geval;Mensen\n"
PLANTED = {
    "aftrekken": (A, "0-17", 3, 4817),  # the file has the total of Akkerveen, and all other ages
    "overlap": (C, "totaal", 3, 7919),  # Veenland is the country without Zuiderzand
    "tweemaal": (B, "75+", 3, 2741),  # the first build had 65+, the second 65-74
}
"""Local source -> the gemeente and age of the planted figure, the people who have it, and all people."""
AFTREKKEN = {
    (A, "0-17"): (3, 4817), (A, "18-64"): (211, 9011), (A, "65+"): (402, 3011),
    (B, "0-17"): (34, 5003), (B, "18-64"): (612, 20011), (B, "65+"): (907, 6007),
    (C, "0-17"): (41, 4007), (C, "18-64"): (318, 11003), (C, "65+"): (533, 4003),
}  # fmt: skip
OVERLAP = {(A, "totaal"): (317, 9001), (B, "totaal"): (421, 12007), (C, "totaal"): (3, 7919)}
FIRST = {(A, "65+"): (403, 3001), (B, "65+"): (388, 5483), (C, "65+"): (911, 6011)}
SECOND = {
    (A, "65-74"): (210, 1601), (A, "75+"): (193, 1400), (B, "65-74"): (385, 2742), (B, "75+"): (3, 2741),
    (C, "65-74"): (480, 3109), (C, "75+"): (431, 2902),
}  # fmt: skip
ATOMS = {"aftrekken": ("0-17", "18-64", "65+"), "overlap": ("totaal",), "tweemaal": ("65-74", "75+")}
WITHIN = {"totaal": lambda age: True, "65+": lambda age: age in ("65+", "65-74", "75+")}


def write(
    project: Path, naam: str, table: Mapping[tuple[str, str], tuple[int, int]], extra_rows: str = ""
) -> None:
    rows = "".join(f"{NAMES[g]};{age};{x};{n}\n" for (g, age), (x, n) in table.items())
    put_source(project, KOP + rows + extra_rows, naam=naam, bestand=f"{naam}.csv",
               extra='periode = "2024"\ndecimalen = 3')  # fmt: skip


def show_figures(project: Path) -> Path:
    """Let the notebook show the local figures and tables of them; a copy of it as an analyst has it."""
    path = project / "notebooks" / "regiobeeld.ipynb"
    notebook = nbformat.read(path, as_version=4)
    looks = ['beeld.hoofdstuk("lokaal")']
    looks += [f'beeld.cijfers("{naam}", leeftijd="alle", jaar="alle")' for naam in PLANTED]
    notebook.cells[-1:-1] = [new_code_cell(look) for look in looks]
    nbformat.write(notebook, path)
    return Path(shutil.copy(path, project / "eigen.ipynb"))


@pytest.fixture(scope="module")
def builds(small_country: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A project in which Veenland and the whole country were made, twice; and all that was said meanwhile.

    The last report is made with the notebook of an analyst, so in a kernel of its own.
    """
    project = shorten_report(small_country, tmp_path_factory.mktemp("lokaal") / "project", AROUND)
    (project / "tijdelijk").mkdir()
    own = show_figures(project)
    total = "".join(f"{NAMES[A]};totaal;{3 + 211 + 402};{4817 + 9011 + 3011}\n")
    write(project, "aftrekken", AFTREKKEN, total)
    write(project, "overlap", OVERLAP)
    write(project, "tweemaal", FIRST)
    said = ""
    for build in ("een", LAST):
        for region in (SMALL, LARGE):
            is_last = (build, region) == (LAST, LARGE)
            done = run(
                project,
                "regiobeeld",
                region,
                "--figuren=nee",
                f"--notebook={own if is_last else ''}",
                f"--formaat={FORMS if build == LAST else ''}",
                TMPDIR=str(project / "tijdelijk"),
            )
            assert done.returncode == 0, done.stderr
            said += done.stdout + done.stderr
        for report in [*(project / "outputs").glob("*/run.json")]:
            if (report.parent / "data").exists():
                shutil.copytree(report.parent, project / "bewaard" / f"{build}-{report.parent.name}")
        write(project, "tweemaal", SECOND)
    said += (done := run(project, "lokaal")).stdout + done.stderr
    return project, said


def figures(folder: Path) -> pd.DataFrame:
    table = pd.read_parquet(folder / "data" / "waarneming.parquet")
    return table[table["indicator_code"].isin(PLANTED)]


def test_the_local_figures_are_in_the_reports(builds: tuple[Path, str]) -> None:
    folders = sorted((builds[0] / "bewaard").iterdir())
    assert len(folders) == 4
    for folder in folders:
        assert set(figures(folder)["indicator_code"]) == set(PLANTED)
        page = next(folder.glob("*.html")).read_text(encoding="utf-8")
        assert "Mensen met een geval, lokale bron" in page and "niet getoond" in page


OFFICE = {".xlsx", ".docx", ".pptx"}
WRITTEN_IN_THE_REPORT = {"claims.json", "hoofdstukken.json", "datapackage.json"}


def _texts(folder: Path) -> Iterator[tuple[Path, str]]:
    """Everything in a folder that holds text: files, the head of a picture, what is inside other formats."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".png":
            yield path, _about_picture(path)
        elif path.suffix == ".pdf":
            reader = PdfReader(path)
            yield path, "\n".join([repr(reader.metadata), *(page.extract_text() for page in reader.pages)])
        elif path.suffix in OFFICE:
            yield from _members(path)
        elif path.suffix == ".parquet":
            table = pd.read_parquet(path).select_dtypes(exclude="number")
            yield path, "\n".join(map(str, table.to_numpy().ravel()))
        elif path.suffix == ".duckdb":
            yield path, _database(path)
        elif path.is_file():
            yield path, _readable(path.read_bytes())


def _about_picture(content: Path | io.BytesIO) -> str:
    """What a picture says of itself."""
    with Image.open(content) as picture:
        return repr(picture.info)


def _database(path: Path) -> str:
    """Every text in every table."""
    with duckdb.connect(str(path), read_only=True) as connection:
        names = [name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()]
        frames = [connection.table(name).df().select_dtypes(exclude="number") for name in names]
    return "\n".join(str(text) for frame in frames for text in pd.unique(frame.to_numpy().ravel()))


def _members(path: Path) -> Iterator[tuple[Path, str]]:
    """What is packed in an office file; a workbook in a chart of slides is unpacked too."""
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            content = packed.read(name)
            if Path(name).suffix in OFFICE:
                with zipfile.ZipFile(io.BytesIO(content)) as inner:
                    yield from ((path / name / item, _readable(inner.read(item))) for item in inner.namelist())
            elif Path(name).suffix == ".png":
                yield path / name, _about_picture(io.BytesIO(content))
            else:
                yield path / name, _readable(content)


def _readable(content: bytes) -> str:
    """The text of a file, without the pictures in it."""
    return re.sub(r"[A-Za-z0-9+/]{300,}={0,2}", "", content.decode("utf-8", errors="replace"))


@pytest.fixture(scope="module")
def texts(builds: tuple[Path, str]) -> list[tuple[Path, str]]:
    """Everything that any build left, read once."""
    folders = ("bewaard", "outputs", "tijdelijk", "lokaal/.gepubliceerd")
    return [found for folder in folders for found in _texts(builds[0] / folder)]


def test_the_search_opens_every_format(builds: tuple[Path, str], texts: list[tuple[Path, str]]) -> None:
    """Every format has text, and what is shown is found: else the search for a hidden figure proves nothing."""
    for folder in (builds[0] / "bewaard").glob(f"{LAST}-*"):
        inside = [(path, text) for path, text in texts if path.is_relative_to(folder)]
        seen = {path for path, text in inside if text.strip()}
        files = {part.suffix for path in seen for part in (path, *path.parents)} & {*OFFICE, ".pdf"}
        assert files == {f".{form}" for form in FORMS.split(",")}, folder
        shown = [path for path, text in inside if NAMES[A] in text]
        assert any(".xlsx" in str(path) for path in shown)
        names = {path.name for path, _ in inside}
        assert names >= WRITTEN_IN_THE_REPORT | {"claims.parquet"}
        assert {".ipynb", ".html", ".csv", ".json"} <= {path.suffix for path, _ in inside}
        assert any(path.parent.name == "vorige" or "vorige" in path.parts for path, _ in inside)


class _Leaks:
    """The number of people, the rate and their combination, as they may be written."""

    def __init__(self, people: int, total: int) -> None:
        rate = f"{100 * people / total:.6f}"[:-1]
        shown = f"{100 * people / total:.3f}".replace(".", ",")
        dotted = f"{total:,}".replace(",", ".")
        self._cores = (str(total), dotted, rate, shown)
        self._trace = re.compile(
            rf"(?<![0-9A-Za-z.,]){total}(?:\.0)?(?![0-9A-Za-z]|\.[0-9])|"
            rf"(?<![\d.]){re.escape(dotted)}(?!\d)|"
            rf"(?<!\d){re.escape(rate)}|(?<!\d){re.escape(shown)}(?!\d)|"
            rf"(?<!\d){people} (?:van|op|/) (?:de )?{total}"
        )

    def are_in(self, text: str) -> bool:
        """Every trace has one of the cores in it: only around those is looked closely, which is much quicker."""
        return any(self._is_trace(text, place) for core in self._cores for place in _places(text, core))

    def _is_trace(self, text: str, place: int) -> bool:
        near = self._trace.finditer(text, max(0, place - _AROUND), place + _AROUND)
        return any(found.start() <= place < found.end() for found in near)


_AROUND = 50


def _places(text: str, core: str) -> Iterator[int]:
    place = text.find(core)
    while place >= 0:
        yield place
        place = text.find(core, place + 1)


@pytest.mark.parametrize("naam", PLANTED)
def test_the_planted_figure_is_in_no_text(
    naam: str, builds: tuple[Path, str], texts: list[tuple[Path, str]]
) -> None:
    leaks = _Leaks(*PLANTED[naam][2:])
    assert not [path for path, text in texts if leaks.are_in(text)]
    assert not leaks.are_in(builds[1])


def test_the_search_would_find_a_planted_figure(tmp_path: Path) -> None:
    """The same figures, shown: in a text, a notebook, a picture, a database."""
    people, total = PLANTED["overlap"][2:]
    leaks = _Leaks(people, total)
    shown = [f"{people} van de {total}", "7.919 mensen", "0,038%", str(100 * people / total)]
    assert all(leaks.are_in(text) for text in shown)
    Image.new("1", (1, 1)).save(tmp_path / "a.png", pnginfo=_said(f"{people} van {total}"))
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        connection.execute(f"create table a as select '{people} / {total}' as tekst")
    (tmp_path / "a.ipynb").write_text(f'{{"text": "{total}"}}', encoding="utf-8")
    assert {path.suffix for path, text in _texts(tmp_path) if leaks.are_in(text)} == {".png", ".duckdb", ".ipynb"}
    assert not leaks.are_in("17919 en 79190 en 7.9190")


def _said(text: str) -> PngInfo:
    about = PngInfo()
    about.add_text("Description", text)
    return about


@pytest.mark.parametrize("naam", PLANTED)
def test_the_planted_figure_is_in_no_table(naam: str, builds: tuple[Path, str]) -> None:
    gebied, leeftijd, people, total = PLANTED[naam]
    rate = 100 * people / total
    for path in [*(builds[0] / "bewaard").rglob("*.parquet"), *(builds[0] / "outputs").rglob("*.parquet")]:
        table = pd.read_parquet(path)
        if "indicator_code" in table.columns:
            table = table[table["indicator_code"] == naam]
            numbers = table.select_dtypes("number").to_numpy(dtype=float)
            assert not ((abs(numbers - total) < 0.5) | (abs(numbers - rate) < 1e-9)).any(), path
            if {"gebied_code", "leeftijd", "teller"} <= set(table.columns):
                own = table[(table["gebied_code"] == gebied) & (table["leeftijd"] == leeftijd)]
                assert own[["waarde", "teller", "noemer"]].isna().all(axis=None)
                assert "ontbreekt" not in own or set(own["ontbreekt"]) <= {"geheim"}


def test_nothing_of_the_local_folder_reaches_the_national_tables(builds: tuple[Path, str]) -> None:
    outputs = builds[0] / "outputs"
    for naam in PLANTED:
        for path in [*(outputs / "parquet").rglob("*"), outputs / "regiobeeld.duckdb"]:
            assert not path.is_file() or f"lokaal_{naam}".encode() not in path.read_bytes()


@pytest.mark.parametrize("naam", PLANTED)
def test_all_builds_together_do_not_bound_the_planted_figure(naam: str, builds: tuple[Path, str]) -> None:
    gebied, leeftijd, people, _ = PLANTED[naam]
    sums: dict[tuple[Atom, ...], float] = {}
    for folder in (builds[0] / "bewaard").iterdir():
        rows = figures(folder)
        rows = rows[(rows["indicator_code"] == naam) & rows["teller"].notna()]
        for row in rows.itertuples():
            members = [row.gebied_code] if row.gebied_code in NAMES else [A, B, C]
            if row.gebied_code.startswith("RG_"):
                members = [A, B]
            inside = WITHIN.get(row.leeftijd, lambda age, own=row.leeftijd: age == own)
            atoms = tuple((g, age) for g in members for age in ATOMS[naam] if inside(age))
            assert sums.setdefault(atoms, row.teller) == row.teller
    assert len(sums) >= 3
    low, high = interval([(gebied, leeftijd)], list(sums.items()))
    assert low <= people - 1 and high >= 10


def test_a_changed_local_file_makes_the_report_again(builds: tuple[Path, str]) -> None:
    """Before the second time one file was changed: all four reports were made. Now nothing changed."""
    project, said = builds
    assert said.count("Klaar: het regiobeeld") == 4
    assert "niets veranderd" in run(project, "regiobeeld", SMALL, "--figuren=nee").stdout


def test_a_mistake_stops_the_report_and_the_check_tells_it(builds: tuple[Path, str]) -> None:
    project, _ = builds
    put_source(project, KOP + "Nergens;0-17;onzin;5\n", naam="fout", bestand="fout.csv")
    checked = run(project, "lokaal")
    assert checked.returncode == 4
    assert "lokaal/fout/fout.csv, rij 2, kolom Gemeente" in checked.stderr
    assert "rij 2, kolom Geval" in checked.stderr and "onzin" not in checked.stderr
    stopped = run(project, "regiobeeld", SMALL)
    assert stopped.returncode == 4 and "make lokaal-controle" in stopped.stderr
    shutil.rmtree(project / "lokaal" / "fout")
    assert run(project, "lokaal").returncode == 0


def test_git_and_the_package_leave_the_local_folder_alone(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(paths.PROJECT / name, tmp_path)
    (tmp_path / "pipelines" / "regiobeeld").mkdir(parents=True)
    shutil.copy(paths.PROJECT / "pipelines" / "regiobeeld" / "__init__.py", tmp_path / "pipelines" / "regiobeeld")
    put_source(tmp_path, naam="geheim")
    (tmp_path / "lokaal" / ".gepubliceerd").mkdir()
    (tmp_path / "lokaal" / ".gepubliceerd" / "geheim.json").write_text("{}", encoding="utf-8")
    (tmp_path / "lokaal" / "LEESMIJ.md").write_text("uitleg", encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard", "lokaal"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    assert listed.stdout.decode().split() == ["lokaal/LEESMIJ.md"]
    (wheel,) = WheelBuilder(str(tmp_path)).build(directory=str(tmp_path / "dist"), versions=["standard"])
    with zipfile.ZipFile(wheel) as packed:
        assert not [name for name in packed.namelist() if "geheim" in name or "LEESMIJ" in name]
