"""From an executed notebook to one HTML page, with our own template and without any external address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from regiobeeld.blocks.templates import TEMPLATES
from regiobeeld.claims.html import split_notes
from regiobeeld.draw.style import webfont_css
from regiobeeld.report.additions import clean_markdown
from regiobeeld.report.csp import add_policy
from regiobeeld.report.layers import assemble


@dataclass(frozen=True)
class Paginakop:
    """What stands in the heading and the foot of the page; plain texts, escaped by the template.

    Args:
        naam: the region.
        peiljaar: the year that the report is about.
        ondertitel: one sentence under the name.
        meta: short facts beside the year ("14 gemeenten", "indeling 2025").
        gemaakt: date of making, as text.
        voet: lines in the foot (licence, citation).
        versie: version of regiobeeld.
        demo: figures are made up; prints a band that says so.
        titel: title of the window; by default "Regiobeeld <naam>".
    """

    naam: str
    peiljaar: str | int = ""
    ondertitel: str = ""
    meta: tuple[str, ...] = ()
    gemaakt: str = ""
    voet: tuple[str, ...] = ()
    versie: str = ""
    demo: bool = False
    titel: str = ""


def maak_pagina(notebook: Any, kop: Paginakop) -> str:
    """The page as text: HTML outputs and markdown of the notebook, never code, warnings or plain output."""
    from nbconvert import HTMLExporter
    from nbconvert.exporters import TemplateExporter

    exporter = HTMLExporter(
        template_name="regiobeeld",
        extra_template_basedirs=[str(TEMPLATES)],
        exclude_anchor_links=True,
    )
    heading = {**asdict(kop), "lettertype_css": webfont_css()}
    parts = [split_notes(piece) for piece in _pieces(notebook)]
    filled = {"regiobeeld": heading, "lagen": assemble(html for html, _ in parts)}
    # HTMLExporter's own method parses the outcome once more to repair images without alternative text; which
    # takes seconds for a page of some megabytes. Every figure here has its text: use the method it extends.
    body, _ = TemplateExporter.from_notebook_node(exporter, notebook, resources=filled)
    page = "\n".join(line.rstrip() for line in body.splitlines()) + "\n" + "".join(notes for _, notes in parts)
    return add_policy(page, sorted((TEMPLATES / "regiobeeld").glob("*.js")))


def _pieces(notebook: Any) -> Iterator[str]:
    """The HTML of every text and output of the notebook, in order."""
    from nbconvert.filters import markdown2html

    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield clean_markdown(markdown2html(cell.source))
        for output in cell.get("outputs", []):
            if output.output_type in ("display_data", "execute_result") and "text/html" in output.data:
                yield output.data["text/html"]
