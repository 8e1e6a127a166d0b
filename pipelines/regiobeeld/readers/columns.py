"""What all readers share: tidy headers and cells, and one error for a file that cannot be read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from regiobeeld.errors import ContractError


def unreadable(path: Path, reason: str, mend: str) -> ContractError:
    """The error for a file that does not have the declared form."""
    return ContractError(f"bestand is niet te lezen: {reason}", path, mend)


def cell_text(value: object) -> str:
    """A cell as trimmed text: empty for no value, 20300 for the number 20300.0 that a spreadsheet stores."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return str(value)
    return str(value).strip()


def join_header(rows: Sequence[Sequence[object]]) -> list[str]:
    """One name per column from a header of several rows: its texts joined, without repeats and blanks."""
    columns = zip(*rows, strict=True)
    texts = ([cell_text(cell) for cell in column] for column in columns)
    return [" / ".join(dict.fromkeys(text for text in column if text)) for column in texts]


def text_frame(header: Sequence[object], rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    """A frame of text from rows of cells; header names may occur twice (StatLine shortens some to the same)."""
    names = [cell_text(name) for name in header]
    columns = list(zip(*rows, strict=True)) or [() for _ in names]
    texts = {i: pd.Series([cell_text(v) for v in column], dtype="str") for i, column in enumerate(columns)}
    frame = pd.DataFrame(texts)
    frame.columns = pd.Index(names)
    return frame


def trim_texts(frame: pd.DataFrame) -> pd.DataFrame:
    """The same frame with header and text cells trimmed and absent text as an empty text; numbers untouched."""
    columns = {
        i: frame.iloc[:, i] if _is_number(frame.iloc[:, i]) else frame.iloc[:, i].map(cell_text).astype("str")
        for i in range(frame.shape[1])
    }
    trimmed = pd.DataFrame(columns, index=frame.index)
    trimmed.columns = pd.Index([str(name).strip() for name in frame.columns])
    return trimmed


def _is_number(column: pd.Series) -> bool:
    return pd.api.types.is_float_dtype(column)
