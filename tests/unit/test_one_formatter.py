"""One number is one text, in a sentence, a table, a chart and a finding."""

import re
from pathlib import Path

import pytest

from regiobeeld import paths
from regiobeeld.numbers import dutch_number, getal, procent, round_half_up, round_off


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (17.25, 1, "17,3"),  # exact in binary: half to even gives 17,2
        (0.05, 1, "0,1"),
        (0.15, 1, "0,2"),  # 0.1499999... in binary
        (2.675, 2, "2,68"),
        (-17.25, 1, "−17,3"),
        (-0.04, 1, "0,0"),
        (-0.4, 0, "0"),
        (2.5, 0, "3"),
        (12345.6, 0, "12.346"),
        (643_603, 0, "643.603"),
        (20.3 - 3.05, 1, "17,3"),  # 17.249999999999996
    ],
)
def test_half_goes_away_from_zero_and_zero_has_no_sign(value: float, decimals: int, text: str) -> None:
    assert dutch_number(value, decimals) == text
    assert getal(value, decimals) == text


def test_a_rounded_number_is_what_is_shown():
    assert round_half_up(17.25, 1) == 17.3
    assert procent(round_half_up(17.25, 1)) == procent(17.25)


@pytest.mark.parametrize(
    ("value", "about"), [(24_505, 25_000), (2_450, 2_500), (7, 7), (99.6, 100), (-1_450, -1_500)]
)
def test_an_estimate_keeps_two_figures(value: float, about: float) -> None:
    assert round_off(value) == about


def test_what_is_no_number_is_refused_before_a_reader_sees_it():
    with pytest.raises(ValueError, match="geen getal"):
        dutch_number(float("nan"))


PACKAGE = paths.PROJECT / "pipelines" / "regiobeeld"
CHAPTERS = [room.name for room in sorted(PACKAGE.glob("chapters_*"))]
READER = ("profile", "judgement", "needs", "report", "blocks", "portraits", *CHAPTERS, "harmonise", "crossing")
OWN_WAY = re.compile(r":[,]?\.(?:\d|\{\w+\})f\}|quantize\(|ROUND_HALF")
SHAPES = {"svg.py"}  # writes coordinates, not numbers for a reader


def test_no_module_that_writes_for_a_reader_formats_numbers_its_own_way():
    for folder in READER:
        for path in sorted(Path(PACKAGE, folder).rglob("*.py")):
            if path.name not in SHAPES:
                assert not OWN_WAY.findall(path.read_text(encoding="utf-8")), path.name
