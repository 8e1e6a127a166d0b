"""What a user may type after `make`, and a workshop in which a command only writes down what it was given."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

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
    ("TABEL", "kolommen", {}),
    ("BESTAND", "kolommen", {}),
    ("BRON", "basis", {"BRONMAP": "map"}),
    ("NOTEBOOK", "regiobeeld", {"REGION": "twente"}),
    ("NAAM", "hoofdstuk", {"REGION": "twente"}),
    ("FORMAAT", "regiobeeld", {"REGION": "twente"}),
    ("FORMAAT", "profielen", {"REGION": "twente"}),
    ("WIJK", "wijkprofiel", {}),
    ("MET", "vergelijking", {"REGION": "twente"}),
    ("FIGUREN", "regiobeeld", {"REGION": "twente"}),
    ("PLAN", "effect", {}),
    ("MAP", "dialoog-terug", {"REGION": "twente"}),
    ("GETAL", "herkomst", {"REGION": "twente"}),
    ("SOORT", "regiobeelden", {}),
    ("HERVAT", "regiobeelden", {"SOORT": "ggd"}),
    ("KERNEN", "regiobeelden", {"SOORT": "ggd"}),
    ("GEHEUGEN", "regiobeelden", {"SOORT": "ggd"}),
    ("MOTOR", "regiobeelden", {"SOORT": "ggd"}),
    ("ADRES", "regiobeelden", {"SOORT": "ggd"}),
    ("PLAATS", "regiobeelden", {"SOORT": "ggd"}),
    ("EERSTE", "regiobeelden", {"SOORT": "ggd"}),
)
RECORD = """#!/bin/sh
printf '%s\\0' "$@" > arguments
"""
"""No word of it is expanded a second time, and it starts ten times as quickly as Python."""


def prepare(folder: Path) -> Path:
    """The Makefile with an environment that is ready and whose Python only writes down its arguments."""
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(paths.PROJECT / name, folder / name)
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(RECORD, encoding="utf-8")
    python.chmod(0o755)
    (folder / ".venv" / ".klaar").touch()
    return folder


def make(folder: Path, target: str, typed: dict[str, str], environment: dict[str, str]) -> list[str]:
    """Run make as a user does; the arguments that the command got."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", target, *(f"{name}={value}" for name, value in typed.items())]
    subprocess.run(command, cwd=folder, env=own | environment, check=True, capture_output=True, timeout=60)
    return (folder / "arguments").read_bytes().decode().split("\0")[:-1]


def all_injections() -> Iterator[tuple[str, str, dict[str, str], dict[str, str], str]]:
    """(variable, target, typed, environment, injection): every injection at every place, in both ways."""
    for variable, target, others in PLACES:
        for injection in INJECTIONS:
            yield variable, target, {**others, variable: injection}, {}, injection
            yield variable, target, others, {variable: injection}, injection


def is_harmless(folder: Path, arguments: list[str], injection: str) -> bool:
    """Whether nothing was executed and the command got what was typed."""
    return not (folder / "PROOF").exists() and any(argument.endswith(injection) for argument in arguments)
