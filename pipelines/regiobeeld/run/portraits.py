"""`make profielen`, `make wijkprofiel` and `make vergelijking`: a page each, when something changed."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from regiobeeld import paths
from regiobeeld.areas.regions import resolve_region
from regiobeeld.catalog.files import used_areas
from regiobeeld.errors import UsageError
from regiobeeld.fingerprint import fingerprint
from regiobeeld.run import uptodate
from regiobeeld.run.forms import PAGE_FORMS, add_forms, wanted_forms
from regiobeeld.run.national import ensure_tables
from regiobeeld.run.overview import renew_overview

log = logging.getLogger("regiobeeld")
SAID = {"profielen": "de profielen", "wijkprofiel": "het profiel", "vergelijking": "de vergelijking"}


def make_profiles(regio: str, peiljaar: str = "", formaat: str = "", outputs: Path | None = None) -> Path:
    """The profile of every gemeente of a region in one page. Raises as `_make`, and for an unknown region."""
    region = resolve_region(regio)
    parameters = {"regio": regio, "peiljaar": peiljaar}
    return _make("profielen", region.naam, region.slug, region.gemeenten, parameters, formaat, outputs)


def make_wijk(
    wijk: str, regio: str = "", peiljaar: str = "", formaat: str = "", outputs: Path | None = None
) -> Path:
    """The profile of a wijk. Raises as `_make`, and as `profile.find_wijk.find_wijk`."""
    from regiobeeld.profile.find_wijk import find_wijk

    found = find_wijk(wijk, regio)
    name = f"{found.naam} ({resolve_region(found.gemeente_code).naam})"
    parameters = {"wijk": found.code, "peiljaar": peiljaar}
    return _make("wijkprofiel", name, found.code.lower(), [found.gemeente_code], parameters, formaat, outputs)


def make_comparison(
    regio: str, met: str, peiljaar: str = "", formaat: str = "", outputs: Path | None = None
) -> Path:
    """A region beside others. Raises as `_make`, and UsageError for a region that is unknown or not apart."""
    from regiobeeld.outline.portraits import names_of

    regions = [resolve_region(name) for name in (regio, *names_of(met))]
    name = " naast ".join([regions[0].naam, " en ".join(region.naam for region in regions[1:])])
    slug = "-".join(region.slug for region in regions)
    inside = sorted({code for region in regions for code in region.gemeenten})
    parameters = {"regio": regio, "met": met, "peiljaar": peiljaar}
    return _make("vergelijking", name, slug, inside, parameters, formaat, outputs)


def _make(
    kind: str,
    name: str,
    slug: str,
    gemeenten: Sequence[str],
    parameters: Mapping[str, str],
    formaat: str,
    outputs: Path | None,
) -> Path:
    """Make `outputs/<kind>/<slug>/` and its forms; an earlier good one stays until the new one is complete.

    Raises:
        UsageError: a peiljaar that is no year, or a form that this page has not.
        RegiobeeldError: what went wrong while it was made.
    """
    if parameters["peiljaar"] and not re.fullmatch(r"[0-9]{4}", parameters["peiljaar"]):
        mend = f"Geef bijvoorbeeld PEILJAAR={used_areas().jaar}"
        raise UsageError(f'"{parameters["peiljaar"]}" is geen jaar', "PEILJAAR", mend)
    outputs = outputs or paths.OUTPUTS
    folder = outputs / kind / slug
    forms = wanted_forms(folder, formaat, PAGE_FORMS)
    tables = ensure_tables(outputs)
    page = folder / f"{kind}-{slug}.html"
    stamp = {"vingerafdruk": fingerprint(), **parameters, "gemeenten": list(gemeenten)}
    made = uptodate.ensure(folder, stamp, lambda fresh: _render(kind, name, page.stem, parameters, tables, fresh))
    what = f"{SAID[kind]} van {name} {'staan' if kind == 'profielen' else 'staat'} in {paths.shorten(page)}"
    print(f"Klaar: {what}" if made else f"Er is niets veranderd: {what}")
    if add_forms(page, forms) or made:
        renew_overview(outputs)
    return page


def _render(
    kind: str, name: str, page: str, parameters: Mapping[str, str], tables: Path, folder: Path
) -> dict[str, object]:
    from regiobeeld.portraits.render import render_portrait

    start = time.perf_counter()
    log.info("%s van %s maken ...", SAID[kind].capitalize(), name)
    about = render_portrait(kind, name, page, parameters, tables, folder)
    log.info("  %.1f s", time.perf_counter() - start)
    return about
