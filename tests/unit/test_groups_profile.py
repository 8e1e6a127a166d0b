"""The doelgroepen of one region: read from the tables, or computed for a list of gemeenten that no table has."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from regiobeeld.areas.regions import resolve_region
from regiobeeld.catalog.tense import load_tense
from regiobeeld.errors import ContractError
from regiobeeld.needs.groups import (
    collect_groups,
    compute_region,
    count_profiles,
    find_code,
    groups_of,
    share_by_type,
    tables_of,
)
from regiobeeld.profile.load import load_profile
from regiobeeld.profile.model import Profile

OLD = "ouderen_lage_ses_leefstijl"
KEY = ["doelgroep_code", "regio_code"]


@cache
def load(tables: Path, asked: str) -> Profile:
    return load_profile(resolve_region(asked), tables)


@pytest.fixture(scope="module")
def twente(tables: Path) -> Profile:
    return load(tables, "twente")


@pytest.fixture(scope="module")
def pair(tables: Path) -> Profile:
    return load(tables, "GM0141,GM0164")


@pytest.mark.parametrize(
    ("asked", "code"),
    [("twente", "RG_twente"), ("GG1106", "GG1106"), ("GM0153", "GM0153"), ("NL", "NL"), ("ZK12", "ZK12")],
)
def test_a_named_region_is_read_under_its_own_code(tables: Path, asked: str, code: str) -> None:
    assert find_code(load(tables, asked)) == code


def test_a_list_of_gemeenten_has_no_code(pair: Profile) -> None:
    assert find_code(pair) is None


def test_a_list_equal_to_a_ggd_regio_gives_the_rows_of_the_table(tables: Path, twente: Profile) -> None:
    groups, grid = compute_region(twente.region.gemeenten, tables, code="GG1106")
    for name, computed, key in (
        ("kwetsbare_groep", groups, KEY),
        ("doelgroep_stabiliteit", grid, [*KEY, "deel", "minimum"]),
    ):
        table = pd.read_parquet(tables / f"{name}.parquet")
        expected = table[table["regio_code"] == "GG1106"].sort_values(key, ignore_index=True)
        given = computed.sort_values(key, ignore_index=True)
        pd.testing.assert_frame_equal(given, expected, check_dtype=False, rtol=1e-9)


def test_counts_of_a_list_are_the_sums_of_its_gemeenten(tables: Path, pair: Profile) -> None:
    table = pd.read_parquet(tables / "kwetsbare_groep.parquet")
    parts = table[table["regio_code"].isin(["GM0141", "GM0164"])].groupby("doelgroep_code")
    own = groups_of(pair).groepen.set_index("doelgroep_code").sort_index()
    columns = ["gebieden", "gebieden_onbekend", "gebieden_groep", "inwoners", "inwoners_groep"]
    pd.testing.assert_frame_equal(own[columns], parts[columns].sum(), check_dtype=False, check_names=False)


def test_the_largest_shares_come_first_those_of_wijken_before_those_of_gemeenten(twente: Profile) -> None:
    found = groups_of(twente).found
    assert found["niveau"].is_monotonic_decreasing
    for _, rows in found.groupby("niveau"):
        assert rows["aandeel"].is_monotonic_decreasing


def test_each_trait_says_of_which_year_it_is_and_the_past_is_told_as_past(twente: Profile) -> None:
    """Past: more years before the newest figure than the declaration allows."""
    first, second = groups_of(twente).declared[OLD].traits
    years = {part: twente.herkomst_wijken.years(part) for part in ("ses", "leefstijl")}
    verbs = {
        part: "was" if twente.heden - found[-1] > load_tense().verleden_na_jaren else "is"
        for part, found in years.items()
    }
    assert first.zin == f"de sociaaleconomische positie laag {verbs['ses']} ({years['ses'][-1]})"
    assert second.zin.startswith(f"de leefstijl van 65-plussers ongunstig {verbs['leefstijl']}")
    assert second.zin.endswith(f"({years['leefstijl'][-1]})")


def test_found_and_silent_are_together_all_groups(twente: Profile) -> None:
    groups = groups_of(twente)
    assert sorted([*groups.found["doelgroep_code"], *groups.silent["doelgroep_code"]]) == sorted(groups.declared)


def test_areas_are_those_of_the_region_only(twente: Profile) -> None:
    groups = groups_of(twente)
    for frame in (groups.gebieden, groups.stapeling, groups.kwetsbaarheid):
        assert set(frame["gemeente_code"]) <= set(twente.region.gemeenten)
    assert groups.areas(OLD)["gebied_code"].is_unique


def test_a_wijk_is_ranked_by_the_doelgroepen_it_belongs_to(twente: Profile) -> None:
    groups = groups_of(twente)
    ranked = count_profiles(groups)
    assert ranked["aantal"].is_monotonic_decreasing
    rows = groups.gebieden[groups.gebieden["is_groep"].eq(True) & groups.gebieden["gebied_code"].eq("WK014111")]
    assert ranked.set_index("gebied_code").loc["WK014111", "aantal"] == len(rows) > 1


def test_residents_by_type_add_up_and_match_a_sum_by_hand(twente: Profile) -> None:
    groups = groups_of(twente)
    share = share_by_type(groups, ["GM0141"])
    assert share.sum() == pytest.approx(100)
    almelo = groups.wijktypen[groups.wijktypen["gemeente_code"] == "GM0141"]
    first = almelo.loc[almelo["type_nummer"] == 1, "inwoners"].sum() / almelo["inwoners"].sum()
    assert share[1] == pytest.approx(100 * first)


def test_a_region_without_groups_has_empty_frames_and_no_error(tables: Path) -> None:
    groups = groups_of(load(tables, "GM1982"))
    assert groups.found.empty
    assert count_profiles(groups).empty
    assert share_by_type(groups, ["GM1982"])[0] == pytest.approx(100)


def test_the_published_tables_carry_names_and_the_code_of_the_region(pair: Profile) -> None:
    published = tables_of(pair)["kwetsbare_groepen"]
    assert set(published["regio_code"]) == {"RG_almelo_hengelo"}
    assert published["doelgroep_naam"].notna().all()


def test_other_tables_in_the_same_folder_are_read_again(small_country: Path, tmp_path: Path) -> None:
    """The country is rated once for all lists; twice the residents of before is another country."""
    folder = Path(shutil.copytree(small_country / "outputs" / "parquet", tmp_path / "parquet"))

    def residents() -> pd.Series:
        groups, _ = compute_region(["GM9001", "GM9002"], folder, sources=small_country / "sources")
        return groups[groups["niveau"] == "WK"].set_index("doelgroep_code")["inwoners"]

    before = residents()
    people = pd.read_parquet(folder / "bevolkingsgroep.parquet")
    people.assign(inwoners=2 * people["inwoners"]).to_parquet(folder / "bevolkingsgroep.parquet", index=False)
    assert len(before) > 5
    assert (residents() == 2 * before).all()


def test_a_missing_table_is_named(twente: Profile, tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="make gegevens"):
        collect_groups(twente, tmp_path)
