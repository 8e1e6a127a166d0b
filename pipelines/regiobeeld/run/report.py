"""Make the report of a region when something changed; otherwise say where it is, at once (no pandas here)."""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from regiobeeld import paths
from regiobeeld.areas.regions import Region, resolve_region
from regiobeeld.catalog.files import used_areas
from regiobeeld.errors import UsageError
from regiobeeld.fingerprint import fingerprint
from regiobeeld.local.stamp import local_stamp
from regiobeeld.run import uptodate
from regiobeeld.run.cores import count_cores
from regiobeeld.run.effect import digest_of_plans
from regiobeeld.run.forms import DRAWN_FORMS, add_forms, wanted_forms
from regiobeeld.run.national import ensure_tables
from regiobeeld.run.overview import renew_overview
from regiobeeld.run.own_files import check_notebook, digest, keep_own_files, refuse_other_folder

if TYPE_CHECKING:
    from regiobeeld.blocks.figure import Figuur

log = logging.getLogger("regiobeeld")
FIGURES = "figuren"
"""The folder with every figure as a file of its own."""


def make_report(
    text: str,
    peiljaar: str = "",
    outputs: Path | None = None,
    notebook: str | Path = "",
    formaat: str = "",
    figuren: bool = True,
    cores: int | None = None,
    overzicht: bool = True,
) -> Path:
    """Make `outputs/<regio>/`; an earlier good report stays until the new one is complete.

    Args:
        notebook: an own copy of the notebook; empty is the one of the project. Its last cell makes its figures.
        formaat: other forms to make of it ("pdf,xlsx"); only what is missing is made.
        figuren: make the figures as separate files too, after the report is announced; slides need them.
        cores: over how many to spread the drawing; None is all.
        overzicht: renew the page that lists all reports; a batch does that once, at its end.

    Raises:
        UsageError: unknown region or notebook, or a peiljaar that is no year.
        RegiobeeldError: see `ensure_tables` and `render_report`.
    """
    outputs = outputs or paths.OUTPUTS
    region = resolve_region(text)
    if region.noot:
        log.info(region.noot)
    if peiljaar and not re.fullmatch(r"[0-9]{4}", peiljaar):
        mend = f"Geef bijvoorbeeld PEILJAAR={used_areas().jaar}"
        raise UsageError(f'"{peiljaar}" is geen jaar', "PEILJAAR", mend)
    own = check_notebook(notebook)
    tables = ensure_tables(outputs)
    job = _Job(text, region, peiljaar, tables, outputs / region.slug, own, cores or count_cores())
    forms = wanted_forms(job.folder, formaat)
    made = uptodate.ensure(
        job.folder,
        job.stamp,
        job.render,
        before=lambda: refuse_other_folder(job.folder),
        keep=lambda fresh: keep_own_files(job.folder, fresh),
    )
    report = job.folder / f"regiobeeld-{region.slug}.html"
    said = "Klaar: het" if made else "Er is niets veranderd. Het"
    print(f"{said} regiobeeld van {region.naam} staat in {paths.shorten(report)}", flush=True)
    drawn = figuren or not DRAWN_FORMS.isdisjoint(forms)
    if drawn and own is None and not uptodate.has_folder(job.folder, FIGURES):
        uptodate.add_folder(job.folder, FIGURES, job.write_figures)
    if (add_forms(report, forms) or made) and overzicht:
        renew_overview(outputs)
    return report


@dataclass
class _Job:
    """One report to make: what was asked, where it goes, and the figures that were drawn for it."""

    asked: str
    region: Region
    peiljaar: str
    tables: Path
    folder: Path
    notebook: Path | None
    cores: int
    figures: list[Figuur] | None = None

    @property
    def stamp(self) -> dict[str, object]:
        return {
            "vingerafdruk": fingerprint(),
            "peiljaar": self.peiljaar,
            "gemeenten": list(self.region.gemeenten),
            "notebook": digest(self.notebook),
            "plannen": digest_of_plans(),
            "lokaal": local_stamp(),
            "dialoog": paths.dialogue_digest(self.folder.parent, self.region.slug),
        }

    def render(self, fresh: Path) -> dict[str, object]:
        from regiobeeld.report.render import render_report

        start, count = time.perf_counter(), len(self.region.gemeenten)
        log.info("Regiobeeld van %s maken (%d gemeente%s) ...", self.region.naam, count, "n" if count > 1 else "")
        done = render_report(self.asked, self.region, self.peiljaar, self.tables, fresh, self.notebook, self.cores)
        self.figures = done.figuren
        log.info("  %.1f s", time.perf_counter() - start)
        return done.about

    def write_figures(self, fresh: Path) -> None:
        from regiobeeld.report.report import Rapport, write_figures

        start = time.perf_counter()
        if self.figures is None:  # an earlier run made the report, and was stopped before its figures
            report = Rapport(self.asked, self.tables, self.peiljaar)
            self.figures = [figure for code in report.hoofdstukken for figure in report.hoofdstuk(code).figuren]
        log.info("Figuren als losse bestanden maken (FIGUREN=nee slaat dit over) ...")
        write_figures(self.figures, fresh, self.cores)
        log.info("  %.1f s", time.perf_counter() - start)
