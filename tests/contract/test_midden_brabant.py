"""On the embedded figures: the group that midden-brabant found by hand is found, and Twente's counts are right.

Every count is recomputed here straight from the basis files, by another route than the package takes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from regiobeeld.catalog.crossing import load_crossing
from regiobeeld.catalog.groups import load_groups, rated_codes
from regiobeeld.catalog.load import load_catalog
from regiobeeld.crossing.assemble import Ingredients, collect_ingredients
from regiobeeld.crossing.cross import cross
from regiobeeld.crossing.finder import Found, find_groups
from regiobeeld.crossing.neighbours import find_neighbours
from regiobeeld.crossing.people import write_people
from regiobeeld.crossing.rating import Ratings, rate_areas
from regiobeeld.crossing.screen import list_members
from regiobeeld.crossing.stacking import count_disadvantages
from regiobeeld.crossing.types import find_types
from regiobeeld.crossing.vulnerability import build_index
from regiobeeld.harmonise.areas import load_indeling
from regiobeeld.harmonise.links import WijkLinks
from regiobeeld.harmonise.population import derive_population
from regiobeeld.national.area_table import read_wijken
from regiobeeld.national.crossings import link_wijken, load_declared
from regiobeeld.needs.group_words import describe_count
from regiobeeld.paths import BASIS, SOURCES
from regiobeeld.wording import find_claims

MIDDEN_BRABANT = "ZK12"
TWENTE = "CR12"
TILBURG = "GM0855"
OLD = "ouderen_lage_ses_leefstijl"
LIFESTYLE = ("roken", "overgewicht", "beweegrichtlijn", "wekelijks_sporten", "overmatig_drinken")
SES = {"laag_inkomen_personen": -1, "hoog_inkomen_personen": 1, "arbeidsparticipatie": 1, "hbo_wo": 1}
WORSE_WHEN_LOW = ("beweegrichtlijn", "wekelijks_sporten")


@dataclass(frozen=True)
class Country:
    links: WijkLinks
    parts: Ingredients
    ratings: Ratings
    members: pd.DataFrame
    direction: dict[str, str]
    found: Found


def read(*names: str) -> pd.DataFrame:
    """All of a source, or one of its parts ("bron-WK-2020"), however the basis is cut into files."""
    files = [path for name in names for path in sorted(BASIS.glob(f"{name}[-.]*parquet"))]
    return pd.concat([pd.read_parquet(path) for path in files], ignore_index=True)


@pytest.fixture(scope="module")
def country() -> Country:
    config, groups, indeling = load_crossing(), load_groups(), load_indeling(SOURCES / "indeling")
    direction = {code: indicator.richting for code, indicator in load_catalog().indicators.items()}
    facts = read("kerncijfers", "bevolking", "gezondheid_wijk_buurt-WK-2020")
    facts = facts[facts["gebied_code"].str.startswith("WK")]
    gemeenten = read("gezondheid_wijk_buurt-GM-2020", "bevolking")
    gemeenten = gemeenten[gemeenten["gebied_code"].str.startswith("GM")]
    wijken = read_wijken(SOURCES / "indeling" / "wijken.csv", indeling).assign(niveau="WK")
    wijken = wijken[wijken["gebied_jaar"] == 2022]
    people = derive_population(pd.concat([facts, gemeenten]))
    links = link_wijken(load_declared(direction), facts, gemeenten, people, wijken, indeling)
    parts = collect_ingredients(
        links.carry(facts),
        wijken,
        links.carry(people[people["gebied_code"].str.startswith("WK")]),
        index=config.ses,
        rated=rated_codes(config, groups, "WK"),
        links=links.of(links.measured),
    )
    on_wijken = {code: group for code, group in groups.items() if group.niveau == "WK"}
    ratings = rate_areas(parts, config, on_wijken, direction)
    members = list_members(indeling.members())
    found = find_groups({"WK": ratings}, on_wijken, members)
    return Country(links, parts, ratings, members, direction, found)


def areas_of(country: Country, doelgroep: str, regio: str) -> pd.DataFrame:
    gemeenten = country.members.loc[country.members["regio_code"] == regio, "gemeente_code"]
    rows = country.found.gebieden
    return rows[(rows["doelgroep_code"] == doelgroep) & rows["gemeente_code"].isin(gemeenten)]


def group_of(country: Country, doelgroep: str, regio: str) -> pd.DataFrame:
    rows = areas_of(country, doelgroep, regio)
    return rows[rows["is_groep"].fillna(False).astype(bool)]


def summary(country: Country, doelgroep: str, regio: str) -> pd.Series:
    return country.found.groepen.set_index(["doelgroep_code", "regio_code"]).loc[(doelgroep, regio)]


def worst_fifth(values: pd.Series, residents: pd.Series) -> set[str]:
    """By hand: walk from the worst value down until a fifth of the residents has been passed (midpoints)."""
    frame = pd.DataFrame({"v": values, "n": residents}).dropna()
    frame = frame[frame["n"] > 0]
    total, passed, chosen = frame["n"].sum(), 0.0, set()
    for _, block in sorted(frame.groupby("v"), key=lambda item: -item[0]):
        if passed + block["n"].sum() / 2 < 0.2 * total - 1e-6:
            chosen |= set(block.index)
        passed += block["n"].sum()
    return chosen


@pytest.fixture(scope="module")
def by_hand(country: Country) -> pd.DataFrame:
    """SES quintile, k and residents 65+ per wijk, straight from the files with plain pandas.

    Only which year of residents and which old wijk hold for a wijk is taken from the links.
    """
    facts = read("kerncijfers")
    facts = facts[facts["gebied_code"].str.startswith("WK") & (facts["tabel_code"] == "85318NED_wijk")]
    wide = facts.pivot(index="gebied_code", columns=["indicator_code", "leeftijd"], values="waarde")
    counts = read("bevolking")
    counts = counts[(counts["indicator_code"] == "bevolking") & (counts["geslacht"] == "totaal")]
    counts = counts[counts["gebied_code"].str.startswith("WK")]
    counts = counts.pivot(index=["gebied_code", "gebied_jaar"], columns="leeftijd", values="waarde")
    years = country.parts.areas.set_index("gebied_code")["inwoners_jaar"]
    people = counts.reindex(pd.MultiIndex.from_arrays([years.index, years])).droplevel(1).reindex(wide.index)
    total, old = people["totaal"], people["65+"]
    ses = pd.Series(0.0, index=wide.index)
    for code, sign in (
        ("laag_inkomen_personen", -1),
        ("hoog_inkomen_personen", 1),
        ("arbeidsparticipatie", 1),
        ("hbo_wo", 1),
    ):
        x = wide[(code, "totaal")]
        known = x.notna() & (total > 0)
        mean = np.average(x[known], weights=total[known])
        sd = np.sqrt(np.average((x[known] - mean) ** 2, weights=total[known]))
        ses += (sign * (x - mean) / sd).clip(-3, 3) / 4
    poor = worst_fifth(-ses, total)
    lifestyle = read("gezondheid_wijk_buurt-WK-2020")
    lifestyle = lifestyle[lifestyle["leeftijd"] == "65+"].pivot(
        index="gebied_code", columns="indicator_code", values="waarde"
    )
    now = country.links.of(2020).dropna(subset=["wijk_oud"]).set_index("wijk_code")["wijk_oud"]
    on_map = lifestyle.reindex(now).set_axis(now.index).reindex(wide.index)
    k = pd.Series(0, index=wide.index)
    for code in LIFESTYLE:
        values = on_map[code] * (-1 if code in WORSE_WHEN_LOW else 1)
        k += wide.index.isin(list(worst_fifth(values, old)))
    return pd.DataFrame({"arm": wide.index.isin(list(poor)), "k": k, "inwoners": old})


def test_midden_brabant_finds_the_group_and_it_lies_in_tilburg(country: Country) -> None:
    wijken = group_of(country, OLD, MIDDEN_BRABANT)
    assert len(wijken) >= 10
    assert (wijken["gemeente_code"] == TILBURG).mean() >= 0.8
    row = summary(country, OLD, MIDDEN_BRABANT)
    assert row["gebieden_groep"] == len(wijken)
    assert row["inwoners_groep"] == wijken["inwoners"].sum()
    # The exploration by hand gave about 14 100 residents of 65 and older, of 2022.
    assert row["inwoners_groep"] == pytest.approx(14_100, rel=0.1)
    assert (country.parts.areas.set_index("gebied_code").loc[wijken["gebied_code"], "inwoners_jaar"] == 2024).all()
    assert row["q_waarde"] <= 0.05
    assert row["robuust"] >= 0.5


@pytest.mark.parametrize("regio", [MIDDEN_BRABANT, TWENTE])
def test_every_wijk_and_count_is_the_same_by_another_route(
    country: Country, by_hand: pd.DataFrame, regio: str
) -> None:
    judged = areas_of(country, OLD, regio).dropna(subset=["is_groep"]).set_index("gebied_code")
    other = by_hand.reindex(judged.index)
    expected = other["arm"] & (other["k"] >= 2)
    assert judged["is_groep"].astype(bool).tolist() == expected.tolist()
    assert judged["inwoners"].tolist() == other["inwoners"].round().astype(int).tolist()
    assert summary(country, OLD, regio)["inwoners_groep"] == other.loc[expected, "inwoners"].round().sum()


def test_with_ses_shuffled_the_group_of_midden_brabant_vanishes(country: Country) -> None:
    """Deal SES out over wijken that are as urban: in 95 % of runs more than a fifth of the group is gone."""
    rng = np.random.default_rng(2020)
    rows = country.found.gebieden[country.found.gebieden["doelgroep_code"] == OLD].set_index("gebied_code")
    rows = rows[rows["eerste"].notna() & rows["tweede"].notna() & rows["inwoners"].notna()]
    urbanity = country.ratings.areas["stedelijkheid"].reindex(rows.index).fillna(0).to_numpy(dtype=int)
    here = rows.index.isin(areas_of(country, OLD, MIDDEN_BRABANT)["gebied_code"])
    second, people = rows["tweede"].to_numpy(dtype=bool), rows["inwoners"].to_numpy(dtype=float)
    real = float(people[here & second & rows["eerste"].to_numpy(dtype=bool)].sum())
    counts = []
    for _ in range(400):
        first = rows["eerste"].to_numpy(dtype=bool).copy()
        for kind in np.unique(urbanity):
            place = np.flatnonzero(urbanity == kind)
            first[place] = first[rng.permutation(place)]
        counts.append(float(people[here & second & first].sum()))
    assert np.mean(np.array(counts) < 0.8 * real) >= 0.95
    assert summary(country, OLD, MIDDEN_BRABANT)["verwacht_toeval"] == pytest.approx(np.mean(counts), rel=0.05)


def test_twente_has_groups_with_names_and_counts(country: Country) -> None:
    wijken = group_of(country, OLD, TWENTE)
    assert {"Nieuwstraat-Kwartier", "Ossenkoppelerhoek", "Vroomshoop"} <= set(wijken["gebied_naam"])
    groups = load_groups()
    rows = country.found.groepen
    for _, row in rows[rows["regio_code"] == TWENTE].iterrows():
        text = describe_count(row, groups[row["doelgroep_code"]], "in Twente")
        assert find_claims(text) == []
        assert write_people(row["inwoners_groep"], counted=bool(row["inwoners_geteld"])) in text


def test_renumbered_gemeenten_are_a_gap_and_not_a_zero(country: Country) -> None:
    # Almere renumbered all its wijken between 2020 and 2022.
    row = summary(country, "iza_kwetsbare_ouderen", "GM0034")
    assert row["dekking"] < 0.8
    assert row["gebieden_onbekend"] > 0
    assert "te weinig inwoners" in row["reden"]
    assert "niets te zeggen" in describe_count(row, load_groups()["iza_kwetsbare_ouderen"], "in Almere")


@pytest.mark.parametrize(("doelgroep", "age"), [(OLD, "65+"), ("volwassenen_lage_ses_leefstijl", "18-64")])
def test_the_crossing_and_the_finder_agree(country: Country, doelgroep: str, age: str) -> None:
    crossing = cross(country.ratings, load_crossing().leefstijl)
    crossing = crossing[crossing["leeftijd"] == age].set_index("gebied_code").sort_index()
    finder = country.found.gebieden[country.found.gebieden["doelgroep_code"] == doelgroep]
    finder = finder.set_index("gebied_code").sort_index()
    columns = ["inwoners", "inwoners_geteld", "is_groep", "ongunstig"]
    pd.testing.assert_frame_equal(crossing[columns], finder[columns])
    # Low SES in the crossing is the lowest fifth that it publishes itself.
    low = crossing["ses_kwintiel"].eq(1).where(crossing["ses_kwintiel"].notna())
    assert (low.dropna() == finder["eerste"].dropna()).all()


@pytest.mark.parametrize("code", LIFESTYLE)
def test_derived_working_age_finds_the_published_worst_fifth_of_2016(country: Country, code: str) -> None:
    """18-64 was published in 2016: the derivation from 18+ and 65+ must give (nearly) the same wijken."""
    facts = read("gezondheid_wijk_buurt-WK-2016")
    # The residents nearest to 2016 that are known per wijk are those of 2022.
    people = read("bevolking")
    people = people[people["gebied_code"].str.startswith("WK") & (people["gebied_jaar"] == 2022)]
    people = derive_population(people)
    people = people.pivot(index="gebied_code", columns="leeftijd", values="inwoners")
    figures = facts[facts["indicator_code"] == code]
    wide = figures.pivot(index="gebied_code", columns="leeftijd", values="waarde")
    wide = wide.join(people[["18+", "65+", "18-64"]].add_prefix("n"), how="inner").dropna()
    wide = wide[wide["n65+"] <= 0.6 * wide["n18+"]]
    derived = (wide["18+"] * wide["n18+"] - wide["65+"] * wide["n65+"]) / (wide["n18+"] - wide["n65+"])
    assert (derived - wide["18-64"]).abs().quantile(0.95) < 1.9
    sign = -1 if code in WORSE_WHEN_LOW else 1
    published = worst_fifth(sign * wide["18-64"], wide["n18-64"])
    assert len(published & worst_fifth(sign * derived, wide["n18-64"])) / len(published) > 0.9


def test_stacking_types_and_vulnerability_of_the_country(country: Country) -> None:
    config = load_crossing()
    features = json.loads((SOURCES / "kaart" / "wijk_2022_rd.geojson").read_text(encoding="utf-8"))["features"]
    stacked = count_disadvantages(country.ratings, config.stapeling, find_neighbours(features)).set_index(
        "gebied_code"
    )
    # Nieuwstraatkwartier in Almelo: all ten disadvantages, among neighbours with many.
    assert stacked.loc["WK014115", ["gebied_naam", "aantal"]].tolist() == ["Nieuwstraat-Kwartier", 10]
    cores = stacked[stacked["ligging"] == "kern"]
    assert 20 < len(cores) < 300
    assert cores["aantal"].min() >= 1
    types = find_types(country.ratings, config.wijktypen)
    table = types.typen.drop_duplicates("type_nummer")
    assert 5 <= len(table) <= 7
    assert (table["type_naam"].notna() == (table["stabiliteit"] >= 0.75)).all()
    assert table["gebieden"].sum() == types.gebieden["type_nummer"].notna().sum()
    index = build_index(country.ratings, config.kwetsbaarheid, country.direction).dropna(subset=["kwetsbaarheid"])
    assert (index["klasse_laag"] <= index["klasse"]).all()
    assert (index["klasse"] <= index["klasse_hoog"]).all()
    assert (index["plaats_van"] <= index["plaats_tot"]).all()
    share = index.groupby("klasse")["inwoners"].sum() / index["inwoners"].sum()
    assert share.tolist() == pytest.approx([0.2] * 5, abs=0.01)
