"""Look at a finished report again: do page, `claims.json` and `claims.parquet` still belong together?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from regiobeeld import paths
from regiobeeld.claims.audit import audit_page
from regiobeeld.claims.consistency import find_contradictions
from regiobeeld.claims.copies import audit_notebook
from regiobeeld.claims.exceptions import load_exceptions
from regiobeeld.claims.ledger import PARQUET, Ledger, digests, noted_in, read_ledger
from regiobeeld.claims.page import CELL, Page, read_page
from regiobeeld.errors import ContractError

CHANGED = "de tekst is na het maken veranderd"


def verify(folder: Path, page: str, sources: Path = paths.SOURCES) -> list[str]:
    """What is wrong with a report, one line each: file, place, what is expected, what is found.

    Args:
        folder: of the report.
        page: name of its page.

    Raises:
        ContractError: a file is missing or cannot be read.
    """
    ledger = read_ledger(folder)
    try:
        html = (folder / page).read_text(encoding="utf-8")
        read = read_page(html)
    except (OSError, ValueError):
        raise ContractError("de pagina is niet te lezen", folder / page, "Maak het rapport opnieuw") from None
    return [
        *(f"{page}: {line}" for line in _audit(read, ledger, sources)),
        *_notebook(folder / Path(page).with_suffix(".ipynb"), html),
        *(f"claims.parquet: {line}" for line in _compare(ledger, folder / PARQUET)),
        *(f"claims.json: {line}" for line in find_contradictions(ledger.frame())),
    ]


def _notebook(path: Path, html: str) -> Iterator[str]:
    """Numbers in the outputs of the notebook beside a page that the page does not have."""
    if path.exists():
        yield from (f"{path.name}: {fault.plaats}: {fault}" for fault in audit_notebook(path, html).fouten)


def _audit(page: Page, ledger: Ledger, sources: Path) -> Iterator[str]:
    audit = audit_page(page, noted_in(ledger), load_exceptions(sources))
    yield from (f"{fault.plaats}: {fault}" for fault in audit.fouten)
    yield from _words(page, ledger)
    known = Counter({(chapter, kind, digits): count for chapter, kind, digits, count in ledger.uitzonderingen})
    for key in sorted({*known, *audit.uitzonderingen}):
        if known[key] != audit.uitzonderingen[key]:
            chapter, kind, digits = key
            times = audit.uitzonderingen[key]
            yield f'{chapter}: {kind} "{digits}" verwacht {known[key]} keer, gevonden {times} keer'
    found = digests(page)
    for chapter in sorted({*found, *ledger.hoofdstukken}):
        if found.get(chapter) != ledger.hoofdstukken.get(chapter):
            known_as, now = ledger.hoofdstukken.get(chapter), found.get(chapter)
            yield f"{chapter or 'kop'}: {CHANGED}; verwacht {known_as}, gevonden {now}"


def _words(page: Page, ledger: Ledger) -> Iterator[str]:
    """The sentence of a number, or the headings of its row and column, are those it was made with."""
    numbers, texts = ledger.getallen, [*ledger.teksten, ""]
    for piece in page.stukken:
        place = piece.plaats
        said = {"zin": "" if place.soort == CELL else piece.tekst, "rij": place.rij, "kolom": place.kolom}
        for claim in dict.fromkeys((*piece.getallen.values(), *piece.gehoord)):
            if not 0 <= claim < len(numbers["zin"]) or claim in ledger.elders:
                continue
            for name, text in said.items():
                known = texts[numbers[name][claim]]
                if known != text:
                    yield f'{place}: verwacht "{_part(known, text)}", gevonden "{_part(text, known)}" ({name})'
                    return


def _part(text: str, other: str) -> str:
    """The text around the first sign that differs."""
    at = next((n for n, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), 0)
    return text[max(0, at - 40) : at + 40]


def _compare(ledger: Ledger, path: Path) -> Iterator[str]:
    """The two files of the ledger say the same."""
    try:
        stored = pd.read_parquet(path)
    except (OSError, ValueError):
        raise ContractError("dit bestand is niet te lezen", path, "Maak het rapport opnieuw") from None
    frame = ledger.frame()
    if len(stored) != len(frame):
        yield f"verwacht {len(frame)} getallen, gevonden {len(stored)}"
        return
    for name in stored.columns:
        one, other = frame[name], stored[name]
        if pd.api.types.is_numeric_dtype(other):
            equal = np.isclose(one.astype(float), other.astype(float), rtol=1e-9, equal_nan=True)
        else:
            equal = (one.astype("string").fillna("") == other.astype("string").fillna("")).to_numpy(bool)
        for row in np.flatnonzero(~equal)[:3]:
            yield f"getal {row}, {name}: verwacht {one[row]}, gevonden {other[row]}"
