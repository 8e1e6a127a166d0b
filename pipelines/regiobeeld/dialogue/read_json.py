"""A file that the page with the questions saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from regiobeeld.dialogue.given import Given, Raw, as_text
from regiobeeld.documents import parse_json
from regiobeeld.errors import ContractError

MOST_BYTES = 2_000_000
MOST_ANSWERS = 200
_AGAIN = "Open de pagina met het formulier en bewaar opnieuw"


def read_json(path: Path) -> Raw:
    """The values of the file by field.

    Raises:
        ContractError: no JSON, or not of this form.
    """
    if path.stat().st_size > MOST_BYTES:
        raise ContractError("dit bestand is te groot voor een formulier", path.name, _AGAIN)
    try:
        raw = parse_json(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise ContractError("dit is geen leesbaar bestand van het formulier", path.name, _AGAIN) from error
    rows = raw.get("antwoorden") if isinstance(raw, dict) else None
    if not isinstance(rows, list) or len(rows) > MOST_ANSWERS or not all(isinstance(row, dict) for row in rows):
        raise ContractError("in dit bestand staan geen antwoorden", f"{path.name}, antwoorden", _AGAIN)
    return Raw(_fields(raw, path.name), tuple(_answer(row, path.name, n) for n, row in enumerate(rows, start=1)))


def _fields(raw: dict[str, Any], place: str) -> dict[str, Given]:
    return {
        str(key): Given(as_text(value), f"{place}, {key}")
        for key, value in raw.items()
        if not isinstance(value, list | dict)
    }


def _answer(raw: dict[str, Any], file: str, number: int) -> dict[str, Given]:
    """One answer; code and stempel together, as the spreadsheet has them."""
    place = f"{file}, antwoord {number}"
    fields = _fields(raw, place)
    code, stempel = (fields.get(name, Given("", place)).text for name in ("code", "stempel"))
    return {**fields, "code": Given(f"{code} {stempel}", f"{place}, code")}
