"""`make effect`: the report of one plan, when something changed (no pandas here)."""

from __future__ import annotations

import hashlib
import logging
import os
import time
from pathlib import Path

from regiobeeld import paths
from regiobeeld.areas.register import slugify
from regiobeeld.fingerprint import fingerprint
from regiobeeld.run import uptodate
from regiobeeld.run.national import ensure_tables

log = logging.getLogger("regiobeeld")
NAME = "effect"


def make_effect(text: str, outputs: Path | None = None) -> Path:
    """Make `outputs/effect/<plan>/`; an earlier good report stays until the new one is complete.

    Returns:
        The page.

    Raises:
        UsageError: unknown plan, or one whose effect cannot be measured, with what would do.
        RegiobeeldError: see `ensure_tables`.
    """
    from regiobeeld.effect.plan import find_plan, read_plan, require_measured

    outputs, path = outputs or paths.OUTPUTS, find_plan(text)
    require_measured(read_plan(path), path.name)
    tables, slug = ensure_tables(outputs), slugify(path.stem)
    folder = outputs / NAME / slug
    stamp = {"vingerafdruk": fingerprint(), "plan": hashlib.sha256(path.read_bytes()).hexdigest()}
    made = uptodate.ensure(folder, stamp, lambda fresh: _render(path.resolve(), slug, tables, fresh))
    page = folder / f"effect-{slug}.html"
    said = "Klaar: de" if made else "Er is niets veranderd. De"
    print(f"{said} effectmeting van {path.name} staat in {paths.shorten(page)}")
    return page


def digest_of_plans() -> str:
    """The contents of all plans as a part of the stamp of a report: its goals may be in one of them."""
    found = sorted((paths.PROJECT / "plannen").glob("*.toml"))
    texts = b"\0".join(path.name.encode() + b"\0" + path.read_bytes() for path in found)
    return hashlib.sha256(texts).hexdigest() if found else ""


def _render(plan: Path, slug: str, tables: Path, folder: Path) -> None:
    from regiobeeld.report.effect_page import render_effect

    start = time.perf_counter()
    log.info("Effectmeting van %s maken ...", plan.name)
    render_effect(plan, slug, os.path.relpath(tables, folder), folder)
    log.info("  %.1f s", time.perf_counter() - start)
