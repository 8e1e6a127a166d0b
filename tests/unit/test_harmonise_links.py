"""The link of wijken is proven per gemeente: by giving its own figure back, or by the residents of later years."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from harmonise_example import indeling
from regiobeeld.catalog.wijklinks import Wijkkoppeling, load_links
from regiobeeld.errors import ContractError
from regiobeeld.harmonise.link_findings import describe_links
from regiobeeld.harmonise.links import WijkLinks, link_health, link_residents
from regiobeeld.harmonise.residents import follow_wijken

RULE = load_links()
WIJKEN = ["WK000301", "WK000302"]
INHABITANTS = {"WK000301": 3000.0, "WK000302": 1000.0}
# 3000 with 10 % and 1000 with 30 %: together 15 %.
SMOKING = {"WK000301": 10.0, "WK000302": 30.0}


def areas(codes: list[str] = WIJKEN) -> pd.DataFrame:
    return pd.DataFrame({"gebied_code": codes, "gebied_jaar": 2022, "gebied_naam": codes})


def figures(values: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame({"gebied_code": list(values), "waarde": list(values.values())}).assign(
        indicator_code="roken",
        tabel_code="50090NED",
        periode_start="2020-01-01",
        leeftijd="18+",
        gebied_jaar=2020,
        geslacht="totaal",
        uitsplitsing="totaal",
    )


def people(inhabitants: dict[str, float], year: int = 2022, old: float = 0.2) -> pd.DataFrame:
    shares = {"totaal": 1.0, "18+": 0.8, "65+": old}
    rows = [(code, age, number * part) for code, number in inhabitants.items() for age, part in shares.items()]
    frame = pd.DataFrame(rows, columns=["gebied_code", "leeftijd", "inwoners"])
    return frame.assign(gebied_jaar=year, jaar=year)


def link(
    values: dict[str, float], own: float | None, inhabitants: dict[str, float] = INHABITANTS, **changes: Any
) -> tuple[pd.DataFrame, pd.Series]:
    rule = Wijkkoppeling.model_validate({**RULE.model_dump(), "hersteld": (), **changes})
    published = figures({"GM0003": own}) if own is not None else figures(values).iloc[:0]
    wijken, gemeenten = link_health(
        figures(values), published, people(inhabitants), areas(list(inhabitants)), indeling(), rule
    )
    return wijken.set_index("wijk_code"), gemeenten.set_index("gemeente_code").loc["GM0003"]


def by_hand(**links: str) -> dict[str, Any]:
    pairs = [{"nieuw": new, "oud": old, "naam": new} for new, old in links.items()]
    item = {"gemeente_code": "GM0003", "jaar_cijfers": 2020, "jaar_kaart": 2022, "wijken": pairs}
    return {"hersteld": [{**item, "reden": "de nummers schoven een plaats op"}]}


def test_linked_figures_that_give_the_gemeente_back_are_kept() -> None:
    wijken, outcome = link(SMOKING, 15.0)
    assert outcome["rms"] == 0
    assert outcome[["uitkomst", "wijken", "gekoppeld", "dekking"]].tolist() == ["gekoppeld", 2, 2, 1.0]
    assert wijken["wijk_oud"].tolist() == WIJKEN


def test_swapped_wijken_refuse_the_whole_gemeente_with_its_name() -> None:
    # 3000 with 30 % and 1000 with 10 % would be 25 %, ten points from 15 %.
    wijken, outcome = link({"WK000301": 30.0, "WK000302": 10.0}, 15.0)
    assert outcome["rms"] == pytest.approx(10.0)
    assert outcome["uitkomst"] == "geweigerd"
    assert not wijken["gekoppeld"].any()
    assert wijken["wijk_oud"].isna().all()
    assert (
        "cijfer van Drie zelf niet terug (ze zitten er gemiddeld 10,00 punt naast, 0,15 mag)" in outcome["reden"]
    )
    assert (wijken["reden"] == outcome["reden"]).all()


@pytest.mark.parametrize(("own", "outcome"), [(15.14, "gekoppeld"), (15.16, "geweigerd")])
def test_the_declared_limit_decides(own: float, outcome: str) -> None:
    assert RULE.reproductie.grootste_rms == 0.15
    assert link(SMOKING, own)[1]["uitkomst"] == outcome


def test_a_link_by_hand_that_gives_the_gemeente_back_is_mended() -> None:
    values = {"WK000300": 10.0, "WK000301": 30.0}
    assert link(values, 15.0)[1]["uitkomst"] == "geweigerd"
    wijken, outcome = link(values, 15.0, **by_hand(WK000301="WK000300", WK000302="WK000301"))
    assert outcome[["uitkomst", "reden"]].tolist() == ["hersteld", "de nummers schoven een plaats op"]
    assert wijken["wijk_oud"].to_dict() == {"WK000301": "WK000300", "WK000302": "WK000301"}


def test_a_link_by_hand_that_does_not_is_refused() -> None:
    wijken, outcome = link(SMOKING, 15.0, **by_hand(WK000301="WK000302", WK000302="WK000301"))
    assert outcome["uitkomst"] == "geweigerd"
    assert not wijken["gekoppeld"].any()


def test_a_wijk_that_is_called_otherwise_stops_the_build() -> None:
    changes = by_hand(WK000301="WK000302")
    changes["hersteld"][0]["wijken"][0]["naam"] = "Gilze"
    with pytest.raises(ContractError, match="verwacht: wijk WK000301 heet Gilze; gevonden: WK000301"):
        link(SMOKING, 15.0, **changes)


def test_one_wijk_that_was_split_agrees_but_covers_too_little() -> None:
    """The figure of the only wijk is that of the gemeente, whatever part of it the code is on now."""
    wijken, outcome = link({"WK000301": 15.0}, 15.0)
    assert outcome[["rms", "dekking", "uitkomst"]].tolist() == [0.0, 0.75, "geweigerd"]
    assert "maar 75 procent van de inwoners (nodig is 90)" in outcome["reden"]
    assert not wijken["gekoppeld"].any()


def test_without_a_figure_of_the_gemeente_nothing_is_proven() -> None:
    assert link(SMOKING, None)[1][["uitkomst", "reden"]].tolist() == [
        "geweigerd",
        "van Drie zelf is geen cijfer om de wijkcijfers van 2020 mee na te rekenen",
    ]


def test_every_refused_or_mended_gemeente_is_a_finding_with_its_name() -> None:
    for values, word in ((SMOKING, None), ({"WK000301": 30.0, "WK000302": 10.0}, "wijken_geweigerd")):
        wijken, outcome = link(values, 15.0)
        links = WijkLinks(
            wijken.reset_index(), outcome.to_frame().T.rename_axis("gemeente_code").reset_index(), 2022, 2020
        )
        found = describe_links(links)
        assert found["code"].tolist() == ([word] if word else [])
        assert found["tekst"].str.startswith("Drie heeft geen wijkcijfers van 2020 over gezondheid").all()


LATER = {"WK000301": 3100.0, "WK000302": 1000.0}


def follow(
    *years: dict[str, float], total: float | None = None, reported: int = 1, old: float = 0.2
) -> dict[int, str | None]:
    """Outcome per year of GM0003 for the residents of its wijken in 2023, 2024, ...; 2022 are INHABITANTS."""
    frames = []
    for year, wijken in enumerate([INHABITANTS, *years], start=2022):
        share = 0.2 if year == 2022 else old
        own = {"GM0003": sum(wijken.values()) if total is None or year == 2022 else total}
        frames += [people(wijken, year, share), people(own, year, share)]
    changes = pd.DataFrame({"gebied_code": ["WK000301"], "gebied_jaar": 2023, "waarde": float(reported)})
    found = follow_wijken(pd.concat(frames), changes, indeling(), 2022, RULE.inwoners)
    found = found[found["gemeente_code"] == "GM0003"]
    return {int(r.jaar): None if pd.isna(r.reden) else str(r.reden) for r in found.itertuples()}


def test_the_same_wijken_may_be_counted_in_later_years() -> None:
    assert follow(LATER, LATER) == {2023: None, 2024: None}


def test_new_houses_are_growth_and_no_other_wijk() -> None:
    assert follow({"WK000301": 3000.0, "WK000302": 1900.0}) == {2023: None}


def test_a_wijk_that_lost_land_ends_the_link_for_good() -> None:
    # 600 of 3000 moved to the neighbour; in 2024 nothing changes any more.
    lost = {"WK000301": 2400.0, "WK000302": 1600.0}
    why = "het aantal inwoners van een wijk is in 2023 onaannemelijk anders dan in 2022"
    assert follow(lost, lost) == {2023: why, 2024: why}


def test_swapped_wijken_of_one_size_are_seen_by_their_older_people() -> None:
    base = {"WK000301": 5000.0, "WK000302": 5000.0}
    frames = [people(base, 2022, 0.2), people({"GM0003": 10000.0}, 2022)]
    frames += [people({"WK000301": 5000.0}, 2023, 0.1), people({"WK000302": 5000.0}, 2023, 0.3)]
    frames += [people({"GM0003": 10000.0}, 2023)]
    none = pd.DataFrame({"gebied_code": [], "gebied_jaar": [], "waarde": []}, dtype="object")
    found = follow_wijken(pd.concat(frames), none, indeling(), 2022, RULE.inwoners)
    assert "onaannemelijk anders" in found["reden"].iloc[0]


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ({"wijken": {"WK000301": 3000.0, "WK000303": 1000.0}}, "andere codes"),
        ({"wijken": LATER, "reported": 3}, "het CBS meldt voor 2023 een andere code of grens"),
        ({"wijken": LATER, "total": 4500.0}, "tellen in 2023 niet op tot die van de gemeente"),
    ],
)
def test_why_the_residents_stay_those_of_the_map(step: dict[str, Any], reason: str) -> None:
    wijken = step.pop("wijken")
    assert reason in str(follow(wijken, **step)[2023])


def test_residents_of_a_refused_year_are_not_carried() -> None:
    frames = [people(INHABITANTS), people({"GM0003": 4000.0})]
    frames += [people(LATER, 2023), people({"GM0003": 4100.0}, 2023)]
    frames += [people({"WK000301": 2000.0, "WK000302": 2100.0}, 2024), people({"GM0003": 4100.0}, 2024)]
    population = pd.concat(frames)
    none = pd.DataFrame({"gebied_code": [], "gebied_jaar": [], "waarde": []}, dtype="object")
    wijken, gemeenten = link_residents(population, none, areas(), indeling(), RULE)
    links = WijkLinks(wijken, gemeenten, 2022, 2020)
    kept = links.carry(population[population["gebied_code"].str.startswith("WK")])
    assert sorted(kept["jaar"].unique()) == [2022, 2023]
    text = describe_links(links).set_index("code").loc["inwoners_ouder", "tekst"]
    assert text.startswith(
        "De inwoners per wijk van Drie zijn die van 2023: het aantal inwoners van een wijk is in 2024"
    )


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ({"WK000301": "WK000300", "WK000302": "WK000300"}, "wijk WK000300 staat er twee keer"),
        ({"WK000301": "WK000400"}, "wijk WK000400 ligt niet in GM0003"),
    ],
)
def test_a_declaration_that_cannot_be_true_is_refused(links: dict[str, str], expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        Wijkkoppeling.model_validate({**RULE.model_dump(), **by_hand(**links)})
