"""The chapter "Kwetsbare groepen": every sentence passes the guard, and every count is that of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from declared_example import chapter, sentences_of
from regiobeeld.areas.regions import resolve_region
from regiobeeld.blocks import figure
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.sentences import region_facts
from regiobeeld.blocks.shares import share_per_gemeente
from regiobeeld.catalog.crossing import load_crossing
from regiobeeld.catalog.groups import Groep, load_groups
from regiobeeld.chapters_groups.groups import introduction, list_gaps, silent, talk_table
from regiobeeld.chapters_groups.groups_index import list_classes
from regiobeeld.chapters_groups.groups_maps import name_piled, share_of_residents
from regiobeeld.chapters_groups.groups_types import name_of
from regiobeeld.chapters_groups.wijkmatrix import as_shown
from regiobeeld.crossing.people import write_people
from regiobeeld.needs.group_words import caution, describe_count, expect_both
from regiobeeld.needs.groups import Groups, groups_of
from regiobeeld.needs.wijkmatrix import wijk_matrix
from regiobeeld.numbers import aantal
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.load import load_profile
from regiobeeld.profile.model import Profile
from regiobeeld.wording import find_claims

OLD = "ouderen_lage_ses_leefstijl"
GROUP: Groep = load_groups()[OLD]
PILES = load_crossing().stapeling


def zin(profile: Profile, part: str) -> Zinnen:
    """The declared sentences of a part of the chapter."""
    return sentences_of(part, region_facts(profile))


def text_of(html: str) -> str:
    """What a reader reads: no drawings, no tags."""
    return unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", " ", html, flags=re.DOTALL)))


@cache
def load(tables: Path, asked: str) -> Profile:
    return load_profile(resolve_region(asked), tables)


@cache
def chapter_of(tables: Path, asked: str) -> Hoofdstuk:
    return chapter(load(tables, asked), "groepen")


@pytest.fixture(autouse=True, scope="module")
def only_text() -> Iterator[None]:
    """The words are tested here; the drawings are made for the reports of tests/integration."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figure, "_inline_svg", lambda *_: "")
        yield


@pytest.fixture(scope="module")
def tilburg(tables: Path) -> Profile:
    return load(tables, "midden-brabant")


@pytest.fixture(scope="module")
def html(tables: Path) -> str:
    return chapter_of(tables, "midden-brabant")._repr_html_()


def find(**changes: object) -> pd.Series:
    base: dict[str, object] = {
        "gebieden_groep": 0,
        "gebieden_onbekend": 0,
        "inwoners_groep": 0,
        "inwoners_onbekend": 0,
        "inwoners_geteld": True,
        "aandeel": 0.0,
        "reden": None,
    }
    return pd.Series({**base, **changes}, dtype="object")


# Sentences


def test_nothing_found_and_everything_known_says_so() -> None:
    assert describe_count(find(), GROUP, "in Almere").startswith("In Almere is geen wijk gevonden waar")


def test_nothing_found_with_unknown_wijken_is_no_silent_zero() -> None:
    text = describe_count(find(gebieden_onbekend=19, inwoners_onbekend=812), GROUP, "in Almere")
    assert text.endswith("Van 19 wijken met samen 812 65-plussers ontbreken cijfers; daarover is niets te zeggen.")


def test_too_little_known_gives_the_reason_and_no_count() -> None:
    text = describe_count(find(reden="er zijn geen cijfers", gebieden_onbekend=33), GROUP, "in Land van Cuijk")
    assert text == "In Land van Cuijk is hierover niets te zeggen, want er zijn geen cijfers."


def test_disadvantages_are_listed_or_the_few_that_are_absent() -> None:
    codes = [item.code for item in PILES.achterstand]
    assert name_piled(PILES, ";".join(codes)) == "alle 10"
    assert name_piled(PILES, ";".join(codes[:9])).startswith("alle 10, behalve: weinig volwassenen met regie")
    assert name_piled(PILES, "roken") == "veel rokers"
    assert name_piled(PILES, None) == ""


def test_shares_divide_by_what_they_are_said_to() -> None:
    rows = pd.DataFrame(
        {
            "gemeente_code": ["GM1", "GM1", "GM1", "GM2", "GM2"],
            "inwoners": [300, 100, 50, 10, 90],
            "groep": pd.array([True, False, None, True, None], dtype="boolean"),
        }
    )
    # GM1: 300 of all 450, of which 400 is known; of GM2 only 10 of 100 is known, which is less than 80 %.
    share = share_per_gemeente(rows, rows["groep"])
    assert share["GM1"] == pytest.approx(100 * 300 / 450)
    assert pd.isna(share["GM2"])
    assert share_of_residents(rows, "groep") == pytest.approx(100 * 310 / 410)


# The chapter


def test_the_chapter_warns_that_the_estimates_are_circular(html: str) -> None:
    assert caution() in text_of(html)


