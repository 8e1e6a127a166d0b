"""Figures carried to the indeling of 2025, each value computed by hand in the example country.

Weights for GM0011 = GM0001 + GM0002: 1000 and 3000 people. GM0005 in 2025 = 4000 of its own and 60 % of
the 500 of GM0004 = 300; GM0006 = 1500 and 200.
"""

from __future__ import annotations

import datetime
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmonise_example import (
    INDICATORS,
    NEW,
    OLD,
    PEOPLE,
    indeling,
    observe,
    observe_cases,
    population,
    population_rows,
    value,
)
from margins import margins
from regiobeeld import schema
from regiobeeld.errors import ContractError
from regiobeeld.harmonise.convert import to_target
from regiobeeld.harmonise.population import derive_population


def convert(*rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    return to_target(pd.concat(rows, ignore_index=True), indeling(), population(), INDICATORS)


def everywhere(number: float) -> dict[str, float | None]:
    return dict.fromkeys(OLD, number)


def test_counts_add_up_and_a_split_is_shared_out() -> None:
    rows, _ = convert(population_rows())
    found = {code: value(rows, code, "bevolking") for code in NEW}
    assert found == {"GM0003": 2000, "GM0005": 4300, "GM0006": 1700, "GM0011": 4000}
    assert rows["gebied_jaar"].unique().tolist() == [2025]


def test_percentages_are_weighted_with_the_people_of_their_age() -> None:
    """Same age structure everywhere, so the weights are 1000 and 3000: (10 x 1000 + 30 x 3000) / 4000 = 25."""
    rows, _ = convert(observe("roken", everywhere(20.0) | {"GM0001": 10.0, "GM0002": 30.0}, leeftijd="18+"))
    assert value(rows, "GM0011", "roken") == pytest.approx(25)
    assert value(rows, "GM0011", "roken", "dekking") == 1


def test_a_divided_gemeente_counts_with_its_share() -> None:
    """GM0005: 4000 people at 10 % and 300 of GM0004 at 50 %: (40 000 + 15 000) / 4300."""
    rows, _ = convert(observe("roken", everywhere(10.0) | {"GM0004": 50.0}))
    assert value(rows, "GM0005", "roken") == pytest.approx(55_000 / 4300)
    assert value(rows, "GM0006", "roken") == pytest.approx((1500 * 10 + 200 * 50) / 1700)


def test_another_indicator_can_be_the_weight() -> None:
    """300 and 100 woningen: (5 x 300 + 9 x 100) / 400 = 6, whatever the population."""
    rows, _ = convert(
        observe("huur", everywhere(0.0) | {"GM0001": 5.0, "GM0002": 9.0}),
        observe("woningen", everywhere(1.0) | {"GM0001": 300.0, "GM0002": 100.0}),
    )
    assert value(rows, "GM0011", "huur") == pytest.approx(6)


def test_an_age_group_without_a_population_is_weighted_with_everybody_and_says_so() -> None:
    rows, findings = convert(observe("roken", everywhere(20.0) | {"GM0001": 40.0}, leeftijd="75+"))
    assert value(rows, "GM0011", "roken") == pytest.approx(25)
    text = findings.loc[findings["code"] == "gewicht_totaal", "tekst"].item()
    assert text == "Roken: aantallen van de groep 75+ zijn niet bekend; gewogen is met alle inwoners."


def test_untouched_gemeenten_keep_their_published_figure_and_margins() -> None:
    rows, _ = convert(observe("roken", everywhere(20.0), ondergrens=17.5, bovengrens=23.0, soort="enquete"))
    assert value(rows, "GM0003", "roken", "ondergrens") == 17.5
    assert value(rows, "GM0003", "roken", "afleiding") == "bron"
    assert math.isnan(value(rows, "GM0003", "roken", "dekking"))
    assert value(rows, "GM0011", "roken", "afleiding") == "omgerekend"
    assert value(rows, "GM0011", "roken", "soort") == "enquete"


def test_margins_propagate() -> None:
    """SE 1 and 2; weights 1/4 and 3/4: sqrt(1/16 + 36/16) = 1.520691."""
    first, second = (
        observe("roken", {area: p}, ondergrens=float(low), bovengrens=float(high))
        for area, p, (low, high) in (("GM0001", 20.0, margins(20, 1)), ("GM0002", 40.0, margins(40, 2)))
    )
    rows, _ = convert(first, second)
    low, high = margins(35, 1.520691)
    assert value(rows, "GM0011", "roken") == pytest.approx(35)
    assert value(rows, "GM0011", "roken", "ondergrens") == pytest.approx(low, abs=2e-4)
    assert value(rows, "GM0011", "roken", "bovengrens") == pytest.approx(high, abs=2e-4)


def test_margins_near_the_edge_propagate_on_the_logit_scale() -> None:
    """5 % (3.3-7.5): on the logit scale SE = (ln(.075/.925) - ln(.033/.967)) / 3.92 = 0.22077.

    Two such parts with weights 1/4 and 3/4: sqrt(1/16 + 9/16) x 0.22077 = 0.17453, times 1.96 = 0.34208; so 5 %
    (odds 1 to 19) lies between 100/(1 + 19 e^0.34208) = 3.604 and 100/(1 + 19 e^-0.34208) = 6.898.
    """
    rows, _ = convert(observe("roken", {"GM0001": 5.0, "GM0002": 5.0}, ondergrens=3.3, bovengrens=7.5))
    assert value(rows, "GM0011", "roken", "ondergrens") == pytest.approx(3.604, abs=2e-3)
    assert value(rows, "GM0011", "roken", "bovengrens") == pytest.approx(6.898, abs=2e-3)


def test_one_part_without_margins_means_no_interval() -> None:
    first = observe("roken", {"GM0001": 20.0}, ondergrens=18.0, bovengrens=22.0)
    rows, _ = convert(first, observe("roken", {"GM0002": 40.0}))
    assert math.isnan(value(rows, "GM0011", "roken", "ondergrens"))


def test_below_eighty_percent_covered_there_is_no_value() -> None:
    """Only GM0002 has a figure: 3000 of 4000 people = 75 %."""
    rows, findings = convert(observe("roken", everywhere(20.0) | {"GM0001": None}))
    assert math.isnan(value(rows, "GM0011", "roken"))
    assert value(rows, "GM0011", "roken", "ontbreekt") == "te_weinig"
    assert value(rows, "GM0011", "roken", "dekking") == pytest.approx(0.75)
    assert findings.loc[findings["code"] == "deel_ontbreekt", "tekst"].item() == (
        "Elf: niet alle gemeenten van 2020 die erin opgingen hebben een cijfer, daarom is er geen cijfer: Roken."
    )


def test_from_eighty_percent_the_parts_with_a_figure_count() -> None:
    """GM0005 keeps 4000 of 4300 people = 93 % when GM0004 has no figure; GM0006 1500 of 1700 = 88 %."""
    rows, findings = convert(observe("roken", everywhere(20.0) | {"GM0004": None}))
    assert value(rows, "GM0005", "roken") == pytest.approx(20)
    assert value(rows, "GM0005", "roken", "dekking") == pytest.approx(4000 / 4300)
    told = findings[findings["code"] == "deel_ontbreekt"]
    assert told["gebied_code"].tolist() == ["GM0005", "GM0006"]
    assert told["tekst"].str.endswith("daarom telt alleen het deel met een cijfer: Roken.").all()


def test_an_incomplete_sum_would_be_too_low_and_is_not_given() -> None:
    rows, _ = convert(observe("woningen", everywhere(100.0) | {"GM0004": None}))
    assert math.isnan(value(rows, "GM0005", "woningen"))
    assert value(rows, "GM0011", "woningen") == 200


def test_the_reason_of_the_source_stays_when_nobody_has_a_figure() -> None:
    rows, findings = convert(observe("roken", dict.fromkeys(OLD, None)))
    assert value(rows, "GM0011", "roken", "ontbreekt") == "geheim"
    assert "deel_ontbreekt" not in set(findings["code"])


def test_what_cannot_be_added_up_is_left_out_with_a_finding() -> None:
    rows, findings = convert(observe("mediaan", everywhere(30.0)))
    assert rows["gebied_code"].tolist() == ["GM0003"]
    told = findings[findings["code"] == "niet_omgerekend"].set_index("gebied_code")["tekst"]
    assert set(told.index) == {"GM0005", "GM0006", "GM0011"}
    assert told["GM0011"] == (
        "Elf: niet om te rekenen van de gemeenten van 2020 naar die van nu, omdat deze cijfers zich niet "
        "laten optellen: Mediaan."
    )


def test_a_split_is_told_to_each_gemeente_that_received_a_part() -> None:
    _, findings = convert(observe("roken", everywhere(20.0)), observe("mediaan", everywhere(1.0)))
    told = findings[findings["code"] == "splitsing"]
    assert told["gebied_code"].tolist() == ["GM0005", "GM0006"]
    assert set(told["tekst"]) == {
        "Vier is op 1-1-2021 verdeeld over Vijf (60,0 %) en Zes (40,0 %); "
        "oudere cijfers zijn verdeeld naar inwoners."
    }


def test_provisional_wins() -> None:
    rows, _ = convert(
        observe("roken", {"GM0001": 20.0}, status="voorlopig"), observe("roken", {"GM0002": 20.0, "GM0003": 20.0})
    )
    assert value(rows, "GM0011", "roken", "status") == "voorlopig"
    assert value(rows, "GM0003", "roken", "status") == "definitief"


def test_teller_and_noemer_add_up() -> None:
    rows, _ = convert(observe("roken", {"GM0001": 10.0, "GM0002": 20.0}, teller=30.0, noemer=200.0))
    assert value(rows, "GM0011", "roken", "teller") == 60
    assert value(rows, "GM0011", "roken", "noemer") == 400


def test_the_same_figure_on_two_indelingen_is_taken_once_as_published() -> None:
    later = observe("woningen", {"GM0011": 250.0}, gebied_jaar=2024, tabel_code="later")
    rows, _ = convert(observe("woningen", {"GM0001": 100.0, "GM0002": 100.0}), later)
    assert value(rows, "GM0011", "woningen") == 250


def test_weights_come_from_the_nearest_year_that_knows_everybody() -> None:
    """2024 knows GM0011 as a whole only: a figure on the indeling of 2020 is weighted with the people of 2020."""
    day = {"periode_start": datetime.date(2024, 1, 1), "periode_eind": datetime.date(2024, 1, 1)}
    later = derive_population(population_rows({"GM0011": 9000, "GM0003": 1})).assign(gebied_jaar=2024, jaar=2024)
    people = pd.concat([population(), later])
    rows = observe("roken", everywhere(10.0) | {"GM0002": 30.0}, **day)
    found, _ = to_target(rows, indeling(), people, INDICATORS)
    assert value(found, "GM0011", "roken") == pytest.approx(25)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (observe("roken", {"GM0099": 1.0}), "GM0099 bestaat niet in de indeling van 2020"),
        (observe("vapen", {"GM0001": 1.0}), "staat niet in sources"),
        (observe("roken", {"GM0011": 1.0}, gebied_jaar=2026), "kunnen niet terug"),
        (pd.concat([observe("roken", {"GM0001": 1.0})] * 2), "komt twee keer voor"),
    ],
)
def test_broken_input_is_refused(rows: pd.DataFrame, message: str) -> None:
    with pytest.raises(ContractError, match=message):
        convert(rows)


