"""The page as a PDF: numbered, with contents, bookmarks and tags; by a browser, else by WeasyPrint."""

from __future__ import annotations

import importlib.util
import re
import tempfile
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

from regiobeeld.errors import ContractError, UsageError
from regiobeeld.formats.browser import find_browser, pages_of, print_page

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
_CONTENTS = re.compile(r'<nav class="inhoudsopgave".*?</nav>', re.DOTALL)
FEW = 4
"""Fewer chapters are found without contents."""
_ENTRY = re.compile(r'<a href="#(?P<id>[^"]+)">[^<]*</a>')
_SCRIPT = re.compile(r"<script>.*?</script>\n?", re.DOTALL)
ONE_SHEET = "een-vel"
"""The class of the look of a page of which every chapter is one sheet of paper."""
_CHAPTER = re.compile(r'<section class="hoofdstuk" aria-labelledby="([^"]+)"')
_PRINT = """
<style>
@page {
  @bottom-left { content: "%s"; font: 8pt "Source Sans 3", sans-serif; color: #4c5a65; }
  @bottom-right {
    content: counter(page) " van " counter(pages); font: 8pt "Source Sans 3", sans-serif; color: #4c5a65;
  }
}
@media print {
  nav.inhoudsopgave { %s; position: static !important; margin: 0 0 8mm; border: 0; }
  nav.inhoudsopgave details { position: static; max-height: none; overflow: visible; }
  nav.inhoudsopgave summary { color: #3d3a75; font-size: 13pt; font-weight: 600; }
  nav.inhoudsopgave li { display: flex; border-bottom: 0.4pt dotted #b4bec6; }
  nav.inhoudsopgave li a { flex: 1; padding: 1mm 0; border: 0; }
  nav.inhoudsopgave .blz { padding: 1mm 0; min-width: 8mm; text-align: right; }
  /* A space at the end of a line is otherwise lost in the bookmarks. */
  h1, h2, h3 { white-space: pre-wrap; }
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
        ContractError: the browser gave no PDF, or a chapter that is to be one sheet is more than that.
    """
    browser = find_browser()
    html = prepare(page.read_text(encoding="utf-8"), title)
    if browser:
        printed = _print(browser, html, page.name, made)
        if long := more_than_a_sheet(html, printed):
            where = f"{page.name}: {', '.join(long)}"
            raise ContractError("dit profiel past niet op één A4", where, "Meld dit aan de makers")
        return printed
    if importlib.util.find_spec("weasyprint"):
        return _with_weasyprint(html)
    mend = "Zet Chromium of Chrome op deze computer, of installeer weasyprint; of druk de pagina zelf af als PDF"
    raise UsageError("hier is niets dat een PDF kan maken; de pagina zelf is er wel", "FORMAAT=pdf", mend)


def prepare(html: str, title: str) -> str:
    """The page as it is printed: with its contents, numbers on its sheets and no scripts."""
    safe = re.sub(r'["\\\n<>]', " ", title)
    still = _SCRIPT.sub("", _POLICY.sub("", html))
    return still.replace("</head>", (_PRINT % (safe, _show_contents(still))) + "</head>", 1)


def _show_contents(html: str) -> str:
    """Whether the contents stand on paper: not above a few chapters."""
    return f"display: {'block' if _has_contents(html) else 'none'} !important"


def _has_contents(html: str) -> bool:
    found = _CONTENTS.search(html)
    return found is not None and len(_ENTRY.findall(found[0])) >= FEW


def add_pages(html: str, pages: Mapping[str, int]) -> str:
    """The page of every chapter behind its name in the contents; `pages`: id -> page, from 1."""

    def _numbered(nav: re.Match[str]) -> str:
        return _ENTRY.sub(
            lambda link: f'{link[0]}<span class="blz">{pages.get(link["id"], "")}</span>',
            nav[0],
        )

    return _CONTENTS.sub(_numbered, html)


def _print(browser: str, html: str, name: str, made: date) -> bytes:
    """Printed twice where there are contents: after the first time it is known where each chapter begins."""
    printed = _print_once(browser, html, made)
    if printed and _has_contents(html):
        printed = _print_once(browser, add_pages(html, pages_of(printed)), made)
    if printed is None:
        mend = "Probeer het opnieuw, of druk de pagina zelf af als PDF"
        raise ContractError("de browser gaf geen PDF", name, mend)
    return printed


def _print_once(browser: str, html: str, made: date) -> bytes | None:
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "pagina.html")
        source.write_text(html, encoding="utf-8")
        return print_page(source, browser, made)


def more_than_a_sheet(html: str, pdf: bytes) -> list[str]:
    """The chapters of more than one sheet, of a page of which each but the last must be one."""
    if f'class="{ONE_SHEET}"' not in html:
        return []
    pages, chapters = pages_of(pdf), _CHAPTER.findall(html)
    return [code for code, after in pairwise(chapters) if pages.get(after, 0) != pages.get(code, 0) + 1]


def _with_weasyprint(html: str) -> bytes:
    from weasyprint import HTML

    return bytes(HTML(string=html).write_pdf(pdf_tags=True))