def test_the_group_of_midden_brabant_is_there_with_its_count(html: str, tilburg: Profile) -> None:
    row = groups_of(tilburg).groepen.set_index("doelgroep_code").loc[OLD]
    count = write_people(row["inwoners_groep"], counted=bool(row["inwoners_geteld"]))
    # People with both traits lead; the residents of the wijken are a footnote.
    assert expect_both(row, GROUP) in text_of(html)
    assert "Zoveel mensen wonen in die wijken: In 13 wijken waar" in text_of(html)
    assert f"wonen {count} 65-plussers" in text_of(html)
    assert "Heikant" in text_of(html)


@pytest.mark.parametrize("asked", ["twente", "midden-brabant", "GM1982", "GM0034", "GM0153", "PV28"])
def test_no_text_of_the_chapter_claims_anything_about_persons(tables: Path, asked: str) -> None:
    found = chapter_of(tables, asked)
    texts = [text_of(block) for block in found.blokken if isinstance(block, str)]
    texts += [f"{f.titel}. {f.ondertitel}. {f.alt} {f.toelichting}" for f in found.figuren]
    assert [claim for text in texts for claim in find_claims(text)] == []


def test_the_table_to_talk_about_leads_with_people_and_has_no_p_value(tilburg: Profile) -> None:
    groups = groups_of(tilburg)
    table = text_of(talk_table(tilburg, groups, zin(tilburg, "groepen_tabel")))
    for word in ("Wie", "Mensen (van–tot)", "In de wijken", "Waar", "Aandeel (NL)", caution("kort")):
        assert word in table
    assert "toeval" not in table.lower()
    assert str(groups.declared[OLD].naam) in table


def test_numbers_in_the_introduction_are_those_of_the_table(tilburg: Profile) -> None:
    groups = groups_of(tilburg)
    text = text_of(introduction(tilburg, groups, zin(tilburg, "groepen_inleiding")))
    assert f"hebben {len(groups.found)} van de {len(groups.groepen)} doelgroepen een groter aandeel" in text
    first = groups.found.iloc[0]
    assert expect_both(first, groups.declared[first["doelgroep_code"]]) in text


def test_found_is_only_what_has_a_larger_share_than_nederland(tilburg: Profile) -> None:
    groups = groups_of(tilburg)
    national = groups.landelijk["aandeel_beoordeeld"]
    own = groups.groepen.set_index("doelgroep_code")["aandeel_beoordeeld"]
    assert set(groups.found["doelgroep_code"]) == {code for code in own.index if own[code] > national[code]}
    assert set(groups.found["doelgroep_code"]) < set(groups.groepen["doelgroep_code"])


def test_one_wijk_is_nothing_to_tell_apart(tilburg: Profile) -> None:
    groups = groups_of(tilburg)
    alone = replace(groups, groepen=groups.groepen.assign(gebieden=1, reden=None))
    assert alone.found[alone.found["niveau"] == "WK"].empty
    assert "niet te onderscheiden" in silent(tilburg, alone, zin(tilburg, "groepen_niet_gevonden"))


@pytest.mark.parametrize("asked", ["GM1982", "GM0034"])
def test_a_gemeente_without_matching_wijken_has_a_clear_gap(tables: Path, asked: str) -> None:
    profile = load(tables, asked)
    text = text_of(chapter_of(tables, asked)._repr_html_())
    reasons = groups_of(profile).groepen["reden"].dropna()
    assert len(reasons) >= 4
    assert all(f"In {profile.naam} is hierover niets te zeggen, want {reason}" in text for reason in reasons)


def test_the_gaps_of_the_iza_doelgroepen_are_named(html: str) -> None:
    text = text_of(html)
    for group in load_groups().values():
        assert all(gap in text for gap in group.gat)
    for iza in ("gezondheidsvaardigheden", "psychisch", "hart_vaat", "kanker", "kwetsbare_ouderen"):
        assert any(iza in group.iza for group in load_groups().values())


def test_a_doelgroep_without_figures_is_named_as_a_gap(tilburg: Profile) -> None:
    bare = Groep(
        naam="IZA: digitale vaardigheden",
        wie="volwassenen",
        iza=("gezondheidsvaardigheden",),
        leeftijd="18+",
        gat=("Digitale vaardigheden zijn nergens per wijk gemeten.",),
        toelichting="Geen cijfers beschikbaar.",
    )
    groups = groups_of(tilburg)
    richer = replace(groups, declared={**groups.declared, "digitaal": bare})
    text = text_of(list_gaps(tilburg, richer, zin(tilburg, "groepen_gaten")))
    assert (
        "IZA: digitale vaardigheden (geen cijfers): Digitale vaardigheden zijn nergens per wijk gemeten." in text
    )
    assert text.index("digitale vaardigheden (geen") < text.index("benadering")


def test_both_ages_are_drawn_beside_each_other(tables: Path) -> None:
    beside = [block for block in chapter_of(tables, "midden-brabant").blokken if isinstance(block, tuple)]
    assert [figure.code for figure in beside[0]] == ["groepen-kaart-18-64", "groepen-kaart-65plus"]


