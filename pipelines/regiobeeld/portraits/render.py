"""Run a notebook of profiles or of a comparison and turn it into one page."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import nbformat

from regiobeeld import __version__, paths
from regiobeeld.blocks.text import WIJK_YEAR
from regiobeeld.catalog.files import used_areas
from regiobeeld.claims.copies import audit_notebook
from regiobeeld.outline.sentences import said_by
from regiobeeld.report.additions import place_additions
from regiobeeld.report.claims import finish_page
from regiobeeld.report.page import Paginakop, maak_pagina
from regiobeeld.report.render import forget_folders, run_notebook


def render_portrait(
    kind: str,
    name: str,
    slug: str,
    parameters: Mapping[str, str],
    regions: Mapping[str, str],
    tables: Path,
    folder: Path,
) -> dict[str, object]:
    """Fill `folder` with the page, its claims, the executed notebook, the figures and the data.

    Args:
        kind: profielen, wijkprofiel or vergelijking: the notebook with that name.
        name: what the page is about.
        slug: its name in the names of files.
        parameters: what the notebook asks, besides its folders.
        regions: what its figures are of: the code of the own figures of each region, with its name.

    Raises:
        ContractError: see `report.claims.finish_page`; and a number of the notebook that the page has not.
    """
    executed = folder / f"{kind}-{slug}.ipynb"
    places = {"data_dir": os.path.relpath(tables, folder), "uitvoer_dir": "."}
    run_notebook(paths.NOTEBOOKS / f"{kind}.ipynb", executed, {**parameters, **places})
    notebook = nbformat.read(str(executed), as_version=4)
    forget_folders(notebook)
    nbformat.write(notebook, str(executed))
    place_additions(notebook)
    html = maak_pagina(notebook, _head(kind, name, parameters.get("peiljaar", "")))
    html = finish_page(html, folder, tables, regions)
    audit_notebook(executed, html).refuse(executed.name)
    executed.with_suffix(".html").write_text(html, encoding="utf-8")
    return {"gemaakt": date.today().isoformat(), "regiobeeld": __version__, "naam": name}


def _head(kind: str, name: str, peiljaar: str) -> Paginakop:
    made, facts = date.today(), {"indeling": used_areas().jaar, "wijkindeling": WIJK_YEAR}
    say = said_by(f"pagina_{kind}", facts)
    return Paginakop(
        naam=name,
        peiljaar=peiljaar,
        ondertitel=say("ondertitel"),
        meta=(say("indeling"),),
        gemaakt=f"{made.day}-{made.month}-{made.year}",
        voet=(say("voet"),),
        versie=__version__,
        titel=f"{kind.capitalize()} {name}",
    )
