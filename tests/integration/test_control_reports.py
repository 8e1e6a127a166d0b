"""The reports of two regions recomputed straight from the embedded figures.

GGD Groningen is an area that sources publish, Midden-Brabant is not. Twente, as a user controls it, is in
test_report.py.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pandas as pd
import pytest

from control_example import LEAST_OF_ALL, LEAST_REACHED, differing
from regiobeeld.controle.commands import control_page
from regiobeeld.outline.chapters import load_order
from regiobeeld.report.report import Rapport


@pytest.fixture(scope="module", params=["midden-brabant", "GG0111"])
def outcomes(
    request: pytest.FixtureRequest, tables: Path, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> pd.DataFrame:
    """All numbers of a page with every chapter, without the notebook around it: that costs most of the time."""
    report = Rapport(request.param, tables)
    chapters = (
        f'<section class="hoofdstuk" aria-labelledby="{code.replace("_", "-")}">'
        f"{report.hoofdstuk(code)._repr_html_()}</section>"
        for code in load_order()
    )
    page = tmp_path_factory.mktemp("pagina") / "pagina.html"
    page.write_text(f"<html><body>{''.join(chapters)}</body></html>", encoding="utf-8")
    region = report.profile.region
    found = control_page(page, region.naam, list(region.gemeenten), project / "sources")
    return pd.DataFrame([asdict(outcome) for outcome in found])


def test_no_number_differs(outcomes: pd.DataFrame) -> None:
    assert differing(outcomes) == {}


def test_most_numbers_are_recomputed(outcomes: pd.DataFrame) -> None:
    sentences = outcomes[outcomes["soort"] != "tabel"]
    assert (sentences["uitkomst"] == "gelijk").mean() > LEAST_REACHED
    assert (outcomes["uitkomst"] == "gelijk").mean() > LEAST_OF_ALL
