"""The report of a region that no source publishes, recomputed straight from the embedded figures.

`make zwaar` does the same for GGD Groningen. Twente, as a user controls it, is in test_report.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from itertools import count
from pathlib import Path

import pandas as pd
import pytest

from control_example import LEAST_OF_ALL, LEAST_REACHED, differing
from project import IS_HEAVY
from regiobeeld.controle.basis import open_basis
from regiobeeld.controle.check import Checker
from regiobeeld.controle.page import ROW, Passage, read_page
from regiobeeld.controle.rules import load_rules
from regiobeeld.outline.chapters import load_order
from regiobeeld.report.report import Rapport
from undrawn import page_of

REGIONS = ["midden-brabant", "GG0111"] if IS_HEAVY else ["midden-brabant"]
ROWS = 1 if IS_HEAVY else 4
"""Of the rows of tables one in so many is recomputed: a rule that is wrong is so in every row of its table. Of
Twente all are."""


def chosen(passages: Iterable[Passage]) -> list[Passage]:
    """Every sentence, title and alt text, and the chosen rows."""
    numbers = count()
    return [one for one in passages if one.soort != ROW or next(numbers) % ROWS == 0]


@pytest.fixture(scope="module", params=REGIONS)
def outcomes(
    request: pytest.FixtureRequest, tables: Path, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> pd.DataFrame:
    """All numbers of a page with every chapter, without the notebook around it: that costs most of the time."""
    report = Rapport(request.param, tables)
    page = tmp_path_factory.mktemp("pagina") / "pagina.html"
    page.write_text(page_of(report, load_order()), encoding="utf-8")
    region, sources = report.profile.region, project / "sources"
    checker = Checker(
        open_basis(sources, region.naam, list(region.gemeenten)), load_rules(sources / "controle" / "zinnen")
    )
    return pd.DataFrame([asdict(outcome) for outcome in checker.check(chosen(read_page(page)))])


def test_no_number_differs(outcomes: pd.DataFrame) -> None:
    assert differing(outcomes) == {}


def test_most_numbers_are_recomputed(outcomes: pd.DataFrame) -> None:
    sentences = outcomes[outcomes["soort"] != "tabel"]
    assert (sentences["uitkomst"] == "gelijk").mean() > LEAST_REACHED
    assert (outcomes["uitkomst"] == "gelijk").mean() > LEAST_OF_ALL
