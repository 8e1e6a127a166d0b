"""Pages of one download on disk: what arrived in full stays, whatever happens to the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa


@dataclass(frozen=True)
class Job:
    """Rows `skip` to `skip + rows` of a collection."""

    skip: int
    rows: int


class PartFolder:
    """One file per job. A file is there in full or not at all; what is being made ends in `.half`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def _path(self, job: Job) -> Path:
        return self.folder / f"{job.skip:010d}-{job.rows}.arrow"

    def half(self, job: Job, number: int) -> Path:
        """Where the answer with this number to a job is put until the job is done."""
        return self._path(job).with_suffix(f".{number}.half")

    def load(self, job: Job, schema: pa.Schema) -> pa.Table | None:
        """The rows of a job, when this or an earlier run fetched them and they can be read."""
        path = self._path(job)
        if not path.exists():
            return None
        try:
            table = read_table(path)
        except (pa.ArrowInvalid, OSError):
            table = None
        if table is None or table.num_rows != job.rows or not table.schema.equals(schema):
            path.unlink()
            return None
        return table

    def finish(self, job: Job, answers: Sequence[Path]) -> None:
        """Put the answers to a job together; rows beyond the job are left out."""
        if len(answers) == 1:
            answers[0].replace(self._path(job))
            return
        rows = pa.concat_tables([read_table(path) for path in answers]).slice(0, job.rows)
        whole = self.half(job, len(answers))
        write_table(rows.combine_chunks(), whole)
        whole.replace(self._path(job))
        for path in answers:
            path.unlink()


def read_table(path: Path) -> pa.Table:
    """A table as `write_table` wrote it. Errors: ArrowInvalid, OSError."""
    with pa.OSFile(str(path)) as file:
        return pa.ipc.open_file(file).read_all()


def write_table(table: pa.Table, path: Path) -> None:
    """A table as an Arrow file."""
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
