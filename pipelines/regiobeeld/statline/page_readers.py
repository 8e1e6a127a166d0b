"""Who reads the pages: a thread per processor, because unpacking and reading take memory.

Nothing here brings pandas (see `arrow`): it would cost more than all pages together that are held at a time.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from regiobeeld.statline.body import Packed
from regiobeeld.statline.page import Layout, read_page
from regiobeeld.statline.page_store import write_table

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
    page = read_page(packed, layout)
    write_table(page.table, path)
    return Answer(page.table.num_rows, page.next_link)


def open_readers() -> ThreadPoolExecutor:
    """As many readers as there are processors; what arrives meanwhile waits packed."""
    return ThreadPoolExecutor(READERS, thread_name_prefix="lezen")
