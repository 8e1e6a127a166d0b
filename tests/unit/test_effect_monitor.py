"""Goals of a regioplan: the line, the verdict and its certainty, all to compute by head."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from declared_example import chapter
from margins import margins
from regiobeeld.blocks.previous import VERDICT_COLUMNS, add_verdicts, earlier_verdicts
from regiobeeld.catalog.models import Breuk
from regiobeeld.chapters_agenda import regioplan
from regiobeeld.effect.monitor import OFF_COURSE, ON_COURSE, UNKNOWN, Stand, follow_goals, needed_on, per_wijk
from regiobeeld.effect.plan import Doel, Plan
from regiobeeld.errors import UsageError
from regiobeeld.profile.model import Profile
from small_profile import REGION, A, indicator, make_profile, observation

COUNTED = indicator("minima", soort="telling", gezegde=None, gezegde_toen=None, naam="Minima")


def goal(**about: Any) -> Doel:
    asked = {"indicator": "roken_enquete", "waarde": 10.0, "jaar": 2030, "nulmeting": 2020, "eigenaar": "Tafel"}
    return Doel.model_validate(asked | about)


def plan(*goals: Doel) -> Plan:
    return Plan(naam="Regioplan", gebied=("klein",), doel=goals)


def measured(
    value: float, year: int, se: float | None = 1.0, area: str = REGION.code, **about: Any
) -> dict[str, Any]:
    low, high = (float(x) for x in margins(value, se)) if se else (None, None)
    return observation(area, value, jaar=year, ondergrens=low, bovengrens=high, **about)


def profile(*rows: dict[str, Any], **about: Any) -> Profile:
    bron = pd.DataFrame(
        [("monitor", "85012NED", "GGD'en", "Gezondheidsmonitor")],
        columns=["bron_code", "tabel_code", "organisatie", "tabel_titel"],
    )
    return make_profile(list(rows), *about.pop("indicators", (indicator(), COUNTED)), bron=bron, **about)


def stand(now: float, se: float = 1.0, **about: Any) -> Stand:
    """20 % in 2020, `now` in 2025, where the line to 10 % in 2030 asks for 15 %."""
    return follow_goals(profile(measured(20.0, 2020), measured(now, 2025, se)), plan(goal(**about)))[0]


def test_half_way_the_line_is_half_way() -> None:
    assert needed_on(goal(), 20.0, 2025) == 15.0
    assert needed_on(goal(), 20.0, 2020) == 20.0
    assert needed_on(goal(), 20.0, 2035) == 10.0  # after the year of the goal: the goal


@pytest.mark.parametrize(
    ("now", "verdict"),
    [(12.0, ON_COURSE), (14.9, UNKNOWN), (15.0, UNKNOWN), (16.0, UNKNOWN), (18.0, OFF_COURSE)],
)
def test_the_whole_interval_must_be_on_one_side_of_the_line(now: float, verdict: str) -> None:
    """With a standard error of 1 the interval is about 2 to both sides of the figure; 15 is needed."""
    assert stand(now).oordeel == verdict


def test_a_surer_measurement_of_the_same_figure_does_tell() -> None:
    assert (stand(16.0, se=1.0).oordeel, stand(16.0, se=0.2).oordeel) == (UNKNOWN, OFF_COURSE)


def test_a_goal_upward_turns_the_sides() -> None:
    """From 20 to 30: halfway 25 is needed, and 28 is good news."""
    up = follow_goals(profile(measured(20.0, 2020), measured(28.0, 2025)), plan(goal(waarde=30.0)))[0]
    assert (up.nodig, up.oordeel) == (25.0, ON_COURSE)


@pytest.mark.parametrize(("now", "verdict"), [(15.0, ON_COURSE), (14.0, ON_COURSE), (15.1, OFF_COURSE)])
def test_a_counted_figure_speaks_for_itself(now: float, verdict: str) -> None:
    about = {"indicator_code": "minima", "soort": "telling"}
    rows = measured(20.0, 2020, None, **about), measured(now, 2025, None, **about)
    assert follow_goals(profile(*rows), plan(goal(indicator="minima", leeftijd="18+")))[0].oordeel == verdict


@pytest.mark.parametrize(
    ("rows", "info", "reason"),
    [
        ([measured(20.0, 2020)], indicator(), "nog geen meting van na 2020"),
        ([measured(20.0, 2025)], indicator(), "geen meting van 2020"),
        ([measured(20.0, 2020), measured(12.0, 2025, None)], indicator(), "geen marges"),
        (
            [measured(20.0, 2020), measured(12.0, 2025)],
            indicator(breuken=(Breuk(jaar=2024, reden="anders"),)),
            "sinds 2024 is anders gemeten",
        ),
        (
            [measured(20.0, 2020, soort="modelschatting"), measured(9.0, 2025, soort="modelschatting")],
            indicator(soort="modelschatting"),
            "schatting of verwachting",
        ),
    ],
)
def test_without_a_fair_measurement_there_is_no_verdict(rows: list[Any], info: Any, reason: str) -> None:
    found = follow_goals(profile(*rows, indicators=(info,)), plan(goal()))[0]
    assert found.oordeel == UNKNOWN and reason in found.reden


def test_a_goal_may_be_of_one_gemeente_of_the_region_and_of_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    from regiobeeld.areas.regions import Region

    codes = {"adorp": A, "elders": "GM9999"}
    monkeypatch.setattr(
        "regiobeeld.effect.monitor.resolve_region", lambda name: Region(name, name, name, (codes[name],), None)
    )
    rows = measured(20.0, 2020, area=A), measured(12.0, 2025, area=A)
    assert follow_goals(profile(*rows), plan(goal(gebied="adorp")))[0].gebied == "Adorp"
    with pytest.raises(UsageError, match="elders"):
        follow_goals(profile(*rows), plan(goal(gebied="elders")))


def test_wijken_are_shown_for_counted_figures_of_comparable_years_only() -> None:
    def wijk(code: str, year: int, value: float, soort: str = "telling") -> dict[str, Any]:
        return observation(code, value, indicator_code="minima", jaar=year, soort=soort)

    rows = [wijk("WK000101", 2022, 5.0), wijk("WK000101", 2023, 6.0), wijk("WK000102", 2023, 7.0)]
    found = follow_goals(
        profile(measured(1.0, 2020, None, indicator_code="minima", soort="telling")),
        plan(goal(indicator="minima", leeftijd="18+")),
    )[0]

    def table(lines: list[dict[str, Any]]) -> pd.DataFrame:
        wijken = {"WK000101": A, "WK000102": A}
        return per_wijk(profile(wijk_waarneming=pd.DataFrame(lines), wijk_gemeente=wijken), found)

    assert table(rows).loc["WK000101"].tolist() == [5.0, 6.0]
    assert table([{**row, "soort": "modelschatting"} for row in rows]).empty
    assert table(rows[:1]).empty


def test_the_chapter_says_the_rule_and_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regioplan, "plans_of", lambda region: {"klein": plan(goal())})
    about = profile(measured(20.0, 2020), measured(12.0, 2025))
    page = chapter(about, "regioplan")._repr_html_()
    assert "rechte lijn" in page and "95%-interval" in page
    assert "op koers, 12,0% in 2025 waar 15,0% nodig was" in page
    assert "Tafel" in page


def test_without_a_plan_there_is_no_chapter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regioplan, "plans_of", lambda region: {})
    assert chapter(profile(measured(20.0, 2020)), "regioplan")._repr_html_() == ""


def said(verdict: str, year: float = 2020.0) -> dict[str, Any]:
    about = {"plan": "klein", "doel": "roken", "waarde": 10.0, "jaar": 2030, "meetjaar": year}
    return {**about, "gemeten": 20.0, "nodig": float("nan"), "oordeel": verdict}


def test_what_was_said_is_kept_once_and_shown_only_where_it_was_different() -> None:
    none = pd.DataFrame(columns=VERDICT_COLUMNS)
    first = add_verdicts(none, [said(UNKNOWN)])
    again = add_verdicts(first, [said(UNKNOWN)])
    assert len(first) == len(again) == 1
    assert earlier_verdicts(again, [said(UNKNOWN)]).empty
    later = add_verdicts(again, [said(ON_COURSE, 2025.0)])
    assert later["oordeel"].tolist() == [UNKNOWN, ON_COURSE]
    assert earlier_verdicts(later, [said(ON_COURSE, 2025.0)])["oordeel"].tolist() == [UNKNOWN]
    assert earlier_verdicts(first, [said(ON_COURSE, 2025.0)])["oordeel"].tolist() == [UNKNOWN]
