"""What can go wrong on the wire, on demand: which requests a fault hits and what it does to the answer."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from itertools import count

_ON_THE_WIRE = "503 500 404 429 redirect reset reset_halfway hang drip truncated cut_gzip endless bomb"
_IN_THE_TEXT = "invalid_json html not_a_list count_high count_low count_text"
_IN_THE_ROWS = (
    "drop_next short_page same_page foreign_next too_many_rows changed renamed_column missing_column ragged_row "
    "text_value infinite long_text restless"
)
_moments = count()
KINDS = frozenset(f"{_ON_THE_WIRE} {_IN_THE_TEXT} {_IN_THE_ROWS}".split())


@dataclass
class Fault:
    """A fault of `kind` on requests whose path contains `path`: skip `after` of them, hit `times` (None = all)."""

    kind: str
    path: str = "DataSet"
    times: int | None = 1
    after: int = 0
    seconds: float = 30.0
    _seen: int = field(default=0, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown fault: {self.kind}")

    def hits(self, path: str) -> bool:
        """Whether this request is struck; counts the request."""
        if self.path not in path or path.endswith("$count") != self.path.endswith("$count"):
            return False
        with self._lock:
            self._seen += 1
            turn = self._seen - self.after
        return turn > 0 and (self.times is None or turn <= self.times)


def damage_payload(kind: str, payload: dict[str, object], host: str) -> dict[str, object]:
    """The answer with the fault in it; a kind that works on the wire leaves the answer as it is."""
    rows = payload.get("value")
    if not isinstance(rows, list):
        return payload
    rows = [dict(row) for row in rows]
    next_key = next((key for key in payload if key.endswith("nextLink")), None)
    damaged = dict(payload)
    if kind in {"drop_next", "short_page"} and next_key:
        del damaged[next_key]
    if kind == "short_page":
        rows = rows[: len(rows) // 2]
    if kind == "foreign_next":
        damaged[next_key or "odata.nextLink"] = f"http://{host.replace('127.0.0.1', 'localhost')}/elders?$skip=1"
    if kind == "too_many_rows":
        rows = rows + rows
    if rows:
        _damage_rows(kind, rows)
    damaged["value"] = {"rows": rows} if kind == "not_a_list" else rows
    return damaged


def _damage_rows(kind: str, rows: list[dict[str, object]]) -> None:
    """Change the rows in place."""
    last = list(rows[0])[-1]
    middle = rows[len(rows) // 2]
    if kind == "renamed_column":
        for row in rows:
            row["Nieuw_1"] = row.pop(last)
    if kind == "missing_column":
        for row in rows:
            del row[last]
    if kind == "ragged_row":
        del middle[last]
    if kind == "text_value":
        middle[last] = "veel"
    if kind == "infinite":
        middle[last] = float("inf")
    if kind == "restless":
        for row in rows:
            row["Modified"] = f"2024-11-28T02:00:00.{next(_moments):06d}"
    if kind == "long_text":
        middle[next(key for key, value in middle.items() if isinstance(value, str))] = "x" * 200_000


def damage_text(kind: str, body: bytes) -> bytes:
    """The body with the fault in it, length and header still correct."""
    if kind == "invalid_json":
        return body[: len(body) // 2]
    if kind == "html":
        return b"<!DOCTYPE html><html><body>Meld u aan bij het netwerk</body></html>"
    if kind == "count_high":
        return str(int(body) + 7).encode()
    if kind == "count_low":
        return str(max(int(body) - 7, 0)).encode()
    if kind == "count_text":
        return b"heel veel"
    return body


def dump(payload: object) -> bytes:
    """JSON as datasets.cbs.nl sends it: no spaces; what is not a number becomes `Infinity`."""
    return json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()


def dump_indented(payload: object) -> bytes:
    """JSON as opendata.cbs.nl sends it: every row on a line of its own, without spaces inside a row."""
    rows = payload.get("value") if isinstance(payload, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return dump(payload)
    head = {key: value for key, value in payload.items() if key in {"odata.metadata", "odata.count"}}
    tail = {key: value for key, value in payload.items() if key not in {*head, "value"}}
    cells = "\n    },{\n      ".join(dump(row).decode()[1:-1] for row in rows)
    body = f"\n    {{\n      {cells}\n    }}" if rows else "\n    "
    before = "".join(f"{dump({key: value}).decode()[1:-1]}," for key, value in head.items())
    after = "".join(f",{dump({key: value}).decode()[1:-1]}" for key, value in tail.items())
    return f'{{\n  {before}"value":[{body}\n  ]{after}\n}}'.encode()
