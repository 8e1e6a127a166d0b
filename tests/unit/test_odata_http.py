"""The client: whole answers of bounded size; patience with a service that stumbles, none with one that lies."""

import gzip
import socket
import time
import zlib
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import ClassVar

import pytest

from regiobeeld.errors import ContractError, RegiobeeldError, SourceUnreachableError
from regiobeeld.statline.body import PIECE, Garbled, place_of, unzip
from regiobeeld.statline.connections import Lines
from regiobeeld.statline.http import USER_AGENT, Client, Patience, build_url, same_host
from regiobeeld.statline.page import read_rows
from statline.faults import Fault
from statline.helpers import make_client
from statline.service import EXPIRED_CERTIFICATE, StatlineService
from statline.tables import make_table

PATH = "ODataFeed/odata/50150NED/TableInfos"


def ask(fault: Fault | None, waits: list[float] | None = None, **changes: object) -> str:
    """The title of the table by way of a service with this fault."""
    with (
        StatlineService([make_table()], [fault] if fault else []) as service,
        make_client(waits, **changes) as client,
    ):
        return str(client.get(f"http://{service.host}/{PATH}", read_rows)[0]["Identifier"])


@pytest.mark.parametrize(
    "kind",
    [
        "503",
        "500",
        "429",
        "reset",
        "reset_halfway",
        "hang",
        "drip",
        "truncated",
        "cut_gzip",
        "invalid_json",
        "html",
    ],
)
def test_stumbles_once(kind: str) -> None:
    assert ask(Fault(kind, "TableInfos", seconds=2)) == "50150NED"


def test_a_service_that_is_not_there_is_asked_again_after_ever_longer_waits() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        nobody = server.getsockname()[1]
    waits: list[float] = []
    with (
        make_client(waits, attempts=6, first_wait=0.5, longest_wait=6) as client,
        pytest.raises(SourceUnreachableError, match="mislukt of verbroken, 6 keer geprobeerd"),
    ):
        client.get(f"http://127.0.0.1:{nobody}/{PATH}", read_rows)
    assert waits == [0.5, 1, 2, 4, 6]


@pytest.mark.parametrize("kind", ["hang", "drip", "429"])
def test_requests_under_way_are_given_up_when_the_work_ends_early(kind: str) -> None:
    class Enough(Exception):
        pass

    with (
        StatlineService([make_table()], [Fault(kind, "TableInfos", times=4, seconds=100)]) as service,
        Client(Patience(read=120)) as client,
    ):
        address = f"http://{service.host}/{PATH}"
        with pytest.raises(Enough), client.threads(2) as pool:
            asked = [pool.submit(client.get, address, read_rows) for _ in range(3)]
            while len(service.requests) < 2:
                time.sleep(0.01)
            raise Enough
        # All have ended: two were hung up, the third never went out.
        assert [isinstance(future.exception(), SourceUnreachableError) for future in asked[:2]] == [True, True]
        assert asked[2].cancelled()
        service.faults.clear()
        assert client.get(address, read_rows)[0]["Identifier"] == "50150NED"


def test_a_connection_made_too_late_is_hung_up_as_well() -> None:
    lines, (ours, theirs) = Lines(), socket.socketpair()
    with ours, theirs:
        with lines.cut():
            lines.add(ours)
        assert theirs.recv(1) == b""
        assert not lines.are_cut


@pytest.mark.parametrize(
    ("kind", "exit_code", "told"),
    [
        ("503", 3, "fout 503, 3 keer geprobeerd"),
        ("reset", 3, "verbroken"),
        ("hang", 3, "antwoordt niet op tijd"),
        ("drip", 3, "te langzaam"),
        ("truncated", 3, "verbroken"),
        ("cut_gzip", 4, "afgebroken"),
        ("invalid_json", 4, "geen leesbare JSON"),
        ("404", 4, "kent deze tabel"),
        ("endless", 4, "groter dan 4 MB"),
        ("bomb", 4, "groter dan 4 MB"),
        ("redirect", 4, "naar een ander adres"),
    ],
)
def test_keeps_stumbling(kind: str, exit_code: int, told: str) -> None:
    with pytest.raises(RegiobeeldError, match=told) as caught:
        ask(Fault(kind, "TableInfos", times=None, seconds=2))
    assert caught.value.exit_code == exit_code


def test_waits_longer_after_each_failure() -> None:
    waits: list[float] = []
    with pytest.raises(SourceUnreachableError):
        ask(Fault("503", "TableInfos", times=None), waits, attempts=5, first_wait=0.5, longest_wait=3.0)
    assert waits == [0.5, 1.0, 2.0, 3.0]  # chance() is 1: the whole of the ceiling


