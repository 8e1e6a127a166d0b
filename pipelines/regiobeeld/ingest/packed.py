"""An answer as it came over the line, and how it is unpacked."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from zlib_ng import zlib_ng

from regiobeeld.errors import ContractError

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

    def unpack(self) -> bytes:
        """The body as text. Errors: Garbled (damaged), ContractError (larger than `most_bytes`)."""
        return unzip(self.body, self.url, self.most_bytes) if self.zipped else self.body


def unzip(body: bytes, url: str, most_bytes: int) -> bytes:
    """Unpack gzip to at most `most_bytes`: a few kilobytes can hide gigabytes."""
    machine = zlib_ng.decompressobj(wbits=31)
    try:
        plain = machine.decompress(body, most_bytes + 1)
    except zlib_ng.error as error:  # type: ignore[misc]  # its stub calls the class an instance
        raise Garbled("het antwoord van de dienst is beschadigd") from error
    if len(plain) > most_bytes:
        raise too_large(url, most_bytes)
    if not machine.eof or machine.unused_data:
        raise Garbled("het antwoord van de dienst is afgebroken")
    return plain


def too_large(url: str, most_bytes: int) -> ContractError:
    """The error for a body of more than `most_bytes`."""
    return ContractError(
        f"het antwoord van de dienst is groter dan {most_bytes // 2**20} MB", place_of(url), LATER
    )


def place_of(url: str) -> str:
    """Host and path, for a message: no query, no control characters, not endless."""
    parts = urlsplit(url)
    text = f"{parts.netloc}{parts.path}"
    return "".join(c for c in text if c.isprintable())[:160]
