"""A whole table judged at once: guard, test, class and reason in one place."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from regiobeeld.stats.judge import judge_table


def make_table() -> pd.DataFrame:
    """Smoking and exercise in a region: survey, model estimate, count, and rows that lack something."""
    return pd.DataFrame(
        {
            "waarde": [20.0, 20.0, 20.0, None, 20.0, 20.0],
            "se": [0.8, 0.8, None, 0.8, 0.8, 0.8],
            "referentie": [17.0, 17.0, 17.0, 17.0, None, 17.0],
            "referentie_se": [0.1, 0.1, 0.1, 0.1, 0.1, None],
            "soort": ["enquete", "enquete", "modelschatting", "enquete", "enquete", "enquete"],
            "richting": ["lager_is_beter", "neutraal", "lager_is_beter", "neutraal", "neutraal", "neutraal"],
        },
        index=["roken", "vlees", "roken_model", "leeg", "zonder_nl", "zonder_marge"],
    )


def test_classes_in_words_and_reasons_where_there_is_none():
    # z = 3 / sqrt(0.64 + 0.01) = 3.721 > 3.09
    table = judge_table(make_table())
    assert table.loc["roken", "z"] == pytest.approx(3.721, abs=1e-3)
    assert table["klasse"].tolist()[:2] == ["veel ongunstiger", "veel hoger"]
    assert table["klasse"].isna().tolist() == [False, False, True, True, True, True]
    assert table["code"].tolist() == [
        "",
        "",
        "model_zonder_marges",
        "geen_cijfer",
        "geen_vergelijking",
        "vergelijking_zonder_marges",
    ]
    assert (table.loc[table["code"] != "", "reden"].str.len() > 20).all()


def test_a_model_estimate_keeps_its_difference_but_carries_no_class():
    row = judge_table(make_table()).loc["roken_model"]
    assert row["verschil"] == 3
    assert np.isnan([row["z"], row["p_waarde"], row["stap"]]).all()
    assert not row["overleeft"]
    assert "rekenmodel" in row["reden"]


def test_with_a_share_the_reference_is_the_rest():
    # share 0.2: the rest is (17 - 0.2 x 20) / 0.8 = 16.25; SE sqrt(0.5^2 - 0.16^2) / 0.8 = 0.59213
    frame = make_table().head(1).assign(aandeel=0.2, referentie_se=0.5)
    row = judge_table(frame).iloc[0]
    assert row["z"] == pytest.approx(3.75 / np.hypot(0.8, 0.59213), abs=1e-4)
    assert row["verschil"] == 3


def test_without_a_share_the_reference_stands_apart():
    frame = make_table().head(2).assign(aandeel=0.0)
    assert judge_table(frame)["z"].tolist() == pytest.approx(judge_table(make_table().head(2))["z"].tolist())


def test_a_rest_that_cannot_exist_has_a_reason():
    table = judge_table(make_table().head(2).assign(aandeel=[0.9, None]))
    assert table["code"].tolist() == ["geen_rest", "geen_rest"]
    assert table["klasse"].tolist() == [None, None]


def test_a_goal_has_no_error():
    frame = make_table().head(1).assign(referentie=22.0, referentie_se=0.0)
    assert judge_table(frame)["klasse"].tolist() == ["gunstiger"]  # z = -2 / 0.8 = -2.5


def test_many_comparisons_keep_only_what_survives():
    # p = .0455 (z 2) once among 20 cells without difference: limit 0.10 / 20 = .005, so it does not survive.
    frame = pd.concat([make_table().head(1)] * 20, ignore_index=True).assign(referentie_se=0.0, se=1.5)
    frame["referentie"] = [17.0] + [20.0] * 19
    table = judge_table(frame)
    assert table.loc[0, "klasse"] == "ongunstiger"
    assert not table["overleeft"].any()
    frame.loc[0, "referentie"] = 14.0  # z = 4
    assert judge_table(frame)["overleeft"].tolist() == [True] + [False] * 19


def test_order_of_rows_is_irrelevant():
    frame = make_table()
    pd.testing.assert_frame_equal(judge_table(frame.iloc[::-1]).iloc[::-1], judge_table(frame))


def test_a_table_without_the_columns_is_a_bug():
    with pytest.raises(KeyError):
        judge_table(make_table().drop(columns="soort"))


@pytest.mark.parametrize("extra", [{}, {"aandeel": 0.1}])
def test_a_table_without_rows_gives_one_without_rows(extra):
    table = judge_table(make_table().head(0).assign(**extra))
    assert len(table) == 0
    assert list(table.columns) == list(judge_table(make_table()).columns)
