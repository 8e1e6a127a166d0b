"""Between NumPy and Arrow by their buffers. Arrow's own `array`, `scalar` and `to_numpy` bring pandas along, which
costs a process that only fetches half a second and 50 MB."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

NOTHING = pa.nulls(1, pa.string())[0]
"""An empty text."""


def text_scalar(text: str) -> pa.Scalar:
    """One text."""
    words = text.encode()
    offsets = pa.py_buffer(np.array([0, len(words)], np.int32))
    return pa.StringArray.from_buffers(1, offsets, pa.py_buffer(words))[0]


def from_indices(numbers: npt.NDArray[np.int32]) -> pa.Array:
    """Whole numbers, none missing."""
    return pa.Int32Array.from_buffers(pa.int32(), len(numbers), [None, pa.py_buffer(numbers)])


def from_columns(
    values: Sequence[npt.NDArray[np.float64]], missing: Sequence[npt.NDArray[np.bool_]]
) -> list[pa.Array]:
    """The columns of a matrix (rows x columns) with its holes, given in parts of some rows."""
    shape = values[0].shape[1], sum(map(len, values))
    columns = np.concatenate([part.T for part in values], axis=1, out=np.empty(shape))
    holes = np.concatenate([part.T for part in missing], axis=1, out=np.empty(shape, np.bool_))
    known = np.packbits(~holes, axis=1, bitorder="little")
    buffers = ([pa.py_buffer(bits), pa.py_buffer(column)] for bits, column in zip(known, columns, strict=True))
    return [pa.DoubleArray.from_buffers(pa.float64(), shape[1], pair) for pair in buffers]


def to_numbers(array: pa.Array | pa.ChunkedArray, kind: type[Any]) -> npt.NDArray[Any]:
    """The numbers of an array of this NumPy type; what stands in a hole means nothing."""
    chunks = array.chunks if isinstance(array, pa.ChunkedArray) else [array]
    parts = [np.frombuffer(c.buffers()[1], kind)[c.offset : c.offset + len(c)] for c in chunks if len(c)]
    return np.concatenate(parts) if len(parts) != 1 else parts[0]


def to_flags(array: pa.Array) -> npt.NDArray[np.bool_]:
    """A boolean array without holes."""
    bits = np.unpackbits(np.frombuffer(array.buffers()[1], np.uint8), bitorder="little")
    return bits[array.offset : array.offset + len(array)].astype(bool)
