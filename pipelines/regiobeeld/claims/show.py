"""What the page itself knows of its numbers: one compact block of data, read by `herkomst.js`."""

from __future__ import annotations

import json
from typing import Any

from regiobeeld.claims.formulas import load_formulas
from regiobeeld.claims.inputs import COLUMNS
from regiobeeld.claims.ledger import Ledger

_KEPT = ("indicator_code", "gebied_code", "periode_start", "periode_eind", "leeftijd", "uitsplitsing")
_MORE = ("soort", "status", "tabel_code", "afleiding", "ondergrens", "bovengrens", "snapshot")


def add_data(page: str, ledger: Ledger) -> str:
    """The page with the data of its claims before the end of the body."""
    block = json.dumps(page_data(ledger), ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    script = f'<script type="application/json" id="getallen">{block}</script>\n'
    return page.replace("</main>", f"</main>\n{script}", 1)


def page_data(ledger: Ledger) -> dict[str, Any]:
    """Per claim its value where the text rounds it, its function and its observation; and the lists of those."""
    formulas, numbers = load_formulas(), ledger.getallen
    places = [COLUMNS.index(name) for name in (*_KEPT, *_MORE)]
    return {
        "w": [_exact(*item) for item in zip(numbers["waarde"], numbers["decimalen"], strict=True)],
        "f": numbers["functie"],
        "i": numbers["invoer"],
        "functies": [[how, part] for _, how, part in ledger.functies],
        "invoer": [[_short(row[place]) for place in places] for row in ledger.invoer],
        "afleiding": formulas.afleiding,
        "niet": formulas.niet,
    }


def _exact(value: float, decimals: int) -> float | int:
    """The value in at most six figures; 0 where the text shows all of it."""
    return 0 if round(value, max(decimals, 0)) == value else float(f"{value:.6g}")


def _short(cell: Any) -> Any:
    return float(f"{cell:.6g}") if isinstance(cell, float) else cell
