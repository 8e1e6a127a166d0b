"""Small mistakes on purpose in `stats` and `harmonise`: how many of them do the unit tests notice?

One operator or number is changed at a time in a copy of the package; a change that leaves the tests green
survives. What only feeds an error or an annotation is not changed.
"""

from __future__ import annotations

import ast
import math
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOMS = ("stats", "harmonise")
_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
_COUNT: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}
_JOIN: dict[type[ast.boolop], type[ast.boolop]] = {ast.And: ast.Or, ast.Or: ast.And}


@dataclass(frozen=True)
class Mutant:
    """The `number`th place in `module` where something can be changed, and how it reads."""

    module: Path
    number: int
    line: int
    told: str


def find_mutants(package: Path) -> list[Mutant]:
    """All places in both rooms."""
    return [
        Mutant(path, number, node.lineno, told)
        for room in ROOMS
        for path in sorted((package / room).glob("*.py"))
        for number, (node, told) in enumerate(_places(ast.parse(path.read_text(encoding="utf-8"))))
    ]


def _places(tree: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    for node in _reached(tree):
        if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARE:
            new = _COMPARE[type(node.ops[0])]
            yield node, f"{type(node.ops[0]).__name__} -> {new.__name__}"
        elif isinstance(node, ast.BinOp) and type(node.op) in _COUNT and not _is_text(node):
            yield node, f"{type(node.op).__name__} -> {_COUNT[type(node.op)].__name__}"
        elif isinstance(node, ast.BoolOp):
            yield node, f"{type(node.op).__name__} -> {_JOIN[type(node.op)].__name__}"
        elif isinstance(node, ast.Constant) and type(node.value) in {int, float}:
            yield node, f"{node.value} -> {node.value + 1}"


def _reached(node: ast.AST) -> Iterator[ast.AST]:
    """Every node but those of annotations and of errors."""
    for name, value in ast.iter_fields(node):
        if isinstance(node, ast.Raise) or name in {"annotation", "returns"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield child
                yield from _reached(child)


def _is_text(node: ast.BinOp) -> bool:
    sides = (node.left, node.right)
    return any(isinstance(side, ast.JoinedStr | ast.Constant) and not _is_number(side) for side in sides)


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


def write_mutant(mutant: Mutant, target: Path) -> None:
    """The module with the one change."""
    tree = ast.parse(mutant.module.read_text(encoding="utf-8"))
    node = next(node for i, (node, _) in enumerate(_places(tree)) if i == mutant.number)
    if isinstance(node, ast.Compare):
        node.ops[0] = _COMPARE[type(node.ops[0])]()
    elif isinstance(node, ast.BinOp):
        node.op = _COUNT[type(node.op)]()
    elif isinstance(node, ast.BoolOp):
        node.op = _JOIN[type(node.op)]()
    elif isinstance(node, ast.Constant):
        node.value += 1
    target.write_text(ast.unparse(tree), encoding="utf-8")


def find_tests(mutant: Mutant, tests: Path) -> list[str]:
    """The unit tests that import the module, also by way of an example; of its room when none does."""
    room, name = mutant.module.parent.name, mutant.module.stem
    marks = (f"regiobeeld.{room}.{name} import", f"regiobeeld.{room} import {name}")
    own = [
        path for path in sorted((tests / "unit").glob("test_*.py")) if any(m in path.read_text() for m in marks)
    ]
    return [str(path) for path in own] or sorted(map(str, (tests / "unit").glob(f"test_{room}_*.py")))


def try_some(
    project: Path,
    folder: Path,
    count: int,
    seed: int,
    told: Callable[[str], None] = print,
    until: float = math.inf,
) -> tuple[int, int]:
    """Try `count` changes, or as many as fit before `until` (time.monotonic); returns how many were tried and how
    many the tests noticed."""
    package, tests = project / "pipelines" / "regiobeeld", project / "tests"
    copy = folder / "pipelines"
    shutil.copytree(project / "pipelines", copy, ignore=shutil.ignore_patterns("__pycache__"))
    mutants = random.Random(seed).sample(find_mutants(package), count)
    tried = caught = 0
    for mutant in mutants:
        if time.monotonic() > until:
            break
        tried += 1
        place = copy / "regiobeeld" / mutant.module.relative_to(package)
        write_mutant(mutant, place)
        noticed = not _is_green(project, copy, find_tests(mutant, tests))
        caught += noticed
        if not noticed:
            told(f"overleeft: {place.relative_to(copy)}:{mutant.line} {mutant.told}")
        shutil.copyfile(mutant.module, place)
    return tried, caught


def _is_green(project: Path, copy: Path, tests: list[str]) -> bool:
    settings = {
        **os.environ,
        "PYTHONPATH": str(copy),
        "PYTHONDONTWRITEBYTECODE": "1",
        "REGIOBEELD_PROJECT": str(project),
    }
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *tests]
    try:
        done = subprocess.run(command, cwd=project, env=settings, capture_output=True, timeout=90, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
