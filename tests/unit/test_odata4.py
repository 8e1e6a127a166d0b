"""The v4 reader: observations with the reason why one is absent, and as wide as a v3 table afterwards."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from regiobeeld.errors import ContractError
from regiobeeld.observations.widen import widen
from regiobeeld.snapshots.to_observations import mark_status
from regiobeeld.statline.description import Description
from regiobeeld.statline.odata4 import Odata4Table
from regiobeeld.statline.services import Dienst
from statline.helpers import make_client
from statline.service import StatlineService
from statline.tables import make_table

TABLE = make_table(repeat=10)  # 14 areas x 3 ages x 2 years x 3 measures = 252 observations


def fetch(tmp_path: Path, service: StatlineService, **dienst: object) -> tuple[pd.DataFrame, Description]:
    declared = Dienst(soort="odata4", **dienst)  # type: ignore[arg-type]
    table = Odata4Table(f"http://{service.host}/odata/v1/CBS", "50150NED", declared, 40)
    with make_client() as client:
        description = table.describe(client)
        table.download(client, description, tmp_path / "delen", tmp_path / "tabel.parquet")
    return pq.read_table(tmp_path / "tabel.parquet").to_pandas(), description


def test_every_observation_once(tmp_path: Path) -> None:
    with StatlineService([TABLE], page_rows=30) as service:
        frame, description = fetch(tmp_path, service)
    assert frame["Id"].tolist() == list(range(252))
    assert description.modified == "2024-11-28T02:00:00+01:00"
    # Row 10 of the table is secret: observations 30-32. Row 12 cannot exist: 36-38.
    assert frame["ValueAttribute"][[29, 30, 36]].tolist() == ["None", "Secret", "Impossible"]
    assert frame["Value"].isna().sum() == frame["ValueAttribute"].ne("None").sum()


def test_wide_table_equals_the_untyped_set_of_v3(tmp_path: Path) -> None:
    with StatlineService([TABLE]) as service:
        frame, description = fetch(tmp_path, service)
    wide = widen(frame, description).set_index(["Leeftijd", "WijkenEnBuurten", "Perioden"])
    assert wide.loc[("20300", "GM0141", "2024JJ00")].tolist() == ["10.3", "11", "117"]
    assert wide.loc[("20300", "BU01530000", "2020JJ00")].tolist() == [".", ".", "."]
    assert wide.loc[("20300", "BU01530001", "2020JJ00")].tolist() == ["", "", ""]
    assert len(wide) == 84


def test_selection_and_measures(tmp_path: Path) -> None:
    with StatlineService([TABLE]) as service:
        frame, _ = fetch(
            tmp_path,
            service,
            selectie={"WijkenEnBuurten": ["GM*"], "Leeftijd": ["20300"]},
            kolommen=["RooktTabak"],
        )
    assert sorted(frame["WijkenEnBuurten"].unique()) == ["GM0141", "GM0153"]
    assert frame["Measure"].unique().tolist() == ["RooktTabak_35"]


def test_unknown_reason_is_refused(tmp_path: Path) -> None:
    with StatlineService([TABLE]) as service:
        frame, description = fetch(tmp_path, service)
    frame.loc[30, "ValueAttribute"] = "Betoverd"
    with pytest.raises(ContractError, match="onbekende reden voor een leeg cijfer: Betoverd"):
        widen(frame, description)


def test_same_figure_twice_is_refused(tmp_path: Path) -> None:
    with StatlineService([TABLE]) as service:
        frame, description = fetch(tmp_path, service)
    with pytest.raises(ContractError, match="twee keer"):
        widen(pd.concat([frame, frame.head(1)]), description)


def test_periods_that_are_not_definite_are_provisional(tmp_path: Path) -> None:
    starts = pd.to_datetime(["2020-01-01", "2024-01-01"])
    frame = pd.DataFrame({"periode_start": starts, "status": ["definitief", "definitief"]})
    with StatlineService([replace(TABLE, status="Voorlopig")]) as service:
        _, description = fetch(tmp_path, service)
    assert description.final == ()
    assert mark_status(frame, description)["status"].tolist() == ["voorlopig", "voorlopig"]
    half = replace(description, final=("2020JJ00",))
    assert mark_status(frame, half)["status"].tolist() == ["definitief", "voorlopig"]
    silent = replace(description, final=None)
    assert mark_status(frame, silent)["status"].tolist() == ["definitief", "definitief"]