@pytest.mark.parametrize("asked", ["twente", "midden-brabant", "GM0034", "PV28"])
def test_the_warning_stands_beside_every_figure_and_no_word_calls_a_find_sure(tables: Path, asked: str) -> None:
    chapters = [chapter_of(tables, asked), chapter(load(tables, asked), "kruising")]
    for found in chapters:
        figures = found.figuren
        assert figures and all(caution("kort") in figure.toelichting for figure in figures)
        texts = text_of(found._repr_html_())
        assert not re.search(r"\b(stevig|redelijk|zwak)e?r?\b", texts, re.IGNORECASE)


@pytest.mark.parametrize("asked", ["twente", "midden-brabant", "GM1700", "PV28"])
def test_alt_text_and_note_give_one_number_without_outcome_that_of_the_sentence(tables: Path, asked: str) -> None:
    profile = load(tables, asked)
    groepen = groups_of(profile).groepen.set_index("doelgroep_code")
    unknown = {
        "groepen-kaart-65plus": groepen.loc[OLD, "gebieden_onbekend"],
        "groepen-kaart-18-64": groepen.loc["volwassenen_lage_ses_leefstijl", "gebieden_onbekend"],
        "kruising-kaart": groepen.loc[OLD, "gebieden_onbekend"],
    }
    figures = {f.code: f for f in (*chapter_of(tables, asked).figuren, *chapter(profile, "kruising").figuren)}
    checked = 0
    for code, count in unknown.items():
        if code in figures:
            said = f"Voor {aantal(int(count), 'wijk', 'wijken')} is het niet te zeggen"
            assert said in figures[code].alt and said in figures[code].toelichting, code
            checked += 1
    assert checked


def test_an_enumeration_in_an_alt_text_names_all_or_counts_the_rest(tilburg: Profile, tables: Path) -> None:
    groups = groups_of(tilburg)
    figures = {f.code: f for f in chapter_of(tables, "midden-brabant").figuren}
    found = groups.areas(OLD)["is_groep"].eq(True).sum()
    named = figures["groepen-kaart-65plus"].alt.partition("samen in ")[2].partition(". Voor ")[0]
    assert named.endswith(f" en {found - named.count(',') - 1} andere")


# The one table of wijken, types, index


def test_the_matrix_has_every_listed_wijk_once_under_its_name_with_gemeente(tables: Path) -> None:
    profile = load(tables, "twente")
    table, groups = wijk_matrix(profile), groups_of(profile)
    listed = set(groups.stapeling.loc[groups.stapeling["is_stapeling"].eq(True), "gebied_code"])
    listed |= set(groups.kwetsbaarheid.loc[groups.kwetsbaarheid["klasse"] == 5, "gebied_code"])
    for code in groups.found.loc[groups.found["niveau"] == "WK", "doelgroep_code"]:
        areas = groups.areas(code)
        listed |= set(areas.loc[areas["is_groep"].eq(True), "gebied_code"])
    assert table["gebied_code"].is_unique and set(table["gebied_code"]) == listed
    shown = as_shown(profile, table)
    # Nieuwstraatkwartier in Almelo has all ten disadvantages.
    row = shown.set_index("Wijk").loc["Nieuwstraat-Kwartier (Almelo)"]
    assert row["Wat er ongunstig is"] == "alle 10"
    assert row["Stapeling"] == "ja"
    assert row["Redenen"] == len(row["Doelgroepen"].split()) + 2


def unstable(groups: Groups) -> Groups:
    typen = groups.typen.copy()
    typen.loc[typen["type_nummer"] == 2, ["type_naam", "stabiliteit"]] = [None, 0.6]
    return replace(groups, typen=typen)


def test_a_type_that_is_not_stable_has_no_name_and_that_is_said(tilburg: Profile) -> None:
    groups = unstable(groups_of(tilburg))
    say = zin(tilburg, "groepen_typen")
    assert name_of(groups, 2, say) == "type 2 (niet stabiel, geen naam)"
    assert name_of(groups, 1, say) == groups.typen.loc[groups.typen["type_nummer"] == 1, "type_naam"].iloc[0]


def test_named_types_are_stable(tilburg: Profile) -> None:
    typen = groups_of(tilburg).typen
    assert (typen.loc[typen["type_naam"].notna(), "stabiliteit"] >= 0.75).all()


def test_the_index_is_never_given_as_a_bare_rank(tilburg: Profile) -> None:
    table = list_classes(tilburg, groups_of(tilburg).kwetsbaarheid.dropna(subset=["klasse"]))
    assert table["Plaats, 95%-interval"].str.fullmatch(r"[\d.]+–[\d.]+ van [\d.]+").all()
    classes = ["zeer hoog", "hoog", "gemiddeld", "laag", "zeer laag"]
    assert table["Klasse"].map(classes.index).is_monotonic_increasing
    # Within a class on name: the order gives no place away.
    for _, rows in table.groupby("Klasse"):
        names = list(zip(rows["Gemeente"], rows["Wijk"], strict=True))
        assert names == sorted(names)
