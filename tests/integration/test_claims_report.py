"""A report answers for every number in it: changed in one place, the audit, the claims or the control see it."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from claims_example import PAGE, REGION, by_content, faults, make_report, mutations, try_mutation
from regiobeeld.claims.ledger import JSON, read_ledger
from regiobeeld.claims.trace import trace
from regiobeeld.controle.claims import recompute_claims
from regiobeeld.errors import ContractError, UsageError

LEAST_CAUGHT, COUNT = 58, 60
"""Of each report; `make zwaar` tries 400."""
LARGEST = 1_000_000


@pytest.fixture(scope="module")
def report(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_report(tables, tmp_path_factory.mktemp("claims"))


def test_a_report_as_it_was_made_has_no_fault_and_a_small_ledger(report: Path) -> None:
    assert faults(report) == []
    assert (report / REGION / JSON).stat().st_size < LARGEST
    frame = read_ledger(report / REGION).frame()
    assert frame["indicator_code"].notna().mean() > 0.3
    assert not frame["hoe"].isna().any()


def test_a_known_figure_is_tied_to_its_observation(report: Path) -> None:
    """85012NED, 2020, Twente, 18+: 17,3 % smokes (16,3-18,3)."""
    frame = read_ledger(report / REGION).frame()
    smoking = frame[(frame["getoond"] == "17,3") & (frame["indicator_code"] == "roken_enquete")]
    assert {"GG1106"} == set(smoking["gebied_code"])
    assert set(smoking["leeftijd"]) == {"18+"} and set(smoking["soort"]) == {"enquete"}
    assert "85012NED" in trace(report / REGION, "17,3", REGION)
    with pytest.raises(UsageError, match="staat niet in het rapport"):
        trace(report / REGION, "987.654.321", REGION)


def test_single_changes_are_caught(report: Path) -> None:
    caught, missed = 0, []
    kinds: Counter[str] = Counter()
    for mutation in mutations(report, COUNT):
        found = try_mutation(report, mutation)
        caught += bool(found)
        kinds[mutation.kind] += bool(by_content(found))
        if not found:
            missed.append(f"{mutation.kind}: {mutation.what}")
    assert caught >= LEAST_CAUGHT, missed
    assert sum(kinds.values()) >= 0.8 * COUNT, kinds  # not only by the digest of a chapter


@pytest.mark.parametrize(
    ("file", "damage", "says"),
    [
        (JSON, lambda text: text[: len(text) // 2], "geen lijst met de herkomst"),
        (JSON, lambda text: "[]", "geen lijst met de herkomst"),
        (PAGE, lambda text: text.replace("</data>", "1</data>", 1), "verwacht"),
    ],
)
def test_a_damaged_file_gives_one_line(report: Path, file: str, damage, says: str) -> None:
    path = report / REGION / file
    before = path.read_text(encoding="utf-8")
    path.write_text(damage(before), encoding="utf-8")
    try:
        found = faults(report)
        assert says in found[0] and "\n" not in found[0]
    finally:
        path.write_text(before, encoding="utf-8")


def test_without_claims_the_control_says_so(report: Path, tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="de herkomst van de getallen ontbreekt"):
        recompute_claims(tmp_path, report / "parquet", [])


def test_another_denominator_in_the_ledger_is_seen(report: Path) -> None:
    path = report / REGION / JSON
    before = path.read_text(encoding="utf-8")
    document = json.loads(before)
    document["functies"][0][2] = "alle inwoners van Nederland"
    path.write_text(json.dumps(document), encoding="utf-8")
    try:
        assert any("noemer" in line for line in faults(report))
    finally:
        path.write_text(before, encoding="utf-8")


WORDS_OF_A_NUMBER = "(zin)"
"""What the comparison of a sentence with the one its numbers were made with says at its end."""


@pytest.mark.parametrize(
    ("kind", "right", "wrong", "says"),
    [
        ("another denominator", r"% van de volwassenen", "% van alle inwoners", WORDS_OF_A_NUMBER),
        ("another age in the words", r"65-plussers", "75-plussers", ""),
        ("another year", r"(?<=in )2020(?= )", "2024", ""),
        ("an estimate called a count", r"naar schatting", "volgens de telling", ""),
        ("present tense for an old figure", r"\brookte\b", "rookt", ""),
        ("the other direction", r"\bongunstiger\b", "gunstiger", ""),
        ("another area", r"in Nederland", "in Overijssel", ""),
        ("a number that was not rounded so", r"(?<=>)\d\d,\d(?=</data>)", "99,9", 'gevonden "99,9"'),
        ("a number without a claim", r"</p>", " Dat zijn 12.345 mensen.</p>", "verwacht een herkomst"),
    ],
)
def test_a_wrong_line_planted_back_is_caught(report: Path, kind: str, right: str, wrong: str, says: str) -> None:
    """Kinds of lines that once stood in a report of which the arithmetic was right: the audit finds them by the
    number, its sentence, or (a text without a number) the digest of its chapter."""
    path = report / REGION / PAGE
    before = path.read_text(encoding="utf-8")
    changed, count = re.subn(right, wrong, before, count=1)
    assert count == 1, kind
    path.write_text(changed, encoding="utf-8")
    try:
        assert any(says in line for line in faults(report, PAGE))
    finally:
        path.write_text(before, encoding="utf-8")
