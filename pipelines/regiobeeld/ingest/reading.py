"""Who reads the pages: a thread per processor for a small table, a process per processor for a large one.

Threads of Python wait for each other and leave their memory behind; processes do neither. They end with the
process that started them, however that ends.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pyarrow as pa

from regiobeeld.ingest.packed import Packed
from regiobeeld.ingest.page import Layout, read_page
from regiobeeld.ingest.parts import write_table

LARGE = 4_000_000
"""Cells (rows x columns) from which processes of their own are worth their start."""
READERS = min(os.cpu_count() or 2, 4)


@dataclass(frozen=True)
class Answer:
    """What one answer of the service held; its rows are on disk."""

    rows: int
    next_link: str | None


def store_page(packed: Packed, layout: Layout, path: Path) -> Answer:
    """Read one page and write its rows to `path`.

    Errors: Garbled when it is not whole, ContractError when columns or values are not as agreed.
    """
    page = read_page(packed.unpack(), layout)
    write_table(page.table, path)
    return Answer(page.table.num_rows, page.next_link)


@contextmanager
def open_readers(cells: int) -> Iterator[Executor]:
    """Readers for a table of so many cells; what still waits is dropped at the end."""
    readers: Executor
    if cells < LARGE:
        readers = ThreadPoolExecutor(READERS, thread_name_prefix="lezen")
    else:
        fresh = multiprocessing.get_context("spawn")  # not a copy: this process has threads
        readers = ProcessPoolExecutor(READERS, fresh, initializer=_start_reader)
    try:
        yield readers
    finally:
        readers.shutdown(wait=True, cancel_futures=True)


def _start_reader() -> None:
    """Ctrl-C is for the process that started this one; when that is gone, so is this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pa.set_cpu_count(1)
    pa.set_memory_pool(pa.system_memory_pool())  # gives back what a page took
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
