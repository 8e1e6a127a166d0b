"""The only door to `cbsodata`: the metadata of a v3 table and the list of tables.

cbsodata knows which addresses to ask and follows the pages; but it has no time-out, no retry and no
limit, and it sends no name. So it borrows our own client for the asking. Its bulk reader is not used:
there a dropped link gives a short table without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, TypeVar
from urllib.parse import urlsplit

import cbsodata
import requests
from cbsodata import cbsodata3

from regiobeeld.errors import ContractError
from regiobeeld.statline.description import (
    ColumnInfo,
    Description,
    check_column,
    check_identifier,
    check_modified,
    clean_text,
    read_codes,
)
from regiobeeld.statline.http import Client, same_host
from regiobeeld.statline.page import read_rows

_KINDS = {"Dimension": "dimensie", "GeoDimension": "dimensie", "GeoDetail": "dimensie", "TimeDimension": "periode"}
_TEXT_TYPES = {"String", "Text"}
_MOST_PAGES = 200
_MOST_BYTES = 64 * 2**20  # of one question; the regions of a wijk and buurt table take about 5 MB
_one_at_a_time = Lock()  # the settings of cbsodata are global
T = TypeVar("T")


class _BorrowedSession:
    """Looks like `requests.Session` to cbsodata; the answers come from our own client."""

    def __init__(self, client: Client, host: str) -> None:
        self._client, self._host = client, host
        self._pages, self._bytes, self._counting = 0, 0, Lock()

    def __call__(self) -> _BorrowedSession:
        return self

    def send(self, request: requests.PreparedRequest, **_: object) -> requests.Response:
        """One request of cbsodata, with our time-outs, retries and limits."""
        url = same_host(self._host, str(request.url))
        body = self._client.get(url, _whole)
        with self._counting:
            self._pages, self._bytes = self._pages + 1, self._bytes + len(body)
        if self._pages > _MOST_PAGES or self._bytes > _MOST_BYTES:
            raise ContractError("er komt geen eind aan de beschrijving van de tabel", self._host)
        response = requests.Response()
        response.status_code, response.url, response._content = 200, url, body
        return response


def _whole(body: bytes) -> bytes:
    """The body, when it is a list of rows (an answer that is not, is asked for again)."""
    read_rows(body)
    return body


@contextmanager
def _pointed_at(host: str, client: Client) -> Iterator[None]:
    """cbsodata pointed at `host` (`https://opendata.cbs.nl`); put back whatever happens."""
    parts = urlsplit(host)
    with _one_at_a_time:
        before = (cbsodata.options.catalog_url, cbsodata.options.use_https, cbsodata3.Session)
        cbsodata.options.catalog_url = parts.netloc
        cbsodata.options.use_https = parts.scheme == "https"
        cbsodata3.Session = _BorrowedSession(client, host)
        try:
            yield
        finally:
            cbsodata.options.catalog_url, cbsodata.options.use_https, cbsodata3.Session = before


def list_tables(host: str, client: Client) -> list[dict[str, Any]]:
    """The catalogue of a service: Identifier, Title, Modified ... per table."""
    return _ask(host, client, cbsodata.get_table_list)


def ask_modified(host: str, identifier: str, client: Client) -> str:
    """When the table last changed at the service, one small request."""
    info = _ask(host, client, lambda: cbsodata.get_info(check_identifier(identifier)))
    return check_modified((info or {}).get("Modified"), f"{identifier}, TableInfos")


def describe_table(host: str, identifier: str, client: Client) -> Description:
    """TableInfos, DataProperties and the codes of every dimension.

    Errors: ContractError when the service describes no dimension, no topic, or impossible names.
    """
    check_identifier(identifier)

    def ask() -> tuple[dict[str, Any], list[dict[str, Any]], dict[str, list[dict[str, Any]]]]:
        with client.threads(client.patience.parallel) as pool:
            about = pool.submit(cbsodata.get_info, identifier)
            properties = cbsodata.get_meta(identifier, "DataProperties")
            names = [check_column(p.get("Key"), identifier) for p in properties if p.get("Type") in _KINDS]
            codes = list(pool.map(lambda name: cbsodata.get_meta(identifier, name), names))
            return about.result() or {}, properties, dict(zip(names, codes, strict=True))

    info, properties, dimensions = _ask(host, client, ask)
    groups = {p.get("ID"): clean_text(p.get("Title"), 400) for p in properties if p.get("Type") == "TopicGroup"}
    columns = tuple(_column(p, groups, identifier) for p in properties if p.get("Type") in {*_KINDS, "Topic"})
    if not dimensions or not any(column.kind == "onderwerp" for column in columns):
        raise ContractError(
            "de dienst beschrijft geen dimensies of geen onderwerpen", f"{identifier}, DataProperties"
        )
    return Description(
        identifier,
        clean_text(info.get("Title"), 400),
        check_modified(info.get("Modified"), f"{identifier}, TableInfos"),
        clean_text(info.get("Summary") or info.get("ShortDescription")),
        columns,
        {name: read_codes(rows, "Key", f"{identifier}, {name}") for name, rows in dimensions.items()},
    )


def _column(row: dict[str, Any], groups: dict[Any, str], identifier: str) -> ColumnInfo:
    kind: Any = _KINDS.get(str(row["Type"]), "onderwerp")
    return ColumnInfo(
        check_column(row.get("Key"), identifier),
        clean_text(row.get("Title"), 400),
        kind,
        clean_text(row.get("Description")),
        clean_text(row.get("Unit"), 100),
        kind == "onderwerp" and row.get("Datatype") not in _TEXT_TYPES,
        groups.get(row.get("ParentID"), ""),
    )


def _ask(host: str, client: Client, question: Callable[[], T]) -> T:
    with _pointed_at(host, client):
        return question()
