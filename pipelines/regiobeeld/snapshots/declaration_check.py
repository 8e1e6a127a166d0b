"""Does a declaration fit what the service says? Precisely what to mend, before anything is fetched."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Sequence

from regiobeeld.catalog.models import Source
from regiobeeld.catalog.tables import Dimensie, Dimensienaam, Tabel
from regiobeeld.errors import ContractError
from regiobeeld.observations.dimensions import knows_word
from regiobeeld.observations.headers import fit_columns
from regiobeeld.statline.column_keys import find_column
from regiobeeld.statline.description import Description, suggest_columns


def compare_declaration(source: Source, tabel: Tabel, description: Description) -> list[str]:
    """One Dutch line for every column of the declaration that the table does not have and, for a declaration that
    was not checked yet (`controleren`), for every key that one of the two does not know.

    Errors: ContractError when a declared dimension is missing, or all of the columns: with everything to mend, so
    that an unchecked declaration is mended in one go and nothing is fetched in vain.
    """
    dimensions = _missing_dimensions(source, tabel, description)
    keys = _strange_keys(source, tabel, description) if tabel.dienst and tabel.dienst.controleren else []
    topics, found = [], 0
    for indicator in source.indicator:
        for kolom in source.columns(tabel, indicator):
            if indicator.teller:
                found += bool(fit_columns(description.topics, indicator.teller))
                continue
            problem = _missing_topic(kolom.kolom, description)
            found += problem is None
            if problem is not None and not _found_elsewhere(source, tabel, kolom.tabellen):
                topics.append(f"indicator {indicator.code}: {problem}")
    where = f"{source.bron.code}, {tabel.code}"
    if not found:
        present = f"Wel: {_listed(description.topics, _MANY)}"
        raise ContractError(
            "de tabel heeft geen van de gedeclareerde kolommen", where, "; ".join([present, *dimensions, *keys])
        )
    if dimensions:
        raise ContractError("de tabel heeft een andere indeling", where, "; ".join([*dimensions, *keys, *topics]))
    return keys + topics


def add_advice(error: ContractError, to_mend: Sequence[str]) -> ContractError:
    """The same error with what `compare_declaration` saw: the reason is likely among it."""
    return ContractError(error.what, error.where, "; ".join(line for line in [error.mend, *to_mend] if line))


_DIMENSIONS: tuple[Dimensienaam, ...] = ("gebied", "periode", "leeftijd", "geslacht", "uitsplitsing", "marge")
_FEW, _MANY = 6, 40


def _listed(words: list[str], most: int) -> str:
    """The words, or the first ones and how many more there are."""
    more = f" en nog {len(words) - most}" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def _missing_dimensions(source: Source, tabel: Tabel, description: Description) -> list[str]:
    lines = []
    for name in _DIMENSIONS:
        dimension = source.dimension(tabel, name)
        if dimension is not None and dimension.kolom is not None and dimension.kolom not in description.dimensions:
            lines.append(
                f"dimensies.{name}: {dimension.kolom} bestaat niet, wel {', '.join(description.dimensions)}"
            )
    return lines


def _strange_keys(source: Source, tabel: Tabel, description: Description) -> list[str]:
    """Keys of a dimension that only the declaration has, or that only the fetched part of the table has."""
    lines = []
    for name, dimension, codes in _coded_dimensions(source, tabel, description):
        selected = _selected(tabel, str(dimension.kolom), codes)
        absent = [word for word in dimension.waarden if word not in codes]
        if absent:
            near = [f"{code} ({title})" for code, title in selected.items() if code not in dimension.waarden]
            also = f", wel {_listed(near, _FEW)}" if near else ""
            lines.append(f"dimensies.{name}: sleutel {_listed(absent, _FEW)} bestaat niet{also}")
        unknown = [code for code in selected if not knows_word(code, name, dimension)]
        if unknown:
            told = _listed([f"{code} ({codes[code]})" for code in unknown], _FEW)
            lines.append(f"dimensies.{name}: zet bij 'waarden' of 'overslaan': {told}")
    return lines


def _coded_dimensions(
    source: Source, tabel: Tabel, description: Description
) -> Iterator[tuple[Dimensienaam, Dimensie, dict[str, str]]]:
    """The declared dimensions of which the service lists the keys; keys trimmed, with their titles."""
    for name in _DIMENSIONS:
        dimension = source.dimension(tabel, name)
        if dimension is not None and dimension.kolom in description.codes and dimension.namen_jaar is None:
            yield name, dimension, {key.strip(): t for key, t in description.codes[str(dimension.kolom)].items()}


def _selected(tabel: Tabel, column: str, codes: dict[str, str]) -> dict[str, str]:
    """The keys that the declaration fetches: all, or those of `selectie`."""
    patterns = tabel.dienst.selectie.get(column) if tabel.dienst else None
    if patterns is None:
        return codes
    return {key: title for key, title in codes.items() if any(fnmatch.fnmatchcase(key, p) for p in patterns)}


def _missing_topic(names: tuple[str, ...], description: Description) -> str | None:
    """Why none of these names leads to one column; None when one does."""
    try:
        if find_column(description.topics, names, description.identifier) is not None:
            return None
    except ContractError as error:
        return error.what
    near = [key for name in names for key in suggest_columns(name, description)]
    return f"kolom {names[0]} bestaat niet" + (f", lijkt op {', '.join(dict.fromkeys(near))}" if near else "")


def _found_elsewhere(source: Source, tabel: Tabel, named: tuple[str, ...]) -> bool:
    """A column that is not named for this table may belong to another edition of the source."""
    return tabel.code not in named and len(source.tabel) > 1 and not (tabel.dienst and tabel.dienst.controleren)
