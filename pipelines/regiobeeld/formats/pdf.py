"""The page as a PDF: numbered, with contents, bookmarks and tags; by Chromium, else by WeasyPrint.

Chromium writes the moment and the machine into a PDF; both are replaced by texts of the same length, so that the
places of its parts stay right and two runs give the same bytes.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path

from regiobeeld.errors import ContractError, UsageError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SECONDS = 180
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
_SCRIPT = re.compile(r"<script>.*?</script>\n?", re.DOTALL)
_MOMENT = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}([^)]*\))")
_PROGRAM = re.compile(rb"/(Creator|Producer) \((?P<text>(?:[^()\\]|\\.)*)\)")
_PRINT = """
<style>
@page {
  @bottom-left { content: "%s"; font: 8pt "Source Sans 3", sans-serif; color: #4c5a65; }
  @bottom-right {
    content: counter(page) " van " counter(pages); font: 8pt "Source Sans 3", sans-serif; color: #4c5a65;
  }
}
@media print {
  nav.inhoudsopgave { display: block !important; position: static !important; break-after: page; margin: 6mm 0 0; }
  nav.inhoudsopgave details { position: static; max-height: none; overflow: visible; }
  nav.inhoudsopgave a { padding: 1.2mm 3mm; }
  /* The layer with all figures is to search in: it stays in the page, and its numbers are in the workbook. */
  .laag + .laag.vouwen { display: none; }
}
</style>
"""


def make_pdf(page: Path, title: str, made: date) -> bytes:
    """Print a page of ours.

    Args:
        page: the HTML file.
        title: stands in the foot of every sheet.
        made: the day of the report.

    Raises:
        UsageError: there is nothing here that makes a PDF.
        ContractError: the browser gave no PDF.
    """
    browser = find_browser()
    html = prepare(page.read_text(encoding="utf-8"), title)
    if browser:
        return _settle(_print(browser, html, page.name), made)
    if importlib.util.find_spec("weasyprint"):
        return _with_weasyprint(html)
    mend = "Zet Chromium of Chrome op deze computer, of installeer weasyprint; of druk de pagina zelf af als PDF"
    raise UsageError("hier is niets dat een PDF kan maken; de pagina zelf is er wel", "FORMAAT=pdf", mend)


def find_browser() -> str | None:
    """A browser on this computer that can print without a screen."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def prepare(html: str, title: str) -> str:
    """The page as it is printed: with its contents, numbers on its sheets and no scripts."""
    safe = re.sub(r'["\\\n<>]', " ", title)
    still = _SCRIPT.sub("", _POLICY.sub("", html))
    return still.replace("</head>", (_PRINT % safe) + "</head>", 1)


def _print(browser: str, html: str, name: str) -> bytes:
    with tempfile.TemporaryDirectory() as scratch:
        source, target = Path(scratch, "pagina.html"), Path(scratch, "pagina.pdf")
        source.write_text(html, encoding="utf-8")
        command = [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            f"--user-data-dir={scratch}/profiel",
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            "--export-tagged-pdf",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except (subprocess.TimeoutExpired, OSError) as error:
            raise _no_pdf(name) from error
        if not target.exists():
            raise _no_pdf(name)
        return target.read_bytes()


def _no_pdf(name: str) -> ContractError:
    return ContractError("de browser gaf geen PDF", name, "Probeer het opnieuw, of druk de pagina zelf af als PDF")


def _with_weasyprint(html: str) -> bytes:
    from weasyprint import HTML

    return bytes(HTML(string=html).write_pdf(pdf_tags=True))


def _settle(content: bytes, made: date) -> bytes:
    """Without the moment and the machine; every replacement is as long as what it replaces."""
    day = f"{made:%Y%m%d}000000".encode()
    return _PROGRAM.sub(_name, _MOMENT.sub(rb"\g<1>" + day + rb"\g<2>", content))


def _name(found: re.Match[bytes]) -> bytes:
    room = len(found["text"])
    return b"/" + found[1] + b" (" + b"regiobeeld".ljust(room)[:room] + b")"
