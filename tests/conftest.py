"""What all tests share: the national tables, built once per session, and the settings of hypothesis."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

from project import IS_HEAVY, build_tables, copy_project, run_cold
from regiobeeld.publish import one_at_a_time
from small_country import shorten_report, write_country

# Every run tries the same examples, and a busy machine does not make a test fail.
settings.register_profile("regiobeeld", deadline=None, derandomize=True)
settings.load_profile("regiobeeld")


# Files that take long go first, the longest before the others: what is left for the end is short, so that the
# workers end together. The first builds the national tables; the second needs none of them, and fills that time.
LONG = (
    "test_report.py",
    "test_batch.py",
    "test_forms.py",
    "test_local_report.py",
    "test_bad_input.py",
    "test_cluster.py",
    "test_voorbeelden.py",
    "test_knelpunten_regions.py",
    "test_claims_report.py",
    "test_portraits.py",
    "test_report_list.py",
    "test_control_reports.py",
    "test_declared_crossing.py",
    "test_wrong_lines.py",
    "test_refresh_faults.py",
    "test_dialogue_round_trip.py",
    "test_charts.py",
    "test_sensitivity.py",
    "test_notebooks.py",
    "test_effect.py",
    "test_living_figures.py",
    "test_dialogue_attack.py",
    "test_control.py",
    "test_build.py",
    "test_doelgroepen.py",
    "test_dialogue_pack.py",
    "test_basis.py",
)


# Three quarters of the time of tests/unit: a quick run (make test-snel) leaves them out.
SLOW = {
    "test_profile_messages.py",
    "test_control.py",
    "test_harmonise_convert.py",
    "test_charts.py",
    "test_figure.py",
    "test_collaboration.py",
    "test_stats_interval.py",
    "test_stats_calibration.py",
    "test_odata_http.py",
    "test_render.py",
    "test_notebooks.py",
    "test_portraits.py",
    "test_profile_standardised.py",
    "test_profile_indicator_table.py",
    "test_dialogue_round_trip.py",
    "test_dialogue_attack.py",
    "test_local_attack.py",
}
# What asks for one of these waits for the national tables: half a minute, before the first test of it runs.
NATIONAL = {"project", "tables", "clone"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if NATIONAL & set(getattr(item, "fixturenames", ())):
            item.add_marker("landelijk")
        if item.path.name in SLOW:
            item.add_marker("traag")
    places = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path.name, len(LONG)))


def pytest_collection_finish() -> None:
    """Few of the small objects that a test makes refer to each other in a circle: look for those less often."""
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all workers of this session."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def project(shared: Path) -> Path:
    """A copy of the project with its national tables built; for reading and for running, not for damaging."""
    copy = shared / "project"
    with one_at_a_time(shared / "bouw"):
        if not (copy / "outputs" / "parquet").exists():
            copy_project(copy)
            build_tables(copy)
    return copy


@pytest.fixture(scope="session")
def tables(project: Path) -> Path:
    """The national Parquet tables, made from the embedded figures."""
    return project / "outputs" / "parquet"


@pytest.fixture(scope="session")
def twente(shared: Path, project: Path) -> Path:
    """The regiobeeld of Twente, made once as a user makes it: `regiobeeld twente`; not for damaging."""
    folder = project / "outputs" / "twente"
    with one_at_a_time(shared / "twente-bouw"):
        if not folder.exists():
            done = run_cold(project, "regiobeeld", "twente", "--figuren", "nee")
            assert done.returncode == 0, done.stderr
            assert done.stdout == (
                "Klaar: het regiobeeld van Twente staat in outputs/twente/regiobeeld-twente.html\n"
            )
    return folder


@pytest.fixture(scope="session")
def small_country(shared: Path) -> Path:
    """A project with the made-up country of three gemeenten (`small_country`) and its tables; not for damaging."""
    folder = shared / "kleinland"
    with one_at_a_time(shared / "kleinland-bouw"):
        if not (folder / "outputs" / "parquet").exists():
            build_tables(write_country(folder))
    return folder


@pytest.fixture(scope="session")
def short_country(small_country: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small country with a report of a few chapters (`small_country.shorten_report`); not for damaging.

    In `make zwaar` it has the whole report: what a batch does, it then does to all chapters.
    """
    if IS_HEAVY:
        return small_country
    return shorten_report(small_country, tmp_path_factory.mktemp("kort"))


@pytest.fixture
def clone(project: Path, tmp_path: Path) -> Path:
    """An own copy of the project and its tables, to damage."""
    copy_project(tmp_path / "kloon", project)
    return tmp_path / "kloon"
