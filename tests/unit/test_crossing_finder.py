"""The doelgroepvinder on a made-up country of 200 wijken: counts, shares, gaps and thresholds."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from regiobeeld.catalog.crossing import Kruising, load_crossing
from regiobeeld.catalog.groups import Groep
from regiobeeld.crossing.assemble import Ingredients
from regiobeeld.crossing.finder import (
    Found,
    find_groups,
    judge_group,
    measure_robustness,
    place_areas,
)
from regiobeeld.crossing.rating import Ratings, rate_areas
from regiobeeld.crossing.tables import DOELGROEP_GEBIED, DOELGROEP_STABILITEIT, KWETSBARE_GROEP

CONFIG: Kruising = load_crossing()
DIRECTION = {
    "roken": "lager_is_beter",
    "overgewicht": "lager_is_beter",
    "overmatig_drinken": "lager_is_beter",
    "ernstig_overgewicht": "lager_is_beter",
    "beweegrichtlijn": "hoger_is_beter",
    "wekelijks_sporten": "hoger_is_beter",
    "alleen": "neutraal",
}
GROUP = Groep.model_validate(
    {
        "naam": "Ouderen in wijken met een lage SES en een ongunstige leefstijl",
        "wie": "65-plussers",
        "iza": ["kwetsbare_ouderen"],
        "leeftijd": "65+",
        "toelichting": "alleen voor deze test",
        "eerste": {"zin": "de sociaaleconomische positie laag is", "ses": True},
        "tweede": {
            "zin": "de leefstijl van 65-plussers ongunstig is",
            "indicatoren": ["roken", "overgewicht", "beweegrichtlijn"],
            "minimum": 2,
        },
        "samen": [
            {"code": "roken", "zin": "roken", "leeftijd": "65+"},
            {"code": "beweegrichtlijn", "zin": "te weinig beweging", "leeftijd": "65+", "omgekeerd": True},
        ],
    }
)
WIJKEN = [f"WK{gemeente:04d}{wijk:02d}" for gemeente in range(1, 21) for wijk in range(10)]


def make_country(seed: int = 4) -> Ingredients:
    """Twenty gemeenten of ten wijken. In gemeente 1 the first four wijken have a low SES and a bad lifestyle."""
    rng = np.random.default_rng(seed)
    ses = rng.normal(50, 5, 200)
    ses[:4] = 20.0
    components = pd.DataFrame({code: sign * ses for code, sign in signs().items()}, index=WIJKEN)
    figures = {
        "roken": rng.normal(15, 2, 200),
        "overgewicht": rng.normal(50, 3, 200),
        "beweegrichtlijn": rng.normal(45, 3, 200),
    }
    figures["roken"][:4], figures["overgewicht"][:4] = 40.0, 70.0
    figures["roken"][4:10], figures["overgewicht"][4:10] = 5.0, 40.0
    values = pd.concat(
        [
            pd.DataFrame({"gebied_code": WIJKEN, "leeftijd": "65+", "indicator_code": code, "waarde": column})
            for code, column in figures.items()
        ]
    ).assign(jaar=2020, gebied_jaar=2020)
    return Ingredients(
        areas=pd.DataFrame(
            {
                "gebied_code": WIJKEN,
                "gebied_jaar": 2022,
                "niveau": "WK",
                "gemeente_code": ["GM" + code[2:6] for code in WIJKEN],
                "gebied_naam": WIJKEN,
                "stedelijkheid": pd.array([1 + i % 2 for i in range(200)], dtype="Int64"),
                "inwoners_jaar": 2022,
            }
        ),
        components=components,
        population=people({"totaal": 1000.0, "18+": 800.0, "65+": 200.0}).assign(geteld=True),
        values=values,
        links=None,
        origin=pd.DataFrame(),
    )


def signs() -> dict[str, int]:
    return {component.code: component.teken for component in CONFIG.ses.component}


def people(counts: dict[str, float]) -> pd.DataFrame:
    return pd.concat(
        [pd.DataFrame({"gebied_code": WIJKEN, "leeftijd": age, "inwoners": n}) for age, n in counts.items()],
        ignore_index=True,
    )


def rate(country: Ingredients) -> Ratings:
    return rate_areas(country, CONFIG, {"ouderen": GROUP}, DIRECTION)


MEMBERS = pd.DataFrame(
    [(f"GM{i:04d}", f"GM{i:04d}") for i in range(1, 21)] + [("NL", f"GM{i:04d}") for i in range(1, 21)],
    columns=["regio_code", "gemeente_code"],
)


def find(country: Ingredients) -> Found:
    return find_groups({"WK": rate(country)}, {"ouderen": GROUP}, MEMBERS, permutations=199)


def region(found: Found, code: str) -> pd.Series:
    return found.groepen.set_index("regio_code").loc[code]


def test_the_planted_group_is_found_with_its_residents() -> None:
    row = region(find(make_country()), "GM0001")
    assert row["gebieden_groep"] == 4
    assert row["inwoners_groep"] == 4 * 200
    assert row["inwoners"] == 2000
    assert (row["aandeel"], row["aandeel_beoordeeld"]) == (40.0, 40.0)
    assert row["p_waarde"] <= 0.02


def test_the_tables_have_the_published_columns_and_unique_keys() -> None:
    found = find(make_country())
    for frame, table in (
        (found.groepen, KWETSBARE_GROEP),
        (found.gebieden, DOELGROEP_GEBIED),
        (found.stabiliteit, DOELGROEP_STABILITEIT),
    ):
        assert list(frame.columns) == table.names
        assert not frame.duplicated(list(table.key)).any()


def test_the_country_is_the_sum_of_its_gemeenten() -> None:
    groups = find(make_country()).groepen.set_index("regio_code")
    parts = groups.drop("NL")
    for column in (
        "inwoners",
        "inwoners_groep",
        "inwoners_onbekend",
        "gebieden",
        "gebieden_groep",
        "gebieden_onbekend",
    ):
        assert groups.loc["NL", column] == parts[column].sum()


def test_the_same_seed_gives_the_same_answer() -> None:
    first, second = find(make_country()), find(make_country())
    pd.testing.assert_frame_equal(first.groepen, second.groepen)


def test_with_ses_dealt_out_at_random_the_group_is_gone() -> None:
    country = make_country()
    rng = np.random.default_rng(8)
    found = []
    for _ in range(20):
        shuffled = country.components.sample(frac=1, random_state=rng).set_axis(WIJKEN, axis=0)
        areas = judge_group(GROUP, rate(Ingredients(**{**vars(country), "components": shuffled})))
        found.append(int(areas.loc[WIJKEN[:4], "is_groep"].sum()))
    # Of the four wijken with a bad lifestyle each has a low SES one time in five: all four in 0.2 ** 4 = 0.16 %.
    assert np.mean(np.array(found) == 4) <= 0.05
    assert np.mean(found) == pytest.approx(0.8, abs=0.4)


def test_a_share_divides_by_what_its_name_says() -> None:
    """Ten wijken of 200: four in the group, three unknown. Of all 800 / 2000, of those judged 800 / 1400."""
    country = make_country()
    hidden = country.components.copy()
    # Lifestyle is fine in the last six, so for three of those it must be unknown as well to leave it open.
    hidden.loc[WIJKEN[7:10]] = np.nan
    values = country.values[~country.values["gebied_code"].isin(WIJKEN[7:10])]
    row = region(find(Ingredients(**{**vars(country), "components": hidden, "values": values})), "GM0001")
    assert (row["gebieden_groep"], row["gebieden_onbekend"], row["inwoners_onbekend"]) == (4, 3, 600)
    assert row["aandeel"] == pytest.approx(100 * 800 / 2000)
    assert row["aandeel_beoordeeld"] == pytest.approx(100 * 800 / 1400)


def test_renumbered_wijken_are_a_gap_not_a_zero() -> None:
    country = make_country()
    links = pd.DataFrame({"wijk_code": WIJKEN, "gekoppeld": [not code.startswith("WK0001") for code in WIJKEN]})
    links["reden"] = np.where(links["gekoppeld"], "zeker", "wijk bestaat alleen in 2022")
    found = find(Ingredients(**{**vars(country), "links": links}))
    row = region(found, "GM0001")
    assert row["gebieden_onbekend"] > 0
    assert row["dekking"] < 0.8
    assert "voor te weinig inwoners zijn er cijfers" in row["reden"]
    judged = row["inwoners"] - row["inwoners_onbekend"]
    assert row["dekking"] == judged / row["inwoners"]
    areas = found.gebieden.set_index("gebied_code").loc[WIJKEN[:4]]
    assert areas["is_groep"].isna().all()
    assert areas["reden"].str.contains("wijk bestaat alleen in 2022").all()
    assert region(found, "GM0002")["gebieden_onbekend"] == 0


def test_suppressed_figures_leave_an_area_open_only_when_they_matter() -> None:
    country = make_country()
    values = country.values.copy()
    hidden = values["gebied_code"].isin(WIJKEN[:2]) & values["indicator_code"].isin(["roken", "beweegrichtlijn"])
    values.loc[hidden, "waarde"] = np.nan
    areas = judge_group(GROUP, rate(Ingredients(**{**vars(country), "values": values})))
    # Low SES and overweight known, the rest hidden: the second figure could still come, so it stays open.
    assert areas.loc[WIJKEN[:2], "is_groep"].isna().all()
    assert (areas.loc[WIJKEN[:2], "reden"] == "cijfers over gezondheid of leefstijl ontbreken").all()
    assert areas.loc[WIJKEN[2:4], "is_groep"].all()


def test_a_count_of_both_traits_within_its_bounds() -> None:
    country = make_country()
    row = region(find(country), "GM0001")
    wide = country.values[country.values["gebied_code"].str.startswith("WK0001")].pivot(
        index="gebied_code", columns="indicator_code", values="waarde"
    )
    smoking, inactive = wide["roken"] / 100, 1 - wide["beweegrichtlijn"] / 100
    assert row["samen_verwacht"] == pytest.approx(float((200 * smoking * inactive).sum()))
    assert row["samen_minstens"] == pytest.approx(float((200 * (smoking + inactive - 1).clip(lower=0)).sum()))
    assert row["samen_minstens"] <= row["samen_verwacht"] <= row["samen_hoogstens"]


def test_stricter_thresholds_never_give_more() -> None:
    grid = find(make_country()).stabiliteit.pivot(
        index="regio_code", columns=["deel", "minimum"], values="inwoners"
    )
    assert (grid[(0.20, 3)] <= grid[(0.20, 2)]).all()
    assert (grid[(0.20, 2)] <= grid[(0.25, 2)]).all()


@pytest.mark.parametrize("part", [0.20, 0.25])
@pytest.mark.parametrize("minimum", [2, 3])
def test_the_grid_counts_what_a_declaration_with_those_thresholds_would_find(part: float, minimum: int) -> None:
    grid = find(make_country()).stabiliteit.set_index(["regio_code", "deel", "minimum"])
    strict = GROUP.model_copy(
        update={"deel": part, "tweede": GROUP.tweede.model_copy(update={"minimum": minimum})}
    )
    areas = judge_group(strict, rate(make_country()))
    inside = areas["is_groep"].fillna(value=False).astype(bool)
    assert grid.loc[("NL", part, minimum), "gebieden"] == inside.sum() > 0
    assert grid.loc[("NL", part, minimum), "inwoners"] == areas.loc[inside, "inwoners"].sum() > 0


def test_robustness_is_the_lowest_overlap_of_one_step() -> None:
    grid = pd.DataFrame(
        {
            "regio_code": "NL",
            "deel": [0.20, 0.20, 0.25, 0.25],
            "minimum": [2, 3, 2, 3],
            "inwoners": [1000, 700, 1250, 900],
        }
    )
    members = pd.DataFrame({"regio_code": ["NL"], "gemeente_code": ["GM0001"]})
    regions = place_areas(members, make_country().areas.set_index("gebied_code"))
    # 700 / 1000 = 0.70 with one figure more; 1000 / 1250 = 0.80 with the worst quarter.
    assert measure_robustness(grid, GROUP, regions).tolist() == pytest.approx([0.70])


def test_a_neutral_indicator_gets_its_direction_from_the_declaration() -> None:
    country = make_country()
    alone = pd.DataFrame({"gebied_code": WIJKEN, "leeftijd": "totaal", "indicator_code": "alleen", "jaar": 2020})
    alone["waarde"] = np.where(np.arange(200) < 5, 90.0, 30.0)
    group = Groep.model_validate(
        {
            **GROUP.model_dump(),
            "eerste": {
                "zin": "veel mensen alleen wonen",
                "indicatoren": ["alleen"],
                "leeftijd": "totaal",
                "richting": "lager_is_beter",
            },
        }
    )
    values = pd.concat([country.values, alone], ignore_index=True)
    parts = Ingredients(**{**vars(country), "values": values})
    areas = judge_group(group, rate_areas(parts, CONFIG, {"alleen": group}, DIRECTION))
    assert areas.index[areas["eerste"].fillna(False).astype(bool)].tolist() == WIJKEN[:5]
    assert areas.index[areas["is_groep"].fillna(False).astype(bool)].tolist() == WIJKEN[:4]
