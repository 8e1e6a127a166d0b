"""What the page itself knows of its numbers: one compact block of data, read by `herkomst.js`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from regiobeeld.claims.formulas import load_formulas
from regiobeeld.claims.inputs import COLUMNS, Names
from regiobeeld.claims.ledger import Ledger


def add_data(page: str, ledger: Ledger, names: Names) -> str:
    """The page with the data of its claims before the end of the body."""
    block = json.dumps(page_data(ledger, names), ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    script = f'<script type="application/json" id="getallen">{block}</script>\n'
    return page.replace("</main>", f"</main>\n{script}", 1)


def page_data(ledger: Ledger, names: Names) -> dict[str, Any]:
    """Per claim its value where the text rounds it, its formula and its observation; and the lists of those.

    The values stand as `_runs`.

    An observation is [indicator, area, years, ages, table, margins]: places in `delen`, the margins as they are.
    """
    formulas, numbers = load_formulas(), ledger.getallen
    ways = list(dict.fromkeys((how, part) for _, how, part in ledger.functies))
    way_of = [ways.index((how, part)) for _, how, part in ledger.functies]
    rows = [_parts(dict(zip(COLUMNS, row, strict=True))) for row in ledger.invoer]
    lists = [list(dict.fromkeys(row[place] for row in rows)) for place in range(_LISTED)]
    places = [{item: place for place, item in enumerate(items)} for items in lists]
    return {
        "w": _runs([_exact(*item) for item in zip(numbers["waarde"], numbers["decimalen"], strict=True)]),
        "f": _runs([way_of[place] for place in numbers["functie"]]),
        "i": _runs(numbers["invoer"]),
        "functies": ways,
        "invoer": [[*(places[n][row[n]] for n in range(_LISTED)), *row[_LISTED:]] for row in rows],
        "delen": [_told(lists[0], names), [names.gebieden.get(code, code) for code in lists[1]], *lists[2:]],
        "afleiding": formulas.afleiding,
        "niet": formulas.niet,
    }


def _runs(values: Sequence[float]) -> list[float | list[float]]:
    """Neighbours that are the same, as [value, how many]; a value that stands alone as itself."""
    runs = [(value, len(list(same))) for value, same in groupby(values)]
    return [value if length == 1 else [value, length] for value, length in runs]


_LISTED = 5


def _told(codes: list[str], names: Names) -> list[str]:
    """Indicators by the name that the report gives them."""
    return [names.indicatoren.get(code, (code,))[0] for code in codes]


def _parts(row: dict[str, Any]) -> tuple[Any, ...]:
    first, last = str(row["periode_start"])[:4], str(row["periode_eind"])[:4]
    who = [row[name] for name in ("leeftijd", "geslacht", "uitsplitsing") if row[name] != "totaal"]
    table = "|".join(str(row[name]) for name in ("tabel_code", "soort", "status", "snapshot", "afleiding"))
    margins = [float(f"{row[name]:.6g}") for name in ("ondergrens", "bovengrens") if row[name] is not None]
    years = first if first == last else f"{first}-{last}"
    return (row["indicator_code"], row["gebied_code"], years, ", ".join(who), table, *margins)


def _exact(value: float, decimals: int) -> float | int:
    """The value in at most six figures; 0 where the text shows all of it."""
    return 0 if round(value, max(decimals, 0)) == value else float(f"{value:.6g}")
