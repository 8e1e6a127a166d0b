"""All collaborations of all regions: a page to search in, and the same as Parquet for other tools."""

from __future__ import annotations

from collections import Counter
from html import escape
from pathlib import Path

import pandas as pd
from nbformat.v4 import new_code_cell, new_notebook, new_output

from regiobeeld import __version__, paths
from regiobeeld.areas.register import Register, load_register
from regiobeeld.blocks.blocks import alinea, hoofdstuk, hoofdstuk_intro
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.templates import TEMPLATES
from regiobeeld.collaboration.contract import Verband
from regiobeeld.collaboration.read import read_all
from regiobeeld.numbers import aantal
from regiobeeld.outline.sentences import said_by
from regiobeeld.publish import one_at_a_time, replaced_folder
from regiobeeld.report.page import Paginakop, maak_pagina

NAME = "samenwerking"
SCRIPT = TEMPLATES / "regiobeeld" / "zoek.js"
COLUMNS = {
    "regio": "regio",
    "verband_code": "code",
    "verband_naam": "naam",
    "status": "status",
    "is_lopend": "is_running",
    "gebied": "gebied",
    "start_jaar": "start_jaar",
    "eind_jaar": "eind_jaar",
    "peildatum": "peildatum",
    "bron": "bron",
}
"""Column of the table of collaborations -> what of a collaboration it holds."""


def check(sources: Path = paths.SOURCES) -> None:
    """Read every file; print per region what is in it.

    Raises:
        ContractError: the first cell that does not fit.
    """
    verbanden = read_all(sources)
    for regio, count in sorted(Counter(v.regio for v in verbanden).items()):
        partners = {p for v in verbanden if v.regio == regio for p in v.partners}
        print(f"{regio}: {aantal(count, 'verband', 'verbanden')}, {aantal(len(partners), 'partner', 'partners')}")
    print(f"Goed: {aantal(len(verbanden), 'verband', 'verbanden')} in {paths.SOURCES.name}/{NAME}")


def make_page(outputs: Path | None = None, sources: Path = paths.SOURCES) -> Path:
    """Write `outputs/samenwerking/`; an earlier page stays until the new one is complete."""
    folder = (outputs or paths.OUTPUTS) / NAME
    verbanden, register = read_all(sources), load_register(sources)
    with one_at_a_time(folder.parent / ".sloten" / NAME), replaced_folder(folder) as fresh:
        for name, frame in as_tables(verbanden).items():
            frame.to_parquet(fresh / f"{name}.parquet", index=False, compression="zstd")
        (fresh / "index.html").write_text(build_page(verbanden, register), encoding="utf-8")
    print(f"Klaar: {aantal(len(verbanden), 'verband', 'verbanden')} in {paths.shorten(folder / 'index.html')}")
    return folder / "index.html"


def as_tables(verbanden: tuple[Verband, ...]) -> dict[str, pd.DataFrame]:
    """verband (one row each), verband_thema, verband_gemeente and verband_partner (one row per link)."""
    rows = [[getattr(v, name) for name in COLUMNS.values()] for v in verbanden]
    one = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"start_jaar": "Int16", "eind_jaar": "Int16"})
    links = {
        "verband_thema": ("thema", [(v, item) for v in verbanden for item in v.themas]),
        "verband_gemeente": ("gemeente_code", [(v, item) for v in verbanden for item in v.gemeenten]),
        "verband_partner": ("partner", [(v, item) for v in verbanden for item in v.partners]),
    }
    return {
        "verband": one,
        **{
            name: pd.DataFrame(
                [(v.regio, v.code, item) for v, item in pairs], columns=["regio", "verband_code", column]
            )
            for name, (column, pairs) in links.items()
        },
    }


def build_page(verbanden: tuple[Verband, ...], register: Register) -> str:
    """The page as text."""
    regions = sorted({v.regio for v in verbanden})
    names = [area.naam for slug in regions if (area := register.best(slug)) is not None]
    running = sum(v.is_running for v in verbanden)
    say = said_by("pagina_samenwerking", {"verbanden": len(verbanden), "regios": names, "lopend": running})
    table = pd.DataFrame([_row(v, register) for v in verbanden])
    shown = tabel_html(table, say("tabel"), sorteerbaar=True) if len(table) else alinea(say("geen"))
    html = "\n".join(
        [
            hoofdstuk(say("kop"), "verbanden"),
            hoofdstuk_intro(say("uitleg")),
            f'<div data-zoek="verbanden" data-vraag="{escape(say("vraag"))}" '
            f'data-voorbeeld="{escape(say("voorbeeld"))}">{shown}</div>',
            f"<script>\n{SCRIPT.read_text(encoding='utf-8')}</script>",
        ]
    )
    notebook = new_notebook(cells=[new_code_cell("", outputs=[new_output("display_data", {"text/html": html})])])
    head = Paginakop(
        naam=say("naam"),
        ondertitel=say("ondertitel"),
        meta=(say("regios", regios=regions), say("verbanden")),
        versie=__version__,
        titel=say("titel"),
    )
    return maak_pagina(notebook, head)


def _row(verband: Verband, register: Register) -> dict[str, str]:
    area = register.best(verband.regio)
    whole = area is not None and set(area.gemeenten) == set(verband.gemeenten)
    facts = {
        "v": verband,
        "regio": area.naam if area else verband.regio,
        "hele_regio": whole,
        "gemeenten": [register.areas[code].naam for code in verband.gemeenten],
    }
    return said_by("verband_alle", facts).rij()
