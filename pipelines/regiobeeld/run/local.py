"""`make lokaal-controle`: everything that is wrong with the local sources, and what each of them will bring in."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from regiobeeld import paths
from regiobeeld.catalog.load import load_catalog
from regiobeeld.catalog.local_folder import EXAMPLES, FOLDER, find_local, local_folder
from regiobeeld.catalog.lokaal import PUBLIEK_NAMEN
from regiobeeld.errors import ContractError
from regiobeeld.local.memory import recall
from regiobeeld.local.mistakes import Mistake
from regiobeeld.local.source import Source, read_sources
from regiobeeld.local.suppress import protect
from regiobeeld.local.wording import tell_hidden
from regiobeeld.profile.local import knelpunt_name

MOST_ALIKE = 5
"""Rows with one and the same mistake that are named."""


def check_local(sources: Path = paths.SOURCES) -> int:
    """Print what there is; the exit code: 0, or that of a broken contract when anything is wrong."""
    folder = local_folder(sources)
    if not find_local(folder):
        print(f"Er zijn geen lokale bronnen. Kopieer een map uit {FOLDER}/{EXAMPLES} naar {FOLDER}/<naam>.")
        return 0
    found = [_with_knelpunten(item) for item in read_sources(sources, load_catalog(sources).indicators)]
    for item in found:
        if item.mistakes:
            print(f"{item.code}: {_count(len(item.mistakes) + item.left_out, 'fout', 'fouten')}", file=sys.stderr)
            print("\n".join(tell(item.mistakes)), file=sys.stderr)
            if item.left_out:
                print(f"  ... en nog {item.left_out}", file=sys.stderr)
        else:
            print("\n".join(describe(item, folder)))
    wrong = sum(bool(item.mistakes) for item in found)
    print(
        f"{_count(len(found) - wrong, 'lokale bron', 'lokale bronnen')} goed"
        + (f", {wrong} fout" if wrong else "")
    )
    return ContractError.exit_code if wrong else 0


def _with_knelpunten(item: Source) -> Source:
    """The source, with a mistake for each knelpunt that it names and that is not there."""
    try:
        for code in item.declared.ondersteunt if item.declared else ():
            knelpunt_name(item.code, code)
    except ContractError as error:
        return replace(item, mistakes=(*item.mistakes, Mistake(error.where, error.what, error.mend)))
    return item


def tell(mistakes: Sequence[Mistake]) -> list[str]:
    """A line for each mistake; of one that stands in many rows of a column the first few, and how many more."""
    same = Counter(_kind(mistake) for mistake in mistakes)
    told: Counter[tuple[str, ...]] = Counter()
    lines = []
    for mistake in mistakes:
        kind = _kind(mistake)
        told[kind] += 1
        if told[kind] <= MOST_ALIKE:
            lines.append(f"  {mistake}")
        if told[kind] == MOST_ALIKE < same[kind]:
            lines.append(f"  ... en nog {same[kind] - MOST_ALIKE} keer hetzelfde in andere rijen")
    return lines


def _kind(mistake: Mistake) -> tuple[str, ...]:
    """What is wrong and in which column, whatever the row."""
    file, *place = mistake.where.split(", ")
    column = [part for part in place if not part.startswith("rij ")]
    return (file, *column, mistake.what, mistake.mend)


def describe(item: Source, folder: Path) -> list[str]:
    """What a good source will bring in, and how much of it stays hidden."""
    declared = item.declared
    assert declared is not None
    shown = [cell for cell in item.cells if cell.is_shown]
    kinds = Counter({"GM": "gemeente", "WK": "wijk"}[area[:2]] for area in {c.key.gebied for c in shown})
    many = {"gemeente": "gemeenten", "wijk": "wijken"}
    areas = " en ".join(_count(kinds[kind], kind, many[kind]) for kind in many if kinds[kind]) or "geen gebied"
    ages = sorted({c.key.leeftijd for c in shown})
    years = sorted({c.key.periode for c in shown})
    lines = [
        f"{item.code}: {declared.naam} ({declared.merk})",
        f"  van {declared.bron}; {PUBLIEK_NAMEN[declared.wie_mag_het_zien]}",
        f"  {areas}; {', '.join(years)}; leeftijd {', '.join(ages)}; {_count(len(shown), 'cijfer', 'cijfers')}",
        *(f"  {line}" for line in item.joined),
    ]
    if not declared.gevoelig:
        return [*lines, f"  niet gevoelig, dus alles wordt getoond: {declared.reden_niet_gevoelig}"]
    outcome = protect(item.cells, recall(folder, item.code), declared.drempel, declared.eenheid == "%")
    return [*lines, f"  {tell_hidden(outcome.hidden.values(), len(shown), outcome.exposed)}"]


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
