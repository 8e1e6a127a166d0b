"""Every example in the documentation of the analyst's door gives what it says, on the figures of Twente."""

from __future__ import annotations

import doctest
from pathlib import Path
from types import ModuleType

import pytest

import regiobeeld
from regiobeeld.analyst import ahead, beeld


@pytest.mark.parametrize("module", [regiobeeld, beeld, ahead], ids=["regiobeeld", "beeld", "ahead"])
def test_the_examples_give_what_they_say(module: ModuleType, tables: Path) -> None:
    known = {"tabellen": tables, "beeld": regiobeeld.open("twente", data_dir=tables)}
    finder = doctest.DocTestFinder(exclude_empty=True)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    told: list[str] = []
    tests = [test for test in finder.find(module, extraglobs=known) if test.examples]
    assert len(tests) >= 2
    for test in tests:
        runner.run(test, out=told.append)
    assert runner.failures == 0, "".join(told)
