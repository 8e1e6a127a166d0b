"""A table as a CSV file that a Dutch spreadsheet opens as it is meant: numbers as numbers, the rest as text.

The Parquet file of the same name holds the exact values; this file is for reading and calculating by hand.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from regiobeeld.catalog.groups import load_groups
from regiobeeld.profile.model import Profile

DECIMALS = 4
_RANGE = re.compile(r"(\d+)-(\d+)")
_BREAK = re.compile(r"\r\n?")
"""A break that the module csv writes without quotes, and reads as the end of a row."""
# A spreadsheet takes a cell that begins with one of these for a formula and may execute it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOOLEAN = {True: "ja", False: "nee"}


AREA = "gebied"
_AREAS = ("gebied", "gemeente", "regio", "wijk", "provincie")
Names = Mapping[str, Mapping[str, str]]
"""Kind of code -> code -> name: the same code may be a source and an indicator."""


def code_names(profile: Profile) -> Names:
    """The names beside the codes of a region: of areas, indicators, sources and doelgroepen."""
    return {
        AREA: profile.names,
        "indicator": {info.code: info.naam for info in profile.indicators.values()},
        "bron": dict(zip(profile.bron["bron_code"], profile.bron["bron_naam"], strict=True)),
        "doelgroep": {code: group.naam for code, group in load_groups().items()},
    }


def write_csv(frame: pd.DataFrame, path: Path, names: Names) -> None:
    """Write with semicolons, a decimal comma and a byte order mark.

    Args:
        frame: any table; the index is not written.
        names: per kind of code its names; the name stands in a column beside a column `<kind>_code`, unless the
            table has that column already.
    """
    named = _add_names(frame, names)
    columns = [_readable(named[name]) for name in named.columns]
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle, delimiter=";", lineterminator="\n")
        writer.writerow(named.columns)
        writer.writerows(zip(*columns, strict=True))


def _add_names(frame: pd.DataFrame, names: Names) -> pd.DataFrame:
    parts: dict[str, pd.Series] = {}
    for column in frame.columns:
        parts[column] = frame[column]
        kind = str(column).removesuffix("_code")
        name = f"{kind}_naam"
        if str(column).endswith("_code") and name not in frame.columns:
            found = frame[column].map(names.get(AREA if kind in _AREAS else kind, {}))
            if found.notna().any():
                parts[name] = found
    return pd.DataFrame(parts, index=frame.index)


def _readable(column: pd.Series) -> list[str]:
    """The texts of the cells; each different value is written out once. An empty cell has place -1: the last."""
    places, values = pd.factorize(column)
    texts = np.array([*(_cell(value) for value in values.tolist()), ""], dtype=object)
    return [str(text) for text in texts[places]]


def _cell(value: Any) -> str:
    """One cell: a number with a comma, ja or nee, or a text that stays a text."""
    if isinstance(value, bool):
        return _BOOLEAN[value]
    if isinstance(value, str):
        return _text(value)
    return _number(value) if isinstance(value, float) else str(value)


def _number(value: float) -> str:
    """At most four decimals, a count without any: 59854, 20,2, -1,4266."""
    if value.is_integer():
        return str(int(value))
    text = str(round(value, DECIMALS)).removesuffix(".0")
    return "0" if text == "-0" else text.replace(".", ",")


def _text(value: str) -> str:
    """Ages of two numbers are no dates ("5-9" would become 5 September), and no text is a formula."""
    if _RANGE.fullmatch(value):
        return _RANGE.sub(r"\1 t/m \2", value)
    text = f"'{value}" if value.startswith(_FORMULA) else value
    return _BREAK.sub("\n", text)
