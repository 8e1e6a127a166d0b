"""How forms are counted: per kind of organisation, and only where there are enough."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue_example import FORM
from regiobeeld.dialogue.form import Answer, Reply
from regiobeeld.dialogue.lots import merge_small
from regiobeeld.dialogue.tally import conclude, tally
from regiobeeld.outline.dialogue import load_agreements, load_questions
from regiobeeld.profile.dialogue import ALL, REST, Zegt

ASKED = load_questions()
RULES = load_agreements().model_copy(update={"minste_antwoorden": 5, "grotendeels": 67.0})
ROKEN = FORM.vragen[0].code


def reply(kind: str, answer: str, text: str = "", *, citaat: bool = False, naam: str = "") -> Reply:
    return Reply(kind, "", naam, citaat, False, (Answer(ROKEN, answer, text),))


def count(said: Zegt, kind: str) -> dict[str, int]:
    rows = said.oordeel[(said.oordeel["onderwerp_code"] == ROKEN) & (said.oordeel["organisatie"] == kind)]
    return {a: n for a, n in zip(rows["antwoord"], rows["aantal"], strict=True) if n}


def test_each_kind_is_counted_beside_the_others() -> None:
    replies = [reply("GGD", "ja")] * 4 + [reply("GGD", "nee")] * 2 + [reply("gemeente", "nee")] * 5
    said = tally(replies, FORM, ASKED, RULES)
    assert count(said, ALL) == {"ja": 4, "nee": 7}
    assert count(said, "GGD") == {"ja": 4, "nee": 2}
    assert count(said, "gemeente") == {"nee": 5}


def test_a_small_kind_is_not_told_apart_and_cannot_be_found_by_subtraction() -> None:
    replies = [reply("GGD", "ja")] * 9 + [reply("gemeente", "ja")] * 6 + [reply("ggz", "nee")] * 2
    said = tally(replies, FORM, ASKED, RULES)
    shown = set(said.oordeel["organisatie"])
    assert shown == {ALL, "GGD", REST}  # the two of the ggz hide behind the six gemeenten
    assert count(said, REST) == {"ja": 6, "nee": 2}


def test_too_few_answers_give_no_count_at_all() -> None:
    said = tally([reply("GGD", "ja")] * 4, FORM, ASKED, RULES)
    assert said.oordeel.empty and said.prioriteit.empty
    row = said.onderwerp.set_index("onderwerp_code").loc[ROKEN]
    assert (row["antwoorden"], row["uitkomst"]) == (0, "")


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 12), max_size=8), st.integers(3, 7))
def test_no_shown_group_is_ever_too_small(counts: dict[str, int], least: int) -> None:
    groups = merge_small(counts, least)
    together: Counter[str] = Counter()
    for kind, name in groups.items():
        together[name] += counts[kind]
    assert all(size >= least for size in together.values())
    assert groups.keys() == (counts.keys() if sum(counts.values()) >= least else set())


@pytest.mark.parametrize(
    ("counts", "outcome"),
    [
        ({"ja": 67, "nee": 33}, "grotendeels herkend"),
        ({"ja": 66, "nee": 34}, "verdeeld"),
        ({"ja": 3, "deels": 4, "nee": 3}, "deels herkend"),
        ({"nee": 7, "ja": 3}, "grotendeels niet herkend"),
        ({"weet niet": 6, "ja": 5}, "vaak niet bekend"),
        ({"weet niet": 5, "ja": 5}, "grotendeels herkend"),
    ],
)
def test_the_outcome_in_words(counts: dict[str, int], outcome: str) -> None:
    assert conclude(counts, ASKED, RULES) == outcome


def test_groups_that_say_the_opposite_are_named_so() -> None:
    said = tally([reply("GGD", "ja")] * 6 + [reply("gemeente", "nee")] * 6, FORM, ASKED, RULES)
    outcome = said.onderwerp.set_index("onderwerp_code").loc[ROKEN, "uitkomst"]
    assert outcome == "organisaties zijn het oneens"


def test_only_who_let_us_is_quoted_the_others_are_counted() -> None:
    replies = [reply("GGD", "ja", f"Verzonnen {n}", citaat=n < 2) for n in range(6)]
    said = tally(replies, FORM, ASKED, RULES)
    assert list(said.citaat["tekst"]) == ["Verzonnen 0", "Verzonnen 1"]
    assert said.onderwerp.set_index("onderwerp_code").loc[ROKEN, "toelichtingen"] == 4


def test_a_quote_names_its_kind_only_where_that_is_shown() -> None:
    replies = [reply("GGD", "ja")] * 6 + [reply("gemeente", "ja", "Verzonnen", citaat=True)] * 2
    replies += [reply("ROS", "nee")] * 5
    said = tally(replies, FORM, ASKED, RULES)
    assert set(said.citaat["organisatie"]) == {""}
    enough = [*replies, *[reply("gemeente", "nee")] * 3]
    assert set(tally(enough, FORM, ASKED, RULES).citaat["organisatie"]) == {"gemeente"}


def test_figures_are_never_touched() -> None:
    """An opinion changes no sentence: what was asked comes back as it was."""
    said = tally([reply("GGD", "nee")] * 8, FORM, ASKED, RULES)
    assert said.onderwerp["onderwerp"].iloc[0] == FORM.vragen[0].zin
    assert tally([], replace(FORM, vragen=()), ASKED, RULES).onderwerp.empty
