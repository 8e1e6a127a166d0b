"""Two regions beside each other: differences of independent estimates, corrected together."""

from __future__ import annotations

from dataclasses import replace
from math import erfc, sqrt
from typing import Any

import pandas as pd
import pytest

from regiobeeld.areas.regions import Region
from regiobeeld.errors import UsageError
from regiobeeld.judgement import versus
from regiobeeld.judgement.versus import figures_beside, refuse_overlap
from small_profile import indicator, make_profile

CODES = ("roken_enquete", "drinken_enquete", "sporten_enquete")


def region(name: str, *gemeenten: str) -> Any:
    found = make_profile([], *(indicator(code, naam=code.capitalize()) for code in CODES))
    return replace(found, region=Region(f"RG_{name}", name, name, gemeenten, None), code=f"RG_{name}")


def row(code: str, value: float, se: float, **about: Any) -> dict[str, Any]:
    found = {
        "indicator_code": code,
        "leeftijd": "18+",
        "jaar": 2020,
        "waarde": value,
        "ondergrens": value - 2 * se,
        "bovengrens": value + 2 * se,
        "se": se,
        "soort": "enquete",
        "tabel_code": "85012NED",
        "nl": 17.0,
        "dekking": 1.0,
        "actueel": True,
    }
    return found | about


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[dict[str, Any]]]:
    """Region -> its judged figures, in the place of those of `judgement.compare`."""
    tables: dict[str, list[dict[str, Any]]] = {}
    monkeypatch.setattr(versus, "compare_with_nl", lambda profile: pd.DataFrame(tables[profile.naam]))
    return tables


def test_a_difference_is_judged_by_both_errors(compared: dict[str, list[dict[str, Any]]]) -> None:
    """20 against 14 with errors 1.0 and 1.5: z = 6 / sqrt(3.25) = 3.33; 20 against 19: z = 0.55."""
    compared["A"] = [row("roken_enquete", 20.0, 1.0), row("drinken_enquete", 20.0, 1.0)]
    compared["B"] = [row("roken_enquete", 14.0, 1.5), row("drinken_enquete", 19.0, 1.5)]
    found = figures_beside([region("A", "GM0001"), region("B", "GM0002")], ["18+"])
    judged = found[found["regio"] == "B"].set_index("indicator_code")
    assert judged.loc["roken_enquete", "verschil"] == pytest.approx(6.0)
    assert judged.loc["roken_enquete", "z"] == pytest.approx(6 / sqrt(1.0**2 + 1.5**2))
    assert judged.loc["roken_enquete", "p_waarde"] == pytest.approx(erfc(6 / sqrt(3.25) / sqrt(2)), rel=1e-6)
    assert judged.loc["roken_enquete", "klasse"] == "veel ongunstiger"
    assert judged["overleeft"].to_dict() == {"roken_enquete": True, "drinken_enquete": False}
    assert judged.loc["drinken_enquete", "klasse"] == "vergelijkbaar"


def test_other_years_ages_tables_and_kinds_do_not_stand_beside_each_other(
    compared: dict[str, list[dict[str, Any]]],
) -> None:
    compared["A"] = [row(code, 20.0, 1.0) for code in CODES]
    compared["B"] = [
        row("roken_enquete", 14.0, 1.0, jaar=2016),
        row("drinken_enquete", 14.0, 1.0, tabel_code="83674NED"),
        row("sporten_enquete", 14.0, 1.0, soort="modelschatting"),
    ]
    found = figures_beside([region("A", "GM0001"), region("B", "GM0002")], ["18+"])
    assert found.empty


def test_the_correction_is_over_all_regions_together(compared: dict[str, list[dict[str, Any]]]) -> None:
    """p = .04 alone stands at q = .05; as one of more tested cells it does not (2 x .04 > .05)."""
    z = 2.0537  # two-sided p of 0.04
    compared["A"] = [row("roken_enquete", 20.0, 1.0), row("drinken_enquete", 20.0, 1.0)]
    near = [0.6745, 0.5244, 0.3853]
    compared["B"] = [
        row("roken_enquete", 20 - z * sqrt(2), 1.0),
        row("drinken_enquete", 20 - near[0] * sqrt(2), 1.0),
    ]
    compared["C"] = [
        row("roken_enquete", 20 - near[1] * sqrt(2), 1.0),
        row("drinken_enquete", 20 - near[2] * sqrt(2), 1.0),
    ]
    a, b, c = region("A", "GM0001"), region("B", "GM0002"), region("C", "GM0003")
    alone = figures_beside([a, b], ["18+"])
    assert alone["overleeft"].fillna(value=False).sum() == 0  # two cells: .04 > .05 / 2
    compared["A"], compared["B"], compared["C"] = (compared[name][:1] for name in "ABC")
    one = figures_beside([a, b], ["18+"])
    both = figures_beside([a, b, c], ["18+"])
    assert one["overleeft"].fillna(value=False).sum() == 1
    assert both["overleeft"].fillna(value=False).sum() == 0


def test_regions_that_share_a_gemeente_are_refused() -> None:
    refuse_overlap([region("A", "GM0001"), region("B", "GM0002")])
    with pytest.raises(UsageError, match="A en C overlappen"):
        refuse_overlap([region("A", "GM0001", "GM0002"), region("B", "GM0003"), region("C", "GM0002")])
