"""What a table must hold that goes from one room to another: its columns, what is in them, and its key.

Published tables are declared in `schema` and checked when they are stored. The tables between two rooms are
declared with `frame`, in one line each, and a function says with `returns` which one it gives: a column that was
renamed in one room is then found where it leaves that room, not as a missing word three rooms on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Literal, ParamSpec

import pandas as pd
from pandas.api import types

from regiobeeld.schema import Kind as Stored
from regiobeeld.schema import Table

Kind = Literal["text", "number", "whole", "flag", "any"]
P = ParamSpec("P")

_KIND: dict[Stored, Kind] = {
    "VARCHAR": "text",
    "DOUBLE": "number",
    "SMALLINT": "whole",
    "INTEGER": "whole",
    "DATE": "any",
    "BOOLEAN": "flag",
}
_HOLDS: dict[Kind, Callable[[pd.Series], bool]] = {
    "text": lambda column: types.is_string_dtype(column.dtype) or types.is_object_dtype(column.dtype),
    "number": lambda column: types.is_numeric_dtype(column) and not types.is_bool_dtype(column),
    "whole": types.is_integer_dtype,
    # With an unknown among them, pandas keeps true and false as objects.
    "flag": lambda column: types.is_bool_dtype(column) or types.is_object_dtype(column),
    "any": lambda column: True,
}


class FrameError(ValueError):
    """A table leaves its room in another shape than was agreed: a mistake in the code."""


@dataclass(frozen=True)
class Frame:
    """Columns that have to be there (others may) and the key; key columns may be levels of the index."""

    columns: Mapping[str, Kind]
    key: tuple[str, ...]

    @classmethod
    def of(cls, table: Table, **more: Kind) -> Frame:
        """A published table as it is inside, with the columns that are added on reading."""
        return cls({column.name: _KIND[column.kind] for column in table.columns} | more, table.key)

    def check(self, frame: pd.DataFrame, place: str) -> pd.DataFrame:
        """The same frame, when it is as agreed.

        Args:
            place: who gives it, for the message.

        Raises:
            FrameError: a column is missing or of another kind, or a key occurs twice.
        """
        if frame.shape == (0, 0):  # nothing to tell, so nothing to name
            return frame
        flat = frame.reset_index() if set(self.key) & set(frame.index.names) else frame
        missing = [name for name in {**dict.fromkeys(self.key), **self.columns} if name not in flat]
        if missing:
            raise FrameError(f"{place}: columns are missing: {', '.join(missing)}")
        for name, kind in self.columns.items():
            column = flat[name]
            if not _HOLDS[kind](column) and column.notna().any():
                raise FrameError(f"{place}: column {name} should be {kind}, and is {column.dtype}")
        twice = flat.duplicated(list(self.key)) if self.key else pd.Series(dtype=bool)
        if twice.any():
            raise FrameError(
                f"{place}: {int(twice.sum())} rows have a key ({', '.join(self.key)}) that is there already"
            )
        return frame


def frame(key: str, **kinds: str) -> Frame:
    """A `Frame` in one line: `frame("gebied_code jaar", text="naam", number="waarde nl")`."""
    columns: dict[str, Kind] = {}
    for kind, names in kinds.items():
        if kind not in _HOLDS:
            raise FrameError(f"unknown kind {kind}")
        columns |= dict.fromkeys(names.split(), kind)
    return Frame(columns, tuple(key.split()))


def returns(agreed: Frame) -> Callable[[Callable[P, pd.DataFrame]], Callable[P, pd.DataFrame]]:
    """Check what a function gives to another room."""

    def wrap(function: Callable[P, pd.DataFrame]) -> Callable[P, pd.DataFrame]:
        @wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> pd.DataFrame:
            return agreed.check(function(*args, **kwargs), f"{function.__module__}.{function.__name__}")

        return checked

    return wrap


def is_true(column: pd.Series) -> pd.Series:
    """Where it is true; what is not known is not."""
    return column.astype("boolean").fillna(value=False).astype(bool)
