"""How old figures are: the line on page 1, periods of two years, figures that may still change, the tense."""

import datetime

import pandas as pd

from regiobeeld.blocks.currency import currency_line, health_rounds, last_year, newer_tables
from regiobeeld.blocks.when import nu_of_toen, periode, voorlopig
from regiobeeld.catalog.load import load_catalog
from regiobeeld.catalog.tables import Tabel
from regiobeeld.chapters_method.provenance import source_table
from regiobeeld.chapters_people.estimates import newer_estimates
from regiobeeld.chapters_people.introduction import introduce
from regiobeeld.chapters_people.series import title_of_series
from regiobeeld.profile.ages import age_share, tile
from small_profile import REGION, A, B, indicator, make_profile, observation, with_margin

SMOKES = indicator(gezegde_toen="rookte", bron_code="gezondheidsmonitor")
WEIGHT = indicator("overgewicht_enquete", naam="Overgewicht", bron_code="gezondheidsmonitor")
MODEL = indicator("roken", soort="modelschatting", gezegde_toen="rookte", bron_code="gezondheid_wijk_buurt")
PEOPLE = indicator(
    "bevolking", thema="bevolking", soort="telling", eenheid="aantal", decimalen=0, leeftijd="totaal", gezegde=None
)
CODE = REGION.code
INHABITANTS = observation(CODE, 400.0, indicator_code="bevolking", leeftijd="totaal", soort="telling", jaar=2025)
BRON = pd.DataFrame(
    {
        "bron_code": ["gezondheidsmonitor", "gezondheid_wijk_buurt"],
        "tabel_code": ["85012NED", "50090NED"],
        "tabel_titel": ["Gezondheidsmonitor; regio, 2020", "Wijkcijfers"],
        "organisatie": ["CBS", "RIVM"],
        "soort": ["enquete", "modelschatting"],
        "gebied_jaar": [2020, 2020],
        "licentie": ["CC BY 4.0", "CC BY 4.0"],
        "opgehaald": [False, True],
        "opgenomen": [datetime.date(2026, 11, 21), datetime.date(2026, 11, 22)],
        "snapshot": ["abc", "def"],
    }
)


def estimate(area: str, value: float, year: int = 2024) -> dict[str, object]:
    about = {"indicator_code": "roken", "soort": "modelschatting", "jaar": year, "tabel_code": "50090NED"}
    return observation(area, value, **about)


def profile_of(*rows: dict[str, object]):
    return make_profile([INHABITANTS, *rows], SMOKES, WEIGHT, MODEL, PEOPLE, bron=BRON)


def test_page_one_says_how_old_things_are_and_what_can_be_fetched():
    line = currency_line(profile_of(with_margin(CODE, 17.3, 0.5), estimate(CODE, 15.0)))
    assert line.startswith("Bevolking 2025, leefstijl en gezondheid 2020 (enquête) en 2024 (schatting)")
    assert "nieuwer bestaat (enquête 2022), maar is hier nog niet opgehaald." in line


def test_young_adults_have_a_survey_of_another_year():
    """The front page may open with their figures of 2024 while the last survey of all adults is of 2020."""
    young = indicator("jv_roken", bron_code="jongvolwassenen", leeftijd="16-25")
    rows = [
        with_margin(CODE, 17.3, 0.5),
        observation(CODE, 25.0, indicator_code="jv_roken", leeftijd="16-25", jaar=2024),
    ]
    line = currency_line(make_profile([INHABITANTS, *rows], SMOKES, PEOPLE, young, bron=BRON))
    assert "leefstijl en gezondheid 2020 (enquête), van jongvolwassenen 2024 (enquête)" in line


def test_a_table_that_is_here_or_no_newer_is_not_offered():
    catalog = load_catalog()
    codes = [n.tabel for n in newer_tables(catalog, {"gezondheidsmonitor": 2020}, set())]
    assert codes == ["tabel 85563NED"]
    assert newer_tables(catalog, {"gezondheidsmonitor": 2020}, {("gezondheidsmonitor", "85563NED")}) == []
    assert newer_tables(catalog, {"gezondheidsmonitor": 2022}, set()) == []


def test_one_late_topic_is_no_round_of_a_survey():
    """Three topics in 2020, one of them also in 2022: the round is 2020."""
    rows = [with_margin(CODE, 17.3, 0.5), with_margin(CODE, 18.0, 0.5, jaar=2022)]
    topics = [indicator(f"onderwerp_{n}_enquete", bron_code="gezondheidsmonitor") for n in range(3)]
    rows += [with_margin(CODE, 30.0, 0.5, indicator_code=topic.code) for topic in topics]
    profile = make_profile(rows, SMOKES, *topics, bron=BRON)
    assert health_rounds(profile) == {"gezondheidsmonitor": 2020}


