"""Where a batch on several machines reads its tables and leaves its reports: a shared folder or object storage."""

from __future__ import annotations

from pathlib import Path

from pyarrow import fs

from regiobeeld.errors import SourceUnreachableError
from regiobeeld.run.uptodate import STAMP


class Location:
    """A folder that every machine sees: a path, or an address such as `s3://emmer/map` (`pyarrow.fs`).

    Raises:
        SourceUnreachableError: it is no address that can be reached.
    """

    def __init__(self, text: str) -> None:
        try:
            address = text if "://" in text else Path(text).resolve().as_uri()
            self._system, self._root = fs.FileSystem.from_uri(address)
        except (OSError, ValueError) as error:
            mend = "Geef een map of een adres als s3://emmer/map"
            raise SourceUnreachableError("deze plaats is niet te bereiken", text, mend) from error

    def read(self, name: str) -> str:
        """The text of a file; empty when it is not there."""
        path = f"{self._root}/{name}"
        if self._system.get_file_info(path).type != fs.FileType.File:
            return ""
        with self._system.open_input_stream(path) as stream:
            return str(stream.read().decode())

    def fetch(self, name: str, target: Path) -> None:
        """Copy a folder from here."""
        target.mkdir(parents=True, exist_ok=True)
        fs.copy_files(f"{self._root}/{name}", str(target), self._system, fs.LocalFileSystem())

    def put(self, folder: Path, name: str) -> None:
        """Copy a finished folder to here. Its stamp goes last: what has none is not whole, and is made again."""
        base = f"{self._root}/{name}"
        if self._system.get_file_info(f"{base}/{STAMP}").type == fs.FileType.File:
            self._system.delete_file(f"{base}/{STAMP}")
        files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
        for path in sorted(files, key=lambda found: (found.name == STAMP, found)):
            inside = path.relative_to(folder).as_posix()
            self._system.create_dir(f"{base}/{inside}".rpartition("/")[0], recursive=True)
            fs.copy_files(str(path), f"{base}/{inside}", fs.LocalFileSystem(), self._system)
