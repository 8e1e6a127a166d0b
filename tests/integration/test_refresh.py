"""A refresh from end to end against the stand-in: what comes in, what stays, what is said."""

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from regiobeeld.catalog.models import Catalog
from regiobeeld.errors import UsageError
from regiobeeld.schema import WAARNEMING
from regiobeeld.snapshots.plausible import Expectations
from regiobeeld.snapshots.refresh import Refresh, Refresher
from regiobeeld.snapshots.store import SnapshotStore
from regiobeeld.snapshots.versiebericht import render_markdown
from regiobeeld.snapshots.versions import collect_changes
from statline.faults import Fault
from statline.helpers import OBSERVER, make_catalog, make_client, make_hosts
from statline.service import StatlineService
from statline.tables import ServiceTable, Topic, make_table

TABLE = make_table(repeat=10)  # 14 areas x 3 ages x 2 years = 84 rows
NOW = datetime.datetime(2026, 11, 21, 10, 0, tzinfo=datetime.UTC)


@pytest.fixture
def service() -> Iterator[StatlineService]:
    with StatlineService([TABLE], page_rows=30) as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> SnapshotStore:
    return SnapshotStore(tmp_path / "snapshots")


def refresh(
    service: StatlineService, store: SnapshotStore, catalog: Catalog | None = None, only: str = "", **more: object
) -> Refresh:
    with make_client() as client:
        refresher = Refresher(
            catalog or make_catalog(),
            store,
            client,
            OBSERVER,
            hosts=make_hosts(service.host),
            expectations=Expectations(),
            now=lambda: NOW,
            **more,  # type: ignore[arg-type]
        )
        return refresher.run(only)


def observations(store: SnapshotStore) -> pd.DataFrame:
    (snapshot,) = store.read_lock()
    frame = OBSERVER.read(store, snapshot)
    assert frame is not None
    return frame


def test_first_refresh_brings_the_figures_in(service: StatlineService, store: SnapshotStore) -> None:
    result = refresh(service, store)
    assert (result.exit_code, result.is_changed) == (0, True)
    (outcome,) = result.uitkomsten
    assert str(outcome) == "gezondheid_test 50150NED: nieuw: 84 rijen, gewijzigd bij de bron op 2024-11-28"
    frame = observations(store)
    assert list(frame.columns) == WAARNEMING.names
    # Row 3 of the table: Almelo, 18+, 2024; eenzaam (100 + 3) / 10, roken (100 + 3 + 7) / 10.
    almelo = frame[(frame["gebied_code"] == "GM0141") & (frame["leeftijd"] == "18+")]
    latest = almelo[pd.to_datetime(almelo["periode_start"]).dt.year == 2024].set_index("indicator_code")["waarde"]
    assert latest.to_dict() == {"eenzaam": 10.3, "roken": 11.0}


def test_sidecar_and_lock_say_where_from_and_when(service: StatlineService, store: SnapshotStore) -> None:
    refresh(service, store)
    (snapshot,) = store.read_lock()
    assert store.is_whole(snapshot)
    assert snapshot.opgehaald == "2026-11-21T10:00:00"
    sidecar = store.path(snapshot.bron, snapshot.tabel, snapshot.ruw, "herkomst.json")
    assert json.loads(sidecar.read_text())["adres"].endswith("/ODataFeed/odata/50150NED/TypedDataSet")
    left = [path.name for path in store.folder.rglob(".*") if path.name != ".slot"]
    assert left == []


def test_second_refresh_downloads_nothing(service: StatlineService, store: SnapshotStore) -> None:
    refresh(service, store)
    before = store.lock.read_bytes()
    service.requests.clear()
    result = refresh(service, store)
    assert [outcome.stand for outcome in result.uitkomsten] == ["ongewijzigd"]
    assert [request.partition("?")[0] for request in service.requests] == ["/ODataFeed/odata/50150NED/TableInfos"]
    assert store.lock.read_bytes() == before


def test_changed_value_new_date_and_message(service: StatlineService, store: SnapshotStore) -> None:
    refresh(service, store)
    described = tuple(replace(topic, description="Anders gemeten.") for topic in TABLE.topics)
    changed = replace(TABLE.edit("2025-11-28T02:00:00", {(3, "Eenzaam_25"): 12.3}, keep=82), topics=described)
    service.publish(changed)
    result = refresh(service, store)
    assert [outcome.stand for outcome in result.uitkomsten] == ["vernieuwd"]
    text = render_markdown(collect_changes(store), {"eenzaam": "Eenzaam"})
    assert "| GM0141 | 2024 | 18\\+ | 10,3 | 12,3 |" in text
    assert "Verdwenen cijfers: Eenzaam" in text
    assert "Anders gemeten." in text
    assert "Gewijzigd bij de bron op 2025-11-28, opgehaald op 2026-11-21." in text
    service.requests.clear()
    refresh(service, store)
    assert service.count("DataSet") == 0
    assert render_markdown(collect_changes(store), {"eenzaam": "Eenzaam"}) == text


