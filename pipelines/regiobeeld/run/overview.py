"""Keep `outputs/index.html` up to date: from the stamps that the runs left, only after something was made."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from regiobeeld import paths
from regiobeeld.fingerprint import read_stamp
from regiobeeld.run.forms import KEY
from regiobeeld.run.uptodate import STAMP

if TYPE_CHECKING:
    from regiobeeld.report.overview import Gemaakt

NAME = "index.html"
PAGES = ("doelgroepen", "samenwerking", "profielen", "wijkprofiel", "vergelijking", "effect", "dialoog")
"""Folders in `outputs` with pages that are no regiobeeld."""
_TITLE = re.compile(r"<title>([^<]*)</title>")
_HEAD = 4096


def renew_overview(outputs: Path | None = None) -> Path:
    """Write the page anew; reads the stamps and, of pages without one, their titles.

    Returns:
        The page.
    """
    from regiobeeld.report.overview import build_overview

    folder = outputs or paths.OUTPUTS
    page = folder / NAME
    fresh = page.with_name(f".bezig-{NAME}-{os.getpid()}")
    try:
        fresh.write_text(build_overview([*_reports(folder), *_others(folder)]), encoding="utf-8")
        fresh.replace(page)
    finally:
        fresh.unlink(missing_ok=True)
    return page


def _reports(outputs: Path) -> Iterator[Gemaakt]:
    from regiobeeld.report.overview import Gemaakt

    for stamp in sorted(outputs.glob(f"*/{STAMP}")):
        found, slug = read_stamp(stamp), stamp.parent.name
        page = stamp.with_name(f"regiobeeld-{slug}.html")
        about = found.get("regio")
        if not isinstance(about, dict) or not page.is_file():
            continue
        yield Gemaakt(
            "regiobeeld",
            str(about.get("naam", slug)),
            f"{slug}/{page.name}",
            str(about.get("code", "")),
            tuple(map(str, found.get("gemeenten", []))),
            str(found.get("gemaakt", "")),
            tuple((form, f"{slug}/{page.stem}.{form}") for form in found.get(KEY, {})),
        )
        for other in sorted(stamp.parent.glob("*.html")):
            if other != page and not other.name.startswith(("versiebericht", ".")):
                yield Gemaakt(
                    _kind(other.stem), _title(other), f"{slug}/{other.name}", "", tuple(found["gemeenten"])
                )


def _others(outputs: Path) -> Iterator[Gemaakt]:
    from regiobeeld.report.overview import Gemaakt

    for name in PAGES:
        for page in sorted((outputs / name).glob("**/*.html")):
            found = read_stamp(page.with_name(STAMP))
            inside = page.relative_to(outputs).as_posix()
            yield Gemaakt(
                name,
                _title(page),
                inside,
                "",
                tuple(map(str, found.get("gemeenten", []))),
                str(found.get("gemaakt", "")),
                tuple((form, inside.removesuffix("html") + form) for form in found.get(KEY, {})),
            )


def _title(page: Path) -> str:
    """The title of a page, which stands at its start."""
    with page.open(encoding="utf-8") as handle:
        found = _TITLE.search(handle.read(_HEAD))
    return found[1].strip() if found else page.stem


def _kind(stem: str) -> str:
    return stem.partition("-")[0]
