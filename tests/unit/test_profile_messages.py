"""Main messages: the largest, most certain, most surprising first; and whether they stand under other choices."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

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
    assert select(make_profile())[0].robuust == "houdt stand in 15 van 15"


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


def test_a_model_estimate_alone_is_told_without_a_judgement():
    known = {code: INDICATORS[code] for code in ("roken", "bevolking")}
    table = figures()
    message = select(make_profile(table[table["indicator_code"] == "roken"], indicators=known))[0]
    assert (message.getal, message.toon, message.robuust) == ("29,0%", "neutraal", "")
    assert message.zekerheid.startswith("Schatting van een rekenmodel")


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
