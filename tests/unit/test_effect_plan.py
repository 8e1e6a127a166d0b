"""A plan as it is written down: what is refused, and what the example shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from regiobeeld import paths
from regiobeeld.areas.regions import resolve_region
from regiobeeld.effect.plan import Plan, find_plan, plans_of, read_plan, require_measured
from regiobeeld.errors import ContractError, UsageError

EXAMPLE = paths.PROJECT / "plannen" / "voorbeeld" / "twente.toml"
MEASURED = 'naam = "Rookvrij"\ngebied = "almelo"\nbegin = 2018\nindicator = "roken_enquete"\n'
GOAL = """
[[doel]]
indicator = "sociaal_minimum"
waarde = 5.0
jaar = 2028
nulmeting = 2020
eigenaar = "Regiotafel"
"""


def written(folder: Path, text: str, name: str = "plan") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_is_marked_as_made_up_and_lies_outside_what_a_report_reads() -> None:
    plan = read_plan(EXAMPLE)
    assert plan.verzonnen and "verzonnen" in plan.naam
    assert plan.doel and plan.begin
    assert EXAMPLE.parent.parent.name == "plannen" and EXAMPLE.parent.name == "voorbeeld"


def test_goals_and_a_measured_approach_may_stand_in_one_file(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path, MEASURED + GOAL))
    assert (plan.indicator, plan.begin, [goal.indicator for goal in plan.doel]) == (
        "roken_enquete",
        2018,
        ["sociaal_minimum"],
    )


def test_the_aim_may_be_a_sentence(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path, MEASURED + 'doel = "Minder rokers"\n'))
    assert (plan.strekking, plan.doel) == ("Minder rokers", ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (MEASURED.replace("roken_enquete", "rooken_enquete"), 'Bedoelde u "roken_enquete"'),
        (MEASURED.replace("begin = 2018\n", ""), "'begin' en 'indicator' horen bij elkaar"),
        (MEASURED.replace("begin", "beginn"), "beginn"),
        ('naam = "Leeg"\ngebied = "almelo"\n', "geef 'begin' en 'indicator'"),
        (MEASURED + GOAL.replace("2028", "2019"), "moet na 'nulmeting' liggen"),
        (MEASURED + GOAL.replace('eigenaar = "Regiotafel"\n', ""), "eigenaar"),
    ],
)
def test_what_does_not_fit_is_told_with_the_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ContractError, match=told) as caught:
        read_plan(written(tmp_path, text))
    assert "plan.toml" in str(caught.value)


def test_an_unknown_area_is_told_with_the_nearest_names(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="twente"):
        read_plan(written(tmp_path, MEASURED.replace("almelo", "twentte")))


def test_a_plan_is_found_by_path_or_by_name(tmp_path: Path) -> None:
    path = written(tmp_path, MEASURED, "rookvrij")
    assert find_plan(str(path)) == path
    assert find_plan("rookvrij", tmp_path) == path
    with pytest.raises(UsageError, match=r"Wel aanwezig: rookvrij\.toml"):
        find_plan("rookvry", tmp_path)
    with pytest.raises(UsageError, match="geen plan opgegeven"):
        find_plan(" ")


def test_a_plan_with_goals_only_has_no_effect_to_measure() -> None:
    plan = Plan.model_validate(
        {
            "naam": "Regioplan",
            "gebied": "twente",
            "doel": ({"indicator": "roken", "waarde": 1.0, "jaar": 2030, "nulmeting": 2020, "eigenaar": "Tafel"},),
        }
    )
    with pytest.raises(UsageError, match="begin en indicator"):
        require_measured(plan, "regioplan.toml")


def test_only_plans_for_exactly_this_region_count(tmp_path: Path) -> None:
    goals = GOAL.removeprefix("\n")
    written(tmp_path, f'naam = "Twents plan"\ngebied = "GG1106"\n{goals}', "twents")
    written(tmp_path, f'naam = "Almelo plan"\ngebied = "almelo"\n{goals}', "almeloos")
    written(tmp_path, MEASURED.replace("almelo", "twente"), "zonder-doelen")
    assert list(plans_of(resolve_region("twente"), tmp_path)) == ["twents"]
    assert list(plans_of(resolve_region("almelo"), tmp_path)) == ["almeloos"]
    assert plans_of(resolve_region("zeeland"), tmp_path) == {}
