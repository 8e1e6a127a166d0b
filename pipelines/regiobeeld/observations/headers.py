"""Names in a header: written in capitals or not, cut off or not, or meant by a pattern."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

import pandas as pd

from regiobeeld.catalog.models import Source
from regiobeeld.catalog.tables import Dimensie, Tabel
from regiobeeld.errors import ContractError
from regiobeeld.observations.dimensions import GROUPS


def is_pattern(name: str) -> bool:
    """Whether a declared name stands for any number of columns."""
    return "*" in name or "?" in name


def fit_columns(header: list[str], names: Iterable[str]) -> list[int]:
    """Positions of the columns that are named, or that fit a pattern; capitals count, see `spell_header`."""
    wanted = list(names)
    return [i for i, column in enumerate(header) if any(fnmatchcase(column, name) for name in wanted)]


def spell_header(frame: pd.DataFrame, source: Source, tabel: Tabel, file: str) -> pd.DataFrame:
    """The same rows with the columns as the declaration spells them.

    A column is the declared one when the two are equal but for capitals, or when it is exactly `tabel.kop_lengte`
    characters long and the declared name begins with it. Other columns are written in capitals when the
    declaration does so (a pattern must still find them).

    Raises:
        ContractError: one column fits two declared names, or two columns fit one.
    """
    declared = list(dict.fromkeys(_declared_names(source, tabel)))
    header = [str(name) for name in frame.columns]
    capitals = bool(declared) and all(name == name.upper() for name in declared)
    spelled = [
        _spell(column, declared, tabel, file) or (column.upper() if capitals else column) for column in header
    ]
    twice = next((name for name in declared if spelled.count(name) > 1), None)
    if twice is not None:
        found = ", ".join(column for column, name in zip(header, spelled, strict=True) if name == twice)
        raise ContractError(f"kolom '{twice}' is niet eenduidig: {found}", file, "Haal de dubbele kolom weg")
    return frame.set_axis(pd.Index(spelled), axis=1)


def _spell(column: str, declared: list[str], tabel: Tabel, file: str) -> str | None:
    """The declared name of this column; None when it is not declared."""
    folded = column.casefold()
    exact = [name for name in declared if name.casefold() == folded]
    cut = [n for n in declared if n.casefold().startswith(folded)] if len(column) == tabel.kop_lengte else []
    fits = exact or cut
    if len(fits) > 1:
        mend = "De naam is afgekapt: geef in sources/*.toml de naam zoals hij in de kop staat"
        raise ContractError(f"kolom '{column}' kan {' en '.join(fits)} zijn", file, mend)
    return fits[0] if fits else None


def _declared_names(source: Source, tabel: Tabel) -> Iterable[str]:
    """Every column that the declaration names for this table, patterns left out."""
    dimensions = [source.dimension(tabel, name) for name in (*GROUPS, "marge")]
    yield from (d.kolom for d in dimensions if isinstance(d, Dimensie) and d.kolom)
    for indicator in source.indicator:
        if indicator.noemer:
            yield indicator.noemer
        for kolom in source.columns(tabel, indicator):
            yield from (name for name in kolom.kolom if not is_pattern(name))