def test_waits_as_long_as_the_service_asks() -> None:
    waits: list[float] = []
    assert ask(Fault("429", "TableInfos", seconds=4), waits) == "50150NED"
    assert waits == [4.0]


def test_does_not_wait_for_an_hour() -> None:
    with pytest.raises(SourceUnreachableError, match="3600 seconden te wachten"):
        ask(Fault("429", "TableInfos", seconds=3600))


def test_refuses_an_expired_certificate() -> None:
    with (
        StatlineService([make_table()], expired=True) as service,
        Client(Patience(connect=2, read=2), verify=str(EXPIRED_CERTIFICATE)) as client,
        pytest.raises(SourceUnreachableError, match="certificaat van de dienst is verlopen"),
    ):
        client.get(f"https://{service.host}/{PATH}", read_rows)


def test_says_who_it_is() -> None:
    with StatlineService([make_table()]) as service, make_client() as client:
        client.get(f"http://{service.host}/{PATH}", read_rows)
        assert service.agents == {USER_AGENT}


def test_unzip_stops_at_the_limit() -> None:
    machine = zlib.compressobj(wbits=31)
    packed = machine.compress(b" " * 50_000_000) + machine.flush()
    assert len(packed) < 60_000
    with pytest.raises(ContractError, match="groter dan 1 MB"):
        b"".join(unzip(packed, "https://opendata.cbs.nl/x", 2**20))


def test_unzip_gives_all_of_it_or_an_error() -> None:
    """Five MB in three pieces; a byte too few or too many is noticed after the last piece."""
    body = b"".join(b"%d," % number for number in range(750_000))
    packed = gzip.compress(body, 1)
    pieces = list(unzip(packed, "https://opendata.cbs.nl/x", 2**24))
    assert b"".join(pieces) == body
    assert max(map(len, pieces)) == PIECE
    for damaged in (packed[:-9], packed[:-1], packed + b"x", packed[:1000]):
        with pytest.raises(Garbled, match="afgebroken"):
            list(unzip(damaged, "https://opendata.cbs.nl/x", 2**24))


def test_address_is_written_as_the_service_reads_it() -> None:
    url = build_url("https://x/TypedDataSet", {"$filter": "RegioS eq 'NL01  '", "$top": "5"})
    assert url == "https://x/TypedDataSet?$filter=RegioS%20eq%20'NL01%20%20'&$top=5"


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("https://opendata.cbs.nl/elders", True),
        ("http://opendata.cbs.nl/elders", False),
        ("https://opendata.cbs.nl:8443/elders", False),
        ("https://kwaad.nl/elders", False),
        ("file:///etc/passwd", False),
    ],
)
def test_stays_with_the_service(target: str, allowed: bool) -> None:
    origin = "https://opendata.cbs.nl/ODataFeed"
    if allowed:
        assert same_host(origin, target) == target
    else:
        with pytest.raises(ContractError):
            same_host(origin, target)


def test_error_shows_no_control_characters() -> None:
    with pytest.raises(ContractError) as caught:
        same_host("https://opendata.cbs.nl", "https://kwaad.nl/\x1b[31mrood")
    assert "\x1b" not in str(caught.value)


def test_a_silent_service_is_given_up_after_a_while_not_after_all_attempts() -> None:
    started = time.monotonic()
    with pytest.raises(SourceUnreachableError, match="3 keer geprobeerd"):
        ask(Fault("hang", "TableInfos", times=None, seconds=2), attempts=50, read=0.3, give_up_after=0.7)
    assert time.monotonic() - started < 2.5


def test_a_person_waits_at_most_ninety_seconds_for_a_silent_service() -> None:
    """The last attempt begins before `give_up_after`; it then takes a connection and a silence."""
    patience = Patience()
    assert patience.give_up_after + max(patience.read, patience.total - patience.give_up_after) <= 90
    assert patience.total <= 90


class _Remembers(BaseHTTPRequestHandler):
    """A service that asks to remember something, and notes what it gets back."""

    got: ClassVar[list[str | None]] = []

    def do_GET(self) -> None:
        self.got.append(self.headers.get("Cookie"))
        self.send_response(200)
        self.send_header("Set-Cookie", "volg=mij; Path=/")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ja")

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_a_cookie_is_not_sent_back() -> None:
    with HTTPServer(("127.0.0.1", 0), _Remembers) as server, make_client() as client:
        Thread(target=server.serve_forever, daemon=True).start()
        for _ in range(2):
            assert client.get(f"http://127.0.0.1:{server.server_port}/", bytes.decode) == "ja"
        server.shutdown()
    assert _Remembers.got == [None, None]


def test_a_message_holds_no_password() -> None:
    assert place_of("https://naam:geheim@dienst.nl/tabel?sleutel=geheim") == "dienst.nl/tabel"
