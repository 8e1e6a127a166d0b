"""Areas from gemeenten: by hand in the example country, and properties that must hold for any figures.

People of 2020 carried to 2025: GM0003 2000, GM0005 4300, GM0006 1700, GM0011 4000; together 12 000.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmonise_example import INDICATORS, NEW, indeling, observe, observe_cases, population, value
from margins import margins
from regiobeeld.errors import ContractError
from regiobeeld.harmonise.aggregate import aggregate, aggregate_levels, published_or_computed

PEOPLE = {"GM0003": 2000, "GM0005": 4300, "GM0006": 1700, "GM0011": 4000}


def combine(rows: pd.DataFrame, members: pd.DataFrame | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    areas = indeling().members() if members is None else members
    return aggregate(rows, areas, population(), INDICATORS, indeling())


def target(code: str, values: dict[str, float | None], **other: object) -> pd.DataFrame:
    return observe(code, values, gebied_jaar=2025, **other)


def test_a_region_is_the_weighted_mean_of_its_gemeenten() -> None:
    """GG0001 = GM0003 (2000 at 10 %) + GM0011 (4000 at 40 %) = 30 %; NL = (20 + 43 + 17 + 160) / 12 = 20 %."""
    rows, findings = combine(target("roken", dict.fromkeys(NEW, 10.0) | {"GM0011": 40.0}, leeftijd="18+"))
    assert value(rows, "GG0001", "roken") == pytest.approx(30)
    assert value(rows, "NL", "roken") == pytest.approx(20)
    assert value(rows, "NL", "roken", "afleiding") == "opgeteld"
    assert findings.empty


def test_counts_add_up() -> None:
    rows, _ = combine(target("woningen", {"GM0003": 1.0, "GM0005": 20.0, "GM0006": 300.0, "GM0011": 4000.0}))
    assert value(rows, "GG0002", "woningen") == 320
    assert value(rows, "NL", "woningen") == 4321


def test_sums_of_counts_are_whole() -> None:
    """Three times a tenth is 0.30000000000000004 in a computer, and 168 681 births are no 168 681.000000001."""
    parts = dict(zip(NEW, (168_680.7, 0.1, 0.1, 0.1), strict=True))
    rows, _ = combine(target("bevolking", parts))
    assert value(rows, "NL", "bevolking") == 168_681.0


@pytest.mark.parametrize(("first", "together"), [("definitief", "definitief"), ("voorlopig", "voorlopig")])
def test_a_sum_with_a_provisional_part_is_provisional(first: str, together: str) -> None:
    rows = target("woningen", dict.fromkeys(NEW, 10.0))
    rows.loc[rows["gebied_code"] == "GM0003", "status"] = first
    added, _ = combine(rows)
    assert value(added, "GG0001", "woningen", "status") == together
    assert value(added, "NL", "woningen", "status") == together
    assert value(added, "GG0002", "woningen", "status") == "definitief"


def test_the_margin_of_a_region() -> None:
    """SE 1 everywhere; weights 1/3 and 2/3: sqrt(1/9 + 4/9) = 0.745356."""
    low, high = margins(30, 1)
    rows, _ = combine(target("roken", dict.fromkeys(NEW, 30.0), ondergrens=float(low), bovengrens=float(high)))
    lower, upper = margins(30, 0.745356)
    assert value(rows, "GG0001", "roken", "bovengrens") == pytest.approx(upper, abs=1e-3)
    assert value(rows, "GG0001", "roken", "ondergrens") == pytest.approx(lower, abs=1e-3)


def test_a_region_with_a_gemeente_missing_tells_which_and_what_follows() -> None:
    """Without GM0003 2000 of 6000 people of GG0001 are missing (67 % covered), of NL 2000 of 12 000 (83 %)."""
    rows, findings = combine(target("roken", dict.fromkeys(NEW, 20.0) | {"GM0003": None}))
    assert math.isnan(value(rows, "GG0001", "roken"))
    assert value(rows, "GG0001", "roken", "ontbreekt") == "te_weinig"
    assert value(rows, "NL", "roken", "dekking") == pytest.approx(10 / 12)
    assert value(rows, "NL", "roken") == pytest.approx(20)
    told = dict(zip(findings["gebied_code"], findings["tekst"], strict=True))
    assert told["GG0001"] == (
        "GG0001, Roken (tabel): 1 van de 2 gemeenten zonder cijfer (Drie); "
        "minder dan 80% van de inwoners telt mee, daarom is er geen cijfer."
    )
    assert told["NL"].endswith("(Drie); het cijfer is dat van de andere gemeenten samen.")
    assert "GG0002" not in told


def test_an_incomplete_total_is_not_given() -> None:
    rows, findings = combine(target("woningen", dict.fromkeys(NEW, 10.0) | {"GM0003": None}))
    assert math.isnan(value(rows, "NL", "woningen"))
    assert value(rows, "GG0002", "woningen") == 20
    assert findings["tekst"].str.contains("daarom is er geen totaal").all()


def test_figures_with_the_same_gap_share_one_finding() -> None:
    gap = dict.fromkeys(NEW, 20.0) | {"GM0003": None}
    both = pd.concat([target("roken", gap, leeftijd=age) for age in ("18+", "65+")] + [target("huur", gap)])
    both = pd.concat([both, target("woningen", dict.fromkeys(NEW, 10.0))])
    _, findings = combine(both)
    one = findings[(findings["gebied_code"] == "GG0001") & (findings["code"] == "gemeenten_ontbreken")]
    assert one["tekst"].item().startswith("GG0001, Huur en 1 ander cijfer (tabel): 1 van de 2 gemeenten")


def test_a_table_of_one_region_gives_no_empty_rows_elsewhere() -> None:
    areas = {"gebied_code": ["GG0001", "GG0002", "RG_drie"], "gemeente_code": ["GM0005", "GM0006", "GM0003"]}
    rows, findings = combine(target("roken", {"GM0003": 10.0}), pd.DataFrame(areas))
    assert rows["gebied_code"].tolist() == ["RG_drie"]
    assert findings.empty


def test_a_year_in_which_nothing_was_measured_gives_no_rows() -> None:
    rows, findings = combine(target("roken", dict.fromkeys(NEW, None)))
    assert rows.empty
    assert findings.empty


def test_what_cannot_be_added_up_is_never_computed() -> None:
    rows, _ = combine(target("mediaan", dict.fromkeys(NEW, 10.0)))
    assert rows.empty


def test_any_list_of_gemeenten_is_a_region() -> None:
    """GM0005 and GM0011: (4300 x 10 + 4000 x 20) / 8300."""
    members = pd.DataFrame({"gebied_code": "RG_x", "gemeente_code": ["GM0005", "GM0011", "GM0005"]})
    rows, _ = combine(target("roken", dict.fromkeys(NEW, 10.0) | {"GM0011": 20.0}), members)
    assert value(rows, "RG_x", "roken") == pytest.approx((43_000 + 80_000) / 8300)


def test_a_member_that_is_no_gemeente_of_2025_is_refused() -> None:
    stranger = pd.DataFrame({"gebied_code": ["RG_x"], "gemeente_code": ["GM0001"]})
    with pytest.raises(ContractError, match="GM0001 is geen gemeente in de indeling van 2025"):
        combine(target("roken", {"GM0003": 1.0}), stranger)


def test_published_goes_before_computed_where_the_area_is_the_same() -> None:
    gemeenten = target("roken", dict.fromkeys(NEW, 10.0))
    published = observe("roken", {"NL": 11.0, "GG0001": 12.0, "PV01": 13.0, "GG0002": None})
    rows, findings = published_or_computed(combine(gemeenten)[0], published, indeling())
    found = {r.gebied_code: (r.waarde, r.afleiding) for r in rows.itertuples()}
    assert found["NL"] == (11.0, "bron")
    assert found["GG0001"] == (12.0, "bron")
    # PV01 itself had other borders in 2020; today it has the gemeenten of GG0001, which had not.
    assert found["PV01"] == (12.0, "bron")
    assert found["GG0002"] == (pytest.approx(10.0), "opgeteld")
    assert rows["gebied_jaar"].unique().tolist() == [2025]
    assert findings["gebied_code"].item() == "PV01"
    assert (
        "PV01, tabel tabel: de grenzen van 2020 zijn niet die van 2025 (sindsdien erbij: Drie)"
        in findings["tekst"].item()
    )


def test_before_2020_only_the_country_is_known_to_be_the_same() -> None:
    """The membership of 2019 is not known, so a published GG is not taken over."""
    known = indeling()
    older = replace(known, gemeenten=pd.concat([known.gemeenten, known.gemeenten.assign(gebied_jaar=2019)]))
    published = observe("roken", {"NL": 11.0, "GG0001": 12.0}, gebied_jaar=2019)
    rows, findings = published_or_computed(published.iloc[:0], published, older)
    assert rows["gebied_code"].tolist() == ["NL"]
    assert "of de grenzen van 2019 die van 2025 zijn, is niet bekend" in findings["tekst"].item()


def test_after_the_last_change_every_published_area_is_the_same() -> None:
    published = observe("roken", {"PV01": 13.0}, gebied_jaar=2024)
    rows, findings = published_or_computed(published.iloc[:0], published, indeling())
    assert value(rows, "PV01", "roken") == 13.0
    assert value(rows, "GG0001", "roken") == 13.0, "the same gemeenten, so the same figure"
    assert findings.empty


def test_no_finding_about_a_computed_figure_that_was_replaced() -> None:
    gemeenten = target("roken", dict.fromkeys(NEW, 20.0) | {"GM0003": None})
    published = observe("roken", {"NL": 11.0})
    _, findings = aggregate_levels(gemeenten, published, population(), INDICATORS, indeling())
    assert "NL" not in set(findings["gebied_code"])
    assert "PV01" in set(findings["gebied_code"])


cases = st.lists(st.lists(st.floats(0, 100, width=32), min_size=4, max_size=4), min_size=1, max_size=8)


@settings(max_examples=10, deadline=None)
@given(cases)
def test_a_partition_aggregates_to_the_whole(many: list[list[float]]) -> None:
    """GG0001 (6000 people) and GG0002 (6000) together are NL."""
    rows, _ = combine(observe_cases("roken", NEW, many, gebied_jaar=2025))
    found = rows.pivot(index="uitsplitsing", columns="gebied_code", values="waarde")
    for number, case in enumerate(many):
        whole = found.loc[f"geval={number}", "NL"]
        parts = found.loc[f"geval={number}", ["GG0001", "GG0002"]]
        assert whole == pytest.approx(parts.mean(), abs=1e-6)
        assert min(case) - 1e-6 <= whole <= max(case) + 1e-6


@settings(max_examples=5, deadline=None)
@given(cases, st.integers(0, 999))
def test_the_order_of_rows_and_members_makes_no_difference(many: list[list[float]], seed: int) -> None:
    rows, members = observe_cases("roken", NEW, many, gebied_jaar=2025), indeling().members()
    first, _ = combine(rows)
    second, _ = combine(rows.sample(frac=1, random_state=seed), members.sample(frac=1, random_state=seed))
    pd.testing.assert_frame_equal(first, second)


def test_all_levels_and_years_stay_apart() -> None:
    later = {"periode_start": datetime.date(2022, 1, 1), "periode_eind": datetime.date(2022, 12, 31)}
    first = target("roken", dict.fromkeys(NEW, 10.0))
    both = pd.concat([first, target("roken", dict.fromkeys(NEW, 30.0), **later)])
    rows, _ = combine(both)
    assert value(rows, "NL", "roken", periode_start=datetime.date(2022, 1, 1)) == pytest.approx(30)
    assert value(rows, "NL", "roken", periode_start=datetime.date(2020, 1, 1)) == pytest.approx(10)
