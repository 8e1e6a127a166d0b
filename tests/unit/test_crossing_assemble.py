"""Which year and which code: the latest that covers the country, never a later one of a single region."""

from __future__ import annotations

import pandas as pd
import pytest

from regiobeeld.catalog.crossing import load_crossing
from regiobeeld.catalog.groups import load_groups
from regiobeeld.crossing.assemble import Ingredients, collect_ingredients
from regiobeeld.crossing.cross import cross
from regiobeeld.crossing.rating import rate_areas
from regiobeeld.crossing.screen import describe_groups, list_members
from regiobeeld.crossing.tables import DOELGROEP, KRUISING
from regiobeeld.errors import ContractError

CONFIG = load_crossing()
CODES = [f"WK0101{n:02d}" for n in range(10)]
AREAS = pd.DataFrame(
    {"gebied_code": CODES, "gebied_jaar": 2022, "niveau": "WK", "gemeente_code": "GM0101", "gebied_naam": CODES}
)
DIRECTION = {
    "roken": "lager_is_beter",
    "overgewicht": "lager_is_beter",
    "overmatig_drinken": "lager_is_beter",
    "beweegrichtlijn": "hoger_is_beter",
    "wekelijks_sporten": "hoger_is_beter",
}


def rows(code: str, values: list[float | None], year: int = 2022, age: str = "totaal") -> pd.DataFrame:
    frame = pd.DataFrame({"gebied_code": CODES[: len(values)], "waarde": values})
    return frame.assign(
        indicator_code=code,
        leeftijd=age,
        gebied_jaar=2020 if year == 2020 else 2022,
        periode_start=f"{year}-01-01",
        geslacht="totaal",
        uitsplitsing="totaal",
        tabel_code="50090NED" if year == 2020 else "85318NED",
    )


def make_facts() -> pd.DataFrame:
    steps = [float(n) for n in range(10)]
    parts = [rows(code, steps) for code in CONFIG.ses.codes]
    parts += [rows(code, steps, 2020, age) for code in DIRECTION for age in ("18+", "65+")]
    parts += [rows("stedelijkheid", [5.0] * 9 + [None]), rows("bevolking", [1000.0] * 10)]
    return pd.concat(parts, ignore_index=True)


def make_population(year: int = 2022, ages: tuple[str, ...] = ("totaal", "18+", "18-64", "65+")) -> pd.DataFrame:
    people = {"totaal": 1000.0, "18+": 800.0, "18-64": 600.0, "65+": 200.0}
    frames = [pd.DataFrame({"gebied_code": CODES, "leeftijd": age, "inwoners": people[age]}) for age in ages]
    return pd.concat(frames, ignore_index=True).assign(jaar=year, gebied_jaar=2022)


def collect(facts: pd.DataFrame, population: pd.DataFrame) -> Ingredients:
    return collect_ingredients(facts, AREAS, population, index=CONFIG.ses, rated=CONFIG.leefstijl.indicatoren)


def test_a_later_year_of_one_region_is_not_the_year_of_the_country() -> None:
    later = rows("roken", [99.0, 99.0], 2024, "65+")
    parts = collect(pd.concat([make_facts(), later]), make_population())
    smoking = parts.values[parts.values["indicator_code"] == "roken"]
    assert smoking["jaar"].unique().tolist() == [2020]
    assert smoking["waarde"].max() < 99


def test_a_later_year_with_fewer_ages_is_not_used_for_residents() -> None:
    parts = collect(make_facts(), pd.concat([make_population(2022), make_population(2024, ("totaal", "65+"))]))
    assert parts.origin.set_index("indicator_code").loc["bevolking", "jaar"] == 2022
    assert set(parts.population["leeftijd"]) == {"totaal", "18+", "18-64", "65+"}


def test_working_age_is_added_where_it_was_not_published() -> None:
    parts = collect(make_facts(), make_population())
    ages = parts.values.groupby("indicator_code")["leeftijd"].unique().map(set)
    assert (ages == {"18+", "65+", "18-64"}).all()


