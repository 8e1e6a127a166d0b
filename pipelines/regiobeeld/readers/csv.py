"""Delimited text: StatLine's typed and untyped CSV exports and files made of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import pandas as pd

from regiobeeld.catalog.tables import Tabel
from regiobeeld.readers.columns import join_header, text_frame, unreadable

SEPARATORS = {",": "een komma", ";": "een puntkomma", "\t": "een tab", "|": "een streep"}
MOST_FEET = 5


def read(path: Path, tabel: Tabel) -> pd.DataFrame:
    """All columns as trimmed text, shape (rows, columns of the header).

    The standard library reads the text: pandas would rename a second column of the same name, and so hide that
    the name is ambiguous, and would complete a row that a broken download cut off.

    Raises:
        ContractError: wrong encoding, a row with more or fewer cells than the header, or an empty file.
    """
    try:
        with path.open(encoding=tabel.codering, newline="") as stream:
            text: Iterable[str] = islice(stream, tabel.kopregel, None)
            if tabel.aanhalingstekens == "verdubbeld":
                text = _undouble(text)
            lines = list(text)
            _check_separator(lines, path, tabel)
            rows = [row for row in csv.reader(lines, delimiter=tabel.scheiding, strict=True) if row]
    except (UnicodeDecodeError, LookupError) as error:
        mend = f"Zet de juiste tekenset bij 'codering' van tabel {tabel.code}, bijvoorbeeld \"iso-8859-1\""
        raise unreadable(path, f"de tekenset is niet {tabel.codering}", mend) from error
    except csv.Error as error:
        mend = "Het bestand is waarschijnlijk afgebroken: haal het opnieuw op bij de bron"
        raise unreadable(path, "een aanhalingsteken wordt niet gesloten", mend) from error
    rows = rows[: len(rows) - tabel.voetregels]
    if not rows:
        raise unreadable(path, "het is leeg", "Haal het bestand opnieuw op bij de bron")
    odd = next((i for i, row in enumerate(rows) if len(row) != len(rows[0])), None)
    if odd is not None:
        reason = f"rij {odd} heeft {len(rows[odd])} velden en de kop {len(rows[0])}"
        raise unreadable(path, reason, _mend_ragged(rows, odd, tabel))
    head = tabel.koprijen
    return text_frame(rows[0] if head == 1 else join_header(rows[:head]), rows[head:])


def _check_separator(lines: Sequence[str], path: Path, tabel: Tabel) -> None:
    """Name the separator that the header is written with, when it is another than the declared one."""
    header = lines[0] if lines else ""
    likely = max(SEPARATORS, key=header.count)
    if not header.count(tabel.scheiding) and header.count(likely):
        shown = SEPARATORS[likely]
        reason = f"tussen de kolommen staat {shown} en niet {SEPARATORS.get(tabel.scheiding, tabel.scheiding)}"
        written = likely.replace("\t", "\\t")
        raise unreadable(path, reason, f'Schrijf bij tabel {tabel.code}: scheiding = "{written}"')


def _mend_ragged(rows: Sequence[Sequence[str]], odd: int, tabel: Tabel) -> str:
    """What to do about a row of another length: a short end of the file is a foot, anything else may be damage."""
    rest = rows[odd:]
    if len(rest) <= MOST_FEET and all(len(row) < len(rows[0]) for row in rest):
        count = tabel.voetregels + len(rest)
        return f'"{rest[0][0][:40]}" lijkt een voetregel: schrijf bij tabel {tabel.code} voetregels = {count}'
    return f"Controleer 'scheiding' van tabel {tabel.code} en of het bestand heel is"


def _undouble(lines: Iterable[str]) -> Iterator[str]:
    """The lines as they were before the whole text was quoted once more; a mark alone on a line closed it."""
    return (line.replace('""', '"') for line in lines if line.strip() != '"')
