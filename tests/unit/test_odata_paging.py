"""Pages of bounded size, and every row once."""

from pathlib import Path

import numpy as np
import pytest

from regiobeeld.errors import ContractError
from regiobeeld.statline.page import Layout
from regiobeeld.statline.page_store import Job, PartFolder
from regiobeeld.statline.paging import Collection, RowNumbers, fetch_rows
from statline.helpers import make_client


def collection(count: int, columns: int = 40) -> Collection:
    kinds = {"ID": "row"} | {f"Onderwerp_{number}": "number" for number in range(1, columns)}
    return Collection(lambda skip, top: "", Layout("50140NED", kinds), count)  # type: ignore[arg-type]


def test_jobs_cover_every_row_once() -> None:
    assert collection(25_000).jobs() == [Job(0, 10_000), Job(10_000, 10_000), Job(20_000, 5_000)]
    assert collection(0).jobs() == []


def test_a_wide_table_has_shorter_pages() -> None:
    # 400 000 cells of a page / 160 columns.
    assert collection(25_000, columns=160).jobs()[0] == Job(0, 2_500)


def test_endless_table_is_refused_before_it_is_fetched(tmp_path: Path) -> None:
    with make_client() as client, pytest.raises(ContractError, match="60000000 rijen"):
        next(fetch_rows(client, collection(60_000_000), PartFolder(tmp_path)))


def test_rows_may_come_in_any_order_but_only_once() -> None:
    seen = RowNumbers("50150NED")
    for page in ([5, 3, 4], [0, 1, 2], [100_000_000], []):
        seen.add(np.array(page, np.int64))
    with pytest.raises(ContractError, match="twee keer"):
        seen.add(np.array([99, 4], np.int64))


@pytest.mark.parametrize(("page", "told"), [([7, 7], "twee keer"), ([-1], "onmogelijk"), ([10**15], "onmogelijk")])
def test_impossible_row_numbers(page: list[int], told: str) -> None:
    with pytest.raises(ContractError, match=told):
        RowNumbers("50150NED").add(np.array(page, np.int64))
