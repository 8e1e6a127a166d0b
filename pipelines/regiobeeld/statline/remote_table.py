"""What every table at a service has in common: it is described, counted, fetched in full, and asked once more
whether it changed meanwhile. The two protocols fill in the addresses (`odata3`, `odata4`)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from regiobeeld.errors import ContractError
from regiobeeld.statline.body import LATER
from regiobeeld.statline.column_keys import find_column
from regiobeeld.statline.description import Description, find_codes, suggest_columns
from regiobeeld.statline.http import Client, build_url
from regiobeeld.statline.page import Layout, read_page
from regiobeeld.statline.page_store import PartFolder
from regiobeeld.statline.paging import PAGE_ROWS, Collection, Progress, fetch_rows
from regiobeeld.statline.services import Dienst

LONGEST_URL = 1900  # the services run on IIS, which refuses a query of more than 2048 characters


class TableChanged(ContractError):
    """The table was replaced while it was read; what was read may be half old and half new."""


@dataclass(frozen=True)
class RemoteTable(ABC):
    """One table at a service (`host` without a slash at the end), with the part that the declaration asks for."""

    host: str
    identifier: str
    dienst: Dienst
    page_rows: int = PAGE_ROWS

    @property
    @abstractmethod
    def address(self) -> str:
        """The address of the data, without options."""

    @abstractmethod
    def ask_modified(self, client: Client) -> str:
        """When the table last changed, as the service writes it: one small request."""

    @abstractmethod
    def describe_columns(self, client: Client) -> Description:
        """What the service says about the table; not how many rows it has."""

    @abstractmethod
    def query(self, description: Description) -> dict[str, str]:
        """The options that select the declared part."""

    @abstractmethod
    def layout(self, description: Description, options: Mapping[str, str]) -> Layout:
        """The columns that the answer must have."""

    @abstractmethod
    def count(self, client: Client, options: Mapping[str, str]) -> int:
        """The number of rows of the declared part, by the service's own count."""

    def describe(self, client: Client) -> Description:
        """What the service says about the table. When all of it is wanted, its rows are counted meanwhile."""
        with client.threads(1) as aside:
            whole = not self.dienst.selectie and not self.dienst.kolommen
            rows = aside.submit(self.count, client, {}) if whole else None
            description = self.describe_columns(client)
            return replace(description, rows=rows.result()) if rows else description

    def download(
        self, client: Client, description: Description, parts: Path, target: Path, progress: Progress | None = None
    ) -> int:
        """Fetch the declared part to the Parquet file `target`; returns the number of rows.

        Arguments and errors: as `fetch`.
        """
        layout, count = self.layout(description, self.query(description)), 0
        # A dictionary of words is worth its time, one of numbers is not.
        words = layout.of_kind("text")
        with pq.ParquetWriter(target, layout.schema, compression="lz4", use_dictionary=words) as writer:
            for table in self.fetch(client, description, parts, progress):
                writer.write_table(table)
                count += table.num_rows
        return count

    def fetch(
        self, client: Client, description: Description, parts: Path, progress: Progress | None = None
    ) -> Iterator[pa.Table]:
        """The declared part, page by page, in order. It is complete when the iterator ends without an error.

        Args:
            client: who asks.
            description: what `describe` gave; the columns must be these.
            parts: folder for pages; what an interrupted run left there is used.
            progress: called with (rows so far, rows in all).

        Raises:
            SourceUnreachableError: the service stays away.
            TableChanged: the table was changed meanwhile; `parts` is then worthless.
            ContractError: nothing matches, rows are missing, or the columns are not as described.
        """
        options = self.query(description)
        count = self.count(client, options) if description.rows is None else description.rows
        if not count:
            raise ContractError(
                "de tabel heeft geen rijen voor deze selectie", self.identifier, "Controleer 'selectie'"
            )

        def url(skip: int, top: int) -> str:
            return build_url(self.address, {**options, "$skip": str(skip), "$top": str(top)})

        wanted = Collection(url, self.layout(description, options), count, self.page_rows)
        yield from fetch_rows(client, wanted, PartFolder(parts), progress)
        with client.threads(1) as aside:
            beyond = aside.submit(client.get_packed, url(count, 1), partial(read_page, layout=wanted.layout))
            after = self.ask_modified(client)
        if after != description.modified:
            what = f"{self.identifier}: {description.modified} -> {after}"
            raise TableChanged("de tabel is tijdens het ophalen gewijzigd", what, LATER)
        if beyond.result().table.num_rows:
            told = f"de dienst telt {count} rijen, maar heeft er meer"
            raise ContractError(told, self.identifier, LATER)

    def declared_topics(self, description: Description) -> list[str]:
        """The keys of the declared `kolommen`, found by name; empty when all are wanted.

        Errors: ContractError that names the columns that look like a missing one.
        """
        if not self.dienst.kolommen:
            return []
        found = {name: find_column(description.topics, (name,), self.identifier) for name in self.dienst.kolommen}
        lost = [name for name, position in found.items() if position is None]
        if lost:
            near = suggest_columns(lost[0], description)
            raise ContractError(
                f"de tabel heeft geen kolom {', '.join(lost)}",
                self.identifier,
                f"Bedoelt u {', '.join(near)}?" if near else "Kijk bij de bron hoe de kolom nu heet",
            )
        return [description.topics[position] for position in found.values() if position is not None]

    def refuse_long(self, options: Mapping[str, str]) -> dict[str, str]:
        """The options, when the service will accept an address with them."""
        if len(build_url(self.address, options)) > LONGEST_URL:
            raise ContractError(
                "de selectie is te lang voor de dienst", self.identifier, "Gebruik een begin met *, zoals GM*"
            )
        return dict(options)


def build_filter(selection: Mapping[str, tuple[str, ...]], description: Description) -> str:
    """`(A eq 'x ' or A eq 'y ') and startswith(B,'GM')`, with the keys padded as the service writes them.

    Errors: ContractError for a dimension or key that the table does not have.
    """
    clauses = []
    for name, wanted in selection.items():
        if name not in description.codes:
            known = ", ".join(description.codes)
            raise ContractError(f"de tabel heeft geen dimensie {name}", description.identifier, f"Wel: {known}")
        terms = []
        for value in wanted:
            codes = find_codes(value, description.codes[name], f"{description.identifier}, {name}")
            if value.endswith("*"):
                terms.append(f"startswith({name},{quote_text(value[:-1])})")
            else:
                terms.extend(f"{name} eq {quote_text(code)}" for code in codes)
        clauses.append(terms[0] if len(terms) == 1 else f"({' or '.join(terms)})")
    return " and ".join(clauses)


def quote_text(value: str) -> str:
    """A text in an OData expression: a quote inside is doubled."""
    return "'" + value.replace("'", "''") + "'"
