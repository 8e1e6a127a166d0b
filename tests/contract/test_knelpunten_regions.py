"""On the embedded figures: every region has its own knelpunten, or the report says that nothing is different."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from declared_example import sentences_of
from project import IS_HEAVY
from regiobeeld.areas.regions import resolve_region
from regiobeeld.blocks.sentences import region_facts
from regiobeeld.chapters_agenda.conclusions import card, introduce
from regiobeeld.chapters_agenda.summary import introduce_page, page_messages
from regiobeeld.harmonise.areas import load_indeling
from regiobeeld.needs.knelpunten import knelpunten, knelpunten_of, needs_of
from regiobeeld.paths import SOURCES
from regiobeeld.profile.load import load_profile
from regiobeeld.profile.model import Profile

GRAMMAR = (
    "Voor wie",
    "Waar",
    "Hoeveel mensen",
    "Hoe zeker",
    "Oorzaken die te beïnvloeden zijn",
    "Oorzaken die een gegeven zijn",
    "Gevolg",
    "Wat er al gebeurt",
    "Aanzet",
    "Voortgang",
)
GGD = sorted(load_indeling(SOURCES / "indeling").members("GG")["gebied_code"].unique())
TRIED = GGD if IS_HEAVY else GGD[::5]
"""A fifth of the regions; `make zwaar` tries all 25."""


def introduction(profile: Profile) -> str:
    zin = sentences_of("knelpunten_inleiding", region_facts(profile))
    return introduce(profile, knelpunten_of(profile), zin)


def load(tables: Path, asked: str) -> Profile:
    return load_profile(resolve_region(asked), tables)


def test_no_two_ggd_regions_have_the_same_first_three_unless_nothing_is_different_there(tables: Path) -> None:
    assert len(GGD) == 25
    seen: dict[tuple[str, ...], str] = {}
    for code in TRIED:
        profile = load(tables, code)
        found = knelpunten_of(profile)
        assert len(found.shown) <= 7
        if not found.is_different:
            same = "aantoonbaar groter dan leeftijd, SES en stedelijkheid doen verwachten"
            assert same in introduction(profile) or not found.shown, code
            continue
        first = tuple(item.code for item in found.shown[:3])
        assert first not in seen, (code, seen.get(first), first)
        seen[first] = code
    assert len(seen) >= len(TRIED) // 6


def test_midden_brabant_names_older_people_with_low_ses_in_tilburg_among_its_first_three(tables: Path) -> None:
    profile = load(tables, "midden-brabant")
    first = page_messages(profile)[:3]
    group = next(m for m in first if m.zin.startswith("65-plussers met een lage SES en een ongezonde leefstijl"))
    assert "vooral in Tilburg" in group.zin
    assert "samenhang zoals landelijk" in group.zin and "een aanpak per wijk mist" in group.zin
    assert [item.code for item in knelpunten_of(profile).shown].index("ouderen_lage_ses") < 3


@pytest.fixture(scope="module")
def twente(tables: Path) -> Profile:
    return load(tables, "twente")


def test_twente_leads_with_drinking_of_young_and_adult(twente: Profile) -> None:
    messages = page_messages(twente)
    assert len(messages) <= 7
    assert messages[0].getal == "29,0%" and messages[0].toon == "ongunstig"
    for text in ("in Nederland 20,9%", "19,5% te verwachten", "7,8% van de volwassenen overmatig"):
        assert text in messages[0].zin
    # Unfavourable first: nothing that is favourable stands before something that is not.
    tones = [message.toon for message in messages]
    assert "gunstig" not in tones[: len(tones) - tones[::-1].index("ongunstig")]


def test_a_wijkaanpak_in_twente_would_miss_most_of_the_older_people(twente: Profile, tables: Path) -> None:
    groepen = pd.read_parquet(tables / "kwetsbare_groep.parquet")
    own = groepen["regio_code"] == "GG1106"
    row = groepen[own & (groepen["doelgroep_code"] == "ouderen_lage_ses_leefstijl")].iloc[0]
    # Under independence 78 % lives outside the 14 wijken; the national association changes that little.
    assert 1 - row["samen_verwacht_groep"] / row["samen_verwacht"] == pytest.approx(0.78, abs=0.01)
    assert row["samen_minstens"] < row["samen_verwacht"] < row["samen_landelijk"] < row["samen_hoogstens"]
    assert any("een aanpak per wijk mist de andere 79%" in m.zin for m in page_messages(twente))


def test_every_card_speaks_the_whole_grammar(twente: Profile) -> None:
    for item in knelpunten_of(twente).shown:
        html = card(twente, item)
        assert [part for part in GRAMMAR if part not in html] == []


def test_the_table_for_use_elsewhere_has_what_the_report_shows(twente: Profile) -> None:
    table = knelpunten(twente)
    assert table["volgorde"].tolist() == list(range(1, len(table) + 1))
    assert table["knelpunt_code"].tolist() == [item.code for item in knelpunten_of(twente).shown]
    assert table["cijfers"].str.fullmatch("[0-9a-f]{8}").all()
    assert set(needs_of(twente).columns) == {"thema", "gemeente_code", "indicator_code"}


def test_an_island_without_survey_figures_is_not_called_the_same_as_others(tables: Path) -> None:
    island = load(tables, "GM0088")  # Schiermonnikoog: too few inhabitants to be published
    (message,) = page_messages(island)
    assert message.getal == "geen cijfer"
    page = introduce_page(island, sentences_of("kort_inleiding", region_facts(island)))
    assert "daarin is deze regio niet anders dan vergelijkbare gebieden" not in page
    said = introduction(island)
    assert "geen enquêtecijfers" in said and "aantoonbaar" not in said


def test_the_whole_country_has_no_knelpunten(tables: Path) -> None:
    country = load(tables, "NL")
    assert knelpunten_of(country).shown == () and "geen knelpunten" in introduction(country)
