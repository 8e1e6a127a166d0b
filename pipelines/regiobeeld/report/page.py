"""From an executed notebook to one HTML page, with our own template and without any external address."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from regiobeeld.report.style import webfont_css
from regiobeeld.report.svg import share_letters

TEMPLATES = Path(__file__).parent / "template"


@dataclass(frozen=True)
class Paginakop:
    """What stands in the heading and the foot of the page; plain texts, escaped by the template.

    Args:
        naam: the region.
        peiljaar: the year that the report is about.
        ondertitel: one sentence under the name.
        meta: short facts beside the year ("14 gemeenten", "gemaakt op 21 november 2026").
        voet: lines in the foot (licence, citation, version).
        demo: figures are made up; prints a band that says so.
        titel: title of the window; by default "Regiobeeld <naam>".
    """

    naam: str
    peiljaar: str | int = ""
    ondertitel: str = ""
    meta: tuple[str, ...] = ()
    voet: tuple[str, ...] = ()
    demo: bool = False
    titel: str = ""


def maak_pagina(notebook: Any, kop: Paginakop) -> str:
    """The page as text: HTML outputs and markdown of the notebook, never code, warnings or plain output."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(
        template_name="regiobeeld",
        extra_template_basedirs=[str(TEMPLATES)],
        exclude_anchor_links=True,
    )
    heading = {**asdict(kop), "lettertype_css": webfont_css()}
    body, _ = exporter.from_notebook_node(notebook, resources={"regiobeeld": heading})
    return "\n".join(line.rstrip() for line in share_letters(body).splitlines()) + "\n"
