"""What goes wrong inside DuckDB, as the errors that the rest of the project knows."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

_CODES = (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS)
_QUOTED = re.compile(r'"([^"]+)"')


@contextmanager
def translated() -> Iterator[None]:
    """Run DuckDB inside this block.

    Raises:
        KeyboardInterrupt: Ctrl-C during a query, of which DuckDB makes a plain RuntimeError.
        OSError: the operating system refused to write; DuckDB only repeats its words.
    """
    try:
        yield
    except RuntimeError as error:
        if "interrupted" in str(error).lower():
            raise KeyboardInterrupt from error
        raise
    except duckdb.Error as error:
        raise _as_os_error(str(error)) or error from error


def _as_os_error(message: str) -> OSError | None:
    for code in _CODES:
        if os.strerror(code) in message:
            place = _QUOTED.search(message)
            return OSError(code, os.strerror(code), place[1] if place else None)
    return None
