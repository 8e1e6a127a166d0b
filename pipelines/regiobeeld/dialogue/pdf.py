"""A sheet as PDF, by the browser that is on this machine; without one the page says itself how to print."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
_SECONDS = 120
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)
_DATES = re.compile(rb"(/(?:CreationDate|ModDate) ?\(D:)(\d{14})")


def find_browser() -> str | None:
    """The browser to print with; None when there is none."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def write_pdf(page: Path, browser: str) -> bool:
    """Print a page beside itself, in the size that the page declares; False when the browser made nothing."""
    target = page.with_suffix(".pdf")
    root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as own:
        order = [browser, *_FLAGS, *root, f"--user-data-dir={own}", f"--print-to-pdf={target}", page.as_uri()]
        try:
            subprocess.run(order, capture_output=True, timeout=_SECONDS, check=True)
        except (subprocess.SubprocessError, OSError):
            target.unlink(missing_ok=True)
            return False
    if not target.is_file():
        return False
    # The same sheet gives the same file: the hour at which it was printed says nothing.
    target.write_bytes(_DATES.sub(lambda found: found[1] + b"20000101000000", target.read_bytes()))
    return True
