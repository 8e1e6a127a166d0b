"""Fetch a large collection in pages, several at a time, to one Parquet file: every row once, or an error.

Each page is put on disk as it arrives. An interrupted download therefore goes on where it stopped, and
memory holds a few pages, whatever the size of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from regiobeeld.errors import ContractError
from regiobeeld.ingest.http import LATER, Client, same_host
from regiobeeld.ingest.page import Layout, read_page

PAGE_ROWS = 10_000
PAGE_CELLS = 400_000
MOST_ROWS = 50_000_000
_MOST_REQUESTS = 200
_HIGHEST_ROW_NUMBER = 500_000_000
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Job:
    """Rows `skip` to `skip + rows` of a collection."""

    skip: int
    rows: int


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


class PartFolder:
    """Pages that have arrived, one file per job. A file is there in full or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def _path(self, job: Job) -> Path:
        return self.folder / f"{job.skip:010d}-{job.rows}.arrow"

    def load(self, job: Job, layout: Layout) -> pa.Table | None:
        """The page, when an earlier run fetched it and it can be read."""
        path = self._path(job)
        if not path.exists():
            return None
        try:
            with pa.OSFile(str(path)) as file:
                table = pa.ipc.open_file(file).read_all()
        except (pa.ArrowInvalid, OSError):
            table = None
        if table is None or table.num_rows != job.rows or not table.schema.equals(layout.schema):
            path.unlink()
            return None
        return table

    def save(self, job: Job, table: pa.Table) -> None:
        """Write under a temporary name, then rename."""
        half = self._path(job).with_suffix(".half")
        with pa.OSFile(str(half), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)
        half.replace(self._path(job))


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
        if len(np.unique(numbers)) < len(numbers) or (self._seen[place] & bit).any():
            raise ContractError("de dienst levert dezelfde rijen twee keer", self._place, LATER)
        np.bitwise_or.at(self._seen, place, bit)


def fetch_to_parquet(
    client: Client, wanted: Collection, parts: PartFolder, target: Path, progress: Progress | None = None
) -> None:
    """Fetch all pages and write them, in order, to `target`.

    Errors: SourceUnreachableError, ContractError; the pages that did arrive stay in `parts`.
    """
    if wanted.count > MOST_ROWS:
        raise ContractError(
            f"de tabel heeft {wanted.count} rijen",
            wanted.layout.place,
            "Maak de 'selectie' in de declaratie kleiner",
        )
    numbers, done = RowNumbers(wanted.layout.place), 0
    with pq.ParquetWriter(target, wanted.layout.schema, compression="lz4") as writer:
        for table in _fetch_in_order(client, wanted, parts):
            numbers.add(table[wanted.layout.row_column].to_numpy())
            writer.write_table(table)
            done += table.num_rows
            if progress:
                progress(done, wanted.count)
    pa.default_memory_pool().release_unused()  # Arrow would keep it for the next table


def _fetch_in_order(client: Client, wanted: Collection, parts: PartFolder) -> Iterator[pa.Table]:
    """The pages in order; a failing page stops the rest."""
    jobs = wanted.jobs()
    with ThreadPoolExecutor(client.patience.parallel, thread_name_prefix="bladzijde") as pool:
        waiting = [pool.submit(_ensure_part, client, wanted, parts, job) for job in jobs]
        try:
            for job, future in zip(jobs, waiting, strict=True):
                future.result()
                table = parts.load(job, wanted.layout)
                if table is None:
                    raise ContractError("een opgehaalde bladzijde is van de schijf verdwenen", parts.folder)
                yield table
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _ensure_part(client: Client, wanted: Collection, parts: PartFolder, job: Job) -> None:
    if parts.load(job, wanted.layout) is None:
        parts.save(job, fetch_job(client, wanted, job))


def fetch_job(client: Client, wanted: Collection, job: Job) -> pa.Table:
    """All rows of one part. The service may cut it in smaller pages, with or without a link to the rest.

    Errors: ContractError when rows stay away or when there are too many.
    """
    url = wanted.url(job.skip, job.rows)
    tables: list[pa.Table] = []
    missing = job.rows
    for _ in range(_MOST_REQUESTS):
        page = client.get(url, partial(read_page, layout=wanted.layout))
        if page.table.num_rows > missing and not tables:
            raise ContractError("de dienst levert meer rijen dan gevraagd", wanted.layout.place, LATER)
        tables.append(page.table.slice(0, missing))
        missing -= tables[-1].num_rows
        if not missing:
            return pa.concat_tables(tables).combine_chunks()
        if not page.table.num_rows:
            break
        url = _check_link(url, page.next_link) or wanted.url(job.skip + job.rows - missing, missing)
    raise ContractError(
        f"de dienst levert {missing} van de {job.rows} rijen niet (vanaf rij {job.skip})",
        wanted.layout.place,
        LATER,
    )


def _check_link(url: str, link: str | None) -> str | None:
    """The link to the next page, when it leads to the same collection of the same service."""
    if link is None:
        return None
    if urlsplit(same_host(url, link)).path != urlsplit(url).path:
        raise ContractError("de dienst verwijst naar een andere tabel", f"{urlsplit(link).path[:100]}", LATER)
    return link
