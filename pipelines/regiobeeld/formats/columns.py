"""Columns of text with numbers in them as columns of numbers: what a workbook needs and a page does not.

A page says "12,3% (10,1–14,5)" in one cell; in a workbook that is a number, a lower and an upper bound.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from regiobeeld.formats.story import Cel, Tabel
from regiobeeld.numbers import MINUS

_N = rf"[+{MINUS}-]?(?:\d{{1,3}}(?:\.\d{{3}})+|\d+)(?:,\d+)?"
_UNIT = r"(?: ?%| [^\W\d](?:[^\W\d_]|[ \d.]){0,30}?)"
_PLAIN = re.compile(rf"({_N})({_UNIT})?")
_WORDS = re.compile(rf"(?![\d+{MINUS}]).*", re.DOTALL)
"""What stands where there is no number: a reason, in words."""
_BAND = re.compile(rf"(?:({_N})({_UNIT})? )?\(?({_N})%?(?:–| tot )({_N})%?\)?")
_DATED = re.compile(rf"({_N}) ?(%)? \((\d{{4}})\)")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class _Column:
    naam: str
    waarden: tuple[Cel, ...]
    decimalen: int | None


def split_columns(table: Tabel) -> Tabel:
    """The table with every column of such cells as columns of numbers; the first column stays as it is.

    A column with other cells that begin with a digit stays text; words for a number that is missing stay in it.
    """
    columns = [
        made
        for place, name in enumerate(table.kolommen)
        for made in _split(_Column(name, tuple(row[place] for row in table.rijen), table.decimalen[place]), place)
    ]
    rows = tuple(zip(*(column.waarden for column in columns), strict=True))
    return Tabel(
        table.titel,
        tuple(_distinct([column.naam for column in columns])),
        rows,
        tuple(column.decimalen for column in columns),
    )


def _split(column: _Column, place: int) -> list[_Column]:
    texts = [value for value in column.waarden if isinstance(value, str) and not _WORDS.fullmatch(value)]
    if not place or not texts or all(_YEAR.fullmatch(text) for text in texts):
        return [column]
    for make in (_from_plain, _from_band, _from_dated):
        if made := make(column, texts):
            return made
    return [column]


def _from_plain(column: _Column, texts: Sequence[str]) -> list[_Column]:
    """12,3% or 1,4 km: a number, and its unit in the name or, where it differs, in a column beside it."""
    found = _matches(_PLAIN, texts)
    if not found:
        return []
    units = {text: (match[2] or "").strip() for text, match in found.items()}
    value = _numbers(column, column.naam, lambda text: found[text][1])
    return _with_units(column, units, [value])


def _from_band(column: _Column, texts: Sequence[str]) -> list[_Column]:
    """12,3% (10,1–14,5), or only 10,1–14,5."""
    found = _matches(_BAND, texts)
    if not found or any(_YEAR.fullmatch(match[3]) and _YEAR.fullmatch(match[4]) for match in found.values()):
        return []
    base = column.naam
    bounds = [
        _numbers(column, f"{base}, ondergrens", lambda text: found[text][3], only_texts=True),
        _numbers(column, f"{base}, bovengrens", lambda text: found[text][4], only_texts=True),
    ]
    has_value = any(match[1] for match in found.values()) or len(texts) < sum(
        v is not None for v in column.waarden
    )
    units = {text: (match[2] or "").strip() for text, match in found.items()}
    values = [_numbers(column, base, lambda text: found[text][1])] if has_value else []
    return _with_units(column, units, [*values, *bounds])


def _from_dated(column: _Column, texts: Sequence[str]) -> list[_Column]:
    """18% (2012): a number and its year."""
    found = _matches(_DATED, texts)
    if not found:
        return []
    years = [found[value][3] if value in found else None for value in column.waarden]
    value = _numbers(column, column.naam, lambda text: found[text][1])
    made = _with_units(column, {text: (match[2] or "").strip() for text, match in found.items()}, [value])
    return [*made, _Column(f"{column.naam}, jaar", tuple(int(year) if year else None for year in years), 0)]


def _matches(pattern: re.Pattern[str], texts: Sequence[str]) -> dict[str, re.Match[str]]:
    """Text -> what was found in it; nothing when one of them is something else."""
    found = {text: match for text in texts if (match := pattern.fullmatch(text))}
    return found if len(found) == len(set(texts)) else {}


def _with_units(column: _Column, units: dict[str, str], made: list[_Column]) -> list[_Column]:
    """The unit in the names when all cells have the same one, else in a column of its own."""
    kinds = set(units.values()) | {"" for value in column.waarden if isinstance(value, int | float)}
    if kinds == {""}:
        return made
    if len(kinds) == 1:
        (unit,) = kinds
        return [_Column(_named(one.naam, unit), one.waarden, one.decimalen) for one in made]
    per_row = tuple(units.get(value, "") or None if isinstance(value, str) else None for value in column.waarden)
    return [*made, _Column(f"{column.naam}, eenheid", per_row, None)]


def _named(name: str, unit: str) -> str:
    return name if unit in name else f"{name} ({unit})"


def _numbers(column: _Column, name: str, part: Callable[[str], str | None], only_texts: bool = False) -> _Column:
    """A column of numbers from a part of each text; a cell that was a number or words stays so, or is empty."""
    is_told = [isinstance(value, str) and not _WORDS.fullmatch(value) for value in column.waarden]
    pairs = list(zip(column.waarden, is_told, strict=True))
    shown = [part(str(value)) if told else None for value, told in pairs]
    kept = [None if only_texts or told else value for value, told in pairs]
    values = tuple(_number(text) if text else old for text, old in zip(shown, kept, strict=True))
    places = [len(text.partition(",")[2]) for text in shown if text]
    return _Column(name, values, max([*places, column.decimalen or 0]))


def _number(text: str) -> float | int:
    bare = text.replace(".", "").replace(",", ".").replace(MINUS, "-")
    return float(bare) if "." in bare else int(bare)


def _distinct(names: Sequence[str]) -> Iterator[str]:
    """Excel wants every column of a table to have a name of its own."""
    seen: set[str] = set()
    for name in names:
        number, fresh = 2, name
        while fresh.lower() in seen:
            fresh, number = f"{name} ({number})", number + 1
        seen.add(fresh.lower())
        yield fresh
