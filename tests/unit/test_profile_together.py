"""Survey and model estimates never meet in one comparison: the guard runs where figures are taken together."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from regiobeeld.errors import ContractError
from regiobeeld.profile import select
from regiobeeld.profile.together import decide_together, refuse_mixtures
from regiobeeld.profile.trends import judge_series
from small_profile import indicator, make_profile, observation

SURVEY = {"bron_code": "gezondheidsmonitor", "tabel_code": "85012NED", "soort": "enquete"}
OLD_ROUND = SURVEY | {"tabel_code": "83674NED"}
MODEL = {"bron_code": "gezondheid_wijk_buurt", "tabel_code": "50090NED", "soort": "modelschatting"}
NEW_MODEL = MODEL | {"tabel_code": "50150NED"}
COUNTS = {"bron_code": "bevolking", "tabel_code": "37230ned", "soort": "telling"}
OTHER_COUNTS = {"bron_code": "kerncijfers", "tabel_code": "70072ned", "soort": "telling"}


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        pytest.param(MODEL, SURVEY, False, id="model and survey"),
        pytest.param(MODEL, NEW_MODEL, False, id="two editions of a model"),
        pytest.param(OLD_ROUND, SURVEY, True, id="two rounds of a survey"),
        pytest.param(COUNTS, OTHER_COUNTS, True, id="two registers"),
    ],
)
def test_what_may_stand_in_one_comparison(one: dict[str, str], other: dict[str, str], together: bool) -> None:
    assert decide_together(pd.DataFrame([one, other])).allowed is together


def planted() -> list[dict[str, object]]:
    """The model estimate of 2016 under the code of the survey of 2020."""
    return [
        observation(area, value, jaar=year, **origin)
        for area in ("RG_klein", "NL", "GM0001", "GM0002")
        for year, value, origin in ((2016, 17.9, MODEL), (2020, 16.7, SURVEY))
    ]


def test_a_series_of_two_sources_is_refused_by_name() -> None:
    profile = make_profile(planted(), indicator())
    with pytest.raises(ContractError, match=r"roken_enquete \(18\+\) mengt 50090NED en 85012NED"):
        select.series(profile, "roken_enquete", [profile.code, "NL"])


def test_areas_of_two_sources_are_not_put_side_by_side() -> None:
    rows = planted()
    mixed = [row | (MODEL if row["gebied_code"] == "NL" else SURVEY) | {"jaar": 2020} for row in rows[1::2]]
    profile = make_profile(mixed, indicator())
    with pytest.raises(ContractError, match="mengt 50090NED en 85012NED"):
        select.per_area(profile, "roken_enquete", [profile.code, "NL"])


def test_no_trend_over_two_sources() -> None:
    years = [2008, 2012, 2016, 2020]
    rows = pd.DataFrame([MODEL, MODEL, SURVEY, SURVEY]).assign(jaar=years, waarde=[1.0, 2.0, 3.0, 4.0], se=0.1)
    trend, _, reason = judge_series({}, rows)
    assert trend is None
    assert "verschillende bronnen" in reason


def test_a_missing_figure_is_no_mixture() -> None:
    rows = pd.DataFrame(planted()[:2])
    rows.loc[rows["tabel_code"] == "50090NED", "waarde"] = None
    assert len(refuse_mixtures(rows)) == 2


def test_a_provisional_figure_says_so() -> None:
    rows = [observation("RG_klein", 16.7, status="voorlopig"), observation("NL", 16.7)]
    profile = make_profile(rows, indicator())
    profile = dataclasses.replace(profile, code="RG_klein")
    found = {area: select.figure(profile, "roken_enquete", area) for area in ("RG_klein", "NL")}
    assert {area: figure.is_provisional for area, figure in found.items() if figure} == {
        "RG_klein": True,
        "NL": False,
    }
