"""Fetch a large collection in pages, several at a time: every row once and in order, or an error.

Each page is put on disk as it arrives. An interrupted download therefore goes on where it stopped, and
memory holds a few pages, whatever the size of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from regiobeeld.errors import ContractError
from regiobeeld.statline.arrow import to_numbers
from regiobeeld.statline.body import LATER, Packed
from regiobeeld.statline.http import Client, same_host
from regiobeeld.statline.page import Layout
from regiobeeld.statline.page_readers import Answer, open_readers, store_page
from regiobeeld.statline.page_store import Job, PartFolder

PAGE_ROWS = 10_000
PAGE_CELLS = 400_000
MOST_ROWS = 50_000_000
_MOST_REQUESTS = 200
_HIGHEST_ROW_NUMBER = 500_000_000
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Collection:
    """What is fetched: how the address of a part is written, what its columns are and how many rows there are."""

    url: Callable[[int, int], str]
    layout: Layout
    count: int
    page_rows: int = PAGE_ROWS

    def jobs(self) -> list[Job]:
        """The parts; fewer rows per part when there are many columns, so that a page stays small."""
        size = max(1, min(self.page_rows, PAGE_CELLS // len(self.layout.columns)))
        return [Job(skip, min(size, self.count - skip)) for skip in range(0, self.count, size)]


class RowNumbers:
    """Remembers which rows came by, one bit each: a service that repeats a page must not go unnoticed."""

    def __init__(self, place: str) -> None:
        self._seen: npt.NDArray[np.uint8] = np.zeros(1 << 16, np.uint8)
        self._place = place

    def add(self, numbers: npt.NDArray[np.int64]) -> None:
        """Errors: ContractError when a number came by before or cannot be."""
        if not len(numbers):
            return
        low, high = int(numbers.min()), int(numbers.max())
        if low < 0 or high > _HIGHEST_ROW_NUMBER:
            raise ContractError(f"de dienst geeft een onmogelijk rijnummer ({low}-{high})", self._place)
        if high >> 3 >= len(self._seen):
            self._seen = np.concatenate([self._seen, np.zeros((high >> 3) + 1, np.uint8)])
        place, bit = numbers >> 3, (1 << (numbers & 7)).astype(np.uint8)
        if (np.diff(np.sort(numbers)) == 0).any() or (self._seen[place] & bit).any():
            raise ContractError("de dienst levert dezelfde rijen twee keer", self._place, LATER)
        np.bitwise_or.at(self._seen, place, bit)


def fetch_rows(
    client: Client, wanted: Collection, parts: PartFolder, progress: Progress | None = None
) -> Iterator[pa.Table]:
    """All rows in order, page by page; they are complete when the iterator ends without an error.

    Errors: SourceUnreachableError, ContractError; the pages that did arrive stay in `parts`.
    """
    if wanted.count > MOST_ROWS:
        raise ContractError(
            f"de tabel heeft {wanted.count} rijen",
            wanted.layout.place,
            "Maak de 'selectie' in de declaratie kleiner",
        )
    numbers, done = RowNumbers(wanted.layout.place), 0
    for table in _fetch_in_order(client, wanted, parts):
        numbers.add(to_numbers(table[wanted.layout.row_column], np.int64))
        yield table
        done += table.num_rows
        if progress:
            progress(done, wanted.count)
    pa.default_memory_pool().release_unused()  # Arrow would keep it for the next table


def _fetch_in_order(client: Client, wanted: Collection, parts: PartFolder) -> Iterator[pa.Table]:
    """The rows of all jobs in order; a failing job stops the rest."""
    jobs = wanted.jobs()
    # More threads than requests at a time: while pages are read, the line to the service stays in use.
    threads = 2 * client.patience.parallel
    with open_readers() as readers, client.threads(threads, "bladzijde") as pool:
        fetcher = Fetcher(client, wanted, parts, readers)
        waiting = [pool.submit(fetcher.ensure, job) for job in jobs]
        for job, future in zip(jobs, waiting, strict=True):
            future.result()
            table = parts.load(job, wanted.layout.schema)
            if table is None:
                raise ContractError("een opgehaalde bladzijde is van de schijf verdwenen", parts.folder)
            yield table


@dataclass(frozen=True)
class Fetcher:
    """Fetches the jobs of one collection; `readers` read the answers and put them on disk."""

    client: Client
    wanted: Collection
    parts: PartFolder
    readers: Executor

    def ensure(self, job: Job) -> None:
        """Fetch a job that is not on disk yet."""
        if self.parts.load(job, self.wanted.layout.schema) is None:
            self.fetch(job)

    def fetch(self, job: Job) -> None:
        """Put all rows of a job on disk. The service may cut it in smaller pages, with or without a link.

        Errors: ContractError when rows stay away or when there are too many.
        """
        place, missing = self.wanted.layout.place, job.rows
        url = self.wanted.url(job.skip, job.rows)
        answers: list[Path] = []
        for number in range(_MOST_REQUESTS):
            path = self.parts.half(job, number)
            answer = self.client.get_packed(url, partial(self._read, path=path))
            if answer.rows > missing and not answers:
                raise ContractError("de dienst levert meer rijen dan gevraagd", place, LATER)
            answers.append(path)
            missing -= min(answer.rows, missing)
            if not missing:
                return self.parts.finish(job, answers)
            if not answer.rows:
                break
            url = _check_link(url, answer.next_link) or self.wanted.url(job.skip + job.rows - missing, missing)
        told = f"de dienst levert {missing} van de {job.rows} rijen niet (vanaf rij {job.skip})"
        raise ContractError(told, place, LATER)

    def _read(self, packed: Packed, path: Path) -> Answer:
        return self.readers.submit(store_page, packed, self.wanted.layout, path).result()


def _check_link(url: str, link: str | None) -> str | None:
    """The link to the next page, when it leads to the same collection of the same service."""
    if link is None:
        return None
    if urlsplit(same_host(url, link)).path != urlsplit(url).path:
        raise ContractError("de dienst verwijst naar een andere tabel", f"{urlsplit(link).path[:100]}", LATER)
    return link
