"""Profiles, the page of a wijk and a comparison: their chapters, and that every number in them has its origin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from regiobeeld import paths, portraits
from regiobeeld.claims.forms import check_form
from regiobeeld.claims.verify import verify
from regiobeeld.errors import ContractError, UsageError
from regiobeeld.formats.browser import find_browser, pages_of
from regiobeeld.formats.pdf import make_pdf, more_than_a_sheet
from regiobeeld.formats.story import read_story
from regiobeeld.formats.xlsx import make_workbook
from regiobeeld.outline.portraits import load_portraits
from regiobeeld.outline.sentences import compiled
from regiobeeld.portraits.comparison_survey import _furthest
from regiobeeld.portraits.render import render_portrait
from regiobeeld.profile import wijk as profile_wijk
from regiobeeld.report.additions import place_additions
from regiobeeld.report.claims import finish_page
from regiobeeld.report.page import Paginakop, maak_pagina
from regiobeeld.run.origin import trace_number
from small_country import GEMEENTEN, REGION

REGIONS = {"RG_veenland": "Veenland", GEMEENTEN[0]: "Akkerveen", GEMEENTEN[1]: "Middelstad"}
KINDS: Sequence[tuple[str, dict[str, str], list[str], list[str]]] = (
    ("profielen", {"regio": REGION}, ["Akkerveen", "Middelstad"], ["RG_veenland"]),
    ("wijkprofiel", {"wijk": "Middelstad, wijk 02"}, ["Wie woont hier", "Doelgroepen"], [GEMEENTEN[1]]),
    ("vergelijking", {"regio": "middelstad", "met": "akkerveen"}, ["Bevolking", "Straks"], list(GEMEENTEN[:2])),
)


@pytest.mark.parametrize(("kind", "asked", "chapters", "own"), KINDS, ids=[kind for kind, *_ in KINDS])
def test_every_number_of_a_page_has_its_origin(
    small_country: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    asked: dict[str, str],
    chapters: list[str],
    own: list[str],
) -> None:
    monkeypatch.setenv("REGIOBEELD_PROJECT", str(small_country))
    monkeypatch.setattr(paths, "SOURCES", small_country / "sources")  # which has the names of its wijken
    tables, regions = small_country / "outputs" / "parquet", {code: REGIONS[code] for code in own}
    render_portrait(kind, "Proef", "proef", {**asked, "peiljaar": ""}, regions, tables, tmp_path)
    page = tmp_path / f"{kind}-proef.html"
    html = page.read_text(encoding="utf-8")
    assert [title for title in chapters if f">{title}</h2>" not in html] == []
    story = read_story(tmp_path)
    assert {part.titel for part in story.delen} >= set(chapters)
    drawn = [beeld.code for part in story.delen for beeld in part.beelden]
    assert drawn and [code for code in drawn if not (tmp_path / "figuren" / f"{code}.png").exists()] == []
    assert 'id="getallen"' in html and html.count("<data value=") > 10
    assert verify(tmp_path, page.name, paths.SOURCES) == []
    check_form("xlsx", make_workbook(story, date(2026, 1, 2)), page, paths.SOURCES)
    _plant(page, html)
    _refuse_at_the_making(tmp_path / f"{kind}-proef.ipynb", tables, regions)
    if kind == "profielen" and find_browser():
        page.write_text(html, encoding="utf-8")
        _look_at_paper(page)


def _plant(page: Path, html: str) -> None:
    """A number that somebody adds to a made page, and one that somebody changes, are found."""
    for right, wrong, says in (
        ("</p>", " Dat zijn 12.345 mensen.</p>", "verwacht een herkomst"),
        (r"(<data value=.\d+.>)[\d.,]+", r"\g<1>98.765", '"98.765"'),
    ):
        changed, count = re.subn(right, wrong, html, count=1)
        page.write_text(changed, encoding="utf-8")
        assert count == 1 and any(says in line for line in verify(page.parent, page.name, paths.SOURCES))


def _refuse_at_the_making(executed: Path, tables: Path, regions: dict[str, str]) -> None:
    """A page with a number that nothing says anything of is not made."""
    notebook = nbformat.read(str(executed), as_version=4)
    shown = next(out for cell in notebook.cells for out in cell.get("outputs", []) if "genoteerd" in str(out))
    shown.data["text/html"] = shown.data["text/html"].replace("</p>", " Dat zijn 12.345 mensen.</p>", 1)
    place_additions(notebook)
    with pytest.raises(ContractError, match=r"een getal klopt niet met zijn herkomst.*12\.345"):
        finish_page(maak_pagina(notebook, Paginakop("Proef")), executed.parent, tables, regions)


def _look_at_paper(page: Path) -> None:
    """Two gemeenten and how to read them: a sheet each."""
    printed, html = make_pdf(page, "Profielen", date(2026, 1, 2)), page.read_text(encoding="utf-8")
    assert more_than_a_sheet(html, printed) == []
    pages = pages_of(printed)
    assert [pages[code] for code in ("akkerveen", "middelstad", "hoe-u-dit-leest")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"regio": "twente", "met": "achterhoek"}, "make vergelijking REGION=twente MET=achterhoek"),
        ({"regio": "twente", "kind": "profielen"}, "make profielen REGION=twente"),
        ({"regio": "twente", "kind": "profiel"}, "Kies profielen, of laat SOORT weg"),
        ({"regio": "", "wijk": "WK015302"}, 'make wijkprofiel WIJK="WK015302"'),
    ],
)
def test_the_origin_of_a_number_is_asked_of_a_page_that_is_there(
    tmp_path: Path, asked: dict[str, str], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        trace_number(number="17,3", outputs=tmp_path, **asked)


def test_what_differs_most_is_from_the_first_region_and_demonstrable() -> None:
    """Between the others a difference was not tested, and a larger one that may be chance comes later."""
    rows = pd.DataFrame(
        [
            ("roken_enquete", "Aa", None, None),
            ("roken_enquete", "Be", -3.0, True),
            ("roken_enquete", "Ce", 9.0, False),
            ("overgewicht_enquete", "Aa", None, None),
            ("overgewicht_enquete", "Be", 5.0, False),
            ("overgewicht_enquete", "Ce", 1.0, False),
            ("zwaar_drinken_enquete", "Aa", None, None),
            ("zwaar_drinken_enquete", "Be", 4.0, True),
            ("zwaar_drinken_enquete", "Ce", -4.0, True),
        ],
        columns=["indicator_code", "regio", "verschil", "overleeft"],
    )
    found = _furthest(rows.astype({"verschil": float}))
    assert list(found.index) == ["zwaar_drinken_enquete", "roken_enquete", "overgewicht_enquete"]
    assert list(found["zeker"]) == [True, True, False]
    assert list(found["afstand"]) == [4.0, 3.0, 5.0]


def test_every_sentence_is_a_template_that_some_page_uses() -> None:
    rules = load_portraits()
    code = "".join(path.read_text(encoding="utf-8") for path in Path(portraits.__file__).parent.glob("*.py"))
    of_figures = {"titel", "ondertitel", "alt", "toelichting"}  # see `blocks.special`
    for kind in (rules.profiel, rules.wijk, rules.vergelijking):
        assert {name for name in kind.zin if f'"{name}"' not in code} <= of_figures
        for name, text in kind.zin.items():
            compiled(text, name)


def test_an_age_group_of_a_small_wijk_is_more_than_rounding() -> None:
    rules = load_portraits().wijk
    assert rules.minste_inwoners > 5 * len(rules.bevolking)


def test_a_wijk_without_figures_has_a_table_without_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile_wijk, "_codes", lambda: ["roken"])
    monkeypatch.setattr(profile_wijk, "_row", lambda wijk, code: None)
    table = profile_wijk.wijk_figures(profile_wijk.Wijk("WK003436", "Hollandsekant", None))  # type: ignore[arg-type]
    assert table.empty and {"naam", "leeftijd", "jaar", "soort", "waarde", "gemeente", "nl"} <= set(table.columns)
