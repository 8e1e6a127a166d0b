"""Sources that come as a file: the analyst puts it in a folder, because its licence or form allows no download."""

from __future__ import annotations

import datetime
from fnmatch import fnmatch
from pathlib import Path

from regiobeeld.errors import SourceUnreachableError, UsageError


class FileAbsent(SourceUnreachableError):
    """The analyst has not put this file in the folder."""


def find_file(folder: Path, pattern: str) -> Path:
    """The one file in `folder` whose name fits `pattern` (shell style, capitals do not matter).

    Raises:
        FileAbsent: there is none.
        UsageError: there are several.
    """
    fits = sorted(path for path in _files(folder) if fnmatch(path.name.lower(), pattern.lower()))
    if not fits:
        raise FileAbsent("bestand niet gevonden", folder / pattern, "Zet het bestand in deze map")
    if len(fits) > 1:
        names = ", ".join(path.name for path in fits[:4])
        raise UsageError(f"meer dan één bestand past bij {pattern}: {names}", folder, "Laat er één staan")
    return fits[0]


def file_date(path: Path) -> str:
    """When the file was last written, in UTC."""
    stamp = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC)
    return stamp.replace(microsecond=0, tzinfo=None).isoformat()


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
