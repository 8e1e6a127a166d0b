"""What earlier builds showed of a local source: `lokaal/.gepubliceerd/<bron>.json`.

Two builds are two tables that somebody can subtract. Only what was shown is kept; what was hidden is not in it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from regiobeeld.catalog.local_folder import FOLDER, MEMORY
from regiobeeld.documents import parse_json
from regiobeeld.errors import ContractError
from regiobeeld.local.cube import Cell
from regiobeeld.local.read import Count, Key
from regiobeeld.publish import one_at_a_time


def recall(folder: Path, code: str) -> list[Cell]:
    """The figures of a source that were shown before, as they were then.

    Raises:
        ContractError: the file is damaged: then nobody knows what may still be shown.
    """
    path = folder / MEMORY / f"{code}.json"
    if not path.exists():
        return []
    try:
        return [_cell(item) for item in parse_json(path.read_text(encoding="utf-8"))["cijfers"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        mend = "Zet het terug; gooi het alleen weg als er van deze bron nog nooit iets is verspreid"
        raise ContractError("dit bestand is beschadigd", f"{FOLDER}/{MEMORY}/{code}.json", mend) from None


def remember(folder: Path, code: str, shown: Iterable[Cell]) -> None:
    """Add these figures; a later value of the same figure takes the place of the earlier one."""
    with one_at_a_time(folder / MEMORY):
        before = {_identity(cell): cell for cell in recall(folder, code)}
        after = before | {_identity(cell): cell for cell in shown}
        if after == before:
            return
        lines = ",\n".join(json.dumps(_item(after[name]), ensure_ascii=False) for name in sorted(after))
        path = folder / MEMORY / f"{code}.json"
        half = path.with_suffix(f".{os.getpid()}")
        half.write_text(f'{{"cijfers": [\n{lines}\n]}}\n', encoding="utf-8")
        half.replace(path)


def _identity(cell: Cell) -> tuple[str, ...]:
    k = cell.key
    return (k.gebied, k.periode, k.geslacht, k.leeftijd, json.dumps(dict(cell.members), sort_keys=True))


def _item(cell: Cell) -> dict[str, Any]:
    k = cell.key
    return {
        "gebied": k.gebied,
        "periode": k.periode,
        "geslacht": k.geslacht,
        "leeftijd": k.leeftijd,
        "leden": dict(cell.members),
        "teller": cell.count.teller,
        "noemer": cell.count.noemer,
    }


def _cell(item: dict[str, Any]) -> Cell:
    key = Key(*(str(item[name]) for name in ("gebied", "periode", "geslacht", "leeftijd")))
    members = {str(area): float(share) for area, share in item["leden"].items()}
    return Cell(key, members, Count(item["teller"], item["noemer"], None), is_shown=False)
