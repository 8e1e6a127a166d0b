"""`make bronnen` and `make versiebericht` as the analyst meets them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from regiobeeld import paths
from regiobeeld.catalog.models import Catalog, Source
from regiobeeld.errors import UsageError
from regiobeeld.run import sources
from regiobeeld.snapshots.store import SnapshotStore
from regiobeeld.statline.services import HOSTS, service_hosts
from statline.helpers import DECLARATION
from statline.service import StatlineService
from statline.tables import make_table

# Codes and levels that the reviewed expectations of the project say nothing about.
NATIONAL = DECLARATION.replace('niveau = ["NL", "GM", "WK", "BU"]', 'niveau = ["NL"]').replace(
    '"roken"', '"roken_test"'
)


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StatlineService]:
    """The stand-in in the place of StatLine, and a project of one declared table in an empty folder."""
    catalog = Catalog(sources=(Source.model_validate(tomllib.loads(NATIONAL)),), regios={})
    monkeypatch.setattr(sources, "load_catalog", lambda: catalog)
    monkeypatch.setattr(sources, "SnapshotStore", lambda: SnapshotStore(tmp_path / "snapshots"))
    monkeypatch.setattr(paths, "OUTPUTS", tmp_path / "outputs")
    with StatlineService([make_table()]) as running:
        monkeypatch.setenv("REGIOBEELD_STATLINE", f"http://{running.host}/")
        yield running


def test_refresh_and_message(service: StatlineService, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sources.refresh_sources() == 0
    told = capsys.readouterr().err
    assert "1 tabel gevraagd: 1 nieuw." in told
    assert str(tmp_path / "outputs" / "versiebericht" / "versiebericht.md") in told

    # Row 0 is the whole country, 18+, 2020: 10.0 becomes 11.5.
    service.publish(make_table().edit("2025-11-28T02:00:00", {(0, "Eenzaam_25"): 11.5}))
    assert sources.refresh_sources("50150NED") == 0
    assert "1 vernieuwd" in capsys.readouterr().err
    sources.show_versions()
    assert "| NL | 2020 | 18\\+ | 10 | 11,5 |" in capsys.readouterr().out

    assert sources.refresh_sources() == 0
    assert "1 ongewijzigd" in capsys.readouterr().err


def test_source_that_is_not_there(service: StatlineService) -> None:
    with pytest.raises(UsageError, match="geen levende bron bevolking"):
        sources.refresh_sources("bevolking")


def test_nothing_declared(service: StatlineService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "load_catalog", lambda: Catalog(sources=(), regios={}))
    assert sources.summarise(sources.Refresh(())) == sources.NONE_DECLARED
    assert sources.refresh_sources() == 0


def test_services_are_those_of_statline_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REGIOBEELD_STATLINE", raising=False)
    assert service_hosts() == HOSTS
    assert all(url.startswith("https://") for url in HOSTS.values())
    monkeypatch.setenv("REGIOBEELD_STATLINE", "http://127.0.0.1:1/")
    assert service_hosts()["odata4", "cbs"] == "http://127.0.0.1:1/odata/v1/CBS"
