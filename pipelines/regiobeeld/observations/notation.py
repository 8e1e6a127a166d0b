"""How a table writes its numbers: as declared, never guessed. `12,5` is 12.5 only where `decimaal = ","`."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from functools import cache
from typing import Any

from regiobeeld.catalog.tables import Tabel

_LOOKS_LIKE_A_NUMBER = re.compile(r"[-+]?[0-9][0-9.,\s\u00a0\u202f]*%?[*a-z)]{0,3}", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u202f]")


def parse_number(cell: Any, tabel: Tabel) -> float | None:
    """The number in a cell; None when it is not written as the table says.

    A cell that is a number already (Parquet) is taken as it is; text must be plain decimal notation with ASCII
    digits, optionally with an exponent, or with the declared signs.
    """
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return float(cell) if math.isfinite(cell) else None
    if not _pattern(tabel.decimaal, tabel.duizendtal).fullmatch(_SPACES.sub(" ", str(cell))):
        return None
    value = float(plain_text(cell, tabel))
    return value if math.isfinite(value) else None


def plain_text(cell: Any, tabel: Tabel) -> Any:
    """A number as text without thousands signs and with a decimal point; what is no text stays as it is."""
    if not isinstance(cell, str):
        return cell
    text = _SPACES.sub(" ", cell)
    text = text.replace(tabel.duizendtal, "") if tabel.duizendtal else text
    return text.replace(tabel.decimaal, ".")


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
        return "Haal het procentteken uit het bestand; de eenheid staat bij de indicator"
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
    return "Er staat een teken achter het getal: haal het eruit, en schrijf wat het betekent bij de tabel"


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
