"""What the last refresh could not bring in: kept until it does, so that a report can say that figures are old."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from regiobeeld.documents import parse_json

NAME = "niet_vernieuwd.json"


@dataclass(frozen=True)
class Refused:
    """A table that was asked for in vain on this day (ISO).

    `stand`: see `refresh.State`. `sinds`: the day on which the figures in use were fetched; empty when the
    embedded ones are in use.
    """

    bron: str
    tabel: str
    dag: str
    stand: str
    sinds: str


def read_refused(folder: Path) -> list[Refused]:
    """What the last refresh left as it was; nothing when there was none, or the file cannot be read."""
    try:
        return [Refused(**row) for row in parse_json((folder / NAME).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def keep_refused(folder: Path, asked: Iterable[tuple[str, str]], refused: Iterable[Refused]) -> None:
    """Replace what is known of the tables that were asked for; of the others it stays."""
    now_asked = set(asked)
    kept = [item for item in read_refused(folder) if (item.bron, item.tabel) not in now_asked]
    rows = sorted([*kept, *refused], key=lambda item: (item.bron, item.tabel))
    half = folder / f".half-{NAME}"
    half.write_text(json.dumps([asdict(item) for item in rows], ensure_ascii=False, indent=1), encoding="utf-8")
    half.replace(folder / NAME)
