"""A table that leaves its room is checked against what was agreed; every join says what it expects."""

from __future__ import annotations

import ast

import pandas as pd
import pytest

from regiobeeld import paths
from regiobeeld.frames import Frame, FrameError, frame, returns
from regiobeeld.schema import GEBIED

SMOKERS = frame("gebied_code jaar", text="gebied_code", whole="jaar", number="waarde", flag="overleeft")


def smokers(**other: object) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "gebied_code": ["GM0141", "GM0164"],
            "jaar": [2024, 2024],
            "waarde": [17.3, 18.0],
            "overleeft": [True, False],
        }
    ).assign(**other)


def test_a_frame_as_agreed_passes_unchanged() -> None:
    given = smokers(extra=["a", "b"])
    assert SMOKERS.check(given, "hier") is given


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        (smokers().drop(columns="waarde"), "columns are missing: waarde"),
        (smokers(waarde=["17,3", "18,0"]), "column waarde should be number"),
        (smokers(jaar=[2024.0, 2024.5]), "column jaar should be whole"),
        (smokers(overleeft=[1, 0]), "column overleeft should be flag"),
        (smokers(waarde=[True, False]), "column waarde should be number"),
        (smokers(gebied_code=["GM0141", "GM0141"]), "1 rows have a key"),
    ],
)
def test_what_differs_from_the_agreement_is_told(spoiled: pd.DataFrame, said: str) -> None:
    with pytest.raises(FrameError, match=said):
        SMOKERS.check(spoiled, "hier")


def test_the_key_may_stand_in_the_index() -> None:
    given = smokers().set_index(["gebied_code", "jaar"])
    assert SMOKERS.check(given, "hier") is given


def test_a_column_without_any_value_has_no_kind() -> None:
    SMOKERS.check(smokers(waarde=[None, None]), "hier")


def test_a_published_table_gives_its_own_agreement() -> None:
    agreed = Frame.of(GEBIED, jaar="whole")
    assert agreed.key == GEBIED.key
    assert agreed.columns["gebied_jaar"] == "whole"
    assert set(agreed.columns) == {*GEBIED.names, "jaar"}


def test_a_function_that_breaks_its_word_is_named() -> None:
    @returns(SMOKERS)
    def forgotten() -> pd.DataFrame:
        return smokers().rename(columns={"waarde": "value"})

    with pytest.raises(FrameError, match=r"forgotten: columns are missing: waarde"):
        forgotten()


def joins_without_validate(source: str) -> list[int]:
    """Lines of `x.merge(...)` with an `on` that do not say how many rows may match."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    joins = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "merge"]
    asked = [(call.lineno, {word.arg for word in call.keywords}) for call in joins]
    return [line for line, words in asked if words & {"on", "left_on", "how"} and "validate" not in words]


def test_the_search_for_joins_finds_one() -> None:
    assert joins_without_validate("a = b.merge(\n c, on='x')\nd = e.merge(f, on='x', validate='one_to_one')") == [
        1
    ]


def test_every_join_says_how_many_rows_may_match() -> None:
    found = {
        str(path): joins_without_validate(path.read_text(encoding="utf-8"))
        for path in (paths.PROJECT / "pipelines").rglob("*.py")
    }
    assert {path: lines for path, lines in found.items() if lines} == {}
