"""The NZa-toets: declared rules on measures of the report; what lacks is said with the file that fills it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from declared_example import sentences_of
from regiobeeld.blocks.columns import cells
from regiobeeld.needs.nza import weigh
from regiobeeld.outline.chapters import load_order
from regiobeeld.outline.rapport import Eis, Regel, load_nza

ABOUT = {
    "tekst": "lopende verbanden",
    "ontbreekt": "Er is geen lijst.",
    "bestand": "x.csv",
    "hoofdstuk": "groepen",
}
MANY = Regel(maat="verbanden", minstens=1, **ABOUT)  # type: ignore[arg-type]
FEW = Regel(maat="boodschappen", hoogstens=7, **ABOUT)  # type: ignore[arg-type]
EIS = Eis(naam="Een eis", soort="criterium", regel=(MANY, FEW))


@pytest.mark.parametrize(
    ("verbanden", "boodschappen", "verdict"),
    [(1, 7, "voldaan"), (0, 7, "deels"), (3, 8, "deels"), (0, 8, "ontbreekt")],
)
def test_a_requirement_is_met_when_all_its_rules_hold(verbanden: int, boodschappen: int, verdict: str) -> None:
    outcome = weigh(EIS, {"verbanden": verbanden, "boodschappen": boodschappen})
    assert outcome.verdict == verdict
    assert len(outcome.holds) + len(outcome.lacks) == 2


def test_the_table_says_what_is_there_and_what_is_not() -> None:
    outcomes = [weigh(EIS, {"verbanden": 0, "boodschappen": 7})]
    rows = [{"eis": found.eis, "uitkomst": found} for found in outcomes]
    row = cells(sentences_of("nza_tabel", {}), "titel", rows).iloc[0]
    assert (row["Wat er is"], row["Wat nog niet"]) == ("lopende verbanden: 7", "lopende verbanden: 0")
    told = sentences_of("nza_inleiding", {})("tekst", voldaan=0, deels=1, eisen=len(outcomes))
    assert told == "Dit rapport voldoet aan 0 van de 1 eis van de NZa, en aan 1 deels."


def test_a_rule_has_one_limit() -> None:
    for limits in ({}, {"minstens": 1, "hoogstens": 2}):
        with pytest.raises(ValidationError, match="geef óf 'minstens' óf 'hoogstens'"):
            Regel(maat="verbanden", **limits, **ABOUT)  # type: ignore[arg-type]


def test_five_criteria_and_four_parts_each_hole_leads_to_a_chapter() -> None:
    kinds = [eis.soort for eis in load_nza().eis]
    assert (kinds.count("criterium"), kinds.count("verplicht deel")) == (5, 4)
    chapters = {code.replace("_", "-") for code in load_order()}
    assert {rule.hoofdstuk for eis in load_nza().eis for rule in eis.regel} <= chapters
