"""A small report on disk, made by hand: two chapters, a figure with a drawing, and what the summary says."""

from __future__ import annotations

import io
import json
from pathlib import Path

from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from PIL import Image

from regiobeeld.formats.story import Beeld, Boodschap, Deel, Tabel, Verhaal, write_story

TABLE = Tabel(
    "Rokers (%)",
    ("Naam", "Jaar", "Rokers (%)", "Inwoners", "Peildatum", "Zeker"),
    (("Adorp", 2020, 17.25, 1234567, "2020-01-01", True), ("=1+1", 2020, None, 20, "2020-12-31", False)),
    (None, 0, 1, 0, None, None),
)
FIGURE = Beeld(
    "waaier-80plus",
    "Het aantal 80-plussers stijgt",
    "Inwoners van 80 jaar en ouder",
    "In 2025 100, in 2040 160.",
    "Bron: CBS, tabel 1, 2025",
    "De band hoort bij de projectie.",
    Tabel(
        "Inwoners",
        ("Jaar", "Inwoners", "Ondergrens", "Bovengrens"),
        ((2015, 80.0, None, None), (2025, 100.4, 100.4, 100.4), (2030, 120.0, 110.0, 130.0)),
        (0, 0, 0, 0),
    ),
)
PLAIN = Beeld("kaart-roken", "Roken in Klein", "Rokers", "Kaart.", "Bron: GGD, tabel 2, 2020", "", TABLE)
HTML = (
    '<p class="hoofdstuk-intro">Klein is <b>klein</b>.</p><h3 class="paragraaf" id="x">Een kop</h3>'
    '<ul class="lijst"><li>Eerste punt</li></ul>'
    "<table><caption><span>Tabel van Klein</span></caption><thead><tr><th>Gebied</th><th>Aandeel</th></tr></thead>"
    '<tbody><tr><th scope="row">Adorp</th><td data-w="1.23457e+06">1.234.567</td></tr>'
    '<tr><th scope="row">Bestad</th><td>–</td></tr></tbody></table><p>Bron: CBS, tabel 3</p>'
)
STORY = Verhaal(
    naam="Klein",
    peiljaar=2025,
    indeling=2025,
    delen=(
        Deel("in-het-kort", "In het kort: nu", (HTML, PLAIN)),
        Deel("toekomst", "Toekomst", (FIGURE,)),
        Deel("herkomst", "Herkomst", ("<p>De bron is het CBS.</p>",)),
    ),
    boodschappen=(Boodschap("17,3%", "In Klein rookt 17,3%.", "Enquête.", "ongunstig"),),
    toekomst=("In 2040 zijn er meer ouderen.",),
    knelpunten=("Roken: er wordt gerookt.",),
    vragen=("Roken: wie helpt? (aan huisartsen)",),
    actueel="Bevolking 2025",
)


def write_report(folder: Path, story: Verhaal = STORY) -> Path:
    """A report of this story in `folder`, as a run leaves it; gives back its page."""
    (folder / "data").mkdir(parents=True)
    (folder / "figuren").mkdir()
    write_story(story, folder / "data")
    Image.new("RGB", (400, 300), "white").save(folder / "figuren" / "kaart-roken.png")
    page = folder / "regiobeeld-klein.html"
    page.write_text(
        '<!DOCTYPE html><html lang="nl"><head><meta http-equiv="Content-Security-Policy" content="x">\n'
        "<title>Regiobeeld Klein</title></head><body><script>weg()</script><h1>Klein</h1></body></html>",
        encoding="utf-8",
    )
    stamp = {
        "gemaakt": "2026-01-02",
        "gemeenten": ["GM0153"],
        "bestanden": {},
        "regio": {"naam": "Klein", "code": "RG_k"},
    }
    (folder / "run.json").write_text(json.dumps(stamp), encoding="utf-8")
    return page


def as_pdf(*sheets: str) -> bytes:
    """A PDF with a line of text on every sheet."""
    target = io.BytesIO()
    with PdfPages(target) as pages:
        for text in sheets:
            figure = Figure()
            figure.text(0.1, 0.5, text)
            pages.savefig(figure)
    return target.getvalue()
