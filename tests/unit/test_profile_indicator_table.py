"""The one table: every figure with what is said of it, and a reason for all that is not said."""

from __future__ import annotations

import pandas as pd

from profile_example import GEMEENTEN, figures, make_profile
from regiobeeld import schema
from regiobeeld.harmonise.findings import make_finding, to_frame
from regiobeeld.judgement.indicator_table import indicator_table
from regiobeeld.judgement.refusals import all_findings, refusals, summarise_refusals


def by_key(profile) -> pd.DataFrame:
    return indicator_table(profile).set_index(["indicator_code", "leeftijd"])


def test_a_survey_figure_has_everything():
    row = by_key(make_profile()).loc[("roken_enquete", "18+")]
    assert (row["waarde"], row["nl"], row["klasse"]) == (30, 21.25, "veel ongunstiger")
    assert row["ondergrens"] < 30 < row["bovengrens"]
    assert row["verwacht_laag"] < row["verwacht"] < row["verwacht_hoog"]
    assert (row["reden"], row["reden_verwacht"]) == ("", "")


def test_a_model_estimate_has_no_class_and_says_why():
    row = by_key(make_profile()).loc[("roken", "18+")]
    assert (row["waarde"], row["verschil"]) == (29, 3.5)
    assert row["klasse"] is None or pd.isna(row["klasse"])
    assert "rekenmodel" in row["reden"]
    assert "rekenmodel" in row["reden_verwacht"]


def test_a_number_of_people_is_not_compared_with_nl():
    row = by_key(make_profile()).loc[("bevolking", "totaal")]
    assert row["nl"] == 40000
    assert pd.isna(row["verschil"])
    assert row["code"] == "aantal"


def test_what_is_empty_always_has_a_reason_and_only_then():
    table = indicator_table(make_profile())
    for value, reason in (("klasse", "reden"), ("verwacht", "reden_verwacht"), ("trend", "reden_trend")):
        assert (table[value].isna() == (table[reason] != "")).all()


def test_the_survey_from_19_years_is_replaced_by_the_later_one_from_18():
    table = by_key(make_profile())
    assert not table.loc[("roken_enquete", "19+"), "actueel"]
    assert table.loc[("roken_enquete", "18+"), "actueel"]
    only_old = figures().query("leeftijd == '19+'")
    assert by_key(make_profile(only_old)).loc[("roken_enquete", "19+"), "actueel"]


def test_the_whole_country_is_not_judged_against_itself():
    table = indicator_table(make_profile(region=GEMEENTEN, code="NL"))
    assert table["klasse"].isna().all()
    assert (table["code"] == "heel_nederland").all()


def test_every_refusal_is_a_finding_with_a_sentence():
    found = refusals(make_profile())
    assert list(found.columns) == schema.BEVINDING.names
    assert set(found["ernst"]) == {"melding"}
    assert found["tekst"].str.endswith(".").all()
    model = found[(found["indicator_code"] == "roken") & (found["code"] == "geen_oordeel")]
    assert model["onderwerp"].tolist() == ["Roken (18+)"]


def test_a_refused_correction_for_age_and_gradient_are_findings_too():
    found = refusals(make_profile()).set_index(["code", "onderwerp"])["tekst"]
    # The example has no age groups besides 18+, and a model estimate knows income and education itself.
    assert "niet te corrigeren voor leeftijd" in found[("geen_leeftijdscorrectie", "Roken (18+)")].iloc[0]
    assert "vooraf ingebouwd" in found.xs("geen_verschil_naar_ses").loc["Roken (18+)"]


def test_refusals_join_what_the_tables_hold_and_nothing_stands_twice():
    own = to_frame([make_finding("verwacht", "melding", "Opvallend hoog.", onderwerp="Roken", gebied="GG0001")])
    profile = make_profile(bevinding=pd.concat([own, own]))
    found = all_findings(profile)
    assert len(found) == 1 + len(refusals(profile))
    assert list(found.columns) == schema.BEVINDING.names
    assert not found.duplicated().any()


def test_the_list_for_the_reader_counts_the_figures():
    # No trend: one survey round for roken and sport (18+); the model has one year too, so three figures.
    table = summarise_refusals(make_profile())
    row = table[(table["wat"] == "Trend") & table["reden"].str.startswith("Er is 1 meting")]
    assert row["aantal"].tolist() == [3]
