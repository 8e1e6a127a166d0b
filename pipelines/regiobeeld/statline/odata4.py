"""OData v4: datasets.cbs.nl, one observation per row.

A snapshot keeps the observations as they came; `widen` makes them as
wide as a v3 table, so that one declaration reads both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from regiobeeld.errors import ContractError
from regiobeeld.statline.body import Garbled
from regiobeeld.statline.description import (
    ColumnInfo,
    Description,
    check_column,
    check_identifier,
    check_modified,
    clean_text,
    read_codes,
)
from regiobeeld.statline.http import Client, build_url, same_host
from regiobeeld.statline.page import CellKind, Layout, read_document, read_number, read_rows
from regiobeeld.statline.remote_table import RemoteTable, build_filter, quote_text

MEASURED = ("Measure", "Value", "ValueAttribute", "StringValue")
_MOST_PAGES = 200


@dataclass(frozen=True)
class Odata4Table(RemoteTable):
    """A table of observations: Measure, one column per dimension, Value and why it is absent."""

    page_rows: int = 50_000

    @property
    def address(self) -> str:
        return f"{self.host}/{self.identifier}/Observations"

    def ask_modified(self, client: Client) -> str:
        properties = client.get(f"{self.host}/{check_identifier(self.identifier)}/Properties", read_document)
        return check_modified(_single(properties).get("Modified"), f"{self.identifier}, Properties")

    def describe_columns(self, client: Client) -> Description:
        """Properties, Dimensions, MeasureCodes and the codes of every dimension.

        Errors: ContractError when the service describes no dimension, no measure, or impossible names.
        """
        root = f"{self.host}/{check_identifier(self.identifier)}"
        properties = _single(client.get(f"{root}/Properties", read_document))
        dimensions = [_dimension(row, self.identifier) for row in _fetch_all(client, f"{root}/Dimensions")]
        measures = [_measure(row, self.identifier) for row in _fetch_all(client, f"{root}/MeasureCodes")]
        if not dimensions or not measures:
            raise ContractError("de dienst beschrijft geen dimensies of geen onderwerpen", self.identifier)
        rows = {column.key: _fetch_all(client, f"{root}/{column.key}Codes") for column in dimensions}
        return Description(
            self.identifier,
            clean_text(properties.get("Title"), 400),
            check_modified(properties.get("Modified"), f"{self.identifier}, Properties"),
            clean_text(properties.get("Description") or properties.get("Summary")),
            (*dimensions, *measures),
            {key: read_codes(codes, "Identifier", f"{self.identifier}, {key}") for key, codes in rows.items()},
            _final_periods(dimensions, rows),
        )

    def query(self, description: Description) -> dict[str, str]:
        """`$select` pins the columns; `$filter` takes the declared measures and keys."""
        options = {"$select": ",".join(["Id", *MEASURED, *description.dimensions])}
        clauses = [build_filter(self.dienst.selectie, description)] if self.dienst.selectie else []
        terms = [f"Measure eq {quote_text(topic)}" for topic in self.declared_topics(description)]
        if terms:
            clauses.append(f"({' or '.join(terms)})")
        if clauses:
            options["$filter"] = " and ".join(clauses)
        return self.refuse_long(options)

    def layout(self, description: Description, options: Mapping[str, str]) -> Layout:
        kinds: dict[str, CellKind] = {"Id": "row", "Measure": "text", "Value": "number"}
        texts = ("ValueAttribute", "StringValue", *description.dimensions)
        return Layout(f"{self.identifier}, Observations", {**kinds, **dict.fromkeys(texts, "text")})

    def count(self, client: Client, options: Mapping[str, str]) -> int:
        """By `$count`, or else by `$count=true` on a page of one row."""
        kept = {key: value for key, value in options.items() if key == "$filter"}
        try:
            return client.get(build_url(f"{self.address}/$count", kept), read_number)
        except ContractError:
            one = build_url(self.address, {**options, "$count": "true", "$top": "1"})
            return client.get(one, _read_inline_count)


def _fetch_all(client: Client, url: str) -> list[dict[str, Any]]:
    """All rows of a small collection, following the links."""
    rows: list[dict[str, Any]] = []
    link: str | None = url
    for _ in range(_MOST_PAGES):
        document = client.get(link or url, _read_collection)
        rows += document["value"]
        link = document.get("@odata.nextLink")
        if not link:
            return rows
        link = same_host(url, str(link))
    raise ContractError("er komt geen eind aan de beschrijving van de tabel", url)


def _read_collection(body: bytes) -> dict[str, Any]:
    read_rows(body)
    return read_document(body)


def _read_inline_count(body: bytes) -> int:
    count = read_document(body).get("@odata.count")
    if not isinstance(count, int) or isinstance(count, bool):
        raise Garbled("de dienst zegt niet hoeveel rijen er zijn")
    return count


def _single(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """A singleton, also when the service wraps it in a list of one."""
    rows = document.get("value")
    return rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else document


def _dimension(row: Mapping[str, Any], identifier: str) -> ColumnInfo:
    period = row.get("Kind") == "TimeDimension"
    key = check_column(row.get("Identifier"), identifier)
    return ColumnInfo(key, clean_text(row.get("Title"), 400), "periode" if period else "dimensie", numeric=False)


def _measure(row: Mapping[str, Any], identifier: str) -> ColumnInfo:
    return ColumnInfo(
        check_column(row.get("Identifier"), identifier),
        clean_text(row.get("Title"), 400),
        "onderwerp",
        clean_text(row.get("Description")),
        clean_text(row.get("Unit"), 100),
    )


def _final_periods(
    dimensions: list[ColumnInfo], rows: Mapping[str, list[dict[str, Any]]]
) -> tuple[str, ...] | None:
    """Periods that the service calls definite; None when it gives no status at all."""
    periods = [code for column in dimensions if column.kind == "periode" for code in rows[column.key]]
    if not any("Status" in code for code in periods):
        return None
    return tuple(str(code["Identifier"]).strip() for code in periods if code.get("Status") == "Definitief")
