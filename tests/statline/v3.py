"""OData v3 as opendata.cbs.nl and dataderden.cbs.nl speak it: ODataApi, ODataFeed and ODataCatalog."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from statline.query import QueryError, parse_filter
from statline.tables import SECRET, Cell, Row, ServiceTable

DATASETS = ("TypedDataSet", "UntypedDataSet")
API_LIMIT = 10_000
CELL_WIDTH = 8


def collections(table: ServiceTable) -> list[str]:
    """The collections of a table, in the order of its service document."""
    fixed = ["TableInfos", *reversed(DATASETS), "DataProperties", "CategoryGroups"]
    return fixed + [dimension.key for dimension in table.dimensions]


def service_document(table: ServiceTable, root: str) -> dict[str, object]:
    entries = [{"name": name, "url": f"{root}/{name}"} for name in collections(table)]
    return {"odata.metadata": f"{root}/$metadata", "value": entries}


def answer(
    table: ServiceTable, name: str, options: Mapping[str, str], root: str, page_rows: int, *, api: bool
) -> object:
    """The payload of one collection; a bare count for `<name>/$count`."""
    collection, _, count = name.partition("/")
    if collection not in collections(table):
        raise QueryError(f"Resource not found for the segment '{collection}'.")
    rows: Sequence[Row] = _dataset(table, collection) if collection in DATASETS else _metadata(table, collection)
    if options.get("$filter"):
        predicate = parse_filter(options["$filter"])
        rows = [row for row in rows if predicate(row)]
    if count:
        return len(rows)
    if api and collection in DATASETS and _wanted(options, len(rows)) > API_LIMIT:
        raise QueryError("The query returns more than 10000 records. Please use the bulk feed.")
    return _page(rows, collection, options, root, API_LIMIT if api else page_rows)


def _wanted(options: Mapping[str, str], total: int) -> int:
    return min(int(options.get("$top", total)), total)


def _page(
    rows: Sequence[Row], collection: str, options: Mapping[str, str], root: str, page_rows: int
) -> dict[str, object]:
    skip, top = int(options.get("$skip", 0)), int(options.get("$top", len(rows)))
    stop = min(skip + min(top, page_rows), len(rows))
    page: list[Row] = list(rows[skip:stop])
    payload: dict[str, object] = {"odata.metadata": f"{root}/$metadata#{collection}"}
    if options.get("$inlinecount") == "allpages":
        payload["odata.count"] = str(len(rows))
    payload["value"] = select_columns(page, options.get("$select", ""))
    if top > page_rows and stop < len(rows):
        rest = {key: value for key, value in options.items() if key not in {"$skip", "$top"}}
        rest |= {"$skip": str(stop)} | ({"$top": str(top - page_rows)} if "$top" in options else {})
        payload["odata.nextLink"] = f"{root}/{collection}?{urlencode(rest)}"
    return payload


def select_columns(rows: list[Row], select: str) -> list[Row]:
    """The rows with the columns of `$select` only."""
    if not select:
        return rows
    names = select.split(",")
    unknown = [name for name in names if rows and name not in rows[0]]
    if unknown:
        raise QueryError(f"Could not find a property named '{unknown[0]}'")
    return [{name: row[name] for name in names} for row in rows]


class _Dataset(Sequence[Row]):
    """The rows of a table as one of its datasets shows them, made when they are asked for."""

    def __init__(self, table: ServiceTable, *, typed: bool) -> None:
        self.table, self.typed = table, typed

    def __len__(self) -> int:
        return len(self.table.rows)

    def __getitem__(self, item):  # type: ignore[no-untyped-def]
        if isinstance(item, slice):
            return [self._row(index) for index in range(*item.indices(len(self)))]
        return self._row(range(len(self))[item])

    def _row(self, index: int) -> Row:
        source = self.table.rows[index]
        row: dict[str, Cell] = {"ID": index}
        row |= {dimension.key: source[dimension.key] for dimension in self.table.dimensions}
        for topic in self.table.topics:
            value = source[topic.key]
            row[topic.key] = _typed(value) if self.typed else _untyped(value, topic.decimals)
        return row


def _dataset(table: ServiceTable, collection: str) -> _Dataset:
    return _Dataset(table, typed=collection == "TypedDataSet")


def _typed(value: Cell) -> Cell:
    return None if value == SECRET else value


def _untyped(value: Cell, decimals: int) -> str:
    text = "" if value is None else str(value) if isinstance(value, str) else f"{value:.{decimals}f}"
    return text.rjust(CELL_WIDTH)


def _metadata(table: ServiceTable, collection: str) -> list[Row]:
    if collection == "TableInfos":
        return [_table_info(table)]
    if collection == "DataProperties":
        return _data_properties(table)
    if collection == "CategoryGroups":
        return [
            {
                "ID": 0,
                "DimensionKey": table.dimensions[0].key,
                "Title": "Alles",
                "Description": "",
                "ParentID": None,
            }
        ]
    dimension = next(d for d in table.dimensions if d.key == collection)
    return [
        {"Key": key, "Title": title, "Description": "", "CategoryGroupID": None, **_region(dimension.kind, key)}
        for key, title in dimension.codes.items()
    ]


def _region(kind: str, key: str) -> dict[str, Cell]:
    """Regions also say in which gemeente they lie and, for a wijk or buurt, their own code."""
    if kind != "GeoDimension":
        return {}
    return {"Municipality": f"GM{key[2:6]}", "DetailRegionCode": key}


def _table_info(table: ServiceTable) -> Row:
    return {
        "ID": 0,
        "Title": table.title,
        "ShortTitle": table.title[:30],
        "Identifier": table.identifier,
        "Summary": table.description,
        "Modified": table.modified,
        "MetaDataModified": table.modified,
        "ReasonDelivery": "Actualisering",
        "Language": "nl",
        "Catalog": "CBS",
        "Frequency": "Perjaar",
        "Period": "2020, 2024",
        "ShortDescription": table.description,
        "Description": table.description,
        "OutputStatus": "Regulier",
        "Source": "Verzonnen",
    }


def _data_properties(table: ServiceTable) -> list[Row]:
    properties: list[Row] = [
        {
            "odata.type": f"Cbs.OData.{dimension.kind}",
            "ID": number,
            "Position": number,
            "ParentID": None,
            "Type": dimension.kind,
            "Key": dimension.key,
            "Title": dimension.title,
            "Description": "",
            "ReleasePolicy": False,
            "Datatype": None,
            "Unit": None,
            "Decimals": None,
            "Default": None,
        }
        for number, dimension in enumerate(table.dimensions)
    ]
    groups = {name: len(properties) + i for i, name in enumerate(dict.fromkeys(t.group for t in table.topics))}
    empty = dict.fromkeys(("Position", "ParentID", "ReleasePolicy", "Datatype", "Unit", "Decimals", "Default"))
    heading = {"odata.type": "Cbs.OData.TopicGroup", "Type": "TopicGroup", "Key": "", "Description": ""}
    properties += [{**empty, **heading, "ID": number, "Title": name} for name, number in groups.items()]
    first = len(properties)
    for number, topic in enumerate(table.topics):
        properties.append(
            {"odata.type": "Cbs.OData.Topic", "ID": first + number, "Position": len(table.dimensions) + number,
             "ParentID": groups[topic.group], "Type": "Topic", "Key": topic.key, "Title": topic.title,
             "Description": topic.description, "ReleasePolicy": False,
             "Datatype": "String" if topic.text else "Double" if topic.decimals else "Long", "Unit": topic.unit,
             "Decimals": topic.decimals, "Default": None}
        )  # fmt: skip
    return properties


def catalogue(tables: Sequence[ServiceTable]) -> dict[str, object]:
    """`ODataCatalog/Tables`."""
    rows = [
        {
            "Identifier": table.identifier,
            "Title": table.title,
            "Modified": table.modified,
            "RecordCount": len(table.rows),
            "ColumnCount": len(table.dimensions) + len(table.topics),
        }
        for table in tables
    ]
    return {"odata.metadata": "$metadata#Tables", "value": rows}
