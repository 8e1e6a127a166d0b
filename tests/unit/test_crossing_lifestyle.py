"""The place of a figure in the country: by residents of that age, polarity, ties, and the derived 18-64."""

from __future__ import annotations

import pandas as pd
import pytest

from regiobeeld.crossing.lifestyle import derive_working_age, rate_badness
from regiobeeld.errors import ContractError

DIRECTION = {"roken": "lager_is_beter", "sporten": "hoger_is_beter", "wonen": "neutraal"}


def figures(code: str, values: dict[str, float | None], age: str = "65+") -> pd.DataFrame:
    rows = [(area, age, code, value, 2020) for area, value in values.items()]
    columns = ["gebied_code", "leeftijd", "indicator_code", "waarde", "jaar"]
    return pd.DataFrame(rows, columns=columns).assign(gebied_jaar=2020)


def people(counts: dict[str, float], age: str = "65+") -> pd.DataFrame:
    rows = [(area, age, count) for area, count in counts.items()]
    return pd.DataFrame(rows, columns=["gebied_code", "leeftijd", "inwoners"])


EQUAL = people({"A": 100, "B": 100, "C": 100, "D": 100, "E": 100})


def test_the_place_follows_the_direction_of_the_indicator() -> None:
    values = pd.concat(
        [
            figures("roken", {"A": 10, "B": 12, "C": 14, "D": 16, "E": 30}),
            figures("sporten", {"A": 20, "B": 40, "C": 50, "D": 60, "E": 25}),
        ]
    )
    ranks = rate_badness(values, EQUAL, DIRECTION, ["roken", "sporten"])
    wide = ranks.pivot(index="gebied_code", columns="indicator_code", values="slechtheid")
    # Most smokers in E; least sport in A: each alone the worst fifth, with its midpoint at 0.9.
    assert wide.loc["E", "roken"] == pytest.approx(0.9)
    assert wide.loc["A", "sporten"] == pytest.approx(0.9)
    assert wide.loc["D", "sporten"] == pytest.approx(0.1)


def test_the_fifth_is_one_of_residents_not_of_areas() -> None:
    values = figures("roken", {"A": 10, "B": 12, "C": 14, "D": 16, "E": 30})
    crowded = people({"A": 100, "B": 100, "C": 100, "D": 100, "E": 400})
    ranks = rate_badness(values, crowded, DIRECTION, ["roken"]).set_index("gebied_code")["slechtheid"]
    # E holds half of the residents: its midpoint is 0.75, so not in the worst fifth.
    assert ranks["E"] == pytest.approx(0.75)
    assert ranks["A"] == pytest.approx(0.0625)


def test_equal_figures_share_one_place_whatever_their_order() -> None:
    values = figures("roken", {"A": 10, "B": 20, "C": 20, "D": 20, "E": 20})
    ranks = rate_badness(values, EQUAL, DIRECTION, ["roken"]).set_index("gebied_code")["slechtheid"]
    assert ranks[["B", "C", "D", "E"]].tolist() == pytest.approx([0.6] * 4)
    shuffled = rate_badness(values.iloc[::-1], EQUAL, DIRECTION, ["roken"]).set_index("gebied_code")["slechtheid"]
    assert shuffled[ranks.index].tolist() == ranks.tolist()


def test_an_age_without_residents_is_weighed_by_the_narrowest_group_around_it() -> None:
    """Of 75+ nobody knows how many there are; 65+ are 300 and 100, so B has the last quarter: midpoint 0.875."""
    residents = pd.concat([people({"A": 300, "B": 100}), people({"A": 500, "B": 500}, "18+")])
    ranks = rate_badness(figures("roken", {"A": 10, "B": 20}, "75+"), residents, DIRECTION, ["roken"])
    assert ranks.set_index("gebied_code")["slechtheid"].to_dict() == pytest.approx({"A": 0.375, "B": 0.875})


def test_a_suppressed_figure_has_no_place() -> None:
    values = figures("roken", {"A": None, "B": 12, "C": 14, "D": 16, "E": 30})
    ranks = rate_badness(values, EQUAL, DIRECTION, ["roken"])
    assert ranks["gebied_code"].tolist() == ["B", "C", "D", "E"]


def test_a_neutral_indicator_cannot_be_unfavourable() -> None:
    with pytest.raises(ContractError, match="niet bekend of hoger beter of slechter is"):
        rate_badness(figures("wonen", {"A": 1}), EQUAL, DIRECTION, ["wonen"])


def test_working_age_is_what_remains_of_all_adults() -> None:
    # 1000 adults of whom 200 are 65+; 18 % smoke, 10 % of the old: (180 - 20) / 800 = 20 %.
    values = pd.concat([figures("roken", {"A": 18.0}, "18+"), figures("roken", {"A": 10.0}, "65+")])
    residents = pd.concat([people({"A": 1000}, "18+"), people({"A": 200}, "65+")])
    added = derive_working_age(values, residents)
    assert added[["leeftijd", "waarde"]].to_numpy().tolist() == [["18-64", 20.0]]


def test_working_age_is_not_derived_where_most_are_old_or_where_it_was_published() -> None:
    residents = pd.concat([people({"A": 1000}, "18+"), people({"A": 700}, "65+")])
    values = pd.concat([figures("roken", {"A": 18.0}, "18+"), figures("roken", {"A": 10.0}, "65+")])
    assert derive_working_age(values, residents).empty
    published = pd.concat([values, figures("roken", {"A": 25.0}, "18-64")])
    fewer_old = pd.concat([people({"A": 1000}, "18+"), people({"A": 200}, "65+")])
    assert derive_working_age(published, fewer_old).empty
