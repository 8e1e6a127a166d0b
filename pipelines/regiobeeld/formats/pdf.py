"""The page as a PDF: numbered, with contents, bookmarks and tags; by a browser, else by WeasyPrint."""

from __future__ import annotations

import importlib.util
import re
import tempfile
from datetime import date
from pathlib import Path

from regiobeeld.errors import ContractError, UsageError
from regiobeeld.formats.browser import find_browser, print_page

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
_SCRIPT = re.compile(r"<script>.*?</script>\n?", re.DOTALL)
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
        return _print(browser, html, page.name, made)
    if importlib.util.find_spec("weasyprint"):
        return _with_weasyprint(html)
    mend = "Zet Chromium of Chrome op deze computer, of installeer weasyprint; of druk de pagina zelf af als PDF"
    raise UsageError("hier is niets dat een PDF kan maken; de pagina zelf is er wel", "FORMAAT=pdf", mend)


def prepare(html: str, title: str) -> str:
    """The page as it is printed: with its contents, numbers on its sheets and no scripts."""
    safe = re.sub(r'["\\\n<>]', " ", title)
    still = _SCRIPT.sub("", _POLICY.sub("", html))
    return still.replace("</head>", (_PRINT % safe) + "</head>", 1)


def _print(browser: str, html: str, name: str, made: date) -> bytes:
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "pagina.html")
        source.write_text(html, encoding="utf-8")
        printed = print_page(source, browser, made)
    if printed is None:
        mend = "Probeer het opnieuw, of druk de pagina zelf af als PDF"
        raise ContractError("de browser gaf geen PDF", name, mend)
    return printed


def _with_weasyprint(html: str) -> bytes:
    from weasyprint import HTML

    return bytes(HTML(string=html).write_pdf(pdf_tags=True))
