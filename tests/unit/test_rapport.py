"""What the chapters show is declared: every figure that is named exists, and topics are found by their parts."""

from __future__ import annotations

import pytest

from regiobeeld.blocks.judged import in_words
from regiobeeld.catalog.groups import require_known
from regiobeeld.catalog.load import load_catalog
from regiobeeld.chapters_people.grid import count_topics, count_unfavourable, describe_siblings, say_unfavourable
from regiobeeld.errors import ContractError
from regiobeeld.outline.rapport import load_messages
from small_profile import A, B, indicator, make_profile, with_margin

WEIGHT, SEVERE = "overgewicht_enquete", "ernstig_overgewicht_enquete"


def grid(first: float, second: float):
    """Two figures of the declared grid, both about weight: A and B score `first` and `second`, NL 20, all SE 1."""
    codes = (WEIGHT, SEVERE)
    rows = [with_margin("NL", 20.0, 0.1, indicator_code=code) for code in codes]
    rows += [with_margin(A, first, 1.0, indicator_code=code) for code in codes]
    rows += [with_margin(B, second, 1.0, indicator_code=code) for code in codes]
    return make_profile(rows, *(indicator(code, naam=code.removesuffix("_enquete")) for code in codes))


def test_every_figure_that_a_chapter_names_is_declared():
    known = load_catalog().indicators
    require_known(load_messages().codes, known)
    with pytest.raises(ContractError, match="onbekende indicator roken_enquette"):
        require_known(["roken_enquette"], known)


def test_every_topic_has_a_figure():
    codes = load_catalog().indicators
    for topic in load_messages().onderwerp:
        assert any(load_messages().topic(code) == topic.naam for code in codes), topic.naam


@pytest.mark.parametrize(
    ("code", "topic"),
    [
        ("ernstig_overgewicht_enquete", "gewicht"),
        ("alcoholrichtlijn_enquete", "alcohol"),
        ("jv_zwaar_drinken", "alcohol"),
        ("beperking_bewegen", "beperkingen"),
        ("beweegrichtlijn", "bewegen"),
        ("jv_gelukkig", "psychische gezondheid"),
        ("jv_online_gokken", None),
    ],
)
def test_a_topic_is_found_by_a_part_of_the_code(code, topic):
    assert load_messages().topic(code) == topic


def test_figures_about_one_thing_are_said_to_be():
    profile = grid(30.0, 30.0)
    assert count_topics(profile, [WEIGHT, SEVERE]) == {"gewicht": 2}
    assert describe_siblings(profile) == (
        "De 2 cijfers gaan over 1 onderwerp: meer dan één cijfer is er over gewicht (2)."
    )


def test_the_count_of_every_part_stands_beside_the_title():
    assert count_unfavourable(grid(30.0, 30.0)).to_dict() == {"Adorp": 2, "Bestad": 2}
    assert say_unfavourable(grid(30.0, 20.0)) == (
        "Aantoonbaar ongunstiger, aantal cijfers per gemeente: Adorp 2 en Bestad 0."
    )


def test_a_class_that_the_correction_takes_away_is_said_with_a_reservation():
    assert in_words("ongunstiger", True) == "ongunstiger"
    assert in_words("ongunstiger", False) == "ongunstiger, mogelijk toeval"
    assert in_words("vergelijkbaar", False) == "vergelijkbaar"
