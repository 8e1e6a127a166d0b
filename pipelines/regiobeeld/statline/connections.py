"""The connections to services, so that they can be hung up: who stops a run does not wait for a silent service."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock
from typing import Any
from weakref import WeakSet

from requests.adapters import HTTPAdapter


class Lines:
    """Every open connection of one client."""

    def __init__(self) -> None:
        self._open: WeakSet[socket.socket] = WeakSet()
        self._lock = Lock()
        self._cut = Event()

    @property
    def are_cut(self) -> bool:
        """Whether the requests under way are being given up."""
        return self._cut.is_set()

    def pause(self, seconds: float) -> None:
        """Wait this long, or until the lines are cut."""
        self._cut.wait(seconds)

    def add(self, line: socket.socket) -> None:
        """Watch a new connection; one that comes too late is hung up at once."""
        with self._lock:
            self._open.add(line)
            if self.are_cut:
                _hang_up(line)

    @contextmanager
    def cut(self) -> Iterator[None]:
        """Hang up every connection; within the block no other lasts."""
        with self._lock:
            self._cut.set()
            for line in self._open:
                _hang_up(line)
        try:
            yield
        finally:
            self._cut.clear()


class WatchedAdapter(HTTPAdapter):
    """Reports every connection that is made, also by way of a proxy, to `lines`."""

    def __init__(self, lines: Lines, **settings: Any) -> None:
        self._lines = lines
        super().__init__(**settings)

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        """The pool of connections for a request, each of which is watched."""
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        if "ConnectionCls" not in vars(pool):
            pool.ConnectionCls = _watched(pool.ConnectionCls, self._lines)
        return pool


def _watched(kind: Any, lines: Lines) -> Any:
    class Watched(kind):  # type: ignore[misc]
        def connect(self) -> None:
            super().connect()
            lines.add(self.sock)

    return Watched


def _hang_up(line: socket.socket) -> None:
    """End what is read or written on it, in whichever thread; that thread gets an error and closes it."""
    with suppress(OSError):
        # Not the method of an encrypted socket: that takes the encryption away while another thread reads.
        socket.socket.shutdown(line, socket.SHUT_RDWR)
