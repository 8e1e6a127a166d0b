"""OData v3 in bulk: opendata.cbs.nl and dataderden.cbs.nl, whole tables to Parquet.

The service says how many rows there are and which columns; nothing less is accepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regiobeeld.catalog.services import Dienst
from regiobeeld.errors import ContractError
from regiobeeld.ingest.cbs import ask_modified, describe_table
from regiobeeld.ingest.description import Description, find_codes, find_column, suggest_columns
from regiobeeld.ingest.http import LATER, Client, Garbled, build_url
from regiobeeld.ingest.page import CellKind, Layout, read_document, read_number
from regiobeeld.ingest.paging import PAGE_ROWS, Collection, PartFolder, Progress, fetch_to_parquet

LONGEST_URL = 1900  # the services run on IIS, which refuses a query of more than 2048 characters


@dataclass(frozen=True)
class Odata3Table:
    """One table at a v3 service, with the part of it that the declaration asks for."""

    host: str
    identifier: str
    dienst: Dienst
    page_rows: int = PAGE_ROWS

    @property
    def dataset(self) -> str:
        return "UntypedDataSet" if self.dienst.ongetypeerd else "TypedDataSet"

    @property
    def address(self) -> str:
        """The bulk address of the data (ODataApi refuses more than 10 000 rows)."""
        return f"{self.host}/ODataFeed/odata/{self.identifier}/{self.dataset}"

    def ask_modified(self, client: Client) -> str:
        """When the table last changed, as the service writes it."""
        return ask_modified(self.host, self.identifier, client)

    def describe(self, client: Client) -> Description:
        """What the service says about the table."""
        return describe_table(self.host, self.identifier, client)

    def query(self, description: Description) -> dict[str, str]:
        """`$select` and `$filter` for the declared part.

        A long `$select` is left out (the service would refuse the address): then all columns come.
        """
        options = {"$format": "json"}
        names = self._wanted_columns(description)
        select = ",".join(["ID", *names])
        if self.dienst.kolommen and len(select) < LONGEST_URL // 2:
            options["$select"] = select
        if self.dienst.selectie:
            options["$filter"] = build_filter(self.dienst.selectie, description)
        if len(build_url(self.address, options)) > LONGEST_URL:
            raise ContractError(
                "de selectie is te lang voor de dienst", self.identifier, "Gebruik een begin met *, zoals GM*"
            )
        return options

    def layout(self, description: Description, options: Mapping[str, str]) -> Layout:
        """The columns that the answer must have."""
        selected = options.get("$select", "").split(",") if "$select" in options else None
        columns: dict[str, CellKind] = {"ID": "row"}
        for column in description.columns:
            if selected is None or column.key in selected:
                columns[column.key] = "number" if column.numeric and not self.dienst.ongetypeerd else "text"
        return Layout(f"{self.identifier}, {self.dataset}", columns)

    def count(self, client: Client, options: Mapping[str, str]) -> int:
        """The number of rows of the declared part, by the service's own count."""
        kept = {key: value for key, value in options.items() if key == "$filter"}
        try:
            return client.get(build_url(f"{self.address}/$count", kept), read_number)
        except ContractError:
            one = build_url(self.address, {**options, "$inlinecount": "allpages", "$top": "1"})
            return client.get(one, _read_inline_count)

    def download(
        self, client: Client, description: Description, parts: Path, target: Path, progress: Progress | None = None
    ) -> int:
        """Fetch the declared part to the Parquet file `target`; returns the number of rows.

        Errors: ContractError when nothing matches, when rows are missing, or when the table was changed meanwhile.
        """
        options = self.query(description)
        count = self.count(client, options)
        if not count:
            raise ContractError("de tabel heeft geen rijen voor deze selectie", self.identifier, "Controleer 'selectie'")

        def url(skip: int, top: int) -> str:
            return build_url(self.address, {**options, "$skip": str(skip), "$top": str(top)})

        wanted = Collection(url, self.layout(description, options), count, self.page_rows)
        fetch_to_parquet(client, wanted, PartFolder(parts), target, progress)
        refuse_changed(self.identifier, description.modified, self.ask_modified(client))
        return count

    def _wanted_columns(self, description: Description) -> list[str]:
        """Dimensions and declared topics, by name; the number at the end of a key may differ."""
        found = {name: find_column([name], description) for name in self.dienst.kolommen}
        lost = [name for name, key in found.items() if key is None]
        if lost:
            near = suggest_columns(lost[0], description)
            raise ContractError(
                f"de tabel heeft geen kolom {', '.join(lost)}",
                self.identifier,
                f"Bedoelt u {', '.join(near)}?" if near else "Kijk in DataProperties hoe de kolom nu heet",
            )
        keys = {key for key in found.values() if key}
        return [c.key for c in description.columns if c.kind != "onderwerp" or c.key in keys or not keys]


def build_filter(selection: Mapping[str, tuple[str, ...]], description: Description) -> str:
    """`(A eq 'x ' or A eq 'y ') and startswith(B,'GM')`, with the keys padded as the service writes them."""
    clauses = []
    for name, wanted in selection.items():
        dimension = find_column([name], description)
        if dimension is None or dimension not in description.codes:
            raise ContractError(
                f"de tabel heeft geen dimensie {name}", description.identifier, f"Wel: {', '.join(description.dimensions)}"
            )
        terms = []
        for value in wanted:
            codes = find_codes(value, description.codes[dimension], f"{description.identifier}, {dimension}")
            if value.endswith("*"):
                terms.append(f"startswith({dimension},{quote_text(value[:-1])})")
            else:
                terms.extend(f"{dimension} eq {quote_text(code)}" for code in codes)
        clauses.append(terms[0] if len(terms) == 1 else f"({' or '.join(terms)})")
    return " and ".join(clauses)


def quote_text(value: str) -> str:
    """A text in an OData expression: a quote inside is doubled."""
    return "'" + value.replace("'", "''") + "'"


def refuse_changed(identifier: str, before: str, after: str) -> None:
    """Errors: TableChanged when the table was replaced while it was read."""
    if before != after:
        raise TableChanged("de tabel is tijdens het ophalen gewijzigd", f"{identifier}: {before} -> {after}", LATER)


class TableChanged(ContractError):  # noqa: N818
    """What was read may be half old and half new; read again."""


def _read_inline_count(body: bytes) -> int:
    document: dict[str, Any] = read_document(body)
    count = str(document.get("odata.count", ""))
    if not count.isdigit():
        raise Garbled("de dienst zegt niet hoeveel rijen er zijn")
    return int(count)