def test_the_year_of_a_table_is_that_of_its_figures_not_of_its_borders():
    day = datetime.date(2026, 11, 22)
    title = "Gezondheid per wijk en buurt; 2012-2020 (indeling 2024)"
    assert last_year(Tabel(code="x", titel=title, gebied_jaar=2024, opgenomen=day)) == 2020
    assert last_year(Tabel(code="x", titel=title, gebied_jaar=2024, opgenomen=day, periode="2016")) == 2016


def test_years_ago_is_told_in_the_past_tense_with_its_year():
    text = introduce(profile_of(with_margin(CODE, 17.3, 0.5), with_margin("NL", 16.7, 0.1)), ("roken_enquete",))
    assert text.startswith("In Klein rookte in 2020 17,3% van de volwassenen")
    assert nu_of_toen(profile_of(), 2020, "wonen", "woonden") == "woonden"
    assert nu_of_toen(profile_of(), profile_of().heden, "wonen", "woonden") == "wonen"


def test_two_years_taken_together_are_both_named():
    rows = pd.DataFrame({"periode_start": ["2018-01-01"], "periode_eind": ["2019-12-31"]})
    assert periode(rows, 2019) == "2018/2019"
    assert periode(rows.assign(periode_start="2019-01-01"), 2019) == "2019"
    assert periode(rows.iloc[:0], 2019) == "2019"


def test_figures_that_may_still_change_say_so():
    rows = pd.DataFrame({"waarde": [1.0, 2.0, None], "status": ["voorlopig", "voorlopig", "definitief"]})
    assert voorlopig(rows) == "; voorlopig"
    assert voorlopig(rows.assign(status=["voorlopig", "definitief", "definitief"])) == "; deels voorlopig"
    assert voorlopig(rows.assign(status="definitief")) == ""


def test_the_estimate_stands_beside_the_survey_and_is_not_compared():
    areas = (CODE, A, B, "NL")
    rows = [with_margin(area, 17.3, 0.5) for area in areas] + [estimate(area, 15.04) for area in areas]
    html = newer_estimates(profile_of(*rows), "leefstijl", ("roken_enquete",)) or ""
    assert "Roken: enquête 2020" in html and "Roken: schatting 2024" in html
    assert "17,3% (16,3–18,3)" in html
    assert "15,0%" in html
    assert "geen ontwikkeling" in html
    assert not any(word in html for word in ("hoger", "lager", "gedaald", "gestegen"))


def test_an_estimate_of_the_same_year_is_nothing_new():
    rows = [with_margin(CODE, 17.3, 0.5), estimate(CODE, 18.0, 2020)]
    assert newer_estimates(profile_of(*rows), "leefstijl", ("roken_enquete",)) is None


def test_the_day_of_packing_is_never_shown_only_that_of_fetching():
    table = source_table(profile_of(with_margin(CODE, 17.3, 0.5), estimate(CODE, 15.0))).set_index("Tabel")
    assert table["Opgehaald op"].to_dict() == {"85012NED": "", "50090NED": "22-11-2026"}
    assert table["Gemeten in"]["50090NED"] == "2024"
    assert "Gepubliceerd" not in table  # no source says when
    published = BRON.assign(gepubliceerd=[datetime.date(2022, 9, 1), None])
    profile = make_profile([with_margin(CODE, 17.3, 0.5)], SMOKES, bron=published)
    assert source_table(profile)["Gepubliceerd"].tolist() == ["01-09-2022"]


def test_an_age_group_is_added_up_from_the_bands_that_make_it():
    """65+ of 2025 is published as 65-79 and 80+ only: 30 + 10 of 400 inhabitants is 10 %."""
    about = {"indicator_code": "bevolking", "soort": "telling", "jaar": 2025, "tabel_code": "t"}
    bands = [observation(CODE, n, leeftijd=age, **about) for age, n in (("65-79", 30.0), ("80+", 10.0))]
    total = observation(CODE, 400.0, leeftijd="totaal", **about)
    assert age_share(make_profile([total, *bands], PEOPLE), CODE, "65+", 2025) == 10.0
    assert age_share(make_profile([total, bands[0]], PEOPLE), CODE, "65+", 2025) is None  # a hole is no sum


def test_bands_are_taken_once_and_leave_no_hole():
    assert tile("0-14", ("0-4", "5-9", "10-14", "0-9", "15-19")) == ["0-9", "10-14"]
    assert tile("15-24", ("15-19", "25-44")) == []


def test_a_title_puts_nothing_side_by_side_across_a_break():
    own = pd.DataFrame({"jaar": [2012, 2020, 2024], "waarde": [24.7, 18.7, 17.1]})
    title = title_of_series(profile_of(), MODEL, own, {2024: "ander model"})
    assert title.startswith("Roken in Klein: naar schatting 17,1% in 2024;") and "2012" not in title
    assert title_of_series(profile_of(), MODEL, own, {}).endswith("naar schatting 24,7% in 2012 en 17,1% in 2024")
