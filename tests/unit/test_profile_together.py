"""Survey and model estimates never meet in one comparison: the guard runs where figures are taken together."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from regiobeeld.errors import ContractError
from regiobeeld.judgement.trends import judge_series, region_trends
from regiobeeld.profile import select
from regiobeeld.profile.together import decide_together, refuse_mixtures
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


def test_two_sources_in_one_year_are_refused_by_name() -> None:
    rows = pd.DataFrame(planted()).assign(jaar=2020)
    with pytest.raises(ContractError, match=r"roken_enquete \(18\+, 2020\) mengt 50090NED en 85012NED"):
        refuse_mixtures(rows)


def test_a_series_is_of_one_source() -> None:
    """Of the model there is 2016 (and in the second case 2012), of the survey 2020."""
    profile = make_profile(planted(), indicator())
    assert select.series(profile, "roken_enquete", [profile.code, "NL"])["jaar"].unique().tolist() == [2020]
    older = [observation(area, 20.0, jaar=2012, **MODEL) for area in (profile.code, "NL")]
    longer = make_profile([*planted(), *older], indicator())
    assert select.series(longer, "roken_enquete", [profile.code])["waarde"].tolist() == [20.0, 17.9]


def test_two_editions_of_a_model_are_no_series() -> None:
    """50150NED estimated 2024 with another model than 50090NED did 2016 and 2020."""
    rows = [observation("NL", v, jaar=y, **origin) for y, v, origin in ((2016, 21.7, MODEL), (2020, 17.9, MODEL))]
    profile = make_profile([*rows, observation("NL", 15.0, jaar=2024, **NEW_MODEL)], indicator(), code="NL")
    assert select.series(profile, "roken_enquete", ["NL"])["jaar"].tolist() == [2016, 2020]
    found = region_trends(profile).loc[("roken_enquete", "18+")]
    assert (found["jaren"], found["laatste"]) == ((2024,), 15.0)


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
