"""Does a declaration fit what the service says? Precisely what to mend, before anything is fetched."""

from __future__ import annotations

from regiobeeld.catalog.models import Source, Tabel
from regiobeeld.errors import ContractError
from regiobeeld.ingest.columns import find_column
from regiobeeld.ingest.description import Description, suggest_columns


def compare_declaration(source: Source, tabel: Tabel, description: Description) -> list[str]:
    """One Dutch line for every column or dimension of the declaration that the table does not have.

    Errors: ContractError when not one of the declared columns is there: then it is another table.
    """
    dimensions = _missing_dimensions(source, tabel, description)
    topics, found = [], 0
    for indicator in source.indicator:
        for kolom in source.columns(tabel, indicator):
            problem = _missing_topic(kolom.kolom, description)
            found += problem is None
            if problem is not None and not _found_elsewhere(source, tabel, kolom.tabellen):
                topics.append(f"indicator {indicator.code}: {problem}")
    if not found:
        raise ContractError(
            "de tabel heeft geen van de gedeclareerde kolommen",
            f"{source.bron.code}, {tabel.code}",
            f"Wel: {', '.join(description.topics[:6])}",
        )
    return dimensions + topics


def _missing_dimensions(source: Source, tabel: Tabel, description: Description) -> list[str]:
    lines = []
    for name in ("gebied", "periode", "leeftijd", "geslacht", "uitsplitsing", "marge"):
        dimension = source.dimension(tabel, name)
        if dimension is not None and dimension.kolom is not None and dimension.kolom not in description.dimensions:
            lines.append(
                f"dimensies.{name}: {dimension.kolom} bestaat niet, wel {', '.join(description.dimensions)}"
            )
    return lines


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
