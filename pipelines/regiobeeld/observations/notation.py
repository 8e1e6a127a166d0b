"""How a table writes its numbers: as declared, never guessed. `12,5` is 12.5 only where `decimaal = ","`."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from functools import cache
from typing import Any

from regiobeeld.catalog.tables import Tabel
from regiobeeld.errors import ContractError

_LOOKS_LIKE_A_NUMBER = re.compile(r"[-+]?[0-9][0-9.,\s\u00a0\u202f]*%?[*a-z)]{0,3}", re.IGNORECASE)
_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(\.[0-9]{3})+")
_SPACES = re.compile(r"[\s\u00a0\u202f]")


def parse_number(cell: Any, tabel: Tabel) -> float | None:
    """The number in a cell; None when it is not written as the table says.

    A cell that is a number already (Parquet) is taken as it is; text must be plain decimal notation with ASCII
    digits, optionally with an exponent, or with the declared signs.
    """
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return float(cell) if math.isfinite(cell) else None
    text = _bare(str(cell), tabel)
    if not _pattern(tabel.decimaal, tabel.duizendtal).fullmatch(text):
        return None
    value = float(plain_text(text, tabel))
    return value if math.isfinite(value) else None


def find_mark(cell: Any, tabel: Tabel) -> str:
    """The declared mark that stands behind a number ("12,5*"); empty when there is none."""
    if not isinstance(cell, str) or not tabel.merktekens:
        return ""
    text = cell.rstrip()
    return next((mark for mark in sorted(tabel.merktekens, key=len, reverse=True) if text.endswith(mark)), "")


def plain_text(cell: Any, tabel: Tabel) -> Any:
    """A number as text without thousands signs and with a decimal point; what is no text stays as it is."""
    if not isinstance(cell, str):
        return cell
    text = _bare(cell, tabel)
    text = text.replace(tabel.duizendtal, "") if tabel.duizendtal else text
    return text.replace(tabel.decimaal, ".")


def _bare(cell: str, tabel: Tabel) -> str:
    """The text without the declared mark and percent sign."""
    text = _SPACES.sub(" ", cell.rstrip().removesuffix(find_mark(cell, tabel))).rstrip()
    return text.removesuffix("%").rstrip() if tabel.procentteken else text


def refuse_hidden_thousands(cells: Collection[Any], tabel: Tabel, column: str, file: str) -> None:
    """Counts in which every point has three digits behind it and at most three before it: 1.234 persons is no
    person and a quarter, but a thousands sign that was not declared.

    Raises:
        ContractError: names the column and an example.
    """
    if tabel.decimaal != "." or tabel.duizendtal:
        return
    pointed = [cell for cell in cells if isinstance(cell, str) and "." in cell and parse_number(cell, tabel)]
    if pointed and all(_THOUSANDS.fullmatch(cell) for cell in pointed):
        mend = f'Schrijf bij tabel {tabel.code}: decimaal = "," en duizendtal = "."'
        raise ContractError(f"'{pointed[0]}' in kolom {column} lijkt een aantal met een punt", file, mend)


@cache
def _pattern(decimal: str, thousands: str) -> re.Pattern[str]:
    point = re.escape(decimal)
    whole = r"[0-9]+"
    if thousands:
        whole = rf"(?:[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+|[0-9]+)"
    return re.compile(rf"[-+]?(?:{whole}(?:{point}[0-9]*)?|{point}[0-9]+)(?:[eE][-+]?[0-9]+)?")


def explain_number(cell: Any, tabel: Tabel) -> str:
    """How to mend a cell that is no number: never the advice to leave out something that looks like one."""
    text = str(cell)
    if not _LOOKS_LIKE_A_NUMBER.fullmatch(text):
        return "Zet dit teken bij 'ontbreekt' van de tabel als het een ontbrekend cijfer betekent"
    if text.endswith("%"):
        return f"Schrijf bij tabel {tabel.code}: procentteken = true"
    if "," in text and tabel.decimaal == ".":
        comma = "duizendtal" if re.fullmatch(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", text) else "decimaal"
        other = (
            f', of {"decimaal" if comma == "duizendtal" else "duizendtal"} = ","' if text.count(",") == 1 else ""
        )
        return f'Schrijf bij tabel {tabel.code}: {comma} = ","{other}'
    if "." in text and tabel.decimaal == ",":
        return f'Schrijf bij tabel {tabel.code}: duizendtal = ".", of decimaal = "." als daar decimalen staan'
    if _SPACES.search(text):
        return f'Schrijf bij tabel {tabel.code}: duizendtal = " "'
    mark = text.lstrip("+-0123456789.,").strip()[:3] or "*"
    example = f'merktekens = {{ "{mark}" = "voorlopig" }}'
    return f"Schrijf bij tabel {tabel.code} wat het teken betekent, zoals: {example}"


def is_sign_for_missing(cell: Any, signs: Collection[str]) -> bool:
    """Whether a cell is one of the declared signs; a number is compared by value (-99999999 is -99999999.0)."""
    if cell in signs:
        return True
    number = _as_float(cell)
    return number is not None and any(_as_float(sign) == number for sign in signs)


def _as_float(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None