def test_residents_are_counted_only_where_that_very_number_was_published() -> None:
    """65+ was published as a count in two wijken, in one of them with another number; the totals everywhere."""
    counts = rows("bevolking", [200.0, 199.0], age="65+")
    parts = collect(pd.concat([make_facts(), counts]), make_population())
    geteld = parts.population.pivot(index="gebied_code", columns="leeftijd", values="geteld")
    assert geteld["totaal"].all()
    assert geteld.index[geteld["65+"]].tolist() == CODES[:1]
    assert not geteld["18-64"].any()


def test_a_later_edition_with_adults_only_does_not_leave_the_elderly_out() -> None:
    later = rows("roken", [50.0] * 10, 2024, "18+")
    parts = collect(pd.concat([make_facts(), later]), make_population())
    smoking = parts.values[parts.values["indicator_code"] == "roken"]
    assert smoking["jaar"].unique().tolist() == [2020]
    assert set(smoking["leeftijd"]) == {"18+", "18-64", "65+"}


def test_whole_bands_together_are_a_count_too() -> None:
    """65-79 and 80+ were counted: 150 + 50 are the 200 of 65+."""
    bands = {"0-14": 150.0, "15-64": 650.0, "65-79": 150.0, "80+": 50.0}
    facts = pd.concat([make_facts(), *(rows("bevolking", [n] * 10, age=age) for age, n in bands.items())])
    geteld = collect(facts, make_population()).population.pivot(
        index="gebied_code", columns="leeftijd", values="geteld"
    )
    assert geteld["65+"].all()
    assert not geteld["18+"].any()


def test_unknown_urbanity_stays_unknown() -> None:
    parts = collect(make_facts(), make_population())
    assert parts.areas["stedelijkheid"].isna().tolist() == [False] * 9 + [True]


def test_of_two_indelingen_only_the_newest_areas_count() -> None:
    older = AREAS.assign(gebied_jaar=2020)
    parts = collect_ingredients(
        make_facts(),
        pd.concat([older, AREAS]),
        make_population(),
        index=CONFIG.ses,
        rated=CONFIG.leefstijl.indicatoren,
    )
    assert len(parts.areas) == len(CODES)


def test_the_crossing_of_a_small_country() -> None:
    # Low income rises with the code, but so do the three good things: on balance the index rises too.
    ratings = rate_areas(collect(make_facts(), make_population()), CONFIG, {}, DIRECTION)
    crossing = cross(ratings, CONFIG.leefstijl)
    assert list(crossing.columns) == KRUISING.names
    assert len(crossing) == 3 * len(CODES)
    old = crossing[crossing["leeftijd"] == "65+"].set_index("gebied_code")
    # Ten equal wijken: the two lowest are the lowest fifth.
    assert old.index[old["ses_kwintiel"] == 1].tolist() == CODES[:2]
    # There exercise and sport are worst (higher is better), smoking and the rest are best.
    assert old.loc[CODES[0], "ongunstig"] == "beweegrichtlijn;wekelijks_sporten"
    assert old.loc[CODES[9], "ongunstig"] == "roken;overgewicht;overmatig_drinken"
    assert old.index[old["is_groep"].astype(bool)].tolist() == CODES[:2]


def test_without_income_there_is_one_clear_error() -> None:
    facts = make_facts()
    with pytest.raises(ContractError, match="sociaaleconomische positie ontbreken"):
        collect(facts[facts["indicator_code"] != "laag_inkomen_personen"], make_population())


def test_without_ages_there_is_one_clear_error() -> None:
    with pytest.raises(ContractError, match="inwoners per leeftijd ontbreken"):
        collect(make_facts(), make_population(ages=("totaal",)))


def test_regions_to_report_on_include_every_gemeente_by_itself() -> None:
    larger = pd.DataFrame({"gebied_code": ["NL", "NL", "PV01"], "gemeente_code": ["GM0001", "GM0002", "GM0001"]})
    members = list_members(larger).to_numpy().tolist()
    assert members == [
        ["GM0001", "GM0001"],
        ["GM0002", "GM0002"],
        ["NL", "GM0001"],
        ["NL", "GM0002"],
        ["PV01", "GM0001"],
    ]


def test_the_declarations_are_published_as_a_table() -> None:
    frame = describe_groups(load_groups())
    assert list(frame.columns) == DOELGROEP.names
    row = frame.set_index("doelgroep_code").loc["jongvolwassenen"]
    assert row["leeftijd"] == "15-24"
    assert "niet per wijk" in row["gat"]
