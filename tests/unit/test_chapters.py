"""What the chapters say about a tiny region of two gemeenten; all expected sentences are worked out by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from declared_example import declared
from regiobeeld.areas.regions import Region
from regiobeeld.blocks.common import none_of, of_all, setting_of, table_beside_nl
from regiobeeld.catalog.models import Breuk
from regiobeeld.chapters_agenda import summary
from regiobeeld.chapters_groups import crossing
from regiobeeld.chapters_method import caveats
from regiobeeld.chapters_people import mapping, population, ranking, series
from regiobeeld.chapters_people.agegroups import age_groups
from regiobeeld.chapters_people.verdict import judge_parts, title_of_parts
from regiobeeld.claims.marks import plain
from regiobeeld.needs.crossing import Count, groups
from regiobeeld.outline.method_blocks import Bevindingen, Breuken
from regiobeeld.outline.sentences import said_by
from regiobeeld.outline.special_blocks import Bevolkingsintro
from regiobeeld.profile.model import Profile
from regiobeeld.wording import check_wording
from small_profile import REGION, A, B, indicator, make_profile, observation, with_margin

SOURCES = pd.DataFrame(
    {
        "bron_code": ["monitor", "wijken", "register"],
        "tabel_code": ["85012NED", "50090NED", "84799NED"],
        "tabel_titel": ["Gezondheidsmonitor 2020", "Gezondheid per wijk", "Kerncijfers"],
        "organisatie": ["GGD'en, CBS en RIVM", "RIVM", "CBS"],
    }
)
MODEL = indicator("roken", soort="modelschatting", bron_code="wijken")
COUNT = indicator(
    "eenpersoonshuishoudens",
    naam="Eenpersoonshuishoudens",
    soort="telling",
    leeftijd="totaal",
    richting="neutraal",
    gezegde=None,
    bron_code="register",
)


def survey(a: float | None, b: float | None, national: float = 17.0, **about: Any) -> Profile:
    """Smoking in Adorp, Bestad, the region (their middle) and Nederland; standard errors of half a point."""
    cells = [(A, a), (B, b), (REGION.code, None if a is None or b is None else (a + b) / 2), ("NL", national)]
    rows = [
        observation(area, None) if value is None else with_margin(area, value, 0.1 if area == "NL" else 0.5)
        for area, value in cells
    ]
    return make_profile(rows, **({"bron": SOURCES} | about))


def only_adorp(profile_of: dict[str, float | None]) -> Profile:
    """The report of the single gemeente Adorp, with Bestad around it."""
    region = Region(A, "Adorp", "adorp", (A,), None)
    names = {A: "Adorp", B: "Bestad", "NL": "Nederland", "GG01": "GGD Klein"}
    rows = [
        observation(code, None) if value is None else with_margin(code, value, 0.1 if code == "NL" else 0.5)
        for code, value in profile_of.items()
    ]
    leden = {"GG01": (A, B), "NL": (A, B, "GM0003")}
    return make_profile(rows, region=region, code=A, context=(B,), names=names, leden=leden, bron=SOURCES)


def title(profile: Profile, code: str = "roken_enquete", age: str = "18+") -> str:
    return title_of_parts(profile, profile.indicators[code], age)


@pytest.mark.parametrize(
    ("adorp", "bestad", "sentence"),
    [
        (25.0, 17.0, "Roken: Adorp scoort ongunstiger dan de rest van Nederland"),
        (25.0, 10.0, "Roken: Adorp scoort ongunstiger dan de rest van Nederland, Bestad scoort gunstiger"),
        (25.0, 24.0, "Roken: Adorp en Bestad scoren ongunstiger dan de rest van Nederland"),
        (10.0, 17.0, "Roken: Adorp scoort gunstiger dan de rest van Nederland"),
        (17.1, 16.9, "Roken: geen van beide gemeenten verschilt aantoonbaar van de rest van Nederland"),
    ],
)
def test_a_title_says_who_differs_from_the_rest_of_nederland(adorp: float, bestad: float, sentence: str) -> None:
    assert title(survey(adorp, bestad)) == sentence


def test_a_neutral_topic_gets_no_judgement() -> None:
    care = indicator("roken_enquete", richting="neutraal")
    profile = make_profile(
        [with_margin(A, 25.0, 0.5), with_margin(B, 10.0, 0.5), with_margin("NL", 17.0, 0.1)], care
    )
    assert title(profile) == "Roken: Adorp ligt hoger dan de rest van Nederland, Bestad ligt lager"


def test_many_gemeenten_are_counted_and_few_are_named() -> None:
    profile = survey(25.0, 24.0)
    assert [of_all(profile, 9, 14), of_all(profile, 14, 14), of_all(profile, 2, 2)] == [
        "9 van de 14 gemeenten",
        "alle 14 gemeenten",
        "beide gemeenten",
    ]
    assert [none_of(profile, 14), none_of(profile, 2)] == ["geen van de 14 gemeenten", "geen van beide gemeenten"]


def test_a_single_gemeente_is_compared_with_nederland_and_not_with_its_neighbours() -> None:
    worse = only_adorp({A: 25.0, B: 10.0, "NL": 17.0})
    assert title(worse) == "Roken: Adorp scoort ongunstiger dan de rest van Nederland (25,0%; Nederland 17,0%)"
    same = only_adorp({A: 17.2, B: 10.0, "NL": 17.0})
    assert (
        title(same) == "Roken: Adorp verschilt niet aantoonbaar van de rest van Nederland (17,2%; Nederland 17,0%)"
    )
    assert setting_of(same) == "Gemeenten van GGD Klein; Adorp is gemarkeerd"
    assert setting_of(same, is_marked=False) == "Gemeenten van GGD Klein"
    assert setting_of(survey(25.0, 10.0)) == ""


def test_a_single_gemeente_without_a_figure_is_said_to_have_none() -> None:
    profile = only_adorp({A: None, B: 10.0, "NL": 17.0})
    assert title(profile) == "Roken: geen cijfer voor Adorp; in 1 gemeente eromheen 10,0%"


def test_counts_without_margins_give_both_ends_by_name() -> None:
    about = {"indicator_code": COUNT.code, "leeftijd": "totaal", "soort": "telling", "tabel_code": "84799NED"}
    profile = make_profile([observation(A, 25.0, **about), observation(B, 46.0, **about)], COUNT)
    assert title(profile, COUNT.code, "totaal") == "Eenpersoonshuishoudens: van 25,0% in Adorp tot 46,0% in Bestad"


def test_model_estimates_are_never_ranked() -> None:
    about = {"indicator_code": "roken", "soort": "modelschatting", "tabel_code": "50090NED"}
    profile = make_profile([observation(A, 25.0, **about), observation(B, 10.0, **about)], MODEL, bron=SOURCES)
    assert ranking.ranked_areas(profile, "roken") is None
    assert judge_parts(profile, "roken", "18+") is None
    assert "Adorp" not in title(profile, "roken")


def test_the_ranked_figure_tells_its_numbers_to_who_cannot_see_it() -> None:
    figure = ranking.ranked_areas(survey(25.0, 10.0), "roken_enquete")
    assert figure is not None
    assert figure.alt == (
        "Roken in 2 gebieden. Hoogst: Adorp, 25,0%. Laagst: Bestad, 10,0%. Klein: 17,5%. Nederland: 17,0%."
    )
    assert figure.bron == "Bron: GGD'en, CBS en RIVM, tabel 85012NED, 2020; enquête; indeling 2025"
    assert list(figure.tabel.columns) == ["Naam", "Roken (%)", "Ondergrens", "Bovengrens", "Oordeel"]
    assert figure.tabel["Oordeel"].tolist() == ["ongunstiger", "gunstiger"], (
        "what the title says, in the table too"
    )
    assert figure.tabel["Naam"].tolist() == ["Adorp", "Bestad"]


def test_one_gemeente_with_a_figure_is_no_comparison() -> None:
    assert ranking.ranked_areas(survey(25.0, None), "roken_enquete") is None


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            [11.0, 14.2, 15.0, 18.8, 33.6],
            "Roken: naar schatting van 11 tot 34% per wijk, in de helft van de wijken 14 tot 19%",
        ),
        ([15.1, 15.2, 15.3], "Roken: naar schatting rond 15% per wijk"),
    ],
)
def test_a_map_of_estimates_describes_the_range_and_names_no_wijk(values: list[float], sentence: str) -> None:
    assert mapping.title_of_range(survey(25.0, 10.0), MODEL, pd.Series(values), "wijk") == sentence


def through_the_years(info: Any, code: str = REGION.code) -> Profile:
    rows = [
        observation(area, value, jaar=year, soort=info.soort, indicator_code=info.code, tabel_code="50090NED")
        for area, values in ((code, (24.7, 18.7)), ("NL", (24.1, 17.9)))
        for year, value in zip((2012, 2020), values, strict=True)
    ]
    return make_profile(rows, info, bron=SOURCES)


def test_a_series_of_estimates_is_shown_without_a_trend() -> None:
    figure = series.trend_figure(through_the_years(MODEL), "roken")
    assert figure is not None
    assert figure.titel == "Roken in Klein: naar schatting 24,7% in 2012 en 18,7% in 2020"
    assert not {"daalde", "steeg", "daling", "stijging"} & set(figure.titel.split())
    assert figure.tabel["Jaar"].tolist() == ["2012", "2020"]
    assert "Klein: 2012: 24,7, 2020: 18,7. Nederland: 2012: 24,1, 2020: 17,9." in figure.alt
    assert figure.toelichting.startswith("Deze reeks is een schatting van een rekenmodel.")


def test_a_break_is_named_in_the_title_and_explained_below() -> None:
    broken = indicator(
        "roken", soort="modelschatting", bron_code="wijken", breuken=(Breuk(jaar=2016, reden="andere vraag"),)
    )
    figure = series.trend_figure(through_the_years(broken), "roken")
    assert figure is not None
    # 24,7% in 2012 is not put beside 18,7% in 2020: nothing is compared across a break.
    assert figure.titel == (
        "Roken in Klein: naar schatting 18,7% in 2020; niet te vergelijken met de jaren voor 2016"
    )
    assert figure.toelichting.startswith("De jaren voor en na 2016 zijn niet goed te vergelijken (andere vraag). ")


def test_a_series_that_changes_its_ages_says_so_below_the_title_and_in_the_drawing() -> None:
    younger = Breuk(jaar=2020, reden="vanaf 2020 ook 18-jarigen", leeftijden=("18+",), ervoor={"18+": "19+"})
    changed = indicator("roken", soort="modelschatting", bron_code="wijken", breuken=(younger,))
    figure = series.trend_figure(through_the_years(changed), "roken")
    assert figure is not None
    assert figure.ondertitel.endswith("19+ in 2012, 18+ vanaf 2020")
    assert figure.alt.endswith("19+ in 2012, 18+ vanaf 2020.")
    assert "24,7" not in figure.titel
    assert series.name_breaks(changed, "18+", (2020,)) == {2020: "19+ | 18+"}
    assert series.ages_of_series(changed, "65+", (2012, 2020)) == ""


def test_a_break_of_another_age_group_is_not_named() -> None:
    elsewhere = Breuk(jaar=2016, reden="ook 18-jarigen doen mee", leeftijden=("18-64",))
    whole = indicator("roken", soort="modelschatting", bron_code="wijken", breuken=(elsewhere,))
    figure = series.trend_figure(through_the_years(whole), "roken")
    assert figure is not None
    assert "breuk" not in figure.titel
    assert "2016" not in figure.toelichting


def test_one_year_is_no_series() -> None:
    assert series.trend_figure(survey(25.0, 10.0), "roken_enquete") is None


def by_age(code: str, adults: float, old: float, **about: Any) -> list[dict[str, Any]]:
    return [
        with_margin(code, adults, 0.3, leeftijd="18-64", **about),
        with_margin(code, old, 0.3, leeftijd="65+", **about),
    ]


def test_age_groups_lead_with_the_demonstrable_difference() -> None:
    rows = by_age(REGION.code, 20.0, 15.0) + by_age("NL", 19.8, 9.7)
    figure = age_groups(make_profile(rows, bron=SOURCES), ["roken_enquete"], ("18-64", "65+"), "leefstijl")
    assert figure is not None
    assert figure.titel == "Grootste verschil met Nederland: roken van 65-plussers (15,0%; Nederland 9,7%)"
    assert "Roken, 65 jaar en ouder: Klein 15,0%, Nederland 9,7%" in figure.alt


def test_a_difference_as_large_that_may_be_chance_is_told_apart() -> None:
    """Adults differ 5.3 points too, but with 6 points of margin."""
    wide = [
        with_margin(REGION.code, 25.1, 6.0, leeftijd="18-64"),
        with_margin(REGION.code, 15.0, 0.3, leeftijd="65+"),
    ]
    figure = age_groups(
        make_profile(wide + by_age("NL", 19.8, 9.7), bron=SOURCES),
        ["roken_enquete"],
        ("18-64", "65+"),
        "leefstijl",
    )
    assert figure is not None
    assert (
        figure.titel
        == "Grootste aantoonbare verschil met Nederland: roken van 65-plussers (15,0%; Nederland 9,7%)"
    )


def test_without_a_demonstrable_difference_the_ages_are_described() -> None:
    rows = by_age(REGION.code, 19.9, 9.8) + by_age("NL", 19.8, 9.7)
    figure = age_groups(make_profile(rows, bron=SOURCES), ["roken_enquete"], ("18-64", "65+"), "leefstijl")
    assert figure is not None
    assert figure.titel == "In Klein rookt 19,9% van de volwassenen tot 65 jaar en 9,8% van de 65-plussers"


def test_nederland_is_not_put_beside_itself() -> None:
    region = Region("NL", "Nederland", "nederland", (A, B, "GM0003"), "NL")
    profile = make_profile(by_age("NL", 19.8, 9.7), region=region, code="NL", bron=SOURCES)
    figure = age_groups(profile, ["roken_enquete"], ("18-64", "65+"), "leefstijl")
    assert figure is not None
    assert figure.titel == "In Nederland rookt 19,8% van de volwassenen tot 65 jaar en 9,7% van de 65-plussers"
    assert figure.alt.count("Nederland") == 2
    assert [c for c in figure.tabel.columns if "Nederland" in c] == ["Nederland (%)"]


def test_the_table_beside_nederland_takes_the_last_year_that_both_have() -> None:
    rows = [
        observation(REGION.code, 40.0, jaar=2022),
        observation("NL", 41.0, jaar=2022),
        observation(REGION.code, 44.0, jaar=2024),
    ]
    html = table_beside_nl(make_profile(rows), ["roken_enquete", "bestaat_niet"], "Roken")
    assert "40,0%" in html and "41,0%" in html and "44,0%" not in html


def test_a_figure_without_nederland_is_shown_with_a_dash_beside_it() -> None:
    html = table_beside_nl(make_profile([observation(REGION.code, 44.0, jaar=2024)]), ["roken_enquete"], "Roken")
    assert "44,0%" in html and "–" in html and "2024" in html
    assert "18 jaar en ouder" in html
    assert table_beside_nl(make_profile([observation(REGION.code, None)]), ["roken_enquete"], "Roken") == ""


def people(own: dict[int, float], national: dict[int, float]) -> Profile:
    info = indicator("bevolking", naam="Inwoners", eenheid="aantal", decimalen=0, leeftijd="totaal", gezegde=None)
    about = {"indicator_code": "bevolking", "leeftijd": "totaal", "soort": "telling"}
    rows = [
        observation(area, value, jaar=year, **about)
        for area, values in ((REGION.code, own), ("NL", national))
        for year, value in values.items()
    ]
    return make_profile(rows, info)


def test_growth_compares_the_same_years() -> None:
    profile = people({2013: 400.0, 2020: 410.0, 2025: 420.0}, {2013: 10_000.0, 2025: 10_800.0, 2026: 11_000.0})
    change = population.growth(profile)
    assert change[REGION.code] == pytest.approx(5.0) and change["NL"] == pytest.approx(8.0)
    assert (change.attrs["van"], change.attrs["tot"]) == (2013, 2025)


def test_growth_needs_two_years() -> None:
    assert population.growth(people({2025: 420.0}, {2025: 10_800.0})).empty


def test_the_introduction_lists_the_gemeenten_and_the_newest_count() -> None:
    profile = people({2013: 400.0, 2025: 420.0}, {2013: 10_000.0, 2025: 10_800.0})
    text = population.introduce(*declared(profile, Bevolkingsintro))
    assert (
        "In Klein woonden op 1 januari 2025 420 mensen. Bij Klein horen 2 gemeenten: Adorp en Bestad.</p>" in text
    )


def crossed(*wijken: tuple[str, str, float, bool | None, int]) -> Profile:
    """wijk, gemeente, 65+ residents, group or not, number of lifestyle figures; and one wijk elsewhere."""
    rows = [
        {
            "gebied_code": f"WK{number:06d}",
            "niveau": "WK",
            "gemeente_code": gemeente,
            "gebied_naam": name,
            "leeftijd": "65+",
            "inwoners": residents,
            "inwoners_geteld": True,
            "inwoners_totaal": 5 * residents,
            "ses_index": -1.0 if group else 0.5,
            "ses_kwintiel": 1.0 if group else 4.0,
            "leefstijl_gemeten": measured,
            "leefstijl_ongunstig": 2.0 if group else 0.0,
            "leefstijl_score": 80.0 if group else 20.0,
            "ongunstig": "roken_enquete" if group else None,
            "is_groep": group,
            "reden": None if group is not None else "wijk bestaat alleen in 2022",
        }
        for number, (name, gemeente, residents, group, measured) in enumerate(wijken)
    ]
    table = pd.DataFrame(rows).astype({"is_groep": "boolean"})
    other = table.iloc[:1].assign(gebied_code="WK999999", gemeente_code="GM0003", inwoners=1000.0, is_groep=False)
    country = pd.concat([table, other.astype({"is_groep": "boolean"})], ignore_index=True)
    owners = dict(zip(table["gebied_code"], table["gemeente_code"], strict=True))
    return survey(25.0, 10.0, kruising=table, kruising_nl=country, wijk_gemeente=owners)


def test_the_crossing_counts_wijken_and_their_residents() -> None:
    text = crossing.sentence(
        crossed(("Wijk 01 Noord", A, 300.0, True, 5), ("Zuid", A, 100.0, False, 5), ("Oost", B, 60.0, None, 0))
    )
    # 300 of all 460, 300 of the 400 residents with an outcome; in Nederland 300 of 1400.
    assert text == (
        "In Klein is 1 wijk waar een lage SES en een ongunstige leefstijl van 65-plussers samenkomen. Daar "
        "wonen 300 65-plussers: 65,2% van alle 65-plussers in Klein. Van de 65-plussers in wijken met een "
        "uitkomst is "
        "dat 75,0% (Nederland: 21,4%). Voor 1 wijk met 60 65-plussers is het niet te zeggen."
    )
    assert check_wording(text) == text


def test_wijken_that_cannot_be_linked_are_a_gap_and_no_zero() -> None:
    text = crossing.sentence(crossed(("Noord", A, 300.0, None, 0), ("Zuid", B, 100.0, None, 0)))
    assert "Dit is een gat in de cijfers" in text
    assert not any(character.isdigit() for character in text.replace("2022", "").replace("2020", ""))


def test_without_lifestyle_figures_a_high_position_still_excludes_the_group() -> None:
    profile = crossed(("Noord", A, 300.0, False, 0), ("Zuid", B, 100.0, False, 0))
    text = crossing.sentence(profile)
    assert text.startswith("De leefstijl per wijk is voor Klein niet bekend") and "gat in de cijfers" in text
    assert "geen wijk in Klein naar SES bij het laagste vijfde deel" in text
    assert crossing.is_unmeasured(profile)


def test_where_lifestyle_is_unknown_and_some_positions_are_low_only_the_others_are_sure() -> None:
    text = crossing.sentence(crossed(("Noord", A, 300.0, None, 0), ("Zuid", B, 100.0, False, 0)))
    assert "geen van de andere wijken in Klein naar SES" in text
    assert text.endswith("Voor 1 wijk met 300 65-plussers is het niet te zeggen.")


def test_no_wijk_found_is_said_as_such() -> None:
    text = crossing.sentence(crossed(("Noord", A, 300.0, False, 5)))
    assert text.startswith("In Klein is geen wijk gevonden waar") and "0,0%" in text


def test_the_list_of_wijken_names_wijk_gemeente_residents_and_what_is_unfavourable() -> None:
    profile = crossed(("Wijk 01 Noord", A, 300.0, True, 5), ("Zuid", B, 400.0, True, 5))
    table = crossing._listing(profile, groups(profile))
    assert table["Wijk"].tolist() == ["Zuid", "Noord"]
    row = table.set_index("Wijk").loc["Noord"]
    assert (row["Gemeente"], row["65-plussers"], row["Alle inwoners"], row["Ongunstig"]) == (
        "Adorp", 300, 1500, "roken",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("count", "total", "words"),
    [
        (0, 4, "In geen van de 4 wijken komen"),
        (1, 4, "In 1 van de 4 wijken komen"),
        (14, 1110, "In 14 van de 1.110"),
    ],
)
def test_the_count_of_wijken_reads_well(count: int, total: int, words: str) -> None:
    facts = Count(count, total, 0, 0, 0, 0, geteld=True)
    assert crossing.title_of_count(survey(25.0, 10.0), facts).startswith(words)


@pytest.mark.parametrize(
    ("wijken", "places"),
    [([(A, 10)], [A]), ([(A, 10), (A, 20)], [A]), ([(B, 90), (A, 30), (A, 30)], [B]), ([(B, 40), (A, 40)], [A])],
)
def test_the_summary_says_where_most_residents_of_the_wijken_live(
    wijken: list[tuple[str, int]], places: list[str]
) -> None:
    table = pd.DataFrame(wijken, columns=["gemeente_code", "inwoners"])
    assert summary.main_places(survey(25.0, 10.0), table) == places


@pytest.mark.parametrize(
    ("wijken", "everywhere", "words"),
    [
        (["Noord"], True, "in 1 wijk in Adorp (Noord)."),
        (["Noord", "Zuid"], True, "in 2 wijken, alle in Adorp (Noord en Zuid)."),
        (list("abcde"), False, "in 5 wijken, vooral in Adorp (a, b, c en 2 andere)."),
    ],
)
def test_the_message_about_a_doelgroep_names_its_places(wijken: list[str], everywhere: bool, words: str) -> None:
    facts = {"naam": "Oud", "plaatsen": ["Adorp"], "overal_daar": everywhere, "samen": "", "wijken": wijken}
    assert plain(said_by("boodschap_doelgroep", facts)("zin")) == f"Oud: dat komt samen {words}"


def findings(*rows: tuple[str, str | None, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["code", "gebied_code", "tekst"])
    return table.assign(ernst="let_op", onderwerp="cijfers", indicator_code=None)


def test_only_findings_about_the_region_are_shown() -> None:
    profile = survey(
        25.0,
        10.0,
        bevinding=findings(
            ("splitsing", None, "Oudorp is verdeeld over Adorp (60 %) en Verweg (40 %)."),
            ("splitsing", None, "Elders is verdeeld over Verweg en Rest."),
            ("verwacht", B, "Een cijfer is vreemd: GM0002, 2020, totaal: 2,0."),
            ("verwacht", "GM0003", "Een cijfer is vreemd: GM0003, 2020, totaal: 9,0."),
        ),
    )
    assert caveats.relevant_findings(profile, ("verwacht", "splitsing"))["tekst"].tolist() == [
        "Een cijfer is vreemd: GM0002, 2020, totaal: 2,0.",
        "Oudorp is verdeeld over Adorp (60 %) en Verweg (40 %).",
    ]


def test_a_finding_is_shown_with_names_instead_of_codes() -> None:
    table = findings(("splitsing", B, "Voor GM0002 is een cijfer verdeeld"))
    html = caveats.findings(*declared(survey(25.0, 10.0, bevinding=table), Bevindingen))
    assert "Voor Bestad is een cijfer verdeeld." in html and "GM0002" not in html


def broken_series(profile: Profile) -> list[str]:
    return caveats.list_breaks(*declared(profile, Breuken))


def test_breaks_of_the_same_kind_are_said_once() -> None:
    broken = {
        code: indicator(
            code,
            naam=naam,
            onderwerp=naam.lower(),
            breuken=(Breuk(jaar=2020, reden="ook 18-jarigen doen mee", leeftijden=("18+", "18-64")),),
        )
        for code, naam in (("roken_enquete", "Roken"), ("overgewicht_enquete", "Overgewicht"))
    }
    codes = ("roken_enquete", "overgewicht_enquete")
    rows = [observation(A, 25.0, indicator_code=code, jaar=year) for code in codes for year in (2016, 2020)]
    later = [observation(A, 25.0, indicator_code=code) for code in codes]
    assert broken_series(make_profile(later, *broken.values())) == [], "no year before it, so no break"
    assert broken_series(make_profile(rows, *broken.values())) == [
        "Overgewicht en roken, breuk in 2020 (cijfers van 18 jaar en ouder en 18 tot 65 jaar): "
        "ook 18-jarigen doen mee."
    ]
