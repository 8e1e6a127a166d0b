"""One polite and stubborn HTTP client: the answer whole and of bounded size, or a clear Dutch error.

What it guards against was seen at the real services: resets on large tables, a 503 at night, a body that
stops halfway with status 200, and a proxy that answers with a login page.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from threading import BoundedSemaphore, Lock
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import quote, urlencode, urljoin, urlsplit

import requests
import urllib3

from regiobeeld import __version__
from regiobeeld.errors import ContractError, RegiobeeldError, SourceUnreachableError
from regiobeeld.statline.body import LATER, Garbled, Packed, place_of, too_large
from regiobeeld.statline.connections import Lines, WatchedAdapter

USER_AGENT = f"regiobeeld/{__version__} (open regiobeeld; python-requests)"
RETRY_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504})
_BLOCK = 1 << 16
T = TypeVar("T")


@dataclass(frozen=True)
class Patience:
    """How long, how often and how much; times in seconds, sizes in bytes.

    A request is not tried again after `give_up_after`, unless the service itself asked to wait: with `read` that
    bounds how long a person waits for a service that says nothing.
    """

    connect: float = 10.0
    read: float = 40.0
    give_up_after: float = 45.0
    total: float = 85.0
    attempts: int = 6
    first_wait: float = 0.5
    longest_wait: float = 30.0
    longest_retry_after: float = 180.0
    most_bytes: int = 64 * 2**20
    parallel: int = 4


class _Later(Exception):
    """The service did not answer this time."""

    def __init__(self, what: str, wait: float | None = None) -> None:
        super().__init__(what)
        self.wait = wait


class Client:
    """A session that keeps connections open, asks for gzip, and never has more than `parallel` requests per host.

    `sleep` and `chance` (0-1, the jitter) can be replaced by a test. `verify` is a path to certificates, or True
    for those of the system or of REQUESTS_CA_BUNDLE.
    """

    def __init__(
        self,
        patience: Patience | None = None,
        *,
        verify: bool | str = True,
        sleep: Callable[[float], None] | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.patience = patience or Patience()
        self._lines = Lines()
        self._sleep, self._chance = sleep or self._lines.pause, chance
        self._gates: dict[str, BoundedSemaphore] = {}
        self._lock = Lock()
        self.session = requests.Session()
        # What a service asks to remember is not sent back.
        self.session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        # Per request, because requests lets the environment (REQUESTS_CA_BUNDLE) overrule a session.
        self._verify = None if verify is True else verify
        self.session.headers.update(
            {"User-Agent": USER_AGENT, "Accept": "application/json, text/plain;q=0.9", "Accept-Encoding": "gzip"}
        )
        adapter = WatchedAdapter(self._lines, pool_maxsize=self.patience.parallel)
        self.session.mount("https://", adapter)
        self.session.mount("http://", adapter)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()

    @contextmanager
    def threads(self, count: int, name: str = "vraag") -> Iterator[ThreadPoolExecutor]:
        """Threads that ask. When the block ends early (an error, Ctrl-C), their requests are given up at once."""
        pool = ThreadPoolExecutor(count, thread_name_prefix=name)
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            with self._lines.cut():
                pool.shutdown()
            raise
        pool.shutdown()

    def get(self, url: str, read: Callable[[bytes], T]) -> T:
        """Fetch `url` and return `read(body)`; see `get_packed`."""
        return self.get_packed(url, lambda packed: read(packed.unpack()))

    def get_packed(self, url: str, read: Callable[[Packed], T]) -> T:
        """Fetch `url` and return `read(answer)`; `read` raises `Garbled` for an answer worth asking again.

        Errors: SourceUnreachableError when the service stays away, ContractError when what it says stays wrong.
        """
        last: _Later | Garbled | None = None
        started, attempt = time.monotonic(), 0
        while attempt < self.patience.attempts and not self._is_enough(last, started):
            if attempt:
                self._sleep(self._pause(attempt, last))
            attempt += 1
            try:
                return read(self._fetch(url))
            except (_Later, Garbled) as problem:
                last = problem
        tried = f"{attempt} keer geprobeerd"
        if isinstance(last, Garbled):
            raise ContractError(f"{last}, {tried}", place_of(url), LATER) from last
        raise SourceUnreachableError(f"{last}, {tried}", place_of(url), LATER) from last

    def _is_enough(self, last: Exception | None, started: float) -> bool:
        """Whether a person has waited long enough; a pause that it asked for is no silence."""
        asked = getattr(last, "wait", None) is not None
        return not asked and time.monotonic() - started > self.patience.give_up_after

    def _pause(self, attempt: int, last: Exception | None) -> float:
        """Exponential back-off with jitter, or what the service asked for."""
        asked = getattr(last, "wait", None)
        if asked is not None:
            return float(asked)
        ceiling = min(self.patience.first_wait * 2 ** (attempt - 1), self.patience.longest_wait)
        return ceiling * (0.5 + self._chance() / 2)

    def _fetch(self, url: str) -> Packed:
        """One attempt: the whole body."""
        with self._gate(url):
            if self._lines.are_cut:
                raise SourceUnreachableError("het ophalen is gestopt", place_of(url), LATER)
            try:
                with self._open(url) as response:
                    self._refuse_status(response, url)
                    return read_body(response, self.patience)
            except (requests.exceptions.SSLError, urllib3.exceptions.SSLError) as error:
                raise _certificate_error(url, error) from error
            except (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError) as error:
                raise _Later("de dienst antwoordt niet op tijd") from error
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
                raise _Later("de verbinding met de dienst is mislukt of verbroken") from error

    def _open(self, url: str) -> requests.Response:
        """Send the request; a redirect is followed on the same host only, at most three times."""
        limits = (self.patience.connect, self.patience.read)
        for _ in range(4):
            response = self.session.get(
                url, stream=True, timeout=limits, allow_redirects=False, verify=self._verify
            )
            if not response.is_redirect:
                return response
            url = same_host(url, urljoin(url, response.headers["Location"]))
            response.close()
        raise ContractError("de dienst blijft doorverwijzen", place_of(url), LATER)

    def _refuse_status(self, response: requests.Response, url: str) -> None:
        status = response.status_code
        if status == 200:
            return
        if status in RETRY_STATUS:
            raise _Later(f"de dienst geeft fout {status}", self._asked_pause(response))
        if status in {401, 403, 407, 511}:
            raise SourceUnreachableError(
                f"de dienst weigert de toegang (fout {status})",
                place_of(url),
                "Vraag uw netwerkbeheerder om toegang",
            )
        if status in {404, 410}:
            raise ContractError(
                "de dienst kent deze tabel of dit onderdeel niet", place_of(url), "Controleer de code van de tabel"
            )
        raise ContractError(
            f"de dienst begrijpt de vraag niet (fout {status})",
            place_of(url),
            "Controleer 'selectie' en 'kolommen'",
        )

    def _asked_pause(self, response: requests.Response) -> float | None:
        """Seconds of a Retry-After header (number or date); a pause that is too long ends the attempts."""
        header = response.headers.get("Retry-After", "").strip()
        if not header:
            return None
        try:
            seconds = float(header) if header.replace(".", "", 1).isdigit() else _seconds_until(header)
        except (TypeError, ValueError):
            return None
        if seconds > self.patience.longest_retry_after:
            raise SourceUnreachableError(
                f"de dienst vraagt {seconds:.0f} seconden te wachten", place_of(response.url), LATER
            )
        return max(seconds, 0.0)

    def _gate(self, url: str) -> BoundedSemaphore:
        host = urlsplit(url).netloc
        with self._lock:
            return self._gates.setdefault(host, BoundedSemaphore(self.patience.parallel))


def read_body(response: requests.Response, patience: Patience) -> Packed:
    """The body in full; short, over time or over size is never passed on.

    Errors: Garbled (short), _Later (over time), ContractError (larger than `most_bytes`).
    """
    deadline = time.monotonic() + patience.total
    parts, size = [], 0
    # `read1` returns what there is: `read` would wait for a full block, however slowly it drips in.
    while part := response.raw.read1(_BLOCK, decode_content=False):
        parts.append(part)
        size += len(part)
        if size > patience.most_bytes:
            raise too_large(response.url, patience.most_bytes)
        if time.monotonic() > deadline:
            raise _Later("de dienst antwoordt te langzaam")
    promised = response.headers.get("Content-Length", "")
    if promised.isascii() and promised.isdigit() and int(promised) != size:
        raise Garbled("het antwoord van de dienst is afgebroken")
    zipped = response.headers.get("Content-Encoding", "").lower() in {"gzip", "x-gzip"}
    return Packed(response.url, b"".join(parts), zipped, patience.most_bytes)


def build_url(base: str, options: Mapping[str, str]) -> str:
    """`base?$filter=...` with spaces as %20; the order of the options is kept."""
    query = urlencode(options, quote_via=quote, safe="$,()'")
    return f"{base}?{query}" if query else base


def same_host(origin: str, target: str) -> str:
    """`target`, when it is on the host of `origin` and not less secure.

    Errors: ContractError: a service must not be able to send the client elsewhere.
    """
    first, second = urlsplit(origin), urlsplit(target)
    upgraded = second.scheme == "https" and first.scheme == "http" and second.hostname == first.hostname
    if not upgraded and (second.scheme, second.netloc) != (first.scheme, first.netloc):
        raise ContractError(
            "de dienst verwijst naar een ander adres", f"{place_of(origin)} -> {place_of(target)}", LATER
        )
    return target


def _seconds_until(date: str) -> float:
    return (parsedate_to_datetime(date) - datetime.now(UTC)).total_seconds()


def _certificate_error(url: str, error: Exception) -> RegiobeeldError:
    expired = "expired" in str(error)
    return SourceUnreachableError(
        "het certificaat van de dienst is verlopen" if expired else "het certificaat van de dienst klopt niet",
        place_of(url),
        "Laat uw netwerkbeheerder ernaar kijken; zonder geldig certificaat worden geen cijfers opgehaald",
    )
