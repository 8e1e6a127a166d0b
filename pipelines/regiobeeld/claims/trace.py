"""The way of a number from the row of its source to the sentence."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from regiobeeld.claims.formulas import load_formulas
from regiobeeld.claims.ledger import read_ledger
from regiobeeld.errors import UsageError

MOST = 40
_AROUND = 120


def trace(folder: Path, number: str | int, asked: str) -> str:
    """Every claim with this number, as text: where it stands, what it is, how it was made.

    Args:
        folder: of the report.
        number: as it is shown ("17,3"), or the number of a claim.
        asked: the region as typed, for the messages.

    Raises:
        UsageError: no number given, or none like it in the report.
        ContractError: the report or its claims are not there.
    """
    text = str(number).strip().removesuffix("%")
    if not text:
        raise UsageError("geef een getal", "GETAL", f"Bijvoorbeeld make herkomst REGION={asked} GETAL=17,3")
    frame = read_ledger(folder).frame()
    found = frame[frame["nummer"] == number] if isinstance(number, int) else frame[frame["getoond"] == text]
    if found.empty:
        near = frame.loc[frame["getoond"].str.startswith(text[:-1] or text), "getoond"].drop_duplicates().head(3)
        mend = f"Wel: {', '.join(near)}" if len(near) else "Schrijf het zoals het in het rapport staat"
        raise UsageError(f'het getal "{text}" staat niet in het rapport', asked, mend)
    lines = [_describe(row) for _, row in found.head(MOST).iterrows()]
    rest = len(found) - MOST
    return "\n\n".join([*lines, *([f"En nog {rest} keer."] if rest > 0 else [])])


def _describe(row: pd.Series) -> str:
    place = " / ".join(part for part in (row["hoofdstuk"], row["figuur"] or row["tabel"][:60]) if part)
    cell = f"rij {row['rij']}, kolom {row['kolom']}" if row["kolom"] else _around(row["zin"], row["getoond"])
    lines = [f"{row['getoond']}{'%' if row['eenheid'] == '%' else ''} ({place})", f"  staat in: {cell}"]
    lines.append(f"  voor afronding: {row['waarde']:.10g}; geschreven door {row['functie']}")
    if pd.isna(row["indicator_code"]):
        return "\n".join(
            [
                *lines,
                f"  hoe: {row['hoe']}",
                f"  bron: {row['bron'] or 'zie het hoofdstuk Herkomst van het regiobeeld'}",
            ]
        )
    kind, derived = row["soort"], load_formulas().afleiding
    period = " tot en met ".join(dict.fromkeys((str(row["periode_start"]), str(row["periode_eind"]))))
    lines += [
        f"  cijfer: {row['indicator_code']} ({row['veld']}), {row['gebied_code']}, {row['leeftijd']}, "
        f"{row['geslacht']}, {row['uitsplitsing']}, {period}",
        f"  bron: tabel {row['tabel_code']}, bestand {row['snapshot']}, {kind}, {row['status']}",
        f"  hoe: {derived.get(row['afleiding'], derived['anders'])}",
        f"  niet: {load_formulas().niet.get(kind, '')}",
    ]
    return "\n".join(lines)


def _around(text: str, number: str) -> str:
    start = max(0, text.find(number) - _AROUND // 2)
    return text[start : start + _AROUND]
