"""Tables as accessible HTML: caption, scoped headings, numbers to the right, scrolling when too wide."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Literal

import pandas as pd

from regiobeeld.catalog.words import load_words
from regiobeeld.claims.marks import plain
from regiobeeld.draw.style import OORDEEL
from regiobeeld.numbers import LEEG, decimalen_voor, getal, is_leeg
from regiobeeld.wording import check_wording

Uitlijning = Literal["links", "rechts", "midden"]
_LONG, _SHORT = 28, 16
_CLASS: dict[Uitlijning, str] = {"links": "", "rechts": "r", "midden": "m"}
"""Short: a report has ten thousands of cells. Left is how a cell stands by itself; see also `_look`."""
_NUMBER = re.compile(r"–|[−+€\s-]*\d[\d.]*(,\d+)?(%|(%|\s|–|−).*)?")


def tabel_html(
    frame: pd.DataFrame,
    caption: str,
    *,
    uitlijning: Mapping[str, Uitlijning] | None = None,
    decimalen: int | Mapping[str, int] | None = None,
    sorteerbaar: bool = False,
    code: str = "",
    toon_caption: bool = True,
    balken: bool = False,
    keuzes: Mapping[str, str] | None = None,
    adressen: Sequence[str] = (),
    hulp: bool = True,
) -> str:
    """A frame as an HTML table; the first column holds the row headings.

    Args:
        frame: one row per table row; the index is not shown. All texts are escaped.
        caption: what the table holds, one sentence.
        uitlijning: alignment per column; by default numbers (and columns of texts that all start with
            a digit, a sign or a dash) stand right, other columns left.
        decimalen: of numeric columns, one for all or per column; by default as many as needed, at most 1.
        sorteerbaar: the reader may sort by a column (with the script of the template; without it the
            table is simply shown in the given order).
        code: makes the id; needed only when the same table stands twice in one page.
        toon_caption: whether the caption is visible or only read aloud.
        balken: draw a bar behind every number of the first column of numbers, from zero to its largest.
        keuzes: the choice that a column belongs to; the script of the page shows those of one choice at a time
            (without it all are shown).
        adressen: the id of every row, for links to it; an empty one has none.
        hulp: say where to find help under rows that call for it; False when that is said beside the table.

    Raises:
        ValueError: there are no columns or a column name occurs twice.
        ContractError: a text says more than the figures can (`regiobeeld.wording`).
    """
    if len(frame.columns) == 0 or not frame.columns.is_unique:
        raise ValueError(f"tabel '{caption}': kolommen ontbreken of hebben dezelfde naam")
    names = [str(name) for name in frame.columns]
    sides = {name: (uitlijning or {}).get(name) or _side(frame.iloc[:, i]) for i, name in enumerate(names)}
    columns = [
        _cells(frame.iloc[:, i], _decimals(frame.iloc[:, i], name, decimalen)) for i, name in enumerate(names)
    ]
    looks = [_look(sides[name], columns[i]) for i, name in enumerate(names)]
    bars = _bars(columns) if balken else {}
    looks_of_rows = _verdicts(frame) if balken else [""] * len(frame)
    ids = [f' id="{escape(address)}"' if address else "" for address in adressen or [""] * len(frame)]
    rows = [
        f"<tr{ids[row]}{looks_of_rows[row]}>"
        + "".join(_cell(i == 0, looks[i], column[row], bars.get((i, row), "")) for i, column in enumerate(columns))
        + "</tr>"
        for row in range(len(frame))
    ]
    key = _identifier(code, caption, rows)
    head = "".join(_heading(name, sides[name], sorteerbaar, (keuzes or {}).get(name, "")) for name in names)
    title = escape(check_wording(caption))
    hidden = "" if toon_caption else ' class="alleen-voorlezen"'
    return (
        f'<div class="tabel-schuif" role="group" aria-labelledby="{key}-titel" tabindex="0">\n'
        f'<table class="tabel{" sorteerbaar" if sorteerbaar else ""}" id="{key}">\n'
        f'<caption id="{key}-titel"{hidden}><span class="tabel-titel">{title}</span></caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n"
        + "\n".join(rows)
        + "\n</tbody>\n</table>\n</div>"
        + (_help(columns) if hulp else "")
    )


def _help(columns: list[list[tuple[str, str]]]) -> str:
    """Where to find help, under a table with rows that call for it."""
    line = load_words().hulp.beside(*(text for column in columns[:2] for text, _ in column))
    return f'\n<p class="hulp">{escape(line)}</p>' if line else ""


def _identifier(code: str, caption: str, rows: list[str]) -> str:
    digest = hashlib.sha256(plain("\n".join([code, caption, *rows])).encode()).hexdigest()
    return f"tabel-{digest[:10]}"


def _heading(name: str, side: Uitlijning, sortable: bool, choice: str) -> str:
    more = f"{_classes(_CLASS[side])}{' data-sorteer' if sortable else ''}"
    of_choice = f' data-keuze="{escape(choice)}"' if choice else ""
    return f'<th scope="col"{more}{of_choice}>{escape(name)}</th>'


def _look(side: Uitlijning, cells: list[tuple[str, str]]) -> str:
    """Classes of a column: its alignment, `l` when it needs room for sentences, `k` to keep names whole."""
    longest = max((len(plain(text)) for text, _ in cells), default=0)
    return f"{_CLASS[side]} {'l' if longest > _LONG else 'k' if longest <= _SHORT else ''}"


def _verdicts(frame: pd.DataFrame) -> list[str]:
    """The class of every row: its word in the column Oordeel, which colours its bar."""
    if "Oordeel" not in frame:
        return [""] * len(frame)
    words = (str(value).rpartition(" ")[2] for value in frame["Oordeel"])
    return [f' class="{word}"' if word in OORDEEL else "" for word in words]


def _bars(columns: list[list[tuple[str, str]]]) -> dict[tuple[int, int], str]:
    """Per cell (column, row) of the first column of numbers the length of its bar, 0-100; none below zero."""
    for place, cells in enumerate(columns[1:], 1):
        numbers = [float(value) if value else 0.0 for _, value in cells]
        if any(value for _, value in cells) and min(numbers) >= 0 and max(numbers) > 0:
            longest = max(numbers)
            return {(place, row): str(round(100 * number / longest)) for row, number in enumerate(numbers)}
    return {}


def _cell(is_heading: bool, look: str, cell: tuple[str, str], bar: str = "") -> str:
    text, value = cell
    data = f' data-w="{value}"' if value else ""
    if bar:
        return f'<td{_classes(look, "balk")}{data} style="--b:{bar}%">{escape(text)}</td>'
    if is_heading:
        return f'<th scope="row"{_classes(look)}{data}>{escape(text)}</th>'
    return f"<td{_classes(look, 'leeg' if text == LEEG else '')}{data}>{escape(text)}</td>"


def _classes(*looks: str) -> str:
    names = " ".join(" ".join(looks).split())
    return f' class="{names}"' if names else ""


def _cells(column: pd.Series[Any], decimals: int) -> list[tuple[str, str]]:
    """Per cell its text and, for numbers, the bare value to sort by."""
    return [_format(value, decimals) for value in column.tolist()]


def _format(value: Any, decimals: int) -> tuple[str, str]:
    if is_leeg(value) or (not isinstance(value, str) and pd.isna(value)):
        return LEEG, ""
    if isinstance(value, bool):
        return ("ja" if value else "nee"), ""
    if isinstance(value, int | float):
        return getal(value, decimals), f"{float(value):.6g}"
    text = str(value).strip()
    if len(text) > _LONG:
        check_wording(text)
    return (text if text and text.lower() not in ("nan", "none", "nat", "<na>") else LEEG), ""


def _decimals(column: pd.Series[Any], name: str, decimalen: int | Mapping[str, int] | None) -> int:
    if isinstance(decimalen, int):
        return 0 if pd.api.types.is_integer_dtype(column) else decimalen
    if decimalen and name in decimalen:
        return decimalen[name]
    if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return 0
    return decimalen_voor(column.tolist(), 1)


def _side(column: pd.Series[Any]) -> Uitlijning:
    if pd.api.types.is_bool_dtype(column):
        return "links"
    if pd.api.types.is_numeric_dtype(column):
        return "rechts"
    texts = [plain(v.strip()) for v in column.tolist() if isinstance(v, str) and v.strip()]
    others = [v for v in column.tolist() if not isinstance(v, str) and not is_leeg(v) and not isinstance(v, bool)]
    numeric = all(isinstance(v, int | float) for v in others)
    looks_numeric = all(_NUMBER.fullmatch(t) for t in texts)
    return "rechts" if (texts or others) and numeric and looks_numeric and not _are_codes(texts) else "links"


def _are_codes(texts: list[str]) -> bool:
    """Age groups ("18-64", "65+") and years start with a digit but are names, not numbers."""
    return bool(texts) and all(t.endswith("+") or t.count("-") == 1 or t.isdigit() for t in texts)
