"""The published doelgroepen: every count again by another route, every sentence with the number of the Parquet.

The other route: the basis files and plain pandas for the wijken, SQL over the Parquet for the regions.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from regiobeeld.catalog.groups import Groep, load_groups
from regiobeeld.catalog.traits import Kenmerk
from regiobeeld.needs.crossing import count_outcomes
from regiobeeld.needs.group_words import describe_both, describe_count, expect_both
from regiobeeld.paths import BASIS
from regiobeeld.wording import find_claims

GROUPS: dict[str, Groep] = load_groups()
ON_WIJKEN = [code for code, group in GROUPS.items() if group.niveau == "WK"]
OLD = "ouderen_lage_ses_leefstijl"
TWENTE, MIDDEN_BRABANT, TILBURG = "GG1106", "ZK12", "GM0855"
BETTER_WHEN_HIGH = {"beweegrichtlijn", "wekelijks_sporten", "ervaren_gezondheid", "regie_matig_veel", "hbo_wo"}
SES = {"laag_inkomen_personen": -1, "hoog_inkomen_personen": 1, "arbeidsparticipatie": 1, "hbo_wo": 1}


@pytest.fixture(scope="module")
def found(tables: Path) -> pd.DataFrame:
    return pd.read_parquet(tables / "kwetsbare_groep.parquet")


@pytest.fixture(scope="module")
def areas(tables: Path) -> pd.DataFrame:
    return pd.read_parquet(tables / "doelgroep_gebied.parquet")


# The wijken, straight from the basis


def worst_fifth(values: pd.Series, residents: pd.Series) -> set[str]:
    """Walk from the worst value down until a fifth of the residents has been passed (midpoints)."""
    frame = pd.DataFrame({"v": values, "n": residents}).dropna()
    frame = frame[frame["n"] > 0]
    total, passed, chosen = frame["n"].sum(), 0.0, set()
    for _, block in sorted(frame.groupby("v"), key=lambda item: -item[0]):
        if passed + block["n"].sum() / 2 < 0.2 * total - 1e-6:
            chosen |= set(block.index)
        passed += block["n"].sum()
    return chosen


def count_people(years: pd.Series) -> dict[str, pd.Series]:
    """Residents per age group of each wijk in the given year, from the counts of the source."""
    # However the basis is cut into files.
    rows = pd.concat([pd.read_parquet(path) for path in sorted(BASIS.glob("bevolking[-.]*parquet"))])
    rows = rows[(rows["indicator_code"] == "bevolking") & (rows["geslacht"] == "totaal")]
    rows = rows[rows["gebied_code"].str.startswith("WK")]
    wide = rows.pivot(index=["gebied_code", "gebied_jaar"], columns="leeftijd", values="waarde")
    wide = wide.reindex(pd.MultiIndex.from_arrays([years.index, years])).droplevel(1)
    bands = wide.drop(columns="totaal")
    # Of those aged 15 to 24, the minors are as many per year of age as the children below: 3/15 of 0-14.
    minors = np.minimum(bands["0-14"] * 3 / 15, bands["15-24"])
    adults = bands.sum(axis=1, skipna=False) - bands["0-14"] - minors
    # Two wijken with nobody in all have five people in one band: every number is rounded to five.
    adults, total = adults.mask(wide["totaal"] == 0, 0.0), wide["totaal"]
    return {"65+": bands["65+"], "18+": adults, "totaal": total, "18-64": adults - bands["65+"]}


@pytest.fixture(scope="module")
def judge(areas: pd.DataFrame, tables: Path) -> Callable[[Groep], pd.DataFrame]:
    """Per doelgroep: is_groep and residents per wijk, by hand.

    Which year of residents and which old wijk hold for a wijk is taken from the published links.
    """
    register = pd.read_parquet(BASIS / "kerncijfers.parquet")
    register = register[register["gebied_code"].str.startswith("WK") & (register["tabel_code"] == "85318NED_wijk")]
    wide = register.pivot(index="gebied_code", columns=["indicator_code", "leeftijd"], values="waarde")
    years = areas[areas["niveau"] == "WK"].drop_duplicates("gebied_code").set_index("gebied_code")["inwoners_jaar"]
    people, people_2022 = count_people(years.reindex(wide.index)), count_people(pd.Series(2022, wide.index))
    total = people["totaal"]
    ses = pd.Series(0.0, index=wide.index)
    for code, sign in SES.items():
        x = wide[(code, "totaal")]
        known = x.notna() & (total > 0)
        mean = np.average(x[known], weights=total[known])
        ses += (sign * (x - mean) / np.sqrt(np.average((x[known] - mean) ** 2, weights=total[known]))).clip(-3, 3)
    links = pd.read_parquet(tables / "wijkkoppeling_wijk.parquet")
    links = links[(links["jaar_cijfers"] == 2020) & links["gekoppeld"]].set_index("wijk_code")["wijk_oud"]
    health = pd.read_parquet(BASIS / "gezondheid_wijk_buurt-WK-2020.parquet")
    figures = health.pivot(index="gebied_code", columns=["indicator_code", "leeftijd"], values="waarde")
    figures = figures.reindex(links).set_axis(links.index).reindex(wide.index)

    def values_of(code: str, age: str) -> pd.Series:
        if code in SES:
            return wide[(code, "totaal")]
        if age != "18-64":
            return figures[(code, age)]
        # The figures are of 2020: the residents of 2022 lie nearest.
        adults, old = people_2022["18+"], people_2022["65+"]
        value = (adults * figures[(code, "18+")] - old * figures[(code, "65+")]) / (adults - old)
        return value.where(old <= 0.6 * adults).clip(0, 100)

    def has(trait: Kenmerk, age: str) -> pd.Series:
        if trait.ses:
            return pd.Series(wide.index.isin(list(worst_fifth(-ses, total))), wide.index)
        age = trait.leeftijd or age
        count = pd.Series(0, wide.index)
        for code in trait.indicatoren:
            sign = -1 if code in BETTER_WHEN_HIGH else 1
            count += wide.index.isin(list(worst_fifth(sign * values_of(code, age), people[age])))
        return count >= trait.minimum

    def of_group(group: Groep) -> pd.DataFrame:
        first, second = group.traits
        both = has(first, group.leeftijd) & has(second, group.leeftijd)
        return pd.DataFrame({"is_groep": both, "inwoners": people[group.counted].round()})

    return of_group


@pytest.mark.parametrize("doelgroep", ON_WIJKEN)
def test_every_wijk_of_the_country_is_judged_the_same_by_hand(
    areas: pd.DataFrame, judge: Callable[[Groep], pd.DataFrame], doelgroep: str
) -> None:
    published = areas[(areas["doelgroep_code"] == doelgroep) & areas["is_groep"].notna()].set_index("gebied_code")
    other = judge(GROUPS[doelgroep]).reindex(published.index)
    differs = published["is_groep"].astype(bool) != other["is_groep"]
    assert published.index[differs].tolist() == []
    assert (published["inwoners"] - other["inwoners"]).abs().max() <= 1


@pytest.mark.parametrize("doelgroep", ON_WIJKEN)
@pytest.mark.parametrize("regio", [TWENTE, MIDDEN_BRABANT])
def test_the_count_of_a_region_is_the_sum_by_hand(
    tables: Path,
    found: pd.DataFrame,
    areas: pd.DataFrame,
    judge: Callable[[Groep], pd.DataFrame],
    doelgroep: str,
    regio: str,
) -> None:
    members = pd.read_parquet(tables / "gebied_lid.parquet")
    inside = members.loc[members["gebied_code"] == regio, "gemeente_code"]
    known = areas[areas["gemeente_code"].isin(inside) & areas["is_groep"].notna()]
    wijken = known.loc[known["doelgroep_code"] == doelgroep, "gebied_code"]
    other = judge(GROUPS[doelgroep]).reindex(wijken)
    row = found.set_index(["doelgroep_code", "regio_code"]).loc[(doelgroep, regio)]
    assert row["gebieden_groep"] == other["is_groep"].sum()
    assert row["inwoners_groep"] == pytest.approx(other.loc[other["is_groep"], "inwoners"].sum(), abs=5)


# The regions, by SQL


def test_every_region_is_the_sum_of_its_areas(tables: Path, found: pd.DataFrame) -> None:
    sql = f"""
        SELECT a.doelgroep_code, l.gebied_code AS regio_code,
               count(*) FILTER (a.is_groep) AS gebieden_groep,
               coalesce(sum(a.inwoners) FILTER (a.is_groep), 0) AS inwoners_groep,
               coalesce(sum(a.inwoners), 0) AS inwoners,
               count(*) FILTER (a.inwoners > 0 OR a.inwoners IS NULL) AS gebieden,
               count(*) FILTER (a.is_groep IS NULL) AS gebieden_onbekend,
               coalesce(sum(a.inwoners) FILTER (a.is_groep IS NULL), 0) AS inwoners_onbekend,
               100.0 * sum(a.inwoners) FILTER (a.is_groep) / nullif(sum(a.inwoners), 0) AS aandeel,
               100.0 * sum(a.inwoners) FILTER (a.is_groep)
                 / nullif(sum(a.inwoners) FILTER (a.is_groep IS NOT NULL), 0) AS aandeel_beoordeeld,
               coalesce(bool_and(a.inwoners_geteld) FILTER (a.inwoners > 0), true) AS inwoners_geteld
        FROM (SELECT gebied_code, gemeente_code FROM '{tables}/gebied_lid.parquet'
              UNION SELECT DISTINCT gemeente_code, gemeente_code FROM '{tables}/gebied_lid.parquet') l
        JOIN '{tables}/doelgroep_gebied.parquet' a USING (gemeente_code) GROUP BY 1, 2
    """
    with duckdb.connect() as con:
        key = ["doelgroep_code", "regio_code"]
        other = con.execute(sql).df().set_index(key)
    rows = found[~found["regio_code"].str.startswith("RG_")].set_index(key)
    columns = [
        "gebieden_groep",
        "inwoners_groep",
        "inwoners",
        "gebieden",
        "gebieden_onbekend",
        "inwoners_onbekend",
    ]
    columns += ["aandeel", "aandeel_beoordeeld", "inwoners_geteld"]
    assert len(rows) == len(other) > 5000
    # Without a group SQL sums nothing: that is a share of zero, wherever there is somebody to divide by.
    shares = ["aandeel", "aandeel_beoordeeld"]
    none = other["gebieden_groep"].eq(0)
    other.loc[none, shares] = rows[shares].reindex(other.index)[none].where(lambda share: share.isna(), 0.0)
    pd.testing.assert_frame_equal(rows[columns].sort_index(), other[columns].sort_index(), check_dtype=False)


def test_every_gemeente_and_region_has_every_doelgroep(found: pd.DataFrame) -> None:
    assert found.groupby("doelgroep_code")["regio_code"].nunique().eq(498).all()
    assert found.loc[found["regio_code"].str.startswith("GM"), "regio_code"].nunique() == 342


# Acceptance


def test_midden_brabant_is_found_and_lies_for_four_fifths_in_tilburg(
    tables: Path, found: pd.DataFrame, areas: pd.DataFrame
) -> None:
    row = found.set_index(["doelgroep_code", "regio_code"]).loc[(OLD, "RG_midden_brabant")]
    members = pd.read_parquet(tables / "gebied_lid.parquet")
    inside = members.loc[members["gebied_code"] == MIDDEN_BRABANT, "gemeente_code"]
    wijken = areas[
        (areas["doelgroep_code"] == OLD) & areas["is_groep"].eq(True) & areas["gemeente_code"].isin(inside)
    ]
    assert (wijken["gemeente_code"] == TILBURG).mean() >= 0.8
    assert (row["gebieden_groep"], row["inwoners_groep"]) == (len(wijken), wijken["inwoners"].sum())
    assert row["p_waarde"] < 0.05


@pytest.mark.parametrize(
    ("gemeente", "doelgroep"), [("GM1982", "iza_kwetsbare_ouderen"), ("GM0034", "iza_kanker")]
)
def test_a_gemeente_without_matching_wijken_is_a_gap(
    found: pd.DataFrame, areas: pd.DataFrame, gemeente: str, doelgroep: str
) -> None:
    row = found.set_index(["doelgroep_code", "regio_code"]).loc[(doelgroep, gemeente)]
    assert row["dekking"] < 0.8
    assert "te weinig inwoners" in row["reden"]
    own = areas[(areas["gemeente_code"] == gemeente) & (areas["doelgroep_code"] == doelgroep)]
    assert own.loc[own["is_groep"].isna(), "reden"].notna().all()
    assert own["is_groep"].isna().sum() >= row["gebieden_onbekend"] > 0


def test_a_region_of_which_too_little_is_known_has_a_reason(found: pd.DataFrame) -> None:
    assert (found["reden"].notna() == (found["dekking"].fillna(0) < 0.8)).all()


@pytest.mark.parametrize(("doelgroep", "age"), [(OLD, "65+"), ("volwassenen_lage_ses_leefstijl", "18-64")])
def test_the_crossing_and_the_doelgroep_are_one_outcome_in_every_area_and_region(
    tables: Path, found: pd.DataFrame, doelgroep: str, age: str
) -> None:
    sql = f"""
        WITH k AS (SELECT * FROM '{tables}/kruising.parquet' WHERE niveau = 'WK' AND leeftijd = '{age}'),
             d AS (SELECT * FROM '{tables}/doelgroep_gebied.parquet' WHERE doelgroep_code = '{doelgroep}')
        SELECT count(*) AS wijken, count(*) FILTER (k.is_groep) AS groep,
               count(*) FILTER (k.is_groep IS DISTINCT FROM d.is_groep OR k.inwoners IS DISTINCT FROM d.inwoners
                                OR k.ongunstig IS DISTINCT FROM d.ongunstig OR k.reden IS DISTINCT FROM d.reden
                                OR (k.ses_kwintiel = 1) IS DISTINCT FROM d.eerste) AS anders
        FROM k FULL JOIN d USING (gebied_code)
    """
    with duckdb.connect() as con:
        wijken, groep, anders = con.execute(sql).fetchall()[0]
    assert wijken > 3000 and groep > 200
    assert anders == 0
    crossing = pd.read_parquet(tables / "kruising.parquet")
    wijk = crossing[(crossing["niveau"] == "WK") & (crossing["leeftijd"] == age)]
    members = pd.read_parquet(tables / "gebied_lid.parquet")
    rows = found[found["doelgroep_code"] == doelgroep].set_index("regio_code")
    for code, own in members.groupby("gebied_code"):
        count = count_outcomes(wijk[wijk["gemeente_code"].isin(own["gemeente_code"])])
        row = rows.loc[code]
        assert count.wijken == row["gebieden_groep"]
        assert (count.wijken_totaal, count.wijken_onbekend) == (row["gebieden"], row["gebieden_onbekend"])
        assert (count.inwoners, count.inwoners_onbekend) == (row["inwoners_groep"], row["inwoners_onbekend"])
        assert count.share_of_all == pytest.approx(row["aandeel"])


def test_types_have_a_name_only_when_they_are_stable(tables: Path) -> None:
    types = pd.read_parquet(tables / "wijktype.parquet").drop_duplicates("type_nummer")
    assert 5 <= len(types) <= 7
    assert (types["type_naam"].notna() == (types["stabiliteit"] >= 0.75)).all()


def test_the_index_has_an_interval_wherever_it_has_a_class(tables: Path) -> None:
    index = pd.read_parquet(tables / "kwetsbaarheid.parquet")
    known = index[index["klasse"].notna()]
    assert known[["klasse_laag", "klasse_hoog", "plaats_van", "plaats_tot"]].notna().all(axis=None)
    assert (known["plaats_van"] < known["plaats_tot"]).mean() > 0.99
    assert "plaats" not in index.columns
    assert index.loc[index["klasse"].isna(), "reden"].notna().all()


# Sentences


def number(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


COUNTED = re.compile(
    r"In (?:(één)|([\d.]+)) \w+ waar .*, wonen (ongeveer )?([\d.]+|minder dan 10) (.*?): ([\d.,]+)%"
)


def test_every_sentence_divides_its_own_count_by_all_of_that_age(found: pd.DataFrame) -> None:
    """All regions and doelgroepen: counts and percentage as read, against the counts of the table."""
    checked = 0
    for _, row in found.iterrows():
        group = GROUPS[row["doelgroep_code"]]
        text = describe_count(row, group, "in deze regio")
        sentences = [text, describe_both(row, group) or "", expect_both(row, group) or ""]
        assert [claim for sentence in sentences for claim in find_claims(sentence)] == []
        if not pd.isna(row["reden"]):
            assert "niets te zeggen" in text
            assert str(row["reden"]) in text
        elif row["gebieden_groep"]:
            read = COUNTED.match(text)
            assert read, text
            one, areas, about, people, who, share = read.groups()
            assert (1 if one else number(areas)) == row["gebieden_groep"]
            assert bool(about) != bool(row["inwoners_geteld"]) or row["inwoners_groep"] < 10
            shown = 0 if people.startswith("minder") else number(people)
            assert abs(shown - row["inwoners_groep"]) <= (0 if row["inwoners_geteld"] else 5)
            assert f"% van alle {who} in deze regio" in text
            assert abs(number(share) - 100 * row["inwoners_groep"] / row["inwoners"]) <= 0.05 + 1e-9
            checked += 1
    assert checked > 1000
