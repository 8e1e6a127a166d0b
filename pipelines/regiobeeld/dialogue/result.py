"""What came back, written down: tables for other tools and one page to read."""

from __future__ import annotations

from pathlib import Path

from nbformat.v4 import new_code_cell, new_notebook, new_output

from regiobeeld import __version__
from regiobeeld.blocks.blocks import waarschuwing
from regiobeeld.chapters_agenda.regio_zegt import blocks, new_chapter
from regiobeeld.numbers import aantal
from regiobeeld.outline.dialogue import Vragen
from regiobeeld.profile.dialogue import Zegt
from regiobeeld.report.page import Paginakop, maak_pagina
from regiobeeld.report.spreadsheet import write_csv

PAGE = "wat-de-regio-zegt.html"


def write_result(said: Zegt, naam: str, asked: Vragen, folder: Path) -> None:
    """Write the page, and every table as Parquet and as CSV in which no text can be a formula."""
    for name, frame in said.tabellen.items():
        frame.to_parquet(folder / f"{name}.parquet", index=False, compression="zstd")
        write_csv(frame, folder / f"{name}.csv", {})
    (folder / PAGE).write_text(build_page(said, naam, asked), encoding="utf-8")


def build_page(said: Zegt, naam: str, asked: Vragen) -> str:
    """The page as text."""
    chapter = new_chapter(blocks(said, naam), ook_smal=True)
    helped = asked.help_with(
        *said.citaat["tekst"], *said.onderwerp["onderwerp"], *said.onderwerp["onderwerp_code"]
    )
    if helped:
        chapter.toevoegen(waarschuwing(helped, "Hulp"))
    html = chapter._repr_html_()
    notebook = new_notebook(cells=[new_code_cell("", outputs=[new_output("display_data", {"text/html": html})])])
    head = Paginakop(
        naam=naam,
        ondertitel="Wat de regio zegt over het regiobeeld: meningen, geen cijfers",
        meta=(aantal(said.formulieren, "formulier", "formulieren"),),
        versie=__version__,
        demo=bool(said.gesprek["verzonnen"].iloc[0]),
        titel=f"Wat de regio zegt: {naam}",
    )
    return maak_pagina(notebook, head)
