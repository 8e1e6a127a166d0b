"""Print a page as PDF with the browser of this computer, the same bytes every time.

Chromium writes the moment and the machine into a PDF; both are replaced by texts of the same length, so that the
places of its parts stay right.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
SECONDS = 180
_LONGEST = 40
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--export-tagged-pdf",
)
_MOMENT = re.compile(rb"(/(?:CreationDate|ModDate) ?\(D:)\d{14}([^)]*\))")
_TWICE = re.compile(rb"(/Title (?:\(|<FEFF))(?P<text>(?:[^()\\<>]|\\.){3,}?)(?P=text)(?P<end>[)>])")
_OBJECT = re.compile(rb"^(\d+) 0 obj\n(<<.*?)\nendobj", re.MULTILINE | re.DOTALL)
_NAMES, _PLACE = re.compile(rb"/Dests (\d+) 0 R"), re.compile(rb"/([!-.0-~]+) \[(\d+) 0 R /XYZ")
_KIDS, _REFERENCE = re.compile(rb"/Kids \[([^\]]*)\]"), re.compile(rb"(\d+) 0 R")
_PROGRAM = re.compile(rb"/(Creator|Producer) \((?P<text>(?:[^()\\]|\\.)*)\)")


def find_browser() -> str | None:
    """A browser on this computer that can print without a screen."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def print_page(page: Path, browser: str, made: date) -> bytes | None:
    """The page as PDF, in the size that it declares, with bookmarks and tags; None when the browser made nothing.

    Args:
        made: the day that stands in the PDF.
    """
    # Chromium refuses to run as root with its own walls around it.
    root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    with tempfile.TemporaryDirectory(dir=_short_folder(), ignore_cleanup_errors=True) as scratch:
        target = Path(scratch, "pagina.pdf")
        own = (f"--user-data-dir={scratch}/profiel", f"--print-to-pdf={target}")
        try:
            command = [browser, *_FLAGS, *root, *own, page.resolve().as_uri()]
            place = {**os.environ, "TMPDIR": scratch}
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, env=place)
        except (subprocess.SubprocessError, OSError):
            return None
        return _settle(target.read_bytes(), made) if target.is_file() else None


def pages_of(pdf: bytes) -> dict[str, int]:
    """The page (from 1) on which every element with an id begins, from the names in a PDF of Chromium."""
    objects = {found[1]: found[2] for found in _OBJECT.finditer(pdf)}
    roots = [number for number, body in objects.items() if b"/Type /Pages" in body and b"/Parent" not in body]
    order = {page: place for place, page in enumerate(_leaves(roots, objects), start=1)}
    names = _NAMES.search(pdf)
    places = _PLACE.findall(objects.get(names[1], b"")) if names else []
    return {name.decode("ascii"): order[page] for name, page in places if page in order}


def _leaves(numbers: Iterable[bytes], objects: Mapping[bytes, bytes]) -> Iterator[bytes]:
    """The pages below these nodes of the tree of pages, in order."""
    for number in numbers:
        kids = _KIDS.search(objects.get(number, b""))
        if kids is None:
            yield number
        else:
            yield from _leaves(_REFERENCE.findall(kids[1]), objects)


def _short_folder() -> str:
    """Where the browser may leave what it needs for a moment: the path of a socket that it makes is short."""
    usual = tempfile.gettempdir()
    return next((name for name in (usual, "/tmp") if len(name) <= _LONGEST and Path(name).is_dir()), usual)


def _settle(content: bytes, made: date) -> bytes:
    """Without the moment and the machine; every replacement is as long as what it replaces."""
    day = f"{made:%Y%m%d}000000".encode()
    once = _TWICE.sub(_once, content)
    return _PROGRAM.sub(_name, _MOMENT.sub(rb"\g<1>" + day + rb"\g<2>", once))


def _once(found: re.Match[bytes]) -> bytes:
    """A heading that begins a page stands twice in its bookmark."""
    return (found[1] + found["text"] + found["end"]).ljust(len(found[0]))


def _name(found: re.Match[bytes]) -> bytes:
    room = len(found["text"])
    return b"/" + found[1] + b" (" + b"regiobeeld".ljust(room)[:room] + b")"
