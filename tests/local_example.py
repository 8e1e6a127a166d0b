"""A local source in a folder of its own, and an attack on what is shown of it that shares no code with ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import linprog

from regiobeeld import paths
from regiobeeld.local.source import Source, read_sources

KOP = "Gemeente;Leeftijd;Geval;Mensen\n"
GOOD = KOP + "Almelo;0-17;20;4000\nAlmelo;18+;300;9000\nEnschede;0-17;40;8000\nEnschede;18+;700;20000\n"
TOML = """\
naam = "Mensen met een geval"
bestand = "{bestand}"
bron = "huisartsengroep (verzonnen)"
wie_mag_het_zien = "iedereen"
eenheid = "{eenheid}"
richting = "lager_is_beter"
toelichting = "Een verzonnen cijfer voor een test"
{extra}
[kolommen]
gebied = "Gemeente"
{kolommen}
"""
COLUMNS = 'leeftijd = "Leeftijd"\nteller = "Geval"\nnoemer = "Mensen"'


def make_sources(folder: Path) -> Path:
    """A project with only the lists of areas; the folder of its declarations."""
    sources = folder / "sources"
    if not sources.exists():
        sources.mkdir(parents=True)
        for name in ("indeling", "regios"):
            (sources / name).symlink_to(paths.SOURCES / name)
    return sources


def put_source(
    folder: Path,
    content: str | bytes = GOOD,
    *,
    naam: str = "geval",
    bestand: str = "geval.csv",
    extra: str = 'periode = "2024"',
    kolommen: str = COLUMNS,
    eenheid: str = "%",
) -> Path:
    """Write `lokaal/<naam>/` beside the declarations and return the folder of the declarations."""
    sources = make_sources(folder)
    place = folder / "lokaal" / naam
    place.mkdir(parents=True, exist_ok=True)
    text = TOML.format(bestand=bestand, extra=extra, kolommen=kolommen, eenheid=eenheid)
    (place / f"{naam}.toml").write_text(text, encoding="utf-8")
    if isinstance(content, bytes):
        (place / bestand).write_bytes(content)
    elif content:
        (place / bestand).write_text(content, encoding="utf-8")
    return sources


def read_one(folder: Path) -> Source:
    """The only local source of this folder."""
    (found,) = read_sources(make_sources(folder))
    return found


def told(source: Source) -> str:
    """All mistakes under each other."""
    return "\n".join(map(str, source.mistakes))


Atom = tuple[str, ...]


def interval(
    target: Sequence[Atom],
    published: Sequence[tuple[Sequence[Atom], float]],
    most: Mapping[Atom, float] | None = None,
) -> tuple[float, float]:
    """The least and the most that a sum of atoms can be, when all these sums are known; atoms are at least 0."""
    atoms = sorted({atom for sum_, _ in published for atom in sum_} | set(target))
    place = {atom: number for number, atom in enumerate(atoms)}
    matrix = np.zeros((len(published), len(atoms)))
    for row, (sum_, _) in enumerate(published):
        for atom in sum_:
            matrix[row, place[atom]] += 1
    goal = np.zeros(len(atoms))
    for atom in target:
        goal[place[atom]] += 1
    bounds = [(0, (most or {}).get(atom)) for atom in atoms]
    values = [value for _, value in published]
    low = linprog(goal, A_eq=matrix, b_eq=values, bounds=bounds)
    high = linprog(-goal, A_eq=matrix, b_eq=values, bounds=bounds)
    assert low.status in (0, 3) and high.status in (0, 3)
    return (low.fun if low.status == 0 else 0.0), (-high.fun if high.status == 0 else float("inf"))