def test_lost_file_is_fetched_again(service: StatlineService, store: SnapshotStore) -> None:
    refresh(service, store)
    before = store.lock.read_bytes()
    (snapshot,) = store.read_lock()
    store.path(snapshot.bron, snapshot.tabel, snapshot.ruw, "parquet").write_bytes(b"kapot")
    assert [outcome.stand for outcome in refresh(service, store).uitkomsten] == ["vernieuwd"]
    assert store.lock.read_bytes() == before
    assert store.is_whole(snapshot)


def test_edited_declaration_reads_again_without_fetching(service: StatlineService, store: SnapshotStore) -> None:
    refresh(service, store)
    service.requests.clear()
    catalog = make_catalog('niveau = ["NL", "GM", "WK", "BU"]', 'niveau = ["NL", "GM"]')
    refresh(service, store, catalog)
    assert service.count("DataSet") == 0
    lonely = observations(store).query("indicator_code == 'eenzaam'")
    assert sorted(lonely["gebied_code"].unique()) == ["GM0141", "GM0153", "NL"]


def test_other_selection_fetches_again(service: StatlineService, store: SnapshotStore) -> None:
    refresh(service, store)
    chosen = 'eigenaar = "dataderden", selectie = { WijkenEnBuurten = ["NL01", "GM*"] } }'
    refresh(service, store, make_catalog('eigenaar = "dataderden" }', chosen))
    assert store.read_lock()[0].rijen == 18


def test_v4_gives_the_same_figures_as_v3(service: StatlineService, store: SnapshotStore, tmp_path: Path) -> None:
    refresh(service, store)
    other = SnapshotStore(tmp_path / "vier" / "snapshots")
    result = refresh(service, other, make_catalog('"odata3"', '"odata4"'))
    assert result.exit_code == 0
    columns = [name for name in WAARNEMING.names if name not in {"snapshot", "ontbreekt"}]
    pd.testing.assert_frame_equal(observations(other)[columns], observations(store)[columns])


def test_v4_keeps_why_a_figure_is_absent(service: StatlineService, store: SnapshotStore) -> None:
    catalog = make_catalog("gebied_jaar = 2024\n", 'gebied_jaar = 2024\nontbreekt_reden = "geheim"\n')
    four = catalog.sources[0].model_copy()
    dienst = four.tabel[0].dienst
    assert dienst is not None
    tabel = four.tabel[0].model_copy(update={"dienst": dienst.model_copy(update={"soort": "odata4"})})
    refresh(service, store, Catalog(sources=(four.model_copy(update={"tabel": (tabel,)}),), regios={}))
    lonely = observations(store).query("indicator_code == 'eenzaam' and waarde.isna()")
    # Rows 10, 21, 32 ... are secret, rows 12, 25, 38 ... cannot exist.
    assert lonely["ontbreekt"].value_counts().to_dict() == {"geheim": 7, "nvt": 6}


def test_file_of_the_analyst(store: SnapshotStore, service: StatlineService, tmp_path: Path) -> None:
    folder = tmp_path / "bronmap"
    folder.mkdir()
    file = folder / "Export 2024.csv"
    file.write_text("WijkenEnBuurten;Perioden;Leeftijd;Eenzaam_1;Roker_2\nGM0141;2024JJ00;20300;49.0;.\n")
    declared = make_catalog(
        'dienst = { soort = "odata3", eigenaar = "dataderden" }',
        'scheiding = ";"\ndienst = { soort = "bestand", bestand = "export*.csv", vorm = "csv" }',
    )
    assert refresh(service, store, declared, bronmap=folder).exit_code == 0
    assert observations(store)["waarde"].tolist() == [49.0]
    assert [o.stand for o in refresh(service, store, declared, bronmap=folder).uitkomsten] == ["ongewijzigd"]
    file.unlink()
    result = refresh(service, store, declared, bronmap=folder)
    assert "bestand niet gevonden" in str(result.uitkomsten[0])
    assert service.requests == []


