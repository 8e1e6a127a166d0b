"""A figure through the years in words: the direction, and how certain it is."""

from __future__ import annotations

import pytest

from profile_example import info
from regiobeeld.blocks.course import tell_course

TREND = {"jaren": (2012, 2016, 2020, 2024), "eerste": 18.0, "laatste": 21.0, "voorlopig": False, "code": ""}
COUNT = {**TREND, "richting": None, "code": "telling_zonder_marges"}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({**TREND, "richting": "stijgend"}, "▲ stijgend"),
        ({**TREND, "richting": "dalend", "voorlopig": True}, "▼ dalend, voorlopig: vier metingen"),
        ({**TREND, "richting": "geen aantoonbare verandering"}, "• geen aantoonbare verandering"),
        (COUNT, "▲ hoger dan in 2012 (geteld)"),
        ({**COUNT, "laatste": 15.0}, "▼ lager dan in 2012 (geteld)"),
        ({**COUNT, "laatste": 18.04}, "• gelijk aan 2012 (geteld)"),
        ({**COUNT, "code": "model_geen_trend"}, "geen uitspraak (rekenmodel)"),
        ({**COUNT, "jaren": (2024,), "code": "een_meting"}, "geen uitspraak (1 meting)"),
    ],
)
def test_only_what_was_counted_or_tested_has_a_direction(row: dict[str, object], told: str) -> None:
    assert tell_course(info("roken", decimalen=1), row) == told
