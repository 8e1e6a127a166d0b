"""Make executes nothing that it is given: what a user types reaches the command as it was typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from make_input import INJECTIONS, PLACES, is_harmless, make, prepare
from regiobeeld import paths


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    return prepare(tmp_path)


@pytest.mark.parametrize("way", ["typed", "environment"])
@pytest.mark.parametrize(
    ("variable", "target", "others"), PLACES, ids=[f"{variable}-{target}" for variable, target, _ in PLACES]
)
def test_what_is_given_to_make_is_passed_on_as_it_is(
    workshop: Path, variable: str, target: str, others: dict[str, str], way: str
) -> None:
    for injection in INJECTIONS:
        given = {variable: injection}
        typed, environment = (given | others, {}) if way == "typed" else (others, given)
        arguments = make(workshop, target, typed, environment)
        assert is_harmless(workshop, arguments, injection), f"{injection!r}: {arguments}"


def test_a_name_that_looks_like_an_option_is_a_name(workshop: Path) -> None:
    arguments = make(workshop, "regiobeeld", {"REGION": "--help"}, {})
    assert arguments[-2:] == ["--", "--help"]


def test_every_variable_of_a_recipe_is_passed_on_unexpanded() -> None:
    """A variable that a recipe uses as "$$NAME" stands in INVOER, and none is used as $(NAME)."""
    text = (paths.PROJECT / "Makefile").read_text(encoding="utf-8")
    given = set(re.search(r"^INVOER := (.*)$", text, re.MULTILINE)[1].split())  # type: ignore[index]
    recipes = "\n".join(line for line in text.splitlines() if line.startswith("\t"))
    used = set(re.findall(r"\$\$\{?([A-Z]{3,})", recipes))
    assert used <= given
    assert {name for name, _, _ in PLACES} == given
    assert [
        name for name in given if f"$({name})" in recipes or f"${{{name}}}" in recipes.replace("$${", "")
    ] == []
