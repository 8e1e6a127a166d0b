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


def _short_folder() -> str:
    """Where the browser may leave what it needs for a moment: the path of a socket that it makes is short."""
    usual = tempfile.gettempdir()
    return next((name for name in (usual, "/tmp") if len(name) <= _LONGEST and Path(name).is_dir()), usual)


def _settle(content: bytes, made: date) -> bytes:
    """Without the moment and the machine; every replacement is as long as what it replaces."""
    day = f"{made:%Y%m%d}000000".encode()
    return _PROGRAM.sub(_name, _MOMENT.sub(rb"\g<1>" + day + rb"\g<2>", content))


def _name(found: re.Match[bytes]) -> bytes:
    room = len(found["text"])
    return b"/" + found[1] + b" (" + b"regiobeeld".ljust(room)[:room] + b")"
