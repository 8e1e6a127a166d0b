"""`make hoofdstuk`: one chapter as a page, in seconds, to see what a change in a declaration or text gives."""

from __future__ import annotations

from pathlib import Path

from nbformat.v4 import new_code_cell, new_notebook, new_output

from regiobeeld import paths
from regiobeeld.analyst.beeld import Beeld
from regiobeeld.analyst.lookup import find_name
from regiobeeld.areas.regions import resolve_region
from regiobeeld.outline.chapters import load_order
from regiobeeld.report.page import maak_pagina
from regiobeeld.report.render import describe_page
from regiobeeld.report.report import Rapport
from regiobeeld.run.national import ensure_tables

FOLDER = "hoofdstuk"


def preview_chapter(text: str, name: str, outputs: Path | None = None) -> Path:
    """Write `outputs/hoofdstuk/<regio>-<hoofdstuk>.html`; links to other chapters lead nowhere in it.

    Raises:
        UsageError: unknown region or chapter.
    """
    region, outputs = resolve_region(text), outputs or paths.OUTPUTS
    code = find_name(name, load_order(), "hoofdstuk")
    chapter = Beeld(Rapport(text, ensure_tables(outputs))).hoofdstuk(code)
    output = new_output("display_data", {"text/html": chapter._repr_html_()})
    page = maak_pagina(
        new_notebook(cells=[new_code_cell("", outputs=[output])]), describe_page(region, peiljaar="")
    )
    target = outputs / FOLDER / f"{region.slug}-{code}.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page, encoding="utf-8")
    print(f"Klaar: het hoofdstuk {chapter.titel} van {region.naam} staat in {paths.shorten(target)}")
    return target
