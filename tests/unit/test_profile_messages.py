"""Main messages: unfavourable and furthest past what is expected first; and whether they stand."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from profile_example import GEMEENTEN, INDICATORS, REGION, figures, make_profile
from regiobeeld.judgement.alternatives import outcomes
from regiobeeld.judgement.messages import BEYOND, FITTING, OTHER, candidates, select, topic_of
from regiobeeld.outline.rapport import load_messages


def test_the_region_that_smokes_more_gets_that_message():
    message = select(make_profile())[0]
    assert (message.code, message.getal, message.toon) == ("roken_enquete-18+", "30,0%", "ongunstig")
    assert message.zin.startswith("In Voorbeeld rookt 30,0% van de volwassenen; in Nederland 21,3% (2020).")
    assert "%); het cijfer ligt daarboven." in message.zin
    assert "het echte cijfer ligt waarschijnlijk tussen 29,1 en 30,9%" in message.zekerheid
    assert "zekerheid 99,8%" in message.zekerheid


def test_it_stands_in_every_alternative():
    # 3 benchmarks x 2 rounds, less the message itself, + 3 benchmarks by the model (29 against 25: 4 points).
    # Inhabitants of 2020 or 2022 make no difference: every gemeente has as many.
    assert outcomes(make_profile()).loc[("roken_enquete", "18+")].notna().sum() == 8
    message = select(make_profile())[0]
    assert message.robuust == "houdt stand in 8 van 8"
    assert message.zekerheid.endswith(
        " Ook met een ander jaar, een andere bron of een andere vergelijking blijft dat zo."
    )


def test_other_inhabitants_are_another_choice_only_where_they_give_another_figure():
    # One gemeente of the region smokes more. Twice as many people there in 2020: (4 x 30 + 2 x 40) / 6 = 33,3 and
    # not (4 x 30 + 40) / 5 = 32: six choices (3 benchmarks x 2 rounds) more for smoking, none for sports (all 50).
    table = figures()
    table.loc[(table["indicator_code"] == "roken_enquete") & (table["gebied_code"] == REGION[0]), "waarde"] = 40.0
    people = make_profile().inwoners
    then = people.copy()
    then.loc[REGION[0]] *= 2
    found = outcomes(make_profile(table, inwoners_jaar={2020: then, 2022: people}))
    assert found.loc[("roken_enquete", "18+")].notna().sum() == 8 + 6
    assert found.loc[("sport_enquete", "18+")].notna().sum() == 5


def test_a_round_in_which_it_was_not_so_counts_against_it():
    # In 2016 the region was as the rest: 3 of the 8 choices fall away, and 5 of 8 is less than two thirds.
    table = figures()
    table.loc[table["jaar"] == 2016, "waarde"] = 20.0
    row = candidates(make_profile(table)).set_index("indicator_code").loc["roken_enquete"]
    assert (row["houdt_stand"], row["van"]) == (5, 8)
    assert select(make_profile(table)) == []


def test_two_thirds_is_enough():
    rules = load_messages()
    assert rules.stands(4, 6)
    assert not rules.stands(5, 8)
    assert rules.stands(0, 0)  # nothing to choose: nothing that speaks against it


def test_a_model_difference_of_less_than_two_points_says_nothing():
    table = figures()
    table.loc[(table["indicator_code"] == "roken") & table["gebied_code"].isin(REGION), "waarde"] = 26.5
    assert select(make_profile(table))[0].robuust == "houdt stand in 5 van 5"


def test_the_model_is_silent_where_the_survey_speaks():
    assert set(candidates(make_profile())["indicator_code"]) == {"roken_enquete", "sport_enquete"}


def test_what_is_no_more_than_chance_is_no_message():
    assert [m.code for m in select(make_profile())] == ["roken_enquete-18+"]


def test_a_model_estimate_is_never_a_message():
    """There are no margins to judge it with: not even where nothing else was measured (METHODEN 20)."""
    known = {code: INDICATORS[code] for code in ("roken", "bevolking")}
    table = figures().query("indicator_code == 'roken'")
    assert select(make_profile(table, indicators=known, inwoners=1000 * make_profile().inwoners)) == []


def test_a_minor_subject_gives_way_to_a_main_one_of_about_the_same_weight():
    # Seeing badly and drinking: both as smoking, but seeing is half as weighty.
    codes = ("beperking_zien_enquete", "overmatig_drinken_enquete")
    extra = [figures().query("indicator_code == 'roken_enquete'").assign(indicator_code=code) for code in codes]
    extra[0]["waarde"] += 1.0 * extra[0]["gebied_code"].isin(REGION)
    known = INDICATORS | {code: replace(INDICATORS["roken_enquete"], code=code, thema=code) for code in codes}
    messages = select(make_profile(pd.concat([figures(), *extra]), indicators=known))
    assert [m.code.split("-")[0] for m in messages] == ["overmatig_drinken_enquete", "roken_enquete", codes[0]]
    assert messages[2].afstand < 0.6 * messages[0].afstand


def test_what_fits_its_expectation_comes_after_what_does_not_and_only_a_few_of_it():
    """Four subjects far above NL; three of them differ as much between all gemeenten, so nothing is unexpected."""
    table, wide = figures(), []
    for n in range(3):
        rows = figures().query("indicator_code == 'roken_enquete'").assign(indicator_code=f"cijfer_{n}_enquete")
        others = ~rows["gebied_code"].isin(REGION)
        rows.loc[others, "waarde"] += np.where(np.arange(others.sum()) // 2 % 2, 18.0, -18.0)
        wide.append(rows)
    known = INDICATORS | {
        f"cijfer_{n}_enquete": replace(INDICATORS["roken_enquete"], code=f"cijfer_{n}_enquete") for n in range(3)
    }
    messages = select(make_profile(pd.concat([table, *wide]), indicators=known, leden={"NL": GEMEENTEN}))
    assert [m.rang for m in messages] == [BEYOND, *[FITTING] * load_messages().binnen_verwachting]
    assert messages[0].code == "roken_enquete-18+"


def test_who_finds_it_hard_to_move_has_a_limitation():
    assert topic_of("beperking_bewegen_enquete") == topic_of("ernstig_beperkt_door_gezondheid") == "beperkingen"
    assert topic_of("beweegrichtlijn_enquete") == "bewegen"


def test_two_verbs_stay_together():
    both = INDICATORS | {"roken_enquete": replace(INDICATORS["roken_enquete"], gezegde="rookt of vapet")}
    assert select(make_profile(indicators=both))[0].zin.startswith(
        "In Voorbeeld rookt of vapet 30,0% van de volwassenen; "
    )


def test_one_message_per_topic():
    known = INDICATORS | {
        "roken_dagelijks_enquete": replace(INDICATORS["roken_enquete"], code="roken_dagelijks_enquete")
    }
    extra = figures().query("indicator_code == 'roken_enquete'").assign(indicator_code="roken_dagelijks_enquete")
    messages = select(make_profile(pd.concat([figures(), extra]), indicators=known))
    assert [m.code for m in messages] == ["roken_dagelijks_enquete-18+"]
    assert topic_of("jv_vapen") == topic_of("roken_enquete") == "roken"


def test_a_topic_dropped_from_the_survey_is_no_news():
    table = figures()
    old = (table["indicator_code"] == "roken_enquete") & (table["jaar"] == 2020)
    assert select(make_profile(table[~old & (table["indicator_code"] != "roken")])) == []


def test_the_whole_country_has_no_differences():
    assert select(make_profile(region=GEMEENTEN, code="NL")) == []


def test_the_order_of_rows_is_irrelevant():
    table = figures()
    assert select(make_profile(table)) == select(make_profile(table.sample(frac=1, random_state=2)))


def test_polarity_flipped_flips_the_tone_and_the_place_only():
    other = INDICATORS | {"roken_enquete": replace(INDICATORS["roken_enquete"], richting="hoger_is_beter")}
    one, flipped = select(make_profile())[0], select(make_profile(indicators=other))[0]
    assert (one.toon, flipped.toon) == ("ongunstig", "gunstig")
    assert (one.rang, flipped.rang) == (BEYOND, OTHER)
    assert replace(flipped, toon=one.toon, rang=one.rang) == one


def test_no_weights_but_the_newest():
    found = outcomes(make_profile(inwoners_jaar={}))
    assert found.loc[("roken_enquete", "18+")].notna().sum() == 8
    assert not np.isinf(found.to_numpy(dtype=float)).any()


def with_young_adults(value: float, rest: float = 20.0):
    """The example, and a survey among young adults without margins about smoking: `value` in the region."""
    rows = figures().query("indicator_code == 'roken_enquete' and jaar == 2020")
    rows = rows.assign(indicator_code="jv_roken", leeftijd="16-25", jaar=2019, waarde=rest)
    rows.loc[rows["gebied_code"].isin(REGION), "waarde"] = value
    # Not all the same, or there is no spread to expect anything from.
    rows["waarde"] += np.arange(len(rows)) % 3 - 1.0
    young = replace(INDICATORS["roken_enquete"], code="jv_roken", leeftijd="16-25", bron_code="jong")
    profile = make_profile(pd.concat([figures(), rows]), indicators=INDICATORS | {"jv_roken": young})
    margins = ["ondergrens", "bovengrens"]
    tables = {name: getattr(profile, name).copy() for name in ("waarneming", "enquete")}
    for table in tables.values():
        table.loc[table["indicator_code"] == "jv_roken", margins] = np.nan
    return replace(profile, **tables)


def test_young_and_adult_are_one_message_about_one_topic():
    (both,) = select(with_young_adults(31.0))
    young, adult = (
        "In Voorbeeld rookte in 2019 30,8% van de jongvolwassenen",
        "In Voorbeeld rookt 30,0% van de volwassenen",
    )
    lead, other = (young, adult) if both.code == "jv_roken-16-25" else (adult, young)
    assert both.zin.startswith(lead) and both.ook.startswith(other)
    assert re.search(r" Te verwachten was \d+,\d–\d+,\d%\.$", both.ook)


def young_alone(value: float):
    """Only the survey among young adults has a figure about smoking."""
    profile = with_young_adults(value)
    left = {
        name: frame[~frame["indicator_code"].isin(["roken_enquete", "roken"])]
        for name in ("waarneming", "enquete", "landelijk")
        for frame in [getattr(profile, name)]
    }
    return replace(profile, **left)


def test_far_beyond_its_expectation_a_figure_without_margins_has_a_side():
    (message,) = select(young_alone(31.0))
    assert (message.code, message.toon) == ("jv_roken-16-25", "ongunstig")
    assert "%); het cijfer lag daarboven." in message.zin
    assert "valt daarbuiten" in message.zekerheid


def test_without_margins_and_within_its_expectation_it_is_no_message():
    # 3 points from the rest, but well inside what gemeenten differ anyway: nothing to judge it by.
    rows = young_alone(23.0)
    wide = rows.enquete.copy()
    young = wide["indicator_code"] == "jv_roken"
    wide.loc[young, "waarde"] += np.where(np.arange(young.sum()) % 2, 8.0, -8.0)
    assert select(replace(rows, enquete=wide)) == []


def test_without_margins_less_than_two_points_is_noise():
    assert [m.code for m in select(with_young_adults(21.0))] == ["roken_enquete-18+"]


def test_years_ago_is_told_in_the_past_tense():
    profile = make_profile()
    newer = profile.waarneming.query("indicator_code == 'bevolking'").assign(jaar=2024)
    message = select(replace(profile, waarneming=pd.concat([profile.waarneming, newer])))[0]
    assert message.zin.startswith(
        "In Voorbeeld rookte in 2020 30,0% van de volwassenen; in Nederland 21,3%. Naar leeftijd, SES en "
        "stedelijkheid was "
    )
    assert message.zin.endswith("%); het cijfer lag daarboven.")


def test_what_the_correction_takes_away_is_no_message():
    # A difference of p = 0,03: alone it is told, beside nineteen figures that do not differ it is one of many.
    table = figures().query("indicator_code == 'sport_enquete' and jaar == 2020")
    table.loc[table["gebied_code"].isin(REGION), "waarde"] = 51.08
    others = [table.assign(indicator_code=f"cijfer_{n}", waarde=20.0) for n in range(19)]
    sport = INDICATORS["sport_enquete"]
    known = INDICATORS | {f"cijfer_{n}": replace(sport, code=f"cijfer_{n}") for n in range(19)}
    # No other areas to compare with: then no other choice speaks against it.
    plain = {"leden": {"NL": GEMEENTEN, "GG0001": REGION}}
    alone = make_profile(table, **plain)
    many = make_profile(pd.concat([table, *others]), indicators=known, **plain)
    assert [m.code for m in select(alone)] == ["sport_enquete-18+"]
    assert select(many) == []


def test_newer_estimates_do_not_take_the_place_of_the_survey():
    # Estimates of 2024 beside a survey of 2020: other figures under another code, never one series.
    table = figures()
    newer = table.query("indicator_code == 'roken'").assign(jaar=2024)
    profile = make_profile(pd.concat([table, newer]), peiljaar=2024)
    assert set(candidates(profile)["indicator_code"]) == {"roken_enquete", "sport_enquete"}
    assert candidates(profile)["jaar"].tolist() == [2020, 2020]
