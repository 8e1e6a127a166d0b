"""Sentences about areas pass, sentences about individuals do not, and every number is the one in the table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from declared_example import sentences_of
from regiobeeld.catalog.groups import Groep, load_groups
from regiobeeld.claims.marks import plain
from regiobeeld.crossing.gradient import select_gradient
from regiobeeld.crossing.people import show_people, write_people
from regiobeeld.errors import ContractError
from regiobeeld.needs.group_words import (
    caution,
    describe_both,
    describe_count,
    describe_gradient,
    describe_places,
    describe_rule,
    expect_both,
    explain_group,
    share_inside,
    tell_reach,
)
from regiobeeld.wording import check_wording, find_claims

GROUP = load_groups()["ouderen_lage_ses_leefstijl"]
DERIVED = {"inwoners_geteld": False}


def row(**changes: object) -> pd.Series:
    base: dict[str, object] = {
        "gebieden_groep": 14,
        "gebieden_onbekend": 0,
        "inwoners_groep": 14083,
        "inwoners_onbekend": 0,
        "inwoners_geteld": True,
        "robuust": 0.6,
        "aandeel": 15.1,
        "p_waarde": 0.001998,
        "verwacht_toeval": 6170.1,
        "samen_verwacht": 24505.0,
        "samen_minstens": 5738.0,
        "samen_hoogstens": 38142.0,
        "reden": None,
    }
    return pd.Series({**base, **changes}, dtype="object")


@pytest.mark.parametrize(
    "claim",
    [
        "Ouderen met een lage SES roken vaker.",
        "Mensen met een laag inkomen hebben een slechtere gezondheid.",
        "Deze ouderen bewegen te weinig.",
        "Bewoners van arme wijken roken vaker.",
        "Ouderen in deze wijken roken.",
        "Laagopgeleide mensen leven ongezond.",
        "Arme ouderen zijn eenzaam.",
        "Door roken en armoede hebben zij meer kans op ziekte.",
        "Wie hier woont, heeft een hoger risico op hartziekten.",
        "De slechte gezondheid komt door het lage inkomen.",
        "Een lage SES leidt tot eenzaamheid.",
        "Lage inkomens leiden tot eenzaamheid.",
        "Zij roken omdat ze weinig geld hebben.",
        "Jongeren sporten minder vaak.",
        "Landelijk komt roken door armoede. Dat leidt tot ziekte.",
    ],
)
def test_claims_about_individuals_or_causes_are_refused(claim: str) -> None:
    with pytest.raises(ContractError, match="meer dan de cijfers kunnen dragen"):
        check_wording(claim)


@pytest.mark.parametrize(
    "text",
    [
        "In wijken waar de positie laag is en veel 65-plussers roken, wonen 14.083 65-plussers.",
        "In Tilburg is geen wijk gevonden waar de sociaaleconomische positie laag is.",
        "Landelijk roken mensen met een laag inkomen vaker dan mensen met een hoog inkomen.",
        "In vier wijken wonen veel 65-plussers; er zijn daar weinig sporters.",
        "Het aandeel kinderen loopt van 11,5% in Leiden tot 18,7% in Nieuwkoop.",
        caution(),
    ],
)
def test_sentences_about_areas_pass(text: str) -> None:
    assert find_claims(text) == []


def test_every_shipped_declaration_passes_the_guard() -> None:
    for group in load_groups().values():
        texts = [group.naam, explain_group(group), *group.gat, *(trait.zin for trait in group.traits)]
        texts += [trait.zin_toen or "" for trait in group.traits]
        assert [claim for text in texts for claim in find_claims(text)] == []


def test_the_count_is_told_with_place_number_and_share() -> None:
    assert describe_count(row(), GROUP, "in Midden-Brabant") == (
        "In 14 wijken waar de sociaaleconomische positie laag is en de leefstijl van 65-plussers ongunstig is, "
        "wonen 14.083 65-plussers: 15,1% van alle 65-plussers in Midden-Brabant."
    )


def test_what_is_unknown_is_told_and_never_a_zero() -> None:
    text = describe_count(row(gebieden_onbekend=3, inwoners_onbekend=1612), GROUP, "in Midden-Brabant")
    assert text.endswith("Van 3 wijken met samen 1.612 65-plussers ontbreken cijfers; die zijn niet meegeteld.")
    gap = describe_count(row(gebieden_groep=0, inwoners_groep=0, reden="te weinig cijfers"), GROUP, "in Almere")
    assert gap == "In Almere is hierover niets te zeggen, want te weinig cijfers."
    none = describe_count(row(gebieden_groep=0, inwoners_groep=0), GROUP, "in Goirle")
    assert none.startswith("In Goirle is geen wijk gevonden waar")


def test_what_was_derived_is_told_in_tens_and_what_was_counted_to_the_person() -> None:
    """7 114 residents out of whole percentages is no count to the person; 7 is nothing to name."""
    assert "wonen ongeveer 7.110 65-plussers" in describe_count(
        row(inwoners_groep=7114, **DERIVED), GROUP, "in Twente"
    )
    assert "wonen 7.114 65-plussers" in describe_count(row(inwoners_groep=7114), GROUP, "in Twente")
    assert write_people(7115, counted=False) == "ongeveer 7.120"
    assert write_people(4, counted=False) == "minder dan 10"
    assert write_people(0, counted=False) == "0"
    shown = show_people(pd.Series([7115, 7115, None], dtype="Int64"), pd.Series([True, False, False]))
    assert shown.tolist()[:2] == [7115, 7120]
    assert shown.isna().tolist() == [False, False, True]


def test_people_with_both_traits_are_told_with_bounds_and_rounded() -> None:
    text = describe_both(row(), GROUP)
    assert "ongeveer 25.000 65-plussers" in text
    assert "tussen 5.700 en 38.000" in text
    assert describe_both(row(samen_verwacht=np.nan), GROUP) == ""


def test_the_expected_number_of_people_says_bounds_method_and_what_a_wijkaanpak_misses() -> None:
    national = row(samen_landelijk=30000.0, samen_landelijk_groep=6000.0, samen_verwacht_groep=2450.5)
    text = expect_both(national, GROUP)
    assert "ongeveer 30.000 65-plussers allebei: 'een inkomen bij de laagste 40% van Nederland'" in text
    assert text.endswith("(tussen 5.700 en 38.000; samenhang zoals landelijk).")
    reach = tell_reach(national, GROUP)
    assert "20% in die 14 wijken; een aanpak per wijk mist de andere 80%" in reach
    alone = row(samen_landelijk=np.nan, samen_landelijk_groep=np.nan, samen_verwacht_groep=2450.5)
    text = expect_both(alone, GROUP)
    assert "alsof de twee los van elkaar staan" in text
    assert "10%" in tell_reach(alone, GROUP)


@pytest.mark.parametrize(
    ("changes", "share"),
    [
        ({"samen_landelijk": 30000.0, "samen_landelijk_groep": 6000.0}, 20),  # 6 000 of 30 000
        ({"samen_landelijk": 0.0, "samen_landelijk_groep": 0.0}, None),  # nobody is expected: no part of them
        ({"samen_verwacht": np.nan}, None),  # how many is not known
    ],
)
def test_the_part_inside_is_that_of_the_people_expected(changes: dict[str, float], share: float | None) -> None:
    known = {"samen_landelijk": np.nan, "samen_landelijk_groep": np.nan, "samen_verwacht_groep": 2450.5}
    assert share_inside(row(**{**known, **changes})) == share


@pytest.mark.parametrize(
    ("places", "share", "said"),
    [
        (["Noord", "Zuid", "West"], 36.2, "ongeveer 1.200 mensen; 36% van hen in 3 wijken, zoals Noord en Zuid."),
        (["Noord", "Zuid"], 36.2, "ongeveer 1.200 mensen; 36% van hen in Noord en Zuid."),
        (["Noord"], None, "ongeveer 1.200 mensen; gevonden in Noord."),
        ([], None, "ongeveer 1.200 mensen."),
    ],
)
def test_the_front_page_says_which_part_of_them_lives_where(
    places: list[str], share: float | None, said: str
) -> None:
    """Most of a doelgroep lives outside the wijken found: "vooral in" was not true."""
    zin = sentences_of("kort_groepen", {})
    told = plain(zin("punt", groep=GROUP, mensen="ongeveer 1.200", binnen=share, plaatsen=places))
    assert told == f"{GROUP.naam}: {said}"


def test_places_are_named_largest_first() -> None:
    areas = pd.DataFrame(
        {
            "gebied_naam": ["Noord", "Zuid", "West"],
            "inwoners": [500, 2845, 900],
            "inwoners_geteld": True,
            "is_groep": pd.array([True, True, None], dtype="boolean"),
        }
    )
    assert describe_places(areas) == "Zuid (2.845) en Noord (500)"


def national(group: Groep) -> pd.DataFrame:
    steps = {"inkomen=kwintiel_1": 15.8, "inkomen=kwintiel_3": 11.3, "inkomen=kwintiel_5": 9.1, "totaal": 11.8}
    frame = pd.DataFrame({"uitsplitsing": list(steps), "waarde": list(steps.values())})
    return frame.assign(
        indicator_code=group.landelijk,
        gebied_code="NL",
        geslacht="totaal",
        leeftijd="65+",
        periode_start="2018-01-01",
        periode_eind="2019-12-31",
        tabel_code="83385NED",
    )


def test_the_national_gradient_is_labelled_national() -> None:
    gradient = select_gradient(national(GROUP), GROUP)
    assert gradient["waarde"].tolist() == [15.8, 9.1]
    assert describe_gradient(gradient, "Rokers (landelijk)") == [
        "Landelijk, leeftijd 65+, rokers: 15,8% (laagste inkomensgroep) en 9,1% (hoogste inkomensgroep)."
    ]


def test_the_rule_is_told_as_it_is_declared() -> None:
    trait = GROUP.traits[1].model_copy(update={"minimum": 3, "indicatoren": ("a", "b", "c", "d")})
    assert describe_rule(trait, 0.25) == "minstens 3 van de 4 cijfers in het slechtste kwart van Nederland"
    assert "in het slechtste deel (15%) van" in describe_rule(trait, 0.15)
    assert "minstens 2 van de 5 cijfers" in explain_group(GROUP)
