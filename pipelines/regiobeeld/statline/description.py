"""What a service says about a table: date, columns, codes. Trusted over any list typed in by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Any, Literal

from regiobeeld.documents import parse_json
from regiobeeld.errors import ContractError
from regiobeeld.statline.services import COLUMN_PATTERN, TABLE_PATTERN

LONGEST = 4000
_DATE = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+([+-][0-9]{2}:[0-9]{2}|Z)?)?$")


@dataclass(frozen=True)
class ColumnInfo:
    """A dimension or topic: its key, what the service says it means, and the heading it stands under."""

    key: str
    title: str
    kind: Literal["dimensie", "periode", "onderwerp"]
    description: str = ""
    unit: str = ""
    numeric: bool = True
    group: str = ""


@dataclass(frozen=True)
class Description:
    """A table at a service. `codes`: per dimension the keys as the service writes them (padded), with titles.

    `final`: periods (trimmed key) whose figures the service calls definite; None when it does not say.
    `rows`: rows in all, by the service's own count; None when it was not asked.
    """

    identifier: str
    title: str
    modified: str
    summary: str
    columns: tuple[ColumnInfo, ...]
    codes: Mapping[str, Mapping[str, str]]
    final: tuple[str, ...] | None = None
    rows: int | None = None

    @property
    def dimensions(self) -> list[str]:
        return [column.key for column in self.columns if column.kind != "onderwerp"]

    @property
    def topics(self) -> list[str]:
        return [column.key for column in self.columns if column.kind == "onderwerp"]

    def to_json(self) -> bytes:
        """The description as a file, the same bytes for the same content."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Description:
        """The inverse of `to_json`."""
        raw = parse_json(text)
        columns = tuple(ColumnInfo(**column) for column in raw.pop("columns"))
        final = raw.pop("final")
        return cls(columns=columns, final=None if final is None else tuple(final), **raw)


def clean_text(value: object, longest: int = LONGEST) -> str:
    """Text of a service without control characters and of bounded length; escaping is for whoever shows it."""
    text = ("" if value is None else str(value))[: longest * 2]
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return text.strip()[:longest]


def check_identifier(identifier: str) -> str:
    """The identifier, when it cannot be anything but the name of a table (it ends up in paths and addresses)."""
    if not re.fullmatch(TABLE_PATTERN, identifier):
        raise ContractError("dit is geen code van een tabel", clean_text(identifier, 60), "Bijvoorbeeld: 50150NED")
    return identifier


def check_column(key: object, place: str) -> str:
    """The key of a column, when it looks like one."""
    if not isinstance(key, str) or not re.fullmatch(COLUMN_PATTERN, key):
        raise ContractError("de dienst noemt een onmogelijke kolom", f"{place}: {clean_text(key, 60)!r}")
    return key


def check_modified(value: object, place: str) -> str:
    """The date of the last change, as the service writes it (ISO)."""
    if not isinstance(value, str) or not _DATE.match(value):
        raise ContractError("de dienst zegt niet wanneer de tabel is gewijzigd", place)
    return value


def read_codes(rows: Iterable[Mapping[str, Any]], key: str, place: str) -> dict[str, str]:
    """Keys (padding kept) with their titles."""
    codes = {}
    for row in rows:
        code = row.get(key)
        if not isinstance(code, str) or not code.strip() or len(code) > 100:
            raise ContractError("de dienst geeft een onmogelijke sleutel", f"{place}: {clean_text(code, 60)!r}")
        codes[clean_key(code)] = clean_text(row.get("Title"), 400)
    return codes


def clean_key(code: str) -> str:
    """A key with its padding but without control characters."""
    return code if code.isprintable() else "".join(c for c in code if c.isprintable())


def suggest_columns(name: str, description: Description) -> list[str]:
    """Up to three keys of the table that look like `name`."""
    from regiobeeld.statline.column_keys import strip_number

    bare = {strip_number(key).lower(): key for key in description.topics}
    return [bare[match] for match in get_close_matches(strip_number(name).lower(), bare, n=3, cutoff=0.5)]


def find_codes(wanted: str, codes: Mapping[str, str], place: str) -> list[str]:
    """The keys as the service writes them that `wanted` (trimmed, or a beginning with `*`) stands for.

    Errors: ContractError with the nearest keys when there are none.
    """
    if wanted.endswith("*"):
        found = [code for code in codes if code.startswith(wanted[:-1])]
    else:
        found = [code for code in codes if code.strip() == wanted.strip()]
    if not found:
        near = get_close_matches(wanted.strip("* "), [code.strip() for code in codes], n=3, cutoff=0.4)
        raise ContractError(
            f"de tabel kent {wanted!r} niet",
            place,
            f"Bedoelt u {', '.join(near)}?" if near else "Kijk op StatLine welke sleutels er zijn",
        )
    return found
