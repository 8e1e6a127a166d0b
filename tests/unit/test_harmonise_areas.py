"""What became of gemeenten: mergers, splits, chains; on the example country and on the embedded lists."""

from __future__ import annotations

import pandas as pd
import pytest

from harmonise_example import NEW, OLD, herindelingen, indeling
from regiobeeld import paths
from regiobeeld.errors import ContractError, SourceUnreachableError
from regiobeeld.harmonise.areas import (
    Indeling,
    check_herindelingen,
    counting_year,
    load_indeling,
    share_matrix,
    transition,
)


@pytest.fixture(scope="module")
def netherlands() -> Indeling:
    return load_indeling(paths.SOURCES / "indeling")


def moves(from_year: int, to_year: int) -> dict[tuple[str, str], float]:
    frame = transition(herindelingen(), from_year, to_year, OLD)
    return {(r.oud, r.nieuw): r.aandeel for r in frame.itertuples()}


def test_a_merger_inside_a_year_counts_from_the_next_first_of_january() -> None:
    assert ("GM0001", "GM0001") in moves(2020, 2022)
    assert moves(2020, 2023)["GM0001", "GM0010"] == 1.0


def test_mergers_of_mergers_are_followed_to_the_end() -> None:
    assert moves(2020, 2025)["GM0002", "GM0011"] == 1.0


def test_a_split_divides_by_its_shares_and_unchanged_codes_stay() -> None:
    found = moves(2020, 2025)
    assert found["GM0004", "GM0005"] == pytest.approx(0.6)
    assert found["GM0004", "GM0006"] == pytest.approx(0.4)
    assert found["GM0003", "GM0003"] == 1.0
    assert found["GM0005", "GM0005"] == 1.0


def test_a_change_before_the_first_year_has_already_happened() -> None:
    frame = transition(herindelingen(), 2021, 2025, ["GM0005", "GM0006"])
    assert frame["aandeel"].tolist() == [1.0, 1.0]


def test_going_back_in_time_is_refused() -> None:
    with pytest.raises(ContractError, match="kunnen niet terug"):
        transition(herindelingen(), 2025, 2020, NEW)


def test_first_of_january_counts_the_same_year_any_other_day_the_next() -> None:
    assert counting_year(pd.Series(["2021-01-01", "2021-01-02", "2022-03-24"])).tolist() == [2021, 2022, 2023]


def test_codes_of_a_year_without_a_list_are_carried_on() -> None:
    assert indeling().codes(2025) == NEW
    assert indeling().codes(2021) == ("GM0001", "GM0002", "GM0003", "GM0005", "GM0006")
    with pytest.raises(ContractError, match="gemeenten van 2019 zijn niet bekend"):
        indeling().codes(2019)


def test_touched_are_the_gemeenten_with_other_borders_or_another_code() -> None:
    assert indeling().touched(2020) == {"GM0005", "GM0006", "GM0011"}
    assert indeling().touched(2024) == frozenset()


def test_share_matrix_ignores_what_lies_outside() -> None:
    pairs = pd.DataFrame({"doel": ["A", "A", "X"], "deel": ["a", "b", "a"], "aandeel": [1.0, 0.5, 1.0]})
    assert share_matrix(pairs, ["a", "b"], ["A", "B"]).tolist() == [[1.0, 0.5], [0.0, 0.0]]


@pytest.mark.parametrize("share", [0.5, float("nan")])
def test_shares_that_do_not_add_up_are_refused(share: float) -> None:
    wrong = herindelingen()
    wrong.loc[0, "aandeel"] = share
    with pytest.raises(ContractError, match="aandelen van GM0004 op 2021-01-01 zijn samen geen 1"):
        check_herindelingen(wrong)


@pytest.mark.parametrize(
    ("year", "number"),
    [(2013, 408), (2014, 403), (2016, 390), (2017, 388), (2020, 355), (2022, 345), (2023, 342), (2025, 342)],
)
def test_the_embedded_lists_have_the_official_number_of_gemeenten(
    netherlands: Indeling, year: int, number: int
) -> None:
    assert len(netherlands.codes(year)) == number


@pytest.mark.parametrize(
    ("first", "last"),
    [(2013, 2014), (2014, 2016), (2016, 2020), (2020, 2022), (2022, 2023), (2023, 2025), (2013, 2025)],
)
def test_the_embedded_mergers_lead_from_list_to_list(netherlands: Indeling, first: int, last: int) -> None:
    found = transition(netherlands.herindelingen, first, last, netherlands.codes(first))
    assert set(found["nieuw"]) == set(netherlands.codes(last))
    assert found.groupby("oud")["aandeel"].sum().to_numpy() == pytest.approx(1.0, abs=1e-9)


def test_land_van_cuijk_is_five_gemeenten_and_part_of_one_province(netherlands: Indeling) -> None:
    found = netherlands.transition(2020)
    parts = set(found.loc[found["nieuw"] == "GM1982", "oud"])
    assert parts == {"GM0756", "GM0786", "GM0815", "GM1684", "GM1702"}
    areas = netherlands.members().query("gemeente_code == 'GM1982'")["gebied_code"].tolist()
    assert {"NL", "PV30"} <= set(areas)
    assert netherlands.name("GM0756") == "Boxmeer"


@pytest.mark.parametrize(
    ("level", "number"), [("NL", 1), ("PV", 12), ("GG", 25), ("CR", 40), ("ZK", 32), ("VR", 25)]
)
def test_every_gemeente_lies_in_exactly_one_area_of_each_level(
    netherlands: Indeling, level: str, number: int
) -> None:
    members = netherlands.members(level)
    assert members["gebied_code"].nunique() == number
    assert sorted(members["gemeente_code"]) == list(netherlands.codes(2025))


def test_twente_is_the_same_in_every_indeling(netherlands: Indeling) -> None:
    groups = netherlands.members().groupby("gebied_code")["gemeente_code"].agg(frozenset)
    assert groups["GG1106"] == groups["CR12"] == groups["VR05"] == groups["ZK22"]
    assert len(groups["GG1106"]) == 14


def test_a_missing_file_is_named(tmp_path: object) -> None:
    with pytest.raises(SourceUnreachableError, match=r"indeling ontbreekt .*gemeenten.csv"):
        load_indeling(tmp_path)  # type: ignore[arg-type]