def test_without_population_there_is_nothing_to_weight_with() -> None:
    with pytest.raises(ContractError, match="geen 'bevolking'"):
        to_target(observe("roken", everywhere(1.0)), indeling(), population().iloc[:0], INDICATORS)


def test_larger_areas_are_not_touched_and_no_input_gives_no_output() -> None:
    rows, findings = convert(observe("roken", {"NL": 20.0}))
    assert list(rows.columns) == schema.WAARNEMING.names
    assert rows.empty
    assert findings.empty


Case = list[float | None]
cases = st.lists(
    st.lists(st.one_of(st.none(), st.floats(0, 100, width=32)), min_size=6, max_size=6), min_size=1, max_size=8
)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(st.integers(0, 10**6), min_size=6, max_size=6), min_size=1, max_size=8))
def test_totals_are_preserved(counts: list[list[int]]) -> None:
    rows, _ = convert(observe_cases("woningen", OLD, counts))
    found = rows.groupby("uitsplitsing")["waarde"].sum().to_dict()
    assert found == pytest.approx({f"geval={i}": sum(case) for i, case in enumerate(counts)}, abs=1e-6)


@settings(max_examples=10, deadline=None)
@given(cases)
def test_means_stay_between_their_parts_and_nothing_is_made_up(many: list[Case]) -> None:
    rows, _ = convert(observe_cases("roken", OLD, many))
    for number, case in enumerate(many):
        found = value(rows, "GM0011", "roken", uitsplitsing=f"geval={number}")
        parts = [v for v in case[:2] if v is not None]
        covered = sum(PEOPLE[c] for c, v in zip(OLD[:2], case[:2], strict=True) if v is not None) / 4000
        assert math.isnan(found) == (covered < 0.8)
        assert math.isnan(found) or min(parts) - 1e-6 <= found <= max(parts) + 1e-6


@settings(max_examples=5, deadline=None)
@given(cases, st.integers(0, 999))
def test_the_order_of_rows_makes_no_difference(many: list[Case], seed: int) -> None:
    rows = observe_cases("roken", OLD, many, ondergrens=0.0, bovengrens=100.0)
    first, _ = convert(rows)
    second, _ = convert(rows.sample(frac=1, random_state=seed))
    pd.testing.assert_frame_equal(first, second)
