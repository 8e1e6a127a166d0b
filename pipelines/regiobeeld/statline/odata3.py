"""OData v3 in bulk: opendata.cbs.nl and dataderden.cbs.nl."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regiobeeld.errors import ContractError
from regiobeeld.statline.body import Garbled
from regiobeeld.statline.cbs import ask_modified, describe_table
from regiobeeld.statline.description import Description
from regiobeeld.statline.http import Client, build_url
from regiobeeld.statline.page import CellKind, Layout, read_document, read_number
from regiobeeld.statline.remote_table import LONGEST_URL, RemoteTable, build_filter


@dataclass(frozen=True)
class Odata3Table(RemoteTable):
    """A table as wide as StatLine shows it: a row per combination of keys, a column per topic."""

    @property
    def dataset(self) -> str:
        return "UntypedDataSet" if self.dienst.ongetypeerd else "TypedDataSet"

    @property
    def address(self) -> str:
        """The bulk address (ODataApi refuses more than 10 000 rows)."""
        return f"{self.host}/ODataFeed/odata/{self.identifier}/{self.dataset}"

    def ask_modified(self, client: Client) -> str:
        return ask_modified(self.host, self.identifier, client)

    def describe_columns(self, client: Client) -> Description:
        return describe_table(self.host, self.identifier, client)

    def query(self, description: Description) -> dict[str, str]:
        """`$select` and `$filter`. The service would refuse a long `$select`: then all columns come."""
        options = {"$format": "json"}
        topics = self.declared_topics(description)
        select = ",".join(["ID", *description.dimensions, *topics])
        if topics and len(select) < LONGEST_URL // 2:
            options["$select"] = select
        if self.dienst.selectie:
            options["$filter"] = build_filter(self.dienst.selectie, description)
        return self.refuse_long(options)

    def layout(self, description: Description, options: Mapping[str, str]) -> Layout:
        selected = options["$select"].split(",") if "$select" in options else None
        columns: dict[str, CellKind] = {"ID": "row"}
        for column in description.columns:
            if selected is None or column.key in selected:
                columns[column.key] = "number" if column.numeric and not self.dienst.ongetypeerd else "text"
        return Layout(f"{self.identifier}, {self.dataset}", columns)

    def count(self, client: Client, options: Mapping[str, str]) -> int:
        """By `$count`, or else by `$inlinecount` on a page of one row."""
        kept = {key: value for key, value in options.items() if key == "$filter"}
        try:
            return client.get(build_url(f"{self.address}/$count", kept), read_number)
        except ContractError:
            one = build_url(self.address, {**options, "$inlinecount": "allpages", "$top": "1"})
            return client.get(one, _read_inline_count)


def _read_inline_count(body: bytes) -> int:
    count = str(read_document(body).get("odata.count", ""))
    if not (count.isascii() and count.isdigit()):
        raise Garbled("de dienst zegt niet hoeveel rijen er zijn")
    return int(count)
