"""The other forms of a made report: each is made once, from what the report left on disk (no pandas here)."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from regiobeeld import paths
from regiobeeld.fingerprint import read_stamp
from regiobeeld.formats.asked import FORMS, asked_forms
from regiobeeld.publish import one_at_a_time
from regiobeeld.run.uptodate import LOCKS, STAMP

log = logging.getLogger("regiobeeld")
KEY = "vormen"
DRAWN_FORMS = frozenset({"pptx", "docx"})
"""What holds the figures as pictures, which are files of their own."""
PAGE_FORMS = ("pdf", "xlsx")
"""What a profile or a comparison can be besides a page: it has no slides and no board report."""


def wanted_forms(folder: Path, text: str, known: tuple[str, ...] = FORMS) -> tuple[str, ...]:
    """What was asked for now, and what was made of an earlier report in this folder: that is renewed with it.

    Raises:
        UsageError: there is no such form.
    """
    asked, earlier = asked_forms(text, known), read_stamp(folder / STAMP).get(KEY)
    return tuple(form for form in FORMS if form in asked or (isinstance(earlier, dict) and form in earlier))


def add_forms(page: Path, forms: Iterable[str]) -> list[Path]:
    """Make the forms of a report that are not there yet, or not as they were made; gives back what was made now.

    Args:
        page: the page of the report, in its folder.
        forms: see `wanted_forms`.

    Raises:
        UsageError: there is nothing here that makes a PDF; the others are made.
        ContractError: what the report left on disk is damaged, or a form has a number that the page has not.
    """
    folder = page.parent
    files = {form: page.with_suffix(f".{form}") for form in sorted(forms, key=lambda form: form == "pdf")}
    made: list[Path] = []
    if not _missing(folder, files):
        return made
    with one_at_a_time(folder.parent / LOCKS / folder.name):
        for form in _missing(folder, files):
            start = time.perf_counter()
            content = _maker(form)(page, _day(folder))
            _audit(form, content, page)
            _publish(files[form], content)
            _record(folder, form, files[form].name)
            made.append(files[form])
            log.info("  %.1f s", time.perf_counter() - start)
            print(f"Klaar: {paths.shorten(files[form])}")
    return made


def _missing(folder: Path, files: Mapping[str, Path]) -> list[str]:
    """The forms that are not there as they were made of this report."""
    made = read_stamp(folder / STAMP).get(KEY)
    known = made if isinstance(made, dict) else {}
    return [form for form, path in files.items() if not path.exists() or known.get(form) != _describe(path)]


def _describe(path: Path) -> dict[str, str | int]:
    content = path.read_bytes()
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _day(folder: Path) -> date:
    """The day the report was made, which is that of all its forms."""
    return date.fromisoformat(str(read_stamp(folder / STAMP)["gemaakt"]))


def _publish(path: Path, content: bytes) -> None:
    """Write beside it first, so that a stopped run leaves no half file."""
    fresh = path.with_name(f".bezig-{path.name}-{os.getpid()}")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _audit(form: str, content: bytes, page: Path) -> None:
    """Every number in a form is one of the page. Raises: ContractError; the form is then not placed."""
    from regiobeeld.claims.forms import check_form

    found = check_form(form, content, page)
    if found is not None:
        log.info("  %s: %s", form, found)


def _record(folder: Path, form: str, name: str) -> None:
    """Beside the stamp of the report: this form was made of it."""
    stamp = read_stamp(folder / STAMP)
    made = {**stamp.get(KEY, {}), form: _describe(folder / name)}
    text = json.dumps({**stamp, KEY: made}, ensure_ascii=False, indent=1)
    _publish(folder / STAMP, (text + "\n").encode("utf-8"))


def _maker(form: str) -> Callable[[Path, date], bytes]:
    return {"pdf": _pdf, "xlsx": _xlsx, "pptx": _pptx, "docx": _docx}[form]


# Each loads what it needs when it is asked for.


def _pdf(page: Path, made: date) -> bytes:
    from regiobeeld.formats.pdf import make_pdf
    from regiobeeld.formats.story import read_story

    story = read_story(page.parent)
    return make_pdf(page, f"{story.soort} {story.naam}", made)


def _xlsx(page: Path, made: date) -> bytes:
    from regiobeeld.formats.story import read_story
    from regiobeeld.formats.xlsx import make_workbook

    return make_workbook(read_story(page.parent), made)


def _pptx(page: Path, made: date) -> bytes:
    from regiobeeld.formats.pptx import make_slides
    from regiobeeld.formats.story import read_story

    return make_slides(read_story(page.parent), made, page.parent)


def _docx(page: Path, made: date) -> bytes:
    from regiobeeld.formats.docx import make_document
    from regiobeeld.formats.story import read_story

    return make_document(read_story(page.parent), made, page.parent)
