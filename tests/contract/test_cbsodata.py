"""cbsodata itself reads the stand-in; and the habits of cbsodata that our adapter depends on are as they were."""

from collections.abc import Iterator

import cbsodata
import pytest
from cbsodata import cbsodata3

from regiobeeld.errors import ContractError
from regiobeeld.statline.cbs import ask_modified, describe_table
from statline.faults import Fault
from statline.helpers import make_client
from statline.service import StatlineService
from statline.tables import make_table

TABLE = make_table(repeat=20)  # 24 areas x 3 ages x 2 years = 144 rows


@pytest.fixture
def service() -> Iterator[StatlineService]:
    with StatlineService([TABLE], page_rows=50) as running:
        before = (cbsodata.options.catalog_url, cbsodata.options.use_https, dict(cbsodata.options.requests))
        cbsodata.options.catalog_url, cbsodata.options.use_https = running.host, False
        cbsodata.options.requests = {"proxies": {}, "timeout": 5}
        yield running
        cbsodata.options.catalog_url, cbsodata.options.use_https, cbsodata.options.requests = before


def test_reads_the_whole_table_with_titles_for_codes(service: StatlineService) -> None:
    rows = cbsodata.get_data("50150NED")
    assert len(rows) == 144
    assert rows[3] == {
        "ID": 3,
        "Leeftijd": "18 jaar of ouder",
        "WijkenEnBuurten": "Almelo",
        "Perioden": "2024",
        "Eenzaam_25": 10.3,
        "RooktTabak_35": 11.0,
        "Respondenten_41": 117,
    }


def test_flag_typed_means_the_opposite(service: StatlineService) -> None:
    assert "TypedDataSet" in cbsodata.download_data("50150NED")
    assert "UntypedDataSet" in cbsodata.download_data("50150NED", typed=True)
    assert cbsodata.get_data("50150NED", typed=True)[10]["Eenzaam_25"] == "       ."


def test_filter_and_select(service: StatlineService) -> None:
    rows = cbsodata.get_data(
        "50150NED",
        filters="startswith(WijkenEnBuurten,'GM') and Leeftijd eq '80200   ' and substringof('2024',Perioden)",
        select=["WijkenEnBuurten", "RooktTabak_35"],
    )
    assert [row["WijkenEnBuurten"] for row in rows] == ["Almelo", "Enschede"]
    assert set(rows[0]) == {"WijkenEnBuurten", "RooktTabak_35"}


def test_metadata_and_catalogue(service: StatlineService) -> None:
    assert cbsodata.get_info("50150NED")["Modified"] == "2024-11-28T02:00:00"
    assert [p["Key"] for p in cbsodata.get_meta("50150NED", "DataProperties")][:3] == [
        "Leeftijd",
        "WijkenEnBuurten",
        "Perioden",
    ]
    assert cbsodata.get_meta("50150NED", "WijkenEnBuurten")[1]["Key"] == "GM0141    "
    assert cbsodata.get_table_list()[0]["Identifier"] == "50150NED"


def test_small_api_refuses_more_than_ten_thousand_rows(service: StatlineService) -> None:
    big = make_table("50160NED", repeat=2000)  # 2004 x 3 x 2 = 12 024 rows
    service.publish(big)
    with make_client() as client, pytest.raises(ContractError, match="fout 400"):
        client.get(f"http://{service.host}/ODataApi/odata/50160NED/TypedDataSet", len)


def test_loses_rows_without_a_word_which_is_why_the_bulk_is_read_by_us(service: StatlineService) -> None:
    service.faults.append(Fault("drop_next", "TypedDataSet"))
    assert len(cbsodata.get_data("50150NED")) == 50


def test_adapter_puts_everything_back_also_after_an_error(service: StatlineService) -> None:
    before = (cbsodata.options.catalog_url, cbsodata.options.use_https, cbsodata3.Session)
    with make_client() as client:
        assert ask_modified(f"http://{service.host}", "50150NED", client) == "2024-11-28T02:00:00"
        with pytest.raises(ContractError):
            describe_table(f"http://{service.host}", "99999NED", client)
    assert (cbsodata.options.catalog_url, cbsodata.options.use_https, cbsodata3.Session) == before


def test_adapter_lends_cbsodata_our_patience_and_name(service: StatlineService) -> None:
    service.faults.append(Fault("503", "DataProperties", times=2))
    service.agents.clear()
    with make_client() as client:
        description = describe_table(f"http://{service.host}", "50150NED", client)
    assert description.dimensions == ["Leeftijd", "WijkenEnBuurten", "Perioden"]
    assert all(agent.startswith("regiobeeld/") for agent in service.agents)
