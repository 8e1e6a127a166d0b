"""Somebody keeps every page that was ever made of the forms, and subtracts. What one form says stays unknown.

The attacker knows who sent a form at every reading, of which kind of organisation, and even which answers are
counted together: all but what was answered. The counts of all readings are then equations, and a linear program
(this test's own) finds what each form can have said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from dialogue_example import FORM, REGION, TWENTE, Gesprek, fill_json
from project import IS_HEAVY
from regiobeeld.dialogue.form import Answer, Reply
from regiobeeld.dialogue.lots import MEMORY, Given, Lots, marks, recall_lots
from regiobeeld.dialogue.tally import tally
from regiobeeld.errors import ContractError
from regiobeeld.outline.dialogue import load_agreements, load_questions
from regiobeeld.profile.dialogue import ALL

ASKED = load_questions()
LEAST = 5
RULES = load_agreements().model_copy(update={"minste_antwoorden": LEAST})
ROKEN = FORM.vragen[0]
ANSWERS = ASKED.antwoorden
Counts = Mapping[tuple[str, str], int]
"""Group of organisations and answer -> how many."""


@dataclass(frozen=True)
class Person:
    """Who sent a form, of which kind, and what it says."""

    name: str
    kind: str
    says: str

    def reply(self) -> Reply:
        return Reply(
            self.kind, "", "", False, False, (Answer(ROKEN.code, self.says, "", "", "", self.says),), self.name
        )


@dataclass(frozen=True)
class Reading:
    """One page: its counts, and the group under which each form is counted."""

    counts: Counts
    groups: Mapping[str, str]


def read(people: Sequence[Person], lots: Lots) -> Reading:
    """A reading as we make it."""
    replies = [person.reply() for person in people]
    table = tally(replies, FORM, ASKED, RULES, lots).oordeel
    table = table[(table["onderwerp_code"] == ROKEN.code)]
    counts = {(g, a): n for g, a, n in zip(table["organisatie"], table["antwoord"], table["aantal"], strict=True)}
    items = [Given(m, p.kind, p.says) for m, p in zip(marks(replies), people, strict=True)]
    counted = lots.choose(f"{ROKEN.code} {ROKEN.stempel} herkent", items, LEAST)
    return Reading(counts, dict(zip([p.name for p in people], counted, strict=True)))


def count_all(people: Sequence[Person], _: Lots) -> Reading:
    """A reading that counts every form: what we did before."""
    counts = Counter((ALL, person.says) for person in people)
    return Reading({(ALL, a): counts[ALL, a] for a in ANSWERS}, {person.name: "x" for person in people})


def possible(readings: Sequence[Reading], name: str) -> set[str]:
    """What this form can have said, by all pages together."""
    names = sorted({n for reading in readings for n in reading.groups})
    place = {(n, a): i for i, (n, a) in enumerate((n, a) for n in names for a in ANSWERS)}
    rows, values = [], []
    for n in names:  # every form gave one answer
        rows.append([place[n, a] for a in ANSWERS])
        values.append(1)
    for reading in readings:
        for (group, answer), count in reading.counts.items():
            inside = [n for n, g in reading.groups.items() if g and group in (ALL, g)]
            rows.append([place[n, answer] for n in inside])
            values.append(count)
    matrix = np.zeros((len(rows), len(place)))
    for number, row in enumerate(rows):
        matrix[number, row] = 1
    found = set()
    for answer in ANSWERS:
        goal = np.zeros(len(place))
        goal[place[name, answer]] = -1
        best = linprog(goal, A_eq=matrix, b_eq=values, bounds=(0, 1))
        assert best.status == 0
        if -best.fun > 0.01:
            found.add(answer)
    return found


def group(kind: str, *counts: int) -> list[Person]:
    """People of one kind: so many of each answer."""
    said = [answer for answer, count in zip(ANSWERS, counts, strict=False) for _ in range(count)]
    return [Person(f"{kind} {number}", kind, answer) for number, answer in enumerate(said)]


TWENTY = group("gemeente", 5, 3, 3, 1) + group("GGD", 6, 1, 1)


def test_the_attack_works_on_plain_counts() -> None:
    """Twenty forms, and again without the last one: its answer is what is missing."""
    gone = TWENTY[-1]
    pages = [count_all(TWENTY, Lots()), count_all(TWENTY[:-1], Lots())]
    assert possible(pages, gone.name) == {gone.says}


@pytest.mark.parametrize("gone", range(len(TWENTY)))
def test_one_form_that_was_withdrawn_may_have_said_anything_of_its_lot(gone: int) -> None:
    lots = Lots()
    pages = [read(TWENTY, lots), read(TWENTY[:gone] + TWENTY[gone + 1 :], lots)]
    assert not pages[1].groups.get(TWENTY[gone].name)
    assert len(possible(pages, TWENTY[gone].name)) > 1


def test_one_that_came_while_another_went_shows_neither() -> None:
    lots, new = Lots(), Person("nieuw", "GGD", "nee")
    pages = [read(TWENTY, lots), read([*TWENTY[1:], new], lots), read(TWENTY, lots), read([*TWENTY, new], lots)]
    assert len(possible(pages, TWENTY[0].name)) > 1
    assert all(not page.groups.get(new.name) for page in pages)  # it waits for four others
    more = [new, *group("GGD later", 2, 2)]
    filled = read([*TWENTY, new, *[Person(p.name, "GGD", p.says) for p in more[1:]]], lots)
    assert filled.groups[new.name] == "GGD"


def test_who_sends_forms_to_find_a_withdrawn_one_sees_nothing_move() -> None:
    """An insider sends each answer in turn after the withdrawal: the counts stay what they were."""
    lots = Lots()
    read(TWENTY, lots)
    after = read(TWENTY[1:], lots)
    for answer in ANSWERS:
        assert read([*TWENTY[1:], Person("spion", TWENTY[0].kind, answer)], lots).counts == after.counts


def test_a_folder_that_was_not_whole_does_no_harm() -> None:
    lots = Lots()
    whole = read(TWENTY, lots)
    assert read(TWENTY[:4], lots).counts == {}
    assert read(TWENTY, lots) == whole


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_series_of_readings_tells_what_a_form_says(data: st.DataObject) -> None:
    """Forms come, go, and come back; unless a whole lot said the same, each may have said something else."""
    sizes = st.lists(st.integers(0, 6), min_size=4, max_size=4)
    people = (
        group("gemeente", *data.draw(sizes)) + group("GGD", *data.draw(sizes)) + group("ggz", *data.draw(sizes))
    )
    if not people:
        return
    lots, pages = Lots(), []
    for _ in range(data.draw(st.integers(2, 4))):
        here = data.draw(st.lists(st.booleans(), min_size=len(people), max_size=len(people)))
        pages.append(read([person for person, is_in in zip(people, here, strict=True) if is_in], lots))
    says = {person.name: person.says for person in people}
    alike: dict[tuple[str | None, ...], set[str]] = {}
    for name in {n for page in pages for n, g in page.groups.items() if g}:
        counted = tuple(page.groups.get(name) for page in pages)  # forms counted alike stand in the same equations
        if counted not in alike:
            alike[counted] = possible(pages, name)
        found = alike[counted]
        assert says[name] in found
        if found == {says[name]}:
            assert _is_unanimous(name, pages, says), name


def _is_unanimous(name: str, pages: Sequence[Reading], says: Mapping[str, str]) -> bool:
    """Whether the forms that are counted just when this one is, in its group, are enough and say all the same."""
    together = [n for n in says if all(page.groups.get(n, "") == page.groups.get(name, "") for page in pages)]
    return len(together) >= LEAST and {says[n] for n in together} == {says[name]}


def counts_of(gesprek: Gesprek) -> pd.Series:
    folder = gesprek.read()
    table = pd.read_parquet(folder / "oordeel.parquet")
    return table.set_index(["onderwerp_code", "organisatie", "antwoord"])["aantal"].sort_index()


def ranks_of(gesprek: Gesprek) -> pd.Series:
    table = pd.read_parquet(gesprek.outputs / "dialoog" / REGION / "terug" / "prioriteit.parquet")
    return table.set_index(["onderwerp_code", "prioriteit"])["aantal"]


@pytest.mark.parametrize("number", [0, 8, 13, 25, 31, 39] if IS_HEAVY else [0, 25])
def test_forty_forms_before_and_after_a_withdrawal(number: int, tmp_path: Path) -> None:
    """By the commands: per subject and group nothing changed, or at least five answers did."""
    gesprek = Gesprek(tmp_path)
    before, ranked = counts_of(gesprek), ranks_of(gesprek)
    gesprek.of(number).unlink()
    after, ranked_after = counts_of(gesprek), ranks_of(gesprek)
    steps = before.sub(after, fill_value=0).groupby(level=[0, 1]).sum()
    assert steps.map(lambda n: n == 0 or n >= LEAST).all() and (steps > 0).any()
    moved = ranked.sub(ranked_after, fill_value=0).groupby(level=0).sum()
    assert moved.map(lambda n: n == 0 or n >= LEAST).all()


def test_one_more_form_waits_until_there_are_enough(tmp_path: Path) -> None:
    gesprek = Gesprek(tmp_path)
    before = counts_of(gesprek)
    extra = [gesprek.people[0]] * LEAST
    for number, person in enumerate(extra[:-1]):
        fill_json(TWENTE, person, gesprek.forms / f"extra {number}.json", f"extra {number}")
    assert counts_of(gesprek).equals(before)
    fill_json(TWENTE, extra[-1], gesprek.forms / "extra laatste.json", "extra laatste")
    assert counts_of(gesprek)[TWENTE.vragen[1].code, ALL].sum() == before[TWENTE.vragen[1].code, ALL].sum() + LEAST


def test_the_memory_holds_no_answer_and_a_damaged_one_stops(tmp_path: Path) -> None:
    gesprek = Gesprek(tmp_path)
    counts_of(gesprek)
    memory = gesprek.outputs / "dialoog" / REGION / MEMORY
    kept = memory.read_text(encoding="utf-8")
    assert not any(word in kept for word in ("ja", "nee", "Verzonnen", "Bedacht", "formulier 0"))
    assert recall_lots(memory).made
    memory.write_text(kept[:200], encoding="utf-8")
    with pytest.raises(ContractError, match=r"geheugen\.json"):
        gesprek.read()
