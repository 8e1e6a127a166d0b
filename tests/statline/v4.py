"""OData v4 as datasets.cbs.nl speaks it: one observation per row, codes in collections of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from statline.query import QueryError, parse_filter
from statline.tables import SECRET, Row, ServiceTable
from statline.v3 import select_columns

PROVISIONAL = "Voorlopig"


def collections(table: ServiceTable) -> list[str]:
    codes = [f"{dimension.key}Codes" for dimension in table.dimensions]
    return ["MeasureCodes", "Dimensions", *codes, "Observations"]


def service_document(table: ServiceTable, root: str) -> dict[str, object]:
    sets = [{"name": name, "kind": "EntitySet", "url": name} for name in collections(table)]
    return {"@odata.context": f"{root}/$metadata", "value": [*sets, {"name": "Properties", "kind": "Singleton"}]}


def answer(table: ServiceTable, name: str, options: Mapping[str, str], root: str, page_rows: int) -> object:
    """The payload of one collection, the singleton `Properties`, or a bare count."""
    collection, _, count = name.partition("/")
    if collection == "Properties":
        return {"@odata.context": f"{root}/$metadata#Properties", **_properties(table)}
    if collection not in collections(table):
        raise QueryError(f"Resource not found for the segment '{collection}'.")
    rows: Sequence[Row] = _Observations(table) if collection == "Observations" else _codes(table, collection)
    if options.get("$filter"):
        predicate = parse_filter(options["$filter"])
        rows = [row for row in rows if predicate(row)]
    if count:
        return len(rows)
    skip, top = int(options.get("$skip", 0)), int(options.get("$top", len(rows)))
    stop = min(skip + min(top, page_rows), len(rows))
    payload: dict[str, object] = {"@odata.context": f"{root}/$metadata#{collection}"}
    if options.get("$count") == "true":
        payload["@odata.count"] = len(rows)
    payload["value"] = select_columns(list(rows[skip:stop]), options.get("$select", ""))
    if top > page_rows and stop < len(rows):
        rest = {key: value for key, value in options.items() if key not in {"$skip", "$top"}}
        rest |= {"$skip": str(stop)} | ({"$top": str(top - page_rows)} if "$top" in options else {})
        payload["@odata.nextLink"] = f"{root}/{collection}?{urlencode(rest)}"
    return payload


class _Observations(Sequence[Row]):
    """Every topic of every row as one observation; an empty cell is `Impossible`, a point is `Secret`."""

    def __init__(self, table: ServiceTable) -> None:
        self.table = table

    def __len__(self) -> int:
        return len(self.table.rows) * len(self.table.topics)

    def __getitem__(self, item):  # type: ignore[no-untyped-def]
        if isinstance(item, slice):
            return [self._observation(index) for index in range(*item.indices(len(self)))]
        return self._observation(range(len(self))[item])

    def _observation(self, index: int) -> Row:
        number, place = divmod(index, len(self.table.topics))
        row, topic = self.table.rows[number], self.table.topics[place]
        value = row[topic.key]
        attribute = "Secret" if value == SECRET else "Impossible" if value is None else "None"
        keys = {dimension.key: str(row[dimension.key]).rstrip() for dimension in self.table.dimensions}
        number_or_null = None if isinstance(value, str) else value
        measured = {"Value": number_or_null, "ValueAttribute": attribute, "StringValue": None}
        return {"Id": index, "Measure": topic.key, **measured, **keys}


def _codes(table: ServiceTable, collection: str) -> list[Row]:
    if collection == "MeasureCodes":
        return [
            {"Identifier": topic.key, "Index": number, "Title": topic.title, "Description": topic.description,
             "MeasureGroupId": None, "DataType": "Double", "Unit": topic.unit, "Format": None,
             "Decimals": topic.decimals, "PresentationType": "Relative"}
            for number, topic in enumerate(table.topics, 1)
        ]  # fmt: skip
    if collection == "Dimensions":
        return [
            {"Identifier": d.key, "Title": d.title, "Description": "", "Kind": d.kind} for d in table.dimensions
        ]
    dimension = next(d for d in table.dimensions if f"{d.key}Codes" == collection)
    status = {"Status": table.status} if dimension.kind == "TimeDimension" else {}
    return [
        {"Identifier": key.rstrip(), "Index": number, "Title": title, "Description": "", "DimensionGroupId": "0",
         **status}
        for number, (key, title) in enumerate(dimension.codes.items(), 1)
    ]  # fmt: skip


def _properties(table: ServiceTable) -> Row:
    return {
        "Identifier": table.identifier,
        "Title": table.title,
        "Description": table.description,
        "Language": "nl",
        "Authority": "CBS",
        "Catalog": "CBS",
        "Status": "Regulier",
        "Modified": f"{table.modified}+01:00",
        "License": "https://creativecommons.org/licenses/by/4.0/",
        "ObservationCount": len(table.rows) * len(table.topics),
    }
