"""The table of stamps: the same as under the messages, with the choices that break one named."""

from __future__ import annotations

import re

from declared_example import chapter, sentences_of
from profile_example import GEMEENTEN, figures, make_profile
from regiobeeld.chapters_method.robustness import table_of
from regiobeeld.judgement.messages import select
from regiobeeld.judgement.robustness import robustness


def test_every_message_has_its_stamp_and_what_breaks_it_adds_up() -> None:
    profile = make_profile()
    found = robustness(profile)
    assert len(found) == len(select(profile)) > 0
    for message, (_, row) in zip(select(profile), found.iterrows(), strict=True):
        stamp = re.fullmatch(r"houdt stand in (\d+) van (\d+)", message.robuust)
        assert stamp is not None
        assert (row["houdt_stand"], row["van"]) == (int(stamp[1]), int(stamp[2]))
        assert len(row["breekt_bij"]) == row["van"] - row["houdt_stand"]


def test_a_choice_that_breaks_a_message_is_named() -> None:
    """In the round before, the rest of the province stood far above the region: there the message turns around."""
    table = figures()
    province = table["gebied_code"].isin(GEMEENTEN[5:10]) & (table["jaar"] == 2016)
    table.loc[province & (table["indicator_code"] == "roken_enquete"), "waarde"] = 60.0
    profile = make_profile(table)
    row = robustness(profile).set_index("indicator_code").loc["roken_enquete"]
    assert len(row["breekt_bij"]) > 0
    assert all("ronde daarvoor" in name for name in row["breekt_bij"])
    told = table_of(profile, robustness(profile), sentences_of("robuustheid", {})).iloc[0]
    assert told["Houdt stand"] == f"bij {row['houdt_stand']} van de {row['van']} andere keuzes"
    assert "ronde daarvoor" in told["Verandert bij"]


def test_without_messages_the_chapter_says_so() -> None:
    table = figures()
    table.loc[table["gebied_code"].isin(GEMEENTEN), "waarde"] = 20.0
    assert "geen boodschappen" in chapter(make_profile(table), "robuustheid")._repr_html_()