def test_unlikely_figures_are_not_used(service: StatlineService, store: SnapshotStore) -> None:
    refresh(service, store)
    before = store.lock.read_bytes()
    service.publish(TABLE.edit("2025-11-28T02:00:00", {(3, "Eenzaam_25"): 1230.0}))
    result = refresh(service, store)
    assert (result.exit_code, result.uitkomsten[0].stand) == (4, "afgekeurd")
    told = str(result.uitkomsten[0])
    assert "niet aannemelijk" in told
    assert "rood: eenzaam: waarden van 10" in told
    assert "De cijfers die op 2026-11-21 zijn opgehaald, blijven in gebruik." in told
    assert store.lock.read_bytes() == before
    assert observations(store)["waarde"].max() < 100


def test_offline_is_said_and_is_no_failure_unless_asked_for(
    service: StatlineService, store: SnapshotStore
) -> None:
    refresh(service, store)
    service.faults.append(Fault("reset", "", times=None))
    result = refresh(service, store)
    assert (result.exit_code, result.uitkomsten[0].stand) == (0, "onbereikbaar")
    assert "De cijfers die op 2026-11-21 zijn opgehaald, blijven in gebruik." in str(result.uitkomsten[0])
    assert refresh(service, store, only="gezondheid_test").exit_code == 3
    assert len(observations(store)) > 0


def test_offline_without_snapshot_leaves_the_embedded_figures(
    service: StatlineService, store: SnapshotStore
) -> None:
    service.faults.append(Fault("503", "", times=None))
    assert "De ingebouwde cijfers blijven in gebruik." in str(refresh(service, store).uitkomsten[0])
    assert store.read_lock() == []


def test_silent_service_is_asked_once(service: StatlineService, store: SnapshotStore) -> None:
    catalog = make_catalog()
    first = catalog.sources[0]
    tables = tuple(first.tabel[0].model_copy(update={"code": code}) for code in ("50120NED", "50150NED"))
    service.faults.append(Fault("503", "", times=None))
    result = refresh(service, store, Catalog(sources=(first.model_copy(update={"tabel": tables}),), regios={}))
    assert [outcome.stand for outcome in result.uitkomsten] == ["onbereikbaar", "onbereikbaar"]
    assert len(service.requests) == 3  # three attempts for the first table, none for the second


def test_unknown_source(service: StatlineService, store: SnapshotStore) -> None:
    with pytest.raises(UsageError, match=r"geen levende bron gezondheit.*Kies uit: gezondheid_test"):
        refresh(service, store, only="gezondheit")


def test_says_precisely_what_to_mend_in_an_unchecked_declaration(
    service: StatlineService, store: SnapshotStore
) -> None:
    unchecked = make_catalog('kolom = ["Roker", "RooktTabak"]', 'kolom = "RooktTabakje"')
    result = refresh(service, store, unchecked)
    assert result.exit_code == 0
    told = "indicator roken: kolom RooktTabakje bestaat niet, lijkt op RooktTabak_35"
    assert result.uitkomsten[0].te_herstellen == (told,)


def test_wholly_different_table_is_refused(service: StatlineService, store: SnapshotStore) -> None:
    service.publish(replace(TABLE, topics=(Topic("Woningen_1", "Woningen", "aantal", 0),), rows=[]))
    result = refresh(service, store)
    assert result.exit_code == 4
    assert "geen van de gedeclareerde kolommen" in str(result.uitkomsten[0])


@pytest.mark.parametrize("key", ["../../../elders/x", "a b", "Eenzaam_25'; DROP TABLE", "x" * 300, ""])
def test_impossible_column_names_are_refused(service: StatlineService, store: SnapshotStore, key: str) -> None:
    service.publish(hostile(key=key))
    result = refresh(service, store)
    assert result.exit_code == 4
    assert "onmogelijke kolom" in str(result.uitkomsten[0])
    assert store.read_lock() == []


def test_hostile_titles_cannot_steer_a_terminal(service: StatlineService, store: SnapshotStore) -> None:
    service.publish(hostile(title="\x1b]0;gekaapt\x07 <script>"))
    refresh(service, store)
    description = store.read_description(store.read_lock()[0])
    assert description is not None
    assert all(text.isprintable() for text in (description.title, *(c.title for c in description.columns)))


def hostile(key: str = "Eenzaam_25", title: str = "Eenzaam") -> ServiceTable:
    """The table with another key and title for its first topic."""
    topics = (Topic(key, title), *TABLE.topics[1:])
    rows = [{(key if name == "Eenzaam_25" else name): value for name, value in row.items()} for row in TABLE.rows]
    return replace(TABLE, topics=topics, rows=rows, title=title)
