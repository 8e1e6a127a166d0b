"""`make profielen`, `make wijkprofiel` and `make vergelijking`: a page each, when something changed."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from regiobeeld import paths
from regiobeeld.areas.regions import Region, resolve_region
from regiobeeld.catalog.files import used_areas
from regiobeeld.errors import UsageError
from regiobeeld.fingerprint import fingerprint
from regiobeeld.run import uptodate
from regiobeeld.run.forms import PAGE_FORMS, add_forms, wanted_forms
from regiobeeld.run.national import ensure_tables
from regiobeeld.run.overview import renew_overview

log = logging.getLogger("regiobeeld")
PROFILES = "profielen"
SAID = {PROFILES: "de profielen", "wijkprofiel": "het profiel", "vergelijking": "de vergelijking"}


def make_profiles(regio: str, peiljaar: str = "", formaat: str = "", outputs: Path | None = None) -> Path:
    """The profile of every gemeente of a region in one page. Raises as `_make`, and for an unknown region."""
    return _make(about_profiles(regio), {"regio": regio, "peiljaar": peiljaar}, formaat, outputs)


def make_wijk(
    wijk: str, regio: str = "", peiljaar: str = "", formaat: str = "", outputs: Path | None = None
) -> Path:
    """The profile of a wijk. Raises as `_make`, and as `profile.find_wijk.find_wijk`."""
    about = about_wijk(wijk, regio)
    return _make(about, {"wijk": about.slug.upper(), "peiljaar": peiljaar}, formaat, outputs)


def make_comparison(
    regio: str, met: str, peiljaar: str = "", formaat: str = "", outputs: Path | None = None
) -> Path:
    """A region beside others. Raises as `_make`, and UsageError for a region that is unknown or not apart."""
    return _make(
        about_comparison(regio, met), {"regio": regio, "met": met, "peiljaar": peiljaar}, formaat, outputs
    )


@dataclass(frozen=True)
class About:
    """What a page is about: its kind (that of its notebook), its name, the name in its files, its regions."""

    soort: str
    naam: str
    slug: str
    regions: tuple[Region, ...]

    def folder(self, outputs: Path) -> Path:
        """Where its files are."""
        return outputs / self.soort / self.slug

    def page(self, outputs: Path) -> Path:
        """The page itself."""
        return self.folder(outputs) / f"{self.soort}-{self.slug}.html"


def about_profiles(regio: str) -> About:
    """The page with the profiles of a region. Raises: UsageError for an unknown region."""
    region = resolve_region(regio)
    return About(PROFILES, region.naam, region.slug, (region,))


def about_wijk(wijk: str, regio: str = "") -> About:
    """The page of a wijk. Raises as `profile.find_wijk.find_wijk`."""
    from regiobeeld.profile.find_wijk import find_wijk

    found = find_wijk(wijk, regio)
    gemeente = resolve_region(found.gemeente_code)
    return About("wijkprofiel", f"{found.naam} ({gemeente.naam})", found.code.lower(), (gemeente,))


def about_comparison(regio: str, met: str) -> About:
    """The page of a region beside others. Raises: UsageError for a region that is unknown, or too many."""
    from regiobeeld.outline.portraits import beside, names_of

    regions = tuple(resolve_region(name) for name in (regio, *names_of(met)))
    name = beside([region.naam for region in regions])
    return About("vergelijking", name, "-".join(region.slug for region in regions), regions)


def _make(about: About, parameters: Mapping[str, str], formaat: str, outputs: Path | None) -> Path:
    """Make `outputs/<kind>/<slug>/` and its forms; an earlier good one stays until the new one is complete.

    Raises:
        UsageError: a peiljaar that is no year, or a form that this page has not.
        RegiobeeldError: what went wrong while it was made.
    """
    if parameters["peiljaar"] and not re.fullmatch(r"[0-9]{4}", parameters["peiljaar"]):
        mend = f"Geef bijvoorbeeld PEILJAAR={used_areas().jaar}"
        raise UsageError(f'"{parameters["peiljaar"]}" is geen jaar', "PEILJAAR", mend)
    outputs = outputs or paths.OUTPUTS
    folder, page, said = about.folder(outputs), about.page(outputs), SAID[about.soort]
    forms = wanted_forms(folder, formaat, PAGE_FORMS)
    tables = ensure_tables(outputs)
    gemeenten = sorted({code for region in about.regions for code in region.gemeenten})
    stamp = {"vingerafdruk": fingerprint(), **parameters, "gemeenten": gemeenten}
    made = uptodate.ensure(folder, stamp, lambda fresh: _render(about, parameters, tables, fresh))
    what = f"{said} van {about.naam} {'staan' if about.soort == PROFILES else 'staat'} in {paths.shorten(page)}"
    print(f"Klaar: {what}" if made else f"Er is niets veranderd: {what}")
    if add_forms(page, forms) or made:
        renew_overview(outputs)
    return page


def _render(about: About, parameters: Mapping[str, str], tables: Path, folder: Path) -> dict[str, object]:
    from regiobeeld.portraits.render import render_portrait

    start = time.perf_counter()
    log.info("%s van %s maken ...", SAID[about.soort].capitalize(), about.naam)
    own = {region.own_code: region.naam for region in about.regions}
    run = render_portrait(about.soort, about.naam, about.slug, parameters, own, tables, folder)
    log.info("  %.1f s", time.perf_counter() - start)
    return run
