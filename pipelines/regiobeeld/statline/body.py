"""An answer as it came over the line, and how it is unpacked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from zlib_ng import zlib_ng

from regiobeeld.errors import ContractError

PIECE = 1 << 21  # bytes; fits the cache of the processor
LATER = "Probeer het later opnieuw; de cijfers die er al zijn, blijven in gebruik"


class Garbled(Exception):
    """The answer arrived but is not whole or not readable: worth another attempt."""


@dataclass(frozen=True)
class Packed:
    """A whole body as it came over the line; `most_bytes` is what it may be when unpacked."""

    url: str
    body: bytes
    zipped: bool
    most_bytes: int

    def pieces(self) -> Iterator[bytes]:
        """The body as text, piece by piece: who reads a page need not hold all of it.

        Errors: Garbled (damaged), ContractError (larger than `most_bytes`); what came before is then worthless.
        """
        if self.zipped:
            return unzip(self.body, self.url, self.most_bytes)
        return (self.body[place : place + PIECE] for place in range(0, len(self.body), PIECE))

    def unpack(self) -> bytes:
        """The body as text. Errors: as `pieces`."""
        return b"".join(self.pieces())


def unzip(body: bytes, url: str, most_bytes: int) -> Iterator[bytes]:
    """Unpack gzip to at most `most_bytes`: a few kilobytes can hide gigabytes."""
    machine, size = zlib_ng.decompressobj(wbits=31), 0
    while not machine.eof:
        try:
            piece = machine.decompress(body, PIECE)
        except zlib_ng.error as error:  # type: ignore[misc]  # its stub calls the class an instance
            raise Garbled("het antwoord van de dienst is beschadigd") from error
        size += len(piece)
        if size > most_bytes:
            raise too_large(url, most_bytes)
        if not piece and not machine.eof:
            raise Garbled("het antwoord van de dienst is afgebroken")
        yield piece
        body = machine.unconsumed_tail
    if machine.unused_data:
        raise Garbled("het antwoord van de dienst is afgebroken")


def too_large(url: str, most_bytes: int) -> ContractError:
    """The error for a body of more than `most_bytes`."""
    return ContractError(
        f"het antwoord van de dienst is groter dan {most_bytes // 2**20} MB", place_of(url), LATER
    )


def place_of(url: str) -> str:
    """Host and path, for a message: no user or password, no query, no control characters, not endless."""
    parts = urlsplit(url)
    text = f"{parts.netloc.rpartition('@')[2]}{parts.path}"
    return "".join(c for c in text if c.isprintable())[:160]
