"""What was worked out once and is kept on disk beside the outputs, under a name that says what it depends on.

A cache and no more: taken away, damaged or of another version it is worked out again. It holds Python's own
pickles, which are only ever read from the folder of the outputs, and only when the same user wrote them.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

FOLDER = ".bewaard"
"""Inside the folder of the outputs."""


def digest_of(parts: Iterable[bytes | str]) -> str:
    """Short sha256 of what something depends on."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode() if isinstance(part, str) else part)
        digest.update(b"\0")
    return digest.hexdigest()[:24]


def state_of(files: Iterable[Path]) -> tuple[tuple[str, int, int], ...]:
    """Path, size and time of change of files: another state means that one was made or changed."""
    stats = ((path, path.stat()) for path in sorted(files))
    return tuple((str(path), about.st_size, about.st_mtime_ns) for path, about in stats)


def read_kept(path: Path) -> Any:
    """What was kept; None when there is nothing that can be read, or when another user wrote it."""
    try:
        return pickle.loads(path.read_bytes()) if path.stat().st_uid == os.getuid() else None
    except Exception:  # whatever a damaged pickle raises: it is made again
        return None


def keep(path: Path, value: Any) -> None:
    """Keep it in one step, instead of what earlier versions left; a disk that refuses is no reason to stop."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}-{os.getpid()}")
        try:
            fresh.write_bytes(pickle.dumps(value, protocol=5))
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
