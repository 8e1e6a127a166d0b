"""A sentence names the years of its numbers.

In Aa 17,25 % smoked in 2020 (16,3-18,3) and 21,5 % in 2016; in the country 16,7 % in 2020.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from regiobeeld.claims.inputs import COLUMNS, Names, Observations
from regiobeeld.claims.page import read_page
from regiobeeld.claims.recorder import Noted
from regiobeeld.claims.years import find_wrong_subtitles, find_wrong_years

NAMES = Names(
    {"roken": ("Rokers", "rookt", "rookte")}, {"GM0001": "Aa", "NL": "Nederland"}, {"18+": ("volwassenen",)}
)


def observation(area: str, year: int, value: float, low: float | None = None, high: float | None = None) -> dict:
    row = dict.fromkeys(COLUMNS) | {"indicator_code": "roken", "gebied_code": area, "leeftijd": "18+"}
    row |= {"periode_start": f"{year}-01-01", "periode_eind": f"{year}-12-31"}
    return row | {
        "geslacht": "totaal",
        "uitsplitsing": "totaal",
        "waarde": value,
        "ondergrens": low,
        "bovengrens": high,
    }


KNOWN = Observations(
    [
        observation("GM0001", 2020, 17.25, 16.3, 18.3),
        observation("GM0001", 2016, 21.5),
        observation("NL", 2020, 16.7),
        observation("GM0001", 2012, 22.0),
    ],
    NAMES,
)


def wrong(sentence: str, *values: float) -> list[str]:
    html = f'<section aria-labelledby="deel"><p>{sentence}</p></section>'
    return list(find_wrong_years(read_page(html), [Noted(value, "", 1, "%", "x") for value in values], KNOWN))


@pytest.mark.parametrize(("counted", "found"), [(True, None), (False, (3, "waarde"))])
def test_a_count_is_no_share_that_is_as_large(counted: bool, found: tuple[int, str] | None) -> None:
    """22 wijken, where in 2012 22,0 % smoked."""
    shares = Observations(KNOWN.rijen, replace(NAMES, aandelen=frozenset({"roken"})))
    page = read_page('<section aria-labelledby="deel"><p>In Aa rookte: <data value="0">22</data></p></section>')
    assert shares.find(22.0, page.stukken[0], page, counted) == found


@pytest.mark.parametrize(("who", "faults"), [("65-plussers", 0), ("de inwoners", 1)])
def test_beside_a_figure_of_one_age_one_of_all_ages_is_equal_by_chance(who: str, faults: int) -> None:
    """Gennep, 2020: 47,9 % of 65 and over; in the country 47,9 % of everybody, but that was in 2018."""
    names = replace(NAMES, leeftijden={"65+": ("65-plussers",), "totaal": ("inwoners",)})
    country = observation("NL", 2018, 47.95) | {"leeftijd": "totaal"}
    said = f'Rookt in 2020: {who} <data value="0">47,9</data> (Nederland)'
    page = read_page(f'<section aria-labelledby="deel"><p>{said}</p></section>')
    noted = [Noted(47.95, "47,9", 1, "%", "x")]
    assert len(list(find_wrong_years(page, noted, Observations([country], names)))) == faults


@pytest.mark.parametrize(("figure", "found"), [("spine", None), ("rangorde-roken-18plus", (3, "waarde"))])
def test_in_the_words_of_a_drawing_only_the_figure_says_of_what_a_number_is(figure: str, found) -> None:
    """A drawing of many subjects is heard in one breath: the 22,0 % who move with difficulty are no smokers."""
    heard = '<svg aria-label="Aa. Roken: 17,3. Moeite met bewegen: 22,0" data-c="0"></svg>'
    page = read_page(f'<section aria-labelledby="deel"><figure id="{figure}">{heard}</figure></section>')
    spoken = Names({"roken": ("roken",)}, NAMES.gebieden, NAMES.leeftijden)
    assert Observations(KNOWN.rijen, spoken).find(22.0, page.stukken[0], page) == found


SHARE = '<data value="0">17,3</data>%'
OTHER = '<data value="1">16,7</data>%'


def test_the_year_of_the_figure_is_right() -> None:
    assert wrong(f"In Aa rookte in 2020 {SHARE} van de volwassenen", 17.25) == []


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        # 17.25 has four digits: not met by chance.
        (f"In Aa rookte in 2016 {SHARE} van de volwassenen", (17.25,)),
        # 17.3 and 16.7 could each be anything; both the figures of 2020 is no coincidence.
        (f"In Aa rookte in 2016 {SHARE} van de volwassenen; in Nederland {OTHER}", (18.3, 16.7)),
        # Of 2022 there is no figure at all.
        (f"In Aa rookte in 2022 {SHARE} van de volwassenen", (21.5,)),
    ],
)
def test_another_year_is_refused(sentence: str, values: tuple[float, ...]) -> None:
    (line,) = wrong(sentence, *values)
    assert "verwacht 20" in line and "(roken)" in line


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        # One number of few digits, and another year of which there are figures: may be the same by chance.
        (f"In Aa rookte in 2016 {SHARE} van de volwassenen", (18.3,)),
        # Twenty-two wijken are no 22 %.
        (f"In Aa rookte in 2020 in {SHARE[:-1]} wijken van de volwassenen", (22.0,)),
        # Another age, another area, another topic.
        (f"In Aa rookte in 2022 {SHARE} van de 65-plussers", (17.25,)),
        (f"In Bee rookte in 2022 {SHARE} van de volwassenen", (17.25,)),
        (f"In Aa dronk in 2022 {SHARE} van de volwassenen", (17.25,)),
        # The right year stands beside another one.
        (f"In Aa rookte in 2020 {SHARE} van de volwassenen; in 2040 weten wij het niet", (17.25,)),
        # Two numbers of few digits in a long text, which holds scores of them.
        (
            f"In Aa in 2016: {'bewegen, ' * 40} rookt {SHARE} van de volwassenen; in Nederland {OTHER}",
            (18.3, 16.7),
        ),
        # No year is named.
        (f"In Aa rookt {SHARE} van de volwassenen", (17.25,)),
    ],
)
def test_what_may_be_right_is_let_through(sentence: str, values: tuple[float, ...]) -> None:
    assert wrong(sentence, *values) == []


@pytest.mark.parametrize(("year", "faults"), [("2020", 0), ("2022", 1), ("2016", 1)])
def test_the_subtitle_of_a_figure_names_the_year_of_its_numbers(year: str, faults: int) -> None:
    page = read_page(
        '<figure id="figuur-rangorde-roken-18plus"><h3 class="figuur-titel">Aa rookte meer</h3>'
        f'<p class="figuur-ondertitel">Rokers (%), {year}</p></figure>'
    )
    rows = [row | {"waarde_bron": row["waarde"]} for row in KNOWN.rijen if row["periode_start"] == "2020-01-01"]
    assert len(list(find_wrong_subtitles(page, {"rangorde-roken-18plus": rows}, KNOWN))) == faults


def test_a_series_is_told_by_its_own_years() -> None:
    """Numbers of 2012, 2016 and 2020 under "2012–2040" are no fault of a subtitle."""
    page = read_page(
        '<figure id="figuur-lijn-roken-18plus"><p class="figuur-ondertitel">Rokers, tot 2040</p></figure>'
    )
    rows = [row | {"waarde_bron": row["waarde"]} for row in KNOWN.rijen]
    assert list(find_wrong_subtitles(page, {"lijn-roken-18plus": rows}, KNOWN)) == []
