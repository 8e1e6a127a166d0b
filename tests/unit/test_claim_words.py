"""Wrong words that only show beside the observations that the numbers of a sentence are.

Of adults in Aa 17,3 % smoked in 2020 (survey); a model says 18,7 % for 2024. Figures of 2021 and earlier are past.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from regiobeeld.claims.audit import audit_page
from regiobeeld.claims.exceptions import load_exceptions
from regiobeeld.claims.inputs import Names
from regiobeeld.claims.page import CELL, HEADING, Page, read_page
from regiobeeld.claims.recorder import Noted
from regiobeeld.claims.words import find_wrong_words

NAMES = Names(
    {
        "roken": ("Rokers", "rookt", "rookte"),
        "overgewicht": ("Overgewicht", "heeft overgewicht", "had overgewicht"),
    },
    {"GM0001": "Aa"},
    {"18+": ("volwassenen", "18 jaar en ouder"), "19+": ("19 jaar en ouder",)},
    verleden=2021,
)
NO_PAGE = Page([], {})


def claim(text: str, **about: Any) -> dict[str, Any]:
    year = about.pop("jaar", 2020)
    row = {"zin": text, "hoofdstuk": "deel", "figuur": "", "soort_tekst": "p", "rij": "", "kolom": "", "tabel": ""}
    row |= {"indicator_code": "roken", "leeftijd": "18+", "soort": "enquete", "veld": "waarde", "getoond": "17,3"}
    return row | {"periode_start": f"{year}-01-01", "periode_eind": f"{year}-12-31"} | about


def wrong(*claims: dict[str, Any], page: Page = NO_PAGE) -> list[str]:
    return list(find_wrong_words(pd.DataFrame(list(claims)), page, NAMES))


@pytest.mark.parametrize(
    ("text", "about", "faults"),
    [
        ("In Aa rookte 17,3% van de volwassenen", {}, 0),
        ("In Aa rookt 17,3% van de volwassenen", {}, 1),
        ("In Aa rookt 17,3% van de volwassenen", {"jaar": 2024}, 0),
        ("In Aa heeft 17,3% van de volwassenen overgewicht", {"indicator_code": "overgewicht"}, 1),
        ("In Aa had 17,3% van de volwassenen overgewicht", {"indicator_code": "overgewicht"}, 0),
        # Another thing is told of today, in the same sentence or the next one.
        (
            "Overgewicht: 17,3% van de volwassenen. Aa heeft de wijken veranderd",
            {"indicator_code": "overgewicht"},
            0,
        ),
        ("In Aa rookte 17,3% van de volwassenen; wie nu rookt, kan hulp krijgen", {}, 0),
    ],
)
def test_an_old_figure_is_told_in_the_past_tense(text: str, about: dict[str, Any], faults: int) -> None:
    """22. A present tense for 2020."""
    assert len(wrong(claim(text, **about))) == faults


def test_a_survey_and_a_model_are_no_series() -> None:
    """21. 17,3 % in the survey of 2020 and 18,7 % of a model in 2024 is no rise."""
    text = "Roken steeg van 17,3% in 2020 naar 18,7% in 2024"
    old = claim(text)
    assert wrong(old, claim(text, jaar=2024)) == []
    (line,) = wrong(old, claim(text, jaar=2024, soort="modelschatting"))
    assert "enquete en modelschatting" in line


FIGURE = (
    '<figure id="figuur-reeks-roken-18plus"><h3 class="figuur-titel">Roken in Aa</h3>'
    '<p class="figuur-ondertitel">Rokers (%), 18 jaar en ouder, 2012-2020{more}</p></figure>'
)


@pytest.mark.parametrize(
    ("more", "faults"), [("", 1), ("; 19 jaar en ouder in 2012 en 2016", 0), ("; 19+ in 2012", 0)]
)
def test_a_series_names_every_age_group_in_it(more: str, faults: int) -> None:
    """23. 2012 and 2016 are of 19 and older, in a series that says 18."""
    about = {"figuur": "reeks-roken-18plus", "soort_tekst": CELL, "zin": "", "leeftijd": "19+"}
    claims = [claim("", jaar=year, **{**about, "kolom": "Aa", "rij": str(year)}) for year in (2012, 2016)]
    assert len(wrong(*claims, page=read_page(FIGURE.format(more=more)))) == faults


TITLE = "Grootste verschil met Nederland: roken (17,3%; Nederland 16,0%)"


def cells(*rows: tuple[str, str, str]) -> list[dict[str, Any]]:
    about = {"figuur": "leefstijl", "soort_tekst": CELL, "indicator_code": None}
    return [
        claim("", **about, rij=name, kolom=column, getoond=shown)
        for name, own, country in rows
        for column, shown in (("Aa (%)", own), ("Nederland (%)", country))
    ]


def test_a_title_names_all_that_tie() -> None:
    """24. Roken and sporten both differ by 1,3 as they are shown: naming one of them makes it look special."""
    title = claim(TITLE, figuur="leefstijl", soort_tekst=HEADING, indicator_code=None)
    alone = cells(("roken", "17,3", "16,0"), ("sporten", "50,2", "49,1"))
    tie = cells(("roken", "17,3", "16,0"), ("sporten", "50,2", "51,5"))
    assert wrong(title, *alone) == []
    (line,) = wrong(title, *tie)
    assert "verwacht 2 onderwerpen" in line
    ages = cells(("roken", "17,3", "16,0"), ("sporten", "50,2", "49,1"), ("sporten", "30,0", "31,3"))
    assert len(wrong(title, *ages)) == 1
    both = title | {"zin": f"{TITLE} en sporten (50,2%; Nederland 51,5%)"}
    assert wrong(both, *tie) == []


@pytest.mark.parametrize(("shown", "faults"), [("17,3", 0), ("17,2", 1)])
def test_one_number_is_rounded_in_one_way(shown: str, faults: int) -> None:
    """25. 17,25 is 17,3 everywhere: a second formatter that writes 17,2 is refused."""
    page = read_page(f'<section aria-labelledby="deel"><p>roken: <data value="0">{shown}</data>%</p></section>')
    assert len(audit_page(page, [Noted(17.25, shown, 1, "%", "x")], load_exceptions()).fouten) == faults
