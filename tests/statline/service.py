"""The stand-in service itself: a threaded HTTP server on the loopback address that can be made to fail."""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from statline import v3, v4
from statline.faults import Fault, damage_payload, damage_text, dump, dump_indented
from statline.query import QueryError, parse_options
from statline.tables import ServiceTable

EXPIRED_CERTIFICATE = Path(__file__).with_name("verlopen.pem")
_BLOCK = 65_536


class StatlineService:
    """Serve tables over v3 and v4 until the `with` block ends.

    Args:
        tables: what is published.
        faults: what goes wrong; see `statline.faults`.
        page_rows: rows per page of the bulk feed and of v4.
        latency: seconds that every answer waits.
        bytes_per_second: speed of one connection.
        remember: keep finished answers, so that a benchmark measures the client only.
        expired: speak TLS with a certificate that has run out.
    """

    def __init__(
        self,
        tables: Iterable[ServiceTable],
        faults: Iterable[Fault] = (),
        *,
        page_rows: int = 10_000,
        latency: float = 0.0,
        bytes_per_second: float | None = None,
        remember: bool = False,
        expired: bool = False,
    ) -> None:
        self.tables = {table.identifier: table for table in tables}
        self.editions: dict[str, ServiceTable] = {}
        self.faults, self.page_rows = list(faults), page_rows
        self.latency, self.bytes_per_second = latency, bytes_per_second
        self.cache: dict[tuple[str, bool], bytes] | None = {} if remember else None
        self.requests: list[str] = []
        self.agents: set[str] = set()
        self.busy, self.most_busy = 0, 0
        self.lock, self.stopping = threading.Lock(), threading.Event()
        self.server = _Server(("127.0.0.1", 0), _Handler)
        self.server.service = self
        if expired:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(EXPIRED_CERTIFICATE)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server.server_address[1]}"

    def publish(self, table: ServiceTable) -> None:
        """Replace a table by a newer edition, or add one."""
        self.tables[table.identifier] = table

    def publish_halfway(self, table: ServiceTable) -> None:
        """Have this edition ready; a fault `changed` puts it in place."""
        self.editions[table.identifier] = table

    def count(self, part: str) -> int:
        """How many requests so far had `part` in their address."""
        return sum(part in request for request in self.requests)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self.server.shutdown()
        self.server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    service: StatlineService

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up, or a reset made on purpose, is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = _BLOCK
    disable_nagle_algorithm = True  # or the end of every answer on a connection that stays open waits for 40 ms
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the tests read `service.requests`."""

    def do_GET(self) -> None:
        service = self.server.service
        with service.lock:
            service.requests.append(self.path)
            service.agents.add(self.headers.get("User-Agent", ""))
            service.busy += 1
            service.most_busy = max(service.most_busy, service.busy)
        try:
            self._serve(service)
        finally:
            with service.lock:
                service.busy -= 1

    def _serve(self, service: StatlineService) -> None:
        if service.latency:
            time.sleep(service.latency)
        path = urlsplit(self.path).path
        kind, seconds = next(((f.kind, f.seconds) for f in service.faults if f.hits(path)), ("", 0.0))
        if kind == "changed":
            service.tables |= service.editions
        if self._breaks_on_the_wire(kind, seconds, service):
            return
        try:
            status, body = 200, self._body(kind, service)
        except (QueryError, ValueError) as error:
            status, body = 400, dump({"odata.error": {"message": {"lang": "nl", "value": str(error)}}})
        except KeyError:
            status, body = 404, dump({"odata.error": {"message": {"lang": "nl", "value": "Resource not found"}}})
        self._send(status, body, kind)

    def _breaks_on_the_wire(self, kind: str, seconds: float, service: StatlineService) -> bool:
        """Faults that need no answer to be made."""
        if kind in {"503", "500", "404"}:
            self._send(int(kind), b"<html>Service Unavailable</html>", "")
        elif kind == "429":
            self._send(429, b"", "", {"Retry-After": f"{seconds:g}"})
        elif kind == "redirect":
            self._send(302, b"", "", {"Location": "http://localhost:9/elders"})
        elif kind == "reset":
            self._reset()
        elif kind == "hang":
            service.stopping.wait(seconds)
            self._reset()
        elif kind == "endless":
            self._pour(service)
        else:
            return False
        return True

    def _reset(self) -> None:
        """Close with a reset instead of a goodbye."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def _pour(self, service: StatlineService) -> None:
        """An answer without an end."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        self.wfile.write(b'{"value":[')
        while not service.stopping.is_set():
            self.wfile.write(b" " * _BLOCK)

    def _body(self, kind: str, service: StatlineService) -> bytes:
        zipped = "gzip" in self.headers.get("Accept-Encoding", "")
        key = (self.path, zipped)
        if service.cache is not None and key in service.cache:
            return service.cache[key]
        answer = self._answer(service)
        if isinstance(answer, dict) and kind:
            answer = damage_payload(kind, answer, service.host)
        if kind == "same_page":
            self.path = self.path.partition("?")[0]
            answer = self._answer(service)
        write = dump if self.path.startswith("/odata/v1/") else dump_indented
        body = damage_text(kind, write(answer))
        if kind == "bomb":
            body = b'{"value":[' + b" " * 8_000_000 + b"]}"
        body = gzip.compress(body, 6) if zipped else body
        if service.cache is not None and not kind:
            service.cache[key] = body
        return body

    def _answer(self, service: StatlineService) -> object:
        parts = urlsplit(self.path)
        options, words = parse_options(parts.query), parts.path.strip("/").split("/")
        root = f"http://{service.host}"
        if words[:2] == ["ODataCatalog", "Tables"]:
            return v3.catalogue(list(service.tables.values()))
        if words[:2] == ["odata", "v1"]:
            table = service.tables[words[3]]
            root = f"{root}/{'/'.join(words[:4])}"
            if len(words) == 4:
                return v4.service_document(table, root)
            return v4.answer(table, "/".join(words[4:]), options, root, service.page_rows)
        table = service.tables[words[2]]
        root = f"{root}/{'/'.join(words[:3])}"
        if len(words) == 3:
            return v3.service_document(table, root)
        api = words[0] == "ODataApi"
        return v3.answer(table, "/".join(words[3:]), options, root, service.page_rows, api=api)

    def _send(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        zipped = status == 200 and "gzip" in self.headers.get("Accept-Encoding", "")
        self.send_response(status)
        self.send_header("Content-Type", "text/plain" if self.path.endswith("$count") else "application/json")
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        if kind == "cut_gzip":
            body = body[: len(body) // 2]
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if kind in {"truncated", "reset_halfway"}:
            body = body[: len(body) // 2]
            self.close_connection = True
        self._write(body, slow=kind == "drip")
        if kind == "reset_halfway":
            self._reset()

    def _write(self, body: bytes, *, slow: bool) -> None:
        service = self.server.service
        speed = 20.0 if slow else service.bytes_per_second
        if speed is None:
            self.wfile.write(body)
        else:
            block, begun = 1 if slow else _BLOCK, time.monotonic()
            for start in range(0, len(body), block):
                if service.stopping.is_set():
                    return
                part = body[start : start + block]
                self.wfile.write(part)
                self.wfile.flush()
                # By the clock and not per block: a sleep that takes too long would make the line slower.
                time.sleep(max(0.0, begun + (start + len(part)) / speed - time.monotonic()))
        self.wfile.flush()
