"""What a sentence says is declared: another template in sources/rapport is another sentence everywhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from jinja2.defaults import DEFAULT_FILTERS
from jinja2.nodes import Filter
from jinja2.sandbox import ImmutableSandboxedEnvironment

from declared_example import show
from profile_example import make_profile as country_profile
from regiobeeld.blocks.blocks import alinea
from regiobeeld.catalog.groups import load_groups
from regiobeeld.claims.marks import plain
from regiobeeld.judgement.message_words import write_message
from regiobeeld.judgement.reasons import refuse
from regiobeeld.judgement.refusals import summarise_refusals
from regiobeeld.needs.future import Expected
from regiobeeld.needs.future_words import met_band
from regiobeeld.needs.group_words import caution, describe_count, expect_both, explain_group
from regiobeeld.outline import sentences
from regiobeeld.outline.blocks import Deel
from regiobeeld.outline.chapters import load_sentences
from regiobeeld.profile.model import Profile
from regiobeeld.report.additions import Caption, add_block
from regiobeeld.report.parts import PARTS
from regiobeeld.report.render import describe_page
from regiobeeld.run.overview import renew_overview
from small_profile import indicator, make_profile, observation

Declare = Callable[..., None]
GROUP = load_groups()["ouderen_lage_ses_leefstijl"]
FOUND = pd.Series(
    {
        "gebieden_groep": 3,
        "gebieden_onbekend": 0,
        "inwoners_groep": 1200,
        "inwoners_onbekend": 0,
        "inwoners_geteld": True,
        "aandeel": 12.5,
        "samen_verwacht": 640.0,
        "samen_landelijk": None,
        "samen_verwacht_groep": 64.0,
        "samen_minstens": 100.0,
        "samen_hoogstens": 900.0,
        "reden": None,
    },
    dtype="object",
)
ROW: dict[Any, Any] = {
    "indicator_code": "roken_enquete",
    "leeftijd": "18+",
    "jaar": 2024,
    "waarde": 20.04,
    "nl": 15.0,
    "ondergrens": 18.0,
    "bovengrens": 22.0,
    "verschil": 5.0,
    "stap": 1.0,
    "overleeft": True,
    "verwacht": 16.0,
    "verwacht_laag": 14.0,
    "verwacht_hoog": 18.0,
    "verwacht_stap": 1.0,
    "verwacht_overleeft": True,
    "onderwerp": "roken",
    "houdt_stand": 3,
    "van": 4,
    "zwaarte": 1.0,
    "rang": 0,
}


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Declare:
    """Declare sentences of one kind otherwise: `declare("doelgroep", telling="...")`."""

    def change(kind: str, **templates: str) -> None:
        known: Mapping[str, Mapping[str, str]] = sentences.load_sentences()
        changed = {**known, kind: {**known[kind], **templates}}
        monkeypatch.setattr(sentences, "load_sentences", lambda: changed)

    return change


def profile() -> Profile:
    return make_profile([observation("GM0001", 20.0)], indicator())


def test_how_many_live_there_is_said_as_declared(declare: Declare) -> None:
    declare(
        "doelgroep",
        telling="{{ mensen }} {{ wie }} in {{ gebieden | getal }} {{ meer }} ({{ aandeel | procent }})",
    )
    assert describe_count(FOUND, GROUP, "in Adorp") == "1.200 65-plussers in 3 wijken (12,5%)"


def test_how_many_may_have_both_is_said_as_declared(declare: Declare) -> None:
    declare("doelgroep", samen="{{ verwacht | afgerond }}{% if landelijk %} landelijk{% endif %}")
    assert expect_both(FOUND, GROUP) == "640"
    national = pd.Series({**FOUND, "samen_landelijk": 712.0, "samen_landelijk_groep": 90.0}, dtype="object")
    assert expect_both(national, GROUP) == "710 landelijk"


def test_what_a_doelgroep_is_and_what_its_figures_cannot_say_is_declared(declare: Declare) -> None:
    declare("doelgroep", uitleg="{{ regels | length }} regel", regel="{{ kenmerk.minimum }}")
    declare("rekenmodel", kort="Dit is een schatting.")
    assert explain_group(GROUP) == "1 regel"
    assert caution("kort") == "Dit is een schatting."


def test_a_main_message_is_said_as_declared(declare: Declare) -> None:
    declare("boodschap", cijfer="{{ wie }}: {{ rij.waarde | procent }}.", verwacht="", zekerheid="Enquête.")
    message = write_message(profile(), {**ROW, "indicator_code": "roken_enquete"}, "in Adorp")
    assert (message.zin, message.zekerheid) == ("volwassenen: 20,0%.", "Enquête.")
    assert message.robuust == "houdt stand in 3 van 4"


def test_a_band_of_the_future_is_written_as_declared(declare: Declare) -> None:
    declare("toekomst", met_band="{{ straks.waarde | rond }} of zo")
    assert met_band(Expected(57885, 48984, 68404)) == "57.900 of zo"


def test_why_nothing_is_said_is_declared(declare: Declare) -> None:
    declare("weigering", een_meting="Pas vanaf {{ minstens }} metingen.")
    declare("weigering_soort", geen_trend="Verloop")
    assert refuse("een_meting", minstens="4") == "Pas vanaf 4 metingen."
    told = summarise_refusals(country_profile())
    assert ("Verloop", "Pas vanaf 4 metingen.") in set(zip(told["wat"], told["reden"], strict=True))


def test_the_head_of_a_page_and_the_line_under_an_addition_are_declared(declare: Declare) -> None:
    declare("pagina_regiobeeld", ondertitel="In {{ gemeenten }} delen")
    declare("toevoeging", bron="{{ bron or 'onbekend' }} (eigen werk)")
    region = profile().region
    assert describe_page(region, "").ondertitel == f"In {len(region.gemeenten)} delen"
    assert '<p class="figuur-bron">onbekend (eigen werk)</p>' in add_block("<b>x</b>", Caption("Wat"), "figuur")
    assert "&lt;i&gt; (eigen werk)" in add_block("<b>x</b>", Caption("Wat", "<i>"), "figuur")


def test_the_heading_of_a_part_stands_over_what_it_shows_and_over_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    block = Deel(soort="deel", naam="kort_vragen", code="vragen", zin={"kop": "Vraag in {{ regio }}"})
    monkeypatch.setitem(PARTS, "kort_vragen", lambda profile, zin: alinea("Weet u dit?"))
    made = show(profile(), block)
    assert made == [f'<h3 class="paragraaf" id="vragen">Vraag in {profile().naam}</h3>', "<p>Weet u dit?</p>"]
    monkeypatch.setitem(PARTS, "kort_vragen", lambda profile, zin: [None, ""])
    assert show(profile(), block) == []


def test_numbers_of_a_declared_sentence_are_those_of_the_facts() -> None:
    """The shipped sentences too: no template has the number of a figure typed in it."""
    message = write_message(profile(), ROW, "in Adorp")
    assert plain(message.zin).startswith("In Adorp rookt 20,0% van de volwassenen")
    lower = write_message(profile(), {**ROW, "waarde": 31.26}, "in Adorp")
    assert plain(lower.zin) == plain(message.zin).replace("20,0%", "31,3%")
    assert replace(message, getal="31,3%", zin=lower.zin) == lower
    assert "boodschap" in load_sentences()


def test_a_quote_in_a_declared_word_stays_inside_its_attribute(declare: Declare, tmp_path: Path) -> None:
    declare("pagina_overzicht", alt='Kaart "groot"', tabel='De "lijst"', voorbeeld='"Twente"', vraag='Zoek "iets"')
    folder = tmp_path / "twente"
    folder.mkdir()
    (folder / "regiobeeld-twente.html").write_text("<title>Regiobeeld</title>", encoding="utf-8")
    about = {"regio": {"naam": "Twente", "code": "twente"}, "gemeenten": ["GM0153"], "gemaakt": "2026-01-02"}
    (folder / "run.json").write_text(json.dumps(about), encoding="utf-8")
    page = BeautifulSoup(renew_overview(tmp_path).read_text(encoding="utf-8"), "html.parser")
    box = page.select("[data-zoek]")[0]
    assert (box["data-zoek"], box["data-vraag"], box["data-voorbeeld"]) == (
        'De "lijst"',
        'Zoek "iets"',
        '"Twente"',
    )
    assert page.select("svg.landkaart")[0]["aria-label"] == 'Kaart "groot"'


LOW = ["rekenmodel", "doelgroep", "toekomst", "boodschap", "weigering", "weigering_soort"]
"""What rooms below `blocks` say: those do not load the filters of a report."""


@pytest.mark.parametrize("kind", [*LOW, *(kind for kind in load_sentences() if kind.startswith("pagina_"))])
def test_what_is_said_without_a_report_needs_no_filter_of_a_report(kind: str) -> None:
    known = {*DEFAULT_FILTERS, *sentences.FILTERS}
    for template in load_sentences()[kind].values():
        used = {found.name for found in ImmutableSandboxedEnvironment().parse(template).find_all(Filter)}
        assert used <= known, template
