"""Parquet files with StatLine's columns."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from regiobeeld.catalog.tables import Tabel
from regiobeeld.readers.columns import trim_texts, unreadable


def read(path: Path, tabel: Tabel) -> pd.DataFrame:
    """All columns: fractions as float, everything else (codes, also when stored as a number) as trimmed text.

    Raises:
        ContractError: the file is not (whole) Parquet.
    """
    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise unreadable(
            path, "het is geen (heel) Parquet-bestand", "Haal het bestand opnieuw op bij de bron"
        ) from error
    return trim_texts(table.to_pandas(ignore_metadata=True))
