"""Main messages: the largest, most certain, most surprising first; and whether they stand under other choices."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from profile_example import GEMEENTEN, INDICATORS, REGION, figures, make_profile
from regiobeeld.profile.alternatives import outcomes
from regiobeeld.profile.messages import candidates, select, topic_of


def test_the_region_that_smokes_more_gets_that_message():
    message = select(make_profile())[0]
    assert (message.code, message.getal, message.toon) == ("roken_enquete-18+", "30,0%", "ongunstig")
    assert message.zin.startswith("In Voorbeeld rookt 30,0% van de volwassenen; in Nederland 21,3% (2020).")
    assert "te verwachten; het cijfer ligt daarboven." in message.zin
    assert "95%-interval 29,1–30,9" in message.zekerheid
    assert "zekerheid 99,8%" in message.zekerheid


def test_it_stands_in_every_alternative():
    # 3 benchmarks x 2 rounds x 2 years of inhabitants + 3 benchmarks by the model (29 against 25: 4 points)
    assert outcomes(make_profile()).loc[("roken_enquete", "18+")].notna().sum() == 15
    message = select(make_profile())[0]
    assert message.robuust == "houdt stand in 15 van 15"
    assert message.zekerheid.endswith(" Houdt stand in 15 van 15 andere keuzes.")


def test_a_round_in_which_it_was_not_so_counts_against_it():
    # In 2016 the region was as the rest: 3 benchmarks x 2 weights fall away.
    table = figures()
    table.loc[table["jaar"] == 2016, "waarde"] = 20.0
    assert select(make_profile(table))[0].robuust == "houdt stand in 9 van 15"


def test_a_model_difference_of_less_than_two_points_says_nothing():
    table = figures()
    table.loc[(table["indicator_code"] == "roken") & table["gebied_code"].isin(REGION), "waarde"] = 26.5
    assert select(make_profile(table))[0].robuust == "houdt stand in 12 van 12"


def test_the_model_is_silent_where_the_survey_speaks():
    assert set(candidates(make_profile())["indicator_code"]) == {"roken_enquete", "sport_enquete"}


def test_what_is_no_more_than_chance_is_no_message():
    assert [m.code for m in select(make_profile())] == ["roken_enquete-18+"]


def with_loneliness(**changes):
    """The example with a model estimate of loneliness: 29 in the region, 25 elsewhere; nothing else differs."""
    table = figures()
    table.loc[table["indicator_code"] == "roken_enquete", "waarde"] = 20.0
    lonely = table["indicator_code"] == "roken"
    table.loc[lonely, "indicator_code"] = "eenzaam"
    known = {code: info for code, info in INDICATORS.items() if code != "roken"}
    known["eenzaam"] = replace(INDICATORS["roken"], code="eenzaam", gezegde="voelt zich eenzaam")
    return make_profile(table, indicators=known, **changes)


def test_a_model_estimate_is_called_one_and_gets_no_judgement():
    # Five gemeenten of 1000 inhabitants are too few for it; of 2000 they are 10 000.
    people = make_profile().inwoners
    message = select(with_loneliness(inwoners=2 * people))[0]
    assert message.zin.startswith("In Voorbeeld voelt naar schatting 29,0% van de volwassenen zich eenzaam; ")
    assert (message.getal, message.toon, message.robuust) == ("29,0%", "neutraal", "")
    assert message.zekerheid.startswith("Schatting van een rekenmodel")
    assert select(with_loneliness(inwoners=1.9 * people)) == []


def test_an_area_where_nothing_was_measured_gets_no_estimate_as_its_message():
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
    assert messages[2].score == pytest.approx(messages[0].score / 2, rel=0.05)


def test_who_finds_it_hard_to_move_has_a_limitation():
    assert topic_of("beperking_bewegen_enquete") == topic_of("ernstig_beperkt_door_gezondheid") == "beperking"
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


def test_polarity_flipped_flips_the_tone_only():
    other = INDICATORS | {"roken_enquete": replace(INDICATORS["roken_enquete"], richting="hoger_is_beter")}
    one, flipped = select(make_profile())[0], select(make_profile(indicators=other))[0]
    assert (one.toon, flipped.toon) == ("ongunstig", "gunstig")
    assert replace(flipped, toon=one.toon) == one


def test_no_weights_but_the_newest():
    found = outcomes(make_profile(inwoners_jaar={}))
    assert found.loc[("roken_enquete", "18+")].notna().sum() == 9
    assert not np.isinf(found.to_numpy(dtype=float)).any()
