"""Make executes nothing that it is given: what a user types reaches the command as it was typed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from regiobeeld import paths

# Each of these makes the file PROOF when make or a shell expands it, wherever it stands in a recipe.
INJECTIONS = (
    "$(shell touch PROOF)",
    "${shell touch PROOF}",
    "`touch PROOF`",
    "$$(touch PROOF)",
    '"; touch PROOF; "',
    "'; touch PROOF; '",
    "x\ntouch PROOF\n",
    '" && touch PROOF && echo "',
    "x | touch PROOF",
    "$(eval $(shell touch PROOF))",
)
# The variable, the target that uses it, and what else that target needs.
PLACES = (
    ("REGION", "regiobeeld", {}),
    ("PEILJAAR", "regiobeeld", {"REGION": "twente"}),
    ("BRON", "bronnen", {}),
    ("BRONMAP", "basis", {}),
    ("BESTAND", "kaart", {}),
    ("JAAR", "indeling", {}),
    ("NOTEBOOK", "regiobeeld", {"REGION": "twente"}),
    ("NAAM", "hoofdstuk", {"REGION": "twente"}),
)
RECORD = """#!/bin/sh
exec python3 -c 'import json, sys; json.dump(sys.argv[1:], open("arguments.json", "w"))' "$@"
"""


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    """The Makefile with an environment that is ready and whose Python only writes down its arguments."""
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(paths.PROJECT / name, tmp_path / name)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(RECORD, encoding="utf-8")
    python.chmod(0o755)
    (tmp_path / ".venv" / ".klaar").touch()
    return tmp_path


def _make(folder: Path, target: str, typed: dict[str, str], environment: dict[str, str]) -> list[str]:
    """Run make as a user does; the arguments that the command got."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", target, *(f"{name}={value}" for name, value in typed.items())]
    subprocess.run(command, cwd=folder, env=own | environment, check=True, capture_output=True, timeout=60)
    return list(json.loads((folder / "arguments.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("way", ["typed", "environment"])
@pytest.mark.parametrize(("variable", "target", "others"), PLACES, ids=[place[0] for place in PLACES])
def test_what_is_given_to_make_is_passed_on_as_it_is(
    workshop: Path, variable: str, target: str, others: dict[str, str], way: str
) -> None:
    for injection in INJECTIONS:
        given = {variable: injection}
        typed, environment = (given | others, {}) if way == "typed" else (others, given)
        arguments = _make(workshop, target, typed, environment)
        assert not (workshop / "PROOF").exists(), f"{injection!r} was executed"
        assert any(argument.endswith(injection) for argument in arguments), arguments


def test_a_name_that_looks_like_an_option_is_a_name(workshop: Path) -> None:
    arguments = _make(workshop, "regiobeeld", {"REGION": "--help"}, {})
    assert arguments[-2:] == ["--", "--help"]
