"""`make indeling` and `make kaart` as a user runs them, in a copy of the project."""

from __future__ import annotations

from pathlib import Path

from map_example import GEMEENTEN, write_geopackage
from project import copy_project, hashes, run
from regiobeeld import paths
from regiobeeld.areas.indeling import read_texts
from statline.service import StatlineService
from statline.tables import Dimension, Row, ServiceTable, Topic, pad

HEADINGS = {"pv": "Provincies", "ggd": "GGD-regio's", "vr": "Veiligheidsregio's", "corop": "COROP-gebieden"}


def make_table() -> ServiceTable:
    """All gemeenten of 2025 as if they were those of 2026."""
    areas = read_texts(paths.SOURCES / "indeling" / "gebieden.csv")
    topics, columns = [], {}
    for level, heading in HEADINGS.items():
        for kind in ("Code", "Naam"):
            key = f"{kind}_{len(topics) + 1}"
            topics.append(Topic(key, kind, "", group=heading, text=True))
            columns[key] = areas[f"{level}_{kind.lower()}"].str.ljust(20).tolist()
    codes = pad(zip(areas["gemeente_code"], areas["gemeente_naam"], strict=True), 10)
    rows: list[Row] = [
        {"RegioS": code, **{key: cells[i] for key, cells in columns.items()}} for i, code in enumerate(codes)
    ]
    title = "Gebieden in Nederland 2026"
    return ServiceTable(
        "86999NED", title, (Dimension("RegioS", "Regio's", codes, "GeoDimension"),), tuple(topics), rows
    )


def test_indeling_of_a_new_year_is_used(tmp_path: Path) -> None:
    project = tmp_path / "project"
    copy_project(project)
    before = hashes(project / "sources")
    with StatlineService([make_table()]) as service:
        address = f"http://{service.host}"
        wrong = run(project, "indeling", "2027", REGIOBEELD_STATLINE=address)
        assert (wrong.returncode, hashes(project / "sources")) == (4, before)
        assert wrong.stderr.startswith('Fout: StatLine heeft 0 tabellen "Gebieden in Nederland 2027"')
        done = run(project, "indeling", "2026", REGIOBEELD_STATLINE=address)
    assert done.returncode == 0, done.stderr
    assert "Indeling van 2026 in gebruik" in done.stderr
    assert "vernieuw die met make kaart" in done.stderr
    old, new = (
        read_texts(folder / "indeling" / "gebieden.csv") for folder in (paths.SOURCES, project / "sources")
    )
    assert new.equals(old)  # nothing changed that year, and the zorgkantoorregio's were kept
    assert run(project, "regios").returncode == 0


def test_map_of_other_gemeenten_changes_nothing(tmp_path: Path) -> None:
    project = tmp_path / "project"
    copy_project(project)
    before = hashes(project / "sources")
    file = write_geopackage(tmp_path / "wijkenbuurten_2025.gpkg", GEMEENTEN[:1])
    done = run(project, "kaart", str(file))
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert "deze gemeenten ontbreken op de kaart (indeling 2025): Groningen GM0014" in done.stderr
    assert hashes(project / "sources") == before
