"""All that goes out for one region: poster, cards and forms in one folder."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

from regiobeeld.dialogue.cards import SIZES, cards
from regiobeeld.dialogue.form import ASKED_FILE, keep_form, make_form
from regiobeeld.dialogue.form_html import form_page
from regiobeeld.dialogue.form_xlsx import write_form
from regiobeeld.dialogue.poster import poster
from regiobeeld.dialogue.subjects import subjects_of
from regiobeeld.errors import UsageError
from regiobeeld.formats.browser import find_browser, print_page
from regiobeeld.outline.dialogue import load_agreements, load_questions
from regiobeeld.profile.model import Profile

log = logging.getLogger("regiobeeld")
POSTER = "praatplaat.html"
UNDATED = date(2000, 1, 1)
"""The same sheet gives the same file: the day on which it was printed says nothing."""
BY_HAND = (
    "Geen Chromium of Chrome gevonden, dus geen PDF. Open praatplaat.html en de gesprekskaarten in een browser en "
    "druk ze af als PDF: papier A3 (praatplaat liggend), zonder marges, met achtergronden."
)


def write_pack(profile: Profile, folder: Path, verzonnen: bool = False) -> None:
    """Fill the folder.

    Args:
        verzonnen: made-up figures or an example; every sheet says so.

    Raises:
        UsageError: there is nothing to talk about (the whole country).
    """
    subjects, asked = subjects_of(profile), load_questions()
    if not subjects:
        mend = "Kies een regio of gemeente: voor heel Nederland zijn er geen verschillen"
        raise UsageError("er zijn geen boodschappen om over te praten", profile.naam, mend)
    pages = {POSTER: poster(profile, subjects, verzonnen)}
    pages |= {f"gesprekskaarten-{vel.lower()}.html": cards(profile, subjects, vel, verzonnen) for vel in SIZES}
    for name, page in pages.items():
        (folder / name).write_text(page, encoding="utf-8")
    form = make_form(profile.region.slug, profile.naam, profile.peiljaar, subjects, load_agreements(), verzonnen)
    keep_form(form, folder / ASKED_FILE)
    write_form(form, asked, folder / "formulier.xlsx")
    (folder / "formulier.html").write_text(form_page(form, asked), encoding="utf-8")
    _print([folder / name for name in pages])


def _print(pages: list[Path]) -> None:
    browser = find_browser()
    if browser is None:
        log.info(BY_HAND)
        return
    failed = [page.name for page in pages if not _write_pdf(page, browser)]
    if failed:
        log.info("Geen PDF gelukt van %s. %s", ", ".join(failed), BY_HAND.partition("PDF. ")[2])


def _write_pdf(page: Path, browser: str) -> bool:
    """Print a page beside itself; False when the browser made nothing."""
    printed = print_page(page, browser, UNDATED)
    if printed is not None:
        page.with_suffix(".pdf").write_bytes(printed)
    return printed is not None
