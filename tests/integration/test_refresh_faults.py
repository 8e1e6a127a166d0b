"""Every fault ends in a complete table or a clear error, never in a short table; what is in use stays whole."""

from pathlib import Path

import pytest

from regiobeeld.snapshots.plausible import Expectations
from regiobeeld.snapshots.refresh import Outcome, Refresher
from regiobeeld.snapshots.store import SnapshotStore
from statline.faults import KINDS, Fault
from statline.helpers import OBSERVER, make_catalog, make_client, make_hosts
from statline.service import StatlineService
from statline.tables import make_table

TABLE = make_table(repeat=20)  # 24 areas x 3 ages x 2 years = 144 rows, in pages of 40
NEWER = TABLE.edit("2025-11-28T02:00:00", {(3, "Eenzaam_25"): 12.3})
NEWEST = TABLE.edit("2026-11-20T02:00:00", {(3, "Eenzaam_25"): 12.4})
DATA, COUNT, INFO, PROPERTIES = "TypedDataSet", "TypedDataSet/$count", "TableInfos", "DataProperties"
ALWAYS = None

# Fault, where, how often (after how many good answers), what becomes of the table, and what is said.
CASES = [
    ("503", DATA, 2, 1, "vernieuwd", ""),
    ("503", DATA, ALWAYS, 1, "onbereikbaar", "fout 503"),
    ("503", COUNT, ALWAYS, 0, "onbereikbaar", "fout 503"),
    ("503", INFO, ALWAYS, 0, "onbereikbaar", "fout 503"),
    ("503", PROPERTIES, ALWAYS, 0, "onbereikbaar", "fout 503"),
    ("500", DATA, 1, 0, "vernieuwd", ""),
    ("429", DATA, 2, 0, "vernieuwd", ""),
    ("429", DATA, ALWAYS, 0, "onbereikbaar", "fout 429"),
    ("404", DATA, ALWAYS, 1, "fout", "kent deze tabel of dit onderdeel niet"),
    ("redirect", DATA, 1, 1, "fout", "verwijst naar een ander adres"),
    ("reset", DATA, 2, 1, "vernieuwd", ""),
    ("reset", DATA, ALWAYS, 1, "onbereikbaar", "verbroken"),
    ("reset_halfway", DATA, 2, 1, "vernieuwd", ""),
    ("reset_halfway", DATA, ALWAYS, 1, "onbereikbaar", "verbroken"),
    ("hang", DATA, 1, 1, "vernieuwd", ""),
    ("hang", DATA, ALWAYS, 1, "onbereikbaar", "antwoordt niet op tijd"),
    ("drip", DATA, 1, 1, "vernieuwd", ""),
    ("truncated", DATA, 2, 1, "vernieuwd", ""),
    ("truncated", DATA, ALWAYS, 1, "onbereikbaar", "verbroken"),
    ("cut_gzip", DATA, 2, 1, "vernieuwd", ""),
    ("cut_gzip", DATA, ALWAYS, 1, "fout", "afgebroken"),
    ("endless", DATA, 1, 1, "fout", "groter dan 4 MB"),
    ("bomb", DATA, 1, 1, "fout", "groter dan 4 MB"),
    ("endless", PROPERTIES, 1, 0, "fout", "groter dan 4 MB"),
    ("invalid_json", DATA, 2, 1, "vernieuwd", ""),
    ("invalid_json", DATA, ALWAYS, 1, "fout", "geen leesbare JSON"),
    ("invalid_json", PROPERTIES, ALWAYS, 0, "fout", "geen leesbare JSON"),
    ("html", DATA, ALWAYS, 0, "fout", "geen leesbare JSON"),
    ("not_a_list", DATA, 1, 1, "vernieuwd", ""),
    ("not_a_list", DATA, ALWAYS, 1, "fout", "geen rijen"),
    ("drop_next", DATA, 1, 0, "vernieuwd", ""),
    ("drop_next", DATA, ALWAYS, 0, "vernieuwd", ""),
    ("short_page", DATA, 1, 0, "vernieuwd", ""),
    ("short_page", DATA, ALWAYS, 0, "fout", "levert 1 van de 144 rijen niet"),
    ("same_page", DATA, 1, 1, "fout", "dezelfde rijen twee keer"),
    ("same_page", DATA, ALWAYS, 1, "fout", "dezelfde rijen twee keer"),
    ("foreign_next", DATA, 1, 0, "fout", "verwijst naar een ander adres"),
    ("too_many_rows", DATA, 1, 1, "fout", "dezelfde rijen twee keer"),
    ("count_high", COUNT, ALWAYS, 0, "fout", "levert 7 van de 151 rijen niet"),
    ("count_low", COUNT, ALWAYS, 0, "fout", "telt 137 rijen, maar heeft er meer"),
    ("count_text", COUNT, ALWAYS, 0, "vernieuwd", ""),
    ("renamed_column", DATA, ALWAYS, 0, "fout", "zonder Respondenten_41 en met Nieuw_1"),
    ("renamed_column", DATA, 1, 2, "fout", "zonder Respondenten_41 en met Nieuw_1"),
    ("missing_column", DATA, ALWAYS, 0, "fout", "zonder Respondenten_41"),
    ("ragged_row", DATA, 1, 1, "fout", "zonder Respondenten_41"),
    ("text_value", DATA, 1, 1, "fout", "onmogelijke waarde: 'veel'"),
    ("infinite", DATA, 1, 1, "fout", "onmogelijke waarde"),
    ("long_text", DATA, 1, 1, "fout", "200000 tekens"),
    ("changed", DATA, 1, 1, "vernieuwd", ""),
    ("restless", INFO, ALWAYS, 0, "fout", "tijdens het ophalen gewijzigd"),
]


def name_case(case: tuple[str, str, int | None, int, str, str]) -> str:
    kind, place, times, _, state, _ = case
    often = "altijd" if times is None else f"{times}x"
    return f"{kind} bij {place.replace('/', ' ')} {often} = {state}"


def run(service: StatlineService, store: SnapshotStore) -> Outcome:
    with make_client() as client:
        refresher = Refresher(
            make_catalog(), store, client, OBSERVER, hosts=make_hosts(service.host), expectations=Expectations()
        )
        return refresher.run().uitkomsten[0]


@pytest.mark.parametrize("case", CASES, ids=name_case)
def test_complete_or_refused(case: tuple[str, str, int | None, int, str, str], tmp_path: Path) -> None:
    kind, place, times, after, state, told = case
    store = SnapshotStore(tmp_path / "snapshots")
    with StatlineService([TABLE], page_rows=40) as service:
        assert run(service, store).stand == "nieuw"
        before = store.lock.read_bytes()
        service.publish(NEWER)
        service.publish_halfway(NEWEST)
        service.faults.append(Fault(kind, place, times, after, seconds=1.0))

        outcome = run(service, store)
        assert outcome.stand == state
        assert told in outcome.melding
        (snapshot,) = store.read_lock()
        assert store.is_whole(snapshot)
        assert snapshot.rijen == 144
        if state == "vernieuwd":
            assert snapshot.gewijzigd == (NEWEST if kind == "changed" else NEWER).modified
        else:
            assert store.lock.read_bytes() == before

        service.faults.clear()
        run(service, store)
        (snapshot,) = store.read_lock()
        assert (snapshot.rijen, snapshot.gewijzigd) == (144, service.tables["50150NED"].modified)


def test_no_fault_is_forgotten() -> None:
    assert {case[0] for case in CASES} == KINDS
