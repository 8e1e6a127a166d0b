"""Run the notebook of an effect for one plan (papermill) and turn it into a page."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import nbformat

from regiobeeld import __version__, paths
from regiobeeld.areas.regions import resolve_region
from regiobeeld.catalog.files import used_areas
from regiobeeld.catalog.load import load_catalog
from regiobeeld.effect.plan import Plan, read_plan
from regiobeeld.outline.sentences import said_by
from regiobeeld.report.additions import place_additions
from regiobeeld.report.page import Paginakop, maak_pagina
from regiobeeld.report.render import run_notebook

NOTEBOOK = paths.NOTEBOOKS / "effectmeting.ipynb"
PLAN = "plan.toml"


def render_effect(plan: Path, slug: str, data_dir: str, folder: Path) -> None:
    """Fill `folder` with the page, the executed notebook, a copy of the plan, the figures and the data."""
    shutil.copyfile(plan, folder / PLAN)
    executed = folder / f"effect-{slug}.ipynb"
    run_notebook(NOTEBOOK, executed, {"plan": PLAN, "data_dir": data_dir, "uitvoer_dir": "."})
    notebook = nbformat.read(str(executed), as_version=4)
    for name in ("input_path", "output_path"):  # where it was made is nobody's business
        notebook.metadata.papermill.pop(name, None)
    nbformat.write(notebook, str(executed))
    place_additions(notebook)
    page = maak_pagina(notebook, describe_plan(read_plan(plan)))
    (folder / f"effect-{slug}.html").write_text(page, encoding="utf-8")


def describe_plan(plan: Plan) -> Paginakop:
    """What the head and foot of the page say."""
    assert plan.indicator is not None
    made, region = date.today(), resolve_region(plan.waar)
    what = load_catalog().indicators[plan.indicator].naam
    count = len(region.gemeenten)
    say = said_by("effect_pagina", {"plan": plan})
    invented = say("merk")
    return Paginakop(
        naam=plan.naam,
        ondertitel=plan.strekking or f"{what} in {region.naam}, sinds {plan.begin}",
        meta=(
            *([invented] if invented else []),
            region.naam,
            f"{count} gemeenten" if count > 1 else "1 gemeente",
            f"Indeling {used_areas().jaar}",
        ),
        gemaakt=f"{made.day}-{made.month}-{made.year}",
        voet=(say("voet"), say("methode")),
        versie=__version__,
        titel=f"Effectmeting {plan.naam}" + (f" ({invented})" if invented else ""),
    )
