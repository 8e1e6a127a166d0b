"""What of the local folder a report depends on, as a part of its stamp (no pandas here).

A plain hash of a small table would betray what is hidden in it: who knows the other figures tries the few numbers
that are left. So the hash is made with a key that never leaves the folder.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path

from regiobeeld import paths
from regiobeeld.catalog.files import used_areas
from regiobeeld.catalog.local_folder import MEMORY, find_local, local_folder

_KEY = "sleutel"


def local_stamp(sources: Path = paths.SOURCES) -> str:
    """Contents of the local sources; empty when there are none."""
    folder = local_folder(sources)
    files = [path for place in find_local(folder) for path in sorted(place.rglob("*")) if path.is_file()]
    if not files:
        return ""
    digest = hmac.new(_key(folder), str(used_areas().jaar).encode(), hashlib.sha256)
    for path in files:
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _key(folder: Path) -> bytes:
    """A random key, made once; it may be thrown away, and then every report is made again."""
    path = folder / MEMORY / _KEY
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.urandom(32))
    return path.read_bytes()
